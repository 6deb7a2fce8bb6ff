#!/usr/bin/python3
"""Loads the styles of all themes and languages in real QGIS: QML applies, classes have their colours, SLD has its rules.

    check_themes.py FOLDER

FOLDER holds THEME-LANGUAGE-LAYER.qml and .sld, and palettes.json: theme to class to colour. Prints one JSON object.
Exit status: 0 all well, 1 something is wrong (said on stderr), 77 QGIS is not installed.
"""

import argparse
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # leave no __pycache__ in the tree

import qgis_offscreen

import check_delivery as delivery
import check_styles as styles

VERDICT_BASE = {"flagged": True, "flag_basis": "fragility:extreme"}


def colours_of(image):
    return {"#%02x%02x%02x" % key for key in delivery.pixel_counts(image)}


def check_colours(theme, name, qml, palette):
    """Each class is painted in its colour."""
    column, common = ("zone_class", {}) if name == "prefectures" else ("verdict", dict(VERDICT_BASE))
    geometry, fields = styles.STYLES[name]
    compared = 0
    for word, colour in palette.items():
        painted = colours_of(styles.draw(geometry, fields, qml, {**common, column: word}))
        styles.expect(colour in painted, f"{theme} {name}: {word} is not painted in {colour}")
        compared += 1
    return compared


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    application = qgis_offscreen.start()
    palettes = json.loads((arguments.folder / "palettes.json").read_text(encoding="utf-8"))
    report = {"styles": 0, "rules": 0, "colours": 0, "distinct": {}}
    findings = delivery.Findings()
    for path in sorted(arguments.folder.glob("*.qml")):
        theme, language, name = path.stem.split("-")
        qml = path.read_text(encoding="utf-8")
        geometry, fields = styles.STYLES[name]
        layer = styles.memory_layer(geometry, fields)
        ok, message = styles.apply_style(layer, qml)
        styles.expect(ok, f"{path.name}: QGIS refuses the style: {message}")
        report["styles"] += 1
        styles.check_expressions(name, qml)
        other = styles.memory_layer(geometry, fields)
        report["rules"] += delivery.sld_rules(other, path.with_suffix(".sld"), path.stem, findings)
        if language != "both":
            continue
        if name == "prefectures":
            report["colours"] += check_colours(theme, name, qml, palettes[theme]["fragility"])
        if name == "mines":
            report["colours"] += check_colours(theme, name, qml, palettes[theme]["verdict"])
            report["distinct"][theme] = styles.check_distinct(name, qml, "verdict", styles.VERDICTS, VERDICT_BASE)
    findings.extend(styles.findings)
    report["failures"] = findings
    for finding in findings:
        print(f"failed: {finding}", file=sys.stderr)
    print(json.dumps(report, ensure_ascii=False, indent=2))
    del application
    qgis_offscreen.leave(1 if findings else 0)


if __name__ == "__main__":
    main()
