"""layers/rights: synthetic mining rights as polygons, placed so that every situation of the overlap occurs; receptors."""

import json
import random
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry import Polygon, shape
from shapely.geometry.base import BaseGeometry

from . import geojson, receptors
from .ellipsoid import Place, ellipsoidal_m2, planar_m2
from .outlines import CORNER_DECIMALS, Frame, beside, block, edges_towards, pierced, pointing, sharing, star, together

SEED = 4490
BASIS = "synthetic; not a real right, its outline, number, holder and area are made up to show a situation"
MINERALS = [
    ("gold", "金"),
    ("copper", "铜"),
    ("lead-zinc", "铅锌"),
    ("iron", "铁"),
    ("coal", "煤"),
    ("gypsum", "石膏"),
    ("fluorite", "萤石"),
]
METHODS = ["open-pit", "underground"]
# Every so many rights one is an exploration right, one is suspended.
EXPLORATION_EVERY, SUSPENDED_EVERY = 5, 7
# Older registers were measured in the plane: so is every second right of these zones, where it can be told from the ellipsoid.
PLANAR_EVERY, PLANAR_DIFFERENCE_KM2 = 2, 0.0004

INSIDE = "inside a red line"
PARTLY = "partly in a red line"
TOUCH = "touches a red line"
SLIVER = "sliver in a red line"
NEAR = "near a red line"
UNITS_2 = "in two prefectures"
UNITS_3 = "in three prefectures"
OVERLAPPING = "overlaps another right"
NEIGHBOURS = "shares a border with another right"
SLIVER_PAIR = "sliver with another right"
BELTS = "in two belts"
RECEPTOR = "at a receptor"
FAR = "far from everything"


@dataclass(frozen=True)
class Right:
    situation: str
    outline: BaseGeometry
    declares: str = "measured"


class Ground:
    """What the rights are placed around: the written layers of Xinjiang, corner by corner as they stand there."""

    def __init__(self, folder: Path):
        self.reserves = layer(folder / "redlines.geojson")
        self.prefectures = layer(folder / "prefectures.geojson")
        self.deposits = layer(folder / "mines.geojson")

    def reserve(self, name: str) -> Polygon:
        return shapely.get_parts(self.reserves[name])[0]

    def middle(self, name: str) -> Frame:
        west, south, east, north = self.reserves[name].bounds
        return Frame((west + east) / 2, (south + north) / 2)

    def deposit(self, name: str) -> Frame:
        at = self.deposits[name]
        return Frame(at.x, at.y)

    def border(self, units: set[str], near: tuple[float, float]) -> Frame:
        """The corner next to a place that these units, and no others, have in common."""
        met: dict[Place, set[str]] = {}
        for name, geometry in self.prefectures.items():
            for x, y in shapely.get_coordinates(geometry).tolist():
                met.setdefault((x, y), set()).add(name)
        corners = sorted(place for place, names in met.items() if names == units)
        return Frame(*min(corners, key=lambda place: (place[0] - near[0]) ** 2 + (place[1] - near[1]) ** 2))


def layer(path: Path) -> dict[str, BaseGeometry]:
    document = json.loads(path.read_text(encoding="utf-8"))
    return {feature["properties"]["name"]: shape(feature["geometry"]) for feature in document["features"]}


def make(folder: Path) -> None:
    source = random.Random(SEED)
    ground = Ground(folder.parent / "xinjiang")
    rights = [
        *around_huocheng(source, ground),
        *around_other_reserves(source, ground),
        *across_prefectures(source, ground),
        *among_each_other(source, ground),
        *elsewhere(source, ground),
    ]
    geojson.write(folder / "rights.geojson", [feature(*each) for each in enumerate(rights, start=1)], CORNER_DECIMALS)
    geojson.write(folder / "receptors.geojson", receptors.features())


def around_huocheng(source: random.Random, ground: Ground) -> list[Right]:
    """Most situations within sight of each other: the picture of the set shows these."""
    name = "Huocheng Four-toed Tortoise"
    ring, middle = ground.reserve(name), ground.middle(name)
    first = block(middle.moved(4.5, 7.4), 2.6, 2.2, 12)
    return [
        Right(INSIDE, star(source, middle.moved(-5.5, 0.8), 6, 4.2)),
        Right(INSIDE, pierced(star(source, middle.moved(4.2, -1.2), 8, 7.5), star(source, middle.moved(4.2, -1.2), 5, 0.9))),
        Right(PARTLY, beside(ring, 350, -1100, 2400, 2300)),
        Right(PARTLY, star(source, middle.moved(-13.2, 0.3), 9, 8.1), "digits exchanged"),
        Right(
            PARTLY,
            pierced(star(source, middle.moved(-3.0, -6.0), 7, 6.4), block(middle.moved(-3.0, -6.0), 0.8, 0.7, 25)),
        ),
        Right(PARTLY, together(block(middle.moved(10.6, -0.6), 1.5, 1.2), star(source, middle.moved(14.6, -2.4), 5, 1.6))),
        Right(PARTLY, beside(ring, 135, -60, 1900, 1500)),
        Right(TOUCH, sharing(ring, 30, 1, 1300)),
        Right(TOUCH, sharing(ring, 338, 2, 1500)),
        Right(SLIVER, beside(ring, 212, -0.4, 900, 1100)),
        Right(NEAR, beside(ring, 168, 8, 1300, 1200)),
        Right(NEAR, beside(ring, 62, 60, 1100, 1600)),
        Right(OVERLAPPING, first),
        Right(OVERLAPPING, block(middle.moved(5.8, 8.6), 2.2, 1.8, 35, notch=0.4)),
    ]


def around_other_reserves(source: random.Random, ground: Ground) -> list[Right]:
    def reserve(name: str) -> Polygon:
        return ground.reserve(name)

    fraxinus, salamander = "Ili Fraxinus Sogdiana", "Wenquan Salamander"
    wetland = ground.middle("Ebinur Lake Wetland")
    return [
        Right(NEAR, beside(reserve("Kanas"), 180, 75, 3100, 2900)),
        Right(PARTLY, beside(reserve("Kanas"), 110, -2200, 3600, 4500)),
        Right(NEAR, beside(reserve("Altay Kokesu Wetland"), 0, 120, 1400, 1500)),
        Right(TOUCH, sharing(reserve("Altay Kokesu Wetland"), 200, 3, 1900)),
        Right(NEAR, beside(reserve("Bulgan Beaver"), 180, 250, 1100, 900)),
        Right(PARTLY, star(source, ground.middle("Bulgan Beaver").moved(2.0, 0.4), 10, 28.5)),
        Right(NEAR, beside(reserve("Barluk Mountain"), 120, 400, 2300, 2100)),
        Right(TOUCH, pointing(reserve("Barluk Mountain"), 330, None, 700)),
        Right(PARTLY, beside(reserve("Barluk Mountain"), 165, -75, 1500, 1300)),
        Right(NEAR, beside(reserve("West Tianshan"), 350, 180, 1200, 800)),
        Right(SLIVER, sharing(reserve("West Tianshan"), 170, 2, 1200, shift_m=-0.45)),
        Right(SLIVER, pointing(reserve("West Tianshan"), 80, 0.5, 200)),
        Right(PARTLY, star(source, ground.middle(fraxinus), 11, 21.0)),
        Right(TOUCH, pierced(block(ground.middle(salamander), 5.2, 4.1, 8), reserve(salamander))),
        Right(INSIDE, block(ground.middle("Tomur Peak").moved(9, 1), 3.4, 2.1, 75)),
        Right(PARTLY, beside(reserve("Bayanbulak"), 20, -900, 2600, 3000)),
        Right(PARTLY, star(source, Frame(*edges_towards(reserve("Lop Nur Wild Camel"), 290)[0].start), 8, 17.0)),
        Right(INSIDE, star(source, ground.deposit("Pobei copper-nickel deposit").moved(1.6, -0.8), 7, 5.4)),
        Right(INSIDE, star(source, ground.deposit("Weibao lead-zinc deposit").moved(-2.1, 0.9), 9, 12.2)),
        Right(NEAR, beside(reserve("Tarim Populus Euphratica"), 10, 900, 3200, 2600)),
        Right(PARTLY, together(block(wetland.moved(-9, 3), 2.0, 1.4, 30), block(wetland.moved(-42, 24), 1.3, 1.1))),
    ]


def across_prefectures(source: random.Random, ground: Ground) -> list[Right]:
    def at(units: set[str], near: tuple[float, float]) -> Frame:
        return ground.border(units, near)

    return [
        Right(UNITS_2, star(source, at({"Yili", "Bozhou"}, (82.2, 44.2)).moved(0.4, 0.3), 7, 6.6)),
        Right(UNITS_2, star(source, at({"Changji", "Urumqi"}, (87.4, 43.6)).moved(-0.2, 0.5), 6, 2.8)),
        Right(UNITS_2, star(source, at({"Kezhou", "Kashgar"}, (76.5, 39.8)).moved(0.3, -0.6), 8, 11.0), "hectares"),
        Right(UNITS_3, star(source, at({"Bazhou", "Changji", "Urumqi"}, (86.8, 43.1)), 9, 9.4)),
        Right(UNITS_3, star(source, at({"Tacheng", "Yili", "Bazhou"}, (84.9, 43.5)), 10, 14.3)),
    ]


def among_each_other(source: random.Random, ground: Ground) -> list[Right]:
    """Rights over each other and beside each other; neighbours have the same corners."""
    coal = ground.deposit("Wucaiwan coal field").moved(6, 4)
    iron = ground.deposit("Kalatongke copper-nickel deposit").moved(-5, 3)
    row = ground.deposit("Sandaoling coal field").moved(4, -3)
    twice = ground.deposit("Dananhu coal field").moved(-6, 5)
    ring = ground.deposit("Piliqing coal field").moved(5, 6)
    filling = star(source, ring, 6, 1.3)
    corners = [
        [row.place(east, north) for east, north in line]
        for line in (
            [(-3000, -900), (-950, -1050), (1020, -980), (3100, -1100)],
            [(-2900, 1000), (-1010, 940), (1100, 1080), (3000, 960)],
        )
    ]
    in_a_row = [
        Polygon([corners[0][at], corners[0][at + 1], corners[1][at + 1], corners[1][at]]) for at in range(3)
    ]
    return [
        Right(OVERLAPPING, block(coal, 4.2, 3.1, 20)),
        Right(OVERLAPPING, star(source, coal.moved(2.3, 1.2), 7, 6.0)),
        Right(OVERLAPPING, star(source, iron, 8, 9.0)),
        Right(OVERLAPPING, block(iron.moved(0.2, -0.1), 0.6, 0.5, 40)),
        *(Right(NEIGHBOURS, outline) for outline in in_a_row),
        Right(NEIGHBOURS, pierced(block(ring, 4.0, 3.4, 15), filling)),
        Right(NEIGHBOURS, filling),
        # Two surveys of one border, 0.3 m apart.
        Right(SLIVER_PAIR, twice.polygon([(-1800, -800), (0.3, -750), (0.3, 850), (-1700, 900)])),
        Right(SLIVER_PAIR, twice.polygon([(0, -750), (1500, -900), (1650, 700), (0, 850)])),
    ]


def elsewhere(source: random.Random, ground: Ground) -> list[Right]:
    return [
        Right(BELTS, star(source, ground.deposit("Wulagen lead-zinc deposit").moved(2.4, -1.9), 7, 4.8)),
        Right(BELTS, star(source, ground.deposit("Kangsu coal mine").moved(-3.2, 2.0), 5, 3.3)),
        Right(BELTS, block(ground.deposit("Buya coal mine").moved(0.6, -0.9), 2.8, 2.2, 60, notch=0.5)),
        Right(RECEPTOR, star(source, Frame(88.3, 47.256), 6, 24.0)),
        Right(RECEPTOR, block(Frame(93.51, 42.83).moved(4.0, 3.2), 0.9, 0.7, 10)),
        Right(RECEPTOR, block(Frame(87.05, 41.97).moved(-14, 16), 1.7, 1.2, 50)),
        Right(FAR, star(source, Frame(82.3, 39.1), 8, 16.0)),
        Right(FAR, star(source, Frame(85.1, 39.2), 12, 29.6)),
        Right(FAR, block(Frame(77.9, 38.9), 0.26, 0.2, 5)),
    ]


def feature(serial: int, right: Right) -> tuple[dict, BaseGeometry]:
    mineral_index = (serial - 1) % len(MINERALS)
    mineral, mineral_zh = MINERALS[mineral_index]
    is_exploration = serial % EXPLORATION_EVERY == 0
    properties = {
        # Month 00 does not exist, so no real licence can bear this number.
        "id": f"{'T' if is_exploration else 'C'}650000202000{mineral_index:02}{serial:08}",
        "name": f"Synthetic right {serial:02} ({mineral})",
        "name_zh": f"合成矿权{serial:02}（{mineral_zh}）",
        "mineral": mineral,
        "mineral_zh": mineral_zh,
        "right": "exploration" if is_exploration else "mining",
        "method": None if is_exploration else METHODS[serial % len(METHODS)],
        "status": "suspended" if serial % SUSPENDED_EVERY == 0 else "operating",
        "area_km2": declared_km2(serial, right),
        "situation": right.situation,
        "position_kind": "synthetic",
        "id_kind": "synthetic",
        "basis": BASIS,
        "industry": "mining",
    }
    return properties, right.outline


def declared_km2(serial: int, right: Right) -> str:
    """The area as text, so that the last digit stands also where it is a nought."""
    ellipsoidal, planar = (area / 1e6 for area in areas_m2(right.outline))
    if right.declares == "hectares":
        return f"{100 * ellipsoidal:.4f}"
    if right.declares == "digits exchanged":
        digits = f"{ellipsoidal:.4f}"
        exchanged = digits[:-4] + digits[-3] + digits[-4] + digits[-2:]
        if exchanged == digits:
            raise SystemExit(f"rights: the digits of {digits} are the same when exchanged")
        return exchanged
    is_planar = serial % PLANAR_EVERY == 0 and planar - ellipsoidal >= PLANAR_DIFFERENCE_KM2
    return f"{planar if is_planar else ellipsoidal:.4f}"


def areas_m2(outline: BaseGeometry) -> tuple[float, float]:
    """On the ellipsoid, and in the plane of the 3-degree Gauss-Krüger zone of its middle."""
    west, _, east, _ = outline.bounds
    meridian = 3 * round((west + east) / 6)
    ellipsoidal = planar = 0.0
    for part in shapely.get_parts(outline):
        for ring, sign in ((part.exterior, 1), *((hole, -1) for hole in part.interiors)):
            corners = [tuple(corner) for corner in shapely.get_coordinates(ring).tolist()]
            ellipsoidal += sign * ellipsoidal_m2(corners)
            planar += sign * planar_m2(corners, meridian)
    return ellipsoidal, planar
