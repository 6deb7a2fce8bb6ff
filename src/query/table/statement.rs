//! A statement put together from fragments that people wrote: double quotes are made sense of, and each place in the statement
//! leads back to the place in the option that it came from.
//!
//! A word in double quotes is a field where a field has that name. Where none has, it is a text if it is compared with a field
//! (`mineral = "copper"`, `mineral in ("copper", "gold")`, `mineral like "c%"`, `lower(mineral) = "copper"`), and an error anywhere
//! else: a misspelt field must not become a text (docs/decisions/0017).

use super::lexer::{Fault, Kind, Token, tokens};

/// Words that begin another part of a statement.
const PARTS: [&str; 13] = [
    "from",
    "where",
    "group",
    "having",
    "order",
    "limit",
    "offset",
    "union",
    "except",
    "intersect",
    "window",
    "returning",
    "values",
];

/// Signs and words that compare.
const COMPARES: [&str; 13] = ["=", "==", "<>", "!=", "<", ">", "<=", ">=", "like", "glob", "is", "in", "between"];

/// What a person wrote behind an option.
#[derive(Clone, Debug)]
pub(super) struct Fragment {
    /// The option.
    pub(super) option: &'static str,
    /// What was written.
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
}

/// Something wrong in an option.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    pub(super) option: &'static str,
    /// The character at which it is, from 1.
    pub(super) character: Option<usize>,
    pub(super) problem: String,
    pub(super) hint: Option<String>,
}

impl Fragment {
    /// Takes an expression apart; at its outermost level no other part of a statement may begin.
    pub(super) fn expression(option: &'static str, text: &str, is_field: &dyn Fn(&str) -> bool) -> Result<Self, Wrong> {
        let fragment = Self::statement(option, text)?;
        if fragment.tokens.is_empty() {
            return Err(fragment.wrong(&Fault::new(0, "says nothing", None)));
        }
        for (at, token) in fragment.tokens.iter().enumerate() {
            let word = token.text(text).to_ascii_lowercase();
            let is_distinct_from = word == "from" && at > 0 && fragment.tokens[at - 1].is(text, "distinct");
            if token.kind == Kind::Word && token.depth == 0 && PARTS.contains(&word.as_str()) && !is_distinct_from {
                let hint = if is_field(&word) {
                    format!("write the field {word} in double quotes: \"{word}\"")
                } else {
                    "whole statements go to --sql 'select … from mines where …'".to_owned()
                };
                return Err(fragment.wrong(&Fault::new(
                    token.start,
                    format!("\"{word}\" does not belong here"),
                    Some(&hint),
                )));
            }
        }
        Ok(fragment)
    }

    /// Takes a whole statement apart.
    pub(super) fn statement(option: &'static str, text: &str) -> Result<Self, Wrong> {
        let fragment = Self { option, text: text.to_owned(), tokens: Vec::new() };
        match tokens(text) {
            Ok(tokens) => Ok(Self { tokens, ..fragment }),
            Err(fault) => Err(fragment.wrong(&fault)),
        }
    }

    pub(super) fn wrong(&self, fault: &Fault) -> Wrong {
        let before = self.text.get(..fault.at).unwrap_or(&self.text);
        Wrong {
            option: self.option,
            character: (!self.text.trim().is_empty()).then(|| before.chars().count() + 1),
            problem: fault.problem.clone(),
            hint: fault.hint.clone(),
        }
    }

    /// The parts between commas of the outermost level.
    pub(super) fn parts(&self) -> Vec<&[Token]> {
        self.tokens.split(|token| token.depth == 0 && token.is(&self.text, ",")).collect()
    }

    /// The words that may name a field or a table.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().filter_map(|token| token.name(&self.text))
    }

    /// Whether it asks for all fields.
    pub(super) fn has_star(&self) -> bool {
        self.tokens.iter().enumerate().any(|(at, token)| {
            let follows = |words: &[&str]| words.iter().any(|word| at > 0 && self.tokens[at - 1].is(&self.text, word));
            token.is(&self.text, "natural")
                || (token.is(&self.text, "*") && (at == 0 || follows(&["select", ",", ".", "distinct", "all"])))
        })
    }

    /// Names that it gives with AS.
    pub(super) fn aliases(&self) -> impl Iterator<Item = &str> {
        let pairs = self.tokens.iter().zip(self.tokens.iter().skip(1));
        pairs.filter(|(word, _)| word.is(&self.text, "as")).filter_map(|(_, name)| name.name(&self.text))
    }

    /// Whether a token names a field, by itself or at the end of a function's brackets.
    fn holds_field(&self, tokens: &[Token], is_field: &dyn Fn(&str) -> bool) -> bool {
        tokens.iter().any(|token| token.name(&self.text).is_some_and(is_field))
    }

    /// The tokens of the operand that ends before a position, or begins behind it.
    fn operand(&self, at: usize, is_before: bool) -> &[Token] {
        let tokens = &self.tokens;
        let Some(depth) = tokens.get(at).map(|token| token.depth) else { return &[] };
        if is_before {
            let mut start = at;
            while start > 0
                && !(tokens[start - 1].depth == depth && self.ends_operand(&tokens[start - 1]))
                && tokens[start - 1].depth >= depth
            {
                start -= 1;
            }
            &tokens[start..at]
        } else {
            let mut end = at + 1;
            while end < tokens.len()
                && tokens[end].depth >= depth
                && !(tokens[end].depth == depth && self.ends_operand(&tokens[end]))
            {
                end += 1;
            }
            &tokens[at + 1..end]
        }
    }

    fn ends_operand(&self, token: &Token) -> bool {
        let words = ["and", "or", "not", ",", "when", "then", "else", "case", "select", "where", "on", "having", "end"];
        words.iter().chain(&COMPARES).any(|word| token.is(&self.text, word))
    }

    /// Whether the word in double quotes at a position is compared with a field.
    fn is_compared(&self, at: usize, is_field: &dyn Fn(&str) -> bool) -> bool {
        let tokens = &self.tokens;
        let is_one_of = |at: usize, words: &[&str]| words.iter().any(|word| tokens[at].is(&self.text, word));
        // `… = "text"`, `… like "text"`, `… between "a" and "b"`
        let mut before = at;
        if before > 0 && is_one_of(before - 1, &["and"]) && before > 2 && is_one_of(before - 3, &["between"]) {
            before -= 2;
        }
        if before > 0 && is_one_of(before - 1, &["not"]) {
            before -= 1;
        }
        if before > 0 && is_one_of(before - 1, &COMPARES) {
            let mut sign = before - 1;
            while sign > 0 && is_one_of(sign - 1, &["not", "is"]) {
                sign -= 1;
            }
            if self.holds_field(self.operand(sign, true), is_field) {
                return true;
            }
        }
        // `"text" = field`
        if at + 1 < tokens.len()
            && is_one_of(at + 1, &COMPARES)
            && self.holds_field(self.operand(at + 1, false), is_field)
        {
            return true;
        }
        // `field in ("a", "b")`
        let depth = tokens[at].depth;
        let opening = tokens[..at].iter().rposition(|token| token.depth + 1 == depth && token.is(&self.text, "("));
        let Some(mut sign) = opening.and_then(|opening| opening.checked_sub(1)) else { return false };
        if !is_one_of(sign, &["in"]) {
            return false;
        }
        if sign > 0 && is_one_of(sign - 1, &["not"]) {
            sign -= 1;
        }
        self.holds_field(self.operand(sign, true), is_field)
    }
}

/// A statement in the making.
#[derive(Debug, Default)]
pub(super) struct Statement {
    pub(super) sql: String,
    /// Where pieces of fragments stand: byte in the statement, fragment, byte in the fragment.
    pieces: Vec<(usize, usize, usize)>,
    pub(super) fragments: Vec<Fragment>,
    /// Words in double quotes that were taken for texts.
    pub(super) texts: Vec<String>,
}

impl Statement {
    pub(super) fn push(&mut self, text: &str) {
        self.sql.push_str(text);
    }

    /// Adds a fragment, or a part of its tokens.
    pub(super) fn push_tokens(&mut self, fragment: &Fragment, part: &[Token], is_field: &dyn Fn(&str) -> bool) {
        let number = self.fragments.len();
        let first = part.first().and_then(|token| fragment.tokens.iter().position(|known| known == token)).unwrap_or(0);
        for (offset, token) in part.iter().enumerate() {
            if let Some(before) = offset.checked_sub(1).and_then(|before| part.get(before)) {
                // Comments are left out; other gaps stay, since columns are called by what was written.
                let gap = &fragment.text[before.end..token.start];
                self.sql.push_str(if gap.trim().is_empty() { gap } else { " " });
            }
            self.pieces.push((self.sql.len(), number, token.start));
            match &token.kind {
                // What is not compared stays a name, and SQLite says that no field has it.
                Kind::Quoted(word)
                    if !is_field(word)
                        && !is_defined(fragment, first + offset)
                        && fragment.is_compared(first + offset, is_field) =>
                {
                    self.texts.push(word.clone());
                    self.sql.push_str(&text_literal(word));
                }
                _ => self.sql.push_str(token.text(&fragment.text)),
            }
        }
        self.sql.push(' ');
        self.fragments.push(fragment.clone());
    }

    pub(super) fn push_fragment(&mut self, fragment: &Fragment, is_field: &dyn Fn(&str) -> bool) {
        self.push_tokens(fragment, &fragment.tokens, is_field);
    }

    /// The fragment and the byte in it that a byte of the statement came from.
    pub(super) fn origin(&self, byte: usize) -> Option<(&Fragment, usize)> {
        let (_, fragment, at) = self.pieces.iter().rev().find(|(start, _, _)| *start <= byte)?;
        Some((self.fragments.get(*fragment)?, *at))
    }
}

/// Whether a name is given to something here: behind AS, or as a table that the statement makes.
fn is_defined(fragment: &Fragment, at: usize) -> bool {
    at > 0 && fragment.tokens[at - 1].is(&fragment.text, "as")
}

/// A text as SQL writes it.
pub(super) fn text_literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A name as SQL writes it.
pub(super) fn name_literal(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
