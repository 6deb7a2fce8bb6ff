//! Templates of XML, with texts put into them. Text is data: it is escaped, and never searched for places to fill.

use std::borrow::Cow;
use std::fmt::Write as _;

/// What takes a place.
pub(super) enum Slot<'t> {
    /// Text, to be escaped.
    Text(Cow<'t, str>),
    /// XML that was made here.
    Xml(Cow<'t, str>),
}

/// Text.
pub(super) fn text<'t>(text: impl Into<Cow<'t, str>>) -> Slot<'t> {
    Slot::Text(text.into())
}

/// A number.
pub(super) fn number(number: f64) -> Slot<'static> {
    Slot::Text(Cow::Owned(number.to_string()))
}

/// Yes or no.
pub(super) fn bit(is_set: bool) -> Slot<'static> {
    Slot::Text(Cow::Borrowed(if is_set { "1" } else { "0" }))
}

/// XML.
pub(super) fn xml<'t>(xml: impl Into<Cow<'t, str>>) -> Slot<'t> {
    Slot::Xml(xml.into())
}

/// Fills the places `{{name}}` of a template. A name that is not given stays as it is, for a test to find.
pub(super) fn fill(template: &str, slots: &[(&str, Slot<'_>)]) -> String {
    let mut filled = String::with_capacity(template.len() + 256);
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((name, after)) = behind.split_once("}}") else {
            filled.push_str("{{");
            rest = behind;
            continue;
        };
        match slots.iter().find(|(known, _)| *known == name) {
            Some((_, Slot::Text(text))) => escape(&mut filled, text),
            Some((_, Slot::Xml(xml))) => filled.push_str(xml.trim_end_matches('\n')),
            None => {
                let _ = write!(filled, "{{{{{name}}}}}");
            }
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Escapes text for an element or an attribute. What XML cannot hold at all becomes U+FFFD.
fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{fill, text, xml};

    #[test]
    fn text_is_escaped_and_never_filled_again() {
        let filled = fill("<a b=\"{{x}}\">{{y}}</a>", &[("x", text("{{y}} \"&<\n\u{1}")), ("y", xml("<c/>"))]);
        assert_eq!(filled, "<a b=\"{{y}} &quot;&amp;&lt;&#10;\u{fffd}\"><c/></a>");
        assert_eq!(fill("{{none}} {{", &[]), "{{none}} {{");
    }
}
