//! What a user says about the way from the datum of a layer to CGCS2000.

use std::fmt;

/// What goes beside the statement of a coordinate system whose datum PROJ cannot lead to CGCS2000.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DatumChoice {
    /// The parameters of the shift.
    pub parameters: Option<DatumParameters>,
    /// The metres by which places may be wrong, which the user accepts: without parameters the datums are taken as one.
    pub uncertainty_m: Option<f64>,
}

/// Parameters of a shift from an old datum to CGCS2000 (docs/decisions/0009).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DatumParameters {
    /// Three metres, added to geocentric X, Y, Z (EPSG method 9603).
    Translation([f64; 3]),
    /// A similarity of the plane, from the layer's northings and eastings as they stand to those of CGCS2000 in the same
    /// projection: `N' = north + scale (N cos r - E sin r)`, `E' = east + scale (N sin r + E cos r)`.
    Plane {
        /// Metres.
        north_m: f64,
        /// Metres.
        east_m: f64,
        /// The angle r, positive from north to east.
        rotation_arcsec: f64,
        /// A factor near 1.
        scale: f64,
    },
    /// Bursa-Wolf in the position vector convention (EPSG method 9606), as `+towgs84` of PROJ: metres along X, Y, Z, arc
    /// seconds about X, Y, Z, parts per million.
    Helmert([f64; 7]),
}

impl DatumParameters {
    /// What so many numbers mean: 3, 4 or 7, in the order in which the variants describe them.
    ///
    /// # Errors
    /// Another count, a number that is not finite, a scale that is no factor near 1: what is wrong, for people.
    pub fn from_numbers(numbers: &[f64]) -> Result<Self, String> {
        if numbers.iter().any(|number| !number.is_finite()) {
            return Err("a parameter is no finite number".to_owned());
        }
        if let Ok(shift) = numbers.try_into() {
            return Ok(Self::Translation(shift));
        }
        if let Ok(all) = numbers.try_into() {
            return Ok(Self::Helmert(all));
        }
        match *numbers {
            [_, _, _, scale] if !(0.99..=1.01).contains(&scale) => {
                Err(format!("the scale of four plane parameters is a factor near 1, and it says {scale}"))
            }
            [north_m, east_m, rotation_arcsec, scale] => Ok(Self::Plane { north_m, east_m, rotation_arcsec, scale }),
            _ => Err(format!("there are 3, 4 or 7 parameters, and not {}", numbers.len())),
        }
    }
}

impl fmt::Display for DatumParameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |numbers: &[f64]| numbers.iter().map(f64::to_string).collect::<Vec<_>>().join("/");
        match self {
            Self::Translation(all) => f.write_str(&words(all)),
            Self::Plane { north_m, east_m, rotation_arcsec, scale } => {
                f.write_str(&words(&[*north_m, *east_m, *rotation_arcsec, *scale]))
            }
            Self::Helmert(all) => f.write_str(&words(all)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DatumParameters;

    #[test]
    fn three_four_and_seven_numbers_are_understood_and_nothing_else() {
        for count in 0..10 {
            let mut numbers = vec![1.5; count];
            if count == 4 {
                numbers[3] = 1.000_003;
            }
            let parameters = DatumParameters::from_numbers(&numbers);
            assert_eq!(parameters.is_ok(), [3, 4, 7].contains(&count), "{count}: {parameters:?}");
            if let Ok(parameters) = parameters {
                assert_eq!(parameters.to_string().split('/').count(), count);
            }
        }
        for wrong in [&[0.0, f64::NAN, 0.0][..], &[1.0, 2.0, 3.0, 5.2], &[1.0, 2.0, f64::INFINITY, 1.0]] {
            assert!(DatumParameters::from_numbers(wrong).is_err(), "{wrong:?}");
        }
    }
}
