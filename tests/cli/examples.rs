//! Every example that a help page shows is run, as it stands there.

use std::fs;
use std::path::Path;
use std::process::Command;

use gdal::spatial_ref::SpatialRef;
use gdal::vector::{Feature, Geometry, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType};
use rust_xlsxwriter::Workbook;

const PROGRAM: &str = env!("CARGO_BIN_EXE_oreline");

/// All pages of help that show examples.
const PAGES: [&str; 18] = [
    "",
    "flag",
    "query",
    "explain",
    "compare",
    "cut",
    "index",
    "check",
    "init",
    "convert",
    "map",
    "rules check",
    "rules test",
    "rules diff",
    "rules show",
    "verify",
    "completions",
    "man",
];

/// The examples of a page, with lines joined that end in a backslash.
fn examples(page: &str) -> Vec<String> {
    let help = Command::new(PROGRAM).args(page.split_whitespace()).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let shown = help.split("\nExample").nth(1).unwrap_or_else(|| panic!("oreline {page}: no example"));
    let joined = shown.replace("\\\n", " ");
    joined.lines().skip(1).filter(|line| line.starts_with("  ")).map(|line| line.trim().to_owned()).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else if entry.path().extension().is_none_or(|end| end != "oreindex") {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn run(folder: &Path, line: &str) -> (Option<i32>, String) {
    let programs = Path::new(PROGRAM).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh").args(["-c", line]).current_dir(folder).env("PATH", path).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code(), said)
}

fn must(folder: &Path, line: &str) {
    let (code, said) = run(folder, line);
    assert!(matches!(code, Some(0 | 3)), "{line}: {code:?}\n{said}");
}

/// A package with a layer of a Chinese name.
fn rights_package(path: &Path, longitude: f64) {
    let driver = gdal::DriverManager::get_driver_by_name("GPKG").unwrap();
    let mut package = driver.create_vector_only(path).unwrap();
    let system = SpatialRef::from_epsg(4490).unwrap();
    let layer = package
        .create_layer(LayerOptions {
            name: "采矿权",
            srs: Some(&system),
            ty: OGRwkbGeometryType::wkbPolygon,
            options: None,
        })
        .unwrap();
    let fields = ["id", "许可证号", "矿山名称", "mineral"];
    layer.create_defn_fields(&fields.map(|name| (name, OGRFieldType::OFTString))).unwrap();
    for (n, mineral) in ["copper", "gold"].iter().enumerate() {
        let (x, y) = (longitude + 0.1 * n as f64, 39.70);
        let corners = format!("POLYGON(({x} {y},{x} {1},{0} {1},{0} {y},{x} {y}))", x + 0.05, y + 0.05);
        let mut feature = Feature::new(layer.defn()).unwrap();
        feature.set_geometry(Geometry::from_wkt(&corners).unwrap()).unwrap();
        let number = 17 + n;
        let values = [
            format!("M{number}"),
            format!("C65000020100131100000{number}"),
            format!("矿{number}"),
            (*mineral).to_owned(),
        ];
        for (field, value) in values.iter().enumerate() {
            feature.set_field_string(field, value).unwrap();
        }
        feature.create(&layer).unwrap();
    }
}

/// A table of text as a sheet.
fn sheet(csv: &Path, xlsx: &Path, name: &str) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name(name).unwrap();
    for (row, line) in fs::read_to_string(csv).unwrap().trim_start_matches('\u{feff}').lines().enumerate() {
        for (column, cell) in cells(line).iter().enumerate() {
            sheet.write_string(row as u32, column as u16, cell).unwrap();
        }
    }
    book.save(xlsx).unwrap();
}

/// The cells of a line of CSV.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut is_quoted) = (vec![String::new()], false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cells.last_mut().unwrap().push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            letter => cells.last_mut().unwrap().push(letter),
        }
    }
    cells
}

/// A folder with every file that the examples name.
fn desk(page: &str) -> tempfile::TempDir {
    let folder = tempfile::Builder::new().prefix("示例").tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let layers = Path::new(env!("CARGO_MANIFEST_DIR")).join("layers");
    copy(&layers, &at("layers"));
    copy(&layers.join("rights"), &at("rights"));
    copy(&layers.join("xinjiang"), &at("xinjiang"));
    copy(&layers.join("chongqing"), &at("某地"));
    fs::remove_file(at("某地/plan.toml")).unwrap();
    let shared = |from: &str, to: &str| fs::copy(layers.join(from), at(to)).unwrap();
    shared("xinjiang/redlines.geojson", "红线.geojson");
    shared("xinjiang/prefectures.geojson", "地州.geojson");
    for (from, to) in [
        ("qinba/rules.csv", "规则.csv"),
        ("qinba/rules.csv", "规则2024.csv"),
        ("qinba/rules.csv", "规则2025.csv"),
        ("qinba/rules.csv", "old.csv"),
        ("qinba/rules.csv", "new.csv"),
    ] {
        shared(from, to);
    }
    sheet(&layers.join("qinba/rules.examples.csv"), &at("案例.xlsx"), "案例");
    sheet(&layers.join("qinba/rules.csv"), &at("rules.xlsx"), "规则");
    let units = fs::read_to_string(layers.join("xinjiang/prefectures.geojson")).unwrap();
    fs::write(at("units.geojson"), units.replace("\"fragility\"", "\"等级\"")).unwrap();
    fs::write(at("points.txt"), "75.99,39.72\n75°58′E 39°43′N\n").unwrap();
    // In Xinjiang, but where an example names the zone of another place.
    rights_package(&at("mines.gpkg"), if page == "convert" { 113.9 } else { 75.9 });
    must(folder.path(), "oreline convert units.geojson units.shp");
    must(folder.path(), "oreline convert mines.gpkg:采矿权 采矿权.shp");
    must(folder.path(), "oreline convert mines.gpkg:采矿权 地块.txt");
    let corners = [(4_400_000, 39_500_000), (4_400_000, 39_500_900), (4_400_900, 39_500_900), (4_400_900, 39_500_000)];
    let rows: Vec<String> = corners.iter().enumerate().map(|(n, (x, y))| format!("地块一,{},{x},{y}", n + 1)).collect();
    fs::write(at("corners.csv"), format!("地块名称,点号,X坐标,Y坐标\n{}\n", rows.join("\n"))).unwrap();
    sheet(&at("corners.csv"), &at("corners.xlsx"), "坐标");
    folder
}

#[test]
fn every_example_of_every_help_page_runs() {
    let has = |program: &str| Command::new(program).arg("--version").output().is_ok();
    let mut ran = 0;
    for page in PAGES {
        let lines = examples(page);
        assert!(!lines.is_empty(), "oreline {page}: no example");
        let desk = desk(page);
        let folder = desk.path();
        // What a page takes for made already.
        match page {
            "map" => must(folder, "oreline flag layers/xinjiang -o out/ -q"),
            "compare" => {
                must(folder, "oreline flag layers/xinjiang -o out-2025/ -q");
                must(folder, "oreline flag layers/xinjiang -o out-2026/ -q");
                let mines = fs::read_to_string(folder.join("layers/xinjiang/mines.geojson")).unwrap();
                fs::write(folder.join("m.geojson"), mines.replace("\"id\"", "\"编号\"")).unwrap();
                for name in ["old", "new"] {
                    let zones = "--prefectures layers/xinjiang/prefectures.geojson,class=fragility";
                    must(folder, &format!("oreline flag --mines m.geojson,id=编号 {zones} -o {name}.geojson -q"));
                }
            }
            _ => {}
        }
        for line in lines {
            let line = line.replace("/etc/bash_completion.d/oreline", "oreline.bash");
            if line.contains("| man ") && !has("man") {
                println!("skipped, no program man: {line}");
                continue;
            }
            let (code, said) = run(folder, &line);
            assert!(matches!(code, Some(0 | 3)), "oreline {page} --help: {line}: {code:?}\n{said}");
            assert!(!said.contains("panicked"), "{line}: {said}");
            ran += 1;
            // Each line stands for itself, but for pages on which one makes what the next one asks for.
            if line.contains("-o out/") && page == "flag" {
                fs::remove_dir_all(folder.join("out")).unwrap();
            }
        }
    }
    assert!(ran > 35, "{ran} examples");
    println!("{ran} examples ran");
}
