"""Runs oreline and geopandas in turn on mining rights and red lines, compares their results, reports the figures.

    measure_overlap.py --oreline PROGRAM --layers FOLDER --out FOLDER [--runs N] [--document FILE]

Fails when two results differ. Like measure.py it stays small; overlap_check.py compares, in a process of its own.
"""

import argparse
import filecmp
import json
import shutil
import subprocess
import sys
from pathlib import Path

import document
from measure import Tool, machine, remove, stage_table, table, warm

PEER = Path(__file__).with_name("overlap_peer.py")
CHECK = Path(__file__).with_name("overlap_check.py")


def check(result: Path, reference: Path, rights: Path, pieces: Path | None = None) -> dict[str, float]:
    command = [sys.executable, "-W", "ignore", str(CHECK), str(result), str(reference), str(rights)]
    if pieces:
        command += ["--pieces", str(pieces)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{result.name} beside {reference.name}: other results")
    return json.loads(done.stdout)


def described(folder: Path) -> str:
    facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    large = facts["redlines"] - facts["redlines_below_10000"]
    return (
        f"{facts['rights']:,} rights of {facts['rights_corners']:,} corners; {facts['redlines']:,} red lines of "
        f"{facts['redlines_corners']:,} corners, {large} of them of 10,000 to {facts['redlines_largest']:,}, "
        f"{facts['redlines_with_holes']:,} with holes. Boxes meet in {facts['pairs_of_boxes']:,} pairs, polygons in "
        f"{facts['pairs_meeting']:,}; in {facts['pairs_inside']:,} of them the right lies inside the red line, in the "
        f"others it crosses its border. {facts['rights_meeting']:,} rights meet a red line, "
        f"{facts['rights_meeting_several']:,} more than one."
    )


def stages_of(tools: list[Tool]) -> tuple[str, ...]:
    """All that any program times, in the order of the programs, writing last."""
    names = dict.fromkeys(stage for tool in tools for run in tool.stages for stage in run)
    return (*(name for name in names if name not in {"write", "total"}), "write")


def agreement(figures: dict[str, float]) -> str:
    return (
        f"Compared: {figures['rights']:,} rights, of which {figures['meeting']:,} meet a red line and "
        f"{figures['overlapping']:,} overlap one. Square degrees agree to 1e-9 in {figures['within_1e-9']:,} of the "
        f"latter, the largest difference is {figures['largest_difference_relative']:.1e} of an area. In total "
        f"{figures['total_ha']:,.1f} ha, by the peer {figures['reference_total_ha']:,.1f} ha."
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--oreline", type=Path, required=True)
    parser.add_argument("--layers", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--document", type=Path)
    arguments = parser.parse_args()
    rights, redlines = arguments.layers / "rights.geojson", arguments.layers / "redlines.geojson"
    shutil.rmtree(arguments.out, ignore_errors=True)
    arguments.out.mkdir(parents=True)

    def oreline(title: str, name: str, *more: str) -> Tool:
        out = arguments.out / name
        command = [str(arguments.oreline), "flag", "--mines", str(rights), "--redlines", str(redlines), "-o", str(out)]
        # 3: complete, and some mines deserve a second look, as those whose overlap is but a sliver.
        return Tool(title, [*command, "--near", "0m", "--overwrite", "--json", *more], out, accepted=(0, 3))

    def peer(title: str, name: str, *more: str) -> Tool:
        out = arguments.out / name
        script = [sys.executable, "-W", "ignore", str(PEER)]
        return Tool(title, [*script, str(rights), str(redlines), str(out), *more], out)

    plain, careful = "geopandas, plain", "geopandas, careful"
    parts = [
        (
            "GeoJSON to GeoJSON",
            [
                oreline("oreline", "oreline.geojson"),
                oreline("oreline --threads 1", "one-thread.geojson", "--threads", "1"),
            ],
            [peer(plain, "plain.geojson"), peer(careful, "careful.geojson", "--careful")],
        ),
        (
            "GeoJSON to GeoPackage, with the pieces",
            [oreline("oreline", "oreline.gpkg")],
            [peer(plain, "plain.gpkg"), peer(careful, "careful.gpkg", "--careful")],
        ),
    ]
    input_bytes = rights.stat().st_size + redlines.stat().st_size
    # Asked before anything runs: the load is that of other programs.
    report = [*machine(arguments.oreline, "scripts/bench --overlap"), ""]
    report.append(
        f"Input: rights {rights.stat().st_size / 1e6:.0f} MB, red lines {redlines.stat().st_size / 1e6:.0f} MB. "
        f"{described(arguments.layers)} Rounds: {arguments.runs}; median (lowest–highest)."
    )
    for title, ours, peers in parts:
        warm([rights, redlines])
        for number in range(arguments.runs):
            print(f"{title}, round {number + 1} of {arguments.runs}", flush=True)
            for other in [*ours[1:], *peers]:
                ours[0].run()
                other.run()
                other.ratios.append(other.wall_seconds[-1] / ours[0].wall_seconds[-1])
    print("comparing results", flush=True)
    package = parts[1][1][0].out
    for title, ours, peers in parts:
        for other in ours[1:]:
            if not filecmp.cmp(other.out, ours[0].out, shallow=False):
                raise SystemExit(f"{other.title}: other bytes than {ours[0].title}")
        for other in peers:
            figures = check(ours[0].out, other.out, rights, package)
        sizes = ", ".join(f"{tool.title} {tool.out.stat().st_size / 1e6:.0f} MB" for tool in [ours[0], *peers])
        tools = [*ours, *peers]
        stages = stages_of(tools)
        report += ["", f"### {title}", "", *table(tools, input_bytes, "input"), ""]
        report += [f"{agreement(figures)} Output: {sizes}.", ""]
        report += ["By stage, as each program times itself:", "", *stage_table(tools, stages)]
    for _, ours, peers in parts:
        for tool in [*ours, *peers]:
            remove(tool.out)
    text = "\n".join(report)
    print(text)
    if arguments.document:
        document.replace(arguments.document, "overlap", text)


if __name__ == "__main__":
    main()
