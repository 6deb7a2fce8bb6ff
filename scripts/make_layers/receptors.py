"""Towns, lakes and rivers near which mining is sensitive: rough positions from general knowledge."""

import math

from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from .outlines import Frame

BASIS = "approximate position and shape from general knowledge, unverified; not for decisions"
LAKE_CORNERS = 12

TOWNS = [
    ("Urumqi", "乌鲁木齐", 87.62, 43.82),
    ("Karamay", "克拉玛依", 84.87, 45.59),
    ("Turpan", "吐鲁番", 89.18, 42.95),
    ("Hami", "哈密", 93.51, 42.83),
    ("Changji", "昌吉", 87.30, 44.01),
    ("Bole", "博乐", 82.07, 44.90),
    ("Korla", "库尔勒", 86.15, 41.76),
    ("Aksu", "阿克苏", 80.26, 41.17),
    ("Artux", "阿图什", 76.17, 39.71),
    ("Kashgar", "喀什", 75.99, 39.47),
    ("Hotan", "和田", 79.92, 37.11),
    ("Yining", "伊宁", 81.32, 43.91),
    ("Tacheng", "塔城", 82.98, 46.75),
    ("Altay", "阿勒泰", 88.14, 47.85),
    ("Shihezi", "石河子", 86.04, 44.31),
    ("Kuytun", "奎屯", 84.90, 44.43),
    ("Wusu", "乌苏", 84.68, 44.43),
    ("Fukang", "阜康", 87.98, 44.15),
    ("Kuqa", "库车", 82.96, 41.72),
    ("Khorgas", "霍尔果斯", 80.42, 44.21),
]
# Name, middle, length and width in kilometres, azimuth of the length.
LAKES = [
    ("Bosten Lake", "博斯腾湖", 87.05, 41.97, 55, 22, 100),
    ("Ebinur Lake", "艾比湖", 82.90, 44.87, 40, 16, 120),
    ("Sayram Lake", "赛里木湖", 81.18, 44.61, 29, 20, 95),
    ("Ulungur Lake", "乌伦古湖", 87.28, 47.25, 38, 26, 50),
    ("Barkol Lake", "巴里坤湖", 92.80, 43.66, 14, 9, 70),
    ("Kanas Lake", "喀纳斯湖", 87.05, 48.82, 24, 2, 20),
    ("Ayakkum Lake", "阿牙克库木湖", 89.40, 37.55, 55, 13, 105),
    ("Aydingkol Lake", "艾丁湖", 89.28, 42.66, 25, 5, 90),
]
RIVERS = [
    ("Irtysh", "额尔齐斯河", [(89.8, 47.2), (89.5, 47.0), (88.6, 47.2), (87.8, 47.35), (86.9, 47.7), (86.2, 47.85), (85.6, 48.05)]),
    ("Ulungur", "乌伦古河", [(90.4, 46.6), (90.1, 46.3), (89.4, 46.2), (88.6, 46.5), (87.9, 46.95), (87.5, 47.1)]),
    ("Ili", "伊犁河", [(82.2, 43.55), (81.8, 43.6), (81.3, 43.86), (80.8, 43.8), (80.4, 43.9)]),
    ("Kaidu", "开都河", [(84.3, 42.8), (85.0, 42.6), (85.6, 42.35), (86.2, 42.15), (86.7, 41.95)]),
    ("Tarim", "塔里木河", [(81.0, 40.45), (82.0, 40.9), (83.0, 41.0), (84.2, 41.1), (85.5, 41.05), (86.5, 40.9), (87.5, 40.6), (87.9, 40.2)]),
    ("Hotan", "和田河", [(79.95, 37.15), (80.4, 37.8), (80.55, 38.1), (80.8, 39.2), (80.95, 40.4)]),
]  # fmt: skip


def features() -> list[tuple[dict, BaseGeometry]]:
    towns = [("town", name, name_zh, Point(x, y)) for name, name_zh, x, y in TOWNS]
    lakes = [("lake", name, name_zh, lake(*outline)) for name, name_zh, *outline in LAKES]
    rivers = [("river", name, name_zh, LineString(line)) for name, name_zh, line in RIVERS]
    return [
        ({"id": f"XJ-{kind[0].upper()}{number:02}", "kind": kind, "name": name, "name_zh": name_zh, **said()}, shape)
        for of_kind in (towns, lakes, rivers)
        for number, (kind, name, name_zh, shape) in enumerate(of_kind, start=1)
    ]


def said() -> dict:
    return {"position_kind": "approximate", "basis": BASIS, "verified": False}


def lake(longitude: float, latitude: float, length_km: float, width_km: float, azimuth_deg: float) -> Polygon:
    """A rough ellipse."""
    azimuth = math.radians(azimuth_deg)
    corners = []
    for corner in range(LAKE_CORNERS):
        turn = 2 * math.pi * corner / LAKE_CORNERS
        along, across = 500 * length_km * math.cos(turn), 500 * width_km * math.sin(turn)
        east = along * math.sin(azimuth) + across * math.cos(azimuth)
        corners.append((east, along * math.cos(azimuth) - across * math.sin(azimuth)))
    return Frame(longitude, latitude).polygon(corners)
