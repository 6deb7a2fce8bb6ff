"""The same work as `oreline flag`, as one would write it with geopandas: read, join, flag, write.

    geopandas_peer.py MINES ZONES OUT [--arrow] [--prepared]

--arrow     read and write through Arrow instead of row by row
--prepared  join from the zones to the mines, so that GEOS prepares each zone once; without it sjoin prepares the points
            and looks at a whole polygon for each of them

OUT ends in .geojson or .gpkg; a GeoPackage gets the layers mines_flagged, mines and prefectures. A mine on a border
gets the unit with the lowest code and the strictest class. Both as from oreline.
"""

import json
import sys
import time
from pathlib import Path

import geopandas

STRICTNESS = ["mild", "moderate", "severe", "extreme"]


def join(mines: geopandas.GeoDataFrame, zones: geopandas.GeoDataFrame, prepared: bool) -> geopandas.GeoDataFrame:
    zones = zones[["adcode", "name", "fragility", "geometry"]].rename(columns={"name": "prefecture"})
    if prepared:
        joined = zones.sjoin(mines, how="right", predicate="intersects")
    else:
        joined = mines.sjoin(zones, how="left", predicate="intersects")
    on_border = joined.index.duplicated(keep=False)
    if on_border.any():
        rank = joined.loc[on_border, "fragility"].map(STRICTNESS.index)
        strictest = rank.groupby(level=0).max().map(STRICTNESS.__getitem__)
        joined = joined.sort_values("adcode", kind="stable")
        joined = joined[~joined.index.duplicated()].sort_index()
        joined.loc[strictest.index, "fragility"] = strictest
    return joined[[*mines.columns.drop("geometry"), "prefecture", "fragility", "geometry"]]


def main() -> None:
    arguments = sys.argv[4:]
    mines_path, zones_path, out = sys.argv[1:4]
    arrow = "--arrow" in arguments
    clock = [time.perf_counter()]
    mines = geopandas.read_file(mines_path, engine="pyogrio", use_arrow=arrow)
    zones = geopandas.read_file(zones_path, engine="pyogrio", use_arrow=arrow)
    clock.append(time.perf_counter())

    joined = join(mines, zones, "--prepared" in arguments)
    clock.append(time.perf_counter())

    joined["flagged"] = joined["fragility"].isin(["severe", "extreme"])
    joined["flag_basis"] = ("fragility:" + joined["fragility"]).where(joined["flagged"])
    clock.append(time.perf_counter())

    if Path(out).suffix == ".gpkg":
        flagged = joined[joined["flagged"]]
        for layer, rows in (("mines_flagged", flagged), ("mines", joined), ("prefectures", zones)):
            rows.to_file(out, layer=layer, engine="pyogrio", use_arrow=arrow)
    else:
        joined.to_file(out, engine="pyogrio", use_arrow=arrow)
    clock.append(time.perf_counter())
    stages = ("read", "join", "judge", "write")
    print(json.dumps({stage: end - start for stage, start, end in zip(stages, clock, clock[1:], strict=False)}))


if __name__ == "__main__":
    main()
