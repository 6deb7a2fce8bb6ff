//! What is wrong with a layer, with evidence and the way out.

use std::collections::BTreeMap;

use geo::Coord;

use crate::domain::{Defect, DefectCode, Severity};

/// One place where something is wrong.
#[derive(Clone, Debug, Default)]
pub struct Spot {
    /// Index of the feature, from 0.
    pub feature: Option<u32>,
    /// Its id.
    pub id: Option<String>,
    /// Where, EPSG:4490; `None` where that is not known.
    pub at: Option<Coord<f64>>,
    /// What is wrong there.
    pub reason: String,
}

/// One kind of thing that is wrong with a layer.
#[derive(Clone, Debug)]
pub struct Finding {
    /// A stable code.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// How often.
    pub count: usize,
    /// What is wrong, in one line.
    pub reason: String,
    /// Values that show it, a line each.
    pub evidence: Vec<String>,
    /// The command or the line of a plan that mends it, or what a person has to do.
    pub remedy: String,
    /// Where, as far as single places can be named.
    pub spots: Vec<Spot>,
}

macro_rules! codes {
    ($($name:ident $code:literal $severity:ident;)*) => {
        /// Codes of what the doctor finds beside the [`DefectCode`]s: never reworded. Each with its severity.
        $(pub(super) const $name: (&str, Severity) = ($code, Severity::$severity);)*
    };
}

codes! {
    UNREADABLE_LAYER "unreadable-layer" Refused;
    UNUSABLE_LAYER "unusable-layer" Refused;
    CRS_MISSING "crs-missing" Refused;
    CRS_UNUSABLE "crs-unusable" Refused;
    CRS_CONTRADICTION "crs-contradiction" Refused;
    DEGREES_IN_PROJECTED "degrees-in-projected" Refused;
    METRES_IN_GEOGRAPHIC "metres-in-geographic" Refused;
    LATITUDE_FIRST "latitude-first" Refused;
    ZONE_MISMATCH "zone-mismatch" Review;
    OUTSIDE_AREA_OF_USE "outside-area-of-use" Review;
    PACKED_DMS "packed-dms" Review;
    SHIFTED_GCJ02 "shifted-gcj02" Review;
    SHIFTED_BD09 "shifted-bd09" Review;
    SHIFT_UNCLEAR "shift-unclear" Review;
    SAME_GEOMETRY "same-geometry" Review;
    SAME_PLACE "same-place" Note;
    ZONES_OVERLAP "zones-overlap" Review;
    ZONES_GAP "zones-gap" Review;
    ZONES_SLIT "zones-slit" Review;
    ZONES_HOLE "zones-hole" Note;
    AREA_DIFFERS "area-differs" Review;
    ENCODING_UNDECIDED "encoding-undecided" Refused;
    ENCODING_CONFLICT "encoding-conflict" Review;
    LICENCE_NUMBERS "licence-numbers" Note;
    LICENCE_AS_NUMBER "licence-as-number" Review;
    LICENCE_NOT_DECODED "licence-not-decoded" Review;
    LICENCE_DATE "licence-date" Review;
    LICENCE_DUPLICATE "licence-duplicate" Review;
    ROLE_UNKNOWN "role-unknown" Note;
}

impl Finding {
    /// A finding about the whole layer.
    pub(super) fn new((code, severity): (&'static str, Severity), reason: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            count: 1,
            reason: reason.into(),
            evidence: Vec::new(),
            remedy: String::new(),
            spots: Vec::new(),
        }
    }

    /// With the way out.
    pub(super) fn mend(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }

    /// With one more line of evidence.
    pub(super) fn with(mut self, evidence: impl Into<String>) -> Self {
        self.evidence.push(evidence.into());
        self
    }

    /// With its places, which are also how often it was found.
    pub(super) fn at(mut self, spots: Vec<Spot>) -> Self {
        self.count = spots.len().max(1);
        self.spots = spots;
        self
    }

    /// Whether a person has to look.
    #[must_use]
    pub fn needs_a_person(&self) -> bool {
        matches!(self.severity, Severity::Review | Severity::Refused)
    }
}

/// What `check` found: one finding for each code, in the order of the codes.
pub(super) fn of_defects(defects: &[Defect]) -> Vec<Finding> {
    let of_code = |code: &DefectCode| {
        let spots: Vec<Spot> = defects.iter().filter(|defect| defect.code == *code).map(spot).collect();
        let first = spots.first()?;
        let reason = match (spots.len(), first.feature) {
            (1, _) | (_, None) => first.reason.clone(),
            (count, Some(_)) => format!("{count} features; the first: {}", first.reason),
        };
        let kinds =
            if matches!(code, DefectCode::SelfCrossing | DefectCode::InvalidGeometry) { kinds(&spots) } else { vec![] };
        let finding = Finding::new((code.code(), code.severity()), reason).mend(code.hint());
        Some(kinds.into_iter().fold(finding, Finding::with).at(spots))
    };
    DefectCode::ALL.iter().filter_map(of_code).collect()
}

/// How often each kind of invalid geometry occurs, where there are several features.
fn kinds(spots: &[Spot]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for spot in spots {
        let kind = spot.reason.split(" at or near").next().unwrap_or(&spot.reason);
        *counts.entry(kind).or_default() += 1;
    }
    let several = spots.len() > 1;
    counts.into_iter().filter(|_| several).map(|(kind, count)| format!("{kind}: {count}")).collect()
}

fn spot(defect: &Defect) -> Spot {
    Spot { feature: defect.feature, id: defect.id.clone(), at: defect.at, reason: defect.reason.clone() }
}
