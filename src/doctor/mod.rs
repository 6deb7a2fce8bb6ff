//! **doctor**: examines layers before use, and drafts plans for folders of layers.
//!
//! For each layer it says what the layer is, what it seems to be used as, and what is wrong, with evidence and the command or
//! plan line that mends it. It mends nothing, and a layer that cannot be used is a finding, no error: the next layer is examined
//! all the same. What `check` finds is taken from `check`; what is added here is about a layer as a whole.
//!
//! `about` what a layer is · `guess` role and fields · `position` system against coordinates · `packed` ddd.mmss ·
//! `shifted` web maps · `same` geometries twice · `tiles` overlaps and gaps · `declared` areas · `draft` plans.

mod about;
mod declared;
mod diagnosis;
mod draft;
mod examine;
mod finding;
mod guess;
mod packed;
mod position;
mod same;
mod shifted;
mod tiles;

pub use about::About;
pub use declared::DeclaredCounts;
pub use diagnosis::Diagnosis;
pub use draft::{Draft, draft};
pub use examine::{LayerReport, Question, Target, UsedAs, examine, preflight};
pub use finding::{Finding, Spot};
pub use shifted::Comparison;
