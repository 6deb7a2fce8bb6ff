//! The measures against each other, against numeric integration, and against figures measured before.

use std::f64::consts::{PI, TAU};

use geo::{Coord, Distance, Geodesic, LineString, MultiPolygon, Point, Polygon};

use super::gauss_kruger::RECTIFYING_RADIUS;
use super::*;

const RADIANS: f64 = PI / 180.0;

/// `SplitMix64` (Steele, Lea, Flood 2014).
pub(super) struct Random(pub(super) u64);

impl Random {
    /// 0 to 1, without 1.
    pub(super) fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }
}

fn ring(corners: &[(f64, f64)]) -> LineString<f64> {
    let mut ring = LineString::from(corners.to_vec());
    ring.close();
    ring
}

fn one(exterior: LineString<f64>) -> MultiPolygon<f64> {
    MultiPolygon(vec![Polygon::new(exterior, vec![])])
}

fn rectangle(west: f64, south: f64, east: f64, north: f64) -> LineString<f64> {
    ring(&[(west, south), (east, south), (east, north), (west, north)])
}

/// A star of a radius in degrees.
fn star(random: &mut Random, centre: (f64, f64), radius: f64) -> LineString<f64> {
    let corners = 3 + (random.unit() * 20.0) as usize;
    let corners: Vec<(f64, f64)> = (0..corners)
        .map(|corner| {
            let angle = (corner as f64 + random.between(0.1, 0.9)) / corners as f64 * TAU;
            let distance = radius * random.between(0.3, 1.0);
            (centre.0 + distance * angle.cos(), centre.1 + distance * angle.sin())
        })
        .collect();
    ring(&corners)
}

/// From the plane of a Gauss-Krüger zone back to degrees: Karney 2011, equations 36 and 15 to 19.
fn from_plane(at: (f64, f64), central_meridian: f64) -> (f64, f64) {
    let n = Cgcs2000::N;
    let power = |k: i32| n.powi(k);
    let beta = [
        n / 2.0 - power(2) * 2.0 / 3.0 + power(3) * 37.0 / 96.0 - power(4) / 360.0 - power(5) * 81.0 / 512.0
            + power(6) * 96_199.0 / 604_800.0,
        power(2) / 48.0 + power(3) / 15.0 - power(4) * 437.0 / 1_440.0 + power(5) * 46.0 / 105.0
            - power(6) * 1_118_711.0 / 3_870_720.0,
        power(3) * 17.0 / 480.0 - power(4) * 37.0 / 840.0 - power(5) * 209.0 / 4_480.0 + power(6) * 5_569.0 / 90_720.0,
        power(4) * 4_397.0 / 161_280.0 - power(5) * 11.0 / 504.0 - power(6) * 830_251.0 / 7_257_600.0,
        power(5) * 4_583.0 / 161_280.0 - power(6) * 108_847.0 / 3_991_680.0,
        power(6) * 20_648_693.0 / 638_668_800.0,
    ];
    let (eta, xi) = (at.0 / RECTIFYING_RADIUS, at.1 / RECTIFYING_RADIUS);
    let (mut eta_sphere, mut xi_sphere) = (eta, xi);
    for (number, beta) in beta.iter().enumerate() {
        let k = 2.0 * (number + 1) as f64;
        xi_sphere -= beta * (k * xi).sin() * (k * eta).cosh();
        eta_sphere -= beta * (k * xi).cos() * (k * eta).sinh();
    }
    let conformal = xi_sphere.sin() / eta_sphere.sinh().hypot(xi_sphere.cos());
    let longitude = eta_sphere.sinh().atan2(xi_sphere.cos());
    let e = Cgcs2000::E2.sqrt();
    let mut tangent = conformal;
    for _ in 0..6 {
        let secant = tangent.hypot(1.0);
        let sigma = (e * (e * tangent / secant).atanh()).sinh();
        let here = tangent * sigma.hypot(1.0) - sigma * secant;
        tangent += (conformal - here) / here.hypot(1.0) * (1.0 + (1.0 - Cgcs2000::E2) * tangent * tangent)
            / ((1.0 - Cgcs2000::E2) * secant);
    }
    (central_meridian + longitude / RADIANS, tangent.atan() / RADIANS)
}

/// A square of the plane, its sides cut into pieces, in degrees.
fn square(west: f64, south: f64, side: f64, pieces: usize, central_meridian: f64) -> MultiPolygon<f64> {
    let corners = [(west, south), (west + side, south), (west + side, south + side), (west, south + side)];
    let mut all = Vec::new();
    for (number, a) in corners.iter().enumerate() {
        let b = corners[(number + 1) % 4];
        all.extend((0..pieces).map(|piece| {
            let t = piece as f64 / pieces as f64;
            from_plane((a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t), central_meridian)
        }));
    }
    one(ring(&all))
}

fn millionths(one: f64, other: f64) -> f64 {
    (one / other - 1.0) * 1e6
}

/// The area between four corners when the sides are geodesics, nothing cut.
fn corners_only_m2(area: &MultiPolygon<f64>) -> f64 {
    use geo::GeodesicArea;
    area.geodesic_area_signed().abs()
}

#[test]
fn the_way_back_from_the_plane_is_exact() {
    let mut random = Random(1);
    for _ in 0..1000 {
        let at = Coord { x: random.between(84.0, 92.0), y: random.between(-60.0, 60.0) };
        let plane = gauss_kruger(at, 88.0);
        let back = from_plane((plane.x, plane.y), 88.0);
        assert!((back.0 - at.x).abs() < 1e-12 && (back.1 - at.y).abs() < 1e-12, "{at:?} {back:?}");
    }
}

/// Figures measured earlier for squares in the plane, whose place was not kept. A south side 4 820 km from the equator and
/// west sides as they stand here are where all of them come out.
#[test]
fn squares_come_out_as_measured_before() {
    let south = 4_820_000.0;
    // West side, side in metres, pieces of a side; by how many millionths the plane, and corners joined by geodesics, give
    // more, and how finely that was told.
    for (west, side, pieces, planar, corners) in [
        (0.0, 5_000.0, 1, (0.16, 0.005), (0.005, 0.000_5)),
        (140_000.0, 5_000.0, 1, (500.0, 1.0), (0.005, 0.000_5)),
        (-50_000.0, 100_000.0, 1, (1.3, 0.05), (1.3, 0.05)),
        (-50_000.0, 100_000.0, 100, (20.5, 0.05), (0.000_1, 0.000_05)),
    ] {
        let square = square(west, south, side, pieces, 117.0);
        let area = area_m2(&square);
        let of_plane = millionths(planar_area_m2(&square, 117.0), area);
        let of_corners = millionths(corners_only_m2(&square), area);
        let of_geodesics = millionths(geodesic_area_m2(&square), area);
        println!("{west} {side} / {pieces}: {of_plane:+.4} {of_corners:+.5} {of_geodesics:+.5}");
        assert!((of_plane - planar.0).abs() < planar.1, "{west} {side} {pieces}: {of_plane}");
        assert!((of_corners - corners.0).abs() < corners.1, "{west} {side} {pieces}: {of_corners}");
        assert!(of_geodesics.abs() < 1e-4, "{west} {side} {pieces}: {of_geodesics}");
    }
}

/// The formula of the land survey as it is printed: the middle of an edge stands for the edge.
fn rule_m2(ring: &LineString<f64>) -> f64 {
    let e2 = Cgcs2000::E2;
    let (e4, e6, e8) = (e2.powi(2), e2.powi(3), e2.powi(4));
    let coefficients = [
        1.0 + 3.0 / 6.0 * e2 + 30.0 / 80.0 * e4 + 35.0 / 112.0 * e6 + 630.0 / 2304.0 * e8,
        1.0 / 6.0 * e2 + 15.0 / 80.0 * e4 + 21.0 / 112.0 * e6 + 420.0 / 2304.0 * e8,
        3.0 / 80.0 * e4 + 7.0 / 112.0 * e6 + 180.0 / 2304.0 * e8,
        1.0 / 112.0 * e6 + 45.0 / 2304.0 * e8,
        5.0 / 2304.0 * e8,
    ];
    let origin = ring.0[0].x;
    let of_edge = |(a, b): (Coord<f64>, Coord<f64>)| {
        let (db, bm) = ((b.y - a.y) * RADIANS, f64::midpoint(a.y, b.y) * RADIANS);
        let mut series = 0.0;
        for (number, coefficient) in coefficients.iter().enumerate() {
            let k = (2 * number + 1) as f64;
            let sign = if number % 2 == 0 { 1.0 } else { -1.0 };
            series += sign * coefficient * (k / 2.0 * db).sin() * (k * bm).cos();
        }
        2.0 * Cgcs2000::B.powi(2) * (f64::midpoint(a.x, b.x) - origin) * RADIANS * series
    };
    edges(ring).map(of_edge).sum()
}

#[test]
fn the_rule_is_the_limit_for_short_edges() {
    let triangle = |size: f64| ring(&[(110.0, 35.0), (110.0 + size, 35.0), (110.0 + 0.3 * size, 35.0 + size)]);
    for size in [0.001, 0.01, 0.1, 1.0] {
        let ring = triangle(size);
        let from_series = rule_area_m2(&one(ring.clone()));
        assert!((rule_m2(&ring) / from_series - 1.0).abs() < 1e-9, "{size}: {} {from_series}", rule_m2(&ring));
        let relative = rule_m2(&ring) / area_m2(&one(ring)) - 1.0;
        println!("{size} degrees: the rule is off by {relative:.1e}");
        // By tan(latitude) / 6 for a radian of height, to first order.
        let foreseen = -size * RADIANS * (35.0 * RADIANS).tan() / 6.0;
        assert!((relative / foreseen - 1.0).abs() < 0.03, "{size}: {relative:e} {foreseen:e}");
    }
    // Cut into short edges, the rule comes to the same as one step.
    let long = triangle(5.0);
    let mut cut = Vec::new();
    for (a, b) in edges(&long) {
        cut.extend(
            (0..50_000).map(|step| f64::from(step) / 50_000.0).map(|t| (a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)),
        );
    }
    assert!((rule_m2(&ring(&cut)) / area_m2(&one(long)) - 1.0).abs() < 1e-11);
}

/// The area between two meridians and two parallels in closed form.
fn block_m2(west: f64, south: f64, east: f64, north: f64) -> f64 {
    let e = Cgcs2000::E2.sqrt();
    let to = |latitude: f64| {
        let s = (latitude * RADIANS).sin();
        s / (1.0 - Cgcs2000::E2 * s * s) + (e * s).atanh() / e
    };
    Cgcs2000::B.powi(2) / 2.0 * (east - west) * RADIANS * (to(north) - to(south))
}

#[test]
fn blocks_of_every_size_have_the_area_of_the_closed_form() {
    for (west, south, size) in [(87.0, 45.0, 10.0), (80.0, 18.0, 10.0), (120.0, 43.0, 1.0), (100.0, 30.0, 1.0 / 60.0)] {
        let area = area_m2(&one(rectangle(west, south, west + size, south + size)));
        let exact = block_m2(west, south, west + size, south + size);
        assert!((area / exact - 1.0).abs() < 3e-11, "{west} {south} {size}: {area} {exact}");
    }
    assert!((area_m2(&one(rectangle(-180.0, -90.0, 180.0, 90.0))) / 5.100_656_217_24e14 - 1.0).abs() < 1e-10);
}

#[test]
fn small_areas_keep_their_digits() {
    // The closed form loses digits here; Simpson's rule for the width of the zone does not.
    let exact = |west: f64, south: f64, east: f64, north: f64| {
        let mean = (width(south) + 4.0 * width(f64::midpoint(south, north)) + width(north)) / 6.0;
        mean * (north - south) * RADIANS * (east - west) * RADIANS
    };
    let (degree_north, degree_east) = (111_131.8, 78_846.8);
    // 10 m by 10 m; a metre by a metre; slivers of 1 m², a millimetre wide, each way.
    for (width_m, height_m) in [(10.0, 10.0), (1.0, 1.0), (0.001, 1000.0), (1000.0, 0.001)] {
        let (west, south) = (87.0, 45.0);
        let (east, north) = (west + width_m / degree_east, south + height_m / degree_north);
        let area = area_m2(&one(rectangle(west, south, east, north)));
        let exact = exact(west, south, east, north);
        assert!((area - exact).abs() < 1e-9, "{width_m} {height_m}: {area} {exact}");
        assert!((exact / (width_m * height_m) - 1.0).abs() < 1e-4, "{exact}");
    }
    // A sliver of 1 m² along a slanting border of 30 km: the two long sides cancel all but a part in 1e8.
    let (a, b) = ((87.0, 45.0), (87.25, 45.25));
    let thin = 1.0 / 19_600.0 / degree_east;
    let sliver = ring(&[a, (a.0 + thin, a.1), (b.0 + thin, b.1), b]);
    let (area, exact) = (area_m2(&one(sliver.clone())), integrated_m2(&one(sliver)));
    assert!((area - exact).abs() < 1e-6 && (0.5..2.0).contains(&area), "{area} {exact}");
}

#[test]
fn directions_and_corners_on_edges_change_nothing() {
    let mut random = Random(6);
    for _ in 0..500 {
        let centre = (random.between(73.0, 135.0), random.between(15.0, 55.0));
        let radius = 10.0_f64.powf(random.between(-4.0, 1.0));
        let outer = star(&mut random, centre, radius);
        let hole = star(&mut random, centre, radius * 0.1);
        let reversed = |ring: &LineString<f64>| LineString(ring.0.iter().rev().copied().collect());
        let without_hole = area_m2(&one(outer.clone()));
        let of_hole = area_m2(&one(hole.clone()));
        for (exterior, interior) in [
            (outer.clone(), hole.clone()),
            (reversed(&outer), hole.clone()),
            (outer.clone(), reversed(&hole)),
            (reversed(&outer), reversed(&hole)),
        ] {
            let area = MultiPolygon(vec![Polygon::new(exterior, vec![interior])]);
            assert!((area_m2(&area) - (without_hole - of_hole)).abs() < 1e-13 * without_hole);
            let plane = planar_area_m2(&area, central_meridian_3_degrees(centre.0));
            assert!((plane / area_m2(&area) - 1.0).abs() < 0.05);
        }
        let signed = border_area_m2(edges(&outer));
        let mut edges_of_both: Vec<(Coord<f64>, Coord<f64>)> = edges(&outer).chain(edges(&reversed(&hole))).collect();
        assert!(signed > 0.0 && (border_area_m2(edges(&reversed(&outer))) + signed).abs() < 1e-14 * signed);
        let area = border_area_m2(edges_of_both.iter().copied());
        edges_of_both.rotate_left(3);
        edges_of_both.reverse();
        assert!(
            (border_area_m2(edges_of_both.iter().copied()) / area - 1.0).abs() < 1e-12,
            "the order changes nothing"
        );
        let cut = outer.0.windows(2).flat_map(|ends| {
            [ends[0], Coord { x: f64::midpoint(ends[0].x, ends[1].x), y: f64::midpoint(ends[0].y, ends[1].y) }]
        });
        let cut = LineString(cut.chain([outer.0[0]]).collect());
        // Middles are rounded, which moves them by 1e-14 degrees.
        assert!((area_m2(&one(cut)) / without_hole - 1.0).abs() < 1e-12 + 1e-13 / radius);
    }
}

#[test]
fn parts_of_an_area_add_up_to_it() {
    let mut random = Random(7);
    for _ in 0..200 {
        let centre = (random.between(73.0, 135.0), random.between(15.0, 55.0));
        let radius = 10.0_f64.powf(random.between(-4.0, 1.0));
        let outer = star(&mut random, centre, radius);
        let parts: f64 = edges(&outer)
            .map(|(a, b)| {
                let centre = Coord { x: centre.0, y: centre.1 };
                border_area_m2([(a, b), (b, centre), (centre, a)].into_iter())
            })
            .sum();
        let whole = border_area_m2(edges(&outer));
        assert!((parts - whole).abs() < 1e-13 * whole.max(1.0), "{parts} {whole}");
    }
}

#[test]
fn no_coordinates_make_it_panic() {
    let values = [0.0, -0.0, 90.0, -90.0, 180.0, 1e-320, 45.0, 1e17, -1e300, f64::MAX, f64::MIN];
    let mut random = Random(8);
    let mut pick = || values[(random.unit() * values.len() as f64) as usize];
    for corners in 0..60 {
        let corners: Vec<(f64, f64)> = (0..corners % 6).map(|_| (pick(), pick())).collect();
        let area = one(LineString::from(corners));
        let perimeter = perimeter_m(area.iter().flat_map(|part| edges(part.exterior())));
        let all = [area_m2(&area), planar_area_m2(&area, 87.0), geodesic_area_m2(&area), perimeter];
        assert!(all.len() == 4 && middle_longitude(&area).is_none_or(|middle| !middle.is_nan()));
    }
    for nothing in [MultiPolygon(vec![]), one(LineString(vec![])), one(ring(&[(87.0, 45.0)]))] {
        assert!(
            area_m2(&nothing).abs() + planar_area_m2(&nothing, 87.0).abs() + geodesic_area_m2(&nothing).abs() < 1e-9
        );
    }
}

#[test]
fn zones_and_projection_are_those_of_the_maps() {
    for (longitude, three, six) in [
        (73.5, 75.0, 75.0),
        (76.5, 78.0, 75.0),
        (76.499, 75.0, 75.0),
        (87.3, 87.0, 87.0),
        (90.0, 90.0, 93.0),
        (134.9, 135.0, 135.0),
        (-100.0, -99.0, -99.0),
    ] {
        let found = (central_meridian_3_degrees(longitude), central_meridian_6_degrees(longitude));
        assert!((found.0 - three).abs() + (found.1 - six).abs() < 1e-12, "{longitude}: {found:?}");
    }
    let two = MultiPolygon(vec![
        Polygon::new(rectangle(88.0, 40.0, 88.5, 41.0), vec![]),
        Polygon::new(rectangle(91.0, 40.0, 92.0, 41.0), vec![]),
    ]);
    assert!((middle_longitude(&two).unwrap() - 90.0).abs() < 1e-12);
    assert_eq!(middle_longitude(&MultiPolygon(vec![])), None);
    // The length of a quarter of a meridian: 10 001 965.729 m.
    let pole = gauss_kruger(Coord { x: 87.0, y: 90.0 }, 87.0);
    assert!((pole.y - 10_001_965.729_3).abs() < 1e-4 && pole.x.abs() < 1e-6, "{pole:?}");
}

/// The width of a zone of one radian at a latitude, from the definition.
fn width(latitude: f64) -> f64 {
    let (sine, cosine) = (latitude * RADIANS).sin_cos();
    let (meridian, across) = Cgcs2000::radii_m(sine);
    meridian * across * cosine
}

/// Integral of longitude over the zone along straight edges: Gauss-Legendre with 5 points on each of many pieces.
fn integrated_m2(area: &MultiPolygon<f64>) -> f64 {
    let points = [
        (0.0, 128.0 / 225.0),
        (0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
        (-0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
        (0.906_179_845_938_664, 0.236_926_885_056_189_08),
        (-0.906_179_845_938_664, 0.236_926_885_056_189_08),
    ];
    sum_of_rings(area, |ring| {
        let origin = ring.0[0].x;
        let mut sum = 0.0;
        for (a, b) in edges(ring) {
            let pieces = 16;
            let mut of_edge = 0.0;
            for piece in 0..pieces {
                for (place, weight) in points {
                    let t = (f64::from(piece) + 0.5 + 0.5 * place) / f64::from(pieces);
                    let longitude = a.x - origin + (b.x - a.x) * t;
                    of_edge += weight * longitude * width(a.y + (b.y - a.y) * t);
                }
            }
            sum += of_edge / (2.0 * f64::from(pieces)) * (b.y - a.y);
        }
        sum * RADIANS * RADIANS
    })
}

#[test]
fn series_and_numeric_integration_agree() {
    let mut random = Random(2);
    let mut worst: f64 = 0.0;
    for _ in 0..2000 {
        let centre = (random.between(73.0, 135.0), random.between(-60.0, 60.0));
        let radius = 10.0_f64.powf(random.between(-5.0, 1.0));
        let mut area = one(star(&mut random, centre, radius));
        let hole = star(&mut random, centre, radius * 0.1);
        area.0[0].interiors_push(hole);
        let (ours, theirs) = (area_m2(&area), integrated_m2(&area));
        worst = worst.max((ours / theirs - 1.0).abs());
    }
    println!("worst of 2000: {worst:.1e}");
    assert!(worst < 1e-10, "{worst:e}");
}

#[test]
fn series_and_geodesics_agree() {
    let mut random = Random(3);
    let (mut worst, mut noise): (f64, f64) = (0.0, 0.0);
    for number in 0..1000 {
        let centre = (random.between(73.0, 135.0), random.between(15.0, 55.0));
        let radius = 10.0_f64.powf(random.between(-3.5, 1.0));
        let area = one(star(&mut random, centre, radius));
        let (ours, theirs) = (area_m2(&area), geodesic_area_m2(&area));
        if ours > 1e6 {
            worst = worst.max((ours / theirs - 1.0).abs());
        } else {
            noise = noise.max((ours - theirs).abs());
        }
        assert!((ours - theirs).abs() < 1e-9 * ours + 1e-3, "{number}: {ours} {theirs} {radius}");
    }
    println!("worst: {worst:.1e}, below 1 km2 {noise:.1e} m2");
    assert!(worst < 3e-10 && noise < 4e-4, "{worst:e} {noise:e}");
}

#[test]
fn perimeter_and_geodesics_agree() {
    let mut random = Random(4);
    let mut worst: f64 = 0.0;
    for _ in 0..3000 {
        let centre = (random.between(73.0, 135.0), random.between(-70.0, 70.0));
        let radius = 10.0_f64.powf(random.between(-5.0, 1.0));
        let ring = star(&mut random, centre, radius);
        let ours = perimeter_m(edges(&ring));
        let mut theirs = 0.0;
        for (a, b) in edges(&ring) {
            let pieces = ((b.x - a.x).hypot(b.y - a.y) / 0.03).ceil().max(1.0) as u32;
            let at = |piece: u32| {
                let t = f64::from(piece) / f64::from(pieces);
                Point::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
            };
            theirs += (0..pieces).map(|piece| Geodesic.distance(at(piece), at(piece + 1))).sum::<f64>();
        }
        worst = worst.max((ours / theirs - 1.0).abs());
    }
    println!("worst of 3000: {worst:.1e}");
    assert!(worst < 3e-7, "{worst:e}");
}
