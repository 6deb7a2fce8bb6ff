//! **doctor**: examines layers before use, and drafts plans for folders of layers.
//!
//! For each layer it says what the layer is, what it seems to be used as, and what is wrong, with evidence and the command or
//! plan line that mends it. It mends nothing, and a layer that cannot be used is a finding, no error: the next layer is examined
//! all the same. What `check` finds is taken from `check`; what is added here is about a layer as a whole.
//!
//! `question` what is asked · `about` what a layer is · `guess` role and fields · `encoding` of text · `position` system against
//! coordinates · `packed` ddd.mmss · `checked` what `check` makes of it · `shifted` web maps · `same` geometries twice · `tiles`
//! overlaps and gaps · `declared` areas · `licences` and `licence_counts` licence numbers · `draft` plans.

mod about;
mod checked;
mod declared;
mod diagnosis;
mod draft;
mod encoding;
mod examine;
mod finding;
mod guess;
mod licence_counts;
mod licences;
mod packed;
mod position;
mod question;
mod same;
mod shifted;
mod tables;
mod tiles;

pub use about::About;
pub use declared::DeclaredCounts;
pub use diagnosis::Diagnosis;
pub use draft::{Draft, draft};
pub use examine::{LayerReport, UsedAs, examine};
pub use finding::{Finding, Spot};
pub use licence_counts::LicenceCounts;
pub use question::{Question, Target, preflight};
pub use shifted::Comparison;
