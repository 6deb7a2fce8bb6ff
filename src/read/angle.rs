//! Longitudes and latitudes in every spelling that bureaus use, to degrees.
//!
//! `109.512534`, `109°30′45.123″E`, `E109°30′45.123″`, `东经109度30分45.1秒`, `109-30-45`, `109 30 45.1`, `109:30:45`, `N39
//! 43`, `109°30.5′`, `109d30'45"`, and without any sign between the parts `1093045` (DDDMMSS, DDMMSS). Full-width
//! digits and signs are taken for the usual ones. West and south are negative.
//!
//! Degrees are those that are nearest to the written value: the parts are put together as whole numbers, and rounded
//! once.
//!
//! `109.3045` is decimal degrees here. Some files mean 109°30′45″ by it; no single value can tell, a column may
//! ([`looks_packed`]), and whoever knows it calls [`parse_packed_decimal`].

mod exact;
mod lexer;

use std::fmt;

use lexer::Token;

/// Which way an angle is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// East or west.
    Longitude,
    /// North or south.
    Latitude,
}

impl Axis {
    fn most_degrees(self) -> f64 {
        match self {
            Self::Longitude => 180.0,
            Self::Latitude => 90.0,
        }
    }
}

/// How an angle was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// One number of degrees, with or without a sign for degrees behind it.
    Decimal,
    /// Degrees and minutes.
    DegreesMinutes,
    /// Degrees, minutes and seconds.
    DegreesMinutesSeconds,
    /// DDDMMSS or DDMMSS in one number, perhaps with decimals of seconds.
    PackedInteger,
    /// `ddd.mmss`, perhaps with decimals of seconds; only [`parse_packed_decimal`] gives it.
    PackedDecimal,
}

/// An angle that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Angle {
    /// Degrees, west and south negative; at most 180, for a stated latitude at most 90.
    pub degrees: f64,
    /// What E, W, N, S, 东经, 西经, 北纬 or 南纬 say; `None` where nothing does.
    pub axis: Option<Axis>,
    /// How it was written.
    pub spelling: Spelling,
}

/// Why a text is no angle, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    text: String,
    reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is no longitude or latitude: {}", self.text, self.reason)
    }
}

impl std::error::Error for Fault {}

/// Reads one longitude or latitude.
///
/// # Errors
/// No number; minutes or seconds of 60 and more; a sign inside; two signs or two statements of direction; something left
/// over; more than 180 degrees, or 90 for a latitude.
pub fn parse(text: &str) -> Result<Angle, Fault> {
    read(text, Spelling::Decimal).map_err(|reason| fault(text, reason))
}

/// Reads one longitude or latitude of a column that is known to hold `ddd.mmss`: `109.3045` is 109°30′45″. A number
/// with fewer decimals than four is filled up with zeros, since spreadsheets drop them: `109.3` is 109°30′.
///
/// Every other spelling is read as [`parse`] reads it.
///
/// # Errors
/// As [`parse`].
pub fn parse_packed_decimal(text: &str) -> Result<Angle, Fault> {
    read(text, Spelling::PackedDecimal).map_err(|reason| fault(text, reason))
}

/// So many values tell a column of `ddd.mmss` from one of decimal degrees, which passes by chance in 36 of 100 values.
const ENOUGH: usize = 5;

/// Whether all numbers of a column could be `ddd.mmss`: the most precise has four decimals or more, minutes and seconds
/// are below 60 in all, and at least five different ones have three decimals or more. Decimal degrees pass by chance
/// once in 165 columns, pairs of a longitude and a latitude once in 27,000: so it is a question to ask, not an answer.
#[must_use]
pub fn looks_packed(values: &[f64]) -> bool {
    let mut telling: Vec<String> = Vec::new();
    let mut most_decimals = 0;
    for value in values {
        if !value.is_finite() {
            return false;
        }
        let text = value.abs().to_string();
        let decimals = text.split_once('.').map_or("", |(_, decimals)| decimals);
        most_decimals = most_decimals.max(decimals.len());
        if !decimals.is_empty() && read(&text, Spelling::PackedDecimal).is_err() {
            return false;
        }
        if decimals.len() >= 3 {
            telling.push(text);
        }
    }
    telling.sort_unstable();
    telling.dedup();
    most_decimals >= 4 && telling.len() >= ENOUGH
}

fn fault(text: &str, reason: String) -> Fault {
    // A message is no place for a whole file.
    let text = if text.chars().count() > 60 { text.chars().take(60).chain(['…']).collect() } else { text.to_owned() };
    Fault { text, reason }
}

/// `lone` says what one number with decimals and no mark means.
fn read(text: &str, lone: Spelling) -> Result<Angle, String> {
    let tokens = lexer::tokens(text)?;
    let (axis, west_or_south, tokens) = direction(&tokens)?;
    let (negative, tokens) = match tokens {
        [Token::Minus | Token::Dash, rest @ ..] => (true, rest),
        [Token::Plus, rest @ ..] => (false, rest),
        _ => (false, tokens),
    };
    if negative && axis.is_some() {
        return Err("it has a sign and a direction; one of them is enough".to_owned());
    }
    let (size, spelling) = parts(tokens, lone)?;
    let most = axis.map_or(180.0, Axis::most_degrees);
    if size > most {
        return Err(format!("{size} degrees; it can be {most} at most"));
    }
    let degrees = if negative || west_or_south { -size } else { size };
    Ok(Angle { degrees, axis, spelling })
}

/// Takes the word for the direction off the front or the end.
fn direction(tokens: &[Token]) -> Result<(Option<Axis>, bool, &[Token]), String> {
    let (first, tokens) = match tokens {
        // 东经：109°30′
        [Token::Direction(axis, negative), Token::Colon, rest @ ..] | [Token::Direction(axis, negative), rest @ ..] => {
            (Some((*axis, *negative)), rest)
        }
        _ => (None, tokens),
    };
    let (last, tokens) = match tokens {
        [rest @ .., Token::Direction(axis, negative)] => (Some((*axis, *negative)), rest),
        _ => (None, tokens),
    };
    match (first, last) {
        (Some(_), Some(_)) => Err("it states its direction twice".to_owned()),
        (Some((axis, negative)), None) | (None, Some((axis, negative))) => Ok((Some(axis), negative, tokens)),
        (None, None) => Ok((None, false, tokens)),
    }
}

/// Degrees, minutes and seconds, and how they are written.
fn parts(tokens: &[Token], lone: Spelling) -> Result<(f64, Spelling), String> {
    let mut numbers: Vec<&str> = Vec::new();
    let mut rest = tokens;
    while let [Token::Number(number), after @ ..] = rest {
        // The mark behind a number must be the one of its place; other separators have no place of their own.
        let marks = [Token::DegreeMark, Token::MinuteMark, Token::SecondMark];
        let place = numbers.len();
        if place == 3 {
            return Err("there is a fourth number".to_owned());
        }
        numbers.push(number);
        rest = match after {
            [mark, after @ ..] if *mark == marks[place] => after,
            [mark, ..] if marks.contains(mark) => {
                let names = ["degrees", "minutes", "seconds"];
                return Err(format!("{number} stands where {} belong", names[place]));
            }
            [Token::Dash | Token::Colon, after @ ..] if matches!(after, [Token::Number(_), ..]) => after,
            _ => after,
        };
    }
    match (rest, numbers.as_slice()) {
        ([], []) => Err("it holds no number".to_owned()),
        ([], [number]) => one_number(number, tokens.len() > 1, lone),
        ([], [degrees, minutes]) => exact::degrees(degrees, minutes, "").map(|size| (size, Spelling::DegreesMinutes)),
        ([], [degrees, minutes, seconds]) => {
            exact::degrees(degrees, minutes, seconds).map(|size| (size, Spelling::DegreesMinutesSeconds))
        }
        ([Token::Minus | Token::Plus, ..], _) => Err("a sign stands inside".to_owned()),
        ([Token::Direction(..), ..], _) => Err("a direction stands in the middle, or there are two".to_owned()),
        ([token, ..], _) => Err(format!("{token} does not belong there")),
        ([], _) => Err("there is a fourth number".to_owned()),
    }
}

fn one_number(number: &str, marked: bool, lone: Spelling) -> Result<(f64, Spelling), String> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    if !marked && whole.len() > 3 {
        let degrees_width = match whole.len() {
            7 => 3,
            6 => 2,
            _ => return Err("it is no number of degrees, and no DDDMMSS or DDMMSS either".to_owned()),
        };
        let (degrees, rest) = whole.split_at(degrees_width);
        let (minutes, seconds) = rest.split_at(2);
        let seconds = format!("{seconds}.{decimals}");
        return exact::degrees(degrees, minutes, &seconds).map(|size| (size, Spelling::PackedInteger));
    }
    if !marked && lone == Spelling::PackedDecimal && !decimals.is_empty() {
        let (minutes, rest) = (format!("{decimals:0<4}"), decimals.get(4..).unwrap_or(""));
        let seconds = format!("{}.{rest}", &minutes[2..4]);
        return exact::degrees(whole, &minutes[..2], &seconds).map(|size| (size, Spelling::PackedDecimal));
    }
    match number.parse::<f64>() {
        Ok(size) if size.is_finite() => Ok((size, Spelling::Decimal)),
        _ => Err("it is no number".to_owned()),
    }
}

#[cfg(test)]
mod tests;
