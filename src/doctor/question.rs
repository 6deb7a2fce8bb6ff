//! What is to be examined: layers as they are written on the command line, or those of plans.

use std::path::Path;

use crate::domain::Role;
use crate::error::Error;
use crate::plan::{LayerPlan, Output, Plan};
use crate::write;

/// A layer to be examined.
#[derive(Clone, Debug)]
pub struct Target {
    /// Where it is, and what is said of its fields.
    pub layer: LayerPlan,
    /// What it is used as; `None`: it is guessed.
    pub role: Option<Role>,
    /// Who says so: `plan` or `option`.
    pub said_by: &'static str,
}

/// What is to be examined.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The layers.
    pub targets: Vec<Target>,
    /// A layer of areas whose borders are known to be right.
    pub reference: Option<LayerPlan>,
}

/// Makes sure before anything is read that findings can be written to an output: that it is no input, that nothing stands
/// there (unless it may be replaced), that its folder can be written to.
///
/// # Errors
/// Whichever of these does not hold.
pub fn preflight(question: &Question, output: &Output, overwrite: bool) -> Result<(), Error> {
    let mut layers = question.targets.iter().map(|target| &target.layer).chain(&question.reference);
    let Some(first) = layers.next() else { return Ok(()) };
    let mut plan = Plan::for_mines(first.clone());
    plan.receptors = layers.cloned().collect();
    plan.outputs = vec![output.clone()];
    plan.overwrite = overwrite;
    write::preflight(&plan)
}

/// Whether a path names a plan: a `plan.toml`, or a folder that holds one.
fn is_plan(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) || path.join("plan.toml").exists()
}

impl Question {
    /// All layers of a plan, in their roles.
    #[must_use]
    pub fn of_plan(plan: &Plan) -> Self {
        let target = |layer: &LayerPlan, role| Target { layer: layer.clone(), role: Some(role), said_by: "plan" };
        let zones = plan.zones.iter().map(|(kind, layer)| target(layer, Role::Zones(*kind)));
        let receptors = plan.receptors.iter().map(|layer| target(layer, Role::Receptors));
        let targets = std::iter::once(target(&plan.mines, Role::Mines)).chain(zones).chain(receptors).collect();
        Self { targets, reference: None }
    }

    /// The question for layers as they are written on the command line; a plan, or a folder with one, stands for all its
    /// layers.
    ///
    /// # Errors
    /// A plan that cannot be read, a folder without one, an option behind a file that is not known.
    pub fn parse(layers: &[String], role: Option<Role>, reference: Option<&str>) -> Result<Self, Error> {
        let mut question = Self::default();
        for text in layers {
            let path = Path::new(text);
            if is_plan(path) {
                question.targets.extend(Self::of_plan(&Plan::from_path(path)?).targets);
                continue;
            }
            let is_layer = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gdb"));
            if path.is_dir() && !is_layer {
                return Err(Error::Usage {
                    problem: format!("{text}: the folder holds no plan.toml"),
                    hint: Some(format!("draft one: oreline init {text}, or name the layers themselves")),
                });
            }
            question.targets.push(Target { layer: crate::plan::parse_layer(text)?, role, said_by: "option" });
        }
        question.reference = reference.map(crate::plan::parse_layer).transpose()?;
        Ok(question)
    }
}
