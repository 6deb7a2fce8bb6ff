//! The document: elements with numbers of few digits, and texts that can hold anything.

use std::fmt::Write as _;

/// A number with at most two digits behind the point; `-0` and what is no number become 0.
pub(super) fn number(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0 + 0.0;
    if rounded.is_finite() { rounded.to_string() } else { "0".to_owned() }
}

/// Text for XML: marks escaped, what XML 1.0 (section 2.2) does not allow left out, white space as single spaces, and
/// without the characters that turn the direction of what follows.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in plain(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The text as it is shown: see [`escaped`].
pub(super) fn plain(text: &str) -> String {
    let is_left_out = |c: char| {
        (c.is_control() && !c.is_whitespace())
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
    };
    let kept: String = text.chars().filter(|c| !is_left_out(*c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a text stands to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink<'i> {
    pub(super) size: f64,
    pub(super) is_bold: bool,
    pub(super) colour: &'i str,
    /// Width of a white rim, in millimetres.
    pub(super) halo: f64,
}

impl<'i> Ink<'i> {
    pub(super) fn plain(size: f64, colour: &'i str) -> Self {
        Self { size, is_bold: false, colour, halo: 0.0 }
    }

    pub(super) fn bold(size: f64, colour: &'i str) -> Self {
        Self { is_bold: true, ..Self::plain(size, colour) }
    }
}

/// A document that is being written. Lengths are millimetres.
#[derive(Debug)]
pub(super) struct Svg {
    text: String,
    /// Everything that is written, for asking whether a font has it.
    pub(super) words: String,
}

impl Svg {
    pub(super) fn new(sheet_mm: [f64; 2], title: &str, families: &str) -> Self {
        let [width, height] = sheet_mm.map(number);
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" viewBox=\"0 0 {width} {height}\" font-family=\"{}\">\n\
             <title>{}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n",
            escaped(families),
            escaped(title)
        );
        Self { text, words: String::new() }
    }

    /// Opens a group; `attributes` are written as they are.
    pub(super) fn open(&mut self, id: &str, attributes: &str) {
        let space = if attributes.is_empty() { "" } else { " " };
        let _ = writeln!(self.text, "<g id=\"{id}\"{space}{attributes}>");
    }

    pub(super) fn close(&mut self) {
        self.text.push_str("</g>\n");
    }

    /// Writes an element as it is.
    pub(super) fn raw(&mut self, element: &str) {
        self.text.push_str(element);
        self.text.push('\n');
    }

    /// A path, unless it has no data.
    pub(super) fn path(&mut self, data: &str, attributes: &str) {
        if !data.is_empty() {
            let _ = writeln!(self.text, "<path d=\"{data}\" {attributes}/>");
        }
    }

    pub(super) fn line(&mut self, from: [f64; 2], to: [f64; 2], attributes: &str) {
        let [[x1, y1], [x2, y2]] = [from, to].map(|at| at.map(number));
        let _ = writeln!(self.text, "<path d=\"M{x1} {y1}L{x2} {y2}\" {attributes}/>");
    }

    pub(super) fn text(&mut self, [x, y]: [f64; 2], anchor: Anchor, ink: Ink<'_>, text: &str) {
        let text = escaped(text);
        if text.is_empty() {
            return;
        }
        self.words.push_str(&text);
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if ink.is_bold { " font-weight=\"700\"" } else { "" };
        let halo = if ink.halo > 0.0 {
            format!(
                " stroke=\"#fff\" stroke-opacity=\".85\" stroke-width=\"{}\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                number(ink.halo)
            )
        } else {
            String::new()
        };
        let _ = writeln!(
            self.text,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{weight}{anchor}{halo}>{text}</text>",
            number(x),
            number(y),
            number(ink.size),
            ink.colour
        );
    }

    pub(super) fn finish(mut self) -> (String, String) {
        self.text.push_str("</svg>\n");
        (self.text, self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::{escaped, number, plain};

    #[test]
    fn text_is_data() {
        assert_eq!(escaped("a<b>&\"c'\u{1}\u{0}\n\u{202E}d"), "a&lt;b&gt;&amp;&quot;c&#39; d");
        assert_eq!(plain(" 阿勒泰\t\n地区 "), "阿勒泰 地区");
        assert_eq!([number(-0.001), number(f64::NAN), number(1.005), number(12.0)], ["0", "0", "1", "12"]);
    }
}
