#!/usr/bin/python3
"""Opens the project of a delivery in real QGIS, in a folder that it was moved to, and prints its sheets.

    check_project.py OUT_DIR [--pages N] [--name FIELD] [--dpi N] [--pictures DIR]

--pages N prints the first N pages of the atlas (all without it). Prints one JSON object. Exit status: 0 all well, 1 something
is wrong (said on stderr), 77 QGIS is not installed.
"""

import argparse
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path

sys.dont_write_bytecode = True  # leave no __pycache__ in the tree

import qgis_offscreen

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsExpression,
    QgsLayerTreeGroup,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsProject,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtXml import QDomDocument

PRIVATE = ["oreline_mine_of_the_page", "oreline_mine_of_the_page_areas", "oreline_ground_of_small_maps"]
VERDICTS = {
    "prohibited": "禁止 prohibited",
    "exit": "退出 exit",
    "restricted": "限制 restricted",
    "conditional": "有条件 conditional",
    "allowed": "允许 allowed",
    "review": "待核 review",
    None: "未判定 not judged",
}
# Texts of mines stand in these as they are, and may look like expressions.
OF_MINES = ["name", "second name"]


class Findings(list):
    def expect(self, condition, message):
        if not condition:
            self.append(message)
        return condition


def tables(geopackage):
    """The tables of the package with their number of rows, in order."""
    with sqlite3.connect(geopackage) as connection:
        names = connection.execute("SELECT table_name FROM gpkg_contents WHERE table_name <> 'layer_styles' ORDER BY rowid")
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names.fetchall()}


def check_layers(project, folder, findings):
    """Every table of the package is a layer, with its rows and drawn as the package says; and nothing else is there."""
    facts = {}
    layers = project.mapLayers()
    for identifier, layer in layers.items():
        findings.expect(layer.isValid(), f"{identifier}: {layer.source()} cannot be opened")
        findings.expect(str(folder) in layer.source(), f"{identifier} lies at {layer.source()}, not in {folder}")
    for name, rows in tables(folder / "flagged.gpkg").items():
        layer = layers.get(f"oreline_layer_{name}")
        if not findings.expect(layer is not None, f"the project has no layer of {name}"):
            continue
        findings.expect(layer.featureCount() == rows, f"{name}: {layer.featureCount()} rows in the project, {rows} in the file")
        facts[name] = {"rows": rows, "title": layer.name(), "legend": [], "labels": layer.labelsEnabled()}
        if layer.isSpatial():
            findings.expect(layer.crs().authid() == "EPSG:4490", f"{name}: coordinate system {layer.crs().authid()}")
            plain = QgsVectorLayer(f"{folder / 'flagged.gpkg'}|layername={name}", name, "ogr")
            drawn = [(one.renderer().type(), [i.label() for i in one.renderer().legendSymbolItems()]) for one in (layer, plain)]
            findings.expect(drawn[0] == drawn[1], f"{name}: drawn as {drawn[0]} by the project, as {drawn[1]} by the package")
            findings.expect(
                layer.labelsEnabled() == plain.labelsEnabled() and layer.mapTipTemplate() == plain.mapTipTemplate(),
                f"{name}: labels or map tips are not those of the package",
            )
            facts[name]["legend"] = drawn[0][1]
            del plain
    known = {f"oreline_layer_{name}" for name in facts} | set(PRIVATE)
    others = [name for name in set(layers) - known if not name.endswith("_areas")]
    findings.expect(not others, f"layers of no table: {others}")
    return facts


def tree(group):
    """Names of groups with the ids of their layers, hidden ones left out."""
    names = {}
    for child in group.children():
        if isinstance(child, QgsLayerTreeGroup):
            names[child.name()] = [node.layerId() for node in child.findLayers() if node.layerId() not in PRIVATE]
    return names


def painted(path):
    """The share of pixels that are not white, and how many colours there are."""
    image = QImage(str(path)).convertToFormat(QImage.Format_RGB32)
    data = image.constBits().asstring(image.byteCount())
    counts = {}
    for blue, green, red in zip(data[0::4], data[1::4], data[2::4]):
        counts[(red, green, blue)] = counts.get((red, green, blue), 0) + 1
    return 1 - counts.get((255, 255, 255), 0) / max(1, sum(counts.values())), len(counts)


def check_items(layout, findings):
    kinds = (QgsLayoutItemMap, QgsLayoutItemLegend, QgsLayoutItemScaleBar, QgsLayoutItemPicture, QgsLayoutItemLabel)
    for kind in kinds:
        items = [item for item in layout.items() if isinstance(item, kind)]
        findings.expect(items, f"{layout.name()}: no {kind.__name__}")
        for item in items:
            if kind is QgsLayoutItemScaleBar:
                findings.expect(item.unitsPerSegment() > 0, f"{layout.name()}: the scale bar has no length")
            if kind is QgsLayoutItemPicture:
                findings.expect(item.mode() == QgsLayoutItemPicture.FormatSVG, f"{layout.name()}: the arrow is no picture")


def check_overview(layout, folder, dpi, findings):
    check_items(layout, findings)
    overview = layout.itemById("map")
    findings.expect(overview.crs().isValid() and not overview.crs().isGeographic(), "the overview is not projected")
    findings.expect(overview.grid().enabled(), "the overview has no graticule")
    scale = f"{overview.scale():.0f}"
    text = "".join(item.currentText() for item in layout.items() if isinstance(item, QgsLayoutItemLabel)).replace(" ", "")
    findings.expect(f"1:{scale}" in text, f"the overview has the scale 1:{scale} and does not say so")
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = dpi
    path = folder / "overview.png"
    status = QgsLayoutExporter(layout).exportToImage(str(path), settings)
    findings.expect(status == QgsLayoutExporter.Success, f"the overview cannot be printed: {status}")
    share, colours = painted(path)
    findings.expect(share > 0.05 and colours > 50, f"the overview is blank: {share:.3f} painted, {colours} colours")
    return {"painted": round(share, 4), "colours": colours, "scale": float(scale), "title": layout.itemById("title").currentText()}


def expressions(project):
    """All expressions of the second layout, as they stand in the file."""
    document = QDomDocument()
    with zipfile.ZipFile(project) as archive:
        (name,) = archive.namelist()
        document.setContent(archive.read(name))
    atlas = document.elementsByTagName("Layout").at(1).toElement()
    found = []
    options = atlas.elementsByTagName("Option")
    for at in range(options.count()):
        option = options.at(at).toElement()
        if option.attribute("name") == "expression":
            found.append(option.attribute("value"))
    items = atlas.elementsByTagName("LayoutItem")
    for at in range(items.count()):
        found += re.findall(r"\[%(.*?)%\]", items.at(at).toElement().attribute("labelText"), re.S)
    return found


def check_expressions(layout, found, findings):
    """No expression fails on the mine of the page."""
    context = layout.itemById("map").createExpressionContext()
    for text in found:
        expression = QgsExpression(text)
        expression.prepare(context)
        expression.evaluate(context)
        error = expression.parserErrorString() or expression.evalErrorString()
        findings.expect(not error, f"expression: {error}: {text[:300]}")


def wanted(folder, field):
    """What each page has to say, from the package itself: names and verdicts, in the order of rows."""
    with sqlite3.connect(folder / "flagged.gpkg") as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute('SELECT * FROM "mines_flagged" ORDER BY fid')]
    pages = []
    for row in rows:
        name = row[field] if field else row.get("name_zh") or row.get("name") or row.get("id")
        verdict = row.get("ol_verdict", row.get("verdict"))
        pages.append((name, VERDICTS[verdict], row.get("ol_clauses", row.get("clauses"))))
    return pages


def plain(text):
    """Without white space and marks of direction, which sheets change."""
    text = re.sub(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", str(text))
    return unicodedata.normalize("NFKC", text)


def shows(page, text):
    """Whether the text of a page has a text in it. Readers of PDF take some ideographs for radicals: 山 for ⼭, 龙 for ⻰."""
    letters = [f"[{letter}\u2e80-\u2eff]" if "\u4e00" <= letter <= "\u9fff" else re.escape(letter) for letter in plain(text)]
    return re.search("".join(letters), page) is not None


def check_atlas(layout, project, folder, arguments, findings):
    check_items(layout, findings)
    atlas = layout.atlas()
    findings.expect(atlas.enabled() and atlas.coverageLayer() is not None, "the atlas has no layer")
    atlas.beginRender()
    count = atlas.count()
    pages = wanted(folder, arguments.name)
    findings.expect(count == len(pages), f"{count} pages for {len(pages)} flagged mines")
    shown = count if arguments.pages is None else min(count, arguments.pages)
    found = expressions(project)
    facts = {"count": count, "pages": shown, "expressions": len(found), "scales": []}
    labels = {item.id(): item for item in layout.items() if isinstance(item, QgsLayoutItemLabel)}
    for page in range(shown):
        atlas.seekTo(page)
        layout.refresh()
        name, verdict, clauses = pages[page]
        texts = {identifier: label.currentText() for identifier, label in labels.items()}
        head = plain(texts["name"]).rstrip("…")
        findings.expect(head and plain(name).startswith(head[:20]), f"page {page + 1} is called {texts['name']!r}, not {name!r}")
        findings.expect(texts["verdict"] == verdict, f"page {page + 1}: verdict {texts['verdict']!r}, not {verdict!r}")
        fired = len(clauses.split(";")) if clauses else 0
        title = texts.get("clauses title")
        findings.expect(title is None or title.endswith(f"({fired})"), f"page {page + 1}: {title}, not {fired} clauses")
        for identifier, text in texts.items():
            findings.expect("[%" not in text or identifier in OF_MINES or arguments.name, f"page {page + 1}: {identifier} reads {text!r}")
        check_expressions(layout, found, findings)
        sheet = layout.itemById("map")
        facts["scales"].append(round(sheet.scale()))
        findings.expect(sheet.crs().authid().startswith("EPSG:45"), f"page {page + 1}: drawn in {sheet.crs().authid()}")
        if len(findings) > 20:
            break
    if not shown:
        return facts
    if shown < count:
        atlas.setFilterFeatures(True)
        atlas.setFilterExpression(f'"fid" <= {shown}')
        atlas.updateFeatures()
    path = folder / "atlas.pdf"
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = arguments.dpi
    settings.rasterizeWholeImage = False
    settings.textRenderFormat = QgsRenderContext.TextFormatAlwaysText
    status, error = QgsLayoutExporter.exportToPdf(atlas, str(path), settings)
    findings.expect(status == QgsLayoutExporter.Success, f"the atlas cannot be printed: {status} {error}")
    facts["printed"] = len(re.findall(rb"/Type\s*/Page\b(?!s)", path.read_bytes()))
    findings.expect(facts["printed"] == shown, f"{facts['printed']} pages printed, not {shown}")
    facts["read"] = 0 if arguments.name else check_text(path, pages[:shown], findings)
    if arguments.pictures:
        shutil.copy(path, arguments.pictures)
    return facts


def check_text(path, pages, findings):
    """What a reader finds on the printed pages; nothing is compared where poppler is not installed."""
    if not shutil.which("pdftotext"):
        return 0
    run = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    texts = [plain(text) for text in run.stdout.decode("utf-8", "replace").split("\f")]
    for number, (text, (name, verdict, clauses)) in enumerate(zip(texts, pages), 1):
        findings.expect(shows(text, plain(name)[:20]), f"page {number} does not show {name!r}: {text[:80]!r}")
        findings.expect(shows(text, verdict), f"page {number} does not show {verdict!r}")
        for clause in (clauses or "").split(";"):
            findings.expect(shows(text, clause), f"page {number} does not show the clause {clause!r}")
    return len(pages)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("delivery", type=Path, metavar="OUT_DIR")
    parser.add_argument("--pages", type=int, help="how many pages of the atlas are printed")
    parser.add_argument("--name", help="the field of names; what is printed is not read then")
    parser.add_argument("--dpi", type=int, default=40)
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="keep the sheets here")
    arguments = parser.parse_args()

    findings = Findings()
    application = qgis_offscreen.start()  # QGIS lives as long as this name
    messages = []
    QgsApplication.messageLog().messageReceived.connect(
        lambda text, tag, level: messages.append(f"{tag}: {text}") if level in (Qgis.Warning, Qgis.Critical) else None
    )
    report = {"failures": findings}
    with tempfile.TemporaryDirectory(prefix="project-") as home:
        folder = Path(home) / "搬到 别处"
        folder.mkdir()
        for name in ("flagged.gpkg", "flagged.qgz"):
            shutil.copy(arguments.delivery / name, folder)
        project = QgsProject.instance()
        findings.expect(project.read(str(folder / "flagged.qgz")), f"QGIS cannot read the project: {project.error()}")
        findings.expect(not messages, f"QGIS says: {messages}")
        report["title"] = project.title()
        report["crs"] = project.crs().authid()
        report["author"] = project.metadata().author()
        report["layers"] = check_layers(project, folder, findings)
        report["groups"] = tree(project.layerTreeRoot())
        start = project.viewSettings().defaultViewExtent()
        report["view"] = [start.xMinimum(), start.yMinimum(), start.xMaximum(), start.yMaximum()]
        for name, layer in project.mapLayers().items():
            inside = not layer.isSpatial() or not layer.featureCount() or start.contains(layer.extent())
            findings.expect(inside or layer.extent().isEmpty(), f"{name} lies outside of the first view")
        layouts = project.layoutManager().printLayouts()
        report["layouts"] = [layout.name() for layout in layouts]
        if findings.expect(len(layouts) == 2, f"the layouts are {report['layouts']}"):
            report["overview"] = check_overview(layouts[0], folder, arguments.dpi, findings)
            report["atlas"] = check_atlas(layouts[1], folder / "flagged.qgz", folder, arguments, findings)
        findings.expect(not messages, f"QGIS says: {messages}")
        if arguments.pictures and (folder / "overview.png").exists():
            shutil.copy(folder / "overview.png", arguments.pictures)
        layouts = layer = None
        project.clear()
    for finding in findings:
        print(f"failed: {finding}", file=sys.stderr)
    print(json.dumps(report, ensure_ascii=False))
    del application
    qgis_offscreen.leave(1 if findings else 0)


if __name__ == "__main__":
    main()
