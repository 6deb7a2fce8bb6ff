//! The atlas: a page of A4 for each flagged mine.

use super::Scene;
use super::expression::{broken, in_label, joined, literal, narrow, plain, short};
use super::items::{Down, Look, Map, Place, Sheet, Table, TableContent};
use super::layers::{AUTHOR, Layer};
use super::overview::framed;
use super::xml::{fill, text};
use super::{clauses, notes};
use crate::clock;
use crate::domain::Verdict;
use crate::style::palette;

const PAGE: [f64; 2] = [210.0, 297.0];
const LEFT: f64 = 12.0;
const WIDTH: f64 = PAGE[0] - 2.0 * LEFT;
/// Left, top and width of the map; labels of its graticule stand around it. What stands beside it begins at `SIDE`.
const MAP: [f64; 3] = [16.0, 51.0, 122.0];
const SIDE: f64 = 147.0;
/// The lowest and the highest map, and the end of the columns below it.
const MAP_HEIGHTS: [f64; 2] = [100.0, 150.0];
const BOTTOM: f64 = 278.0;
/// What a page keeps free for remarks, and the size of clauses in points, where they have room.
const REMARKS: f64 = 12.0;
const CLAUSE_SIZE: f64 = 6.5;
/// The margins of two cells in a row.
const CELLS: f64 = 2.9;

/// The layout.
pub(super) fn layout(scene: &Scene<'_, '_, '_, '_>) -> String {
    let fields = &scene.fields;
    let mut sheet = Sheet::new(2);
    head(&mut sheet, scene);
    let facts = fields.facts();
    let frame: Place = [MAP[0], MAP[1], MAP[2], map_height(scene, facts.len())];
    let map = sheet.map(
        "map",
        &Map {
            place: frame,
            // Before a page is chosen.
            extent: framed(scene.extent, [frame[2], frame[3]]).0,
            crs: &scene.albers.crs(),
            properties: &[("dataDefinedCrs", zone_crs()), ("dataDefinedMapScale", scale(scene, frame))],
            layers: None,
            graticule: (0.1, Some(graticule_step())),
            follows: true,
        },
    );
    beside(&mut sheet, scene, &map, frame);
    below(&mut sheet, scene, &facts, frame[1] + frame[3] + 10.0);
    foot(&mut sheet, scene);
    let Some(flagged) = scene.layer("mines_flagged") else { return String::new() };
    let page_name = narrow(&fields.name(), 58);
    let slots = [
        ("layer", text(&flagged.id)),
        ("name", text(&flagged.title)),
        ("source", text(&flagged.source)),
        ("page_name", text(page_name)),
        ("file_name", text("'mine_' || lpad(to_string(@atlas_featurenumber), 6, '0')")),
    ];
    let atlas = fill(include_str!("../../../styles/project/atlas.xml"), &slots);
    sheet.finish(&fields.say("图册（A4，每矿一页） Atlas (A4, a page for each mine)"), PAGE, &atlas)
}

/// The height that facts and clauses leave to the map: the same on all pages, by the longest of them.
fn map_height(scene: &Scene<'_, '_, '_, '_>, facts: usize) -> f64 {
    let below = (clauses::height(scene, CLAUSE_SIZE) + REMARKS).max(facts as f64 * 5.0 + 8.0) + 7.0;
    (BOTTOM - MAP[1] - 10.0 - below).clamp(MAP_HEIGHTS[0], MAP_HEIGHTS[1])
}

/// The name, the verdict and why.
fn head(sheet: &mut Sheet, scene: &Scene<'_, '_, '_, '_>) {
    let fields = &scene.fields;
    let kicker = format!("{} · {}", fields.say("预警矿山 Flagged mine"), notes::cut(&scene.title, 95));
    sheet.label("kicker", [LEFT, 9.0, 150.0, 5.0], Look::plain(8.0).pale(), &plain(&kicker));
    let page = in_label("@atlas_featurenumber || ' / ' || @atlas_totalfeatures");
    sheet.label("page", [LEFT + 150.0, 9.0, WIDTH - 150.0, 5.0], Look::plain(8.0).pale().right(), &page);
    sheet.label(
        "name",
        [LEFT, 14.0, WIDTH, 9.0],
        Look::plain(17.0).bold().at(Down::Middle),
        &in_label("@atlas_pagename"),
    );
    let id = fields.id().map(|id| narrow(&id, 40));
    let second: Vec<String> = fields.second_name().map(|name| narrow(&name, 70)).into_iter().chain(id).collect();
    if !second.is_empty() {
        sheet.label(
            "second name",
            [LEFT, 23.5, WIDTH, 5.0],
            Look::plain(9.0).pale(),
            &in_label(&joined(&second, " · ")),
        );
    }
    sheet.rule([LEFT, 30.0, WIDTH, 0.3]);
    sheet.coloured_label("verdict colour", [LEFT, 33.0, 5.0, 12.0], Look::plain(8.0), " ", Some(verdict_colour(scene)));
    sheet.label(
        "verdict",
        [LEFT + 8.0, 33.0, 66.0, 12.0],
        Look::plain(20.0).bold().at(Down::Middle),
        &in_label(&verdict(scene)),
    );
    let basis =
        format!("{}: {}", fields.say("预警依据 Flagged for"), in_label(&broken(&short(&fields.basis(), 150), 30)));
    sheet.label("basis", [LEFT + 80.0, 33.0, WIDTH - 80.0, 12.0], Look::plain(9.0).at(Down::Middle), &basis);
}

/// The position in the whole, the legend, the scale.
fn beside(sheet: &mut Sheet, scene: &Scene<'_, '_, '_, '_>, map: &str, frame: Place) {
    let (left, top, bottom) = (SIDE, frame[1], frame[1] + frame[3]);
    let width = PAGE[0] - LEFT - left;
    let place = [left, top, width, 38.0];
    let (extent, _) = framed(scene.extent, [place[2], place[3]]);
    let shown: Vec<&Layer> = scene.marks.iter().chain(scene.ground).collect();
    let crs = scene.albers.crs();
    let inset =
        Map { place, extent, crs: &crs, properties: &[], layers: Some(&shown), graticule: (0.0, None), follows: false };
    sheet.map("position", &inset);
    // Only what is on the map stands in it.
    let (legend, _) = scene.legend(frame[3] - 59.0, 6.0);
    sheet.legend([left, top + 41.0, width, frame[3] - 59.0], map, &legend, 6.0, true);
    sheet.north([left, bottom - 15.0, 9.0, 13.5], map);
    sheet.scale_bar([left + 12.0, bottom - 15.0, width - 12.0, 8.0], map, [14.0, 30.0]);
    let scale =
        in_label("'1:' || replace(format_number(map_get(item_variables('map'), 'map_scale'), 0, 'en'), ',', ' ')");
    let zone = in_label(&format!("'CGCS2000 GK ' || ({}) || '°E'", meridian()));
    sheet.label("scale", [left + 12.0, bottom - 7.0, width - 12.0, 8.0], Look::plain(6.5), &format!("{scale}\n{zone}"));
}

/// Facts on the left, clauses and remarks on the right.
fn below(sheet: &mut Sheet, scene: &Scene<'_, '_, '_, '_>, facts: &[(String, String)], below: f64) {
    let fields = &scene.fields;
    let heading = Look::plain(10.0).bold();
    let column = 88.0;
    let right = LEFT + column + 6.0;
    let right_width = PAGE[0] - LEFT - right;
    sheet.label("facts title", [LEFT, below, column, 5.0], heading, &fields.say("基本情况 Facts"));
    sheet.rule([LEFT, below + 6.0, column, 0.3]);
    let facts = Table {
        place: [LEFT, below + 7.0, column, BOTTOM - below - 7.0],
        widths: [31.0, column - 31.0 - CELLS],
        size: 7.0,
        content: TableContent::Facts(facts),
    };
    sheet.table("facts", &facts);
    let top = if let (Some(_), Some(rules)) = (&scene.report.rulings, scene.layer("rules")) {
        let ids = format!("string_to_array({}, ';')", fields.of_page("clauses"));
        let fired = format!("coalesce(array_length(string_to_array({}, ';')), 0)", fields.value("clauses"));
        let title = format!("{} ({})", fields.say("适用条款 Clauses"), in_label(&fired));
        sheet.label("clauses title", [right, below, right_width, 5.0], heading, &title);
        sheet.rule([right, below + 6.0, right_width, 0.3]);
        let place = [right, below + 7.0, right_width, BOTTOM - below - 7.0 - REMARKS];
        let needed = clauses::height(scene, CLAUSE_SIZE).max(1.0);
        let table = Table {
            place,
            widths: [27.0, right_width - 27.0 - CELLS],
            size: (CLAUSE_SIZE * place[3] / needed).clamp(4.5, CLAUSE_SIZE),
            content: TableContent::Rows {
                layer: rules,
                filter: &format!("array_contains({ids}, \"rule\")"),
                order: &format!("array_find({ids}, \"rule\")"),
                columns: [&clauses::head(fields.language), &clauses::text(fields.language)],
                most: clauses::MOST,
                none: &fields.say("没有条款触发 No rule fired"),
            },
        };
        sheet.table("clauses", &table);
        BOTTOM - REMARKS + 1.0
    } else {
        sheet.label("grounds title", [right, below, right_width, 5.0], heading, &fields.say("判定依据 Grounds"));
        sheet.rule([right, below + 6.0, right_width, 0.3]);
        let [chinese, english] = notes::WITHOUT_RULES;
        let grounds = fields.lines(chinese, english);
        sheet.label("grounds", [right, below + 8.0, right_width, 16.0], Look::plain(8.0), &grounds);
        below + 25.0
    };
    let look = Look::plain(7.0).at(Down::Bottom);
    sheet.label("remarks", [right, top, right_width, BOTTOM - top], look, &in_label(&fields.remarks()));
}

fn foot(sheet: &mut Sheet, scene: &Scene<'_, '_, '_, '_>) {
    let fields = &scene.fields;
    sheet.rule([LEFT, 281.0, WIDTH, 0.3]);
    let look = Look::plain(6.0).pale();
    let sources = format!("{}: {}", fields.say("资料 Sources"), notes::cut(&notes::sources(scene.report), 220));
    sheet.label("sources", [LEFT, 282.5, 136.0, 8.0], look, &plain(&sources));
    let made = format!("{} · {AUTHOR}", clock::today());
    sheet.label("date", [LEFT + 136.0, 282.5, WIDTH - 136.0, 6.0], look.right(), &made);
}

/// The verdict in words; a mine that no rule speaks of has none.
fn verdict(scene: &Scene<'_, '_, '_, '_>) -> String {
    format!("coalesce({}, {})", scene.fields.label("verdict"), literal(&scene.fields.say("未判定 not judged")))
}

fn verdict_colour(scene: &Scene<'_, '_, '_, '_>) -> String {
    let palette = palette(scene.report.style.theme);
    let pairs: Vec<String> = Verdict::ALL
        .iter()
        .map(|verdict| format!("'{}','{}'", verdict.word(), palette.of_verdict(Some(*verdict)).hex()))
        .collect();
    let none = palette.of_verdict(None).hex();
    format!("coalesce(map_get(map({}), {}), '{none}')", pairs.join(","), scene.fields.value("verdict"))
}

/// The central meridian of the zone of three degrees that a mine lies in, within the zones that EPSG has codes for.
fn meridian() -> String {
    "3 * max(25, min(45, round(x(centroid(@atlas_geometry)) / 3)))".to_owned()
}

/// CGCS2000 / 3-degree Gauss-Krüger by central meridian: EPSG:4534 (75°E) to EPSG:4554 (135°E).
fn zone_crs() -> String {
    format!("'EPSG:' || to_string(4509 + to_int(({}) / 3))", meridian())
}

/// The denominator of the scale: an area with a margin of at least two fifths; a point so that the nearest red line is on the
/// map, else 1:250 000.
fn scale(scene: &Scene<'_, '_, '_, '_>, frame: Place) -> String {
    // A degree of the meridian is some 111 km; a degree of a parallel shrinks with the cosine of the latitude.
    let wide = format!(
        "bounds_width(@atlas_geometry) * 111320 * cos(radians(y(centroid(@atlas_geometry)))) / {}",
        frame[2] / 1000.0
    );
    let high = format!("bounds_height(@atlas_geometry) * 111320 / {}", frame[3] / 1000.0);
    let line = format!("coalesce({}, 0) * 1.2 / {}", scene.fields.value("redline_m"), frame[3].min(frame[2]) / 2000.0);
    let steps = "array(5000,7500,10000,12500,15000,20000,25000,30000,40000,50000,60000,75000,100000,125000,150000,200000,\
                 250000,300000,400000,500000,750000,1000000,1500000,2000000,3000000,5000000,10000000)";
    format!(
        "with_variable('needed', if(bounds_width(@atlas_geometry) > 0, 1.4 * max({wide}, {high}), \
         with_variable('line', {line}, if(@line > 0, max(@line, 50000), 250000))), \
         coalesce(array_first(array_filter({steps}, @element >= @needed)), 20000000))"
    )
}

/// The step of the graticule in degrees: some 35 mm on the map.
fn graticule_step() -> String {
    "coalesce(array_last(array_filter(array(5,10,15,30,60,120,300,600,900,1800,3600,7200,18000), \
     @element <= @map_scale * 0.045 / 30.9)), 5) / 3600.0"
        .to_owned()
}
