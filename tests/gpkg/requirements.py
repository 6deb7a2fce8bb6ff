#!/usr/bin/python3
"""Checks a GeoPackage against the requirements of OGC 12-128r17 (version 1.3) that SQL and a look at the bytes can decide.

    requirements.py FILE.gpkg...

After the abstract test suite of annex A: the core, features, attributes, and the extensions R-tree, schema and metadata. Each
check states its requirement in words. Needs nothing but Python. Prints `ok N`, N the number of requirements, or what is wrong.
Exit status 1 if something is.
"""

import re
import sqlite3
import struct
import sys

INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z")
COLUMN_TYPE = re.compile(
    r"(BOOLEAN|TINYINT|SMALLINT|MEDIUMINT|INT|INTEGER|FLOAT|DOUBLE|REAL|TEXT(\(\d+\))?|BLOB(\(\d+\))?|DATE|DATETIME|"
    r"GEOMETRY|POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION)"
)
GEOMETRY_TYPES = {
    "GEOMETRY": None, "POINT": 1, "LINESTRING": 2, "POLYGON": 3, "MULTIPOINT": 4, "MULTILINESTRING": 5, "MULTIPOLYGON": 6,
    "GEOMETRYCOLLECTION": 7,
}  # fmt: skip
# Name, type, not null, primary key; as the table definitions of annex C and of the extensions have them.
DEFINITIONS = {
    "gpkg_spatial_ref_sys": [
        ("srs_name", "TEXT", 1, 0), ("srs_id", "INTEGER", 1, 1), ("organization", "TEXT", 1, 0),
        ("organization_coordsys_id", "INTEGER", 1, 0), ("definition", "TEXT", 1, 0), ("description", "TEXT", 0, 0),
    ],
    "gpkg_contents": [
        ("table_name", "TEXT", 1, 1), ("data_type", "TEXT", 1, 0), ("identifier", "TEXT", 0, 0),
        ("description", "TEXT", 0, 0), ("last_change", "DATETIME", 1, 0), ("min_x", "DOUBLE", 0, 0),
        ("min_y", "DOUBLE", 0, 0), ("max_x", "DOUBLE", 0, 0), ("max_y", "DOUBLE", 0, 0), ("srs_id", "INTEGER", 0, 0),
    ],
    "gpkg_geometry_columns": [
        ("table_name", "TEXT", 1, 1), ("column_name", "TEXT", 1, 2), ("geometry_type_name", "TEXT", 1, 0),
        ("srs_id", "INTEGER", 1, 0), ("z", "TINYINT", 1, 0), ("m", "TINYINT", 1, 0),
    ],
    "gpkg_extensions": [
        ("table_name", "TEXT", 0, 0), ("column_name", "TEXT", 0, 0), ("extension_name", "TEXT", 1, 0),
        ("definition", "TEXT", 1, 0), ("scope", "TEXT", 1, 0),
    ],
    "gpkg_data_columns": [
        ("table_name", "TEXT", 1, 1), ("column_name", "TEXT", 1, 2), ("name", "TEXT", 0, 0), ("title", "TEXT", 0, 0),
        ("description", "TEXT", 0, 0), ("mime_type", "TEXT", 0, 0), ("constraint_name", "TEXT", 0, 0),
    ],
    "gpkg_data_column_constraints": [
        ("constraint_name", "TEXT", 1, 0), ("constraint_type", "TEXT", 1, 0), ("value", "TEXT", 0, 0),
        ("min", "NUMERIC", 0, 0), ("min_is_inclusive", "BOOLEAN", 0, 0), ("max", "NUMERIC", 0, 0),
        ("max_is_inclusive", "BOOLEAN", 0, 0), ("description", "TEXT", 0, 0),
    ],
    "gpkg_metadata": [
        ("id", "INTEGER", 1, 1), ("md_scope", "TEXT", 1, 0), ("md_standard_uri", "TEXT", 1, 0),
        ("mime_type", "TEXT", 1, 0), ("metadata", "TEXT", 1, 0),
    ],
    "gpkg_metadata_reference": [
        ("reference_scope", "TEXT", 1, 0), ("table_name", "TEXT", 0, 0), ("column_name", "TEXT", 0, 0),
        ("row_id_value", "INTEGER", 0, 0), ("timestamp", "DATETIME", 1, 0), ("md_file_id", "INTEGER", 1, 0),
        ("md_parent_id", "INTEGER", 0, 0),
    ],
}  # fmt: skip
UNIQUE = {
    "gpkg_contents": [["identifier"]],
    "gpkg_geometry_columns": [["table_name"]],
    "gpkg_extensions": [["table_name", "column_name", "extension_name"]],
    "gpkg_data_columns": [["table_name", "name"]],
    "gpkg_data_column_constraints": [["constraint_name", "constraint_type", "value"]],
}
FOREIGN_KEYS = {
    "gpkg_contents": {("srs_id", "gpkg_spatial_ref_sys", "srs_id")},
    "gpkg_geometry_columns": {("table_name", "gpkg_contents", "table_name"), ("srs_id", "gpkg_spatial_ref_sys", "srs_id")},
    "gpkg_metadata_reference": {("md_file_id", "gpkg_metadata", "id"), ("md_parent_id", "gpkg_metadata", "id")},
}
DEFAULTS = {
    ("gpkg_contents", "last_change"): "strftime('%Y-%m-%dT%H:%M:%fZ','now')",
    ("gpkg_contents", "description"): "''",
    ("gpkg_metadata", "md_scope"): "'dataset'",
    ("gpkg_metadata", "mime_type"): "'text/xml'",
    ("gpkg_metadata", "metadata"): "''",
    ("gpkg_metadata_reference", "timestamp"): "strftime('%Y-%m-%dT%H:%M:%fZ','now')",
}
MD_SCOPES = {
    "undefined", "fieldSession", "collectionSession", "series", "dataset", "featureType", "feature", "attributeType",
    "attribute", "tile", "model", "catalog", "schema", "taxonomy", "software", "service", "collectionHardware",
    "nonGeographicDataset", "dimensionGroup", "style",
}  # fmt: skip
TRIGGERS = ["insert", "update1", "update2", "update3", "update4", "delete"]


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


class Package:
    def __init__(self, path):
        self.path = path
        self.connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.done, self.errors = [], []
        self.tables = {name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
        self.optional = [name for name in DEFINITIONS if name in self.tables]
        self.features = [name for (name,) in self.rows("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")]
        self.attributes = [
            name for (name,) in self.rows("SELECT table_name FROM gpkg_contents WHERE data_type = 'attributes'")
        ]
        self.geometry = {row[0]: row[1:] for row in self.rows("SELECT * FROM gpkg_geometry_columns")}

    def rows(self, sql, *values):
        return self.connection.execute(sql, values).fetchall()

    def columns(self, table):
        return self.rows(f"PRAGMA table_info({quoted(table)})")

    def requires(self, requirement, breaches):
        """A requirement is met where nothing breaches it."""
        self.done.append(requirement)
        for breach in list(breaches)[:3]:
            self.errors.append(f"{requirement}: {breach}")


def core(package):
    with open(package.path, "rb") as file:
        head = file.read(100)
    require, rows = package.requires, package.rows
    require("the file begins as SQLite 3 does", [] if head[:16] == b"SQLite format 3\0" else [head[:16]])
    require("the application id is GPKG", [] if head[68:72] == b"GPKG" else [head[68:72]])
    version = struct.unpack(">I", head[60:64])[0]
    require("the user version is that of GeoPackage 1.3", [] if 10300 <= version < 10400 else [version])
    require("the name of the file ends in .gpkg", [] if package.path.endswith(".gpkg") else [package.path])
    require("the database is whole", [row for row in rows("PRAGMA integrity_check") if row != ("ok",)])
    require("no foreign key is broken", rows("PRAGMA foreign_key_check"))
    user = package.features + package.attributes
    types = [(t, c[1], c[2]) for t in user for c in package.columns(t) if not COLUMN_TYPE.fullmatch(c[2])]
    require("columns have the types of the standard", [entry for entry in types if entry[0] != "layer_styles"])
    for table in package.optional:
        found = [(c[1], c[2], c[3], c[5]) for c in package.columns(table)]
        require(f"{table} has the columns of its definition", [] if found == DEFINITIONS[table] else [found])
        indexes = [index[1] for index in rows(f"PRAGMA index_list({table})") if index[2]]
        unique = [[column[2] for column in rows(f"PRAGMA index_info({quoted(index)})")] for index in indexes]
        require(f"{table} has its unique constraints", [key for key in UNIQUE.get(table, []) if key not in unique])
        keys = {(key[3], key[2], key[4]) for key in rows(f"PRAGMA foreign_key_list({table})")}
        require(f"{table} has its foreign keys", FOREIGN_KEYS.get(table, set()) - keys)
        defaults = {c[1]: c[4] for c in package.columns(table)}
        wanted = {column: text for (of, column), text in DEFAULTS.items() if of == table}
        require(f"{table} has its defaults", [c for c, text in wanted.items() if defaults[c] != text])
    systems = {row[1]: row for row in rows("SELECT * FROM gpkg_spatial_ref_sys")}
    require("there are the systems -1, 0 and 4326", [] if {-1, 0, 4326} <= set(systems) else [set(systems)])
    named = [
        systems[4326][2].upper() == "EPSG" and systems[4326][3] == 4326,
        systems[-1][2:5] == ("NONE", -1, "undefined"),
        systems[0][2:5] == ("NONE", 0, "undefined"),
    ]
    require("these systems are described as the standard has it", [] if all(named) else [named])
    sql = "SELECT DISTINCT srs_id FROM gpkg_contents WHERE srs_id NOT IN (SELECT srs_id FROM gpkg_spatial_ref_sys)"
    require("every system in use is described", rows(sql))
    names = [name for (name,) in rows("SELECT table_name FROM gpkg_contents")]
    require("every table in gpkg_contents is there", set(names) - package.tables)
    times = [time for (time,) in rows("SELECT last_change FROM gpkg_contents") if not INSTANT.fullmatch(time)]
    require("last_change is an instant in UTC", times)
    require("there is something in the package", [] if user else ["nothing"])
    sql = "SELECT table_name FROM gpkg_contents WHERE min_x > max_x OR min_y > max_y"
    require("extents are no smaller than nothing", rows(sql))
    for table in user:
        keys = [c for c in package.columns(table) if c[5]]
        good = len(keys) == 1 and keys[0][2] == "INTEGER"
        require(f"{table} has one integer primary key", [] if good else [keys])


def decoded(blob):
    """System, envelope or None, emptiness, type of the well-known binary."""
    if blob[:2] != b"GP" or blob[2] != 0:
        raise ValueError("no GeoPackage header")
    flags = blob[3]
    order = "<" if flags & 1 else ">"
    kind = flags >> 1 & 7
    if flags >> 5 or kind > 4:
        raise ValueError(f"flags {flags:08b}")
    doubles = [0, 4, 6, 6, 8][kind]
    (system,) = struct.unpack(order + "i", blob[4:8])
    envelope = struct.unpack(f"{order}{doubles}d", blob[8 : 8 + 8 * doubles])
    body = blob[8 + 8 * doubles :]
    (shape,) = struct.unpack(("<" if body[0] else ">") + "I", body[1:5])
    return system, envelope[:4] or None, bool(flags & 16), shape, body


def features(package):
    require, rows = package.requires, package.rows
    geometry = package.geometry
    require("every table of features has its row in gpkg_geometry_columns", set(package.features) - set(geometry))
    require("no other table has one", set(geometry) - set(package.features))
    for table, (column, kind, system, z, m) in geometry.items():
        types = {c[1]: c[2] for c in package.columns(table)}
        require(f"{table}: its geometry column is there", [] if column in types else [column])
        require(f"{table}: its geometry type is one of annex G", [] if kind in GEOMETRY_TYPES else [kind])
        require(f"{table}: the column is declared with that type", [] if types.get(column) == kind else [types.get(column)])
        others = [name for name, declared in types.items() if declared in GEOMETRY_TYPES and name != column]
        require(f"{table}: it has one geometry column", others)
        require(f"{table}: z and m are 0, 1 or 2", [] if {z, m} <= {0, 1, 2} else [(z, m)])
        contents = rows("SELECT srs_id, min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?", table)[0]
        require(f"{table}: its system is that of gpkg_contents", [] if contents[0] == system else [(contents[0], system)])
        wrong = {"header": [], "system": [], "type": [], "dimensions": [], "extent": []}
        for fid, blob in rows(f"SELECT rowid, {quoted(column)} FROM {quoted(table)} WHERE {quoted(column)} IS NOT NULL"):
            try:
                of, envelope, _, shape, body = decoded(blob)
                if envelope is None and shape == 1:
                    x, y = struct.unpack(("<" if body[0] else ">") + "2d", body[5:21])
                    envelope = (x, x, y, y)
            except (ValueError, IndexError, struct.error) as error:
                wrong["header"].append((fid, str(error)))
                continue
            wrong["system"] += [(fid, of)] if of != system else []
            wrong["dimensions"] += [(fid, shape)] if z == m == 0 and shape >= 1000 else []
            wrong["type"] += [(fid, shape)] if GEOMETRY_TYPES[kind] not in (None, shape) else []
            if envelope and envelope[0] == envelope[0]:
                inside = contents[1] <= envelope[0] and envelope[1] <= contents[3]
                inside = inside and contents[2] <= envelope[2] and envelope[3] <= contents[4]
                wrong["extent"] += [] if inside else [(fid, envelope)]
        require(f"{table}: geometries have the header of the standard", wrong["header"])
        require(f"{table}: geometries are in the system of their column", wrong["system"])
        require(f"{table}: geometries have the dimensions of their column", wrong["dimensions"])
        require(f"{table}: geometries have the type of their column", wrong["type"])
        require(f"{table}: geometries lie in the extent that is stated", wrong["extent"])
        sql = "SELECT count(*) FROM gpkg_ogr_contents WHERE table_name = ?"
        if "gpkg_ogr_contents" in package.tables and rows(sql, table)[0][0]:
            stated = rows("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?", table)[0][0]
            real = rows(f"SELECT count(*) FROM {quoted(table)}")[0][0]
            require(f"{table}: the count for GDAL is right", [] if stated == real else [(stated, real)])


def extensions(package):
    require, rows = package.requires, package.rows
    listed = rows("SELECT table_name, column_name, extension_name, definition, scope FROM gpkg_extensions")
    require("extensions are about tables that are there", {row[0] for row in listed if row[0]} - package.tables)
    columns = {row: [c[1] for c in package.columns(row[0])] for row in listed if row[1]}
    require("extensions are about columns that are there", [row for row, names in columns.items() if row[1] not in names])
    form = re.compile(r"[A-Za-z0-9]+_[A-Za-z0-9_]+")
    require("names of extensions have an author", [row[2] for row in listed if not form.fullmatch(row[2])])
    require("extensions are defined somewhere", [row for row in listed if not row[3]])
    require("extensions have a scope", [row for row in listed if row[4] not in ("read-write", "write-only")])
    require("columns of extensions name their table", [row for row in listed if row[1] and not row[0]])
    index = {(row[0], row[1]): row for row in listed if row[2] == "gpkg_rtree_index"}
    for table, (column, *_) in package.geometry.items():
        require(f"{table}: its index is listed as an extension", [] if (table, column) in index else ["no row"])
        row = index.get((table, column))
        require(f"{table}: readers may do without the index", [] if row and row[4] == "write-only" else [row])
        name = f"rtree_{table}_{column}"
        sql = rows("SELECT sql FROM sqlite_master WHERE name = ?", name)
        parts = [c[1] for c in package.columns(name)]
        good = sql and "USING rtree" in sql[0][0].replace("using", "USING") and parts == ["id", "minx", "maxx", "miny", "maxy"]
        require(f"{table}: the index is an R-tree of five columns", [] if good else [sql])
        triggers = {row[0] for row in rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", table)}
        require(f"{table}: the triggers of the index are there", [t for t in TRIGGERS if f"{name}_{t}" not in triggers])
        wanted = set()
        for fid, blob in rows(f"SELECT rowid, {quoted(column)} FROM {quoted(table)} WHERE {quoted(column)} IS NOT NULL"):
            _, _, is_empty, _, _ = decoded(blob)
            wanted |= set() if is_empty else {fid}
        found = {fid for (fid,) in rows(f"SELECT id FROM {quoted(name)}")}
        require(f"{table}: the index holds what has a geometry", wanted ^ found)
    return {row[2] for row in listed}, {(row[0], row[2], row[4]) for row in listed}


def schema(package, listed):
    require, rows = package.requires, package.rows
    for table in ("gpkg_data_columns", "gpkg_data_column_constraints"):
        wanted = (table, "gpkg_schema", "read-write")
        require(f"{table} is listed as an extension", [] if wanted in listed else ["no row"])
    described = rows("SELECT table_name, column_name, constraint_name FROM gpkg_data_columns")
    contents = {name for (name,) in rows("SELECT table_name FROM gpkg_contents")}
    require("columns that are described are in tables of gpkg_contents", {row[0] for row in described} - contents)
    known = {table: {c[1] for c in package.columns(table)} for table in contents}
    require("columns that are described are there", [row for row in described if row[1] not in known.get(row[0], ())])
    constraints = rows("SELECT * FROM gpkg_data_column_constraints")
    used = {row[2] for row in described if row[2]}
    require("constraints that columns name are there", used - {row[0] for row in constraints})
    require("constraints have a known type", [row for row in constraints if row[1] not in ("range", "enum", "glob")])
    limits = [row for row in constraints if row[1] != "range" and any(value is not None for value in row[3:7])]
    require("enumerations have no limits", limits)
    require("enumerations have values", [row for row in constraints if row[1] == "enum" and not row[2]])
    ranges = [name for (name,) in rows("SELECT constraint_name FROM gpkg_data_column_constraints GROUP BY 1 HAVING count(DISTINCT constraint_type) > 1")]
    require("a constraint has one type", ranges)
    mute = [row for row in constraints if row[1] == "enum" and not row[7]]
    require("every code says what it means", mute)
    codes = {}
    for row in constraints:
        codes.setdefault(row[0], set()).add(row[2])
    for table, column, constraint in described:
        if constraint:
            values = {value for (value,) in rows(f"SELECT DISTINCT {quoted(column)} FROM {quoted(table)}")} - {None}
            require(f"{table}.{column} holds codes of {constraint}", values - codes.get(constraint, set()))


def metadata(package, listed):
    require, rows = package.requires, package.rows
    for table in ("gpkg_metadata", "gpkg_metadata_reference"):
        wanted = (table, "gpkg_metadata", "read-write")
        require(f"{table} is listed as an extension", [] if wanted in listed else ["no row"])
    records = rows("SELECT id, md_scope, md_standard_uri, mime_type, metadata FROM gpkg_metadata")
    require("records have a scope of the standard", [row[:2] for row in records if row[1] not in MD_SCOPES])
    require("records name their standard", [row[0] for row in records if not row[2].startswith("http")])
    require("records are XML by their media type", [row[0] for row in records if row[3] != "text/xml"])
    from xml.etree import ElementTree

    broken = []
    for row in records:
        try:
            ElementTree.fromstring(row[4])
        except ElementTree.ParseError as error:
            broken.append((row[0], str(error)))
    require("records are well-formed", broken)
    references = rows("SELECT * FROM gpkg_metadata_reference")
    scopes = {"geopackage", "table", "column", "row", "row/col"}
    require("references have a scope of the standard", [row for row in references if row[0] not in scopes])
    require("those about the package name no table", [row for row in references if row[0] == "geopackage" and row[1]])
    tables = {name for (name,) in rows("SELECT table_name FROM gpkg_contents")}
    require("others name a table of gpkg_contents", [row for row in references if row[0] != "geopackage" and row[1] not in tables])
    require("those about tables name no column", [row for row in references if row[0] in ("geopackage", "table", "row") and row[2]])
    require("those about tables name no row", [row for row in references if not row[0].startswith("row") and row[3]])
    require("references have an instant in UTC", [row[4] for row in references if not INSTANT.fullmatch(row[4])])
    ids = {row[0] for row in records}
    require("references name a record", [row for row in references if row[5] not in ids])
    require("parents are records", [row for row in references if row[6] is not None and row[6] not in ids])
    require("no record is its own parent", [row for row in references if row[6] == row[5]])
    require("every record is referred to", ids - {row[5] for row in references})


def check(path):
    """The requirements that were checked, and what breaches them."""
    package = Package(path)
    core(package)
    features(package)
    names, listed = extensions(package)
    if "gpkg_data_columns" in package.tables:
        schema(package, listed)
    if "gpkg_metadata" in package.tables:
        metadata(package, listed)
    package.requires("extensions are those that were looked at", names - {"gpkg_schema", "gpkg_metadata", "gpkg_rtree_index"})
    package.connection.close()
    return package.done, package.errors


def main():
    wrong = []
    for path in sys.argv[1:]:
        done, errors = check(path)
        wrong += [f"{path}: {error}" for error in errors]
        print(f"ok {len(done)}" if not errors else "\n".join(errors))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
