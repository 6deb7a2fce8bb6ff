//! A box as people write it: west, south, east, north.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::domain::{MineShape, Report};
use crate::error::Error;
use crate::geometry::rings;
use crate::query::zones::each;
use crate::read::angle::{self, Axis};

/// A box between two meridians and two parallels, EPSG:4490, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundingBox {
    /// The least longitude.
    pub west: f64,
    /// The least latitude.
    pub south: f64,
    /// The greatest longitude.
    pub east: f64,
    /// The greatest latitude.
    pub north: f64,
}

fn usage(text: &str, problem: impl std::fmt::Display, hint: String) -> Error {
    Error::Usage { problem: format!("--bbox {text}: {problem}"), hint: Some(hint) }
}

const ORDER: &str = "a box is WEST,SOUTH,EAST,NORTH in degrees: --bbox 73.4,37.4,77.0,41.1";

/// Reads `W,S,E,N`, each in any spelling of degrees.
///
/// # Errors
/// Other than four angles, latitudes where longitudes stand, a box without area.
pub fn parse_box(text: &str) -> Result<BoundingBox, Error> {
    let parts: Vec<&str> = text.split([',', '，']).map(str::trim).collect();
    if parts.len() != 4 {
        return Err(usage(text, format!("{} numbers instead of four", parts.len()), ORDER.to_owned()));
    }
    let mut angles = Vec::with_capacity(4);
    for part in &parts {
        angles.push(angle::parse(part).map_err(|fault| usage(text, fault, ORDER.to_owned()))?);
    }
    let [west, south, east, north] = [0, 1, 2, 3].map(|at| angles[at].degrees);
    let is_stated_so = [0, 2].iter().any(|at| angles[*at].axis == Some(Axis::Latitude))
        || [1, 3].iter().any(|at| angles[*at].axis == Some(Axis::Longitude));
    if is_stated_so || south.abs() > 90.0 || north.abs() > 90.0 {
        return Err(swapped(text, [west, south, east, north], "a latitude is at most 90 degrees"));
    }
    if west >= east || south >= north {
        let (w, e, s, n) = (west.min(east), west.max(east), south.min(north), south.max(north));
        let hint = if w < e && s < n {
            format!("{ORDER}; did you mean --bbox {w},{s},{e},{n}?")
        } else {
            "a single place is asked for with --at LON,LAT".to_owned()
        };
        return Err(usage(text, "west is not west of east, or south not south of north", hint));
    }
    Ok(BoundingBox { west, south, east, north })
}

fn swapped(text: &str, [west, south, east, north]: [f64; 4], problem: &str) -> Error {
    usage(text, problem, format!("longitude comes first: did you mean --bbox {south},{west},{north},{east}?"))
}

impl BoundingBox {
    /// The box as an area, counter-clockwise.
    pub(in crate::query) fn area(self) -> MultiPolygon<f64> {
        let Self { west, south, east, north } = self;
        let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)];
        MultiPolygon(vec![Polygon::new(LineString::from(corners.to_vec()), Vec::new())])
    }

    fn meets(self, (min, max): (Coord<f64>, Coord<f64>)) -> bool {
        self.west <= max.x && self.east >= min.x && self.south <= max.y && self.north >= min.y
    }

    /// Makes sure that longitude and latitude are not swapped: a box that lies beside everything, while it would not the other way
    /// round, is an error.
    pub(in crate::query) fn check(self, report: &Report<'_>) -> Result<(), Error> {
        let Some(bounds) = bounds(report) else { return Ok(()) };
        let Self { west, south, east, north } = self;
        let turned = Self { west: south, south: west, east: north, north: east };
        if !self.meets(bounds) && turned.meets(bounds) {
            let text = format!("{west},{south},{east},{north}");
            let (min, max) = bounds;
            let problem = format!(
                "lies beside all layers, which reach from {:.2},{:.2} to {:.2},{:.2}",
                min.x, min.y, max.x, max.y
            );
            return Err(swapped(&text, [west, south, east, north], &problem));
        }
        Ok(())
    }
}

/// The box around all mines and zones.
fn bounds(report: &Report<'_>) -> Option<(Coord<f64>, Coord<f64>)> {
    let of_mines = report.layer.mines.iter().flat_map(|mine| -> Box<dyn Iterator<Item = Coord<f64>> + '_> {
        match &mine.shape {
            MineShape::Point(at, _) => Box::new(std::iter::once(*at)),
            MineShape::Area(area) => Box::new(rings(area).flat_map(|ring| ring.0.iter().copied())),
        }
    });
    let of_zones = each(report).flat_map(|(_, _, zone)| rings(&zone.area).flat_map(|ring| ring.0.iter().copied()));
    of_mines.chain(of_zones).fold(None, |bounds: Option<(Coord<f64>, Coord<f64>)>, at| {
        let (min, max) = bounds.unwrap_or((at, at));
        Some((Coord { x: min.x.min(at.x), y: min.y.min(at.y) }, Coord { x: max.x.max(at.x), y: max.y.max(at.y) }))
    })
}

#[cfg(test)]
mod tests {
    use super::{BoundingBox, parse_box};

    #[test]
    fn boxes_are_read_and_swapped_ones_are_told() {
        let box_of = BoundingBox { west: 73.5, south: 37.0, east: 77.0, north: 41.0 };
        for text in ["73.5,37,77,41", " 73°30′E， 37N ,77 , 41°"] {
            assert_eq!(parse_box(text).unwrap(), box_of, "{text}");
        }
        for (text, hint) in [
            ("37,103,41,107", "--bbox 103,37,107,41"),
            ("37N,73E,41N,77E", "--bbox 73,37,77,41"),
            ("77,41,73,37", "--bbox 73,37,77,41"),
            ("75,39,75,39", "--at"),
            ("75,39,76", "WEST,SOUTH"),
            ("75,39,76,x", "WEST,SOUTH"),
            ("", "WEST,SOUTH"),
        ] {
            let error = parse_box(text).unwrap_err();
            assert!(error.hint().unwrap().contains(hint), "{text}: {:?}", error.hint());
        }
    }
}
