//! What a workbook looks like, read from its XML: headings that stay, filters, print setup, fills, properties.

use std::fs::File;
use std::io::Read as _;

use calamine::Data;
use oreline::domain::Language;
use oreline::plan::{Plan, TablePath};
use zip::ZipArchive;

use crate::{Ledger, layers, text};

fn part(ledger: &Ledger, name: &str) -> String {
    let mut package = ZipArchive::new(File::open(ledger.path("ledger.xlsx")).unwrap()).unwrap();
    let mut text = String::new();
    package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// What stands between two texts, each time.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    text.split(before).skip(1).map(|rest| rest.split_once(after).unwrap().0).collect()
}

#[test]
fn every_sheet_has_a_heading_that_stays_a_filter_and_a_print_setup() {
    let mut compared = 0;
    for set in ["xinjiang", "rights"] {
        let ledger = Ledger::of_set(set, Language::Both);
        let names = part(&ledger, "xl/workbook.xml");
        for (at, (name, twin)) in ledger.names.iter().zip(crate::TWINS).enumerate() {
            let xml = part(&ledger, &format!("xl/worksheets/sheet{}.xml", at + 1));
            assert!(xml.contains("ySplit=\"1\"") && xml.contains("state=\"frozen\""), "{twin}");
            assert!(xml.contains("orientation=\"landscape\"") && xml.contains("fitToHeight=\"0\""), "{twin}");
            assert!(xml.contains("<pageSetUpPr fitToPage=\"1\"/>"), "{twin}");
            assert!(xml.contains("&amp;P / &amp;N"), "{twin}");
            assert!(names.contains(&format!("'{name}'!$1:$1</definedName>")), "{twin}: the heading is on every page");
            assert!(!xml.contains("<f>") && !xml.contains("t=\"s\""), "{twin}: no formula");
            let rows = between(&xml, "<row r=\"", "\"");
            assert_eq!(rows.len(), ledger.sheet(twin).len(), "{twin}");
            assert_eq!(*rows.last().unwrap(), rows.len().to_string());
            let range = between(&xml, "<dimension ref=\"A1:", "\"")[0];
            assert!(range.ends_with(&rows.len().to_string()), "{twin}: {range}");
            // Rows that sum up all others are left alone by the filter.
            let footing = usize::from(matches!(twin, "by_prefecture" | "by_right"));
            let filter = between(&xml, "<autoFilter ref=\"A1:", "\"")[0];
            let filtered: usize = filter.trim_start_matches(char::is_alphabetic).parse().unwrap();
            assert_eq!(filtered, rows.len() - footing, "{twin}");
            for width in between(&xml, "width=\"", "\"") {
                assert!((8.0..64.0).contains(&width.parse::<f64>().unwrap()), "{twin}: {width}");
            }
            compared += 1;
        }
        let properties = part(&ledger, "docProps/core.xml");
        assert!(
            properties.contains("<dc:title>") && properties.contains("T00:00:00Z</dcterms:created>"),
            "{properties}"
        );
    }
    assert_eq!(compared, 20);
}

#[test]
fn classes_and_verdicts_are_filled_with_the_colours_of_the_palette() {
    let mut compared = 0;
    for (_, language) in Language::ALL {
        let ledger = Ledger::of_set("xinjiang", language);
        let xml = part(&ledger, "xl/worksheets/sheet2.xml");
        let styles = part(&ledger, "xl/styles.xml");
        for (chinese, english, colour) in [
            ("极度", "extreme", "BD0026"),
            ("轻度", "mild", "FFFFB2"),
            ("禁止", "prohibited", "3F007D"),
            ("退出", "exit", "B0127B"),
        ] {
            let label = language.choose(chinese, english);
            assert!(xml.contains(&format!("<formula>\"{label}\"</formula>")), "{label}");
            assert!(styles.contains(&format!("FF{colour}")), "{label}");
            compared += 1;
        }
    }
    assert_eq!(compared, 12);
}

#[test]
fn rules_that_nobody_compared_with_the_law_say_so() {
    let mut plan = Plan::from_path(&layers("rights")).unwrap();
    let notice = layers("legal").join("redline-notice-2022.csv");
    plan.rules.tables.push(TablePath { path: notice, sheet: None });
    let ledger = Ledger::of(plan, Language::Both);
    let (pack, kind) = (ledger.column("rules", "规则包 Pack"), ledger.column("rules", "依据类型 Kind"));
    let mut unverified = 0;
    for row in ledger.rows("rules").iter().filter(|row| row[pack] != Data::Empty) {
        let is_law = text(&row[pack]) == "redline-notice-2022";
        assert_eq!(text(&row[kind]), if is_law { "法规(未核实) law (UNVERIFIED)" } else { "论文 paper" });
        unverified += usize::from(is_law);
    }
    assert!(unverified > 3, "{unverified}");
    assert!(ledger.rows("manifest").iter().any(|row| text(&row[1]).contains("UNVERIFIED")));
    let column = ledger.column("mines", "未核实规则 Unverified rules");
    assert!(ledger.rows("mines").iter().any(|row| text(&row[column]) == "redline-notice-2022"));
}
