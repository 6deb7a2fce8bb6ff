use super::super::layer::{self, LayerOptions};
use super::super::*;
use crate::domain::{FieldKind, LayerSource, RawGeometry, RawLayer, Role};

fn layer(text: &str, typed: bool) -> (RawLayer<'static>, layer::TableReport) {
    let source = LayerSource { role: Role::Mines, path: "m.csv".into(), layer: None };
    layer::read(source, text.as_bytes(), &Options::default(), LayerOptions { id_field: None, typed }).unwrap()
}

#[test]
fn rows_become_features_with_their_attributes_as_they_stand() {
    let text = "编号,名称,面积,lon,lat\nM1,\"甲\"\"乙\",1.50,75.5,39.5\nM2,丙,,,\nM3,丁,2,0,0\n";
    let (read, report) = layer(text, true);
    assert_eq!(report.system, Some(System::Degrees));
    assert_eq!(report.form, "detected=UTF-8, used=UTF-8, delimiter=','");
    let ids: Vec<_> = read.features.iter().map(|feature| feature.id.as_deref()).collect();
    assert_eq!(ids, [Some("M1"), Some("M2"), Some("M3")]);
    assert_eq!(
        read.features[0].attributes.text(),
        "{\"编号\": \"M1\", \"名称\": \"甲\\\"乙\", \"面积\": 1.50, \"lon\": 75.5, \"lat\": 39.5}"
    );
    assert_eq!(read.features[1].attributes.json("面积"), Some("null"));
    assert_eq!(read.fields[2].kind, FieldKind::Real);
    assert!(matches!(read.features[1].geometry, RawGeometry::Missing));
    assert!(matches!(&read.features[2].geometry, RawGeometry::Unreadable(_, why) if why.contains("row 4: 0, 0")));
    let (read, _) = layer(text, false);
    assert_eq!(read.features[0].attributes.json("面积"), Some("\"1.50\""));
    assert_eq!(read.features[1].attributes.json("面积"), Some("\"\""));
}

#[test]
fn rows_of_another_zone_are_not_mixed_in() {
    let (read, report) = layer("X,Y\n3437174,38383678\n3437174,39383678\n3437175,38383678\n", true);
    assert_eq!(report.system, Some(System::Zone(38)));
    assert!(matches!(&read.features[1].geometry, RawGeometry::Unreadable(_, why) if why.contains("zone 39")));
    assert!(matches!(read.features[2].geometry, RawGeometry::Point(..)));
}

#[test]
fn rings_are_nested_even_odd_and_none_is_lost() {
    let ring = |x: f64, size: f64| {
        [(x, 30.0), (x + size, 30.0), (x + size, 30.0 + size), (x, 30.0 + size)]
            .map(|(x, y)| format!("{x},{y}"))
            .join(";")
    };
    let inner = |x: f64, y: f64, size: f64| {
        [(x, y), (x + size, y), (x + size, y + size), (x, y + size)].map(|(x, y)| format!("{x},{y}")).join(";")
    };
    // An island in a hole, written first; a part apart; a ring that crosses another.
    let cell =
        [inner(100.4, 30.4, 0.2), ring(100.0, 1.0), inner(100.2, 30.2, 0.6), ring(110.0, 1.0), inner(110.5, 30.5, 1.0)]
            .join("|");
    let (read, _) = layer(&format!("name\tGDZB\na\t{cell}\n"), true);
    let RawGeometry::Area(parts) = &read.features[0].geometry else { panic!("{:?}", read.features[0].geometry) };
    let mut sizes: Vec<usize> = parts.iter().map(Vec::len).collect();
    assert_eq!(sizes.iter().sum::<usize>(), 5, "every ring is in one part");
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 2, 2]);
}
