//! Which change of zones, or which way a mine went, explains that a mine lies in other zones (docs/decisions/0015).

use super::change::{Cause, CauseKind, Weight};
use super::fields::folded_name;
use super::ground::{World, Worlds};
use super::place::SAME_AREA_M2;
use super::zones::Links;
use crate::domain::{Hit, Zone, ZoneKind};

/// What is asked about one mine and one kind of zones.
pub(super) struct Question<'q> {
    /// The number of the mine in the worlds.
    pub(super) mine: usize,
    pub(super) kind: ZoneKind,
    /// How far the mine moved, in words.
    pub(super) moved: &'q str,
    /// What is to be explained, in each world.
    pub(super) value: &'q dyn Fn(World) -> Option<String>,
    /// Whether a zone has a part in it.
    pub(super) matters: &'q dyn Fn(&Zone<'_>) -> bool,
    /// Whether names or classes of zones have a part in it.
    pub(super) by_name: bool,
    pub(super) by_class: bool,
}

/// The causes; none where the zones of both packages come to the same.
pub(super) fn causes(worlds: &Worlds<'_, '_>, links: &Links, question: &Question<'_>) -> Vec<Cause> {
    let value = question.value;
    let (old, new) = (value(World::OLD), value(World::NEW));
    if old == new {
        return Vec::new();
    }
    let by_zones = value(World::OLD_PLACE) == new;
    let by_move = value(World::OLD_ZONES) == new;
    let (zones_at, weight) = match (by_zones, by_move) {
        (true, false) => (Some((World::OLD, World::OLD_PLACE)), Weight::Alone),
        (false, true) => (None, Weight::Alone),
        (true, true) => (Some((World::OLD, World::OLD_PLACE)), Weight::Either),
        (false, false) => (Some((World::OLD_ZONES, World::NEW)), Weight::Together),
    };
    let mut causes = Vec::new();
    if let Some((before, after)) = zones_at {
        causes = of_zones(worlds, links, question, before, after);
    }
    if by_move || !by_zones {
        let between = if by_move { (World::OLD, World::OLD_ZONES) } else { (World::OLD_PLACE, World::NEW) };
        causes.push(of_move(worlds, question, between));
    }
    for cause in &mut causes {
        cause.weight = weight;
    }
    causes
}

fn of_move(worlds: &Worlds<'_, '_>, question: &Question<'_>, (before, after): (World, World)) -> Cause {
    let names = |world: World| -> Vec<String> {
        let zones = worlds.zones(world.new_zones, question.kind);
        let hits = worlds.hits(world, question.mine, question.kind);
        hits.filter_map(|hit| zones.zone(hit.zone)).map(|zone| zone.name.clone()).collect()
    };
    let (from, to) = (names(before), names(after));
    let left: Vec<String> = from.iter().filter(|name| !to.contains(name)).cloned().collect();
    let entered: Vec<String> = to.iter().filter(|name| !from.contains(name)).cloned().collect();
    let mut text = question.moved.to_owned();
    if !left.is_empty() {
        text = format!("{text}, out of {}", left.join(", "));
    }
    if !entered.is_empty() {
        text = format!("{text}, into {}", entered.join(", "));
    }
    Cause {
        zone_kind: Some(question.kind),
        old: (!left.is_empty()).then(|| left.join(";")),
        new: (!entered.is_empty()).then(|| entered.join(";")),
        ..Cause::new(CauseKind::MineChanged, text)
    }
}

/// What of the zones changed at one place.
fn of_zones(
    worlds: &Worlds<'_, '_>,
    links: &Links,
    question: &Question<'_>,
    before: World,
    after: World,
) -> Vec<Cause> {
    let (mine, kind) = (question.mine, question.kind);
    let (olds, news) = (worlds.zones(false, kind), worlds.zones(true, kind));
    let in_old: Vec<&Hit> = worlds.hits(before, mine, kind).collect();
    let in_new: Vec<&Hit> = worlds.hits(after, mine, kind).collect();
    let named = |cause: CauseKind, zone: &str, text: String| Cause {
        zone_kind: Some(kind),
        zone: Some(zone.to_owned()),
        ..Cause::new(cause, text)
    };
    let mut causes = Vec::new();
    let (mut lost, mut gained): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for hit in &in_old {
        let Some(zone) = olds.zone(hit.zone).filter(|zone| (question.matters)(zone)) else { continue };
        let position = hit.zone as usize;
        let Some(other) = links.to_new[position] else {
            if let Some(parts) = links.split.get(&position) {
                let of_parts: Vec<&str> = parts.iter().map(|&part| news.zones[part].name.as_str()).collect();
                let text = format!("{} -> {}", zone.name, of_parts.join(", "));
                causes.push(Cause { new: Some(of_parts.join(";")), ..named(CauseKind::ZoneSplit, &zone.name, text) });
            } else if let Some(whole) = links.merged_into(position) {
                let whole = &news.zones[whole].name;
                let text = format!("{} -> {whole}", zone.name);
                causes.push(Cause { new: Some(whole.clone()), ..named(CauseKind::ZoneMerged, &zone.name, text) });
            } else {
                causes.push(named(CauseKind::ZoneRemoved, &zone.name, zone.name.clone()));
            }
            continue;
        };
        if !in_new.iter().any(|hit| hit.zone as usize == other) {
            lost.push(zone.name.clone());
        }
    }
    for hit in &in_new {
        let Some(zone) = news.zone(hit.zone) else { continue };
        let position = hit.zone as usize;
        let before_it = links.to_old[position].map(|old| (old, &olds.zones[old]));
        let matters = (question.matters)(zone) || before_it.is_some_and(|(_, zone)| (question.matters)(zone));
        if !matters {
            continue;
        }
        let Some((old, before_it)) = before_it else {
            let is_told = links.split_from(position).is_some() || links.merged.contains_key(&position);
            if !is_told {
                causes.push(named(CauseKind::ZoneAdded, &zone.name, zone.name.clone()));
            }
            continue;
        };
        let Some(old_hit) = in_old.iter().find(|hit| hit.zone as usize == old) else {
            gained.push(zone.name.clone());
            if question.by_class && before_it.class.word() != zone.class.word() {
                causes.push(class_changed(&named, before_it, zone));
            }
            continue;
        };
        if question.by_class && before_it.class.word() != zone.class.word() {
            causes.push(class_changed(&named, before_it, zone));
        }
        if question.by_name && folded_name(&before_it.name) != folded_name(&zone.name) {
            let text = format!("{} -> {}", before_it.name, zone.name);
            causes.push(Cause {
                old: Some(before_it.name.clone()),
                new: Some(zone.name.clone()),
                ..named(CauseKind::ZoneRenamed, &zone.name, text)
            });
        }
        let shares = [(before, old_hit.zone), (after, hit.zone)]
            .map(|(world, zone)| worlds.share_m2(world, mine, kind, zone).unwrap_or(0.0));
        let is_cut_otherwise = kind == ZoneKind::Redline && (shares[0] - shares[1]).abs() > SAME_AREA_M2;
        if old_hit.place != hit.place || is_cut_otherwise {
            causes.push(named(
                CauseKind::LineMoved,
                &zone.name,
                format!("{}, it holds another part of the mine", zone.name),
            ));
        }
    }
    causes.extend(lines(kind, &lost, &gained, &named));
    causes
}

fn class_changed(named: &dyn Fn(CauseKind, &str, String) -> Cause, old: &Zone<'_>, new: &Zone<'_>) -> Cause {
    let word = |zone: &Zone<'_>| zone.class.word().unwrap_or("no class").to_owned();
    let (old, name, new) = (word(old), &new.name, word(new));
    let text = format!("{name} {old} -> {new}");
    Cause { old: Some(old), new: Some(new), ..named(CauseKind::ClassChanged, name, text) }
}

/// Borders that went over the mine. Units that lie side by side share a border: one cause names both.
fn lines(
    kind: ZoneKind,
    lost: &[String],
    gained: &[String],
    named: &dyn Fn(CauseKind, &str, String) -> Cause,
) -> Vec<Cause> {
    let is_tiling = matches!(kind, ZoneKind::Prefecture | ZoneKind::Position);
    if let ([from], [to], true) = (lost, gained, is_tiling) {
        let text = format!("between {from} and {to}, the mine lies in {to} now");
        let cause = named(CauseKind::LineMoved, to, text);
        return vec![Cause { old: Some(from.clone()), new: Some(to.clone()), ..cause }];
    }
    let no_more = lost.iter().map(|zone| {
        let cause = named(CauseKind::LineMoved, zone, format!("{zone}, it holds the mine no more"));
        Cause { old: Some(zone.clone()), ..cause }
    });
    let now = gained.iter().map(|zone| {
        let cause = named(CauseKind::LineMoved, zone, format!("{zone}, it holds the mine now"));
        Cause { new: Some(zone.clone()), ..cause }
    });
    no_more.chain(now).collect()
}
