"""Times questions about places: one place in a new process, beside geopandas reading the same layers; and a stream of places.

    measure_query.py --oreline PROGRAM --zones FILE --mines FILE --out FOLDER [--runs N] [--document FILE]

Fails when the names of the zones differ, and when the stream finds another number of places outside than is counted here
by its answers.
"""

import argparse
import datetime
import json
import os
import statistics
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import document

PEER = Path(__file__).with_name("query_peer.py")
COLD_RUNS = 25


def wall(command: list[str], **more) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True, **more)
    return time.perf_counter() - start, done.stdout


def spread(values: list[float], factor: float, digits: int) -> str:
    middle, low, high = (value * factor for value in (statistics.median(values), min(values), max(values)))
    return f"{middle:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


def layers_of(plan: Path) -> list[Path]:
    stated = tomllib.loads((plan / "plan.toml").read_text(encoding="utf-8"))
    return [plan / zones["path"] for zones in stated["zones"] if zones["kind"] != "receptor"]


def one_place(oreline: str, plan: Path, place: str, runs: int, title: str) -> str:
    subprocess.run([oreline, "index", str(plan), "--quiet"], check=False)
    layers = layers_of(plan)
    ask = [oreline, "query", str(plan), "--at", place, "--json", "--quiet"]
    peer = [sys.executable, str(PEER), *place.split(","), *map(str, layers)]
    mine, slow, other = [], [], []
    for _ in range(runs):
        for _ in range(COLD_RUNS):
            seconds, answer = wall(ask)
            mine.append(seconds)
        seconds, by_layers = wall([*ask, "--no-index"])
        slow.append(seconds)
        seconds, names = wall(peer)
        other.append(seconds)
    zones = json.loads(answer)["answers"][0]["zones"]
    if by_layers != answer or sorted(zone["name"] for zone in zones) != json.loads(names) or not zones:
        raise SystemExit(f"{title}: oreline says {answer}, without the index {by_layers}, geopandas {names}")
    ratio = statistics.median(other) / statistics.median(mine)
    size = sum(path.stat().st_size for path in layers) / 1e6
    index = (plan / "plan.oreindex").stat().st_size / 1e6
    print(f"  {title}: {statistics.median(mine) * 1e3:.1f} ms, {ratio:.0f} times", flush=True)
    return (
        f"| {title} | {size:.1f} | {index:.1f} | {spread(mine, 1e3, 1)} | {spread(slow, 1e3, 0)} "
        f"| {spread(other, 1e3, 0)} | {ratio:.0f} |"
    )


def stream(oreline: str, plan: Path, points: Path, runs: int) -> list[str]:
    count = sum(1 for _ in points.open("rb"))
    rates = []
    for _ in range(runs):
        with points.open("rb") as places, open(os.devnull, "wb") as nowhere:
            start = time.perf_counter()
            subprocess.run(
                [oreline, "query", str(plan), "--at", "-", "--quiet"], stdin=places, stdout=nowhere, check=True
            )
            rates.append(count / (time.perf_counter() - start))
    through_pipe = []
    for _ in range(runs):
        start = time.perf_counter()
        command = f"cat '{points}' | '{oreline}' query '{plan}' --at - --quiet | cat > {os.devnull}"
        subprocess.run(command, shell=True, check=True)
        through_pipe.append(count / (time.perf_counter() - start))
    outside = 0
    with points.open("rb") as places:
        answers = subprocess.Popen(
            [oreline, "query", str(plan), "--at", "-", "--quiet"], stdin=places, stdout=subprocess.PIPE, text=True
        )
        lines = 0
        for line in answers.stdout:
            lines += 1
            outside += '"zones":[]' in line
    if lines != count or not 0 < outside < count:
        raise SystemExit(f"{count} places, {lines} answers, {outside} outside")
    print(f"  stream: {statistics.median(rates) / 1e6:.2f} million a second", flush=True)
    return [
        f"A stream of {count:,} places (`--at -`), start included, {outside:,} of them outside all zones: "
        f"{spread(rates, 1e-6, 2)} million places a second from a file, {spread(through_pipe, 1e-6, 2)} million between two "
        "pipes of `cat`, which take part of the same cores."
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--oreline", required=True)
    parser.add_argument("--zones", type=Path, required=True)
    parser.add_argument("--mines", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--document", type=Path)
    arguments = parser.parse_args()
    large = arguments.out
    large.mkdir(parents=True, exist_ok=True)
    zones = os.path.relpath(arguments.zones, large)
    (large / "plan.toml").write_text(
        f'[mines]\npath = "{os.path.relpath(arguments.mines, large)}"\n\n'
        f'[[zones]]\nkind = "prefecture"\npath = "{zones}"\nname = "name"\nclass = "fragility"\n',
        encoding="utf-8",
    )
    points = large / "points.txt"
    with arguments.mines.open(encoding="utf-8") as mines, points.open("w", encoding="utf-8") as out:
        for line in mines:
            if line.startswith("{") and '"Feature"' in line[:40]:
                longitude, latitude = json.loads(line.rstrip().removesuffix(","))["geometry"]["coordinates"]
                out.write(f"{longitude},{latitude}\n")
    oreline, runs = arguments.oreline, arguments.runs
    rows = [
        one_place(oreline, Path("layers/xinjiang"), "75.99,39.72", runs, "layers/xinjiang"),
        one_place(oreline, large, "100.1234,35.4321", runs, "350 zones, 2.15 million corners"),
    ]
    told = stream(oreline, large, points, runs)
    # The shipped layers stay as they are.
    Path("layers/xinjiang/plan.oreindex").unlink(missing_ok=True)
    version = subprocess.run([oreline, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    import geopandas
    import pyogrio
    import shapely

    text = "\n".join([
        f"- {os.cpu_count()} cores, {version}, geopandas {geopandas.__version__}, pyogrio {pyogrio.__version__} "
        f"(GDAL {pyogrio.__gdal_version_string__}), shapely {shapely.__version__}",
        f"- {datetime.date.today()}, `scripts/bench --query`; load average before the end {os.getloadavg()[0]:.1f}",
        "",
        "| layers | layers, MB | index, MB | oreline with index, ms | oreline without, ms | geopandas, ms | geopandas / oreline |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *rows,
        "",
        *told,
    ])
    print(text)
    if arguments.document:
        document.replace(arguments.document, "query", text)


if __name__ == "__main__":
    main()
