//! What the coordinates are: from the data and from the head. Where they contradict each other nobody guesses.

use std::ops::RangeInclusive;

use super::complaint::{Complaint, Rule};
use super::document::{Number, Point};
use super::head::{Head, Unit};
use super::packed::{packed_degrees, packed_integer};
use super::question::{Choice, Coordinates, Question, Trust};
use super::system::{Datum, Reading, System, Width};

/// Northings in China: 3 to 54 degrees, with some room.
const NORTHINGS_M: RangeInclusive<f64> = 300_000.0..=6_100_000.0;
/// Longitudes of China.
const LONGITUDES: RangeInclusive<f64> = 73.0..=136.0;
/// Latitudes of China.
const LATITUDES: RangeInclusive<f64> = 3.0..=54.0;
/// One zone number in an easting.
const PREFIX_M: f64 = 1e6;
/// The easting of a central meridian.
const FALSE_EASTING_M: f64 = 500_000.0;

/// What one point can be.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Prefixed {
        zone: u8,
        is_swapped: bool,
    },
    Plain {
        is_swapped: bool,
    },
    Degrees {
        longitude_first: bool,
    },
    /// `1093045, 303045`.
    PackedIntegers {
        longitude_first: bool,
    },
    Nowhere,
}

/// Finds out what the coordinates of some points are: of a whole document, or of one parcel where a document holds several
/// zones. Without points there is no reading and no question.
pub fn coordinates<'p>(head: &Head, points: impl IntoIterator<Item = &'p Point>, choice: &Choice) -> Coordinates {
    let points: Vec<&Point> = points.into_iter().collect();
    let mut finder = Finder { head, choice, found: Coordinates::default() };
    finder.note_datum();
    // Degrees without a point look like metres of a place in the sea, so they go first, and only if all of them fit.
    let packed = packed_integers(&points).filter(|_| choice.is_packed != Some(false));
    let kinds = packed.map_or_else(|| kinds(&points), |kind| vec![kind]);
    match kinds.as_slice() {
        [] => {}
        [(kind, line)] => finder.judge(*kind, *line, &points),
        several => {
            let readings = several.iter().map(|(kind, line)| (finder.plain_reading(*kind), *line)).collect();
            finder.found.questions.push(Question::Mixed { readings });
        }
    }
    finder.finish()
}

fn packed_integers(points: &[&Point]) -> Option<(Kind, usize)> {
    let first = points.first()?;
    let is_in = |number: &Number, range: &RangeInclusive<f64>| {
        packed_integer(&number.text).is_some_and(|degrees| range.contains(&degrees))
    };
    let longitude_first = [true, false].into_iter().find(|longitude_first| {
        points.iter().all(|point| {
            let (longitude, latitude) = if *longitude_first { (&point.x, &point.y) } else { (&point.y, &point.x) };
            is_in(longitude, &LONGITUDES) && is_in(latitude, &LATITUDES)
        })
    })?;
    Some((Kind::PackedIntegers { longitude_first }, first.line))
}

/// The kinds that occur, each with its first line.
fn kinds(points: &[&Point]) -> Vec<(Kind, usize)> {
    let mut kinds: Vec<(Kind, usize)> = Vec::new();
    for point in points {
        let kind = kind(point.x.value, point.y.value);
        if !kinds.iter().any(|(known, _)| *known == kind) {
            kinds.push((kind, point.line));
        }
    }
    kinds
}

fn kind(x: f64, y: f64) -> Kind {
    if let Some(kind) = projected(x, y, false).or_else(|| projected(y, x, true)) {
        kind
    } else if LONGITUDES.contains(&x) && LATITUDES.contains(&y) {
        Kind::Degrees { longitude_first: true }
    } else if LONGITUDES.contains(&y) && LATITUDES.contains(&x) {
        Kind::Degrees { longitude_first: false }
    } else {
        Kind::Nowhere
    }
}

fn projected(northing: f64, easting: f64, is_swapped: bool) -> Option<Kind> {
    if !NORTHINGS_M.contains(&northing) {
        return None;
    }
    let prefix = (easting / PREFIX_M).floor();
    if (13.0..46.0).contains(&prefix) {
        let zone = prefix as u8;
        return Width::of_zone(zone).map(|_| Kind::Prefixed { zone, is_swapped });
    }
    // Nothing that is a latitude or longitude, and nothing that is a northing: those have seven digits in China.
    (10_000.0..PREFIX_M).contains(&easting).then_some(Kind::Plain { is_swapped })
}

struct Finder<'h> {
    head: &'h Head,
    choice: &'h Choice,
    found: Coordinates,
}

impl Finder<'_> {
    fn datum(&self) -> Datum {
        self.choice.datum.clone().unwrap_or_else(|| self.head.datum.clone())
    }

    fn note_datum(&mut self) {
        let datum = self.datum();
        if matches!(datum, Datum::Unknown(_)) {
            let message = format!("坐标系: {datum}, so there is no code for the coordinate system");
            self.found.complaints.push(Complaint::new(Rule::DatumUnknown, None, message));
        }
    }

    fn reading(&self, system: System, is_swapped: bool) -> Reading {
        Reading { datum: self.datum(), system, is_swapped }
    }

    /// The reading of a kind with nothing but the head for what is missing.
    fn plain_reading(&self, kind: Kind) -> Option<Reading> {
        match kind {
            Kind::Prefixed { zone, is_swapped } => {
                Width::of_zone(zone).map(|width| self.reading(System::of_zone(width, zone, true), is_swapped))
            }
            Kind::Plain { is_swapped } => {
                Some(self.reading(self.plain_system().unwrap_or_else(|| self.system_of_nowhere()), is_swapped))
            }
            Kind::Degrees { longitude_first } => {
                Some(self.reading(System::Degrees { longitude_first, is_packed: false }, false))
            }
            Kind::PackedIntegers { longitude_first } => {
                Some(self.reading(System::Degrees { longitude_first, is_packed: true }, false))
            }
            Kind::Nowhere => None,
        }
    }

    /// What the head says of eastings without a zone: its zone first, else its central meridian.
    fn plain_system(&self) -> Option<System> {
        match (self.head.zone, self.head.central_meridian_degrees) {
            (Some(zone), _) => Width::of_zone(zone).map(|width| System::of_zone(width, zone, false)),
            (None, Some(degrees)) => Some(System::of_meridian(self.width(), degrees)),
            (None, None) => None,
        }
    }

    fn width(&self) -> Width {
        self.choice.width.or(self.head.width).unwrap_or(Width::Three)
    }

    fn system_of_nowhere(&self) -> System {
        System::GaussKrueger { width: self.width(), zone: None, central_meridian_degrees: None, has_prefix: false }
    }

    fn judge(&mut self, kind: Kind, line: usize, points: &[&Point]) {
        let is_degrees = self.head.unit.is_some_and(|unit| unit != Unit::Metre);
        match kind {
            Kind::Prefixed { zone, is_swapped } => {
                let Some(found) = self.plain_reading(kind) else { return };
                self.found.reading = Some(found.clone());
                self.check_prefix(zone, &found, line);
                if is_degrees {
                    self.contradict_unit(&found, line);
                }
                self.note_metres(is_swapped, line, points);
            }
            Kind::Plain { is_swapped } => {
                self.judge_plain(is_swapped, line);
                if let Some(found) = self.found.reading.clone().filter(|_| is_degrees) {
                    self.contradict_unit(&found, line);
                }
                self.note_metres(is_swapped, line, points);
            }
            Kind::Degrees { longitude_first } => self.judge_degrees(longitude_first, line, points),
            Kind::PackedIntegers { longitude_first } => self.judge_packed_integers(longitude_first, line, points),
            Kind::Nowhere => self.found.questions.push(Question::Nowhere { line }),
        }
    }

    fn check_prefix(&mut self, zone: u8, found: &Reading, line: usize) {
        let Some(width) = Width::of_zone(zone) else { return };
        let stated = |system| Reading { system, ..found.clone() };
        if let Some(other) = self.head.zone.filter(|other| *other != zone) {
            let other_width = Width::of_zone(other).unwrap_or(width);
            self.contradict(Rule::ZoneContradiction, stated(System::of_zone(other_width, other, true)), found, line);
        } else if let Some(other) = self.head.width.filter(|other| *other != width) {
            self.contradict(Rule::WidthContradiction, stated(System::of_zone(other, zone, true)), found, line);
        }
        let meridian = self.choice.central_meridian_degrees.or(self.head.central_meridian_degrees);
        if let Some(degrees) = meridian.filter(|degrees| is_other(*degrees, width.central_meridian_degrees(zone))) {
            self.contradict(Rule::MeridianContradiction, stated(System::of_meridian(width, degrees)), found, line);
        }
    }

    fn judge_plain(&mut self, is_swapped: bool, line: usize) {
        let by_head = self.plain_system().map(|system| self.reading(system, is_swapped));
        if let Some(degrees) = self.choice.central_meridian_degrees {
            let found = self.reading(System::of_meridian(self.width(), degrees), is_swapped);
            self.found.reading = Some(found.clone());
            if let Some(stated) = by_head.filter(|stated| is_other(meridian(stated).unwrap_or(degrees), degrees)) {
                self.contradict(Rule::MeridianContradiction, stated, &found, line);
            }
            return;
        }
        let Some(by_head) = by_head else {
            self.found.questions.push(Question::MeridianNeeded { line });
            return;
        };
        self.found.reading = Some(by_head.clone());
        let Some(zone) = self.head.zone else { return };
        let width = self.choice.width.or(self.head.width);
        if let Some(width) = width.filter(|width| Width::of_zone(zone) != Some(*width)) {
            let stated = self.reading(System::of_zone(width, zone, false), is_swapped);
            self.contradict(Rule::WidthContradiction, stated, &by_head, line);
        }
        if let Some(degrees) = self.head.central_meridian_degrees
            && is_other(meridian(&by_head).unwrap_or(degrees), degrees)
        {
            let stated = self.reading(System::of_meridian(self.width(), degrees), is_swapped);
            self.contradict(Rule::MeridianContradiction, stated, &by_head, line);
        }
    }

    fn judge_degrees(&mut self, longitude_first: bool, line: usize, points: &[&Point]) {
        let decimal = self.reading(System::Degrees { longitude_first, is_packed: false }, false);
        let packed = self.reading(System::Degrees { longitude_first, is_packed: true }, false);
        let text = points.first().map_or_else(String::new, |point| point.x.text.clone());
        let numbers = || points.iter().flat_map(|point| [&point.x, &point.y]);
        let may_be_packed = numbers().all(|number| packed_degrees(&number.text).is_some());
        let has_fraction = numbers().any(|number| number.value.fract() != 0.0);
        let is_packed = self.choice.is_packed.or((self.head.unit == Some(Unit::PackedDegree)).then_some(true));
        let found = match is_packed {
            Some(true) if may_be_packed => packed,
            // Whole degrees are the same in both.
            None if may_be_packed && has_fraction => {
                self.found.questions.push(Question::Packed { decimal: decimal.clone(), packed, text, line });
                decimal
            }
            Some(true) => {
                self.found.questions.push(Question::Packed { decimal: decimal.clone(), packed, text, line });
                decimal
            }
            _ => decimal,
        };
        self.found.reading = Some(found.clone());
        self.contradict_metres(&found, line);
    }

    fn judge_packed_integers(&mut self, longitude_first: bool, line: usize, points: &[&Point]) {
        let packed = self.reading(System::Degrees { longitude_first, is_packed: true }, false);
        if self.choice.is_packed == Some(true) || self.head.unit == Some(Unit::PackedDegree) {
            self.found.reading = Some(packed.clone());
            return self.contradict_metres(&packed, line);
        }
        let text = points.first().map_or_else(String::new, |point| point.x.text.clone());
        let metres = self.plain_system().unwrap_or_else(|| self.system_of_nowhere());
        let decimal = self.reading(metres, longitude_first);
        self.found.questions.push(Question::Packed { decimal, packed, text, line });
    }

    /// Degrees under a head that speaks of metres.
    fn contradict_metres(&mut self, found: &Reading, line: usize) {
        if self.head.is_projected() {
            let system = self.plain_system().unwrap_or_else(|| self.system_of_nowhere());
            self.contradict(Rule::UnitContradiction, self.reading(system, false), found, line);
        }
    }

    /// Metres under a head that speaks of degrees.
    fn contradict_unit(&mut self, found: &Reading, line: usize) {
        let is_packed = self.head.unit == Some(Unit::PackedDegree);
        let stated = self.reading(System::Degrees { longitude_first: false, is_packed }, false);
        self.contradict(Rule::UnitContradiction, stated, found, line);
    }

    fn contradict(&mut self, rule: Rule, stated: Reading, found: &Reading, line: usize) {
        let is_possible = rule != Rule::UnitContradiction && is_in_china(&stated);
        let question = Question::Contradiction { rule, stated: stated.clone(), found: found.clone(), line };
        match self.choice.trust {
            Some(Trust::Data) => self.found.settled.push(question),
            Some(Trust::Head) if is_possible => {
                self.found.reading = Some(stated);
                self.found.settled.push(question);
            }
            _ => self.found.questions.push(question),
        }
    }

    fn note_metres(&mut self, is_swapped: bool, line: usize, points: &[&Point]) {
        if is_swapped {
            let message = "the easting stands before the northing: read the other way round";
            self.found.complaints.push(Complaint::new(Rule::Swapped, line, message));
        }
        let Some(Reading { system: System::GaussKrueger { width, .. }, .. }) = self.found.reading else { return };
        // Half a zone at the latitude of Hainan, and as much as neighbouring zones commonly share.
        let limit_m = if width == Width::Three { 250_000.0 } else { 400_000.0 };
        let is_far = |point: &&&Point| {
            let easting = if is_swapped { point.x.value } else { point.y.value };
            (easting.rem_euclid(PREFIX_M) - FALSE_EASTING_M).abs() > limit_m
        };
        if let Some(far) = points.iter().find(is_far) {
            let message = format!("{} lies far outside of a {}-degree zone", far.label, width.degrees());
            self.found.complaints.push(Complaint::new(Rule::FarFromMeridian, far.line, message));
        }
    }

    fn finish(mut self) -> Coordinates {
        if !self.found.questions.is_empty() {
            self.found.reading = None;
        }
        self.found.complaints.extend(self.found.questions.iter().map(Question::complaint));
        self.found
    }
}

/// A thousandth of a second counts as nothing.
fn is_other(a: f64, b: f64) -> bool {
    (a - b).abs() > 1e-7
}

fn meridian(reading: &Reading) -> Option<f64> {
    match reading.system {
        System::GaussKrueger { central_meridian_degrees, .. } => central_meridian_degrees,
        System::Degrees { .. } => None,
    }
}

fn is_in_china(reading: &Reading) -> bool {
    meridian(reading).is_some_and(|degrees| LONGITUDES.contains(&degrees))
}
