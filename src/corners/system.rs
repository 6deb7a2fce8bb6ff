//! Coordinate systems of these files: datum, zones, EPSG codes.

use std::fmt;

/// The datum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Datum {
    /// 2000国家大地坐标系.
    Cgcs2000,
    /// 1980西安坐标系, 80国家大地坐标系.
    Xian1980,
    /// 1954北京坐标系, 北京54.
    Beijing1954,
    /// Another one, or none: the text as it stands.
    Unknown(String),
}

impl Default for Datum {
    fn default() -> Self {
        Self::Unknown(String::new())
    }
}

impl Datum {
    /// Reads the value of the key 坐标系 by its year and its place. Text that names two of them is unknown.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let years: Vec<&str> = text.split(|letter: char| !letter.is_ascii_digit()).collect();
        let has = |names: [&str; 2], words: [&str; 2]| {
            years.iter().any(|year| names.contains(year)) || words.iter().any(|word| text.contains(word))
        };
        let found = [
            (has(["2000", "2000"], ["CGCS", "cgcs"]), Self::Cgcs2000),
            (has(["80", "1980"], ["西安", "Xian"]), Self::Xian1980),
            (has(["54", "1954"], ["北京", "Beijing"]), Self::Beijing1954),
        ];
        let mut found = found.into_iter().filter(|(is_named, _)| *is_named);
        match (found.next(), found.next()) {
            (Some((_, datum)), None) if !years.iter().any(|year| ["84", "1984"].contains(year)) => datum,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cgcs2000 => f.write_str("CGCS2000"),
            Self::Xian1980 => f.write_str("Xi'an 1980"),
            Self::Beijing1954 => f.write_str("Beijing 1954"),
            Self::Unknown(text) if text.is_empty() => f.write_str("no datum"),
            Self::Unknown(text) => write!(f, "\"{text}\""),
        }
    }
}

/// The width of Gauss-Krüger zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// 3 degrees; zones 25 to 45 cover China.
    Three,
    /// 6 degrees; zones 13 to 23 cover China.
    Six,
}

impl Width {
    /// 3 or 6.
    #[must_use]
    pub fn degrees(self) -> u8 {
        match self {
            Self::Three => 3,
            Self::Six => 6,
        }
    }

    /// The central meridian of a zone, in degrees east.
    #[must_use]
    pub fn central_meridian_degrees(self, zone: u8) -> f64 {
        match self {
            Self::Three => 3.0 * f64::from(zone),
            Self::Six => 6.0 * f64::from(zone) - 3.0,
        }
    }

    /// `3`, `3度`, `3度带`, `三度分带`, and the same of 6.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim_end_matches(['分', '带']).trim_end_matches('度').trim() {
            "3" | "三" => Some(Self::Three),
            "6" | "六" => Some(Self::Six),
            _ => None,
        }
    }

    /// The width that a zone number of China tells: 13 to 23 are 6 degrees wide, 25 to 45 are 3.
    #[must_use]
    pub fn of_zone(zone: u8) -> Option<Self> {
        match zone {
            13..=23 => Some(Self::Six),
            25..=45 => Some(Self::Three),
            _ => None,
        }
    }
}

/// Whether a zone of this number lies in China.
pub(super) fn is_zone(zone: u8) -> bool {
    Width::of_zone(zone).is_some()
}

/// How coordinates are to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The datum.
    pub datum: Datum,
    /// Projected, or degrees.
    pub system: System,
    /// Whether the easting stands before the northing. Always false for degrees, which say their order themselves.
    pub is_swapped: bool,
}

/// Projected, or degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum System {
    /// Metres in a zone.
    GaussKrueger {
        /// The width of the zone.
        width: Width,
        /// Its number; none for a central meridian that is not that of a zone, or not known.
        zone: Option<u8>,
        /// None only in a reading that a contradiction shows: the head says metres but not where.
        central_meridian_degrees: Option<f64>,
        /// Whether the zone number stands in front of eastings.
        has_prefix: bool,
    },
    /// Degrees.
    Degrees {
        /// Whether the longitude stands before the latitude.
        longitude_first: bool,
        /// Whether the digits behind the point are minutes and seconds.
        is_packed: bool,
    },
}

impl System {
    /// The system of a zone.
    #[must_use]
    pub fn of_zone(width: Width, zone: u8, has_prefix: bool) -> Self {
        let central_meridian_degrees = Some(width.central_meridian_degrees(zone));
        Self::GaussKrueger { width, zone: Some(zone), central_meridian_degrees, has_prefix }
    }

    /// The system of a central meridian, whose eastings carry no zone.
    #[must_use]
    pub fn of_meridian(width: Width, degrees: f64) -> Self {
        let number = match width {
            Width::Three => degrees / 3.0,
            Width::Six => (degrees + 3.0) / 6.0,
        };
        let zone = (number.fract() == 0.0 && (13.0..=45.0).contains(&number)).then_some(number as u8);
        let zone = zone.filter(|zone| Width::of_zone(*zone) == Some(width));
        Self::GaussKrueger { width, zone, central_meridian_degrees: Some(degrees), has_prefix: false }
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.system {
            System::GaussKrueger { width, zone, central_meridian_degrees, has_prefix } => {
                write!(f, "{}, {}-degree Gauss-Krüger", self.datum, width.degrees())?;
                if let Some(zone) = zone {
                    write!(f, " zone {zone}")?;
                }
                match central_meridian_degrees {
                    Some(degrees) => write!(f, ", central meridian {degrees}°E")?,
                    None => f.write_str(", central meridian unknown")?,
                }
                f.write_str(if has_prefix { ", zone in front of eastings" } else { ", eastings without zone" })?;
                f.write_str(if self.is_swapped { ", easting first" } else { "" })
            }
            System::Degrees { longitude_first, is_packed } => {
                let kind = if is_packed { "degrees, minutes and seconds in one number" } else { "decimal degrees" };
                let first = if longitude_first { "longitude" } else { "latitude" };
                write!(f, "{}, {kind}, {first} first", self.datum)
            }
        }
    }
}

/// The EPSG code of a reading; none for an unknown datum or a central meridian that has no code.
///
/// The axes of all of them are north, then east; [`super::Place`] holds them the other way round. Packed degrees have the
/// code of the degrees that they become. Codes, zones and central meridians agree with PROJ 9.5.1.
#[must_use]
pub fn epsg_code(reading: &Reading) -> Option<u32> {
    // First codes of: 6-degree zones with prefix, 6-degree meridians, 3-degree zones with prefix, 3-degree meridians; the
    // geographic system.
    let (six_zone, six_meridian, three_zone, three_meridian, geographic) = match reading.datum {
        Datum::Cgcs2000 => (4491, 4502, 4513, 4534, 4490),
        Datum::Xian1980 => (2327, 2338, 2349, 2370, 4610),
        Datum::Beijing1954 => (21413, 21453, 2401, 2422, 4214),
        Datum::Unknown(_) => return None,
    };
    match reading.system {
        System::Degrees { .. } => Some(geographic),
        System::GaussKrueger { width, central_meridian_degrees, has_prefix, .. } => {
            let first = match (width, has_prefix) {
                (Width::Six, true) => six_zone,
                (Width::Six, false) => six_meridian,
                (Width::Three, true) => three_zone,
                (Width::Three, false) => three_meridian,
            };
            // Both rows of zones begin at 75 degrees east and end at 135.
            let step = (central_meridian_degrees? - 75.0) / f64::from(width.degrees());
            let last = 60.0 / f64::from(width.degrees());
            (step.fract() == 0.0 && (0.0..=last).contains(&step)).then_some(first + step as u32)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(datum: Datum, system: System) -> Option<u32> {
        epsg_code(&Reading { datum, system, is_swapped: false })
    }

    #[test]
    fn datums_are_known_by_year_and_place() {
        for text in ["2000国家大地坐标系", "CGCS2000", "国家2000", "2000坐标系"] {
            assert_eq!(Datum::parse(text), Datum::Cgcs2000, "{text}");
        }
        for text in ["80国家大地坐标系", "1980西安坐标系", "西安80"] {
            assert_eq!(Datum::parse(text), Datum::Xian1980, "{text}");
        }
        for text in ["北京54", "1954北京坐标系", "54坐标系"] {
            assert_eq!(Datum::parse(text), Datum::Beijing1954, "{text}");
        }
        for text in ["", "WGS84", "地方独立坐标系", "80转2000"] {
            assert_eq!(Datum::parse(text), Datum::Unknown(text.to_owned()), "{text}");
        }
    }

    #[test]
    fn first_and_last_codes_are_those_of_proj() {
        use Datum::{Beijing1954, Cgcs2000, Xian1980};
        let rows = [
            (Cgcs2000, [4491, 4502, 4513, 4534]),
            (Xian1980, [2327, 2338, 2349, 2370]),
            (Beijing1954, [21413, 21453, 2401, 2422]),
        ];
        for (datum, [six_zone, six_meridian, three_zone, three_meridian]) in rows {
            for zone in 13..=23 {
                let step = u32::from(zone) - 13;
                assert_eq!(code(datum.clone(), System::of_zone(Width::Six, zone, true)), Some(six_zone + step));
                assert_eq!(code(datum.clone(), System::of_zone(Width::Six, zone, false)), Some(six_meridian + step));
            }
            for zone in 25..=45 {
                let step = u32::from(zone) - 25;
                assert_eq!(code(datum.clone(), System::of_zone(Width::Three, zone, true)), Some(three_zone + step));
                assert_eq!(
                    code(datum.clone(), System::of_zone(Width::Three, zone, false)),
                    Some(three_meridian + step)
                );
            }
        }
        assert_eq!(code(Cgcs2000, System::of_meridian(Width::Three, 112.5)), None);
        assert_eq!(code(Cgcs2000, System::of_meridian(Width::Three, 138.0)), None);
        assert_eq!(code(Xian1980, System::Degrees { longitude_first: true, is_packed: false }), Some(4610));
        assert_eq!(code(Datum::default(), System::of_zone(Width::Three, 38, true)), None);
    }
}
