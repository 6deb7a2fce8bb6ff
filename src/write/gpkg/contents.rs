//! What a finished package holds, as it says itself: for those who describe it, such as a project of QGIS.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::GpkgError;

/// A layer or a table of a package.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The name of the table.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The type of its geometries in capitals, such as `MULTIPOLYGON`; `None` for a table of attributes.
    pub geometry: Option<String>,
    /// West, south, east, north of its geometries in degrees; `None` without any.
    pub extent: Option<[f64; 4]>,
    /// Its columns without the primary key and the geometry, in order, each with its title where it has one.
    pub columns: Vec<(String, Option<String>)>,
    /// The QML document of its default style.
    pub qml: Option<String>,
}

/// The layers and tables of a package in the order in which they were written, the table of styles left out.
///
/// # Errors
///
/// [`GpkgError::Sqlite`] if the file cannot be read.
pub fn contents(path: &Path) -> Result<Vec<Content>, GpkgError> {
    let failed = |source| GpkgError::sqlite(path, "read the contents", source);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let absolute = std::path::absolute(path).map_err(|error| GpkgError::file(path, "find the file", error))?;
    let connection = Connection::open_with_flags(absolute, flags).map_err(failed)?;
    read(&connection).map_err(failed)
}

fn read(connection: &Connection) -> rusqlite::Result<Vec<Content>> {
    let sql = "SELECT c.table_name, coalesce(c.identifier, c.table_name), g.geometry_type_name, g.column_name,
                 c.min_x, c.min_y, c.max_x, c.max_y
               FROM gpkg_contents c LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
               WHERE c.table_name <> 'layer_styles' ORDER BY c.rowid";
    let mut query = connection.prepare(sql)?;
    let rows = query.query_map([], |row| {
        let edges: [Option<f64>; 4] = [row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?];
        let extent = match edges {
            [Some(west), Some(south), Some(east), Some(north)] => Some([west, south, east, north]),
            _ => None,
        };
        let geometry_column: Option<String> = row.get(3)?;
        let content = Content {
            name: row.get(0)?,
            title: row.get(1)?,
            geometry: row.get(2)?,
            extent,
            columns: Vec::new(),
            qml: None,
        };
        Ok((content, geometry_column))
    })?;
    let mut contents = Vec::new();
    for row in rows {
        let (mut content, geometry_column) = row?;
        content.columns = columns(connection, &content.name, geometry_column.as_deref())?;
        content.qml = qml(connection, &content.name)?;
        contents.push(content);
    }
    Ok(contents)
}

fn columns(
    connection: &Connection,
    table: &str,
    geometry: Option<&str>,
) -> rusqlite::Result<Vec<(String, Option<String>)>> {
    let sql = "SELECT i.name, d.title FROM pragma_table_info(?1) i
               LEFT JOIN gpkg_data_columns d ON d.table_name = ?1 AND d.column_name = i.name
               WHERE i.pk = 0 AND i.name IS NOT ?2 ORDER BY i.cid";
    let mut query = connection.prepare(sql)?;
    query.query_map(params![table, geometry], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn qml(connection: &Connection, table: &str) -> rusqlite::Result<Option<String>> {
    if !connection.table_exists(None, "layer_styles")? {
        return Ok(None);
    }
    let sql = r#"SELECT "styleQML" FROM layer_styles WHERE "f_table_name" = ?1 AND "useAsDefault" ORDER BY "id""#;
    Ok(connection.query_row(sql, [table], |row| row.get::<_, Option<String>>(0)).optional()?.flatten())
}
