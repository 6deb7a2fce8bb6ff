//! The coordinate systems that a text can be written in: CGCS2000, in Gauss-Krüger zones or in degrees.

use std::fmt;

use geo::Coord;

use crate::corners::{Datum, Reading, System, Width, epsg_code};
use crate::error::Error;
use crate::geometry::measure::{central_meridian_3_degrees, gauss_kruger};

/// Added to eastings so that none is negative.
const FALSE_EASTING_M: f64 = 500_000.0;
/// A zone number in front of an easting counts in millions of metres.
const PREFIX_M: f64 = 1e6;
/// Farther from its central meridian no corner is written, in zones of 3 and of 6 degrees: the reader doubts such corners, and
/// not much farther eastings run into those of another zone.
const MOST_FROM_MERIDIAN_M: [f64; 2] = [250_000.0, 400_000.0];

/// A coordinate system of CGCS2000 by its EPSG code: 4490, or one of 4491 to 4554.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextSystem {
    code: u32,
    zone: Option<Zone>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Zone {
    width: Width,
    number: u8,
    has_prefix: bool,
}

impl Zone {
    fn meridian(self) -> f64 {
        self.width.central_meridian_degrees(self.number)
    }
}

impl TextSystem {
    /// By its code; `None` for any other system.
    #[must_use]
    pub fn of_code(code: u32) -> Option<Self> {
        let families = [
            (4491, Width::Six, 13, true),
            (4502, Width::Six, 13, false),
            (4513, Width::Three, 25, true),
            (4534, Width::Three, 25, false),
        ];
        let zone = families.into_iter().find_map(|(first, width, zone, has_prefix)| {
            let number = u8::try_from(code.checked_sub(first)?).ok()?.checked_add(zone)?;
            (Width::of_zone(number) == Some(width)).then_some(Zone { width, number, has_prefix })
        });
        (zone.is_some() || code == 4490).then_some(Self { code, zone })
    }

    /// As it is written on the command line: `EPSG:4526`, or the code alone.
    ///
    /// # Errors
    /// Any other system.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let digits = text.trim().to_ascii_uppercase();
        let code = digits.strip_prefix("EPSG:").unwrap_or(&digits).parse().ok();
        code.and_then(Self::of_code).ok_or_else(|| Error::Usage {
            problem: format!("--crs {text}: a text is written in a system of CGCS2000"),
            hint: Some(
                "EPSG:4513 to 4533 (3-degree zones 25 to 45), 4534 to 4554 (the same without the number of the zone), \
                 4491 to 4511 (6 degrees), or 4490 (degrees)"
                    .to_owned(),
            ),
        })
    }

    /// The 3-degree zone that holds a longitude, with its number in front of eastings; `None` outside of the zones of China.
    /// The limit of two zones belongs to the eastern one.
    #[must_use]
    pub fn of_longitude(degrees: f64) -> Option<Self> {
        let number = central_meridian_3_degrees(degrees) / 3.0;
        (25.0..=45.0).contains(&number).then(|| Self::of_code(4513 + number as u32 - 25)).flatten()
    }

    /// The system of coordinates that were read; `None` for other datums and for meridians without a code.
    #[must_use]
    pub fn of_reading(reading: &Reading) -> Option<Self> {
        let is_packed = matches!(reading.system, System::Degrees { is_packed: true, .. });
        if reading.datum != Datum::Cgcs2000 || is_packed { None } else { epsg_code(reading).and_then(Self::of_code) }
    }

    /// `EPSG:4526`.
    #[must_use]
    pub fn code(self) -> String {
        format!("EPSG:{}", self.code)
    }

    /// Whether coordinates are degrees.
    #[must_use]
    pub fn is_degrees(self) -> bool {
        self.zone.is_none()
    }

    /// Northing and easting in metres, or latitude and longitude in degrees, of a place in EPSG:4490.
    #[must_use]
    pub fn project(self, at: Coord<f64>) -> [f64; 2] {
        let Some(zone) = self.zone else { return [at.y, at.x] };
        let plane = gauss_kruger(at, zone.meridian());
        let prefix = if zone.has_prefix { f64::from(zone.number) * PREFIX_M } else { 0.0 };
        [plane.y, plane.x + FALSE_EASTING_M + prefix]
    }

    /// By how many metres a place lies beyond the border of the zone; 0 inside, and on the border.
    #[must_use]
    pub fn beyond_m(self, at: Coord<f64>) -> f64 {
        let Some(zone) = self.zone else { return 0.0 };
        let half = f64::from(zone.width.degrees()) / 2.0;
        let border = gauss_kruger(Coord { x: zone.meridian() + half, y: at.y }, zone.meridian()).x;
        (gauss_kruger(at, zone.meridian()).x.abs() - border).max(0.0)
    }

    /// How many metres a place lies from the central meridian, if that is too far for the zone.
    #[must_use]
    pub fn too_far_m(self, at: Coord<f64>) -> Option<f64> {
        let zone = self.zone?;
        // Beyond a quarter of the globe the projection means nothing.
        if (at.x - zone.meridian()).abs() > 60.0 {
            return Some(f64::INFINITY);
        }
        let most_m = MOST_FROM_MERIDIAN_M[usize::from(zone.width == Width::Six)];
        Some(gauss_kruger(at, zone.meridian()).x.abs()).filter(|metres| *metres > most_m)
    }

    /// Decimals of new coordinates: centimetres, or a hundred-millionth of a degree, which is a millimetre.
    #[must_use]
    pub fn usual_decimals(self) -> usize {
        if self.is_degrees() { 8 } else { 2 }
    }

    /// The keys of a head, without its precision.
    pub(super) fn head(self) -> Vec<(&'static str, String)> {
        let mut keys = vec![("坐标系", "2000国家大地坐标系".to_owned())];
        match self.zone {
            Some(zone) => {
                keys.push(("几度分带", zone.width.degrees().to_string()));
                keys.push(("投影类型", "高斯克吕格".to_owned()));
                keys.push(("计量单位", "米".to_owned()));
                keys.push(("带号", zone.number.to_string()));
            }
            None => keys.push(("计量单位", "度".to_owned())),
        }
        keys
    }
}

impl fmt::Display for TextSystem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EPSG:{} (CGCS2000, ", self.code)?;
        match self.zone {
            None => f.write_str("degrees)"),
            Some(zone) => {
                write!(f, "{}-degree zone {}", zone.width.degrees(), zone.number)?;
                f.write_str(if zone.has_prefix {
                    ", its number in front of eastings)"
                } else {
                    ", eastings without it)"
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use geo::Coord;

    use super::TextSystem;
    use crate::crs::ToCgcs2000;
    use crate::domain::StatedCrs;

    #[test]
    fn every_system_leads_to_the_place_that_proj_brings_back() {
        let mut compared = 0;
        for code in (4490..=4600).chain([4214, 4326, 2362]) {
            let Some(system) = TextSystem::of_code(code) else { continue };
            let meridian = system.zone.map_or(105.0, super::Zone::meridian);
            for (off, latitude) in [(-1.5, 20.0), (0.0, 35.25), (0.7, 48.5), (2.9, 41.0)] {
                let at = Coord { x: meridian + off, y: latitude };
                let [north, east] = system.project(at);
                let mut back = [Coord { x: east, y: north }];
                ToCgcs2000::new(&StatedCrs::Named(system.code()), "").unwrap().apply(&mut back).unwrap();
                assert!((back[0].x - at.x).abs() < 1e-12 * 200.0 && (back[0].y - at.y).abs() < 1e-12 * 200.0, "{code}");
                compared += 1;
            }
        }
        // Degrees, eleven zones of six degrees and 21 of three, twice each.
        assert_eq!(compared, 4 * (1 + 2 * 11 + 2 * 21));
    }

    #[test]
    fn a_zone_is_found_by_its_longitude_and_its_border_is_measured() {
        let code = |longitude: f64| TextSystem::of_longitude(longitude).map(TextSystem::code);
        assert_eq!(code(114.0).as_deref(), Some("EPSG:4526"));
        assert_eq!((code(115.4999), code(115.5)), (Some("EPSG:4526".to_owned()), Some("EPSG:4527".to_owned())));
        assert_eq!((code(73.4), code(136.6), code(-114.0)), (None, None, None));
        let system = TextSystem::parse("epsg:4526").unwrap();
        assert_eq!(system.beyond_m(Coord { x: 115.5, y: 30.0 }), 0.0);
        let beyond = system.beyond_m(Coord { x: 115.51, y: 30.0 });
        assert!((beyond - 965.0).abs() < 2.0, "{beyond}");
        assert!(system.too_far_m(Coord { x: 116.0, y: 30.0 }).is_none());
        assert!(system.too_far_m(Coord { x: 120.0, y: 30.0 }).is_some_and(|metres| metres > 500_000.0));
        assert!(["EPSG:4326", "4555", "4512x", "EPSG:4489", ""].iter().all(|text| TextSystem::parse(text).is_err()));
    }
}
