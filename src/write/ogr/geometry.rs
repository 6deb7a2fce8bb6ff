//! Plain geometry to GDAL's.

use gdal::vector::{Geometry, OGRwkbGeometryType, ToGdal};

use crate::write::rows::RowShape;

/// The geometry of a row, fit for a layer of this type.
pub(super) fn of(shape: RowShape<'_>, layer: OGRwkbGeometryType::Type) -> gdal::errors::Result<Option<Geometry>> {
    match shape {
        RowShape::None => Ok(None),
        RowShape::Point(at) => {
            let mut point = Geometry::empty(OGRwkbGeometryType::wkbPoint)?;
            point.add_point_2d((at.x, at.y));
            Ok(Some(point))
        }
        RowShape::Other(geometry) => geometry.to_gdal().map(Some),
        RowShape::Area(area) => match area.0.as_slice() {
            [polygon] if layer != OGRwkbGeometryType::wkbMultiPolygon => polygon.to_gdal().map(Some),
            _ => area.to_gdal().map(Some),
        },
    }
}
