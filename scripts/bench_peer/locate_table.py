"""Reads criterion's estimates of benches/locate.rs and puts a table into the document.

locate_table.py CRITERION_FOLDER DOCUMENT
"""

import json
import os
import sys
from pathlib import Path

import document

METHODS = {
    "contains": "R-tree of boxes, then `geo` `Polygon::contains`",
    "interval-tree": "R-tree of boxes, then `geo` `IntervalTreeMultiPolygon`",
    "oreline": "`oreline::join::join`",
}


def points_per_second(folder: Path) -> float:
    estimates = json.loads((folder / "new" / "estimates.json").read_text())
    benchmark = json.loads((folder / "new" / "benchmark.json").read_text())
    return benchmark["throughput"]["Elements"] / (estimates["median"]["point_estimate"] * 1e-9)


def main() -> None:
    criterion, text = Path(sys.argv[1]) / "locate", Path(sys.argv[2])
    sizes = sorted(int(folder.name) for folder in (criterion / "oreline").iterdir() if folder.name.isdigit())
    lines = ["| method | " + " | ".join(f"{size:,} zones" for size in sizes) + " |", "|---|" + "---:|" * len(sizes)]
    plain = {size: points_per_second(criterion / "contains" / str(size)) for size in sizes}
    for method, title in METHODS.items():
        cells = []
        for size in sizes:
            speed = points_per_second(criterion / method / str(size))
            cells.append(f"{speed / 1e6:.2f} ({speed / plain[size]:.0f} ×)")
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    lines += ["", f"Million points per second on {os.cpu_count()} cores, and how many times the first line."]
    document.replace(text, "locate", "\n".join(lines))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
