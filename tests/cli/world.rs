//! A folder with layers, runs of the program in it, and what must hold after each of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

pub(crate) use crate::samples::{MINES, UNITS, collection, feature, many_mines, mine, unit};

/// Far longer than any run here takes; what runs longer hangs.
const PATIENCE: Duration = Duration::from_mins(1);

/// A temporary folder that holds `units.geojson` and `mines.geojson`; the program runs inside it, so that messages and
/// snapshots hold no path of a machine.
pub(crate) struct World {
    folder: TempDir,
}

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl World {
    pub(crate) fn new() -> Self {
        let world = Self { folder: folder_in_memory() };
        world.write("units.geojson", UNITS);
        world.write("mines.geojson", MINES);
        world
    }

    /// A world whose mines are these features.
    pub(crate) fn with_mines(features: &[&str]) -> Self {
        let world = Self::new();
        world.write("mines.geojson", collection(features));
        world
    }

    /// A world whose units are these features.
    pub(crate) fn with_units(features: &[&str]) -> Self {
        let world = Self::new();
        world.write("units.geojson", collection(features));
        world
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn holds(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// The program, to be run in this folder, with the clock pinned.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("oreline"));
        command
            .current_dir(self.folder.path())
            .env("SOURCE_DATE_EPOCH", "1795305599")
            .env_remove("COLUMNS")
            .stdin(Stdio::null());
        command
    }

    /// Runs the program with these arguments, and checks what holds for every run.
    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        let before = contents(self.folder.path());
        let mut command = assert_cmd::Command::from_std(self.command());
        let output = command.args(arguments).timeout(PATIENCE).output().unwrap();
        let outcome = Outcome {
            code: output
                .status
                .code()
                .unwrap_or_else(|| panic!("{arguments:?} crashed, or did not end: {:?}", output.status)),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        let what = format!("{arguments:?}: {outcome:?}");
        assert!((0..=4).contains(&outcome.code), "no documented exit code: {what}");
        assert!(!outcome.stderr.contains("panicked"), "{what}");
        let after = contents(self.folder.path());
        let left: Vec<_> = after.keys().filter(|path| path.contains(".oreline-")).collect();
        assert!(left.is_empty(), "temporary files were left: {left:?} by {what}");
        if matches!(outcome.code, 1 | 2) {
            assert!(
                before.keys().eq(after.keys()),
                "a failed run wrote or removed something: {what}\n{:?}",
                after.keys()
            );
            assert!(before == after, "a failed run changed a file: {what}");
        }
        outcome
    }

    /// `oreline flag` on `mines.geojson` and `units.geojson`, with further arguments.
    pub(crate) fn flag(&self, arguments: &[&str]) -> Outcome {
        self.run(&[&["flag", "--mines", "mines.geojson", "--prefectures", "units.geojson"], arguments].concat())
    }

    /// As [`World::flag`], to `x.geojson` and with `--json`; checks that every feature is accounted for.
    pub(crate) fn counted(&self, arguments: &[&str]) -> Counted {
        let files = ["flag", "--mines", "mines.geojson", "--prefectures", "units.geojson"];
        self.counted_run(&[&files, arguments].concat())
    }

    /// Runs any arguments with `-o x.geojson --json`, and checks that every feature is accounted for.
    pub(crate) fn counted_run(&self, arguments: &[&str]) -> Counted {
        let outcome = self.run(&[arguments, &["-o", "x.geojson", "--overwrite", "--json"]].concat());
        assert!(matches!(outcome.code, 0 | 3 | 4), "{arguments:?}: {outcome:?}");
        let summary: Value = serde_json::from_str(&outcome.stdout).unwrap();
        let features = features(&self.read("x.geojson"));
        let defects: Vec<Value> = if self.holds("x.defects.geojson") {
            self::features(&self.read("x.defects.geojson")).iter().map(|defect| defect["properties"].clone()).collect()
        } else {
            Vec::new()
        };
        let counted = Counted { outcome, summary, features, defects };
        counted.check();
        counted
    }
}

/// A run whose counts were checked.
#[derive(Debug)]
pub(crate) struct Counted {
    pub(crate) outcome: Outcome,
    pub(crate) summary: Value,
    pub(crate) features: Vec<Value>,
    /// Properties of the features of the defects layer.
    pub(crate) defects: Vec<Value>,
}

impl Counted {
    fn check(&self) {
        let mines = &self.summary["mines"];
        let count = |key: &str| mines[key].as_u64().unwrap_or_else(|| panic!("no count of {key}: {mines}"));
        assert_eq!(count("used") + count("refused"), count("read"), "used + refused = read: {mines}");
        let refused = |defect: &&Value| defect["severity"] == "refused" && defect["role"] == "mines";
        let mut indices: Vec<_> =
            self.defects.iter().filter(refused).map(|defect| defect["feature"].as_u64().unwrap()).collect();
        indices.sort_unstable();
        indices.dedup();
        assert_eq!(indices.len() as u64, count("refused"), "every refused mine stands in the defects layer once");
        for defect in &self.defects {
            assert!(defect["code"].is_string() && defect["hint"].is_string(), "{defect}");
            assert!(defect["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{defect}");
        }
        let mut by_code: BTreeMap<&str, u64> = BTreeMap::new();
        for defect in &self.defects {
            *by_code.entry(defect["code"].as_str().unwrap()).or_default() += 1;
        }
        let said: BTreeMap<&str, u64> = self.summary["defects"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(code, n)| (code.as_str(), n.as_u64().unwrap()))
            .collect();
        assert_eq!(said, by_code, "the summary counts what the defects layer holds");
        let incomplete =
            self.defects.iter().any(|defect| defect["severity"] == "refused" || defect["severity"] == "review");
        if self.outcome.code != 4 {
            assert_eq!(self.outcome.code, if incomplete { 3 } else { 0 }, "{:?}", self.defects);
        }
        let flagged = self.features.iter().filter(|mine| mine["properties"]["flagged"] == true).count() as u64;
        assert_eq!(self.summary["flagged"].as_u64(), Some(flagged), "the summary counts what the layer holds");
    }

    /// The ids of the flagged mines.
    pub(crate) fn flagged(&self) -> Vec<String> {
        flagged_ids(&self.features)
    }

    /// `code severity index id` of each defect.
    pub(crate) fn defect_lines(&self) -> Vec<String> {
        let line = |defect: &Value| {
            let id = defect["id"].as_str().unwrap_or("-");
            let index = defect["feature"].as_u64().map_or_else(|| "-".to_owned(), |index| index.to_string());
            format!("{} {} {index} {id}", defect["code"].as_str().unwrap(), defect["severity"].as_str().unwrap())
        };
        self.defects.iter().map(line).collect()
    }

    pub(crate) fn mine(&self, id: &str) -> &Value {
        let found = self.features.iter().find(|mine| mine["properties"]["id"] == id);
        &found.unwrap_or_else(|| panic!("no mine {id}"))["properties"]
    }
}

/// A temporary folder; thousands of runs go by faster where no disk is waited for.
pub(crate) fn folder_in_memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Properties of the mines of a `FeatureCollection`, or of `GeoJSONSeq` text.
pub(crate) fn features(text: &str) -> Vec<Value> {
    match serde_json::from_str::<Value>(text) {
        Ok(mut collection) if collection["features"].is_array() => match collection["features"].take() {
            Value::Array(features) => features,
            _ => Vec::new(),
        },
        _ => text.lines().map(|line| serde_json::from_str(line.trim_start_matches('\u{1e}')).unwrap()).collect(),
    }
}

pub(crate) fn flagged_ids(features: &[Value]) -> Vec<String> {
    let flagged = |mine: &&Value| mine["properties"]["flagged"] == true || mine["properties"]["flagged"] == 1;
    let id = |mine: &Value| mine["properties"]["id"].as_str().unwrap_or("?").to_owned();
    features.iter().filter(flagged).map(id).collect()
}

/// A layer as GDAL reads it, as GeoJSON features.
pub(crate) fn read_again(world: &World, file: &str, layer: &str, options: &[&str]) -> Vec<Value> {
    let output = Command::new("ogr2ogr")
        .args(["-f", "GeoJSON", "/vsistdout/", file])
        .args((!layer.is_empty()).then_some(layer))
        .args(options)
        .current_dir(world.path(""))
        .output()
        .expect("gdal-bin is installed");
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{file}: {message}");
    assert!(!message.contains("ERROR"), "{file}: {message}");
    let mut found = features(&String::from_utf8(output.stdout).unwrap_or_else(|error| panic!("{file}: {error}")));
    if file == "x.fgb" {
        // A FlatGeobuf holds its features in the order of its index; every other format in that of the source.
        found.sort_by_key(|feature| feature["properties"]["id"].as_str().unwrap_or("").to_owned());
    }
    found
}

/// Every file and folder below a folder, with the bytes of the files.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            if path.is_dir() {
                folders.push(path);
                found.insert(format!("{name}/"), Vec::new());
            } else {
                found.insert(name, fs::read(&path).unwrap_or_default());
            }
        }
    }
    found
}
