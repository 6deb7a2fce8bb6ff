"""The same work as `oreline flag`, as one would write it with geopandas: read, join, flag, write.

    geopandas_peer.py MINES ZONES OUT [--arrow]

Mines that lie on a border belong to several zones; one is kept, as oreline does: the strictest class, the lowest code.
"""

import json
import sys
import time

import geopandas

STRICTNESS = {"mild": 0, "moderate": 1, "severe": 2, "extreme": 3}


def main() -> None:
    mines_path, zones_path, out_path = sys.argv[1:4]
    arrow = "--arrow" in sys.argv[4:]
    clock = [time.perf_counter()]
    mines = geopandas.read_file(mines_path, engine="pyogrio", use_arrow=arrow)
    zones = geopandas.read_file(zones_path, engine="pyogrio", use_arrow=arrow)
    clock.append(time.perf_counter())

    zones = zones[["adcode", "name", "fragility", "geometry"]].rename(columns={"name": "prefecture"})
    joined = mines.sjoin(zones, how="left", predicate="intersects")
    if joined.index.has_duplicates:
        order = joined["fragility"].map(STRICTNESS)
        joined = joined.assign(order=order).sort_values(["order", "adcode"], ascending=[False, True], kind="stable")
        joined = joined[~joined.index.duplicated()].sort_index().drop(columns="order")
    joined = joined.drop(columns=["index_right", "adcode"])
    clock.append(time.perf_counter())

    joined["flagged"] = joined["fragility"].isin(["severe", "extreme"])
    joined["flag_basis"] = ("fragility:" + joined["fragility"]).where(joined["flagged"])
    clock.append(time.perf_counter())

    joined.to_file(out_path, engine="pyogrio", use_arrow=arrow)
    clock.append(time.perf_counter())
    stages = ("read", "join", "judge", "write")
    print(json.dumps({stage: end - start for stage, start, end in zip(stages, clock, clock[1:])}))


if __name__ == "__main__":
    main()
