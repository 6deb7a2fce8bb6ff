//! Shapes of rows, told to the writer piece by piece.

use geo::{Coord, Geometry, LineString, MultiPolygon, Polygon};
use geozero::error::Result;
use geozero::{GeomProcessor, GeozeroGeometry};

use crate::write::rows::RowShape;

/// The shape of a row.
pub(super) struct Shape<'r>(pub(super) RowShape<'r>);

impl GeozeroGeometry for Shape<'_> {
    fn process_geom<P: GeomProcessor>(&self, to: &mut P) -> Result<()> {
        match self.0 {
            RowShape::None => Ok(()),
            RowShape::Point(at) => point(to, at),
            RowShape::Area(area) => areas(to, area),
            RowShape::Other(geometry) => other(to, geometry),
        }
    }
}

fn other<P: GeomProcessor>(to: &mut P, geometry: &Geometry<f64>) -> Result<()> {
    match geometry {
        Geometry::Point(at) => point(to, at.0),
        Geometry::LineString(line) => {
            to.linestring_begin(true, line.0.len(), 0)?;
            pairs(to, line)?;
            to.linestring_end(true, 0)
        }
        Geometry::Polygon(area) => polygon(to, area, true, 0),
        Geometry::MultiPoint(points) => {
            to.multipoint_begin(points.0.len(), 0)?;
            points.iter().enumerate().try_for_each(|(at, point)| to.xy(point.x(), point.y(), at))?;
            to.multipoint_end(0)
        }
        Geometry::MultiLineString(lines) => {
            to.multilinestring_begin(lines.0.len(), 0)?;
            for (at, line) in lines.iter().enumerate() {
                to.linestring_begin(false, line.0.len(), at)?;
                pairs(to, line)?;
                to.linestring_end(false, at)?;
            }
            to.multilinestring_end(0)
        }
        Geometry::MultiPolygon(area) => areas(to, area),
        // No layer holds others.
        _ => Ok(()),
    }
}

fn point<P: GeomProcessor>(to: &mut P, at: Coord<f64>) -> Result<()> {
    to.point_begin(0)?;
    to.xy(at.x, at.y, 0)?;
    to.point_end(0)
}

fn pairs<P: GeomProcessor>(to: &mut P, line: &LineString<f64>) -> Result<()> {
    line.0.iter().enumerate().try_for_each(|(at, pair)| to.xy(pair.x, pair.y, at))
}

fn polygon<P: GeomProcessor>(to: &mut P, area: &Polygon<f64>, is_alone: bool, at: usize) -> Result<()> {
    to.polygon_begin(is_alone, 1 + area.interiors().len(), at)?;
    for (number, ring) in std::iter::once(area.exterior()).chain(area.interiors()).enumerate() {
        to.linestring_begin(false, ring.0.len(), number)?;
        pairs(to, ring)?;
        to.linestring_end(false, number)?;
    }
    to.polygon_end(is_alone, at)
}

fn areas<P: GeomProcessor>(to: &mut P, area: &MultiPolygon<f64>) -> Result<()> {
    to.multipolygon_begin(area.0.len(), 0)?;
    area.iter().enumerate().try_for_each(|(at, part)| polygon(to, part, false, at))?;
    to.multipolygon_end(0)
}
