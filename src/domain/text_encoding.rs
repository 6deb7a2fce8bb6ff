//! In which encoding a layer's text is, and how that is known.

use std::fmt;

/// Three answers about the text of a layer whose format does not fix the encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEncoding {
    /// What the file says of itself, such as `UTF-8 (.cpg)` and `GBK (LDID 0x4D)`; empty when it says nothing.
    pub declared: Vec<String>,
    /// What the bytes show: `UTF-8`, `GB18030`, `ASCII`, or `unsure`.
    pub detected: &'static str,
    /// What the text was read in.
    pub used: &'static str,
    /// Whether the user said so.
    pub stated: bool,
    /// Where a statement, the bytes or the user differ: one text as each of the encodings reads it, that which was used first.
    /// Empty where nothing contradicts anything.
    pub readings: Vec<(&'static str, String)>,
}

impl fmt::Display for TextEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let declared = if self.declared.is_empty() { "nothing".to_owned() } else { self.declared.join(", ") };
        let stated = if self.stated { "stated, " } else { "" };
        write!(f, "{} ({stated}declared {declared}, detected {})", self.used, self.detected)
    }
}
