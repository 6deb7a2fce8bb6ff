"""Makes the two synthetic layers of the benchmark: many points, and zones that tessellate a box with fractal borders.

    make_layers.py FOLDER [--points N] [--columns N] [--rows N] [--levels N]

The layers describe nothing real. The same arguments give the same bytes.

Zones: a lattice of units over a box, two of which are one unit; every other unit has a hole in the shape of a fractal
pentagon, which another zone, the enclave, fills. Neighbours share all vertices of their common border, so that there
is neither gap nor overlap. No border crosses itself or another: a segment is displaced at its midpoint only so far that
its halves stay in the rhombus that belongs to it, and rhombi of different segments share only corners.
"""

import argparse
import math
from pathlib import Path

import numpy

SEED = 20261121
POINT_BOX = (73.0, 18.0, 135.0, 54.0)
# Smaller than the box of the points, so that about one point in ten lies outside all zones.
ZONE_BOX = (74.5, 19.0, 133.5, 53.0)
# Half the angle at the ends of the rhombus around a whole side. Sides meet at right angles, so it must stay below 45.
RHOMBUS_DEGREES = 40.0
# By how much the angle shrinks with each halving.
SHRINKING = 0.82
# One point in so many stands exactly on a corner of a border, where two or more zones meet.
BORDER_EVERY = 1000
FRAGILITY = ("mild", "moderate", "severe", "extreme")

MINERALS = ("金矿", "铜矿", "铁矿", "铅锌矿", "煤", "石灰岩", "钾盐", "钼矿", "萤石", "建筑用砂")
METHODS = ("露天开采", "地下开采", "露天/地下开采", "溶浸开采")
SCALES = ("大型", "中型", "小型", "小矿")
STATES = ("生产", "停产", "在建", "筹建", "关闭")


def fractal(starts: numpy.ndarray, ends: numpy.ndarray, levels: int, random: numpy.random.Generator) -> numpy.ndarray:
    """Straight sides to lines of 2**levels segments: an array of sides, points, coordinates."""
    lines = numpy.stack([starts, ends], axis=1)
    angle = math.radians(RHOMBUS_DEGREES)
    for _ in range(levels):
        smaller = angle * SHRINKING
        a, b = lines[:, :-1], lines[:, 1:]
        along = b - a
        # The direction to the midpoint may turn by the room that the smaller rhombus leaves in the larger one.
        offset = 0.5 * numpy.tan(random.uniform(-1.0, 1.0, along.shape[:2]) * (angle - smaller))
        across = numpy.stack([-along[..., 1], along[..., 0]], axis=-1)
        middle = (a + b) / 2 + across * offset[..., None]
        finer = numpy.empty((lines.shape[0], 2 * lines.shape[1] - 1, 2))
        finer[:, ::2] = lines
        finer[:, 1::2] = middle
        lines, angle = finer, smaller
    return lines


def text_of_ring(ring: numpy.ndarray) -> str:
    return "[ " + ", ".join(f"[ {x:.7f}, {y:.7f} ]" for x, y in ring.tolist()) + " ]"


def make_zones(path: Path, columns: int, rows: int, levels: int) -> numpy.ndarray:
    """Writes the zones; gives the corners of their shells."""
    random = numpy.random.default_rng([SEED, 1])
    west, south, east, north = ZONE_BOX
    x = numpy.linspace(west, east, columns + 1)
    y = numpy.linspace(south, north, rows + 1)
    grid = numpy.stack(numpy.meshgrid(x, y), axis=-1)
    horizontal = fractal(grid[:, :-1].reshape(-1, 2), grid[:, 1:].reshape(-1, 2), levels, random).reshape(
        rows + 1, columns, -1, 2
    )
    vertical = fractal(grid[:-1, :].reshape(-1, 2), grid[1:, :].reshape(-1, 2), levels, random).reshape(
        rows, columns + 1, -1, 2
    )

    def cell(row: int, column: int) -> list[numpy.ndarray]:
        """South, east, north and west side, counter-clockwise."""
        return [
            horizontal[row, column],
            vertical[row, column + 1],
            horizontal[row + 1, column][::-1],
            vertical[row, column][::-1],
        ]

    def ring(sides: list[numpy.ndarray]) -> numpy.ndarray:
        corners = numpy.concatenate([side[:-1] for side in sides])
        return numpy.concatenate([corners, corners[:1]])

    shells: list[tuple[numpy.ndarray, numpy.ndarray]] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) == (0, 1):
                continue
            south_, east_, north_, west_ = cell(row, column)
            centre = (grid[row, column] + grid[row + 1, column + 1]) / 2
            if (row, column) == (0, 0):
                # One unit of two: without it the number of units would be even.
                more_south, east_, more_north, _ = cell(0, 1)
                shells.append((ring([south_, more_south, east_, more_north, north_, west_]), centre))
            else:
                shells.append((ring([south_, east_, north_, west_]), centre))

    # With the rhombi of its sides a pentagon reaches 1.3 radii from its middle: at half the distance to the nearest
    # corner of the unit it stays well inside.
    with_enclave = range(0, len(shells), 2)
    turns = random.uniform(0.0, 2.0 * math.pi, len(with_enclave))
    radii = numpy.array([0.5 * numpy.hypot(*(shells[unit][0] - shells[unit][1]).T).min() for unit in with_enclave])
    corners = numpy.arange(6) * (2.0 * math.pi / 5)
    angles = turns[:, None] + corners[None, :]
    centres = numpy.stack([shells[unit][1] for unit in with_enclave])
    points = centres[:, None, :] + radii[:, None, None] * numpy.stack([numpy.cos(angles), numpy.sin(angles)], axis=-1)
    points[:, 5] = points[:, 0]
    sides = fractal(points[:, :-1].reshape(-1, 2), points[:, 1:].reshape(-1, 2), levels, random)
    enclaves = sides.reshape(len(with_enclave), 5, -1, 2)

    zones: list[list[numpy.ndarray]] = [[shell] for shell, _ in shells]
    for unit, enclave in zip(with_enclave, enclaves, strict=True):
        filling = ring(list(enclave))
        zones[unit].append(filling[::-1])
        zones.append([filling])
    classes = random.integers(0, len(FRAGILITY), len(zones))
    with path.open("w", encoding="utf-8") as out:
        out.write('{\n"type": "FeatureCollection",\n"name": "zones",\n"features": [\n')
        for number, (rings, fragility) in enumerate(zip(zones, classes, strict=True)):
            properties = (
                f'"adcode": {100000 + number}, "name": "合成单元{number:05}", "fragility": "{FRAGILITY[fragility]}"'
            )
            coordinates = ", ".join(text_of_ring(ring) for ring in rings)
            end = "\n" if number + 1 == len(zones) else ",\n"
            out.write(
                f'{{ "type": "Feature", "properties": {{ {properties} }}, "geometry": '
                f'{{ "type": "Polygon", "coordinates": [ {coordinates} ] }} }}{end}'
            )
        out.write("]\n}\n")
    vertices = sum(len(ring) for rings in zones for ring in rings)
    size = path.stat().st_size
    print(f"{path.name}: {len(zones)} zones, {len(enclaves)} with a hole, {vertices} vertices, {size} bytes")
    return numpy.concatenate([shell for shell, _ in shells])


def make_mines(path: Path, points: int, corners: numpy.ndarray) -> None:
    random = numpy.random.default_rng([SEED, 2])
    west, south, east, north = POINT_BOX
    x = random.uniform(west, east, points)
    y = random.uniform(south, north, points)
    on_border = numpy.arange(0, points, BORDER_EVERY)
    chosen = corners[random.integers(0, len(corners), len(on_border))]
    x[on_border], y[on_border] = chosen[:, 0], chosen[:, 1]
    x, y = x.tolist(), y.tolist()
    minerals = random.integers(0, len(MINERALS), points).tolist()
    methods = random.integers(0, len(METHODS), points).tolist()
    scales = random.integers(0, len(SCALES), points).tolist()
    states = random.integers(0, len(STATES), points).tolist()
    with path.open("w", encoding="utf-8") as out:
        out.write('{\n"type": "FeatureCollection",\n"name": "mines",\n"features": [\n')
        for i in range(points):
            mineral = MINERALS[minerals[i]]
            end = "\n" if i + 1 == points else ",\n"
            out.write(
                f'{{ "type": "Feature", "properties": {{ "id": "S{i:09}", "矿山名称": "合成{mineral}{i:07}号", '
                f'"主要矿种": "{mineral}", "开采方式": "{METHODS[methods[i]]}", "生产规模": "{SCALES[scales[i]]}", '
                f'"矿山状态": "{STATES[states[i]]}" }}, "geometry": {{ "type": "Point", "coordinates": '
                f"[ {x[i]:.7f}, {y[i]:.7f} ] }} }}{end}"
            )
        out.write("]\n}\n")
    print(f"{path.name}: {points} points, {path.stat().st_size} bytes")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--columns", type=int, default=18)
    parser.add_argument("--rows", type=int, default=13)
    parser.add_argument("--levels", type=int, default=10, help="a side has 2**LEVELS segments")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    zones = arguments.folder / "zones.geojson"
    corners = make_zones(zones, arguments.columns, arguments.rows, arguments.levels)
    make_mines(arguments.folder / "mines.geojson", arguments.points, corners)


if __name__ == "__main__":
    main()
