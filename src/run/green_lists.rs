//! Lists of green mines: from files to what they say of the mines.

use super::Found;
use crate::check;
use crate::domain::{Defect, DefectCode, GreenMatches, Judgement, LayerSource, Role, ZoneKind};
use crate::error::Error;
use crate::green::{GreenList, NamedMine, Stated, match_mines};
use crate::plan::GreenPlan;
use crate::read;

/// The lists of a plan, with what is wrong with single rows of them.
#[derive(Clone, Debug, Default)]
pub struct GreenLists {
    lists: Vec<GreenList>,
    /// Rows that are not understood; they count for nothing.
    pub defects: Vec<Defect>,
}

impl GreenLists {
    /// Loads the lists of a plan.
    ///
    /// # Errors
    /// A file that cannot be read; a list without names, levels or years.
    pub fn load(plans: &[GreenPlan]) -> Result<Self, Error> {
        let mut loaded = Self::default();
        for plan in plans {
            let table = read::table_rows(&plan.table.path, plan.table.sheet.as_deref(), None)?;
            let stated = Stated { level: plan.level, year: plan.year };
            let list = GreenList::from_rows(&table.path, &table.texts(), stated)
                .map_err(|fault| Error::GreenList { message: fault.to_string() })?;
            let source =
                LayerSource { role: Role::Mines, path: plan.table.path.clone(), layer: plan.table.sheet.clone() };
            loaded.defects.extend(list.problems.iter().map(|fault| Defect {
                source: source.clone(),
                feature: None,
                id: None,
                code: DefectCode::GreenListRow,
                reason: fault.to_string(),
                at: None,
            }));
            loaded.lists.push(list);
        }
        Ok(loaded)
    }

    /// What the lists say of the mines; `None` where there is no list.
    #[must_use]
    pub fn matched(&self, found: &Found<'_>, judgements: &[Judgement]) -> Option<GreenMatches> {
        if self.lists.is_empty() {
            return None;
        }
        let names = check::mine_names(&found.layer, found.name_field.as_deref());
        let units = found.zones.get(ZoneKind::Prefecture as usize).map_or(&[][..], |zones| &zones.zones);
        // The lists are Chinese: a unit is compared by its Chinese name.
        let chinese: Vec<Option<String>> = units
            .iter()
            .map(|unit| {
                let is_chinese = |name: &String| name.chars().any(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign));
                let others = ["name_zh", "名称"].into_iter().filter_map(|field| unit.attributes.words(field));
                std::iter::once(unit.name.clone()).chain(others).find(is_chinese)
            })
            .collect();
        let mines = found.layer.mines.iter().zip(&names).zip(judgements).zip(0..);
        let mines = mines.map(|(((mine, names), judgement), index)| NamedMine {
            index,
            id: mine.id.as_deref(),
            names: names.iter().map(String::as_str).collect(),
            prefecture: judgement.prefecture.and_then(|unit| chinese[unit as usize].as_deref()),
            county: None,
        });
        Some(match_mines(&self.lists, mines))
    }
}
