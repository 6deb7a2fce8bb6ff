//! Something that was found in a table.

use crate::rules::{Pack, Rule, RulePlace};

/// Whether somebody has to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It has to be mended, or decided.
    Finding,
    /// It is as it may be, and worth to know.
    Note,
}

impl Level {
    /// The word for reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Finding => "finding",
            Self::Note => "note",
        }
    }
}

/// The kinds of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingCode {
    /// No mine meets all cells of the rule.
    Unreachable,
    /// Wherever the rule fires, another overrides it.
    AlwaysOverridden,
    /// Two rules of one topic fire together, with different verdicts.
    Overlap,
    /// No rule of the pack speaks of a mine that it means to decide.
    Gap,
    /// Two rules of one topic have the same conditions and the same verdict.
    Duplicate,
    /// A rule says that it overrides another, and never meets it.
    IdleOverride,
    /// Rows of a reading are never in force together with those of its other choices.
    DeadReading,
    /// A row without document or section.
    NoCitation,
    /// The search was not carried to its end.
    NotSearched,
    /// A name that no zone of the plan has.
    UnknownZone,
    /// A kind of receptor that the plan lacks.
    NoReceptor,
    /// A fact that nothing in the plan states.
    NotStated,
    /// A name of a list that no zone of the plan has, beside others that there are.
    UnmatchedName,
    /// A rule whose conditions another rule of its topic holds too, with the same verdict.
    Subsumed,
    /// A rule that fires outside of what its pack means to decide only.
    OutsideScope,
    /// A row that is no longer in force.
    Expired,
    /// A row that is not in force yet.
    NotYet,
    /// Law that nobody compared with its text.
    Unverified,
}

impl FindingCode {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Unreachable,
        Self::AlwaysOverridden,
        Self::Overlap,
        Self::Gap,
        Self::Duplicate,
        Self::IdleOverride,
        Self::DeadReading,
        Self::NoCitation,
        Self::NotSearched,
        Self::UnknownZone,
        Self::NoReceptor,
        Self::NotStated,
        Self::UnmatchedName,
        Self::Subsumed,
        Self::OutsideScope,
        Self::Expired,
        Self::NotYet,
        Self::Unverified,
    ];

    /// The word for reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::AlwaysOverridden => "always-overridden",
            Self::Overlap => "overlap",
            Self::Gap => "gap",
            Self::Duplicate => "duplicate",
            Self::IdleOverride => "idle-override",
            Self::DeadReading => "dead-reading",
            Self::NoCitation => "no-citation",
            Self::NotSearched => "not-searched",
            Self::UnknownZone => "unknown-zone",
            Self::NoReceptor => "no-receptor",
            Self::NotStated => "not-stated",
            Self::UnmatchedName => "unmatched-name",
            Self::Subsumed => "subsumed",
            Self::OutsideScope => "outside-scope",
            Self::Expired => "expired",
            Self::NotYet => "not-yet-in-force",
            Self::Unverified => "unverified",
        }
    }

    /// How grave it is.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::UnmatchedName
            | Self::Subsumed
            | Self::OutsideScope
            | Self::Expired
            | Self::NotYet
            | Self::Unverified => Level::Note,
            _ => Level::Finding,
        }
    }
}

/// Something that was found in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFinding {
    /// Its kind.
    pub code: FindingCode,
    /// The pack.
    pub pack: String,
    /// The rules, by id.
    pub rules: Vec<String>,
    /// Where they are written.
    pub places: Vec<RulePlace>,
    /// What is wrong.
    pub problem: String,
    /// The inputs that it is about, in the words of cells; facts that do not matter are left out.
    pub region: Vec<(String, String)>,
    /// A mine that shows it: a value for each fact, as a table of examples takes it.
    pub example: Vec<(String, String)>,
    /// The way to mend it.
    pub remedy: String,
    /// The choices of readings under which it holds; none: all.
    pub readings: Vec<String>,
}

impl RuleFinding {
    /// A finding about rules, without a mine that shows it.
    #[must_use]
    pub fn of_rules(code: FindingCode, rules: &[&Rule], problem: String, remedy: String) -> Self {
        Self {
            code,
            pack: rules.first().map_or_else(String::new, |rule| rule.pack.clone()),
            rules: rules.iter().map(|rule| rule.id.clone()).collect(),
            places: rules.iter().map(|rule| rule.place.clone()).collect(),
            problem,
            region: Vec::new(),
            example: Vec::new(),
            remedy,
            readings: Vec::new(),
        }
    }

    /// The same with a mine that shows it, and all that are like it.
    pub(super) fn shown_by(mut self, region: Vec<(String, String)>, example: Vec<(String, String)>) -> Self {
        (self.region, self.example) = (region, example);
        self
    }

    /// Whether it is the same, but for the readings.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.code == other.code
            && self.rules == other.rules
            && self.problem == other.problem
            && self.region == other.region
    }
}

pub(super) fn not_searched(pack: &Pack, problem: String) -> RuleFinding {
    RuleFinding {
        code: FindingCode::NotSearched,
        pack: pack.id.clone(),
        rules: Vec::new(),
        places: Vec::new(),
        problem,
        region: Vec::new(),
        example: Vec::new(),
        remedy: "part the pack into several, or its conditions into topics".to_owned(),
        readings: Vec::new(),
    }
}
