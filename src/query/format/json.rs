//! JSON, one object a line, and `GeoJSON`: Chinese is not escaped, numbers are as exact as they came.

use std::io::{self, Write};

use geo::Coord;
use serde_json::Value;

use crate::domain::MineShape;
use crate::query::rows::{Cell, Rows};

/// The version of the JSON object.
const SCHEMA_VERSION: u32 = 1;

/// Rows as one JSON object with `schema_version`, `columns` and `rows`, each row an object.
#[must_use]
pub fn object(rows: &Rows<'_>) -> String {
    format!("{{\"schema_version\":{SCHEMA_VERSION},{}}}", members(rows))
}

/// The members `columns` and `rows`.
pub(in crate::query) fn members(rows: &Rows<'_>) -> String {
    let columns: Vec<String> = rows.columns.iter().map(|name| quoted(name)).collect();
    let mut text = format!("\"columns\":[{}],\"rows\":[", columns.join(","));
    for (at, row) in rows.rows.iter().enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.push_str(&row_object(&rows.columns, row));
    }
    text.push(']');
    text
}

pub(super) fn lines(rows: &Rows<'_>, out: &mut dyn Write) -> io::Result<()> {
    rows.rows.iter().try_for_each(|row| writeln!(out, "{}", row_object(&rows.columns, row)))
}

pub(super) fn features(rows: &Rows<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\n\"type\": \"FeatureCollection\",\n\"features\": [\n")?;
    for (at, row) in rows.rows.iter().enumerate() {
        let shape = rows.shapes.as_ref().and_then(|shapes| shapes.get(at)?.as_deref());
        let end = if at + 1 == rows.rows.len() { "\n" } else { ",\n" };
        let properties = row_object(&rows.columns, row);
        let geometry = geometry(shape);
        write!(out, "{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":{geometry}}}{end}")?;
    }
    out.write_all(b"]\n}\n")
}

fn row_object(columns: &[String], row: &[Cell]) -> String {
    let mut text = String::from("{");
    for (at, (name, cell)) in columns.iter().zip(row).enumerate() {
        if at > 0 {
            text.push(',');
        }
        text.push_str(&quoted(name));
        text.push(':');
        match cell {
            Cell::Null => text.push_str("null"),
            Cell::Boolean(value) => text.push_str(if *value { "true" } else { "false" }),
            Cell::Integer(number) => text.push_str(&number.to_string()),
            Cell::Real(number) => text.push_str(&Value::from(*number).to_string()),
            Cell::Text(words) => text.push_str(&quoted(words)),
            Cell::Json(json) => text.push_str(&one_line(json)),
        }
    }
    text.push('}');
    text
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// Line ends of JSON stand between its parts alone, never inside of a text.
fn one_line(json: &str) -> String {
    json.replace(['\n', '\r'], " ")
}

fn geometry(shape: Option<&MineShape<'_>>) -> String {
    match shape {
        None => "null".to_owned(),
        Some(MineShape::Point(_, Some(source))) => one_line(source),
        Some(MineShape::Point(at, None)) => point(*at),
        Some(MineShape::Area(area)) => {
            let geometry = match area.0.as_slice() {
                [polygon] => geojson::Geometry::from(polygon),
                _ => geojson::Geometry::from(area.as_ref()),
            };
            geometry.to_string()
        }
    }
}

fn point(at: Coord<f64>) -> String {
    format!("{{\"type\":\"Point\",\"coordinates\":[{},{}]}}", Value::from(at.x), Value::from(at.y))
}
