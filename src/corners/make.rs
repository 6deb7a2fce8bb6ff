//! New parcels from coordinates.

use super::document::{Column, Number, Parcel, Point, Ring, Shape};

/// How new points are labelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// J1, J2… through all rings of the parcel.
    Continuing,
    /// J1 begins anew with each ring.
    PerRing,
}

/// Why coordinates make no parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MakeError {
    /// NaN, infinite, or a billion and more.
    #[error("ring {ring}: a coordinate is not finite or too large")]
    Magnitude {
        /// From 1.
        ring: usize,
    },
    /// Fewer than three different corners after rounding; two for a line, one for points.
    #[error("ring {ring}: too few corners that are different after rounding")]
    TooFewCorners {
        /// From 1.
        ring: usize,
    },
    /// A corner in the middle of a ring lies on its first one after rounding: the ring would be read as two.
    #[error("ring {ring}: corner {corner} lies on the first one after rounding")]
    ReturnsToStart {
        /// From 1.
        ring: usize,
        /// From 1.
        corner: usize,
    },
    /// No ring at all.
    #[error("a parcel without rings")]
    Empty,
    /// More than ten decimals.
    #[error("{0} decimals: ten is the most")]
    Decimals(usize),
}

/// The most decimals of a new coordinate.
const MOST_DECIMALS: usize = 10;
/// What the reader takes for a coordinate lies below.
const LARGEST: f64 = 1e9;

impl Parcel {
    /// A parcel from rings of `[northing, easting]`, or of any other pair in the order in which it shall stand in the file.
    ///
    /// Coordinates are rounded to so many decimals; corners that then lie on the one before them are left out, and so is a
    /// closing corner, which is written of itself. Values of the header line are set with [`Parcel::set_value`]; the number
    /// of points and the shape are set here.
    ///
    /// # Errors
    /// Coordinates that are not finite, or that enclose nothing after rounding.
    pub fn new(
        shape: Shape,
        rings: &[Vec<[f64; 2]>],
        decimals: usize,
        numbering: Numbering,
    ) -> Result<Self, MakeError> {
        if rings.is_empty() {
            return Err(MakeError::Empty);
        }
        if decimals > MOST_DECIMALS {
            return Err(MakeError::Decimals(decimals));
        }
        let mut parcel = Self { values: Vec::new(), rings: Vec::new(), remarks: Vec::new(), line: 0 };
        parcel.set_value(Column::Code, "");
        parcel.set_value(Column::Shape, shape.word());
        let (mut next, mut lines) = (1, 0);
        for (index, corners) in rings.iter().enumerate() {
            let ring = index + 1;
            if numbering == Numbering::PerRing {
                next = 1;
            }
            let mut points = points(shape, corners, decimals).ok_or(MakeError::Magnitude { ring })?;
            for point in &mut points {
                point.label = format!("J{next}");
                next += 1;
            }
            if shape == Shape::Area
                && let Some(corner) = points.iter().skip(1).position(|point| point.lies_on(&points[0]))
            {
                return Err(MakeError::ReturnsToStart { ring, corner: corner + 2 });
            }
            let fewest = match shape {
                Shape::Point => 1,
                Shape::Line => 2,
                Shape::Area => 3,
            };
            if points.len() < fewest {
                return Err(MakeError::TooFewCorners { ring });
            }
            let closing = (shape == Shape::Area).then(|| points[0].clone());
            lines += points.len() + usize::from(closing.is_some());
            parcel.rings.push(Ring { number: ring.to_string(), points, closing });
        }
        parcel.set_value(Column::Count, lines.to_string());
        Ok(parcel)
    }
}

fn points(shape: Shape, corners: &[[f64; 2]], decimals: usize) -> Option<Vec<Point>> {
    let mut points: Vec<Point> = Vec::with_capacity(corners.len());
    for &[x, y] in corners {
        let (x, y) = (rounded(x, decimals)?, rounded(y, decimals)?);
        let point = Point { label: String::new(), x, y, more: Vec::new(), line: 0 };
        if shape == Shape::Point || points.last().is_none_or(|last| !last.lies_on(&point)) {
            points.push(point);
        }
    }
    if shape == Shape::Area && points.len() > 1 && points.first().zip(points.last()).is_some_and(|(a, b)| a.lies_on(b))
    {
        points.pop();
    }
    Some(points)
}

/// A coordinate in so many decimals; the value is that of the digits.
fn rounded(value: f64, decimals: usize) -> Option<Number> {
    let text = format!("{value:.decimals$}");
    // Rounding may leave a minus in front of nothing.
    let is_zero = text.bytes().all(|byte| b"-0.".contains(&byte));
    let text = if is_zero { text.trim_start_matches('-').to_owned() } else { text };
    let value: f64 = text.parse().ok()?;
    (value.abs() < LARGEST).then_some(Number { text, value })
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Shape};
    use super::{MakeError, Numbering, Parcel};
    use crate::corners::{WriteOptions, parse, write};

    fn square(north: f64, east: f64, side: f64) -> Vec<[f64; 2]> {
        vec![[north, east], [north + side, east], [north + side, east + side], [north, east + side], [north, east]]
    }

    #[test]
    fn a_parcel_is_made_written_and_read() {
        let rings = [square(3_437_000.004, 38_383_000.0, 100.0), square(3_437_010.0, 38_383_010.0, 10.0)];
        let parcel = Parcel::new(Shape::Area, &rings, 2, Numbering::Continuing).unwrap();
        assert_eq!(parcel.rings[1].points[0].label, "J5");
        assert_eq!(parcel.rings[0].points[0].x.text, "3437000.00");
        assert_eq!((parcel.declared_count(), parcel.parts().len()), (Some(10), 1));
        let document = Document::new(&[("带号", "38")], vec![parcel]);
        let bytes = write(&document, &WriteOptions::default()).unwrap();
        assert_eq!(parse(&bytes).unwrap().document.without_lines(), document);
        let again = Parcel::new(Shape::Area, &rings, 3, Numbering::PerRing).unwrap();
        assert_eq!(
            (again.rings[1].points[0].label.as_str(), again.rings[0].points[0].x.text.as_str()),
            ("J1", "3437000.004")
        );
    }

    #[test]
    fn what_makes_no_parcel_is_refused() {
        let new = |rings: &[Vec<[f64; 2]>]| Parcel::new(Shape::Area, rings, 2, Numbering::PerRing).map(|_| ());
        assert_eq!(new(&[]), Err(MakeError::Empty));
        assert_eq!(new(&[vec![[0.0, 0.0], [f64::NAN, 1.0], [1.0, 1.0]]]), Err(MakeError::Magnitude { ring: 1 }));
        assert_eq!(new(&[vec![[0.0, 0.0], [1e-9, 1.0], [0.0, 1.0]]]), Err(MakeError::TooFewCorners { ring: 1 }));
        let returning = vec![[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [-0.001, 0.001], [-1.0, 0.0], [-1.0, -1.0]];
        assert_eq!(new(&[returning]), Err(MakeError::ReturnsToStart { ring: 1, corner: 4 }));
    }
}
