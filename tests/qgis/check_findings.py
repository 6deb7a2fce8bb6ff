#!/usr/bin/python3
"""Opens the findings of `oreline check -o` in real QGIS and proves that they arrive styled and painted.

    check_findings.py FINDINGS.gpkg FINDINGS.geojson

Prints one JSON object. Exit status: 0 all well, 1 something is wrong (said on stderr), 77 QGIS is not installed.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # leave no __pycache__ in the tree

import qgis_offscreen

import check_delivery as delivery
from qgis.core import QgsVectorLayer

LAYER = "defects"


def examine(geopackage, geojson, report, findings):
    tables = delivery.spatial_tables(geopackage)
    findings.expect(tables == [LAYER], f"{geopackage.name} holds {tables}, not the one layer {LAYER}")
    delivery.check_style_rows(geopackage, tables, findings)
    sources = {
        geopackage: (f"{geopackage}|layername={LAYER}", ["EPSG:4490"]),
        geojson: (str(geojson), ["EPSG:4326", "OGC:CRS84", "EPSG:4490"]),
    }
    for path, (source, crs) in sources.items():
        layer = QgsVectorLayer(source, LAYER, "ogr")
        facts = delivery.check_layer(LAYER, layer, path, crs, None, findings)
        facts["codes"] = sorted({feature["code"] for feature in layer.getFeatures()})
        facts["severities"] = sorted({feature["severity"] for feature in layer.getFeatures()})
        facts["without_place"] = sum(1 for feature in layer.getFeatures() if not feature.hasGeometry())
        report["layers"][path.suffix] = facts


def main():
    inputs = [Path(argument) for argument in sys.argv[1:]]
    findings = delivery.Findings()
    report = {"layers": {}, "failures": findings}
    application = qgis_offscreen.start()  # noqa: F841  QGIS lives as long as this name
    with tempfile.TemporaryDirectory(prefix="findings-") as folder:
        # QGIS switches a GeoPackage to another journal as it opens it: look at a copy.
        for path in [*inputs, inputs[1].with_suffix(".qml")]:
            shutil.copy(path, folder)
        examine(Path(folder) / inputs[0].name, Path(folder) / inputs[1].name, report, findings)
    for finding in findings:
        print(f"failed: {finding}", file=sys.stderr)
    print(json.dumps(report, ensure_ascii=False))
    qgis_offscreen.leave(1 if findings else 0)


if __name__ == "__main__":
    main()
