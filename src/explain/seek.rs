//! Finds the mine that a person means.

use crate::domain::{Defect, Mine, MineLayer, Role};
use crate::error::Error;
use crate::plan::Plan;
use crate::suggest;

/// So many mines are listed in a message.
const LISTED: usize = 10;

/// The names of a mine, in the order of fields: of the field that the plan names, and of fields that are called like names.
#[must_use]
pub fn names(layer: &MineLayer<'_>, plan: &Plan, mine: &Mine<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for field in name_fields(layer, plan) {
        if let Some(name) = mine.attributes.words(field).filter(|name| !names.contains(name)) {
            names.push(name);
        }
    }
    names
}

fn name_fields<'l>(layer: &'l MineLayer<'_>, plan: &'l Plan) -> impl Iterator<Item = &'l str> {
    let is_name = |field: &str| {
        let lower = field.to_lowercase();
        lower == "name"
            || lower.starts_with("name_")
            || lower.ends_with("_name")
            || field.contains("名称")
            || field.ends_with("名")
    };
    let named = plan.mines.fields.name.as_deref();
    let others = layer.fields.iter().map(|field| field.name.as_str());
    named.into_iter().chain(others.filter(move |field| is_name(field) && Some(*field) != named))
}

/// The position of the mine among those in use: that of this id, else of this name, else of `#N`, the feature's number.
///
/// # Errors
/// [`Error::Usage`] where there is none, with what is nearest, and where there are several, with all of them.
pub fn seek(layer: &MineLayer<'_>, plan: &Plan, defects: &[Defect], wanted: &str) -> Result<usize, Error> {
    let wanted = wanted.trim();
    let positions = |is_meant: &dyn Fn(&Mine<'_>) -> bool| -> Vec<usize> {
        layer.mines.iter().enumerate().filter(|(_, mine)| is_meant(mine)).map(|(position, _)| position).collect()
    };
    let mut found = positions(&|mine| mine.id.as_deref() == Some(wanted));
    if found.is_empty() {
        found = positions(&|mine| names(layer, plan, mine).iter().any(|name| name == wanted));
    }
    if let (true, Some(number)) =
        (found.is_empty(), wanted.strip_prefix('#').and_then(|number| number.parse::<u32>().ok()))
    {
        found = positions(&|mine| mine.index == number);
    }
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(none(layer, plan, defects, wanted)),
        several => Err(Error::Usage {
            problem: format!(
                "{}: \"{wanted}\" may mean {} mines: {}",
                layer.source,
                several.len(),
                listed(several.iter().map(|&position| called(layer, plan, &layer.mines[position])))
            ),
            hint: Some("say which by its id, or by its number: '#0' is the first feature of the layer".to_owned()),
        }),
    }
}

fn none(layer: &MineLayer<'_>, plan: &Plan, defects: &[Defect], wanted: &str) -> Error {
    let of_mines = |defect: &&Defect| defect.source.role == Role::Mines;
    let number = wanted.strip_prefix('#').and_then(|number| number.parse::<u32>().ok());
    let refused = defects.iter().filter(of_mines).find(|defect| {
        let is_meant = defect.id.as_deref() == Some(wanted) || (number.is_some() && defect.feature == number);
        is_meant && defect.code.severity() == crate::domain::Severity::Refused
    });
    if let Some(defect) = refused {
        return Error::Usage {
            problem: format!("{}: the mine \"{wanted}\" was refused: {}", layer.source, defect.reason),
            hint: Some(defect.code.hint().to_owned()),
        };
    }
    let all_names: Vec<Vec<String>> = layer.mines.iter().map(|mine| names(layer, plan, mine)).collect();
    let mut near: Vec<usize> = Vec::new();
    let words = |position: usize| {
        layer.mines[position].id.as_deref().into_iter().chain(all_names[position].iter().map(String::as_str))
    };
    let all_words = || (0..layer.mines.len()).flat_map(words);
    if let Some(nearest) = suggest::nearest(wanted, all_words()) {
        near.extend((0..layer.mines.len()).filter(|&position| words(position).any(|word| word == nearest)));
    }
    let lower = wanted.to_lowercase();
    let holds =
        |position: &usize| !lower.is_empty() && words(*position).any(|word| word.to_lowercase().contains(&lower));
    for position in (0..layer.mines.len()).filter(holds) {
        if !near.contains(&position) {
            near.push(position);
        }
    }
    let hint = if near.is_empty() {
        let first = layer.mines.first().map(|mine| called(layer, plan, mine)).unwrap_or_default();
        format!("name an id, a whole name, or a number such as '#0'; the first is {first}")
    } else {
        format!("did you mean {}?", listed(near.iter().map(|&position| called(layer, plan, &layer.mines[position]))))
    };
    Error::Usage {
        problem: format!("{}: no mine \"{wanted}\" among {}", layer.source, layer.mines.len()),
        hint: Some(hint),
    }
}

/// A mine in a list: number, id, names.
fn called(layer: &MineLayer<'_>, plan: &Plan, mine: &Mine<'_>) -> String {
    let names = names(layer, plan, mine);
    let words: Vec<&str> = mine.id.as_deref().into_iter().chain(names.iter().map(String::as_str)).collect();
    format!("#{} {}", mine.index, words.join(" ")).trim_end().to_owned()
}

fn listed(words: impl ExactSizeIterator<Item = String>) -> String {
    let count = words.len();
    let shown: Vec<String> = words.take(LISTED).collect();
    let more = count - shown.len();
    if more > 0 { format!("{} and {more} more", shown.join("; ")) } else { shown.join("; ") }
}
