"""Puts generated text between two markers of a document."""

from pathlib import Path


def replace(document: Path, name: str, text: str) -> None:
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    old = document.read_text(encoding="utf-8")
    head, found, rest = old.partition(begin)
    _, found_end, tail = rest.partition(end)
    if not (found and found_end):
        raise SystemExit(f"{document}: the markers {begin} and {end} are missing")
    document.write_text(f"{head}{begin}\n{text.strip()}\n{end}{tail}", encoding="utf-8")
