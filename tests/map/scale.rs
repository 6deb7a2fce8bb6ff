//! The bar is as long as it says, and the fraction holds.

use geo::{Distance, Geodesic, Point};
use oreline::map::draw;

use crate::world::{PLANS, fonts, options, random, shipped};
use oreline::domain::Language;
use oreline::map::{Content, Sheet};

fn check(sheet: &Sheet, what: &str) {
    let [x, y] = sheet.view.window.centre();
    let half = sheet.scale_bar.length_mm / 2.0;
    let [left, right] = [[x - half, y], [x + half, y]].map(|at| Point(sheet.view.to_earth(at)));
    let ground_km = Geodesic.distance(left, right) / 1000.0;
    let off = ground_km / sheet.scale_bar.length_km - 1.0;
    assert!(off.abs() < 0.01, "{what}: {} km are {ground_km} km", sheet.scale_bar.length_km);
    // 1:N holds on the standard parallels; in the middle of a province it is a little off.
    let by_fraction_km = sheet.scale_bar.length_mm * sheet.view.denominator / 1e6;
    assert!((by_fraction_km / ground_km - 1.0).abs() < 0.03, "{what}: {by_fraction_km} {ground_km}");
}

#[test]
fn bars_are_right_to_a_hundredth() {
    let mut compared = 0;
    let mut all = |content: &Content<'_>, what: &str| {
        for size in ["A4", "A3", "A0"] {
            check(&draw(content, &options(size, None, Language::Both), fonts()), what);
            compared += 1;
        }
    };
    for plan in PLANS {
        shipped(plan, |content| all(content, plan));
    }
    all(&random(50, 5), "random");
    assert_eq!(compared, 15);
}

#[test]
fn everything_lies_in_the_window() {
    let mut compared = 0;
    for plan in PLANS {
        shipped(plan, |content| {
            let sheet = draw(content, &options("A3", None, Language::Both), fonts());
            for at in content.zones.iter().flat_map(|zone| zone.area.iter()).flat_map(|part| &part.exterior().0) {
                let [x, y] = sheet.view.to_sheet(*at);
                let window = sheet.view.window;
                assert!((window.left..=window.right()).contains(&x) && (window.top..=window.bottom()).contains(&y));
                compared += 1;
            }
        });
    }
    println!("{compared} corners compared");
    assert!(compared > 10_000);
}
