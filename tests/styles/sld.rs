//! SLD 1.1 keeps to the order of elements that its schema states (OGC 05-078r4, 05-077r4, 04-095), which is not in this
//! repository: the sequences below were written down from the standards.

use crate::xml::{Element, parse};
use crate::{all_styles, file_name};

/// Children of an element in their order: `?` once or not at all, `*` any number, `+` at least one, nothing exactly one; `|`
/// separates names that may stand in one place.
const SEQUENCES: [(&str, &[&str]); 33] = [
    ("StyledLayerDescriptor", &["NamedLayer+"]),
    ("NamedLayer", &["se:Name", "UserStyle+"]),
    ("UserStyle", &["se:Name?", "se:Description?", "IsDefault?", "se:FeatureTypeStyle+"]),
    ("se:FeatureTypeStyle", &["se:Name?", "se:Rule+"]),
    (
        "se:Rule",
        &[
            "se:Name?",
            "se:Description?",
            "se:LegendGraphic?",
            "ogc:Filter|se:ElseFilter?",
            "se:MinScaleDenominator?",
            "se:MaxScaleDenominator?",
            "se:PolygonSymbolizer|se:LineSymbolizer|se:PointSymbolizer|se:TextSymbolizer+",
        ],
    ),
    ("se:Description", &["se:Title?", "se:Abstract?"]),
    ("se:PolygonSymbolizer", &["se:Fill?", "se:Stroke?"]),
    ("se:LineSymbolizer", &["se:Stroke?"]),
    ("se:PointSymbolizer", &["se:Graphic?"]),
    ("se:TextSymbolizer", &["se:Label?", "se:Font?", "se:LabelPlacement?", "se:Halo?", "se:Fill?"]),
    ("se:Fill", &["se:GraphicFill?", "se:SvgParameter*"]),
    ("se:Stroke", &["se:GraphicFill|se:GraphicStroke?", "se:SvgParameter*"]),
    ("se:GraphicFill", &["se:Graphic"]),
    ("se:Graphic", &["se:ExternalGraphic|se:Mark*", "se:Opacity?", "se:Size?", "se:Rotation?"]),
    ("se:Mark", &["se:WellKnownName", "se:Fill?", "se:Stroke?"]),
    ("se:Label", &["ogc:PropertyName"]),
    ("se:Font", &["se:SvgParameter+"]),
    ("se:LabelPlacement", &["se:PointPlacement"]),
    ("se:PointPlacement", &["se:AnchorPoint?", "se:Displacement?", "se:Rotation?"]),
    ("se:AnchorPoint", &["se:AnchorPointX", "se:AnchorPointY"]),
    ("se:Displacement", &["se:DisplacementX", "se:DisplacementY"]),
    ("se:Halo", &["se:Radius?", "se:Fill?"]),
    ("se:Rotation", &["ogc:Literal"]),
    ("ogc:Filter", &[FILTER]),
    ("ogc:Not", &[FILTER]),
    ("ogc:And", &[FILTER_MORE, FILTER_MORE]),
    ("ogc:Or", &[FILTER_MORE, FILTER_MORE]),
    ("ogc:PropertyIsEqualTo", &["ogc:PropertyName", "ogc:Literal"]),
    ("ogc:PropertyIsLike", &["ogc:PropertyName", "ogc:Literal"]),
    ("ogc:PropertyIsNull", &["ogc:PropertyName"]),
    ("se:Name", &[]),
    ("se:Title", &[]),
    ("se:SvgParameter", &[]),
];
const FILTER: &str = "ogc:And|ogc:Or|ogc:Not|ogc:PropertyIsEqualTo|ogc:PropertyIsLike|ogc:PropertyIsNull";
const FILTER_MORE: &str = "ogc:And|ogc:Or|ogc:Not|ogc:PropertyIsEqualTo|ogc:PropertyIsLike|ogc:PropertyIsNull+";
/// Elements of text alone.
const TEXTS: [&str; 15] = [
    "se:Name",
    "se:Title",
    "IsDefault",
    "se:MaxScaleDenominator",
    "se:SvgParameter",
    "se:WellKnownName",
    "se:Size",
    "se:Radius",
    "se:AnchorPointX",
    "se:AnchorPointY",
    "se:DisplacementX",
    "se:DisplacementY",
    "ogc:PropertyName",
    "ogc:Literal",
    "se:Opacity",
];
/// The marks of the standard, and `GeoServer`'s.
const MARKS: [&str; 6] = ["square", "circle", "triangle", "star", "cross", "x"];
const HATCHES: [&str; 5] = ["shape://slash", "shape://backslash", "shape://horline", "shape://vertline", "shape://dot"];

/// Whether the children of an element are those that its sequence allows.
fn follows(element: &Element, sequence: &[&str]) -> bool {
    let mut names = element.children.iter().map(|child| child.name.as_str()).peekable();
    for part in sequence {
        let (names_here, least, most) = match part.as_bytes().last() {
            Some(b'?') => (&part[..part.len() - 1], 0, 1),
            Some(b'*') => (&part[..part.len() - 1], 0, usize::MAX),
            // The second of two equal parts takes the rest.
            Some(b'+') => (
                &part[..part.len() - 1],
                1,
                if sequence.len() == 2 && sequence[0] == sequence[1] { 1 } else { usize::MAX },
            ),
            _ => (*part, 1, 1),
        };
        let mut count = 0;
        while count < most && names.peek().is_some_and(|name| names_here.split('|').any(|known| known == *name)) {
            names.next();
            count += 1;
        }
        if count < least {
            return false;
        }
    }
    let is_list = sequence.len() == 2 && sequence[0] == sequence[1];
    is_list || names.next().is_none()
}

fn faults(root: &Element) -> Vec<String> {
    let mut faults = Vec::new();
    for element in root.all() {
        let name = element.name.as_str();
        let children: Vec<&str> = element.children.iter().map(|child| child.name.as_str()).collect();
        if TEXTS.contains(&name) {
            if !children.is_empty() || element.text.is_empty() {
                faults.push(format!("<{name}> holds {children:?} and {:?}", element.text));
            }
        } else if let Some((_, sequence)) = SEQUENCES.iter().find(|(known, _)| *known == name) {
            if !follows(element, sequence) || !element.text.is_empty() {
                faults.push(format!("<{name}> holds {children:?}"));
            }
        } else {
            faults.push(format!("<{name}> is unknown"));
        }
        let number = || element.text.parse::<f64>().ok();
        let is_wrong = match name {
            "se:Size" | "se:Radius" | "se:MaxScaleDenominator" => number().is_none_or(|number| number <= 0.0),
            "se:DisplacementX" | "se:DisplacementY" => number().is_none(),
            "se:AnchorPointX" | "se:AnchorPointY" => number().is_none_or(|number| !(0.0..=1.0).contains(&number)),
            "se:WellKnownName" => !MARKS.contains(&element.text.as_str()) && !HATCHES.contains(&element.text.as_str()),
            "se:SvgParameter" => !is_parameter(element.attribute("name").unwrap_or_default(), &element.text),
            "ogc:PropertyIsLike" => {
                ["wildCard", "singleChar", "escapeChar"].iter().any(|key| element.attribute(key).is_none())
            }
            _ => false,
        };
        if is_wrong {
            faults.push(format!("<{name}> {:?} {:?}", element.attributes, element.text));
        }
    }
    faults
}

fn is_parameter(name: &str, value: &str) -> bool {
    let number = value.parse::<f64>().ok();
    match name {
        "fill" | "stroke" => {
            value.len() == 7 && value.starts_with('#') && value[1..].chars().all(|c| c.is_ascii_hexdigit())
        }
        "fill-opacity" | "stroke-opacity" => number.is_some_and(|number| (0.0..=1.0).contains(&number)),
        "stroke-width" | "font-size" => number.is_some_and(|number| number > 0.0),
        "stroke-dasharray" => value.split(' ').all(|part| part.parse::<f64>().is_ok_and(|number| number > 0.0)),
        "stroke-linejoin" => value == "round",
        "font-weight" => ["normal", "bold"].contains(&value),
        "font-family" => !value.is_empty(),
        _ => false,
    }
}

#[test]
fn every_sld_keeps_to_the_schema() {
    let (mut documents, mut elements) = (0, 0);
    for (theme, language, shown, style) in all_styles() {
        let root = parse(&style.sld).unwrap_or_else(|fault| panic!("{theme} {language} {shown:?}: {fault}"));
        assert_eq!((root.name.as_str(), root.attribute("version")), ("StyledLayerDescriptor", Some("1.1.0")));
        assert_eq!(root.attribute("xmlns:se"), Some("http://www.opengis.net/se"));
        assert_eq!(faults(&root), Vec::<String>::new(), "{theme} {language} {shown:?}");
        documents += 1;
        elements += root.all().len();
    }
    println!("{documents} documents with {elements} elements");
    assert!(documents == 99 && elements > 10_000);
}

#[test]
fn red_lines_are_hatched_by_marks_that_every_server_finds() {
    let mut hatches = 0;
    for (theme, language, shown, style) in all_styles() {
        let root = parse(&style.sld).unwrap();
        let fills = root.all().into_iter().filter(|element| element.name == "se:GraphicFill");
        for fill in fills {
            let names: Vec<&str> = fill
                .all()
                .into_iter()
                .filter(|element| element.name == "se:WellKnownName")
                .map(|element| element.text.as_str())
                .collect();
            let is_pair = names.len() == 2 && HATCHES.contains(&names[0]) && MARKS.contains(&names[1]);
            assert!(is_pair, "{theme} {language} {shown:?}: {names:?}");
            hatches += 1;
        }
        let is_red_line = file_name(shown) == "redlines";
        assert!(!is_red_line || style.sld.contains("shape://backslash"), "{theme} {language}");
    }
    assert!(hatches > 90, "{hatches}");
}

/// The check refuses what it ought to refuse.
#[test]
fn a_broken_sld_is_noticed() {
    let (_, _, _, style) = all_styles().remove(2);
    let broken = [
        style.sld.replacen("</se:Rule>", "", 1),
        style.sld.replacen("<se:Fill>", "<se:Stroke/><se:Fill>", 1),
        style.sld.replacen("name=\"fill\">#", "name=\"fill\">", 1),
        style.sld.replacen("<ogc:PropertyName>", "<ogc:Name>x</ogc:Name><ogc:PropertyName>", 1),
        style.sld.replacen("shape://", "form://", 1),
    ];
    for (number, text) in broken.iter().enumerate() {
        assert_ne!(*text, style.sld, "{number}");
        assert!(parse(text).map_or(true, |root| !faults(&root).is_empty()), "{number} went unnoticed");
    }
}
