"""Reads the tables in layers/facts, all values as text."""

import csv
from pathlib import Path


class Facts:
    def __init__(self, folder: Path):
        self.folder = folder

    def rows(self, name: str) -> list[dict[str, str]]:
        with open(self.folder / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def lookup(self, name: str, key: str, value: str) -> dict[str, str]:
        rows = self.rows(name)
        table = {row[key]: row[value] for row in rows}
        if len(table) != len(rows):
            raise SystemExit(f"{name}: a value of {key} stands twice")
        return table
