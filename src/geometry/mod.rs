//! Exact plane geometry on longitude and latitude: what `check` and `join` share.
//!
//! Edges are straight in longitude and latitude, as in GEOS and `PostGIS`. Every decision rests on the sign of
//! [`robust::orient2d`], which is exact for doubles: no tolerance stands anywhere.

pub mod chains;
mod contact;
pub mod measure;
mod outline;
pub mod overlay;
mod segment;

pub use contact::{Nesting, has_contact, nesting};
pub use outline::{Outline, Where};
pub use segment::{Side, orientation, segments_meet};
