//! Colours of classes can be told apart, also with a colour-vision deficiency.
//!
//! Simulation: Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
//! Transactions on Visualization and Computer Graphics 15 (6), 2009, the matrices of their table for severities 0.6 and 1.0,
//! on linear RGB. Difference: CIEDE2000 (Sharma, Wu, Dalal 2005), D65.

use oreline::domain::Theme;
use oreline::style::{Colour, palette};

type Matrix = [[f64; 3]; 3];

const NORMAL: Matrix = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
const DEUTERANOMALY: Matrix =
    [[0.498864, 0.674741, -0.173604], [0.205199, 0.754872, 0.039929], [-0.011131, 0.030969, 0.980162]];
const PROTANOMALY: Matrix =
    [[0.385450, 0.769005, -0.154455], [0.100526, 0.829802, 0.069673], [-0.007442, -0.022190, 1.029632]];
const DEUTERANOPIA: Matrix =
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
const PROTANOPIA: Matrix =
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
const TRITANOPIA: Matrix =
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]];
const VISIONS: [(&str, Matrix); 6] = [
    ("normal", NORMAL),
    ("deuteranomaly 0.6", DEUTERANOMALY),
    ("protanomaly 0.6", PROTANOMALY),
    ("deuteranopia", DEUTERANOPIA),
    ("protanopia", PROTANOPIA),
    ("tritanopia", TRITANOPIA),
];

fn linear(Colour(red, green, blue): Colour) -> [f64; 3] {
    [red, green, blue].map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

fn times(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(factor, value)| factor * value).sum())
}

/// CIELAB of a colour as somebody sees it.
fn lab(colour: Colour, vision: &Matrix) -> [f64; 3] {
    const TO_XYZ: Matrix =
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]];
    let seen = times(vision, linear(colour)).map(|value| value.clamp(0.0, 1.0));
    let [x, y, z] = times(&TO_XYZ, seen);
    let root = |t: f64| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 };
    let (x, y, z) = (root(x / 0.95047), root(y), root(z / 1.08883));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIEDE2000 with all weights 1.
fn difference(one: [f64; 3], other: [f64; 3]) -> f64 {
    let seventh = |chroma: f64| (chroma.powi(7) / (chroma.powi(7) + 25_f64.powi(7))).sqrt();
    let mean_chroma = f64::midpoint(one[1].hypot(one[2]), other[1].hypot(other[2]));
    let stretch = 1.5 - 0.5 * seventh(mean_chroma);
    let polar = |lab: [f64; 3]| {
        let a = lab[1] * stretch;
        (lab[0], a.hypot(lab[2]), lab[2].atan2(a).to_degrees().rem_euclid(360.0))
    };
    let ((l1, c1, h1), (l2, c2, h2)) = (polar(one), polar(other));
    let is_grey = c1 * c2 == 0.0;
    let turn = if is_grey { 0.0 } else { (h2 - h1 + 180.0).rem_euclid(360.0) - 180.0 };
    let hue_difference = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let hue = if is_grey { h1 + h2 } else { (h1 + turn / 2.0).rem_euclid(360.0) };
    let cosine = |factor: f64, shift: f64| (factor * hue + shift).to_radians().cos();
    let t =
        1.0 - 0.17 * cosine(1.0, -30.0) + 0.24 * cosine(2.0, 0.0) + 0.32 * cosine(3.0, 6.0) - 0.20 * cosine(4.0, -63.0);
    let lightness = (l2 - l1) / (1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt());
    let chroma = (c2 - c1) / (1.0 + 0.045 * c);
    let hue_difference = hue_difference / (1.0 + 0.015 * c * t);
    let angle = 30.0 * (-((hue - 275.0) / 25.0).powi(2)).exp();
    let rotation = -2.0 * seventh(c) * (2.0 * angle).to_radians().sin();
    (lightness.powi(2) + chroma.powi(2) + hue_difference.powi(2) + rotation * chroma * hue_difference).sqrt()
}

fn least_difference(colours: &[Colour], vision: &Matrix) -> f64 {
    let labs: Vec<_> = colours.iter().map(|&colour| lab(colour, vision)).collect();
    let pairs = labs.iter().enumerate().flat_map(|(at, one)| labs[..at].iter().map(|other| difference(*one, *other)));
    pairs.fold(f64::INFINITY, f64::min)
}

/// Pairs of the paper of Sharma, Wu and Dalal, table 1: 1, 7, 17, 25.
#[test]
fn the_difference_is_that_of_its_paper() {
    let pairs = [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
    ];
    for (one, other, wanted) in pairs {
        let found = difference(one, other);
        assert!((found - wanted).abs() < 1e-4, "{found} is not {wanted}");
    }
    for (name, matrix) in VISIONS {
        // White stays white.
        assert!(matrix.iter().all(|row| (row.iter().sum::<f64>() - 1.0).abs() < 1e-5), "{name}");
    }
}

#[test]
fn classes_of_fragility_are_told_apart() {
    for (word, theme) in Theme::ALL {
        let palette = palette(theme);
        let colours: Vec<Colour> = palette.fragility.into_iter().chain([palette.no_class]).collect();
        for (vision, matrix) in &VISIONS {
            let least = least_difference(&colours, matrix);
            println!("fragility, {word}, {vision}: {least:.1}");
            let is_anomaly = ["normal", "deuteranomaly 0.6", "protanomaly 0.6"].contains(vision);
            let bound = match theme {
                Theme::Standard if is_anomaly => 10.0,
                // Complete deficiencies: neighbours come nearer; "no class" has level lines on it.
                Theme::Standard => 8.0,
                Theme::ColourVision | Theme::Classic => 10.0,
            };
            assert!(least > bound, "{word}, {vision}: {least} is not above {bound}");
        }
        let lightness = palette.fragility.map(|colour| lab(colour, &NORMAL)[0]);
        println!("fragility, {word}, lightness: {lightness:.0?}");
        let falls = lightness.windows(2).all(|pair| pair[0] - pair[1] > 8.0);
        assert!(falls || theme == Theme::Classic, "{word}: {lightness:?}");
    }
}

/// Verdicts have a badge as well, which `tests/qgis` tells apart without colour.
#[test]
fn verdicts_are_told_apart() {
    for (word, theme) in Theme::ALL {
        let palette = palette(theme);
        let colours: Vec<Colour> = palette.verdict.into_iter().chain([palette.no_verdict]).collect();
        for (vision, matrix) in &VISIONS {
            let least = least_difference(&colours, matrix);
            println!("verdicts, {word}, {vision}: {least:.1}");
            let bound = if theme == Theme::Classic { 7.0 } else { 10.0 };
            assert!(least > bound, "{word}, {vision}: {least} is not above {bound}");
        }
    }
}
