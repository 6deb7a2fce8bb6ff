//! Green mines: what lists of names say about the mines of a layer, and what became of every entry of a list.

use std::fmt;

/// Whose list a mine is on, lowest first: `max` is the level that a mine on several lists takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GreenLevel {
    /// 自治区级, 省级, 兵团级, 地方: any level below the national one.
    Regional,
    /// 国家级
    National,
}

impl GreenLevel {
    /// Both levels, lowest first.
    pub const ALL: [Self; 2] = [Self::Regional, Self::National];

    /// The word that stands in the field `green_mine`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Regional => "regional",
            Self::National => "national",
        }
    }
}

impl fmt::Display for GreenLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What joined an entry with a mine, weakest first. A likeness of names alone joins nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GreenHow {
    /// The names are the same but for what two spellings of one name differ in.
    Normalised,
    /// The names are the same text, but for the width of its signs.
    Exact,
    /// A person wrote the id of the mine beside the entry.
    Confirmed,
}

impl GreenHow {
    /// The word that stands in the field `green_match`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Normalised => "normalised",
            Self::Exact => "exact",
            Self::Confirmed => "confirmed",
        }
    }
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GreenRow {
    /// The list, as messages name it.
    pub source: String,
    /// The row, as a spreadsheet counts, from 1.
    pub row: u32,
}

/// Why a mine is held to be green.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GreenMatch {
    /// The highest level of all entries that count.
    pub level: GreenLevel,
    /// The newest year of the entries of this level.
    pub year: u16,
    /// What joined that entry.
    pub how: GreenHow,
    /// Where that entry stands.
    pub row: GreenRow,
}

/// What was found for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GreenOutcome {
    /// Joined.
    Joined(GreenHow),
    /// Several mines bear this name: not joined.
    Ambiguous,
    /// Mines with similar names, or with the same name and something that speaks against it: not joined.
    Candidates,
    /// No mine has a similar name.
    None,
    /// A person says that the mine is not in the layer.
    Absent,
    /// The confirmed id is that of no mine, or of several: not joined.
    UnknownId,
}

impl GreenOutcome {
    /// The word that stands in the review table.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Joined(how) => how.word(),
            Self::Ambiguous => "ambiguous",
            Self::Candidates => "candidates",
            Self::None => "none",
            Self::Absent => "absent",
            Self::UnknownId => "unknown-id",
        }
    }
}

/// What an entry does to the mine that it is joined with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GreenStanding {
    /// It is joined with none.
    NotJoined,
    /// It makes the mine green.
    Counts,
    /// Another entry of a higher level, or of the same level and a newer year, counts in its place.
    Outdone(GreenRow),
    /// A removal of the same level, of the same year or later, ended it.
    Ended(GreenRow),
    /// It is a removal; how many entries it ended.
    Removal(u32),
}

impl GreenStanding {
    /// The word that stands in the review table.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::NotJoined => "not-joined",
            Self::Counts => "counts",
            Self::Outdone(_) => "outdone",
            Self::Ended(_) => "ended",
            Self::Removal(_) => "removal",
        }
    }
}

/// What speaks against two names being those of one mine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GreenDifference {
    /// They are of different provinces, prefectures or counties.
    Place,
    /// 一号矿, 二号矿.
    Number,
    /// 铜矿, 金矿.
    Mineral,
    /// 东矿, 西矿.
    Direction,
    /// 露天, 井工.
    Method,
    /// The name says what is mined and no more.
    NoProperName,
}

impl GreenDifference {
    /// The word that stands in the review table.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Number => "number",
            Self::Mineral => "mineral",
            Self::Direction => "direction",
            Self::Method => "method",
            Self::NoProperName => "no-proper-name",
        }
    }
}

/// A mine that an entry is joined with, or may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct GreenCandidate {
    /// Index of the mine, as it was given.
    pub mine: u32,
    /// Its id.
    pub id: Option<String>,
    /// Its name that was compared.
    pub name: String,
    /// How alike the names are, 0 to 1; 1 where they are the same or a person confirmed it.
    pub score: f64,
    /// Whether a part of a name was compared: the mine without its company, or the company without its mine.
    pub is_part: bool,
    /// What speaks against it.
    pub difference: Option<GreenDifference>,
}

/// What became of one entry of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct GreenReviewRow {
    /// Where it stands.
    pub row: GreenRow,
    /// The name, as the list has it.
    pub name: String,
    /// The level of the list.
    pub level: GreenLevel,
    /// The year of the entry.
    pub year: u16,
    /// What was found for it.
    pub outcome: GreenOutcome,
    /// What it does.
    pub standing: GreenStanding,
    /// The mine that it is joined with; else those that it may mean, best first.
    pub mines: Vec<GreenCandidate>,
    /// How many mines there are of which `mines` lists the first: three candidates, or twenty mines of one name.
    pub mines_in_all: u32,
    /// The id that a person wrote beside it.
    pub confirmed: Option<String>,
    /// Columns that mean nothing to oreline, as they stand.
    pub others: Vec<(String, String)>,
}

impl GreenReviewRow {
    /// Whether a person should look, because nothing was joined or because names were joined that are not the same text.
    #[must_use]
    pub fn needs_review(&self) -> bool {
        !matches!(self.outcome, GreenOutcome::Joined(GreenHow::Exact | GreenHow::Confirmed) | GreenOutcome::Absent)
    }

    /// What a person can do.
    #[must_use]
    pub fn to_do(&self) -> &'static str {
        let is_removal = matches!(self.standing, GreenStanding::Removal(_));
        match self.outcome {
            GreenOutcome::Joined(GreenHow::Exact | GreenHow::Confirmed) | GreenOutcome::Absent => "",
            GreenOutcome::Joined(GreenHow::Normalised) => {
                "see that both names mean one mine; if not, write the id of the right mine, or 无, into a column 确认编号"
            }
            GreenOutcome::Ambiguous => {
                "several mines bear this name: write the id of the one that is meant into a column 确认编号"
            }
            GreenOutcome::Candidates if is_removal => {
                "a removal that was not joined: if one of these mines is meant, write its id into a column 确认编号, if none, 无"
            }
            GreenOutcome::Candidates => {
                "not joined: if one of these mines is meant, write its id into a column 确认编号, if none, 无"
            }
            GreenOutcome::None => {
                "no mine has a similar name: if it bears another, write its id into a column 确认编号, if it is not there, 无"
            }
            GreenOutcome::UnknownId => "the confirmed id is not that of one mine of this layer: correct it",
        }
    }
}

/// How many there are of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GreenCounts {
    /// Mines of the highest level.
    pub national_mines: u32,
    /// Mines of the lower one.
    pub regional_mines: u32,
    /// Entries of all lists, removals among them.
    pub entries: u32,
    /// Removals.
    pub removals: u32,
    /// Entries that a removal ended.
    pub ended: u32,
    /// Entries joined by the same text.
    pub exact: u32,
    /// Entries joined by the same name in another spelling.
    pub normalised: u32,
    /// Entries joined by a person.
    pub confirmed: u32,
    /// Entries whose name several mines bear.
    pub ambiguous: u32,
    /// Entries with candidates and no more.
    pub candidates: u32,
    /// Entries without any.
    pub none: u32,
    /// Entries that a person says are not in the layer.
    pub absent: u32,
    /// Entries whose confirmed id is not that of one mine.
    pub unknown_ids: u32,
}

/// Lists of green mines, joined with the mines of a layer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GreenMatches {
    /// The green mines, by the index that they were given, ascending.
    pub mines: Vec<(u32, GreenMatch)>,
    /// Every entry of every list, by list and row.
    pub rows: Vec<GreenReviewRow>,
    /// For the summary.
    pub counts: GreenCounts,
}

impl GreenMatches {
    /// What is known of a mine, if it is green.
    #[must_use]
    pub fn of(&self, mine: u32) -> Option<&GreenMatch> {
        let at = self.mines.binary_search_by_key(&mine, |(index, _)| *index).ok()?;
        self.mines.get(at).map(|(_, green)| green)
    }
}
