"""Pictures of a delivery's report.html in headless Chromium: light, dark, and as a telephone shows it.

    gallery_page.py REPORT.html PICTURES_DIR
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "page"))

from browser import Browser

SCREENS = {
    "report-light": {"width": 1280, "height": 1500},
    "report-dark": {"width": 1280, "height": 1500, "dark": True},
    "report-narrow": {"width": 390, "height": 1500, "touch": True},
}


def main():
    page, pictures = Path(sys.argv[1]), Path(sys.argv[2])
    with Browser() as browser:
        for name, screen in SCREENS.items():
            browser.open(page, **screen)
            browser.picture(pictures / f"{name}.png")
            print(pictures / f"{name}.png")


main()
