"""Checks of layers/rights by GEOS alone, so that the situations do not rest on the program that they test."""

import json
from collections import Counter
from pathlib import Path

import shapely
from shapely.geometry import shape

from . import receptors, rights as made
from .checks import Layer, require
from .ellipsoid import metres_per_degree

CORNERS = (4, 12)
AREA_KM2 = (0.05, 30.0)
SLIVER_MAX_M2 = 2000.0
LEAST = {
    made.INSIDE: 5,
    made.PARTLY: 8,
    made.TOUCH: 4,
    made.SLIVER: 3,
    made.NEAR: 6,
    made.UNITS_2: 3,
    made.UNITS_3: 2,
    made.OVERLAPPING: 6,
    made.NEIGHBOURS: 4,
    made.SLIVER_PAIR: 2,
    made.BELTS: 2,
    made.RECEPTOR: 3,
    made.FAR: 3,
}


def rights(folder: Path) -> str:
    layer = Layer(folder / "rights.geojson")
    ground = made.Ground(folder.parent / "xinjiang")
    reserves = shapely.union_all(list(ground.reserves.values()))
    belts = made.layer(folder.parent / "xinjiang" / "belts.geojson").values()
    found = layer.count("situation")
    for situation, least in LEAST.items():
        require(found[situation] >= least, f"rights: only {found[situation]} {situation}")
    require(not set(found) - set(LEAST), f"rights: unknown situations {set(found) - set(LEAST)}")
    for properties, geometry in zip(layer.properties, layer.geometries):
        require(properties["id"][7:13] == "202000", f"rights: {properties['id']} may be a real number")
        for part in shapely.get_parts(geometry):
            corners = len(part.exterior.coords) - 1
            require(CORNERS[0] <= corners <= CORNERS[1], f"rights: {properties['name']} has {corners} corners")
        area_km2 = made.areas_m2(geometry)[0] / 1e6
        require(AREA_KM2[0] <= area_km2 <= AREA_KM2[1], f"rights: {properties['name']} has {area_km2} km2")
        units = sum(shapely.intersects(geometry, unit) for unit in ground.prefectures.values())
        wanted = {made.UNITS_2: 2, made.UNITS_3: 3}.get(properties["situation"])
        require(wanted is None or units == wanted, f"rights: {properties['name']} lies in {units} prefectures")
        require(units > 0, f"rights: {properties['name']} lies outside Xinjiang")
        in_belts = sum(shapely.intersects(geometry, belt) for belt in belts)
        require(properties["situation"] != made.BELTS or in_belts == 2, f"rights: {properties['name']}: {in_belts} belts")
        stands_as_said(properties, geometry, reserves)
    pairs = overlapping_pairs(layer)
    require(Counter(pairs.values()) == {"overlap": 3, "sliver": 1}, f"rights: pairs {pairs}")
    kinds = receptor_kinds(folder / "receptors.geojson")
    return f"rights: {len(layer.geometries)} mining rights, {len(pairs)} pairs; receptors: " + ", ".join(
        f"{count} {kind}s" for kind, count in kinds.items()
    )


def stands_as_said(properties: dict, geometry, reserves) -> None:
    """Whether a right lies to the red lines as its situation says."""
    situation = properties["situation"]
    common_m2 = square_metres(geometry.intersection(reserves))
    whole_m2 = square_metres(geometry)
    holds = {
        made.INSIDE: reserves.contains(geometry),
        made.PARTLY: 0.01 * whole_m2 < common_m2 < 0.99 * whole_m2,
        made.TOUCH: geometry.touches(reserves),
        made.SLIVER: 0 < common_m2 < SLIVER_MAX_M2,
    }.get(situation, geometry.disjoint(reserves))
    require(holds, f"rights: {properties['name']} is not {situation}: {common_m2:.3f} m2 in red lines")


def square_metres(geometry) -> float:
    """In the small, as good as needed to tell slivers from parts."""
    if geometry.is_empty:
        return 0.0
    width, height = metres_per_degree(geometry.centroid.y)
    return geometry.area * width * height


def overlapping_pairs(layer: Layer) -> dict[tuple[str, str], str]:
    pairs = {}
    for first, one in enumerate(layer.geometries):
        for second in range(first):
            common_m2 = square_metres(one.intersection(layer.geometries[second]))
            if common_m2 > 0:
                names = (layer.properties[second]["id"], layer.properties[first]["id"])
                pairs[names] = "sliver" if common_m2 < SLIVER_MAX_M2 else "overlap"
    return pairs


def receptor_kinds(path: Path) -> Counter:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    for feature in features:
        require(shape(feature["geometry"]).is_valid, f"{path}: {feature['properties']['name']} is not valid")
        require(feature["properties"]["basis"] == receptors.BASIS, f"{path}: {feature['properties']['name']}: basis")
    return Counter(feature["properties"]["kind"] for feature in features)
