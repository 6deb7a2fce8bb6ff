"""Schematic outlines: belts along mountain ranges, reserves as ellipses. Not surveyed, and every feature says so."""

import math

import shapely
from shapely.affinity import scale
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from .geojson import GRID_DEGREES

KM_PER_DEGREE = 111.32
STEPS_PER_LEG = 8
CIRCLE_SEGMENTS = 16
BELT_TOLERANCE_DEGREES = 0.012
ELLIPSE_VERTICES = 48
SKETCH_DECIMALS = 4
CRUMB_SHARE = 0.005


def belt(nodes: list[dict[str, str]], within: BaseGeometry, latitude: float) -> BaseGeometry:
    """The area swept by a circle that runs along each branch while its radius changes."""
    squeeze = math.cos(math.radians(latitude))
    branches: dict[str, list[tuple[float, float, float]]] = {}
    for node in nodes:
        x = float(node["lon"]) * squeeze
        half_width = float(node["half_width_km"]) / KM_PER_DEGREE
        branches.setdefault(node["branch"], []).append((x, float(node["lat"]), half_width))
    hulls = []
    for line in branches.values():
        circles = [Point(x, y).buffer(r, quad_segs=CIRCLE_SEGMENTS) for x, y, r in smoothed(line)]
        hulls += [first.union(second).convex_hull for first, second in zip(circles, circles[1:])]
    swept = shapely.union_all(hulls).simplify(BELT_TOLERANCE_DEGREES)
    outline = scale(swept, xfact=1 / squeeze, yfact=1, origin=(0, 0))
    return clipped(outline, within)


def smoothed(nodes: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """A Catmull-Rom curve through the nodes, so that a few drawn points give a soft outline."""
    padded = [nodes[0], *nodes, nodes[-1]]
    result = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:]):
        for step in range(STEPS_PER_LEG):
            t = step / STEPS_PER_LEG
            result.append(tuple(catmull_rom(*axis, t) for axis in zip(before, start, end, after)))
    return [*result, nodes[-1]]


def catmull_rom(before: float, start: float, end: float, after: float, t: float) -> float:
    return 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t * t
        + (3 * start - before - 3 * end + after) * t**3
    )


def ellipse(row: dict[str, str], within: BaseGeometry) -> BaseGeometry:
    """An ellipse by centre, length, width and the azimuth of its long axis, clockwise from north."""
    longitude, latitude = float(row["lon"]), float(row["lat"])
    along, across = float(row["length_km"]) / 2, float(row["width_km"]) / 2
    azimuth = math.radians(float(row["azimuth_deg"]))
    points = []
    for index in range(ELLIPSE_VERTICES):
        turn = 2 * math.pi * index / ELLIPSE_VERTICES
        a, b = along * math.cos(turn), across * math.sin(turn)
        east = a * math.sin(azimuth) + b * math.cos(azimuth)
        north = a * math.cos(azimuth) - b * math.sin(azimuth)
        x = longitude + east / (KM_PER_DEGREE * math.cos(math.radians(latitude)))
        points.append((x, latitude + north / KM_PER_DEGREE))
    return clipped(Polygon(points), within)


def clipped(outline: BaseGeometry, within: BaseGeometry) -> BaseGeometry:
    """Cut at the border of the set, on the coordinate grid of the files so that rounding cannot break the result."""
    coarse = shapely.set_precision(outline, 10.0**-SKETCH_DECIMALS)
    found = shapely.intersection(coarse, within, grid_size=GRID_DEGREES)
    # A crooked border leaves crumbs of the outline behind it; they mean nothing in a sketch.
    parts = [part for part in shapely.get_parts(found) if part.area >= CRUMB_SHARE * found.area]
    return shapely.union_all(parts, grid_size=GRID_DEGREES)
