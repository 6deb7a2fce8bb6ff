//! `oreline query`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::progress::Progress;
use super::query_at::{IndexChoice, PlaceQuestion};
use super::{Common, query_at, terminal};
use oreline::error::{Error, ExitStatus};
use oreline::plan::parse_layer;
use oreline::query::{self, Answer, Filter, Format, Question, parse_box, parse_place};

/// Arguments of `oreline query`.
#[derive(Args, Debug)]
#[command(after_help = "\
PLAN is a plan.toml, a folder that holds one, or a delivery: its folder, or a .gpkg
Places of one kind add up (in any of the zones), places of two kinds restrict each other (in the
zone and in the box); a border belongs to its place. Without a place all mines are asked
A zone is named in Chinese, English or pinyin, or by its id: 喀什地区, Kashgar, kashi, 653100
Conditions are SQL on all fields of the source, those that oreline adds, lon, lat and mine (the
number of the feature): Chinese names as they are, odd ones in double quotes, texts in single
quotes. A word in double quotes that no field has is a text where it is compared with a field
--sql asks the tables mines, zones, hits and defects; nothing can be changed by it

Examples:
  oreline query layers/xinjiang --at 75.99,39.72
  oreline query layers/xinjiang --at '75°58′E 39°43′N' --as mineral=molybdenum,right=mining
  oreline query layers/xinjiang --at - < points.txt
  oreline query layers/xinjiang --zone 喀什地区 --where \"mineral = 'copper' and flagged\"
  oreline query layers/xinjiang --bbox 73.4,37.4,77,41.1 --format csv > mines.csv
  oreline query layers/xinjiang --mine XJ-D001
  oreline query layers/xinjiang --nearest 5 --at 75.99,39.72 --where 'not flagged'
  oreline query layers/xinjiang --zone Kezhou --where \"source like '%Table 8%'\" \\
      --group-by mineral --across scale --sum producing
  oreline query layers/xinjiang --group-by prefecture,fragility --order-by 'flagged desc' --limit 3
  oreline query layers/xinjiang --sql 'select kind, count(*) n from hits group by kind'
  oreline query layers/xinjiang --where \"verdict = 'prohibited'\" -o prohibited.gpkg")]
pub(super) struct QueryArguments {
    /// A plan.toml, or a folder that holds one
    plan: PathBuf,
    /// A place: LON,LAT in degrees, or degrees, minutes and seconds; - reads one from each line of standard input; may be repeated
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    at: Vec<String>,
    /// The coordinate system of the places [default: EPSG:4490]
    #[arg(long, value_name = "CRS")]
    crs: Option<String>,
    /// Judge a mine of this kind at the places: mineral=…,right=…,status=…
    #[arg(long = "as", value_name = "FACT=VALUE,…", requires = "at")]
    as_mine: Option<String>,
    #[command(flatten)]
    index: IndexChoice,
    #[command(flatten)]
    places: PlaceArguments,
    #[command(flatten)]
    filter: FilterArguments,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Places")]
struct PlaceArguments {
    /// What lies in a box: west, south, east, north; may be repeated
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true)]
    bbox: Vec<String>,
    /// What lies in the polygons of a layer, a file as oreline flag takes it; may be repeated
    #[arg(long, value_name = "FILE")]
    within: Vec<String>,
    /// What lies in a zone, by any of its names or its id, or KIND:NAME; may be repeated
    #[arg(long, value_name = "NAME")]
    zone: Vec<String>,
    /// One mine: its id, else its whole name, else '#N', its number in the layer from 0; may be repeated
    #[arg(long, value_name = "ID")]
    mine: Vec<String>,
    /// The N nearest mines to --at, --mine or --zone, with distance and bearing
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    nearest: Option<u64>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Filters")]
struct FilterArguments {
    /// The mines that meet a condition
    #[arg(long = "where", value_name = "EXPR", allow_hyphen_values = true)]
    condition: Option<String>,
    /// These fields or expressions, with AS where they want a name
    #[arg(long, value_name = "EXPR,…", conflicts_with = "group_by", allow_hyphen_values = true)]
    select: Option<String>,
    /// Sorted by these, with desc for the largest first
    #[arg(long, value_name = "EXPR,…", allow_hyphen_values = true)]
    order_by: Option<String>,
    /// So many at most
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Mines and flagged mines counted for each value of these
    #[arg(long, value_name = "EXPR,…", allow_hyphen_values = true)]
    group_by: Option<String>,
    /// With --group-by: counts for each value of this, as columns
    #[arg(long, value_name = "EXPR", requires = "group_by", allow_hyphen_values = true)]
    across: Option<String>,
    /// With --group-by: the sum of this; may be repeated
    #[arg(long, value_name = "EXPR", requires = "group_by", allow_hyphen_values = true)]
    sum: Vec<String>,
    /// A whole SELECT instead, on the tables mines (those in the places), zones, hits and defects
    #[arg(long, value_name = "SELECT", allow_hyphen_values = true, conflicts_with_all = ["condition", "select", "order_by", "limit", "group_by"])]
    sql: Option<String>,
    /// Stop a statement after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86400))]
    timeout: u64,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
struct OutputArguments {
    /// How the answer is shown [default: table]; --json is json
    #[arg(long, value_name = "FORMAT")]
    format: Option<FormatWord>,
    /// What is listed: mines, or the zones that the places meet
    #[arg(long, value_name = "WHAT", conflicts_with_all = ["condition", "select", "order_by", "group_by", "sql", "nearest"])]
    list: Option<ListWord>,
    /// A file instead, by its extension: .gpkg .geojson .geojsonl .fgb .parquet .shp .csv .kml .xlsx
    #[arg(short, long, value_name = "OUT", conflicts_with = "format")]
    output: Option<String>,
    /// Replace a file that exists
    #[arg(long)]
    overwrite: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatWord {
    Table,
    Json,
    Jsonl,
    Csv,
    Geojson,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ListWord {
    Mines,
    Zones,
}

impl QueryArguments {
    /// The format that was asked for: --format, else JSON with --json, else a table.
    fn format(&self, common: &Common) -> Result<Format, Error> {
        match self.output.format {
            Some(word) if common.json && word != FormatWord::Json => Err(Error::Usage {
                problem: "--json and --format ask for two formats".to_owned(),
                hint: Some("leave one out".to_owned()),
            }),
            None if common.json => Ok(Format::Json),
            Some(FormatWord::Table) | None => Ok(Format::Table),
            Some(FormatWord::Json) => Ok(Format::Json),
            Some(FormatWord::Jsonl) => Ok(Format::JsonLines),
            Some(FormatWord::Csv) => Ok(Format::Csv),
            Some(FormatWord::Geojson) => Ok(Format::GeoJson),
        }
    }

    /// Whether anything is asked that --at alone does not answer.
    fn asks_mines(&self) -> bool {
        let PlaceArguments { bbox, within, zone, mine, .. } = &self.places;
        let FilterArguments { condition, select, order_by, limit, group_by, sql, .. } = &self.filter;
        let has_place = [bbox, within, zone, mine].iter().any(|places| !places.is_empty());
        let texts = [condition, select, order_by, group_by, sql];
        has_place || texts.iter().any(|text| text.is_some()) || limit.is_some() || self.output.list.is_some()
    }

    fn question(&self) -> Result<Question, Error> {
        let from = match (self.at.as_slice(), self.places.nearest) {
            ([], _) => None,
            ([at], Some(_)) => Some(parse_place(at, self.crs.as_deref())?),
            (_, Some(_)) => {
                return Err(Error::Usage {
                    problem: "--nearest is measured from one --at".to_owned(),
                    hint: Some("ask once for each place".to_owned()),
                });
            }
            (_, None) => {
                return Err(Error::Usage {
                    problem: "--at asks which zones hold a place, and the other options ask for mines".to_owned(),
                    hint: Some("with --nearest N the mines around a place are found".to_owned()),
                });
            }
        };
        let parse = |layers: &[String]| layers.iter().map(|text| parse_layer(text)).collect::<Result<_, _>>();
        Ok(Question {
            boxes: self.places.bbox.iter().map(|text| parse_box(text)).collect::<Result<_, _>>()?,
            within: parse(&self.places.within)?,
            zones: self.places.zone.clone(),
            mines: self.places.mine.clone(),
            from,
            filter: Filter {
                condition: self.filter.condition.clone(),
                select: self.filter.select.clone(),
                order_by: self.filter.order_by.clone(),
                limit: self.filter.limit,
                group_by: self.filter.group_by.clone(),
                sums: self.filter.sum.clone(),
                across: self.filter.across.clone(),
                sql: self.filter.sql.clone(),
                nearest: self.places.nearest,
                seconds: self.filter.timeout,
            },
            lists_zones: self.output.list == Some(ListWord::Zones),
        })
    }
}

pub(super) fn run(arguments: &QueryArguments, common: &Common) -> Result<ExitStatus, Error> {
    if !arguments.at.is_empty() && arguments.places.nearest.is_none() && !arguments.asks_mines() {
        let question = PlaceQuestion {
            plan: &arguments.plan,
            at: &arguments.at,
            crs: arguments.crs.as_deref(),
            as_mine: arguments.as_mine.as_deref(),
            index: &arguments.index,
            format: arguments.format(common)?,
            output: arguments.output.output.as_deref(),
            overwrite: arguments.output.overwrite,
        };
        return query_at::run(&question, common);
    }
    if arguments.crs.is_some() && arguments.at.is_empty() {
        return Err(Error::Usage {
            problem: "--crs is that of --at".to_owned(),
            hint: Some("a box is in degrees; a layer states its own: --within FILE,crs=EPSG:4527".to_owned()),
        });
    }
    let format = arguments.format(common)?;
    let question = arguments.question()?;
    let progress = Progress::new(common.quiet || common.json);
    let told = query::query(&arguments.plan, &question, &mut |stage| progress.enter(stage), |answer| {
        told(&answer, arguments, format)
    });
    progress.finish();
    let (bytes, notes) = told?;
    if !common.quiet {
        for note in &notes {
            terminal::error_line(&format!("note: {note}"));
        }
    }
    terminal::bytes(&bytes)?;
    Ok(ExitStatus::Complete)
}

/// What goes to standard output, and what to standard error.
fn told(answer: &Answer<'_>, arguments: &QueryArguments, format: Format) -> Result<(Vec<u8>, Vec<String>), Error> {
    let mut notes = answer.notes.clone();
    let mut bytes = Vec::new();
    if let Some(path) = &arguments.output.output {
        let (files, said) = answer.save(path, arguments.output.overwrite)?;
        notes.extend(said);
        let rows = answer.rows.rows.len();
        let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        let object = format == Format::Json;
        bytes = if object { query::saved_json(rows, &files) } else { format!("{rows} rows: {}\n", files.join(", ")) }
            .into_bytes();
    } else {
        // Writing to memory does not fail.
        let _ = answer.write(format, &mut bytes);
    }
    Ok((bytes, notes))
}
