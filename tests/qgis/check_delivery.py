#!/usr/bin/python3
"""Opens a delivery of `oreline flag` in real QGIS and proves that it arrives styled, complete and painted.

    check_delivery.py OUT_DIR [--json] [--pictures DIR] [--any-language]

Prints one JSON object. Exit status: 0 all well, 1 something is wrong (said on stderr), 77 QGIS is not installed.
"""

import argparse
import json
import re
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

sys.dont_write_bytecode = True  # leave no __pycache__ in the tree

import qgis_offscreen

from qgis.core import (
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter

CHINESE = re.compile("[\u4e00-\u9fff]")
WIDTH, HEIGHT = 1000, 750
BACKGROUND = QColor("#ffffff")
# A layer of a thousand small markers covers well under a per cent of the picture; a blank one covers nothing.
LEAST_PAINTED_PIXELS = 20
LEAST_COLOURS = 3

FRAGILITY_COLOURS = {"mild": "#ffffb2", "moderate": "#fecc5c", "severe": "#fd8d3c", "extreme": "#bd0026"}

MINES = {
    "renderer": "RuleRenderer",
    "legend": [
        "several bases", "extreme fragility", "severe fragility", "in a red line", "in the core", "by another rule",
        "not flagged", "on a border", "not stable",
        "prohibited", "exit", "restricted", "conditional", "allowed", "review", "not judged",
    ],
}  # fmt: skip
# Renderer type, the legend in its order, and for single symbols the parts that QGIS's own default style never has.
EXPECTED = {
    "mines": MINES,
    "mines_flagged": MINES,
    "flagged.geojson": MINES,
    "prefectures": {
        "renderer": "categorizedSymbol",
        "legend": ["mild", "moderate", "severe", "extreme", "no class"],
    },
    "positions": {"renderer": "categorizedSymbol", "legend": ["core", "periphery", "not classed"]},
    "belts": {"renderer": "singleSymbol", "symbol": {"SimpleLine", "LinePatternFill"}},
    "redlines": {"renderer": "singleSymbol", "symbol": {"SimpleLine", "LinePatternFill"}},
    "functions": {"renderer": "singleSymbol", "symbol": {"SimpleLine", "PointPatternFill"}},
    "overlaps": {
        "renderer": "categorizedSymbol",
        "legend": [
            "red line", "mining rights overlap each other", "prefecture", "belt", "core and periphery", "function zone",
            "other",
        ],
    },
    "slivers": {
        "renderer": "RuleRenderer",
        "legend": [
            "slivers, for review", "red line", "mining rights overlap each other", "prefecture", "belt",
            "core and periphery", "function zone", "other", "touch (no area)",
        ],
    },
    "defects": {"renderer": "categorizedSymbol", "legend": ["refused", "repaired", "review", "note", "other"]},
}  # fmt: skip
PIECES = ["overlaps", "slivers"]
ALWAYS_THERE = ["mines", "mines_flagged"]
# Bottom to top.
DRAWING_ORDER = [
    "prefectures", "positions", "functions", "belts", "redlines", "mines", "mines_flagged", "overlaps", "slivers", "defects",
]  # fmt: skip


class Findings(list):
    def expect(self, condition, message):
        if not condition:
            self.append(message)
        return condition


def spatial_tables(geopackage):
    with sqlite3.connect(geopackage) as connection:
        return [name for (name,) in connection.execute("SELECT table_name FROM gpkg_geometry_columns ORDER BY 1")]


def attribute_tables(geopackage):
    with sqlite3.connect(geopackage) as connection:
        rows = connection.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'attributes' ORDER BY 1")
        return [name for (name,) in rows if name != "layer_styles"]


def check_style_rows(geopackage, tables, findings):
    """Each layer has one default style of its own: QGIS would also take a .qml that happens to lie beside the file."""
    with sqlite3.connect(geopackage) as connection:
        rows = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'layer_styles'").fetchall()
        if not findings.expect(rows, "flagged.gpkg has no table layer_styles"):
            return
        # Without this row QGIS does not see the table.
        kind = connection.execute("SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'").fetchall()
        findings.expect(kind == [("attributes",)], f"gpkg_contents lists layer_styles as {kind}, not as attributes")
        for name in tables:
            (count,) = connection.execute(
                "SELECT count(*) FROM layer_styles WHERE f_table_name = ? AND useAsDefault AND styleQML LIKE '%<qgis%'", [name]
            ).fetchone()
            findings.expect(count == 1 or name not in EXPECTED, f"{name}: {count} default styles in layer_styles, not one")


def legend_labels(layer):
    return [item.label() for item in layer.renderer().legendSymbolItems()]


def check_style(name, layer, findings):
    expected = EXPECTED.get(name)
    renderer = layer.renderer()
    if renderer is None or expected is None:
        findings.expect(expected is None, f"{name}: QGIS has no renderer for it")
        return
    findings.expect(
        renderer.type() == expected["renderer"],
        f"{name}: renderer is {renderer.type()}, not {expected['renderer']}: the style was not applied",
    )
    if "symbol" in expected and renderer.type() == "singleSymbol":
        parts = {part.layerType() for part in renderer.symbol().symbolLayers()}
        findings.expect(
            expected["symbol"] <= parts,
            f"{name}: its symbol consists of {sorted(parts)}, not {sorted(expected['symbol'])}: the style was not applied",
        )
    labels = legend_labels(layer)
    # Labels are "Chinese English"; only the English half is looked for, in the order a reader expects.
    english = [label.partition(" ")[2] for label in labels]
    found = [label for label in english if label in expected.get("legend", [])]
    if name == "flagged.geojson" or expected is MINES:
        found = [wanted for wanted in MINES["legend"] if any(wanted in label for label in labels)]
    findings.expect(
        found == expected.get("legend", []),
        f"{name}: the legend reads {labels}, wanted in this order: {expected.get('legend')}",
    )
    if "legend" in expected:
        mute = [label for label in labels if not CHINESE.search(label)]
        findings.expect(not mute, f"{name}: legend entries without Chinese: {mute}")


def check_fields(name, layer, geopackage, findings):
    """QGIS calls each column what the file says, and shows codes by what they mean. Columns of the source keep their names."""
    with sqlite3.connect(geopackage) as connection:
        rows = connection.execute(
            "SELECT column_name, title, constraint_name FROM gpkg_data_columns WHERE table_name = ?", [name]
        ).fetchall()
        labels = {}
        for vocabulary, code, label in connection.execute(
            "SELECT constraint_name, value, description FROM gpkg_data_column_constraints"
        ):
            labels.setdefault(vocabulary, {})[label] = code
        (qml,) = connection.execute("SELECT styleQML FROM layer_styles WHERE f_table_name = ?", [name]).fetchone() or ("",)
    titles = {column: title for column, title, _ in rows if title is not None}
    vocabularies = {column: vocabulary for column, _, vocabulary in rows if vocabulary is not None}
    maps = 0
    for index, field in enumerate(layer.fields()):
        wanted = titles.get(field.name(), "")
        findings.expect(
            layer.attributeAlias(index) == wanted,
            f"{name}: {field.name()} is called {layer.attributeAlias(index)!r}, in the file {wanted!r}",
        )
        widget = layer.editorWidgetSetup(index)
        vocabulary = vocabularies.get(field.name())
        if vocabulary is None:
            findings.expect(widget.type() != "ValueMap", f"{name}: {field.name()} has labels that the file does not know")
            continue
        entries = widget.config().get("map", []) if widget.type() == "ValueMap" else []
        shown = {label: code for entry in entries for label, code in entry.items()}
        findings.expect(shown == labels[vocabulary], f"{name}: {field.name()} shows {shown}, the file says {labels[vocabulary]}")
        maps += 1
        used = layer.uniqueValues(index)
        strange = {value for value in used if isinstance(value, str)} - set(labels[vocabulary].values())
        findings.expect(not strange, f"{name}: {field.name()} holds {strange}, which are no codes of {vocabulary}")
    known = {field.name() for field in layer.fields()}
    root = ElementTree.fromstring(qml) if qml else None
    for kind in ("aliases/alias", "fieldConfiguration/field"):
        for entry in root.findall(kind) if root is not None else []:
            field = entry.get("field") or entry.get("name")
            findings.expect(field in known, f"{name}: the style names a field {field}, which is not there")
    return len(titles), maps


def check_metadata(name, layer, geopackage, findings):
    """QGIS reads the record of the layer: its title and where it comes from."""
    with sqlite3.connect(geopackage) as connection:
        (title,) = connection.execute("SELECT identifier FROM gpkg_contents WHERE table_name = ?", [name]).fetchone()
    metadata = layer.metadata()
    findings.expect(metadata.title() == title, f"{name}: its metadata have the title {metadata.title()!r}, not {title!r}")
    findings.expect(title in metadata.abstract(), f"{name}: its metadata have the abstract {metadata.abstract()!r}")
    history = metadata.history()
    for start in ("program: oreline", "mines: ", "coordinate system: EPSG:4490", "area method: "):
        findings.expect(any(line.startswith(start) for line in history), f"{name}: its metadata do not tell the {start!r}")
    return len(history)


def check_style_files(name, layer, delivery, findings):
    """The files of the layer are those of the package, and QGIS draws as many rules of the SLD as draw something."""
    with sqlite3.connect(delivery / "flagged.gpkg") as connection:
        rows = connection.execute("SELECT styleQML, styleSLD FROM layer_styles WHERE f_table_name = ?", [name]).fetchall()
    for ending, text in zip(("qml", "sld"), rows[0] if rows else ("", "")):
        path = delivery / "styles" / f"{name}.{ending}"
        same = path.is_file() and path.read_text(encoding="utf-8") == text
        findings.expect(same, f"styles/{path.name} is missing, or is not the style in the package")
    other = QgsVectorLayer(layer.source(), name, "ogr")
    return sld_rules(other, delivery / "styles" / f"{name}.sld", name, findings)


def sld_rules(layer, path, name, findings):
    """Loads a style of a map server; gives the number of its rules that draw."""
    message, done = layer.loadSldStyle(str(path))
    if not findings.expect(done, f"{name}: QGIS refuses {path.name}: {message}"):
        return 0
    se = "{http://www.opengis.net/se}"
    rules = [[child.tag for child in rule] for rule in ElementTree.parse(path).iter(f"{se}Rule")]
    drawing = [tags for tags in rules if any(tag.endswith("Symbolizer") and tag != f"{se}TextSymbolizer" for tag in tags)]
    renderer = layer.renderer()
    found = len(renderer.rootRule().children()) if renderer.type() == "RuleRenderer" else 1
    findings.expect(found == len(drawing), f"{name}: QGIS reads {found} rules from {path.name}, it has {len(drawing)}")
    has_text = any(f"{se}TextSymbolizer" in tags for tags in rules)
    findings.expect(layer.labelsEnabled() == has_text, f"{name}: labels of {path.name} are not read")
    return found


def check_pieces(name, layer, findings):
    """How many rows of each kind and grade there are. A touch, or what lies outside all zones, has no geometry."""
    counts = {}
    for feature in layer.getFeatures():
        kind_and_grade = f"{feature['kind']}/{feature['grade']}"
        counts[kind_and_grade] = counts.get(kind_and_grade, 0) + 1
        has_area = feature.hasGeometry() and not feature.geometry().isEmpty()
        findings.expect(
            has_area == (feature["grade"] in ("sliver", "overlap")),
            f"{name}: feature {feature.id()}, {kind_and_grade}: {'a' if has_area else 'no'} geometry",
        )
    if name == "overlaps":
        findings.expect(layer.renderer().usingSymbolLevels(), f"{name}: red lines may be hidden: no symbol levels")
    return counts


def check_text(name, layer, geopackage, findings):
    """Every text value that QGIS reads equals the bytes in the file; returns how many of them hold Chinese."""
    columns = [field.name() for field in layer.fields() if field.typeName().lower().startswith(("text", "string"))]
    if not columns:
        return 0
    quoted = ", ".join('"' + column.replace('"', '""') + '"' for column in columns)
    with sqlite3.connect(geopackage) as connection:
        (key,) = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")') if row[5] == 1]
        stored = {row[0]: row[1:] for row in connection.execute(f'SELECT "{key}", {quoted} FROM "{name}"')}
    chinese = 0
    for feature in layer.getFeatures():
        for column, want in zip(columns, stored[feature.id()]):
            got = feature[column]
            got = got if isinstance(got, str) else None
            if got != want:
                findings.append(f"{name}: feature {feature.id()}, {column}: QGIS reads {got!r}, the file holds {want!r}")
                return chinese
            if want and "\ufffd" in want:
                findings.append(f"{name}: feature {feature.id()}, {column}: broken characters in {want!r}")
                return chinese
            chinese += bool(want and CHINESE.search(want))
    return chinese


def check_against_geojson(layer, path, findings):
    """The attributes that QGIS reads from the GeoJSON equal what a plain JSON reader finds there."""
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    if not findings.expect(
        layer.featureCount() == len(features),
        f"flagged.geojson: QGIS counts {layer.featureCount()} features, the file holds {len(features)}",
    ):
        return 0
    chinese = 0
    for read, written in zip(layer.getFeatures(), features):
        for key, want in written["properties"].items():
            if isinstance(want, str):
                chinese += bool(CHINESE.search(want))
                # Dates become typed values in QGIS; Chinese never does.
                if CHINESE.search(want) and read[key] != want:
                    findings.append(f"flagged.geojson: {key}: QGIS reads {read[key]!r}, the file holds {want!r}")
                    return chinese
    return chinese


def paint(layers, extent, crs):
    settings = QgsMapSettings()
    settings.setOutputSize(QSize(WIDTH, HEIGHT))
    settings.setOutputDpi(96)
    settings.setBackgroundColor(BACKGROUND)
    settings.setDestinationCrs(crs)
    settings.setLayers(layers)
    box = QgsRectangle(extent)
    if box.width() == 0 or box.height() == 0:
        box.grow(0.5)  # a single point or a row of points has no area to fill a picture with
    box.scale(1.1)
    settings.setExtent(box)
    image = QImage(WIDTH, HEIGHT, QImage.Format_RGB32)
    image.fill(BACKGROUND)
    painter = QPainter(image)
    job = QgsMapRendererCustomPainterJob(settings, painter)
    job.start()
    job.waitForFinished()
    painter.end()
    return image, [f"{error.layerID}: {error.message}" for error in job.errors()]


def pixel_counts(image):
    data = image.constBits().asstring(image.byteCount())
    counts = {}
    for blue, green, red in zip(data[0::4], data[1::4], data[2::4]):
        key = (red, green, blue)
        counts[key] = counts.get(key, 0) + 1
    return counts


def measure(name, image, render_errors, findings):
    counts = pixel_counts(image)
    background = (BACKGROUND.red(), BACKGROUND.green(), BACKGROUND.blue())
    painted = WIDTH * HEIGHT - counts.get(background, 0)
    findings.expect(not render_errors, f"{name}: QGIS reports while drawing: {render_errors}")
    findings.expect(
        painted >= LEAST_PAINTED_PIXELS and len(counts) >= LEAST_COLOURS,
        f"{name}: the picture is blank ({painted} painted pixels, {len(counts)} colours)",
    )
    return counts, {"painted": round(painted / (WIDTH * HEIGHT), 5), "colours": len(counts)}


def has_geometry(layer):
    return any(feature.hasGeometry() and not feature.geometry().isEmpty() for feature in layer.getFeatures())


def check_layer(name, layer, source, crs_wanted, pictures, findings):
    if not findings.expect(layer.isValid(), f"{name}: QGIS cannot open it"):
        return {"count": 0, "valid": False}
    crs = layer.crs().authid()
    findings.expect(crs in crs_wanted, f"{name}: coordinate system is {crs or 'missing'}, not {' or '.join(crs_wanted)}")
    check_style(name, layer, findings)
    counted = sum(1 for _ in layer.getFeatures())
    findings.expect(
        layer.featureCount() == counted,
        f"{name}: the file announces {layer.featureCount()} features, reading gives {counted}",
    )
    facts = {
        "count": counted,
        "geometry": QgsWkbTypes.displayString(layer.wkbType()),
        "crs": crs,
        "renderer": layer.renderer().type() if layer.renderer() else None,
        "legend": legend_labels(layer) if layer.renderer() else [],
        "labels": layer.labelsEnabled(),
        "painted": 0,
        "colours": 0,
    }
    if source.suffix == ".gpkg":
        facts["chinese_values"] = check_text(name, layer, source, findings)
        facts["aliases"], facts["value_maps"] = check_fields(name, layer, source, findings)
        if name in PIECES:
            facts["pieces"] = check_pieces(name, layer, findings)
    else:
        facts["chinese_values"] = check_against_geojson(layer, source, findings)
    if not has_geometry(layer):
        return facts
    image, errors = paint([layer], layer.extent(), layer.crs())
    counts, measured = measure(name, image, errors, findings)
    facts.update(measured)
    if name == "prefectures":
        for word in sorted({str(feature["zone_class"]) for feature in layer.getFeatures()} & set(FRAGILITY_COLOURS)):
            colour = QColor(FRAGILITY_COLOURS[word])
            findings.expect(
                counts.get((colour.red(), colour.green(), colour.blue()), 0) > 0,
                f"{name}: units of class {word} are not painted in {FRAGILITY_COLOURS[word]}",
            )
    if pictures:
        image.save(str(pictures / f"{name}.png"))
    return facts


def check_map(layers, pictures, findings):
    ordered = [layers[name] for name in reversed(DRAWING_ORDER) if name in layers and layers[name].isValid()]
    extent = QgsRectangle()
    extent.setMinimal()
    for layer in ordered:
        if has_geometry(layer):
            extent.combineExtentWith(layer.extent())
    if not findings.expect(ordered and not extent.isEmpty(), "map: there is nothing to draw"):
        return {}
    image, errors = paint(ordered, extent, ordered[0].crs())
    measured = measure("map", image, errors, findings)[1]
    if pictures:
        image.save(str(pictures / "map.png"))
    return measured


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("delivery", type=Path, metavar="OUT_DIR")
    parser.add_argument("--json", action="store_true", help="the JSON object on one line, nothing on stderr")
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="keep the pictures here")
    parser.add_argument("--any-language", action="store_true", help="accept a delivery without a Chinese value")
    arguments = parser.parse_args()

    findings = Findings()
    for name in ("flagged.gpkg", "flagged.geojson", "flagged.qml"):
        findings.expect((arguments.delivery / name).is_file(), f"{arguments.delivery / name} is missing")
    report = {"layers": {}, "map": {}, "failures": findings}
    if not findings:
        if arguments.pictures:
            arguments.pictures.mkdir(parents=True, exist_ok=True)
        application = qgis_offscreen.start()  # QGIS lives as long as this name
        report = {"qgis": qgis_version(), **report}
        with tempfile.TemporaryDirectory(prefix="delivery-") as folder:
            # QGIS switches a GeoPackage to another journal as it opens it: look at a copy, leave the delivery alone.
            for name in ("flagged.gpkg", "flagged.geojson", "flagged.qml"):
                shutil.copy(arguments.delivery / name, folder)
            if (arguments.delivery / "styles").is_dir():
                shutil.copytree(arguments.delivery / "styles", Path(folder) / "styles")
            examine(Path(folder), arguments, report, findings)
    if not arguments.json:
        for finding in findings:
            print(f"failed: {finding}", file=sys.stderr)
    print(json.dumps(report, ensure_ascii=False, indent=None if arguments.json else 2))
    qgis_offscreen.leave(1 if findings else 0)


def examine(folder, arguments, report, findings):
    geopackage = folder / "flagged.gpkg"
    tables = spatial_tables(geopackage)
    for name in ALWAYS_THERE:
        findings.expect(name in tables, f"flagged.gpkg has no layer {name}, only {tables}")
    check_style_rows(geopackage, tables, findings)
    layers = {}
    for name in tables:
        layers[name] = QgsVectorLayer(f"{geopackage}|layername={name}", name, "ogr")
        report["layers"][name] = check_layer(
            name, layers[name], geopackage, ["EPSG:4490"], arguments.pictures, findings
        )
        report["layers"][name]["sld_rules"] = check_style_files(name, layers[name], folder, findings)
        report["layers"][name]["history"] = check_metadata(name, layers[name], geopackage, findings)
    report["tables"] = {}
    for name in attribute_tables(geopackage):
        table = QgsVectorLayer(f"{geopackage}|layername={name}", name, "ogr")
        findings.expect(table.isValid(), f"{name}: QGIS cannot open the table")
        named, maps = check_fields(name, table, geopackage, findings)
        history = check_metadata(name, table, geopackage, findings)
        report["tables"][name] = {"count": table.featureCount(), "aliases": named, "value_maps": maps, "history": history}
        del table
    name = "flagged.geojson"
    layer = QgsVectorLayer(str(folder / name), name, "ogr")
    report["layers"][name] = check_layer(
        name, layer, folder / name, ["EPSG:4326", "OGC:CRS84", "EPSG:4490"], arguments.pictures, findings
    )
    counts = {key: value["count"] for key, value in report["layers"].items()}
    findings.expect(
        counts.get("mines") == counts[name],
        f"flagged.gpkg holds {counts.get('mines')} mines, flagged.geojson {counts[name]}",
    )
    if "mines" in layers and layers["mines"].isValid() and "mines_flagged" in counts:
        flagged = sum(1 for feature in layers["mines"].getFeatures('"flagged"'))
        findings.expect(
            flagged == counts["mines_flagged"],
            f"{flagged} mines are flagged, but mines_flagged holds {counts['mines_flagged']}",
        )
    chinese = sum(value.get("chinese_values", 0) for value in report["layers"].values())
    findings.expect(chinese or arguments.any_language, "no attribute holds a Chinese character: nothing was compared")
    report["map"] = check_map(layers, arguments.pictures, findings)
    # Layers that outlive the application crash PyQGIS.
    layers.clear()
    del layer


def qgis_version():
    from qgis.core import Qgis

    return Qgis.QGIS_VERSION


if __name__ == "__main__":
    main()
