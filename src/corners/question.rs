//! What can be asked about coordinates, and what a user can answer.

use super::complaint::{Complaint, Rule};
use super::system::{Datum, Reading, Width};

/// What the user says about the coordinates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// Wins over the head.
    pub datum: Option<Datum>,
    /// Wins over the head for eastings without a zone.
    pub width: Option<Width>,
    /// For eastings without a zone. One that is not that of the head is a contradiction, unless the data are trusted.
    pub central_meridian_degrees: Option<f64>,
    /// Settles a contradiction.
    pub trust: Option<Trust>,
    /// Whether degrees are packed, where they might be.
    pub is_packed: Option<bool>,
}

/// Who is right in a contradiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The head, where what it says is possible at all.
    Head,
    /// The data, and a central meridian of the user.
    Data,
}

/// What was found out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coordinates {
    /// How to read them; none while a question is open.
    pub reading: Option<Reading>,
    /// Open questions. To go on, refuse, or ask and come back with a [`Choice`].
    pub questions: Vec<Question>,
    /// Contradictions that the choice settled.
    pub settled: Vec<Question>,
    /// All that has to be said, the open questions among it.
    pub complaints: Vec<Complaint>,
}

/// What only a person can answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Two readings, each of which has something for it.
    Contradiction {
        /// What it is about: one of the four contradictions.
        rule: Rule,
        /// What the head says.
        stated: Reading,
        /// What the data say, or the user's central meridian.
        found: Reading,
        /// A line that shows it.
        line: usize,
    },
    /// Eastings without a zone, and no zone in the head.
    MeridianNeeded {
        /// A line that shows it.
        line: usize,
    },
    /// Degrees that may be packed.
    Packed {
        /// The numbers as decimal degrees.
        decimal: Reading,
        /// The numbers as degrees, minutes and seconds.
        packed: Reading,
        /// A number of that line, which can be read both ways.
        text: String,
        /// A line that shows it.
        line: usize,
    },
    /// More than one kind of coordinates, or more than one zone: ask for each parcel by itself.
    Mixed {
        /// A reading of each kind with its first line; none for coordinates that are nowhere.
        readings: Vec<(Option<Reading>, usize)>,
    },
    /// Coordinates that are nowhere in China.
    Nowhere {
        /// The first such line.
        line: usize,
    },
}

impl Question {
    /// Its rule.
    #[must_use]
    pub fn rule(&self) -> Rule {
        match self {
            Self::Contradiction { rule, .. } => *rule,
            Self::MeridianNeeded { .. } => Rule::MeridianNeeded,
            Self::Packed { .. } => Rule::PackedDegrees,
            Self::Mixed { .. } => Rule::Mixed,
            Self::Nowhere { .. } => Rule::Nowhere,
        }
    }

    /// As a complaint, with all readings in words.
    #[must_use]
    pub fn complaint(&self) -> Complaint {
        let (line, message) = match self {
            Self::Contradiction { stated, found, line, .. } => (*line, format!("stated: {stated}; found: {found}")),
            Self::MeridianNeeded { line } => {
                (*line, "eastings carry no zone and the head names none: which central meridian?".to_owned())
            }
            Self::Packed { decimal, packed, text, line } => (*line, format!("{text} is either {decimal}, or {packed}")),
            Self::Mixed { readings } => {
                let words = readings.iter().map(|(reading, line)| match reading {
                    Some(reading) => format!("line {line}: {reading}"),
                    None => format!("line {line}: nowhere in China"),
                });
                (readings.first().map_or(0, |first| first.1), words.collect::<Vec<_>>().join("; "))
            }
            Self::Nowhere { line } => (*line, "neither metres nor degrees of a place in China".to_owned()),
        };
        Complaint::new(self.rule(), line, message)
    }
}
