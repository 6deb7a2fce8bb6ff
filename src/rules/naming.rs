//! When two words are one: case, width, `_`, `-` and blanks do not matter.

/// The form in which words are compared: small, half-width, with single blanks for `_` and `-`, and none beside Chinese.
pub(super) fn word_key(text: &str) -> String {
    let folded: Vec<char> = text.trim().chars().flat_map(|sign| half_width(sign).to_lowercase()).collect();
    let mut key = String::with_capacity(text.len());
    let is_blank = |sign: char| sign.is_whitespace() || matches!(sign, '_' | '-' | '‐' | '–' | '—');
    for (at, sign) in folded.iter().copied().enumerate() {
        if !is_blank(sign) {
            key.push(sign);
            continue;
        }
        let before = key.chars().next_back();
        let after = folded[at..].iter().copied().find(|sign| !is_blank(*sign));
        if let (Some(before), Some(after)) = (before, after)
            && before != ' '
            && before.is_ascii()
            && after.is_ascii()
        {
            key.push(' ');
        }
    }
    key
}

/// The form in which names of zones are compared: trimmed, ASCII letters small.
pub(super) fn name_key(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

/// The form in which headers are compared: small, half-width, `_` for blanks and `-`, without a unit in brackets and
/// without a star behind.
pub(super) fn header_key(text: &str) -> String {
    let half: String = text.trim().trim_start_matches('\u{feff}').chars().map(half_width).collect();
    let bare = match half.find('(') {
        Some(at) if at > 0 && half.ends_with(')') => half[..at].to_owned(),
        _ => half,
    };
    let bare = bare.trim().trim_end_matches('*').trim().to_lowercase();
    bare.split(|sign: char| sign.is_whitespace() || matches!(sign, '-' | '_')).collect::<Vec<_>>().join("_")
}

/// A full-width sign as its ASCII one.
pub(super) fn half_width(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(sign as u32 - 0xfee0).unwrap_or(sign),
        '\u{3000}' | '\u{a0}' => ' ',
        _ => sign,
    }
}

/// Whether a text has a Chinese character.
pub(super) fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}
