//! What words mean: minerals, classes, states, in Chinese and English.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::naming::word_key;
use super::words;
use super::{Fact, FactKind};
use crate::check::vocabulary as classes;
use crate::domain::{FragilityClass, Grade, Position, RuleProblem};
use crate::error::Error;
use crate::suggest;

/// A word of a fact, whatever it is called: its number in the vocabulary of that fact, or among the names that cells
/// mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(pub u16);

impl Term {
    /// Known to be nothing: the word `none` of every fact.
    pub const NONE: Self = Self(0);
    /// A name that no cell mentions, or a word that no vocabulary has.
    pub const OTHER: Self = Self(u16::MAX);
}

/// What was understood of a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The terms, sorted, each once.
    pub terms: Vec<Term>,
    /// Parts of the statement that mean nothing known, as they are written.
    pub unknown: Vec<String>,
}

/// What words mean, for every fact with a vocabulary.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    facts: BTreeMap<Fact, FactWords>,
}

/// The vocabulary of one fact.
#[derive(Clone, Debug, Default)]
pub(super) struct FactWords {
    /// By term.
    words: Vec<String>,
    /// What may be written, by key: the term, and the spelling.
    spellings: BTreeMap<String, (Term, String)>,
    /// By key: the name, and the terms, sorted.
    groups: BTreeMap<String, (String, Vec<Term>)>,
    /// Words that mean several terms, by key.
    several: BTreeMap<String, Vec<Term>>,
}

const BUILT_IN: &str = include_str!("vocabulary.toml");
/// The classes of these facts are those that the program finds; a vocabulary may add words for them, no others.
const FIXED: [Fact; 4] = [Fact::Fragility, Fact::Position, Fact::Redline, Fact::Stable];

impl Vocabulary {
    /// The one that is compiled in.
    #[must_use]
    pub fn built_in() -> Self {
        let mut vocabulary = Self { facts: BTreeMap::new() };
        for fact in Fact::fixed().filter(|fact| fact.kind() == FactKind::Words) {
            let mut words = FactWords::default();
            let fixed: Vec<&str> = match fact {
                Fact::Fragility => FragilityClass::ALL.into_iter().map(FragilityClass::word).collect(),
                Fact::Position => Position::ALL.into_iter().map(Position::word).collect(),
                Fact::Redline => Grade::ALL.into_iter().map(Grade::word).collect(),
                Fact::Stable => vec!["no", "yes"],
                _ => Vec::new(),
            };
            for word in ["none"].into_iter().chain(fixed) {
                words.term_of(word);
            }
            words.spellings.insert("无".to_owned(), (Term::NONE, "无".to_owned()));
            vocabulary.facts.insert(fact, words);
        }
        // What is compiled in has no fault: a test reads it.
        let _ = vocabulary.read(BUILT_IN, "vocabulary.toml");
        vocabulary
    }

    /// Adds terms, synonyms and groups of a vocabulary file; `path` is for messages.
    ///
    /// # Errors
    /// [`Error::Rules`] with all that is wrong: no TOML, an unknown fact, a synonym that already means another term, an
    /// unknown word in a group. The vocabulary is then as it was.
    pub fn extend(&mut self, text: &str, path: &str) -> Result<(), Error> {
        let mut extended = self.clone();
        let problems = extended.read(text, path);
        if !problems.is_empty() {
            return Err(Error::Rules { problems });
        }
        *self = extended;
        Ok(())
    }

    /// The terms of a fact, `none` first.
    pub fn terms(&self, fact: &Fact) -> impl Iterator<Item = (Term, &str)> {
        let words = self.facts.get(fact).map_or(&[][..], |words| &words.words);
        words.iter().enumerate().map(|(number, word)| (Term(number as u16), word.as_str()))
    }

    /// The term that one word or one of its synonyms means; `None` if it is not known. A trailing 矿, 矿石, 矿山, ore or mine
    /// is dropped.
    #[must_use]
    pub fn term(&self, fact: &Fact, word: &str) -> Option<Term> {
        let words = self.facts.get(fact)?;
        words.lookup(&word_key(word)).or_else(|| {
            let class = match fact {
                Fact::Fragility => classes::fragility(word)?.word(),
                Fact::Position => classes::position(word)?.word(),
                _ => return None,
            };
            words.lookup(class)
        })
    }

    /// The word of a term, as outputs show it; empty for a term that is not of this vocabulary.
    #[must_use]
    pub fn term_word(&self, fact: &Fact, term: Term) -> &str {
        self.facts.get(fact).and_then(|words| words.words.get(usize::from(term.0))).map_or("", String::as_str)
    }

    /// What may be written for a term beside its word, sorted.
    pub fn synonyms(&self, fact: &Fact, term: Term) -> impl Iterator<Item = &str> {
        let spellings = self.facts.get(fact).into_iter().flat_map(|words| words.spellings.values());
        let word = self.term_word(fact, term);
        spellings.filter(move |(of, spelling)| *of == term && spelling != word).map(|(_, spelling)| spelling.as_str())
    }

    /// The groups of a fact: name and terms, sorted by name.
    pub fn groups(&self, fact: &Fact) -> impl Iterator<Item = (&str, &[Term])> {
        let groups = self.facts.get(fact).into_iter().flat_map(|words| words.groups.values());
        groups.map(|(name, terms)| (name.as_str(), terms.as_slice()))
    }

    /// The group of this name.
    #[must_use]
    pub fn group(&self, fact: &Fact, name: &str) -> Option<(&str, &[Term])> {
        let (name, terms) = self.facts.get(fact)?.groups.get(&word_key(name))?;
        Some((name, terms))
    }

    /// What a statement of a mine says: one word or several, parted by `、，,;；/+|`, brackets, 和, 与 or "and"; a part that is
    /// not known whole is tried at blanks and `-` (lead-zinc), and as Chinese words without any sign between them (铅锌).
    ///
    /// A word that means several (露天+地下, which is open-pit, underground and both) gives all of them. An empty statement,
    /// and one such as 不详, gives nothing: the fact is missing.
    #[must_use]
    pub fn words(&self, fact: &Fact, text: &str) -> Words {
        match self.facts.get(fact) {
            Some(words) => words::read(words, &|word| self.term(fact, word), text),
            None => Words::default(),
        }
    }

    /// The terms that stand together where a mine has this one: itself, and those that it means besides (a mine of the
    /// method `both` is an open pit, too).
    #[must_use]
    pub fn together(&self, fact: &Fact, term: Term) -> Vec<Term> {
        let whole = self.facts.get(fact).and_then(|words| words.wholes().find(|(whole, _)| *whole == term));
        let mut terms: Vec<Term> = whole.map(|(_, parts)| parts.to_vec()).unwrap_or_default();
        terms.push(term);
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// The known word that is nearest to this one, if one is near enough to be meant.
    #[must_use]
    pub fn nearest(&self, fact: &Fact, word: &str) -> Option<&str> {
        let words = self.facts.get(fact)?;
        let key = word_key(word);
        // Of one letter every other letter is as near.
        if key.chars().count() < 2 {
            return None;
        }
        let found = suggest::nearest(&key, words.spellings.keys().map(String::as_str))?;
        words.spellings.get(found).map(|(_, spelling)| spelling.as_str())
    }

    /// Reads all of a text that can be read; gives what is wrong with the rest.
    pub(super) fn read(&mut self, text: &str, path: &str) -> Vec<RuleProblem> {
        let mut problems = Problems { path, found: Vec::new() };
        let table: Table = match text.trim_start_matches('\u{feff}').parse() {
            Ok(table) => table,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
                problems.add(None, format!("line {line}: no TOML: {}", error.message()), None);
                return problems.found;
            }
        };
        for (name, sections) in &table {
            let fact = Fact::from_header(name).filter(|fact| self.facts.contains_key(fact));
            let (Some(fact), Some(sections)) = (fact, sections.as_table()) else {
                let known = self.facts.keys().map(|fact| fact.name().into_owned()).collect::<Vec<_>>().join(", ");
                problems.add(Some(name), "no fact with a vocabulary".to_owned(), Some(format!("one of {known}")));
                continue;
            };
            for section in sections.keys().filter(|name| !["terms", "groups", "several"].contains(&name.as_str())) {
                let at = format!("{name}.{section}");
                problems.add(
                    Some(&at),
                    "nothing that is known".to_owned(),
                    Some("terms, groups or several".to_owned()),
                );
            }
            let is_fixed = FIXED.contains(&fact);
            let classes = |word: &str| self.term(&fact, word);
            let known_classes: BTreeMap<String, Term> = words_of(sections, "terms", &mut Problems::ignored())
                .iter()
                .flat_map(|(term, synonyms)| [term].into_iter().chain(synonyms))
                .filter_map(|word| Some((word.clone(), classes(word)?)))
                .collect();
            if let Some(words) = self.facts.get_mut(&fact) {
                words.read(sections, name, is_fixed, &known_classes, &mut problems);
            }
        }
        problems.found
    }
}

struct Problems<'p> {
    path: &'p str,
    found: Vec<RuleProblem>,
}

impl Problems<'_> {
    fn ignored() -> Self {
        Self { path: "", found: Vec::new() }
    }

    fn add(&mut self, column: Option<&str>, problem: String, hint: Option<String>) {
        let column = column.map(str::to_owned);
        self.found.push(RuleProblem { path: self.path.to_owned(), row: None, column, problem, hint });
    }
}

/// The lists of words of a section.
fn words_of(sections: &Table, section: &str, problems: &mut Problems<'_>) -> Vec<(String, Vec<String>)> {
    let Some(value) = sections.get(section) else { return Vec::new() };
    let Some(lists) = value.as_table() else {
        problems.add(Some(section), "no table of lists of words".to_owned(), None);
        return Vec::new();
    };
    let mut all = Vec::new();
    for (key, value) in lists {
        let words: Option<Vec<String>> =
            value.as_array().and_then(|list| list.iter().map(|word| word.as_str().map(str::to_owned)).collect());
        if let Some(words) = words {
            all.push((key.clone(), words));
        } else {
            let hint = format!("write {key} = [\"word\", \"other word\"]");
            problems.add(Some(&format!("{section}.{key}")), "no list of words".to_owned(), Some(hint));
        }
    }
    all
}

impl FactWords {
    pub(super) fn lookup(&self, key: &str) -> Option<Term> {
        words::bare_forms(key).find_map(|key| self.spellings.get(key).map(|(term, _)| *term))
    }

    pub(super) fn several(&self, key: &str) -> Option<&[Term]> {
        words::bare_forms(key).find_map(|key| self.several.get(key).map(Vec::as_slice))
    }

    /// Terms that mean several others.
    pub(super) fn wholes(&self) -> impl Iterator<Item = (Term, &[Term])> {
        self.several.iter().filter_map(|(key, parts)| Some((self.spellings.get(key)?.0, parts.as_slice())))
    }

    /// The term of a word that is not there yet, or is.
    fn term_of(&mut self, word: &str) -> Term {
        let key = word_key(word);
        if let Some((term, _)) = self.spellings.get(&key) {
            return *term;
        }
        let term = Term(self.words.len() as u16);
        self.words.push(word.to_owned());
        self.spellings.insert(key, (term, word.to_owned()));
        term
    }

    fn read(
        &mut self,
        sections: &Table,
        name: &str,
        is_fixed: bool,
        classes: &BTreeMap<String, Term>,
        problems: &mut Problems<'_>,
    ) {
        for (term, synonyms) in words_of(sections, "terms", problems) {
            let at = format!("{name}.terms.{term}");
            let known = self.spellings.get(&word_key(&term)).map(|(term, _)| *term).or(classes.get(&term).copied());
            if known.is_none() && is_fixed {
                let hint = format!("one of {}", self.words.join(", "));
                problems.add(Some(&at), "no class that oreline finds".to_owned(), Some(hint));
                continue;
            }
            if self.words.len() >= usize::from(u16::MAX) - 1 {
                problems.add(Some(&at), "more words than there is room for".to_owned(), None);
                return;
            }
            for word in [&term].into_iter().chain(&synonyms) {
                if word.starts_with(['@', '!', '！', '>', '<', '='])
                    || word.contains(['|', '｜'])
                    || word_key(word).is_empty()
                {
                    problems.add(Some(&at), format!("\"{word}\" cannot stand in a cell"), None);
                }
            }
            let term = known.unwrap_or_else(|| self.term_of(&term));
            for synonym in synonyms {
                let key = word_key(&synonym);
                let other = self.spellings.get(&key).map(|(other, _)| *other).or(classes.get(&synonym).copied());
                match other {
                    Some(other) if other != term => {
                        let other = &self.words[usize::from(other.0)];
                        problems.add(Some(&at), format!("\"{synonym}\" already means \"{other}\""), None);
                    }
                    _ => {
                        self.spellings.entry(key).or_insert((term, synonym));
                    }
                }
            }
        }
        for (group, members) in words_of(sections, "groups", problems) {
            let mut terms = self.members(sections, &members, &mut vec![group.clone()], name, problems);
            // What a file adds to a group that is there already joins it.
            let key = word_key(&group);
            terms.extend(self.groups.get(&key).into_iter().flat_map(|(_, terms)| terms));
            terms.sort_unstable();
            terms.dedup();
            self.groups.insert(key, (group, terms));
        }
        for (word, members) in words_of(sections, "several", problems) {
            let mut terms = self.members(sections, &members, &mut vec![word.clone()], name, problems);
            terms.sort_unstable();
            terms.dedup();
            self.several.insert(word_key(&word), terms);
        }
    }

    /// The terms of words and of `@group`s; `path` holds the groups that are being opened.
    fn members(
        &self,
        sections: &Table,
        members: &[String],
        path: &mut Vec<String>,
        name: &str,
        problems: &mut Problems<'_>,
    ) -> Vec<Term> {
        let mut terms = Vec::new();
        let at = format!("{name}: {}", path.join(" @"));
        for member in members {
            let Some(group) = member.strip_prefix('@') else {
                if let Some(term) = self.lookup(&word_key(member)) {
                    terms.push(term);
                } else {
                    let nearest = suggest::nearest(member, self.words.iter().map(String::as_str));
                    let hint = nearest.map(|nearest| format!("did you mean \"{nearest}\"?"));
                    problems.add(Some(&at), format!("unknown word \"{member}\""), hint);
                }
                continue;
            };
            let here = sections.get("groups").and_then(Value::as_table).and_then(|groups| groups.get(group));
            let here: Option<Vec<String>> = here
                .and_then(Value::as_array)
                .map(|list| list.iter().filter_map(Value::as_str).map(str::to_owned).collect());
            let known = self.groups.get(&word_key(group));
            if path.iter().any(|open| open == group) {
                problems.add(Some(&at), format!("the group @{group} holds itself"), None);
                continue;
            }
            if here.is_none() && known.is_none() {
                problems.add(Some(&at), format!("unknown group @{group}"), None);
            }
            terms.extend(known.into_iter().flat_map(|(_, terms)| terms));
            if let Some(here) = here {
                path.push(group.to_owned());
                terms.extend(self.members(sections, &here, path, name, problems));
                path.pop();
            }
        }
        terms
    }
}
