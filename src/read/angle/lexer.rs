//! The signs of an angle: digits, marks, directions.

use std::fmt;

use super::Axis;

/// One sign of the text, or one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// ASCII digits with at most one decimal point, at least one digit on each side of it.
    Number(String),
    DegreeMark,
    MinuteMark,
    SecondMark,
    /// A dash between two parts.
    Dash,
    /// A dash in front of all, or one that stands close to the number behind it and apart from the one before.
    Minus,
    Plus,
    Colon,
    /// The axis, and whether it is counted the negative way.
    Direction(Axis, bool),
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number(number) => number,
            Self::DegreeMark => "a sign for degrees",
            Self::MinuteMark => "a sign for minutes",
            Self::SecondMark => "a sign for seconds",
            Self::Dash | Self::Minus => "a dash",
            Self::Plus => "a plus",
            Self::Colon => "a colon",
            Self::Direction(..) => "a direction",
        })
    }
}

/// Words before the letters and signs that they begin with.
const WORDS: [(&str, Token); 26] = [
    ("东经", Token::Direction(Axis::Longitude, false)),
    ("西经", Token::Direction(Axis::Longitude, true)),
    ("北纬", Token::Direction(Axis::Latitude, false)),
    ("南纬", Token::Direction(Axis::Latitude, true)),
    ("经度", Token::Direction(Axis::Longitude, false)),
    ("纬度", Token::Direction(Axis::Latitude, false)),
    ("E", Token::Direction(Axis::Longitude, false)),
    ("W", Token::Direction(Axis::Longitude, true)),
    ("N", Token::Direction(Axis::Latitude, false)),
    ("S", Token::Direction(Axis::Latitude, true)),
    ("DEG", Token::DegreeMark),
    ("D", Token::DegreeMark),
    ("°", Token::DegreeMark),
    ("º", Token::DegreeMark),
    ("˚", Token::DegreeMark),
    ("∘", Token::DegreeMark),
    ("度", Token::DegreeMark),
    ("MIN", Token::MinuteMark),
    ("M", Token::MinuteMark),
    ("分", Token::MinuteMark),
    ("秒", Token::SecondMark),
    ("''", Token::SecondMark),
    ("\"", Token::SecondMark),
    ("'", Token::MinuteMark),
    ("+", Token::Plus),
    (":", Token::Colon),
];

/// Full-width signs, typographic quotes, dashes and blanks become the ASCII ones; letters become capitals.
fn plain(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).map_or(sign, plain),
        '′' | '’' | '‘' | '´' | '`' | 'ʹ' => '\'',
        '″' | '”' | '“' | 'ʺ' | '〃' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' => '-',
        _ if sign.is_whitespace() => ' ',
        _ => sign.to_ascii_uppercase(),
    }
}

/// Takes a text apart.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let text: String = text.trim().trim_matches('\u{feff}').chars().map(plain).collect();
    let mut rest = text.as_str();
    let mut tokens = Vec::new();
    let mut after_blank = false;
    let mut minutes_by_letter = false;
    while let Some(sign) = rest.chars().next() {
        let here = rest;
        if sign == ' ' {
            rest = &rest[1..];
        } else if sign.is_ascii_digit() {
            let length = number_length(rest);
            tokens.push(Token::Number(rest[..length].to_owned()));
            rest = &rest[length..];
        } else if sign == '-' {
            rest = &rest[1..];
            let apart = tokens.is_empty() || (after_blank && !rest.starts_with(' '));
            tokens.push(if apart { Token::Minus } else { Token::Dash });
        } else if sign == 'S' && minutes_by_letter && matches!(tokens.last(), Some(Token::Number(_))) {
            // The S of 39d30m45s; that of 39d30'45"S and of 39d30mS is south.
            tokens.push(Token::SecondMark);
            rest = &rest[1..];
        } else {
            let found = WORDS.iter().find_map(|(word, token)| rest.strip_prefix(word).map(|after| (after, token)));
            let Some((after, token)) = found else { return Err(format!("{sign:?} is no sign of an angle")) };
            minutes_by_letter |= sign == 'M';
            tokens.push(token.clone());
            rest = after;
        }
        after_blank = here.starts_with(' ');
    }
    Ok(tokens)
}

/// How many bytes of a text that begins with a digit are digits, with one decimal point between them.
fn number_length(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let decimals = text[whole..].strip_prefix('.').map_or(0, digits);
    if decimals == 0 { whole } else { whole + 1 + decimals }
}
