//! A mine that is not there: what it would state of itself.

use std::path::PathBuf;

use crate::check::{self, FieldChoice, STATEMENTS};
use crate::domain::{Attributes, DefectCode, Field, FieldKind, LayerSource, Mine, MineLayer, MineShape, Role};
use crate::error::Error;
use crate::rules::{Statement, Statements};
use crate::run::RuleSet;
use crate::suggest;

/// What a mine at a place would state.
#[derive(Clone, Debug)]
pub(super) struct Supposed {
    /// As it was asked.
    pub(super) text: String,
    statements: Statements,
}

impl Supposed {
    /// Reads `mineral=molybdenum,right=mining`. Several values of a fact are joined by `;`, as in a layer.
    pub(super) fn parse(text: &str, rules: Option<&RuleSet>) -> Result<Self, Error> {
        let usage = |problem: String, hint: Option<String>| Error::Usage { problem, hint };
        let known = || format!("it can say: {}", STATEMENTS.join(", "));
        let mut members = serde_json::Map::new();
        for part in text.split([',', '，']).map(str::trim).filter(|part| !part.is_empty()) {
            let Some((name, value)) = part.split_once('=').map(|(name, value)| (name.trim(), value.trim())) else {
                return Err(usage(format!("--as {text}: \"{part}\" is no FACT=VALUE"), Some(known())));
            };
            if !STATEMENTS.contains(&name) {
                let nearest = suggest::nearest(name, STATEMENTS.into_iter());
                let hint = nearest.map_or_else(known, |nearest| format!("did you mean \"{nearest}\"? {}", known()));
                return Err(usage(format!("--as {text}: mines do not state \"{name}\""), Some(hint)));
            }
            members.insert(name.to_owned(), value.into());
        }
        let statements = rules.map(|rules| stated(members, rules)).transpose()?.unwrap_or_default();
        Ok(Self { text: text.to_owned(), statements })
    }

    /// The statements of so many such mines.
    pub(super) fn statements(&self, mines: usize) -> Statements {
        self.statements.map_columns(|column| vec![column.first().copied().unwrap_or(Statement::Missing); mines])
    }
}

fn stated(members: serde_json::Map<String, serde_json::Value>, rules: &RuleSet) -> Result<Statements, Error> {
    let fields = members.keys().map(|name| Field { name: name.clone(), kind: FieldKind::Text }).collect();
    let mine = Mine {
        index: 0,
        id: None,
        id_member: None,
        attributes: Attributes::from_object_text(serde_json::Value::Object(members).to_string()),
        shape: MineShape::Point(geo::Coord { x: 0.0, y: 0.0 }, None),
    };
    let layer = MineLayer {
        source: LayerSource { role: Role::Mines, path: PathBuf::from("--as"), layer: None },
        fields,
        encoding: None,
        read: 1,
        mines: vec![mine],
        declared: Vec::new(),
        crs_uncertainty_m: 0.0,
        crs: String::new(),
    };
    let (statements, defects) =
        check::statements(&layer, &FieldChoice::default(), &rules.in_force.facts, &rules.vocabulary);
    // What is not said is not known, which is no fault of a mine that is not there.
    match defects.into_iter().find(|defect| defect.code != DefectCode::NoStatement) {
        None => Ok(statements),
        Some(defect) => Err(Error::Usage {
            problem: format!("--as: {}", defect.reason),
            hint: Some("say it in another word; docs/rules.md tells how a vocabulary gets new ones".to_owned()),
        }),
    }
}
