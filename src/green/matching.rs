//! Entries to mines: confirmed, exact, normalised, or candidates for a person.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{GreenCandidate, GreenDifference, GreenHow, GreenMatches, GreenOutcome};

use super::alike::Likes;
use super::list::{GreenEntry, GreenList};
use super::name::{self, Name};
use super::place::{Gazetteer, Places};
use super::standing;

/// How many candidates are shown for an entry without a match.
const CANDIDATES: usize = 3;
/// How many mines of one name are shown.
const NAMESAKES: usize = 20;

/// A mine, as far as a list of names is concerned.
#[derive(Clone, Debug, Default)]
pub struct NamedMine<'a> {
    /// A number of the caller, that of no other mine.
    pub index: u32,
    /// Its id, which a person may write beside an entry.
    pub id: Option<&'a str>,
    /// All its names: the name, the Chinese name. Each may match.
    pub names: Vec<&'a str>,
    /// The prefecture in which it lies, in Chinese; other names are not compared.
    pub prefecture: Option<&'a str>,
    /// The county in which it lies, in Chinese.
    pub county: Option<&'a str>,
}

/// Joins lists with mines. The order of lists and of mines changes nothing. Takes seconds for thousands of entries and a
/// hundred thousand mines.
///
/// An entry is joined by the id that a person wrote beside it, whatever the names are; else with the one mine that has
/// the same text for a name, unless the list says that it lies elsewhere; else with the one mine whose name is the same
/// in another spelling, unless places or the way it is worked contradict. Where several mines are such, or none is, nothing
/// is joined. A name that says only what is mined joins nothing.
#[must_use]
pub fn match_mines<'a>(lists: &[GreenList], mines: impl IntoIterator<Item = NamedMine<'a>>) -> GreenMatches {
    let mut mines: Vec<NamedMine<'a>> = mines.into_iter().collect();
    mines.sort_by_key(|mine| mine.index);
    let prefectures: BTreeSet<&str> = mines.iter().filter_map(|mine| mine.prefecture).collect();
    let counties: BTreeSet<&str> = mines.iter().filter_map(|mine| mine.county).collect();
    let gazetteer = Gazetteer::new(&prefectures, &counties, name::plain);
    let layer = Layer::new(&mines, &gazetteer);
    let mut likes = Likes::new(layer.names.iter().map(|name| &name.name));
    let mut entries: Vec<&GreenEntry> = lists.iter().flat_map(|list| &list.entries).collect();
    entries.sort_unstable();
    let found = entries.into_iter().map(|entry| {
        let name = Name::new(&entry.name, &gazetteer);
        let columns = places(&gazetteer, entry.prefecture.as_deref(), entry.county.as_deref());
        let entry = Listed { entry, places: name.places.or(columns), name, columns };
        let found = layer.find(&entry, &mut likes);
        (entry, found)
    });
    let found: Vec<(Listed, Found)> = found.collect();
    standing::settle(&found, &mines, &gazetteer)
}

/// The places of two columns.
fn places(gazetteer: &Gazetteer, prefecture: Option<&str>, county: Option<&str>) -> Places {
    let of = |text: Option<&str>| text.map(|text| gazetteer.whole(&name::plain(text))).unwrap_or_default();
    of(prefecture).or(of(county))
}

/// An entry, its name taken apart.
pub(super) struct Listed<'l> {
    pub(super) entry: &'l GreenEntry,
    pub(super) name: Name,
    /// Where the columns of the list say that it is.
    columns: Places,
    /// Where its name says that it is, else the columns.
    pub(super) places: Places,
}

/// What was found for an entry.
pub(super) struct Found {
    pub(super) outcome: GreenOutcome,
    /// Position of the mine that it is joined with.
    pub(super) joined: Option<usize>,
    pub(super) mines: Vec<GreenCandidate>,
    pub(super) in_all: usize,
}

/// A name of a mine, taken apart.
struct MineName<'a> {
    mine: usize,
    text: &'a str,
    name: Name,
    /// Where the mine lies.
    location: Places,
}

struct Layer<'a, 'm> {
    mines: &'m [NamedMine<'a>],
    names: Vec<MineName<'a>>,
    gazetteer: &'m Gazetteer,
    by_exact: BTreeMap<String, Vec<usize>>,
    by_core: BTreeMap<Vec<char>, Vec<usize>>,
    by_id: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a, 'm> Layer<'a, 'm> {
    fn new(mines: &'m [NamedMine<'a>], gazetteer: &'m Gazetteer) -> Self {
        let mut layer = Self {
            mines,
            names: Vec::new(),
            gazetteer,
            by_exact: BTreeMap::new(),
            by_core: BTreeMap::new(),
            by_id: BTreeMap::new(),
        };
        for (at, mine) in mines.iter().enumerate() {
            if let Some(id) = mine.id {
                layer.by_id.entry(id.trim()).or_default().push(at);
            }
            let location = places(gazetteer, mine.prefecture, mine.county);
            for text in &mine.names {
                let name = Name::new(text, gazetteer);
                let position = layer.names.len();
                if name.exact.is_empty() {
                    continue;
                }
                layer.by_exact.entry(name.exact.clone()).or_default().push(position);
                layer.by_core.entry(name.core.clone()).or_default().push(position);
                layer.names.push(MineName { mine: at, text, name, location });
            }
        }
        layer
    }

    fn find(&self, entry: &Listed, likes: &mut Likes) -> Found {
        let confirmed = entry.entry.confirmed.as_deref().map(str::trim);
        let outcome = match confirmed.map(|id| (id, self.by_id.get(id).map_or(&[][..], Vec::as_slice))) {
            Some((_, [one])) => return self.joined(GreenHow::Confirmed, *one, None),
            Some(("无" | "没有" | "none" | "None" | "absent", [])) => {
                return Found { outcome: GreenOutcome::Absent, joined: None, mines: Vec::new(), in_all: 0 };
            }
            Some(_) => Some(GreenOutcome::UnknownId),
            None => None,
        };
        let mut unfit: Vec<GreenCandidate> = Vec::new();
        let same_text = self.by_exact.get(&entry.name.exact).map_or(&[][..], Vec::as_slice);
        let same_core = self.by_core.get(&entry.name.core).map_or(&[][..], Vec::as_slice);
        // Of a name such as 煤矿 a few show what is meant.
        let most = if entry.name.is_proper { usize::MAX } else { NAMESAKES };
        for (how, names) in [(GreenHow::Exact, same_text), (GreenHow::Normalised, same_core)] {
            let mut fit: BTreeMap<usize, usize> = BTreeMap::new();
            for &name in names.iter().take(most) {
                match self.against(how, entry, &self.names[name]) {
                    None => {
                        fit.entry(self.names[name].mine).or_insert(name);
                    }
                    difference => unfit.push(self.candidate(name, 1.0, false, difference)),
                }
            }
            // An id that is not known makes nothing of the name, but shows what the name would say.
            if let Some(outcome) = outcome {
                unfit.extend(fit.values().map(|name| self.candidate(*name, 1.0, false, None)));
                if how == GreenHow::Normalised {
                    return self.candidates(outcome, entry, unfit, likes);
                }
                continue;
            }
            let mut names = fit.iter();
            if let (Some((mine, name)), None) = (names.next(), names.next()) {
                return self.joined(how, *mine, Some(*name));
            }
            if !fit.is_empty() {
                let mines = fit.values().take(NAMESAKES).map(|name| self.candidate(*name, 1.0, false, None)).collect();
                return Found { outcome: GreenOutcome::Ambiguous, joined: None, mines, in_all: fit.len() };
            }
        }
        self.candidates(GreenOutcome::Candidates, entry, unfit, likes)
    }

    /// What speaks against an entry and a name that are the same in this way.
    fn against(&self, how: GreenHow, entry: &Listed, name: &MineName) -> Option<GreenDifference> {
        let contradict = |a, b| self.gazetteer.contradict(a, b);
        if !entry.name.is_proper {
            Some(GreenDifference::NoProperName)
        } else if contradict(entry.columns, name.location) {
            Some(GreenDifference::Place)
        } else if how == GreenHow::Exact {
            // The seat of a company, which both names hold, need not be where its mine is.
            None
        } else if contradict(entry.places, name.name.places.or(name.location)) {
            Some(GreenDifference::Place)
        } else {
            methods_differ(&entry.name, &name.name).then_some(GreenDifference::Method)
        }
    }

    fn joined(&self, how: GreenHow, mine: usize, name: Option<usize>) -> Found {
        let shown = match name {
            Some(name) => self.candidate(name, 1.0, false, None),
            None => self.shown(mine, self.mines[mine].names.first().copied().unwrap_or_default(), 1.0),
        };
        Found { outcome: GreenOutcome::Joined(how), joined: Some(mine), mines: vec![shown], in_all: 1 }
    }

    fn candidate(&self, name: usize, score: f64, is_part: bool, difference: Option<GreenDifference>) -> GreenCandidate {
        let MineName { mine, text, .. } = self.names[name];
        GreenCandidate { is_part, difference, ..self.shown(mine, text, score) }
    }

    fn shown(&self, mine: usize, name: &str, score: f64) -> GreenCandidate {
        let NamedMine { index, id, .. } = &self.mines[mine];
        GreenCandidate {
            mine: *index,
            id: id.map(str::to_owned),
            name: name.to_owned(),
            score,
            is_part: false,
            difference: None,
        }
    }

    /// The best three mines: those against which nothing speaks first, then by score, whole names before parts.
    fn candidates(&self, outcome: GreenOutcome, entry: &Listed, same: Vec<GreenCandidate>, likes: &mut Likes) -> Found {
        let alike = likes.of(&entry.name).into_iter().map(|like| {
            let name = &self.names[like.name as usize];
            self.candidate(like.name as usize, like.score, like.is_part, self.difference(entry, name))
        });
        let mut all: Vec<GreenCandidate> = same.into_iter().chain(alike).collect();
        all.sort_by(|a, b| {
            let key = |c: &GreenCandidate| (c.difference.is_some(), c.is_part, c.mine);
            let ((a_differs, a_part, a_mine), (b_differs, b_part, b_mine)) = (key(a), key(b));
            a_differs
                .cmp(&b_differs)
                .then(b.score.total_cmp(&a.score))
                .then((a_part, a_mine).cmp(&(b_part, b_mine)))
                .then_with(|| (a.difference, &a.name).cmp(&(b.difference, &b.name)))
        });
        let mut shown = BTreeSet::new();
        all.retain(|candidate| shown.insert(candidate.mine));
        let in_all = all.len();
        all.truncate(CANDIDATES);
        let outcome = if outcome == GreenOutcome::Candidates && all.is_empty() { GreenOutcome::None } else { outcome };
        Found { outcome, joined: None, mines: all, in_all }
    }

    /// What speaks against two names that are alike being those of one mine.
    fn difference(&self, entry: &Listed, name: &MineName) -> Option<GreenDifference> {
        if let Some(difference) = self.against(GreenHow::Normalised, entry, name) {
            return Some(difference);
        }
        // Behind the company, where there is one: its own name may hold numbers, minerals and directions.
        let (a, b) = (own(&entry.name), own(&name.name));
        let (one, other) = (name::mineral(a), name::mineral(b));
        if name::numbers(a) != name::numbers(b) {
            Some(GreenDifference::Number)
        } else if !one.is_empty() && !other.is_empty() && one != other {
            Some(GreenDifference::Mineral)
        } else {
            (name::directions(a) != name::directions(b)).then_some(GreenDifference::Direction)
        }
    }
}

/// The mine in a name without its company.
fn own(name: &Name) -> &[char] {
    let mine = name.pieces.iter().find(|(part, _)| *part == name::Part::Mine);
    mine.map_or(&name.core, |(_, signs)| signs)
}

/// Both names say how the mine is worked, and not the same.
pub(super) fn methods_differ(a: &Name, b: &Name) -> bool {
    matches!((a.method, b.method), (Some(a), Some(b)) if a != b)
}
