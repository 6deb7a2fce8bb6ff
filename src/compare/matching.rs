//! Which mine of one run is which of the other (docs/decisions/0015).

use std::collections::BTreeMap;

use super::place::{apart_m, metres, middle};
use super::side::Side;

/// By what two mines were taken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchedBy {
    /// One id, which no other mine of either run has.
    Id,
    /// One name, within the distance that is stated.
    PlaceAndName,
    /// One place, within the tolerance; the names differ, or there are none.
    Place,
    /// One name, farther away than the distance that is stated and no farther than `FAR` times it.
    Name,
}

/// A name alone joins mines up to so many times the stated distance.
pub(super) const FAR: f64 = 20.0;

impl MatchedBy {
    /// All of them, the surest first.
    pub const ALL: [Self; 4] = [Self::Id, Self::PlaceAndName, Self::Place, Self::Name];

    /// The word in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::PlaceAndName => "place_and_name",
            Self::Place => "place",
            Self::Name => "name",
        }
    }
}

/// A mine of both runs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) by: MatchedBy,
    /// How many other mines it might be as well.
    pub(super) rivals: usize,
    pub(super) apart_m: f64,
}

/// How mines are matched.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Within this many metres a name is that of one mine.
    pub(super) within_m: f64,
    /// Within this many metres two places are one.
    pub(super) tolerance_m: f64,
    /// Whether ids count.
    pub(super) by_id: bool,
}

/// All pairs, in the order of the old mines; and what there is to say.
pub(super) fn matched(old: &Side<'_>, new: &Side<'_>, limits: Limits) -> (Vec<Pair>, Vec<String>) {
    let mut remarks = Vec::new();
    let (old_ids, new_ids) = if limits.by_id {
        (Ids::of(old, "OLD", &mut remarks), Ids::of(new, "NEW", &mut remarks))
    } else {
        (Ids::default(), Ids::default())
    };
    let mut state = State {
        old,
        new,
        old_ids: &old_ids,
        new_ids: &new_ids,
        old_free: vec![true; old.seen.len()],
        new_free: vec![true; new.seen.len()],
        pairs: Vec::new(),
    };
    for (id, &of_old) in &old_ids.unique {
        if let Some(&of_new) = new_ids.unique.get(id) {
            let apart_m = apart_m(&old.layer.mines[of_old].shape, &new.layer.mines[of_new].shape);
            state.take(Pair { old: of_old, new: of_new, by: MatchedBy::Id, rivals: 0, apart_m });
        }
    }
    if limits.by_id && !old_ids.unique.is_empty() && !new_ids.unique.is_empty() && state.pairs.is_empty() {
        remarks.push("no id of OLD is one of NEW: if a field of ids is called otherwise, name it (--id FIELD), else see --ignore-ids".to_owned());
    }
    state.nearest(MatchedBy::PlaceAndName, limits.within_m);
    state.nearest(MatchedBy::Place, limits.tolerance_m);
    state.nearest(MatchedBy::Name, limits.within_m * FAR);
    let mut pairs = state.pairs;
    pairs.sort_by_key(|pair| pair.old);
    (pairs, remarks)
}

/// The ids of a run that are one mine's alone.
#[derive(Default)]
struct Ids {
    unique: BTreeMap<String, usize>,
    /// For each mine whether its id counts.
    counts: Vec<bool>,
}

impl Ids {
    fn of(side: &Side<'_>, which: &str, remarks: &mut Vec<String>) -> Self {
        let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (position, seen) in side.seen.iter().enumerate() {
            if let Some(id) = &seen.id {
                by_id.entry(id).or_default().push(position);
            }
        }
        let mut ids = Self { unique: BTreeMap::new(), counts: vec![false; side.seen.len()] };
        let mut twice: Vec<&str> = Vec::new();
        for (id, positions) in by_id {
            if let [one] = positions.as_slice() {
                ids.unique.insert(id.to_owned(), *one);
                ids.counts[*one] = true;
            } else {
                twice.push(id);
            }
        }
        if !twice.is_empty() {
            let shown: Vec<&str> = twice.iter().copied().take(5).collect();
            remarks.push(format!(
                "{which}: {} ids stand for several mines ({}): these are matched by place and name",
                twice.len(),
                shown.join(", ")
            ));
        }
        let without = side.seen.iter().filter(|seen| seen.id.is_none()).count();
        if without > 0 {
            remarks.push(format!("{which}: {without} mines have no id: these are matched by place and name"));
        }
        ids
    }
}

struct State<'s, 'a> {
    old: &'s Side<'a>,
    new: &'s Side<'a>,
    old_ids: &'s Ids,
    new_ids: &'s Ids,
    old_free: Vec<bool>,
    new_free: Vec<bool>,
    pairs: Vec<Pair>,
}

impl<'s> State<'s, '_> {
    fn take(&mut self, pair: Pair) {
        self.old_free[pair.old] = false;
        self.new_free[pair.new] = false;
        self.pairs.push(pair);
    }

    /// Joins what lies nearest to each other, of the mines that are left.
    fn nearest(&mut self, by: MatchedBy, limit_m: f64) {
        let mut found = self.candidates(by, limit_m);
        found.sort_by(|one, other| one.2.total_cmp(&other.2).then((one.0, one.1).cmp(&(other.0, other.1))));
        let (mut of_olds, mut of_news) = (vec![0_usize; self.old.seen.len()], vec![0_usize; self.new.seen.len()]);
        for &(of_old, of_new, _) in &found {
            of_olds[of_old] += 1;
            of_news[of_new] += 1;
        }
        for &(of_old, of_new, apart_m) in &found {
            if !self.old_free[of_old] || !self.new_free[of_new] {
                continue;
            }
            let rivals = of_olds[of_old] + of_news[of_new] - 2;
            self.take(Pair { old: of_old, new: of_new, by, rivals, apart_m });
        }
    }

    fn candidates(&self, by: MatchedBy, limit_m: f64) -> Vec<(usize, usize, f64)> {
        let news = (0..self.new.seen.len()).filter(|&of_new| self.new_free[of_new]);
        // Latitude in steps a little above the limit, so that a mine has to look at three of them alone.
        let step_m = limit_m.max(1.0) * 1.01;
        let row = |y: f64| (y * METRES_A_DEGREE / step_m).floor() as i64;
        // By name where it has to be the same, so that only namesakes are looked at.
        let name = |folded: &'s str| if by == MatchedBy::Place { "" } else { folded };
        let mut rows: BTreeMap<(&str, i64), Vec<usize>> = BTreeMap::new();
        for of_new in news {
            let key = (name(&self.new.seen[of_new].folded_name), row(middle(&self.new.layer.mines[of_new].shape).y));
            rows.entry(key).or_default().push(of_new);
        }
        let mut found = Vec::new();
        for of_old in (0..self.old.seen.len()).filter(|&of_old| self.old_free[of_old]) {
            let shape = &self.old.layer.mines[of_old].shape;
            let at = middle(shape);
            let (name, middle_row) = (name(&self.old.seen[of_old].folded_name), row(at.y));
            let near = rows.range((name, middle_row - 1)..=(name, middle_row + 1));
            for &of_new in near.flat_map(|(_, row)| row) {
                if !self.may_be_one(by, of_old, of_new) {
                    continue;
                }
                let other = &self.new.layer.mines[of_new].shape;
                // A point may lie in an area whose centre is far away.
                let apart = metres(at, middle(other)).min(apart_m(shape, other));
                if apart <= limit_m {
                    found.push((of_old, of_new, apart));
                }
            }
        }
        found
    }

    fn may_be_one(&self, by: MatchedBy, of_old: usize, of_new: usize) -> bool {
        let (old, new) = (&self.old.seen[of_old].folded_name, &self.new.seen[of_new].folded_name);
        let same_name = !old.is_empty() && old == new;
        let counts = |ids: &Ids, position: usize| ids.counts.get(position).copied().unwrap_or(false);
        // Two ids that differ speak against one mine, unless place and name are the same.
        let differ_by_id = counts(self.old_ids, of_old) && counts(self.new_ids, of_new);
        match by {
            MatchedBy::Id => false,
            MatchedBy::PlaceAndName => same_name,
            MatchedBy::Place => !differ_by_id,
            MatchedBy::Name => same_name && !differ_by_id,
        }
    }
}

/// A degree of latitude is no shorter than this anywhere on the ellipsoid.
const METRES_A_DEGREE: f64 = 110_574.0;
