//! The styles of all layers in all themes and languages: colours that can be told apart, SLD that keeps to its schema, and what
//! real QGIS makes of them. Without QGIS that test says that it was skipped; with `ORELINE_REQUIRE_QGIS=1` it fails then.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]
#![allow(clippy::unreadable_literal, reason = "numbers are those of the papers, digit for digit")]

mod colours;
mod sld;
mod xml;

use std::path::Path;
use std::process::Command;

use oreline::domain::{FragilityClass, Language, Theme, Verdict};
use oreline::style::{Shown, Style, Wanted, palette, style};
use serde_json::{Map, Value, json};

/// Debian's own Python, the one that QGIS comes with.
const PYTHON: &str = "/usr/bin/python3";
const SKIPPED: i32 = 77;

/// What the files in `styles/` are called.
fn file_name(shown: Shown) -> &'static str {
    match shown {
        Shown::MinePoints => "mines",
        Shown::MineAreas => "mines_polygon",
        Shown::Prefectures => "prefectures",
        Shown::Belts => "belts",
        Shown::Redlines => "redlines",
        Shown::Positions => "positions",
        Shown::Functions => "functions",
        Shown::Overlaps => "overlaps",
        Shown::Slivers => "slivers",
        Shown::Defects => "defects",
        Shown::CutParts => "cut",
        Shown::ChangePoints => "changes",
        Shown::ChangeAreas => "changes_polygon",
        Shown::Table => "table",
    }
}

/// Every style that there is: theme, language, what it shows.
fn all_styles() -> Vec<(&'static str, &'static str, Shown, Style)> {
    let mut styles = Vec::new();
    for (theme_word, theme) in Theme::ALL {
        for (language_word, language) in Language::ALL {
            for shown in Shown::LAYERS {
                let is_mines = matches!(shown, Shown::MinePoints | Shown::MineAreas);
                let name_field = is_mines.then_some("flag_basis");
                let wanted = Wanted { shown, fields: &[], renamed: &[], name_field, language, theme };
                styles.push((theme_word, language_word, shown, style(&wanted)));
            }
        }
    }
    assert_eq!(styles.len(), 3 * 3 * 11);
    styles
}

fn colours_by_word(theme: Theme) -> Value {
    let palette = palette(theme);
    let fragility =
        FragilityClass::ALL.map(|class| (class.word().to_owned(), json!(palette.of_fragility(Some(class)).hex())));
    let verdict =
        Verdict::ALL.map(|verdict| (verdict.word().to_owned(), json!(palette.of_verdict(Some(verdict)).hex())));
    json!({ "fragility": Map::from_iter(fragility), "verdict": Map::from_iter(verdict) })
}

#[test]
fn qgis_loads_all_themes_and_languages_and_paints_their_colours() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: String, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    for (theme, language, shown, style) in all_styles() {
        let stem = format!("{theme}-{language}-{}", file_name(shown));
        write(format!("{stem}.qml"), &style.qml);
        write(format!("{stem}.sld"), &style.sld);
    }
    let palettes: Map<String, Value> =
        Theme::ALL.into_iter().map(|(word, theme)| (word.to_owned(), colours_by_word(theme))).collect();
    write("palettes.json".to_owned(), &Value::from(palettes).to_string());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/qgis/check_themes.py");
    let run = Command::new(PYTHON).arg(script).arg(folder.path()).output();
    let is_required = std::env::var("ORELINE_REQUIRE_QGIS").is_ok_and(|value| value == "1");
    let reason = match &run {
        Err(error) => Some(format!("{PYTHON}: {error}")),
        Ok(run) if run.status.code() == Some(SKIPPED) => Some(String::from_utf8_lossy(&run.stdout).into_owned()),
        Ok(_) => None,
    };
    if let Some(reason) = reason {
        assert!(!is_required, "ORELINE_REQUIRE_QGIS=1, but {reason}");
        println!("skipped: {}", reason.trim());
        return;
    }
    let run = run.unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let report: Value = serde_json::from_slice(&run.stdout).unwrap();
    println!("{} styles, {} rules of SLD, {} colours seen", report["styles"], report["rules"], report["colours"]);
    assert_eq!(report["styles"], 99);
    assert_eq!(report["colours"], 3 * (4 + 6));
    // Of each theme and language: mines 15 and 22, fragility 5, positions 3, overlaps 7, slivers 8, defects 5, cut 3, three of one rule.
    assert_eq!(report["rules"], 9 * (15 + 22 + 5 + 3 + 7 + 8 + 5 + 3 + 3));
}
