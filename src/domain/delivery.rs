//! How a delivery is made up for people.

use super::Language;

/// The colours of a delivery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Yellow to red (`YlOrRd`): "bad is red", and told apart with a colour-vision deficiency.
    #[default]
    Standard,
    /// From light to dark in even steps of lightness, for every kind of colour vision.
    ColourVision,
    /// Green to red, as most printed maps have it; not told apart with a colour-vision deficiency.
    Classic,
}

impl Theme {
    /// All of them, as they are spelled on the command line.
    pub const ALL: [(&'static str, Self); 3] =
        [("default", Self::Standard), ("cvd", Self::ColourVision), ("classic", Self::Classic)];

    /// The word for it on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Standard => "default",
            Self::ColourVision => "cvd",
            Self::Classic => "classic",
        }
    }
}

/// What a delivery looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeliveryStyle {
    /// The language of titles, labels and pages.
    pub language: Language,
    /// The colours.
    pub theme: Theme,
    /// Whether the sheets of the ledger are written as CSV as well.
    pub csv: bool,
}

/// The fields of the source that say what a mine is, as far as the plan names them or they bear a usual name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MineFields {
    /// Its name.
    pub name: Option<String>,
    /// What is mined.
    pub mineral: Option<String>,
    /// Whether it works.
    pub status: Option<String>,
    /// How large it is.
    pub scale: Option<String>,
    /// Prospecting or mining right.
    pub right: Option<String>,
    /// The number of its licence.
    pub licence: Option<String>,
}
