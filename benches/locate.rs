//! How many points a second find their zone: the plain way, with the index of `geo`, and with ours.
//!
//! Each measurement begins with the zones as polygons and ends with the zone of each point, so the time to build an
//! index is in it. The plain way gets fewer points, so that it ends.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use geo::indexed::IntervalTreeMultiPolygon;
use geo::{Contains, Coord, LineString, MultiPolygon, Point, Polygon};
use oreline::domain::{Attributes, Measures, Mine, MineShape, Receptors, Zone, ZoneClass, ZoneKind, Zones};
use oreline::join::{self, Ground};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

/// Columns, rows, and how often a side is halved; together about half a million corners each.
const TESSELLATIONS: [(usize, usize, u32); 3] = [(10, 10, 10), (40, 25, 7), (100, 100, 4)];
const POINTS: usize = 1_000_000;
const POINTS_PLAIN: usize = 20_000;
const WEST: f64 = 74.5;
const SOUTH: f64 = 19.0;
const WIDTH: f64 = 59.0;
const HEIGHT: f64 = 34.0;
const SEED: u64 = 20_261_121;

/// A generator by Sebastiano Vigna (splitmix64): the benchmark needs no more.
struct Random(u64);

impl Random {
    /// Between 0 and 1.
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A line between two corners, bent at its middle again and again. Each half stays in a rhombus around it that lies in
/// the rhombus of the whole, so that no line crosses itself or another.
fn fractal(from: Coord<f64>, to: Coord<f64>, halvings: u32, random: &mut Random) -> Vec<Coord<f64>> {
    let mut line = vec![from, to];
    // Half the angle at the ends of the rhombus; sides meet at right angles, so it stays below 45 degrees.
    let mut angle = 40_f64.to_radians();
    for _ in 0..halvings {
        let smaller = angle * 0.82;
        let mut finer = Vec::with_capacity(line.len() * 2);
        for ends in line.windows(2) {
            let (a, b) = (ends[0], ends[1]);
            let turn = (random.unit() * 2.0 - 1.0) * (angle - smaller);
            let offset = 0.5 * turn.tan();
            finer.push(a);
            finer.push(Coord {
                x: f64::midpoint(a.x, b.x) - (b.y - a.y) * offset,
                y: f64::midpoint(a.y, b.y) + (b.x - a.x) * offset,
            });
        }
        finer.push(to);
        (line, angle) = (finer, smaller);
    }
    line
}

fn tessellation(columns: usize, rows: usize, halvings: u32) -> Vec<Polygon<f64>> {
    let random = &mut Random(SEED);
    let at = |column: usize, row: usize| Coord {
        x: WEST + WIDTH * column as f64 / columns as f64,
        y: SOUTH + HEIGHT * row as f64 / rows as f64,
    };
    let mut sides = |number: usize, ends: &dyn Fn(usize) -> (Coord<f64>, Coord<f64>)| -> Vec<Vec<Coord<f64>>> {
        (0..number).map(ends).map(|(a, b)| fractal(a, b, halvings, random)).collect()
    };
    let level = sides(columns * (rows + 1), &|side| {
        let (column, row) = (side % columns, side / columns);
        (at(column, row), at(column + 1, row))
    });
    let upright = sides((columns + 1) * rows, &|side| {
        let (column, row) = (side % (columns + 1), side / (columns + 1));
        (at(column, row), at(column, row + 1))
    });
    let cell = |cell: usize| {
        let (column, row) = (cell % columns, cell / columns);
        let south = level[row * columns + column].iter();
        let east = upright[row * (columns + 1) + column + 1].iter();
        let north = level[(row + 1) * columns + column].iter().rev();
        let west = upright[row * (columns + 1) + column].iter().rev();
        let mut ring: Vec<Coord<f64>> = south.chain(east).chain(north).chain(west).copied().collect();
        ring.dedup();
        Polygon::new(LineString(ring), Vec::new())
    };
    (0..columns * rows).map(cell).collect()
}

fn points(number: usize) -> Vec<Coord<f64>> {
    let mut random = Random(SEED + 1);
    (0..number).map(|_| Coord { x: WEST + WIDTH * random.unit(), y: SOUTH + HEIGHT * random.unit() }).collect()
}

type ZoneBox = GeomWithData<Rectangle<[f64; 2]>, usize>;

fn boxes(zones: &[Polygon<f64>]) -> RTree<ZoneBox> {
    let of = |(zone, polygon): (usize, &Polygon<f64>)| {
        let corners: Vec<[f64; 2]> = polygon.exterior().0.iter().map(|at| [at.x, at.y]).collect();
        let around = AABB::from_points(corners.iter());
        ZoneBox::new(Rectangle::from_aabb(around), zone)
    };
    RTree::bulk_load(zones.iter().enumerate().map(of).collect())
}

/// How many points lie in a zone, by candidates of an R-tree and a test.
fn count(tree: &RTree<ZoneBox>, points: &[Coord<f64>], holds: impl Fn(usize, Coord<f64>) -> bool + Sync) -> usize {
    let hits = |at: &Coord<f64>| {
        tree.locate_all_at_point(&[at.x, at.y]).filter(|candidate| holds(candidate.data, *at)).count()
    };
    points.par_chunks(1024).map(|task| task.iter().map(hits).sum::<usize>()).sum()
}

fn plain(zones: &[Polygon<f64>], points: &[Coord<f64>]) -> usize {
    count(&boxes(zones), points, |zone, at| zones[zone].contains(&Point(at)))
}

fn interval_tree(zones: &[Polygon<f64>], points: &[Coord<f64>]) -> usize {
    let tree = boxes(zones);
    let indexed: Vec<IntervalTreeMultiPolygon<f64>> =
        zones.par_iter().map(|zone| IntervalTreeMultiPolygon::new(&MultiPolygon(vec![zone.clone()]))).collect();
    count(&tree, points, |zone, at| indexed[zone].contains(&Point(at)))
}

fn ours(zones: &[Zones<'_>], mines: &[Mine<'_>]) -> usize {
    let ground = Ground { zones, receptors: &Receptors::default(), flags: &|_, _| false };
    join::join(mines, ground, &Measures::default()).iter().map(<[_]>::len).sum()
}

fn as_zones(polygons: &[Polygon<f64>]) -> Zones<'static> {
    let mut zones = Zones::none(ZoneKind::Prefecture);
    zones.zones = polygons
        .iter()
        .enumerate()
        .map(|(index, polygon)| Zone {
            layer: 0,
            index: index as u32,
            id: None,
            name: index.to_string(),
            class: ZoneClass::None,
            service: None,
            attributes: Attributes::none(),
            id_member: None,
            area: MultiPolygon(vec![polygon.clone()]),
        })
        .collect();
    zones
}

fn as_mines(points: &[Coord<f64>]) -> Vec<Mine<'static>> {
    let mine = |(index, at): (usize, &Coord<f64>)| Mine {
        index: index as u32,
        id: None,
        id_member: None,
        attributes: Attributes::none(),
        shape: MineShape::Point(*at, None),
    };
    points.iter().enumerate().map(mine).collect()
}

fn locate(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("locate");
    group.sample_size(10);
    let (many, few) = (points(POINTS), points(POINTS_PLAIN));
    let (mines, few_mines) = (as_mines(&many), as_mines(&few));
    for (columns, rows, halvings) in TESSELLATIONS {
        let polygons = tessellation(columns, rows, halvings);
        let zones = [as_zones(&polygons)];
        // No point of a random set lies on a border, so all three must agree.
        let expected = plain(&polygons, &few);
        assert_eq!(interval_tree(&polygons, &few), expected);
        assert_eq!(ours(&zones, &few_mines), expected);
        assert_eq!(ours(&zones, &mines), interval_tree(&polygons, &many));
        let size = columns * rows;
        group.throughput(Throughput::Elements(POINTS_PLAIN as u64));
        group.bench_function(BenchmarkId::new("contains", size), |bench| {
            bench.iter(|| plain(&polygons, &few));
        });
        group.throughput(Throughput::Elements(POINTS as u64));
        group.bench_function(BenchmarkId::new("interval-tree", size), |bench| {
            bench.iter(|| interval_tree(&polygons, &many));
        });
        group.bench_function(BenchmarkId::new("oreline", size), |bench| {
            bench.iter(|| ours(&zones, &mines));
        });
    }
    group.finish();
}

criterion_group!(benches, locate);
criterion_main!(benches);
