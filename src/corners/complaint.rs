//! What was found wrong with a file of corners. Nothing is dropped or changed without one of these.

use std::fmt;

use crate::domain::Severity;

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $id:literal $severity:ident;)*) => {
        /// The kinds of trouble. Their ids are stable: never reworded, safe to count and to filter by.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[$doc])* $name),* }

        impl Rule {
            /// All rules in the order of their ids.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The id as it stands in output, such as `TXT007`.
            #[must_use]
            pub fn id(self) -> &'static str { match self { $(Self::$name => $id),* } }

            /// What became of the thing that the rule is about.
            #[must_use]
            pub fn severity(self) -> Severity { match self { $(Self::$name => Severity::$severity),* } }
        }
    };
}

rules! {
    /// `TXT001`, refused: bytes that are no text in the encoding of the file. The line is not read.
    Undecodable "TXT001" Refused;
    /// `TXT002`, note: line ends of more than one kind.
    MixedLineEnds "TXT002" Note;
    /// `TXT003`, repaired: a section line that is missing, or without its closing bracket.
    SectionLine "TXT003" Repaired;
    /// `TXT004`, review: a line of a head that is no key; kept as it is.
    NoKey "TXT004" Review;
    /// `TXT005`, note: a header line with fewer than the usual eight values; the others are empty.
    ShortHeader "TXT005" Note;
    /// `TXT006`, refused: a header line with fewer than 3 or more than 13 values.
    HeaderLength "TXT006" Refused;
    /// `TXT007`, review: the declared number of points is not that of the lines.
    Count "TXT007" Review;
    /// `TXT008`, note: no number of points is declared.
    CountMissing "TXT008" Note;
    /// `TXT009`, review: the declared area is no number of hectares, nor of another known unit.
    Area "TXT009" Review;
    /// `TXT010`, review: the shape is none of 点, 线, 面; read as 面.
    Shape "TXT010" Review;
    /// `TXT011`, note: no shape is declared; read as 面.
    ShapeMissing "TXT011" Note;
    /// `TXT012`, note: a header line that stood before. The parcels are two.
    Twin "TXT012" Note;
    /// `TXT013`, refused: a line inside of a parcel that is no point.
    PointLine "TXT013" Refused;
    /// `TXT014`, refused: a coordinate that is not finite, or larger than any in use.
    Magnitude "TXT014" Refused;
    /// `TXT015`, repaired: a point without its ring number belongs to the ring of the point before it.
    RingNumberMissing "TXT015" Repaired;
    /// `TXT016`, refused: a line that belongs to no parcel: before the first, or behind a complete one and no header.
    Stray "TXT016" Refused;
    /// `TXT017`, refused: a parcel without points.
    Empty "TXT017" Refused;
    /// `TXT018`, refused: a ring of fewer than three different corners, a line of fewer than two.
    TooFewCorners "TXT018" Refused;
    /// `TXT019`, refused: a ring whose corners lie in one line.
    NoArea "TXT019" Refused;
    /// `TXT020`, repaired: a ring whose last point is not its first; it is closed.
    NotClosed "TXT020" Repaired;
    /// `TXT021`, repaired: several rings have one number; they are told apart by their closing points.
    RingNumberAgain "TXT021" Repaired;
    /// `TXT022`, review: the last point has the label of the first but lies elsewhere; kept as a corner.
    ClosingMoved "TXT022" Review;
    /// `TXT023`, note: a corner that repeats the one before it; kept.
    CornerAgain "TXT023" Note;
    /// `TXT024`, repaired: the closing point stands twice; once is enough.
    ClosedTwice "TXT024" Repaired;
    /// `TXT025`, review: rings that cross each other or are the same, so that inside and outside are doubtful.
    RingsCross "TXT025" Review;
    /// `TXT026`, review: a key with two different values; the first counts.
    KeyAgain "TXT026" Review;
    /// `TXT027`, review: the value of a known key is not understood, and is as if it were not there.
    KeyValue "TXT027" Review;
    /// `TXT028`, note: a key among the parcels; kept where it is.
    KeyAmongParcels "TXT028" Note;
    /// `TXT029`, review: parcels in a section of an unknown name.
    OddSection "TXT029" Review;
    /// `TXT030`, repaired: a header line without its `@`.
    NoAt "TXT030" Repaired;
    /// `TXT031`, repaired: full-width digits, signs or points in a coordinate; written with plain ones.
    FullWidth "TXT031" Repaired;
    /// `TXT032`, refused: which lines belong to a parcel that is not read.
    ParcelRefused "TXT032" Refused;
    /// `TXT033`, review: no parcel could be read in the whole file.
    NoParcel "TXT033" Review;
    /// `TXT034`, note: UTF-16, which is none of the encodings in use for these files.
    Utf16 "TXT034" Note;
    /// `TXT035`, note: a point with more than four values; the others are kept.
    MoreValues "TXT035" Note;
    /// `TXT040`, refused: the zone that the head states is not that of the coordinates.
    ZoneContradiction "TXT040" Refused;
    /// `TXT041`, refused: the width of zones that the head states does not fit the zone.
    WidthContradiction "TXT041" Refused;
    /// `TXT042`, refused: the head speaks of metres and the coordinates are degrees, or the other way round.
    UnitContradiction "TXT042" Refused;
    /// `TXT043`, refused: two central meridians.
    MeridianContradiction "TXT043" Refused;
    /// `TXT044`, refused: eastings without a zone, and no zone in the head.
    MeridianNeeded "TXT044" Refused;
    /// `TXT045`, refused: degrees that may be decimal or packed degrees, minutes and seconds.
    PackedDegrees "TXT045" Refused;
    /// `TXT046`, refused: coordinates of more than one kind, or of more than one zone.
    Mixed "TXT046" Refused;
    /// `TXT047`, refused: coordinates that are nowhere in China in any reading.
    Nowhere "TXT047" Refused;
    /// `TXT048`, repaired: easting before northing; read the other way round.
    Swapped "TXT048" Repaired;
    /// `TXT049`, review: the head names no datum, or one that is not known.
    DatumUnknown "TXT049" Review;
    /// `TXT050`, review: points that lie far outside of their zone.
    FarFromMeridian "TXT050" Review;
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// What kind of trouble.
    pub rule: Rule,
    /// The line of the file, from 1; none where it is about the whole file.
    pub line: Option<usize>,
    /// Number or name of the parcel, else its position; none where it is about no parcel.
    pub parcel: Option<String>,
    /// What is wrong and what was done, for people.
    pub message: String,
}

impl Complaint {
    /// About a line outside of parcels, or about the file.
    pub(super) fn new(rule: Rule, line: impl Into<Option<usize>>, message: impl Into<String>) -> Self {
        Self { rule, line: line.into(), parcel: None, message: message.into() }
    }

    /// What became of the thing.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.rule.id(), self.severity().word())?;
        if let Some(line) = self.line {
            write!(f, " line {line}")?;
        }
        if let Some(parcel) = &self.parcel {
            write!(f, " parcel {parcel}")?;
        }
        write!(f, ": {}", self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;

    #[test]
    fn ids_are_different_and_in_order() {
        assert!(Rule::ALL.len() > 40);
        assert!(Rule::ALL.windows(2).all(|pair| pair[0].id() < pair[1].id()));
    }
}
