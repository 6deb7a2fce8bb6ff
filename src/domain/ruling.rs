//! What rule tables say: once for all mines of which the same rules fired, and what is in force.

use super::{Date, Verdict};

/// What the rules in force say of some mines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The strictest verdict, or review where a stricter one may hold.
    pub verdict: Verdict,
    /// All rules that fired, by index among [`Rulings::rules`], ascending.
    pub fired: Vec<u32>,
    /// Those whose verdict is the one above.
    pub deciding: Vec<u32>,
    /// The ids of all rules that fired, strictest first, joined by `;`.
    pub clauses: Option<String>,
    /// The facts that are not known and might lead to a stricter verdict, joined by `;`.
    pub missing: Option<String>,
    /// The packs that do not agree, each with its verdict, joined by `;`.
    pub conflict: Option<String>,
    /// The unverified packs among those that fired, joined by `;`.
    pub unverified: Option<String>,
    /// Whether a rule flags.
    pub is_flagged: bool,
    /// The ids of flagging rules that are not named by their only condition, joined by `;`.
    pub flagged_by: Option<String>,
    /// What rules set, in the order of [`Rulings::set_names`].
    pub sets: Vec<Option<String>>,
    /// What each pack that fired says by itself: index among [`Rulings::packs`], its verdict, the ids of its rules.
    pub by_pack: Vec<(u32, Verdict, String)>,
}

/// The rules of a run.
#[derive(Clone, Debug)]
pub struct Rulings {
    /// The day whose rules are in force.
    pub as_of: Date,
    /// Which readings are in use, by name.
    pub readings: Vec<(String, String)>,
    /// The packs.
    pub packs: Vec<PackInForce>,
    /// The rules in force.
    pub rules: Vec<RuleInForce>,
    /// Rules that are left out, with the reason.
    pub left_out: Vec<(String, String)>,
    /// The fields that rules set, in order of first appearance.
    pub set_names: Vec<String>,
    /// What is said of mines; a [`Judgement`](super::Judgement) names one by its index here.
    pub rulings: Vec<Ruling>,
}

/// A pack of rules, as outputs name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackInForce {
    /// Its id.
    pub id: String,
    /// paper, law, local or example.
    pub kind: &'static str,
    /// Whether it is law that nobody has compared with its text.
    pub is_unverified: bool,
}

/// A rule, as outputs name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleInForce {
    /// Its id.
    pub id: String,
    /// Its pack, by index.
    pub pack: u32,
    /// Its verdict.
    pub verdict: Verdict,
    /// Whether it flags.
    pub is_flag: bool,
    /// Its conditions in words.
    pub conditions: String,
    /// What is to be done, in English and Chinese.
    pub action: Option<String>,
    /// The same in Chinese.
    pub action_zh: Option<String>,
    /// Where it is written: document and section.
    pub source: Option<String>,
    /// What is to be known of it.
    pub note: Option<String>,
}

impl Rulings {
    /// The ids of packs that are law nobody has compared with its text.
    #[must_use]
    pub fn unverified_packs(&self) -> Vec<&str> {
        self.packs.iter().filter(|pack| pack.is_unverified).map(|pack| pack.id.as_str()).collect()
    }
}
