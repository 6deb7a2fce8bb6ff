//! What is known of a mine, in words, and where each fact comes from.

use std::collections::BTreeMap;

use crate::check;
use crate::domain::{Grade, Hit, Judgement, Nearest, Overlap, Place, ZoneClass, ZoneKind};
use crate::plan::Plan;
use crate::rules::{Fact, FactKind, Known};

use super::model::FactView;
use super::subject::Subject;
use super::words;

/// The values of all facts that were asked for, in words.
pub(super) type Values = BTreeMap<Fact, String>;

/// The kind of zone that a fact comes from.
pub(super) fn zone_kind(fact: &Fact) -> Option<ZoneKind> {
    match fact {
        Fact::Fragility | Fact::Prefecture => Some(ZoneKind::Prefecture),
        Fact::Position => Some(ZoneKind::Position),
        Fact::Belt => Some(ZoneKind::Belt),
        Fact::Function | Fact::Importance | Fact::Service => Some(ZoneKind::Function),
        Fact::Redline | Fact::RedlinePct | Fact::RedlineM => Some(ZoneKind::Redline),
        _ => None,
    }
}

/// All facts in words. `known` belongs to [`Subject::asked`].
pub(super) fn values(subject: &Subject<'_>, judgement: &Judgement, known: &[Known<'_>]) -> Values {
    let value = |(fact, known): (&Fact, &Known<'_>)| {
        let names = || match fact {
            Fact::Prefecture => {
                judgement.prefecture.into_iter().map(|unit| name(subject, ZoneKind::Prefecture, unit)).collect()
            }
            _ => zone_kind(fact)
                .map(|kind| subject.hits(kind).map(|hit| name(subject, kind, hit.zone)).collect::<Vec<_>>())
                .unwrap_or_default(),
        };
        let words = match (fact.kind(), known) {
            (FactKind::Names, Known::Words { .. }) if !names().is_empty() => names().join("; "),
            (_, Known::Words { terms: [], is_complete: false }) if has_no_classes(subject, fact) => {
                "not known".to_owned()
            }
            _ => words::known(fact, known, subject.vocabulary()),
        };
        (fact.clone(), words)
    };
    subject.asked.iter().zip(known).map(value).collect()
}

/// Whether the zones that hold the mine are of a layer without classes.
fn has_no_classes(subject: &Subject<'_>, fact: &Fact) -> bool {
    let Some(kind) = zone_kind(fact) else { return false };
    let mut zones = subject.hits(kind).filter_map(|hit| subject.found.zones.get(kind as usize)?.zone(hit.zone));
    *fact != Fact::Service && zones.all(|zone| zone.class == ZoneClass::None)
}

/// The facts that rules in force ask for, and the usual ones where the plan has what tells them.
pub(super) fn view(
    subject: &Subject<'_>,
    plan: &Plan,
    judgement: &Judgement,
    known: &[Known<'_>],
    values: &Values,
) -> Vec<FactView> {
    let in_force = subject.rules.map_or(&[][..], |rules| &rules.in_force.facts);
    let sources = Sources { subject, plan, judgement };
    let mut views = Vec::new();
    for (fact, known) in subject.asked.iter().zip(known) {
        let asked = in_force.contains(fact);
        let is_told = zone_kind(fact).is_none_or(|kind| sources.has(kind))
            && (*fact != Fact::MarginM || sources.margin().is_some());
        let of_other_rules = !asked && zone_kind(fact).is_none() && !matches!(fact, Fact::AreaHa | Fact::MarginM);
        if of_other_rules || !(asked || is_told) {
            continue;
        }
        views.push(FactView {
            fact: fact.name().into_owned(),
            fact_zh: words::fact_zh(fact),
            asked,
            known: *known != Known::Missing,
            value: values.get(fact).cloned().unwrap_or_default(),
            sources: sources.of(fact, known),
        });
    }
    views
}

/// The name of a zone.
pub(super) fn name(subject: &Subject<'_>, kind: ZoneKind, zone: u32) -> String {
    let zones = subject.found.zones.get(kind as usize);
    zones.and_then(|zones| zones.zone(zone)).map_or_else(String::new, |zone| zone.name.clone())
}

/// The file that a zone comes from.
pub(super) fn layer(subject: &Subject<'_>, kind: ZoneKind, zone: u32) -> String {
    let zones = subject.found.zones.get(kind as usize);
    let layer = zones.and_then(|zones| zones.layers.get(zones.zone(zone)?.layer as usize));
    layer.map_or_else(String::new, |layer| layer.source.to_string())
}

struct Sources<'s> {
    subject: &'s Subject<'s>,
    plan: &'s Plan,
    judgement: &'s Judgement,
}

impl Sources<'_> {
    fn has(&self, kind: ZoneKind) -> bool {
        self.subject.found.zones.get(kind as usize).is_some_and(|zones| !zones.zones.is_empty())
    }

    fn margin(&self) -> Option<&crate::domain::Margin> {
        self.subject.facts.margins.first()
    }

    fn of(&self, fact: &Fact, known: &Known<'_>) -> Vec<String> {
        if let Some(kind) = zone_kind(fact).filter(|kind| !self.has(*kind)) {
            return vec![format!("the plan names no {}", kind.layer_name())];
        }
        match fact {
            Fact::RedlineM => {
                vec![self.distance(self.subject.facts.redlines.first().copied().flatten(), "red line", |which| {
                    format!(
                        "{} ({})",
                        name(self.subject, ZoneKind::Redline, which),
                        layer(self.subject, ZoneKind::Redline, which)
                    )
                })]
            }
            Fact::RedlinePct => vec![self.share(known)],
            Fact::Redline
            | Fact::Belt
            | Fact::Function
            | Fact::Position
            | Fact::Fragility
            | Fact::Importance
            | Fact::Service => zone_kind(fact).map(|kind| self.zones(kind, fact)).unwrap_or_default(),
            Fact::Prefecture => match self.judgement.prefecture {
                Some(unit) => vec![self.zone(ZoneKind::Prefecture, unit, None, false)],
                None => self.zones(ZoneKind::Prefecture, fact),
            },
            Fact::AreaHa => vec![match self.subject.extent() {
                Some(_) => "measured on the ellipsoid of CGCS2000".to_owned(),
                None => "the mine is a point".to_owned(),
            }],
            Fact::MarginM | Fact::Stable => vec![self.of_margin()],
            Fact::Distance(kind) => vec![self.receptor(kind)],
            Fact::GreenMine => vec![self.green()],
            stated => vec![self.statement(stated)],
        }
    }

    /// The zones of a kind that hold the mine, or that none does.
    fn zones(&self, kind: ZoneKind, fact: &Fact) -> Vec<String> {
        let asks_class = matches!(fact, Fact::Fragility | Fact::Position | Fact::Importance);
        let source =
            |hit: Hit| format!("{}{}", self.zone(kind, hit.zone, Some(hit), asks_class), self.service(fact, hit));
        let sources: Vec<String> = self.subject.hits(kind).map(source).collect();
        if !sources.is_empty() {
            return sources;
        }
        let layers = self.subject.found.zones.get(kind as usize).map_or(&[][..], |zones| &zones.layers);
        let layers: Vec<String> = layers.iter().map(|layer| layer.source.to_string()).collect();
        vec![format!("in no zone of {}", layers.join(", "))]
    }

    fn service(&self, fact: &Fact, hit: Hit) -> String {
        let zone = self.subject.found.zones.get(hit.kind as usize).and_then(|zones| zones.zone(hit.zone));
        match zone.and_then(|zone| zone.service.as_deref()).filter(|_| *fact == Fact::Service) {
            Some(service) => format!(", for \"{service}\""),
            None => String::new(),
        }
    }

    /// One zone: how the mine lies to it, its name, class and file.
    fn zone(&self, kind: ZoneKind, zone: u32, hit: Option<Hit>, asks_class: bool) -> String {
        let of = self.subject.found.zones.get(kind as usize).and_then(|zones| zones.zone(zone));
        let mut about: Vec<String> = Vec::new();
        about.extend(of.and_then(|zone| zone.id.as_deref()).map(|id| format!("id {id}")));
        let class = of.and_then(|zone| words::zone_class(&zone.class));
        about.extend(class.or_else(|| asks_class.then(|| "no class is stated".to_owned())));
        about.push(layer(self.subject, kind, zone));
        let overlap = self.subject.extent().and_then(|extent| extent.of_kind(kind).find(|of| of.zone == zone));
        let place = match (overlap, hit.map(|hit| hit.place)) {
            (Some(overlap), _) => self.grade(overlap),
            (None, Some(Place::OnBoundary)) => "on the border of".to_owned(),
            _ => "in".to_owned(),
        };
        format!("{place} {} ({})", name(self.subject, kind, zone), about.join(", "))
    }

    fn grade(&self, overlap: &Overlap) -> String {
        let area_m2 = self.subject.extent().map_or(0.0, |extent| extent.area_m2);
        let share = words::rounded((overlap.area_m2 / area_m2 * 100.0).min(100.0), 2);
        let hectares = words::rounded(overlap.area_m2 / 1e4, 4);
        match overlap.grade {
            Grade::None | Grade::Touch => "touches".to_owned(),
            Grade::Sliver => format!("a sliver of {} m2 in", words::rounded(overlap.area_m2, 2)),
            Grade::Overlap => format!("{share} % ({hectares} ha) in"),
        }
    }

    fn share(&self, known: &Known<'_>) -> String {
        match (self.subject.extent(), known) {
            (Some(extent), _) => {
                let cover = extent.covers[ZoneKind::Redline as usize];
                format!(
                    "{} ha of {} ha in red lines",
                    words::rounded(cover.area_m2 / 1e4, 4),
                    words::rounded(extent.area_m2 / 1e4, 4)
                )
            }
            (None, Known::Missing) => "the mine is a point".to_owned(),
            (None, _) => "a point outside all red lines".to_owned(),
        }
    }

    fn distance(&self, nearest: Option<Nearest>, what: &str, whose: impl FnOnce(u32) -> String) -> String {
        match nearest {
            Some(nearest) => format!("to {}", whose(nearest.which)),
            None => format!(
                "no {what} within the search radius of {} (--near)",
                words::metres(self.subject.found.measures.near_m)
            ),
        }
    }

    fn receptor(&self, kind: &str) -> String {
        let receptors = &self.subject.found.receptors;
        let Some(at) = receptors.kinds.iter().position(|known| known.trim().eq_ignore_ascii_case(kind)) else {
            return format!("the plan has no receptors of the kind \"{kind}\"");
        };
        let nearest = self.subject.facts.receptors.get(at).and_then(|of_kind| of_kind.first()).copied().flatten();
        self.distance(nearest, kind, |which| {
            let receptor = receptors.receptors.get(which as usize);
            let layer = receptor.and_then(|receptor| receptors.layers.get(receptor.layer as usize));
            let layer = layer.map_or_else(String::new, |layer| layer.source.to_string());
            format!("{} ({layer})", receptor.map_or("", |receptor| receptor.name.as_str()))
        })
    }

    fn of_margin(&self) -> String {
        let Some(margin) = self.margin() else {
            return "no uncertainty is stated (--uncertainty)".to_owned();
        };
        let stable = if margin.stable { "the flag would hold" } else { "the flag would not hold" };
        let of = match margin.of {
            Some((kind, zone)) => format!("to the border of the {kind} {}", name(self.subject, kind, zone)),
            None => format!("no border that decides within {}", words::metres(self.subject.found.measures.near_m)),
        };
        format!("{of}; {stable} if lines moved by the stated uncertainty")
    }

    fn green(&self) -> String {
        let Some(green) = &self.subject.green else { return "the plan names no list of green mines".to_owned() };
        match green.of(0) {
            Some(green) => {
                format!(
                    "{}, row {}, year {}, joined by name: {}",
                    green.row.source,
                    green.row.row,
                    green.year,
                    green.how.word()
                )
            }
            None => "no list names it".to_owned(),
        }
    }

    fn statement(&self, fact: &Fact) -> String {
        let layer = &self.subject.found.layer;
        let Some(field) = check::statement_field(layer, &self.plan.mines.fields, fact) else {
            return format!("no field of {} states it", layer.source);
        };
        match self.subject.mine.attributes.words(field) {
            Some(text) => format!("field \"{field}\" of {}: \"{text}\"", layer.source),
            None => format!("the field \"{field}\" of {} is empty", layer.source),
        }
    }
}
