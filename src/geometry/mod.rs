//! Exact plane geometry on longitude and latitude: what `check` and `join` share.
//!
//! Edges are straight in longitude and latitude, as in GEOS and `PostGIS`. Every decision rests on the sign of
//! [`robust::orient2d`], which is exact for doubles: no tolerance stands anywhere.

pub mod buffer;
pub mod chains;
mod contact;
pub mod measure;
mod outline;
pub mod overlay;
mod segment;

use geo::{LineString, MultiPolygon};

/// All rings of an area, part by part: the exterior, then the holes.
pub fn rings(area: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    area.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()))
}

pub use contact::{Nesting, has_contact, nesting};
pub use outline::{Outline, OutlineParts, Where, among, slab_at};
pub use segment::{Side, orientation, segments_meet};
