//! The side tables that keep a corner text in a `GeoPackage`, word for word: `corner_text` holds what stands between the
//! points, line by line, `corner_points` the points.
//!
//! `corner_text`, in the order of `ord`:
//!
//! | kind | name | value | others |
//! | --- | --- | --- | --- |
//! | `source` | `crs`, `crs_parameters`, `crs_uncertainty_m`, `encoding`, `line_ending` | what the user said, what was found | |
//! | `section` | without its brackets; null in front of the first section line | | |
//! | `key` | the key | its value | |
//! | `comment`, `line` | | the line | |
//! | `parcel` | | the values of the header line, joined by commas | `corner_id` |
//! | `remark` | | a line between points | `corner_id`; `ring` and `point`, from 1, that it stands in front of |
//!
//! `corner_points`, in the order of `ord`: `corner_id`, `ring` from 1, `ring_number` and `label` as they stand, the digits `x`
//! and `y`, `more` values behind them joined by commas, `is_closing` for the point that closes a ring.

use std::collections::BTreeMap;

use crate::corners::{Column, Document, Item, Key, Number, Parcel, Point, Remark, Ring, Section};

pub(super) const TEXT_TABLE: &str = "corner_text";
pub(super) const POINTS_TABLE: &str = "corner_points";

/// What a row of `corner_text` is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TextRow {
    pub(super) kind: String,
    pub(super) name: Option<String>,
    pub(super) value: Option<String>,
    pub(super) corner_id: Option<i64>,
    pub(super) ring: Option<i64>,
    pub(super) point: Option<i64>,
}

/// A row of `corner_points`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PointRow {
    pub(super) corner_id: i64,
    pub(super) ring: i64,
    pub(super) ring_number: String,
    pub(super) label: String,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) more: Option<String>,
    pub(super) is_closing: bool,
}

/// Both tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tables {
    pub(super) text: Vec<TextRow>,
    pub(super) points: Vec<PointRow>,
}

/// A document out of the tables. Parcels have their number; what is damaged has a reason in place of its rings.
#[derive(Clone, Debug, Default)]
pub(super) struct Stored {
    pub(super) source: BTreeMap<String, String>,
    pub(super) sections: Vec<(Option<String>, Vec<StoredItem>)>,
}

#[derive(Clone, Debug)]
pub(super) enum StoredItem {
    Item(Item),
    Parcel(StoredParcel),
}

#[derive(Clone, Debug)]
pub(super) struct StoredParcel {
    pub(super) corner_id: i64,
    pub(super) values: Vec<String>,
    pub(super) rings: Result<Vec<Ring>, String>,
    pub(super) remarks: Vec<Remark>,
}

impl Stored {
    /// The parcels in their order.
    pub(super) fn parcels(&self) -> impl Iterator<Item = &StoredParcel> {
        let items = self.sections.iter().flat_map(|(_, items)| items);
        items.filter_map(|item| if let StoredItem::Parcel(parcel) = item { Some(parcel) } else { None })
    }
}

impl StoredParcel {
    /// Number or name, whichever is there first.
    pub(super) fn title(&self) -> Option<&str> {
        let columns = [Column::Number, Column::Name].into_iter();
        columns.filter_map(|column| self.values.get(column as usize)).map(String::as_str).find(|text| !text.is_empty())
    }

    /// The parcel as it was read; `None` if its points are damaged.
    pub(super) fn parcel(&self) -> Option<Parcel> {
        let rings = self.rings.as_ref().ok()?.clone();
        Some(Parcel { values: self.values.clone(), rings, remarks: self.remarks.clone(), line: 0 })
    }
}

impl Tables {
    /// The tables of a document without refused lines. Parcels are numbered from 1 in their order.
    pub(super) fn of(document: &Document, source: &[(&str, String)]) -> Self {
        let mut tables = Self::default();
        let row = |kind: &str| TextRow { kind: kind.to_owned(), ..TextRow::default() };
        for (name, value) in source {
            let (name, value) = (Some((*name).to_owned()), Some(value.clone()));
            tables.text.push(TextRow { name, value, ..row("source") });
        }
        let mut corner_id = 0;
        for Section { name, items } in &document.sections {
            tables.text.push(TextRow { name: name.clone(), ..row("section") });
            for item in items {
                match item {
                    Item::Comment(text) => tables.text.push(TextRow { value: Some(text.clone()), ..row("comment") }),
                    Item::Text(text) => tables.text.push(TextRow { value: Some(text.clone()), ..row("line") }),
                    Item::Key(Key { name, value, .. }) => {
                        let (name, value) = (Some(name.clone()), Some(value.clone()));
                        tables.text.push(TextRow { name, value, ..row("key") });
                    }
                    Item::Parcel(parcel) => {
                        corner_id += 1;
                        tables.push_parcel(corner_id, parcel);
                    }
                    Item::Refused(_) => {}
                }
            }
        }
        tables
    }

    fn push_parcel(&mut self, corner_id: i64, parcel: &Parcel) {
        let row = |kind: &str| TextRow { kind: kind.to_owned(), corner_id: Some(corner_id), ..TextRow::default() };
        self.text.push(TextRow { value: Some(parcel.values.join(",")), ..row("parcel") });
        for Remark { ring, point, text } in &parcel.remarks {
            let (ring, point) = (Some(place(*ring)), Some(place(*point)));
            self.text.push(TextRow { value: Some(text.clone()), ring, point, ..row("remark") });
        }
        for (index, ring) in parcel.rings.iter().enumerate() {
            let points = ring.points.iter().map(|point| (point, false));
            for (point, is_closing) in points.chain(ring.closing.iter().map(|point| (point, true))) {
                self.points.push(PointRow {
                    corner_id,
                    ring: place(index),
                    ring_number: ring.number.clone(),
                    label: point.label.clone(),
                    x: point.x.text.clone(),
                    y: point.y.text.clone(),
                    more: (!point.more.is_empty()).then(|| point.more.join(",")),
                    is_closing,
                });
            }
        }
    }

    /// Whether some text holds a zero byte, which SQLite keeps and its readers cut at.
    pub(super) fn holds_zero(&self) -> bool {
        let of_text = self.text.iter().flat_map(|row| row.name.iter().chain(&row.value));
        let of_points = self.points.iter().flat_map(|row| [&row.ring_number, &row.label].into_iter().chain(&row.more));
        of_text.chain(of_points).any(|text| text.contains('\0'))
    }

    /// The document that the tables hold.
    ///
    /// # Errors
    /// A row of an unknown kind, or without what its kind needs.
    pub(super) fn read(self) -> Result<Stored, String> {
        let mut points: BTreeMap<i64, Vec<PointRow>> = BTreeMap::new();
        for row in self.points {
            points.entry(row.corner_id).or_default().push(row);
        }
        let mut stored = Stored::default();
        for (number, row) in self.text.into_iter().enumerate() {
            let lacks = |what: &str| format!("row {} ({}) of {TEXT_TABLE} has no {what}", number + 1, row.kind);
            let item = match row.kind.as_str() {
                "source" => {
                    let (Some(name), Some(value)) = (row.name, row.value) else { continue };
                    stored.source.insert(name, value);
                    continue;
                }
                "section" => {
                    stored.sections.push((row.name, Vec::new()));
                    continue;
                }
                "comment" => StoredItem::Item(Item::Comment(row.value.clone().ok_or_else(|| lacks("value"))?)),
                "line" => StoredItem::Item(Item::Text(row.value.clone().ok_or_else(|| lacks("value"))?)),
                "key" => {
                    let name = row.name.clone().ok_or_else(|| lacks("name"))?;
                    StoredItem::Item(Item::Key(Key { name, value: row.value.unwrap_or_default(), line: 0 }))
                }
                "parcel" => {
                    let corner_id = row.corner_id.ok_or_else(|| lacks("corner_id"))?;
                    let values = row.value.unwrap_or_default().split(',').map(str::to_owned).collect();
                    let rings = rings(points.remove(&corner_id).unwrap_or_default());
                    StoredItem::Parcel(StoredParcel { corner_id, values, rings, remarks: Vec::new() })
                }
                "remark" => {
                    let text = row.value.clone().ok_or_else(|| lacks("value"))?;
                    let index = |from_1: Option<i64>| {
                        from_1.and_then(|at| usize::try_from(at.saturating_sub(1)).ok()).unwrap_or(0)
                    };
                    let remark = Remark { ring: index(row.ring), point: index(row.point), text };
                    match stored.sections.last_mut().and_then(|(_, items)| items.last_mut()) {
                        Some(StoredItem::Parcel(parcel)) if Some(parcel.corner_id) == row.corner_id => {
                            parcel.remarks.push(remark);
                        }
                        // Its parcel is gone from the table; the words stay.
                        _ => push(&mut stored, StoredItem::Item(Item::Comment(remark.text))),
                    }
                    continue;
                }
                other => return Err(format!("row {} of {TEXT_TABLE} is of an unknown kind: {other:?}", number + 1)),
            };
            push(&mut stored, item);
        }
        Ok(stored)
    }
}

/// An index as a number from 1.
pub(super) fn place(index: usize) -> i64 {
    i64::try_from(index).map_or(i64::MAX, |index| index.saturating_add(1))
}

fn push(stored: &mut Stored, item: StoredItem) {
    if stored.sections.is_empty() {
        stored.sections.push((None, Vec::new()));
    }
    if let Some((_, items)) = stored.sections.last_mut() {
        items.push(item);
    }
}

fn rings(rows: Vec<PointRow>) -> Result<Vec<Ring>, String> {
    let mut rings: Vec<Ring> = Vec::new();
    let mut last = None;
    for row in rows {
        let point = Point {
            x: number(&row.x, &row)?,
            y: number(&row.y, &row)?,
            more: row.more.as_deref().map_or_else(Vec::new, |more| more.split(',').map(str::to_owned).collect()),
            label: row.label,
            line: 0,
        };
        if last != Some(row.ring) {
            last = Some(row.ring);
            rings.push(Ring { number: row.ring_number, points: Vec::new(), closing: None });
        }
        let Some(ring) = rings.last_mut() else { continue };
        if row.is_closing {
            ring.closing = Some(point);
        } else {
            ring.points.push(point);
        }
    }
    match rings.iter().position(|ring| ring.points.is_empty()) {
        Some(ring) => Err(format!("ring {} has no points in {POINTS_TABLE}", ring + 1)),
        None if rings.is_empty() => Err(format!("{POINTS_TABLE} holds no points of it")),
        None => Ok(rings),
    }
}

/// Digits as the reader of texts takes them.
fn number(text: &str, row: &PointRow) -> Result<Number, String> {
    let has_form = text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    match text.parse::<f64>() {
        Ok(value) if has_form && value.abs() < 1e9 => Ok(Number { text: text.to_owned(), value }),
        _ => Err(format!("\"{text}\" of point \"{}\" in {POINTS_TABLE} is no coordinate", row.label)),
    }
}

#[cfg(test)]
impl Stored {
    pub(super) fn document(&self) -> Document {
        let item = |item: &StoredItem| match item {
            StoredItem::Item(item) => item.clone(),
            StoredItem::Parcel(parcel) => Item::Parcel(parcel.parcel().unwrap()),
        };
        let section = |(name, items): &(Option<String>, Vec<StoredItem>)| Section {
            name: name.clone(),
            items: items.iter().map(item).collect(),
        };
        Document { sections: self.sections.iter().map(section).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Stored, Tables};
    use crate::corners::parse;

    #[test]
    fn every_sample_comes_back_out_of_the_tables() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corners/samples");
        let mut compared = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|end| end != "txt") {
                continue;
            }
            let Ok(parsed) = parse(&std::fs::read(&path).unwrap()) else { continue };
            let document = parsed.document.without_refused().without_lines();
            let tables = Tables::of(&document, &[("crs", "EPSG:4526".to_owned())]);
            let stored: Stored = tables.read().unwrap();
            assert_eq!(stored.document(), document, "{}", path.display());
            assert_eq!(stored.source.get("crs").map(String::as_str), Some("EPSG:4526"));
            compared += 1;
        }
        assert!(compared >= 80, "{compared}");
    }

    #[test]
    fn damage_is_told_where_it_is() {
        let text = "[地块坐标]\n5,1,1,a,面,,,,@\nJ1,1,1,1\nJ2,1,2,1\nJ3,1,2,2\nJ1,1,1,1\n";
        let document = parse(text.as_bytes()).unwrap().document;
        let of = |change: &dyn Fn(&mut Tables)| {
            let mut tables = Tables::of(&document, &[]);
            change(&mut tables);
            tables.read()
        };
        let reason = |change: &dyn Fn(&mut Tables)| match &of(change).unwrap().sections[0].1[0] {
            super::StoredItem::Parcel(parcel) => parcel.rings.clone().unwrap_err(),
            super::StoredItem::Item(_) => panic!("no parcel"),
        };
        for digits in ["", "一", "NaN", "inf", "1e10", "0x1", "1 2"] {
            let said = reason(&|tables| tables.points[1].x = digits.to_owned());
            assert!(said.contains("J2") && said.contains(digits), "{said}");
        }
        assert!(reason(&|tables| tables.points.clear()).contains("no points"));
        assert!(reason(&|tables| tables.points.iter_mut().for_each(|row| row.is_closing = true)).contains("ring 1"));
        assert!(of(&|tables| tables.text[1].kind = "parzelle".to_owned()).unwrap_err().contains("parzelle"));
        assert!(of(&|tables| tables.text[1].corner_id = None).unwrap_err().contains("corner_id"));
    }
}
