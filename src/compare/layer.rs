//! The answer as files: the mines that changed as a layer, with tables in a package; or a folder with sheets beside it.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use geo::Geometry;

use super::change::{Cause, Change, FieldChange, Kind};
use super::json::rounded;
use super::tables::{sheet_of_changes, sheet_of_statistics, tables};
use super::{Comparison, Request};
use crate::domain::FieldKind;
use crate::error::Error;
use crate::plan::{Format, Output};
use crate::style::Shown;
use crate::write::{self, Column, Content, PlainLayer, PlainRow, Value};

/// The files of a folder: the package, and two sheets.
const PARTS: [&str; 3] = ["changes.gpkg", "changes.csv", "statistics.csv"];

/// The files that an output consists of.
fn files(output: &Output) -> Vec<PathBuf> {
    match output {
        Output::Stdout => Vec::new(),
        Output::Folder(folder) => PARTS.iter().map(|part| folder.join(part)).collect(),
        Output::File(path, Format::Shapefile) => {
            ["shp", "shx", "dbf", "prj", "cpg", "qml"].iter().map(|end| path.with_extension(end)).collect()
        }
        Output::File(path, format) => {
            let style = format.has_style_beside().then(|| path.with_extension("qml"));
            [path.clone()].into_iter().chain(style).collect()
        }
    }
}

/// Makes sure that outputs may be written before anything is compared.
pub(super) fn preflight(request: &Request, inputs: &[&Path]) -> Result<(), Error> {
    let inputs: Vec<PathBuf> = inputs.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let mut seen = Vec::new();
    for output in &request.outputs {
        if *output == Output::Stdout {
            return Err(Error::Usage {
                problem: "-o -: standard output has the summary".to_owned(),
                hint: Some("write a layer to a file, or take --json".to_owned()),
            });
        }
        for file in files(output) {
            if file.canonicalize().is_ok_and(|real| inputs.contains(&real)) {
                return Err(Error::OutputIsInput(file));
            }
            if seen.contains(&file) {
                let problem = format!("{}: two outputs would stand in this place", file.display());
                return Err(Error::Usage { problem, hint: Some("give them names of their own".to_owned()) });
            }
            if file.is_dir() {
                return Err(Error::IsFolder(file.display().to_string()));
            }
            if file.exists() && !request.overwrite {
                return Err(Error::OutputExists(file));
            }
            seen.push(file);
        }
    }
    Ok(())
}

/// Writes all outputs, all of them or none. Gives the files, and what formats could not hold.
pub(super) fn write(request: &Request, comparison: &Comparison) -> Result<(Vec<PathBuf>, Vec<String>), Error> {
    if request.outputs.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let layer = layer(request, comparison);
    let tables = tables(comparison);
    let sheets = [sheet_of_changes(comparison), sheet_of_statistics(comparison)];
    let mut files: Vec<(PathBuf, Content<'_>)> = Vec::new();
    let mut folders: Vec<&Path> = Vec::new();
    for output in &request.outputs {
        match output {
            Output::Stdout => {}
            Output::Folder(folder) => {
                folders.push(folder);
                files.push((folder.join(PARTS[0]), Content::Layer(&layer, &tables, Format::GeoPackage)));
                files.extend(
                    PARTS[1..].iter().zip(&sheets).map(|(name, sheet)| (folder.join(name), Content::Bytes(sheet))),
                );
            }
            Output::File(path, format) => files.push((path.clone(), Content::Layer(&layer, &tables, *format))),
        }
    }
    write::several(&folders, &files)
}

pub(super) fn text(text: impl Into<String>) -> Value<'static> {
    Value::Text(Cow::Owned(text.into()))
}

pub(super) fn word(value: Option<&String>) -> Value<'static> {
    value.map_or(Value::Null, text)
}

pub(super) fn count(number: usize) -> Value<'static> {
    Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

pub(super) fn number(value: Option<f64>, steps: f64) -> Value<'static> {
    value.map_or(Value::Null, |value| Value::Real(rounded(value, steps)))
}

/// Name, kind and title of the columns. No name is longer than a Shapefile holds.
pub(super) const COLUMNS: [(&str, FieldKind, &str, &str); 32] = [
    ("mine", FieldKind::Text, "矿山编号 Mine", "id of the mine, or its number in its layer, from 0"),
    ("name", FieldKind::Text, "矿山名称 Name", ""),
    ("synthetic", FieldKind::Boolean, "合成数据 Synthetic", "its attributes say that it is made up"),
    ("change", FieldKind::Text, "结论变化 Change", "what became of the result: newly_flagged, cleared, changed, none"),
    ("presence", FieldKind::Text, "矿山去留 Presence", "stayed, moved, added or gone; a gone mine stands where it was"),
    ("kinds", FieldKind::Text, "变化类型 Kinds of change", "all kinds of change, joined by ;"),
    ("causes", FieldKind::Text, "原因 Causes", "why the result changed, joined by ;"),
    ("cause_kind", FieldKind::Text, "原因类型 Kinds of cause", "joined by ;"),
    ("flag_old", FieldKind::Boolean, "原预警 Flagged before", ""),
    ("flag_new", FieldKind::Boolean, "现预警 Flagged now", ""),
    ("verd_old", FieldKind::Text, "原判定 Verdict before", ""),
    ("verd_new", FieldKind::Text, "现判定 Verdict now", ""),
    ("basis_old", FieldKind::Text, "原预警依据 Flag basis before", ""),
    ("basis_new", FieldKind::Text, "现预警依据 Flag basis now", ""),
    ("claus_old", FieldKind::Text, "原适用条款 Clauses before", ""),
    ("claus_new", FieldKind::Text, "现适用条款 Clauses now", ""),
    ("pref_old", FieldKind::Text, "原地州 Prefecture before", "where it changed"),
    ("pref_new", FieldKind::Text, "现地州 Prefecture now", "where it changed"),
    ("frag_old", FieldKind::Text, "原脆弱性 Fragility before", "where it changed"),
    ("frag_new", FieldKind::Text, "现脆弱性 Fragility now", "where it changed"),
    ("redl_old", FieldKind::Text, "原红线 Red lines before", "where they changed"),
    ("redl_new", FieldKind::Text, "现红线 Red lines now", "where they changed"),
    ("results", FieldKind::Text, "全部结果变化 All results that changed", ""),
    ("attributes", FieldKind::Text, "属性变化 Attributes that changed", ""),
    ("moved_m", FieldKind::Real, "移动(米) Moved (m)", "geodesic distance; of areas that of their centres"),
    ("area_old", FieldKind::Real, "原面积(公顷) Area before (ha)", ""),
    ("area_new", FieldKind::Real, "现面积(公顷) Area now (ha)", ""),
    ("area_diff", FieldKind::Real, "不重合面积(公顷) Not in both (ha)", "what lies in one of the two outlines alone"),
    (
        "matched_by",
        FieldKind::Text,
        "匹配方式 Matched by",
        "id, place_and_name, place or name; null for added and gone mines",
    ),
    ("rivals", FieldKind::Integer, "其他可能 Might be others", "how many other mines it might be as well"),
    ("id_old", FieldKind::Text, "原编号 Id before", "where it was another"),
    ("refused", FieldKind::Text, "拒收原因 Refused", "why the new run could not use it"),
];

/// What becomes of the result, in one word.
fn result_word(change: &Change) -> &'static str {
    let is_flagged_now = change.is_flagged_now();
    match change.kinds.iter().min() {
        Some(Kind::NewlyFlagged) => "newly_flagged",
        Some(Kind::Cleared) => "cleared",
        Some(Kind::Verdict | Kind::Changed) => "changed",
        _ if is_flagged_now => "newly_flagged",
        _ => "none",
    }
}

fn presence_word(change: &Change) -> &'static str {
    [(Kind::Added, "added"), (Kind::Gone, "gone"), (Kind::Moved, "moved")]
        .into_iter()
        .find(|(kind, _)| change.is(*kind))
        .map_or("stayed", |(_, word)| word)
}

pub(super) fn in_words(changes: &[FieldChange]) -> Option<String> {
    let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    let words: Vec<String> = changes
        .iter()
        .map(|change| format!("{}: {} -> {}", change.field, word(&change.old), word(&change.new)))
        .collect();
    (!words.is_empty()).then(|| words.join("; "))
}

pub(super) fn values(change: &Change) -> Vec<Value<'static>> {
    let boolean = |value: Option<bool>| value.map_or(Value::Null, Value::Boolean);
    let of = |name: &str| change.results.iter().find(|one| one.field == name);
    let old = |name: &str| word(of(name).and_then(|one| one.old.as_ref()));
    let new = |name: &str| word(of(name).and_then(|one| one.new.as_ref()));
    let joined = |words: Vec<String>| if words.is_empty() { Value::Null } else { text(words.join("; ")) };
    let mut kinds: Vec<String> = change.causes.iter().map(|cause| cause.kind.word().to_owned()).collect();
    kinds.sort();
    kinds.dedup();
    let moved = change.moved.as_ref();
    let is_alone = change.is(Kind::Added) || change.is(Kind::Gone);
    let words: Vec<&str> = change.kinds.iter().map(|kind| kind.word()).collect();
    vec![
        text(&change.mine),
        word(change.name.as_ref()),
        Value::Boolean(change.is_synthetic),
        text(result_word(change)),
        text(presence_word(change)),
        text(words.join(";")),
        joined(change.causes.iter().map(Cause::in_words).collect()),
        joined(kinds),
        boolean(change.old_flagged),
        boolean(change.new_flagged),
        word(change.old_verdict.as_ref()),
        word(change.new_verdict.as_ref()),
        old("flag_basis"),
        new("flag_basis"),
        old("clauses"),
        new("clauses"),
        old("prefecture"),
        new("prefecture"),
        old("fragility"),
        new("fragility"),
        old("redlines"),
        new("redlines"),
        if is_alone { Value::Null } else { in_words(&change.results).map_or(Value::Null, text) },
        in_words(&change.attributes).map_or(Value::Null, text),
        number(moved.map(|moved| moved.distance_m), 1e3),
        number(moved.and_then(|moved| moved.area_old_m2).map(|m2| m2 / 1e4), 1e6),
        number(moved.and_then(|moved| moved.area_new_m2).map(|m2| m2 / 1e4), 1e6),
        number(moved.and_then(|moved| moved.difference_m2).map(|m2| m2 / 1e4), 1e6),
        change.matched_by.map_or(Value::Null, |by| text(by.word())),
        count(change.rivals),
        word(change.old_id.as_ref()),
        word(change.refused.as_ref()),
    ]
}

fn columns() -> Vec<Column> {
    COLUMNS.iter().map(|(name, kind, title, description)| Column::titled(name, *kind, title, description)).collect()
}

fn layer<'r>(request: &Request, comparison: &Comparison) -> PlainLayer<'r> {
    let columns = columns();
    let is_area = |change: &Change| matches!(change.geometry, Geometry::MultiPolygon(_));
    let all_areas = !comparison.changes.is_empty() && comparison.changes.iter().all(is_area);
    let shown = if all_areas { Shown::ChangeAreas } else { Shown::ChangePoints };
    let rows = comparison.changes.iter().map(|change| PlainRow::new(Some(change.geometry.clone()), values(change)));
    PlainLayer::new("changes", "矿山变化 Mines that changed", columns, rows.collect()).shown_as(shown, request.style)
}
