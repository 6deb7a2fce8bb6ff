"""Headless Chromium on one page from a disk: what it logs, what it asks a network for, pictures and paper of it."""

import base64
import json
import pathlib
import shutil
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-dev-shm-usage", "--hide-scrollbars",
]
READY = "return document.readyState === 'complete' && !!window.oreline && window.oreline.isSettled()"


class Browser:
    """One Chromium with a profile of its own, which goes at the end."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="oreline-page-")
        options = Options()
        options.binary_location = shutil.which("chromium")
        for argument in [*ARGUMENTS, f"--user-data-dir={self.profile}"]:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        self.driver.set_script_timeout(120)
        self.driver.set_page_load_timeout(300)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()
        shutil.rmtree(self.profile, ignore_errors=True)

    def command(self, name, **values):
        return self.driver.execute_cdp_cmd(name, values)

    def run(self, script, *values):
        return self.driver.execute_script(script, *values)

    def wait(self, condition=READY, *values, seconds=120):
        return self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1]; const start = performance.now();"
            f"const is = () => {{ {condition} }};"
            "const look = () => { if (is()) done(true); else if (performance.now() - start > " + str(1000 * seconds) + ") done(false);"
            " else setTimeout(look, 25); }; look();", *values)

    def open(self, page, width=1280, height=900, dark=False, touch=False):
        """Opens a page as a screen of this size would."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=touch)
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.driver.get(pathlib.Path(page).resolve().as_uri())
        assert self.wait(), "the page does not come to rest"

    def said(self):
        """What the console has said since the last question."""
        return [(entry["level"], entry["message"]) for entry in self.driver.get_log("browser")]

    def asked_for(self):
        """The addresses that were asked for since the last question."""
        addresses = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
                given = message["params"]
                addresses.append(given["request"]["url"] if "request" in given else given["url"])
        return addresses

    def picture(self, path, whole=False):
        given = {"format": "png"}
        if whole:
            size = self.command("Page.getLayoutMetrics")["cssContentSize"]
            given |= {"captureBeyondViewport": True, "clip": {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}}
        pathlib.Path(path).write_bytes(base64.b64decode(self.command("Page.captureScreenshot", **given)["data"]))

    def paper(self, path):
        printed = base64.b64decode(self.command("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])
        pathlib.Path(path).write_bytes(printed)
        return printed

    def click(self, x, y):
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = {"button": "left", "clickCount": 1} if kind != "mouseMoved" else {}
            self.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, **button)
