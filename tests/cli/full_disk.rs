//! A disk that fills up while a layer is written: a small tmpfs.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::world::{World, many_mines};

/// A mounted tmpfs, taken down at the end.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// `None` where mounting is not allowed.
    fn new(world: &World, size: &str) -> Option<Self> {
        let place = world.path("disk");
        fs::create_dir_all(&place).unwrap();
        let size = format!("size={size}");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&place).output();
        if mount.is_ok_and(|output| output.status.success()) { Some(Self(place)) } else { None }
    }

    fn files(&self) -> Vec<(String, u64)> {
        let mut files: Vec<_> = fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| (entry.file_name().into_string().unwrap(), entry.metadata().unwrap().len()))
            .collect();
        files.sort();
        files
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

const NAMES: [&str; 8] = ["x.geojson", "x.geojsonl", "x.gpkg", "x.shp", "x.fgb", "x.csv", "x.kml", "x.xlsx"];

/// A layer of 3000 mines takes more than this in every format but the spreadsheet, which is compressed.
fn sizes(name: &str) -> &'static [&'static str] {
    match name {
        "x.xlsx" => &["16k", "64k"],
        _ => &["16k", "64k", "256k"],
    }
}

#[test]
fn a_full_disk_fails_with_a_message_and_leaves_nothing_behind() {
    let world = World::new();
    world.write("mines.geojson", many_mines(3000));
    let mut compared = 0;
    for name in NAMES {
        for size in sizes(name) {
            let Some(disk) = SmallDisk::new(&world, size) else {
                println!("skipped: no tmpfs can be mounted here");
                return;
            };
            let output = format!("disk/{name}");
            let outcome = world.flag(&["-o", &output]);
            assert_eq!(outcome.code, 1, "{name} on {size}: {outcome:?}");
            assert!(outcome.stderr.contains(&output), "{name} on {size}: {}", outcome.stderr);
            assert!(outcome.stdout.is_empty());
            assert_eq!(disk.files(), [], "{name} on {size}");
            compared += 1;
        }
    }
    println!("{compared} full disks compared");
    assert!(compared >= 20);
}

#[test]
fn a_full_disk_leaves_an_older_output_as_it_was() {
    let world = World::new();
    world.write("mines.geojson", many_mines(3000));
    let mut compared = 0;
    for name in NAMES {
        let Some(disk) = SmallDisk::new(&world, "64k") else {
            println!("skipped: no tmpfs can be mounted here");
            return;
        };
        let output = format!("disk/{name}");
        world.write(&output, "older");
        let outcome = world.flag(&["-o", &output, "--overwrite"]);
        assert_eq!(outcome.code, 1, "{name}: {outcome:?}");
        assert_eq!(world.read(&output), "older", "{name}");
        assert_eq!(disk.files().len(), 1, "{name}: {:?}", disk.files());
        compared += 1;
    }
    assert_eq!(compared, NAMES.len());
}

#[test]
fn a_disk_that_is_full_for_one_of_two_outputs_gets_neither() {
    let world = World::new();
    world.write("mines.geojson", many_mines(3000));
    let Some(disk) = SmallDisk::new(&world, "256k") else {
        println!("skipped: no tmpfs can be mounted here");
        return;
    };
    // The first would fit on the large disk, the second does not on the small one.
    let outcome = world.flag(&["-o", "x.geojson", "-o", "disk/x.gpkg"]);
    assert_eq!(outcome.code, 1, "{outcome:?}");
    assert!(!world.holds("x.geojson"));
    assert_eq!(world.flag(&["-o", "disk/out/"]).code, 1);
    assert_eq!(disk.files(), []);
}

/// A layer that just fits or just does not: whatever the exit code says is so.
#[test]
fn success_on_a_nearly_full_disk_means_a_whole_file() {
    let world = World::new();
    world.write("mines.geojson", many_mines(300));
    let (mut whole, mut failed) = (0, 0);
    for name in ["x.gpkg", "x.shp", "x.fgb", "x.csv", "x.geojson", "x.parquet"] {
        assert_eq!(world.flag(&["-o", name, "--overwrite"]).code, 0);
        let stem = |file: &str| file.starts_with("x.");
        let needed: u64 = fs::read_dir(world.path(""))
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| stem(&entry.file_name().to_string_lossy()))
            .map(|entry| entry.metadata().unwrap().len())
            .sum();
        for percent in [70, 95, 105, 130] {
            let size = format!("{}k", (needed * percent / 100).div_ceil(4096) * 4);
            let Some(disk) = SmallDisk::new(&world, &size) else {
                println!("skipped: no tmpfs can be mounted here");
                return;
            };
            let outcome = world.flag(&["-o", &format!("disk/{name}")]);
            if outcome.code == 0 {
                assert_eq!(
                    fs::read(world.path(name)).unwrap(),
                    fs::read(disk.0.join(name)).unwrap(),
                    "{name} on {size}"
                );
                whole += 1;
            } else {
                assert_eq!((outcome.code, disk.files()), (1, Vec::new()), "{name} on {size}");
                failed += 1;
            }
        }
        for entry in fs::read_dir(world.path("")).unwrap() {
            let path = entry.unwrap().path();
            if stem(&path.file_name().unwrap().to_string_lossy()) {
                fs::remove_file(path).unwrap();
            }
        }
    }
    println!("{whole} whole, {failed} failed");
    assert!(whole > 0 && failed > 0);
}

#[test]
fn a_full_device_behind_standard_output_is_an_error() {
    let world = World::new();
    let full = || Stdio::from(fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
    let flag = ["flag", "--mines", "mines.geojson", "--prefectures", "units.geojson"];
    let mut compared = 0;
    for arguments in [
        [&flag[..], &["-o", "-"]].concat(),
        [&flag[..], &["-o", "x.gpkg", "--json"]].concat(),
        vec!["completions", "bash"],
        vec!["man"],
    ] {
        let output = world.command().args(&arguments).stdout(full()).output().unwrap();
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {message}");
        assert!(message.contains("standard output") && message.contains("No space left"), "{arguments:?}: {message}");
        compared += 1;
    }
    assert_eq!(compared, 4);
}
