//! PROJ comes to the same places as the projection of the printed map.

use gdal::spatial_ref::{CoordTransform, SpatialRef};
use geo::Coord;
use oreline::map::Projection;

use crate::support::random::Random;

/// A tenth of a millimetre on the ground.
const TENTH_MM: f64 = 1e-4;

fn compare(projection: &Projection, proj: &str, span: [f64; 4], random: &mut Random) -> usize {
    let [west, south, east, north] = span;
    let degrees = SpatialRef::from_proj4("+proj=longlat +ellps=GRS80 +no_defs").unwrap();
    let metres = SpatialRef::from_proj4(proj).unwrap();
    let transform = CoordTransform::new(&degrees, &metres).unwrap();
    let mut compared = 0;
    for _ in 0..500 {
        let at = Coord { x: random.between(west, east), y: random.between(south, north) };
        let (mut x, mut y, mut z) = ([at.x], [at.y], [0.0]);
        transform.transform_coords(&mut x, &mut y, &mut z).unwrap();
        let ours = projection.forward(at);
        let off = (ours.x - x[0]).hypot(ours.y - y[0]);
        assert!(off < TENTH_MM, "{proj}: {at:?}: {off} m");
        let back = projection.inverse(Coord { x: x[0], y: y[0] });
        assert!((back.x - at.x).abs() < 1e-9 && (back.y - at.y).abs() < 1e-9, "{proj}: {at:?} {back:?}");
        compared += 1;
    }
    compared
}

#[test]
fn proj_comes_to_the_same_places() {
    let mut random = Random::new(1987);
    let mut compared = 0;
    let (mut cones, mut cylinders) = (0, 0);
    for _ in 0..40 {
        let (west, south) = (random.between(70.0, 130.0), random.between(-55.0, 55.0));
        let span = [west, south, west + random.between(0.05, 25.0), south + random.between(0.05, 20.0)];
        let projection = Projection::of_span(span[0], span[1], span[2], span[3]);
        let ([first, second], meridian, origin) =
            (projection.parallels, projection.central_meridian, projection.origin_latitude);
        let proj = if projection.is_conic() {
            cones += 1;
            format!("+proj=aea +lat_1={first} +lat_2={second} +lat_0={origin} +lon_0={meridian} +ellps=GRS80 +units=m")
        } else {
            cylinders += 1;
            // PROJ's cylinder has no origin of latitude: y counts from the equator.
            let equator = Projection::new(meridian, [first, first], 0.0);
            let proj = format!("+proj=cea +lat_ts={first} +lon_0={meridian} +ellps=GRS80 +units=m");
            compared += compare(&equator, &proj, span, &mut random);
            continue;
        };
        compared += compare(&projection, &proj, span, &mut random);
    }
    println!("{compared} places compared, {cones} cones, {cylinders} cylinders");
    assert!(compared == 20_000 && cones > 20 && cylinders > 0, "{cones} {cylinders}");
}
