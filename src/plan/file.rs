//! `plan.toml`. Every key is known or an error: a misspelt one must not be passed over.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::layer_text::split_layer;
use super::{
    LayerPlan, Plan, parse_area, parse_language, parse_length, parse_output, parse_step, parse_theme, quantity,
};
use crate::check::{STATEMENTS, vocabulary};
use crate::domain::{DatumChoice, DatumParameters, DeliveryStyle, Measures, ZoneKind};
use crate::error::Error;
use crate::suggest;

const TOP_KEYS: [&str; 8] = ["title", "title_zh", "output", "mines", "zones", "lang", "theme", "csv"];
const RULE_KEYS: [&str; 5] = ["rules", "vocabulary", "as_of", "readings", "green_mines"];
const MEASURE_KEYS: [&str; 6] = ["near", "uncertainty", "sliver_area", "sliver_width", "self_overlap", "balance"];
const MINE_KEYS: [&str; 3] = ["area", "area_unit", "licence"];
const LAYER_KEYS: [&str; 9] =
    ["path", "layer", "id", "name", "crs", "crs_parameters", "crs_uncertainty", "encoding", "uncertainty"];
const ZONE_KEYS: [&str; 4] = ["kind", "class", "classes", "service"];
/// The kind of layers that mines are measured to; they hold no mine.
const RECEPTOR: &str = "receptor";

/// Parses the text of a plan; relative paths are relative to `folder`.
pub(super) fn parse(text: &str, file: &Path, folder: &Path) -> Result<Plan, Error> {
    Reader { file, folder }.plan(text)
}

pub(super) struct Reader<'p> {
    file: &'p Path,
    pub(super) folder: &'p Path,
}

impl Reader<'_> {
    pub(super) fn fail<T>(&self, problem: impl Into<String>, hint: Option<String>) -> Result<T, Error> {
        Err(Error::Plan { path: self.file.display().to_string(), problem: problem.into(), hint })
    }

    fn plan(&self, text: &str) -> Result<Plan, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let table: Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                let is_plan = self.file.extension().is_some_and(|extension| extension == "toml");
                let hint = (!is_plan).then(|| format!("a layer of mines is named so: --mines {}", self.file.display()));
                return self.fail(format!("not sound TOML: {}", error.to_string().trim()), hint);
            }
        };
        self.known_keys(&table, "the plan", &[&TOP_KEYS, &MEASURE_KEYS, &RULE_KEYS])?;
        let Some(mines) = table.get("mines") else {
            return self.fail("no [mines]", Some("add [mines] with path = \"FILE\"".to_owned()));
        };
        let mines = self.mines(self.table(mines, "[mines]")?)?;
        let zones = match table.get("zones") {
            None => &[][..],
            Some(Value::Array(zones)) => zones.as_slice(),
            Some(_) => {
                return self.fail("\"zones\" is not a list", Some("write [[zones]], with two brackets".to_owned()));
            }
        };
        let mut plan = Plan::for_mines(mines);
        for (number, zone) in zones.iter().enumerate() {
            match self.zone(number + 1, zone)? {
                (Some(kind), layer) => plan.zones.push((kind, layer)),
                (None, layer) => plan.receptors.push(layer),
            }
        }
        plan.file = Some(self.file.to_owned());
        plan.title = self.text(&table, "title", "the plan")?;
        plan.title_zh = self.text(&table, "title_zh", "the plan")?;
        plan.style = self.style(&table)?;
        plan.measures = self.measures(&table)?;
        plan.rules = self.rules(&table)?;
        plan.green_mines = self.green_mines(&table)?;
        let outputs = self.texts(&table, "output", |text| self.output_place(text))?;
        plan.outputs = outputs.iter().map(|text| parse_output(text)).collect::<Result<_, _>>()?;
        Ok(plan)
    }

    fn measures(&self, table: &Table) -> Result<Measures, Error> {
        let usual = Measures::default();
        let place = "the plan";
        Ok(Measures {
            near_m: self.quantity(table, "near", place, parse_length)?.unwrap_or(usual.near_m),
            uncertainty_m: self.quantity(table, "uncertainty", place, parse_length)?,
            sliver_m2: self.quantity(table, "sliver_area", place, parse_area)?.unwrap_or(usual.sliver_m2),
            sliver_width_m: self.quantity(table, "sliver_width", place, parse_length)?.unwrap_or(usual.sliver_width_m),
            balance: self.quantity(table, "balance", place, parse_step)?,
            self_overlap: self.boolean(table, "self_overlap")?,
            ..usual
        })
    }

    fn style(&self, table: &Table) -> Result<DeliveryStyle, Error> {
        let usual = DeliveryStyle::default();
        let place = "the plan";
        Ok(DeliveryStyle {
            language: self.quantity(table, "lang", place, parse_language)?.unwrap_or(usual.language),
            theme: self.quantity(table, "theme", place, parse_theme)?.unwrap_or(usual.theme),
            csv: self.boolean(table, "csv")?,
        })
    }

    fn boolean(&self, table: &Table, key: &str) -> Result<bool, Error> {
        match table.get(key) {
            None => Ok(false),
            Some(Value::Boolean(wanted)) => Ok(*wanted),
            Some(_) => self.fail(format!("\"{key}\" is neither true nor false"), None),
        }
    }

    /// A value that is written as text: a length or an area with its unit, a choice.
    fn quantity<T>(
        &self,
        table: &Table,
        key: &str,
        place: &str,
        parse: fn(&str, &str) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let text = match table.get(key) {
            // A bare number says no unit, and that is what there is to say of it.
            Some(number @ (Value::Integer(_) | Value::Float(_))) => number.to_string(),
            _ => match self.text(table, key, place)? {
                Some(text) => text,
                None => return Ok(None),
            },
        };
        match parse(key, &text) {
            Ok(value) => Ok(Some(value)),
            Err(Error::Usage { problem, hint }) => self.fail(format!("{place}: {problem}"), hint),
            Err(error) => Err(error),
        }
    }

    /// The parameters of a datum: a list of numbers.
    fn parameters(&self, table: &Table, place: &str) -> Result<Option<DatumParameters>, Error> {
        let key = "crs_parameters";
        let Some(value) = table.get(key) else { return Ok(None) };
        let number = |value: &Value| match value {
            Value::Integer(number) => Ok(*number as f64),
            Value::Float(number) => Ok(*number),
            _ => Err("a parameter is no number".to_owned()),
        };
        let numbers = match value {
            Value::Array(list) => list.iter().map(number).collect(),
            _ => Err("it is no list of numbers".to_owned()),
        };
        match quantity::parameters(key, &value.to_string(), numbers) {
            Ok(parameters) => Ok(Some(parameters)),
            Err(Error::Usage { problem, hint }) => self.fail(format!("{place}: {problem}"), hint),
            Err(error) => Err(error),
        }
    }

    pub(super) fn known_keys(&self, table: &Table, place: &str, known: &[&[&str]]) -> Result<(), Error> {
        let known = || known.iter().copied().flatten().copied();
        match table.keys().find(|key| !known().any(|known| known == key.as_str())) {
            None => Ok(()),
            Some(key) => {
                let hint = match suggest::nearest(key, known()) {
                    Some(nearest) => format!("did you mean \"{nearest}\"?"),
                    None => format!("known keys: {}", known().collect::<Vec<_>>().join(", ")),
                };
                self.fail(format!("unknown key \"{key}\" in {place}"), Some(hint))
            }
        }
    }

    pub(super) fn table<'t>(&self, value: &'t Value, place: &str) -> Result<&'t Table, Error> {
        match value {
            Value::Table(table) => Ok(table),
            _ => self.fail(format!("{place} is not a table"), None),
        }
    }

    pub(super) fn text(&self, table: &Table, key: &str, place: &str) -> Result<Option<String>, Error> {
        match table.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => self.fail(format!("\"{key}\" in {place} is not text"), Some(format!("write {key} = \"…\""))),
        }
    }

    /// One text or a list of them, each as `place` turns it.
    pub(super) fn texts<T>(&self, table: &Table, key: &str, place: impl Fn(&str) -> T) -> Result<Vec<T>, Error> {
        match table.get(key) {
            None => Ok(Vec::new()),
            Some(Value::String(text)) => Ok(vec![place(text)]),
            Some(Value::Array(items)) => items
                .iter()
                .map(|item| match item {
                    Value::String(text) => Ok(place(text)),
                    _ => self.fail(format!("\"{key}\" holds something that is not text"), None),
                })
                .collect(),
            Some(_) => self.fail(format!("\"{key}\" is neither text nor a list"), None),
        }
    }

    fn output_place(&self, text: &str) -> String {
        if text == "-" {
            return text.to_owned();
        }
        let slash = if text.ends_with('/') { "/" } else { "" };
        format!("{}{slash}", self.folder.join(text).display().to_string().trim_end_matches('/'))
    }

    /// The keys that mines and zones share.
    fn layer(&self, table: &Table, place: &str) -> Result<LayerPlan, Error> {
        let Some(path) = self.text(table, "path", place)? else {
            return self.fail(format!("no \"path\" in {place}"), Some("add path = \"FILE\"".to_owned()));
        };
        let whole = self.folder.join(&path);
        let (path, layer) = if path.starts_with("/vsi") {
            (PathBuf::from(path), None)
        } else {
            split_layer(&whole.display().to_string())
        };
        let mut plan = LayerPlan { path, layer: self.text(table, "layer", place)?.or(layer), ..LayerPlan::default() };
        plan.crs = self.text(table, "crs", place)?;
        plan.fields.datum = DatumChoice {
            parameters: self.parameters(table, place)?,
            uncertainty_m: self.quantity(table, "crs_uncertainty", place, parse_length)?,
        };
        plan.encoding = self.text(table, "encoding", place)?;
        plan.fields.uncertainty_m = self.quantity(table, "uncertainty", place, parse_length)?;
        plan.fields.id = self.text(table, "id", place)?;
        plan.fields.name = self.text(table, "name", place)?;
        Ok(plan)
    }

    fn mines(&self, table: &Table) -> Result<LayerPlan, Error> {
        self.known_keys(table, "[mines]", &[&LAYER_KEYS, &STATEMENTS, &MINE_KEYS])?;
        let mut plan = self.layer(table, "[mines]")?;
        plan.fields.area = self.text(table, "area", "[mines]")?;
        plan.fields.area_unit = self.text(table, "area_unit", "[mines]")?;
        plan.fields.licence = self.text(table, "licence", "[mines]")?;
        for key in STATEMENTS {
            plan.fields.statements.extend(self.text(table, key, "[mines]")?.map(|field| (key, field)));
        }
        Ok(plan)
    }

    /// A layer of zones with its kind, or of receptors, which are of no kind.
    fn zone(&self, number: usize, value: &Value) -> Result<(Option<ZoneKind>, LayerPlan), Error> {
        let place = format!("[[zones]] number {number}");
        let table = self.table(value, &place)?;
        self.known_keys(table, &place, &[&LAYER_KEYS, &ZONE_KEYS])?;
        let kinds = || ZoneKind::ALL.iter().map(|kind| kind.word()).chain([RECEPTOR]);
        let Some(word) = self.text(table, "kind", &place)? else {
            return self.fail(
                format!("no \"kind\" in {place}"),
                Some(format!("one of {}", kinds().collect::<Vec<_>>().join(", "))),
            );
        };
        let kind = ZoneKind::ALL.into_iter().find(|kind| kind.word() == word);
        if kind.is_none() && word != RECEPTOR {
            let hint = match suggest::nearest(&word, kinds()) {
                Some(nearest) => format!("did you mean \"{nearest}\"?"),
                None => format!("one of {}", kinds().collect::<Vec<_>>().join(", ")),
            };
            return self.fail(format!("{place}: unknown kind \"{word}\""), Some(hint));
        }
        let mut plan = self.layer(table, &place)?;
        plan.fields.class = self.text(table, "class", &place)?;
        plan.fields.classes = self.classes(table, &place, kind)?;
        plan.fields.service = self.text(table, "service", &place)?;
        Ok((kind, plan))
    }

    /// What class words mean; the meaning must be a word that is known.
    fn classes(&self, table: &Table, place: &str, kind: Option<ZoneKind>) -> Result<Vec<(String, String)>, Error> {
        let Some(classes) = table.get("classes") else { return Ok(Vec::new()) };
        let mut meanings = Vec::new();
        for (word, meaning) in self.table(classes, &format!("\"classes\" of {place}"))? {
            let Value::String(meaning) = meaning else {
                return self.fail(format!("{place}: what \"{word}\" means is not text"), None);
            };
            let known = match kind {
                Some(ZoneKind::Prefecture) if vocabulary::fragility(meaning).is_none() => vocabulary::fragility_words(),
                Some(ZoneKind::Position) if vocabulary::position(meaning).is_none() => vocabulary::position_words(),
                _ => {
                    meanings.push((word.clone(), meaning.clone()));
                    continue;
                }
            };
            return self.fail(
                format!("{place}: \"{word}\" is said to mean \"{meaning}\", which is not known"),
                Some(format!("known words: {known}")),
            );
        }
        Ok(meanings)
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::parse;
    use crate::domain::ZoneKind;
    use crate::error::Error;
    use crate::plan::{Output, Plan, TablePath};

    fn plan(text: &str) -> Result<Plan, Error> {
        parse(text, Path::new("层/plan.toml"), Path::new("层"))
    }

    const SOUND: &str = r#"
        title = "新疆"
        output = ["out/"]
        rules = ["规则.csv", "../法规.xlsx:表1"]
        as_of = 2025-07-01
        readings = { open_mines = "operating" }
        [mines]
        path = "mines.geojson"
        mineral = "矿种"
        [[zones]]
        kind = "prefecture"
        path = "units.gpkg:地州"
        class = "等级"
        classes = { "微度" = "mild" }
    "#;

    #[test]
    fn paths_are_relative_to_the_plan() {
        let plan = plan(SOUND).unwrap();
        assert_eq!(plan.mines.path, PathBuf::from("层/mines.geojson"));
        assert_eq!(plan.mines.fields.statements, [("mineral", "矿种".to_owned())]);
        assert_eq!(plan.outputs, [Output::Folder(PathBuf::from("层/out/"))]);
        let rules = &plan.rules;
        let table = |path: &str, sheet: Option<&str>| TablePath { path: path.into(), sheet: sheet.map(str::to_owned) };
        assert_eq!(rules.tables, [table("层/规则.csv", None), table("层/../法规.xlsx", Some("表1"))]);
        assert_eq!(rules.as_of.map(|date| date.to_string()).as_deref(), Some("2025-07-01"));
        assert_eq!(rules.readings, [("open_mines".to_owned(), "operating".to_owned())]);
        let (kind, units) = &plan.zones[0];
        assert_eq!(
            (*kind, &units.path, units.layer.as_deref()),
            (ZoneKind::Prefecture, &PathBuf::from("层/units.gpkg"), Some("地州"))
        );
        assert_eq!(units.fields.classes, [("微度".to_owned(), "mild".to_owned())]);
    }

    #[test]
    fn every_slip_is_named_with_a_way_out() {
        for (slip, with, problem, hint) in [
            ("class =", "clas =", "unknown key \"clas\"", "\"class\""),
            ("[mines]", "[mine]", "unknown key \"mine\"", "\"mines\""),
            ("2025-07-01", "\"morgen\"", "no date", "2026-01-31"),
            ("\"prefecture\"", "\"prefekture\"", "unknown kind", "\"prefecture\""),
            ("path = \"mines.geojson\"", "", "no \"path\"", "add path"),
            ("\"新疆\"", "5", "not text", "title = \"…\""),
            ("[[zones]]", "[zones]", "not a list", "two brackets"),
            ("mineral =", "crs_parameters = [1, 2]\n mineral =", "3, 4 or 7 parameters", "arc seconds"),
            ("mineral =", "crs_parameters = \"1/2/3\"\n mineral =", "no list of numbers", "arc seconds"),
            ("mineral =", "crs_uncertainty = 100\n mineral =", "it says no unit", "50m"),
        ] {
            let error = plan(&SOUND.replacen(slip, with, 1)).unwrap_err();
            assert!(error.to_string().contains(problem), "{slip} -> {with}: {error}");
            assert!(error.to_string().starts_with("层/plan.toml: "), "{error}");
            assert!(error.hint().unwrap().contains(hint), "{slip} -> {with}: {:?}", error.hint());
        }
        assert!(plan("title = ").unwrap_err().to_string().contains("line 1"));
    }
}
