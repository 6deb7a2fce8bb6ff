"""Kezhou's 259 mining enterprises of 2018: the counts are the paper's, the positions are not."""

import random

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from .boundaries import County
from .facts import Facts

SEED = 2018
# Keeps every position more than a kilometre inside: 0.015 degrees are at least 1.2 km at this latitude.
MARGIN_DEGREES = 0.015
POSITION_DECIMALS = 5
SCALES = [
    # column of the table, scale, scale_zh; in this order the producing enterprises are given out
    ("large", "large", "大型"),
    ("medium", "medium", "中型"),
    ("small_scale", "small", "小型"),
    ("small", "tiny", "小矿"),
]
MINERALS_ZH = {
    "coal": "煤",
    "iron": "铁",
    "manganese": "锰",
    "copper": "铜",
    "lead": "铅",
    "zinc": "锌",
    "salt": "盐",
    "plaster": "石膏",
    "gold": "金",
    "other": "其他",
}
SOURCE = "counts: Wang et al., Table 8 (2018); position, name and id synthetic"


def enterprises(facts: Facts, unit: BaseGeometry, counties: list[County]) -> list[tuple[dict, BaseGeometry]]:
    """One feature for each enterprise the table counts."""
    inner = unit.buffer(-MARGIN_DEGREES)
    shapely.prepare(inner)
    names = facts.lookup("county-names.csv", "adcode", "name")
    source = random.Random(SEED)
    features = []
    for mineral_index, row in enumerate(with_other(facts.rows("kezhou-enterprises-2018.csv"))):
        producing = int(row["producing"])
        for column, scale, scale_zh in SCALES:
            for _ in range(int(row[column])):
                serial = len(features) + 1
                point = random_point(inner, source)
                county = next(county for county in counties if county.geometry.contains(point))
                mineral = row["mineral"]
                mineral_zh = MINERALS_ZH[mineral]
                properties = {
                    # Month 00 does not exist, so no real licence can bear this number.
                    "id": f"C653000201800{mineral_index:02}{serial:08}",
                    "name": f"Kezhou synthetic enterprise {serial:03} ({mineral})",
                    "name_zh": f"克州合成企业{serial:03}（{mineral_zh}）",
                    "mineral": mineral,
                    "mineral_zh": mineral_zh,
                    "scale": scale,
                    "scale_zh": scale_zh,
                    "status": "operating" if producing > 0 else "suspended",
                    "producing": producing > 0,
                    "right": "mining",
                    "county": names[county.adcode],
                    "county_zh": county.name_zh,
                    "position_kind": "synthetic",
                    "id_kind": "synthetic",
                    "source": SOURCE,
                    "note": None,
                    "industry": "mining",
                    "abandoned": None,
                }
                producing -= 1
                features.append((properties, point))
    return features


def with_other(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The listed minerals, then `other`: what the total row counts beyond them."""
    total = next(row for row in rows if row["mineral"] == "all")
    listed = [row for row in rows if row["mineral"] != "all"]
    columns = [column for column in total if column != "mineral"]
    other = {column: str(int(total[column]) - sum(int(row[column]) for row in listed)) for column in columns}
    result = [*listed, {"mineral": "other", **other}]
    for row in [total, *result]:
        by_scale = sum(int(row[column]) for column, _, _ in SCALES)
        if by_scale != int(row["total"]) or any(int(row[column]) < 0 for column in columns):
            raise SystemExit(f"kezhou-enterprises-2018.csv: the row {row['mineral']} does not add up")
    return result


def random_point(inner: BaseGeometry, source: random.Random) -> Point:
    """Uniform over the area in degrees; only random() is used, which is the same in every Python release."""
    west, south, east, north = inner.bounds
    while True:
        x = round(west + source.random() * (east - west), POSITION_DECIMALS)
        y = round(south + source.random() * (north - south), POSITION_DECIMALS)
        point = Point(x, y)
        if inner.contains(point):
            return point
