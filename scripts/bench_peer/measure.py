"""Runs oreline and geopandas in turn on the same layers, compares their results mine by mine, reports the figures.

    measure.py --oreline PROGRAM --layers FOLDER --out FOLDER [--runs N] [--document FILE]

Fails when two results differ. Uses the standard library alone and reads files bit by bit, so that it stays small: the
peak memory that the system reports for a child is never below that of the process that started it.
"""

import argparse
import datetime
import filecmp
import itertools
import json
import os
import platform
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import document

PEER = Path(__file__).with_name("geopandas_peer.py")
COMPARED = ("id", "prefecture", "fragility", "flagged", "flag_basis")
STAGES = ("read", "check", "join", "judge", "write")


@dataclass
class Tool:
    title: str
    command: list[str]
    out: Path
    # Exit codes that mean success.
    accepted: tuple[int, ...] = (0,)
    wall_seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    peak_bytes: list[int] = field(default_factory=list)
    stages: list[dict[str, float]] = field(default_factory=list)
    # The wall time of each run divided by that of the oreline run just before it.
    ratios: list[float] = field(default_factory=list)

    def run(self) -> None:
        """One process from start to end, with the input in the page cache and no output in the way."""
        remove(self.out)
        # What runs before left to be written must not be written now.
        os.sync()
        start = time.perf_counter()
        with subprocess.Popen(self.command, stdout=subprocess.PIPE) as process:
            output = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        self.wall_seconds.append(time.perf_counter() - start)
        if process.returncode not in self.accepted:
            raise SystemExit(f"{self.title} failed with {process.returncode}: {' '.join(self.command)}")
        self.cpu_seconds.append(usage.ru_utime + usage.ru_stime)
        self.peak_bytes.append(usage.ru_maxrss * 1024)
        result = json.loads(output)
        self.stages.append(result.get("seconds", result))
        print(f"  {self.title}: {self.wall_seconds[-1]:.2f} s, {self.peak_bytes[-1] / 1e6:.0f} MB", flush=True)

    def stage(self, name: str) -> str:
        values = [stages[name] for stages in self.stages if name in stages]
        return f"{statistics.median(values):.2f}" if values else ""


def remove(path: Path) -> None:
    for file in (path, path.with_suffix(".qml"), Path(f"{path}-journal"), Path(f"{path}-wal")):
        file.unlink(missing_ok=True)


def warm(paths: list[Path]) -> None:
    for path in paths:
        with path.open("rb") as file:
            while file.read(1 << 24):
                pass


def verdicts(path: Path) -> Iterator[tuple]:
    """What a result says of each mine, in file order."""
    if path.suffix == ".gpkg":
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        rows = connection.execute(f"SELECT {', '.join(COMPARED)} FROM mines ORDER BY fid")
        for *words, flagged, basis in rows:
            yield *words, bool(flagged), basis
        connection.close()
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith("{") and '"Feature"' in line[:40]:
                properties = json.loads(line.rstrip().removesuffix(","))["properties"]
                yield tuple(properties[name] for name in COMPARED)


def compare(mine: Path, other: Path, title: str) -> Counter:
    """Fails where two results differ; gives counts of the first."""
    counts: Counter = Counter()
    for row, (left, right) in enumerate(itertools.zip_longest(verdicts(mine), verdicts(other))):
        if left != right:
            raise SystemExit(f"feature {row}: oreline says {left}, {title} says {right}")
        counts["mines"] += 1
        counts["flagged"] += left[3]
        counts["zones", left[1]] += 1
    if not counts["mines"] or not counts["flagged"]:
        raise SystemExit(f"{mine}: nothing to compare")
    return counts


def counted(counts: Counter) -> str:
    outside = counts["zones", None]
    zones = sum(1 for key in counts if isinstance(key, tuple) and key[1] is not None)
    return (
        f"{counts['mines']:,} mines, {counts['flagged']:,} flagged, {outside:,} outside all zones, "
        f"{zones} zones that hold mines"
    )


def median(values: list[float]) -> str:
    return f"{statistics.median(values):.2f}"


def spread(values: list[float], digits: int) -> str:
    middle, low, high = statistics.median(values), min(values), max(values)
    return f"{middle:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


def table(tools: list[Tool], input_bytes: int, input_name: str = "mines file") -> list[str]:
    lines = [
        f"| program | wall time, s | CPU time, s | peak memory, MB | memory / {input_name} | wall time / oreline |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for tool in tools:
        peak = max(tool.peak_bytes)
        ratio = spread(tool.ratios, 1) if tool.ratios else "1"
        lines.append(
            f"| {tool.title} | {spread(tool.wall_seconds, 2)} | {spread(tool.cpu_seconds, 2)} | "
            f"{peak / 1e6:.0f} | {peak / input_bytes:.2f} | {ratio} |"
        )
    return lines


def stage_table(tools: list[Tool], stages: tuple[str, ...] = STAGES) -> list[str]:
    lines = ["| program | " + " | ".join(f"{stage}, s" for stage in stages) + " |", "|---|" + "---:|" * len(stages)]
    for tool in tools:
        lines.append(f"| {tool.title} | " + " | ".join(tool.stage(stage) for stage in stages) + " |")
    return lines


def first_line(*command: str) -> str:
    try:
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return text.strip().splitlines()[0] if text.strip() else "unknown"


def machine(oreline: Path, script: str = "scripts/bench") -> list[str]:
    cpu = "unknown"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            cpu = line.partition(":")[2].strip()
            break
    memory = re.search(r"MemTotal:\s+(\d+) kB", Path("/proc/meminfo").read_text())
    kernel = ".".join(platform.release().split(".")[:2])
    gigabytes = int(memory.group(1)) / 2**20 if memory else 0
    versions = subprocess.run(
        [
            sys.executable,
            "-c",
            "import geopandas, pyogrio, shapely, pandas, numpy, pyarrow\n"
            "print(f'geopandas {geopandas.__version__}, pyogrio {pyogrio.__version__} '\n"
            "      f'(GDAL {pyogrio.__gdal_version_string__}), shapely {shapely.__version__} '\n"
            "      f'(GEOS {shapely.geos_version_string}), pandas {pandas.__version__}, numpy {numpy.__version__}, '\n"
            "      f'pyarrow {pyarrow.__version__}, Python ')",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    return [
        f"- machine: {os.cpu_count()} cores ({cpu}), {gigabytes:.0f} GB memory, {platform.system()} {kernel}",
        f"- {first_line(str(oreline), '--version')}, {first_line('rustc', '--version')}, release build, "
        f"GDAL {first_line('gdal-config', '--version')}",
        f"- {versions} {platform.python_version()}",
        f"- {datetime.datetime.now(datetime.UTC):%Y-%m-%d}, `{script}`; load average before the first run "
        f"{os.getloadavg()[0]:.1f}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--oreline", type=Path, required=True)
    parser.add_argument("--layers", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--document", type=Path)
    arguments = parser.parse_args()
    mines, zones = arguments.layers / "mines.geojson", arguments.layers / "zones.geojson"
    shutil.rmtree(arguments.out, ignore_errors=True)
    arguments.out.mkdir(parents=True)

    def oreline(title: str, name: str, *more: str) -> Tool:
        out = arguments.out / name
        layers = ["--mines", str(mines), "--prefectures", str(zones)]
        return Tool(
            title, [str(arguments.oreline), "flag", *layers, "-o", str(out), "--overwrite", "--json", *more], out
        )

    def peer(title: str, name: str, *more: str) -> Tool:
        out = arguments.out / name
        return Tool(title, [sys.executable, "-W", "ignore", str(PEER), str(mines), str(zones), str(out), *more], out)

    plain, arrow, tuned = "geopandas", "geopandas, Arrow", "geopandas, Arrow, zones prepared"
    parts = [
        (
            "GeoJSON to GeoJSON",
            [
                oreline("oreline", "oreline.geojson"),
                oreline("oreline --threads 1", "one-thread.geojson", "--threads", "1"),
            ],
            [
                peer(plain, "plain.geojson"),
                peer(arrow, "arrow.geojson", "--arrow"),
                peer(tuned, "tuned.geojson", "--arrow", "--prepared"),
            ],
        ),
        (
            "GeoJSON to GeoPackage",
            [oreline("oreline", "oreline.gpkg")],
            [peer(plain, "plain.gpkg"), peer(tuned, "tuned.gpkg", "--arrow", "--prepared")],
        ),
    ]
    input_bytes = mines.stat().st_size
    # Asked before anything runs: the load is that of other programs.
    report = [*machine(arguments.oreline), ""]
    report.append(
        f"Input: mines {mines.stat().st_size / 1e6:.0f} MB, zones {zones.stat().st_size / 1e6:.0f} MB. "
        f"Rounds: {arguments.runs}; median (lowest–highest)."
    )
    for title, ours, peers in parts:
        warm([mines, zones])
        for number in range(arguments.runs):
            print(f"{title}, round {number + 1} of {arguments.runs}", flush=True)
            for other in ours[1:]:
                ours[0].run()
                other.run()
                other.ratios.append(other.wall_seconds[-1] / ours[0].wall_seconds[-1])
            for other in peers:
                ours[0].run()
                other.run()
                other.ratios.append(other.wall_seconds[-1] / ours[0].wall_seconds[-1])
        print("comparing results", flush=True)
        for other in ours[1:]:
            if not filecmp.cmp(other.out, ours[0].out, shallow=False):
                raise SystemExit(f"{other.title}: other bytes than {ours[0].title}")
        for other in peers:
            counts = compare(ours[0].out, other.out, other.title)
        sizes = ", ".join(f"{tool.title} {tool.out.stat().st_size / 1e6:.0f} MB" for tool in [ours[0], *peers])
        report += ["", f"### {title}", "", *table([*ours, *peers], input_bytes), ""]
        report += [f"The same result in all, mine by mine: {counted(counts)}. Output: {sizes}.", ""]
        report += ["By stage, as each program times itself:", "", *stage_table([*ours, *peers])]
        for tool in [*ours, *peers]:
            remove(tool.out)
    text = "\n".join(report)
    print(text)
    if arguments.document:
        document.replace(arguments.document, "bench", text)


if __name__ == "__main__":
    main()
