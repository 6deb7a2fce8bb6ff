//! A place looked up in the index gets the answer that a mine there would get in the join.

use std::path::Path;

use geo::Coord;
use oreline::index::{self, Index};
use oreline::plan::Plan;
use oreline::query::{Asked, Format, Place, stream};

use crate::support;
use crate::support::random::Random;
use crate::world::World;

/// The answers of both ways, a line each.
fn both(plan: &Path, places: &[Coord<f64>], supposed: Option<&str>) -> (Vec<String>, Vec<String>) {
    let plan = Plan::from_path(plan).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("索引.oreindex");
    index::prepare(&plan, &path).unwrap();
    let index = Index::open(&path).unwrap();
    let asked = Asked::new(&plan, &index, supposed, None).unwrap();
    let of_place = |at: &Coord<f64>| Place { text: String::new(), at: *at };
    let places: Vec<Place> = places.iter().map(of_place).collect();
    let looked_up = String::from_utf8(asked.answers(&places).unwrap().show(Format::JsonLines)).unwrap();
    let lines: Vec<String> = places.iter().map(|place| format!("{},{}", place.at.x, place.at.y)).collect();
    let input = lines.join("\n");
    let mut joined = Vec::new();
    let counts = stream(&asked, std::io::Cursor::new(input.into_bytes()), &mut joined).unwrap();
    assert_eq!((counts.lines, counts.errors), (places.len() as u64, 0));
    let joined = String::from_utf8(joined).unwrap();
    // A stream numbers its lines, and has no room for hints.
    let without_hint = |line: &str| line.split(",\"hint\":").next().unwrap().trim_end_matches('}').to_owned();
    let without_number = |line: &str| {
        let rest = line.split_once(',').unwrap().1;
        format!("{{{}", rest.trim_end_matches('}'))
    };
    (looked_up.lines().map(without_hint).collect(), joined.lines().map(without_number).collect())
}

/// Places of all kinds: anywhere, on corners, in the middle of edges, beside them.
fn places(random: &mut Random, corners: &[Coord<f64>], count: usize) -> Vec<Coord<f64>> {
    let mut places = Vec::with_capacity(count);
    while places.len() < count {
        let which = random.below(corners.len() - 1);
        let (a, b) = (corners[which], corners[which + 1]);
        let (wide, narrow) = (random.between(-2.0, 2.0), random.between(-1e-9, 1e-9));
        places.push(match places.len() % 4 {
            0 => Coord { x: a.x + wide, y: a.y + random.between(-2.0, 2.0) },
            1 => a,
            2 => Coord { x: f64::midpoint(a.x, b.x), y: f64::midpoint(a.y, b.y) },
            _ => Coord { x: a.x + narrow, y: a.y },
        });
    }
    places.retain(|at| at.y.abs() <= 90.0);
    places
}

fn compare(name: &str, plan: &Path, places: &[Coord<f64>], supposed: Option<&str>) -> usize {
    let (looked_up, joined) = both(plan, places, supposed);
    assert_eq!(looked_up.len(), places.len());
    assert_eq!(joined.len(), places.len());
    for ((looked_up, joined), at) in looked_up.iter().zip(&joined).zip(places) {
        assert_eq!(looked_up, joined, "{name}, {at:?}");
    }
    let on_borders = looked_up.iter().filter(|line| line.contains("\"place\":\"border\"")).count();
    assert!(on_borders * 10 > places.len(), "{name}: {on_borders} of {} places on borders", places.len());
    looked_up.len()
}

#[test]
fn an_index_says_what_the_join_says() {
    let mut compared = 0;
    for seed in 0..3 {
        let world = World::new(seed);
        let places = places(&mut Random::new(seed + 100), &world.corners, 1000);
        for supposed in [None, Some("mineral=copper")] {
            compared += compare(&format!("world {seed}"), world.path(), &places, supposed);
        }
    }
    assert!(compared > 5000, "{compared} places compared");
    println!("{compared} places compared");
}

#[test]
fn an_index_of_the_shipped_layers_says_what_the_join_says() {
    let mut compared = 0;
    for set in ["xinjiang", "qinba", "chongqing", "rights"] {
        let plan = support::layers(set);
        let zones = Plan::from_path(&plan).unwrap().zones;
        let mut corners = Vec::new();
        for (_, layer) in &zones {
            let json = support::json(&layer.path);
            numbers(&json, &mut corners);
        }
        let places = places(&mut Random::new(7), &corners, 600);
        for supposed in [None, Some("mineral=molybdenum,right=mining")] {
            compared += compare(set, &plan, &places, supposed);
        }
    }
    assert!(compared > 4000, "{compared} places compared");
    println!("{compared} places compared");
}

/// All corners of all geometries.
fn numbers(json: &serde_json::Value, corners: &mut Vec<Coord<f64>>) {
    match json {
        serde_json::Value::Array(items) => match items.as_slice() {
            [x, y, ..] if x.is_number() => {
                corners.push(Coord { x: x.as_f64().unwrap(), y: y.as_f64().unwrap() });
            }
            items => items.iter().for_each(|item| numbers(item, corners)),
        },
        serde_json::Value::Object(members) => members.values().for_each(|member| numbers(member, corners)),
        _ => {}
    }
}
