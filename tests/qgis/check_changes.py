#!/usr/bin/python3
"""Opens the layer of changes that `oreline compare` writes, as a person would, and draws it.

    check_changes.py CHANGES.gpkg

Prints one JSON object: tables with their rows, legend, colours that were seen. Exit status: 0 all well, 1 something is wrong
(said on stderr), 77 QGIS is not installed.
"""

import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # leave no __pycache__ in the tree

import qgis_offscreen

from qgis.core import QgsMapRendererCustomPainterJob, QgsMapSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter

TABLES = ["changes", "causes", "zones_changed", "rules_changed", "statistics", "comparison"]
COLOURS = {"newly_flagged": "#d62828", "cleared": "#2a9d50", "changed": "#f4a21e", "none": "#9e9e9e"}


def main():
    package = Path(sys.argv[1])
    application = qgis_offscreen.start()
    report = {"tables": {}, "colours": {}}
    layers = {}
    for table in TABLES:
        layer = QgsVectorLayer(f"{package}|layername={table}", table, "ogr")
        if not layer.isValid():
            raise SystemExit(f"{table}: QGIS cannot open it")
        layers[table] = layer
        report["tables"][table] = layer.featureCount()
    changes = layers["changes"]
    message, loaded = changes.loadDefaultStyle()
    report["style_loaded"] = loaded
    report["renderer"] = changes.renderer().type()
    report["legend"] = [item.label() for item in changes.renderer().legendSymbolItems()]
    report["crs"] = changes.crs().authid()
    report["aliases"] = [field.alias() for field in changes.fields() if field.alias()]
    settings = QgsMapSettings()
    settings.setLayers([changes])
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(QSize(900, 700))
    extent = changes.extent()
    extent.grow(max(extent.width(), extent.height(), 0.01) * 0.2)
    settings.setExtent(extent)
    settings.setDestinationCrs(changes.crs())
    image = QImage(QSize(900, 700), QImage.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    job = QgsMapRendererCustomPainterJob(settings, painter)
    job.renderSynchronously()
    painter.end()
    wanted = {QColor(code).rgb(): word for word, code in COLOURS.items()}
    for y in range(image.height()):
        for x in range(image.width()):
            word = wanted.get(image.pixel(x, y))
            if word:
                report["colours"][word] = report["colours"].get(word, 0) + 1
    if len(sys.argv) > 2:
        image.save(sys.argv[2])
    print(json.dumps(report, ensure_ascii=False))
    del application
    qgis_offscreen.leave(0)


main()
