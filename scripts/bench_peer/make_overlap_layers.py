"""Makes the two synthetic layers of the overlap benchmark: red lines with fractal borders, polygons of mining rights.

    make_overlap_layers.py FOLDER [--redlines N] [--rights N]

The layers describe nothing real. The same arguments give the same bytes. Coordinates are longitude and latitude in
degrees (EPSG:4490) with seven decimals, about a centimetre.

Red lines: each begins as a regular polygon of 5 to 12 sides, whose sides become fractal lines that cannot meet, each in
a rhombus of its own (see make_layers.py); then it is stretched and turned, which keeps it valid. One in ten has holes.
Some are set upon another one, as a reserve lies upon a red line; the others lie anywhere and overlap by chance.

Rights: polygons of 5 to 12 corners around a middle that sees all of them. Some lie anywhere, some are set upon a corner
of a red line so that they cross its border, some into a red line so that they do not touch its border.

The maker refuses to leave an invalid polygon, counts which pairs meet and how, and writes the figures to facts.json.
"""

import argparse
import json
import math
from pathlib import Path

import numpy
import shapely

from make_layers import MINERALS, fractal, text_of_ring

SEED = 20261122
# Where the red lines lie when there are 20,000 of them; fewer get a smaller box, so that they stand as densely.
MIDDLE = (102.0, 35.5)
EXTENT = (44.0, 24.0)
FULL = 20_000
KM_PER_DEGREE = 111.2
RADIUS_KM = (1.5, 13.0)
# The large ones: sides, halvings of each side, radius in kilometres. Sides times two to the halvings are the corners.
LARGE = (
    (10, 10, 30.0),
    (12, 10, 40.0),
    (9, 11, 40.0),
    (10, 11, 50.0),
    (6, 12, 50.0),
    (9, 12, 60.0),
    (7, 13, 80.0),
    (8, 13, 80.0),
    (11, 14, 150.0),
)
# How often a small one takes the finer of the two halvings that give it 100 to 400 corners.
FINER = 0.33
WITH_HOLES = 0.1
UPON_ANOTHER = 0.25
STRETCH = 2.2
RIGHT_KM = (0.5, 5.0)
# Shares of the rights that lie anywhere, on a border, inside a red line.
PLACES = (0.30, 0.38, 0.32)
# One right in so many has a corner exactly on a corner of a red line.
SHARED_CORNER_EVERY = 1000
HEAD = (
    '{\n"type": "FeatureCollection",\n"name": "%s",\n'
    '"crs": { "type": "name", "properties": { "name": "urn:ogc:def:crs:EPSG::4490" } },\n"features": [\n'
)


def box(redlines: int) -> tuple[float, float, float, float]:
    half = math.sqrt(redlines / FULL) / 2
    (x, y), (width, height) = MIDDLE, EXTENT
    return x - width * half, y - height * half, x + width * half, y + height * half


def fractal_ring(sides: int, levels: int, random: numpy.random.Generator) -> numpy.ndarray:
    """A closed ring around the origin, its first corners at distance 1."""
    angles = random.uniform(0.0, 2.0 * math.pi) + numpy.arange(sides + 1) * (2.0 * math.pi / sides)
    corners = numpy.stack([numpy.cos(angles), numpy.sin(angles)], axis=-1)
    corners[-1] = corners[0]
    lines = fractal(corners[:-1], corners[1:], levels, random)[:, :-1].reshape(-1, 2)
    return numpy.concatenate([lines, lines[:1]])


def holes_of(shell: numpy.ndarray, count: int, levels: int, random: numpy.random.Generator) -> list[numpy.ndarray]:
    """Fractal pentagons that lie well inside of the shell and apart from each other."""
    room = 0.9 * numpy.hypot(*shell.T).min()
    if count == 1:
        return [0.5 * room * fractal_ring(5, levels, random)[::-1]]
    radius = 0.4 * room * math.sin(math.pi / count) / 1.4
    turn = random.uniform(0.0, 2.0 * math.pi)
    holes = []
    for number in range(count):
        angle = turn + number * 2.0 * math.pi / count
        middle = 0.4 * room * numpy.array([math.cos(angle), math.sin(angle)])
        holes.append(middle + radius * fractal_ring(5, levels, random)[::-1])
    return holes


def make_redlines(count: int) -> list[list[numpy.ndarray]]:
    """Rings of each red line, the shell first."""
    random = numpy.random.default_rng([SEED, 1])
    large = LARGE[: math.ceil(len(LARGE) * count / FULL)]
    shapes = list(large)
    for _ in range(count - len(large)):
        sides = int(random.integers(5, 13))
        coarse = math.ceil(math.log2(100 / sides))
        low, high = RADIUS_KM
        radius = low * (high / low) ** random.random()
        shapes.append((sides, coarse + int(random.random() < FINER), radius))
    west, south, east, north = box(count)
    middles = numpy.stack([random.uniform(west, east, count), random.uniform(south, north, count)], axis=-1)
    radii = numpy.array([radius for _, _, radius in shapes])
    upon = numpy.flatnonzero(random.random(count) < UPON_ANOTHER)
    other = random.integers(0, count, len(upon))
    angle = random.uniform(0.0, 2.0 * math.pi, len(upon))
    away = radii[other] * random.uniform(0.3, 1.0, len(upon)) / KM_PER_DEGREE
    middles[upon] = middles[other] + away[:, None] * numpy.stack([numpy.cos(angle), numpy.sin(angle)], axis=-1)

    redlines = []
    for number, (sides, levels, radius) in enumerate(shapes):
        rings = [fractal_ring(sides, levels, random)]
        if number < len(large):
            rings += holes_of(rings[0], 5, levels - 5, random)
        elif random.random() < WITH_HOLES:
            rings += holes_of(rings[0], int(random.integers(1, 4)), levels - 1, random)
        turn = random.uniform(0.0, math.pi)
        stretch = STRETCH ** (random.random() / 2)
        cosine, sine = math.cos(turn), math.sin(turn)
        matrix = numpy.array([[cosine, -sine], [sine, cosine]]) @ numpy.diag([stretch, 1.0 / stretch])
        degrees = radius / KM_PER_DEGREE / numpy.array([math.cos(math.radians(middles[number, 1])), 1.0])
        redlines.append([numpy.round(middles[number] + (ring @ matrix.T) * degrees, 7) for ring in rings])
    return [redlines[number] for number in random.permutation(count)]


def polygons(middles: numpy.ndarray, offsets: numpy.ndarray, corners: numpy.ndarray) -> numpy.ndarray:
    """Rights around their middles: offsets in kilometres, one row of as many corners as the largest has."""
    scale = KM_PER_DEGREE * numpy.stack([numpy.cos(numpy.radians(middles[:, 1])), numpy.ones(len(middles))], axis=-1)
    points = numpy.round(middles[:, None, :] + offsets / scale[:, None, :], 7)
    used = numpy.arange(offsets.shape[1])[None, :] < corners[:, None]
    owner = numpy.nonzero(used)[0]
    return shapely.polygons(shapely.linearrings(points[used], indices=owner))


def make_rights(count: int, redlines: numpy.ndarray, area: tuple[float, float, float, float]) -> numpy.ndarray:
    random = numpy.random.default_rng([SEED, 2])
    low, high = RIGHT_KM
    corners = random.integers(5, 13, count)
    most = int(corners.max())
    angle = 2.0 * math.pi / corners[:, None] * (numpy.arange(most) + random.uniform(-0.35, 0.35, (count, most)))
    radius = (low * (high / low) ** random.random(count) / 2)[:, None] * random.uniform(0.55, 1.0, (count, most))
    offsets = radius[..., None] * numpy.stack([numpy.cos(angle), numpy.sin(angle)], axis=-1)
    place = random.choice(3, count, p=PLACES)

    west, south, east, north = area
    middles = numpy.stack([random.uniform(west, east, count), random.uniform(south, north, count)], axis=-1)

    border = numpy.flatnonzero(place == 1)
    vertices = shapely.get_coordinates(redlines)
    chosen = vertices[random.integers(0, len(vertices), len(border))]
    # Less than the smallest distance from a right's middle to a corner: the red line's corner stays inside.
    shift = offsets[border, 0] * random.uniform(0.0, 0.9, len(border))[:, None]
    every = numpy.arange(len(border)) % max(1, SHARED_CORNER_EVERY * len(border) // count) == 0
    shift[every] = offsets[border[every], 0]
    scale = KM_PER_DEGREE * numpy.stack([numpy.cos(numpy.radians(chosen[:, 1])), numpy.ones(len(chosen))], axis=-1)
    middles[border] = chosen - shift / scale

    rights = polygons(middles, offsets, corners)
    # Into red lines, the larger the more often; what does not fit is thrown again.
    weights = shapely.area(redlines)
    weights /= weights.sum()
    left, top = numpy.array(shapely.bounds(redlines)).T[:2], numpy.array(shapely.bounds(redlines)).T[2:]
    missing = numpy.flatnonzero(place == 2)
    for _ in range(200):
        if not len(missing):
            break
        inside = random.choice(len(redlines), len(missing), p=weights)
        throw = random.random((2, len(missing)))
        middles[missing] = (left[:, inside] + (top - left)[:, inside] * throw).T
        rights[missing] = polygons(middles[missing], offsets[missing], corners[missing])
        missing = missing[~shapely.contains_properly(redlines[inside], rights[missing])]
    return rights


def write_polygons(path: Path, rings: list[list[numpy.ndarray]], properties: list[str]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write(HEAD % path.stem)
        for number, (parts, words) in enumerate(zip(rings, properties, strict=True)):
            coordinates = ", ".join(text_of_ring(ring) for ring in parts)
            end = "\n" if number + 1 == len(rings) else ",\n"
            out.write(
                f'{{ "type": "Feature", "properties": {{ {words} }}, "geometry": '
                f'{{ "type": "Polygon", "coordinates": [ {coordinates} ] }} }}{end}'
            )
        out.write("]\n}\n")


def facts(rights: numpy.ndarray, redlines: numpy.ndarray) -> dict[str, int]:
    tree = shapely.STRtree(rights)
    redline, right = tree.query(redlines)
    boxes = len(right)
    meeting = shapely.intersects(redlines[redline], rights[right])
    redline, right = redline[meeting], right[meeting]
    inside = shapely.contains_properly(redlines[redline], rights[right])
    corners = shapely.get_num_coordinates(redlines)
    hits = numpy.bincount(right, minlength=len(rights))
    return {
        "rights": len(rights),
        "rights_corners": int(shapely.get_num_coordinates(rights).sum()),
        "redlines": len(redlines),
        "redlines_corners": int(corners.sum()),
        "redlines_below_10000": int((corners < 10_000).sum()),
        "redlines_largest": int(corners.max()),
        "redlines_with_holes": int((shapely.get_num_interior_rings(redlines) > 0).sum()),
        "pairs_of_boxes": boxes,
        "pairs_meeting": len(right),
        "pairs_inside": int(inside.sum()),
        "rights_meeting": int((hits > 0).sum()),
        "rights_meeting_several": int((hits > 1).sum()),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--redlines", type=int, default=FULL)
    parser.add_argument("--rights", type=int, default=100_000)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)

    rings = make_redlines(arguments.redlines)
    redlines = numpy.array([shapely.Polygon(parts[0], parts[1:]) for parts in rings])
    shapely.prepare(redlines)
    rights = make_rights(arguments.rights, redlines, box(arguments.redlines))
    for name, geometries in (("redlines", redlines), ("rights", rights)):
        if not shapely.is_valid(geometries).all():
            raise SystemExit(f"{name}: {int((~shapely.is_valid(geometries)).sum())} invalid")

    path = arguments.folder / "redlines.geojson"
    write_polygons(path, rings, [f'"id": "R{i:06}", "name": "合成红线{i:06}"' for i in range(len(rings))])
    print(f"{path.name}: {path.stat().st_size} bytes")
    path = arguments.folder / "rights.geojson"
    random = numpy.random.default_rng([SEED, 3])
    minerals = [MINERALS[i] for i in random.integers(0, len(MINERALS), len(rights))]
    words = [f'"id": "K{i:08}", "name": "合成{m}采矿权{i:06}", "mineral": "{m}"' for i, m in enumerate(minerals)]
    write_polygons(path, [[shapely.get_coordinates(right)] for right in rights], words)
    print(f"{path.name}: {path.stat().st_size} bytes")

    found = facts(rights, redlines)
    (arguments.folder / "facts.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
