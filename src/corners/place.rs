//! Points in the system of a reading.

use super::document::{Number, Point};
use super::packed::{packed_degrees, packed_integer};
use super::system::{Reading, System};

/// One zone number in an easting.
const PREFIX_M: f64 = 1e6;

/// A point in the order of screens: east, then north.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The easting in metres, with the zone of the reading in front if it has one; or the longitude in degrees.
    pub east: f64,
    /// The northing in metres, or the latitude in degrees.
    pub north: f64,
}

impl Reading {
    /// Where a point lies in the system of [`super::epsg_code`]. Of a contradiction that the head has won, the zone number
    /// in front of an easting gives way to that of the reading. None for packed degrees that are none.
    #[must_use]
    pub fn place(&self, point: &Point) -> Option<Place> {
        match self.system {
            System::GaussKrueger { zone, has_prefix, .. } => {
                let (first, second) = (point.x.value, point.y.value);
                let (north, east) = if self.is_swapped { (second, first) } else { (first, second) };
                let own = (east / PREFIX_M).floor();
                let wanted = zone.filter(|_| has_prefix).map_or(0.0, f64::from);
                // Nothing is added to an easting that is right already, so that its last digits stay.
                let east = if (own - wanted).abs() < 0.5 { east } else { east - (own - wanted) * PREFIX_M };
                Some(Place { east, north })
            }
            System::Degrees { longitude_first, is_packed } => {
                let degrees = |number: &Number| {
                    if is_packed {
                        packed_degrees(&number.text)
                            .filter(|degrees| degrees.abs() <= 180.0)
                            .or_else(|| packed_integer(&number.text))
                    } else {
                        Some(number.value)
                    }
                };
                let (first, second) = (degrees(&point.x)?, degrees(&point.y)?);
                let (east, north) = if longitude_first { (first, second) } else { (second, first) };
                Some(Place { east, north })
            }
        }
    }
}
