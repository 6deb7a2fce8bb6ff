//! A text of corners as its source.

use std::borrow::Cow;
use std::path::Path;

use super::options::{Conversion, TextOptions};
use super::outcome::{Outcome, TextOutcome};
use super::system::TextSystem;
use super::tables::{POINTS_TABLE, TEXT_TABLE, Tables, place};
use super::{defect, demand_some, shapes, text_file};
use crate::corners::{Column, Document, Item, LineEnding, Parcel};
use crate::crs::{Remark, ToCgcs2000, short_name};
use crate::domain::{Defect, DefectCode, FieldKind, LayerSource, Role, StatedCrs, Title};
use crate::error::Error;
use crate::plan::Format;
use crate::read::corner_text::{self, CornerText};
use crate::write::{self, Content, PlainLayer, PlainRow, SideTable, Value};

/// Titles of the columns of a header line.
const TITLES: [&str; 13] = [
    "界址点数 Number of points",
    "地块面积(公顷) Area (ha)",
    "地块编号 Number",
    "地块名称 Name",
    "记录图形属性 Shape",
    "图幅号 Sheet",
    "地块用途 Use",
    "地类编码 Land class code",
    "图斑类型 Patch type",
    "地类 Land class",
    "改造前质量等别 Grade before",
    "改造后质量等别 Grade after",
    "备注 Remark",
];

/// Whether a text is in a system already.
pub(super) fn is_in(text: &CornerText, system: TextSystem) -> bool {
    text.coordinates.reading.as_ref().and_then(TextSystem::of_reading) == Some(system)
}

/// What the reader said, and which lines it refused.
fn read_defects(text: &CornerText, source: &LayerSource) -> Vec<Defect> {
    let layer_wide = text.remarks().into_iter().map(|remark| defect(source, None, None, remark.code, remark.reason));
    let mut defects: Vec<Defect> = layer_wide.collect();
    let features = text.parsed.document.items().filter(|item| matches!(item, Item::Parcel(_) | Item::Refused(_)));
    for (index, item) in (0_u32..).zip(features) {
        if let Item::Refused(refused) = item {
            let reason = text.reasons(refused);
            defects.push(defect(source, Some(index), refused.parcel.as_deref(), DefectCode::Unreadable, reason));
        }
    }
    defects
}

fn count(document: &Document) -> (usize, usize) {
    let parcels = document.parcels().count();
    (parcels + document.refused().count(), parcels)
}

/// The text again, word for word.
pub(super) fn to_text(text: &CornerText, conversion: &Conversion, path: &Path) -> Result<Outcome, Error> {
    let source = conversion.layer.request(Role::Mines).source;
    let defects = read_defects(text, &source);
    let (read, written) = count(&text.parsed.document);
    demand_some(&source, read, written, &defects)?;
    let document = text.parsed.document.clone().without_refused();
    let bytes = text_file::bytes(&document, &source, &conversion.text)?;
    let (files, notes) = write::converted(path, &Content::Bytes(&bytes), &defects)?;
    let crs =
        text.coordinates.reading.as_ref().map_or_else(|| "coordinates as they stand".to_owned(), ToString::to_string);
    let options: TextOptions = conversion.text;
    let text = Some(TextOutcome { options, kept: written, rounding: None });
    Ok(Outcome { read, written, crs, text, defects, notes, files })
}

/// A layer of the parcels, in EPSG:4490; in a `GeoPackage` with the side tables.
pub(super) fn to_layer(
    text: &CornerText,
    conversion: &Conversion,
    path: &Path,
    format: Format,
) -> Result<Outcome, Error> {
    let source = conversion.layer.request(Role::Mines).source;
    let mut defects = read_defects(text, &source);
    let (read, sound) = count(&text.parsed.document);
    demand_some(&source, read, sound, &defects)?;
    let reading = text.reading(&source)?;
    let datum = &conversion.layer.fields.datum;
    let (way, remark) = ToCgcs2000::with(&text.crs, &source.to_string(), datum)?;
    defects.extend(of_way(&remark, &source, datum.parameters.map(|parameters| parameters.to_string())));
    let keeps_text = format == Format::GeoPackage;
    let mut document = text.parsed.document.clone();
    let columns = corner_text::columns(document.parcels());
    let mut rows = Vec::new();
    let mut index = 0;
    // What has no place on earth is refused before parcels are numbered.
    for item in document.sections.iter_mut().flat_map(|section| &mut section.items) {
        if matches!(item, Item::Parcel(_) | Item::Refused(_)) {
            index += 1;
        }
        let (Item::Parcel(parcel), Some(reading)) = (&*item, reading) else { continue };
        match shapes::to_4490(corner_text::geometry(parcel, reading), &way) {
            Ok(geometry) => rows.push(row(geometry, parcel, &columns, keeps_text.then_some(place(rows.len())))),
            Err(reason) => {
                defects.push(defect(&source, Some(index - 1), parcel.title(), DefectCode::OutOfRange, reason));
                *item = Item::Refused(crate::corners::Refused { parcel: None, lines: Vec::new() });
            }
        }
    }
    let written = rows.len();
    demand_some(&source, read, written, &defects)?;
    let layer = PlainLayer::new("parcels", "地块 Parcels", layer_columns(&columns, keeps_text), rows);
    let tables = Tables::of(&document.without_refused(), &origin(text, conversion));
    if keeps_text && tables.holds_zero() {
        let problem = "a zero byte stands in a value, which no GeoPackage keeps".to_owned();
        let hint = "take it out of the text".to_owned();
        return Err(Error::Convert { path: source.to_string(), problem, hint });
    }
    let side_tables = if keeps_text { side_tables(tables) } else { Vec::new() };
    let (files, notes) = write::converted(path, &Content::Layer(&layer, &side_tables, format), &defects)?;
    Ok(Outcome { read, written, crs: "EPSG:4490".to_owned(), text: None, defects, notes, files })
}

/// What a user has to know of the way to EPSG:4490.
fn of_way(remark: &Remark, source: &LayerSource, parameters: Option<String>) -> Option<Defect> {
    let (code, reason) = match remark {
        Remark::Exact => return None,
        Remark::Ballpark(crs, metres) => (
            DefectCode::BallparkDatum,
            format!("{crs} was taken for CGCS2000; places may be wrong by {metres} m, as accepted"),
        ),
        Remark::Parameters(crs, _) => {
            let parameters = parameters.unwrap_or_default();
            (DefectCode::DatumParameters, format!("{crs} was moved to CGCS2000 by the parameters {parameters}"))
        }
        Remark::WebMap(map) => {
            let reason = format!("coordinates are {} as stated, and were moved back to WGS 84", map.name());
            (DefectCode::WebMapShift, reason)
        }
    };
    Some(defect(source, None, None, code, reason))
}

fn text_value(text: &str) -> Value<'static> {
    if text.is_empty() { Value::Null } else { Value::Text(Cow::Owned(text.to_owned())) }
}

fn row(geometry: geo::Geometry<f64>, parcel: &Parcel, columns: &[Column], corner_id: Option<i64>) -> PlainRow<'static> {
    let values = columns.iter().map(|column| text_value(parcel.value(*column)));
    PlainRow::new(Some(geometry), values.chain(corner_id.map(Value::Integer)).collect())
}

fn column(name: &str, kind: FieldKind, title: &'static str) -> write::Column {
    write::Column::titled(name, kind, title, "")
}

fn layer_columns(columns: &[Column], keeps_text: bool) -> Vec<write::Column> {
    let own = columns.iter().map(|known| column(known.code(), FieldKind::Text, TITLES[*known as usize]));
    let id = keeps_text.then(|| column("corner_id", FieldKind::Integer, "界址表地块号 Parcel in the corner tables"));
    own.chain(id).collect()
}

/// What is needed to read the stored digits as they were read here.
fn origin(text: &CornerText, conversion: &Conversion) -> Vec<(&'static str, String)> {
    let line_ending = match text.parsed.line_ending {
        LineEnding::None => "none",
        LineEnding::Lf => "LF",
        LineEnding::CrLf => "CRLF",
        LineEnding::Cr => "CR",
        LineEnding::Mixed => "mixed",
    };
    let crs = match &text.crs {
        StatedCrs::Named(name) | StatedCrs::WellKnownText(name) => Some(("crs", short_name(name))),
        StatedCrs::GeoJsonDefault | StatedCrs::Unstated => None,
    };
    let datum = &conversion.layer.fields.datum;
    let given = conversion.layer.crs.clone().map(|crs| ("crs_given", crs));
    let parameters = datum.parameters.map(|parameters| ("crs_parameters", parameters.to_string()));
    let uncertainty = datum.uncertainty_m.map(|metres| ("crs_uncertainty_m", metres.to_string()));
    let found = [("encoding", text.parsed.encoding.name().to_owned()), ("line_ending", line_ending.to_owned())];
    crs.into_iter().chain(given).chain(parameters).chain(uncertainty).chain(found).collect()
}

fn side_tables(tables: Tables) -> Vec<SideTable> {
    let optional = |text: Option<String>| text.map_or(Value::Null, |text| Value::Text(Cow::Owned(text)));
    let whole = |number: Option<i64>| number.map_or(Value::Null, Value::Integer);
    let owned = |text: String| Value::Text(Cow::Owned(text));
    let ord = || column("ord", FieldKind::Integer, "顺序 Order");
    let corner_id = || column("corner_id", FieldKind::Integer, "地块 Parcel (parcels.corner_id)");
    let ring = || column("ring", FieldKind::Integer, "环序 Ring, from 1");
    let text_columns = vec![
        ord(),
        column("kind", FieldKind::Text, "行类 Kind of line"),
        column("name", FieldKind::Text, "名称 Name of a section or key"),
        column("value", FieldKind::Text, "内容 Value or line"),
        corner_id(),
        ring(),
        column("point", FieldKind::Integer, "点序 In front of this point, from 1"),
    ];
    let text_rows = (1_i64..).zip(tables.text).map(|(ord, row)| {
        vec![
            Value::Integer(ord),
            owned(row.kind),
            optional(row.name),
            optional(row.value),
            whole(row.corner_id),
            whole(row.ring),
            whole(row.point),
        ]
    });
    let point_columns = vec![
        ord(),
        corner_id(),
        ring(),
        column("ring_number", FieldKind::Text, "圈号 Number of the ring"),
        column("label", FieldKind::Text, "点号 Label"),
        column("x", FieldKind::Text, "第一坐标 First coordinate, as written"),
        column("y", FieldKind::Text, "第二坐标 Second coordinate, as written"),
        column("more", FieldKind::Text, "其他 Values behind the coordinates"),
        column("is_closing", FieldKind::Integer, "闭合点 1: closes the ring"),
    ];
    let point_rows = (1_i64..).zip(tables.points).map(|(ord, row)| {
        vec![
            Value::Integer(ord),
            Value::Integer(row.corner_id),
            Value::Integer(row.ring),
            owned(row.ring_number),
            owned(row.label),
            owned(row.x),
            owned(row.y),
            optional(row.more),
            Value::Integer(i64::from(row.is_closing)),
        ]
    });
    vec![
        SideTable {
            name: TEXT_TABLE.to_owned(),
            title: Title::of("界址文本 Corner text"),
            description: "The text that the layer parcels came from, line by line; oreline convert writes it again"
                .to_owned(),
            columns: text_columns,
            rows: text_rows.collect(),
        },
        SideTable {
            name: POINTS_TABLE.to_owned(),
            title: Title::of("界址点 Corner points"),
            description: "The points of the text, with labels and digits as they stood".to_owned(),
            columns: point_columns,
            rows: point_rows.collect(),
        },
    ]
}
