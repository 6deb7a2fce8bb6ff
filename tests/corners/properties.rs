//! What must hold for all input: random documents, random layouts of them, damaged files, and no files at all.

use std::ops::Range;

use oreline::corners::{
    Choice, Column, Document, Item, Key, Numbering, Orientation, Parcel, Parsed, Remark, Rule, Section, Shape, System,
    Width, WriteEncoding, WriteLineEnding, WriteOptions, coordinates, epsg_code, parse, write,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::{sample, samples};

/// Seeded, so that a failure comes again.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_240_508),
        ..ProptestConfig::default()
    }
}

fn options() -> impl Strategy<Value = WriteOptions> {
    let encodings = [WriteEncoding::Gbk, WriteEncoding::Utf8, WriteEncoding::Utf8WithBom];
    let ends = [WriteLineEnding::CrLf, WriteLineEnding::Lf];
    (prop::sample::select(encodings.to_vec()), prop::sample::select(ends.to_vec()))
        .prop_map(|(encoding, line_ending)| WriteOptions { encoding, line_ending, orientation: Orientation::Kept })
}

/// Text as it stands in values: common and rare characters, blanks inside, no comma.
const VALUE: &str = "([A-Za-z0-9一-龥㐀-㙦𠀀-𠀿（）·]([ A-Za-z0-9一-龥、。=;]{0,6}[A-Za-z0-9一-龥])?)?";
const NAME: &str = "[A-Za-z一-龥][A-Za-z0-9一-龥]{0,6}";
const LABEL: &str = "(J[1-9][0-9]{0,3}|[0-9]{1,4}|[A-Z]-[0-9]{1,2}|界[0-9]{1,2})";

prop_compose! {
    /// A convex ring around a place, with so many corners.
    fn ring(north: Range<i32>, east: Range<i32>)(
        north in north, east in east, size in 1_000..90_000_i32, corners in 3..9_usize, is_turned in any::<bool>(),
    ) -> Vec<[f64; 2]> {
        let corner = |index: usize| {
            let angle = index as f64 / corners as f64 * std::f64::consts::TAU;
            let (sine, cosine) = if is_turned { (-angle).sin_cos() } else { angle.sin_cos() };
            [f64::from(north) + f64::from(size) * cosine / 1000.0, f64::from(east) + f64::from(size) * sine / 1000.0]
        };
        (0..corners).map(corner).collect()
    }
}

prop_compose! {
    fn parcel()(
        rings in prop::collection::vec(ring(3_400_000..3_500_000, 38_300_000..38_700_000), 1..4),
        shape in prop::sample::select(vec![Shape::Area, Shape::Area, Shape::Line, Shape::Point]),
        decimals in 1..5_usize,
        is_per_ring in any::<bool>(),
        values in prop::collection::vec(VALUE, 0..13),
        labels in prop::collection::vec(prop::option::of(LABEL), 30),
        remark in prop::option::of("[;#][ -~一-龥]{0,8}"),
        more in prop::option::of("[a-z]{1,3}"),
    ) -> Parcel {
        let numbering = if is_per_ring { Numbering::PerRing } else { Numbering::Continuing };
        let mut parcel = Parcel::new(shape, &rings, decimals, numbering).unwrap();
        for (column, value) in Column::ALL.iter().zip(values) {
            if !matches!(column, Column::Count | Column::Shape) {
                parcel.set_value(*column, value);
            }
        }
        for (point, label) in parcel.rings.iter_mut().flat_map(|ring| &mut ring.points).zip(labels) {
            if let Some(label) = label {
                point.label = label;
            }
        }
        if let Some(more) = more {
            parcel.rings[0].points[0].more = vec![String::new(), more];
        }
        if let Some(text) = remark {
            parcel.remarks.push(Remark { ring: 0, point: 1, text: text.trim().to_owned() });
        }
        parcel
    }
}

prop_compose! {
    pub(crate) fn document()(
        keys in prop::collection::vec((NAME, VALUE), 0..6),
        comment in prop::option::of("; [一-龥]{0,5}"),
        parcels in prop::collection::vec(parcel(), 0..4),
    ) -> Document {
        let mut document = Document::new(&[("坐标系", "2000国家大地坐标系"), ("带号", "38")], parcels);
        let keys = keys.into_iter().map(|(name, value)| Item::Key(Key { name, value, line: 0 }));
        document.sections[0].items.extend(keys);
        if let Some(comment) = comment {
            document.sections.insert(0, Section { name: None, items: vec![Item::Comment(comment.trim().to_owned())] });
        }
        document
    }
}

/// Fragments of which files are made, sound and broken.
fn fragment() -> impl Strategy<Value = String> {
    let fixed = [
        "\n",
        "\n",
        "\r\n",
        "\r",
        ",",
        ",",
        "，",
        "、",
        " ",
        "\t",
        "\u{3000}",
        "@",
        "＠",
        "=",
        "＝",
        "[",
        "]",
        "【",
        "】",
        ";",
        "#",
        "[属性描述]\n",
        "[地块坐标]\n",
        "[别的]\n",
        "\n5,1,1,甲,面,,,,@\n",
        "\n,,,,点,,,,@\n",
        "\n3,,2,乙,线,,,,@\n",
        "J1,1,3437100,38383100\n",
        "J2,1,3437200,38383100\n",
        "J3,1,3437200,38383200\n",
        "J1,1,3437100,38383100\n",
        "J4,2,3437150,38383150\n",
        "J5,,3437160,38383150\n",
        "1 1 30.5 109.5\n",
        "带号=38\n",
        "NaN",
        "1e999",
        "-0",
        "\u{FEFF}",
        "\0",
        "面",
        "甲",
        "１２",
    ];
    prop_oneof![8 => prop::sample::select(fixed.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,4}", 1 => "[0-9.]{1,9}"]
}

/// Every line that is not blank is in the document, or was left out by a complaint that says so.
pub(crate) fn assert_accounted(parsed: &Parsed, lines: usize) {
    let is_refused =
        |line: usize| parsed.document.refused().any(|refused| refused.lines.iter().any(|found| found.0 == line));
    let is_left_out = |complaint: &&oreline::corners::Complaint| {
        complaint.rule == Rule::ClosedTwice && !is_refused(complaint.line.unwrap())
    };
    let left_out = parsed.complaints.iter().filter(is_left_out).count();
    let is_added = |complaint: &&oreline::corners::Complaint| {
        complaint.rule == Rule::SectionLine && complaint.message.contains("is missing in front")
    };
    let added = parsed.complaints.iter().filter(is_added).count();
    let sections = parsed.document.sections.iter().filter(|section| section.name.is_some()).count();
    let items: usize = parsed
        .document
        .items()
        .map(|item| match item {
            Item::Parcel(parcel) => {
                let closings = parcel.rings.iter().filter(|ring| ring.closing.is_some()).count();
                1 + parcel.points().count() + closings + parcel.remarks.len()
            }
            Item::Refused(refused) => refused.lines.len(),
            _ => 1,
        })
        .sum();
    assert_eq!(sections - added + items + left_out, lines, "{parsed:#?}");
}

/// Lines that are not blank, cut and trimmed the slow way.
pub(crate) fn lines_of(text: &str) -> usize {
    let is_blank = |letter: char| letter.is_whitespace() || "\u{FEFF}\u{200B}\u{1A}\0".contains(letter);
    text.replace('\r', "\n").split('\n').filter(|line| !line.chars().all(is_blank)).count()
}

/// All that can be asked of a document.
pub(crate) fn use_all_of(parsed: &Parsed) {
    let head = parsed.document.head();
    let found = coordinates(&head, parsed.document.points(), &Choice::default());
    assert_eq!(found.reading.is_some(), found.questions.is_empty() && parsed.document.points().next().is_some());
    for point in parsed.document.points() {
        assert!(point.x.value.is_finite() && point.y.value.is_finite());
        if let Some(place) = found.reading.as_ref().and_then(|reading| reading.place(point)) {
            assert!(place.east.is_finite() && place.north.is_finite());
        }
    }
    for parcel in parsed.document.parcels() {
        let parts = parcel.parts();
        let mut rings: Vec<usize> =
            parts.iter().flat_map(|part| [&[part.exterior], part.holes.as_slice()].concat()).collect();
        rings.sort_unstable();
        assert_eq!(rings, (0..parcel.rings.len()).collect::<Vec<_>>());
        assert_eq!(parcel.oriented().oriented(), parcel.oriented());
    }
    let document = parsed.document.clone().without_refused();
    assert_eq!(document.canonical().canonical(), document.canonical());
    let options = WriteOptions::default();
    if let Ok(bytes) = write(&document, &options) {
        let again = parse(&bytes).unwrap();
        assert_eq!(write(&again.document, &options).unwrap(), bytes);
    }
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn a_document_comes_back(document in document(), options in options()) {
        let bytes = write(&document, &options).unwrap();
        let parsed = parse(&bytes).unwrap();
        prop_assert_eq!(parsed.document.clone().without_lines(), document.canonical().without_lines());
        prop_assert_eq!(write(&parsed.document, &options).unwrap(), bytes);
        use_all_of(&parsed);
    }

    #[test]
    fn layout_does_not_matter(
        document in document(),
        separator in prop::sample::select(vec![",", "，", " , ", ",\t"]),
        brackets in prop::sample::select(vec![["[", "]"], ["【", "】"], ["［", "］"]]),
        equals in prop::sample::select(vec!["=", "＝", " = "]),
        end in prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n", " \n\u{3000}", "\r\n\t\r\n"]),
        encoding in 0..4_u8,
    ) {
        let options = WriteOptions { encoding: WriteEncoding::Utf8, line_ending: WriteLineEnding::Lf, ..WriteOptions::default() };
        let text = String::from_utf8(write(&document, &options).unwrap()).unwrap();
        let mangled = text.lines().map(|line| {
            let is_comment = line.starts_with([';', '#']);
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                format!("{}{name}{}", brackets[0], brackets[1])
            } else if !is_comment && line.contains(',') {
                line.replace(',', separator)
            } else if is_comment {
                line.to_owned()
            } else {
                line.replacen('=', equals, 1)
            }
        });
        let mangled: String = mangled.flat_map(|line| [line, end.to_owned()]).collect();
        let bytes = match encoding {
            0 => encoding_rs::GB18030.encode(&mangled).0.into_owned(),
            1 => format!("\u{FEFF}{mangled}").into_bytes(),
            2 => format!("\u{FEFF}{mangled}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
            _ => mangled.into_bytes(),
        };
        prop_assert_eq!(parse(&bytes).unwrap().document.without_lines(), document.canonical().without_lines());
    }

    #[test]
    fn a_zone_is_found(
        zone in prop::sample::select((13..=23).chain(25..=45).collect::<Vec<u8>>()),
        ring in ring(400_000..5_900_000, 300_000..700_000),
        has_prefix in any::<bool>(),
        is_swapped in any::<bool>(),
    ) {
        // Without a zone in front nobody can tell a northing below 1000 km from an easting, nor one below 1361 km from
        // packed degrees.
        prop_assume!(has_prefix || ring.iter().all(|corner| corner[0] > 1_370_000.0));
        let offset = if has_prefix { f64::from(zone) * 1e6 } else { 0.0 };
        let stated: Vec<[f64; 2]> = ring.iter()
            .map(|&[north, east]| if is_swapped { [east + offset, north] } else { [north, east + offset] })
            .collect();
        let parcel = Parcel::new(Shape::Area, &[stated], 3, Numbering::PerRing).unwrap();
        let head = Document::new(&[("坐标系", "CGCS2000"), ("带号", &zone.to_string())], Vec::new()).head();
        let reading = coordinates(&head, parcel.points(), &Choice::default()).reading.unwrap();
        let width = if zone < 24 { Width::Six } else { Width::Three };
        prop_assert_eq!(reading.system, System::of_zone(width, zone, has_prefix));
        prop_assert_eq!(reading.is_swapped, is_swapped);
        prop_assert!(epsg_code(&reading).is_some_and(|code| (4491..=4554).contains(&code)));
        let place = reading.place(&parcel.rings[0].points[0]).unwrap();
        prop_assert!((place.north - ring[0][0]).abs() < 0.001 && (place.east - ring[0][1] - offset).abs() < 0.001);
    }

    #[test]
    fn nesting_is_that_of_the_squares(depths in prop::collection::vec(1..6_usize, 1..5), order in any::<u64>()) {
        // Stacks of squares side by side, each square in the one before it.
        let mut squares: Vec<(usize, usize)> =
            depths.iter().enumerate().flat_map(|(stack, depth)| (0..*depth).map(move |level| (stack, level))).collect();
        let key = |square: &(usize, usize)| (square.0 as u64 * 31 + square.1 as u64 * 17 + 1).wrapping_mul(order | 1) >> 7;
        squares.sort_by_key(key);
        let corners = |&(stack, level): &(usize, usize)| {
            let (low, high) = (level as f64, 20.0 - level as f64);
            let shift = stack as f64 * 20.0;
            vec![[low, low + shift], [high, low + shift], [high, high + shift], [low, high + shift]]
        };
        let rings: Vec<_> = squares.iter().map(corners).collect();
        let parts = Parcel::new(Shape::Area, &rings, 0, Numbering::PerRing).unwrap().parts();
        prop_assert_eq!(parts.len(), squares.iter().filter(|square| square.1 % 2 == 0).count());
        for part in parts {
            let (stack, level) = squares[part.exterior];
            prop_assert_eq!(level % 2, 0);
            let expected: Vec<(usize, usize)> = squares.iter().copied().filter(|square| *square == (stack, level + 1)).collect();
            prop_assert_eq!(part.holes.iter().map(|hole| squares[*hole]).collect::<Vec<_>>(), expected);
        }
    }
}

proptest! {
    #![proptest_config(config(6000))]

    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), is_section in any::<bool>()) {
        let bytes = if is_section { [b"[x]\n5,1,1,@\n".as_slice(), &bytes].concat() } else { bytes };
        if let Ok(parsed) = parse(&bytes) {
            use_all_of(&parsed);
        }
    }

    #[test]
    fn fragments_are_accounted_for(fragments in prop::collection::vec(fragment(), 0..60)) {
        let text = fragments.concat();
        if let Ok(parsed) = parse(text.as_bytes()) {
            assert_accounted(&parsed, lines_of(&text));
            use_all_of(&parsed);
        }
    }

    #[test]
    fn damaged_samples_are_accounted_for(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..6),
    ) {
        let samples = samples();
        let mut bytes = std::fs::read(which.get(&samples)).unwrap();
        for (place, byte, kind) in edits {
            if bytes.is_empty() {
                break;
            }
            let place = place.index(bytes.len());
            match kind {
                0 => bytes[place] = byte,
                1 => bytes.insert(place, byte),
                _ => bytes.truncate(bytes.len() - (bytes.len() - place) % 40),
            }
        }
        if let Ok(parsed) = parse(&bytes) {
            if let Ok(text) = std::str::from_utf8(&bytes) {
                assert_accounted(&parsed, lines_of(text));
            }
            use_all_of(&parsed);
        }
    }
}

#[test]
fn a_file_cut_anywhere_keeps_what_stands_before() {
    let bytes = sample("24");
    let whole = parse(&bytes).unwrap().document;
    let first = whole.parcels().next().unwrap();
    let header = b"5,1.0000,1,";
    let second_begins = bytes.windows(header.len()).rposition(|window| window == header).unwrap();
    let mut kept = 0;
    for end in 0..bytes.len() {
        let Ok(parsed) = parse(&bytes[..end]) else { continue };
        use_all_of(&parsed);
        if end >= second_begins {
            assert_eq!(parsed.document.parcels().next(), Some(first), "cut at byte {end}");
            kept += 1;
        }
    }
    assert!(kept > 50);
}
