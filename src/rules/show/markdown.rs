//! Markdown, as repositories show it.

use std::fmt::Write as _;

use super::sheet::{HOW, PackSheet, RuleSheet, Sheet, banner, reading, strictness, verdict};

pub(super) fn markdown(sheet: &Sheet) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "# Rules 规则\n\n{} on {}\n", escaped(&sheet.files.join(", ")), sheet.as_of);
    let _ = writeln!(text, "Strictness 从严到宽: {}\n", escaped(&strictness()));
    for how in HOW {
        let _ = writeln!(text, "- {}", escaped(how));
    }
    for pack in &sheet.packs {
        pack_text(&mut text, pack);
    }
    text.trim_end().to_owned()
}

fn pack_text(text: &mut String, pack: &PackSheet) {
    let _ = writeln!(text, "\n## {} ({})", escaped(&pack.id), pack.kind);
    if let Some(banner) = banner(pack) {
        let _ = writeln!(text, "\n> **{}**", escaped(&banner));
    }
    if !pack.scopes.is_empty() || !pack.readings.is_empty() {
        text.push('\n');
    }
    for scope in &pack.scopes {
        let _ = writeln!(text, "- scope 范围: {}", escaped(&scope.join("; ")));
    }
    for one in &pack.readings {
        let _ = writeln!(text, "- reading 解读: {}", escaped(&reading(one)));
    }
    for (topic, rules) in &pack.topics {
        let _ = writeln!(text, "\n### {}\n", escaped(topic));
        text.push_str("| rule 规则 | if 条件 | then 判定 | source 依据 |\n| --- | --- | --- | --- |\n");
        for rule in rules {
            let _ = writeln!(text, "| {} |", row(rule).join(" | "));
        }
    }
}

fn row(rule: &RuleSheet) -> [String; 4] {
    let lines = |lines: &[String]| lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>");
    let mut name = vec![format!("**{}**", escaped(&rule.id))];
    name.extend((!rule.title.is_empty()).then(|| escaped(&rule.title)));
    name.extend(rule.out_of_force.iter().map(|why| format!("*{}*", escaped(why))));
    let then = std::iter::once(format!("**{}**", escaped(&verdict(rule))))
        .chain(rule.follows.iter().map(|(label, text)| escaped(&format!("{label}: {text}"))));
    let mut source = rule.source.clone();
    source.extend((!rule.validity.is_empty()).then(|| rule.validity.clone()));
    [name.join("<br>"), lines(&rule.conditions), then.collect::<Vec<_>>().join("<br>"), lines(&source)]
}

/// Text that Markdown takes for nothing but text, on one line.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\n' | '\r' => safe.push(' '),
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '#' | '!' | '~' => {
                safe.push('\\');
                safe.push(sign);
            }
            sign => safe.push(sign),
        }
    }
    safe
}
