//! What is known of a mine, in the form in which rules ask for it.

use crate::domain::{
    Extent, Facts, FragilityClass, Grade, GreenLevel, GreenMatches, Hit, Judgement, Measures, Nearest, Place, Position,
    Receptors, ZoneClass, ZoneKind, Zones,
};
use crate::rules::{Fact, Known, Statement, Statements, Term, Vocabulary};

/// Everything that is known of the mines.
#[derive(Clone, Copy)]
pub struct Evidence<'e> {
    /// What the join found.
    pub facts: &'e Facts,
    /// The zones, each kind of [`ZoneKind::ALL`] in that order.
    pub zones: &'e [Zones<'e>],
    /// What distances were measured to.
    pub receptors: &'e Receptors,
    /// How far was looked.
    pub measures: &'e Measures,
    /// What the mines state.
    pub statements: &'e Statements,
    /// What lists of green mines say; `None` without a list.
    pub green: Option<&'e GreenMatches>,
}

/// Which facts are wanted, and what words and names mean in them.
#[derive(Clone, Copy)]
pub struct Wanted<'w> {
    /// The facts, in the order in which their values are told.
    pub facts: &'w [Fact],
    /// The term of a zone's name or id.
    pub name_term: &'w dyn Fn(&Fact, &str) -> Term,
    /// What words mean.
    pub vocabulary: &'w Vocabulary,
}

/// Calls a function with what is known of one mine. Prepares everything anew: for one who asks about few mines.
pub fn tell_one<T>(
    evidence: Evidence<'_>,
    wanted: Wanted<'_>,
    mine: usize,
    judgement: &Judgement,
    call: impl FnOnce(&[Known<'_>]) -> T,
) -> T {
    Witness::new(evidence, wanted).tell(mine, judgement, &mut Values::default(), call)
}

/// Where the value of one fact comes from, prepared for many mines.
enum Source<'e> {
    /// Nothing in this run tells it.
    Nowhere,
    Fragility([Term; FragilityClass::ALL.len()]),
    Position([Term; Position::ALL.len()]),
    Redline([Term; Grade::ALL.len()]),
    RedlinePercent,
    RedlineDistance,
    /// The unit of the mine; a term for each prefecture.
    Prefecture(Vec<Term>),
    /// The zones of a kind that hold the mine; for each what it adds, `None` where that is not known.
    Zones(ZoneKind, Vec<Option<Vec<Term>>>),
    Area,
    Margin,
    Stable([Term; 2]),
    Receptor(usize),
    Stated(&'e [Statement]),
    Green(&'e GreenMatches, [Term; GreenLevel::ALL.len()]),
}

/// Finds the values of the facts that an engine asks for.
pub(super) struct Witness<'e> {
    evidence: Evidence<'e>,
    sources: Vec<Source<'e>>,
}

/// Values of one mine; kept from mine to mine so that nothing is allocated anew.
#[derive(Default)]
pub(super) struct Values<'e> {
    terms: Vec<Term>,
    /// Each a value, or a run of `terms`.
    found: Vec<Found<'e>>,
}

enum Found<'e> {
    Known(Known<'e>),
    Terms { start: usize, end: usize, is_complete: bool },
}

impl<'e> Witness<'e> {
    pub(super) fn new(evidence: Evidence<'e>, wanted: Wanted<'_>) -> Self {
        let sources = wanted.facts.iter().map(|fact| Source::of(fact, evidence, wanted)).collect();
        Self { evidence, sources }
    }

    /// Calls a function with the values of a mine, in the order of the engine's facts.
    pub(super) fn tell<T>(
        &self,
        mine: usize,
        judgement: &Judgement,
        values: &mut Values<'e>,
        call: impl FnOnce(&[Known<'_>]) -> T,
    ) -> T {
        values.terms.clear();
        values.found.clear();
        for source in &self.sources {
            let found = self.find(source, mine, judgement, &mut values.terms);
            values.found.push(found);
        }
        let terms = &values.terms;
        let known = |found: &Found<'e>| match *found {
            Found::Known(known) => known,
            Found::Terms { start, end, is_complete } => Known::Words { terms: &terms[start..end], is_complete },
        };
        let known: Vec<Known<'_>> = values.found.iter().map(known).collect();
        call(&known)
    }

    fn find(&self, source: &Source<'e>, mine: usize, judgement: &Judgement, terms: &mut Vec<Term>) -> Found<'e> {
        let Evidence { facts, measures, .. } = self.evidence;
        let start = terms.len();
        let mut words = |found: &mut dyn Iterator<Item = Term>, is_complete: bool| {
            terms.extend(found);
            Found::Terms { start, end: terms.len(), is_complete }
        };
        let number = |value: f64| {
            let known = Known::Number { low: value, high: value };
            Found::Known(if value.is_nan() { Known::Missing } else { known })
        };
        // Beyond the search radius nothing more is known than that.
        let distance = |nearest: Option<Nearest>| match nearest {
            Some(nearest) => number(nearest.distance_m),
            None => Found::Known(Known::Number { low: measures.near_m, high: f64::INFINITY }),
        };
        let extent = facts.extent(mine);
        match source {
            Source::Nowhere => Found::Known(Known::Missing),
            Source::Fragility(of_class) => {
                let is_complete = self
                    .holding(mine, ZoneKind::Prefecture)
                    .all(|class| *class != ZoneClass::Unknown && *class != ZoneClass::None);
                words(&mut judgement.fragility.map(|class| of_class[class as usize]).into_iter(), is_complete)
            }
            Source::Position(of_position) => {
                let is_complete = self.holding(mine, ZoneKind::Position).all(|class| *class != ZoneClass::Unknown);
                words(&mut judgement.position.map(|position| of_position[position as usize]).into_iter(), is_complete)
            }
            Source::Redline(of_grade) => {
                words(&mut std::iter::once(of_grade[redline(facts.of(mine), extent) as usize]), true)
            }
            Source::RedlinePercent => match extent {
                Some(extent) => {
                    number((extent.covers[ZoneKind::Redline as usize].area_m2 / extent.area_m2 * 100.0).min(100.0))
                }
                None if judgement.redline => Found::Known(Known::Missing),
                None => number(0.0),
            },
            Source::RedlineDistance => distance(facts.redlines.get(mine).copied().flatten()),
            Source::Prefecture(of_unit) => {
                words(&mut judgement.prefecture.map(|unit| of_unit[unit as usize]).into_iter(), true)
            }
            Source::Zones(kind, of_zone) => {
                let zones = || facts.of(mine).iter().filter(|hit| hit.kind == *kind && hit.place != Place::Touches);
                let is_complete = zones().all(|hit| of_zone[hit.zone as usize].is_some());
                words(
                    &mut zones().filter_map(|hit| of_zone[hit.zone as usize].as_ref()).flatten().copied(),
                    is_complete,
                )
            }
            Source::Area => extent.map_or(Found::Known(Known::Missing), |extent| number(extent.area_m2 / 1e4)),
            Source::Margin => {
                let margin = facts.margins.get(mine).and_then(|margin| margin.margin_m);
                margin.map_or(Found::Known(Known::Missing), number)
            }
            Source::Stable([no, yes]) => match facts.margins.get(mine) {
                Some(margin) => words(&mut std::iter::once(if margin.stable { *yes } else { *no }), true),
                None => Found::Known(Known::Missing),
            },
            Source::Receptor(kind) => {
                distance(facts.receptors.get(*kind).and_then(|of_kind| of_kind.get(mine)).copied().flatten())
            }
            Source::Green(green, of_level) => {
                let green = green.of(mine as u32).map(|green| of_level[green.level as usize]);
                words(&mut green.into_iter(), true)
            }
            Source::Stated(column) => {
                Found::Known(column.get(mine).map_or(Known::Missing, |stated| self.evidence.statements.known(*stated)))
            }
        }
    }

    /// The classes of the zones of a kind that hold a part of a mine.
    fn holding(&self, mine: usize, kind: ZoneKind) -> impl Iterator<Item = &'e ZoneClass> {
        let Evidence { facts, zones, .. } = self.evidence;
        let hits = facts.of(mine).iter().filter(move |hit| hit.kind == kind && hit.place != Place::Touches);
        hits.filter_map(move |hit| zones.get(kind as usize)?.zone(hit.zone).map(|zone| &zone.class))
    }
}

impl<'e> Source<'e> {
    fn of(fact: &Fact, evidence: Evidence<'e>, Wanted { name_term, vocabulary, .. }: Wanted<'_>) -> Self {
        let word = |word: &str| vocabulary.words(fact, word).terms.first().copied().unwrap_or(Term::NONE);
        let zones_of = |kind: ZoneKind| evidence.zones.get(kind as usize).filter(|zones| !zones.zones.is_empty());
        // A zone is meant by its name or by its id.
        let names = |kind: ZoneKind| -> Option<Vec<Term>> {
            let name = |zone: &crate::domain::Zone<'_>| {
                let ids = zone.id.iter().map(|id| name_term(fact, id));
                let mut terms = std::iter::once(name_term(fact, &zone.name)).chain(ids);
                terms.find(|term| *term != Term::OTHER).unwrap_or(Term::OTHER)
            };
            Some(zones_of(kind)?.zones.iter().map(name).collect())
        };
        let listed = |kind: ZoneKind| {
            names(kind).map(|terms| Self::Zones(kind, terms.into_iter().map(|term| Some(vec![term])).collect()))
        };
        let said = |kind: ZoneKind, text: &dyn Fn(&crate::domain::Zone<'_>) -> Option<String>| {
            let terms = |zone| {
                let words = vocabulary.words(fact, &text(zone)?);
                words.unknown.is_empty().then_some(words.terms)
            };
            Some(Self::Zones(kind, zones_of(kind)?.zones.iter().map(terms).collect()))
        };
        let source = match fact {
            Fact::Fragility => zones_of(ZoneKind::Prefecture)
                .map(|_| Self::Fragility(FragilityClass::ALL.map(|class| word(class.word())))),
            Fact::Position => zones_of(ZoneKind::Position)
                .map(|_| Self::Position(Position::ALL.map(|position| word(position.word())))),
            Fact::Redline => {
                zones_of(ZoneKind::Redline).map(|_| Self::Redline(Grade::ALL.map(|grade| word(grade.word()))))
            }
            Fact::RedlinePct => zones_of(ZoneKind::Redline).map(|_| Self::RedlinePercent),
            Fact::RedlineM => zones_of(ZoneKind::Redline).map(|_| Self::RedlineDistance),
            Fact::Prefecture => names(ZoneKind::Prefecture).map(Self::Prefecture),
            Fact::Belt => listed(ZoneKind::Belt),
            Fact::Function => listed(ZoneKind::Function),
            Fact::Importance => said(ZoneKind::Function, &|zone| zone.class.word().map(str::to_owned)),
            Fact::Service => said(ZoneKind::Function, &|zone| zone.service.clone()),
            Fact::AreaHa => Some(Self::Area),
            Fact::MarginM => Some(Self::Margin),
            Fact::Stable => Some(Self::Stable([word("no"), word("yes")])),
            Fact::Distance(kind) => {
                let kinds = &evidence.receptors.kinds;
                kinds.iter().position(|known| known.trim().eq_ignore_ascii_case(kind)).map(Self::Receptor)
            }
            Fact::GreenMine => {
                evidence.green.map(|green| Self::Green(green, GreenLevel::ALL.map(|level| word(level.word()))))
            }
            stated => evidence.statements.column(stated).map(Self::Stated),
        };
        source.unwrap_or(Self::Nowhere)
    }
}

/// How a mine lies to red lines: an area by all of them together; a point inside overlaps, one on the border touches.
fn redline(hits: &[Hit], extent: Option<&Extent>) -> Grade {
    if let Some(extent) = extent {
        return extent.covers[ZoneKind::Redline as usize].grade;
    }
    let grade = |hit: &Hit| if hit.place == Place::Inside { Grade::Overlap } else { Grade::Touch };
    hits.iter().filter(|hit| hit.kind == ZoneKind::Redline).map(grade).max().unwrap_or_default()
}
