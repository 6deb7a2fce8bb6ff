//! The legend lists every class, the empty ones as well, with counts that add up; notes say what is made up.

use oreline::domain::{FRAGILITY_LABELS, Language, VERDICT_LABELS};
use oreline::map::{Mark, Sheet, draw};

use crate::world::{PLANS, a3, fonts, options, random, shipped};

fn count(sheet: &Sheet, label: &str) -> usize {
    let found: Vec<usize> = sheet.legend.iter().filter(|row| row.1 == label).map(|row| row.2).collect();
    assert!(found.len() <= 2, "{label}: {found:?}");
    *found.first().unwrap_or_else(|| panic!("{label} is not among {:?}", sheet.legend))
}

#[test]
fn all_classes_stand_in_the_legend_with_counts_that_add_up() {
    let mut compared = 0;
    for plan in PLANS {
        shipped(plan, |content| {
            for (_, language) in Language::ALL {
                let sheet = draw(content, &options("A3", None, language), fonts());
                let verdicts: usize =
                    VERDICT_LABELS.iter().map(|label| count(&sheet, &label.title.text(language))).sum();
                let none = oreline::domain::Title::of("未判定 not judged");
                assert_eq!(verdicts + count(&sheet, &none.text(language)), content.mines.len(), "{plan}");
                let marks = Mark::FLAGGED.into_iter().chain([Mark::None]);
                let of_marks: usize = marks.map(|mark| sheet_mark(&sheet, mark, language)).sum();
                assert_eq!(of_marks, content.mines.len(), "{plan}");
                for label in &FRAGILITY_LABELS {
                    count(&sheet, &label.title.text(language));
                }
                assert!(sheet.svg.contains(label_text(&VERDICT_LABELS[0].title.text(language)).as_str()));
                compared += 1;
            }
        });
    }
    assert_eq!(compared, 12);
}

fn label_text(label: &str) -> String {
    format!(">{label}</text>")
}

/// A mark by its heading, since "core" is also the name of a zone.
fn sheet_mark(sheet: &Sheet, mark: Mark, language: Language) -> usize {
    let title = mark.title();
    let label = title.text(language);
    let of_shapes =
        sheet.legend.iter().filter(|row| row.0.contains("形状") || row.0.contains("shape")).find(|row| row.1 == label);
    of_shapes.unwrap_or_else(|| panic!("{label} is not among {:?}", sheet.legend)).2
}

#[test]
fn each_class_that_is_there_is_counted() {
    let content = random(700, 3);
    let sheet = a3(&content);
    assert_eq!(count(&sheet, "生态保护红线 red lines"), 20);
    assert_eq!(count(&sheet, "成矿带 metallogenic belts"), 1);
    assert_eq!(count(&sheet, "无等级 no class"), 2);
    for label in &VERDICT_LABELS {
        assert_eq!(count(&sheet, &label.title.text(Language::Both)), 100, "{label:?}");
    }
}

#[test]
fn what_is_made_up_is_said() {
    let said = |plan: &str, parts: &[&str]| {
        let notes = shipped(plan, |content| a3(content).notes).join("\n");
        for part in parts {
            assert!(notes.contains(part), "{plan}: no {part:?} in {notes}");
        }
    };
    said(
        "xinjiang",
        &["合成数据", "SYNTHETIC", "SCHEMATIC", "Unverified: function zone", "EPSG:4490", "mines.geojson"],
    );
    said("rights", &["SYNTHETIC: mines at made-up positions: 60 of 60", "示意范围"]);
    said("chongqing", &["SYNTHETIC"]);
    said("qinba", &["approximate positions", "Albers equal-area conic"]);
}

#[test]
fn law_that_nobody_compared_is_said() {
    let mut content = random(10, 1);
    assert!(!a3(&content).notes.join(" ").contains("UNVERIFIED"));
    content.unverified_packs = vec!["mineral-law".to_owned()];
    let notes = a3(&content).notes.join(" ");
    assert!(notes.contains("UNVERIFIED") && notes.contains("规则未核实") && notes.contains("mineral-law"), "{notes}");
}
