//! A parcel while its lines are read.

use super::complaint::{Complaint, Rule};
use super::document::{Column, Parcel, Point, Refused, Ring, Shape};
use super::line::{FEWEST_VALUES, MOST_VALUES, NoPoint, PointLine, USUAL_VALUES, narrow};
use super::parts::{Doubt, nest};
use super::rings::{Built, Stated, build};
use crate::domain::Severity;

/// What became of a parcel.
pub(super) enum Outcome {
    /// The parcel, and the lines behind its last point.
    Read(Parcel, Vec<(usize, String)>),
    /// What could not be read.
    Refused(Refused),
}

/// A header line and what followed it so far.
pub(super) struct Draft {
    pub(super) values: Vec<String>,
    /// None for lines whose header line is lost.
    title: Option<String>,
    line: usize,
    lines: Vec<(usize, String)>,
    stated: Vec<Stated>,
    /// In front of which point, the line number, and the text.
    remarks: Vec<(usize, usize, String)>,
    complaints: Vec<Complaint>,
    /// Whether one of the complaints refuses it.
    is_refused: bool,
}

impl Draft {
    /// `position` counts the parcels of the file, from 1: the name of a parcel that has none.
    pub(super) fn new(position: usize, line: usize, text: &str, values: Vec<String>) -> Self {
        let parcel = Parcel { values, rings: Vec::new(), remarks: Vec::new(), line };
        let title = Some(parcel.title().map_or_else(|| format!("#{position}"), str::to_owned));
        let mut draft = Self { values: parcel.values, title, ..Self::empty(line, text) };
        let count = draft.values.len();
        if !(FEWEST_VALUES..=MOST_VALUES).contains(&count) {
            let message = format!("{count} values in front of the @ where {FEWEST_VALUES} to {MOST_VALUES} belong");
            draft.complain(Rule::HeaderLength, line, message);
        } else if count < USUAL_VALUES {
            draft.complain(Rule::ShortHeader, line, format!("{count} values where {USUAL_VALUES} are usual"));
        }
        draft
    }

    /// One line, of which nothing is known yet.
    fn empty(line: usize, text: &str) -> Self {
        Self {
            values: Vec::new(),
            title: None,
            line,
            lines: vec![(line, text.to_owned())],
            stated: Vec::new(),
            remarks: Vec::new(),
            complaints: Vec::new(),
            is_refused: false,
        }
    }

    pub(super) fn complaint(&self, rule: Rule, line: usize, message: String) -> Complaint {
        Complaint { rule, line: Some(line), parcel: self.title.clone(), message }
    }

    fn complain(&mut self, rule: Rule, line: usize, message: String) {
        let complaint = self.complaint(rule, line, message);
        self.is_refused |= complaint.severity() == Severity::Refused;
        self.complaints.push(complaint);
    }

    /// Lines that follow a complete parcel and have no header line of their own.
    pub(super) fn lost(line: usize, text: &str) -> Self {
        let mut draft = Self::empty(line, text);
        let message = "neither a point nor a header line, behind a complete parcel".to_owned();
        draft.complain(Rule::Stray, line, message);
        draft
    }

    /// Whether nothing is missing: an area whose last ring is closed, with as many points as its header line declares.
    pub(super) fn is_complete(&self) -> bool {
        if self.is_refused {
            return false;
        }
        let count = self.values.first().and_then(|count| count.parse::<usize>().ok());
        let Some(count) = count.filter(|count| (3..=self.stated.len()).contains(count)) else { return false };
        let is_area = !["点", "线"].contains(&self.values.get(Column::Shape as usize).map_or("", String::as_str));
        let (mut corners, mut rings) = (0, 0);
        let mut first: Option<&Stated> = None;
        for stated in &self.stated {
            match first {
                Some(start) if start.point.lies_on(&stated.point) => first = None,
                Some(_) => corners += 1,
                None => {
                    first = Some(stated);
                    corners += 1;
                    rings += 1;
                }
            }
        }
        is_area && first.is_none() && fits_count(count, Shape::Area, corners, rings)
    }

    /// The header line is damaged.
    pub(super) fn spoil(&mut self, line: usize) {
        self.complain(Rule::PointLine, line, "this line is damaged".to_owned());
    }

    /// A line that is no text.
    pub(super) fn spoiled_line(&mut self, line: usize, text: &str) {
        self.lines.push((line, text.to_owned()));
        self.spoil(line);
    }

    /// A comment, or a key.
    pub(super) fn remark(&mut self, line: usize, text: &str) {
        self.lines.push((line, text.to_owned()));
        self.remarks.push((self.stated.len(), line, text.to_owned()));
    }

    /// A line that should be a point, and what came of reading it.
    pub(super) fn point(&mut self, line: usize, text: &str, point: Result<PointLine, NoPoint>) {
        self.lines.push((line, text.to_owned()));
        match point {
            Ok(point) => {
                if point.has_full_width {
                    self.complain(
                        Rule::FullWidth,
                        line,
                        "full-width characters in a coordinate: read as plain ones".to_owned(),
                    );
                }
                if !point.more.is_empty() {
                    let message = format!("{} values behind the coordinates: kept", point.more.len());
                    self.complain(Rule::MoreValues, line, message);
                }
                let (ring, label) = (point.ring, point.label);
                let point = Point { label, x: point.x, y: point.y, more: point.more, line };
                self.stated.push(Stated { ring, point });
            }
            Err(NoPoint::Form(reason)) => self.complain(Rule::PointLine, line, format!("no point: {reason}")),
            Err(NoPoint::Magnitude(reason)) => self.complain(Rule::Magnitude, line, reason),
        }
    }

    /// Judges the whole, and hands over all that was found.
    pub(super) fn finish(mut self, complaints: &mut Vec<Complaint>) -> Outcome {
        let stated = std::mem::take(&mut self.stated);
        let remarks = std::mem::take(&mut self.remarks);
        if stated.is_empty() && !self.is_refused {
            self.complain(Rule::Empty, self.line, "no point follows the header line".to_owned());
        }
        // A damaged parcel would only be told to be incomplete as well.
        if self.is_refused {
            return self.refuse(complaints);
        }
        let shape = self.shape();
        let numbers: Vec<usize> = remarks.iter().map(|remark| remark.1).collect();
        let remarks = remarks.into_iter().map(|(before, _, text)| (before, text)).collect();
        let built: Built = build(shape, stated, remarks);
        for (rule, line, message) in built.findings {
            self.complain(rule, line, message);
        }
        if self.is_refused {
            return self.refuse(complaints);
        }
        let behind_from = numbers.len() - built.behind.len();
        let behind = numbers[behind_from..].iter().copied().zip(built.behind).collect();
        self.check_values(shape, &built.rings);
        if shape == Shape::Area {
            self.check_nesting(&built.rings);
        }
        self.say_once();
        complaints.append(&mut self.complaints);
        let values = std::mem::take(&mut self.values);
        Outcome::Read(Parcel { values, rings: built.rings, remarks: built.remarks, line: self.line }, behind)
    }

    /// What concerns many points alike is said of the first of them.
    fn say_once(&mut self) {
        for rule in [Rule::RingNumberMissing, Rule::MoreValues, Rule::FullWidth] {
            let count = self.complaints.iter().filter(|found| found.rule == rule).count();
            let mut is_first = true;
            self.complaints.retain_mut(|found| {
                let is_kept = found.rule != rule || is_first;
                if found.rule == rule && is_first {
                    is_first = false;
                    if count > 1 {
                        found.message = format!("{}; {count} lines of this parcel alike", found.message);
                    }
                }
                is_kept
            });
        }
    }

    fn refuse(mut self, complaints: &mut Vec<Complaint>) -> Outcome {
        let last = self.lines.last().map_or(self.line, |line| line.0);
        self.say_once();
        self.complain(Rule::ParcelRefused, self.line, format!("lines {} to {last} are not read", self.line));
        complaints.append(&mut self.complaints);
        Outcome::Refused(Refused { parcel: self.title, lines: self.lines })
    }

    fn shape(&mut self) -> Shape {
        match self.values.get(Column::Shape as usize).map_or("", String::as_str) {
            "点" => Shape::Point,
            "线" => Shape::Line,
            "面" => Shape::Area,
            "" => {
                self.complain(Rule::ShapeMissing, self.line, "no 点, 线 or 面: taken as 面".to_owned());
                Shape::Area
            }
            other => {
                let message = format!("\"{other}\" is none of 点, 线, 面: taken as 面");
                self.complain(Rule::Shape, self.line, message);
                Shape::Area
            }
        }
    }

    fn check_values(&mut self, shape: Shape, rings: &[Ring]) {
        let parcel = Parcel { values: self.values.clone(), rings: Vec::new(), remarks: Vec::new(), line: self.line };
        let count = parcel.value(Column::Count);
        let corners: usize = rings.iter().map(|ring| ring.points.len()).sum();
        let closings = rings.iter().filter(|ring| ring.closing.is_some()).count();
        match narrow(count).parse::<usize>() {
            Ok(count) if fits_count(count, shape, corners, rings.len()) => {}
            Err(_) if count.is_empty() => {
                self.complain(Rule::CountMissing, self.line, "no number of points".to_owned());
            }
            _ => {
                let message = format!("count {count}≠{}, and not {corners} either", corners + closings);
                let plain = format!("count {count}≠{corners}");
                self.complain(Rule::Count, self.line, if closings == 0 { plain } else { message });
            }
        }
        if !parcel.value(Column::Area).is_empty() && parcel.declared_area().is_none() {
            let message = format!("area \"{}\" is no number of hectares", parcel.value(Column::Area));
            self.complain(Rule::Area, self.line, message);
        }
    }

    fn check_nesting(&mut self, rings: &[Ring]) {
        for doubt in nest(rings).1 {
            let (one, other, what) = match doubt {
                Doubt::Cross(one, other) => (one, other, "cross"),
                Doubt::Same(one, other) => (one, other, "are the same"),
            };
            let line = rings[other].points.first().map_or(self.line, |point| point.line);
            let message = format!("rings {} and {} {what}: read as lying beside each other", one + 1, other + 1);
            self.complain(Rule::RingsCross, line, message);
        }
    }
}

/// A count may include the closing points, or some of them, or none.
pub(super) fn fits_count(count: usize, shape: Shape, corners: usize, rings: usize) -> bool {
    let most = if shape == Shape::Area { corners + rings } else { corners };
    (corners..=most).contains(&count)
}
