//! Contents of maps: those of the shipped plans, and made-up ones.

use std::borrow::Cow;
use std::sync::OnceLock;

use geo::{Coord, MultiPolygon, polygon};
use oreline::domain::{
    Date, FragilityClass, Language, Position, Provenance, Theme, Title, Verdict, ZoneClass, ZoneKind,
};
use oreline::map::{
    Content, Fonts, MapMine, MapPlace, MapZone, Mark, Orientation, Sheet, SheetOptions, SheetSize, Standing, draw,
};
use oreline::plan::Plan;
use oreline::run::{GreenLists, RuleSet, find};

use crate::support::layers;
use crate::support::random::Random;

/// The plans that the repository holds.
pub(crate) const PLANS: [&str; 4] = ["xinjiang", "qinba", "chongqing", "rights"];

/// The fonts of this machine, looked for once.
pub(crate) fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| Fonts::find(None).unwrap())
}

/// Whether a picture with Chinese can be drawn here; says so if not.
pub(crate) fn has_chinese() -> bool {
    let has = fonts().is_chinese();
    assert!(has || std::env::var_os("ORELINE_REQUIRE_FONTS").is_none(), "no font with Chinese characters");
    if !has {
        println!("skipped: no font with Chinese characters (Debian: fonts-noto-cjk)");
    }
    has
}

pub(crate) fn day() -> Date {
    Date::parse("2026-11-22").unwrap()
}

/// Calls a function with the content of a shipped plan.
pub(crate) fn shipped<T>(plan: &str, then: impl FnOnce(&Content<'_>) -> T) -> T {
    let plan = Plan::from_path(&layers(plan)).unwrap();
    let rules = RuleSet::load(&plan.rules).unwrap();
    let lists = GreenLists::load(&plan.green_mines).unwrap();
    let found = find(&plan, rules.as_ref(), &mut |_| {}, |found, _| {
        let judged = found.judge(rules.as_ref(), &lists);
        let report = found.into_report(judged, &plan, Provenance::default());
        Ok(then(&Content::of_report(&report, day())))
    });
    found.unwrap()
}

pub(crate) fn options(size: &str, orientation: Option<Orientation>, language: Language) -> SheetOptions {
    SheetOptions { size: SheetSize::parse(size).unwrap(), orientation, language, theme: Theme::Standard, title: None }
}

pub(crate) fn a3(content: &Content<'_>) -> Sheet {
    draw(content, &options("A3", None, Language::Both), fonts())
}

pub(crate) fn square(west: f64, south: f64, side: f64) -> MultiPolygon<f64> {
    MultiPolygon(vec![polygon![
        (x: west, y: south),
        (x: west + side, y: south),
        (x: west + side, y: south + side),
        (x: west, y: south + side),
    ]])
}

pub(crate) fn zone(kind: ZoneKind, name: &str, class: ZoneClass, area: MultiPolygon<f64>) -> MapZone<'static> {
    let name = Title::new(name.to_owned(), format!("{name} zone"));
    MapZone { kind, name, class, area: Cow::Owned(area), standing: Standing::default() }
}

pub(crate) fn mine(name: &str, at: Coord<f64>, mark: Mark, verdict: Option<Verdict>) -> MapMine<'static> {
    let name = Title::new(name.to_owned(), name.to_owned());
    MapMine { place: MapPlace::Point(at), name: Some(name), mark, verdict, standing: Standing::default() }
}

/// Units side by side, red lines, a belt, and random mines of all looks.
pub(crate) fn random(count: usize, seed: u64) -> Content<'static> {
    let mut random = Random::new(seed);
    let mut zones = Vec::new();
    for column in 0..4_u32 {
        for row in 0..3_u32 {
            let class = match (column + row) % 5 {
                4 => ZoneClass::Unknown,
                class => ZoneClass::Fragility(FragilityClass::ALL[class as usize]),
            };
            let area = square(80.0 + 2.0 * f64::from(column), 40.0 + 2.0 * f64::from(row), 2.0);
            zones.push(zone(ZoneKind::Prefecture, &format!("单元{column}{row}"), class, area));
        }
    }
    for number in 0..20 {
        let area = square(random.between(80.0, 87.5), random.between(40.0, 45.5), random.between(0.05, 0.5));
        zones.push(zone(ZoneKind::Redline, &format!("红线{number}"), ZoneClass::None, area));
    }
    zones.push(zone(ZoneKind::Belt, "成矿带", ZoneClass::None, square(81.0, 41.0, 4.0)));
    zones.push(zone(ZoneKind::Function, "功能区", ZoneClass::None, square(85.0, 43.0, 2.0)));
    zones.push(zone(ZoneKind::Position, "核心", ZoneClass::Position(Position::Core), square(83.0, 44.0, 1.0)));
    let marks: Vec<Mark> = Mark::FLAGGED.into_iter().chain([Mark::None; 3]).collect();
    let mines = (0..count)
        .map(|number| {
            let at = Coord { x: random.between(80.0, 88.0), y: random.between(40.0, 46.0) };
            let verdict = Verdict::ALL.get(number % 7).copied();
            mine(&format!("矿山第{number}号"), at, marks[number % marks.len()], verdict)
        })
        .collect();
    Content {
        title: Some("随机".to_owned()),
        day: day(),
        zones,
        mines,
        sources: vec!["made-up.geojson".to_owned()],
        rules_as_of: None,
        unverified_packs: Vec::new(),
    }
}
