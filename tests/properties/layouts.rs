//! The layout of a GeoJSON file changes nothing: one feature a line, pretty-printed, all in one line, a sequence.

use oreline::domain::{RawGeometry, RawLayer, Role};

use crate::support::open;
use crate::support::random::Random;

/// JSON values with everything that could mislead a splitter.
fn value(random: &mut Random, depth: usize) -> String {
    match random.below(if depth == 0 { 8 } else { 10 }) {
        0 => "null".to_owned(),
        1 => random.pick(&["true", "false"]).to_string(),
        2 => random.integer(-1_000, 1_000_000).to_string(),
        // The spelling of numbers must survive.
        3 => random
            .pick(&["1.50", "0.1e-2", "-0.0", "1E+3", "65300020090121100000012", "1.00000000000000000001"])
            .to_string(),
        4 | 5 => text(random),
        6 => "\"\"".to_owned(),
        7 => format!("{}", random.between(-200.0, 200.0)),
        8 => {
            let items: Vec<String> = (0..random.below(4)).map(|_| value(random, depth - 1)).collect();
            format!("[{}]", items.join(","))
        }
        _ => object(random, depth - 1),
    }
}

fn text(random: &mut Random) -> String {
    const PIECES: [&str; 16] =
        ["阿舍勒", "铜", "a", " ", "{", "}", "[", "]", "},", "\\\"", "\\\\", "\\n", ",", ":", "\\u963f", "NaN"];
    let inner: String = (0..random.below(6)).map(|_| *random.pick(&PIECES)).collect();
    format!("\"{inner}\"")
}

fn object(random: &mut Random, depth: usize) -> String {
    const NAMES: [&str; 10] =
        ["id", "name", "矿种", "features", "geometry", "type", "a\\\"b", "crs", "coordinates", "properties"];
    let mut names = NAMES.to_vec();
    random.shuffle(&mut names);
    names.truncate(random.below(5));
    let members: Vec<String> = names.iter().map(|name| format!("\"{name}\":{}", value(random, depth))).collect();
    format!("{{{}}}", members.join(","))
}

fn position(random: &mut Random) -> String {
    let (x, y) = (random.between(73.0, 97.0), random.between(34.0, 50.0));
    match random.below(4) {
        0 => format!("[{x},{y}]"),
        1 => format!("[{x:.3},{y:.6}]"),
        2 => format!("[{x:e},{y:.1}]"),
        _ => format!("[{x:.4},{y:.4},1204.5]"),
    }
}

fn positions(random: &mut Random, count: usize) -> String {
    let first = position(random);
    let mut all = vec![first.clone()];
    all.extend((0..count).map(|_| position(random)));
    all.push(first);
    format!("[{}]", all.join(","))
}

fn geometry(random: &mut Random) -> String {
    let (kind, coordinates) = match random.below(9) {
        0 => return "null".to_owned(),
        1 => ("Polygon", format!("[{},{}]", positions(random, 5), positions(random, 3))),
        2 => ("MultiPolygon", format!("[[{}],[{}]]", positions(random, 4), positions(random, 2))),
        3 => ("LineString", positions(random, 2)),
        4 => ("MultiPoint", format!("[{}]", position(random))),
        5 => ("Point", "[]".to_owned()),
        6 => ("Point", random.pick(&["[80]", "[\"80\",40]", "{}", "[80,null]", "[[80,40]]"]).to_string()),
        _ => ("Point", position(random)),
    };
    match random.below(4) {
        0 => format!("{{\"coordinates\":{coordinates},\"type\":\"{kind}\"}}"),
        _ => format!("{{\"type\":\"{kind}\",\"coordinates\":{coordinates}}}"),
    }
}

fn feature(random: &mut Random) -> String {
    let mut members = vec!["\"type\":\"Feature\"".to_owned(), format!("\"geometry\":{}", geometry(random))];
    if random.chance(0.9) {
        let properties = if random.chance(0.1) { "null".to_owned() } else { object(random, 2) };
        members.push(format!("\"properties\":{properties}"));
    }
    if random.chance(0.3) {
        let id = if random.chance(0.5) { text(random) } else { random.integer(0, 99).to_string() };
        members.push(format!("\"id\":{id}"));
    }
    if random.chance(0.2) {
        members.push("\"bbox\":[73,34,97,50]".to_owned());
    }
    if random.chance(0.1) {
        members.push(format!("\"foreign\":{}", value(random, 1)));
    }
    random.shuffle(&mut members);
    format!("{{{}}}", members.join(","))
}

/// Puts line ends and blanks between tokens; strings and numbers stay as they are.
fn pretty(json: &str, line_end: &str) -> String {
    let mut out = String::new();
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for c in json.chars() {
        let closes = matches!(c, '}' | ']') && !in_string;
        if closes {
            depth = depth.saturating_sub(1);
            out.push_str(line_end);
            out.push_str(&"  ".repeat(depth));
        }
        out.push(c);
        if in_string {
            in_string = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '"' => in_string = true,
            '{' | '[' => {
                depth += 1;
                out.push_str(line_end);
                out.push_str(&"  ".repeat(depth));
            }
            ',' => {
                out.push_str(line_end);
                out.push_str(&"  ".repeat(depth));
            }
            ':' => out.push(' '),
            _ => {}
        }
    }
    out
}

/// JSON without blanks between tokens.
fn bare(json: &str) -> String {
    let (mut out, mut in_string, mut escaped) = (String::new(), false, false);
    for c in json.chars() {
        if in_string {
            in_string = escaped || c != '"';
            escaped = c == '\\' && !escaped;
        } else if c.is_ascii_whitespace() {
            continue;
        } else {
            in_string = c == '"';
        }
        out.push(c);
    }
    out
}

/// All that a reader tells, blanks between tokens left out.
fn told(layer: &RawLayer<'_>) -> Vec<String> {
    let mut lines = vec![format!("{:?} {:?} {}", layer.crs, layer.fields, layer.foreign_members)];
    lines.extend(layer.features.iter().map(|feature| {
        let geometry = match &feature.geometry {
            RawGeometry::Point(at, text) => format!("{at:?} {:?}", text.map(bare)),
            // The place inside the text depends on its layout.
            RawGeometry::Unreadable(code, _) => format!("{code}"),
            other => format!("{other:?}"),
        };
        // An id that is a list or an object is kept as text, blanks and all.
        let id = feature.id.as_deref().map(|id| if id.starts_with(['[', '{']) { bare(id) } else { id.to_owned() });
        format!("{id:?} {:?} {} {geometry}", feature.id_member.map(bare), bare(feature.attributes.text()))
    }));
    lines
}

#[test]
fn every_layout_of_the_same_features_is_read_alike() {
    let folder = tempfile::tempdir().unwrap();
    let (mut files, mut features) = (0, 0);
    for seed in 0..400 {
        let mut random = Random::new(seed);
        let all: Vec<String> = (0..=random.below(30)).map(|_| feature(&mut random)).collect();
        let crs = "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4490\"}}";
        let (before, behind) =
            *random.pick(&[("", ""), (",CRS", ""), ("", ",CRS"), (",\"name\":\"]\"", ",\"bbox\":[1,2,3,4]")]);
        let head = format!("{{\"type\":\"FeatureCollection\"{},\"features\":[", before.replace("CRS", crs));
        let tail = format!("]{}}}", behind.replace("CRS", crs));
        let whole = format!("{head}{}{tail}", all.join(","));
        serde_json::from_str::<serde_json::Value>(&whole)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}: {whole}"));
        let mut layouts = vec![
            ("one a line", format!("{head}\n{}\n{tail}\n", all.join(",\n"))),
            ("commas first", format!("{head}\n{}\n{tail}", all.join("\n,"))),
            ("one line", whole.clone()),
            ("pretty", pretty(&whole, "\n")),
            ("pretty, CRLF", pretty(&whole, "\r\n")),
            ("with a byte order mark", format!("\u{feff}{head}\r\n{}\r\n{tail}", all.join(",\r\n"))),
            (
                "two a line",
                format!("{head}{}{tail}", all.chunks(2).map(|two| two.join(",")).collect::<Vec<_>>().join(",\n")),
            ),
        ];
        if before.is_empty() && behind.is_empty() {
            // A sequence has no place for other members.
            layouts.push(("a sequence", all.join("\n")));
            layouts.push(("a sequence with separators", format!("\u{1e}{}\n", all.join("\n\u{1e}"))));
            layouts.push(("a pretty sequence", all.iter().map(|one| pretty(one, "\n") + "\n").collect()));
        }
        let mut first: Option<Vec<String>> = None;
        for (layout, text) in &layouts {
            let path = folder.path().join("layout.geojson");
            std::fs::write(&path, text).unwrap();
            let layer = open(Role::Mines, &path).unwrap();
            let raw = layer.read().unwrap_or_else(|error| panic!("seed {seed}, {layout}: {error}\n{text}"));
            assert_eq!(raw.features.len(), all.len(), "seed {seed}, {layout}\n{text}");
            let told = told(&raw);
            match &first {
                None => first = Some(told),
                Some(first) => {
                    for (one, other) in first.iter().zip(&told) {
                        assert_eq!(one, other, "seed {seed}, {layout}\n{text}");
                    }
                }
            }
            files += 1;
            features += all.len();
        }
    }
    println!("{files} files with {features} features compared");
    assert!(files > 2_500 && features > 30_000, "{files} {features}");
}

#[test]
fn a_file_of_many_parts_is_read_alike_on_any_number_of_threads() {
    // The reader by lines cuts files every two megabytes: this one is cut several times.
    const FEATURES: usize = 40_000;
    let mut random = Random::new(9);
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    for number in 0..FEATURES {
        let end = if number + 1 < FEATURES { ",\n" } else { "\n" };
        text.push_str(&feature(&mut random));
        text.push_str(end);
    }
    text.push_str("]}");
    assert!(text.len() > 3 * (2 << 20), "{} bytes", text.len());
    let folder = tempfile::tempdir().unwrap();
    let by_lines = folder.path().join("lines.geojson");
    let by_braces = folder.path().join("braces.geojson");
    std::fs::write(&by_lines, &text).unwrap();
    // Two features to a line, for once, and the whole file goes by braces.
    std::fs::write(&by_braces, text.replacen(",\n", ",", 1)).unwrap();
    let read = |path: &std::path::Path, threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let layer = open(Role::Mines, path).unwrap();
        pool.install(|| told(&layer.read().unwrap()))
    };
    let first = read(&by_lines, 1);
    assert_eq!(first.len(), FEATURES + 1);
    let mut compared = 0;
    for (path, threads) in [(&by_lines, 2), (&by_lines, 8), (&by_braces, 1), (&by_braces, 2), (&by_braces, 8)] {
        let again = read(path, threads);
        assert_eq!(again.len(), first.len());
        for (number, (one, other)) in first.iter().zip(&again).enumerate() {
            assert_eq!(one, other, "line {number}, {} threads, {}", threads, path.display());
            compared += 1;
        }
    }
    println!("{compared} features compared, {} bytes", text.len());
    assert!(compared > 100_000);
}

#[test]
fn members_before_the_features_never_hide_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("members.geojson");
    let feature =
        r#"{"type":"Feature","properties":{"id":"M1"},"geometry":{"type":"Point","coordinates":[86.3,48.3]}}"#;
    let mut compared = 0;
    for member in [
        "\"properties\":{}",
        "\"properties\":{\"features\":[]}",
        "\"geometry\":null",
        "\"coordinates\":[]",
        "\"name\":\"features\"",
        "\"metadata\":{\"features\":[{\"type\":\"Feature\"}]}",
        "\"bbox\":[1,2,3,4]",
        "\"id\":\"]}\"",
        "\"n\":1",
    ] {
        for text in [
            format!("{{\"type\":\"FeatureCollection\",{member},\"features\":[{feature}]}}"),
            format!("{{{member},\"type\":\"FeatureCollection\",\"features\":[\n{feature}\n]}}"),
            format!("{{{member},\n\"features\":[\n{feature}\n],\n\"type\":\"FeatureCollection\"}}"),
        ] {
            std::fs::write(&path, &text).unwrap();
            let layer = open(Role::Mines, &path).unwrap();
            let raw = layer.read().unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(raw.features.len(), 1, "{text}");
            assert!(matches!(raw.features[0].geometry, RawGeometry::Point(..)), "{text}: {:?}", raw.features[0]);
            assert_eq!(raw.features[0].id.as_deref(), Some("M1"), "{text}");
            compared += 1;
        }
    }
    println!("{compared} collections read");
    assert_eq!(compared, 27);
}
