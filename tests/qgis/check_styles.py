#!/usr/bin/python3
"""Loads every QML of styles/ in real QGIS and proves that it does what its README says.

    check_styles.py [--styles DIR]

Prints one JSON object. Exit status: 0 all well, 1 something is wrong (said on stderr), 77 QGIS is not installed.
"""

import argparse
import json
import re
import sys
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

sys.dont_write_bytecode = True  # leave no __pycache__ in the tree

import qgis_offscreen

from qgis.core import (
    QgsExpression,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter
from qgis.PyQt.QtXml import QDomDocument

# Text fields unless marked; the names that `oreline flag` adds.
MINE_FIELDS = {
    "prefecture": "", "fragility": "", "belts": "", "belt_count": "integer", "redline": "bool", "redlines": "",
    "position": "", "functions": "", "flagged": "bool", "flag_basis": "", "verdict": "", "clauses": "", "tie": "bool",
    "area_ha": "double", "ovl_ha": "double", "ovl_pct": "double", "ovl_grade": "", "redline_m": "double",
    "redline_near": "", "margin_m": "double", "margin_of": "", "stable": "bool", "area_decl": "double",
    "area_diff": "double", "area_fit": "",
}  # fmt: skip
ZONE_FIELDS = {"zone_name": "", "zone_class": ""}
DEFECT_FIELDS = {
    "role": "", "file": "", "feature": "integer", "id": "", "code": "", "severity": "", "reason": "", "hint": "",
}  # fmt: skip
# Parts of mines in zones; the last four are there one at a time, and only when areas are balanced.
PIECE_FIELDS = {
    "mine": "", "feature": "integer", "kind": "", "zone": "", "zone_id": "", "zone_class": "", "grade": "",
    "area_ha": "double", "share_pct": "double", "kind_ha": "double", "kind_pct": "double",
    "bal_ha": "double", "bal_m2": "double", "bal_km2": "double", "bal_mu": "double",
}  # fmt: skip
# What red lines leave of a right.
CUT_FIELDS = {
    "mine": "", "mine_name": "", "feature": "integer", "part": "", "part_no": "integer", "kept": "bool",
    "area_m2": "double", "area_ha": "double", "area_bal": "double", "width_m": "double", "reason": "", "zones": "",
    "buffer_m": "double", "before_m2": "double", "synthetic": "",
}  # fmt: skip
STYLES = {
    "mines": ("Point", MINE_FIELDS),
    "mines_polygon": ("MultiPolygon", MINE_FIELDS),
    "prefectures": ("MultiPolygon", ZONE_FIELDS),
    "belts": ("MultiPolygon", ZONE_FIELDS),
    "redlines": ("MultiPolygon", ZONE_FIELDS),
    "positions": ("MultiPolygon", ZONE_FIELDS),
    "functions": ("MultiPolygon", ZONE_FIELDS),
    "overlaps": ("MultiPolygon", PIECE_FIELDS),
    "slivers": ("MultiPolygon", PIECE_FIELDS),
    "defects": ("Point", DEFECT_FIELDS),
    "cut": ("MultiPolygon", CUT_FIELDS),
}
SHAPE = {
    "Point": "POINT(80 40)",
    "MultiPolygon": "MULTIPOLYGON(((79.6 39.7, 80.4 39.7, 80.4 40.3, 79.6 40.3, 79.6 39.7)))",
}
BASES = ["fragility:severe;redline", "fragility:extreme", "fragility:severe", "redline", "position:core", "XJ-07", None]
VERDICTS = ["prohibited", "exit", "restricted", "conditional", "allowed", "review"]
FRAGILITY = ["mild", "moderate", "severe", "extreme", None]
POSITION = ["core", "periphery", None]
SEVERITY = ["refused", "repaired", "review", "note", None]
KINDS = ["prefecture", "belt", "redline", "position", "function", "mine"]
# 0.00001 degrees are about a metre.
NARROW = "MULTIPOLYGON(((79.8 40, 80.2 40.1, 80.2 40.10001, 79.8 40.00001, 79.8 40)))"
SIDE = 240
BACKGROUND = QColor("#dddddd")
BLANK = bytes([0xDD]) * (SIDE * SIDE)  # the background in grey
# Of 57,600 pixels; a mark of its own shape differs in more, a mere second outline in some 50.
LEAST_DIFFERENT_PIXELS = 100
LEAST_GREY_STEP = 24  # a pixel counts as different in print without colour from here on, of 255

findings = []


def expect(condition, message):
    if not condition:
        findings.append(message)
    return condition


def memory_layer(geometry, fields):
    declared = "&".join(f"field={name}:{kind or 'string'}" for name, kind in fields.items())
    return QgsVectorLayer(f"{geometry}?crs=EPSG:4490&{declared}", "layer", "memory")


def add_feature(layer, values, wkt):
    feature = QgsFeature(layer.fields())
    for name, value in values.items():
        if value is not None:
            feature.setAttribute(name, value)
    feature.setGeometry(QgsGeometry.fromWkt(wkt))
    layer.dataProvider().addFeatures([feature])


def apply_style(layer, qml):
    document = QDomDocument()
    ok, message, line, _ = document.setContent(qml)
    if not ok:
        return False, f"line {line}: {message}"
    return layer.importNamedStyle(document)


def draw(geometry, fields, qml, *rows, wkt=None, extent=(79.4, 39.4, 80.6, 40.6)):
    """Rows of values, each drawn as the same shape, in this order."""
    layer = memory_layer(geometry, fields)
    for values in rows:
        add_feature(layer, values, wkt or SHAPE[geometry])
    ok, message = apply_style(layer, qml)
    expect(ok, f"the style cannot be applied: {message}")
    settings = QgsMapSettings()
    settings.setOutputSize(QSize(SIDE, SIDE))
    settings.setOutputDpi(160)
    settings.setBackgroundColor(BACKGROUND)
    settings.setDestinationCrs(layer.crs())
    settings.setLayers([layer])
    settings.setExtent(QgsRectangle(*extent))
    image = QImage(SIDE, SIDE, QImage.Format_RGB32)
    image.fill(BACKGROUND)
    painter = QPainter(image)
    job = QgsMapRendererCustomPainterJob(settings, painter)
    job.start()
    job.waitForFinished()
    painter.end()
    expect(not job.errors(), f"QGIS reports while drawing: {[error.message for error in job.errors()]}")
    return image


def grey(image):
    image = image.convertToFormat(QImage.Format_Grayscale8)
    return image.constBits().asstring(image.byteCount())


def different_pixels(one, other):
    return sum(abs(a - b) >= LEAST_GREY_STEP for a, b in zip(one, other))


def check_distinct(name, qml, column, values, common=None):
    """Any two classes can be told apart in a print without colour."""
    geometry, fields = STYLES[name]
    pictures = {}
    for value in values:
        row = dict(common or {}, **{column: value})
        if column == "flag_basis":
            row["flagged"] = value is not None
        pictures[value] = grey(draw(geometry, fields, qml, row))
    for value, picture in pictures.items():
        expect(different_pixels(picture, BLANK) >= LEAST_DIFFERENT_PIXELS, f"{name}: {column} = {value} paints nothing")
    worst = None
    for one, other in combinations(values, 2):
        pixels = different_pixels(pictures[one], pictures[other])
        if worst is None or pixels < worst[0]:
            worst = (pixels, one, other)
    expect(
        worst[0] >= LEAST_DIFFERENT_PIXELS,
        f"{name}: {column} {worst[1]} and {worst[2]} look alike in grey ({worst[0]} pixels differ)",
    )
    return {"classes": len(values), "closest": worst}


def check_levels(qml):
    """Parts that lie on each other: the order of rows means nothing, and red lines and overlapping mines stay visible."""
    geometry, fields = STYLES["overlaps"]
    rows = [{"kind": kind, "grade": "overlap", "zone": "甲", "area_ha": 1.5} for kind in KINDS]
    there, back = draw(geometry, fields, qml, *rows), draw(geometry, fields, qml, *reversed(rows))
    expect(there == back, "overlaps: the picture depends on the order of rows")
    seen = {}
    for kind in KINDS:
        without = draw(geometry, fields, qml, *[row for row in rows if row["kind"] != kind])
        # In colour: two pictures may be alike in grey where kinds lie on each other.
        one, other = (image.constBits().asstring(image.byteCount()) for image in (there, without))
        seen[kind] = sum(one[at : at + 3] != other[at : at + 3] for at in range(0, len(one), 4))
        expect(seen[kind] >= LEAST_DIFFERENT_PIXELS, f"overlaps: {kind} cannot be seen among the other kinds")
    expect(seen["redline"] == max(seen.values()), f"overlaps: red lines are not the most visible: {seen}")
    return seen


def check_narrow(qml):
    """A part a metre wide is seen on a map of the region and of the mine alone; a touch needs no geometry."""
    geometry, fields = STYLES["slivers"]
    seen = {}
    for half_width in (6, 0.6, 0.005):
        extent = (80 - half_width, 40.05 - half_width, 80 + half_width, 40.05 + half_width)
        row = {"kind": "redline", "grade": "sliver", "zone": "甲", "area_ha": 0.0001}
        seen[half_width] = different_pixels(grey(draw(geometry, fields, qml, row, wkt=NARROW, extent=extent)), BLANK)
        expect(seen[half_width] >= LEAST_DIFFERENT_PIXELS, f"slivers: not seen in a map {2 * half_width} degrees wide")
    touch = grey(draw(geometry, fields, qml, {"kind": "redline", "grade": "touch"}, wkt="MULTIPOLYGON EMPTY"))
    expect(touch == BLANK, "slivers: a touch is painted though it has no geometry")
    return seen


def check_file(name, qml):
    for word in ("svg", "RasterMarker", "base64", "file:", "/usr", ":\\"):
        expect(word not in qml, f"{name}: holds {word!r}: styles use simple markers and no files")
    expect('version="3.22' in qml, f"{name}: not written for QGIS 3.22")
    geometry, fields = STYLES[name]
    # The program renames an added field by replacing its quoted name, so the quoted name may stand nowhere else.
    allowed = re.compile(r'(field name|alias field|attr)="([a-z0-9_]+)"')
    elsewhere = [
        word
        for word in re.findall(r'"([a-z0-9_]+)"', allowed.sub("", qml))
        if word in fields
    ]
    expect(not elsewhere, f"{name}: {elsewhere} stand in quotes where they are not field names")
    # Headings and labels of codes come from the columns of a layer.
    for part in ("<aliases", "<fieldConfiguration"):
        expect(part not in qml, f"{name}: holds {part}, which the program adds")


def expressions_of(layer):
    """Every expression of renderer and labels, as QGIS read it."""
    document = QDomDocument("qgis")
    layer.exportNamedStyle(document)
    root = ElementTree.fromstring(document.toString())
    found = [element.get(key, "") for element in root.iter() for key in ("filter", "fieldName")]
    found += [option.get("value") for option in root.iter("Option") if option.get("name") == "expression"]
    return sorted(set(found) - {"", "ELSE"})


def check_expressions(name, qml):
    geometry, fields = STYLES[name]
    layer = memory_layer(geometry, fields)
    ok, message = apply_style(layer, qml)
    expect(ok, f"{name}: QGIS refuses the style: {message}")
    add_feature(layer, {}, SHAPE[geometry])
    (feature,) = layer.getFeatures()
    context = layer.createExpressionContext()
    context.setFeature(feature)
    context.lastScope().setVariable("map_scale", 1_000_000)
    expressions = expressions_of(layer)
    for text in expressions + [layer.displayExpression()]:
        expression = QgsExpression(text)
        expression.prepare(context)
        expression.evaluate(context)
        error = expression.parserErrorString() or expression.evalErrorString()
        expect(not error, f"{name}: {text}: {error}")
        # attribute('x') counts as "all attributes"; any other name has to be there in every layer.
        strange = expression.referencedColumns() - set(fields) - {QgsFeatureRequest.ALL_ATTRIBUTES}
        expect(not strange, f"{name}: {text}: uses {sorted(strange)}, which a layer may lack")
    return len(expressions)


def check_rename(name, qml):
    """With every added field renamed, in the layer and by plain replacement in the style, the picture stays."""
    geometry, fields = STYLES[name]
    values = {"flagged": True, "flag_basis": "redline", "verdict": "exit", "tie": True, "zone_class": "severe"}
    values.update({"zone_name": "甲", "severity": "repaired", "id": "M1", "code": "G001", "stable": False})
    values.update({"kind": "mine", "zone": "乙", "grade": "sliver", "area_ha": 1.5})
    values = {key: value for key, value in values.items() if key in fields}
    renamed = qml
    for field in fields:
        renamed = renamed.replace(f'"{field}"', f'"ol_{field}"').replace(f"&quot;{field}&quot;", f"&quot;ol_{field}&quot;")
    before = draw(geometry, fields, qml, values)
    after = draw(
        geometry,
        {f"ol_{key}": kind for key, kind in fields.items()},
        renamed,
        {f"ol_{key}": value for key, value in values.items()},
    )
    expect(before == after, f"{name}: renaming the fields changes the picture")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--styles", type=Path, default=Path(__file__).resolve().parents[2] / "styles")
    arguments = parser.parse_args()
    application = qgis_offscreen.start()

    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(arguments.styles.glob("*.qml"))}
    expect(sorted(texts) == sorted(STYLES), f"styles/ holds {sorted(texts)}, wanted {sorted(STYLES)}")
    report = {"styles": {}}
    for name, qml in texts.items():
        if name not in STYLES:
            continue
        check_file(name, qml)
        report["styles"][name] = {"expressions": check_expressions(name, qml)}
        check_rename(name, qml)
    distinct = [("prefectures", "zone_class", FRAGILITY), ("positions", "zone_class", POSITION), ("defects", "severity", SEVERITY)]
    distinct.append(("overlaps", "kind", KINDS + [None]))
    distinct.append(("cut", "part", ["remaining", "cut", "small"]))
    for name in ("mines", "mines_polygon"):
        distinct.append((name, "flag_basis", BASES))
    for name, column, values in distinct:
        report["styles"][name][column] = check_distinct(name, texts[name], column, values)
    for name in ("mines", "mines_polygon"):
        common = {"flagged": True, "flag_basis": "fragility:extreme"}
        report["styles"][name]["verdict"] = check_distinct(name, texts[name], "verdict", VERDICTS, common)
        common["verdict"] = "exit"
        for column in ("tie", "stable"):
            report["styles"][name][column] = check_distinct(name, texts[name], column, [True, False], common)
    common = {"grade": "sliver"}
    report["styles"]["slivers"]["kind"] = check_distinct("slivers", texts["slivers"], "kind", KINDS + [None], common)
    report["styles"]["slivers"]["seen"] = check_narrow(texts["slivers"])
    report["styles"]["overlaps"]["seen"] = check_levels(texts["overlaps"])
    report["failures"] = findings
    for finding in findings:
        print(f"failed: {finding}", file=sys.stderr)
    print(json.dumps(report, ensure_ascii=False, indent=2))
    del application
    qgis_offscreen.leave(1 if findings else 0)


if __name__ == "__main__":
    main()
