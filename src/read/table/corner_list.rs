//! All corners of a mine in one cell: `X1,Y1;X2,Y2;…` and its variants.
//!
//! Corners stand apart by semicolons or line ends, or by blanks where commas are inside; the two numbers of a corner by
//! a comma, `、` or blank; a number or name of the corner may stand in front. `|`, a blank line, or the first corner
//! once more ends a ring. A flat list of numbers with one separator throughout is taken in pairs, or in threes where
//! every third counts 1, 2, 3.

use super::position::{self, Decimals, Order, Position, System};
use super::rings::{self, Ring};
use super::rows::Geometry;

/// The corners of one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CornerList {
    /// Rings, or a single point.
    pub geometry: Geometry,
    /// What the numbers are; the same for all corners.
    pub system: System,
    /// The latitude or northing was written first.
    pub north_first: bool,
    /// All numbers are degrees without signs, DDDMMSS.
    pub packed_integers: bool,
    /// All numbers are plain decimal degrees.
    pub(super) decimal: bool,
}

impl CornerList {
    /// Reads a cell.
    ///
    /// # Errors
    /// A corner that is no place, named by its position; corners of different systems or orders; less than three corners, if
    /// more than one.
    pub fn parse(text: &str, decimals: Decimals) -> Result<Self, String> {
        let text = plain(text);
        let mut all: Vec<Position> = Vec::new();
        let mut rings: Vec<Ring> = Vec::new();
        let written = ring_texts(&text);
        let mut lone = None;
        for ring in &written {
            let mut points = Vec::new();
            for values in corners(ring)? {
                let number = all.len() + 1;
                let at = corner(&values, decimals).map_err(|reason| format!("corner {number}: {reason}"))?;
                points.push((at.0, at.1.at));
                all.push(at.1);
            }
            match (points.as_slice(), written.len()) {
                ([], _) => {}
                ([(_, at)], 1) => lone = Some(*at),
                _ => rings.extend(rings::assemble(points)?),
            }
        }
        let first = all.first().copied().ok_or("there are no coordinates in it")?;
        if let Some(number) = all.iter().position(|at| at.system != first.system) {
            let (one, other) = (first.system.words(), all[number].system.words());
            return Err(format!("corner 1 is in {one}, corner {} in {other}", number + 1));
        }
        if let Some(number) = all.iter().position(|at| at.north_first != first.north_first) {
            return Err(format!("corners 1 and {} name north and east in different orders", number + 1));
        }
        Ok(Self {
            geometry: lone.map_or(Geometry::Corners(rings), Geometry::Point),
            system: first.system,
            north_first: first.north_first,
            packed_integers: all.iter().any(|at| at.packed_integers),
            decimal: all.iter().all(|at| at.decimal),
        })
    }
}

/// Full-width signs and brackets of all kinds to the usual ones.
fn plain(text: &str) -> String {
    let plain = |sign: char| match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        '、' => ',',
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        '[' | '{' => '(',
        ']' | '}' => ')',
        _ => sign,
    };
    let signs: String = text.replace("\r\n", "\n").replace('\r', "\n").chars().map(plain).collect();
    // Brackets around each corner: (x,y),(x,y).
    let mut signs: String = signs.replace("),(", ");(").replace(") (", ");(");
    while let Some(inner) = signs.trim().strip_prefix("((").and_then(|rest| rest.strip_suffix("))")) {
        signs = format!("({inner})");
    }
    signs
}

fn ring_texts(text: &str) -> Vec<String> {
    let mut rings: Vec<String> = Vec::new();
    for part in text.split('|') {
        rings.push(String::new());
        for line in part.split('\n') {
            match rings.last_mut() {
                Some(last) if line.trim().is_empty() && !last.trim().is_empty() => rings.push(String::new()),
                Some(last) => {
                    last.push_str(line);
                    last.push('\n');
                }
                None => {}
            }
        }
    }
    rings.retain(|ring| !ring.trim().is_empty());
    rings
}

/// The texts of each corner.
fn corners(ring: &str) -> Result<Vec<Vec<&str>>, String> {
    let filled = |text: &&str| !text.is_empty();
    let mut chunks: Vec<&str> = ring.split([';', '\n']).map(str::trim).filter(filled).collect();
    // "X,Y X,Y X,Y"
    if let [one] = chunks.as_slice() {
        let pieces: Vec<&str> = one.split(' ').filter(filled).collect();
        if pieces.len() > 1 && pieces.iter().all(|piece| matches!(values(piece).len(), 2 | 3) && piece.contains(',')) {
            chunks = pieces;
        }
    }
    let corners: Vec<Vec<&str>> = chunks.iter().map(|chunk| values(chunk)).collect();
    match corners.as_slice() {
        [flat] if flat.len() > 3 => {
            let counts = |(corner, values): (usize, &[&str])| values[0] == (corner + 1).to_string();
            if flat.len() % 3 == 0 && flat.chunks(3).enumerate().all(counts) {
                Ok(flat.chunks(3).map(<[&str]>::to_vec).collect())
            } else if flat.len() % 2 == 0 {
                Ok(flat.chunks(2).map(<[&str]>::to_vec).collect())
            } else {
                Err(format!("{} numbers do not make pairs", flat.len()))
            }
        }
        _ => Ok(corners),
    }
}

/// The texts inside of one corner: between commas, else between blanks, else in front of a direction.
fn values(chunk: &str) -> Vec<&str> {
    let chunk = chunk.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(chunk);
    let split =
        |sign: char| -> Vec<&str> { chunk.split(sign).map(str::trim).filter(|text| !text.is_empty()).collect() };
    if chunk.contains(',') {
        return split(',');
    }
    let pieces = split(' ');
    let turn = chunk.char_indices().skip(1).map(|(at, _)| at).find(|at| {
        ["北纬", "东经", "N", "E"].iter().any(|word| chunk[*at..].starts_with(word)) && *at + 1 < chunk.len()
    });
    match turn {
        Some(at) if !matches!(pieces.len(), 2 | 3) => vec![chunk[..at].trim(), chunk[at..].trim()],
        _ => pieces,
    }
}

/// The name of a corner, and its place.
fn corner(values: &[&str], decimals: Decimals) -> Result<(String, Position), String> {
    let (name, first, second) = match *values {
        [name, first, second] if is_name(name) => (bare_name(name), first, second),
        [_, _, _] => return Err(format!("{}: three numbers, and the first is no point number", values.join(","))),
        [first, second] => {
            let (name, first) = split_name(first);
            (name, first, second)
        }
        _ => return Err(format!("{:?} is no pair of coordinates", values.join(","))),
    };
    let at: Position = position::read(without_axis(first), without_axis(second), Order::Unsaid, decimals)?;
    Ok((name.to_owned(), at))
}

/// `J1`, `12`, `A-3`, `(4)`.
fn is_name(text: &str) -> bool {
    let text = bare_name(text);
    let digits = text.trim_start_matches(|sign: char| sign.is_alphabetic() || sign == '-');
    let letters = text.len() - digits.len();
    letters <= 9 && (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn bare_name(text: &str) -> &str {
    text.trim().trim_start_matches('(').trim_end_matches([')', ':', '.']).trim()
}

/// `J1:3437174.65`, `J1 3437174.65`, `(1)3437174.65` to the name and the number.
fn split_name(text: &str) -> (&str, &str) {
    let end = match text.find([')', ':', ' ']) {
        Some(end)
            if text[end + 1..].trim_start().starts_with(|sign: char| sign.is_ascii_digit() || sign.is_alphabetic()) =>
        {
            end
        }
        _ => return ("", text),
    };
    let (name, rest) = (&text[..=end], text[end + 1..].trim());
    // The parts of an angle are no names: 109:30:45, 109 30 45, E 109.5.
    let is_number = rest.split_once('.').map_or(rest, |(whole, _)| whole).len() > 3 || rest.contains(['°', '度', '.']);
    if is_name(name) && is_number && !rest.contains([':', ' ']) { (bare_name(name), rest) } else { ("", text) }
}

/// Without the `X=` or `Y:` in front of a number.
fn without_axis(text: &str) -> &str {
    let rest = text.trim().trim_start_matches(['X', 'x', 'Y', 'y']).trim_start();
    rest.strip_prefix(['=', ':']).map_or(text, str::trim)
}
