//! The shifted coordinates of Chinese web maps: GCJ-02 (Amap, Tencent, Google in China) and BD-09 (Baidu).
//!
//! All functions take and give longitude (x) and latitude (y) in degrees. WGS 84 stands for CGCS2000 too; the two
//! differ by less than a metre. GCJ-02 moves a place by some hundred metres, by a rule that was never published by an
//! authority. What stands here is the rule that the public knows since 2013 from `EvilTransform.cs`, and that the
//! projects eviltransform (googollee), `PRCoords` (Artoria2e5) and coordtransform (wandergis) describe in the same
//! words: two sums of sines in metres, taken to degrees on the ellipsoid of Krasovsky. BD-09 adds a small turn and
//! stretch to GCJ-02.
//!
//! Outside of the box 72.004..137.8347 E, 0.8293..55.8271 N, whose sides belong to it, the three systems are taken as
//! one. The box reaches far beyond China's land. Within a kilometre of its sides, all of them abroad or at sea, the
//! rule jumps, and going there and back does not always lead to the same place.
//!
//! The ways back have no closed form; they repeat the way there, with a bound on the number of turns. NaN and infinite
//! values are outside of the box and come back as they are.

use std::f64::consts::PI;

use geo::Coord;

/// Semi-major axis of Krasovsky's ellipsoid of 1940, metres.
const KRASOVSKY_A_M: f64 = 6_378_245.0;
/// Its first eccentricity squared, with the digits that the public rule uses.
const KRASOVSKY_E2: f64 = 0.006_693_421_622_965_943;
/// The wave number of BD-09, per degree; called `x_pi` in the public descriptions.
const BD_09_WAVES: f64 = PI * 3000.0 / 180.0;
/// What BD-09 adds at last, degrees.
const BD_09_OFFSET: Coord<f64> = Coord { x: 0.0065, y: 0.006 };

/// Each turn makes the fault about a hundred times smaller; a way back needs 3 to 5.
const MOST_TURNS: usize = 24;
/// Degrees: a hundredth of a millimetre. What the last turn changed is larger than the fault that is left.
const CLOSE_ENOUGH: f64 = 1e-10;

/// WGS 84 to GCJ-02.
#[must_use]
pub fn wgs84_to_gcj02(at: Coord<f64>) -> Coord<f64> {
    if in_box(at) { at + shift_degrees(at) } else { at }
}

/// GCJ-02 to WGS 84, so that [`wgs84_to_gcj02`] leads back to within a tenth of a millimetre.
#[must_use]
pub fn gcj02_to_wgs84(at: Coord<f64>) -> Coord<f64> {
    if in_box(at) { undo(at, |guess| guess + shift_degrees(guess)) } else { at }
}

/// GCJ-02 to BD-09.
#[must_use]
pub fn gcj02_to_bd09(at: Coord<f64>) -> Coord<f64> {
    if in_box(at) { turn_and_stretch(at) } else { at }
}

/// BD-09 to GCJ-02, so that [`gcj02_to_bd09`] leads back to within a tenth of a millimetre. The formula that is usually
/// copied for this way is wrong by up to 0.2 m.
#[must_use]
pub fn bd09_to_gcj02(at: Coord<f64>) -> Coord<f64> {
    if in_box(at) { undo(at, turn_and_stretch) } else { at }
}

/// WGS 84 to BD-09, by way of GCJ-02.
#[must_use]
pub fn wgs84_to_bd09(at: Coord<f64>) -> Coord<f64> {
    gcj02_to_bd09(wgs84_to_gcj02(at))
}

/// BD-09 to WGS 84, by way of GCJ-02.
#[must_use]
pub fn bd09_to_wgs84(at: Coord<f64>) -> Coord<f64> {
    gcj02_to_wgs84(bd09_to_gcj02(at))
}

/// How far GCJ-02 moves a WGS 84 place to the east and to the north, metres; zeros outside of the box.
#[must_use]
pub fn shift_m(at: Coord<f64>) -> (f64, f64) {
    if in_box(at) { waves_m(at) } else { (0.0, 0.0) }
}

/// Whether the shift is applied at all; NaN is outside.
fn in_box(at: Coord<f64>) -> bool {
    (72.004..=137.8347).contains(&at.x) && (0.8293..=55.8271).contains(&at.y)
}

/// The two sums of sines, east and north, metres.
fn waves_m(at: Coord<f64>) -> (f64, f64) {
    let (x, y) = (at.x - 105.0, at.y - 35.0);
    let wave = |size: f64, angle: f64| size * (angle * PI).sin();
    let common = wave(20.0, 6.0 * x) + wave(20.0, 2.0 * x);
    let root = x.abs().sqrt();
    let east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root;
    let east_waves = common + wave(20.0, x) + wave(40.0, x / 3.0) + wave(150.0, x / 12.0) + wave(300.0, x / 30.0);
    let north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root;
    let north_waves = common + wave(20.0, y) + wave(40.0, y / 3.0) + wave(160.0, y / 12.0) + wave(320.0, y / 30.0);
    (east + east_waves * 2.0 / 3.0, north + north_waves * 2.0 / 3.0)
}

/// The shift in degrees: metres over the radii of curvature.
fn shift_degrees(at: Coord<f64>) -> Coord<f64> {
    let (east_m, north_m) = waves_m(at);
    let latitude = at.y.to_radians();
    let bulge = 1.0 - KRASOVSKY_E2 * latitude.sin().powi(2);
    let across_m = KRASOVSKY_A_M / bulge.sqrt();
    let along_m = across_m * (1.0 - KRASOVSKY_E2) / bulge;
    Coord { x: (east_m / (across_m * latitude.cos())).to_degrees(), y: (north_m / along_m).to_degrees() }
}

/// GCJ-02 to BD-09 in polar coordinates, as if degrees were a plane.
fn turn_and_stretch(at: Coord<f64>) -> Coord<f64> {
    let radius = at.x.hypot(at.y) + 0.000_02 * (at.y * BD_09_WAVES).sin();
    let angle = at.y.atan2(at.x) + 0.000_003 * (at.x * BD_09_WAVES).cos();
    Coord { x: radius * angle.cos(), y: radius * angle.sin() } + BD_09_OFFSET
}

/// The place that `forward` leads to `image`: a guess is moved by what its own image is off. `forward` is nearly a
/// shift.
fn undo(image: Coord<f64>, forward: impl Fn(Coord<f64>) -> Coord<f64>) -> Coord<f64> {
    let mut guess = image;
    for _ in 0..MOST_TURNS {
        let off = image - forward(guess);
        guess = guess + off;
        if off.x.abs() < CLOSE_ENOUGH && off.y.abs() < CLOSE_ENOUGH {
            break;
        }
    }
    guess
}

#[cfg(test)]
mod tests {
    use geo::Coord;

    use super::*;

    type Way = fn(Coord<f64>) -> Coord<f64>;

    /// Metres between two places that are near to each other.
    fn metres(one: Coord<f64>, other: Coord<f64>) -> f64 {
        let north = (one.y - other.y) * 111_320.0;
        north.hypot((one.x - other.x) * 111_320.0 * one.y.to_radians().cos())
    }

    /// About 100,000 places over all of China, sea included; the steps are no part of a degree, so all phases occur.
    fn china() -> impl Iterator<Item = Coord<f64>> {
        (0..400).flat_map(|column| {
            (0..260)
                .map(move |row| Coord { x: 73.0 + f64::from(column) * 0.156_13, y: 3.0 + f64::from(row) * 0.196_91 })
        })
    }

    /// From the tests of eviltransform, whose earth is 108 m smaller: that is 1 cm of the shift.
    #[test]
    fn published_places_of_gcj02() {
        for (wgs84, gcj02) in [
            ((121.527_210_6, 31.177_427_6), (121.531_541_859_215, 31.175_303_983_645_97)),
            ((113.912_316, 22.543_847), (113.917_176_480_836_3, 22.540_796_131_694_766)),
            ((116.377_817, 39.911_954), (116.384_047_224_556_57, 39.913_345_455_360_69)),
        ] {
            let (wgs84, gcj02) = (Coord::from(wgs84), Coord::from(gcj02));
            assert!(metres(wgs84_to_gcj02(wgs84), gcj02) < 0.02, "{wgs84:?}");
            assert!(metres(gcj02_to_wgs84(gcj02), wgs84) < 0.02, "{wgs84:?}");
        }
    }

    /// From a program of its own in another language, which spells the public formula out word by word.
    #[test]
    fn a_second_program_gives_the_same_places() {
        for (wgs84, gcj02, bd09) in [
            (
                (109.512_534, 34.2),
                (109.517_642_362_464_81, 34.198_512_225_063_37),
                (109.524_202_724_369_39, 34.204_313_699_246_825),
            ),
            (
                (87.6, 43.8),
                (87.602_838_972_271_61, 43.801_212_030_292_08),
                (87.609_210_151_821_71, 43.807_472_507_650_41),
            ),
        ] {
            assert!(metres(wgs84_to_gcj02(Coord::from(wgs84)), Coord::from(gcj02)) < 1e-6, "{wgs84:?}");
            assert!(metres(wgs84_to_bd09(Coord::from(wgs84)), Coord::from(bd09)) < 1e-6, "{wgs84:?}");
        }
    }

    #[test]
    fn there_and_back_over_china_is_exact_to_a_tenth_of_a_millimetre() {
        let ways: [(Way, Way); 3] =
            [(wgs84_to_gcj02, gcj02_to_wgs84), (gcj02_to_bd09, bd09_to_gcj02), (wgs84_to_bd09, bd09_to_wgs84)];
        for (there, back) in ways {
            let (mut count, mut worst) = (0, 0.0_f64);
            for at in china() {
                count += 1;
                worst = worst.max(metres(back(there(at)), at)).max(metres(there(back(at)), at));
            }
            assert!(count >= 100_000 && worst < 1e-4, "{count} places, {worst} m");
        }
    }

    #[test]
    fn the_shift_is_that_of_the_degrees_and_some_hundred_metres() {
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for at in china() {
            let (east_m, north_m) = shift_m(at);
            let size = east_m.hypot(north_m);
            // The plane metres of the test take the earth for a ball.
            assert!((metres(wgs84_to_gcj02(at), at) - size).abs() < size * 0.01, "{at:?}");
            if at.x > 75.0 && at.x < 135.0 && at.y > 18.0 && at.y < 53.0 {
                (least, most) = (least.min(size), most.max(size));
            }
        }
        assert!(least > 10.0 && most < 710.0, "{least} to {most} m");
    }

    #[test]
    fn outside_of_the_box_nothing_moves() {
        let ways: [Way; 6] =
            [wgs84_to_gcj02, gcj02_to_wgs84, gcj02_to_bd09, bd09_to_gcj02, wgs84_to_bd09, bd09_to_wgs84];
        let outside = [(72.003_999, 40.0), (137.834_701, 40.0), (100.0, 0.829_299), (100.0, 55.827_101), (-74.0, 40.7)];
        let odd = [(1e300, -1e300), (f64::MAX, 40.0), (0.0, -0.0), (f64::INFINITY, f64::NEG_INFINITY)];
        for way in ways {
            for at in outside.iter().chain(&odd).copied().map(Coord::from) {
                assert_eq!(way(at), at);
                assert_eq!(shift_m(at), (0.0, 0.0));
            }
            assert!(way(Coord { x: f64::NAN, y: 40.0 }).x.is_nan());
            assert!(way(Coord { x: 100.0, y: f64::NAN }).y.is_nan());
        }
    }

    #[test]
    fn the_sides_of_the_box_belong_to_it() {
        for at in [(72.004, 40.0), (137.8347, 40.0), (100.0, 0.8293), (100.0, 55.8271), (105.0, 35.0)] {
            let at = Coord::from(at);
            assert!(wgs84_to_gcj02(at) != at && gcj02_to_wgs84(at) != at, "{at:?}");
            assert!(metres(gcj02_to_wgs84(at), at) < 3000.0);
        }
        // The root has no finite slope on the meridian 105 E.
        for offset in [0.0, 1e-14, -1e-13, 1e-12, 1e-9] {
            let at = Coord { x: 105.0 + offset, y: 30.0 };
            assert!(metres(gcj02_to_wgs84(wgs84_to_gcj02(at)), at) < 1e-4);
        }
    }
}
