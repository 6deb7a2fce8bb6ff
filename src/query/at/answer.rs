//! What is said of one place.

use geo::Coord;

use super::ground::Ground;
use super::suppose::Supposed;
use crate::domain::{
    Basis, Facts, FragilityClass, Hit, Judgement, Measures, Nearest, Place, Position, Ruling, Rulings, Verdict,
    ZoneKind,
};
use crate::judge::{self, Evidence, by_rules};
use crate::run::RuleSet;

/// What is held of some places.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) judgements: Vec<Judgement>,
    pub(super) rulings: Option<Rulings>,
    /// Whether verdicts were asked for; otherwise flags are those of zones alone.
    pub(super) is_supposed: bool,
}

impl Judged {
    pub(super) fn new(
        rules: Option<&RuleSet>,
        supposed: Option<&Supposed>,
        measures: &Measures,
        ground: &Ground,
        facts: &Facts,
    ) -> Self {
        let mut judgements = judge::all(facts, &ground.zones);
        let rulings = rules.zip(supposed).map(|(rules, supposed)| {
            let statements = supposed.statements(facts.len());
            let Ground { zones, receptors, .. } = ground;
            let evidence = Evidence { facts, zones, receptors, measures, statements: &statements, green: None };
            by_rules(&mut judgements, evidence, &rules.in_force, &rules.vocabulary)
        });
        if let (Some(rules), None) = (rules, supposed) {
            for (position, judgement) in judgements.iter_mut().enumerate() {
                let flags = |kind: ZoneKind| {
                    facts.of(position).iter().any(|hit| {
                        let zones = ground.zones.get(kind as usize);
                        hit.kind == kind && zones.is_some_and(|zones| rules.zone_flags.flags(zones, hit.zone))
                    })
                };
                judgement.basis = Basis {
                    fragility: judgement.fragility.filter(|_| flags(ZoneKind::Prefecture)),
                    redline: flags(ZoneKind::Redline),
                    position: judgement.position.filter(|_| flags(ZoneKind::Position)),
                };
                judgement.is_flagged = judgement.basis.is_flag();
            }
        }
        Self { judgements, rulings, is_supposed: supposed.is_some() }
    }
}

/// Everything that is known of one place among several.
#[derive(Clone, Copy)]
pub(super) struct Answer<'a> {
    pub(super) at: Coord<f64>,
    /// Which of the places of facts and judgements.
    pub(super) position: usize,
    pub(super) ground: &'a Ground,
    pub(super) facts: &'a Facts,
    pub(super) judged: &'a Judged,
}

/// The nearest thing of a kind.
pub(super) struct Near<'a> {
    /// `redline`, or the word for the kind of receptor.
    pub(super) kind: &'a str,
    /// Metres, and its name; `None` beyond the search radius.
    pub(super) found: Option<(f64, &'a str)>,
}

impl<'a> Answer<'a> {
    pub(super) fn hits(&self) -> &'a [Hit] {
        self.facts.of(self.position)
    }

    pub(super) fn is_outside(&self) -> bool {
        self.hits().is_empty()
    }

    fn judgement(&self) -> &'a Judgement {
        &self.judged.judgements[self.position]
    }

    /// What the rules say; `None` where no verdict was asked for, or without rules.
    pub(super) fn ruling(&self) -> Option<&'a Ruling> {
        let rulings = self.judged.rulings.as_ref()?;
        rulings.rulings.get(self.judgement().ruling? as usize)
    }

    /// The nearest of everything that distances are measured to.
    pub(super) fn near(&self) -> impl Iterator<Item = Near<'a>> {
        let Self { ground, facts, position, .. } = *self;
        let zones = ground.zones.get(ZoneKind::Redline as usize);
        let redline = ground.has_redlines.then(|| {
            let found = facts.redlines.get(position).copied().flatten();
            let name = |found: Nearest| {
                let zone = zones.and_then(|zones| zones.zone(found.which));
                (found.distance_m, zone.map_or("", |zone| zone.name.as_str()))
            };
            Near { kind: "redline", found: found.map(name) }
        });
        let receptors = ground.receptors.kinds.iter().zip(&facts.receptors).map(move |(kind, nearest)| {
            let found = nearest.get(position).copied().flatten();
            let name = |found: Nearest| {
                let receptor = ground.receptors.receptors.get(found.which as usize);
                (found.distance_m, receptor.map_or("", |receptor| receptor.name.as_str()))
            };
            Near { kind, found: found.map(name) }
        });
        redline.into_iter().chain(receptors)
    }

    /// The unit of the periphery that is nearest to a place in the core.
    fn periphery(&self) -> Option<(f64, &'a str)> {
        let found = self.facts.periphery.get(self.position).copied().flatten()?;
        let zone = self.ground.zones.get(ZoneKind::Position as usize)?.zone(found.which)?;
        Some((found.distance_m, &zone.name))
    }

    /// The fields of an answer beside zones, in their order.
    pub(super) fn fields(&self, mut tell: impl FnMut(&str, Told<'_>)) {
        let judgement = self.judgement();
        let text = |text: Option<&'a str>| text.map_or(Told::Nothing, Told::Text);
        let unit =
            judgement.prefecture.and_then(|unit| self.ground.zones.get(ZoneKind::Prefecture as usize)?.zone(unit));
        tell("prefecture", text(unit.map(|unit| unit.name.as_str())));
        tell("fragility", text(judgement.fragility.map(FragilityClass::word)));
        tell("position", text(judgement.position.map(Position::word)));
        tell("redline", Told::Truth(judgement.redline));
        tell("tie", Told::Truth(judgement.tie));
        let mut name = String::new();
        for near in self.near() {
            let kind = near.kind.trim();
            for (ending, value) in [
                ("_m", near.found.map_or(Told::Nothing, |(metres, _)| Told::Metres(metres))),
                ("_near", near.found.map_or(Told::Nothing, |(_, name)| Told::Text(name))),
            ] {
                name.clear();
                name.push_str(kind);
                name.push_str(ending);
                tell(&name, value);
            }
        }
        if let Some((metres, unit)) = self.periphery() {
            tell("periphery_to", Told::Text(unit));
            tell("periphery_m", Told::Metres(metres));
        }
        tell("flagged", Told::Truth(judgement.is_flagged));
        let ruling = self.ruling();
        let basis = judgement.basis.text(ruling.and_then(|ruling| ruling.flagged_by.as_deref()));
        tell("flag_basis", basis.as_deref().map_or(Told::Nothing, Told::Text));
        if self.judged.is_supposed {
            tell("verdict", text(judgement.verdict.map(Verdict::word)));
            if let Some(ruling) = ruling {
                tell("clauses", text(ruling.clauses.as_deref()));
                tell("missing", text(ruling.missing.as_deref()));
                tell("unverified", text(ruling.unverified.as_deref()));
            }
        }
    }

    /// Appends the answer as the members of a JSON object, without braces.
    pub(super) fn write_members(&self, out: &mut Vec<u8>) {
        // Writing to memory cannot fail.
        out.extend_from_slice(b"\"lon\":");
        let _ = serde_json::to_writer(&mut *out, &self.at.x);
        out.extend_from_slice(b",\"lat\":");
        let _ = serde_json::to_writer(&mut *out, &self.at.y);
        out.extend_from_slice(b",\"zones\":[");
        for (number, hit) in self.hits().iter().enumerate() {
            if number > 0 {
                out.push(b',');
            }
            let json = self.ground.json.get(hit.kind as usize).and_then(|of_kind| of_kind.get(hit.zone as usize));
            out.extend_from_slice(json.map_or("{", String::as_str).as_bytes());
            out.extend_from_slice(b",\"place\":\"");
            out.extend_from_slice(place_word(hit.place).as_bytes());
            out.extend_from_slice(b"\"}");
        }
        out.push(b']');
        self.fields(|name, value| {
            out.push(b',');
            push_text(out, name);
            out.push(b':');
            match value {
                Told::Nothing => out.extend_from_slice(b"null"),
                Told::Text(text) => push_text(out, text),
                Told::Truth(truth) => out.extend_from_slice(if truth { b"true" } else { b"false" }),
                Told::Metres(metres) => drop(serde_json::to_writer(&mut *out, &millimetres(metres))),
            }
        });
    }
}

/// Appends text as JSON. Nearly all of it needs no escapes, and a stream has no time to look at it twice.
fn push_text(out: &mut Vec<u8>, text: &str) {
    if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        // Writing to memory cannot fail.
        let _ = serde_json::to_writer(out, text);
    }
}

/// The value of a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Told<'t> {
    Nothing,
    Text(&'t str),
    Truth(bool),
    Metres(f64),
}

/// Metres to the millimetre: geodesics are known better, lines never.
pub(super) fn millimetres(metres: f64) -> f64 {
    (metres * 1e3).round() / 1e3
}

/// How a place lies to a zone, as outputs say it.
pub(super) fn place_word(place: Place) -> &'static str {
    match place {
        Place::Inside | Place::Overlaps => "inside",
        Place::OnBoundary | Place::Touches => "border",
    }
}
