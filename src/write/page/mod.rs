//! `report.html`: the delivery as one page that any browser opens, without a network and without QGIS.
//!
//! The page is a template with a style, a script and a block of data, all in one file. Data is JSON that cannot leave its
//! block ([`script_json`]); the script puts it on the page as text alone. A policy in its head allows this style and this script by
//! their hashes and nothing else, so that no text of a layer can load or run anything.

mod columns;
mod figures;
mod mines;
mod script_json;
mod sections;
mod simplify;
mod words;
mod zones;

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::Serialize;

use super::staged::Staged;
use crate::clock;
use crate::digest::Sum;
use crate::domain::{Language, Report, Title};
use crate::error::Error;

const TEMPLATE: &str = include_str!("assets/page.html");
const STYLE: &str = include_str!("assets/page.css");
/// The script in its parts, which share one scope.
const SCRIPT: [&str; 13] = [
    include_str!("assets/base.js"),
    include_str!("assets/data.js"),
    include_str!("assets/state.js"),
    include_str!("assets/marks.js"),
    include_str!("assets/paint.js"),
    include_str!("assets/view.js"),
    include_str!("assets/frame.js"),
    include_str!("assets/map.js"),
    include_str!("assets/legend.js"),
    include_str!("assets/table.js"),
    include_str!("assets/charts.js"),
    include_str!("assets/panel.js"),
    include_str!("assets/sections.js"),
];
const START: &str = include_str!("assets/start.js");

/// A text in Chinese and in English.
type Pair = (Cow<'static, str>, Cow<'static, str>);

fn pair(title: &Title) -> Pair {
    (title.chinese.clone(), title.english.clone())
}

/// From a text that is written `中文 English`.
fn told(text: &'static str) -> Pair {
    pair(&Title::of(text))
}

/// Everything that the script shows.
#[derive(Serialize)]
struct Data<'r> {
    language: &'static str,
    title: Pair,
    day: String,
    version: &'static str,
    words: words::Words,
    colours: figures::Colours,
    figures: figures::Figures,
    mines: mines::Mines<'r>,
    zones: zones::Layers<'r>,
    sections: sections::Sections,
}

/// Writes the page beside its place.
pub(super) fn page(report: &Report<'_>, path: &Path) -> Result<Staged, Error> {
    let staged = Staged::beside(path);
    let mut out = BufWriter::with_capacity(1 << 20, staged.create()?);
    html(&mut out, report).and_then(|()| out.flush()).map_err(|source| staged.error(source))?;
    Ok(staged)
}

fn html(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let script = format!("(() => {{\n'use strict';\n{}{START}}})();\n", SCRIPT.concat());
    let title = title(report);
    let mut rest = TEMPLATE;
    while let Some((before, (name, after))) =
        rest.split_once("{{").and_then(|(before, marked)| Some((before, marked.split_once("}}")?)))
    {
        out.write_all(before.as_bytes())?;
        match name {
            "language" => out.write_all(language_tag(report.style.language).as_bytes())?,
            "policy" => out.write_all(policy(&script).as_bytes())?,
            "title" => out.write_all(escaped(&report.style.language.choose(&title.0, &title.1)).as_bytes())?,
            "noscript" => out.write_all(noscript(report.style.language).as_bytes())?,
            "style" => out.write_all(STYLE.as_bytes())?,
            "script" => out.write_all(script.as_bytes())?,
            "data" => script_json::write(out, &data(report, title.clone()))?,
            _ => {}
        }
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

fn data<'r>(report: &'r Report<'_>, title: Pair) -> Data<'r> {
    let mines = mines::mines(report);
    Data {
        language: report.style.language.word(),
        title,
        day: clock::today().to_string(),
        version: env!("CARGO_PKG_VERSION"),
        words: words::words(),
        colours: figures::colours(report.style.theme),
        figures: figures::figures(report, &mines),
        mines,
        zones: zones::layers(report),
        sections: sections::sections(report),
    }
}

/// The title of the plan, which has one language; without one, what the page is.
fn title(report: &Report<'_>) -> Pair {
    match &report.title {
        Some(title) => (Cow::Owned(title.clone()), Cow::Owned(title.clone())),
        None => told("矿山生态预警报告 Mines on fragile ground"),
    }
}

fn language_tag(language: Language) -> &'static str {
    match language {
        Language::English => "en",
        Language::Chinese | Language::Both => "zh-CN",
    }
}

fn noscript(language: Language) -> Cow<'static, str> {
    language.choose(
        "本页需要启用 JavaScript 才能显示；它不访问网络。全部数据在 flagged.gpkg 中。",
        "This page needs JavaScript to show its data; it never uses a network. All data is in flagged.gpkg.",
    )
}

/// What the page may do: use this style and this script, and reach nothing.
fn policy(script: &str) -> String {
    format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(script)
    )
}

/// A hash source of a Content Security Policy, level 2, section 4.2.5.
fn hash(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut sum = Sum::default();
    sum.add(text.as_bytes());
    let digest = sum.bytes();
    let mut encoded = String::from("sha256-");
    for three in digest.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            encoded.push(if place <= three.len() { char::from(digit) } else { '=' });
        }
    }
    encoded
}

/// Text between tags or in an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, START, STYLE, TEMPLATE, escaped, hash};

    #[test]
    fn hashes_are_spelled_as_policies_have_them() {
        // `printf 'alert(1)' | openssl dgst -sha256 -binary | base64`
        assert_eq!(hash("alert(1)"), "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=");
    }

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escaped("</title>'\"&"), "&lt;/title&gt;&#39;&quot;&amp;");
    }

    #[test]
    fn nothing_in_the_page_reaches_out_or_writes_markup() {
        let parts: Vec<&str> = SCRIPT.into_iter().chain([START, STYLE, TEMPLATE]).collect();
        let forbidden = [
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "document.write",
            "eval(",
            "new Function",
            "fetch(",
            "XMLHttp",
            "WebSocket",
            "import(",
            "url(",
            "@import",
            "src=",
            "</script><",
            "javascript:",
            "onclick=",
            "localStorage",
        ];
        for (part, word) in parts.iter().flat_map(|part| forbidden.map(|word| (part, word))) {
            assert!(!part.contains(word), "{word} in {}", &part[..part.len().min(80)]);
        }
        // The one address is the name of the SVG namespace, which nothing asks for.
        let addresses = parts.iter().flat_map(|part| part.matches("://")).count();
        assert_eq!(addresses, 1);
        assert!(SCRIPT.iter().all(|part| !part.contains("</script") && !part.contains("<!--")));
    }
}
