//! What a sheet shows, whether it comes from a run or from a delivery.

use std::borrow::Cow;
use std::cmp::Reverse;

use geo::{Coord, MultiPolygon};

use crate::domain::{Attributes, Date, Title, Verdict, ZoneClass, ZoneKind, plain_text};

/// Everything that a sheet shows. Areas and places are EPSG:4490 longitude, latitude in degrees.
#[derive(Clone, Debug)]
pub struct Content<'c> {
    /// The title of the plan.
    pub title: Option<String>,
    /// The day of the sheet.
    pub day: Date,
    /// The zones of all kinds.
    pub zones: Vec<MapZone<'c>>,
    /// The mines.
    pub mines: Vec<MapMine<'c>>,
    /// The layers that it was made of: file names with roles.
    pub sources: Vec<String>,
    /// The day whose rules are in force, where there are rule tables.
    pub rules_as_of: Option<String>,
    /// Rule packs that are law nobody has compared with its text.
    pub unverified_packs: Vec<String>,
}

/// A zone.
#[derive(Clone, Debug)]
pub struct MapZone<'c> {
    /// Its kind.
    pub kind: ZoneKind,
    /// Its name in both languages; the same where there is one.
    pub name: Title,
    /// Its class.
    pub class: ZoneClass,
    /// The area.
    pub area: Cow<'c, MultiPolygon<f64>>,
    /// What its layer says of it.
    pub standing: Standing,
}

/// What the layers say of where their shapes come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// `schematic = true`: drawn about where it is, no surveyed line.
    pub is_schematic: bool,
    /// `verified = false`.
    pub is_unverified: bool,
    /// `position_kind`.
    pub position: PositionKind,
}

/// How sure the position of a mine is, as its layer says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PositionKind {
    /// Nothing is said against it.
    #[default]
    Stated,
    /// `approximate`.
    Approximate,
    /// `synthetic`: made up.
    Synthetic,
}

impl Standing {
    /// What the attributes of a feature say.
    #[must_use]
    pub fn of(attributes: &Attributes<'_>) -> Self {
        let text = attributes.text();
        let is = |name: &str, values: &[&str]| {
            member(text, name).is_some_and(|value| values.iter().any(|one| value.starts_with(one)))
        };
        Self {
            is_schematic: is("\"schematic\"", &["true", "1", "\"true\""]),
            is_unverified: is("\"verified\"", &["false", "0", "\"false\""]),
            position: if is("\"position_kind\"", &["\"synthetic\""]) {
                PositionKind::Synthetic
            } else if is("\"position_kind\"", &["\"approximate\""]) {
                PositionKind::Approximate
            } else {
                PositionKind::Stated
            },
        }
    }
}

/// What stands behind a quoted name. A million mines are asked, so that the object is not parsed: within a text the quotes of
/// the name would be escaped.
fn member<'t>(object: &'t str, quoted: &str) -> Option<&'t str> {
    let at = object.find(quoted)?;
    object[at + quoted.len()..].trim_start().strip_prefix(':').map(str::trim_start)
}

/// Where a mine is.
#[derive(Clone, Debug)]
pub enum MapPlace<'c> {
    /// A place.
    Point(Coord<f64>),
    /// The area of a right.
    Area(Cow<'c, MultiPolygon<f64>>),
}

/// A mine.
#[derive(Clone, Debug)]
pub struct MapMine<'c> {
    /// Where it is.
    pub place: MapPlace<'c>,
    /// Its name in both languages; `None` where it is not asked for, or there is none.
    pub name: Option<Title>,
    /// Why it is flagged; [`Mark::None`] if it is not.
    pub mark: Mark,
    /// Its verdict.
    pub verdict: Option<Verdict>,
    /// What its layer says of it.
    pub standing: Standing,
}

/// The shape of a mine: why it is flagged, as `styles/mines.qml` tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Not flagged: a small circle.
    None,
    /// By another rule: a square.
    Other,
    /// In the core: a disc with a hole.
    Core,
    /// Severe fragility: a half triangle.
    Severe,
    /// Extreme fragility: a full triangle.
    Extreme,
    /// In a red line: a diamond with a cross.
    Redline,
    /// Several bases: a star.
    Several,
}

impl Mark {
    /// All that flag, in the order of the legend.
    pub const FLAGGED: [Self; 6] = [Self::Several, Self::Extreme, Self::Severe, Self::Redline, Self::Core, Self::Other];

    /// The mark for the fields `flagged` and `flag_basis`.
    #[must_use]
    pub fn of(is_flagged: bool, basis: Option<&str>) -> Self {
        match basis {
            _ if !is_flagged => Self::None,
            Some(basis) if basis.contains(';') => Self::Several,
            Some("fragility:extreme") => Self::Extreme,
            Some("fragility:severe") => Self::Severe,
            Some("redline") => Self::Redline,
            Some("position:core") => Self::Core,
            _ => Self::Other,
        }
    }

    /// What people read.
    #[must_use]
    pub fn title(self) -> Title {
        Title::of(match self {
            Self::Several => "多项依据 several bases",
            Self::Extreme => "极度脆弱 extreme fragility",
            Self::Severe => "重度脆弱 severe fragility",
            Self::Redline => "生态保护红线 in a red line",
            Self::Core => "核心区 in the core",
            Self::Other => "其他规则 by another rule",
            Self::None => "未预警 not flagged",
        })
    }
}

/// The names of a feature: Chinese from `name_zh` or `名称`, English from `name_en`, each else the name that is known.
#[must_use]
pub fn names(attributes: &Attributes<'_>, known: Option<&str>) -> Option<Title> {
    const FIELDS: [&str; 4] = ["name_zh", "名称", "name_en", "name"];
    let mut found: [Option<String>; 4] = Default::default();
    attributes.for_each(|_, name, json| {
        if let Some(slot) = FIELDS.iter().position(|field| *field == name) {
            let words = plain_text(json);
            let words = words.trim();
            found[slot] = (!words.is_empty() && words != "null").then(|| words.to_owned());
        }
    });
    let [chinese, other, english, plain] = found;
    let chinese = chinese.or(other);
    let known = known.map(str::to_owned).or(plain);
    let chinese = chinese.or_else(|| known.clone()).or_else(|| english.clone())?;
    let english = english.or(known).unwrap_or_else(|| chinese.clone());
    Some(Title::new(chinese, english))
}

/// No sheet has room for more labels of mines.
pub(super) const MOST_MINE_LABELS: usize = 3000;

/// The flagged mines in the order in which they are labelled, no more than `MOST_MINE_LABELS`: real ones before those that are made up, then the strictest
/// verdict, several bases first, then the order of the layer.
#[must_use]
pub fn label_order(mines: &[MapMine<'_>]) -> Vec<u32> {
    let key = |mine: &MapMine<'_>| {
        (
            mine.standing.position == PositionKind::Synthetic,
            Reverse(mine.verdict.map(Verdict::strictness)),
            Reverse(mine.mark),
        )
    };
    let mut order: Vec<u32> = (0..mines.len() as u32).filter(|&mine| mines[mine as usize].mark != Mark::None).collect();
    order.sort_by_key(|&mine| (key(&mines[mine as usize]), mine));
    order.truncate(MOST_MINE_LABELS);
    order
}

/// Whether a text holds Chinese characters.
#[must_use]
pub(super) fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'))
}

impl Content<'_> {
    /// How many mines are flagged.
    #[must_use]
    pub fn flagged(&self) -> usize {
        self.mines.iter().filter(|mine| mine.mark != Mark::None).count()
    }

    /// The zones of a kind.
    pub fn of_kind(&self, kind: ZoneKind) -> impl Iterator<Item = &MapZone<'_>> {
        self.zones.iter().filter(move |zone| zone.kind == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, PositionKind, Standing, names};
    use crate::domain::Attributes;

    #[test]
    fn marks_are_those_of_the_style() {
        let marks = [
            (Some("fragility:extreme;redline"), Mark::Several),
            (Some("fragility:extreme"), Mark::Extreme),
            (Some("fragility:severe"), Mark::Severe),
            (Some("redline"), Mark::Redline),
            (Some("position:core"), Mark::Core),
            (Some("XJ-R12"), Mark::Other),
            (None, Mark::Other),
        ];
        for (basis, mark) in marks {
            assert_eq!(Mark::of(true, basis), mark);
            assert_eq!(Mark::of(false, basis), Mark::None);
        }
        assert_eq!(marks.len(), Mark::FLAGGED.len() + 1);
    }

    #[test]
    fn standing_is_told_by_members_alone() {
        let of = |text: &'static str| Standing::of(&Attributes::from_object_text(text));
        assert!(of(r#"{"position_kind": "synthetic", "schematic":true}"#).position == PositionKind::Synthetic);
        assert!(of(r#"{"schematic" : true,"verified":false}"#).is_schematic);
        assert!(of(r#"{"schematic" : true,"verified":false}"#).is_unverified);
        assert_eq!(of(r#"{"note":"\"position_kind\": \"synthetic\"", "verified":true}"#), Standing::default());
    }

    #[test]
    fn names_fall_back_to_each_other() {
        let of = |text: &'static str, known| {
            let name = names(&Attributes::from_object_text(text), known);
            name.map(|name| (name.chinese.into_owned(), name.english.into_owned()))
        };
        let pair = |zh: &str, en: &str| Some((zh.to_owned(), en.to_owned()));
        assert_eq!(of(r#"{"name":"Altay","name_zh":"阿勒泰"}"#, Some("Altay")), pair("阿勒泰", "Altay"));
        assert_eq!(of(r#"{"name":"阿勒泰"}"#, None), pair("阿勒泰", "阿勒泰"));
        assert_eq!(of("{}", None), None);
    }
}
