//! The layers of the project: what the package holds, drawn as the package says.

use super::xml::{bit, fill, text, xml};
use crate::write::gpkg::Content;

/// CGCS2000 longitude and latitude as QGIS writes it.
pub(super) const GEOGRAPHIC: &str = include_str!("../../../styles/project/crs_geographic.xml");
/// Who made it.
pub(super) const AUTHOR: &str = concat!("oreline ", env!("CARGO_PKG_VERSION"));
/// Marks the mine of the page; people see it on the sheets alone.
pub(super) const MARK: &str = "oreline_mine_of_the_page";

/// A layer of the project.
pub(super) struct Layer {
    /// Its id: QGIS gives new ones to layers with an id of ten characters or fewer.
    pub(super) id: String,
    /// Its title.
    pub(super) title: String,
    /// Where it lies, relative to the project.
    pub(super) source: String,
    /// Its part of the project.
    pub(super) xml: String,
    /// How many lines its legend has, about.
    pub(super) lines: usize,
}

/// The id of the layer of a table.
pub(super) fn id_of(table: &str) -> String {
    format!("oreline_layer_{table}")
}

/// Where a table lies.
fn source_of(table: &str) -> String {
    format!("./flagged.gpkg|layername={table}")
}

/// The layer of a table.
pub(super) fn of_content(content: &Content) -> Layer {
    let (attributes, style) = match &content.qml {
        Some(qml) => parts_of_qml(qml),
        None => (String::new(), aliases(content)),
    };
    let (geometry, wkb_type) = kind(content.geometry.as_deref());
    layer(
        Layer {
            id: id_of(&content.name),
            title: content.title.clone(),
            source: source_of(&content.name),
            xml: String::new(),
            lines: 0,
        },
        [geometry, wkb_type],
        [&attributes, &style],
        false,
    )
}

/// The layer of areas in a table that holds points too, which QGIS takes for a layer of points.
pub(super) fn areas_of(content: &Content, title: String) -> Layer {
    layer(
        Layer {
            id: format!("{}_areas", id_of(&content.name)),
            title,
            source: format!("{}|geometrytype=MultiPolygon", source_of(&content.name)),
            xml: String::new(),
            lines: 0,
        },
        ["Polygon", "MultiPolygon"],
        ["", include_str!("../../../styles/project/plain_areas.xml")],
        false,
    )
}

/// The layers that mark the mine of a page, over the flagged mines: one for points, one for areas.
pub(super) fn marks(flagged: &Content, title: &str) -> Vec<Layer> {
    let points = include_str!("../../../styles/project/mark_point.xml");
    let areas = include_str!("../../../styles/project/mark_area.xml");
    let mark = |id: &str, part: &str, style: &str, kind: [&str; 2]| {
        let source = source_of(&flagged.name) + part;
        let own = Layer { id: id.to_owned(), title: title.to_owned(), source, xml: String::new(), lines: 0 };
        layer(own, kind, ["", style], true)
    };
    let only_areas = "|geometrytype=MultiPolygon";
    match flagged.geometry.as_deref() {
        Some("MULTIPOLYGON") => vec![mark(MARK, "", areas, ["Polygon", "MultiPolygon"])],
        Some("GEOMETRY") => vec![
            mark(MARK, "", points, ["Point", "Point"]),
            mark("oreline_mine_of_the_page_areas", only_areas, areas, ["Polygon", "MultiPolygon"]),
        ],
        _ => vec![mark(MARK, "", points, ["Point", "Point"])],
    }
}

/// The ground of a small map: a layer of zones without colours and labels.
pub(super) fn ground(zones: &Content, title: String) -> Layer {
    let own = Layer {
        id: "oreline_ground_of_small_maps".to_owned(),
        title,
        source: source_of(&zones.name),
        xml: String::new(),
        lines: 0,
    };
    let style = include_str!("../../../styles/project/ground.xml");
    layer(own, ["Polygon", "MultiPolygon"], ["", style], true)
}

fn layer(own: Layer, [geometry, wkb_type]: [&str; 2], [attributes, style]: [&str; 2], is_private: bool) -> Layer {
    let slots = [
        ("geometry", text(geometry)),
        ("wkb_type", text(wkb_type)),
        ("style_attributes", xml(attributes)),
        ("id", text(&own.id)),
        ("source", text(&own.source)),
        ("title", text(&own.title)),
        ("crs", xml(if geometry == "No geometry" { "" } else { GEOGRAPHIC.trim_end() })),
        ("author", text(AUTHOR)),
        ("shown", bit(!is_private)),
        ("private", bit(is_private)),
        ("style", xml(style)),
    ];
    let filled = fill(include_str!("../../../styles/project/layer.xml"), &slots);
    // Each class, group and rule of a renderer has a label.
    Layer { xml: filled, lines: 1 + style.matches(" label=\"").count(), ..own }
}

/// What QGIS calls the type of a column of geometries.
fn kind(geometry: Option<&str>) -> (&'static str, &'static str) {
    match geometry {
        None => ("No geometry", "NoGeometry"),
        Some("MULTIPOLYGON") => ("Polygon", "MultiPolygon"),
        // QGIS asks the first row of a mixed table.
        Some(_) => ("Point", "Point"),
    }
}

/// The attributes and the children of the root of a QML document, which are those of a layer in a project.
fn parts_of_qml(qml: &str) -> (String, String) {
    let Some((_, root)) = qml.split_once("<qgis") else { return (String::new(), String::new()) };
    let Some((attributes, rest)) = root.split_once('>') else { return (String::new(), String::new()) };
    let children = rest.rsplit_once("</qgis>").map_or("", |(children, _)| children);
    let mut kept = String::new();
    for attribute in attributes.trim_end_matches('/').split_inclusive('"').collect::<Vec<_>>().chunks(2) {
        let attribute = attribute.concat();
        let name = attribute.split('=').next().unwrap_or_default().trim();
        if attribute.ends_with('"') && !matches!(name, "version" | "styleCategories") {
            kept.push(' ');
            kept.push_str(attribute.trim());
        }
    }
    (kept, children.trim_matches('\n').to_owned())
}

/// Titles of columns, which QGIS before GDAL 3.7 does not take from the package.
fn aliases(content: &Content) -> String {
    let alias = |(name, title): &(String, Option<String>)| {
        let slots = [("name", text(name)), ("title", text(title.as_deref().unwrap_or(name)))];
        fill("        <alias field=\"{{name}}\" name=\"{{title}}\"/>\n", &slots)
    };
    format!("      <aliases>\n{}      </aliases>", content.columns.iter().map(alias).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::parts_of_qml;

    #[test]
    fn a_style_comes_apart() {
        let qml = "<!DOCTYPE qgis>\n<!-- x -->\n<qgis version=\"3.22\" labelsEnabled=\"1\" styleCategories=\"A|B\">\n<a/>\n</qgis>\n";
        assert_eq!(parts_of_qml(qml), (" labelsEnabled=\"1\"".to_owned(), "<a/>".to_owned()));
    }
}
