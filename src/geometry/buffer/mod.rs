//! Everything within a distance of borders, as an area: never too narrow, too wide by a little that is known.
//!
//! Work is done in the plane of a Gauss-Krüger projection whose central meridian goes through the window. Its scale is 1 on that
//! meridian and larger everywhere else, so that a place within `d` metres on the ellipsoid is within `d·K` of the plane, where `K` is the
//! largest scale that is met; and what is within `d·K` of the plane is within `d·K` on the ellipsoid. Each edge is widened by a regular
//! polygon of `DIRECTIONS` sides that goes round the circle of `d·K` (their Minkowski sum: corners get arcs, ends too), which
//! reaches beyond the circle by 0.054 % at its corners. What straight lines of longitude and latitude bend in the plane, and what the merging of short
//! edges moves, is added before that. Edges overlap each other by whole discs, so that rounding opens no gap between them. At last corners that
//! the border does not need are left out, for which there is room as well.
//!
//! All of it together: no place within `d` is left out, and no place farther than `d` + 0.1 % of `d` + 1 cm is taken in.

mod edges;
mod outline;
mod plane;

use geo::{Coord, MultiPolygon};

use super::chains::degrees_around;
use super::overlay::{Overlayer, Selection};
use edges::Spine;
use plane::Plane;

/// Sides of the polygon that stands for a circle: 1 / cos(π/96) is 1.00054.
const DIRECTIONS: usize = 96;

/// No place is taken in that is farther away than the distance by more than this share of it and [`MOST_TOO_WIDE_M`].
pub const MOST_TOO_WIDE_SHARE: f64 = 1e-3;
/// See [`MOST_TOO_WIDE_SHARE`]; metres.
pub const MOST_TOO_WIDE_M: f64 = 0.01;

/// Farther from the central meridian the projection stretches by more than 0.028 %; metres.
const FARTHEST_M: f64 = 150_000.0;
/// The largest distance, in metres.
pub const LARGEST_M: f64 = 50_000.0;
/// Nearer to a pole, in degrees of latitude, lines of longitude and latitude bend too much.
const HIGHEST_LATITUDE: f64 = 80.0;
/// So many areas are united at a time: the set of clips that hold a place is then one word.
const AT_A_TIME: usize = 24;

/// Why there is no buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BufferError {
    /// More than [`LARGEST_M`], or no number.
    #[error("a distance is at most 50 km")]
    Distance,
    /// The window is wider than 300 km, less the distance, or lies near a pole.
    #[error("it reaches farther than 150 km east or west of its middle, or beyond 80 degrees of latitude")]
    Window,
    /// The overlay found no answer.
    #[error("edges near it cannot be overlaid")]
    Overlay,
}

/// The area within a distance of the edges of rings, as far as it matters in a window (the two corners of a box).
///
/// What is in it follows the even-odd rule over all rings. Outside of the window it may be anything. Rings are closed, in degrees of longitude and latitude, their edges straight in these. Only
/// edges within the distance of the window count; of rings that come from [`Chains::local_rings`](super::chains::Chains::local_rings) those in the
/// box of [`reach`] have to be there. Without such an edge, and for a distance of 0, the area is empty.
///
/// # Errors
/// A distance or a window for which the accuracy does not hold.
pub fn buffer<'r>(
    rings: impl IntoIterator<Item = &'r [Coord<f64>]>,
    window: (Coord<f64>, Coord<f64>),
    distance_m: f64,
) -> Result<MultiPolygon<f64>, BufferError> {
    if !(0.0..=LARGEST_M).contains(&distance_m) {
        return Err(BufferError::Distance);
    }
    let is_box = window.0.x <= window.1.x && window.0.y <= window.1.y;
    if distance_m <= 0.0 || !is_box {
        return Ok(MultiPolygon(Vec::new()));
    }
    let reach = reach(window, distance_m);
    let plane = Plane::for_box(reach, FARTHEST_M, HIGHEST_LATITUDE).ok_or(BufferError::Window)?;
    // Half of it for merging short edges, a quarter for the bend of an edge, a quarter for that of the sides around it.
    let slack_m = 2e-5 * distance_m + 0.002;
    // Corners are left out in the end; where rings come so near to each other that they cross, places within this of the border fall
    // on either side. So it is added twice.
    let smoothing_m = 4.5e-5 * distance_m + 0.0018;
    let wanted_m = distance_m * plane.largest_scale() + slack_m + 2.0 * smoothing_m;
    let radius_m = wanted_m / (std::f64::consts::PI / DIRECTIONS as f64).cos();
    let spines = edges::spines(rings, reach, &plane, slack_m);
    let widened = spines.iter().map(|spine| vec![widened(spine, &plane, radius_m)]).collect();
    let united = union(widened, reach).ok_or(BufferError::Overlay)?;
    Ok(outline::without_needless_corners(united, smoothing_m))
}

/// The box, in degrees, that holds every edge that counts for a window.
#[must_use]
pub fn reach(window: (Coord<f64>, Coord<f64>), distance_m: f64) -> (Coord<f64>, Coord<f64>) {
    degrees_around(window, distance_m * (1.0 + 2.0 * MOST_TOO_WIDE_SHARE) + 1.0)
}

/// The convex hull of two regular polygons around the ends of a spine, counter-clockwise and closed, in degrees.
fn widened(spine: &Spine, plane: &Plane, radius_m: f64) -> Vec<Coord<f64>> {
    let along = Coord { x: spine.to.x - spine.from.x, y: spine.to.y - spine.from.y };
    let inverse = plane.inverse_near(spine.degrees);
    let mut ring: Vec<Coord<f64>> = Vec::with_capacity(DIRECTIONS + 3);
    let turned = |steps: f64| {
        let angle = steps / DIRECTIONS as f64 * std::f64::consts::TAU;
        Coord { x: radius_m * angle.cos(), y: radius_m * angle.sin() }
    };
    // A side of the hull is that of the polygon around the end which lies farther in the direction of the side.
    let end_of_side = |number: usize| {
        let across = turned(number as f64 + 0.5);
        if across.x * along.x + across.y * along.y >= 0.0 { spine.to } else { spine.from }
    };
    let mut before = end_of_side(DIRECTIONS - 1);
    for number in 0..DIRECTIONS {
        let (at, behind) = (turned(number as f64), end_of_side(number));
        ring.push(inverse.degrees(Coord { x: before.x + at.x, y: before.y + at.y }));
        if before != behind {
            ring.push(inverse.degrees(Coord { x: behind.x + at.x, y: behind.y + at.y }));
        }
        before = behind;
    }
    ring.dedup();
    ring.push(ring[0]);
    ring
}

/// The union of areas inside a box.
fn union(mut areas: Vec<Vec<Vec<Coord<f64>>>>, within: (Coord<f64>, Coord<f64>)) -> Option<MultiPolygon<f64>> {
    let (min, max) = within;
    let corners = [min, Coord { x: max.x, y: min.y }, max, Coord { x: min.x, y: max.y }, min];
    let mut overlayer = Overlayer::new();
    loop {
        let is_last = areas.len() <= AT_A_TIME;
        let mut united = Vec::with_capacity(areas.len().div_ceil(AT_A_TIME));
        for some in areas.chunks(AT_A_TIME) {
            let clips = some.iter().map(|area| area.iter().map(Vec::as_slice));
            united.push(overlayer.overlay([corners.as_slice()], clips)?.polygons(Selection::AnyClip));
        }
        if is_last {
            return Some(united.pop().unwrap_or_else(|| MultiPolygon(Vec::new())));
        }
        let rings_of = |area: MultiPolygon<f64>| super::rings(&area).map(|ring| ring.0.clone()).collect();
        areas = united.into_iter().map(rings_of).collect();
    }
}

#[cfg(test)]
mod tests;
