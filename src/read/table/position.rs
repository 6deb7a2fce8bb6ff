//! Two texts to one place: which is the longitude or the easting, in degrees or metres.

use geo::Coord;

use crate::read::angle::{self, Angle, Axis, Spelling};

/// What the numbers of a place are, as far as they tell. No datum is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum System {
    /// Longitude and latitude in degrees.
    Degrees,
    /// Metres, the zone in front of the easting: 13 to 23 of six degrees, 25 to 45 of three.
    Zone(u8),
    /// Metres without a zone.
    NoZone,
}

impl System {
    /// The EPSG code if the datum is CGCS2000, which a table does not say: EPSG:4490, or Gauss-Kruger with zone
    /// numbers, EPSG:4491 to 4501 (six degrees) and 4513 to 4533 (three).
    #[must_use]
    pub fn epsg_if_cgcs2000(self) -> Option<u32> {
        match self {
            Self::Degrees => Some(4490),
            Self::Zone(zone @ 13..=23) => Some(4491 + u32::from(zone) - 13),
            Self::Zone(zone @ 25..=45) => Some(4513 + u32::from(zone) - 25),
            Self::Zone(_) | Self::NoZone => None,
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Degrees => "degrees".to_owned(),
            Self::Zone(zone) => format!("metres in zone {zone}"),
            Self::NoZone => "metres without a zone".to_owned(),
        }
    }
}

/// What is known about the two numbers of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The first is the longitude, by the names of the columns.
    LongitudeLatitude,
    /// The first is the easting, by the names of the columns.
    EastingNorthing,
    /// They are called X and Y, or nothing: the numbers must tell.
    Unsaid,
    /// The first is the longitude or easting: the caller says so, in whatever system.
    Given,
}

/// What numbers with four decimals or more mean, such as `109.3045`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decimals {
    /// Degrees, unless a whole table could be degrees, minutes and seconds: then its places are refused, and the caller
    /// has to say which.
    #[default]
    Ask,
    /// Decimal degrees.
    Degrees,
    /// Degrees, minutes and seconds: 109°30′45″.
    Packed,
}

/// One place, and how it was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Position {
    /// East, north.
    pub(super) at: Coord<f64>,
    pub(super) system: System,
    /// The first of the two was the latitude or northing.
    pub(super) north_first: bool,
    /// Both are DDDMMSS, DDMMSS.
    pub(super) packed_integers: bool,
    /// Both are plain decimal degrees.
    pub(super) decimal: bool,
}

/// Reads two cells.
pub(super) fn read(first: &str, second: &str, order: Order, decimals: Decimals) -> Result<Position, String> {
    let (first, second) = (Value::of(first, decimals)?, Value::of(second, decimals)?);
    if first.number() == 0.0 && second.number() == 0.0 {
        return Err("0, 0: no place was entered".to_owned());
    }
    if first.number() == 0.0 || second.number() == 0.0 {
        return Err(format!("one coordinate is 0: {}, {}", first.number(), second.number()));
    }
    match (first, second) {
        (Value::Angle(first), Value::Angle(second) | Value::Either(_, second))
        | (Value::Either(_, first), Value::Angle(second)) => degrees(first, second, order),
        // Six or seven digits on one side alone are metres.
        (Value::Metres(first), Value::Metres(second) | Value::Either(second, _))
        | (Value::Either(first, _), Value::Metres(second)) => metres(first, second, order),
        (Value::Either(x, first), Value::Either(y, second)) => {
            let packed = degrees(first, second, order).ok().filter(|place| is_in_china(place.at));
            if order == Order::Given && packed.is_some() && metres(x, y, order).is_ok() {
                return Err(format!("{x}, {y}: degrees without signs (DDDMMSS), or metres?"));
            }
            packed.map_or_else(|| metres(x, y, order), Ok)
        }
        (Value::Angle(angle), Value::Metres(metres)) | (Value::Metres(metres), Value::Angle(angle)) => {
            Err(format!("{} is in degrees, {metres} is not", angle.degrees))
        }
    }
}

/// One of the two.
#[derive(Clone, Copy, Debug)]
enum Value {
    /// Cannot be degrees.
    Metres(f64),
    /// Degrees.
    Angle(Angle),
    /// Six or seven digits: metres, or DDDMMSS.
    Either(f64, Angle),
}

impl Value {
    fn of(text: &str, decimals: Decimals) -> Result<Self, String> {
        let text = text.trim().trim_end_matches(['米', 'm']).trim();
        if text.is_empty() {
            return Err("a coordinate is missing".to_owned());
        }
        let plain: String = text.chars().map(ascii).collect();
        let is_plain = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
        let number = if is_plain { plain.parse::<f64>().ok().filter(|number| number.is_finite()) } else { None };
        // The usual case, without a look at signs.
        if let Some(degrees) = number.filter(|number| number.abs() <= 180.0 && decimals != Decimals::Packed) {
            return Ok(Self::Angle(Angle { degrees, axis: None, spelling: Spelling::Decimal }));
        }
        let angle = match decimals {
            Decimals::Packed => angle::parse_packed_decimal(text),
            Decimals::Ask | Decimals::Degrees => angle::parse(text),
        };
        match (number, angle) {
            (Some(number), Ok(angle)) if angle.spelling == Spelling::PackedInteger => Ok(Self::Either(number, angle)),
            (_, Ok(angle)) => Ok(Self::Angle(angle)),
            (Some(number), Err(_)) if number.abs() > 360.0 => Ok(Self::Metres(number)),
            (_, Err(_)) if plain.contains(['e', 'E']) && plain.parse::<f64>().is_ok() => {
                Err(format!("{text} was rounded by a spreadsheet: show the whole number there and save again"))
            }
            (_, Err(fault)) => Err(fault.to_string()),
        }
    }

    fn number(self) -> f64 {
        match self {
            Self::Metres(number) | Self::Either(number, _) => number,
            Self::Angle(angle) => angle.degrees,
        }
    }
}

fn ascii(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        '\u{2212}' => '-',
        _ => sign,
    }
}

/// China's land and sea, degrees: the two ranges have nothing in common, so they tell longitude from latitude.
fn is_in_china(at: Coord<f64>) -> bool {
    (73.0..=136.0).contains(&at.x) && (3.0..=54.0).contains(&at.y)
}

fn degrees(first: Angle, second: Angle, order: Order) -> Result<Position, String> {
    let here = Coord { x: first.degrees, y: second.degrees };
    let swapped = Coord { x: second.degrees, y: first.degrees };
    let written = format!("{}, {}", here.x, here.y);
    let place = |at: Coord<f64>, north_first: bool| Position {
        at,
        system: System::Degrees,
        north_first,
        packed_integers: first.spelling == Spelling::PackedInteger && second.spelling == Spelling::PackedInteger,
        decimal: first.spelling == Spelling::Decimal && second.spelling == Spelling::Decimal,
    };
    let north_first = match (first.axis, second.axis) {
        (Some(one), Some(other)) if one == other => return Err(format!("{written}: both are a {}", axis_word(one))),
        (Some(axis), _) => Some(axis == Axis::Latitude),
        (None, Some(axis)) => Some(axis == Axis::Longitude),
        (None, None) => None,
    };
    let by_range = match (is_in_china(here), is_in_china(swapped)) {
        (true, _) => Some(false),
        (false, true) => Some(true),
        (false, false) => None,
    };
    let north_first = match (order, north_first.or(by_range)) {
        (Order::Unsaid, Some(north_first)) => north_first,
        (Order::Unsaid, None) => {
            return Err(format!("{written}: in neither order in China, so it does not show which is the longitude"));
        }
        (_, Some(true)) => return Err(format!("{written}: longitude and latitude have changed places")),
        (_, Some(false) | None) => false,
    };
    let at = if north_first { swapped } else { here };
    if at.y.abs() > 90.0 {
        return Err(format!("{written}: a latitude is 90 degrees at most"));
    }
    Ok(place(at, north_first))
}

fn axis_word(axis: Axis) -> &'static str {
    match axis {
        Axis::Longitude => "longitude",
        Axis::Latitude => "latitude",
    }
}

/// The zone in front of an easting, where there is one; what is left is an easting inside of a zone.
fn zone(easting: f64) -> Option<u8> {
    let zone = (easting / 1e6).floor();
    let inside = (1e5..9e5).contains(&(easting - zone * 1e6));
    let known = (13.0..=23.0).contains(&zone) || (25.0..=45.0).contains(&zone);
    (inside && known).then_some(zone as u8)
}

/// Northings of China reach from the Nansha islands to the Amur; below 1e6 m they look like eastings.
const NORTHINGS_M: std::ops::Range<f64> = 3e5..6.1e6;
const CLEAR_NORTHINGS_M: std::ops::Range<f64> = 1e6..6.1e6;
const EASTINGS_M: std::ops::Range<f64> = 1e5..9e5;

/// Whether two numbers are an easting and a northing, and of which zone.
fn east_north(east: f64, north: f64, northings: &std::ops::Range<f64>) -> Option<System> {
    match zone(east) {
        Some(zone) if NORTHINGS_M.contains(&north) => Some(System::Zone(zone)),
        None if EASTINGS_M.contains(&east) && northings.contains(&north) => Some(System::NoZone),
        _ => None,
    }
}

fn metres(first: f64, second: f64, order: Order) -> Result<Position, String> {
    let place = |x, y, system, north_first| {
        Ok(Position { at: Coord { x, y }, system, north_first, packed_integers: false, decimal: false })
    };
    let reversed = east_north(second, first, &CLEAR_NORTHINGS_M);
    let written = format!("{first}, {second}");
    match order {
        Order::LongitudeLatitude => Err(format!("{written}: no longitude and latitude")),
        Order::Given => match (zone(first), reversed) {
            (None, Some(_)) => Err(format!("{written}: easting and northing have changed places")),
            (found, _) => place(first, second, found.map_or(System::NoZone, System::Zone), false),
        },
        Order::EastingNorthing => match (east_north(first, second, &NORTHINGS_M), reversed) {
            (Some(system), None) => place(first, second, system, false),
            (_, Some(_)) => Err(format!("{written}: easting and northing have changed places")),
            (None, None) => Err(format!("{written}: no easting and northing in China")),
        },
        Order::Unsaid => match (east_north(first, second, &CLEAR_NORTHINGS_M), reversed) {
            (Some(system), None) => place(first, second, system, false),
            (None, Some(system)) => place(second, first, system, true),
            _ => Err(format!("{written}: it does not show which is the easting and which the northing")),
        },
    }
}
