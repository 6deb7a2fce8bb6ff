//! From a geometry to the bytes of a geometry column.
//!
//! A GeoPackage geometry (OGC 12-128r17, 2.1.3) is a header followed by ISO well-known binary:
//!
//! | bytes   | what                                                                          |
//! |---------|-------------------------------------------------------------------------------|
//! | 2       | `GP`                                                                          |
//! | 1       | version, 0                                                                    |
//! | 1       | flags: 1 = little endian, 2 = an envelope of x and y follows, 16 = empty      |
//! | 4       | the spatial reference system                                                  |
//! | 0 or 32 | envelope: min x, max x, min y, max y                                          |
//! | rest    | well-known binary                                                             |
//!
//! Points and empty geometries have no envelope. All numbers are little endian. Rings keep the direction they have.

use geo::{Coord, Geometry, LineString, Polygon};

use super::table::GeometryKind;

/// The spatial reference system of every geometry written: CGCS2000, longitude and latitude in degrees.
pub(super) const SRS_ID: i32 = 4490;

const LITTLE_ENDIAN: u8 = 0b0_0001;
const ENVELOPE_XY: u8 = 0b0_0010;
const EMPTY: u8 = 0b1_0000;

const HEADER_BYTES: usize = 8;
const ENVELOPE_BYTES: usize = 32;

/// Geometry types of well-known binary, in two dimensions.
mod wkb {
    pub(super) const POINT: u32 = 1;
    pub(super) const LINE_STRING: u32 = 2;
    pub(super) const POLYGON: u32 = 3;
    pub(super) const MULTI_POINT: u32 = 4;
    pub(super) const MULTI_LINE_STRING: u32 = 5;
    pub(super) const MULTI_POLYGON: u32 = 6;
    pub(super) const GEOMETRY_COLLECTION: u32 = 7;
}

/// Why a geometry has no blob.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    Type { found: &'static str },
    NotFinite,
}

/// The smallest box around coordinates. It holds nothing at first: its minima are above its maxima.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Envelope {
    pub(super) min_x: f64,
    pub(super) max_x: f64,
    pub(super) min_y: f64,
    pub(super) max_y: f64,
}

impl Envelope {
    pub(super) const NOTHING: Self =
        Self { min_x: f64::INFINITY, max_x: f64::NEG_INFINITY, min_y: f64::INFINITY, max_y: f64::NEG_INFINITY };

    pub(super) const fn of_point(x: f64, y: f64) -> Self {
        Self { min_x: x, max_x: x, min_y: y, max_y: y }
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.min_x > self.max_x
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.min_x = self.min_x.min(other.min_x);
        self.max_x = self.max_x.max(other.max_x);
        self.min_y = self.min_y.min(other.min_y);
        self.max_y = self.max_y.max(other.max_y);
    }
}

/// The blob of a point, which has a fixed size.
pub(super) fn encode_point(blob: &mut Vec<u8>, x: f64, y: f64) -> Result<Envelope, Unfit> {
    blob.clear();
    let mut body = Body::after_header(blob, LITTLE_ENDIAN);
    body.start(wkb::POINT);
    body.coordinate(Coord { x, y });
    body.finish()
}

/// Writes the blob of a geometry over what `blob` holds and returns the envelope, which is nothing for an empty
/// geometry. A single geometry is promoted where the table holds the multiple kind.
pub(super) fn encode(blob: &mut Vec<u8>, geometry: &Geometry<f64>, kind: GeometryKind) -> Result<Envelope, Unfit> {
    if let Geometry::Point(point) = geometry
        && matches!(kind, GeometryKind::Point | GeometryKind::Geometry)
    {
        return encode_point(blob, point.x(), point.y());
    }
    blob.clear();
    let mut body = Body::after_header(blob, LITTLE_ENDIAN | ENVELOPE_XY);
    body.bytes.resize(HEADER_BYTES + ENVELOPE_BYTES, 0);
    body.geometry_of(kind, geometry)?;
    let envelope = body.finish()?;

    if envelope.is_nothing() {
        blob.drain(HEADER_BYTES..HEADER_BYTES + ENVELOPE_BYTES);
        set(blob, 3, &[LITTLE_ENDIAN | EMPTY]);
    } else {
        for (place, number) in [envelope.min_x, envelope.max_x, envelope.min_y, envelope.max_y].into_iter().enumerate()
        {
            set(blob, HEADER_BYTES + 8 * place, &number.to_le_bytes());
        }
    }
    Ok(envelope)
}

fn set(blob: &mut [u8], start: usize, bytes: &[u8]) {
    if let Some(target) = blob.get_mut(start..start + bytes.len()) {
        target.copy_from_slice(bytes);
    }
}

/// Well-known binary in the making.
struct Body<'a> {
    bytes: &'a mut Vec<u8>,
    envelope: Envelope,
    finite: bool,
}

impl<'a> Body<'a> {
    fn after_header(bytes: &'a mut Vec<u8>, flags: u8) -> Self {
        bytes.extend_from_slice(&[b'G', b'P', 0, flags]);
        bytes.extend_from_slice(&SRS_ID.to_le_bytes());
        Self { bytes, envelope: Envelope::NOTHING, finite: true }
    }

    fn finish(self) -> Result<Envelope, Unfit> {
        if self.finite { Ok(self.envelope) } else { Err(Unfit::NotFinite) }
    }

    /// A geometry as the table wants it: as it is, promoted, or not at all.
    fn geometry_of(&mut self, kind: GeometryKind, geometry: &Geometry<f64>) -> Result<(), Unfit> {
        use GeometryKind as Kind;
        match (kind, geometry) {
            (Kind::MultiPoint, Geometry::Point(_)) => self.multi_of_one(wkb::MULTI_POINT, geometry),
            (Kind::MultiLineString, Geometry::LineString(_) | Geometry::Line(_)) => {
                self.multi_of_one(wkb::MULTI_LINE_STRING, geometry);
            }
            (Kind::MultiPolygon, Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_)) => {
                self.multi_of_one(wkb::MULTI_POLYGON, geometry);
            }
            (Kind::Geometry, _)
            | (Kind::Point, Geometry::Point(_))
            | (Kind::LineString, Geometry::LineString(_) | Geometry::Line(_))
            | (Kind::Polygon, Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_))
            | (Kind::MultiPoint, Geometry::MultiPoint(_))
            | (Kind::MultiLineString, Geometry::MultiLineString(_))
            | (Kind::MultiPolygon, Geometry::MultiPolygon(_)) => self.geometry(geometry),
            _ => return Err(Unfit::Type { found: type_name(geometry) }),
        }
        Ok(())
    }

    fn multi_of_one(&mut self, multi: u32, geometry: &Geometry<f64>) {
        self.start(multi);
        self.count(1);
        self.geometry(geometry);
    }

    fn geometry(&mut self, geometry: &Geometry<f64>) {
        match geometry {
            Geometry::Point(point) => self.point(point.0),
            Geometry::Line(line) => self.line_string(&LineString::from(line)),
            Geometry::LineString(line) => self.line_string(line),
            Geometry::Polygon(polygon) => self.polygon(polygon),
            Geometry::Rect(rect) => self.polygon(&rect.to_polygon()),
            Geometry::Triangle(triangle) => self.polygon(&triangle.to_polygon()),
            Geometry::MultiPoint(points) => {
                self.start(wkb::MULTI_POINT);
                self.count(points.0.len());
                points.iter().for_each(|point| self.point(point.0));
            }
            Geometry::MultiLineString(lines) => {
                self.start(wkb::MULTI_LINE_STRING);
                self.count(lines.0.len());
                lines.iter().for_each(|line| self.line_string(line));
            }
            Geometry::MultiPolygon(polygons) => {
                self.start(wkb::MULTI_POLYGON);
                self.count(polygons.0.len());
                polygons.iter().for_each(|polygon| self.polygon(polygon));
            }
            Geometry::GeometryCollection(parts) => {
                self.start(wkb::GEOMETRY_COLLECTION);
                self.count(parts.0.len());
                parts.iter().for_each(|part| self.geometry(part));
            }
        }
    }

    fn point(&mut self, point: Coord<f64>) {
        self.start(wkb::POINT);
        self.coordinate(point);
    }

    fn line_string(&mut self, line: &LineString<f64>) {
        self.start(wkb::LINE_STRING);
        self.coordinates(line);
    }

    fn polygon(&mut self, polygon: &Polygon<f64>) {
        self.start(wkb::POLYGON);
        if polygon.exterior().0.is_empty() {
            self.count(0);
            return;
        }
        self.count(1 + polygon.interiors().len());
        self.coordinates(polygon.exterior());
        polygon.interiors().iter().for_each(|ring| self.coordinates(ring));
    }

    fn start(&mut self, wkb_type: u32) {
        self.bytes.push(1);
        self.bytes.extend_from_slice(&wkb_type.to_le_bytes());
    }

    fn count(&mut self, count: usize) {
        // The format has 32 bits for a count. A blob of more coordinates could not be stored: SQLite ends at 1 GB.
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.bytes.extend_from_slice(&count.to_le_bytes());
    }

    fn coordinates(&mut self, line: &LineString<f64>) {
        self.count(line.0.len());
        self.bytes.reserve(line.0.len() * 16);
        line.0.iter().for_each(|&coordinate| self.coordinate(coordinate));
    }

    fn coordinate(&mut self, Coord { x, y }: Coord<f64>) {
        self.finite &= x.is_finite() && y.is_finite();
        self.envelope.merge(&Envelope::of_point(x, y));
        self.bytes.extend_from_slice(&x.to_le_bytes());
        self.bytes.extend_from_slice(&y.to_le_bytes());
    }
}

fn type_name(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(_) => GeometryKind::Point.name(),
        Geometry::Line(_) | Geometry::LineString(_) => GeometryKind::LineString.name(),
        Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => GeometryKind::Polygon.name(),
        Geometry::MultiPoint(_) => GeometryKind::MultiPoint.name(),
        Geometry::MultiLineString(_) => GeometryKind::MultiLineString.name(),
        Geometry::MultiPolygon(_) => GeometryKind::MultiPolygon.name(),
        Geometry::GeometryCollection(_) => "GEOMETRYCOLLECTION",
    }
}
