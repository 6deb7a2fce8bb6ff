//! Degrees, minutes and seconds written as one number: 109.3045 for 109°30′45″. Read as degrees, they are off by up to 40
//! kilometres.
//!
//! No single number tells. In numbers of true degrees the first two decimals reach 60 in 40 of 100 cases, and so do the next
//! two; where none of many does, they are minutes and seconds.

use geo::Coord;

use super::finding::{Finding, PACKED_DMS};

/// With fewer different numbers nothing is said. By chance alone 16 of them would pass once in ten million cases.
const LEAST_NUMBERS: usize = 16;

/// The four first decimals of a number that has at least one, and whether it has four or more.
fn decimals(value: f64) -> Option<(u32, u32, bool)> {
    let text = format!("{}", value.abs());
    let (_, decimals) = text.split_once('.')?;
    let digit = |at: usize| decimals.as_bytes().get(at).map_or(0, |digit| u32::from(digit - b'0'));
    Some((digit(0) * 10 + digit(1), digit(2) * 10 + digit(3), decimals.len() >= 4))
}

/// Suspects degree coordinates of being packed.
pub(super) fn finding(sample: &[Coord<f64>]) -> Option<Finding> {
    let mut values: Vec<f64> = sample.iter().flat_map(|at| [at.x, at.y]).filter(|value| value.abs() <= 180.0).collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    let numbers: Vec<(u32, u32, bool)> = values.iter().filter_map(|value| decimals(*value)).collect();
    let full = numbers.iter().filter(|(_, _, is_full)| *is_full).count();
    let is_packed = numbers.iter().all(|(minutes, seconds, _)| *minutes < 60 && *seconds < 60);
    if full < LEAST_NUMBERS || full * 2 < numbers.len() || !is_packed {
        return None;
    }
    let example = values.iter().find(|value| decimals(**value).is_some_and(|(_, _, is_full)| is_full))?;
    let (minutes, seconds, _) = decimals(*example)?;
    let reason = format!(
        "in all {} different coordinates minutes and seconds are below 60: they seem to be degrees, minutes, seconds (ddd.mmss)",
        numbers.len()
    );
    let evidence = format!("{example} would be {}°{minutes:02}′{seconds:02}″", example.trunc());
    let remedy = "if so, make degrees of them at the source (degrees + minutes / 60 + seconds / 3600), or give a table that spells \
                  them out, such as 109°30′45″ or 109-30-45, which is read";
    Some(Finding::new(PACKED_DMS, reason).with(evidence).mend(remedy))
}

#[cfg(test)]
mod tests {
    use geo::Coord;

    use super::finding;

    #[test]
    fn packed_numbers_are_told_from_degrees() {
        let numbers = |step: f64| -> Vec<Coord<f64>> {
            (0..40)
                .map(|number| Coord { x: 80.0 + f64::from(number) * step, y: 40.0 + f64::from(number) * step })
                .collect()
        };
        let pack = |value: f64| {
            let seconds = (value * 3600.0).round();
            let (degrees, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
            format!("{degrees}.{:02}{:02}", (rest / 60.0).floor(), rest % 60.0).parse::<f64>().unwrap()
        };
        let degrees = numbers(0.012_345);
        let packed: Vec<Coord<f64>> = degrees.iter().map(|at| Coord { x: pack(at.x), y: pack(at.y) }).collect();
        assert!(finding(&degrees).is_none());
        let found = finding(&packed).unwrap();
        assert!(found.evidence[0].contains("would be 40°00′44″"), "{found:?}");
        // Too few, or too coarse, to tell.
        assert!(finding(&packed[..5]).is_none());
        assert!(finding(&numbers(0.25)).is_none());
        assert!(finding(&[]).is_none());
    }
}
