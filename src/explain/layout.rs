//! Rows of text, aligned although Chinese characters are twice as wide, and wrapped.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// No line is meant to be wider.
const WIDTH: usize = 110;

/// Adds text behind a head; further lines begin below the first. A line is cut at blanks, and between Chinese characters.
pub(super) fn paragraph(text: &mut String, head: &str, body: &str) {
    let indent = head.width();
    let room = WIDTH.saturating_sub(indent).max(20);
    for (at, line) in lines(body, room).iter().enumerate() {
        if at == 0 {
            text.push_str(head);
        } else {
            text.push_str(&" ".repeat(indent));
        }
        text.push_str(line);
        trim(text);
        text.push('\n');
    }
}

/// Adds rows of cells, each column as wide as its widest cell, the last one wrapped.
pub(super) fn rows(text: &mut String, indent: usize, rows: &[Vec<String>]) {
    /// A cell that is wider makes the others no wider.
    const WIDEST: usize = 36;
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let widths = rows.iter().filter(|row| row.len() > column + 1).map(|row| row[column].width());
        widths.filter(|width| *width <= WIDEST).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in rows {
        let Some((last, heads)) = row.split_last() else { continue };
        let mut head = " ".repeat(indent);
        let mut end = indent;
        for (cell, width) in heads.iter().zip(&widths) {
            end += width + 2;
            head.push_str(cell);
            if head.width() + 2 > end + WIDEST {
                // What is far too wide gets a line of its own.
                text.push_str(head.trim_end());
                text.push('\n');
                head.clear();
            }
            head.push_str(&" ".repeat(end.saturating_sub(head.width())));
            if !head.ends_with("  ") {
                head.push_str("  ");
            }
        }
        paragraph(text, &head, last);
    }
}

fn trim(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
}

/// Cuts a text into lines.
fn lines(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut width) = (String::new(), 0);
    for word in words(text) {
        let wide = word.trim_end().width();
        if width > 0 && width + wide > room {
            lines.push(std::mem::take(&mut line));
            width = 0;
        }
        width += word.width();
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// So many wide characters in a row are one word.
const WIDE_WORD: usize = 8;

/// The pieces between which a line may be cut: behind blanks, and in long runs of wide characters unless a sign follows that
/// closes.
fn words(text: &str) -> Vec<&str> {
    let is_wide = |sign: char| sign.width() == Some(2);
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    let mut words = Vec::new();
    let (mut start, mut run_ends_at) = (0, 0);
    for (number, (at, sign)) in signs.iter().copied().enumerate() {
        if number >= run_ends_at {
            run_ends_at = number + signs[number..].iter().take_while(|(_, sign)| is_wide(*sign)).count().max(1);
        }
        let run_starts_at =
            signs[..number].iter().rposition(|(_, sign)| !is_wide(*sign)).map_or(0, |before| before + 1);
        let is_in_long_run = is_wide(sign) && run_ends_at - run_starts_at > WIDE_WORD;
        let may_cut = match signs.get(number + 1) {
            Some((_, next)) if *next == ' ' || "，。、；：）」』】》”’！？".contains(*next) => false,
            Some((_, next)) => {
                sign == ' '
                    || is_in_long_run && is_wide(*next) && !"（「『【《“‘".contains(sign)
                    || "，。；".contains(sign)
            }
            None => true,
        };
        if may_cut {
            words.push(&text[start..at + sign.len_utf8()]);
            start = at + sign.len_utf8();
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::{WIDTH, paragraph, rows, words};

    #[test]
    fn wide_characters_are_aligned() {
        let mut text = String::new();
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        rows(&mut text, 2, &[row(["区位", "core", "x"]), row(["a", "核心区域", "x"]), row(["红线ab", "", "x"])]);
        let places: Vec<usize> = text.lines().map(|line| line.strip_suffix('x').unwrap().width()).collect();
        assert_eq!(places, [2 + 6 + 2 + 8 + 2; 3], "{text}");
    }

    #[test]
    fn long_text_is_wrapped_and_nothing_is_lost() {
        let mut compared = 0;
        for unit in ["word ", "核心区内禁止", "mixed 混合，text（括号）"] {
            let body = unit.repeat(60);
            let mut text = String::new();
            paragraph(&mut text, "head: ", body.trim());
            assert!(text.lines().count() > 2 && text.lines().all(|line| line.width() <= WIDTH), "{text}");
            assert!(
                text.lines().skip(1).all(|line| line.starts_with("      ") && !line.trim().starts_with(['，', '）']))
            );
            let letters = |text: &str| text.replace([' ', '\n'], "");
            assert_eq!(letters(&text), letters(&format!("head: {body}")));
            compared += 1;
        }
        assert_eq!(compared, 3);
        assert_eq!(words("ab 核心，c"), ["ab ", "核心，", "c"]);
        assert_eq!(words("核心区内一律禁止。x"), ["核", "心", "区", "内", "一", "律", "禁", "止。", "x"]);
    }
}
