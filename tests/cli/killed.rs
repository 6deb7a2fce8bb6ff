//! kill -9 in the middle of writing: the final name holds the older file or the new one, whole.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::world::{World, many_mines};

/// Size of the file that is being written, if there is one.
fn being_written(folder: &Path) -> Option<u64> {
    let sizes = fs::read_dir(folder).ok()?.filter_map(Result::ok).filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        (name.starts_with(".oreline-") && !name.ends_with("-trial")).then(|| entry.metadata().ok()).flatten()
    });
    sizes.map(|metadata| metadata.len()).max()
}

fn kill_while_writing(name: &str, older: Option<&[u8]>) {
    let world = World::new();
    world.write("mines.geojson", many_mines(40_000));
    fs::create_dir(world.path("out")).unwrap();
    let place = format!("out/{name}");
    let arguments =
        ["flag", "--mines", "mines.geojson", "--prefectures", "units.geojson", "-o", &place, "--overwrite", "-q"];
    assert_eq!(world.run(&arguments).code, 0);
    let newer = fs::read(world.path(&place)).unwrap();
    let (mut in_the_middle, mut kills) = (0, 0);
    for tenth in 0..10 {
        fs::remove_dir_all(world.path("out")).unwrap();
        fs::create_dir(world.path("out")).unwrap();
        if let Some(older) = older {
            fs::write(world.path(&place), older).unwrap();
        }
        let mut child = world.command().args(arguments).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        let start = Instant::now();
        let mut wrote = 0;
        while child.try_wait().unwrap().is_none() && start.elapsed() < Duration::from_secs(30) {
            wrote = being_written(&world.path("out")).unwrap_or(wrote);
            if being_written(&world.path("out")).is_some() && wrote >= newer.len() as u64 * tenth / 10 {
                break;
            }
            std::thread::sleep(Duration::from_micros(200));
        }
        in_the_middle += usize::from(being_written(&world.path("out")).is_some());
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
        let found = fs::read(world.path(&place)).ok();
        let is_older = found.as_deref() == older;
        assert!(is_older || found.as_deref() == Some(&newer[..]), "{name}: neither the older file nor a whole new one");
    }
    println!("{name}: {kills} kills compared, {in_the_middle} of them in the middle of writing");
    assert!(in_the_middle > 0, "no run was killed while it wrote");
    // What a killed run left beside does not disturb the next one.
    assert_eq!(world.command().args(arguments).status().unwrap().code(), Some(0));
    assert_eq!(fs::read(world.path(&place)).unwrap(), newer);
}

#[test]
fn a_killed_run_leaves_the_older_geojson_or_a_whole_new_one() {
    kill_while_writing("x.geojson", Some(b"older"));
}

#[test]
fn a_killed_run_leaves_the_older_geopackage_or_a_whole_new_one() {
    kill_while_writing("x.gpkg", Some(b"older"));
}

#[test]
fn a_killed_run_leaves_no_half_written_file_where_there_was_none() {
    kill_while_writing("x.fgb", None);
    kill_while_writing("x.parquet", None);
}
