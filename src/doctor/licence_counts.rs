//! What the licence numbers of a layer say, counted.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::finding::{Finding, LICENCE_NUMBERS};
use crate::domain::{Grant, Licence, LicenceKind, MineralClass, Office};

/// How many licence numbers follow a rule, and what they say.
#[derive(Clone, Debug)]
pub struct LicenceCounts {
    /// The field that holds them.
    pub field: String,
    /// Features with a value.
    pub given: usize,
    /// Features without.
    pub missing: usize,
    /// Numbers that follow a rule.
    pub decoded: usize,
    /// Prospecting, mining, survey, in words.
    pub by_kind: BTreeMap<&'static str, usize>,
    /// By issuing office: the province, or the ministry.
    pub by_province: BTreeMap<String, usize>,
    /// By the year in the number.
    pub by_year: BTreeMap<u16, usize>,
    /// By class of minerals; only prospecting numbers of 18 characters say it.
    pub by_mineral: BTreeMap<&'static str, usize>,
    /// By mode of grant; only prospecting numbers of 18 characters say it.
    pub by_grant: BTreeMap<&'static str, usize>,
    /// Numbers of 23 characters among those that follow a rule.
    pub long: usize,
}

impl LicenceCounts {
    pub(super) fn of(field: &str) -> Self {
        Self {
            field: field.to_owned(),
            given: 0,
            missing: 0,
            decoded: 0,
            by_kind: BTreeMap::new(),
            by_province: BTreeMap::new(),
            by_year: BTreeMap::new(),
            by_mineral: BTreeMap::new(),
            by_grant: BTreeMap::new(),
            long: 0,
        }
    }

    pub(super) fn add(&mut self, licence: &Licence) {
        self.decoded += 1;
        self.long += usize::from(licence.division.is_some());
        let kind = match licence.kind {
            LicenceKind::Prospecting => "prospecting 勘查",
            LicenceKind::Mining => "mining 采矿",
            LicenceKind::GeologicalSurvey => "geological survey 地质调查",
        };
        *self.by_kind.entry(kind).or_default() += 1;
        let office = match licence.office {
            Office::Ministry => "ministry 自然资源部".to_owned(),
            Office::Province(province) => format!("{} {} {}", province.code, province.name_en, province.name_zh),
        };
        *self.by_province.entry(office).or_default() += 1;
        *self.by_year.entry(licence.year).or_default() += 1;
        let mineral = licence.mineral.map(|mineral| match mineral {
            MineralClass::Energy => "energy 能源",
            MineralClass::Metal => "metal 金属",
            MineralClass::NonMetal => "non-metal 非金属",
            MineralClass::WaterAndGas => "water and gas 水气",
        });
        if let Some(mineral) = mineral {
            *self.by_mineral.entry(mineral).or_default() += 1;
        }
        let grant = licence.grant.map(|grant| match grant {
            Grant::FirstApplication => "first application 申请在先",
            Grant::Tender => "tender 招标",
            Grant::Auction => "auction 拍卖",
            Grant::Listing => "listing 挂牌",
            Grant::Agreement => "agreement 协议",
        });
        if let Some(grant) = grant {
            *self.by_grant.entry(grant).or_default() += 1;
        }
    }

    /// What the numbers are; `None` where there are none.
    pub(super) fn finding(&self) -> Option<Finding> {
        let missing = match self.missing {
            0 => String::new(),
            missing => format!("; features without one: {missing}"),
        };
        let (decoded, given) = (self.decoded, self.given);
        let reason = format!("{decoded} of {given} licence numbers in \"{}\" follow a known rule{missing}", self.field);
        let honest = (self.long > 0).then(|| {
            let long = self.long;
            format!(
                "numbers of 23 characters ({long}): where year and month stand is common knowledge; no published rule was at hand"
            )
        });
        let lines = [
            counted("by kind", &self.by_kind),
            counted("by issuing office", &self.by_province),
            counted("by year", &self.by_year),
            counted("by class of minerals", &self.by_mineral),
            counted("by mode of grant", &self.by_grant),
            honest,
        ];
        let finding = lines.into_iter().flatten().fold(Finding::new(LICENCE_NUMBERS, reason), Finding::with);
        (given > 0).then_some(finding)
    }

    /// For programs.
    pub(super) fn to_json(&self) -> Value {
        json!({
            "field": self.field, "given": self.given, "missing": self.missing, "decoded": self.decoded,
            "by_kind": object(&self.by_kind), "by_office": object(&self.by_province), "by_year": object(&self.by_year),
            "by_mineral": object(&self.by_mineral), "by_grant": object(&self.by_grant),
        })
    }
}

fn object<K: std::fmt::Display>(counts: &BTreeMap<K, usize>) -> Value {
    counts.iter().map(|(key, count)| (key.to_string(), json!(count))).collect::<Map<_, _>>().into()
}

fn counted<K: std::fmt::Display>(what: &str, counts: &BTreeMap<K, usize>) -> Option<String> {
    let parts: Vec<String> = counts.iter().map(|(key, count)| format!("{key}: {count}")).collect();
    (!parts.is_empty()).then(|| format!("{what} {}", parts.join(", ")))
}
