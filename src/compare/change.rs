//! What happened to one mine, and why.

use geo::Geometry;

use super::matching::MatchedBy;
use super::place::Move;
use crate::domain::{Verdict, ZoneKind};

/// A kind of change; a mine may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Flagged now, and it was not.
    NewlyFlagged,
    /// Not flagged any more.
    Cleared,
    /// Another verdict.
    Verdict,
    /// Flag and verdict are the same; what they rest on, or where the mine lies, is not.
    Changed,
    /// It was not there before.
    Added,
    /// It is there no more.
    Gone,
    /// It stands elsewhere, or its outline is another.
    Moved,
    /// The source says something else of it.
    Edited,
}

impl Kind {
    /// All kinds, the most important first.
    pub const ALL: [Self; 8] = [
        Self::NewlyFlagged,
        Self::Cleared,
        Self::Verdict,
        Self::Changed,
        Self::Added,
        Self::Gone,
        Self::Moved,
        Self::Edited,
    ];

    /// The word in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NewlyFlagged => "newly_flagged",
            Self::Cleared => "cleared",
            Self::Verdict => "verdict",
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Gone => "gone",
            Self::Moved => "moved",
            Self::Edited => "edited",
        }
    }
}

/// A kind of cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CauseKind {
    /// The border of a zone was changed: the mine lies in it now, or no longer.
    LineMoved,
    /// A zone was not there before.
    ZoneAdded,
    /// A zone is there no more.
    ZoneRemoved,
    /// A zone came apart.
    ZoneSplit,
    /// Zones became one.
    ZoneMerged,
    /// A zone has another name.
    ZoneRenamed,
    /// A zone has another class.
    ClassChanged,
    /// A rule came, went, or says something else.
    RuleChanged,
    /// The mine moved, or its attributes say something else.
    MineChanged,
    /// It came on a list of green mines, or off it.
    ListChanged,
    /// Thresholds or readings that a run was given.
    SettingsChanged,
    /// The files do not hold enough to tell.
    Unknown,
}

impl CauseKind {
    /// All kinds.
    pub const ALL: [Self; 12] = [
        Self::LineMoved,
        Self::ZoneAdded,
        Self::ZoneRemoved,
        Self::ZoneSplit,
        Self::ZoneMerged,
        Self::ZoneRenamed,
        Self::ClassChanged,
        Self::RuleChanged,
        Self::MineChanged,
        Self::ListChanged,
        Self::SettingsChanged,
        Self::Unknown,
    ];

    /// The word in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::LineMoved => "line_moved",
            Self::ZoneAdded => "zone_added",
            Self::ZoneRemoved => "zone_removed",
            Self::ZoneSplit => "zone_split",
            Self::ZoneMerged => "zone_merged",
            Self::ZoneRenamed => "zone_renamed",
            Self::ClassChanged => "class_changed",
            Self::RuleChanged => "rule_changed",
            Self::MineChanged => "mine_changed",
            Self::ListChanged => "list_changed",
            Self::SettingsChanged => "settings_changed",
            Self::Unknown => "unknown",
        }
    }
}

/// Whether one of two causes is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It explains the change by itself, and the other does not; or there is no other.
    Alone,
    /// Zones and the mine both changed, and each alone would do.
    Either,
    /// Zones and the mine both changed, and neither alone would do.
    Together,
    /// Several things changed that a rule asks for, and the files do not hold what would tell them apart.
    Perhaps,
}

impl Weight {
    /// The word in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::Either => "either",
            Self::Together => "together",
            Self::Perhaps => "perhaps",
        }
    }
}

/// A cause of a change of results.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// What it is.
    pub kind: CauseKind,
    /// The same for people, without the word of the kind.
    pub text: String,
    /// The kind of the zone that it names.
    pub zone_kind: Option<ZoneKind>,
    /// The zone: its name now, or before where it is there no more.
    pub zone: Option<String>,
    /// What stood before: a class, a value.
    pub old: Option<String>,
    /// What stands now.
    pub new: Option<String>,
    /// The rules that it names.
    pub rules: Vec<String>,
    /// The field of the source that it names.
    pub field: Option<String>,
    /// Whether it is enough by itself.
    pub weight: Weight,
    /// The results that it explains.
    pub explains: Vec<&'static str>,
}

impl Cause {
    pub(super) fn new(kind: CauseKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
            zone_kind: None,
            zone: None,
            old: None,
            new: None,
            rules: Vec::new(),
            field: None,
            weight: Weight::Alone,
            explains: Vec::new(),
        }
    }

    /// For people: `class changed: 喀什地区 severe -> extreme`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let weight = match self.weight {
            Weight::Alone => "",
            Weight::Either => " (each alone would do)",
            Weight::Together => " (only together)",
            Weight::Perhaps => " (perhaps)",
        };
        format!("{}: {}{weight}", self.kind.word().replace('_', " "), self.text)
    }
}

/// A value before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// Its value before.
    pub old: Option<String>,
    /// Its value after.
    pub new: Option<String>,
}

/// What happened to one mine.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its id; else its number in its layer, from 0.
    pub mine: String,
    /// Its id before, where it was another.
    pub old_id: Option<String>,
    /// What it is called.
    pub name: Option<String>,
    /// Whether its attributes say that it is made up.
    pub is_synthetic: bool,
    /// By what it was found in both runs; `None` of added and gone ones.
    pub matched_by: Option<MatchedBy>,
    /// How many other mines it might be as well.
    pub rivals: usize,
    /// What happened.
    pub kinds: Vec<Kind>,
    /// Whether it was flagged; `None` of added ones.
    pub old_flagged: Option<bool>,
    /// Whether it is flagged; `None` of gone ones.
    pub new_flagged: Option<bool>,
    /// The verdict before.
    pub old_verdict: Option<String>,
    /// The verdict after.
    pub new_verdict: Option<String>,
    /// Results that changed; of added and gone mines all that they have.
    pub results: Vec<FieldChange>,
    /// Attributes of the source that changed.
    pub attributes: Vec<FieldChange>,
    /// How it moved.
    pub moved: Option<Move>,
    /// Why results changed.
    pub causes: Vec<Cause>,
    /// Why it is gone, where the new run refused it.
    pub refused: Option<String>,
    /// Where it is; a gone mine stands where it was.
    pub geometry: Geometry<f64>,
}

impl Change {
    /// Whether something happened to it.
    #[must_use]
    pub fn is(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }

    /// Flagged now and not before, added ones among them.
    #[must_use]
    pub fn is_flagged_now(&self) -> bool {
        self.new_flagged == Some(true) && self.old_flagged != Some(true)
    }

    /// What is told first: new flags, then cleared ones, the strictest verdicts first among equals.
    pub(super) fn rank(&self) -> (usize, u8, std::cmp::Reverse<bool>) {
        let first = Kind::ALL.iter().position(|kind| self.is(*kind)).unwrap_or(Kind::ALL.len());
        let verdict = self.new_verdict.as_deref().or(self.old_verdict.as_deref()).and_then(Verdict::from_word);
        let strictness = verdict.map_or(0, Verdict::strictness);
        let is_flagged = self.new_flagged.or(self.old_flagged) == Some(true);
        (first, u8::MAX - strictness, std::cmp::Reverse(is_flagged))
    }
}
