"""Known deposits: facts with approximate positions."""

from shapely.geometry import Point

SOURCE = "general geological knowledge, approximate position"


def position(row: dict[str, str]) -> Point:
    return Point(float(row["lon"]), float(row["lat"]))


def or_null(text: str) -> str | None:
    """An empty cell is a value nobody stated."""
    return text or None
