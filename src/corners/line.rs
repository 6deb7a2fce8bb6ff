//! What one line is, told without its neighbours.

use super::decode::{is_blank, trim};
use super::document::Number;

/// Larger than any coordinate: eastings with a zone in front stay below 46 million metres.
const LARGEST: f64 = 1e9;

/// Most values of a header line.
pub(super) const MOST_VALUES: usize = 13;
/// Fewest values of a header line.
pub(super) const FEWEST_VALUES: usize = 3;
/// The usual number of values of a header line.
pub(super) const USUAL_VALUES: usize = 8;

/// `;`, `；` or `#` at the beginning.
pub(super) fn is_comment(text: &str) -> bool {
    text.starts_with([';', '；', '#'])
}

/// The name between brackets, and whether the closing one is there.
///
/// Without a closing bracket only the two names of the format count as a section.
pub(super) fn section(text: &str) -> Option<(&str, bool)> {
    let inner = text.strip_prefix(['[', '【', '［'])?;
    if let Some(name) = inner.strip_suffix([']', '】', '］']) {
        return (!name.contains(['[', '【', '［', ']', '】', '］'])).then_some((trim(name), true));
    }
    [super::HEAD_SECTION, super::PARCEL_SECTION].contains(&trim(inner)).then_some((trim(inner), false))
}

/// A key and its value, parted at the first `=` or `＝`; none without a key.
pub(super) fn key(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once(['=', '＝'])?;
    (!trim(name).is_empty()).then_some((trim(name), trim(value)))
}

/// The values of a line that ends in `@`.
pub(super) fn header(text: &str) -> Option<Vec<String>> {
    let inner = trim(text.strip_suffix(['@', '＠'])?);
    let inner = inner.strip_suffix([',', '，']).unwrap_or(inner);
    Some(header_values(inner))
}

/// A header line whose `@` is missing: enough values, and a shape where it belongs.
pub(super) fn header_without_at(text: &str) -> Option<Vec<String>> {
    let values = header_values(text.strip_suffix([',', '，']).unwrap_or(text));
    let has_shape = values.get(4).is_some_and(|shape| ["点", "线", "面"].contains(&shape.as_str()));
    (has_shape && values.len() <= MOST_VALUES).then_some(values)
}

/// Where commas alone make a usual header line, a full-width one may be part of a name. Names may hold blanks and `、`.
fn header_values(text: &str) -> Vec<String> {
    let parted =
        |separators: &[char]| -> Vec<String> { text.split(separators).map(|value| trim(value).to_owned()).collect() };
    let mut values = parted(&[',']);
    if values.len() < USUAL_VALUES {
        values = parted(&[',', '，']);
    }
    if values.len() < FEWEST_VALUES {
        values = parted(&[',', '，', '、', '\t']);
    }
    values
}

/// A point line taken apart.
#[derive(Debug, PartialEq)]
pub(super) struct PointLine {
    pub(super) label: String,
    /// Empty where it is missing.
    pub(super) ring: String,
    pub(super) x: Number,
    pub(super) y: Number,
    pub(super) more: Vec<String>,
    /// Whether a coordinate was written in full-width characters.
    pub(super) has_full_width: bool,
}

/// Why a line is no point.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoPoint {
    /// Not enough values, or a value that is no number.
    Form(String),
    /// A number that cannot be a coordinate.
    Magnitude(String),
}

/// Parts by commas if there are any, else by blanks; and where that makes no point, by both.
pub(super) fn point(text: &str) -> Result<PointLine, NoPoint> {
    let has_comma = text.contains([',', '，', '、']);
    let first = if has_comma { by_commas(text) } else { by_blanks(text) };
    match point_of(&first) {
        Err(NoPoint::Form(reason)) if has_comma => point_of(&by_both(text)).map_err(|fault| match fault {
            NoPoint::Form(_) => NoPoint::Form(reason),
            magnitude @ NoPoint::Magnitude(_) => magnitude,
        }),
        result => result,
    }
}

fn by_commas(text: &str) -> Vec<&str> {
    text.split([',', '，', '、']).map(trim).collect()
}

fn by_blanks(text: &str) -> Vec<&str> {
    text.split(is_blank).filter(|value| !value.is_empty()).collect()
}

/// A comma with blanks around it parts once, and so does a run of blanks.
fn by_both(text: &str) -> Vec<&str> {
    by_commas(text)
        .into_iter()
        .flat_map(|value| if value.is_empty() { vec![value] } else { by_blanks(value) })
        .collect()
}

/// `label, ring, X, Y` and what follows; or `label, X, Y`.
fn point_of(values: &[&str]) -> Result<PointLine, NoPoint> {
    let (label, ring, rest) = match values {
        // Of three values two are coordinates, unless one looks like a ring number: then the line was cut off.
        [label, x, y] if !looks_like_ring_number(x) && !looks_like_ring_number(y) => (label, "", &values[1..]),
        [label, ring, rest @ ..] if rest.len() >= 2 => (label, *ring, rest),
        _ => return Err(NoPoint::Form(format!("{} values where four belong", values.len()))),
    };
    if !is_ring_number(ring) {
        return Err(NoPoint::Form(format!("\"{ring}\" is no ring number")));
    }
    let (x, is_wide_x) = number(rest[0])?;
    let (y, is_wide_y) = number(rest[1])?;
    let mut more: Vec<String> = rest[2..].iter().map(|value| (*value).to_owned()).collect();
    // A comma at the end of the line is no value.
    while more.last().is_some_and(String::is_empty) {
        more.pop();
    }
    Ok(PointLine { label: (*label).to_owned(), ring: narrow(ring), x, y, more, has_full_width: is_wide_x || is_wide_y })
}

/// Less than five digits and no point.
fn looks_like_ring_number(text: &str) -> bool {
    text.chars().count() < 5 && is_ring_number(text)
}

/// Short and without a point: anything else in its place is a coordinate that slipped.
fn is_ring_number(text: &str) -> bool {
    text.chars().count() <= 6 && !text.contains(['.', '．'])
}

/// A finite number in decimal digits, and whether some of them were full-width.
fn number(text: &str) -> Result<(Number, bool), NoPoint> {
    let plain = narrow(text);
    let has_form = plain.bytes().any(|byte| byte.is_ascii_digit())
        && plain.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    let lower = plain.trim_start_matches(['+', '-']).to_ascii_lowercase();
    if ["nan", "inf", "infinity"].contains(&lower.as_str()) {
        return Err(NoPoint::Magnitude(format!("\"{text}\" is no finite number")));
    }
    let value: f64 = match plain.parse() {
        Ok(value) if has_form => value,
        _ => return Err(NoPoint::Form(format!("\"{text}\" is no number"))),
    };
    if value.abs() >= LARGEST {
        return Err(NoPoint::Magnitude(format!("\"{text}\" is too large for a coordinate")));
    }
    let has_full_width = plain != text;
    Ok((Number { text: plain, value }, has_full_width))
}

/// Full-width digits, signs and points as plain ones.
pub(super) fn narrow(text: &str) -> String {
    let narrow = |letter: char| match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{2212}' => '-',
        other => other,
    };
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::{NoPoint, header, header_without_at, key, point, section};

    #[test]
    fn sections_and_keys() {
        assert_eq!(section("[地块坐标]"), Some(("地块坐标", true)));
        assert_eq!(section("【 属性描述 】"), Some(("属性描述", true)));
        assert_eq!(section("[地块坐标"), Some(("地块坐标", false)));
        assert_eq!(section("[x"), None);
        assert_eq!(section("[a][b]"), None);
        assert_eq!(key("带号 ＝ 38"), Some(("带号", "38")));
        assert_eq!(key("a=b=c"), Some(("a", "b=c")));
        assert_eq!(key("=c"), None);
    }

    #[test]
    fn header_lines() {
        let values = |text: &str| header(text).map(|values| values.join("|"));
        assert_eq!(values("11,0.7,1,甲,面,,矿,,@").unwrap(), "11|0.7|1|甲|面||矿|");
        assert_eq!(values("11,0.7,1,甲，乙,面,,矿,, @").unwrap(), "11|0.7|1|甲，乙|面||矿|");
        assert_eq!(values("11，0.7，1，甲，面，，矿，，＠").unwrap(), "11|0.7|1|甲|面||矿|");
        assert_eq!(values("11、0.7、1@").unwrap(), "11|0.7|1");
        assert_eq!(values("J1,1,2,3"), None);
        assert!(header_without_at("11,0.7,1,甲,面,,矿,,").is_some());
        assert!(header_without_at("J1,1,2,3").is_none());
    }

    #[test]
    fn point_lines() {
        for text in [
            "J1,1,3437174.65,38383678.71",
            "J1，1，3437174.65，38383678.71",
            "J1、1、3437174.65,38383678.71",
            "J1\t1\t3437174.65\t38383678.71",
            "J1  1   3437174.65 \u{3000}38383678.71",
            "J1, 1 , 3437174.65 , 38383678.71,",
            "J1,1 3437174.65 38383678.71",
        ] {
            let point = point(text).unwrap();
            assert_eq!((point.label.as_str(), point.ring.as_str()), ("J1", "1"), "{text}");
            assert_eq!((point.x.text.as_str(), point.y.text.as_str()), ("3437174.65", "38383678.71"), "{text}");
            assert!(point.more.is_empty() && !point.has_full_width);
        }
        assert_eq!(point("A-3,,1,2").unwrap().ring, "");
        assert_eq!(point("A-3,1.5,2.5").unwrap().ring, "");
        assert_eq!(point("A-3,2,1.5,2,9,临时").unwrap().more, ["9", "临时"]);
        assert!(point("J1,1,３４３,38.5").unwrap().has_full_width);
        assert_eq!(point("界 1,1,1.5,2.5").unwrap().label, "界 1");
    }

    #[test]
    fn lines_that_are_no_points() {
        for text in [
            "J1,1,343O174.65,38383678.71",
            "J1",
            "J1,1",
            "J1,1,2.5,",
            "合计",
            "J1,1.5,2.5,3.5",
            "J1,1,3437",
            "J1,1,3437100.5",
            "5,1.0000,1",
            "",
            ",,,",
            "J1,1,--5,2",
        ] {
            assert!(matches!(point(text), Err(NoPoint::Form(_))), "{text} {:?}", point(text));
        }
        for text in ["J1,1,NaN,2", "J1,1,2,-inf", "J1,1,1e300,2", "J1,1,1e999,2", "J1,1,2,99999999999"] {
            assert!(matches!(point(text), Err(NoPoint::Magnitude(_))), "{text}");
        }
    }
}
