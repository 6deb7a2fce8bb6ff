//! The overview: all mines and zones on an A3 sheet, landscape.

use super::Scene;
use super::albers::Albers;
use super::expression::plain;
use super::items::{Down, Look, Map, Sheet, Table, TableContent};
use super::layers::AUTHOR;
use super::notes;
use crate::clock;
use crate::domain::{Judgement, VERDICT_LABELS, Verdict};

const PAGE: [f64; 2] = [420.0, 297.0];
/// Left, top, width, height of the map in millimetres; labels of the graticule stand around it.
const MAP: [f64; 4] = [17.0, 34.0, 286.0, 220.0];
/// Scales that a sheet may have.
const STEPS: [f64; 10] = [1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0];
/// Shares of a map that stay free at its borders, both together.
const FREE: f64 = 0.04;

/// The layout.
pub(super) fn layout(scene: &Scene<'_, '_, '_, '_>) -> String {
    let fields = &scene.fields;
    let report = scene.report;
    let mut sheet = Sheet::new(1);
    let albers = scene.albers;
    let (extent, scale) = framed(scene.extent, [MAP[2], MAP[3]]);
    let name = fields.say("总图（A3） Overview (A3)");

    let title = notes::cut(&scene.title, 95);
    let size = if notes::width(&title) <= 66 { 22.0 } else { 16.0 };
    sheet.label("title", [12.0, 8.0, 296.0, 12.0], Look::plain(size).bold().at(Down::Middle), &plain(&title));
    let counts = fields
        .language
        .choose(
            &format!("矿山{}座，预警{}座", report.layer.mines.len(), scene.flagged),
            &format!("{} of {} mines flagged", scene.flagged, report.layer.mines.len()),
        )
        .into_owned();
    sheet.label("counts", [12.0, 20.5, 300.0, 6.0], Look::plain(11.0).pale(), &counts);

    let crs = albers.crs();
    let map = sheet.map(
        "map",
        &Map {
            place: MAP,
            extent,
            crs: &crs,
            properties: &[],
            layers: None,
            graticule: (graticule(scene.degrees), None),
            follows: false,
        },
    );

    let left = 315.0;
    let width = PAGE[0] - left - 12.0;
    let heading = Look::plain(12.0).bold();
    sheet.label("legend title", [left, 9.0, width, 7.0], heading, &fields.say("图例 Legend"));
    sheet.rule([left, 17.0, width, 0.3]);
    let counts = statistics(scene);
    let below = 222.0 - 12.0 - counts.len() as f64 * 4.9;
    let (legend, size) = scene.legend(below - 21.0, 8.0);
    sheet.legend([left, 19.0, width, below - 21.0], &map, &legend, size, false);
    sheet.label("counts title", [left, below, width, 6.0], heading, &fields.say("统计 Counts"));
    sheet.rule([left, below + 7.5, width, 0.3]);
    let widths = [68.0, 22.0];
    let content = TableContent::Facts(&counts);
    sheet
        .table("counts", &Table { place: [left, below + 8.5, width, 220.0 - below - 8.5], widths, size: 8.0, content });

    sheet.rule([left, 222.0, width, 0.3]);
    sheet.north([left, 225.0, 14.0, 21.0], &map);
    sheet.scale_bar([left + 20.0, 226.0, width - 20.0, 9.0], &map, [30.0, 60.0]);
    let Albers { meridian, south, north } = albers;
    let projection = fields.lines(
        &format!("阿尔伯斯等积圆锥投影，中央经线{meridian}°，标准纬线{south}°、{north}°"),
        &format!("Albers equal-area conic, central meridian {meridian}°E, standard parallels {south}° and {north}°"),
    );
    let projection = format!("1:{}\n{projection}", grouped(scale));
    sheet.label("projection", [left + 20.0, 236.0, width - 20.0, 22.0], Look::plain(7.0), &projection);

    sheet.rule([12.0, 264.0, PAGE[0] - 24.0, 0.3]);
    let look = Look::plain(7.5);
    let sources = format!("{}: {}", fields.say("资料 Sources"), notes::cut(&notes::sources(report), 400));
    sheet.label("sources", [12.0, 266.5, 190.0, 20.0], look, &plain(&sources));
    sheet.label("notes", [210.0, 266.5, 120.0, 20.0], look, &plain(&notes::warnings(report).join("\n")));
    let made = format!("{}\nCGCS2000 (EPSG:4490)\n{AUTHOR}", clock::today());
    sheet.label("date", [left + 15.0, 266.5, width - 15.0, 20.0], look.right().at(Down::Top), &made);
    sheet.finish(&name, PAGE, "")
}

/// How many mines are flagged, by verdict.
fn statistics(scene: &Scene<'_, '_, '_, '_>) -> Vec<(String, String)> {
    let judgements = &scene.report.judgements;
    let language = scene.fields.language;
    let mut counts = vec![
        (scene.fields.say("矿山 Mines"), judgements.len()),
        (scene.fields.say("预警矿山 Flagged mines"), scene.flagged),
    ];
    for (verdict, label) in Verdict::ALL.into_iter().zip(&VERDICT_LABELS) {
        let of_verdict = |judgement: &&Judgement| judgement.is_flagged && judgement.verdict == Some(verdict);
        let count = judgements.iter().filter(of_verdict).count();
        if count > 0 {
            counts.push((format!("    {}", label.title.text(language)), count));
        }
    }
    let without = judgements.iter().filter(|judgement| judgement.is_flagged && judgement.verdict.is_none()).count();
    if without > 0 && scene.report.rulings.is_some() {
        counts.push((format!("    {}", scene.fields.say("未判定 not judged")), without));
    }
    let redline = judgements.iter().filter(|judgement| judgement.redline).count();
    if scene.layer("redlines").is_some() {
        counts.push((scene.fields.say("涉及生态保护红线的矿山 Mines in red lines"), redline));
    }
    counts.into_iter().map(|(heading, count)| (heading, format!("'{count}'"))).collect()
}

/// The extent of a map on paper around an extent in metres, and its scale as a round number.
pub(super) fn framed([west, south, east, north]: [f64; 4], [width_mm, height_mm]: [f64; 2]) -> ([f64; 4], f64) {
    let needed = ((east - west) / width_mm).max((north - south) / height_mm) * 1000.0 * (1.0 + FREE);
    let scale = round_up(needed.max(1000.0));
    let (half_width, half_height) = (width_mm / 2000.0 * scale, height_mm / 2000.0 * scale);
    let (x, y) = (f64::midpoint(west, east), f64::midpoint(south, north));
    ([x - half_width, y - half_height, x + half_width, y + half_height], scale)
}

/// The next scale that is round.
fn round_up(scale: f64) -> f64 {
    let decade = 10_f64.powf(scale.log10().floor());
    STEPS.iter().map(|step| step * decade).find(|round| *round >= scale).unwrap_or(10.0 * decade)
}

/// A step of the graticule in degrees that gives some six lines.
fn graticule(width: f64) -> f64 {
    const STEPS: [f64; 9] = [5.0, 2.0, 1.0, 0.5, 0.25, 1.0 / 6.0, 1.0 / 12.0, 1.0 / 30.0, 1.0 / 60.0];
    STEPS.into_iter().find(|step| width / step >= 4.0).unwrap_or(1.0 / 120.0)
}

/// A whole number in groups of three digits.
pub(super) fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{framed, graticule, grouped};

    #[test]
    fn a_map_shows_the_whole_extent_at_a_round_scale() {
        let (extent, scale) = framed([0.0, 0.0, 1_800_000.0, 1_500_000.0], [286.0, 220.0]);
        assert_eq!((scale, grouped(scale).as_str()), (8_000_000.0, "8 000 000"));
        assert!(extent[0] < 0.0 && extent[3] > 1_500_000.0);
        assert!(((extent[2] - extent[0]) / (extent[3] - extent[1]) - 286.0 / 220.0).abs() < 1e-9);
    }

    #[test]
    fn the_graticule_has_a_handful_of_lines() {
        assert_eq!([graticule(24.0), graticule(6.0)], [5.0, 1.0]);
    }
}
