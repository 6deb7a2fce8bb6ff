//! Geometry between a layer and a text: rings in the order of a text, and whether two shapes are the same.

use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Polygon, Winding};

use crate::corners::Shape;
use crate::crs::ToCgcs2000;
use crate::domain::RawGeometry;

/// Corners that lie nearer to each other than this, in degrees, are the same: a tenth of a millimetre. What QGIS saves
/// untouched is the same to the last bit; another release of PROJ moves corners by less than a thousandth of this.
const SAME_DEGREES: f64 = 1e-9;

/// A geometry of a source in EPSG:4490; the reason where there is none.
pub(super) fn to_4490(raw: RawGeometry<'_>, way: &ToCgcs2000) -> Result<Geometry<f64>, String> {
    let bring = |mut places: Vec<Coord<f64>>| -> Result<Vec<Coord<f64>>, String> {
        let lost = "a coordinate has no place in EPSG:4490".to_owned();
        way.apply(&mut places).map_err(|_| lost.clone())?;
        let is_place = |at: &Coord<f64>| at.x.abs() <= 180.0 && at.y.abs() <= 90.0;
        if places.iter().all(is_place) { Ok(places) } else { Err(lost) }
    };
    match raw {
        RawGeometry::Point(at, _) => Ok(Geometry::Point(bring(vec![at])?[0].into())),
        RawGeometry::Points(places) => {
            Ok(Geometry::MultiPoint(MultiPoint::new(bring(places)?.into_iter().map(Into::into).collect())))
        }
        RawGeometry::Lines(lines) => {
            let mut lines =
                lines.into_iter().map(|line| bring(line.0).map(LineString)).collect::<Result<Vec<_>, _>>()?;
            Ok(match lines.pop() {
                Some(only) if lines.is_empty() => Geometry::LineString(only),
                last => Geometry::MultiLineString(MultiLineString(lines.into_iter().chain(last).collect())),
            })
        }
        RawGeometry::Area(parts) => {
            let mut polygons = Vec::with_capacity(parts.len());
            for part in parts {
                let mut rings =
                    part.into_iter().map(|ring| bring(ring.0).map(LineString)).collect::<Result<Vec<_>, _>>()?;
                if !rings.is_empty() {
                    let exterior = rings.remove(0);
                    polygons.push(Polygon::new(exterior, rings));
                }
            }
            Ok(Geometry::MultiPolygon(MultiPolygon(polygons)))
        }
        RawGeometry::Missing => Err("the feature has no geometry".to_owned()),
        RawGeometry::Empty => Err("the geometry has no coordinates".to_owned()),
        RawGeometry::Unreadable(_, reason) => Err(reason.into_string()),
        RawGeometry::Other(name) => Err(format!("{name}: a parcel is points, lines or an area")),
    }
}

/// The shape of a parcel and its rings as a text has them: every outline clockwise with north up, its holes behind it the
/// other way round; first corners stay first. `None` for other geometries.
pub(super) fn rings(geometry: &Geometry<f64>) -> Option<(Shape, Vec<Vec<Coord<f64>>>)> {
    Some(match geometry {
        Geometry::Point(at) => (Shape::Point, vec![vec![at.0]]),
        Geometry::MultiPoint(points) => (Shape::Point, vec![points.iter().map(|at| at.0).collect()]),
        Geometry::LineString(line) => (Shape::Line, vec![line.0.clone()]),
        Geometry::MultiLineString(lines) => (Shape::Line, lines.iter().map(|line| line.0.clone()).collect()),
        Geometry::Polygon(part) => (Shape::Area, of_part(part)),
        Geometry::MultiPolygon(parts) => (Shape::Area, parts.iter().flat_map(of_part).collect()),
        _ => return None,
    })
}

fn of_part(part: &Polygon<f64>) -> Vec<Vec<Coord<f64>>> {
    let mut outline = part.exterior().clone();
    outline.make_cw_winding();
    let holes = part.interiors().iter().map(|hole| {
        let mut hole = hole.clone();
        hole.make_ccw_winding();
        hole.0
    });
    std::iter::once(outline.0).chain(holes).collect()
}

/// Whether two geometries have the same corners in the same rings, wherever rings begin and whichever way they run.
pub(super) fn is_same(one: &Geometry<f64>, other: &Geometry<f64>) -> bool {
    let (Some((shape, ours)), Some((other_shape, theirs))) = (rings(one), rings(other)) else { return false };
    if shape != other_shape || ours.len() != theirs.len() {
        return false;
    }
    let mut left: Vec<&[Coord<f64>]> = theirs.iter().map(|ring| open(shape, ring)).collect();
    ours.iter().all(|ring| {
        let ring = open(shape, ring);
        let found = left.iter().position(|other| is_same_ring(ring, other, shape == Shape::Area));
        found.map(|at| left.swap_remove(at)).is_some()
    })
}

/// A ring without its closing corner.
fn open(shape: Shape, ring: &[Coord<f64>]) -> &[Coord<f64>] {
    match ring {
        [first, .., last] if shape == Shape::Area && is_near(*first, *last) => &ring[..ring.len() - 1],
        _ => ring,
    }
}

fn is_same_ring(one: &[Coord<f64>], other: &[Coord<f64>], may_turn: bool) -> bool {
    if one.len() != other.len() {
        return false;
    }
    if one.iter().zip(other).all(|(a, b)| is_near(*a, *b)) {
        return true;
    }
    let Some(first) = one.first().filter(|_| may_turn) else { return false };
    let count = other.len();
    (0..count).filter(|start| is_near(*first, other[*start])).any(|start| {
        let forward = (0..count).all(|at| is_near(one[at], other[(start + at) % count]));
        forward || (0..count).all(|at| is_near(one[at], other[(start + count - at) % count]))
    })
}

fn is_near(a: Coord<f64>, b: Coord<f64>) -> bool {
    (a.x - b.x).abs() <= SAME_DEGREES && (a.y - b.y).abs() <= SAME_DEGREES
}

#[cfg(test)]
mod tests {
    use geo::{Coord, Geometry, polygon};

    use super::{is_same, rings};
    use crate::corners::Shape;

    #[test]
    fn a_ring_is_the_same_wherever_it_begins_and_another_if_a_corner_moved() {
        let one =
            |corners: &[(f64, f64)]| -> Geometry<f64> { geo::Polygon::new(corners.to_vec().into(), Vec::new()).into() };
        let ring = one(&[(0.0, 0.0), (1.0, 0.0), (1.0, 2.0), (0.0, 1.0)]);
        let turned = one(&[(1.0, 2.0), (1.0, 0.0), (0.0, 0.0), (0.0, 1.0)]);
        assert!(is_same(&ring, &turned) && is_same(&turned, &ring));
        let nearly = one(&[(0.0, 0.0), (1.0, 5e-10), (1.0, 2.0), (0.0, 1.0)]);
        assert!(is_same(&ring, &nearly));
        for moved in [
            one(&[(0.0, 0.0), (1.0, 1e-8), (1.0, 2.0), (0.0, 1.0)]),
            one(&[(0.0, 0.0), (1.0, 2.0), (1.0, 0.0), (0.0, 1.0)]),
            one(&[(0.0, 0.0), (1.0, 0.0), (1.0, 2.0)]),
            one(&[(0.0, 0.0), (1.0, 0.0), (1.0, 2.0), (0.0, 1.0), (0.0, 0.5)]),
        ] {
            assert!(!is_same(&ring, &moved), "{moved:?}");
        }
    }

    #[test]
    fn outlines_run_clockwise_and_holes_the_other_way() {
        let area = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0), (x: 0.0, y: 9.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 1.0, y: 2.0), (x: 2.0, y: 2.0)]],
        );
        let (shape, rings) = rings(&area.into()).unwrap();
        assert_eq!((shape, rings.len()), (Shape::Area, 2));
        assert_eq!(rings[0][..2], [Coord { x: 0.0, y: 0.0 }, Coord { x: 0.0, y: 9.0 }]);
        assert_eq!(rings[1][1], Coord { x: 2.0, y: 2.0 });
    }
}
