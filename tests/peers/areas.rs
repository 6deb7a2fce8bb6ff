//! PROJ, through GDAL, projects as `oreline` does, and areas in its planes are those of `oreline`.

use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, SpatialRef};
use gdal::vector::ToGdal;
use geo::{Coord, LineString, MultiPolygon, Polygon};
use oreline::geometry::measure::{
    area_m2, central_meridian_3_degrees, central_meridian_6_degrees, gauss_kruger, geodesic_area_m2, planar_area_m2,
};

use crate::support::random::Random;
use crate::support::{for_each_shipped_layer, shapes};

fn east_north(mut system: SpatialRef) -> SpatialRef {
    system.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    system
}

/// From longitude and latitude of CGCS2000 to easting and northing.
fn to_epsg(epsg: u32) -> CoordTransform {
    let system = |epsg| east_north(SpatialRef::from_epsg(epsg).unwrap());
    CoordTransform::new(&system(4490), &system(epsg)).unwrap()
}

fn project(transform: &CoordTransform, corners: &[Coord<f64>]) -> Vec<Coord<f64>> {
    let mut x: Vec<f64> = corners.iter().map(|at| at.x).collect();
    let mut y: Vec<f64> = corners.iter().map(|at| at.y).collect();
    transform.transform_coords(&mut x, &mut y, &mut []).unwrap();
    x.into_iter().zip(y).map(|(x, y)| Coord { x, y }).collect()
}

/// Stars over China, from 10 m to 1000 km, some with a hole.
fn stars(random: &mut Random, count: usize) -> Vec<MultiPolygon<f64>> {
    let star = |random: &mut Random, centre: Coord<f64>, radius: f64| {
        let corners = 3 + random.below(20);
        let corners: Vec<(f64, f64)> = (0..corners)
            .map(|corner| {
                let angle = (corner as f64 + random.between(0.1, 0.9)) / corners as f64 * std::f64::consts::TAU;
                let distance = radius * random.between(0.3, 1.0);
                (centre.x + distance * angle.cos(), centre.y + distance * angle.sin())
            })
            .collect();
        shapes::ring(&corners)
    };
    (0..count)
        .map(|_| {
            let centre = Coord { x: random.between(73.0, 135.0), y: random.between(15.0, 55.0) };
            let radius = 10.0_f64.powf(random.between(-4.0, 1.0));
            let exterior = star(random, centre, radius);
            let holes = if random.chance(0.3) { vec![star(random, centre, radius * 0.1)] } else { vec![] };
            shapes::one(exterior, holes)
        })
        .collect()
}

#[test]
fn proj_puts_every_place_of_a_zone_where_oreline_does() {
    const FALSE_EASTING: f64 = 500_000.0;
    let mut random = Random::new(4490);
    let (mut places, mut farthest): (usize, f64) = (0, 0.0);
    // Zones of three degrees by central meridian, then of six.
    let three = (4534..=4554).map(|epsg| (epsg, 75.0 + 3.0 * f64::from(epsg - 4534), 1.5));
    let six = (4502..=4512).map(|epsg| (epsg, 75.0 + 6.0 * f64::from(epsg - 4502), 3.0));
    for (epsg, meridian, half_width) in three.chain(six) {
        let system = SpatialRef::from_epsg(epsg).unwrap();
        assert_eq!(system.get_proj_param("central_meridian").unwrap(), Some(meridian), "EPSG:{epsg}");
        let corners: Vec<Coord<f64>> = (0..2000)
            .map(|_| Coord { x: meridian + random.between(-4.0, 4.0), y: random.between(0.0, 60.0) })
            .collect();
        for (at, theirs) in corners.iter().zip(project(&to_epsg(epsg), &corners)) {
            let ours = gauss_kruger(*at, meridian);
            let distance = (ours.x + FALSE_EASTING - theirs.x).hypot(ours.y - theirs.y);
            assert!(distance < 1e-6, "EPSG:{epsg}: {at:?} came to {ours:?}, not {theirs:?}");
            farthest = farthest.max(distance);
            places += 1;
            if (at.x - meridian).abs() < half_width {
                let zone = if half_width < 2.0 { central_meridian_3_degrees } else { central_meridian_6_degrees };
                assert_eq!(zone(at.x), meridian, "EPSG:{epsg}: {at:?}");
            }
        }
    }
    println!("{places} places projected, farthest {farthest:.1e} m apart");
    assert_eq!(places, 32 * 2000);
}

#[test]
fn gdal_finds_the_same_areas_in_the_plane() {
    let mut random = Random::new(4534);
    let (mut areas, mut worst): (usize, f64) = (0, 0.0);
    for area in stars(&mut random, 1000) {
        let meridian = central_meridian_3_degrees(area.0[0].exterior().0[0].x).clamp(75.0, 135.0);
        let transform = to_epsg(4534 + ((meridian - 75.0) / 3.0) as u32);
        let mut geometry = area.to_gdal().unwrap();
        geometry.transform_inplace(&transform).unwrap();
        let (ours, theirs) = (planar_area_m2(&area, meridian), geometry.area());
        // Shoelaces of coordinates of thousands of kilometres lose some digits in GDAL.
        assert!((ours - theirs).abs() < 1e-9 * ours + 1e-3, "{ours} m2, GDAL {theirs}: {area:?}");
        if ours > 1e6 {
            worst = worst.max((ours / theirs - 1.0).abs());
        }
        areas += 1;
    }
    println!("{areas} areas in the plane, worst above 1 km2 {worst:.1e} apart");
    assert_eq!(areas, 1000);
}

/// The area in the plane of PROJ's equal-area cylinder of the same ellipsoid. Edges that are straight in longitude and latitude
/// are bent there; so they are cut, twice, and the error, which shrinks with the square of the pieces, is taken out.
fn equal_area_m2(area: &MultiPolygon<f64>) -> f64 {
    let rings = area.iter().flat_map(|part| {
        std::iter::once((1.0, part.exterior())).chain(part.interiors().iter().map(|hole| (-1.0, hole)))
    });
    rings
        .map(|(sign, ring)| {
            // The cylinder touches at the middle meridian of the ring, so that small rings keep their digits.
            let origin = ring.0[0].x;
            let plane = format!("+proj=cea +ellps=GRS80 +lon_0={origin} +units=m +no_defs");
            let degrees = east_north(SpatialRef::from_proj4("+proj=longlat +ellps=GRS80 +no_defs").unwrap());
            let transform =
                CoordTransform::new(&degrees, &east_north(SpatialRef::from_proj4(&plane).unwrap())).unwrap();
            let (coarse, fine) = (cut_area_m2(&transform, ring, 1), cut_area_m2(&transform, ring, 2));
            sign * (4.0 * fine - coarse) / 3.0
        })
        .sum()
}

fn cut_area_m2(transform: &CoordTransform, ring: &LineString<f64>, pieces: u32) -> f64 {
    let mut corners = Vec::new();
    for edge in ring.lines() {
        let count = (edge.dx().hypot(edge.dy()) / 0.1).ceil().max(1.0) as u32 * pieces;
        let t = (0..count).map(|number| f64::from(number) / f64::from(count));
        corners.extend(t.map(|t| Coord { x: edge.start.x + edge.dx() * t, y: edge.start.y + edge.dy() * t }));
    }
    let mut corners = project(transform, &corners);
    let origin = corners[0];
    for corner in &mut corners {
        *corner = *corner - origin;
    }
    geo::Area::unsigned_area(&Polygon::new(LineString(corners), vec![]))
}

#[test]
fn equal_area_planes_of_proj_and_geodesics_give_the_same_areas() {
    let mut random = Random::new(8);
    let mut areas: Vec<(String, MultiPolygon<f64>)> =
        stars(&mut random, 1000).into_iter().map(|area| ("star".to_owned(), area)).collect();
    for_each_shipped_layer(|set, kind, _, of_layer| {
        areas.extend(of_layer.iter().map(|area| (format!("{set} {kind}"), area.clone())));
    });
    let (mut worst_plane, mut worst_geodesic): (f64, f64) = (0.0, 0.0);
    let (mut worst_small_plane, mut worst_small_geodesic): (f64, f64) = (0.0, 0.0);
    for (name, area) in &areas {
        let ours = area_m2(area);
        let (plane, geodesic) = (equal_area_m2(area), geodesic_area_m2(area));
        // Both peers have a noise that does not shrink with the area.
        assert!((ours - plane).abs() < 1e-9 * ours + 1e-3, "{name}: {ours} m2, cylinder {plane}");
        assert!((ours - geodesic).abs() < 1e-9 * ours + 1e-3, "{name}: {ours} m2, geodesics {geodesic}");
        if ours > 1e6 {
            worst_plane = worst_plane.max((ours / plane - 1.0).abs());
            worst_geodesic = worst_geodesic.max((ours / geodesic - 1.0).abs());
        } else {
            worst_small_plane = worst_small_plane.max((ours - plane).abs());
            worst_small_geodesic = worst_small_geodesic.max((ours - geodesic).abs());
        }
    }
    println!(
        "{} areas: above 1 km2 {worst_plane:.1e} from the cylinder, {worst_geodesic:.1e} from geodesics; below \
         {worst_small_plane:.1e} m2 and {worst_small_geodesic:.1e} m2",
        areas.len()
    );
    assert!(areas.len() > 1000, "no shipped layer");
}
