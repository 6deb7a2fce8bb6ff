//! The nouns, as plain data: no file, no thread, no decision.
//!
//! A type name tells the stage that was passed: [`RawFeature`] comes from `read`, [`Mine`] and [`Zone`] from `check`,
//! [`Facts`] from `join`, [`Judgement`] from `judge`.

mod attributes;
mod class;
mod defect;
mod facts;
mod judgement;
mod layer;
mod mine;
mod report;
mod zone;

pub use attributes::{Attributes, each_member, plain_text};
pub use class::{FragilityClass, Position};
pub use defect::{Defect, DefectCode, Severity};
pub use facts::{Facts, Hit, Place};
pub use judgement::{Basis, Judgement, Verdict};
pub use layer::{Field, FieldKind, LayerSource, RawFeature, RawGeometry, RawLayer, RawPart, Role, StatedCrs};
pub use mine::{Mine, MineShape};
pub use report::{MineLayer, Report, StageTimes};
pub use zone::{Zone, ZoneClass, ZoneKind, ZoneLayer, Zones};
