//! Degrees, minutes and seconds packed into one number.

/// `109.3045` as 109° 30′ 45″, `109.30456` as 109° 30′ 45.6″, `109.5` as 109° 50′; none where minutes or seconds would be
/// 60 or more, or where the text is no plain decimal number.
pub(super) fn packed_degrees(text: &str) -> Option<f64> {
    let (sign, digits) = signed(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if !is_digits(whole) || !(fraction.is_empty() || is_digits(fraction)) {
        return None;
    }
    let fraction = format!("{fraction:0<4}");
    sum(sign, whole, &fraction[..2], &format!("{}.{}", &fraction[2..4], &fraction[4..]))
}

/// `1093045` as 109° 30′ 45″, `303045.6` as 30° 30′ 45.6″.
pub(super) fn packed_integer(text: &str) -> Option<f64> {
    let (sign, digits) = signed(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if !is_digits(whole) || !(5..=7).contains(&whole.len()) || !(fraction.is_empty() || is_digits(fraction)) {
        return None;
    }
    let (degrees, rest) = whole.split_at(whole.len() - 4);
    sum(sign, degrees, &rest[..2], &format!("{}.{fraction}", &rest[2..]))
}

fn signed(text: &str) -> (f64, &str) {
    text.strip_prefix('-').map_or((1.0, text.strip_prefix('+').unwrap_or(text)), |rest| (-1.0, rest))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn sum(sign: f64, degrees: &str, minutes: &str, seconds: &str) -> Option<f64> {
    let (degrees, minutes, seconds): (f64, f64, f64) =
        (degrees.parse().ok()?, minutes.parse().ok()?, seconds.parse().ok()?);
    (minutes < 60.0 && seconds < 60.0).then_some(sign * (degrees + (minutes * 60.0 + seconds) / 3600.0))
}

#[cfg(test)]
mod tests {
    use super::{packed_degrees, packed_integer};

    #[test]
    fn minutes_and_seconds_are_unpacked() {
        for (text, degrees) in [
            ("109.3045", Some(109.512_5)),
            ("109.30456", Some(109.512_666_666_666_67)),
            ("109.5", Some(109.833_333_333_333_33)),
            ("-0.3", Some(-0.5)),
            ("109", Some(109.0)),
            ("109.6045", None),
            ("109.3060", None),
            ("1e2", None),
            (".3", None),
        ] {
            let found = packed_degrees(text);
            assert!(found.is_some() == degrees.is_some(), "{text}");
            assert!(found.zip(degrees).is_none_or(|(a, b)| (a - b).abs() < 1e-12), "{text}");
        }
        assert_eq!(packed_integer("1093045"), Some(109.5125));
        assert_eq!(packed_integer("303045.0"), Some(30.5125));
        assert_eq!((packed_integer("306045"), packed_integer("3045"), packed_integer("38383678")), (None, None, None));
    }
}
