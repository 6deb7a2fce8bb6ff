"""Reads the written files again and refuses them when a promise does not hold. No assert: it must hold under -O too."""

import json
import math
from collections import Counter
from pathlib import Path

import shapely
from shapely.geometry import Point, Polygon, shape

from .boundaries import County
from .facts import Facts
from .geojson import CRS
from .kezhou import SCALES, with_other
from .kezhou import SOURCE as KEZHOU_SOURCE
from .sketches import KM_PER_DEGREE

AREA_TOLERANCE = 1e-9
PREFECTURES_MAX_BYTES = 1_500_000
KEZHOU_MARGIN_M = 1000
KEZHOU_BELTS = ("Tianshan", "Kunlun-Altun")
KEZHOU_BELT_MIN_SHARE = 0.2


class Layer:
    def __init__(self, path: Path):
        self.path = path
        document = json.loads(path.read_text(encoding="utf-8"))
        require(document["crs"]["properties"]["name"] == CRS, f"{path}: crs")
        self.properties = [feature["properties"] for feature in document["features"]]
        self.geometries = [shape(feature["geometry"]) for feature in document["features"]]
        self.check_geometry()

    def check_geometry(self) -> None:
        require(self.geometries, f"{self.path}: no features")
        require(len({geometry.geom_type for geometry in self.geometries}) == 1, f"{self.path}: mixed geometry types")
        for properties, geometry in zip(self.properties, self.geometries):
            label = f"{self.path}: {properties['name']}"
            require(geometry.is_valid and not geometry.is_empty, f"{label}: {shapely.is_valid_reason(geometry)}")
            for part in shapely.get_parts(geometry):
                if part.geom_type == "Polygon":
                    require(part.exterior.is_ccw, f"{label}: exterior ring runs clockwise")
                    require(not any(ring.is_ccw for ring in part.interiors), f"{label}: hole runs counter-clockwise")
        for key in ("id", "adcode"):
            values = [properties[key] for properties in self.properties if key in properties]
            require(len(set(values)) == len(values), f"{self.path}: {key} stands twice")
            require(all(isinstance(value, str) for value in values), f"{self.path}: {key} is not text")

    def by_name(self, name: str):
        return self.geometries[[properties["name"] for properties in self.properties].index(name)]

    def count(self, key: str) -> Counter:
        return Counter(properties[key] for properties in self.properties)


def require(holds, message: str) -> None:
    if not holds:
        raise SystemExit(f"make-layers: check failed: {message}")


def tiles(layer: Layer, outside: list[County]) -> None:
    """No gap, no overlap: neighbours share every vertex, areas add up, and every hole is a county of someone else."""
    require(shapely.coverage_is_valid(layer.geometries), f"{layer.path}: neighbours do not share every vertex")
    union = shapely.union_all(layer.geometries)
    total = sum(geometry.area for geometry in layer.geometries)
    require(abs(total - union.area) <= AREA_TOLERANCE * union.area, f"{layer.path}: areas do not add up")
    holes = [Polygon(ring) for part in shapely.get_parts(union) for ring in part.interiors]
    for hole in holes:
        enclave = shapely.union_all([county.geometry for county in outside if county.geometry.intersects(hole)])
        require(hole.difference(enclave).area <= AREA_TOLERANCE * hole.area, f"{layer.path}: gap at {hole.centroid}")


def deposits_in_unit(mines: Layer, prefectures: Layer, rows: list[dict[str, str]]) -> None:
    """Each known deposit lies in the unit that its row names: catches a slip in a coordinate."""
    points = {properties["name"]: point for properties, point in zip(mines.properties, mines.geometries)}
    wrong = []
    for row in rows:
        found = [
            properties["name"]
            for properties, geometry in zip(prefectures.properties, prefectures.geometries)
            if geometry.intersects(points[row["name"]])
        ]
        if found != [row["unit"]]:
            wrong.append(f"{row['name']}: expected {row['unit']}, found {found}")
    require(not wrong, "deposits outside their unit:\n" + "\n".join(wrong))


def xinjiang(folder: Path, facts: Facts, counties: dict[str, County]) -> str:
    prefectures = Layer(folder / "prefectures.geojson")
    belts = Layer(folder / "belts.geojson")
    redlines = Layer(folder / "redlines.geojson")
    functions = Layer(folder / "functions.geojson")
    mines = Layer(folder / "mines.geojson")
    require(len(prefectures.geometries) == 15, "xinjiang: not 15 units")
    require(prefectures.path.stat().st_size < PREFECTURES_MAX_BYTES, "xinjiang: prefectures.geojson is too large")
    tiles(prefectures, [county for code, county in counties.items() if not code.startswith("65")])
    require(len(redlines.geometries) >= 12, "xinjiang: fewer than 12 reserves")
    require(len(functions.geometries) == 29, "xinjiang: not 29 function counties")
    kezhou = prefectures.by_name("Kezhou")
    for name in KEZHOU_BELTS:
        share = belts.by_name(name).intersection(kezhou).area / kezhou.area
        require(share >= KEZHOU_BELT_MIN_SHARE, f"xinjiang: belt {name} covers {share:.0%} of Kezhou")
    synthetic = kezhou_enterprises(mines, kezhou, facts)
    rows = facts.rows("xinjiang-deposits.csv")
    require(len(rows) >= 60, "xinjiang: fewer than 60 known deposits")
    sites = facts.rows("xinjiang-sites.csv")
    require(len(mines.geometries) == synthetic + len(rows) + len(sites), "xinjiang: mines.geojson is incomplete")
    deposits_in_unit(mines, prefectures, rows)
    named = sum(row["unit"] == "Kezhou" for row in rows)
    both = belts.by_name(KEZHOU_BELTS[0]).intersection(belts.by_name(KEZHOU_BELTS[1]))
    in_both = sum(both.intersection(kezhou).intersects(point) for point in mines.geometries)
    require(in_both >= 10, f"xinjiang: only {in_both} mines in both belts of Kezhou")
    return (
        f"xinjiang: 15 units, {len(belts.geometries)} belts, {len(redlines.geometries)} reserves, 29 function counties, "
        f"{synthetic} enterprises of Kezhou, {len(rows)} known deposits ({named} of them in Kezhou) and {len(sites)} synthetic sites, "
        f"{in_both} mines in both belts of Kezhou"
    )


def kezhou_enterprises(mines: Layer, kezhou, facts: Facts) -> int:
    """The enterprises count as Table 8 does, cell by cell, and lie well inside Kezhou."""
    chosen = [
        (properties, point)
        for properties, point in zip(mines.properties, mines.geometries)
        if properties["source"] == KEZHOU_SOURCE
    ]
    require(len(chosen) == 259, f"kezhou: {len(chosen)} enterprises")
    for row in with_other(facts.rows("kezhou-enterprises-2018.csv")):
        mine = [properties for properties, _ in chosen if properties["mineral"] == row["mineral"]]
        require(len(mine) == int(row["total"]), f"kezhou: {row['mineral']}")
        require(sum(properties["producing"] for properties in mine) == int(row["producing"]), f"kezhou: {row['mineral']}")
        for column, scale, _ in SCALES:
            found = sum(properties["scale"] == scale for properties in mine)
            require(found == int(row[column]), f"kezhou: {row['mineral']} {scale}")
    nearest = min(metres_to_border(point, kezhou) for _, point in chosen)
    require(nearest >= KEZHOU_MARGIN_M, f"kezhou: an enterprise lies {nearest:.0f} m from the border")
    require(all(kezhou.contains(point) for _, point in chosen), "kezhou: an enterprise lies outside")
    return len(chosen)


def metres_to_border(point: Point, unit) -> float:
    """A lower bound: degrees in both directions are taken as short as a degree of longitude at the unit's north."""
    shortest_degree_m = KM_PER_DEGREE * 1000 * math.cos(math.radians(unit.bounds[3]))
    return unit.boundary.distance(point) * shortest_degree_m


def qinba(folder: Path, facts: Facts, counties: dict[str, County]) -> str:
    prefectures = Layer(folder / "prefectures.geojson")
    positions = Layer(folder / "positions.geojson")
    belts = Layer(folder / "belts.geojson")
    redlines = Layer(folder / "redlines.geojson")
    mines = Layer(folder / "mines.geojson")
    listed = facts.rows("qinba-outer-counties.csv")
    own = set(positions.count("adcode"))
    outside = [county for code, county in counties.items() if code not in own]
    tiles(prefectures, outside)
    tiles(positions, outside)
    difference = shapely.union_all(prefectures.geometries).symmetric_difference(shapely.union_all(positions.geometries))
    require(difference.area == 0, "qinba: positions and prefectures cover different areas")
    stood_for = [part.split(" ")[0] for properties in positions.properties for part in properties["listed_as"].split(";")]
    require(sorted(stood_for) == sorted(row["adcode"] for row in listed), "qinba: a listed county is missing")
    require(positions.count("class")["core"] == 46, "qinba: not 46 core counties")
    require(len(redlines.geometries) >= 12, "qinba: fewer than 12 reserves")
    rows = facts.rows("qinba-deposits.csv")
    sites = facts.rows("qinba-sites.csv")
    complete = len(mines.geometries) == len(rows) + len(sites)
    require(len(rows) >= 60 and complete, "qinba: mines.geojson is incomplete")
    deposits_in_unit(mines, prefectures, rows)
    core = shapely.union_all(
        [geometry for properties, geometry in zip(positions.properties, positions.geometries) if properties["class"] == "core"]
    )
    in_core = sum(core.intersects(point) for point in mines.geometries)
    exploration = mines.count("right")["exploration"]
    require(in_core >= 12, f"qinba: only {in_core} mines in the core")
    require(exploration >= 4, f"qinba: only {exploration} exploration rights")
    return (
        f"qinba: {len(prefectures.geometries)} units, {len(positions.geometries)} counties for {len(listed)} listed "
        f"({positions.count('class')['core']} core), {len(belts.geometries)} belts, {len(redlines.geometries)} reserves, "
        f"{len(rows)} mines and {len(sites)} synthetic sites ({in_core} in the core, {exploration} exploration rights)"
    )
