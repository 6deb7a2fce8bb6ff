//! GeoJSON by RFC 7946: longitude and latitude, one feature a line, attributes of the source first and as they were.
//!
//! Attributes and points that were not changed are copied as text, so that no number is spelled anew.

use std::borrow::Cow;
use std::io::{self, Write};

use geo::Coord;
use rayon::prelude::*;

use super::added::{self, Added};
use super::rows::{Row, RowShape, defect_columns, selected};
use super::table::{Column, Value};
use crate::domain::{Mine, MineShape, Report};

/// How features stand in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// A `FeatureCollection`.
    Collection,
    /// One feature a line and nothing else.
    Lines,
}

/// Mines to a task, and tasks that are held in memory at once.
const TASK_MINES: usize = 4096;
const TASKS_HELD: usize = 8;

/// Writes all mines, or the flagged ones.
pub(super) fn mines(
    out: &mut (impl Write + Send),
    report: &Report<'_>,
    only_flagged: bool,
    layout: Layout,
) -> io::Result<()> {
    let mines = selected(report, only_flagged);
    let keys = keys(&Added::to_mines(report).columns);
    let (between, last): (&[u8], &[u8]) = match layout {
        Layout::Collection => (b",\n", b"\n"),
        Layout::Lines => (b"\n", b"\n"),
    };
    if layout == Layout::Collection {
        out.write_all(&collection_head("flagged"))?;
    }
    let format = |batch: &[u32]| -> Vec<Vec<u8>> {
        batch
            .par_chunks(TASK_MINES)
            .map(|task| {
                let mut text = Vec::with_capacity(task.len() * 640);
                let mut values = Vec::with_capacity(keys.len());
                for &mine in task {
                    feature(&mut text, report, mine as usize, &keys, &mut values);
                    text.extend_from_slice(if Some(&mine) == mines.last() { last } else { between });
                }
                text
            })
            .collect()
    };
    // While one batch goes to the file the next is put into words.
    let mut ready: Vec<Vec<u8>> = Vec::new();
    for batch in mines.chunks(TASK_MINES * TASKS_HELD) {
        let (written, formatted) =
            rayon::join(|| ready.iter().try_for_each(|text| out.write_all(text)), || format(batch));
        written?;
        ready = formatted;
    }
    ready.iter().try_for_each(|text| out.write_all(text))?;
    if layout == Layout::Collection {
        out.write_all(b"]\n}\n")?;
    }
    out.flush()
}

fn collection_head(name: &str) -> Vec<u8> {
    format!("{{\n\"type\": \"FeatureCollection\",\n\"name\": \"{name}\",\n\"features\": [\n").into_bytes()
}

/// The names of columns as JSON text, with the colon.
fn keys(columns: &[Column]) -> Vec<String> {
    columns.iter().map(|column| format!("{}:", serde_json::Value::from(column.name.as_str()))).collect()
}

fn feature<'r>(
    text: &mut Vec<u8>,
    report: &'r Report<'_>,
    position: usize,
    keys: &[String],
    values: &mut Vec<Value<'r>>,
) {
    let mine: &Mine<'_> = &report.layer.mines[position];
    text.extend_from_slice(b"{\"type\":\"Feature\",");
    if let Some(id) = mine.id_member {
        text.extend_from_slice(b"\"id\":");
        text.extend_from_slice(one_line(id).as_bytes());
        text.push(b',');
    }
    text.extend_from_slice(b"\"properties\":{");
    let members = one_line(mine.attributes.members());
    text.extend_from_slice(members.as_bytes());
    values.clear();
    added::push_mine_values(values, report, position);
    for (index, (key, value)) in keys.iter().zip(values.iter()).enumerate() {
        if index > 0 || !members.is_empty() {
            text.push(b',');
        }
        text.extend_from_slice(key.as_bytes());
        push_value(text, value);
    }
    text.extend_from_slice(b"},\"geometry\":");
    match &mine.shape {
        MineShape::Point(_, Some(source)) => text.extend_from_slice(one_line(source).as_bytes()),
        MineShape::Point(at, None) => push_point(text, *at),
        MineShape::Area(area) => push_area(text, area),
    }
    text.push(b'}');
}

fn push_value(text: &mut Vec<u8>, value: &Value<'_>) {
    match value {
        Value::Null => text.extend_from_slice(b"null"),
        Value::Boolean(true) => text.extend_from_slice(b"true"),
        Value::Boolean(false) => text.extend_from_slice(b"false"),
        Value::Integer(number) => text.extend_from_slice(number.to_string().as_bytes()),
        Value::Real(number) => push_number(text, *number),
        // Writing text to memory cannot fail.
        Value::Text(words) => drop(serde_json::to_writer(text, words.as_ref())),
    }
}

fn push_number(text: &mut Vec<u8>, number: f64) {
    drop(serde_json::to_writer(text, &number));
}

fn push_point(text: &mut Vec<u8>, at: Coord<f64>) {
    text.extend_from_slice(b"{\"type\":\"Point\",\"coordinates\":[");
    push_number(text, at.x);
    text.push(b',');
    push_number(text, at.y);
    text.extend_from_slice(b"]}");
}

fn push_area(text: &mut Vec<u8>, area: &geo::MultiPolygon<f64>) {
    let geometry = match area.0.as_slice() {
        [polygon] => geojson::Geometry::from(polygon),
        _ => geojson::Geometry::from(area),
    };
    drop(serde_json::to_writer(text, &geometry));
}

fn push_shape(text: &mut Vec<u8>, shape: RowShape<'_>) {
    match shape {
        RowShape::Point(at) => push_point(text, at),
        RowShape::Area(area) => push_area(text, area),
        RowShape::Other(geometry) => drop(serde_json::to_writer(text, &geojson::Geometry::from(geometry))),
        RowShape::None => text.extend_from_slice(b"null"),
    }
}

/// Writes a layer as it is: attributes are JSON text already, without their braces, and so are ids.
pub(super) fn plain<'r>(
    out: &mut impl Write,
    rows: impl ExactSizeIterator<Item = (Option<&'r str>, Cow<'r, str>, RowShape<'r>)>,
    name: &str,
    layout: Layout,
) -> io::Result<()> {
    let is_collection = layout == Layout::Collection;
    if is_collection {
        out.write_all(&collection_head(name))?;
    }
    let count = rows.len();
    for (number, (id, members, shape)) in rows.enumerate() {
        let mut text = b"{\"type\":\"Feature\",".to_vec();
        if let Some(id) = id {
            text.extend_from_slice(format!("\"id\":{},", one_line(id)).as_bytes());
        }
        text.extend_from_slice(format!("\"properties\":{{{}}},\"geometry\":", one_line(&members)).as_bytes());
        push_shape(&mut text, shape);
        text.extend_from_slice(if is_collection && number + 1 < count { b"},\n" } else { b"}\n" });
        out.write_all(&text)?;
    }
    if is_collection {
        out.write_all(b"]\n}\n")?;
    }
    out.flush()
}

/// The members of an object by columns and values, without braces.
pub(super) fn members(columns: &[Column], values: &[Value<'_>]) -> String {
    let mut text = Vec::new();
    for (index, (key, value)) in keys(columns).iter().zip(values).enumerate() {
        text.extend_from_slice(if index > 0 { b"," } else { b"" });
        text.extend_from_slice(key.as_bytes());
        push_value(&mut text, value);
    }
    String::from_utf8_lossy(&text).into_owned()
}

/// JSON text without line breaks: those of pretty-printed sources stand between tokens, since inside strings they are
/// escaped.
fn one_line(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for (number, part) in text.lines().enumerate() {
        if number > 0 {
            line.push(' ');
        }
        line.push_str(part.trim());
    }
    Cow::Owned(line)
}

/// Writes rows of defects as a `FeatureCollection`, in the order in which they were found.
pub(super) fn defects<'r>(out: &mut impl Write, rows: impl ExactSizeIterator<Item = Row<'r>>) -> io::Result<()> {
    out.write_all(&collection_head("defects"))?;
    let keys = keys(&defect_columns());
    let count = rows.len();
    for (number, Row { shape, values }) in rows.enumerate() {
        let mut text = b"{\"type\":\"Feature\",\"properties\":{".to_vec();
        for (index, (key, value)) in keys.iter().zip(&values).enumerate() {
            text.extend_from_slice(if index > 0 { b"," } else { b"" });
            text.extend_from_slice(key.as_bytes());
            push_value(&mut text, value);
        }
        text.extend_from_slice(b"},\"geometry\":");
        push_shape(&mut text, shape);
        text.extend_from_slice(if number + 1 < count { b"},\n" } else { b"}\n" });
        out.write_all(&text)?;
    }
    out.write_all(b"]\n}\n")?;
    out.flush()
}
