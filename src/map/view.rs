//! From degrees to millimetres of the sheet: the part of the earth that is shown, and its scale.

use geo::{Coord, Polygon};

use super::content::{Content, MapPlace};
use super::projection::{Projection, short_distance_m};

/// A box on the sheet in millimetres, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SheetBox {
    /// Left side.
    pub left: f64,
    /// Upper side.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl SheetBox {
    /// Right side.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// Lower side.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// The middle.
    #[must_use]
    pub fn centre(&self) -> [f64; 2] {
        [self.left + self.width / 2.0, self.top + self.height / 2.0]
    }

    /// Whether two boxes have more in common than sides.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right() && other.left < self.right() && self.top < other.bottom() && other.top < self.bottom()
    }

    /// Whether another box lies inside.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && other.right() <= self.right()
            && self.top <= other.top
            && other.bottom() <= self.bottom()
    }

    /// The box with a margin around it; a negative one makes it smaller.
    #[must_use]
    pub fn with_margin(&self, margin: f64) -> Self {
        Self {
            left: self.left - margin,
            top: self.top - margin,
            width: self.width + 2.0 * margin,
            height: self.height + 2.0 * margin,
        }
    }
}

/// What a map has to show, in degrees and in projected metres.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    pub(super) projection: Projection,
    /// Least and greatest x and y, in metres.
    least: Coord<f64>,
    greatest: Coord<f64>,
}

/// No map shows less than this, in metres.
const LEAST_SIDE_M: f64 = 2000.0;

impl Extent {
    /// The extent of all zones and mines. Without any, it is China's middle.
    pub(super) fn of(content: &Content<'_>) -> Self {
        let (mut west, mut south, mut east, mut north) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
        each_place(content, |at| {
            (west, east) = (west.min(at.x), east.max(at.x));
            (south, north) = (south.min(at.y), north.max(at.y));
        });
        if west > east {
            (west, south, east, north) = (104.0, 35.0, 104.1, 35.1);
        }
        let projection = Projection::of_span(west, south, east, north);
        let mut least = Coord { x: f64::MAX, y: f64::MAX };
        let mut greatest = Coord { x: f64::MIN, y: f64::MIN };
        let mut see = |at: Coord<f64>| {
            let at = projection.forward(at);
            least = Coord { x: least.x.min(at.x), y: least.y.min(at.y) };
            greatest = Coord { x: greatest.x.max(at.x), y: greatest.y.max(at.y) };
        };
        each_place(content, &mut see);
        if content.zones.is_empty() && content.mines.is_empty() {
            see(Coord { x: west, y: south });
            see(Coord { x: east, y: north });
        }
        let widened = |least: &mut f64, greatest: &mut f64| {
            let lacking = (LEAST_SIDE_M - (*greatest - *least)).max(0.0) / 2.0;
            (*least, *greatest) = (*least - lacking, *greatest + lacking);
        };
        widened(&mut least.x, &mut greatest.x);
        widened(&mut least.y, &mut greatest.y);
        Self { projection, least, greatest }
    }

    /// The scale at which it fits into a window: the number N of 1:N, before rounding.
    pub(super) fn denominator(&self, width_mm: f64, height_mm: f64) -> f64 {
        let width_m = self.greatest.x - self.least.x;
        let height_m = self.greatest.y - self.least.y;
        (width_m / width_mm).max(height_m / height_mm) * 1000.0
    }
}

fn each_place(content: &Content<'_>, mut call: impl FnMut(Coord<f64>)) {
    let mut polygon = |polygon: &Polygon<f64>| polygon.exterior().0.iter().for_each(|at| call(*at));
    for zone in &content.zones {
        zone.area.iter().for_each(&mut polygon);
    }
    for mine in &content.mines {
        if let MapPlace::Area(area) = &mine.place {
            area.iter().for_each(&mut polygon);
        }
    }
    for mine in &content.mines {
        if let MapPlace::Point(at) = &mine.place {
            call(*at);
        }
    }
}

/// The round number from which a scale is made: the next of these, times a power of ten.
const ROUND: [f64; 28] = [
    1.0, 1.1, 1.2, 1.25, 1.4, 1.5, 1.6, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.25, 3.5, 3.75, 4.0, 4.5, 5.0, 5.5, 6.0, 6.5,
    7.0, 7.5, 8.0, 8.5, 9.0, 10.0,
];

/// The next round number that is no smaller.
pub(super) fn round_up(number: f64) -> f64 {
    let power = 10f64.powf(number.log10().floor());
    let share = number / power;
    ROUND.into_iter().find(|round| *round >= share - 1e-9).unwrap_or(10.0) * power
}

/// A window of the sheet with the part of the earth that it shows.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The projection.
    pub projection: Projection,
    /// The window.
    pub window: SheetBox,
    /// N of the scale 1:N, which holds on the standard parallels.
    pub denominator: f64,
    /// What lies in the middle of the window, in projected metres.
    middle: Coord<f64>,
}

impl View {
    /// An extent in the middle of a window, with some air around it.
    pub(super) fn new(extent: &Extent, window: SheetBox, air_mm: f64) -> Self {
        let inner = window.with_margin(-air_mm);
        let denominator = round_up(extent.denominator(inner.width, inner.height));
        let middle = Coord {
            x: f64::midpoint(extent.least.x, extent.greatest.x),
            y: f64::midpoint(extent.least.y, extent.greatest.y),
        };
        Self { projection: extent.projection, window, denominator, middle }
    }

    fn metres_per_mm(&self) -> f64 {
        self.denominator / 1000.0
    }

    /// Degrees to millimetres.
    #[must_use]
    pub fn to_sheet(&self, at: Coord<f64>) -> [f64; 2] {
        let at = self.projection.forward(at);
        let [x, y] = self.window.centre();
        let scale = self.metres_per_mm();
        [x + (at.x - self.middle.x) / scale, y - (at.y - self.middle.y) / scale]
    }

    /// Millimetres to degrees.
    #[must_use]
    pub fn to_earth(&self, [x, y]: [f64; 2]) -> Coord<f64> {
        let [centre_x, centre_y] = self.window.centre();
        let scale = self.metres_per_mm();
        self.projection
            .inverse(Coord { x: self.middle.x + (x - centre_x) * scale, y: self.middle.y - (y - centre_y) * scale })
    }

    /// Metres on the ground for a millimetre along the horizontal line through the middle of the window.
    #[must_use]
    pub fn ground_m_per_mm(&self) -> f64 {
        let [x, y] = self.window.centre();
        let half = 5.0;
        short_distance_m(self.to_earth([x - half, y]), self.to_earth([x + half, y])) / (2.0 * half)
    }

    /// West, south, east and north of the window, in degrees.
    #[must_use]
    pub fn span(&self) -> [f64; 4] {
        let mut span = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        for step in 0..=40 {
            let share = f64::from(step) / 40.0;
            let (x, y) = (self.window.left + self.window.width * share, self.window.top + self.window.height * share);
            let sides =
                [[x, self.window.top], [x, self.window.bottom()], [self.window.left, y], [self.window.right(), y]];
            for at in sides.map(|place| self.to_earth(place)) {
                span = [span[0].min(at.x), span[1].min(at.y), span[2].max(at.x), span[3].max(at.y)];
            }
        }
        span
    }
}

#[cfg(test)]
mod tests {
    use super::round_up;

    #[test]
    fn scales_are_round() {
        for (number, round) in [(4_812_345.0, 5e6), (1e6, 1e6), (1.01e6, 1.1e6), (995.0, 1000.0), (23_456.0, 25_000.0)]
        {
            assert!((round_up(number) - round).abs() < 1e-6 * round, "{number}");
        }
    }
}
