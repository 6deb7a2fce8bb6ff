//! A file as it was understood, for people and for comparison.

use std::fmt::Write as _;

use oreline::corners::{
    Choice, Item, Parcel, Parsed, Shape, WriteEncoding, WriteLineEnding, WriteOptions, coordinates, epsg_code, parse,
    write,
};

/// Everything that `parse`, `coordinates` and `write` say about a file.
pub(crate) fn shown(bytes: &[u8]) -> String {
    let mut text = String::new();
    match parse(bytes) {
        Ok(parsed) => show(&mut text, &parsed, bytes).unwrap(),
        Err(error) => {
            writeln!(text, "refused as a whole: {error}\nread as {}, {} lines", error.encoding.name(), error.lines)
                .unwrap();
        }
    }
    text
}

fn show(text: &mut String, parsed: &Parsed, bytes: &[u8]) -> std::fmt::Result {
    let document = &parsed.document;
    writeln!(text, "encoding: {}; line ends: {:?}", parsed.encoding.name(), parsed.line_ending)?;
    let head = document.head();
    writeln!(
        text,
        "head: datum {}; width {:?}; zone {:?}; meridian {:?}; unit {:?}; date {:?}; precision {:?}; transformation {:?}",
        head.datum,
        head.width,
        head.zone,
        head.central_meridian_degrees,
        head.unit,
        head.date,
        head.precision,
        head.transformation
    )?;
    for section in &document.sections {
        writeln!(text, "section {}", section.name.as_deref().unwrap_or("(none)"))?;
        for item in &section.items {
            match item {
                Item::Comment(comment) => writeln!(text, "  comment {comment}")?,
                Item::Key(key) => writeln!(text, "  key {} = {} (line {})", key.name, key.value, key.line)?,
                Item::Text(line) => writeln!(text, "  text {line}")?,
                Item::Parcel(parcel) => show_parcel(text, parcel)?,
                Item::Refused(refused) => {
                    let lines: Vec<String> = refused.lines.iter().map(|line| line.0.to_string()).collect();
                    writeln!(text, "  REFUSED {:?}, lines {}", refused.parcel, lines.join(" "))?;
                }
            }
        }
    }
    let found = coordinates(&head, document.points(), &Choice::default());
    match &found.reading {
        Some(reading) => {
            writeln!(text, "reading: {reading}; EPSG {:?}", epsg_code(reading))?;
            let place = document.points().next().and_then(|point| reading.place(point));
            writeln!(text, "first point: {place:?}")?;
        }
        None => writeln!(text, "no reading; {} questions", found.questions.len())?,
    }
    for complaint in parsed.complaints.iter().chain(&found.complaints) {
        writeln!(text, "{complaint}")?;
    }
    let options =
        WriteOptions { encoding: WriteEncoding::Utf8, line_ending: WriteLineEnding::Lf, ..WriteOptions::default() };
    if let Err(error) = write(document, &options) {
        writeln!(text, "not written as it is: {error}")?;
    }
    let written = String::from_utf8(write(&document.clone().without_refused(), &options).unwrap()).unwrap();
    let is_same = [written.as_bytes().to_vec(), written.replace('\n', "\r\n").into_bytes()].contains(&bytes.to_vec());
    if is_same { writeln!(text, "written as it was read") } else { writeln!(text, "written:\n{written}") }
}

fn show_parcel(text: &mut String, parcel: &Parcel) -> std::fmt::Result {
    writeln!(text, "  parcel line {}: {}", parcel.line, parcel.values.join("|"))?;
    writeln!(
        text,
        "    count {:?}; area {:?} ha; {}",
        parcel.declared_count(),
        parcel.declared_area_ha(),
        parcel.shape().word()
    )?;
    for ring in &parcel.rings {
        let points: Vec<String> =
            ring.points.iter().map(|point| format!("{} ({} {})", point.label, point.x, point.y)).collect();
        let closing = ring.closing.as_ref().map_or("open".to_owned(), |point| format!("closed by {}", point.label));
        writeln!(text, "    ring \"{}\": {}; {closing}", ring.number, points.join(", "))?;
    }
    for remark in &parcel.remarks {
        writeln!(text, "    remark at {}/{}: {}", remark.ring, remark.point, remark.text)?;
    }
    if parcel.shape() == Shape::Area {
        let parts: Vec<String> =
            parcel.parts().iter().map(|part| format!("{} with holes {:?}", part.exterior, part.holes)).collect();
        writeln!(text, "    parts: {}", parts.join("; "))?;
    }
    Ok(())
}
