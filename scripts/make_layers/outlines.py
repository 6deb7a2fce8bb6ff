"""Outlines of synthetic mining rights: drawn in metres, kept with the nine decimals of a degree that a register has."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import Polygon
from shapely.geometry.polygon import orient

from .ellipsoid import Place, metres_per_degree

CORNER_DECIMALS = 9


@dataclass(frozen=True)
class Frame:
    """Metres east and north of a place."""

    longitude: float
    latitude: float

    def place(self, east: float, north: float) -> Place:
        width, height = metres_per_degree(self.latitude)
        longitude, latitude = self.longitude + east / width, self.latitude + north / height
        return round(longitude, CORNER_DECIMALS), round(latitude, CORNER_DECIMALS)

    def metres(self, place: Place) -> tuple[float, float]:
        width, height = metres_per_degree(self.latitude)
        return (place[0] - self.longitude) * width, (place[1] - self.latitude) * height

    def polygon(self, corners: Sequence[tuple[float, float]]) -> Polygon:
        return Polygon([self.place(east, north) for east, north in corners])

    def moved(self, east_km: float, north_km: float) -> "Frame":
        return Frame(*self.place(1000 * east_km, 1000 * north_km))


def star(source: random.Random, frame: Frame, corners: int, area_km2: float) -> Polygon:
    """An irregular outline around the frame's origin; only random() is used, the same in every Python release."""
    turn = source.random()
    rays = []
    for corner in range(corners):
        angle = 2 * math.pi * (corner + turn + 0.5 * source.random()) / corners
        radius = 0.7 + 0.6 * source.random()
        rays.append((radius * math.cos(angle), radius * math.sin(angle)))
    factor = math.sqrt(area_km2 * 1e6 / Polygon(rays).area)
    return frame.polygon([(factor * x, factor * y) for x, y in rays])


def block(frame: Frame, width_km: float, height_km: float, turn_deg: float = 0.0, notch: float = 0.0) -> Polygon:
    """A rectangle around the frame's origin, turned clockwise; with a notch cut out of one corner it is an L."""
    w, h = 500 * width_km, 500 * height_km
    corners = [(-w, -h), (w, -h), (w, h), (-w, h)]
    if notch:
        corners[2:3] = [(w, h - 2 * h * notch), (w - 2 * w * notch, h - 2 * h * notch), (w - 2 * w * notch, h)]
    turn = math.radians(turn_deg)
    sine, cosine = math.sin(turn), math.cos(turn)
    return frame.polygon([(x * cosine + y * sine, y * cosine - x * sine) for x, y in corners])


def pierced(outline: Polygon, hole: Polygon) -> Polygon:
    """The outline without the hole, no corner moved."""
    return Polygon(outline.exterior.coords, [*(ring.coords for ring in outline.interiors), hole.exterior.coords])


@dataclass(frozen=True)
class Edge:
    """One edge of a ring that runs counter-clockwise: its ends, what lies to its right is outside."""

    start: Place
    end: Place

    def frame(self) -> tuple[Frame, tuple[float, float], tuple[float, float], float]:
        """A frame at its middle, unit vectors along it and out of the ring, and its length in metres."""
        frame = Frame((self.start[0] + self.end[0]) / 2, (self.start[1] + self.end[1]) / 2)
        (x1, y1), (x2, y2) = frame.metres(self.start), frame.metres(self.end)
        length = math.hypot(x2 - x1, y2 - y1)
        along = ((x2 - x1) / length, (y2 - y1) / length)
        return frame, along, (along[1], -along[0]), length


def edges_towards(ring: Polygon, azimuth_deg: float, count: int = 1) -> list[Edge]:
    """Consecutive edges of a convex ring, the first of them the one that looks most nearly in a direction."""
    corners = list(orient(ring).exterior.coords)[:-1]
    wanted = math.radians(azimuth_deg)
    edges = [Edge(a, b) for a, b in zip(corners, corners[1:] + corners[:1])]

    def looks(edge: Edge) -> float:
        _, _, (east, north), _ = edge.frame()
        return east * math.sin(wanted) + north * math.cos(wanted)

    first = max(range(len(edges)), key=lambda number: looks(edges[number]))
    return [edges[(first + number) % len(edges)] for number in range(count)]


def beside(ring: Polygon, azimuth_deg: float, gap_m: float, width_m: float, depth_m: float, lean: float = 0.2) -> Polygon:
    """A right whose inner side runs along an edge of a ring, `gap_m` outside of it (inside, if negative)."""
    frame, along, out, _ = edges_towards(ring, azimuth_deg)[0].frame()
    half = width_m / 2
    corners = [
        (-half, gap_m),
        (half, gap_m),
        (half * (1 + lean), gap_m + depth_m * 0.6),
        (half * 0.5, gap_m + depth_m),
        (-half * (1 - lean), gap_m + depth_m * 0.9),
    ]
    return frame.polygon([(a * along[0] + o * out[0], a * along[1] + o * out[1]) for a, o in corners])


def sharing(ring: Polygon, azimuth_deg: float, edges: int, depth_m: float, shift_m: float = 0.0) -> Polygon:
    """A right that has consecutive corners of a ring as its own, moved outwards by `shift_m` where that is not nought."""
    shared = edges_towards(ring, azimuth_deg, edges)
    frame, along, out, length = shared[edges // 2].frame()

    def moved(place: Place) -> Place:
        if shift_m == 0.0:
            return place
        east, north = frame.metres(place)
        return frame.place(east + shift_m * out[0], north + shift_m * out[1])

    reach = length * edges / 2
    inner = [moved(edge.start) for edge in shared] + [moved(shared[-1].end)]
    outer = [(reach, depth_m), (0.0, depth_m * 1.3), (-reach, depth_m)]
    return Polygon(inner + [frame.place(a * along[0] + o * out[0], a * along[1] + o * out[1]) for a, o in outer])


def pointing(ring: Polygon, azimuth_deg: float, reach_m: float | None, side_m: float) -> Polygon:
    """A right with one corner at a ring: `reach_m` inside an edge of it, or, without a number, on a corner of it."""
    edge = edges_towards(ring, azimuth_deg)[0]
    frame, along, out, _ = edge.frame()
    tip = edge.end if reach_m is None else frame.place(-reach_m * out[0], -reach_m * out[1])
    base = frame.metres(tip)

    def corner(a: float, o: float) -> Place:
        return frame.place(base[0] + a * along[0] + o * out[0], base[1] + a * along[1] + o * out[1])

    return Polygon([tip, corner(side_m, side_m), corner(0, 1.8 * side_m), corner(-side_m, side_m)])


def together(*parts: Polygon) -> shapely.MultiPolygon:
    return shapely.MultiPolygon(parts)
