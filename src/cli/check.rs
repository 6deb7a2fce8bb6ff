//! `oreline check`.

use clap::{Args, ValueEnum};

use super::progress::Progress;
use super::{Common, terminal};
use oreline::doctor::{self, Question};
use oreline::domain::{Role, ZoneKind};
use oreline::error::{Error, ExitStatus};
use oreline::plan::{Format, Output, parse_output};

/// Arguments of `oreline check`.
#[derive(Args, Debug)]
#[command(after_help = "\
LAYER is FILE or FILE:LAYER, and may be followed by ,name=FIELD,class=FIELD,id=FIELD,crs=EPSG:CODE,encoding=NAME,area=FIELD,area_unit=km2,licence=FIELD
A plan.toml, or a folder that holds one, stands for all its layers in their roles
A layer that cannot be read is a finding, and the others are examined
Exit codes: 0 nothing wrong, 1 no layer could be read (nothing is written), 3 something needs a person

Examples:
  oreline check layers/xinjiang
  oreline check 采矿权.shp --as mines -o defects.gpkg
  oreline check 地州.geojson --reference layers/xinjiang/prefectures.geojson")]
pub(super) struct CheckArguments {
    /// Layers, plans, or folders with a plan
    #[arg(value_name = "LAYER", required = true)]
    layers: Vec<String>,
    /// What the layers are used as [default: it is guessed, and the guess is explained]
    #[arg(long = "as", value_name = "ROLE")]
    role: Option<RoleWord>,
    /// A layer of areas known to be right: borders are compared with it as they are, and as GCJ-02 and BD-09
    #[arg(long, value_name = "FILE")]
    reference: Option<String>,
    /// Write all findings with their places as a styled layer: .gpkg or .geojson
    #[arg(short, long, value_name = "OUT")]
    output: Option<String>,
    /// Replace an output that exists
    #[arg(long)]
    overwrite: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoleWord {
    Mines,
    Prefectures,
    Belts,
    Redlines,
    Positions,
    Functions,
    Receptors,
}

impl RoleWord {
    fn role(self) -> Role {
        match self {
            Self::Mines => Role::Mines,
            Self::Prefectures => Role::Zones(ZoneKind::Prefecture),
            Self::Belts => Role::Zones(ZoneKind::Belt),
            Self::Redlines => Role::Zones(ZoneKind::Redline),
            Self::Positions => Role::Zones(ZoneKind::Position),
            Self::Functions => Role::Zones(ZoneKind::Function),
            Self::Receptors => Role::Receptors,
        }
    }
}

fn output(text: &str) -> Result<Output, Error> {
    match parse_output(text)? {
        output @ Output::File(_, Format::GeoPackage | Format::GeoJson) => Ok(output),
        _ => Err(Error::Usage {
            problem: format!("{text}: findings are written as .gpkg or .geojson"),
            hint: Some("-o defects.gpkg".to_owned()),
        }),
    }
}

pub(super) fn run(arguments: &CheckArguments, common: &Common) -> Result<ExitStatus, Error> {
    let role = arguments.role.map(RoleWord::role);
    let question = Question::parse(&arguments.layers, role, arguments.reference.as_deref())?;
    let output = arguments.output.as_deref().map(output).transpose()?;
    if let Some(output) = &output {
        doctor::preflight(&question, output, arguments.overwrite)?;
    }
    let progress = Progress::new(common.quiet || common.json);
    let diagnosis = doctor::examine(&question, &mut |layer| progress.say(layer));
    progress.finish();
    let diagnosis = diagnosis?;
    // Whoever gets exit code 1 finds nothing written.
    let files = match output.filter(|_| !diagnosis.is_unread()) {
        Some(output) => diagnosis.write(&output)?,
        None => Vec::new(),
    };
    if common.json {
        terminal::result(&diagnosis.to_json(&files))?;
    } else if !common.quiet {
        let written = files.iter().map(|file| format!("{} written", file.display()));
        let lines: Vec<String> = std::iter::once(diagnosis.to_text()).chain(written).collect();
        terminal::result(&lines.join("\n"))?;
    }
    Ok(if diagnosis.is_unread() {
        ExitStatus::Failed
    } else if diagnosis.needs_a_person() {
        ExitStatus::Incomplete
    } else {
        ExitStatus::Complete
    })
}
