//! A statement of a mine, such as 铅锌矿 or "Mo, W", to terms.

use super::naming::{half_width, is_chinese, word_key};
use super::vocabulary::FactWords;
use super::{Term, Words};

/// Endings that add nothing, of keys.
const ENDINGS: [&str; 12] =
    ["矿石", "矿山", "矿床", "矿产", "矿区", "矿", " ores", " ore", " mines", " mine", " deposits", " deposit"];
/// Beginnings that add nothing.
const BEGINNINGS: [&str; 4] = ["伴生", "共生", "主矿种", "共伴生"];
/// Statements that say nothing.
const BLANKS: [&str; 14] =
    ["", "/", "\\", "?", "*", "n/a", "na", "null", "unknown", "不详", "未知", "不明", "未定", "待定"];

/// A key, then the same without what adds nothing at its ends, and behind 用 (建筑石料用灰岩).
pub(super) fn bare_forms(key: &str) -> impl Iterator<Item = &str> {
    let mut forms = vec![key];
    let mut at = 0;
    while let Some(form) = forms.get(at).copied() {
        at += 1;
        let shorter = ENDINGS
            .iter()
            .filter_map(|ending| form.strip_suffix(ending))
            .chain(BEGINNINGS.iter().filter_map(|beginning| form.strip_prefix(beginning)))
            .chain(form.rsplit_once('用').map(|(_, behind)| behind));
        for shorter in shorter.map(str::trim) {
            if !shorter.is_empty() && !forms.contains(&shorter) {
                forms.push(shorter);
            }
        }
    }
    forms.into_iter()
}

/// Reads a statement.
pub(super) fn read(words: &FactWords, term: &dyn Fn(&str) -> Option<Term>, text: &str) -> Words {
    let text: String = text.trim().chars().map(half_width).collect();
    let text = text.trim();
    let mut found = Words::default();
    if BLANKS.contains(&text.to_lowercase().as_str()) || word_key(text).is_empty() {
        return found;
    }
    let reader = Reader { words, term };
    if let Some(terms) = reader.whole(text) {
        found.terms = terms;
    } else {
        for part in parts(text) {
            match reader.part(part) {
                Some(terms) => found.terms.extend(terms),
                None => found.unknown.push(part.to_owned()),
            }
        }
    }
    for (whole, parts) in words.wholes() {
        if parts.iter().all(|part| found.terms.contains(part)) {
            found.terms.push(whole);
        }
    }
    found.terms.sort_unstable();
    found.terms.dedup();
    found
}

/// What strong signs part.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let signs = |sign: char| matches!(sign, '、' | ',' | ';' | '/' | '+' | '|' | '&' | '(' | ')' | '·' | '。' | '\n');
    text.split(signs).map(|part| part.trim().trim_end_matches('等').trim()).filter(|part| !part.is_empty())
}

struct Reader<'r> {
    words: &'r FactWords,
    term: &'r dyn Fn(&str) -> Option<Term>,
}

impl Reader<'_> {
    /// One word; one that means several gives them all.
    fn whole(&self, text: &str) -> Option<Vec<Term>> {
        let key = word_key(text);
        let term = (self.term)(text);
        let several = self.words.several(&key).or_else(|| {
            let term = term?;
            self.words.wholes().find(|(whole, _)| *whole == term).map(|(_, parts)| parts)
        });
        let terms: Vec<Term> = term.into_iter().chain(several.into_iter().flatten().copied()).collect();
        (!terms.is_empty()).then_some(terms)
    }

    /// A part without strong signs: whole, at blanks or dashes, or as Chinese words one after the other. Of a part that
    /// has to be cut, every piece must be known.
    fn part(&self, text: &str) -> Option<Vec<Term>> {
        let key = word_key(text);
        self.whole(text)
            .or_else(|| self.cut(text))
            // The ending belongs to all of it: lead and zinc ore.
            .or_else(|| bare_forms(&key).skip(1).find_map(|form| self.cut(form)))
            .or_else(|| self.chain(text))
    }

    fn cut(&self, text: &str) -> Option<Vec<Term>> {
        let signs = |sign: char| sign.is_whitespace() || matches!(sign, '-' | '–' | '—' | '和' | '与' | '及');
        let pieces: Vec<&str> =
            text.split(signs).filter(|piece| !piece.is_empty() && !piece.eq_ignore_ascii_case("and")).collect();
        if pieces.len() < 2 {
            return None;
        }
        let known: Option<Vec<Vec<Term>>> =
            pieces.iter().map(|piece| self.whole(piece).or_else(|| self.chain(piece))).collect();
        known.map(|known| known.concat())
    }

    /// 铅锌矿: lead and zinc.
    fn chain(&self, text: &str) -> Option<Vec<Term>> {
        let key = word_key(text);
        let is_chain = |form: &&str| form.len() <= LONGEST_CHAIN && form.chars().all(is_chinese);
        bare_forms(&key).filter(is_chain).find_map(|form| self.links(form))
    }

    fn links(&self, text: &str) -> Option<Vec<Term>> {
        if text.is_empty() {
            return Some(Vec::new());
        }
        // The longest first word whose rest can be read, too.
        let mut ends = text.char_indices().map(|(at, sign)| at + sign.len_utf8()).rev();
        ends.find_map(|end| {
            let mut terms = self.whole(&text[..end])?;
            terms.extend(self.links(&text[end..])?);
            Some(terms)
        })
    }
}

/// Bytes of the longest chain that is tried: twelve Chinese characters.
const LONGEST_CHAIN: usize = 36;
