//! Styled Layer Descriptor 1.1 with Symbology Encoding 1.1 (OGC 05-078r4, 05-077r4): the classes and colours of the QML, for
//! `GeoServer` and other map servers.
//!
//! Sizes are pixels of 0.28 mm, as the standard has them without a unit. What is to lie on top stands in a later
//! `FeatureTypeStyle`. Hatches are `GeoServer`'s marks `shape://slash`, `shape://backslash` and the like; the same `Graphic` names a mark
//! of the standard behind, which a server takes that does not know the first. Labels show fields that the layer has for certain.

mod changes;
mod filter;
mod layers;
mod mines;
mod symbol;

use std::fmt::Write as _;

use super::{Shown, Wanted, escaped};
use crate::domain::{Label, Language};

/// What the marks of mines are drawn at, one above the other: a level is a `FeatureTypeStyle`.
type Level = u8;

/// A rule: what it applies to, and what it draws.
struct Rule {
    name: String,
    title: String,
    /// XML; `None` applies to all.
    filter: Option<String>,
    /// The largest scale denominator that it shows at.
    largest_scale: Option<u32>,
    level: Level,
    /// XML.
    symbols: Vec<String>,
}

impl Rule {
    fn new(name: &str, title: String, filter: Option<String>, level: Level, symbols: Vec<String>) -> Self {
        Self { name: name.to_owned(), title, filter, largest_scale: None, level, symbols }
    }

    fn down_to(mut self, largest_scale: u32) -> Self {
        self.largest_scale = Some(largest_scale);
        self
    }
}

/// What rules need to know: names of fields, language and colours.
struct Legend<'w> {
    wanted: &'w Wanted<'w>,
    palette: super::Palette,
}

impl Legend<'_> {
    fn text(&self, chinese: &str, english: &str) -> String {
        self.wanted.language.choose(chinese, english).into_owned()
    }

    /// What a code is called; the code itself where it has no label.
    fn label(&self, labels: &[Label], code: &str) -> String {
        let label = labels.iter().find(|label| label.code == code);
        label.map_or_else(|| code.to_owned(), |label| label.title.text(self.wanted.language).into_owned())
    }

    /// The name that an added field has in this layer.
    fn field(&self, usual: &str) -> String {
        let renamed = self.wanted.renamed.iter();
        renamed.fold(usual.to_owned(), |name, (from, to)| if name == *from { to.clone() } else { name })
    }
}

/// The document; empty for a table.
pub(super) fn document(wanted: &Wanted<'_>) -> String {
    let legend = Legend { wanted, palette: super::palette(wanted.theme) };
    let rules = match wanted.shown {
        Shown::Table => return String::new(),
        Shown::MinePoints | Shown::MineAreas => mines::rules(&legend),
        Shown::Prefectures => layers::prefectures(&legend),
        Shown::Belts => layers::belts(&legend),
        Shown::Redlines => layers::redlines(&legend),
        Shown::Positions => layers::positions(&legend),
        Shown::Functions => layers::functions(&legend),
        Shown::Overlaps => layers::overlaps(&legend),
        Shown::Slivers => layers::slivers(&legend),
        Shown::Defects => layers::defects(&legend),
        Shown::CutParts => layers::cut_parts(&legend),
        Shown::ChangePoints => changes::rules(&legend, false),
        Shown::ChangeAreas => changes::rules(&legend, true),
    };
    let (name, _) = wanted.shown.template();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <StyledLayerDescriptor version=\"1.1.0\" xmlns=\"http://www.opengis.net/sld\" xmlns:se=\"http://www.opengis.net/se\" \
         xmlns:ogc=\"http://www.opengis.net/ogc\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"http://www.opengis.net/sld http://schemas.opengis.net/sld/1.1.0/StyledLayerDescriptor.xsd\">\n\
         <NamedLayer>\n<se:Name>{name}</se:Name>\n<UserStyle>\n<se:Name>{name}</se:Name>\n<IsDefault>1</IsDefault>\n"
    );
    let mut level = None;
    for rule in &rules {
        if level != Some(rule.level) {
            xml.push_str(if level.is_some() { "</se:FeatureTypeStyle>\n" } else { "" });
            xml.push_str("<se:FeatureTypeStyle>\n");
            level = Some(rule.level);
        }
        write_rule(&mut xml, rule);
    }
    xml.push_str(if level.is_some() { "</se:FeatureTypeStyle>\n" } else { "" });
    xml.push_str("</UserStyle>\n</NamedLayer>\n</StyledLayerDescriptor>\n");
    xml
}

/// The order of elements is that of the schema.
fn write_rule(xml: &mut String, rule: &Rule) {
    let (name, title) = (escaped(&rule.name), escaped(&rule.title));
    let _ = writeln!(
        xml,
        "<se:Rule><se:Name>{name}</se:Name><se:Description><se:Title>{title}</se:Title></se:Description>"
    );
    if let Some(filter) = &rule.filter {
        let _ = writeln!(xml, "<ogc:Filter>{filter}</ogc:Filter>");
    }
    if let Some(largest) = rule.largest_scale {
        let _ = writeln!(xml, "<se:MaxScaleDenominator>{largest}</se:MaxScaleDenominator>");
    }
    for symbol in &rule.symbols {
        xml.push_str(symbol);
        xml.push('\n');
    }
    xml.push_str("</se:Rule>\n");
}

/// Labels of rules that draw nothing but labels.
fn label_title(language: Language) -> String {
    language.choose("标注", "labels").into_owned()
}
