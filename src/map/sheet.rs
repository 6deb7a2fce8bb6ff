//! What a sheet looks like: its size, direction, language, colours, title and font.

use crate::domain::{DeliveryStyle, Language, Theme};
use crate::error::Error;

/// Shortest and longest side of a sheet, in millimetres.
const SIDES_MM: (f64, f64) = (120.0, 3000.0);
/// More pixels than this are refused: 800 megabytes of memory.
const MOST_PIXELS: f64 = 2e8;

/// Which side of a sheet is the longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// Higher than wide.
    Portrait,
    /// Wider than high.
    Landscape,
}

/// The size of a sheet, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SheetSize {
    /// The sides.
    pub sides_mm: [f64; 2],
    /// Whether the sides may change places (`A3`), or are width and height as they stand (`500x400mm`).
    pub turns: bool,
}

impl SheetSize {
    /// A3, 420 by 297 mm (ISO 216).
    pub const A3: Self = Self { sides_mm: [420.0, 297.0], turns: true };

    /// `A0` to `A4`, or `WIDTHxHEIGHTmm`.
    ///
    /// # Errors
    /// Another word, or a side below 120 mm or above 3 m.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let named = [
            ("a4", 297.0, 210.0),
            ("a3", 420.0, 297.0),
            ("a2", 594.0, 420.0),
            ("a1", 841.0, 594.0),
            ("a0", 1189.0, 841.0),
        ];
        let word = text.trim().to_ascii_lowercase();
        if let Some((_, long, short)) = named.into_iter().find(|(name, ..)| *name == word) {
            return Ok(Self { sides_mm: [long, short], turns: true });
        }
        let usage = |problem: String| Error::Usage {
            problem,
            hint: Some("--size A4, A3, A2, A1, A0, or WIDTHxHEIGHTmm such as 500x400mm".to_owned()),
        };
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|side| side.is_finite());
        let sides = word
            .strip_suffix("mm")
            .and_then(|sides| sides.split_once(['x', '×', '*']))
            .and_then(|(width, height)| Some([number(width)?, number(height)?]));
        let Some(sides_mm) = sides else { return Err(usage(format!("--size {text}: not a size of a sheet"))) };
        if sides_mm.iter().any(|side| !(SIDES_MM.0..=SIDES_MM.1).contains(side)) {
            return Err(usage(format!("--size {text}: a side is from 120 mm to 3000 mm long")));
        }
        Ok(Self { sides_mm, turns: false })
    }

    /// Width and height for a direction.
    #[must_use]
    pub fn turned(self, orientation: Orientation) -> [f64; 2] {
        let [one, other] = self.sides_mm;
        match orientation {
            Orientation::Landscape => [one.max(other), one.min(other)],
            Orientation::Portrait => [one.min(other), one.max(other)],
        }
    }
}

/// What is asked of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetOptions {
    /// Its size.
    pub size: SheetSize,
    /// Its direction; `None`: the one in which the map becomes larger.
    pub orientation: Option<Orientation>,
    /// The language of labels, legend and notes.
    pub language: Language,
    /// The colours.
    pub theme: Theme,
    /// A title instead of that of the plan.
    pub title: Option<String>,
}

impl SheetOptions {
    /// An A3 sheet in the style of a delivery.
    #[must_use]
    pub fn of_style(style: DeliveryStyle) -> Self {
        Self { size: SheetSize::A3, orientation: None, language: style.language, theme: style.theme, title: None }
    }
}

/// Width and height in pixels.
///
/// # Errors
/// Fewer than 30 or more than 1200 dots an inch, or more than 200 million pixels.
pub fn pixels(sheet_mm: [f64; 2], dpi: f64) -> Result<[u32; 2], Error> {
    let usage = |problem: String| Error::Usage {
        problem,
        hint: Some("--dpi 150 is enough for a screen, 200 to 300 for print; .svg has no limit".to_owned()),
    };
    if !(30.0..=1200.0).contains(&dpi) {
        return Err(usage(format!("--dpi {dpi}: from 30 to 1200")));
    }
    let sides = sheet_mm.map(|side| (side / 25.4 * dpi).round());
    if sides[0] * sides[1] > MOST_PIXELS {
        return Err(usage(format!("{} x {} pixels are more than fit into memory", sides[0], sides[1])));
    }
    Ok(sides.map(|side| side as u32))
}

#[cfg(test)]
mod tests {
    use super::{Orientation, SheetSize, pixels};

    #[test]
    fn sizes_are_read_and_checked() {
        let good = [("A3", [420.0, 297.0]), ("a0", [1189.0, 841.0]), ("500x400mm", [500.0, 400.0])];
        for (text, sides) in good {
            assert_eq!(SheetSize::parse(text).unwrap().sides_mm, sides);
        }
        let bad = ["A5", "", "500x400", "10x10mm", "9999x200mm", "NaNx300mm", "-400x300mm"];
        for text in bad {
            assert!(SheetSize::parse(text).is_err(), "{text}");
        }
        assert_eq!(SheetSize::A3.turned(Orientation::Portrait), [297.0, 420.0]);
        assert_eq!(pixels([420.0, 297.0], 200.0).unwrap(), [3307, 2339]);
        assert!(pixels([1189.0, 841.0], 1200.0).is_err() && pixels([420.0, 297.0], f64::NAN).is_err());
    }
}
