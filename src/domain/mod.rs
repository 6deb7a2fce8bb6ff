//! The nouns, as plain data: no file, no thread, no decision.
//!
//! A type name tells the stage that was passed: [`RawFeature`] comes from `read`, [`Mine`] and [`Zone`] from `check`,
//! [`Facts`] from `join`, [`Judgement`] from `judge`.

mod area_unit;
mod attributes;
mod class;
mod date;
mod datum;
mod declared;
mod defect;
mod delivery;
mod distance;
mod extent;
mod facts;
mod green;
mod judgement;
mod layer;
mod licence;
mod measures;
mod mine;
mod provenance;
mod receptor;
mod report;
mod rule_problem;
mod ruling;
mod text_encoding;
mod title;
mod zone;

pub use area_unit::AreaUnit;
pub use attributes::{Attributes, each_member, plain_text};
pub use class::{FragilityClass, Position};
pub use date::Date;
pub use datum::{DatumChoice, DatumParameters};
pub use declared::{AreaFit, DeclaredArea, OfficeAreas, fit};
pub use defect::{Defect, DefectCode, Severity};
pub use delivery::{DeliveryStyle, MineFields, Theme};
pub use distance::{Margin, Nearest};
pub use extent::{AreaPair, Cover, Extent, Grade, Overlap, Piece};
pub use facts::{Facts, Hit, Place};
pub use green::{
    GreenCandidate, GreenCounts, GreenDifference, GreenHow, GreenLevel, GreenMatch, GreenMatches, GreenOutcome,
    GreenReviewRow, GreenRow, GreenStanding,
};
pub use judgement::{Basis, Judgement, Verdict};
pub use layer::{
    Field, FieldKind, LayerSource, RawFeature, RawGeometry, RawLayer, RawPart, ReadRemark, Reading, Role, StatedCrs,
};
pub use licence::{Grant, Licence, LicenceFault, LicenceKind, MineralClass, Office, Province};
pub use measures::{Measures, Step};
pub use mine::{Mine, MineShape};
pub use provenance::{Input, Provenance, SourceFile};
pub use receptor::{Receptor, ReceptorShape, Receptors};
pub use report::{MineLayer, Report, StageTimes};
pub use rule_problem::RuleProblem;
pub use ruling::{PackInForce, RuleInForce, Ruling, Rulings};
pub use text_encoding::TextEncoding;
pub use title::{
    CHANGE_LABELS, FRAGILITY_LABELS, GRADE_LABELS, KIND_LABELS, Label, Language, PART_LABELS, POSITION_LABELS,
    PRESENCE_LABELS, SEVERITY_LABELS, Title, VERDICT_LABELS, labels_of, vocabulary_name,
};
pub use zone::{Zone, ZoneClass, ZoneKind, ZoneLayer, Zones};
