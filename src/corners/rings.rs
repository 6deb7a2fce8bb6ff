//! The points of a parcel to its rings: a change of the ring number, or new points behind a closing one, begin a ring.

use std::collections::BTreeSet;

use super::complaint::Rule;
use super::document::{Point, Remark, Ring, Shape};
use super::parts::has_area;

/// A point as its line states it.
pub(super) struct Stated {
    /// Empty where the line has none.
    pub(super) ring: String,
    pub(super) point: Point,
}

/// Rings, remarks at their places, the remarks behind the last point, and what was found.
pub(super) struct Built {
    pub(super) rings: Vec<Ring>,
    pub(super) remarks: Vec<Remark>,
    pub(super) behind: Vec<String>,
    pub(super) findings: Vec<(Rule, usize, String)>,
}

/// `remarks` stand in front of the point with their index.
pub(super) fn build(shape: Shape, stated: Vec<Stated>, remarks: Vec<(usize, String)>) -> Built {
    let mut built = Built { rings: Vec::new(), remarks: Vec::new(), behind: Vec::new(), findings: Vec::new() };
    let mut remarks = remarks.into_iter().peekable();
    for (index, stated) in stated.into_iter().enumerate() {
        let (ring, point) = built.take(shape, stated);
        while let Some((_, text)) = remarks.next_if(|(before, _)| *before <= index) {
            built.remarks.push(Remark { ring, point, text });
        }
    }
    built.behind = remarks.map(|(_, text)| text).collect();
    built.judge(shape);
    built
}

impl Built {
    /// Puts a point in its place, and says where that is: ring, and index in the ring.
    fn take(&mut self, shape: Shape, stated: Stated) -> (usize, usize) {
        let Stated { ring: mut number, point } = stated;
        let last = self.rings.len().wrapping_sub(1);
        let Some(ring) = self.rings.last_mut() else {
            if number.is_empty() {
                self.findings.push((Rule::RingNumberMissing, point.line, "no ring number: taken as 1".to_owned()));
                number.push('1');
            }
            self.rings.push(Ring { number, points: vec![point], closing: None });
            return (0, 0);
        };
        if number.is_empty() {
            let message = format!("no ring number: taken as {}", ring.number);
            self.findings.push((Rule::RingNumberMissing, point.line, message));
            number.clone_from(&ring.number);
        }
        let is_same = is_same_number(&ring.number, &number);
        if is_same && ring.closing.is_none() {
            if shape == Shape::Area
                && ring.points.len() > 1
                && ring.points.first().is_some_and(|first| first.lies_on(&point))
            {
                ring.closing = Some(point);
            } else {
                ring.points.push(point);
            }
            // The closing point has the index behind the last one.
            return (last, if ring.closing.is_some() { ring.points.len() } else { ring.points.len() - 1 });
        }
        self.rings.push(Ring { number, points: vec![point], closing: None });
        (last + 1, 0)
    }

    fn judge(&mut self, shape: Shape) {
        if shape == Shape::Area {
            self.drop_second_closings();
        }
        let mut numbers = BTreeSet::new();
        for ring in 0..self.rings.len() {
            if !numbers.insert(bare(&self.rings[ring].number).to_owned()) && shape != Shape::Point {
                let Ring { number, points, .. } = &self.rings[ring];
                let message =
                    format!("ring {} has the number {number} of one before it: it stays a ring of its own", ring + 1);
                self.findings.push((Rule::RingNumberAgain, points.first().map_or(0, |point| point.line), message));
            }
            self.judge_ring(shape, ring);
        }
    }

    /// A ring of one point that repeats the closing point in front of it is no ring.
    fn drop_second_closings(&mut self) {
        let mut kept: Vec<Ring> = Vec::with_capacity(self.rings.len());
        // Where each ring has come to; what stood in front of a lost point now stands in front of the next ring.
        let mut places = Vec::with_capacity(self.rings.len());
        for ring in std::mem::take(&mut self.rings) {
            places.push(kept.len());
            let is_repeated = ring.points.len() == 1
                && kept.last().is_some_and(|before| {
                    is_same_number(&before.number, &ring.number)
                        && before.closing.as_ref().is_some_and(|closing| closing.lies_on(&ring.points[0]))
                });
            if is_repeated {
                let message = format!("ring {} is closed twice: the second closing point is left out", kept.len());
                self.findings.push((Rule::ClosedTwice, ring.points[0].line, message));
            } else {
                kept.push(ring);
            }
        }
        self.rings = kept;
        let mut behind = Vec::new();
        for mut remark in std::mem::take(&mut self.remarks) {
            remark.ring = places[remark.ring];
            if remark.ring < self.rings.len() {
                self.remarks.push(remark);
            } else {
                behind.push(remark.text);
            }
        }
        self.behind.splice(0..0, behind);
    }

    fn judge_ring(&mut self, shape: Shape, index: usize) {
        let place = index + 1;
        let ring = &self.rings[index];
        let line = ring.points.first().map_or(0, |point| point.line);
        let findings = &mut self.findings;
        for pair in ring.points.windows(2).filter(|pair| pair[0].lies_on(&pair[1])) {
            let message = format!("{} lies where {} does", pair[1].label, pair[0].label);
            findings.push((Rule::CornerAgain, pair[1].line, message));
        }
        let places = different_places(&ring.points);
        match shape {
            Shape::Line if places < 2 => {
                findings.push((Rule::TooFewCorners, line, format!("line {place} has {places} different point")));
            }
            Shape::Point | Shape::Line => {}
            Shape::Area if places < 3 => {
                let message = format!("ring {place} has {places} different corners where three belong");
                findings.push((Rule::TooFewCorners, line, message));
            }
            Shape::Area if !has_area(ring) => {
                findings.push((Rule::NoArea, line, format!("the corners of ring {place} lie in one line")));
            }
            Shape::Area => {
                let (Some(first), Some(last)) = (ring.points.first(), ring.points.last()) else { return };
                if ring.closing.is_none() && !first.label.is_empty() && first.label == last.label {
                    let message = format!(
                        "the last point of ring {place} has the label {} of the first but lies elsewhere: kept as a corner",
                        last.label
                    );
                    findings.push((Rule::ClosingMoved, last.line, message));
                }
                if ring.closing.is_none() {
                    let message = format!("ring {place} does not end where it begins: closed");
                    findings.push((Rule::NotClosed, last.line, message));
                }
            }
        }
    }
}

/// Whether two ring numbers are one: `1` and `01` are.
fn is_same_number(a: &str, b: &str) -> bool {
    bare(a) == bare(b)
}

/// A ring number without zeros in front.
fn bare(number: &str) -> &str {
    number.trim_start_matches('0')
}

/// How many different places there are, counted up to three.
fn different_places(points: &[Point]) -> usize {
    let Some(first) = points.first() else { return 0 };
    let Some(second) = points.iter().find(|point| !point.lies_on(first)) else { return 1 };
    if points.iter().any(|point| !point.lies_on(first) && !point.lies_on(second)) { 3 } else { 2 }
}
