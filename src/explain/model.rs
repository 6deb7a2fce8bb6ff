//! What is explained, as data: the JSON object is this, field by field, and the text is made of it.

use serde::Serialize;

/// Why one mine came to its verdict, and what would change it.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The version of this shape.
    pub schema_version: u32,
    /// Which mine.
    pub mine: MineView,
    /// What it came to.
    pub result: ResultView,
    /// Defects that were found in this mine.
    pub noted: Vec<NotedView>,
    /// What is known of it, and from where.
    pub facts: Vec<FactView>,
    /// The conditions of the built-in rule; empty with rule tables.
    pub built_in: Vec<BuiltInView>,
    /// What the rule tables say; `None` without them.
    pub rules: Option<RulesView>,
    /// The nearest borders, and what holds beyond them.
    pub borders: Vec<BorderView>,
    /// Facts that would change the verdict if one of them alone were different.
    pub changes: Vec<ChangeView>,
}

/// Which mine.
#[derive(Clone, Debug, Serialize)]
pub struct MineView {
    /// Its id.
    pub id: Option<String>,
    /// Its names, in the order of the fields.
    pub names: Vec<String>,
    /// The layer that it comes from.
    pub layer: String,
    /// Its number in the layer, from 0.
    pub feature: u32,
    /// Longitude in degrees; of an area the middle of its box.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
    /// Its area on the ellipsoid in hectares; `None` for a point.
    pub area_ha: Option<f64>,
}

/// A verdict with a flag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EndView {
    /// The verdict; `None` where no rule speaks.
    pub verdict: Option<&'static str>,
    /// The same in Chinese.
    pub verdict_zh: Option<&'static str>,
    /// Whether it is flagged.
    pub flagged: bool,
}

/// What a mine came to.
#[derive(Clone, Debug, Serialize)]
pub struct ResultView {
    /// Verdict and flag.
    #[serde(flatten)]
    pub end: EndView,
    /// What made the flag: zones, or ids of rules.
    pub flag_basis: Vec<String>,
    /// Why, in one sentence.
    pub sentence: String,
}

/// A defect of the mine.
#[derive(Clone, Debug, Serialize)]
pub struct NotedView {
    /// Its stable code.
    pub code: &'static str,
    /// The particulars.
    pub reason: String,
}

/// What is known of one fact.
#[derive(Clone, Debug, Serialize)]
pub struct FactView {
    /// The name of its column in rule tables.
    pub fact: String,
    /// The same in Chinese.
    pub fact_zh: Option<&'static str>,
    /// Whether rules in force ask for it.
    pub asked: bool,
    /// Whether it is known, at least in part.
    pub known: bool,
    /// Its value in words, Chinese beside English.
    pub value: String,
    /// Where it comes from, or why it is not known.
    pub sources: Vec<String>,
}

/// A condition of the built-in rule.
#[derive(Clone, Debug, Serialize)]
pub struct BuiltInView {
    /// What it asks.
    pub asks: String,
    /// What the mine has.
    pub value: String,
    /// Whether it holds.
    pub holds: bool,
    /// What follows where it holds.
    pub gives: &'static str,
}

/// What the rule tables say.
#[derive(Clone, Debug, Serialize)]
pub struct RulesView {
    /// The day whose rules are in force.
    pub as_of: String,
    /// How many rules are in force.
    pub in_force: usize,
    /// How many rules all tables hold.
    pub in_tables: usize,
    /// Packs that are law nobody has compared with its text.
    pub unverified: Vec<String>,
    /// Rules that fired, strictest first.
    pub fired: Vec<RuleView>,
    /// Rules that are not refuted, but miss a fact.
    pub open: Vec<RuleView>,
    /// Rules that one single condition keeps from firing.
    pub missed_by_one: Vec<RuleView>,
    /// What decided.
    pub winner: WinnerView,
    /// Readings of unclear texts.
    pub readings: Vec<ReadingView>,
    /// Rules that are not in force on the day, whose conditions are met.
    pub not_in_force: Vec<NotInForceView>,
}

/// What decided, and why.
#[derive(Clone, Debug, Serialize)]
pub struct WinnerView {
    /// The rules whose verdict it is, or because of which a person must look.
    pub rules: Vec<String>,
    /// Why these.
    pub why: String,
    /// What each pack says by itself.
    pub by_pack: Vec<PackView>,
    /// Whether packs differ.
    pub conflict: bool,
    /// Facts that may lead to a stricter verdict, and are not known.
    pub missing: Vec<String>,
}

/// What a pack says by itself.
#[derive(Clone, Debug, Serialize)]
pub struct PackView {
    /// The pack.
    pub pack: String,
    /// Its strictest verdict.
    pub verdict: &'static str,
    /// The same in Chinese.
    pub verdict_zh: &'static str,
}

/// A rule and how the mine meets it.
#[derive(Clone, Debug, Serialize)]
pub struct RuleView {
    /// Its id.
    pub id: String,
    /// Its pack.
    pub pack: String,
    /// paper, law, local or example.
    pub pack_kind: &'static str,
    /// Its title.
    pub title: Option<String>,
    /// Its verdict.
    pub verdict: &'static str,
    /// The same in Chinese.
    pub verdict_zh: &'static str,
    /// Whether it flags.
    pub flag: bool,
    /// Its conditions.
    pub conditions: Vec<ConditionView>,
    /// What is to be done.
    pub action: Option<String>,
    /// The same in Chinese.
    pub action_zh: Option<String>,
    /// The document and the clause that it comes from.
    pub citation: Option<String>,
    /// The words of the document.
    pub quote: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The same in Chinese.
    pub note_zh: Option<String>,
    /// The reading that it belongs to.
    pub reading: Option<String>,
    /// Whether it is law that nobody compared with its text.
    pub unverified: bool,
    /// Fired rules that put it out of account, each with its reason.
    pub overridden_by: Vec<String>,
    /// Of an open rule: whether a person must look because of it.
    pub asks_review: bool,
    /// What it sets: name and value.
    pub sets: Vec<(String, String)>,
    /// File and row.
    pub place: String,
}

/// A condition and what the mine has.
#[derive(Clone, Debug, Serialize)]
pub struct ConditionView {
    /// The fact that it asks about.
    pub fact: String,
    /// The same in Chinese.
    pub fact_zh: Option<&'static str>,
    /// What it asks, in words.
    pub asks: String,
    /// The cell as it is written.
    pub cell: String,
    /// yes, no or missing.
    pub met: &'static str,
    /// What the mine has.
    pub value: String,
}

/// A reading, and what the others would come to.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingView {
    /// Its name.
    pub name: String,
    /// The choices in use.
    pub in_use: Vec<String>,
    /// Whether that is the default of the table.
    pub default: bool,
    /// What the mine would come to under other choices.
    pub others: Vec<OtherView>,
}

/// What the mine would come to.
#[derive(Clone, Debug, Serialize)]
pub struct OtherView {
    /// Under which choice or value.
    pub choice: String,
    /// What it would come to.
    #[serde(flatten)]
    pub end: EndView,
    /// Whether that differs from what it came to.
    pub changes: bool,
}

/// A rule that is not in force, whose conditions are met.
#[derive(Clone, Debug, Serialize)]
pub struct NotInForceView {
    /// The rule.
    pub id: String,
    /// Its pack.
    pub pack: String,
    /// From or until when it is in force.
    pub when: String,
    /// What the mine would come to if it were in force beside the others.
    #[serde(flatten)]
    pub end: EndView,
    /// Whether that differs from what it came to.
    pub changes: bool,
}

/// A border near the mine.
#[derive(Clone, Debug, Serialize)]
pub struct BorderView {
    /// The kind of zone.
    pub kind: &'static str,
    /// The name of the zone.
    pub zone: String,
    /// Its class, Chinese beside English.
    pub class: Option<String>,
    /// The file that it comes from.
    pub layer: String,
    /// `enter` where the mine is outside, `leave` where it is inside.
    pub step: &'static str,
    /// Metres to the border.
    pub distance_m: f64,
    /// What the mine would come to beyond it, everything else kept.
    #[serde(flatten)]
    pub end: EndView,
    /// Whether that differs from what it came to.
    pub changes: bool,
}

/// A fact, and what other values of it would come to.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// The fact.
    pub fact: String,
    /// The same in Chinese.
    pub fact_zh: Option<&'static str>,
    /// What it is.
    pub value: String,
    /// Values that come to the same, together; all of them, strictest first.
    pub groups: Vec<GroupView>,
}

/// Values of a fact that come to the same.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// The values.
    pub values: Vec<String>,
    /// What the mine would come to.
    #[serde(flatten)]
    pub end: EndView,
    /// Whether that differs from what it came to.
    pub changes: bool,
}
