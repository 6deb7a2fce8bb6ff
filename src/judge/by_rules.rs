//! Verdicts by rule tables: evidence in, rulings out.

use super::evidence::{Evidence, Values, Wanted, Witness};
use crate::domain::{
    Basis, Extent, FragilityClass, Grade, Judgement, PackInForce, Position, RuleInForce, Ruling, Rulings, Verdict,
    ZoneClass, ZoneKind, Zones,
};
use crate::rules::{Cell, Engine, Fact, InForce, Known, Outcome, Rule, Vocabulary, Why};

/// What flags by being one zone's alone: rules that flag and ask for nothing but one class of zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ZoneFlags {
    fragility: [bool; FragilityClass::ALL.len()],
    position: [bool; Position::ALL.len()],
    redline: bool,
}

impl ZoneFlags {
    /// Those of the rules in force.
    #[must_use]
    pub fn of(in_force: &InForce, vocabulary: &Vocabulary) -> Self {
        let mut flags = Self::default();
        for rule in in_force.rules.iter().filter(|rule| rule.flag) {
            let [(fact, cell)] = rule.cells.as_slice() else { continue };
            let meets = |word: &str| {
                let terms = vocabulary.words(fact, word).terms;
                cell.matches(&Known::Words { terms: &terms, is_complete: true }) == crate::rules::Truth::Yes
            };
            match fact {
                Fact::Fragility => {
                    for class in FragilityClass::ALL {
                        flags.fragility[class as usize] |= meets(class.word());
                    }
                }
                Fact::Position => {
                    for position in Position::ALL {
                        flags.position[position as usize] |= meets(position.word());
                    }
                }
                Fact::Redline => flags.redline |= meets(Grade::Overlap.word()),
                _ => {}
            }
        }
        flags
    }

    /// Whether a zone flags the mines in it.
    #[must_use]
    pub fn flags(&self, zones: &Zones<'_>, zone: u32) -> bool {
        match (zones.kind, zones.zone(zone).map(|zone| &zone.class)) {
            (ZoneKind::Redline, Some(_)) => self.redline,
            (ZoneKind::Prefecture, Some(ZoneClass::Fragility(class))) => self.fragility[*class as usize],
            (ZoneKind::Position, Some(ZoneClass::Position(position))) => self.position[*position as usize],
            _ => false,
        }
    }
}

/// Judges mines by rule tables. What stands in `judgements` already (units, classes, ties) stays; verdict, flag
/// and basis are those of the rules. A sliver goes to review where the rules are not stricter.
#[must_use]
pub fn by_rules(
    judgements: &mut [Judgement],
    evidence: Evidence<'_>,
    in_force: &InForce,
    vocabulary: &Vocabulary,
) -> Rulings {
    let mut engine = Engine::new(in_force, vocabulary);
    let name_term = |fact: &Fact, name: &str| engine.name_term(fact, name);
    let witness = Witness::new(evidence, Wanted { facts: engine.facts(), name_term: &name_term, vocabulary });
    let mut values = Values::default();
    let mut prepared: Vec<Prepared> = Vec::new();
    for (mine, judgement) in judgements.iter_mut().enumerate() {
        let which = witness.tell(mine, judgement, &mut values, |known| engine.judge(known));
        while prepared.len() <= which as usize {
            prepared.push(Prepared::of(&engine.outcomes()[prepared.len()], in_force));
        }
        let prepared = &prepared[which as usize];
        judgement.ruling = Some(which);
        judgement.is_flagged = prepared.ruling.is_flagged;
        judgement.basis = Basis {
            fragility: judgement.fragility.filter(|_| prepared.by_fragility),
            redline: prepared.by_redline,
            position: judgement.position.filter(|_| prepared.by_position),
        };
        judgement.verdict = Some(verdict_with_slivers(prepared.ruling.verdict, evidence.facts.extent(mine)));
    }
    Rulings {
        as_of: in_force.as_of,
        readings: in_force.readings.iter().map(|one| (one.name.clone(), one.choices.join("|"))).collect(),
        packs: in_force.packs.iter().map(pack).collect(),
        rules: in_force.rules.iter().map(|rule| rule_in_force(rule, in_force)).collect(),
        left_out: in_force.left_out.iter().map(|out| (out.id.clone(), why(&out.why))).collect(),
        set_names: in_force.set_names.clone(),
        rulings: prepared.into_iter().map(|prepared| prepared.ruling).collect(),
    }
}

/// The verdict of rules on a mine of this extent: a sliver goes to review where the rules are not stricter.
#[must_use]
pub fn verdict_with_slivers(by_rules: Verdict, extent: Option<&Extent>) -> Verdict {
    if extent.is_some_and(Extent::has_sliver) { by_rules.max(Verdict::Review) } else { by_rules }
}

/// An outcome in the words of outputs.
struct Prepared {
    ruling: Ruling,
    by_fragility: bool,
    by_redline: bool,
    by_position: bool,
}

impl Prepared {
    fn of(outcome: &Outcome, in_force: &InForce) -> Self {
        let rule = |index: usize| &in_force.rules[index];
        let only = |rule: &Rule, fact: &Fact| matches!(rule.cells.as_slice(), [(one, Cell::Words(_))] if one == fact);
        let by = |fact: &Fact| outcome.flagging.iter().any(|&index| only(rule(index), fact));
        let zones = [Fact::Fragility, Fact::Redline, Fact::Position];
        let others = outcome.flagging.iter().map(|&index| rule(index));
        let others: Vec<&str> =
            others.filter(|rule| !zones.iter().any(|fact| only(rule, fact))).map(|rule| rule.id.as_str()).collect();
        let pack = |id: &str| in_force.packs.iter().position(|pack| pack.id == id).unwrap_or(0);
        let counting = || outcome.fired.iter().filter(|index| !outcome.overridden.contains(index));
        let ranked = in_force.ranked(&outcome.fired);
        let by_pack = |(id, verdict): &(String, Verdict)| {
            let rules = ranked.iter().map(|&index| rule(index)).filter(|rule| rule.pack == *id);
            let ids: Vec<&str> = rules.map(|rule| rule.id.as_str()).collect();
            (pack(id) as u32, *verdict, ids.join(";"))
        };
        let unverified = in_force
            .packs
            .iter()
            .filter(|pack| pack.is_unverified && outcome.fired.iter().any(|&index| rule(index).pack == pack.id));
        let unverified: Vec<&str> = unverified.map(|pack| pack.id.as_str()).collect();
        let missing: Vec<_> = outcome.missing.iter().map(Fact::name).collect();
        let set = |name: &String| outcome.sets.iter().find(|(of, _)| of == name).map(|(_, value)| value.clone());
        let ruling = Ruling {
            verdict: outcome.verdict,
            fired: outcome.fired.iter().map(|&index| index as u32).collect(),
            deciding: counting()
                .filter(|index| rule(**index).verdict == outcome.verdict)
                .map(|&index| index as u32)
                .collect(),
            clauses: outcome.clauses.clone(),
            missing: joined(&missing),
            conflict: outcome.conflict.clone(),
            unverified: joined(&unverified),
            is_flagged: outcome.is_flagged,
            flagged_by: joined(&others),
            sets: in_force.set_names.iter().map(set).collect(),
            by_pack: outcome.by_pack.iter().map(by_pack).collect(),
        };
        Self {
            ruling,
            by_fragility: by(&Fact::Fragility),
            by_redline: by(&Fact::Redline),
            by_position: by(&Fact::Position),
        }
    }
}

fn joined<T: AsRef<str>>(words: &[T]) -> Option<String> {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    (!words.is_empty()).then(|| words.join(";"))
}

fn pack(pack: &crate::rules::Pack) -> PackInForce {
    PackInForce { id: pack.id.clone(), kind: pack.kind.word(), is_unverified: pack.is_unverified }
}

/// Why a rule is left out.
fn why(why: &Why) -> String {
    match why {
        Why::NotYet(day) => format!("in force from {day}"),
        Why::NoLonger(day) => format!("in force until {day}"),
        Why::Reading { name, choice } => format!("belongs to the reading {name} = {choice}"),
    }
}

fn rule_in_force(rule: &Rule, in_force: &InForce) -> RuleInForce {
    let conditions: Vec<String> = rule.cells.iter().map(|(fact, cell)| format!("{}: {cell}", fact.name())).collect();
    let source: Vec<&str> = [&rule.doc, &rule.section].into_iter().flatten().map(String::as_str).collect();
    RuleInForce {
        id: rule.id.clone(),
        pack: in_force.packs.iter().position(|pack| pack.id == rule.pack).unwrap_or(0) as u32,
        verdict: rule.verdict,
        is_flag: rule.flag,
        conditions: conditions.join("; "),
        action: rule.action.clone(),
        action_zh: rule.action_zh.clone(),
        source: (!source.is_empty()).then(|| source.join(", ")),
        note: rule.note.clone(),
    }
}
