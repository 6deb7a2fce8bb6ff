//! What would be if: old and new places of mines against old and new zones.
//!
//! Four joins answer which of two changes explains a third: a mine that moved, while the zones changed, is looked at where it
//! was with the new zones, and where it is with the old ones.

use super::side::Side;
use crate::domain::{Facts, Grade, Hit, Judgement, Measures, Mine, Place, Receptors, ZoneKind, Zones};
use crate::join::{self, Ground};
use crate::judge;

/// Which place, and which zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct World {
    pub(super) new_place: bool,
    pub(super) new_zones: bool,
}

impl World {
    pub(super) const OLD: Self = Self { new_place: false, new_zones: false };
    pub(super) const OLD_PLACE: Self = Self { new_place: false, new_zones: true };
    pub(super) const OLD_ZONES: Self = Self { new_place: true, new_zones: false };
    pub(super) const NEW: Self = Self { new_place: true, new_zones: true };

    fn number(self) -> usize {
        usize::from(self.new_place) * 2 + usize::from(self.new_zones)
    }
}

/// What four joins found of the mines that are in question.
pub(super) struct Worlds<'s, 'a> {
    pub(super) old: &'s [Zones<'a>],
    pub(super) new: &'s [Zones<'a>],
    found: Vec<(Facts, Vec<Judgement>)>,
}

impl<'s, 'a> Worlds<'s, 'a> {
    /// Joins these mines of both runs; `None` unless both hold their zones.
    pub(super) fn of(old: &'s Side<'a>, new: &'s Side<'a>, pairs: &[(usize, usize)]) -> Option<Self> {
        let (old_zones, new_zones) = (old.zones.as_deref()?, new.zones.as_deref()?);
        let mines = |side: &Side<'a>, which: fn(&(usize, usize)) -> usize| -> Vec<Mine<'a>> {
            pairs.iter().map(|pair| side.layer.mines[which(pair)].clone()).collect()
        };
        let (olds, news) = (mines(old, |pair| pair.0), mines(new, |pair| pair.1));
        let measures = Measures { near_m: 0.0, keep_pieces: false, ..Measures::default() };
        let receptors = Receptors::default();
        let join = |mines: &[Mine<'a>], zones: &[Zones<'a>]| {
            let ground = Ground { zones, receptors: &receptors, flags: &judge::flags };
            let facts = join::join(mines, ground, &measures);
            let judged = judge::all(&facts, zones);
            (facts, judged)
        };
        let found =
            vec![join(&olds, old_zones), join(&olds, new_zones), join(&news, old_zones), join(&news, new_zones)];
        Some(Self { old: old_zones, new: new_zones, found })
    }

    pub(super) fn zones(&self, is_new: bool, kind: ZoneKind) -> &Zones<'a> {
        &(if is_new { self.new } else { self.old })[kind as usize]
    }

    /// The zones of a kind that hold a part of a mine; of red lines also those that it touches.
    pub(super) fn hits(&self, world: World, mine: usize, kind: ZoneKind) -> impl Iterator<Item = &Hit> {
        let (facts, _) = &self.found[world.number()];
        let counts = move |hit: &&Hit| hit.kind == kind && (hit.place != Place::Touches || kind == ZoneKind::Redline);
        facts.of(mine).iter().filter(counts)
    }

    /// What a mine has in common with a zone, in square metres; `None` of a point.
    pub(super) fn share_m2(&self, world: World, mine: usize, kind: ZoneKind, zone: u32) -> Option<f64> {
        let (facts, _) = &self.found[world.number()];
        let extent = facts.extent(mine)?;
        extent.of_kind(kind).find(|overlap| overlap.zone == zone).map(|overlap| overlap.area_m2)
    }

    /// What a result would be; `None` where there is none, and for results that no zone decides.
    pub(super) fn value(&self, world: World, mine: usize, result: &str) -> Option<String> {
        let (facts, judged) = &self.found[world.number()];
        let judgement = &judged[mine];
        match result {
            "prefecture" => {
                let unit = judgement.prefecture?;
                self.zones(world.new_zones, ZoneKind::Prefecture).zone(unit).map(|zone| zone.name.clone())
            }
            "fragility" => judgement.fragility.map(|class| class.word().to_owned()),
            "position" => judgement.position.map(|position| position.word().to_owned()),
            "redline" => Some(judgement.redline.to_string()),
            "redlines" => self.names(world, mine, ZoneKind::Redline),
            "belts" => self.names(world, mine, ZoneKind::Belt),
            "functions" => self.names(world, mine, ZoneKind::Function),
            "importance" => {
                let zones = self.zones(world.new_zones, ZoneKind::Function);
                let hits = self.hits(world, mine, ZoneKind::Function);
                let mut classes: Vec<&str> = hits.filter_map(|hit| zones.zone(hit.zone)?.class.word()).collect();
                classes.sort_unstable();
                classes.dedup();
                (!classes.is_empty()).then(|| classes.join(";"))
            }
            "ovl_grade" => {
                let grade = facts.extent(mine)?.covers[ZoneKind::Redline as usize].grade;
                Some(Grade::word(grade).to_owned())
            }
            _ => None,
        }
    }

    fn names(&self, world: World, mine: usize, kind: ZoneKind) -> Option<String> {
        let zones = self.zones(world.new_zones, kind);
        let mut names: Vec<String> = self
            .hits(world, mine, kind)
            .filter_map(|hit| zones.zone(hit.zone))
            // As `write` joins names: the full-width sign keeps a name with the separator apart from two names.
            .map(|zone| zone.name.replace(';', "；"))
            .collect();
        names.sort_unstable();
        names.dedup();
        (!names.is_empty()).then(|| names.join(";"))
    }
}

/// The kind of zones that a result speaks of.
pub(super) fn kind_of(result: &str) -> Option<ZoneKind> {
    match result {
        "prefecture" | "fragility" => Some(ZoneKind::Prefecture),
        "belts" => Some(ZoneKind::Belt),
        "redline" | "redlines" | "ovl_grade" => Some(ZoneKind::Redline),
        "position" => Some(ZoneKind::Position),
        "functions" => Some(ZoneKind::Function),
        _ => None,
    }
}
