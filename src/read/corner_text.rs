//! The corner-coordinate text of parcels as a layer: one feature a parcel, fields by their usual codes (`DKBH`, `DKMC`, …).

use std::borrow::Cow;

use geo::{Coord, LineString};
use serde_json::Value;

use super::{Request, encoding};
use crate::corners::{
    self, Choice, Column, Complaint, Coordinates, Document, Parcel, Parsed, Reading, Ring, Shape, Trust, Width,
    epsg_code,
};
use crate::domain::{
    Attributes, DefectCode, Field, FieldKind, LayerSource, RawFeature, RawGeometry, RawLayer, RawPart, ReadRemark,
    Reading as TextReading, Severity, StatedCrs, TextEncoding,
};
use crate::error::Error;

/// The columns that every parcel has; further ones become fields where a parcel has them.
const USUAL_COLUMNS: usize = 8;

/// A text of corners as it stands, and what its coordinates are.
#[derive(Debug)]
pub struct CornerText {
    /// What the text says.
    pub parsed: Parsed,
    /// What its coordinates are, or which questions are open.
    pub coordinates: Coordinates,
    /// The coordinate system: found, or said by the user.
    pub crs: StatedCrs,
    /// The encoding of the text: declared by the user or found.
    pub encoding: TextEncoding,
    /// How many characters are none in that encoding.
    lost: usize,
}

impl CornerText {
    /// Parses a text. Open questions about its coordinates are no error yet.
    pub(super) fn parse(bytes: &[u8], request: &Request) -> Result<Self, Error> {
        let fail = |reason: String| Error::Corners { path: request.source.to_string(), reason };
        let given = encoding::stated(request)?;
        let (text, lost) = match &given {
            Some(given) => {
                let (text, lost) = encoding::recoded(bytes, given.encoding);
                (Cow::Owned(text.into_owned().into_bytes()), lost)
            }
            None => (Cow::Borrowed(bytes), 0),
        };
        let parsed = corners::parse(&text).map_err(|error| fail(error.to_string()))?;
        let used = given.as_ref().map_or_else(|| encoding::named(parsed.encoding.name()), |given| given.encoding);
        let encoding = encoding::of_file(bytes, used, given.is_some());
        let coordinates = coordinates(&parsed.document, request.crs.as_deref());
        let crs = stated(&coordinates, request);
        Ok(Self { parsed, coordinates, crs, encoding, lost })
    }

    /// How coordinates are read; `None` for a text without parcels.
    ///
    /// # Errors
    /// A question that only a person can answer.
    pub fn reading(&self, source: &LayerSource) -> Result<Option<&Reading>, Error> {
        if self.parsed.document.parcels().next().is_some() && self.coordinates.reading.is_none() {
            let open = self.coordinates.questions.iter();
            let questions: Vec<String> = open.map(|open| open.complaint().to_string()).collect();
            return Err(Error::Corners { path: source.to_string(), reason: questions.join("; ") });
        }
        Ok(self.coordinates.reading.as_ref())
    }

    /// Everything that was found, with its line and its rule. What is refused stands with its parcel; lines that belong to
    /// no parcel ask for a person.
    #[must_use]
    pub fn remarks(&self) -> Vec<ReadRemark> {
        let mut remarks = remarks(&self.parsed.complaints, &self.coordinates);
        remarks.extend(encoding::doubt(&self.encoding));
        if self.lost > 0 {
            let reason = format!("{} characters of the text are none in {}", self.lost, self.encoding.used);
            remarks.push(ReadRemark { feature: None, code: DefectCode::UndecodableText, reason });
        }
        remarks
    }

    /// Why lines of a parcel are refused.
    #[must_use]
    pub fn reasons(&self, refused: &corners::Refused) -> String {
        reasons(&self.parsed.complaints, &refused.lines)
    }
}

/// What the coordinates of a document are, where the user names their system or does not.
#[must_use]
pub fn coordinates(document: &Document, crs: Option<&str>) -> Coordinates {
    corners::coordinates(&document.head(), document.points(), &crs.map(choice).unwrap_or_default())
}

/// Reads a text of corners.
pub(super) fn read(bytes: &[u8], request: &Request) -> Result<RawLayer<'static>, Error> {
    let text = CornerText::parse(bytes, request)?;
    let reading = text.reading(&request.source)?;
    let document = &text.parsed.document;
    let columns: Vec<Column> = columns(document.parcels());
    let id_field = request.id_field.as_deref().unwrap_or(Column::Number.code());
    let mut features: Vec<RawFeature<'static>> = Vec::new();
    for item in document.items() {
        let (attributes, id, geometry) = match item {
            corners::Item::Parcel(parcel) => {
                let id = columns.iter().find(|column| column.code() == id_field).map(|column| parcel.value(*column));
                let geometry = reading.map_or(RawGeometry::Missing, |how| geometry(parcel, how));
                (attributes(parcel, &columns), id.filter(|id| !id.is_empty()), geometry)
            }
            corners::Item::Refused(refused) => {
                let geometry = RawGeometry::Unreadable(DefectCode::Unreadable, text.reasons(refused).into());
                (Attributes::none(), refused.parcel.as_deref(), geometry)
            }
            _ => continue,
        };
        let id = id.map(|id| id.to_owned().into());
        features.push(RawFeature { index: features.len() as u32, id, id_member: None, attributes, geometry });
    }
    let field = |column: &Column| Field { name: column.code().to_owned(), kind: FieldKind::Text };
    Ok(RawLayer {
        source: request.source.clone(),
        crs: text.crs.clone(),
        fields: columns.iter().map(field).collect(),
        features,
        is_geojson: false,
        reading: TextReading { encoding: Some(text.encoding.clone()), remarks: text.remarks() },
        foreign_members: 0,
    })
}

/// What the user says of the coordinates by naming their system: the numbers are trusted where the head speaks against them
/// and the user, and the two are compared again when the layer is read.
fn choice(crs: &str) -> Choice {
    let code: Option<u32> = crs.rsplit(':').next().and_then(|code| code.trim().parse().ok());
    let zones = [(4491, Width::Six, 11), (4502, Width::Six, 11), (4513, Width::Three, 21), (4534, Width::Three, 21)];
    let zone = zones.iter().find_map(|&(first, width, count)| {
        let step = code?.checked_sub(first).filter(|step| *step < count)?;
        Some((width, 75.0 + f64::from(step) * f64::from(width.degrees())))
    });
    Choice {
        width: zone.map(|(width, _)| width),
        central_meridian_degrees: zone.map(|(_, meridian)| meridian),
        trust: Some(Trust::Data),
        is_packed: (code == Some(4490)).then_some(false),
        ..Choice::default()
    }
}

/// The system that was found; where the text names no datum, what the user says, else none.
fn stated(coordinates: &Coordinates, request: &Request) -> StatedCrs {
    match coordinates.reading.as_ref().and_then(epsg_code) {
        Some(code) => StatedCrs::Named(format!("EPSG:{code}")),
        None => request.crs.clone().map_or(StatedCrs::Unstated, StatedCrs::Named),
    }
}

/// The usual columns, and as many more as the longest header line has.
pub fn columns<'p>(parcels: impl Iterator<Item = &'p Parcel>) -> Vec<Column> {
    let most = parcels.map(|parcel| parcel.values.len()).max().unwrap_or(0).max(USUAL_COLUMNS);
    Column::ALL.iter().take(most).copied().collect()
}

fn attributes(parcel: &Parcel, columns: &[Column]) -> Attributes<'static> {
    let text = |text: &str| if text.is_empty() { Value::Null } else { Value::from(text) };
    let members = columns.iter().map(|column| (column.code().to_owned(), text(parcel.value(*column))));
    Attributes::from_object_text(Value::Object(members.collect()).to_string())
}

/// The shape of a parcel in its own coordinates, easting or longitude first; rings closed as they are in the text.
#[must_use]
pub fn geometry(parcel: &Parcel, reading: &Reading) -> RawGeometry<'static> {
    let shaped = match parcel.shape() {
        Shape::Area => area(parcel, reading).map(RawGeometry::Area),
        Shape::Line => {
            parcel.rings.iter().map(|ring| line(ring, reading)).collect::<Option<_>>().map(RawGeometry::Lines)
        }
        Shape::Point => parcel.points().map(|point| place(point, reading)).collect::<Option<Vec<_>>>().map(|places| {
            match places.as_slice() {
                [at] => RawGeometry::Point(*at, None),
                _ => RawGeometry::Points(places),
            }
        }),
    };
    shaped.unwrap_or_else(|| {
        let reason = "a coordinate is no degrees, minutes and seconds in one number";
        RawGeometry::Unreadable(DefectCode::Unreadable, reason.into())
    })
}

fn area(parcel: &Parcel, reading: &Reading) -> Option<Vec<RawPart>> {
    let part = |part: corners::Part| {
        let rings = std::iter::once(part.exterior).chain(part.holes);
        rings.map(|ring| line(&parcel.rings[ring], reading)).collect::<Option<RawPart>>()
    };
    parcel.parts().into_iter().map(part).collect()
}

/// The corners of a ring, its first again at the end if it is closed.
fn line(ring: &Ring, reading: &Reading) -> Option<LineString<f64>> {
    let points = ring.points.iter().chain(&ring.closing);
    points.map(|point| place(point, reading)).collect::<Option<Vec<_>>>().map(LineString)
}

fn place(point: &corners::Point, reading: &Reading) -> Option<Coord<f64>> {
    reading.place(point).map(|place| Coord { x: place.east, y: place.north })
}

/// Why the lines of a parcel are refused.
fn reasons(complaints: &[Complaint], lines: &[(usize, String)]) -> String {
    let of_lines = complaints.iter().filter(|complaint| {
        complaint.severity() == Severity::Refused
            && complaint.line.is_some_and(|at| lines.iter().any(|(line, _)| *line == at))
    });
    let reasons: Vec<String> = of_lines.map(Complaint::to_string).collect();
    if reasons.is_empty() { "the parcel cannot be read".to_owned() } else { reasons.join("; ") }
}

fn remarks(complaints: &[Complaint], coordinates: &Coordinates) -> Vec<ReadRemark> {
    let all = complaints.iter().chain(&coordinates.complaints);
    let code = |complaint: &Complaint| match complaint.severity() {
        Severity::Note => DefectCode::Reading,
        Severity::Repaired => DefectCode::TextMended,
        Severity::Review | Severity::Refused => DefectCode::TextDoubtful,
    };
    all.map(|complaint| ReadRemark { feature: None, code: code(complaint), reason: complaint.to_string() }).collect()
}
