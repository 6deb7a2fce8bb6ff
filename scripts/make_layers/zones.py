"""Belts and red lines, made the same way for both sets."""

from shapely.geometry.base import BaseGeometry

from .facts import Facts
from .sketches import belt, ellipse

BELT_BASIS = "schematic outline along the mountain system, not a surveyed boundary"
RESERVE_BASIS = (
    "schematic ellipse at the approximate position and size of the reserve, not its legal boundary; "
    "list from general knowledge, unverified"
)


def belts(facts: Facts, name: str, within: BaseGeometry, latitude: float) -> list[tuple[dict, BaseGeometry]]:
    nodes = facts.rows(f"{name}-belt-lines.csv")
    features = []
    for row in facts.rows(f"{name}-belts.csv"):
        outline = belt([node for node in nodes if node["belt_id"] == row["id"]], within, latitude)
        features.append(({**row, "basis": BELT_BASIS, "schematic": True}, outline))
    return features


def redlines(facts: Facts, name: str, within: BaseGeometry) -> list[tuple[dict, BaseGeometry]]:
    features = []
    for row in facts.rows(f"{name}-reserves.csv"):
        properties = {
            "id": row["id"],
            "name": row["name"],
            "name_zh": row["name_zh"],
            "category": "national nature reserve",
            "basis": RESERVE_BASIS,
            "schematic": True,
            "verified": False,
        }
        features.append((properties, ellipse(row, within)))
    return features
