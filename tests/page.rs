//! `report.html` in a real browser: headless Chromium opens pages from the disk, clicks, filters, searches, sorts and prints them. Without
//! Chromium the tests say that they were skipped; with `ORELINE_REQUIRE_CHROMIUM=1` they fail then.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use oreline::domain::Language;
use oreline::plan::{Output, Plan};
use serde_json::{Value, json};

#[path = "support/random.rs"]
#[allow(dead_code, reason = "each test program uses a part of it")]
mod random;

const SKIPPED: i32 = 77;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where pictures stay, to be looked at.
fn pictures() -> PathBuf {
    repository().join("target/page-pictures")
}

/// What happened on each page; `None` without a browser.
fn visit(jobs: &[Value]) -> Option<Vec<Value>> {
    let python = std::env::var_os("ORELINE_PEERS_PYTHON")
        .map_or_else(|| repository().join("target/peers-venv/bin/python"), PathBuf::from);
    let skip = |reason: &str| {
        let is_required = std::env::var("ORELINE_REQUIRE_CHROMIUM").is_ok_and(|value| value == "1");
        assert!(!is_required, "ORELINE_REQUIRE_CHROMIUM=1, but {reason}");
        println!("skipped: {reason}");
        None
    };
    if !python.exists() {
        return skip(&format!("there is no {} with selenium (scripts/test makes it)", python.display()));
    }
    let mut child = Command::new(&python)
        .arg(repository().join("tests/page/visit.py"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // A script that skips does not read.
    let _ = child.stdin.take().unwrap().write_all(&serde_json::to_vec(jobs).unwrap());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    if output.status.code() == Some(SKIPPED) {
        return skip(said.trim());
    }
    assert!(output.status.success(), "visit.py: {}", output.status);
    let told: Vec<Value> = serde_json::from_str(&said).unwrap();
    assert_eq!(told.len(), jobs.len());
    Some(told)
}

/// A delivery: the page, and the mines as they stand in the layer beside it.
fn deliver(mut plan: Plan, folder: &Path) -> (PathBuf, Vec<Value>) {
    plan.outputs = vec![Output::Folder(folder.to_owned())];
    oreline::run::run(&plan, &mut |_| {}).unwrap();
    let layer: Value = serde_json::from_slice(&fs::read(folder.join("flagged.geojson")).unwrap()).unwrap();
    (folder.join("report.html"), layer["features"].as_array().unwrap().clone())
}

fn shipped(set: &str) -> Plan {
    Plan::from_path(&repository().join("layers").join(set)).unwrap()
}

fn job(name: &str, page: &Path) -> Value {
    json!({ "name": name, "page": page, "pictures": pictures() })
}

/// What holds of every page, whatever is on it.
fn is_sound(name: &str, told: &Value) {
    assert_eq!(told["said"], json!([]), "{name}: the console");
    let asked: Vec<&str> =
        told["asked_for"].as_array().unwrap().iter().map(|address| address.as_str().unwrap()).collect();
    assert!(!asked.is_empty(), "{name}: nothing was seen of the network");
    assert!(
        asked.iter().all(|address| address.starts_with("file://") && address.ends_with("report.html")),
        "{name}: {asked:?}"
    );
    assert_eq!(told["scripts"], json!(2), "{name}: one script, one block of data, and nothing that is loaded");
    assert_eq!(told["hacked"], Value::Null, "{name}");
    assert!(told["narrow"].as_u64().unwrap() <= 390, "{name}: {} pixels wide", told["narrow"]);
    let dark = told["dark"].as_str().unwrap();
    let parts: Vec<u32> = dark.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
    assert!(parts.len() >= 3 && parts[..3].iter().sum::<u32>() < 150, "{name}: {dark} is not dark");
}

/// A place of a mine for the browser to look for: points only.
fn places(mines: &[Value]) -> Value {
    mines.iter().map(|mine| json!({ "at": mine["geometry"]["coordinates"] })).collect()
}

fn text<'v>(mine: &'v Value, field: &str) -> &'v str {
    mine["properties"][field].as_str().unwrap_or_default()
}

/// The facts of a mine stand in its panel.
fn panel_tells(name: &str, panel: &Value, mine: &Value) -> usize {
    let panel = panel.as_str().unwrap();
    let mut facts: Vec<&str> = ["name", "name_zh", "id", "prefecture", "redlines", "mineral", "source"]
        .map(|field| text(mine, field))
        .to_vec();
    facts.extend(text(mine, "clauses").split(';'));
    facts.retain(|fact| !fact.is_empty());
    for fact in &facts {
        assert!(panel.contains(fact), "{name}: {fact} is missing: {panel}");
    }
    assert!(facts.len() >= 4, "{facts:?}");
    facts.len()
}

const STRICTNESS: [(&str, &str); 6] = [
    ("prohibited", "禁止"),
    ("exit", "退出"),
    ("restricted", "限制"),
    ("review", "待核"),
    ("conditional", "有条件"),
    ("allowed", "允许"),
];

fn works(set: &str) {
    let folder = tempfile::tempdir().unwrap();
    let (page, mines) = deliver(shipped(set), &folder.path().join("成果"));
    let of = |verdict: &str| mines.iter().filter(|mine| text(mine, "verdict") == verdict).count();
    let reviewed = of("review");
    // A text that a part of the mines has: the mineral of the first. The page searches Chinese names of zones as well, which the
    // layer does not hold, so the word is English.
    let mineral = text(&mines[0], "mineral");
    let found = mines.iter().filter(|mine| mine["properties"].to_string().contains(mineral)).count();
    let mut job = job(set, &page);
    job["filter"] = json!("verdict:review");
    job["search"] = json!(mineral);
    job["sort"] = json!(["verdict"]);
    let is_points = mines.iter().all(|mine| mine["geometry"]["type"] == "Point");
    if is_points {
        job["mines"] = places(&mines);
    }
    let Some(told) = visit(&[job]) else { return };
    let told = &told[0];
    is_sound(set, told);
    assert_eq!(told["count"], json!(mines.len()));
    assert_eq!(told["language"], json!("zh-CN"));
    if is_points {
        let click = &told["click"];
        let number = click["mine"].as_u64().expect("no mine stands apart") as usize;
        assert_eq!(click["selected"], click["mine"]);
        let facts = panel_tells(set, &click["panel"], &mines[number]);
        assert!(click["row"].as_str().is_some_and(|row| row.contains(text(&mines[number], "name_zh"))), "{click}");
        println!("{set}: {facts} facts of mine {number}");
        let chosen = &told["chosen"];
        assert_eq!(chosen["row"], chosen["selected"]);
        panel_tells(set, &chosen["panel"], &mines[chosen["row"].as_u64().unwrap() as usize]);
    }
    assert!(reviewed > 0 && reviewed < mines.len());
    assert_eq!(told["filter"]["shown"], json!(mines.len() - reviewed));
    assert_eq!(told["filter"]["again"], json!(mines.len()));
    let shown = format!("{} / {}", mines.len() - reviewed, mines.len());
    let lines = told["filter"]["told"].as_array().unwrap();
    assert!(lines.len() == 2 && lines.iter().all(|line| line.as_str().unwrap().starts_with(&shown)), "{lines:?}");
    assert_eq!(told["search"]["shown"], json!(found), "{mineral}");
    assert!(told["search"]["rows"].as_array().unwrap().iter().all(|row| row.as_str().unwrap().contains(mineral)));
    let present: Vec<&str> =
        STRICTNESS.iter().filter(|(verdict, _)| of(verdict) > 0).map(|(_, chinese)| *chinese).collect();
    let sorted = &told["sorted"]["verdict"];
    assert!(sorted[0][0].as_str().unwrap().contains(present[0]), "{sorted}");
    assert!(sorted[1][0].as_str().unwrap().contains(present.last().unwrap()), "{sorted}");
    assert!(told["pages"].as_u64().unwrap() >= 2, "{}", told["pages"]);
    let made_up = mines.iter().filter(|mine| text(mine, "position_kind") == "synthetic").count();
    let body = told["text"].as_str().unwrap();
    assert_eq!(made_up > 0, body.contains("合成（虚构）"), "{set}: {made_up} are made up");
    for size in ["light", "dark", "narrow"] {
        assert!(fs::metadata(pictures().join(format!("{set}-{size}.png"))).unwrap().len() > 20_000);
    }
}

#[test]
fn xinjiang_can_be_used() {
    works("xinjiang");
}

#[test]
fn qinba_can_be_used() {
    works("qinba");
}

#[test]
fn mining_rights_can_be_used() {
    works("rights");
}

/// A layer of points in Xinjiang with these names.
fn layer(folder: &Path, names: &[&str]) -> Plan {
    let feature = |(number, name): (usize, &&str)| {
        let at = [84.0 + number as f64 * 0.7, 41.0 + (number % 3) as f64];
        json!({
            "type": "Feature",
            "properties": { "id": format!("M{number}{name}"), "name": name, "mineral": name, *name: name, "note": { "deep": name } },
            "geometry": { "type": "Point", "coordinates": at },
        })
    };
    let features: Vec<Value> = names.iter().enumerate().map(feature).collect();
    let path = folder.join("mines.geojson");
    fs::write(&path, json!({ "type": "FeatureCollection", "features": features }).to_string()).unwrap();
    let zones = repository().join("layers/xinjiang/prefectures.geojson");
    let zones: Value = serde_json::from_slice(&fs::read(zones).unwrap()).unwrap();
    let mut zones = zones;
    for (zone, name) in zones["features"].as_array_mut().unwrap().iter_mut().zip(names.iter().cycle()) {
        zone["properties"]["name"] = json!(name);
        zone["properties"]["name_zh"] = json!(name);
    }
    fs::write(folder.join("zones.geojson"), zones.to_string()).unwrap();
    let plan = format!(
        "title = {}\n[mines]\npath = 'mines.geojson'\nid = 'id'\nname = 'name'\nmineral = 'mineral'\n\
         [[zones]]\nkind = 'prefecture'\npath = 'zones.geojson'\nname = 'name'\nclass = 'fragility'\n",
        // A string of JSON is one of TOML as well.
        json!(names[0]),
    );
    fs::write(folder.join("plan.toml"), plan).unwrap();
    Plan::from_path(folder).unwrap()
}

#[test]
fn hostile_names_are_text() {
    let long = "长".repeat(10_000);
    let names = [
        "<script>window.hacked = 1; alert(1)</script>",
        "\"><img src=x onerror=window.hacked=2>",
        "</script><script>window.hacked=3</script>",
        "<!--<script>",
        "'; window.hacked = 4; '",
        "{{data}}{{script}}$&$1",
        "javascript:alert(5)",
        "\u{202e}evil\u{2028}line\u{2029}end\u{0}",
        "__proto__",
        "constructor",
        "a\\u003cb\\",
        "🜨\u{1f3d4}\u{fe0f} 矿 &lt;b&gt; &amp;",
        "two\nlines\ttab;semi;colon",
        long.as_str(),
        " ",
        "0",
    ];
    let folder = tempfile::tempdir().unwrap();
    let (page, mines) = deliver(layer(folder.path(), &names), &folder.path().join("out"));
    let text = fs::read_to_string(&page).unwrap();
    assert_eq!(text.matches("<script").count(), 2);
    assert_eq!(text.matches("</script").count(), 2);
    assert!(!text.contains("<img") && !text.contains('\u{2028}'));
    let mut job = job("hostile", &page);
    job["mines"] = places(&mines);
    job["sort"] = json!(["name", "mineral"]);
    job["search"] = json!("<script>window");
    let Some(told) = visit(&[job]) else { return };
    let told = &told[0];
    is_sound("hostile", told);
    assert_eq!(told["count"], json!(names.len()));
    let body = told["text"].as_str().unwrap();
    for name in &names[..7] {
        assert!(body.contains(name), "{name} is not shown as text");
    }
    let number = told["click"]["mine"].as_u64().unwrap() as usize;
    assert!(told["click"]["panel"].as_str().unwrap().contains(names[number]));
    assert_eq!(
        told["search"]["shown"],
        json!(mines.iter().filter(|mine| mine.to_string().contains("<script>window")).count())
    );
    println!("{} names", names.len());
}

#[test]
fn pages_speak_the_language_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut jobs = Vec::new();
    for (word, language) in Language::ALL {
        let mut plan = shipped("chongqing");
        plan.style.language = language;
        let (page, _) = deliver(plan, &folder.path().join(word));
        jobs.push(job(&format!("chongqing-{word}"), &page));
    }
    // A run in which a mine is refused, and one without zones.
    for name in ["refused", "bare"] {
        let here = folder.path().join(format!("{name}-layers"));
        fs::create_dir(&here).unwrap();
        let mut plan = layer(&here, &["甲", "乙"]);
        if name == "refused" {
            let path = here.join("mines.geojson");
            let refused = fs::read_to_string(&path).unwrap().replacen("\"coordinates\":[", "\"coordinates\":[999", 1);
            fs::write(path, refused).unwrap();
        } else {
            plan.zones.clear();
        }
        let (page, _) = deliver(plan, &folder.path().join(name));
        jobs.push(job(name, &page));
    }
    let Some(told) = visit(&jobs) else { return };
    for (job, told) in jobs.iter().zip(&told) {
        is_sound(job["name"].as_str().unwrap(), told);
    }
    let says = |number: usize, word: &str| told[number]["text"].as_str().unwrap().contains(word);
    let marks =
        [("地图", "Map"), ("数据来源", "Sources"), ("图层", "Layers"), ("按矿种", "By mineral"), ("选择列", "Columns")];
    for (number, (chinese, english)) in [(true, false), (false, true), (true, true)].into_iter().enumerate() {
        for (in_chinese, in_english) in marks {
            let says = (says(number, in_chinese), says(number, in_english));
            assert_eq!(says, (chinese, english), "{}: {in_chinese}", jobs[number]["name"]);
        }
        assert_eq!(told[number]["language"], json!(if chinese { "zh-CN" } else { "en" }));
    }
    assert_eq!(told[3]["count"], json!(1));
    assert!(told[3]["sections"].as_str().unwrap().contains("out-of-range"));
    assert_eq!(told[4]["count"], json!(2));
}

#[test]
fn a_hundred_thousand_mines_stay_quick() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = random::Random::new(20);
    let minerals = ["coal", "iron", "copper", "gold", "lead-zinc", "salt", "lithium", "nickel"];
    let features: Vec<String> = (0..100_000)
        .map(|number| {
            let at = [random.between(75.0, 96.0), random.between(36.0, 48.0)];
            json!({
                "type": "Feature",
                "properties": {
                    "id": format!("C{number:07}"), "name": format!("Made-up mine {number}"), "name_zh": format!("合成矿山{number}"),
                    "mineral": random.pick(&minerals), "status": "operating", "position_kind": "synthetic",
                },
                "geometry": { "type": "Point", "coordinates": at },
            })
            .to_string()
        })
        .collect();
    let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"));
    let mut plan = shipped("xinjiang");
    plan.mines.path = folder.path().join("mines.geojson");
    fs::write(&plan.mines.path, text).unwrap();
    plan.green_mines.clear();
    plan.mines.fields.statements.retain(|(what, _)| ["mineral", "status"].contains(what));
    let (page, mines) = deliver(plan, &folder.path().join("out"));
    let bytes = fs::metadata(&page).unwrap().len();
    assert!(bytes < 30_000_000, "{bytes}");
    let mut job = job("100000", &page);
    job["filter"] = json!("fragility:severe");
    job["search"] = json!("合成矿山4242");
    job["sort"] = json!(["name", "prefecture"]);
    job["paper"] = json!(false);
    let Some(told) = visit(&[job]) else { return };
    let told = &told[0];
    is_sound("100000", told);
    assert_eq!(told["count"], json!(mines.len()));
    let severe = mines.iter().filter(|mine| mine["properties"]["fragility"] == "severe").count();
    assert_eq!(told["filter"]["shown"], json!(mines.len() - severe));
    assert_eq!(told["search"]["shown"], json!(11), "4242, and 42420 to 42429");
    assert!(told["elements"].as_u64().unwrap() < 4_000, "the table holds only what is seen: {}", told["elements"]);
    let spans: Vec<f64> = told["pan"]["spans"].as_array().unwrap().iter().map(|span| span.as_f64().unwrap()).collect();
    assert_eq!(spans.len(), 20);
    assert!(told["pan"]["frames"].as_u64().unwrap() >= 5, "{}", told["pan"]);
    println!(
        "{:.1} MB; first paint {} ms, loaded {} ms, ground {} ms, a frame {} ms, a search {} ms; 20 frames of dragging {:.0} ms, the longest {:.0} ms",
        bytes as f64 / 1e6,
        told["first_paint"],
        told["loaded"],
        told["times"]["ground"],
        told["times"]["marks"],
        told["search"]["ms"],
        spans.iter().sum::<f64>(),
        spans.iter().copied().fold(0.0, f64::max),
    );
}

#[test]
fn the_same_input_gives_the_same_page() {
    let folder = tempfile::tempdir().unwrap();
    let page = |name: &str, threads: usize| {
        let pool = folder.path().join(name);
        let run = Command::new(env!("CARGO_BIN_EXE_oreline"))
            .args(["flag", "--threads", &threads.to_string(), "-q"])
            .arg(repository().join("layers/rights"))
            .arg("-o")
            .arg(pool.join(""))
            .env("SOURCE_DATE_EPOCH", "1790000000")
            .status()
            .unwrap();
        assert!(run.code().is_some_and(|code| code == 0 || code == 3), "{run}");
        fs::read(pool.join("report.html")).unwrap()
    };
    let one = page("one", 1);
    assert!(one.len() > 100_000 && one == page("four", 4));
    let text = String::from_utf8(one).unwrap();
    assert!(text.contains("\"day\":\"2026-09-21\""));
    assert!(!text.contains(repository().to_str().unwrap()), "the page names a folder of this machine");
}
