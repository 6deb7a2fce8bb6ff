//! The tables that make a GeoPackage of an SQLite file, and the rows that make a layer of a table.
//!
//! Definitions are those of OGC 12-128r17 (GeoPackage 1.3), annex C; `gpkg_ogr_contents` is GDAL's and
//! `layer_styles` is QGIS's.

use rusqlite::{Connection, params};

use super::blob::{Envelope, SRS_ID};
use super::table::{Layout, mime_type};
use crate::domain::{Label, Language, Title, vocabulary_name};
use crate::style::Style;

/// `PRAGMA application_id`: "GPKG" in ASCII.
pub(super) const APPLICATION_ID: i32 = 0x4750_4B47;
/// `PRAGMA user_version`: GeoPackage 1.3.0. GDAL before 3.7, and so QGIS 3.22, warns of a newer one.
pub(super) const USER_VERSION: i32 = 10_300;

const PACKAGE_TABLES: &str = "
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
CREATE TABLE gpkg_extensions (
  table_name TEXT,
  column_name TEXT,
  extension_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  name TEXT,
  title TEXT,
  description TEXT,
  mime_type TEXT,
  constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name)
);
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL,
  constraint_type TEXT NOT NULL,
  value TEXT,
  min NUMERIC,
  min_is_inclusive BOOLEAN,
  max NUMERIC,
  max_is_inclusive BOOLEAN,
  description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value)
);
CREATE TABLE gpkg_ogr_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  feature_count INTEGER DEFAULT NULL
);
INSERT INTO gpkg_extensions VALUES
  ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec130/#extension_schema', 'read-write'),
  ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec130/#extension_schema',
   'read-write');
";

/// The three systems that the standard asks for, and CGCS2000; definitions as GDAL 3.6 writes them (WKT 1).
const SPATIAL_REFERENCE_SYSTEMS: &str = r#"
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
   'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid'),
  ('China Geodetic Coordinate System 2000', 4490, 'EPSG', 4490, 'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4490"]]',
   'longitude/latitude coordinates in decimal degrees on the CGCS2000 spheroid');
"#;

/// QGIS lists a style only if the table is in `gpkg_contents`, and finds it only under catalog and schema ''.
const STYLE_TABLE: &str = r#"
CREATE TABLE layer_styles (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  "f_table_catalog" TEXT(256),
  "f_table_schema" TEXT(256),
  "f_table_name" TEXT(256),
  "f_geometry_column" TEXT(256),
  "styleName" TEXT(30),
  "styleQML" TEXT,
  "styleSLD" TEXT,
  "useAsDefault" BOOLEAN,
  "description" TEXT,
  "owner" TEXT(30),
  "ui" TEXT(30),
  "update_time" DATETIME DEFAULT CURRENT_TIMESTAMP
);
"#;

/// Definitions of the metadata extension, annex F.8.
const METADATA_TABLES: &str = "
CREATE TABLE gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
  md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml',
  metadata TEXT NOT NULL DEFAULT ''
);
CREATE TABLE gpkg_metadata_reference (
  reference_scope TEXT NOT NULL,
  table_name TEXT,
  column_name TEXT,
  row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL,
  md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id)
);
INSERT INTO gpkg_extensions VALUES
  ('gpkg_metadata', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec130/#extension_metadata', 'read-write'),
  ('gpkg_metadata_reference', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec130/#extension_metadata',
   'read-write');
";

/// What QGIS looks for when it searches a package for its own metadata.
const METADATA_STANDARD: &str = "http://mrcc.com/qgis.dtd";

/// Adds a record about the package, or about a table.
pub(super) fn describe(
    connection: &Connection,
    table: Option<&str>,
    xml: &str,
    last_change: &str,
) -> rusqlite::Result<()> {
    if !connection.table_exists(None, "gpkg_metadata")? {
        connection.execute_batch(METADATA_TABLES)?;
    }
    connection.execute(
        "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) VALUES ('dataset', ?1, 'text/xml', ?2)",
        [METADATA_STANDARD, xml],
    )?;
    let record = connection.last_insert_rowid();
    connection.execute(
        "INSERT INTO gpkg_metadata_reference
         SELECT ?1, ?2, NULL, NULL, ?3, ?4,
           (SELECT max(md_file_id) FROM gpkg_metadata_reference WHERE ?2 IS NOT NULL AND reference_scope = 'geopackage')",
        params![if table.is_some() { "table" } else { "geopackage" }, table, last_change, record],
    )?;
    Ok(())
}

/// The time as the standard writes it, or none if SQLite does not know it for a point in time.
pub(super) fn standard_time(connection: &Connection, time: &str) -> rusqlite::Result<Option<String>> {
    // SQLite would also take 'now' for a time.
    if !time.starts_with(|first: char| first.is_ascii_digit()) {
        return Ok(None);
    }
    connection.query_row("SELECT strftime('%Y-%m-%dT%H:%M:%fZ', ?1)", [time], |row| row.get(0))
}

/// Makes the tables of an empty package.
pub(super) fn create(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", USER_VERSION)?;
    connection.execute_batch(PACKAGE_TABLES)?;
    connection.execute_batch(SPATIAL_REFERENCE_SYSTEMS)
}

/// A filled table, ready to be made a layer.
pub(super) struct Filled<'a> {
    pub(super) layout: &'a Layout<'a>,
    pub(super) language: Language,
    pub(super) rows: u32,
    pub(super) extent: Envelope,
    pub(super) last_change: &'a str,
}

/// Writes all rows about a table. Foreign keys want the one of `gpkg_contents` first.
pub(super) fn register(connection: &Connection, filled: &Filled<'_>) -> rusqlite::Result<()> {
    register_contents(connection, filled)?;
    if let Some(geometry) = &filled.layout.geometry {
        register_geometry(connection, filled.layout, geometry)?;
    }
    register_columns(connection, filled.layout, filled.language)?;
    connection
        .execute("INSERT INTO gpkg_ogr_contents VALUES (?1, ?2)", params![filled.layout.table.name, filled.rows])?;
    if let Some(style) = &filled.layout.table.style {
        register_style(connection, filled, style)?;
    }
    Ok(())
}

fn register_contents(connection: &Connection, filled: &Filled<'_>) -> rusqlite::Result<()> {
    let table = filled.layout.table;
    let spatial = filled.layout.geometry.is_some();
    let known = |number: f64| (!filled.extent.is_nothing()).then_some(number);
    connection.execute(
        "INSERT INTO gpkg_contents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            table.name,
            if spatial { "features" } else { "attributes" },
            table.identifier,
            table.description,
            filled.last_change,
            known(filled.extent.min_x),
            known(filled.extent.min_y),
            known(filled.extent.max_x),
            known(filled.extent.max_y),
            if spatial { SRS_ID } else { 0 },
        ],
    )?;
    Ok(())
}

fn register_geometry(connection: &Connection, layout: &Layout<'_>, geometry: &str) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?1, ?2, ?3, ?4, 0, 0)",
        params![layout.table.name, geometry, layout.table.geometry.name(), SRS_ID],
    )?;
    connection.execute(
        "INSERT INTO gpkg_extensions VALUES (?1, ?2, 'gpkg_rtree_index',
         'http://www.geopackage.org/spec130/#extension_rtree', 'write-only')",
        params![layout.table.name, geometry],
    )?;
    Ok(())
}

/// Aliases, descriptions, media types, and codes with their labels.
///
/// A title goes into `title`, which the standard has for it, and into `name`, which is what GDAL 3.7 and later show as
/// the alias. In a table `name` is unique, so only the first of several columns with one title has it.
fn register_columns(connection: &Connection, layout: &Layout<'_>, language: Language) -> rusqlite::Result<()> {
    let mut insert = connection.prepare("INSERT INTO gpkg_data_columns VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    let columns = &layout.table.columns;
    for (place, column) in columns.iter().enumerate() {
        let name =
            column.title.as_ref().filter(|_| columns.iter().take(place).all(|other| other.title != column.title));
        let mime_type = mime_type(column.kind);
        let constraint = vocabulary_name(column.labels);
        if let Some(constraint) = constraint {
            register_labels(connection, constraint, column.labels, language)?;
        }
        if column.title.is_some() || column.description.is_some() || mime_type.is_some() || constraint.is_some() {
            let table = &layout.table.name;
            let text = |title: &Title| title.text(language).into_owned();
            let (name, title) = (name.map(text), column.title.as_ref().map(text));
            insert.execute(params![table, column.name, name, title, column.description, mime_type, constraint])?;
        }
    }
    Ok(())
}

/// An enumeration of codes with what they mean, once for all columns that hold them.
fn register_labels(
    connection: &Connection,
    constraint: &str,
    labels: &[Label],
    language: Language,
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT OR IGNORE INTO gpkg_data_column_constraints VALUES (?1, 'enum', ?2, NULL, NULL, NULL, NULL, ?3)",
    )?;
    for label in labels {
        insert.execute([constraint, label.code, label.title.text(language).as_ref()])?;
    }
    Ok(())
}

fn register_style(connection: &Connection, filled: &Filled<'_>, style: &Style) -> rusqlite::Result<()> {
    if !connection.table_exists(None, "layer_styles")? {
        connection.execute_batch(STYLE_TABLE)?;
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id)
             VALUES ('layer_styles', 'attributes', 'layer_styles', ?1, 0)",
            [filled.last_change],
        )?;
    }
    connection.execute(
        r#"INSERT INTO layer_styles ("f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column",
             "styleName", "styleQML", "styleSLD", "useAsDefault", "description", "owner", "ui", "update_time")
           VALUES ('', '', ?1, ?2, ?3, ?4, ?5, 1, '', '', NULL, ?6)"#,
        params![
            filled.layout.table.name,
            filled.layout.geometry.as_deref().unwrap_or_default(),
            style.name,
            style.qml,
            style.sld,
            filled.last_change
        ],
    )?;
    Ok(())
}
