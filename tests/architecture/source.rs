//! Sources as the rules see them.

use std::fmt;

/// A source file with comments, the inside of strings, and test code blanked out; lines stay where they are.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) code: String,
    pub(crate) lines: usize,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let is_test = path.ends_with("/tests.rs") || path.contains("/tests/");
        let code = if is_test { String::new() } else { without_tests(&without_words(text)) };
        Self { path: path.to_owned(), code, lines: text.lines().count() }
    }

    /// `read` for `src/read/…`, `error` for `src/error.rs`.
    pub(crate) fn room(&self) -> &str {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inner.split('/').next().unwrap_or(inner).trim_end_matches(".rs")
    }

    pub(crate) fn line_of(&self, offset: usize) -> usize {
        self.code[..offset].matches('\n').count() + 1
    }

    /// Offsets at which a whole word stands.
    pub(crate) fn words<'s>(&'s self, word: &'s str) -> impl Iterator<Item = usize> + 's {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        self.code.match_indices(word).map(|(at, _)| at).filter(move |&at| {
            !self.code[..at].ends_with(is_part) && !self.code[at + word.len()..].starts_with(is_part)
        })
    }

    pub(crate) fn breach(&self, offset: usize, rule: impl Into<String>) -> Breach {
        Breach { place: format!("{}:{}", self.path, self.line_of(offset)), rule: rule.into() }
    }
}

pub(crate) struct Breach {
    pub(crate) place: String,
    pub(crate) rule: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.rule)
    }
}

/// Blanks out comments, the inside of strings, and characters.
pub(crate) fn without_words(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let blank = |out: &mut String, c: char| out.push(if c == '\n' { '\n' } else { ' ' });
    while at < chars.len() {
        let rest = &chars[at..];
        match rest {
            ['/', '/', ..] => {
                while at < chars.len() && chars[at] != '\n' {
                    blank(&mut out, chars[at]);
                    at += 1;
                }
            }
            ['/', '*', ..] => {
                let mut depth = 0;
                loop {
                    match &chars[at..] {
                        ['/', '*', ..] => depth += 1,
                        ['*', '/', ..] => depth -= 1,
                        [] => break,
                        _ => {
                            blank(&mut out, chars[at]);
                            at += 1;
                            continue;
                        }
                    }
                    out.push_str("  ");
                    at += 2;
                    if depth == 0 {
                        break;
                    }
                }
            }
            ['r', '"' | '#', ..] if !ends_in_word(&out) && raw_fence(rest).is_some() => {
                let fence = raw_fence(rest).unwrap();
                let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', fence)).collect();
                let mut end = at + 2 + fence;
                while end < chars.len() && !chars[end..].starts_with(&close) {
                    end += 1;
                }
                let end = (end + close.len()).min(chars.len());
                chars[at..end].iter().for_each(|c| blank(&mut out, *c));
                at = end;
            }
            ['"', ..] => {
                out.push('"');
                at += 1;
                while at < chars.len() && chars[at] != '"' {
                    if chars[at] == '\\' {
                        blank(&mut out, ' ');
                        at += 1;
                    }
                    if at < chars.len() {
                        blank(&mut out, chars[at]);
                        at += 1;
                    }
                }
                out.push('"');
                at += 1;
            }
            // A character, not a lifetime.
            ['\'', '\\', ..] => {
                let length = 3 + chars[at + 3..].iter().take_while(|c| **c != '\'').count() + 1;
                out.push_str(&" ".repeat(length));
                at += length;
            }
            ['\'', _, '\'', ..] => {
                out.push_str("   ");
                at += 3;
            }
            _ => {
                out.push(chars[at]);
                at += 1;
            }
        }
    }
    out
}

pub(crate) fn ends_in_word(out: &str) -> bool {
    out.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// How many `#` stand between `r` and the quote of a raw string.
pub(crate) fn raw_fence(rest: &[char]) -> Option<usize> {
    let fence = rest[1..].iter().take_while(|c| **c == '#').count();
    (rest.get(1 + fence) == Some(&'"')).then_some(fence)
}

/// Blanks out items behind `#[cfg(test)]`.
pub(crate) fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let open = out[start..].find('{').map(|at| start + at);
        let semicolon = out[start..].find(';').map(|at| start + at);
        let end = match (open, semicolon) {
            (Some(open), semicolon) if semicolon.is_none_or(|semicolon| open < semicolon) => {
                let mut depth = 0;
                out[open..]
                    .char_indices()
                    .find_map(|(at, c)| {
                        depth += i32::from(c == '{') - i32::from(c == '}');
                        (depth == 0).then_some(open + at + 1)
                    })
                    .unwrap_or(out.len())
            }
            (_, Some(semicolon)) => semicolon + 1,
            _ => out.len(),
        };
        let blank: String = out[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..end, &blank);
    }
    out
}
