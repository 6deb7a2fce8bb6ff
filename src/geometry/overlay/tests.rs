use geo::{Area, Coord, LineString, MultiPolygon};

use super::edge::Edge;
use super::noding::Noder;
use super::{Overlayer, Selection};

type Rings = Vec<Vec<Coord<f64>>>;
type Border = Vec<(Coord<f64>, Coord<f64>)>;

fn ring(corners: &[(f64, f64)]) -> Vec<Coord<f64>> {
    let mut ring = LineString::from(corners.to_vec());
    ring.close();
    ring.0
}

fn square(x: f64, y: f64, side: f64) -> Vec<Coord<f64>> {
    ring(&[(x, y), (x + side, y), (x + side, y + side), (x, y + side)])
}

fn border_and_polygons(subject: &Rings, clips: &[Rings], which: Selection) -> (Border, MultiPolygon<f64>) {
    let mut overlayer = Overlayer::new();
    let clips = clips.iter().map(|clip| clip.iter().map(Vec::as_slice));
    let overlay = overlayer.overlay(subject.iter().map(Vec::as_slice), clips).unwrap();
    (overlay.border(which).collect(), overlay.polygons(which))
}

fn area_of(subject: &Rings, clips: &[Rings], which: Selection) -> f64 {
    let (border, polygons) = border_and_polygons(subject, clips, which);
    // From a near point, or else the last digits are lost.
    let from = subject[0][0];
    let double = |a: Coord<f64>, b: Coord<f64>| (a.x - from.x) * (b.y - from.y) - (b.x - from.x) * (a.y - from.y);
    let area = border.iter().map(|(a, b)| double(*a, *b)).sum::<f64>() / 2.0;
    assert!((area - polygons.signed_area()).abs() < 1e-12, "{area} {polygons:?}");
    area
}

#[test]
fn what_crosses_is_cut_and_what_only_touches_is_nothing() {
    let subject = vec![square(0., 0., 4.)];
    let area = |clip: Vec<Coord<f64>>| area_of(&subject, &[vec![clip]], Selection::Clip(0));
    assert_eq!(area(square(2., 2., 4.)), 4.0, "corner");
    assert_eq!(area(square(-1., 1., 2.)), 2.0, "side");
    assert_eq!(area(square(1., 1., 2.)), 4.0, "inside");
    assert_eq!(area(square(-1., -1., 9.)), 16.0, "around");
    assert_eq!(area(square(4., 0., 4.)), 0.0, "common side");
    assert_eq!(area(square(4., 4., 4.)), 0.0, "common corner");
    assert_eq!(area(square(9., 9., 4.)), 0.0, "apart");
    assert_eq!(area(ring(&[(2., -9.), (9., -9.), (9., 9.), (2., 9.)])), 8.0, "edges beyond the window");
    assert_eq!(area(ring(&[(-9., -1.), (-1., -9.), (-1., -1.)])), 0.0, "boxes do not meet");
    assert_eq!(area(ring(&[(-3., 3.), (3., -3.), (3., -9.), (-9., 3.)])), 0.0, "a side through a corner");
}

#[test]
fn what_is_in_no_clip_is_the_rest() {
    let subject = vec![square(0., 0., 4.)];
    let rest = |clips: &[Rings]| {
        let rest = area_of(&subject, clips, Selection::NoClip);
        assert_eq!(rest + area_of(&subject, clips, Selection::AnyClip), 16.0);
        rest
    };
    let one = |ring: Vec<Coord<f64>>| vec![ring];
    assert_eq!(rest(&[one(square(2., 2., 4.))]), 12.0, "corner");
    assert_eq!(rest(&[one(square(1., 1., 2.))]), 12.0, "a hole");
    assert_eq!(rest(&[one(square(-1., -1., 9.))]), 0.0, "around");
    assert_eq!(rest(&[one(square(4., 0., 4.))]), 16.0, "common side");
    assert_eq!(rest(&[one(square(9., 9., 4.))]), 16.0, "apart");
    assert_eq!(rest(&[]), 16.0, "no clip at all");
    assert_eq!(rest(&[one(square(0., 0., 2.)), one(square(1., 1., 2.))]), 9.0, "clips over each other");
    assert_eq!(rest(&[vec![square(0., 0., 4.), square(1., 1., 2.)]]), 4.0, "the hole of a clip");
    let many: Vec<Rings> = (0..90).map(|i| one(square(f64::from(i % 8) / 2.0, 0., 0.5))).collect();
    assert_eq!(rest(&many), 14.0, "more clips than a word has bits");
    let (_, parts) =
        border_and_polygons(&subject, &[one(square(-1., 1., 6.)), one(square(9., 9., 1.))], Selection::NoClip);
    assert_eq!(parts.0.len(), 1);
    let middle = one(ring(&[(-1., 1.), (5., 1.), (5., 2.), (-1., 2.)]));
    assert_eq!(border_and_polygons(&subject, &[middle], Selection::NoClip).1.0.len(), 2);
}

#[test]
fn an_area_with_itself_is_itself() {
    let subject =
        vec![square(0., 0., 9.), ring(&[(1., 1.), (1., 2.), (3., 1.)]), ring(&[(20., 0.), (25., 0.), (22., 3.)])];
    let (_, polygons) = border_and_polygons(&subject, std::slice::from_ref(&subject), Selection::Clip(0));
    let rings: Rings = polygons
        .into_iter()
        .flat_map(|part| {
            let (exterior, holes) = part.into_inner();
            std::iter::once(exterior.0).chain(holes.into_iter().map(|hole| hole.0))
        })
        .collect();
    assert_eq!(rings, subject);
}

#[test]
fn clips_that_share_a_border_have_no_seam_and_those_that_overlap_count_once() {
    let subject = vec![square(0., 0., 10.)];
    // The common border of the first two is cut into different edges.
    let left = vec![ring(&[(1., 1.), (4., 1.), (4., 9.), (1., 9.)])];
    let right = vec![ring(&[(4., 1.), (7., 1.), (7., 9.), (4., 9.), (4., 5.), (4., 3.)])];
    let over = vec![square(3., 2., 2.)];
    let clips = [left, right, over];
    assert_eq!(area_of(&subject, &clips, Selection::AnyClip), 48.0);
    assert_eq!(area_of(&subject, &clips, Selection::Clip(0)), 24.0);
    assert_eq!(area_of(&subject, &clips, Selection::Clip(2)), 4.0);
    assert_eq!(area_of(&subject, &clips, Selection::Clip(3)), 0.0, "there is none");
    let (border, polygons) = border_and_polygons(&subject, &clips, Selection::AnyClip);
    assert!(border.iter().all(|(a, b)| a.x != 4.0 || b.x != 4.0), "{border:?}");
    assert_eq!(polygons.0.len(), 1);
}

#[test]
fn hundreds_of_clips_are_told_apart() {
    let subject = vec![square(0., 0., 20.)];
    let clips: Vec<Rings> = (0..200_u32).map(|i| vec![square(f64::from(i % 20), f64::from(i / 20), 1.)]).collect();
    assert_eq!(area_of(&subject, &clips, Selection::AnyClip), 200.0);
    assert_eq!(area_of(&subject, &clips, Selection::Clip(130)), 1.0);
    let (border, _) = border_and_polygons(&subject, &clips, Selection::AnyClip);
    assert_eq!(border.len(), 60, "corners of the tiles along the outside");
}

#[test]
fn rings_that_touch_in_a_point_stay_apart() {
    let subject = vec![square(0., 0., 8.)];
    // Two parts that touch in a point.
    let hourglass = vec![ring(&[(1., 1.), (4., 4.), (1., 7.)]), ring(&[(4., 4.), (7., 1.), (7., 7.)])];
    let (_, polygons) = border_and_polygons(&subject, std::slice::from_ref(&hourglass), Selection::Clip(0));
    assert_eq!(polygons.0.len(), 2, "{polygons:?}");
    // The same as holes: they touch each other, and a third touches the exterior.
    let mut holed = vec![square(0., 0., 8.), ring(&[(0., 4.), (0.5, 3.), (0.5, 5.)])];
    holed.extend(hourglass);
    let (_, polygons) = border_and_polygons(&subject, &[holed], Selection::Clip(0));
    assert_eq!((polygons.0.len(), polygons.0[0].interiors().len()), (1, 3), "{polygons:?}");
    assert_eq!(polygons.signed_area(), 64.0 - 18.0 - 0.5);
    // Holes that enclose a piece between them.
    let enclosing = vec![
        square(0., 0., 8.),
        ring(&[(4., 1.), (1., 4.), (4., 7.), (2., 4.)]),
        ring(&[(4., 1.), (7., 4.), (4., 7.), (6., 4.)]),
    ];
    let (_, polygons) = border_and_polygons(&subject, &[enclosing], Selection::Clip(0));
    assert_eq!(polygons.0.len(), 2, "{polygons:?}");
    assert_eq!(polygons.signed_area(), 64.0 - 6.0);
}

#[test]
fn rings_may_run_anyhow_outside_of_the_window() {
    let subject = vec![square(0., 0., 4.)];
    // Round the subject twice on the left, over itself below, with a spike and a repeated corner.
    let wild = vec![ring(&[
        (2., -9.),
        (2., -9.),
        (2., 9.),
        (-9., 9.),
        (-8., -7.),
        (-8., 9.),
        (-9., 2.),
        (-9., -9.),
        (1., -9.),
        (-5., -9.),
        (3., -9.),
    ])];
    assert_eq!(area_of(&subject, &[wild], Selection::Clip(0)), 8.0);
}

#[test]
fn bundles_of_edges_that_split_each_other_without_end_go_to_a_grid() {
    let corners = [(87.01, 45.003), (87.02, 45.0101), (87.0123, 45.0207), (87.0031, 45.0119)];
    let subject = vec![ring(&corners)];
    // Corners up to two units in the last place away, each clip in another way.
    let moved = |clip: i32| {
        let moved = |corner: i32, value: f64, salt: i32| {
            let units = (clip * salt + corner * 3 + clip * clip) % 5 - 2;
            (0..units.abs()).fold(value, |value, _| if units > 0 { value.next_up() } else { value.next_down() })
        };
        let corners = (0_i32..).zip(&corners).map(|(i, &(x, y))| (moved(i, x, 7), moved(i, y, 11)));
        vec![ring(&corners.collect::<Vec<_>>())]
    };
    let clips: Vec<Rings> = (1..=15).map(moved).collect();
    let mut edges: Vec<Edge> = Vec::new();
    for (source, rings) in std::iter::once(&subject).chain(&clips).enumerate() {
        edges.extend(rings[0].windows(2).map(|ends| Edge::new(ends[0], ends[1], source as u32)));
    }
    assert!(!Noder::default().node(&mut edges), "or else this tests nothing");
    let whole = area_of(&subject, std::slice::from_ref(&subject), Selection::Clip(0));
    for which in [Selection::AnyClip, Selection::Clip(3)] {
        let part = area_of(&subject, &clips, which);
        // All of it, but for what the corners moved along a border of about 0.06 degrees.
        assert!((part - whole).abs() < 0.06 * 1e-13, "{part} {whole}");
    }
}

#[test]
fn what_cannot_be_exact_is_refused() {
    let mut overlayer = Overlayer::new();
    let mut answer = |value: f64| {
        let clip = ring(&[(1., 1.), (value, 1.), (2., 3.)]);
        overlayer.overlay([square(0., 0., 4.).as_slice()], [[clip.as_slice()]]).is_some()
    };
    assert!(answer(3.0) && answer(0.0) && answer(-1e60));
    assert!(!answer(f64::NAN) && !answer(f64::INFINITY) && !answer(1e90) && !answer(1e-90));
    let nothing: [&[Coord<f64>]; 0] = [];
    assert_eq!(overlayer.overlay(nothing, [nothing]).unwrap().border(Selection::AnyClip).count(), 0);
}

#[test]
fn an_overlayer_can_be_sent_to_another_thread() {
    fn is_send<T: Send>(_: &T) {}
    is_send(&Overlayer::new());
}
