//! What became of every entry of the lists of green mines, as a table: a person goes through it.

use std::borrow::Cow;

use super::table::{Column, Value};
use crate::domain::{FieldKind, GreenCandidate, GreenMatches, GreenReviewRow};

/// Columns of the table `green_review`.
pub(super) fn columns() -> Vec<Column> {
    let text = |name, title, description| Column::titled(name, FieldKind::Text, title, description);
    let count = |name, title, description| Column::titled(name, FieldKind::Integer, title, description);
    vec![
        text("list", "名单 List", "the file"),
        count("row", "行号 Row", "as a spreadsheet counts"),
        text("name", "名单中名称 Name", "as the list has it"),
        text("level", "级别 Level", "national or regional"),
        count("year", "年度 Year", ""),
        text(
            "outcome",
            "匹配结果 Outcome",
            "exact, normalised, confirmed, ambiguous, candidates, none, absent, unknown-id",
        ),
        text("standing", "效力 Standing", "counts, outdone, ended, removal or not-joined"),
        Column::titled("review", FieldKind::Boolean, "待核 Review", "whether a person should look"),
        text(
            "mines",
            "矿山 Mines",
            "ids and names: the mine that it is joined with, else those that it may mean, best first",
        ),
        text("scores", "相似度 Scores", "how alike the names are, 0 to 1"),
        text("differences", "差异 Differences", "what speaks against them"),
        count("mines_in_all", "候选数 Candidates", "how many there are, also of those not listed"),
        text("to_do", "处理建议 To do", ""),
    ]
}

/// One row.
pub(super) fn row(row: &GreenReviewRow) -> Vec<Value<'_>> {
    let joined = |words: Vec<String>| {
        if words.is_empty() { Value::Null } else { Value::Text(Cow::Owned(words.join("; "))) }
    };
    let mine = |mine: &GreenCandidate| {
        let id = mine.id.clone().unwrap_or_else(|| format!("#{}", mine.mine));
        format!("{id} {}", mine.name)
    };
    let differences =
        row.mines.iter().map(|mine| mine.difference.map_or("-", |difference| difference.word()).to_owned());
    let to_do = row.to_do();
    vec![
        Value::text(Some(&row.row.source)),
        Value::Integer(i64::from(row.row.row)),
        Value::text(Some(&row.name)),
        Value::text(Some(row.level.word())),
        Value::Integer(i64::from(row.year)),
        Value::text(Some(row.outcome.word())),
        Value::text(Some(row.standing.word())),
        Value::Boolean(row.needs_review()),
        joined(row.mines.iter().map(mine).collect()),
        joined(row.mines.iter().map(|mine| format!("{:.2}", mine.score)).collect()),
        joined(differences.collect()),
        Value::Integer(i64::from(row.mines_in_all)),
        Value::text(Some(to_do).filter(|words| !words.is_empty())),
    ]
}

/// What there is to say of the lists in one line.
pub(super) fn in_words(green: &GreenMatches) -> String {
    let counts = green.counts;
    let to_review = green.rows.iter().filter(|row| row.needs_review()).count();
    format!(
        "green mines: {} national, {} regional by {} entries of lists; {} joined by the same name, {} by another spelling of it, \
         {} by a person; {to_review} entries to review (table green_review)",
        counts.national_mines, counts.regional_mines, counts.entries, counts.exact, counts.normalised, counts.confirmed,
    )
}
