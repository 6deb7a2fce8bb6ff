//! Geometries as well-known binary (OGC 06-103r4), little-endian, with their bounds.

use geo::{BoundingRect, Coord, Geometry, LineString, MultiPolygon, Polygon};

use crate::write::rows::RowShape;

/// A geometry, ready to be stored.
#[derive(Default)]
pub(super) struct Shape {
    /// Empty where there is no geometry.
    pub(super) wkb: Vec<u8>,
    /// West, south, east, north.
    pub(super) bounds: Option<[f64; 4]>,
    /// Its type, as `GeoParquet` calls it.
    pub(super) kind: &'static str,
}

const POINT: u32 = 1;
const LINE: u32 = 2;
const POLYGON: u32 = 3;
const MULTI_POINT: u32 = 4;
const MULTI_LINE: u32 = 5;
const MULTI_POLYGON: u32 = 6;

/// A shape of a row. What is neither a point, a line, an area nor several of them is left out: no layer holds such.
pub(super) fn shape(shape: RowShape<'_>) -> Shape {
    let mut wkb = Vec::new();
    let (kind, bounds) = match shape {
        RowShape::None => return Shape::default(),
        RowShape::Point(at) => {
            point(&mut wkb, at);
            ("Point", Some([at.x, at.y, at.x, at.y]))
        }
        RowShape::Area(area) => {
            areas(&mut wkb, area);
            ("MultiPolygon", sides(area.bounding_rect()))
        }
        RowShape::Other(geometry) => {
            let kind = other(&mut wkb, geometry);
            (kind, sides(geometry.bounding_rect()))
        }
    };
    Shape { wkb, bounds, kind }
}

fn sides(bounds: Option<geo::Rect<f64>>) -> Option<[f64; 4]> {
    bounds.map(|bounds| [bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y])
}

fn other(wkb: &mut Vec<u8>, geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(at) => {
            point(wkb, at.0);
            "Point"
        }
        Geometry::LineString(line) => {
            head(wkb, LINE);
            coordinates(wkb, line);
            "LineString"
        }
        Geometry::Polygon(area) => {
            polygon(wkb, area);
            "Polygon"
        }
        Geometry::MultiPoint(points) => {
            head(wkb, MULTI_POINT);
            count(wkb, points.0.len());
            points.iter().for_each(|at| point(wkb, at.0));
            "MultiPoint"
        }
        Geometry::MultiLineString(lines) => {
            head(wkb, MULTI_LINE);
            count(wkb, lines.0.len());
            for line in lines {
                head(wkb, LINE);
                coordinates(wkb, line);
            }
            "MultiLineString"
        }
        Geometry::MultiPolygon(area) => {
            areas(wkb, area);
            "MultiPolygon"
        }
        _ => "",
    }
}

/// Byte order and type.
fn head(wkb: &mut Vec<u8>, kind: u32) {
    wkb.push(1);
    wkb.extend(kind.to_le_bytes());
}

fn count(wkb: &mut Vec<u8>, count: usize) {
    wkb.extend((count as u32).to_le_bytes());
}

fn pair(wkb: &mut Vec<u8>, at: Coord<f64>) {
    wkb.extend(at.x.to_le_bytes());
    wkb.extend(at.y.to_le_bytes());
}

fn point(wkb: &mut Vec<u8>, at: Coord<f64>) {
    head(wkb, POINT);
    pair(wkb, at);
}

fn coordinates(wkb: &mut Vec<u8>, line: &LineString<f64>) {
    count(wkb, line.0.len());
    line.0.iter().for_each(|at| pair(wkb, *at));
}

fn polygon(wkb: &mut Vec<u8>, area: &Polygon<f64>) {
    head(wkb, POLYGON);
    count(wkb, 1 + area.interiors().len());
    coordinates(wkb, area.exterior());
    area.interiors().iter().for_each(|ring| coordinates(wkb, ring));
}

fn areas(wkb: &mut Vec<u8>, area: &MultiPolygon<f64>) {
    head(wkb, MULTI_POLYGON);
    count(wkb, area.0.len());
    area.iter().for_each(|part| polygon(wkb, part));
}
