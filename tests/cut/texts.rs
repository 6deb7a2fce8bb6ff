//! Texts of what remains, read again.

use std::fmt::Write as _;

use geo::{LineString, MultiPolygon};
use oreline::convert::TextOptions;
use oreline::cut::{PartKind, Request, Rights, Smallest, cut};
use oreline::domain::{AreaUnit, Defect, MineShape, Role, Severity, Step, ZoneKind};
use oreline::geometry::measure::{area_m2, perimeter_m};
use oreline::plan::{LayerPlan, Plan};

use crate::support::random::Random;
use crate::support::shapes;

fn feature(properties: &str, area: &MultiPolygon<f64>) -> String {
    let geometry = geojson::Geometry::from(area);
    format!(r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{geometry}}}"#)
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn layer(path: &std::path::Path) -> LayerPlan {
    LayerPlan { path: path.to_owned(), ..LayerPlan::default() }
}

#[test]
fn texts_hold_the_areas_of_what_remains() {
    let folder = tempfile::tempdir().unwrap();
    let (mines, lines) = (folder.path().join("rights.geojson"), folder.path().join("lines.geojson"));
    let mut random = Random::new(11);
    let (mut rights, mut zones) = (Vec::new(), Vec::new());
    for number in 0..360 {
        // Apart from each other, all in the zone of 87 degrees.
        let at = geo::Coord { x: 86.0 + 0.1 * f64::from(number % 20), y: 42.0 + 0.1 * f64::from(number / 20) };
        let at = shapes::snap(at);
        let corners = 4 + random.below(12);
        let hole = if number % 3 == 0 { vec![shapes::star(&mut random, at, 6, (0.004, 0.01))] } else { Vec::new() };
        let right = shapes::one(shapes::star(&mut random, at, corners.max(8), (0.02, 0.035)), hole);
        rights.push(feature(&format!(r#""id":"R{number}","name":"矿{number}","DKMJ":"1.0""#), &right));
        for _ in 0..random.below(4) {
            let near = geo::Coord { x: at.x + random.between(-0.03, 0.03), y: at.y + random.between(-0.03, 0.03) };
            let zone = shapes::one(shapes::star(&mut random, near, 7, (0.003, 0.015)), vec![]);
            zones.push(feature(&format!(r#""name":"Z{}""#, zones.len()), &zone));
        }
    }
    std::fs::write(&mines, collection(&rights)).unwrap();
    std::fs::write(&lines, collection(&zones)).unwrap();
    let mut plan = Plan::for_mines(layer(&mines));
    plan.zones.push((ZoneKind::Redline, layer(&lines)));
    let (mut compared, mut with_holes, mut with_parts, mut same_labels) = (0, 0, 0, 0);
    for (decimals, buffer_m) in [(2, 0.0), (3, 25.0), (4, 0.0)] {
        let text = folder.path().join(format!("remaining-{decimals}.txt"));
        let request = Request {
            rights: Rights::All,
            kinds: vec![ZoneKind::Redline],
            zones: Vec::new(),
            buffer_m,
            smallest: Smallest { area_m2: 100.0, width_m: 5.0, is_kept: false },
            balance: Step { count: 0.0001, unit: AreaUnit::Hectare },
            output: None,
            text: Some(text.clone()),
            text_options: TextOptions { decimals: Some(decimals), ..TextOptions::default() },
            overwrite: false,
        };
        let outcome = cut(&plan, &request).unwrap();
        let is_grave = |defect: &&Defect| !matches!(defect.code.severity(), Severity::Note | Severity::Repaired);
        let grave: Vec<String> = outcome.defects.iter().filter(is_grave).map(ToString::to_string).collect();
        assert_eq!(grave, [""; 0]);
        let fields = oreline::check::FieldChoice { id: Some("DKBH".to_owned()), ..Default::default() };
        let request = oreline::read::Request { id_field: Some("DKBH".to_owned()), ..layer(&text).request(Role::Mines) };
        let open = oreline::read::open(request).unwrap();
        let (read, _) = oreline::check::mines(open.read().unwrap(), &fields).unwrap();
        let step_m = 10.0_f64.powi(-i32::try_from(decimals).unwrap());
        let mut expected = 0;
        for right in outcome.rights.iter().filter(|right| right.of(PartKind::Remaining).next().is_some()) {
            expected += 1;
            let found = read.mines.iter().find(|mine| mine.id.as_deref() == Some(&right.label)).unwrap();
            let MineShape::Area(area) = &found.shape else { panic!("{} is a point", right.label) };
            let kept = right.cut.kept();
            let lines = shapes::rings(std::slice::from_ref(&kept)).flat_map(LineString::lines);
            let border_m = perimeter_m(lines.map(|line| (line.start, line.end)));
            let off_m2 = (area_m2(area) - area_m2(&kept)).abs();
            assert!(off_m2 <= border_m * step_m, "{}: {off_m2} m² of {border_m} m at {step_m}", right.label);
            assert_eq!(area.0.len(), kept.0.len(), "{}", right.label);
            let holes = |area: &MultiPolygon<f64>| area.iter().map(|part| part.interiors().len()).sum::<usize>();
            assert_eq!(holes(area), holes(&kept), "{}", right.label);
            // The header line has the new area, and not that of the attributes.
            let declared: f64 = found.attributes.words("DKMJ").unwrap().parse().unwrap();
            assert!(
                (declared - area_m2(&kept) / 1e4).abs() < 1e-4 + border_m * step_m / 1e4 + 1e-4 * declared,
                "{}",
                right.label
            );
            compared += 1;
            with_holes += usize::from(holes(&kept) > 0);
            with_parts += usize::from(kept.0.len() > 1);
        }
        assert_eq!(read.mines.len(), expected);
        let bytes = std::fs::read(&text).unwrap();
        let parsed = oreline::corners::parse(&bytes).unwrap();
        for parcel in parsed.document.parcels() {
            let labels: Vec<&str> =
                parcel.rings.iter().flat_map(|ring| &ring.points).map(|point| point.label.as_str()).collect();
            let mut sorted = labels.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), labels.len(), "a number stands for one corner");
            same_labels += usize::from(labels.contains(&"J1") || labels.contains(&"J2"));
        }
    }
    println!(
        "{compared} parcels read again, {with_holes} with holes, {with_parts} of several parts, {same_labels} with a first corner of the right"
    );
    assert!(
        compared > 600 && with_holes > 100 && with_parts > 50 && same_labels > 500,
        "{compared} {with_holes} {with_parts} {same_labels}"
    );
}

/// A square of which the east is cut away: its western corners keep their numbers and their coordinates.
#[test]
fn corners_that_stay_keep_their_numbers_and_new_ones_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let (mines, lines, text) =
        (folder.path().join("rights.txt"), folder.path().join("lines.geojson"), folder.path().join("rest.txt"));
    let corners = [
        (4_980_000.0, 29_500_000.0),
        (4_981_000.0, 29_500_000.0),
        (4_981_000.0, 29_501_000.0),
        (4_980_000.0, 29_501_000.0),
    ];
    let mut written = String::from(
        "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n带号=29\n[地块坐标]\n5,100.0000,1,甲,面,,采矿用地,,@\n",
    );
    for (number, (north, east)) in corners.iter().chain(&corners[..1]).enumerate() {
        let _ = writeln!(written, "J{},1,{north:.3},{east:.3}", number % 4 + 1);
    }
    std::fs::write(&mines, written).unwrap();
    let zone = shapes::one(shapes::rectangle((87.005, 44.0), (88.0, 46.0)), vec![]);
    std::fs::write(&lines, collection(&[feature(r#""name":"红线""#, &zone)])).unwrap();
    let mut plan = Plan::for_mines(layer(&mines));
    plan.mines.fields.id = Some("DKBH".to_owned());
    plan.zones.push((ZoneKind::Redline, layer(&lines)));
    let request = Request {
        rights: Rights::Named(vec!["#0".to_owned()]),
        kinds: vec![ZoneKind::Redline],
        zones: Vec::new(),
        buffer_m: 0.0,
        smallest: Smallest::default(),
        balance: Step { count: 0.0001, unit: AreaUnit::Hectare },
        output: None,
        text: Some(text.clone()),
        text_options: TextOptions { decimals: Some(3), ..TextOptions::default() },
        overwrite: false,
    };
    let outcome = cut(&plan, &request).unwrap();
    assert!(outcome.rights[0].cut.is_cut() && outcome.crs.as_ref().unwrap().starts_with("EPSG:4517"), "{outcome:?}");
    let parsed = oreline::corners::parse(&std::fs::read(&text).unwrap()).unwrap();
    let parcel = parsed.document.parcels().next().unwrap();
    let points: Vec<(&str, &str, &str)> = parcel.rings[0]
        .points
        .iter()
        .map(|point| (point.label.as_str(), point.x.text.as_str(), point.y.text.as_str()))
        .collect();
    assert_eq!(points[0], ("J1", "4980000.000", "29500000.000"));
    assert_eq!(points[1], ("J2", "4981000.000", "29500000.000"));
    assert_eq!(points.iter().map(|point| point.0).collect::<Vec<_>>(), ["J1", "J2", "J5", "J6"], "{points:?}");
}
