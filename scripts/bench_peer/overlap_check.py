"""Compares two results of the overlap benchmark right by right, and fails where they differ.

    overlap_check.py RESULT REFERENCE RIGHTS [--pieces PACKAGE]

RESULT is a file of oreline or of overlap_peer.py, REFERENCE one of the latter, RIGHTS the layer that both were made
from. What must agree:

- the ids, in their order, and `redline`, exactly;
- the area inside red lines in square degrees, to 1e-9 of it. Where so little is below the rounding of coordinates there
  is room for that: 1e-14 degrees times the right's perimeter (the doubles at 100 degrees are 1.4e-14 degrees apart);
- `ovl_ha` in total, to 1e-6, and right by right to 2e-4 of the right: the peer's projection bends what is straight in
  longitude and latitude, and takes the sides between corners for straight. In the total that cancels out;
- `ovl_pct`, to 0.02.

RESULT has square degrees when it is of the peer. Otherwise they come from PACKAGE, the GeoPackage of the same program:
from the union of the pieces of each right in its layer `overlaps`. Then `ovl_ha` and `ovl_pct` must agree with the area
of that union on the ellipsoid too, to 1e-9 of it or ten square centimetres; it is integrated here by a way of its own.
Pieces that GEOS does not call valid are counted and repaired first.

Prints one JSON object with the counts and the largest differences.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy
import pyogrio
import shapely

DEGREES = 1e-9
ROUNDING_DEGREES = 1e-14
PROJECTED = 2e-4
TOTAL = 1e-6
ON_ELLIPSOID = 1e-9
ROUNDING_HA = 1e-7
# CGCS2000.
SEMI_MAJOR_M = 6378137.0
FLATTENING = 1.0 / 298.257222101


@dataclass
class Result:
    ids: numpy.ndarray
    redline: numpy.ndarray
    hectares: numpy.ndarray
    per_cent: numpy.ndarray
    square_degrees: numpy.ndarray | None


def load(path: Path) -> Result:
    layer = "mines" if path.suffix == ".gpkg" else None
    rows = pyogrio.read_dataframe(path, layer=layer, read_geometry=False)
    numbers = {name: rows[name].fillna(0.0).to_numpy(float) for name in ("ovl_ha", "ovl_pct")}
    degrees = rows["ovl_deg2"].to_numpy(float) if "ovl_deg2" in rows else None
    redline = rows["redline"].to_numpy(bool)
    return Result(rows["id"].to_numpy(str), redline, numbers["ovl_ha"], numbers["ovl_pct"], degrees)


def unions(path: Path, ids: numpy.ndarray) -> tuple[numpy.ndarray, int]:
    """Per right the union of its pieces in red lines, empty where it has none; and how many pieces were repaired."""
    pieces = pyogrio.read_dataframe(path, layer="overlaps")
    pieces = pieces[(pieces["kind"] == "redline") & pieces.geometry.notna()]
    row_of = {mine: row for row, mine in enumerate(ids)}
    rows = numpy.array([row_of[str(mine)] for mine in pieces["mine"]], dtype=int)
    order = numpy.argsort(rows, kind="stable")
    rows, geometries = rows[order], pieces.geometry.to_numpy()[order]
    invalid = ~shapely.is_valid(geometries)
    geometries[invalid] = shapely.make_valid(geometries[invalid])
    united = numpy.full(len(ids), shapely.Polygon(), dtype=object)
    starts = numpy.flatnonzero(numpy.diff(rows, prepend=-1))
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=False):
        united[rows[start]] = shapely.union_all(geometries[start:end])
    return united, int(invalid.sum())


def ellipsoid_hectares(geometries: numpy.ndarray) -> numpy.ndarray:
    """The integral of the area between each edge and the parallel of the polygon's first corner, by Gauss-Legendre with
    five points; the edges are straight in longitude and latitude. Shells are taken with a plus, holes with a minus."""
    e2 = FLATTENING * (2.0 - FLATTENING)
    e = numpy.sqrt(e2)
    b2 = (SEMI_MAJOR_M * (1.0 - FLATTENING)) ** 2

    def to_equator(latitude: numpy.ndarray) -> numpy.ndarray:
        s = numpy.sin(latitude)
        return b2 / 2.0 * (s / (1.0 - e2 * s * s) + numpy.arctanh(e * s) / e)

    parts, part_owner = shapely.get_parts(geometries, return_index=True)
    polygonal = shapely.get_type_id(parts) == 3
    parts, part_owner = shapely.orient_polygons(parts[polygonal]), part_owner[polygonal]
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    points = numpy.radians(points)
    first = numpy.searchsorted(ring, ring)
    level = to_equator(points[first, 1])
    same = ring[1:] == ring[:-1]
    start, end, level, ring = points[:-1][same], points[1:][same], level[:-1][same], ring[:-1][same]
    nodes, weights = numpy.polynomial.legendre.leggauss(5)
    mean = numpy.zeros(len(start))
    for node, weight in zip(nodes, weights, strict=True):
        at = (start[:, 1] + end[:, 1]) / 2 + node * (end[:, 1] - start[:, 1]) / 2
        mean += weight / 2 * (to_equator(at) - level)
    square_metres = -mean * (end[:, 0] - start[:, 0])
    owner = part_owner[ring_part[ring]]
    return numpy.bincount(owner, weights=square_metres, minlength=len(geometries)) / 1e4


def agree(what: str, found: numpy.ndarray, expected: numpy.ndarray, room: numpy.ndarray, ids: numpy.ndarray) -> None:
    # Written so that something that is no number does not agree.
    wrong = numpy.flatnonzero(~(numpy.abs(found - expected) <= room))
    if len(wrong):
        row = wrong[0]
        values = f"{float(found[row])!r} instead of {float(expected[row])!r}"
        raise SystemExit(f"{what} differs in {len(wrong)} of {len(ids)} rights, first in {ids[row]}: {values}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("result", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("rights", type=Path)
    parser.add_argument("--pieces", type=Path)
    arguments = parser.parse_args()
    result, reference = load(arguments.result), load(arguments.reference)
    rights = pyogrio.read_dataframe(arguments.rights)
    ids = rights["id"].to_numpy(str)
    for each, path in ((result, arguments.result), (reference, arguments.reference)):
        if not numpy.array_equal(each.ids, ids):
            raise SystemExit(f"{path}: not the ids of {arguments.rights} in their order")
    expected = reference.square_degrees
    if expected is None or not (reference.redline.any() and (expected > 0).any()):
        raise SystemExit(f"{arguments.reference}: nothing to compare")
    whole_ha = ellipsoid_hectares(rights.geometry.to_numpy())

    agree("redline", result.redline.astype(float), reference.redline.astype(float), numpy.zeros(len(ids)), ids)
    report = {"rights": len(ids), "meeting": int(reference.redline.sum()), "overlapping": int((expected > 0).sum())}
    if arguments.pieces:
        united, report["invalid_pieces"] = unions(arguments.pieces, ids)
        result.square_degrees = shapely.area(united)
        exact_ha = ellipsoid_hectares(united)
        room = numpy.maximum(ON_ELLIPSOID * exact_ha, ROUNDING_HA)
        agree("ovl_ha beside its pieces", result.hectares, exact_ha, room, ids)
        room, exact = 100.0 * room / whole_ha, 100.0 * exact_ha / whole_ha
        agree("ovl_pct beside its pieces", result.per_cent, exact, room, ids)
        report["largest_difference_ellipsoid_ha"] = float(numpy.abs(result.hectares - exact_ha).max())
        report["total_ellipsoid_ha"] = float(exact_ha.sum())
    if result.square_degrees is None:
        raise SystemExit(f"{arguments.result}: no square degrees; name the package with the pieces (--pieces)")
    difference, room = numpy.abs(result.square_degrees - expected), DEGREES * expected
    rounding = ROUNDING_DEGREES * shapely.length(rights.geometry.to_numpy())
    agree("the area in square degrees", result.square_degrees, expected, room + rounding, ids)
    overlapping = expected > 0
    report["within_1e-9"] = int((difference <= room)[overlapping].sum())
    report["largest_difference_relative"] = float((difference[overlapping] / expected[overlapping]).max())
    agree("ovl_ha", result.hectares, reference.hectares, PROJECTED * whole_ha, ids)
    agree("ovl_pct", result.per_cent, reference.per_cent, numpy.full(len(ids), 100.0 * PROJECTED), ids)
    total, reference_total = float(result.hectares.sum()), float(reference.hectares.sum())
    if not abs(total - reference_total) <= TOTAL * reference_total:
        raise SystemExit(f"the total of ovl_ha is {total!r} instead of {reference_total!r}")
    report |= {"total_ha": total, "reference_total_ha": reference_total}
    print(json.dumps(report))


if __name__ == "__main__":
    main()
