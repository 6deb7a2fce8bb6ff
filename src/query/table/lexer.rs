//! An expression of SQL taken apart as `SQLite` does it: words, quoted words, texts, numbers, signs. Comments and blanks are left out.

/// What a piece of an expression is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A bare word: a field, a keyword or a function.
    Word,
    /// A word in double quotes, without them.
    Quoted(String),
    /// A word in brackets or backticks, without them.
    Bracketed(String),
    /// A text in single quotes.
    Text,
    /// A number.
    Number,
    /// An operator or a bracket.
    Sign,
}

/// A piece of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// How many round brackets are open around it.
    pub(super) depth: usize,
}

/// What is wrong, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) problem: String,
    pub(super) hint: Option<String>,
}

impl Fault {
    pub(super) fn new(at: usize, problem: impl Into<String>, hint: Option<&str>) -> Self {
        Self { at, problem: problem.into(), hint: hint.map(str::to_owned) }
    }
}

impl Token {
    pub(super) fn text<'t>(&self, source: &'t str) -> &'t str {
        &source[self.start..self.end]
    }

    /// Whether it is this word (in small letters) or sign.
    pub(super) fn is(&self, source: &str, word: &str) -> bool {
        matches!(self.kind, Kind::Word | Kind::Sign) && self.text(source).eq_ignore_ascii_case(word)
    }

    /// The name that it may be: of a field, a table or a function.
    pub(super) fn name<'t>(&'t self, source: &'t str) -> Option<&'t str> {
        match &self.kind {
            Kind::Word => Some(self.text(source)),
            Kind::Quoted(name) | Kind::Bracketed(name) => Some(name),
            Kind::Text | Kind::Number | Kind::Sign => None,
        }
    }
}

/// Takes an expression apart.
///
/// # Errors
/// Quotes and brackets that do not match, a second statement, parameters.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Fault> {
    let mut tokens = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        let start = at;
        let rest = &text[at..];
        let kind = match sign {
            _ if sign.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            '-' if rest.starts_with("--") => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            '/' if rest.starts_with("/*") => {
                at += rest.find("*/").map(|end| end + 2).ok_or_else(|| unended(start, "comment"))?;
                continue;
            }
            '\'' => {
                at += quoted(rest, '\'').ok_or_else(|| unended(start, "text"))?.1;
                Kind::Text
            }
            '"' => {
                let (word, length) = quoted(rest, '"').ok_or_else(|| unended(start, "word in double quotes"))?;
                at += length;
                Kind::Quoted(word)
            }
            '`' => {
                let (word, length) = quoted(rest, '`').ok_or_else(|| unended(start, "word in backticks"))?;
                at += length;
                Kind::Bracketed(word)
            }
            '[' => {
                let end = rest.find(']').ok_or_else(|| unended(start, "word in square brackets"))?;
                at += end + 1;
                Kind::Bracketed(rest[1..end].to_owned())
            }
            _ if sign.is_ascii_digit() || (sign == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit())) => {
                at += number(rest);
                Kind::Number
            }
            _ if is_of_word(sign) && sign != '$' => {
                at += rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
                // x'0aff' is a value of bytes.
                if at - start == 1 && sign.eq_ignore_ascii_case(&'x') && text[at..].starts_with('\'') {
                    at += quoted(&text[at..], '\'').ok_or_else(|| unended(start, "text"))?.1;
                    Kind::Text
                } else {
                    Kind::Word
                }
            }
            ';' if text[at + 1..].trim().is_empty() => break,
            ';' => {
                return Err(Fault::new(at, "one statement alone is carried out, and \";\" begins a second", None));
            }
            '?' | ':' | '@' | '$' | '#' | '\\' => {
                let hint = "texts stand in single quotes: 'copper'";
                return Err(Fault::new(at, format!("\"{sign}\" means nothing here"), Some(hint)));
            }
            _ => {
                at += ["||", "<=", ">=", "<>", "!=", "==", "<<", ">>", "->>", "->"]
                    .into_iter()
                    .filter(|long| rest.starts_with(long))
                    .map(str::len)
                    .max()
                    .unwrap_or(sign.len_utf8());
                Kind::Sign
            }
        };
        if sign == ')' && open.pop().is_none() {
            return Err(Fault::new(start, "\")\" closes nothing", None));
        }
        tokens.push(Token { kind, start, end: at, depth: open.len() });
        if sign == '(' {
            open.push(start);
        }
    }
    match open.first() {
        Some(&at) => Err(Fault::new(at, "\"(\" is never closed", None)),
        None => Ok(tokens),
    }
}

/// `SQLite` takes every sign beyond ASCII for a part of a word.
fn is_of_word(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || sign == '_' || sign == '$' || !sign.is_ascii()
}

fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    while let Some(&byte) = bytes.get(end) {
        let is_exponent_sign = matches!(byte, b'+' | b'-')
            && matches!(bytes.get(end.wrapping_sub(1)), Some(b'e' | b'E'))
            && !text.starts_with("0x");
        if !(byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_' || is_exponent_sign) {
            break;
        }
        end += 1;
    }
    end
}

/// What stands between quotes, where a doubled quote is one; and how long it is with them.
fn quoted(text: &str, quote: char) -> Option<(String, usize)> {
    let mut inner = String::new();
    let mut signs = text.char_indices().skip(1).peekable();
    while let Some((at, sign)) = signs.next() {
        if sign != quote {
            inner.push(sign);
        } else if signs.next_if(|(_, next)| *next == quote).is_some() {
            inner.push(quote);
        } else {
            return Some((inner, at + quote.len_utf8()));
        }
    }
    None
}

fn unended(at: usize, what: &str) -> Fault {
    Fault::new(at, format!("a {what} is never ended"), None)
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokens};

    #[test]
    fn pieces_are_those_of_sqlite() {
        let of = |text: &str| -> Vec<String> {
            tokens(text).unwrap().iter().map(|token| token.text(text).to_owned()).collect()
        };
        assert_eq!(
            of("矿种 = \"a\"\"b\" -- x\n and[x y]<>'it''s'"),
            ["矿种", "=", "\"a\"\"b\"", "and", "[x y]", "<>", "'it''s'"]
        );
        assert_eq!(of("a->>'$.b' || x'00' /* no */ * 1.5e-3;"), ["a", "->>", "'$.b'", "||", "x'00'", "*", "1.5e-3"]);
        assert_eq!(tokens("\"a\"\"b\"").unwrap()[0].kind, Kind::Quoted("a\"b".to_owned()));
        assert_eq!(tokens("f((a))").unwrap().iter().map(|token| token.depth).collect::<Vec<_>>(), [0, 0, 1, 2, 1, 0]);
    }

    #[test]
    fn what_does_not_end_is_told_with_its_place() {
        for (text, at) in
            [("a = 'b", 4), ("a) = 1", 1), ("f(a", 1), ("a; drop table mines", 1), ("a = ?", 4), ("/* a", 0)]
        {
            assert_eq!(tokens(text).unwrap_err().at, at, "{text}");
        }
    }
}
