"""Checks of the synthetic sites and of layers/chongqing."""

from collections import Counter
from pathlib import Path

import shapely

from .boundaries import County
from .checks import Layer, deposits_in_unit, require, tiles
from .facts import Facts
from .sites import NOTE, SOURCE

# Words of the facts that the tables of rules ask for, as the layers spell them.
WORDS = {
    "status": {"proposed", "operating", "suspended", "abandoned", "closed"},
    "right": {"exploration", "mining", "none"},
    "method": {"open-pit", "underground", "well", "none"},
    "scale": {"large", "medium", "small", "tiny", "none"},
    "importance": {"general", "important", "extreme"},
    "service": {"water", "biodiversity", "soil", "desert"},
    "impact": {"high-water-use", "high-pollution", "overload", "outdated", "none"},
}
DISTRICT_COUNTIES = {"CQ-F1": 6, "CQ-F2": 3, "CQ-F3": 12, "CQ-F4": 11, "CQ-F5": 6}
CHONGQING_SITES = 40


def words(layer: Layer) -> None:
    """Every stated word is one that rules know; null says nothing."""
    for properties in layer.properties:
        for name, known in WORDS.items():
            stated = properties.get(name)
            unknown = set(stated.split(";")) - known if stated else set()
            require(not unknown, f"{layer.path}: {properties['name']}: {name} {unknown}")


def marked(layer: Layer, prefix: str) -> list[int]:
    """Which features are synthetic sites; each says so in its name, its id and its note."""
    chosen = [at for at, properties in enumerate(layer.properties) if properties["id"].startswith(prefix)]
    for at in chosen:
        properties = layer.properties[at]
        require(properties["name"].startswith("Synthetic ") and properties["name_zh"].startswith("合成"), properties["name"])
        require(properties["position_kind"] == properties["id_kind"] == "synthetic", properties["name"])
        require(properties["source"] == SOURCE and properties["note"].startswith(NOTE), properties["name"])
    require([*chosen] == list(range(len(layer.properties) - len(chosen), len(layer.properties))), f"{prefix} not at the end")
    return chosen


def appended(folder: Path, rows: list[dict[str, str]], prefix: str) -> int:
    """The synthetic sites of a set stand behind its mines, in the unit that their row names; how many lie in red lines."""
    mines, redlines = Layer(folder / "mines.geojson"), Layer(folder / "redlines.geojson")
    chosen = marked(mines, prefix)
    require(len(chosen) == len(rows), f"{prefix}: {len(chosen)} sites for {len(rows)} rows")
    deposits_in_unit(mines, Layer(folder / "prefectures.geojson"), rows)
    words(mines)
    reserves = shapely.union_all(redlines.geometries)
    return sum(reserves.intersects(mines.geometries[at]) for at in chosen)


def xinjiang(folder: Path, facts: Facts) -> str:
    rows = facts.rows("xinjiang-sites.csv")
    require(appended(folder, rows, "XJ-S") == 0, "xinjiang: a synthetic site lies in a reserve")
    functions = Layer(folder / "functions.geojson")
    words(functions)
    require(functions.count("service") == {"water": 7, "desert": 22}, "xinjiang: services of the function counties")
    return f"xinjiang: {len(rows)} of the mines are synthetic sites for the rules"


def qinba(folder: Path, facts: Facts) -> str:
    rows = facts.rows("qinba-sites.csv")
    in_redlines = appended(folder, rows, "QB-S")
    require(in_redlines == 2, f"qinba: {in_redlines} synthetic sites in reserves")
    return f"qinba: {len(rows)} of the mines are synthetic sites for the rules"


def chongqing(folder: Path, facts: Facts, counties: dict[str, County]) -> str:
    districts = Layer(folder / "functions.geojson")
    units = Layer(folder / "counties.geojson")
    sites = Layer(folder / "sites.geojson")
    outside = [county for code, county in counties.items() if not code.startswith("50")]
    tiles(districts, outside)
    tiles(units, outside)
    difference = shapely.union_all(districts.geometries).symmetric_difference(shapely.union_all(units.geometries))
    require(difference.area == 0, "chongqing: districts and counties cover different areas")
    require(dict(sorted(units.count("district").items())) == DISTRICT_COUNTIES, "chongqing: counties of a district")
    for properties in districts.properties:
        named = len(properties["counties"].split(";"))
        require(named == DISTRICT_COUNTIES[properties["id"]], f"chongqing: {properties['name']} names {named} counties")
    require(len(marked(sites, "CQ-S")) == CHONGQING_SITES == len(sites.properties), "chongqing: not 40 sites")
    require(len(facts.rows("chongqing-sites.csv")) == CHONGQING_SITES, "chongqing: not 40 rows")
    words(sites)
    held: Counter = Counter()
    for properties, point in zip(sites.properties, sites.geometries):
        at = [unit for unit, geometry in zip(units.properties, units.geometries) if geometry.intersects(point)]
        require([unit["name"] for unit in at] == [properties["county"]], f"chongqing: {properties['name']} lies elsewhere")
        held[at[0]["district"]] += 1
    require(len(held) == len(DISTRICT_COUNTIES), f"chongqing: sites in {len(held)} districts")
    return f"chongqing: 5 districts, {len(units.geometries)} counties, {len(sites.geometries)} synthetic sites"
