//! QML for QGIS: symbols, labels and map tips as `styles/` has them, in the colours of a theme and in one language; headings
//! and labels of codes from the columns of the layer.

use std::fmt::Write as _;

use super::palette::{Colour, palette};
use super::{FieldTexts, Wanted, escaped};
use crate::domain::{Language, Theme, VERDICT_LABELS};

/// What a table without geometry has: room for headings and labels of codes.
pub(super) const TABLE: &str = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version=\"3.22\" styleCategories=\"Fields|Forms\">
</qgis>
";

/// How `styles/` names a zone in labels: in both languages, and in Chinese where there is room for one.
pub(super) const ZONE_IN_BOTH: &str = "coalesce(attribute('name_zh'), &quot;zone_name&quot;) || if(coalesce(attribute('name_en'), &quot;zone_name&quot;) = coalesce(attribute('name_zh'), &quot;zone_name&quot;), '', '\\n' || coalesce(attribute('name_en'), &quot;zone_name&quot;))";
pub(super) const ZONE_IN_CHINESE: &str = "coalesce(attribute('name_zh'), &quot;zone_name&quot;)";
const ZONE_IN_ENGLISH: &str = "coalesce(attribute('name_en'), &quot;zone_name&quot;)";

/// How `styles/` names a mine: the first of these fields that holds something.
pub(super) const MINE_NAME: &str = "coalesce(attribute('name_zh'), attribute('矿山名称'), attribute('名称'), attribute('name'), attribute('Mine Name'), attribute('id'))";
/// The fields that may hold the name of a mine, Chinese and English ones.
const CHINESE_NAMES: [&str; 3] = ["name_zh", "矿山名称", "名称"];
const ENGLISH_NAMES: [&str; 2] = ["name_en", "Mine Name"];

/// Attributes that hold a text `中文 english` for people.
const TEXT_ATTRIBUTES: [&str; 2] = [" label=\"", " description=\""];

/// The document.
pub(super) fn document(wanted: &Wanted<'_>) -> String {
    let (_, template) = wanted.shown.template();
    let mut qml = recoloured(template, wanted.theme);
    for attribute in TEXT_ATTRIBUTES {
        qml = translated(&qml, attribute, wanted.language);
    }
    qml = match wanted.language {
        Language::English => qml.replace(ZONE_IN_BOTH, ZONE_IN_ENGLISH).replace(ZONE_IN_CHINESE, ZONE_IN_ENGLISH),
        Language::Chinese => qml.replace(ZONE_IN_BOTH, ZONE_IN_CHINESE),
        Language::Both => qml,
    };
    qml = qml.replace(&verdict_words(Language::Both), &verdict_words(wanted.language));
    for (from, to) in wanted.renamed {
        // Field names stand in quotes, in attributes and in expressions; tests/qgis proves that nothing else does.
        let to = escaped(to);
        qml = qml
            .replace(&format!("\"{from}\""), &format!("\"{to}\""))
            .replace(&format!("&quot;{from}&quot;"), &format!("&quot;{to}&quot;"));
    }
    // After the fields of the program: the source may have a field of any name.
    qml = qml.replace(MINE_NAME, &mine_name(wanted.name_field, wanted.language));
    let fields = field_texts(wanted.fields, wanted.language);
    let place = qml.find("  <renderer-v2").or_else(|| qml.rfind("</qgis>")).unwrap_or(qml.len());
    qml.insert_str(place, &fields);
    qml
}

/// The colours of the standard theme that `styles/` holds, exchanged for those of another.
fn recoloured(qml: &str, theme: Theme) -> String {
    let (from, to) = (palette(Theme::Standard), palette(theme));
    let pairs = from.fragility.iter().zip(to.fragility).chain(from.verdict.iter().zip(to.verdict));
    let pairs = pairs.chain(from.change.iter().zip(to.change));
    // Two steps, since a colour of one theme may be another class's in the other.
    let mut qml = qml.to_owned();
    let mut waiting = Vec::new();
    for (number, (from, to)) in pairs.filter(|(from, to)| *from != to).enumerate() {
        for (old, new) in [(triple(*from), triple(to)), (upper_hex(*from), upper_hex(to))] {
            let mark = format!("\u{1}{number}{}\u{1}", if old.starts_with('\'') { 'h' } else { 't' });
            qml = qml.replace(&old, &mark);
            waiting.push((mark, new));
        }
    }
    waiting.iter().fold(qml, |qml, (mark, new)| qml.replace(mark, new))
}

/// A colour as options hold it, up to its opacity.
pub(super) fn triple(Colour(red, green, blue): Colour) -> String {
    format!("=\"{red},{green},{blue},")
}

/// A colour as expressions hold it.
pub(super) fn upper_hex(colour: Colour) -> String {
    format!("'{}'", colour.hex().to_uppercase())
}

/// Texts for people in one language: what stands before the first space is Chinese.
fn translated(qml: &str, attribute: &str, language: Language) -> String {
    let mut done = String::with_capacity(qml.len());
    let mut rest = qml;
    while let Some(at) = rest.find(attribute) {
        let (before, text) = rest.split_at(at + attribute.len());
        done.push_str(before);
        let end = text.find('"').unwrap_or(text.len());
        let (text, after) = text.split_at(end);
        let (chinese, english) = text.split_once(' ').unwrap_or((text, text));
        done.push_str(&language.choose(chinese, english));
        rest = after;
    }
    done + rest
}

/// Verdicts as labels on the map have them, inside of a `map(…)`.
pub(super) fn verdict_words(language: Language) -> String {
    let words = VERDICT_LABELS.iter().map(|label| format!("'{}', '{}'", label.code, label.title.text(language)));
    words.collect::<Vec<_>>().join(", ")
}

/// The expression for what a mine is called. Fields that a layer lacks are null.
fn mine_name(known: Option<&str>, language: Language) -> String {
    let (first, then) = match language {
        Language::English => (&ENGLISH_NAMES[..], &CHINESE_NAMES[..]),
        _ => (&CHINESE_NAMES[..], &ENGLISH_NAMES[..]),
    };
    // A field that is called just "name" may hold either language: those that say which come first.
    let in_chinese = language != Language::English && known != Some("name");
    let mut names: Vec<&str> =
        if in_chinese { known.into_iter().chain(first.iter().copied()).collect() } else { first.to_vec() };
    names.extend(known.filter(|_| !in_chinese));
    names.push("name");
    names.extend(then);
    names.push("id");
    let fields: Vec<String> = names.into_iter().map(|name| format!("attribute({})", expression_text(name))).collect();
    format!("coalesce({})", fields.join(", "))
}

/// A text in an expression, in an attribute of XML.
fn expression_text(text: &str) -> String {
    escaped(&format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")))
}

/// Headings and labels of codes.
fn field_texts(fields: &[FieldTexts<'_>], language: Language) -> String {
    let mut maps = String::new();
    for field in fields.iter().filter(|field| !field.labels.is_empty()) {
        let _ = writeln!(maps, "    <field name=\"{}\" configurationFlags=\"None\">", escaped(field.name));
        maps.push_str(
            "      <editWidget type=\"ValueMap\"><config><Option type=\"Map\"><Option name=\"map\" type=\"List\">\n",
        );
        for label in field.labels {
            let text = escaped(&label.title.text(language));
            let _ = writeln!(
                maps,
                "        <Option type=\"Map\"><Option name=\"{text}\" value=\"{}\" type=\"QString\"/></Option>",
                label.code
            );
        }
        maps.push_str("      </Option></Option></config></editWidget>\n    </field>\n");
    }
    let mut aliases = String::new();
    for field in fields {
        let (name, heading) = (escaped(field.name), escaped(&field.heading));
        let _ = writeln!(aliases, "    <alias field=\"{name}\" name=\"{heading}\"/>");
    }
    format!("  <fieldConfiguration>\n{maps}  </fieldConfiguration>\n  <aliases>\n{aliases}  </aliases>\n")
}
