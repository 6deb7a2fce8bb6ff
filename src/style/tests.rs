//! Styles by their text; `tests/qgis` opens them.

use super::qml::{MINE_NAME, ZONE_IN_BOTH, ZONE_IN_CHINESE, triple, upper_hex, verdict_words};
use super::{FieldTexts, Shown, Wanted, palette, style};
use crate::domain::{
    FRAGILITY_LABELS, KIND_LABELS, Label, Language, PART_LABELS, POSITION_LABELS, SEVERITY_LABELS, Theme,
    VERDICT_LABELS,
};

fn wanted(shown: Shown) -> Wanted<'static> {
    Wanted { shown, fields: &[], renamed: &[], name_field: None, language: Language::Both, theme: Theme::Standard }
}

#[test]
fn renamed_fields_are_followed() {
    let plain = style(&wanted(Shown::Prefectures));
    assert!(plain.qml.contains("zone_class") && plain.sld.contains("<ogc:PropertyName>zone_class<"));
    let renamed = [("zone_class".to_owned(), "ol_zone_class".to_owned())];
    let renamed = style(&Wanted { renamed: &renamed, ..wanted(Shown::Prefectures) });
    assert!(!renamed.qml.contains("\"zone_class\"") && !renamed.qml.contains("&quot;zone_class&quot;"));
    assert!(renamed.qml.contains("ol_zone_class"));
    assert!(!renamed.sld.contains(">zone_class<") && renamed.sld.contains(">ol_zone_class<"));
}

#[test]
fn no_colour_of_a_class_is_left_of_another_theme() {
    let standard = palette(Theme::Standard);
    let mut compared = 0;
    for (_, theme) in Theme::ALL {
        let own = palette(theme);
        let fragility = (&[Shown::Prefectures][..], &standard.fragility[..], &own.fragility[..]);
        let verdicts = (&[Shown::MinePoints, Shown::MineAreas][..], &standard.verdict[..], &own.verdict[..]);
        for (layers, standard, own) in [fragility, verdicts] {
            for &shown in layers {
                let style = style(&Wanted { theme, ..wanted(shown) });
                for (old, new) in standard.iter().zip(own) {
                    assert!(style.qml.contains(&triple(*new)), "{theme:?} {shown:?}: {new:?} is not used");
                    assert!(style.sld.contains(&new.hex()), "{theme:?} {shown:?}: {new:?} is not used in the SLD");
                    if old != new && !own.contains(old) {
                        let texts = [triple(*old), upper_hex(*old), old.hex()];
                        assert!(!texts.iter().any(|text| style.qml.contains(text)), "{theme:?} {shown:?}: {old:?}");
                        assert!(!style.sld.contains(&old.hex()), "{theme:?} {shown:?}: {old:?}");
                    }
                    compared += 1;
                }
            }
        }
        // These stand in `styles/` for other things as well, so no theme changes them.
        assert_eq!(
            (own.verdict[5], own.no_verdict, own.no_class),
            (standard.verdict[5], standard.no_verdict, standard.no_class)
        );
    }
    assert_eq!(compared, 3 * (4 + 2 * 6));
}

/// Labels of categories and rules are those of the codes.
#[test]
fn legends_call_codes_what_tables_call_them() {
    let lists: [(Shown, &[Label]); 9] = [
        (Shown::MinePoints, &VERDICT_LABELS),
        (Shown::MineAreas, &VERDICT_LABELS),
        (Shown::Prefectures, &FRAGILITY_LABELS),
        (Shown::Positions, &POSITION_LABELS),
        (Shown::Overlaps, &KIND_LABELS),
        (Shown::Slivers, &KIND_LABELS),
        (Shown::Defects, &SEVERITY_LABELS),
        (Shown::CutParts, &PART_LABELS),
        (Shown::Defects, &SEVERITY_LABELS[..1]),
    ];
    let mut compared = 0;
    for (shown, labels) in lists {
        for (_, language) in Language::ALL {
            let style = style(&Wanted { language, ..wanted(shown) });
            // "Mine" alone would say nothing in a legend of parts of mines.
            for label in labels.iter().filter(|label| label.code != "mine") {
                let text = label.title.text(language);
                assert!(style.qml.contains(&format!(" label=\"{text}\"")), "{shown:?}: no {text}");
                assert!(style.sld.contains(&format!("<se:Title>{text}</se:Title>")), "{shown:?}: no {text} in the SLD");
                compared += 1;
            }
        }
    }
    assert!(compared > 90, "{compared}");
}

#[test]
fn expressions_follow_the_language() {
    assert!(style(&wanted(Shown::Prefectures)).qml.contains(ZONE_IN_BOTH));
    let english = |shown| style(&Wanted { language: Language::English, ..wanted(shown) }).qml;
    assert!(!english(Shown::Prefectures).contains("name_zh") && !english(Shown::Redlines).contains(ZONE_IN_CHINESE));
    for shown in [Shown::MinePoints, Shown::MineAreas] {
        let both = style(&wanted(shown)).qml;
        assert!(both.contains(&verdict_words(Language::Both)) && !both.contains(MINE_NAME), "{shown:?}");
        assert!(english(shown).contains(&verdict_words(Language::English)));
        assert!(!english(shown).contains("禁止"), "{shown:?}");
    }
    for shown in Shown::LAYERS {
        let english = english(shown);
        let has_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let labels = english.split(" label=\"").skip(1).map(|text| text.split('"').next().unwrap());
        assert!(labels.into_iter().all(|label| !has_chinese(label)), "{shown:?}");
    }
}

/// A field of the source may have any name.
#[test]
fn names_of_fields_are_no_markup() {
    let name = "矿名'\\\"<b>&\n";
    let fields = [FieldTexts { name, heading: name.into(), labels: &VERDICT_LABELS }];
    for shown in [Shown::MinePoints, Shown::Table] {
        let style = style(&Wanted { fields: &fields, name_field: Some(name), ..wanted(shown) });
        assert!(style.qml.contains("<alias field=\"矿名'\\&quot;&lt;b&gt;&amp;&#10;\""), "{shown:?}");
        assert!(!style.qml.contains("<b>") && !style.sld.contains("<b>"));
        assert_eq!(style.qml.contains("attribute('矿名\\'\\\\&quot;&lt;b&gt;&amp;&#10;')"), shown == Shown::MinePoints);
        assert_eq!(style.sld.is_empty(), shown == Shown::Table);
    }
}
