//! Tables for a terminal, aligned for wide characters.

use std::fmt::Write as _;

use comfy_table::{ContentArrangement, Table, presets};

use super::sheet::{HOW, PackSheet, RuleSheet, Sheet, banner, reading, strictness, verdict};

/// Columns of a printed page.
const WIDTH: u16 = 118;

pub(super) fn text(sheet: &Sheet) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{} on {}", sheet.files.join(", "), sheet.as_of);
    let _ = writeln!(text, "strictness 从严到宽: {}", strictness());
    for how in HOW {
        let _ = writeln!(text, "  {how}");
    }
    for pack in &sheet.packs {
        text.push('\n');
        pack_text(&mut text, pack);
    }
    text.trim_end().to_owned()
}

fn pack_text(text: &mut String, pack: &PackSheet) {
    let _ = writeln!(text, "pack 规则包: {} ({})", pack.id, pack.kind);
    if let Some(banner) = banner(pack) {
        let _ = writeln!(text, "*** {banner} ***");
    }
    for scope in &pack.scopes {
        let _ = writeln!(text, "scope 范围: {}", scope.join("; "));
    }
    for one in &pack.readings {
        let _ = writeln!(text, "reading 解读: {}", reading(one));
    }
    for (topic, rules) in &pack.topics {
        let _ = writeln!(text, "\ntopic 主题: {topic}");
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(WIDTH);
        table.set_header(["rule 规则", "if 条件", "then 判定", "source 依据"]);
        for rule in rules {
            table.add_row(row(rule));
        }
        let _ = writeln!(text, "{table}");
    }
}

fn row(rule: &RuleSheet) -> [String; 4] {
    let mut name = vec![rule.id.clone(), format!("row 行 {}", rule.row)];
    name.extend((!rule.title.is_empty()).then(|| rule.title.clone()));
    name.extend(rule.out_of_force.iter().map(|why| format!("({why})")));
    let then =
        std::iter::once(verdict(rule)).chain(rule.follows.iter().map(|(label, text)| format!("{label}: {text}")));
    let mut source = rule.source.clone();
    source.extend((!rule.validity.is_empty()).then(|| rule.validity.clone()));
    [name.join("\n"), rule.conditions.join("\n"), then.collect::<Vec<_>>().join("\n"), source.join("\n")]
}
