//! One mine cut out of all that was found, and judged as often as is asked.

use crate::check;
use crate::domain::{
    Cover, Extent, Facts, Grade, GreenMatches, Hit, Judgement, Mine, MineLayer, MineShape, Nearest, Overlap, Piece,
    Place, Verdict, ZoneKind,
};
use crate::judge::{self, Evidence, Wanted};
use crate::plan::Plan;
use crate::rules::{Fact, InForce, Known, Outcome, Statements, Term, Vocabulary};
use crate::run::{Found, RuleSet};

use super::model::EndView;

/// Facts that are shown whether rules ask for them or not, as far as the plan has layers for them.
const USUAL: [Fact; 8] = [
    Fact::Fragility,
    Fact::Position,
    Fact::Redline,
    Fact::Prefecture,
    Fact::Belt,
    Fact::Function,
    Fact::RedlineM,
    Fact::MarginM,
];
/// The same for mines that are areas.
const USUAL_OF_AREAS: [Fact; 2] = [Fact::AreaHa, Fact::RedlinePct];

/// A distance that is as good as none, and not on the border.
const JUST_BEYOND_M: f64 = f64::MIN_POSITIVE;

/// One mine, with everything that is known of it.
pub(super) struct Subject<'f> {
    pub(super) found: &'f Found<'f>,
    pub(super) rules: Option<&'f RuleSet>,
    pub(super) mine: &'f Mine<'f>,
    /// The facts that are asked for: by any rule of the tables, in force or not, and the usual ones. Sorted.
    pub(super) asked: Vec<Fact>,
    /// What the join found of this mine, as the only one.
    pub(super) facts: Facts,
    /// What lists of green mines say of it; `None` without a list.
    pub(super) green: Option<GreenMatches>,
    statements: Statements,
    vocabulary: &'f Vocabulary,
}

/// What a mine comes to.
#[derive(Clone, Debug)]
pub(super) struct End {
    pub(super) verdict: Option<Verdict>,
    pub(super) is_flagged: bool,
}

impl End {
    pub(super) fn view(&self) -> EndView {
        EndView {
            verdict: self.verdict.map(Verdict::word),
            verdict_zh: self.verdict.map(Verdict::chinese),
            flagged: self.is_flagged,
        }
    }
}

impl<'f> Subject<'f> {
    /// The mine at a position among those in use.
    pub(super) fn new(
        found: &'f Found<'f>,
        rules: Option<&'f RuleSet>,
        plan: &Plan,
        position: usize,
        vocabulary: &'f Vocabulary,
        green: Option<&GreenMatches>,
    ) -> Option<Self> {
        let mine = found.layer.mines.get(position)?;
        let mut asked = rules.map(|rules| rules.book.facts()).unwrap_or_default();
        asked.extend(USUAL);
        if matches!(mine.shape, MineShape::Area(_)) {
            asked.extend(USUAL_OF_AREAS);
        }
        asked.sort();
        asked.dedup();
        let layer = MineLayer {
            source: found.layer.source.clone(),
            fields: found.layer.fields.clone(),
            encoding: None,
            read: 1,
            mines: vec![mine.clone()],
            declared: Vec::new(),
            crs_uncertainty_m: found.layer.crs_uncertainty_m,
            crs: found.layer.crs.clone(),
        };
        // Rules that are not in force may ask for more than was read for the others.
        let (statements, _) = check::statements(&layer, &plan.mines.fields, &asked, vocabulary);
        let green = green.map(|green| GreenMatches {
            mines: green.of(position as u32).map(|of| (0, of.clone())).into_iter().collect(),
            ..GreenMatches::default()
        });
        let facts = alone(&found.facts, position);
        Some(Self { found, rules, mine, asked, facts, green, statements, vocabulary })
    }

    pub(super) fn vocabulary(&self) -> &'f Vocabulary {
        self.vocabulary
    }

    pub(super) fn extent(&self) -> Option<&Extent> {
        self.facts.extent(0)
    }

    /// The hits of a kind that count: a touch counts in a red line alone (docs/decisions/0001).
    pub(super) fn hits(&self, kind: ZoneKind) -> impl Iterator<Item = Hit> + '_ {
        let counts = move |hit: &Hit| hit.kind == kind && (kind == ZoneKind::Redline || hit.place != Place::Touches);
        self.facts.of(0).iter().copied().filter(counts)
    }

    /// Calls a function with the judgement of the built-in rule and the values of [`Subject::asked`], were these the facts.
    pub(super) fn tell<T>(&self, facts: &Facts, call: impl FnOnce(&Judgement, &[Known<'_>]) -> T) -> Option<T> {
        let judgement = *judge::all(facts, &self.found.zones).first()?;
        let evidence = Evidence { facts, statements: &self.statements, ..self.found.evidence(self.green.as_ref()) };
        let name_term =
            |fact: &Fact, name: &str| self.rules.map_or(Term::OTHER, |rules| rules.book.name_term(fact, name));
        let wanted = Wanted { facts: &self.asked, name_term: &name_term, vocabulary: self.vocabulary };
        Some(judge::tell_one(evidence, wanted, 0, &judgement, |known| call(&judgement, known)))
    }

    /// What rules make of values.
    pub(super) fn outcome(&self, in_force: &InForce, known: &[Known<'_>]) -> (Outcome, End) {
        let outcome = Outcome::of_one(in_force, &self.asked, known);
        let end = end(&outcome, &self.facts);
        (outcome, end)
    }

    /// What the mine would come to, were these the facts.
    pub(super) fn end_of(&self, facts: &Facts) -> Option<End> {
        self.tell(facts, |judgement, known| match self.rules {
            None => End { verdict: judgement.verdict, is_flagged: judgement.is_flagged },
            Some(rules) => end(&Outcome::of_one(&rules.in_force, &self.asked, known), facts),
        })
    }

    /// The facts, were the mine wholly in these zones of a kind and in no others. The nearest red line is then as near as can
    /// be.
    pub(super) fn moved(&self, kind: ZoneKind, zones: &[u32]) -> Facts {
        let mut facts = self.facts.clone();
        let place = if self.extent().is_some() { Place::Overlaps } else { Place::Inside };
        let mut hits: Vec<Hit> = self.facts.of(0).iter().copied().filter(|hit| hit.kind != kind).collect();
        hits.extend(zones.iter().map(|&zone| Hit { kind, place, zone }));
        hits.sort_by_key(|hit| (hit.kind, hit.zone));
        let mut moved = Facts::with_capacity(1);
        moved.push(&hits);
        if let Some(Some(extent)) = facts.extents.first_mut() {
            let area_m2 = extent.area_m2;
            extent.overlaps.retain(|overlap| overlap.kind != kind);
            extent.overlaps.extend(zones.iter().map(|&zone| Overlap {
                kind,
                zone,
                grade: Grade::Overlap,
                area_m2,
                piece: Piece::None,
                balanced: None,
            }));
            let (grade, area_m2) = if zones.is_empty() { (Grade::None, 0.0) } else { (Grade::Overlap, area_m2) };
            extent.covers[kind as usize] = Cover { grade, area_m2, balanced_rest: None };
        }
        if let (ZoneKind::Redline, Some(nearest)) = (kind, facts.redlines.first_mut()) {
            let which = zones.first().copied().or(nearest.map(|nearest| nearest.which)).unwrap_or(0);
            *nearest = Some(Nearest { distance_m: if zones.is_empty() { JUST_BEYOND_M } else { 0.0 }, which });
        }
        moved.extents = facts.extents;
        moved.redlines = facts.redlines;
        moved.periphery = facts.periphery;
        moved.receptors = facts.receptors;
        moved.margins = facts.margins;
        moved
    }
}

/// What an outcome comes to.
fn end(outcome: &Outcome, facts: &Facts) -> End {
    let verdict = judge::verdict_with_slivers(outcome.verdict, facts.extent(0));
    End { verdict: Some(verdict), is_flagged: outcome.is_flagged }
}

/// What was found of one mine, as if it were the only one.
fn alone(all: &Facts, position: usize) -> Facts {
    let mut one = Facts::with_capacity(1);
    one.push(all.of(position));
    one.extents = all.extents.get(position).cloned().into_iter().collect();
    one.redlines = all.redlines.get(position).copied().into_iter().collect();
    one.periphery = all.periphery.get(position).copied().into_iter().collect();
    one.receptors = all.receptors.iter().map(|of_kind| of_kind.get(position).copied().into_iter().collect()).collect();
    one.margins = all.margins.get(position).copied().into_iter().collect();
    one
}
