//! One page of HTML with everything in it, made to be printed and signed.

use std::fmt::Write as _;

use super::sheet::{HOW, PackSheet, RuleSheet, Sheet, banner, reading, strictness, verdict};

const STYLE: &str = "\
body{font:14px/1.45 'Noto Sans','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;color:#1b1b1b;margin:2em auto;max-width:76em;padding:0 1em}
h1{font-size:1.6em}h2{margin-top:2em;border-bottom:2px solid #444}h3{margin:1.2em 0 .4em}
table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{border:1px solid #999;padding:.35em .5em;vertical-align:top;text-align:left;overflow-wrap:anywhere}
th{background:#eee}td p{margin:0 0 .25em}.banner{border:2px solid #b00020;color:#b00020;padding:.5em .8em;font-weight:bold}
.out{color:#666;font-style:italic}.verdict{font-weight:bold}.small{color:#444;font-size:.92em}
.prohibited{border-left:.5em solid #7f0000}.exit{border-left:.5em solid #c62828}.restricted{border-left:.5em solid #ef6c00}
.review{border-left:.5em solid #6a1b9a}.conditional{border-left:.5em solid #f9a825}.allowed{border-left:.5em solid #2e7d32}
.sign td{height:3em}
@media print{@page{size:A4 landscape;margin:14mm}body{margin:0;max-width:none;padding:0;font-size:10pt}tr{break-inside:avoid}thead{display:table-header-group}h2,h3{break-after:avoid}}
";

pub(super) fn html(sheet: &Sheet) -> String {
    let mut text = String::new();
    let title = escaped(&sheet.packs.iter().map(|pack| pack.id.as_str()).collect::<Vec<_>>().join(", "));
    let _ = write!(
        text,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Rules 规则: {title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>Rules 规则: {title}</h1>\n<p>{} on {}</p>\n\
         <p>Strictness 从严到宽: {}</p>\n<ul>\n",
        escaped(&sheet.files.join(", ")),
        sheet.as_of,
        escaped(&strictness())
    );
    for how in HOW {
        let _ = writeln!(text, "<li>{}</li>", escaped(how));
    }
    text.push_str("</ul>\n");
    for pack in &sheet.packs {
        pack_text(&mut text, pack);
    }
    text.push_str(
        "<h2>Signature 签字</h2>\n<table class=\"sign\"><tr><th>name 姓名</th><th>date 日期</th><th>signature 签名</th></tr>\
         <tr><td></td><td></td><td></td></tr></table>\n</body>\n</html>",
    );
    text
}

fn pack_text(text: &mut String, pack: &PackSheet) {
    let _ = writeln!(text, "<h2>{} ({})</h2>", escaped(&pack.id), pack.kind);
    if let Some(banner) = banner(pack) {
        let _ = writeln!(text, "<p class=\"banner\">{}</p>", escaped(&banner));
    }
    for scope in &pack.scopes {
        let _ = writeln!(text, "<p>scope 范围: {}</p>", escaped(&scope.join("; ")));
    }
    for one in &pack.readings {
        let _ = writeln!(text, "<p>reading 解读: {}</p>", escaped(&reading(one)));
    }
    for (topic, rules) in &pack.topics {
        let _ = write!(
            text,
            "<h3>{}</h3>\n<table>\n<thead><tr><th>rule 规则</th><th>if 条件</th><th>then 判定</th><th>source 依据</th></tr></thead>\n\
             <tbody>\n",
            escaped(topic)
        );
        for rule in rules {
            row(text, rule);
        }
        text.push_str("</tbody>\n</table>\n");
    }
}

fn row(text: &mut String, rule: &RuleSheet) {
    let paragraphs = |lines: &mut dyn Iterator<Item = String>| -> String {
        lines.fold(String::new(), |text, line| text + "<p>" + &escaped(&line) + "</p>")
    };
    let out =
        rule.out_of_force.as_ref().map_or_else(String::new, |why| format!("<p class=\"out\">{}</p>", escaped(why)));
    let validity = (!rule.validity.is_empty()).then(|| rule.validity.clone());
    let _ = writeln!(
        text,
        "<tr><td class=\"{}\"><p><b>{}</b> <span class=\"small\">row 行 {}</span></p>{}{out}</td><td>{}</td>\
         <td><p class=\"verdict\">{}</p>{}</td><td>{}</td></tr>",
        rule.verdict.word(),
        escaped(&rule.id),
        rule.row,
        paragraphs(&mut (!rule.title.is_empty()).then(|| rule.title.clone()).into_iter()),
        paragraphs(&mut rule.conditions.iter().cloned()),
        escaped(&verdict(rule)),
        paragraphs(&mut rule.follows.iter().map(|(label, text)| format!("{label}: {text}"))),
        paragraphs(&mut rule.source.iter().cloned().chain(validity)),
    );
}

/// Text that HTML takes for nothing but text.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            sign => safe.push(sign),
        }
    }
    safe
}
