use std::path::PathBuf;

use super::read;
use crate::domain::{DefectCode, FieldKind, LayerSource, RawGeometry, RawLayer, Role, StatedCrs};
use crate::read::Request;

fn request() -> Request {
    let source = LayerSource { role: Role::Mines, path: PathBuf::from("矿山.geojson"), layer: None };
    Request { source, id_field: None, crs: None, encoding: None }
}

fn layer(text: &str) -> RawLayer<'_> {
    read(text.as_bytes(), &request()).unwrap()
}

fn refusal(text: &str) -> String {
    read(text.as_bytes(), &request()).unwrap_err().to_string()
}

const ONE: &str = r#"{"type":"Feature","properties":{"id":"A-1","名称":"阿舍勒","吨位":1.50},"geometry":{"type":"Point","coordinates":[86.3,48.3]}}"#;
const TWO: &str = r#"{"type":"Feature","id":7,"properties":{"id":"A-2","名称":null,"吨位":2e3},"geometry":{"type":"Point","coordinates":[86.4,48.4,1200]}}"#;

fn pretty(feature: &str) -> String {
    serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(feature).unwrap()).unwrap()
}

#[test]
fn every_layout_gives_the_same_features() {
    let crs = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}}"#;
    let layouts = [
        format!("{{\n\"type\": \"FeatureCollection\",\n{crs},\n\"features\": [\n{ONE},\n{TWO}\n]\n}}\n"),
        format!("{{\"type\":\"FeatureCollection\",{crs},\"features\":[{ONE},{TWO}]}}"),
        format!("\u{feff}{{\"features\":[{ONE},\r\n{TWO}],\r\n\"type\":\"FeatureCollection\",{crs}}}\r\n"),
        format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[\n{},\n{}\n],{crs},\"bbox\":[1,2,3,4]}}",
            pretty(ONE),
            pretty(TWO)
        ),
        format!("{{\"type\":\"FeatureCollection\",\"name\":\"a \\\"]}} b\",\"features\":[\n{ONE}\n,{TWO}\n],{crs}}}"),
    ];
    for text in &layouts {
        let layer = layer(text);
        assert_eq!(layer.crs, StatedCrs::Named("urn:ogc:def:crs:EPSG::4490".to_owned()), "{text}");
        check_features(&layer);
    }
    for text in [
        format!("{ONE}\n{TWO}\n"),
        format!("\u{1e}{ONE}\n\u{1e}{TWO}\n"),
        format!("{}\n{}", pretty(ONE), pretty(TWO)),
        format!("{ONE}{TWO}"),
    ] {
        let layer = layer(&text);
        assert_eq!(layer.crs, StatedCrs::GeoJsonDefault, "{text}");
        check_features(&layer);
    }
}

fn check_features(layer: &RawLayer<'_>) {
    let ids: Vec<_> = layer.features.iter().map(|feature| feature.id.as_deref()).collect();
    assert_eq!(ids, [Some("A-1"), Some("A-2")]);
    let fields: Vec<_> = layer.fields.iter().map(|field| (field.name.as_str(), field.kind)).collect();
    assert_eq!(fields, [("id", FieldKind::Text), ("名称", FieldKind::Text), ("吨位", FieldKind::Real)]);
    assert_eq!(layer.features[1].id_member, Some("7"));
    assert!(layer.features[0].attributes.text().contains("阿舍勒"));
    assert!(matches!(layer.features[1].geometry, RawGeometry::Point(at, Some(_)) if at.x == 86.4 && at.y == 48.4));
}

#[test]
fn numbers_keep_their_spelling_where_the_layout_keeps_it() {
    let layer = layer(ONE);
    assert_eq!(layer.features[0].attributes.members(), r#""id":"A-1","名称":"阿舍勒","吨位":1.50"#);
}

#[test]
fn coordinates_are_the_nearest_doubles() {
    // The second longitude is the classic that quick parsers miss by one unit in the last place.
    for number in ["0.1", "2.2250738585072011e-308", "9007199254740993", "73.4999999999999964472863211995", "-0.0"] {
        let text = format!(r#"{{"type":"Point","coordinates":[{number}, 1]}}"#);
        let layer = layer(&text);
        let RawGeometry::Point(at, _) = layer.features[0].geometry else { panic!("no point: {number}") };
        assert_eq!(at.x.to_bits(), number.parse::<f64>().unwrap().to_bits(), "{number}");
    }
}

#[test]
fn a_bare_geometry_is_a_feature_without_attributes() {
    let layer = layer(r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#);
    assert_eq!(layer.features.len(), 1);
    let RawGeometry::Area(parts) = &layer.features[0].geometry else { panic!("no area") };
    assert_eq!(parts[0][0].0.len(), 3, "an unclosed ring stays as it is written");
}

#[test]
fn a_damaged_feature_is_kept_and_named_and_the_others_are_read() {
    for (damaged, code) in [
        (
            r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[NaN,1]}}"#,
            DefectCode::NonFiniteCoordinate,
        ),
        (r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1]}}"#, DefectCode::Unreadable),
        (r#"{"type":"Feature","properties":[],"geometry":null}"#, DefectCode::Unreadable),
        (r#"{"type":"Feature","properties":{"a":tru},"geometry":null}"#, DefectCode::Unreadable),
        (r#"{"type":"Feature","properties":{},"geometry":{"type":"Dot","coordinates":[1,1]}}"#, DefectCode::Unreadable),
        (r#"{"type":"Featura","properties":{},"geometry":null}"#, DefectCode::Unreadable),
        (r#"{"kind":"Feature"}"#, DefectCode::Unreadable),
    ] {
        let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{ONE},\n{damaged},\n{TWO}\n]}}");
        let layer = layer(&text);
        assert_eq!(layer.features.len(), 3, "{damaged}");
        assert!(
            matches!(layer.features[1].geometry, RawGeometry::Unreadable(found, _) if found == code),
            "{damaged}: {:?}",
            layer.features[1].geometry
        );
        assert_eq!(layer.features[2].id.as_deref(), Some("A-2"));
    }
}

#[test]
fn what_is_no_geojson_is_refused_with_the_place() {
    let cut = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{ONE},\n{}", &TWO[..60]);
    assert!(refusal(&cut).contains("ends inside feature 1"), "{}", refusal(&cut));
    assert!(
        refusal(&format!("{{\"type\":\"FeatureCollection\",\"features\":[{ONE},{TWO}")).contains("behind feature 1")
    );
    assert!(refusal(&format!("{{\"type\":\"FeatureCollection\",\"features\":[{ONE}]")).contains("closing brace"));
    assert!(refusal("{\"type\":\"FeatureCollection\"}").contains("without \"features\""));
    assert!(refusal("{\"type\":\"FeatureCollection\",\"features\":{}}").contains("not an array"));
    assert!(refusal("{\"type\":\"FeatureCollection\",\"features\":[1,2]}").contains("something other than an object"));
    assert!(refusal("[1,2]").contains("begins with \"[\""));
    assert!(refusal("PK\u{3}\u{4}").contains("begins with \"P\""));
    assert!(refusal(" \n ").contains("only blanks"));
    assert!(refusal("{\"a\":1}").contains("no \"type\""));
    let deep = format!("{{\"type\":\"FeatureCollection\",\"features\":{}", "[".repeat(100_000));
    assert!(refusal(&deep).contains("something other"), "{}", refusal(&deep));
}

#[test]
fn a_null_crs_is_a_silence_and_a_code_is_a_name() {
    let of = |crs: &str| layer(&format!("{{\"type\":\"FeatureCollection\",\"crs\":{crs},\"features\":[]}}")).crs;
    assert_eq!(of("null"), StatedCrs::Unstated);
    assert_eq!(of(r#"{"type":"EPSG","properties":{"code":2362}}"#), StatedCrs::Named("EPSG:2362".to_owned()));
    assert!(
        refusal("{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"link\"},\"features\":[]}").contains("names no")
    );
}
