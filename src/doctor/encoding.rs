//! In which encoding the text of a layer is, and what contradicts that.

use super::about::format;
use super::finding::{ENCODING_CONFLICT, ENCODING_UNDECIDED, Finding};
use crate::domain::{LayerSource, TextEncoding};
use crate::error::Error;

/// What is declared, stated or shown by the bytes is not all the same: one text as each of these encodings reads it, and what to
/// write so that every program reads it alike.
pub(super) fn conflict(encoding: &TextEncoding, source: &LayerSource) -> Option<Finding> {
    let [(used, _), others @ ..] = encoding.readings.as_slice() else { return None };
    let others: Vec<&str> = others.iter().map(|(name, _)| *name).collect();
    let said = if encoding.stated { "stated".to_owned() } else { format!("detected {}", encoding.detected) };
    let declared = if encoding.declared.is_empty() {
        String::new()
    } else {
        format!(", declared {}", encoding.declared.join(", "))
    };
    let reason = format!("text is read as {used} ({said}{declared}), and it is another text in {}", others.join(", "));
    let finding = Finding::new(ENCODING_CONFLICT, reason);
    let finding = encoding.readings.iter().fold(finding, |finding, (name, text)| finding.with(reading(name, text)));
    Some(finding.mend(remedy(used, source)))
}

/// An encoding that nothing decides: the layer is refused by a run. Gives one of the encodings, to examine the layer with.
pub(super) fn undecided(error: &Error) -> Option<(Finding, &'static str)> {
    let Error::UncertainEncoding { layer, problem, readings, example } = error else { return None };
    let reason = format!("the encoding of text is not certain: {problem}; a run refuses the layer");
    let finding = Finding::new(ENCODING_UNDECIDED, reason)
        .with(format!("it reads {readings}"))
        .with(format!("below it is examined as {example}"))
        .mend(format!("say which is right: {layer},encoding={example} (in the plan: encoding = \"{example}\")"));
    Some((finding, example))
}

fn reading(name: &str, text: &str) -> String {
    format!("in {name} it reads \"{text}\"")
}

/// The command that makes the file say what it is. GDAL and QGIS believe a `.cpg` file first, `ArcGIS` the LDID.
fn remedy(used: &str, source: &LayerSource) -> String {
    let path = source.path.display();
    // Text in GBK may hold characters of GB18030, which is read alike.
    let used = if used == "GBK" { "GB18030" } else { used };
    if format(&source.path) == Some("Shapefile") {
        let cpg = source.path.with_extension("cpg");
        let utf8 = source.path.with_extension("utf8.shp");
        return format!(
            "if {used} is right: printf {used} > '{}'; for programs that believe the LDID write it anew: ogr2ogr -oo \
             ENCODING={used} -lco ENCODING=UTF-8 '{}' '{path}'; if not, say which is: {path},encoding=NAME",
            cpg.display(),
            utf8.display(),
        );
    }
    let other = if used == "UTF-8" { "GB18030" } else { "UTF-8" };
    format!(
        "say which is right: {path},encoding={used} or {path},encoding={other} (in the plan: encoding = \"{used}\")"
    )
}
