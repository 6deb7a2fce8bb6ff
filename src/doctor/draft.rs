//! A plan.toml for a folder of layers. Every guess stands with its reason in a comment, so that a person can strike it out.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::about;
use super::guess::{self, FieldGuess};
use super::tables::{self, TableKind};
use crate::domain::{RawLayer, Role, StatedCrs, ZoneKind};
use crate::error::Error;
use crate::plan::LayerPlan;
use crate::{read, write};

/// A draft that was written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The plan.
    pub path: PathBuf,
    /// The layers that stand in it.
    layers: Vec<Planned>,
    /// Rule tables.
    rules: Vec<String>,
    /// Lists of green mines.
    green_mines: Vec<String>,
    /// Those that do not, and why.
    left_out: Vec<(String, String)>,
}

/// A layer of the plan.
#[derive(Clone, Debug)]
struct Planned {
    file: String,
    layer: Option<String>,
    role: Role,
    why: Vec<String>,
    fields: Vec<FieldGuess>,
    has_crs: bool,
    features: usize,
}

/// Drafts a plan for the layers of a folder, and writes it there.
///
/// # Errors
/// No folder, a folder without layers, a plan that is there already (unless it may be replaced), a folder that cannot be
/// written to.
pub fn draft(folder: &Path, overwrite: bool, on_layer: &mut dyn FnMut(&str)) -> Result<Draft, Error> {
    let path = folder.join("plan.toml");
    if path.exists() && !overwrite {
        return Err(Error::OutputExists(path));
    }
    let mut draft =
        Draft { path, layers: Vec::new(), rules: Vec::new(), green_mines: Vec::new(), left_out: Vec::new() };
    for file in files(folder)? {
        on_layer(&file);
        match tables::kind(&folder.join(&file)) {
            Some(TableKind::Rules) => draft.rules.push(file),
            Some(TableKind::GreenMines) => draft.green_mines.push(file),
            Some(TableKind::Examples) => draft.left_out.push((file, "examples that test a rule table".to_owned())),
            Some(TableKind::FaultyRules(why)) => {
                draft.left_out.push((file, format!("a rule table with faults: {why}")));
            }
            None => draft.look_at(folder, &file),
        }
    }
    if draft.layers.is_empty() && draft.left_out.is_empty() {
        return Err(Error::Usage {
            problem: format!("{}: the folder holds no layers", folder.display()),
            hint: Some("layers are files such as .gpkg .shp .geojson .fgb .kml .csv, or folders .gdb".to_owned()),
        });
    }
    draft.keep_one_layer_of_mines();
    draft.layers.sort_by_key(|planned| planned.role);
    let title = folder.canonicalize().ok().and_then(|folder| Some(folder.file_name()?.to_string_lossy().into_owned()));
    write::text_file(&draft.path, &draft.toml(&title.unwrap_or_default()))?;
    Ok(draft)
}

/// Names of files that may hold layers, sorted. What oreline wrote itself is no source.
fn files(folder: &Path) -> Result<Vec<String>, Error> {
    let failed = |source| Error::Read { path: folder.display().to_string(), source };
    if !folder.exists() {
        return Err(Error::NoSuchFile(folder.display().to_string()));
    }
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        let is_own = name.starts_with('.') || name.starts_with("flagged.") || name.ends_with(".defects.geojson");
        if !is_own && about::format(Path::new(&name)).is_some() {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

impl Draft {
    fn look_at(&mut self, folder: &Path, file: &str) {
        let plan = LayerPlan { path: folder.join(file), ..LayerPlan::default() };
        match self.look_at_layer(&plan, file) {
            Err(Error::SeveralLayers { .. }) => {
                let names = read::open(plan.request(Role::Mines)).and_then(|open| open.layer_names());
                for name in names.unwrap_or_default() {
                    let plan = LayerPlan { layer: Some(name.clone()), ..plan.clone() };
                    if let Err(error) = self.look_at_layer(&plan, file) {
                        self.left_out.push((format!("{file}:{name}"), error.to_string()));
                    }
                }
            }
            Err(error) => self.left_out.push((file.to_owned(), error.to_string())),
            Ok(()) => {}
        }
    }

    fn look_at_layer(&mut self, plan: &LayerPlan, file: &str) -> Result<(), Error> {
        let open = read::open(plan.request(Role::Mines))?;
        let raw: RawLayer<'_> = open.read()?;
        let shown = plan.layer.as_ref().map_or_else(|| file.to_owned(), |layer| format!("{file}:{layer}"));
        let Some(guess) = guess::role(&raw) else {
            let fields: Vec<&str> = raw.fields.iter().map(|field| field.name.as_str()).collect();
            self.left_out.push((shown, format!("nothing says what it is used as; fields: {}", fields.join(", "))));
            return Ok(());
        };
        let fields = guess::fields(&raw, guess.role);
        if guess.role == Role::Zones(ZoneKind::Position) && !fields.iter().any(|field| field.key == "class") {
            self.left_out.push((shown, "looks like positions, and no field holds core or periphery".to_owned()));
            return Ok(());
        }
        self.layers.push(Planned {
            file: file.to_owned(),
            layer: plan.layer.clone(),
            role: guess.role,
            why: guess.why,
            fields,
            has_crs: raw.crs != StatedCrs::Unstated,
            features: raw.features.len(),
        });
        Ok(())
    }

    /// A plan has one layer of mines: that which most speaks for, of equals the larger one.
    fn keep_one_layer_of_mines(&mut self) {
        let mines = self.layers.iter().enumerate().filter(|(_, planned)| planned.role == Role::Mines);
        let best =
            mines.max_by_key(|(number, planned)| (planned.why.len(), planned.features, std::cmp::Reverse(*number)));
        let Some(best) = best.map(|(number, _)| number) else { return };
        let layers = std::mem::take(&mut self.layers);
        for (number, planned) in layers.into_iter().enumerate() {
            if planned.role == Role::Mines && number != best {
                self.left_out
                    .push((planned.shown(), "looks like mines, too; a plan has one layer of mines".to_owned()));
            } else {
                self.layers.push(planned);
            }
        }
    }

    /// Whether the plan can be run as it is: it has mines, zones, and every layer states its system.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let has = |is: fn(Role) -> bool| self.layers.iter().any(|planned| is(planned.role));
        has(|role| role == Role::Mines)
            && has(|role| matches!(role, Role::Zones(_)))
            && self.layers.iter().all(|planned| planned.has_crs)
    }

    fn toml(&self, title: &str) -> String {
        let mut text = format!(
            "# Drafted by oreline init. Every line is a guess whose reason stands behind it: strike out what is wrong.\n\
             title = {}\n",
            quoted(title)
        );
        for (key, files, why) in [
            ("rules", &self.rules, "tables with conditions and verdicts"),
            ("green_mines", &self.green_mines, "names of mines with level and year"),
        ] {
            if !files.is_empty() {
                let files: Vec<String> = files.iter().map(|file| quoted(file)).collect();
                push_line(&mut text, &format!("{key} = [{}]", files.join(", ")), why);
            }
        }
        if !self.layers.iter().any(|planned| planned.role == Role::Mines) {
            text.push_str("\n# No layer of mines was found; a plan needs one:\n# [mines]\n# path = \"FILE\"\n");
        }
        for planned in &self.layers {
            planned.push(&mut text);
        }
        if !self.left_out.is_empty() {
            text.push_str("\n# Left out:\n");
        }
        for (layer, why) in &self.left_out {
            let _ = writeln!(text, "# {}: {}", one_line(layer), one_line(why));
        }
        text
    }

    /// For people.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{} written\n", self.path.display());
        for planned in &self.layers {
            let _ =
                writeln!(text, "  {:<12} {} ({})", planned.role.to_string(), planned.shown(), planned.why.join(", "));
            if !planned.has_crs {
                let _ = writeln!(text, "  {:<12} states no coordinate system: say it in the plan", "");
            }
        }
        for (key, files) in [("rules", &self.rules), ("green mines", &self.green_mines)] {
            for file in files {
                let _ = writeln!(text, "  {key:<12} {file}");
            }
        }
        for (layer, why) in &self.left_out {
            let _ = writeln!(text, "  {:<12} {layer} ({why})", "left out");
        }
        let folder = self.path.parent().map_or_else(|| ".".to_owned(), |folder| folder.display().to_string());
        let _ = write!(text, "next: oreline check {folder}, then oreline flag {folder} -o out/");
        text
    }

    /// One JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        let layer = |planned: &Planned| {
            let fields: Map<String, Value> =
                planned.fields.iter().map(|guess| (guess.key.to_owned(), json!(guess.field))).collect();
            json!({
                "layer": planned.shown(), "role": planned.role.to_string(), "why": planned.why, "fields": fields,
                "states_crs": planned.has_crs,
            })
        };
        json!({
            "schema_version": 1,
            "plan": self.path.display().to_string(),
            "complete": self.is_complete(),
            "layers": self.layers.iter().map(layer).collect::<Vec<_>>(),
            "rules": self.rules,
            "green_mines": self.green_mines,
            "left_out": self.left_out.iter().map(|(layer, why)| json!({"layer": layer, "why": why})).collect::<Vec<_>>(),
        })
        .to_string()
    }
}

impl Planned {
    fn shown(&self) -> String {
        self.layer.as_ref().map_or_else(|| self.file.clone(), |layer| format!("{}:{layer}", self.file))
    }

    fn push(&self, text: &mut String) {
        text.push('\n');
        let (head, kind) = match self.role {
            Role::Mines => ("[mines]", None),
            Role::Zones(kind) => ("[[zones]]", Some(kind.word())),
            Role::Receptors => ("[[zones]]", Some("receptor")),
        };
        let why = one_line(&self.why.join(", "));
        match kind {
            None => push_line(text, head, &why),
            Some(kind) => {
                let _ = writeln!(text, "{head}");
                push_line(text, &format!("kind = {}", quoted(kind)), &why);
            }
        }
        let _ = writeln!(text, "path = {}", quoted(&self.file));
        if let Some(layer) = &self.layer {
            let _ = writeln!(text, "layer = {}", quoted(layer));
        }
        if !self.has_crs {
            push_line(text, "# crs = \"EPSG:4490\"", "the layer states none, and is refused until it is said here");
        }
        for guess in &self.fields {
            push_line(text, &format!("{} = {}", guess.key, quoted(&guess.field)), &guess.why);
        }
    }
}

/// A line with a comment behind it; comments stand in one column, where the lines are short enough.
fn push_line(text: &mut String, line: &str, comment: &str) {
    let _ = writeln!(text, "{line:<40} # {comment}");
}

/// Text without line breaks and control characters, for comments.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", control as u32);
            }
            plain => quoted.push(plain),
        }
    }
    quoted.push('"');
    quoted
}
