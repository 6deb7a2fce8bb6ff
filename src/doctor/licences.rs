//! What the licence numbers of a layer of mines say, and which of them say nothing.
//!
//! A number that follows a rule proves nothing: whether the licence exists is not known here. A number that follows none may
//! be older than the rules. So nothing here keeps a mine from being used.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use super::finding::{Finding, LICENCE_AS_NUMBER, LICENCE_DATE, LICENCE_DUPLICATE, LICENCE_NOT_DECODED, Spot};
use super::licence_counts::LicenceCounts;
use crate::domain::{Field, Licence, LicenceFault, RawFeature, RawLayer};

/// Names of fields that hold licence numbers; those of Shapefiles are cut after ten bytes.
pub(super) const FIELDS: [&str; 15] = [
    "licence",
    "license",
    "licence_no",
    "license_no",
    "采矿许可证号",
    "勘查许可证号",
    "许可证号",
    "许可证编号",
    "采矿证号",
    "勘查证号",
    "证号",
    "采矿许可证",
    "勘查许可证",
    "采矿许",
    "勘查许",
];

/// The digits that a double keeps of a long number.
const DIGITS_OF_NUMBERS: usize = 15;
/// How long numbers were before 2008, by the numbers that are seen; their rule is not known here.
const OLD_LENGTH: usize = 13;

/// The fields that hold licence numbers: what the plan says, else those with a usual name.
pub(super) fn fields<'f>(fields: &'f [Field], chosen: Option<&str>) -> Vec<&'f str> {
    let is_chosen = |name: &str| match chosen {
        Some(chosen) => name == chosen,
        None => FIELDS.iter().any(|usual| name.eq_ignore_ascii_case(usual)),
    };
    fields.iter().map(|field| field.name.as_str()).filter(|name| is_chosen(name)).collect()
}

/// Takes the numbers of a field apart. `today` is a year and a month: what is later was not granted yet. Places are not known
/// here.
pub(super) fn examine(raw: &RawLayer<'_>, field: &str, today: (u16, u8)) -> (LicenceCounts, Vec<Finding>) {
    let mut counts = LicenceCounts::of(field);
    let mut first: HashMap<String, &RawFeature<'_>, FixedState> = HashMap::default();
    let (mut numbers, mut faults, mut dates, mut twins) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for feature in &raw.features {
        let Some(words) = feature.attributes.words(field) else {
            counts.missing += 1;
            continue;
        };
        counts.given += 1;
        let spot = |reason: String| Spot {
            feature: Some(feature.index),
            id: feature.id.as_deref().map(str::to_owned),
            at: None,
            reason,
        };
        let is_number = feature.attributes.json(field).is_some_and(|json| !json.starts_with('"'));
        let plain = Licence::plain(&words);
        match Licence::decode(&words) {
            _ if is_number || lost_digits(&plain) => numbers.push(spot(format!("{words}: {}", lost(&plain)))),
            Ok(licence) => {
                counts.add(&licence);
                if (licence.year, licence.month) > today {
                    let (year, month) = (licence.year, licence.month);
                    dates.push(spot(format!("{words}: {year}-{month:02} is in the future")));
                }
            }
            Err(fault @ (LicenceFault::NoMonth | LicenceFault::Month(_) | LicenceFault::Year(_))) => {
                dates.push(spot(format!("{words}: {fault}")));
            }
            Err(fault) => faults.push((fault.clone(), spot(format!("{words}: {}", in_words(&fault, &plain))))),
        }
        match first.get(&plain) {
            // One and the same id twice is said by the check of ids.
            Some(earlier) if earlier.id.is_none() || earlier.id != feature.id => {
                twins.push(spot(format!("{words}: the licence number of feature {}, too", earlier.index)));
            }
            Some(_) => {}
            None => {
                first.insert(plain, feature);
            }
        }
    }
    let mut findings: Vec<Finding> = counts.finding().into_iter().collect();
    findings.extend(as_numbers(field, numbers));
    findings.extend(not_decoded(field, &counts, faults));
    findings.extend(of_dates(field, dates));
    findings.extend(of_twins(field, twins));
    (counts, findings)
}

/// Whether a text shows that it was a number once: an exponent, or nothing but zeros behind the digits that a number keeps.
fn lost_digits(text: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((digits, exponent)) = text.split_once('E') {
        let exponent = exponent.trim_start_matches('+');
        return is_digits(&digits.replacen('.', "", 1)) && is_digits(exponent);
    }
    is_digits(text)
        && text.len() > DIGITS_OF_NUMBERS + 1
        && text.bytes().skip(DIGITS_OF_NUMBERS + 1).all(|byte| byte == b'0')
}

fn lost(plain: &str) -> &'static str {
    if lost_digits(plain) { "a number, with digits lost" } else { "a number, not a text" }
}

fn in_words(fault: &LicenceFault, plain: &str) -> String {
    let is_old = plain.chars().count() == OLD_LENGTH && plain.bytes().all(|byte| byte.is_ascii_digit());
    match fault {
        _ if is_old => format!("{OLD_LENGTH} digits: perhaps from before 2008, by a rule that is not known here"),
        fault => fault.to_string(),
    }
}

fn as_numbers(field: &str, spots: Vec<Spot>) -> Option<Finding> {
    let reason = format!("licence numbers in \"{field}\" that are kept as numbers: {}", spots.len());
    let remedy = format!(
        "a number keeps {DIGITS_OF_NUMBERS} digits, no leading letter and no leading zeros: take the column from its source again \
         as text (in Excel give it the format Text before anything is typed or imported; a field of text, 23 characters wide)"
    );
    (!spots.is_empty()).then(|| Finding::new(LICENCE_AS_NUMBER, reason).mend(remedy).at(spots))
}

fn not_decoded(field: &str, counts: &LicenceCounts, faults: Vec<(LicenceFault, Spot)>) -> Option<Finding> {
    let reason =
        format!("licence numbers in \"{field}\" that follow no known rule: {} of {}", faults.len(), counts.given);
    let mut by_fault: BTreeMap<String, usize> = BTreeMap::new();
    for (fault, _) in &faults {
        *by_fault.entry(fault.to_string()).or_default() += 1;
    }
    let evidence = by_fault.iter().map(|(fault, count)| format!("{count} times: {fault}"));
    let finding = evidence.fold(Finding::new(LICENCE_NOT_DECODED, reason), Finding::with);
    let remedy = "compare with the licence; a number that is right may stay: the rules known here are of 18 characters (2007, \
                  prospecting and survey) and of 23 (2020)";
    (!faults.is_empty()).then(|| finding.mend(remedy).at(faults.into_iter().map(|(_, spot)| spot).collect()))
}

fn of_dates(field: &str, spots: Vec<Spot>) -> Option<Finding> {
    let reason = format!("licence numbers in \"{field}\" whose year or month cannot be: {}", spots.len());
    let remedy = "compare with the licence: year and month stand in the number";
    (!spots.is_empty()).then(|| Finding::new(LICENCE_DATE, reason).mend(remedy).at(spots))
}

fn of_twins(field: &str, spots: Vec<Spot>) -> Option<Finding> {
    let reason = format!("features with the licence number of an earlier one in \"{field}\": {}", spots.len());
    let remedy = "if they are parts of one right, make them one multipolygon; else correct the number that is wrong";
    (!spots.is_empty()).then(|| Finding::new(LICENCE_DUPLICATE, reason).mend(remedy).at(spots))
}
