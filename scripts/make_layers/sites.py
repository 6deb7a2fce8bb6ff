"""Synthetic sites: made up so that each rule of a table meets at least one feature."""

from . import deposits

NOTE = "made up for this project to show a rule; no such site is known here"
SOURCE = "synthetic: name, id, position and every attribute"


def marks(row: dict[str, str]) -> dict:
    """What every synthetic site says of itself, under the names that the known deposits use."""
    return {
        "position_kind": "synthetic",
        "id_kind": "synthetic",
        "source": SOURCE,
        "note": f"{NOTE}: {row['shows']}",
    }


def stated(row: dict[str, str], *names: str) -> dict:
    return {name: deposits.or_null(row[name]) for name in names}
