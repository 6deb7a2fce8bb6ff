//! Triggers that keep a layer right when it is edited later.
//!
//! They call functions (`ST_MinX` and others) that GDAL and QGIS bring and plain SQLite lacks, so they are made when
//! the table has been filled.

use rusqlite::Connection;

use super::sql::{literal, quoted};
use super::table::Layout;

/// Makes the triggers of the spatial index, if the table has one, and of the number of features.
pub(super) fn create(connection: &Connection, layout: &Layout<'_>) -> rusqlite::Result<()> {
    if let (Some(geometry), Some(index)) = (&layout.geometry, layout.index_name()) {
        connection.execute_batch(&spatial_index_sql(&layout.table.name, &layout.key, geometry, &index))?;
    }
    connection.execute_batch(&feature_count_sql(&layout.table.name))
}

/// The triggers of the extension `gpkg_rtree_index`, as GeoPackage 1.3 (OGC 12-128r17, annex F.3) has them. Their
/// names are part of it.
fn spatial_index_sql(table: &str, key: &str, geometry: &str, index: &str) -> String {
    let trigger = |end: &str| quoted(&format!("{index}_{end}"));
    let (table, index) = (quoted(table), quoted(index));
    let (new_key, old_key) = (format!("NEW.{}", quoted(key)), format!("OLD.{}", quoted(key)));
    let (new, old) = (format!("NEW.{}", quoted(geometry)), format!("OLD.{}", quoted(geometry)));

    let has_box = format!("({new} NOTNULL AND NOT ST_IsEmpty({new}))");
    let has_no_box = format!("({new} ISNULL OR ST_IsEmpty({new}))");
    let set_box = format!(
        "INSERT OR REPLACE INTO {index} VALUES \
         ({new_key}, ST_MinX({new}), ST_MaxX({new}), ST_MinY({new}), ST_MaxY({new}));"
    );
    let drop_box = format!("DELETE FROM {index} WHERE id = {old_key};");

    [
        (trigger("insert"), format!("INSERT ON {table} WHEN {has_box}"), set_box.clone()),
        (
            trigger("update1"),
            format!("UPDATE OF {} ON {table} WHEN {old_key} = {new_key} AND {has_box}", quoted(geometry)),
            set_box.clone(),
        ),
        (
            trigger("update2"),
            format!("UPDATE OF {} ON {table} WHEN {old_key} = {new_key} AND {has_no_box}", quoted(geometry)),
            drop_box.clone(),
        ),
        (
            trigger("update3"),
            format!("UPDATE ON {table} WHEN {old_key} != {new_key} AND {has_box}"),
            format!("{drop_box} {set_box}"),
        ),
        (
            trigger("update4"),
            format!("UPDATE ON {table} WHEN {old_key} != {new_key} AND {has_no_box}"),
            format!("DELETE FROM {index} WHERE id IN ({old_key}, {new_key});"),
        ),
        (trigger("delete"), format!("DELETE ON {table} WHEN {old} NOT NULL"), drop_box),
    ]
    .map(|(name, event, action)| format!("CREATE TRIGGER {name} AFTER {event} BEGIN {action} END;\n"))
    .concat()
}

/// GDAL's own: it reads the number of features instead of counting them.
fn feature_count_sql(table: &str) -> String {
    [("insert", '+'), ("delete", '-')]
        .map(|(event, sign)| {
            format!(
                "CREATE TRIGGER {} AFTER {event} ON {} BEGIN \
                 UPDATE gpkg_ogr_contents SET feature_count = feature_count {sign} 1 \
                 WHERE lower(table_name) = lower({}); END;\n",
                quoted(&format!("trigger_{event}_feature_count_{table}")),
                quoted(table),
                literal(table),
            )
        })
        .concat()
}
