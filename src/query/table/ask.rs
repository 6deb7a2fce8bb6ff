//! Expressions that people wrote, put together to statements.

use std::sync::mpsc;
use std::time::Duration;

use super::fault::{explained, usage};
use super::lexer::{Kind, Token};
use super::load;
use super::read::{self, Answer, is_aggregate, name_parts, notes, shown, unique, written};
use super::statement::{Fragment, Statement, name_literal, text_literal};
use super::{Filter, Outcome, Told};
use crate::domain::FieldKind;
use crate::error::Error;
use crate::query::mines::Mines;
use crate::query::rows::Cell;

/// So many values of a field may become columns.
const MOST_ACROSS: usize = 200;

/// Names that an answer gives, which may be sorted by.
struct Defined {
    names: Vec<String>,
    /// Whether its rows are mines, so that their order in the source decides between equal ones.
    are_mines: bool,
}

impl Defined {
    fn defines(&self, name: &str) -> bool {
        self.names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }
}

/// What is asked, of which mines.
pub(super) struct Asker<'q, 'r, 'a> {
    mines: &'q Mines<'r, 'a>,
    selected: &'q [u32],
    filter: &'q Filter,
    fields: Vec<String>,
}

impl<'q, 'r, 'a> Asker<'q, 'r, 'a> {
    pub(super) fn new(mines: &'q Mines<'r, 'a>, selected: &'q [u32], filter: &'q Filter) -> Self {
        let fields = mines.columns.iter().map(|column| column.name.clone()).collect();
        Self { mines, selected, filter, fields }
    }

    fn is_field(&self, name: &str) -> bool {
        let of_others = || load::OTHER_COLUMNS.iter().flat_map(|(_, columns)| columns.iter().map(|(name, _)| *name));
        self.mines.named(name).is_some() || of_others().any(|column| column.eq_ignore_ascii_case(name))
    }

    fn expression(&self, option: &'static str, text: Option<&str>) -> Result<Option<Fragment>, Error> {
        let is_field = |name: &str| self.is_field(name);
        text.map(|text| Fragment::expression(option, text, &is_field)).transpose().map_err(|wrong| usage(&wrong))
    }

    fn push(&self, statement: &mut Statement, fragment: &Fragment, part: &[Token]) {
        let aliases: Vec<&str> = fragment.aliases().collect();
        let is_field = |name: &str| self.is_field(name) || aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name));
        statement.push_tokens(fragment, part, &is_field);
    }

    fn push_all(&self, statement: &mut Statement, fragment: &Fragment) {
        self.push(statement, fragment, &fragment.tokens);
    }

    /// `from mines where …`, of the nearest where they were asked for.
    fn push_source(&self, statement: &mut Statement) -> Result<(), Error> {
        let condition = self.expression("--where", self.filter.condition.as_deref())?;
        if let Some(count) = self.filter.nearest {
            statement.push(" from (select * from mines");
            self.push_condition(statement, condition.as_ref());
            let (distance, number) = (name_literal(self.mines.distance()), name_literal(self.mines.number()));
            statement.push(&format!(" order by {distance}, {number} limit {count}) as mines"));
            return Ok(());
        }
        statement.push(" from mines");
        self.push_condition(statement, condition.as_ref());
        Ok(())
    }

    fn push_condition(&self, statement: &mut Statement, condition: Option<&Fragment>) {
        if let Some(condition) = condition {
            statement.push(" where (");
            self.push_all(statement, condition);
            statement.push(")");
        }
    }

    /// Sorted as was asked for, else by these expressions; and no more rows than were asked for.
    fn push_order(&self, statement: &mut Statement, usual: &str, defined: &Defined) -> Result<(), Error> {
        match self.expression("--order-by", self.filter.order_by.as_deref())? {
            None if usual.is_empty() => {}
            None => statement.push(&format!(" order by {usual}")),
            Some(order) => {
                statement.push(" order by ");
                let is_field = |name: &str| self.is_field(name) || defined.defines(name);
                statement.push_fragment(&order, &is_field);
                if defined.are_mines {
                    statement.push(&format!(", {}", name_literal(self.mines.number())));
                }
            }
        }
        if let Some(limit) = self.filter.limit {
            statement.push(&format!(" limit {limit}"));
        }
        Ok(())
    }

    /// Mines that meet a condition, or expressions of them.
    pub(super) fn mines(&self) -> Result<Told, Error> {
        let number = name_literal(self.mines.number());
        let select = self.expression("--select", self.filter.select.as_deref())?;
        let usual = if self.filter.nearest.is_some() {
            format!("{}, {number}", name_literal(self.mines.distance()))
        } else {
            number.clone()
        };
        let mut statement = Statement::default();
        let Some(select) = select else {
            statement.push(&format!("select {number}"));
            self.push_source(&mut statement)?;
            self.push_order(&mut statement, &usual, &Defined { names: Vec::new(), are_mines: true })?;
            let (_, rows) = self.run(&statement)?;
            let outcome = Outcome::Mines(rows.iter().filter_map(|row| self.position(row.first())).collect());
            return Ok(Told { outcome, notes: self.notes(&statement) });
        };
        let is_aggregate =
            is_aggregate(&select) || select.tokens.first().is_some_and(|token| token.is(&select.text, "distinct"));
        statement.push("select ");
        self.push_all(&mut statement, &select);
        if !is_aggregate {
            statement.push(&format!(", {number}"));
        }
        self.push_source(&mut statement)?;
        let defined = Defined { names: select.aliases().map(str::to_owned).collect(), are_mines: !is_aggregate };
        self.push_order(&mut statement, if is_aggregate { "" } else { &usual }, &defined)?;
        let (mut columns, mut rows) = self.run(&statement)?;
        let mut positions: Option<Vec<u32>> = None;
        if !is_aggregate {
            columns.pop();
            let numbers: Vec<Option<Cell>> = rows.iter_mut().map(Vec::pop).collect();
            positions = Some(numbers.iter().filter_map(|number| self.position(number.as_ref())).collect());
        }
        name_parts(&select, &mut columns);
        match &positions {
            Some(positions) => self.as_in_source(&select, &columns, &mut rows, positions),
            None => self.to_booleans(&columns, &mut rows, &|_, name| !select.aliases().any(|alias| alias == name)),
        }
        Ok(Told { outcome: Outcome::Rows { columns: unique(columns), rows, positions }, notes: self.notes(&statement) })
    }

    /// Fields that are asked for as they are come from the source, with every digit; the rest is what SQL made of it.
    fn as_in_source(&self, select: &Fragment, columns: &[String], rows: &mut [Vec<Cell>], positions: &[u32]) {
        let parts = select.parts();
        let field = |at: usize| match parts.get(at) {
            Some([only]) => self.mines.named(only.name(&select.text)?),
            Some([only, second, ..]) if second.is(&select.text, "as") => self.mines.named(only.name(&select.text)?),
            _ => None,
        };
        let of_star = |at: usize| self.mines.named(columns.get(at)?);
        let is_matched = parts.len() == columns.len();
        let fields: Vec<Option<usize>> =
            (0..columns.len()).map(|at| if is_matched { field(at) } else { of_star(at) }).collect();
        if (!is_matched && select.aliases().next().is_some()) || rows.len() != positions.len() {
            return;
        }
        for (row, position) in rows.iter_mut().zip(positions) {
            let mut source = self.mines.row(*position);
            for (cell, field) in row.iter_mut().zip(&fields) {
                if let Some(exact) = field.and_then(|field| source.get_mut(field)) {
                    *cell = exact.clone();
                }
            }
        }
    }

    /// Counts by groups.
    pub(super) fn groups(&self) -> Result<Told, Error> {
        let group = self.expression("--group-by", self.filter.group_by.as_deref())?;
        let Some(group) = group else { return self.mines() };
        let across = self.expression("--across", self.filter.across.as_deref())?;
        let mut columns: Vec<String> = group.parts().iter().map(|part| written(&group, part)).collect();
        let keys = columns.len();
        let mut all_notes = Vec::new();
        let mut statement = Statement::default();
        statement.push("select ");
        self.push_all(&mut statement, &group);
        statement.push(", count(*) as mines");
        columns.push("mines".to_owned());
        if let Some(at) = self.mines.added("flagged") {
            statement.push(&format!(", sum({}) as flagged", name_literal(&self.mines.columns[at].name)));
            columns.push("flagged".to_owned());
        }
        if let Some(across) = &across {
            let (values, notes) = self.values_of(across)?;
            all_notes = notes;
            for value in values {
                let literal = match &value {
                    Cell::Null => "null".to_owned(),
                    Cell::Integer(number) => number.to_string(),
                    Cell::Real(number) => format!("{number:e}"),
                    Cell::Text(text) | Cell::Json(text) => text_literal(text),
                    Cell::Boolean(value) => i64::from(*value).to_string(),
                };
                statement.push(", count(*) filter (where (");
                self.push_all(&mut statement, across);
                let name = if value == Cell::Null { "(none)".to_owned() } else { shown(&value) };
                statement.push(&format!(") is {literal}) as {}", name_literal(&name)));
                columns.push(name);
            }
        }
        for sum in &self.filter.sums {
            if let Some(sum) = self.expression("--sum", Some(sum))? {
                statement.push(", sum(");
                self.push_all(&mut statement, &sum);
                let name = format!("sum_{}", written(&sum, &sum.tokens));
                statement.push(&format!(") as {}", name_literal(&name)));
                columns.push(name);
            }
        }
        self.push_source(&mut statement)?;
        statement.push(" group by ");
        self.push_all(&mut statement, &group);
        let usual: Vec<String> = (1..=keys).map(|column| column.to_string()).collect();
        let names = columns[keys..].to_vec();
        self.push_order(&mut statement, &usual.join(", "), &Defined { names, are_mines: false })?;
        let (_, mut rows) = self.run(&statement)?;
        let keyed = columns[..keys].to_vec();
        self.to_booleans(&keyed, &mut rows, &|_, _| true);
        all_notes.extend(self.notes(&statement));
        let outcome = Outcome::Rows { columns: unique(columns), rows, positions: None };
        Ok(Told { outcome, notes: all_notes })
    }

    /// The values that an expression has among the mines, sorted.
    fn values_of(&self, across: &Fragment) -> Result<(Vec<Cell>, Vec<String>), Error> {
        let mut statement = Statement::default();
        statement.push("select distinct ");
        self.push_all(&mut statement, across);
        self.push_source(&mut statement)?;
        statement.push(" order by 1 nulls last");
        let (_, rows) = self.run(&statement)?;
        if rows.len() > MOST_ACROSS {
            return Err(Error::Usage {
                problem: format!("--across: {} has {} values", across.text, rows.len()),
                hint: Some(format!("at most {MOST_ACROSS} values become columns; name the field in --group-by")),
            });
        }
        Ok((rows.into_iter().filter_map(|mut row| row.pop()).collect(), self.notes(&statement)))
    }

    pub(super) fn whole_statement(&self, sql: &str) -> Result<Told, Error> {
        let fragment = Fragment::statement("--sql", sql).map_err(|wrong| usage(&wrong))?;
        let begins = fragment.tokens.first().map(|token| token.text(sql).to_ascii_lowercase()).unwrap_or_default();
        if !matches!(begins.as_str(), "select" | "with" | "values") {
            return Err(Error::Usage {
                problem: format!("--sql: a question begins with select, with or values, not with \"{begins}\""),
                hint: Some("oreline query only reads; the tables are mines, zones, hits and defects".to_owned()),
            });
        }
        let mut statement = Statement::default();
        let defined: Vec<&str> = fragment.aliases().chain(["mines", "zones", "hits", "defects"]).collect();
        let is_field = |name: &str| self.is_field(name) || defined.iter().any(|known| known.eq_ignore_ascii_case(name));
        statement.push_fragment(&fragment, &is_field);
        let (columns, mut rows) = self.run(&statement)?;
        self.to_booleans(&columns, &mut rows, &|_, name| !defined.contains(&name));
        let outcome = Outcome::Rows { columns: unique(columns), rows, positions: None };
        Ok(Told { outcome, notes: self.notes(&statement) })
    }

    /// What was taken for something that it might not be, and texts that are compared with numbers.
    fn notes(&self, statement: &Statement) -> Vec<String> {
        let mut all = notes(statement);
        for fragment in &statement.fragments {
            for three in fragment.tokens.windows(3) {
                let [one, sign, other] = three else { continue };
                if !["<", ">", "<=", ">="].iter().any(|known| sign.is(&fragment.text, known)) {
                    continue;
                }
                for (field, number) in [(one, other), (other, one)] {
                    let name = field.name(&fragment.text).filter(|_| number.kind == Kind::Number);
                    let column = name.and_then(|name| self.mines.named(name)).map(|at| &self.mines.columns[at]);
                    if let Some(column) = column.filter(|column| column.kind == FieldKind::Text) {
                        let name = name_literal(&column.name);
                        all.push(format!(
                            "{name} holds texts, which are compared letter by letter; for numbers: cast({name} as real)"
                        ));
                    }
                }
            }
        }
        all
    }

    fn position(&self, number: Option<&Cell>) -> Option<u32> {
        match number {
            Some(Cell::Integer(number)) => self.mines.position(*number),
            _ => None,
        }
    }

    /// 0 and 1 of fields of yes and no become what they mean.
    fn to_booleans(&self, columns: &[String], rows: &mut [Vec<Cell>], is_meant: &dyn Fn(usize, &str) -> bool) {
        for (at, name) in columns.iter().enumerate() {
            let kind = self.mines.named(name).map(|at| self.mines.columns[at].kind);
            if kind != Some(FieldKind::Boolean) || !is_meant(at, name) {
                continue;
            }
            for cell in rows.iter_mut().filter_map(|row| row.get_mut(at)) {
                if let Cell::Integer(value @ 0..=1) = cell {
                    *cell = Cell::Boolean(*value == 1);
                }
            }
        }
    }

    /// Carries out a statement on tables that hold what it names.
    fn run(&self, statement: &Statement) -> Result<Answer, Error> {
        let explain = |error: rusqlite::Error| explained(&error, statement, &self.fields, self.filter.seconds);
        let names = |name: &str| {
            statement.fragments.iter().any(|fragment| fragment.names().any(|known| known.eq_ignore_ascii_case(name)))
        };
        let all = statement.fragments.iter().any(Fragment::has_star);
        let always = [self.mines.number(), self.mines.distance()];
        let flagged = self.mines.added("flagged");
        let is_wanted = |at: &usize| {
            let name = self.mines.columns[*at].name.as_str();
            all || always.contains(&name) || flagged == Some(*at) || names(name)
        };
        let columns: Vec<usize> = (0..self.mines.columns.len()).filter(is_wanted).collect();
        if columns.len() > load::MOST_COLUMNS {
            return Err(Error::Usage {
                problem: format!("{} fields are more than the {} of an SQL table", columns.len(), load::MOST_COLUMNS),
                hint: Some("name the fields instead of *".to_owned()),
            });
        }
        let connection = load::open().map_err(explain)?;
        load::mines(&connection, self.mines, &columns, self.selected).map_err(explain)?;
        load::others(&connection, self.mines.report, self.selected, &names).map_err(explain)?;
        load::close_for_writing(&connection).map_err(explain)?;
        let (done, waiting) = mpsc::channel::<()>();
        let handle = connection.get_interrupt_handle();
        let limit = Duration::from_secs(self.filter.seconds);
        let watch = std::thread::spawn(move || {
            if waiting.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout) {
                handle.interrupt();
            }
        });
        let answer = read::answer(&connection, &statement.sql);
        drop(done);
        let _ = watch.join();
        match answer {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) => Err(Error::Usage {
                problem: format!("an answer of more than {} rows", read::MOST_ROWS),
                hint: Some("ask for less: --limit N".to_owned()),
            }),
            Err(error) => Err(explain(error)),
        }
    }
}
