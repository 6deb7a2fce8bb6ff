//! The first three rooms: what is found of the mines of a plan, before anybody judges them.

use std::time::Instant;

use super::ground::{CheckedGround, OpenGround};
use super::{GreenLists, RuleSet, Stage, refuse_defects};
use crate::domain::{
    Defect, Facts, GreenMatches, Judgement, Measures, MineFields, MineLayer, Provenance, Receptors, Report, Role,
    Rulings, StageTimes, Zones,
};
use crate::error::Error;
use crate::join::Ground;
use crate::judge::{Evidence, by_rules};
use crate::plan::Plan;
use crate::rules::Statements;
use crate::{check, join, judge, read};

/// What was read, checked and joined.
#[derive(Debug)]
pub struct Found<'a> {
    /// The mines.
    pub layer: MineLayer<'a>,
    /// The field of their names, where the plan names one.
    pub name_field: Option<String>,
    /// The fields that say what a mine is.
    pub mine_fields: MineFields,
    /// All zone kinds, in the order of [`ZoneKind::ALL`](crate::domain::ZoneKind::ALL).
    pub zones: Vec<Zones<'a>>,
    /// What distances were measured to.
    pub receptors: Receptors,
    /// What was measured.
    pub measures: Measures,
    /// What the join found.
    pub facts: Facts,
    /// What the mines state, as far as rules ask for it.
    pub statements: Statements,
    /// Everything that was found wrong.
    pub defects: Vec<Defect>,
    /// How long it took.
    pub times: StageTimes,
}

/// What was judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The judgements, in the order of the mines.
    pub judgements: Vec<Judgement>,
    /// The rules in force and what they say; `None` without tables.
    pub rulings: Option<Rulings>,
    /// What lists of green mines say; `None` without a list.
    pub green: Option<GreenMatches>,
}

impl<'a> Found<'a> {
    /// What writers need, all in one.
    #[must_use]
    pub fn into_report(self, judged: Judged, plan: &Plan, provenance: Provenance) -> Report<'a> {
        Report {
            title: plan.title_in_language(),
            style: plan.style,
            layer: self.layer,
            mine_fields: self.mine_fields,
            zones: self.zones,
            receptors: self.receptors,
            measures: self.measures,
            facts: self.facts,
            judgements: judged.judgements,
            rulings: judged.rulings,
            green: judged.green,
            defects: self.defects,
            provenance,
        }
    }
    /// Everything that judges may know.
    #[must_use]
    pub fn evidence<'e>(&'e self, green: Option<&'e GreenMatches>) -> Evidence<'e> {
        Evidence {
            facts: &self.facts,
            zones: &self.zones,
            receptors: &self.receptors,
            measures: &self.measures,
            statements: &self.statements,
            green,
        }
    }

    /// Judges the mines, by the built-in rule where there are no tables.
    #[must_use]
    pub fn judge(&self, rules: Option<&RuleSet>, lists: &GreenLists) -> Judged {
        let mut judgements = judge::all(&self.facts, &self.zones);
        let green = lists.matched(self, &judgements);
        let rulings = rules.map(|rules| {
            let evidence = self.evidence(green.as_ref());
            by_rules(&mut judgements, evidence, &rules.in_force, &rules.vocabulary)
        });
        Judged { judgements, rulings, green }
    }
}

/// Reads, checks and joins the layers of a plan, and hands over what was found: the features of large files are not
/// copied, so that they live no longer than the call.
///
/// # Errors
/// Whatever stops a run.
pub fn find<T>(
    plan: &Plan,
    rules: Option<&RuleSet>,
    on_stage: &mut dyn FnMut(Stage),
    then: impl FnOnce(Found<'_>, &mut dyn FnMut(Stage)) -> Result<T, Error>,
) -> Result<T, Error> {
    let start = Instant::now();
    let mut times = StageTimes::default();
    on_stage(Stage::Read);
    let mine_layer = read::open(plan.mines.request(Role::Mines))?;
    let open = OpenGround::zones(plan)?;
    let raw_mines = mine_layer.read()?;
    let open = open.with_receptors(plan)?;
    let raw = open.read()?;
    times.read = start.elapsed();

    on_stage(Stage::Check);
    let checking = Instant::now();
    let (layer, mut defects) = check::mines(raw_mines, &plan.mines.fields)?;
    let CheckedGround { zones, receptors, defects: found } = raw.check()?;
    defects.extend(found);
    let mut statements = Statements::default();
    if let Some(rules) = rules {
        let (stated, found) = check::statements(&layer, &plan.mines.fields, &rules.in_force.facts, &rules.vocabulary);
        statements = stated;
        defects.extend(found);
    }
    if plan.strict {
        refuse_defects(&defects)?;
    }
    times.check = checking.elapsed();

    on_stage(Stage::Join);
    let joining = Instant::now();
    let asked = plan.measures();
    let measures = Measures {
        compare_declared: !layer.declared.is_empty(),
        mines_uncertainty_m: asked.mines_uncertainty_m + layer.crs_uncertainty_m,
        ..asked
    };
    let flags = |zones: &Zones<'_>, zone: u32| match rules {
        None => judge::flags(zones, zone),
        Some(rules) => rules.zone_flags.flags(zones, zone),
    };
    let ground = Ground { zones: &zones, receptors: &receptors, flags: &flags };
    let facts = join::join(&layer.mines, ground, &measures);
    let unmeasured = check::unmeasured(&layer, &facts);
    if plan.strict {
        refuse_defects(&unmeasured)?;
    }
    defects.extend(unmeasured);
    times.join = joining.elapsed();
    let name_field = plan.mines.fields.name.clone();
    let mine_fields = check::mine_fields(&layer, &plan.mines.fields);
    then(
        Found { layer, name_field, mine_fields, zones, receptors, measures, facts, statements, defects, times },
        on_stage,
    )
}
