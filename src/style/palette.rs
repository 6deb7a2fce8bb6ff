//! The colours of a delivery, in one place for QGIS, the ledger, the page and the printed map.

use crate::domain::{FragilityClass, Position, Theme, Verdict};

/// A colour as red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// `#rrggbb`.
    #[must_use]
    pub fn hex(self) -> String {
        let Self(red, green, blue) = self;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The colours of the classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Fragility, weakest first.
    pub fragility: [Colour; 4],
    /// A unit without a class.
    pub no_class: Colour,
    /// Verdicts, in the order of [`Verdict::ALL`].
    pub verdict: [Colour; 6],
    /// A mine that no rule speaks of.
    pub no_verdict: Colour,
    /// Core and periphery.
    pub position: [Colour; 2],
    /// Outline and hatch of red lines.
    pub redline: Colour,
    /// Outline and hatch of metallogenic belts.
    pub belt: Colour,
    /// Outline and dots of function zones.
    pub function: Colour,
    /// Outline of the parts that two mines have in common.
    pub mine_pair: Colour,
    /// Outline of slivers of zones other than red lines.
    pub sliver: Colour,
    /// What became of features with a defect, in the order of [`SEVERITY_LABELS`](crate::domain::SEVERITY_LABELS).
    pub severity: [Colour; 4],
    /// Outline of administrative units.
    pub outline: Colour,
    /// What became of a result between two runs, in the order of [`CHANGE_LABELS`](crate::domain::CHANGE_LABELS).
    pub change: [Colour; 4],
}

impl Palette {
    /// The colour of a class.
    #[must_use]
    pub fn of_fragility(&self, class: Option<FragilityClass>) -> Colour {
        class.map_or(self.no_class, |class| self.fragility[class as usize])
    }

    /// The colour of a verdict.
    #[must_use]
    pub fn of_verdict(&self, verdict: Option<Verdict>) -> Colour {
        let position = verdict.and_then(|verdict| Verdict::ALL.iter().position(|known| *known == verdict));
        position.map_or(self.no_verdict, |position| self.verdict[position])
    }

    /// The colour of a position.
    #[must_use]
    pub fn of_position(&self, position: Position) -> Colour {
        self.position[usize::from(position == Position::Periphery)]
    }
}

/// The colours of a theme.
///
/// Standard: fragility is `YlOrRd` of `ColorBrewer`, four of its five classes. Colour vision: fragility is sampled from the inferno map
/// of matplotlib, turned round so that what is worst is darkest, its light end a little darker so that grey stays apart from it.
/// Classic: green, yellow, orange, red; its lightness is not monotone. "Review" is white and "not judged" is black in all of them, and "no
/// class" is the same grey. `tests/styles/colours.rs` keeps colours apart.
#[must_use]
pub fn palette(theme: Theme) -> Palette {
    let standard = Palette {
        fragility: [Colour(255, 255, 178), Colour(254, 204, 92), Colour(253, 141, 60), Colour(189, 0, 38)],
        no_class: Colour(217, 217, 217),
        verdict: [
            Colour(63, 0, 125),
            Colour(176, 18, 123),
            Colour(59, 138, 194),
            Colour(128, 191, 227),
            Colour(199, 233, 160),
            Colour(255, 255, 255),
        ],
        no_verdict: Colour(17, 17, 17),
        position: [Colour(128, 125, 186), Colour(218, 218, 235)],
        redline: Colour(215, 25, 28),
        belt: Colour(31, 78, 121),
        function: Colour(35, 139, 69),
        mine_pair: Colour(221, 0, 221),
        sliver: Colour(255, 127, 0),
        severity: [Colour(178, 24, 43), Colour(33, 102, 172), Colour(253, 184, 99), Colour(247, 247, 247)],
        outline: Colour(77, 77, 77),
        change: [Colour(214, 40, 40), Colour(42, 157, 80), Colour(244, 162, 30), Colour(158, 158, 158)],
    };
    match theme {
        Theme::Standard => standard,
        Theme::ColourVision => Palette {
            fragility: [Colour(247, 243, 155), Colour(252, 165, 10), Colour(199, 62, 76), Colour(59, 9, 100)],
            // After Okabe and Ito: vermilion, blue, yellow.
            change: [Colour(213, 94, 0), Colour(0, 114, 178), Colour(240, 228, 66), Colour(158, 158, 158)],
            ..standard
        },
        Theme::Classic => Palette {
            fragility: [Colour(111, 191, 115), Colour(255, 238, 88), Colour(245, 138, 31), Colour(200, 20, 30)],
            verdict: [
                Colour(193, 18, 31),
                Colour(123, 50, 148),
                Colour(240, 127, 19),
                Colour(255, 225, 77),
                Colour(46, 158, 79),
                Colour(255, 255, 255),
            ],
            ..standard
        },
    }
}
