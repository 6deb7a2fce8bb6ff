"""The same work as `oreline flag` on polygons of mining rights and red lines, as one would write it with geopandas.

    overlap_peer.py RIGHTS REDLINES OUT [--careful]

Each right gets `redline` (it meets a red line), `ovl_ha` (its area inside red lines in hectares, where red lines
overlap counted once), `ovl_pct` (the same in per cent of the right) and `ovl_deg2` (the same in square degrees, for the
comparison of results). Hectares are taken on the equal-area projection EPSG:6933.

OUT ends in .geojson or .gpkg; a GeoPackage gets the layers mines_flagged, mines, redlines and overlaps, which holds the
piece of each right in each red line. Neither form looks at the validity of what it reads.

The plain form does what the documentation of geopandas and shapely suggests: candidates by the spatial index with a
predicate, `shapely.intersection` of all pairs, `shapely.union_all` of the pieces of each right.

--careful gives the same and spares what can be spared: it reads and writes through Arrow; prepares each red line once
and asks from the red lines to the rights; intersects nothing where a right lies inside a red line; clips a large red
line to the box of the right first, since GEOS walks along all of it in several passes; unites only where several red
lines cross a right; and uses all cores for the intersections.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import geopandas
import numpy
import shapely

EQUAL_AREA = "EPSG:6933"
# A red line of more corners is clipped before it is intersected; for smaller ones that costs more than it saves.
CLIPPED_FROM = 1_000


@dataclass
class Overlap:
    """Pairs of rows (right, red line) that meet, sorted, with the piece of each; then, per right that meets any, its
    row, its area inside red lines in square degrees and in hectares, and its whole area in hectares."""

    right: numpy.ndarray
    redline: numpy.ndarray
    pieces: numpy.ndarray
    rows: numpy.ndarray
    square_degrees: numpy.ndarray
    hectares: numpy.ndarray
    whole_hectares: numpy.ndarray


def hectares_of(geometries: numpy.ndarray, crs: object) -> numpy.ndarray:
    return geopandas.GeoSeries(geometries, crs=crs).to_crs(EQUAL_AREA).area.to_numpy() / 1e4


def unite(groups: list[numpy.ndarray]) -> numpy.ndarray:
    united = numpy.empty(len(groups), dtype=object)
    united[:] = [shapely.union_all(group) for group in groups]
    return united


def plain(rights: geopandas.GeoDataFrame, redlines: geopandas.GeoDataFrame, lap: Callable[[str], None]) -> Overlap:
    right, redline = redlines.sindex.query(rights.geometry, predicate="intersects", sort=True)
    lap("pairs")
    pieces = shapely.intersection(rights.geometry.to_numpy()[right], redlines.geometry.to_numpy()[redline])
    lap("cut")
    rows, starts = numpy.unique(right, return_index=True)
    united = unite(numpy.split(pieces, starts[1:]))
    lap("unite")
    whole = hectares_of(rights.geometry.to_numpy()[rows], rights.crs)
    hectares = hectares_of(united, rights.crs)
    overlap = Overlap(right, redline, pieces, rows, shapely.area(united), hectares, whole)
    lap("area")
    return overlap


def clipped(redline: shapely.Geometry, right: shapely.Geometry) -> shapely.Geometry:
    return shapely.clip_by_rect(redline, *right.bounds)


def careful(rights: geopandas.GeoDataFrame, redlines: geopandas.GeoDataFrame, lap: Callable[[str], None]) -> Overlap:
    mines, zones = rights.geometry.to_numpy(), redlines.geometry.to_numpy()
    shapely.prepare(zones)
    redline, right = rights.sindex.query(redlines.geometry, predicate="intersects")
    # Asked in this order, so that one prepared red line after the other is in the processor's cache.
    inside = shapely.contains_properly(zones[redline], mines[right])
    order = numpy.lexsort((redline, right))
    right, redline, inside = right[order], redline[order], inside[order]
    lap("pairs")

    pieces = mines[right]
    crossing = numpy.flatnonzero(~inside)
    others = zones[redline[crossing]]
    for pair in numpy.flatnonzero(shapely.get_num_coordinates(others) > CLIPPED_FROM):
        others[pair] = clipped(others[pair], pieces[crossing[pair]])
    # Many slices for each core: some take longer than others.
    slices = numpy.array_split(numpy.arange(len(crossing)), 16 * (os.cpu_count() or 1))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        cut = pool.map(lambda part: shapely.intersection(pieces[crossing[part]], others[part]), slices)
        pieces[crossing] = numpy.concatenate(list(cut))
    lap("cut")

    rows, starts, counts = numpy.unique(right, return_index=True, return_counts=True)
    is_whole = numpy.logical_or.reduceat(inside, starts)
    united = pieces[starts]
    united[is_whole] = mines[rows[is_whole]]
    several = numpy.flatnonzero((counts > 1) & ~is_whole)
    united[several] = unite([pieces[starts[row] : starts[row] + counts[row]] for row in several])
    lap("unite")

    whole = hectares_of(mines[rows], rights.crs)
    hectares = whole.copy()
    hectares[~is_whole] = hectares_of(united[~is_whole], rights.crs)
    overlap = Overlap(right, redline, pieces, rows, shapely.area(united), hectares, whole)
    lap("area")
    return overlap


def main() -> None:
    rights_path, redlines_path, out = sys.argv[1:4]
    arrow = "--careful" in sys.argv[4:]
    seconds: dict[str, float] = {}
    last = time.perf_counter()

    def lap(stage: str) -> None:
        nonlocal last
        now = time.perf_counter()
        seconds[stage], last = now - last, now

    rights = geopandas.read_file(rights_path, engine="pyogrio", use_arrow=arrow)
    redlines = geopandas.read_file(redlines_path, engine="pyogrio", use_arrow=arrow)
    lap("read")
    overlap = (careful if arrow else plain)(rights, redlines, lap)

    met = numpy.zeros(len(rights), dtype=bool)
    met[overlap.rows] = True
    rights["redline"] = met
    per_cent = 100.0 * overlap.hectares / overlap.whole_hectares
    for name, values in (("ovl_ha", overlap.hectares), ("ovl_pct", per_cent), ("ovl_deg2", overlap.square_degrees)):
        column = numpy.zeros(len(rights))
        column[overlap.rows] = values
        rights[name] = column
    if Path(out).suffix == ".gpkg":
        pieces = geopandas.GeoDataFrame(
            {
                "mine": rights["id"].to_numpy()[overlap.right],
                "kind": "redline",
                "zone": redlines["name"].to_numpy()[overlap.redline],
                "area_ha": hectares_of(overlap.pieces, rights.crs),
            },
            geometry=overlap.pieces,
            crs=rights.crs,
        )
        layers = {"mines_flagged": rights[met], "mines": rights, "redlines": redlines, "overlaps": pieces}
        for layer, frame in layers.items():
            frame.to_file(out, layer=layer, engine="pyogrio", use_arrow=arrow)
    else:
        rights.to_file(out, engine="pyogrio", use_arrow=arrow)
    lap("write")
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
