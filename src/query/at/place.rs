//! Places as people spell them.

use geo::Coord;

use crate::crs::ToCgcs2000;
use crate::domain::StatedCrs;
use crate::error::Error;
use crate::read::angle::{self, Axis};

/// A place that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// As it was spelled.
    pub text: String,
    /// EPSG:4490 longitude and latitude in degrees.
    pub at: Coord<f64>,
}

/// What may stand between longitude and latitude.
const SEPARATORS: [char; 6] = [',', '，', ';', '；', '、', '\t'];

/// Reads a place in a coordinate system, EPSG:4490 where none is named: degrees in any spelling of [`angle::parse`], or easting and
/// northing of a projected one.
///
/// # Errors
/// A text that is no place, a place outside of the world, a coordinate system that leads nowhere.
pub fn parse_place(text: &str, crs: Option<&str>) -> Result<Coord<f64>, Error> {
    in_crs(text, &StatedCrs::Named(crs.unwrap_or("EPSG:4490").to_owned())).map(|place| place.at)
}

/// Reads a place: longitude, then latitude, in any spelling of [`angle::parse`], with a comma, a semicolon or a space between;
/// in any order where letters or words say which is which (`39°43′N 75°58′E`).
///
/// # Errors
/// Why it is no place, for people.
fn degrees(text: &str) -> Result<Coord<f64>, String> {
    let text = text.trim();
    let mut found: Option<Coord<f64>> = None;
    let mut reason: Option<String> = None;
    let mut splits: Vec<(&str, &str)> = text.split_once(SEPARATORS).into_iter().collect();
    if splits.is_empty() {
        splits = text
            .char_indices()
            .filter(|(_, c)| c.is_whitespace())
            .map(|(at, c)| (&text[..at], &text[at + c.len_utf8()..]))
            .collect();
    }
    for (one, other) in splits {
        match pair(one.trim(), other.trim()) {
            Ok(at) if found.is_some_and(|found| found != at) => {
                return Err("it can be read in several ways: put a comma between longitude and latitude".to_owned());
            }
            Ok(at) => found = Some(at),
            Err(why) => reason = reason.or(Some(why)),
        }
    }
    found.ok_or_else(|| reason.unwrap_or_else(|| "it is no LON,LAT".to_owned()))
}

fn pair(one: &str, other: &str) -> Result<Coord<f64>, String> {
    let (one, other) = (read(one)?, read(other)?);
    let (longitude, latitude) = match (one.1, other.1) {
        (Some(Axis::Latitude), None | Some(Axis::Longitude)) | (None, Some(Axis::Longitude)) => (other.0, one.0),
        (Some(Axis::Longitude), Some(Axis::Longitude)) => return Err("it states two longitudes".to_owned()),
        (Some(Axis::Latitude), Some(Axis::Latitude)) => return Err("it states two latitudes".to_owned()),
        _ => (one.0, other.0),
    };
    if latitude.abs() > 90.0 {
        let swap =
            if longitude.abs() <= 90.0 { ": it looks as if latitude came first; longitude comes first" } else { "" };
        return Err(format!("{latitude} is no latitude{swap}"));
    }
    Ok(Coord { x: longitude, y: latitude })
}

fn read(text: &str) -> Result<(f64, Option<Axis>), String> {
    // Plain degrees are most of a stream, and need no lexer.
    if let Some(degrees) = text.parse::<f64>().ok().filter(|degrees| degrees.abs() <= 180.0) {
        return Ok((degrees, None));
    }
    angle::parse(text).map(|angle| (angle.degrees, angle.axis)).map_err(|fault| fault.to_string())
}

/// Reads a place in a coordinate system: degrees in any spelling, or easting and northing of a projected one.
pub(super) fn in_crs(text: &str, crs: &StatedCrs) -> Result<Place, Error> {
    let problem = |why: String| {
        Error::Usage {
        problem: format!("--at {text}: {why}"),
        hint: Some("name a place as LON,LAT in degrees (75.99,39.72), as 75°58′E 39°43′N, or in a coordinate system of its own with --crs EPSG:CODE".to_owned()),
    }
    };
    let way = way(crs)?;
    let mut at = [read_in(text, &way).map_err(problem)?];
    if way.apply(&mut at).is_err() || !is_on_earth(at[0]) {
        return Err(problem("it lies nowhere on the earth in that coordinate system; easting comes first".to_owned()));
    }
    Ok(Place { text: text.trim().to_owned(), at: at[0] })
}

/// The way from the coordinate system of places.
pub(super) fn way(crs: &StatedCrs) -> Result<ToCgcs2000, Error> {
    ToCgcs2000::new(crs, "--crs").map_err(|error| match error {
        Error::InexactCrs { crs, .. } => Error::Usage {
            problem: format!("--crs {crs}: no exact way from its datum to CGCS2000 is known"),
            hint: Some("the shift is local, tens of metres: ask for the place in CGCS2000 or WGS 84".to_owned()),
        },
        other => other,
    })
}

/// Numbers as they are where a way leads from them to degrees, else degrees.
pub(super) fn read_in(text: &str, way: &ToCgcs2000) -> Result<Coord<f64>, String> {
    if matches!(way, ToCgcs2000::Identity | ToCgcs2000::WebMap(_)) {
        return degrees(text);
    }
    let text = text.trim();
    let parts = text.split_once(SEPARATORS).or_else(|| text.split_once(char::is_whitespace));
    let number = |part: &str| part.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    let numbers = parts.and_then(|(x, y)| Some(Coord { x: number(x)?, y: number(y)? }));
    // Degrees of another datum may be spelled like any others.
    numbers.map_or_else(|| degrees(text), Ok)
}

pub(super) fn is_on_earth(at: Coord<f64>) -> bool {
    at.x.abs() <= 180.0 && at.y.abs() <= 90.0
}

#[cfg(test)]
mod tests {
    use geo::Coord;

    use super::degrees;

    #[test]
    fn places_are_read_in_every_spelling() {
        let kashgar = Coord { x: 75.0 + 58.0 / 60.0, y: 39.0 + 43.0 / 60.0 };
        for text in [
            "75°58′E 39°43′N",
            "75°58′E,39°43′N",
            "39°43′N 75°58′E",
            "39°43'N, 75°58'E",
            "东经75度58分，北纬39度43分",
            "北纬39°43′；东经75°58′",
            "75 58 00 39 43 00",
            "75:58:00 39:43:00",
            "0755800,394300",
            "E75°58′ N39°43′",
        ] {
            let at = degrees(text).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert!((at.x - kashgar.x).abs() < 1e-12 && (at.y - kashgar.y).abs() < 1e-12, "{text}: {at:?}");
        }
        for text in ["75.99,39.72", " 75.99 39.72 ", "75.99\t39.72", "75.99，39.72", "+75.99;3.972e1"] {
            assert_eq!(degrees(text), Ok(Coord { x: 75.99, y: 39.72 }), "{text}");
        }
        assert_eq!(degrees("-75.5,-10"), Ok(Coord { x: -75.5, y: -10.0 }));
    }

    #[test]
    fn what_is_no_place_is_told_why() {
        for (text, why) in [
            ("39.72,120.5", "latitude came first"),
            ("nan,1", "no longitude or latitude"),
            ("75.99", "no LON,LAT"),
            ("", "no LON,LAT"),
            ("75°58′E 39°43′E", "two longitudes"),
            ("109 30 34 12", "several ways"),
            ("181,10", "180 at most"),
            ("75.99,39.72,12", "is no longitude or latitude"),
        ] {
            let told = degrees(text).unwrap_err();
            assert!(told.contains(why), "{text}: {told}");
        }
    }
}
