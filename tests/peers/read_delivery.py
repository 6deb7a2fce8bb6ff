"""Reads every part of a delivery with independent programs, and says what each of them found.

    read_delivery.py DELIVERY_DIR LAYER.parquet LAYER.fgb

Prints one JSON object: for each reader how many mines it read and how many of them are flagged, sums of numbers, and counts by
prefecture and verdict. Readers: GDAL in the wheel of pyogrio (GeoPackage, GeoJSON, FlatGeobuf), geopandas (GeoParquet), DuckDB
(GeoParquet, CSV), openpyxl (the ledger).
"""

import ctypes
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


def aliases(package):
    """What GDAL shows as the alias and the domain of each field, by its C interface: pyogrio does not pass them on."""
    libraries = list((Path(pyogrio.__file__).parent.parent / "pyogrio.libs").glob("libgdal*"))
    gdal = ctypes.CDLL(str(libraries[0]))
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int

    def function(name, result, *arguments):
        found = getattr(gdal, name)
        found.restype, found.argtypes = result, arguments
        return found

    open_file = function("GDALOpenEx", pointer, text, ctypes.c_uint, pointer, pointer, pointer)
    layer_count = function("GDALDatasetGetLayerCount", number, pointer)
    layer_at = function("GDALDatasetGetLayer", pointer, pointer, number)
    layer_name = function("OGR_L_GetName", text, pointer)
    definition = function("OGR_L_GetLayerDefn", pointer, pointer)
    field_count = function("OGR_FD_GetFieldCount", number, pointer)
    field_at = function("OGR_FD_GetFieldDefn", pointer, pointer, number)
    field_name = function("OGR_Fld_GetNameRef", text, pointer)
    alias = function("OGR_Fld_GetAlternativeNameRef", text, pointer)
    domain = function("OGR_Fld_GetDomainName", text, pointer)
    function("GDALAllRegister", None)()
    dataset = open_file(str(package).encode(), 4, None, None, None)
    shown = {}
    for place in range(layer_count(dataset)):
        layer = layer_at(dataset, place)
        fields = definition(layer)
        for at in range(field_count(fields)):
            field = field_at(fields, at)
            key = (layer_name(layer).decode(), field_name(field).decode())
            shown[key] = (alias(field).decode(), (domain(field) or b"").decode())
    return shown


def check_aliases(package):
    """The titles of the package beside what GDAL shows; where two fields of a table share a title, one alone can have it."""
    shown = aliases(package)
    checked, wrong, domains = 0, [], 0
    with sqlite3.connect(f"file:{package}?mode=ro", uri=True) as connection:
        sql = "SELECT table_name, column_name, name, title, constraint_name FROM gpkg_data_columns WHERE title IS NOT NULL"
        for table, column, name, title, constraint in connection.execute(sql):
            if name is None or title == column:
                continue
            checked += 1
            domains += constraint is not None
            found = shown.get((table, column), ("", ""))
            if found != (title, constraint or ""):
                wrong.append([table, column, title, constraint, *found])
    return {"checked": checked, "domains": domains, "wrong": wrong}


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

    infos = {name: pyogrio.read_info(package, layer=name) for name, _ in pyogrio.list_layers(package)}
    layers = {name: int(info["features"]) for name, info in infos.items()}
    systems = sorted({str(info["crs"]) for info in infos.values() if info["geometry_type"]})
    flagged = of_frame(pyogrio.read_dataframe(package, layer="mines_flagged"))
    print(json.dumps({"answers": answers, "layers": layers, "sheets": sheets, "flagged": flagged, "aliases": check_aliases(package), "systems": systems}, ensure_ascii=False))


main()
