//! What one run says: its mines with their results, its zones, its rules, its settings.

use std::collections::BTreeMap;

use super::fields::{Fields, RESULTS, folded_id, folded_name, result};
use super::source::OpenRun;
use crate::check::{self, FieldChoice};
use crate::domain::{Defect, MineLayer, RawLayer, Severity, Zones};
use crate::error::Error;
use crate::run::zones_of_package;

/// A mine as one run tells of it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// Its id, in one form.
    pub(super) id: Option<String>,
    /// Its name.
    pub(super) name: Option<String>,
    /// The name in one form; empty where there is none.
    pub(super) folded_name: String,
    /// The values of [`RESULTS`].
    pub(super) results: Vec<Option<String>>,
}

impl Seen {
    /// The value of a result.
    pub(super) fn of(&self, name: &str) -> Option<&str> {
        self.results.get(result(name))?.as_deref()
    }

    pub(super) fn is_flagged(&self) -> bool {
        self.of("flagged") == Some("true")
    }
}

/// A rule, as the table `rules` of a package has it: column and value.
pub(super) type RuleRow = BTreeMap<String, String>;

/// One run.
#[derive(Debug)]
pub(super) struct Side<'a> {
    /// As it was given.
    pub(super) given: String,
    /// The mines that can be used.
    pub(super) layer: MineLayer<'a>,
    /// What is said of each.
    pub(super) seen: Vec<Seen>,
    /// Where its fields stand.
    fields: Fields,
    /// The fields of its source.
    pub(super) own_fields: Vec<String>,
    /// Each kind of [`ZoneKind::ALL`]; `None` where the file holds no zones.
    pub(super) zones: Option<Vec<Zones<'a>>>,
    /// Whether rule tables were in use.
    pub(super) has_rules: bool,
    /// The rules by id; `None` where they were in use and the file does not hold them.
    pub(super) rules: Option<BTreeMap<String, RuleRow>>,
    /// Items of the table `manifest` that decide about results.
    pub(super) settings: Vec<(String, String)>,
    /// Whether mines that are not flagged were left out.
    pub(super) only_flagged: bool,
    /// Mines that the run refused: id in one form, and why.
    pub(super) refused: BTreeMap<String, String>,
    /// What was found wrong with the layer of mines.
    pub(super) defects: Vec<Defect>,
}

/// Items of the manifest that may change results.
const SETTINGS: [&str; 7] = [
    "rules in force on",
    "reading",
    "rule pack",
    "sliver area below",
    "sliver mean width below",
    "uncertainty",
    "program",
];

impl<'a> Side<'a> {
    /// Reads a run.
    ///
    /// # Errors
    /// Files that cannot be read, and layers that `oreline flag` did not make.
    pub(super) fn read(open: &'a OpenRun) -> Result<Self, Error> {
        let raw = open.mines.read()?;
        let fields = Fields::of(&raw.fields);
        demand_results(&raw, open, &fields)?;
        let own_fields = fields.names_of_source(&raw.fields).into_iter().map(str::to_owned).collect();
        let choice = FieldChoice { name: open.name_field.clone(), ..FieldChoice::default() };
        let (layer, defects) = check::mines(raw, &choice)?;
        let name_field = check::mine_fields(&layer, &choice).name;
        let seen = layer.mines.iter().map(|mine| seen(mine, &fields, name_field.as_deref())).collect();
        let mut zones = None;
        if let Some(layers) = &open.zones {
            zones = Some(zones_of_package(layers)?.0);
        }
        let rules = match open.mines.side_table("rules")? {
            Some(table) => Some(rule_rows(&table)),
            None if fields.has_rules => None,
            None => Some(BTreeMap::new()),
        };
        let mut settings = Vec::new();
        for row in open.mines.side_table("manifest")?.iter().flat_map(|table| &table.features) {
            if let (Some(item), Some(value)) = (row.attributes.words("item"), row.attributes.words("value"))
                && SETTINGS.contains(&item.as_str())
            {
                settings.push((item, value));
            }
        }
        let refused = match &open.defects {
            Some(layer) => refused(&layer.read()?),
            None => BTreeMap::new(),
        };
        let (given, only_flagged, has_rules) = (open.given.clone(), open.only_flagged, fields.has_rules);
        Ok(Self {
            given,
            layer,
            seen,
            fields,
            own_fields,
            zones,
            has_rules,
            rules,
            settings,
            only_flagged,
            refused,
            defects,
        })
    }

    /// What the source says of a mine, nulls left out: made anew for each question, since a million mines have many.
    pub(super) fn attributes(&self, mine: usize) -> Vec<(String, String)> {
        self.fields.of_source(&self.layer.mines[mine].attributes)
    }

    /// One attribute of a mine.
    pub(super) fn attribute(&self, mine: usize, name: &str) -> Option<String> {
        self.layer.mines[mine].attributes.words(name)
    }

    /// The value of a setting; of several of one name all of them.
    pub(super) fn setting(&self, name: &str) -> Option<String> {
        let values: Vec<&str> =
            self.settings.iter().filter(|(item, _)| item == name).map(|(_, value)| value.as_str()).collect();
        (!values.is_empty()).then(|| values.join("; "))
    }

    /// How many mines are flagged.
    pub(super) fn flagged(&self) -> usize {
        self.seen.iter().filter(|mine| mine.is_flagged()).count()
    }

    /// Mines that have no place in use.
    pub(super) fn left_out(&self) -> usize {
        self.defects.iter().filter(|defect| defect.code.severity() == Severity::Refused).count()
    }
}

fn demand_results(raw: &RawLayer<'_>, open: &OpenRun, fields: &Fields) -> Result<(), Error> {
    if raw.features.is_empty() || fields.results.get(result("flagged")).is_some_and(Option::is_some) {
        return Ok(());
    }
    Err(Error::Convert {
        path: raw.source.to_string(),
        problem: "has no field \"flagged\": it is no result of oreline flag".to_owned(),
        hint: format!(
            "flag it first: oreline flag --mines {} --prefectures FILE -o out/, then compare OLD with out/",
            open.path.display()
        ),
    })
}

fn seen(mine: &crate::domain::Mine<'_>, fields: &Fields, name_field: Option<&str>) -> Seen {
    let boolean = |name: &str| matches!(name, "flagged" | "redline");
    let results = RESULTS.iter().zip(&fields.results).map(|(name, field)| {
        let words = mine.attributes.words(field.as_deref()?)?;
        Some(match words.as_str() {
            "1" | "true" | "True" | "T" if boolean(name) => "true".to_owned(),
            "0" | "false" | "False" | "F" if boolean(name) => "false".to_owned(),
            _ => words,
        })
    });
    let name = name_field.and_then(|field| mine.attributes.words(field));
    Seen {
        id: mine.id.as_deref().map(folded_id).filter(|id| !id.is_empty()),
        folded_name: name.as_deref().map(folded_name).unwrap_or_default(),
        name,
        results: results.collect(),
    }
}

fn rule_rows(table: &RawLayer<'_>) -> BTreeMap<String, RuleRow> {
    let mut rows = BTreeMap::new();
    for feature in &table.features {
        let mut row = RuleRow::new();
        feature.attributes.for_each(|_, name, json| {
            let words = crate::domain::plain_text(json);
            if json != "null" && !words.trim().is_empty() {
                row.insert(name.to_owned(), words.trim().to_owned());
            }
        });
        if let Some(id) = row.get("rule").cloned() {
            rows.insert(id, row);
        }
    }
    rows
}

/// The mines that a run refused, of its layer of defects.
fn refused(defects: &RawLayer<'_>) -> BTreeMap<String, String> {
    let mut refused = BTreeMap::new();
    for row in &defects.features {
        let words = |name: &str| row.attributes.words(name);
        if words("role").as_deref() == Some("mines")
            && words("severity").as_deref() == Some(Severity::Refused.word())
            && let (Some(id), Some(code)) = (words("id"), words("code"))
        {
            let reason = words("reason").map(|reason| format!(": {reason}")).unwrap_or_default();
            refused.insert(folded_id(&id), code + &reason);
        }
    }
    refused
}
