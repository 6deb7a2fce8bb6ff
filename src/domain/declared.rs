//! Areas that a source declares, and which way of measuring they come from.
//!
//! Offices measured mining rights in the plane of a Gauss-Krüger zone in former years and measure them on the ellipsoid
//! now; a register holds both. Far from a central meridian the two differ by more than the last digit of a declared area.

use std::fmt;

use super::area_unit::{AreaUnit, plain};

/// Rounding of doubles, as a share: an area given with all its digits still fits.
const SLACK: f64 = 1e-9;

/// Which measured areas a declared one is the rounding of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaFit {
    /// The one on the ellipsoid.
    Ellipsoidal,
    /// The one in the plane of the Gauss-Krüger zone.
    Planar,
    /// Both: its digits do not tell them apart.
    Both,
    /// None of the two.
    Neither,
}

impl AreaFit {
    /// The word that stands in output fields.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ellipsoidal => "ellipsoidal",
            Self::Planar => "planar",
            Self::Both => "both",
            Self::Neither => "neither",
        }
    }
}

impl fmt::Display for AreaFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// An area as it was declared, and how finely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeclaredArea {
    /// Square metres.
    pub m2: f64,
    /// One unit of the last digit given, in square metres: 100 for 0.6752 km².
    pub step_m2: f64,
}

impl DeclaredArea {
    /// Reads a number with or without a unit: `0.6752`, `12.50`, `1e3`, `1,234.5`, `0.6752平方公里`, `12.5 ha`, `30亩`.
    ///
    /// A unit that stands with the number wins over the given one. Every digit that is written counts for the step: that
    /// of `12.50` is 0.01, that of `1e3` is 1000, so the text has to be that of the source. Commas may stand in front of
    /// groups of three digits. `None` for a blank, a negative number, an unknown unit, or anything else.
    #[must_use]
    pub fn parse(text: &str, unit: AreaUnit) -> Option<Self> {
        let text = plain(text);
        let text = text.trim();
        let (number, rest) = text.split_at(length_of_number(text));
        let rest = rest.trim();
        let rest = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(rest);
        let unit = if rest.is_empty() { unit } else { AreaUnit::parse(rest)? };
        let (value, step) = value_and_step(number)?;
        let declared = Self { m2: value * unit.factor_m2(), step_m2: step * unit.factor_m2() };
        (declared.m2.is_finite() && declared.step_m2.is_finite() && declared.step_m2 > 0.0).then_some(declared)
    }

    /// Whether it is a rounding of a measured area: not further away than half a step.
    #[must_use]
    fn is_rounding_of(&self, measured_m2: f64) -> bool {
        (self.m2 - measured_m2).abs() <= self.step_m2 / 2.0 + SLACK * self.m2.abs()
    }
}

/// An area as offices measure it, from its corners as they stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OfficeAreas {
    /// By the series of the land-survey rule as it is printed, which takes an edge as the middle of its longitudes.
    pub rule_m2: f64,
    /// In the plane of the 3-degree Gauss-Krüger zone of its middle.
    pub planar_m2: f64,
}

/// Which of the measured areas a declared one is the rounding of. On the ellipsoid both count: the exact area and that of
/// the rule as it is printed. An area on the limit of two roundings fits both.
#[must_use]
pub fn fit(declared: &DeclaredArea, exact_m2: f64, offices: &OfficeAreas) -> AreaFit {
    let is_ellipsoidal = declared.is_rounding_of(exact_m2) || declared.is_rounding_of(offices.rule_m2);
    match (is_ellipsoidal, declared.is_rounding_of(offices.planar_m2)) {
        (true, true) => AreaFit::Both,
        (true, false) => AreaFit::Ellipsoidal,
        (false, true) => AreaFit::Planar,
        (false, false) => AreaFit::Neither,
    }
}

/// How many bytes of the beginning belong to a number.
fn length_of_number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = usize::from(text.starts_with('+'));
    while is_digit(end) || bytes.get(end).is_some_and(|byte| b".,".contains(byte)) {
        end += 1;
    }
    if bytes.get(end).is_some_and(|byte| b"eE".contains(byte)) {
        let sign = usize::from(bytes.get(end + 1).is_some_and(|byte| b"+-".contains(byte)));
        if is_digit(end + 1 + sign) {
            end += 1 + sign;
            while is_digit(end) {
                end += 1;
            }
        }
    }
    end
}

/// The value of a number and that of one unit of its last digit.
fn value_and_step(number: &str) -> Option<(f64, f64)> {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default().trim_start_matches('+');
    let is_grouped = whole.contains(',');
    let is_well_grouped =
        (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3) && !fraction.contains(',');
    if (is_grouped && !is_well_grouped) || (first.is_empty() && fraction.is_empty()) {
        return None;
    }
    let digits = whole.replace(',', "");
    let value: f64 = format!("{digits}.{fraction}e{exponent}").parse().ok()?;
    let last = exponent.parse::<i64>().ok()?.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    // Parsed, since powers of ten that are multiplied together are not the nearest doubles.
    Some((value, format!("1e{last}").parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::AreaUnit::{Hectare, Mu, SquareKilometre, SquareMetre};
    use super::{AreaFit, DeclaredArea, OfficeAreas};

    fn fit(declared: &DeclaredArea, ellipsoidal_m2: f64, planar_m2: f64) -> AreaFit {
        super::fit(declared, ellipsoidal_m2, &OfficeAreas { rule_m2: ellipsoidal_m2, planar_m2 })
    }

    fn is_near(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-12 * b.abs()
    }

    #[test]
    fn numbers_are_read_with_the_unit_of_their_last_digit() {
        for (text, unit, m2, step_m2) in [
            ("0.6752", SquareKilometre, 675_200.0, 100.0),
            ("12.50", Hectare, 125_000.0, 100.0),
            ("1e3", SquareMetre, 1000.0, 1000.0),
            ("1.25E-2", SquareKilometre, 12_500.0, 100.0),
            ("1E+2", Hectare, 1e6, 1e6),
            ("17269", SquareMetre, 17_269.0, 1.0),
            ("30", Mu, 20_000.0, 10_000.0 / 15.0),
            ("0.6752平方公里", Hectare, 675_200.0, 100.0),
            ("12.5 ha", SquareKilometre, 125_000.0, 1000.0),
            ("30亩", SquareKilometre, 20_000.0, 10_000.0 / 15.0),
            ("  0.5 (km²) ", Mu, 500_000.0, 100_000.0),
            ("０．６７５２", SquareKilometre, 675_200.0, 100.0),
            ("1,234.5", SquareMetre, 1234.5, 0.1),
            ("+5", SquareMetre, 5.0, 1.0),
            (".5", SquareMetre, 0.5, 0.1),
            ("5.", SquareMetre, 5.0, 1.0),
            ("0", SquareMetre, 0.0, 1.0),
            ("2E", SquareMetre, f64::NAN, 0.0),
        ] {
            let declared = DeclaredArea::parse(text, unit);
            if m2.is_nan() {
                assert_eq!(declared, None, "{text}");
            } else {
                let declared = declared.unwrap();
                assert!(is_near(declared.m2, m2) && is_near(declared.step_m2, step_m2), "{text}: {declared:?}");
            }
        }
    }

    #[test]
    fn what_is_no_area_is_not_read() {
        for text in [
            "",
            " ",
            "\u{3000}",
            "-1",
            "约0.5",
            "0.5约",
            "nan",
            "inf",
            "null",
            "1,5",
            "12,34",
            "1,2345",
            "1,234,5",
            ",123",
            "1.2.3",
            "1.2,3",
            "30万亩",
            "1 2",
            "--",
            "1e400",
            "1e-400",
            "1e99999999999999999999",
            "+",
            ".",
            "e5",
            "5 m",
            "5+",
            "0x10",
            "无",
            "1..2",
            "(",
            "1()2",
        ] {
            assert_eq!(DeclaredArea::parse(text, SquareMetre), None, "{text}");
        }
    }

    #[test]
    fn a_declared_area_fits_what_it_is_a_rounding_of() {
        let declared = DeclaredArea::parse("0.6752", SquareKilometre).unwrap();
        for (ellipsoidal, planar, expected) in [
            (675_200.0, 675_600.0, AreaFit::Ellipsoidal),
            (675_400.0, 675_249.9, AreaFit::Planar),
            (675_150.0, 675_250.0, AreaFit::Both),
            (675_149.0, 675_251.0, AreaFit::Neither),
            (f64::NAN, f64::INFINITY, AreaFit::Neither),
        ] {
            assert_eq!(fit(&declared, ellipsoidal, planar), expected, "{ellipsoidal} {planar}");
        }
        // Blocks of Ningbo, published in 2019, with the areas computed for them.
        for (text, ellipsoidal, planar) in [("2653", 2652.4, 2653.0), ("1586", 1585.3, 1585.6)] {
            assert_eq!(
                fit(&DeclaredArea::parse(text, SquareMetre).unwrap(), ellipsoidal, planar).word(),
                "planar",
                "{text}"
            );
        }
        let exact = DeclaredArea { m2: 675_412.345_678, step_m2: 1e-12 };
        assert_eq!(fit(&exact, 675_412.345_678_1, 675_600.0), AreaFit::Ellipsoidal);
    }
}
