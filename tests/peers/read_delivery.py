"""Reads every part of a delivery with independent programs, and says what each of them found.

    read_delivery.py DELIVERY_DIR LAYER.parquet LAYER.fgb

Prints one JSON object: for each reader how many mines it read and how many of them are flagged, sums of numbers, and counts by
prefecture and verdict. Readers: GDAL in the wheel of pyogrio (GeoPackage, GeoJSON, FlatGeobuf), geopandas (GeoParquet), DuckDB
(GeoParquet, CSV), openpyxl (the ledger).
"""

import json
import sqlite3
import sys
from collections import Counter
from pathlib import Path

import duckdb
import geopandas
import openpyxl
import pandas
import pyogrio

NUMBERS = ["redline_m", "area_ha", "ovl_ha", "belt_count"]
WORDS = ["prefecture", "verdict", "fragility"]


def is_there(value):
    return value is not None and value == value and value != ""


def told(rows, names):
    """What a reader found: rows are dictionaries of field names."""
    rows = list(rows)
    found = {"mines": len(rows), "flagged": sum(1 for row in rows if row["flagged"])}
    for name in NUMBERS:
        found[name] = sum(float(row[name]) for row in rows if is_there(row[name]))
    for name in WORDS:
        counts = Counter(str(row[name]) if is_there(row[name]) else "" for row in rows)
        found[name] = dict(sorted(counts.items()))
    found["fields"] = len(names)
    return found


def of_frame(frame):
    rows = frame.drop(columns="geometry").astype(object).where(lambda values: pandas.notna(values), None)
    answer = told(rows.to_dict("records"), [name for name in frame.columns if name != "geometry"])
    bounds = frame.total_bounds
    answer["bounds"] = [float(bound) for bound in bounds]
    answer["crs"] = frame.crs.to_authority()[1]
    return answer


def headings(package):
    """The heading that people read above each field of the mines, and the labels of its codes."""
    with sqlite3.connect(f"file:{package}?mode=ro", uri=True) as connection:
        titles = dict(connection.execute("SELECT column_name, title FROM gpkg_data_columns WHERE table_name = 'mines'"))
        sql = "SELECT c.column_name, k.value, k.description FROM gpkg_data_columns c JOIN gpkg_data_column_constraints k USING (constraint_name) WHERE c.table_name = 'mines'"
        labels = {}
        for column, value, label in connection.execute(sql):
            labels.setdefault(column, {})[label] = value
    return titles, labels


def of_table(heads, rows, package):
    """Rows under headings for people: back to field names and codes."""
    titles, labels = headings(package)
    places = {name: heads.index(titles[name]) for name in NUMBERS + WORDS + ["flagged"]}
    yes = {"是", "yes", "是 yes"}

    def value(name, row):
        cell = row[places[name]]
        if name == "flagged":
            return cell in yes
        return labels.get(name, {}).get(cell, cell) if isinstance(cell, str) else cell

    return told(({name: value(name, row) for name in places} for row in rows), heads)


def main():
    delivery, parquet, flatgeobuf = (Path(argument) for argument in sys.argv[1:4])
    package = delivery / "flagged.gpkg"
    answers = {
        "GDAL, GeoPackage": of_frame(pyogrio.read_dataframe(package, layer="mines")),
        "GDAL, GeoJSON": of_frame(geopandas.read_file(delivery / "flagged.geojson")),
        "GDAL, FlatGeobuf": of_frame(pyogrio.read_dataframe(flatgeobuf)),
        "geopandas, GeoParquet": of_frame(geopandas.read_parquet(parquet).drop(columns="bbox", errors="ignore")),
    }
    connection = duckdb.connect()
    relation = connection.sql(f"SELECT * EXCLUDE (geometry, bbox) FROM read_parquet('{parquet}')")
    answers["DuckDB, GeoParquet"] = told((dict(zip(relation.columns, row)) for row in relation.fetchall()), relation.columns)

    csv = connection.sql(f"SELECT * FROM read_csv('{delivery / 'csv' / 'mines.csv'}', header = true, all_varchar = true)")
    answers["DuckDB, CSV"] = of_table(csv.columns, csv.fetchall(), package)

    book = openpyxl.load_workbook(delivery / "ledger.xlsx", read_only=True, data_only=True)
    sheets = {}
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        heads = list(next(rows))
        sheets[sheet.title] = {"rows": sum(1 for row in rows), "columns": len(heads)}
    sheet = book.worksheets[1].iter_rows(values_only=True)
    heads = list(next(sheet))
    answers["openpyxl, ledger"] = of_table(heads, list(sheet), package)

    layers = {name: int(pyogrio.read_info(package, layer=name)["features"]) for name, _ in pyogrio.list_layers(package)}
    flagged = of_frame(pyogrio.read_dataframe(package, layer="mines_flagged"))
    print(json.dumps({"answers": answers, "layers": layers, "sheets": sheets, "flagged": flagged}, ensure_ascii=False))


main()
