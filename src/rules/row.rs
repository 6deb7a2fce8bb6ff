//! One row of a table to a rule or to a scope.

use super::book::{Names, PackKind, Rule, RulePlace};
use super::column::{Column, Head};
use super::parse::{self, Complaint};
use super::table::{Columns, Problems};
use super::{Cell, Fact, Vocabulary};
use crate::domain::{Date, Verdict};
use crate::read::{TableRow, TableRows};
use crate::suggest;

/// What a row is.
pub(super) enum Line {
    Rule { rule: Box<Rule>, kind: Option<PackKind>, reading: Option<ReadingCell> },
    Scope { pack: String, kind: Option<PackKind>, cells: Vec<(Fact, Cell)> },
}

/// `NAME=CHOICE` or `NAME=CHOICE*`.
pub(super) struct ReadingCell {
    pub(super) name: String,
    pub(super) choice: String,
    pub(super) is_default: bool,
}

/// Reads one row.
pub(super) struct RowReader<'r> {
    pub(super) table: &'r TableRows,
    pub(super) columns: &'r Columns,
    pub(super) cells: &'r TableRow,
    pub(super) vocabulary: &'r Vocabulary,
}

impl RowReader<'_> {
    /// `None` where it is nothing that can be used; what is wrong is noted then.
    pub(super) fn read(&self, names: &mut Names, problems: &mut Problems) -> Option<Line> {
        let before = problems.0.len();
        let mut cells = Vec::new();
        let mut sets = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            let text = self.cells.words(at);
            match column {
                Some((header, Column::Fact(fact))) => match parse::cell(fact, text, self.vocabulary, names) {
                    Ok(cell) => cells.extend(cell.map(|cell| (fact.clone(), cell))),
                    Err(complaint) => self.complain(problems, header, complaint),
                },
                Some((_, Column::Set(name))) if !text.is_empty() => sets.push((name.clone(), text.to_owned())),
                _ => {}
            }
        }
        self.beyond(problems);
        let pack =
            self.id_text(Head::Pack, problems, &[';', ':', '；', '：']).unwrap_or_else(|| self.table.stem.clone());
        let kind = self.one_of(Head::Kind, &KINDS, problems);
        let verdict = self.head(Head::Verdict, problems);
        if verdict.is_some_and(|word| matches!(word.to_lowercase().as_str(), "scope" | "范围" | "适用范围")) {
            return (problems.0.len() == before).then_some(Line::Scope { pack, kind, cells });
        }
        let id = self.id_text(Head::Id, problems, &[';', '|', '、', '；', '｜']);
        if id.is_none() && self.header(Head::Id).is_some() && problems.0.len() == before {
            let hint = Some("every rule has an id that no other has; a comment begins with #".to_owned());
            self.complain(problems, "id", ("the rule has no id".to_owned(), hint));
        }
        let verdict = self.one_of(Head::Verdict, &verdicts(), problems);
        if verdict.is_none() && self.header(Head::Verdict).is_some() && self.head_text(Head::Verdict).is_none() {
            let hint = Some("one of prohibited, exit, restricted, conditional, allowed, review, or scope".to_owned());
            self.complain(problems, "verdict", ("the rule has no verdict".to_owned(), hint));
        }
        let flag = self.one_of(Head::Flag, &YES_NO, problems).unwrap_or(false);
        let effective_from = self.span(Head::EffectiveFrom, problems).map(|(first, _)| first);
        let effective_to = self.span(Head::EffectiveTo, problems).map(|(_, last)| last);
        if let (Some(from), Some(to)) = (effective_from, effective_to)
            && to < from
        {
            let hint = Some("change places, or make them one day".to_owned());
            self.complain(problems, "effective_to", (format!("{to} lies before effective_from, {from}"), hint));
        }
        let verified_on = self.span(Head::VerifiedOn, problems).map(|(_, last)| last);
        let reading = self.reading(problems);
        let overrides = self.overrides(problems);
        let text = |head| self.head_text(head).map(str::to_owned);
        if problems.0.len() > before {
            return None;
        }
        let rule = Rule {
            id: id?,
            topic: text(Head::Topic).unwrap_or_else(|| pack.clone()),
            pack,
            title: text(Head::Title),
            cells,
            verdict: verdict?,
            flag,
            action: text(Head::Action),
            action_zh: text(Head::ActionZh),
            doc: text(Head::Doc),
            section: text(Head::Section),
            quote: text(Head::Quote),
            note: text(Head::Note),
            note_zh: text(Head::NoteZh),
            effective_from,
            effective_to,
            overrides,
            reason: text(Head::Reason),
            reading: reading.as_ref().map(|reading| (reading.name.clone(), reading.choice.clone())),
            verified_by: text(Head::VerifiedBy),
            verified_on,
            sets,
            place: RulePlace { path: self.table.path.clone(), row: self.cells.number },
        };
        Some(Line::Rule { rule: Box::new(rule), kind, reading })
    }

    fn complain(&self, problems: &mut Problems, column: &str, (problem, hint): Complaint) {
        problems.add(&self.table.path, Some(self.cells.number), Some(column), problem, hint);
    }

    /// Cells in columns without a header.
    fn beyond(&self, problems: &mut Problems) {
        let is_headless = |at: usize| self.columns.get(at).is_none_or(Option::is_none);
        for at in (0..self.cells.cells.len()).filter(|at| is_headless(*at)) {
            let text = self.cells.words(at);
            if !text.is_empty() {
                let hint =
                    Some("is a comma inside of a cell without quotes around it, or a header missing?".to_owned());
                self.complain(problems, &format!("{}", at + 1), (format!("\"{text}\" stands under no header"), hint));
            }
        }
    }

    fn header(&self, head: Head) -> Option<(usize, &str)> {
        let is_it = |column: &Option<(String, Column)>| matches!(column, Some((_, Column::Of(of))) if *of == head);
        let at = self.columns.iter().position(is_it)?;
        self.columns[at].as_ref().map(|(header, _)| (at, header.as_str()))
    }

    /// What stands in a column; `None` for nothing.
    fn head_text(&self, head: Head) -> Option<&str> {
        let (at, _) = self.header(head)?;
        Some(self.cells.words(at)).filter(|text| !text.is_empty() && *text != "-")
    }

    /// The same of a column whose text means something: without quotation marks.
    fn head(&self, head: Head, problems: &mut Problems) -> Option<&str> {
        let text = self.head_text(head)?;
        if let Err(complaint) = parse::unquoted(text) {
            self.complain(problems, self.header(head).map_or("", |(_, header)| header), complaint);
            return None;
        }
        Some(text)
    }

    fn id_text(&self, head: Head, problems: &mut Problems, forbidden: &[char]) -> Option<String> {
        let text = self.head(head, problems)?;
        if let Some(sign) = text.chars().find(|sign| forbidden.contains(sign)) {
            let header = self.header(head).map_or("", |(_, header)| header);
            let hint = Some("it parts ids in lists".to_owned());
            self.complain(problems, header, (format!("\"{text}\": {sign} cannot be part of it"), hint));
            return None;
        }
        Some(text.to_owned())
    }

    fn one_of<T: Copy>(&self, head: Head, known: &[(T, &[&str])], problems: &mut Problems) -> Option<T> {
        // A word in quotation marks has been named by the caller or is named here.
        let text = self.head_text(head)?;
        let (_, header) = self.header(head)?;
        if parse::unquoted(text).is_err() {
            if head != Head::Verdict {
                let _ = self.head(head, problems);
            }
            return None;
        }
        let key = super::naming::word_key(text);
        let found = known.iter().find(|(_, words)| words.contains(&key.as_str())).map(|(value, _)| *value);
        if found.is_none() {
            let words = || known.iter().flat_map(|(_, words)| words.iter().copied());
            let hint = match suggest::nearest(&key, words()).filter(|_| key.chars().count() > 1) {
                Some(nearest) => format!("did you mean \"{nearest}\"?"),
                None => format!("one of {}", known.iter().map(|(_, words)| words[0]).collect::<Vec<_>>().join(", ")),
            };
            self.complain(problems, header, (format!("unknown word \"{text}\""), Some(hint)));
        }
        found
    }

    fn span(&self, head: Head, problems: &mut Problems) -> Option<(Date, Date)> {
        let text = self.head(head, problems)?;
        let span = Date::parse_span(text);
        if span.is_none() {
            let header = self.header(head).map_or("", |(_, header)| header);
            self.complain(problems, header, parse::no_date(text));
        }
        span
    }

    fn reading(&self, problems: &mut Problems) -> Option<ReadingCell> {
        let text = self.head(Head::Reading, problems)?;
        let parts = text.split_once(['=', '＝']).map(|(name, choice)| {
            let choice = choice.trim();
            let bare = choice.strip_suffix(['*', '＊']).unwrap_or(choice);
            (name.trim(), bare.trim(), bare.len() < choice.len())
        });
        match parts {
            Some((name, choice, is_default)) if !name.is_empty() && !choice.is_empty() && choice != "all" => {
                Some(ReadingCell { name: name.to_owned(), choice: choice.to_owned(), is_default })
            }
            _ => {
                let hint = Some(
                    "write NAME=CHOICE, and NAME=CHOICE* for the usual one; \"all\" is no name for one".to_owned(),
                );
                let header = self.header(Head::Reading).map_or("", |(_, header)| header);
                self.complain(problems, header, (format!("\"{text}\" is no reading"), hint));
                None
            }
        }
    }

    fn overrides(&self, problems: &mut Problems) -> Vec<String> {
        let text = self.head(Head::Overrides, problems).unwrap_or_default();
        let mut ids: Vec<String> = Vec::new();
        for id in text.split(['|', '｜', '、', ';', '；']).map(str::trim).filter(|id| !id.is_empty()) {
            if !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
        }
        ids
    }
}

const KINDS: [(PackKind, &[&str]); 4] = [
    (PackKind::Paper, &["paper", "论文"]),
    (PackKind::Law, &["law", "法规", "法律", "法律法规"]),
    (PackKind::Local, &["local", "本地", "地方", "内部"]),
    (PackKind::Example, &["example", "示例", "例子"]),
];

const YES_NO: [(bool, &[&str]); 2] =
    [(true, &["yes", "y", "true", "1", "是", "√"]), (false, &["no", "n", "false", "0", "否", "×"])];

fn verdicts() -> [(Verdict, &'static [&'static str]); 6] {
    [
        (Verdict::Prohibited, &["prohibited", "禁止", "forbidden"]),
        (Verdict::Exit, &["exit", "退出"]),
        (Verdict::Restricted, &["restricted", "限制"]),
        (Verdict::Conditional, &["conditional", "有条件", "有条件允许"]),
        (Verdict::Allowed, &["allowed", "允许"]),
        (Verdict::Review, &["review", "待核", "待核实"]),
    ]
}
