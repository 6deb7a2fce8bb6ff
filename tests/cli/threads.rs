//! The number of threads changes the time, and nothing else.

use std::collections::BTreeMap;
use std::fs;

use crate::world::{World, many_mines};

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let world = World::new();
    world.write("mines.geojson", many_mines(30_000));
    let mut first: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    let mut compared = 0;
    for threads in ["1", "2", "8"] {
        let outcome = world.flag(&[
            "-o",
            "out/",
            "-o",
            "x.fgb",
            "-o",
            "y.csv",
            "-o",
            "x.parquet",
            "--overwrite",
            "--threads",
            threads,
        ]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        for name in [
            "out/flagged.geojson",
            "out/flagged.gpkg",
            "out/flagged.qgz",
            "out/manifest.json",
            "out/report.html",
            "x.fgb",
            "y.csv",
            "x.parquet",
        ] {
            let bytes = fs::read(world.path(name)).unwrap();
            assert!(*first.entry(name).or_insert_with(|| bytes.clone()) == bytes, "{name} with {threads} threads");
            compared += 1;
        }
    }
    println!("{compared} files compared");
    assert_eq!(compared, 24);
    assert!(first["out/flagged.geojson"].len() > 1 << 20);
}

/// More than one part of the reader, in the layout that it cuts at line ends, and in the one that it does not.
#[test]
fn any_number_of_threads_reads_any_layout_alike() {
    let world = World::new();
    let lines = many_mines(30_000);
    world.write("lines.geojson", &lines);
    world.write("one.geojson", lines.replace('\n', ""));
    let mut all = Vec::new();
    for file in ["lines.geojson", "one.geojson"] {
        for threads in ["1", "8"] {
            let outcome = world.run(&[
                "flag",
                "--mines",
                file,
                "--prefectures",
                "units.geojson",
                "-o",
                "-",
                "-q",
                "--threads",
                threads,
            ]);
            assert_eq!(outcome.code, 0);
            all.push(outcome.stdout);
        }
    }
    assert!(all.iter().all(|text| *text == all[0]));
    assert_eq!(all.len(), 4);
}

#[test]
fn two_runs_without_a_pinned_clock_give_the_same_geojson() {
    let world = World::new();
    let run = || {
        world
            .command()
            .env_remove("SOURCE_DATE_EPOCH")
            .args(["flag", "--mines", "mines.geojson", "--prefectures", "units.geojson", "-o", "-", "-q"])
            .output()
            .unwrap()
    };
    let (one, two) = (run(), run());
    assert!(!one.stdout.is_empty());
    assert_eq!(one.stdout, two.stdout);
}
