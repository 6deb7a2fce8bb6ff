//! What a Shapefile says of its own text: the `.cpg` file beside it, and byte 29 of the `.dbf` (the LDID).
//!
//! Sources: GDAL's Shapefile driver (`.cpg` spellings); dBase and `FoxPro` language driver ids as listed by shapelib; that
//! Chinese software writes 0x4D for code page 936: OSGeo/shapelib#173.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, GBK, IBM866, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

/// One statement about the encoding.
#[derive(Clone, Debug)]
pub(in crate::read) struct Declared {
    /// The encoding.
    pub(in crate::read) encoding: &'static Encoding,
    /// The statement as a person reads it: `GBK (LDID 0x4D)`.
    pub(in crate::read) words: String,
    /// Whether it is no more than "the code page of that machine".
    pub(in crate::read) is_weak: bool,
}

impl Declared {
    /// What the user says.
    pub(in crate::read) fn stated(encoding: &'static Encoding) -> Self {
        Self { encoding, words: format!("{} (stated)", name(encoding)), is_weak: false }
    }

    /// The statement of a `.cpg` file, if it is understood.
    pub(in crate::read) fn by_cpg(text: &str) -> Option<Self> {
        let encoding = by_name(text)?;
        Some(Self { encoding, words: format!("{} (.cpg)", name(encoding)), is_weak: false })
    }

    /// The statement of a language driver id, if it is understood.
    pub(in crate::read) fn by_ldid(ldid: u8) -> Option<Self> {
        let encoding = match ldid {
            0x4D | 0x7A => GBK,
            0x4F | 0x78 => BIG5,
            0x13 | 0x7B => SHIFT_JIS,
            0x4E | 0x79 => EUC_KR,
            0x50 | 0x7C => WINDOWS_874,
            // 0x57 is "the ANSI code page of that machine", which on a Chinese one is 936.
            0x03 | 0x57 | 0x58 | 0x59 => WINDOWS_1252,
            0xC8 => WINDOWS_1250,
            0xC9 => WINDOWS_1251,
            0xCA => WINDOWS_1254,
            0xCB => WINDOWS_1253,
            0xCC => WINDOWS_1257,
            0x7D => WINDOWS_1255,
            0x7E => WINDOWS_1256,
            0x26 | 0x65 => IBM866,
            _ => return None,
        };
        let is_weak = ldid == 0x57;
        let name = if is_weak { "ANSI" } else { name(encoding) };
        Some(Self { encoding, words: format!("{name} (LDID 0x{ldid:02X})"), is_weak })
    }
}

/// The encoding that a `.cpg` file or a person means.
pub(in crate::read) fn by_name(text: &str) -> Option<&'static Encoding> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0' || c == '\u{feff}').to_ascii_lowercase();
    if let Some(encoding) = Encoding::for_label(text.as_bytes()) {
        // Their text would be UTF-16 or nothing at all, which a .dbf cannot hold.
        return encoding.is_ascii_compatible().then_some(encoding);
    }
    if let Some(part) = text.strip_prefix("8859").map(|part| part.trim_start_matches(['-', '_'])) {
        return Encoding::for_label(format!("iso-8859-{part}").as_bytes());
    }
    let digits = ["cp", "ms", "windows", "ansi", "oem"].iter().find_map(|prefix| text.strip_prefix(prefix));
    match digits.unwrap_or(&text).trim_matches(['-', '_', ' ']) {
        "936" | "1386" => Some(GBK),
        "54936" => Some(GB18030),
        "65001" => Some(UTF_8),
        "950" => Some(BIG5),
        "932" => Some(SHIFT_JIS),
        "949" => Some(EUC_KR),
        "874" => Some(WINDOWS_874),
        "866" => Some(IBM866),
        "1250" => Some(WINDOWS_1250),
        "1251" => Some(WINDOWS_1251),
        "1252" => Some(WINDOWS_1252),
        "1253" => Some(WINDOWS_1253),
        "1254" => Some(WINDOWS_1254),
        "1255" => Some(WINDOWS_1255),
        "1256" => Some(WINDOWS_1256),
        "1257" => Some(WINDOWS_1257),
        "1258" => Some(WINDOWS_1258),
        _ => None,
    }
}

/// The name as people in the field write it.
pub(super) fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// Whether two encodings read the same: GBK is decoded as GB18030.
pub(super) fn same(one: &'static Encoding, other: &'static Encoding) -> bool {
    let family = |encoding| if encoding == GBK { GB18030 } else { encoding };
    family(one) == family(other)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GB18030, GBK, UTF_8, WINDOWS_1252};

    use super::{Declared, by_name};

    #[test]
    fn spellings_of_cpg_files_are_understood() {
        for (text, encoding) in [
            ("UTF-8", UTF_8),
            ("utf8\r\n", UTF_8),
            ("65001", UTF_8),
            ("GBK", GBK),
            ("GB2312", GBK),
            ("936", GBK),
            ("CP936", GBK),
            ("ANSI 936", GBK),
            ("gb18030", GB18030),
            ("54936", GB18030),
            ("Big5", BIG5),
            ("ISO-8859-1", WINDOWS_1252),
            ("88591", WINDOWS_1252),
            ("8859-1", WINDOWS_1252),
            ("1252", WINDOWS_1252),
        ] {
            assert_eq!(by_name(text), Some(encoding), "{text}");
        }
        for text in ["", "OEM", "utf-16", "中文", "437"] {
            assert_eq!(by_name(text), None, "{text}");
        }
    }

    #[test]
    fn ansi_is_a_weak_word() {
        assert!(Declared::by_ldid(0x57).unwrap().is_weak);
        assert_eq!(Declared::by_ldid(0x4D).unwrap().words, "GBK (LDID 0x4D)");
        assert!(Declared::by_ldid(0).is_none() && Declared::by_ldid(1).is_none());
    }
}
