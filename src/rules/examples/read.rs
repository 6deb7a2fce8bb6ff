//! Rows of a table of examples.

use super::{Example, Value};
use crate::domain::{Date, RuleProblem, Verdict};
use crate::error::Error;
use crate::read::{TableRow, TableRows};
use crate::rules::naming::{header_key, word_key};
use crate::rules::{Cell, Fact, FactKind, RuleBook, Term, Vocabulary, book::Names, parse};

/// A column of a table of examples.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Fact(Fact),
    Set(String),
    Of(Head),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    Case,
    Verdict,
    Clauses,
    Missing,
    Flag,
    AsOf,
    Reading,
    Note,
}

const HEADS: [(Head, &[&str]); 8] = [
    (Head::Case, &["case", "案例", "示例", "样例"]),
    (Head::Verdict, &["verdict", "判定", "结论"]),
    (Head::Clauses, &["clauses", "触发规则", "规则", "条款"]),
    (Head::Missing, &["missing", "缺失", "缺失信息"]),
    (Head::Flag, &["flag", "标记"]),
    (Head::AsOf, &["as_of", "判定日期", "日期"]),
    (Head::Reading, &["reading", "解读", "理解"]),
    (Head::Note, &["note", "note_zh", "备注", "说明"]),
];

/// Reads examples for the rules of a book.
///
/// # Errors
/// [`Error::Rules`] with everything that is wrong; a table without examples is an error.
pub(super) fn read(table: &TableRows, book: &RuleBook, vocabulary: &Vocabulary) -> Result<Vec<Example>, Error> {
    let mut reader = Reader { table, book, vocabulary, problems: Vec::new() };
    let is_comment = |row: &&TableRow| {
        let first = row.cells.iter().map(crate::read::TableCell::words).find(|words| !words.is_empty());
        first.is_none_or(|first| first.starts_with('#'))
    };
    let mut rows = table.rows.iter().filter(|row| !is_comment(row));
    let columns = rows.next().map(|header| reader.columns(header)).unwrap_or_default();
    let examples: Vec<Example> = rows.filter_map(|row| reader.example(row, &columns)).collect();
    if examples.is_empty() && reader.problems.is_empty() {
        let hint = "write a row for a mine whose verdict is known: a column for each fact, case, verdict, clauses";
        reader.complain(None, None, "no examples: nothing is tested".to_owned(), Some(hint.to_owned()));
    }
    if reader.problems.is_empty() { Ok(examples) } else { Err(Error::Rules { problems: reader.problems }) }
}

struct Reader<'r> {
    table: &'r TableRows,
    book: &'r RuleBook,
    vocabulary: &'r Vocabulary,
    problems: Vec<RuleProblem>,
}

/// A column and its header.
type Columns = Vec<Option<(Column, String)>>;

impl Reader<'_> {
    fn complain(&mut self, row: Option<usize>, column: Option<&str>, problem: String, hint: Option<String>) {
        let column = column.map(str::to_owned);
        self.problems.push(RuleProblem { path: self.table.path.clone(), row, column, problem, hint });
    }

    fn columns(&mut self, header: &TableRow) -> Columns {
        let mut columns: Columns = Vec::new();
        for cell in &header.cells {
            let name = cell.words();
            let column = column(name);
            if !name.is_empty() {
                if column.is_none() {
                    let heads = HEADS.iter().flat_map(|(_, names)| names.iter().copied());
                    let nearest = crate::suggest::nearest(name, heads.chain(Fact::headers()));
                    let hint = nearest.map(|nearest| format!("did you mean \"{nearest}\"?"));
                    self.complain(Some(header.number), Some(name), "unknown column".to_owned(), hint);
                } else if columns.iter().flatten().any(|(known, _)| Some(known) == column.as_ref()) {
                    self.complain(Some(header.number), Some(name), "this column stands twice".to_owned(), None);
                }
            }
            columns.push(column.map(|column| (column, name.to_owned())));
        }
        if !columns.iter().flatten().any(|(column, _)| *column == Column::Of(Head::Verdict)) {
            let hint = Some("an example says which verdict must come out".to_owned());
            self.complain(Some(header.number), None, "there is no column verdict (判定)".to_owned(), hint);
        }
        columns
    }

    fn example(&mut self, row: &TableRow, columns: &Columns) -> Option<Example> {
        let before = self.problems.len();
        let mut verdict = None;
        let mut example = Example {
            case: format!("row {}", row.number),
            row: row.number,
            mine: Vec::new(),
            as_of: None,
            readings: Vec::new(),
            verdict: Verdict::Review,
            clauses: None,
            missing: None,
            flag: None,
            sets: Vec::new(),
        };
        let list = |text: &str| {
            let mut words: Vec<String> =
                text.split([';', '；']).map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
            words.sort();
            words.dedup();
            words
        };
        for (at, column) in columns.iter().enumerate() {
            let text = row.words(at);
            let Some((column, header)) = column else {
                if !text.is_empty() {
                    self.complain(Some(row.number), None, format!("\"{text}\" stands under no header"), None);
                }
                continue;
            };
            let mut fail = |problem: String, hint: Option<String>| {
                self.complain(Some(row.number), Some(header), problem, hint);
            };
            match column {
                Column::Fact(fact) => match self.value(fact, text) {
                    Ok(value) => example.mine.extend(value.map(|value| (fact.clone(), value, text.to_owned()))),
                    Err((problem, hint)) => self.complain(Some(row.number), Some(header), problem, hint),
                },
                Column::Set(name) => {
                    example.sets.push((name.clone(), Some(list(text)).filter(|values| !values.is_empty())));
                }
                Column::Of(Head::Case) if !text.is_empty() => text.clone_into(&mut example.case),
                Column::Of(Head::Verdict) => match Verdict::from_word(text) {
                    Some(word) => verdict = Some(word),
                    None => fail(format!("\"{text}\" is no verdict"), Some(verdicts())),
                },
                Column::Of(Head::Clauses) => {
                    let ids = list(text);
                    for id in ids.iter().filter(|id| self.book.rule(id).is_none()) {
                        let known = self.book.rules.iter().map(|rule| rule.id.as_str());
                        let nearest = crate::suggest::nearest(id, known);
                        let hint = nearest.map(|nearest| format!("did you mean \"{nearest}\"?"));
                        self.problems.push(RuleProblem {
                            path: self.table.path.clone(),
                            row: Some(row.number),
                            column: Some(header.clone()),
                            problem: format!("\"{id}\" is no rule"),
                            hint,
                        });
                    }
                    example.clauses = Some(ids);
                }
                Column::Of(Head::Missing) => example.missing = Some(list(text)),
                Column::Of(Head::Flag) => match word_key(text).as_str() {
                    "yes" | "是" | "y" | "true" | "1" => example.flag = Some(true),
                    "no" | "否" | "n" | "false" | "0" | "" => example.flag = Some(false),
                    _ => fail(format!("\"{text}\" is neither yes nor no"), None),
                },
                Column::Of(Head::AsOf) if !text.is_empty() => match Date::parse(text) {
                    Some(day) => example.as_of = Some(day),
                    None => fail(format!("\"{text}\" is no day"), Some("write 2024-05-31".to_owned())),
                },
                Column::Of(Head::Reading) => {
                    for one in list(text) {
                        match one.split_once('=') {
                            Some((name, choice)) => {
                                example.readings.push((name.trim().to_owned(), choice.trim().to_owned()));
                            }
                            None => fail(format!("\"{one}\" is no NAME=CHOICE"), None),
                        }
                    }
                }
                Column::Of(_) => {}
            }
        }
        example.verdict = verdict?;
        (self.problems.len() == before).then_some(example)
    }

    /// What a cell says of a fact; `None`: nothing.
    fn value(&self, fact: &Fact, text: &str) -> Result<Option<Value>, (String, Option<String>)> {
        if text.is_empty() || text == "?" {
            return Ok(None);
        }
        match fact.kind() {
            FactKind::Words | FactKind::Names => self.words(fact, text).map(Some),
            FactKind::Number(_) => number(fact, text, self.vocabulary).map(Some),
            FactKind::Date => match Date::parse_span(text) {
                Some((first, last)) => Ok(Some(Value::Days(first, last))),
                None => Err((format!("\"{text}\" is no day"), Some("write 2024-05-31".to_owned()))),
            },
        }
    }

    fn words(&self, fact: &Fact, text: &str) -> Result<Value, (String, Option<String>)> {
        let (mut terms, mut is_complete): (Vec<Term>, bool) = (Vec::new(), true);
        for word in text.split([';', '；']).map(str::trim).filter(|word| !word.is_empty()) {
            if word == "?" {
                is_complete = false;
            } else if fact.kind() == FactKind::Names {
                let is_none = matches!(word_key(word).as_str(), "none" | "无");
                terms.extend((!is_none).then(|| self.book.name_term(fact, word)));
            } else {
                let words = self.vocabulary.words(fact, word);
                if let Some(unknown) = words.unknown.first() {
                    let nearest = self.vocabulary.nearest(fact, unknown);
                    let hint = nearest.map(|nearest| format!("did you mean \"{nearest}\"?"));
                    return Err((format!("unknown word \"{unknown}\""), hint));
                }
                terms.extend(words.terms.into_iter().filter(|term| *term != Term::NONE));
            }
        }
        terms.sort_unstable();
        terms.dedup();
        Ok(Value::Words { terms, is_complete })
    }
}

fn verdicts() -> String {
    let words: Vec<&str> = Verdict::ALL.iter().map(|verdict| verdict.word()).collect();
    format!("one of {}", words.join(", "))
}

fn column(name: &str) -> Option<Column> {
    let key = header_key(name);
    if let Some((head, _)) = HEADS.iter().find(|(_, names)| names.contains(&key.as_str())) {
        return Some(Column::Of(*head));
    }
    match name.trim().strip_prefix("set_").filter(|set| !set.is_empty()) {
        Some(set) => Some(Column::Set(set.to_owned())),
        None => Fact::from_header(name).map(Column::Fact),
    }
}

/// A number or a range, by the language of cells; a number alone is exact.
fn number(fact: &Fact, text: &str, vocabulary: &Vocabulary) -> Result<Value, (String, Option<String>)> {
    let is_range = text.starts_with(['<', '>', '=', '≥', '≤', '＜', '＞', '＝']);
    let text = if is_range { text.to_owned() } else { format!("={text}") };
    match parse::cell(fact, &text, vocabulary, &mut Names::default())? {
        Some(Cell::Number(cell)) => {
            let low = if cell.is_low_open { cell.low.next_up() } else { cell.low };
            let high = if cell.is_high_open { cell.high.next_down() } else { cell.high };
            // A distance or an area is never less than nothing.
            let low = if low.is_finite() || *fact == Fact::MarginM { low } else { 0.0 };
            Ok(Value::Number(low, high))
        }
        _ => Err((format!("\"{text}\" is no number"), None)),
    }
}
