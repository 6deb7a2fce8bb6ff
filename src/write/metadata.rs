//! What is known of the data themselves, for `gpkg_metadata`: one record for the package, one for each layer and table.
//!
//! The form is that of QGIS's own `.qmd` files, which its metadata panel reads from a GeoPackage (version 3.28 and later).

use std::fmt::Write as _;

use super::gpkg::{GeoPackage, GpkgError};
use super::manifest;
use super::titles::title_of;
use crate::clock;
use crate::domain::{Language, Report, Title};

/// Writes all records.
pub(super) fn write(
    package: &GeoPackage,
    report: &Report<'_>,
    tables: impl Iterator<Item = &'static str>,
) -> Result<(), GpkgError> {
    let language = report.style.language;
    let title = report.title.clone().unwrap_or_else(|| language.choose("矿山预警成果", "Flagged mines").into_owned());
    let flagged = report.judgements.iter().filter(|judgement| judgement.is_flagged).count();
    let mines = report.layer.mines.len();
    let counts = Title::new(format!("矿山{mines}处，预警{flagged}处。"), format!("{mines} mines, {flagged} flagged."));
    let counts = counts.text(language);
    let history = history(report);
    package.describe(None, &record(language, "oreline", &title, &counts, &history))?;
    for table in tables {
        let own = title_of(table).text(language).into_owned();
        let about = format!("{own}\n{title}\n{counts}");
        package.describe(Some(table), &record(language, table, &own, &about, &history))?;
    }
    Ok(())
}

/// How the data came about, an entry to a line.
fn history(report: &Report<'_>) -> Vec<String> {
    let inputs = manifest::inputs(report).into_iter().map(|(role, file, sha256)| match sha256 {
        Some(sha256) => format!("{role}: {file}, SHA-256 {sha256}"),
        None => format!("{role}: {file}"),
    });
    let rules = report.rulings.iter().flat_map(|rulings| {
        let packs = rulings.packs.iter().map(|pack| {
            let unverified = if pack.is_unverified { ", unverified" } else { "" };
            format!("rule pack: {} ({}){unverified}", pack.id, pack.kind)
        });
        std::iter::once(format!("rules in force on: {}", rulings.as_of)).chain(packs)
    });
    let methods = manifest::METHODS.into_iter().map(|(item, value)| format!("{item}: {value}"));
    let program = format!("program: oreline {}, {}", env!("CARGO_PKG_VERSION"), clock::today());
    std::iter::once(program).chain(inputs).chain(rules).chain(methods).collect()
}

fn record(language: Language, identifier: &str, title: &str, about: &str, history: &[String]) -> String {
    let code = match language {
        Language::English => "ENG",
        Language::Chinese | Language::Both => "ZHO",
    };
    let mut xml = format!(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22\">\n  <identifier>{}</identifier>\n  <parentidentifier></parentidentifier>\n  <language>{code}</language>\n  <type>dataset</type>\n  <title>{}</title>\n  <abstract>{}</abstract>\n  <crs>\n    <spatialrefsys>\n      <authid>EPSG:4490</authid>\n    </spatialrefsys>\n  </crs>\n",
        text(identifier),
        text(title),
        text(about)
    );
    for entry in history {
        let _ = writeln!(xml, "  <history>{}</history>", text(entry));
    }
    xml + "</qgis>\n"
}

/// Text in an element. Control characters, which XML cannot hold, become a space.
fn text(text: &str) -> String {
    let harmless = |c: char| if c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c };
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").chars().map(harmless).collect()
}

#[cfg(test)]
mod tests {
    use super::{Language, record};

    #[test]
    fn texts_are_no_markup() {
        let xml = record(Language::Both, "mines", "<b>\u{1}矿&", "a\nb", &["file: ]]> \"x\"".to_owned()]);
        assert!(xml.contains("<title>&lt;b&gt; 矿&amp;</title>") && xml.contains("<abstract>a\nb</abstract>"));
        assert!(xml.contains("<history>file: ]]&gt; \"x\"</history>"));
    }
}
