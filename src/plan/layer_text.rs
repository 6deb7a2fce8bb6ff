//! `FILE[:LAYER][,name=FIELD][,class=FIELD][,id=FIELD][,crs=CODE][,crs_parameters=DX/DY/DZ][,crs_uncertainty=100m]
//! [,encoding=NAME][,area=FIELD][,area_unit=UNIT][,licence=FIELD][,mineral=FIELD …]`.

use std::path::{Path, PathBuf};

use super::quantity::parse_parameters;
use super::{LayerPlan, parse_length};
use crate::check::STATEMENTS;
use crate::error::Error;
use crate::suggest;

/// What may follow a file.
const KEYS: [&str; 10] =
    ["name", "class", "id", "crs", "crs_parameters", "crs_uncertainty", "encoding", "area", "area_unit", "licence"];

/// Parses a layer as it is written on the command line.
///
/// # Errors
/// A key that is not known, or numbers that are not understood.
pub fn parse_layer(text: &str) -> Result<LayerPlan, Error> {
    let mut plan = LayerPlan::default();
    let (mut parameters, mut uncertainty) = (None, None);
    let mut file = text;
    // Options stand at the end; a comma further ahead belongs to the file name.
    while let Some((before, option)) = file.rsplit_once(',') {
        let Some((key, value)) = option.split_once('=') else { break };
        let mut statement = None;
        let slot = match key {
            "name" => &mut plan.fields.name,
            "class" => &mut plan.fields.class,
            "id" => &mut plan.fields.id,
            "crs" => &mut plan.crs,
            "crs_parameters" => &mut parameters,
            "crs_uncertainty" => &mut uncertainty,
            "encoding" => &mut plan.encoding,
            "area" => &mut plan.fields.area,
            "area_unit" => &mut plan.fields.area_unit,
            "licence" => &mut plan.fields.licence,
            _ if STATEMENTS.contains(&key) => &mut statement,
            _ if Path::new(file).exists() => break,
            _ => {
                return Err(Error::Usage {
                    problem: format!("\"{text}\": nothing called \"{key}\" can follow a file"),
                    hint: Some(match suggest::nearest(key, KEYS.into_iter().chain(STATEMENTS)) {
                        Some(nearest) => format!("did you mean \"{nearest}\"?"),
                        None => format!("one of {}, {}", KEYS.join(", "), STATEMENTS.join(", ")),
                    }),
                });
            }
        };
        if slot.is_none() {
            *slot = Some(value.to_owned());
        }
        if let (Some(field), Some(key)) = (statement, STATEMENTS.into_iter().find(|known| *known == key)) {
            // As with the other keys, the last one counts.
            if plan.fields.statements.iter().all(|(known, _)| *known != key) {
                plan.fields.statements.push((key, field));
            }
        }
        file = before;
    }
    (plan.path, plan.layer) = split_layer(file);
    let datum = &mut plan.fields.datum;
    datum.parameters = parameters.map(|text| parse_parameters("crs_parameters", &text)).transpose()?;
    datum.uncertainty_m = uncertainty.map(|text| parse_length("crs_uncertainty", &text)).transpose()?;
    Ok(plan)
}

/// Parts `FILE:LAYER`; a file whose own name holds a colon is left whole.
pub(super) fn split_layer(text: &str) -> (PathBuf, Option<String>) {
    if Path::new(text).exists() {
        return (PathBuf::from(text), None);
    }
    match text.rsplit_once(':') {
        // The colon of a Windows drive is followed by a path, a layer is not.
        Some((file, layer)) if file.len() > 1 && !layer.is_empty() && !layer.contains(['/', '\\']) => {
            (PathBuf::from(file), Some(layer.to_owned()))
        }
        _ => (PathBuf::from(text), None),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{parse_layer, split_layer};
    use crate::domain::DatumParameters;

    #[test]
    fn file_layer_and_fields_come_apart() {
        let plan = parse_layer("数据/红线.gpkg:红线2023,name=保护地名称,crs=EPSG:4527").unwrap();
        assert_eq!(plan.path, PathBuf::from("数据/红线.gpkg"));
        assert_eq!(plan.layer.as_deref(), Some("红线2023"));
        assert_eq!(plan.fields.name.as_deref(), Some("保护地名称"));
        assert_eq!(plan.crs.as_deref(), Some("EPSG:4527"));
    }

    #[test]
    fn a_drive_letter_is_no_layer() {
        assert_eq!(split_layer(r"C:\data\mines.gpkg"), (PathBuf::from(r"C:\data\mines.gpkg"), None));
    }

    #[test]
    fn what_is_said_of_the_datum_is_read() {
        let plan = parse_layer("a.shp,crs=EPSG:2362,crs_parameters=-1.5/2/3e0,crs_uncertainty=0.5m").unwrap();
        assert_eq!(plan.fields.datum.parameters, Some(DatumParameters::Translation([-1.5, 2.0, 3.0])));
        assert_eq!(plan.fields.datum.uncertainty_m, Some(0.5));
        for slip in ["a.shp,crs_parameters=1/2", "a.shp,crs_parameters=1/2/x", "a.shp,crs_uncertainty=100"] {
            let error = parse_layer(slip).unwrap_err();
            assert!(error.to_string().contains("crs_") && error.hint().is_some(), "{error}");
        }
    }

    #[test]
    fn what_mines_state_is_named_by_its_field() {
        let plan = parse_layer("矿山.shp,mineral=矿种,status=A,status=状态").unwrap();
        assert_eq!(plan.fields.statements, [("status", "状态".to_owned()), ("mineral", "矿种".to_owned())]);
    }

    #[test]
    fn a_slip_is_named() {
        let error = parse_layer("a.geojson,clas=f").unwrap_err();
        assert_eq!(error.hint().as_deref(), Some("did you mean \"class\"?"));
    }
}
