//! `manifest.json` of a delivery: what it was made from, how, what came out, and the content hash of every part.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::counts::Counts;
use super::gpkg::{self, TableSum};
use super::manifest;
use super::staged::Staged;
use crate::clock;
use crate::digest;
use crate::domain::{Input, Report};
use crate::error::Error;
use crate::plan::Plan;

/// Its name in the folder.
pub const MANIFEST_NAME: &str = "manifest.json";
/// What stands in its member `program`.
const PROGRAM: &str = "oreline";
/// The member that holds the sum of all others.
const OWN_SUM: &str = "manifest_sha256";

/// One part of a delivery, as its manifest lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name, relative to the folder, with `/` between folders.
    pub path: String,
    /// The sum of its bytes; of a GeoPackage that of its content, which stays the same when QGIS opens it.
    pub sha256: String,
    /// Its size; not of a GeoPackage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// The tables of a GeoPackage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<PartTable>,
}

/// A table of a GeoPackage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartTable {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// The sum of its rows.
    pub sha256: String,
}

impl From<TableSum> for PartTable {
    fn from(table: TableSum) -> Self {
        Self { name: table.name, rows: table.rows, sha256: table.sha256 }
    }
}

impl Part {
    /// Whether its name leads into the folder of the delivery: a manifest that somebody made up could name any file of the
    /// machine.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        let mut steps = Path::new(&self.path).components();
        steps.all(|step| matches!(step, std::path::Component::Normal(_)))
    }

    /// The part as it lies in a file; `name` is that in the manifest.
    ///
    /// # Errors
    /// A file that cannot be read, or a `.gpkg` that is no GeoPackage.
    pub fn of(file: &Path, name: &str) -> Result<Self, Error> {
        if Path::new(name).extension().is_none_or(|ending| ending != "gpkg") {
            let failed = |source| Error::Read { path: name.to_owned(), source };
            let (bytes, sha256) = digest::of_file(file).map_err(failed)?;
            return Ok(Self { path: name.to_owned(), sha256, bytes: Some(bytes), tables: Vec::new() });
        }
        let failed = |error: gpkg::GpkgError| Error::GeoPackage {
            message: error.to_string().replace(&file.display().to_string(), name),
        };
        let tables: Vec<PartTable> = gpkg::sums(file).map_err(failed)?.into_iter().map(PartTable::from).collect();
        let all: Vec<String> = tables.iter().map(|table| format!("{} {}\n", table.sha256, table.name)).collect();
        Ok(Self { path: name.to_owned(), sha256: digest::of_bytes(all.concat().as_bytes()), bytes: None, tables })
    }
}

/// The manifest in a folder of deliveries.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The parts that it lists.
    pub parts: Vec<Part>,
    /// The inputs that it lists.
    pub inputs: Vec<ManifestInput>,
    /// Whether its own sum is right: nobody edited it.
    pub is_intact: bool,
}

/// An input, as a manifest lists it.
#[derive(Clone, Debug, Deserialize)]
pub struct ManifestInput {
    /// What it was used as.
    pub role: String,
    /// The files that it consisted of.
    #[serde(default)]
    pub files: Vec<ManifestFile>,
}

/// A file, as a manifest lists it.
#[derive(Clone, Debug, Deserialize)]
pub struct ManifestFile {
    /// Its path, as it was given.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

impl Manifest {
    /// Reads the manifest of a folder; `None` where there is none.
    ///
    /// # Errors
    /// A file that cannot be read, or that oreline did not write.
    pub fn of_folder(folder: &Path) -> Result<Option<Self>, Error> {
        let path = folder.join(MANIFEST_NAME);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(Error::Read { path: path.display().to_string(), source }),
        };
        let fail = |problem: String| Error::Manifest { path: path.display().to_string(), problem };
        let mut members: Map<String, Value> =
            serde_json::from_slice(&text).map_err(|error| fail(format!("is no JSON object: {error}")))?;
        if members.get("program").and_then(Value::as_str) != Some(PROGRAM) {
            return Err(fail("was not written by oreline".to_owned()));
        }
        if members.get("schema_version").and_then(Value::as_u64) != Some(1) {
            return Err(fail("is of another version of oreline".to_owned()));
        }
        let stated = members.remove(OWN_SUM);
        let is_intact = stated.is_some_and(|sum| sum.as_str() == Some(&own_sum(&members)));
        let damaged = |error: serde_json::Error| fail(format!("is damaged: {error}"));
        let mut member = |name: &str| members.remove(name).unwrap_or_else(|| json!([]));
        let parts = serde_json::from_value(member("outputs")).map_err(damaged)?;
        let inputs = serde_json::from_value(member("inputs")).map_err(damaged)?;
        Ok(Some(Self { parts, inputs, is_intact }))
    }
}

fn own_sum(members: &Map<String, Value>) -> String {
    digest::of_bytes(serde_json::to_string(members).unwrap_or_default().as_bytes())
}

/// Writes the manifest of parts that are ready beside their places.
pub(super) fn write(report: &Report<'_>, plan: &Plan, folder: &Path, parts: &[Part]) -> Result<Staged, Error> {
    let measures = &report.measures;
    let choice = |name: &str, choice: &str| json!({"name": name, "choice": choice});
    let rulings = report.rulings.as_ref();
    let packs = rulings.map(|rulings| {
        let pack = |pack: &crate::domain::PackInForce| json!({"id": pack.id, "kind": pack.kind, "unverified": pack.is_unverified});
        rulings.packs.iter().map(pack).collect::<Vec<_>>()
    });
    let readings =
        rulings.map(|rulings| rulings.readings.iter().map(|(name, chosen)| choice(name, chosen)).collect::<Vec<_>>());
    let encodings: Vec<Value> = report
        .encodings()
        .map(|(source, text)| json!({"role": source.role.to_string(), "path": source.path.display().to_string(), "encoding": text.to_string()}))
        .collect();
    let members = [
        ("schema_version", json!(1)),
        ("program", json!(PROGRAM)),
        ("version", json!(env!("CARGO_PKG_VERSION"))),
        ("written", json!(clock::now())),
        ("title", json!(report.title)),
        ("inputs", json!(report.provenance.inputs.iter().map(input).collect::<Vec<_>>())),
        ("encodings", json!(encodings)),
        (
            "options",
            json!({
                "lang": report.style.language.word(),
                "theme": report.style.theme.word(),
                "csv": report.style.csv,
                "only_flagged": plan.only_flagged,
                "strict": plan.strict,
                "as_of": rulings.map(|rulings| rulings.as_of.to_string()),
                "readings": readings,
            }),
        ),
        ("rule_packs", json!(packs)),
        (
            "thresholds",
            json!({
                "near_m": measures.near_m,
                "sliver_m2": measures.sliver_m2,
                "sliver_width_m": measures.sliver_width_m,
                "uncertainty_m": measures.uncertainty_m,
                "mines_uncertainty_m": measures.mines_uncertainty_m,
                "self_overlap": measures.self_overlap,
                "balance": measures.balance.map(|step| format!("{} {}", step.count, step.unit.word())),
            }),
        ),
        (
            "methods",
            json!(
                manifest::METHODS.into_iter().map(|(name, text)| (name.to_owned(), json!(text))).collect::<Map<_, _>>()
            ),
        ),
        ("counts", Value::Object(Counts::of(report).to_json(&report.defects))),
        ("outputs", json!(parts)),
    ];
    let mut members: Map<String, Value> = members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    members.insert(OWN_SUM.to_owned(), json!(own_sum(&members)));
    let staged = Staged::beside(&folder.join(MANIFEST_NAME));
    let text = serde_json::to_string_pretty(&members).unwrap_or_default() + "\n";
    fs::write(staged.path(), text).map_err(|source| staged.error(source))?;
    Ok(staged)
}

fn input(input: &Input) -> Value {
    let files: Vec<Value> =
        input.files.iter().map(|file| json!({"path": file.path, "bytes": file.bytes, "sha256": file.sha256})).collect();
    json!({
        "role": input.role,
        "path": input.path,
        "layer": input.layer,
        "crs": input.crs,
        "features": input.features,
        "files": files,
    })
}
