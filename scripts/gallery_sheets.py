#!/usr/bin/python3
"""Exports one print layout of a delivery's project as a picture, by real QGIS.

    gallery_sheets.py DELIVERY_DIR overview|PAGE PICTURE DPI

PAGE is a page of the atlas, from 0. Exit status: 0 written, 1 failed, 77 no QGIS.
"""

import shutil
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "qgis"))

import qgis_offscreen

from qgis.core import QgsLayoutExporter, QgsProject
from qgis.PyQt.QtGui import QImage


def main():
    delivery, sheet, picture, dots_per_inch = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    application = qgis_offscreen.start()
    with tempfile.TemporaryDirectory(prefix="gallery-") as folder:
        # QGIS switches a GeoPackage to another journal as it opens it: draw from a copy.
        for name in ("flagged.gpkg", "flagged.qgz"):
            shutil.copy(delivery / name, folder)
        project = QgsProject.instance()
        if not project.read(str(Path(folder) / "flagged.qgz")):
            sys.exit(f"{delivery}: {project.error()}")
        overview, atlas_sheet = project.layoutManager().printLayouts()
        layout = overview
        if sheet != "overview":
            layout = atlas_sheet
            atlas = layout.atlas()
            atlas.beginRender()
            atlas.seekTo(int(sheet))
            layout.refresh()
        # Not exportToImage: it writes the date into the picture, and the same sheet should be the same bytes.
        image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=dots_per_inch)
        done = image.convertToFormat(QImage.Format_RGB32).save(picture, "PNG", 0)
    print(picture if done else f"{picture}: QGIS could not write it")
    qgis_offscreen.leave(0 if done else 1)
    del application


main()
