//! Real QGIS opens the project of a delivery: all layers, both sheets, a page for each flagged mine.

use std::io::Read;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use super::{deliver, in_qgis, repository};

/// Opens the project; compares it with the summary, and gives what QGIS says of it. So many pages are printed, or all.
fn opens(set: &str, pages: Option<u32>) {
    let home = tempfile::tempdir().unwrap();
    let delivery = home.path().join("成果 out");
    let summary = deliver(set, &delivery);
    let number = pages.map(|pages| pages.to_string());
    let mut arguments = vec![delivery.as_path()];
    if let Some(number) = &number {
        arguments.extend([Path::new("--pages"), Path::new(number)]);
    }
    let Some(report) = in_qgis("check_project.py", &arguments) else { return };
    let flagged = summary["flagged"].as_u64().unwrap();
    assert_eq!(report["failures"], json!([]));
    assert_eq!(report["crs"], "EPSG:4490");
    assert_eq!(report["author"], format!("oreline {}", env!("CARGO_PKG_VERSION")));
    let layers = &report["layers"];
    assert_eq!(layers["mines"]["rows"], summary["mines"]["used"]);
    assert_eq!(layers["mines_flagged"]["rows"], flagged);
    assert!(layers["mines_flagged"]["legend"].as_array().unwrap().len() >= 10, "{report}");
    let groups: Vec<&str> = report["groups"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(groups, ["预警 Flags", "矿山 Mines", "分区 Zones", "底图 Base map", "表格 Tables"]);
    let first = |group: &str| report["groups"][group][0].clone();
    assert_eq!(first("预警 Flags"), "oreline_layer_mines_flagged");
    assert_eq!(report["groups"]["矿山 Mines"], json!(["oreline_layer_mines"]));
    assert_eq!(first("分区 Zones"), "oreline_layer_redlines");
    assert_eq!(report["groups"]["底图 Base map"], json!([]));
    let atlas = &report["atlas"];
    assert_eq!(atlas["count"], flagged);
    assert_eq!(atlas["printed"], pages.map_or(flagged, u64::from));
    // Where all tools are required, the printed text was read too.
    let is_required = std::env::var("ORELINE_REQUIRE_QGIS").is_ok_and(|value| value == "1");
    assert!(!is_required || atlas["read"] == atlas["printed"], "pdftotext is missing (poppler-utils): {atlas}");
    let expressions = atlas["expressions"].as_u64().unwrap();
    assert!(expressions > 20, "{atlas}");
    println!(
        "{set}: {} layers, {} pages printed, {} of them read, {expressions} expressions on each",
        layers.as_object().unwrap().len(),
        atlas["printed"],
        atlas["read"],
    );
}

#[test]
fn the_project_of_mining_rights_opens_and_prints_a_page_for_each() {
    opens("rights", None);
}

#[test]
fn the_project_of_qinba_opens_and_prints_a_page_for_each() {
    opens("qinba", None);
}

#[test]
fn the_project_of_xinjiang_opens_and_prints() {
    opens("xinjiang", Some(10));
}

/// Names that would end quotes, expressions or markup, in values and in the names of fields, points and areas in one layer.
#[test]
fn hostile_names_harm_no_sheet() {
    let home = tempfile::tempdir().unwrap();
    let long = "长".repeat(10_000);
    let names = [
        "it's \"quoted\" \\ back",
        "[% 1 + 1 %]",
        "<b>bold</b> & <script>alert(1)</script>",
        long.as_str(),
        "⛏️ 矿 🏔️",
        "منجم الذهب",
        "\u{202e}gnorw",
        "a\nb\tc",
        "%] || 'x' || [%",
        "$CURRENT_DATE {{title}} /../etc",
    ];
    let feature = |(at, name): (usize, &&str)| {
        let (x, y) = (87.0 + at as f64 * 0.1, 43.0);
        let geometry = if at % 2 == 0 {
            json!({"type": "Point", "coordinates": [x, y]})
        } else {
            let ring = [[x, y], [x + 0.02, y], [x + 0.02, y + 0.02], [x, y + 0.02], [x, y]];
            json!({"type": "Polygon", "coordinates": [ring]})
        };
        json!({"type": "Feature", "geometry": geometry, "properties": {
            "na\"me%]'": name, "矿 种": name, "id": format!("{at}"), "verdict": "own", "clauses": name,
        }})
    };
    let layer =
        json!({"type": "FeatureCollection", "features": names.iter().enumerate().map(feature).collect::<Vec<_>>()});
    std::fs::write(home.path().join("mines.geojson"), layer.to_string()).unwrap();
    let whole = json!({"type": "FeatureCollection", "features": [{"type": "Feature",
        "properties": {"name": "全区 \"[% 2 %]\"", "class": "extreme"},
        "geometry": {"type": "Polygon", "coordinates": [[[86, 42], [89, 42], [89, 44], [86, 44], [86, 42]]]}}]});
    std::fs::write(home.path().join("prefectures.geojson"), whole.to_string()).unwrap();
    let plan = r#"
title = "<i>\"[% 3 %]\" & 标题"
[mines]
path = "mines.geojson"
id = "id"
name = "na\"me%]'"
mineral = "矿 种"
[[zones]]
kind = "prefecture"
path = "prefectures.geojson"
name = "name"
class = "class"
"#;
    std::fs::write(home.path().join("plan.toml"), plan).unwrap();
    let delivery = home.path().join("out");
    let run = Command::new(env!("CARGO_BIN_EXE_oreline"))
        .args(["flag", "plan.toml", "-o", "out/", "--json"])
        .current_dir(home.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let Some(report) = in_qgis("check_project.py", &[&delivery, Path::new("--name"), Path::new("na\"me%]'")]) else {
        return;
    };
    assert_eq!(report["failures"], json!([]));
    assert_eq!(report["title"], "<i>\"[% 3 %]\" & 标题");
    assert_eq!(report["overview"]["title"], "<i>\"[% 3 %]\" & 标题");
    assert_eq!(report["atlas"]["printed"], names.len());
}

/// A delivery without a flagged mine has no page, and opens all the same.
#[test]
fn a_delivery_without_flags_has_a_project() {
    let home = tempfile::tempdir().unwrap();
    let mines = json!({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"id": "1"}, "geometry": {"type": "Point", "coordinates": [87.5, 43.5]}}]});
    std::fs::write(home.path().join("mines.geojson"), mines.to_string()).unwrap();
    let delivery = home.path().join("out");
    let run = Command::new(env!("CARGO_BIN_EXE_oreline"))
        .args(["flag", "--mines", "mines.geojson", "-o", "out/", "--redlines"])
        .arg(repository().join("layers/xinjiang/redlines.geojson"))
        .current_dir(home.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let Some(report) = in_qgis("check_project.py", &[&delivery]) else { return };
    assert_eq!(report["failures"], json!([]));
    assert_eq!((&report["atlas"]["count"], &report["layers"]["mines"]["rows"]), (&json!(0), &json!(1)));
}

fn project_of(delivery: &Path) -> (Vec<u8>, String) {
    let bytes = std::fs::read(delivery.join("flagged.qgz")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    assert_eq!(archive.len(), 1);
    let mut text = String::new();
    archive.by_name("flagged.qgs").unwrap().read_to_string(&mut text).unwrap();
    (bytes, text)
}

#[test]
fn the_same_input_gives_the_same_project_wherever_it_lies() {
    let home = tempfile::tempdir().unwrap();
    let mut projects = Vec::new();
    for (folder, threads) in [("a", "1"), ("另 b", "3")] {
        let delivery = home.path().join(folder);
        let run = Command::new(env!("CARGO_BIN_EXE_oreline"))
            .args(["flag", "--threads", threads])
            .arg(repository().join("layers/rights"))
            .arg("-o")
            .arg(delivery.join(""))
            .env("SOURCE_DATE_EPOCH", "1795305599")
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        projects.push(project_of(&delivery));
    }
    let [(first, text), (second, _)] = projects.try_into().unwrap();
    assert!(first == second, "{} and {} bytes", first.len(), second.len());
    assert!(text.contains("2026-11-21"), "the day is missing");
    assert!(!text.contains("{{"), "a place was not filled");
    assert!(!text.contains(home.path().to_str().unwrap()), "a path of this machine");
    let sources: Vec<&str> = text.split("<datasource>").skip(1).collect();
    println!("{} layers, all of them beside the project", sources.len());
    assert!(sources.len() > 10 && sources.iter().all(|source| source.starts_with("./flagged.gpkg|layername=")));
}
