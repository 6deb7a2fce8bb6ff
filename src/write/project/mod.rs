//! `flagged.qgz`: the project of QGIS beside `flagged.gpkg`.
//!
//! It is made of what the package itself says: its tables, their titles, extents and styles; so it holds what the delivery
//! holds. No row is copied, and paths are relative: the folder may be moved, and a package of a million mines opens as fast as
//! any other. The templates stand in `styles/project`. QGIS 3.22 and later read it; nothing of QGIS is needed to write it.
//!
//! Two layouts come with it: an overview on A3, and an atlas on A4 with a page for each flagged mine.
//!
//! `archive` the file · `tree`, `layers` what is in the project · `overview`, `atlas` the layouts · `facts`, `clauses` what a page says ·
//! `notes` what a sheet says of its making · `items` parts of layouts · `albers` the projection of overviews · `expression`,
//! `xml` texts in their quotes.

mod albers;
mod archive;
mod atlas;
mod clauses;
mod expression;
mod facts;
mod items;
mod layers;
mod notes;
mod overview;
mod places;
mod tree;
mod xml;

use std::path::Path;

use geo::Coord;

use super::delivery::explained;
use super::gpkg::{Content, contents};
use super::staged::Staged;
use crate::clock;
use crate::domain::{Report, Title};
use crate::error::Error;
use crate::plan::Plan;

use albers::{Albers, box_of};
use facts::Fields;
use layers::{AUTHOR, GEOGRAPHIC, Layer};
use tree::{Group, Node};
use xml::{fill, number, text, xml};

/// West, south, east, north of China in degrees, for deliveries in which nothing has a place.
const CHINA: [f64; 4] = [73.5, 18.0, 135.0, 53.5];

/// What both layouts need to know.
struct Scene<'s, 'f, 'r, 'a> {
    report: &'s Report<'a>,
    fields: Fields<'f, 'r, 'a>,
    /// The layers of the tree, in order.
    nodes: &'s [Node],
    /// The layers that mark the mine of a page.
    marks: &'s [Layer],
    /// The title of the delivery.
    title: String,
    /// The ground that a small map shows.
    ground: Option<&'s Layer>,
    /// The projection of small scales, and west, south, east, north of what is to be shown in metres.
    albers: Albers,
    extent: [f64; 4],
    /// The width or the height of that in degrees, the larger of the two.
    degrees: f64,
    /// How many mines are flagged.
    flagged: usize,
}

impl Scene<'_, '_, '_, '_> {
    /// The layer of a table of the package.
    fn layer(&self, table: &str) -> Option<&Layer> {
        let id = layers::id_of(table);
        self.nodes.iter().map(|node| &node.layer).find(|layer| layer.id == id)
    }

    /// The layers that show, in the order in which they lie on each other.
    fn shown(&self) -> impl Iterator<Item = &Layer> {
        let has_classes = has_classes(self.report);
        // Units without classes are the ground of the map, told by their names.
        let is_plain = move |node: &Node| !has_classes && node.layer.id == layers::id_of("prefectures");
        let shown = self.nodes.iter().filter(|node| node.is_checked && node.group != Group::Tables);
        shown.filter(move |node| !is_plain(node)).map(|node| &node.layer)
    }

    /// Their legend as a tree, and the size in points at which it fits a height in millimetres, at most a given one.
    fn legend(&self, height: f64, most: f64) -> (String, f64) {
        // A line with its distance is 0.65 mm high for each point, and the lines are counted amply.
        let lines: f64 = self.shown().map(|layer| layer.lines as f64 + 1.0).sum();
        let size = (height / lines.max(1.0) / 0.6).clamp(4.5, most);
        (self.shown().map(|layer| tree::entry(layer, true, true)).collect(), size)
    }
}

/// Writes the project of a package that is complete, beside its place.
///
/// # Errors
/// The package cannot be read, or the project cannot be written.
pub(super) fn write(report: &Report<'_>, plan: &Plan, package: &Staged, place: &Path) -> Result<Staged, Error> {
    let held = contents(package.path()).map_err(|error| explained(&error, package))?;
    let staged = Staged::beside(place);
    archive::write(&staged, &document(report, plan, &held))?;
    Ok(staged)
}

fn document(report: &Report<'_>, plan: &Plan, held: &[Content]) -> String {
    let language = report.style.language;
    let fields = Fields::new(report, plan);
    let nodes = nodes(report, held);
    let flagged = held.iter().find(|content| content.name == "mines_flagged");
    let mark_title = fields.say("本页矿山 Mine of the page");
    let marks = flagged.map_or_else(Vec::new, |flagged| layers::marks(flagged, &mark_title));
    let title = report.title.clone().unwrap_or_else(|| fields.say("矿山生态脆弱性预警 Mines on fragile ground"));
    let mut all: String = nodes.iter().map(|node| node.layer.xml.as_str()).collect();
    let mut layouts = String::new();
    let ground = ground(held, fields.say("底色 Ground"));
    if !marks.is_empty() {
        all.extend(marks.iter().map(|mark| mark.xml.as_str()));
        all += ground.as_ref().map_or("", |ground| ground.xml.as_str());
        let flagged = report.judgements.iter().filter(|judgement| judgement.is_flagged).count();
        let mut places = places::places(report);
        if places.is_empty() {
            places.extend([Coord { x: CHINA[0], y: CHINA[1] }, Coord { x: CHINA[2], y: CHINA[3] }]);
        }
        let degrees = box_of(places.iter().map(|place| (place.x, place.y))).unwrap_or(CHINA);
        let albers = Albers::of(degrees);
        let scene = Scene {
            report,
            fields,
            nodes: &nodes,
            marks: &marks,
            ground: ground.as_ref(),
            title: title.clone(),
            albers,
            extent: albers.extent(&places).unwrap_or_default(),
            degrees: (degrees[2] - degrees[0]).max(degrees[3] - degrees[1]),
            flagged,
        };
        layouts = overview::layout(&scene) + &atlas::layout(&scene);
    }
    let [west, south, east, north] = widened(extent(held));
    let slots = [
        ("title", text(title)),
        ("crs", xml(GEOGRAPHIC)),
        ("tree", xml(tree::tree(&nodes, &marks, language))),
        ("xmin", number(west)),
        ("ymin", number(south)),
        ("xmax", number(east)),
        ("ymax", number(north)),
        ("layers", xml(all)),
        ("language", text(language.word())),
        ("abstract", text(notes::of_project(report))),
        ("author", text(AUTHOR)),
        ("day", text(clock::today().to_string())),
        ("layouts", xml(layouts)),
    ];
    fill(include_str!("../../../styles/project/project.xml"), &slots)
}

/// Whether any mine lies in a unit that has a class.
fn has_classes(report: &Report<'_>) -> bool {
    report.judgements.iter().any(|judgement| judgement.fragility.is_some())
}

/// The layers in the order of the tree.
fn nodes(report: &Report<'_>, held: &[Content]) -> Vec<Node> {
    // Patterns of belts and function zones over each other hide what lies below; parts of mines repeat their zones.
    const HIDDEN: [&str; 5] = ["mines", "overlaps", "functions", "defects", "belts"];
    let has_positions = held.iter().any(|content| content.name == "positions");
    let is_empty_ground = !has_positions && !has_classes(report);
    let mut nodes = Vec::with_capacity(held.len() + 2);
    for content in held {
        let (group, place) = Group::of(&content.name);
        let is_ground = content.name == "functions" && is_empty_ground;
        let is_checked = is_ground || !HIDDEN.contains(&content.name.as_str());
        let is_expanded = group != Group::Tables && is_checked;
        nodes.push(Node { group, place, layer: layers::of_content(content), is_checked, is_expanded });
        if content.geometry.as_deref() == Some("GEOMETRY") {
            let areas = Title::of("（面） (areas)");
            let title = format!("{}{}", content.title, areas.text(report.style.language));
            let layer = layers::areas_of(content, title);
            nodes.push(Node { group, place, layer, is_checked, is_expanded: false });
        }
    }
    nodes.sort_by_key(|node| (node.group as usize, node.place));
    nodes
}

/// West, south, east, north of mines and zones in degrees; of China where there is nothing to show.
fn extent(held: &[Content]) -> [f64; 4] {
    let shown =
        held.iter().filter(|content| matches!(Group::of(&content.name).0, Group::Mines | Group::Flags | Group::Zones));
    let all = shown
        .filter_map(|content| content.extent)
        .reduce(|one, other| [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]);
    all.unwrap_or(CHINA)
}

/// The layer below small maps: the units that divide the region, else any zones, without labels and colours.
fn ground(held: &[Content], title: String) -> Option<Layer> {
    let tables = ["prefectures", "positions", "functions", "belts", "redlines"];
    let found = tables.iter().find_map(|table| held.iter().find(|content| content.name == *table))?;
    Some(layers::ground(found, title))
}

/// With a margin of a twentieth, and of a hundredth of a degree at least.
fn widened([west, south, east, north]: [f64; 4]) -> [f64; 4] {
    let margin = ((east - west).max(north - south) / 20.0).max(0.01);
    [west - margin, south - margin, east + margin, north + margin]
}
