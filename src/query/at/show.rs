//! Answers as a table for people, JSON, JSON lines, CSV and `GeoJSON`.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::PathBuf;

use geo::Coord;

use super::answer::{Answer as PlaceAnswer, Told, millimetres, place_word};
use super::place::Place;
use crate::domain::MineShape;
use crate::map;
use crate::query::{Answer, Cell, Format, Rows, Subject, format};

const SCHEMA_VERSION: u32 = 1;
/// The columns of a table of zones.
const COLUMNS: [&str; 5] = ["kind", "name", "id", "class", "place"];

/// The answers for some places.
#[derive(Debug)]
pub struct Answers {
    supposed: Option<String>,
    near_m: f64,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    text: String,
    at: Coord<f64>,
    /// Each with the cells of [`COLUMNS`].
    zones: Vec<Vec<Cell>>,
    /// The other fields, in order.
    fields: Vec<(String, Cell)>,
    /// The members of the answer as JSON.
    members: String,
    hint: Option<&'static str>,
}

const OUTSIDE: &str = "no zone of the plan holds this place";
const SWAPPED: &str =
    "no zone of the plan holds this place; with longitude and latitude swapped, one would: longitude comes first";

impl Answers {
    pub(super) fn new(supposed: Option<String>, near_m: f64) -> Self {
        Self { supposed, near_m, entries: Vec::new() }
    }

    pub(super) fn push(&mut self, place: &Place, answer: &PlaceAnswer<'_>, is_swapped: bool) {
        let hint = answer.is_outside().then_some(if is_swapped { SWAPPED } else { OUTSIDE });
        let mut members = Vec::new();
        answer.write_members(&mut members);
        let mut members = String::from_utf8(members).unwrap_or_default();
        if let Some(hint) = hint {
            let _ = write!(members, ",\"hint\":{}", serde_json::Value::from(hint));
        }
        let mut fields = Vec::new();
        answer.fields(|name, value| {
            let cell = match value {
                Told::Nothing => Cell::Null,
                Told::Text(text) => Cell::Text(text.to_owned()),
                Told::Truth(truth) => Cell::Boolean(truth),
                Told::Metres(metres) => Cell::Real(millimetres(metres)),
            };
            fields.push((name.to_owned(), cell));
        });
        let zones = answer.hits().iter().filter_map(|hit| {
            let zones = answer.ground.zones.get(hit.kind as usize)?;
            let zone = zones.zone(hit.zone)?;
            let text = |text: Option<&str>| text.map_or(Cell::Null, |text| Cell::Text(text.to_owned()));
            let other = map::names(&zone.attributes, Some(&zone.name))
                .map(|title| if *title.chinese == *zone.name { title.english } else { title.chinese })
                .filter(|other| **other != *zone.name);
            let name = other.map_or_else(|| zone.name.clone(), |other| format!("{} {other}", zone.name));
            Some(vec![
                Cell::Text(zones.kind.word().to_owned()),
                Cell::Text(name),
                text(zone.id.as_deref()),
                text(zone.class.word()),
                Cell::Text(place_word(hit.place).to_owned()),
            ])
        });
        let zones = zones.collect();
        self.entries.push(Entry { text: place.text.clone(), at: place.at, zones, fields, members, hint });
    }

    /// What a person should know beside the answers, one remark for each place of which there is one.
    pub fn remarks(&self) -> impl Iterator<Item = String> {
        self.entries.iter().filter_map(|entry| Some(format!("{}: {}", entry.text, entry.hint?)))
    }

    /// The answers as text; every format ends with the end of a line.
    #[must_use]
    pub fn show(&self, as_format: Format) -> Vec<u8> {
        let mut out = Vec::new();
        match as_format {
            Format::Table => out.extend_from_slice(self.table().as_bytes()),
            Format::Json => {
                let supposed =
                    self.supposed.as_ref().map(|text| format!("\"as\":{},", serde_json::Value::from(text.as_str())));
                let answers: Vec<String> = self.entries.iter().map(|entry| format!("{{{}}}", entry.members)).collect();
                let (supposed, answers) = (supposed.unwrap_or_default(), answers.join(",\n"));
                out.extend_from_slice(
                    format!("{{\"schema_version\":{SCHEMA_VERSION},{supposed}\"answers\":[\n{answers}\n]}}\n")
                        .as_bytes(),
                );
            }
            Format::JsonLines => {
                out.extend(self.entries.iter().flat_map(|entry| format!("{{{}}}\n", entry.members).into_bytes()));
            }
            // Writing to memory cannot fail.
            Format::Csv => drop(format(&self.by_zone(), Format::Csv, &mut out)),
            Format::GeoJson => drop(format(&self.rows(), Format::GeoJson, &mut out)),
        }
        out
    }

    /// A row for each place, to be saved as a file that replaces none of the inputs.
    #[must_use]
    pub fn as_answer(&self, inputs: Vec<PathBuf>) -> Answer<'static> {
        Answer {
            subject: Subject::Rows,
            rows: self.rows(),
            short: Vec::new(),
            is_single: false,
            zones: None,
            notes: self.remarks().collect(),
            known: Vec::new(),
            inputs,
        }
    }

    /// A row for each place, with the names of its zones by kind.
    #[must_use]
    pub fn rows(&self) -> Rows<'static> {
        let names: Vec<String> = self
            .entries
            .first()
            .map_or_else(Vec::new, |entry| entry.fields.iter().map(|(name, _)| name.clone()).collect());
        let row = |entry: &Entry| {
            let of = |name: &String| entry.fields.iter().find(|(known, _)| known == name).map(|(_, cell)| cell.clone());
            let zones = entry.zones.iter().map(|zone| match (&zone[0], &zone[1]) {
                (Cell::Text(kind), Cell::Text(name)) => format!("{kind}:{name}"),
                _ => String::new(),
            });
            let zones = zones.collect::<Vec<_>>().join(";");
            let mut row = vec![Cell::Real(entry.at.x), Cell::Real(entry.at.y), Cell::Text(zones)];
            row.extend(names.iter().map(|name| of(name).unwrap_or(Cell::Null)));
            row
        };
        let point = |entry: &Entry| Some(Cow::Owned(MineShape::Point(entry.at, None)));
        Rows {
            columns: ["lon", "lat", "zones"].into_iter().map(str::to_owned).chain(names.iter().cloned()).collect(),
            rows: self.entries.iter().map(row).collect(),
            shapes: Some(self.entries.iter().map(point).collect()),
        }
    }

    /// A row for each zone of each place; one without a zone for a place that none holds.
    fn by_zone(&self) -> Rows<'static> {
        let rows = self.entries.iter().flat_map(|entry| {
            let at = [Cell::Real(entry.at.x), Cell::Real(entry.at.y)];
            let none = vec![vec![Cell::Null; COLUMNS.len()]];
            let zones = if entry.zones.is_empty() { none } else { entry.zones.clone() };
            zones.into_iter().map(move |zone| at.iter().cloned().chain(zone).collect())
        });
        Rows {
            columns: ["lon", "lat"].into_iter().chain(COLUMNS).map(str::to_owned).collect(),
            rows: rows.collect(),
            shapes: None,
        }
    }

    fn table(&self) -> String {
        let mut text = String::new();
        for (number, entry) in self.entries.iter().enumerate() {
            if number > 0 {
                text.push('\n');
            }
            let _ = writeln!(text, "{}, {}", entry.at.x, entry.at.y);
            if let Some(hint) = entry.hint {
                let _ = writeln!(text, "{hint}");
            } else {
                let columns = COLUMNS.into_iter().map(str::to_owned).collect();
                let zones = Rows { columns, rows: entry.zones.clone(), shapes: None };
                let mut table = Vec::new();
                let _ = format(&zones, Format::Table, &mut table);
                text.push_str(&String::from_utf8_lossy(&table));
            }
            self.write_fields(entry, &mut text);
        }
        text
    }

    fn write_fields(&self, entry: &Entry, text: &mut String) {
        let cell = |name: &str| entry.fields.iter().find(|(known, _)| known == name).map(|(_, cell)| cell);
        let words = |name: &str| match cell(name) {
            Some(Cell::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        for (name, cell) in &entry.fields {
            let Some(kind) = name.strip_suffix("_m").filter(|kind| *kind != "periphery") else { continue };
            let near = match (cell, words(&format!("{kind}_near"))) {
                (Cell::Real(metres), Some(name)) => format!("{name}, {}", distance(*metres)),
                _ if self.near_m > 0.0 => format!("none within {}", distance(self.near_m)),
                _ => continue,
            };
            let kind = if kind == "redline" { "red line" } else { kind };
            let _ = writeln!(text, "nearest {kind}: {near}");
        }
        if let (Some(unit), Some(Cell::Real(metres))) = (words("periphery_to"), cell("periphery_m")) {
            let _ = writeln!(text, "periphery: {unit}, {}", distance(*metres));
        }
        let flagged = match (cell("flagged"), words("flag_basis")) {
            (Some(Cell::Boolean(true)), basis) => format!("yes ({})", basis.unwrap_or_default()),
            _ => "no".to_owned(),
        };
        match &self.supposed {
            None => {
                let _ = writeln!(text, "flagged by its zones: {flagged}");
            }
            Some(supposed) => {
                let _ = writeln!(text, "a mine there ({supposed}):");
                let _ = writeln!(text, "  flagged: {flagged}");
                let _ = writeln!(text, "  verdict: {}", words("verdict").unwrap_or("none: no rule speaks of it"));
                for (name, label) in [("clauses", "rules"), ("missing", "not known"), ("unverified", "unverified")] {
                    if let Some(words) = words(name) {
                        let _ = writeln!(text, "  {label}: {}", words.replace(';', "; "));
                    }
                }
            }
        }
    }
}

/// Metres as people say them.
fn distance(metres: f64) -> String {
    if metres >= 10_000.0 { format!("{:.1} km", metres / 1e3) } else { format!("{metres:.1} m") }
}
