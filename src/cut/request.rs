//! What is asked for.

use std::path::PathBuf;

use super::Smallest;
use crate::convert::TextOptions;
use crate::domain::{Step, ZoneKind};
use crate::plan::Format;

/// Which rights zones are cut out of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rights {
    /// Those that these words name: an id, else a whole name, else `#N`.
    Named(Vec<String>),
    /// Every right that has an area in common with the zones or their buffer.
    All,
}

/// A cut, as it was asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The rights.
    pub rights: Rights,
    /// The kinds of zones that are cut out.
    pub kinds: Vec<ZoneKind>,
    /// Zones of these kinds by id or whole name; all of them if it is empty.
    pub zones: Vec<String>,
    /// How far around zones the cut reaches, in metres.
    pub buffer_m: f64,
    /// What is too small to be kept.
    pub smallest: Smallest,
    /// Areas are rounded to this step, so that they add up.
    pub balance: Step,
    /// The layer of parts.
    pub output: Option<(PathBuf, Format)>,
    /// The corner-coordinate text of what remains.
    pub text: Option<PathBuf>,
    /// How the text is written.
    pub text_options: TextOptions,
    /// Whether files that exist are replaced.
    pub overwrite: bool,
}
