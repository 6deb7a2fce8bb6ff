use super::{Axis, Spelling, looks_packed, parse, parse_packed_decimal};

const FULL: f64 = 109.0 + 30.0 / 60.0 + 45.0 / 3600.0;

#[test]
fn one_angle_in_all_spellings() {
    let bare = [
        "109°30′45″",
        "109°30'45\"",
        "109°30’45”",
        "109°30′45′′",
        "109º 30' 45''",
        "109˚30´45\"",
        "109度30分45秒",
        "109-30-45",
        "109 - 30 - 45",
        "109—30—45",
        "109－30－45",
        "109 30 45",
        " 109\u{3000}30\u{a0}45 ",
        "109:30:45",
        "109：30：45",
        "109d30'45\"",
        "109D30M45S",
        "109deg30min45s",
        "109°30′45",
        "１０９°３０′４５″",
        "１０９度３０分４５．０秒",
        "1093045",
        "1093045.000",
        "+109°30′45″",
    ];
    for text in bare {
        let angle = parse(text).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!((angle.degrees, angle.axis), (FULL, None), "{text}");
        let packed = text.starts_with("1093045");
        let spelling = if packed { Spelling::PackedInteger } else { Spelling::DegreesMinutesSeconds };
        assert_eq!(angle.spelling, spelling, "{text}");
        if text.starts_with('+') {
            continue;
        }
        for (text, degrees) in [
            (format!("{text}E"), FULL),
            (format!("E{text}"), FULL),
            (format!("e {text}"), FULL),
            (format!("东经{text}"), FULL),
            (format!("东经：{text}"), FULL),
            (format!("Ｅ{text}"), FULL),
            (format!("{text} W"), -FULL),
            (format!("西经{text}"), -FULL),
        ] {
            let angle = parse(&text).unwrap_or_else(|fault| panic!("{fault}"));
            assert_eq!((angle.degrees, angle.axis), (degrees, Some(Axis::Longitude)), "{text}");
            assert_eq!(angle.spelling, spelling, "{text}");
        }
    }
}

#[test]
fn each_spelling_says_how_it_was_written() {
    use Spelling::{Decimal, DegreesMinutes, DegreesMinutesSeconds, PackedInteger};
    for (text, degrees, axis, spelling) in [
        ("109.512534", 109.512_534, None, Decimal),
        ("-109.5", -109.5, None, Decimal),
        ("−109.5", -109.5, None, Decimal),
        ("109°", 109.0, None, Decimal),
        ("109.5度", 109.5, None, Decimal),
        ("北纬39.2", 39.2, Some(Axis::Latitude), Decimal),
        (
            "东经109度30分45.1秒",
            f64::from(109 * 36_000 + 18_451) / 36_000.0,
            Some(Axis::Longitude),
            DegreesMinutesSeconds,
        ),
        ("E109°30′45.123″", 394_245_123.0 / 3_600_000.0, Some(Axis::Longitude), DegreesMinutesSeconds),
        ("北纬39°12′", 39.2, Some(Axis::Latitude), DegreesMinutes),
        ("N39 43", 2383.0 / 60.0, Some(Axis::Latitude), DegreesMinutes),
        ("109°30.5′", 65_705.0 / 600.0, None, DegreesMinutes),
        ("109-30", 109.5, None, DegreesMinutes),
        ("393045", 142_245.0 / 3600.0, None, PackedInteger),
        ("0393045N", 142_245.0 / 3600.0, Some(Axis::Latitude), PackedInteger),
        ("39d30'45\"S", -142_245.0 / 3600.0, Some(Axis::Latitude), DegreesMinutesSeconds),
        ("39d30m45sS", -142_245.0 / 3600.0, Some(Axis::Latitude), DegreesMinutesSeconds),
        ("39d30mS", -39.5, Some(Axis::Latitude), DegreesMinutes),
        ("39 30 45 S", -142_245.0 / 3600.0, Some(Axis::Latitude), DegreesMinutesSeconds),
        ("0", 0.0, None, Decimal),
        ("180°00′00.000″E", 180.0, Some(Axis::Longitude), DegreesMinutesSeconds),
        ("90°N", 90.0, Some(Axis::Latitude), Decimal),
    ] {
        let angle = parse(text).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!((angle.degrees, angle.axis, angle.spelling), (degrees, axis, spelling), "{text}");
    }
}

#[test]
fn what_is_no_angle_is_refused_with_its_reason() {
    for (text, reason) in [
        ("", "no number"),
        ("  ", "no number"),
        ("E", "no number"),
        ("-", "no number"),
        ("无", "'无' is no sign"),
        ("109°60′00″", "60 minutes"),
        ("109°59′60″", "60 seconds"),
        ("109-75-00", "75 minutes"),
        ("1096045", "60 minutes"),
        ("109°-30′", "a dash"),
        ("109 -30 45", "a sign stands inside"),
        ("109°30′-45″", "a dash"),
        ("--109.5", "a dash"),
        ("+-109.5", "a dash"),
        ("-109°30′W", "a sign and a direction"),
        ("E109°30′E", "direction twice"),
        ("东经109°30′N", "direction twice"),
        ("109E30", "in the middle"),
        ("1.095E2", "in the middle"),
        ("109°30′45″12", "a fourth number"),
        ("109°30′45″″", "a sign for seconds"),
        ("109.5°30′", "only the last"),
        ("109°30.5′45″", "only the last"),
        ("109°45″", "45 stands where minutes belong"),
        ("30′45″", "30 stands where degrees belong"),
        ("109.30.45", "'.' is no sign"),
        (".5", "'.' is no sign"),
        ("109,5", "',' is no sign"),
        ("109°30′45″,34°", "',' is no sign"),
        ("181", "180 at most"),
        ("北纬91°", "90 at most"),
        ("90°00′00.001″N", "90 at most"),
        ("3437174.65", "71 minutes"),
        ("38383678.71", "no number of degrees"),
        ("10930", "no number of degrees"),
        ("109°30′45.1234567890123456789012345678901″", "30 decimals"),
        ("999999999999999999999999999999999999999999°1′", "degrees are no number"),
    ] {
        let fault = parse(text).map_or_else(|fault| fault.to_string(), |angle| panic!("{text} became {angle:?}"));
        assert!(fault.contains(reason), "{text}: {fault}");
    }
}

/// Numbers that look random, the same in every run.
fn noise(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

/// Half a unit in the last place, in whole numbers: a double is m / 2^e.
fn is_nearest(value: f64, dividend: u128, divisor: u128) -> bool {
    let bits = value.to_bits();
    let mantissa = u128::from(bits & ((1 << 52) - 1) | 1 << 52);
    let places = 1075 - (bits >> 52) as u32;
    let off = (mantissa * divisor).abs_diff(dividend << places);
    off * 2 <= divisor
}

#[test]
fn degrees_are_the_doubles_nearest_to_the_exact_value() {
    let mut seed = 1;
    for _ in 0..100_000 {
        let (degrees, minutes, seconds) = (1 + noise(&mut seed) % 179, noise(&mut seed) % 60, noise(&mut seed) % 60);
        let decimals = (noise(&mut seed) % 7) as usize;
        let fraction = noise(&mut seed) % 10_u64.pow(decimals as u32);
        let tail = if decimals == 0 { String::new() } else { format!(".{fraction:0decimals$}") };
        let scale = 10_u128.pow(decimals as u32);
        let whole = u128::from((degrees * 60 + minutes) * 60 + seconds);
        let exact = (whole * scale + u128::from(fraction), 3600 * scale);
        for text in
            [format!("{degrees}°{minutes}′{seconds}{tail}″"), format!("{degrees:03}{minutes:02}{seconds:02}{tail}")]
        {
            assert!(is_nearest(parse(&text).unwrap().degrees, exact.0, exact.1), "{text}");
        }
        let packed = format!("{degrees}.{minutes:02}{seconds:02}{}", tail.trim_start_matches('.'));
        assert!(is_nearest(parse_packed_decimal(&packed).unwrap().degrees, exact.0, exact.1), "{packed}");
        let exact = (u128::from(degrees * 60 + minutes) * scale + u128::from(fraction), 60 * scale);
        let text = format!("{degrees} {minutes}{tail}");
        assert!(is_nearest(parse(&text).unwrap().degrees, exact.0, exact.1), "{text}");
    }
}

#[test]
fn packed_decimals_are_read_where_they_are_said_to_be() {
    for (text, degrees) in [
        ("109.3045", FULL),
        ("109.30450", FULL),
        ("E109.3045", FULL),
        ("109.3", 109.5),
        ("109.30", 109.5),
        ("109.304", 109.0 + (30.0 * 60.0 + 40.0) / 3600.0),
        ("109", 109.0),
        ("109.5°", 109.5),
        ("109°30′45″", FULL),
    ] {
        assert_eq!(parse_packed_decimal(text).unwrap().degrees.to_bits(), f64::to_bits(degrees), "{text}");
    }
    assert_eq!(parse_packed_decimal("109.3045").unwrap().spelling, Spelling::PackedDecimal);
    assert!(parse_packed_decimal("109.6045").unwrap_err().to_string().contains("60 minutes"));
    assert!(parse_packed_decimal("109.3060").unwrap_err().to_string().contains("60 seconds"));
    assert!(parse_packed_decimal("109.99").unwrap_err().to_string().contains("99 minutes"));
    assert_eq!(parse("109.3045").unwrap().degrees.to_bits(), 109.3045_f64.to_bits());
}

#[test]
fn a_column_may_be_packed_if_every_value_may_be() {
    let packed = [109.3045, 109.3059, 109.4512, 110.0001, 109.5930, 109.304];
    assert!(looks_packed(&packed));
    assert!(!looks_packed(&packed[..4]), "too few to tell");
    assert!(!looks_packed(&[109.3045; 20]), "one value twenty times tells no more than one");
    for other in [109.3065, 109.61, 200.5, f64::NAN, f64::INFINITY] {
        assert!(!looks_packed(&[&packed[..], &[other]].concat()), "{other}");
    }
    assert!(looks_packed(&[&packed[..], &[109.0, 109.5, 0.0]].concat()));
    assert!(!looks_packed(&[109.5, 109.25, 109.1, 109.15, 109.35, 109.45]), "two decimals are no seconds");
    assert!(!looks_packed(&[]));
}

#[test]
fn decimal_degrees_seldom_look_packed() {
    let mut seed = 7;
    let mut passed = 0;
    for _ in 0..10_000 {
        let column: Vec<f64> = (0..10).map(|_| 73.0 + noise(&mut seed) as f64 / f64::from(1 << 31) * 60.0).collect();
        passed += u32::from(looks_packed(&column));
    }
    assert!(passed < 5, "{passed}");
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,20}", signs in "[0-9°′″'\"dmsEWNS东经北纬度分秒:. +—-]{0,24}") {
        for text in [text, signs] {
            for angle in [parse(&text), parse_packed_decimal(&text)].into_iter().flatten() {
                proptest::prop_assert!(angle.degrees.abs() <= 180.0);
            }
        }
    }
}
