//! Lengths and areas with their units, as people write them: `50m`, `10 km`, `1m2`, `0.0001ha`; and days.

use crate::domain::{AreaUnit, Date, DatumParameters, Language, Step, Theme};
use crate::error::Error;

/// Units of length, each with its metres.
const LENGTHS: [(&str, f64); 5] = [("m", 1.0), ("km", 1000.0), ("米", 1.0), ("公里", 1000.0), ("千米", 1000.0)];
/// A length in metres; zero is allowed.
///
/// # Errors
/// No number, no unit, a unit that is not known, a negative or infinite number.
pub fn parse_length(what: &str, text: &str) -> Result<f64, Error> {
    let factor =
        |unit: &str| LENGTHS.iter().find(|(known, _)| known.eq_ignore_ascii_case(unit)).map(|(_, factor)| *factor);
    parse(what, text, factor, "a number with its unit, such as 1m, 50m or 10km")
}

/// An area in square metres; zero is allowed.
///
/// # Errors
/// No number, no unit, a unit that is not known, a negative or infinite number.
pub fn parse_area(what: &str, text: &str) -> Result<f64, Error> {
    parse(
        what,
        text,
        |unit| AreaUnit::parse(unit).map(AreaUnit::factor_m2),
        "a number with its unit, such as 1m2, 0.0001ha or 0.01mu",
    )
}

/// A step of area, with its unit; zero is no step.
///
/// # Errors
/// No number above zero, no unit, a unit that is not known.
pub fn parse_step(what: &str, text: &str) -> Result<Step, Error> {
    let m2 = parse_area(what, text)?;
    let (_, unit) = parts(text);
    match AreaUnit::parse(unit) {
        Some(unit) if m2 > 0.0 => Ok(Step { count: m2 / unit.factor_m2(), unit }),
        _ => fail(what, text, "a step is above zero", "a number with its unit, such as 1m2, 0.0001ha or 0.01mu"),
    }
}

/// A day.
///
/// # Errors
/// No day of the calendar.
pub fn parse_date(what: &str, text: &str) -> Result<Date, Error> {
    Date::parse(text).ok_or_else(|| Error::Usage {
        problem: format!("{what}: \"{text}\" is no date"),
        hint: Some("write it as 2026-01-31".to_owned()),
    })
}

/// How an unclear rule is read: `NAME=CHOICE`.
///
/// # Errors
/// No `=`, or nothing on one side of it.
pub fn parse_reading(text: &str) -> Result<(String, String), Error> {
    let parts = text.split_once('=').map(|(name, choice)| (name.trim(), choice.trim()));
    match parts.filter(|(name, choice)| !name.is_empty() && !choice.is_empty()) {
        Some((name, choice)) => Ok((name.to_owned(), choice.to_owned())),
        None => Err(Error::Usage {
            problem: format!("--reading: \"{text}\" is no NAME=CHOICE"),
            hint: Some("oreline rules show TABLE lists the readings that a table offers".to_owned()),
        }),
    }
}

/// Parameters of a datum, with a slash between them.
///
/// # Errors
/// Something that is no number, or another count than 3, 4 or 7.
pub(super) fn parse_parameters(what: &str, text: &str) -> Result<DatumParameters, Error> {
    let numbers: Result<Vec<f64>, _> = text.split('/').map(|number| number.trim().parse()).collect();
    parameters(what, text, numbers.map_err(|_| "a parameter is no number".to_owned()))
}

/// Parameters of a datum by their numbers, where these could be read.
///
/// # Errors
/// As [`parse_parameters`].
pub(super) fn parameters(what: &str, text: &str, numbers: Result<Vec<f64>, String>) -> Result<DatumParameters, Error> {
    let example = "3 (DX, DY, DZ in metres), 4 of the plane (north, east in metres, rotation in arc seconds, scale factor) or 7 \
                   (DX, DY, DZ, RX, RY, RZ in arc seconds, scale in ppm)";
    numbers
        .and_then(|numbers| DatumParameters::from_numbers(&numbers))
        .or_else(|problem| fail(what, text, &problem, example))
}

/// The number and the unit.
fn parts(text: &str) -> (&str, &str) {
    let text = text.trim();
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
    let (number, unit) = text.split_at(text.find(|c: char| !is_number(c)).unwrap_or(text.len()));
    (number, unit.trim())
}

fn parse(what: &str, text: &str, factor: impl Fn(&str) -> Option<f64>, example: &str) -> Result<f64, Error> {
    let (number, unit) = parts(text);
    let number = number.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    match (number, factor(unit)) {
        (Some(number), Some(factor)) => Ok(number * factor),
        // Zero is zero in every unit.
        (Some(0.0), None) if unit.is_empty() => Ok(0.0),
        (Some(_), None) if unit.is_empty() => fail(what, text, "it says no unit", example),
        (Some(_), None) => fail(what, text, &format!("\"{unit}\" is no unit that is known here"), example),
        (None, _) => fail(what, text, "it is no number that is zero or above", example),
    }
}

fn fail<T>(what: &str, text: &str, problem: &str, example: &str) -> Result<T, Error> {
    Err(Error::Usage { problem: format!("{what} \"{text}\": {problem}"), hint: Some(format!("write {example}")) })
}

/// The language of what people read: `zh`, `en` or `both`.
///
/// # Errors
/// Another word.
pub fn parse_language(name: &str, text: &str) -> Result<Language, Error> {
    choice(name, text, &Language::ALL)
}

/// The colours: `default`, `cvd` or `classic`.
///
/// # Errors
/// Another word.
pub fn parse_theme(name: &str, text: &str) -> Result<Theme, Error> {
    choice(name, text, &Theme::ALL)
}

fn choice<T: Copy>(name: &str, text: &str, known: &[(&str, T)]) -> Result<T, Error> {
    let found = known.iter().find(|(word, _)| *word == text.trim()).map(|(_, choice)| *choice);
    found.ok_or_else(|| {
        let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
        let problem = format!("{name}: \"{text}\" is none of {}", words.join(", "));
        Error::Usage { problem, hint: Some(format!("use one of {}", words.join(", "))) }
    })
}

#[cfg(test)]
mod tests {
    use super::{parse_area, parse_length, parse_step};

    #[test]
    fn numbers_with_units_are_understood() {
        for (text, metres) in [("50m", 50.0), ("10km", 10_000.0), (" 0.5 KM", 500.0), ("2公里", 2000.0), ("0", 0.0)] {
            assert_eq!(parse_length("near", text).unwrap(), metres, "{text}");
        }
        assert_eq!(parse_area("step", "0.0001ha").unwrap(), 1.0);
        assert!((parse_area("step", "15亩").unwrap() - 1e4).abs() < 1e-9);
        let step = parse_step("--balance", "0.0001 公顷").unwrap();
        assert_eq!((step.times(3), step.m2()), (0.0003, 1.0));
        assert!(parse_step("--balance", "0ha").is_err() && parse_step("--balance", "0").is_err());
    }

    #[test]
    fn what_says_no_unit_is_not_guessed() {
        for text in ["50", "", "m", "-5m", "5 furlongs", "1e400m", "NaNm"] {
            let error = parse_length("--near", text).unwrap_err();
            assert!(error.to_string().contains("--near"), "{error}");
            assert!(error.hint().unwrap().contains("10km"));
        }
    }
}
