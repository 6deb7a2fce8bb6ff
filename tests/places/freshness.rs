//! An index is used while its sources are what they were, and never when it is damaged or foreign.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use oreline::error::Error;
use oreline::index::{Index, Standing};
use oreline::plan::Plan;
use oreline::query::{Asked, Format};

use crate::world::{World, oreline, text};

/// A place of the small world.
fn place(world: &World) -> String {
    let corner = world.corners[7];
    format!("{},{}", corner.x, corner.y)
}

fn prepared(seed: u64) -> World {
    let world = World::new(seed);
    let output = oreline(&["index", world.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}{}", text(&output.stdout), text(&output.stderr));
    assert!(text(&output.stdout).contains(" prefectures, "), "{}", text(&output.stdout));
    world
}

/// What the program prints for the place: its answer and its remarks.
fn ask(world: &World, more: &[&str]) -> (Option<i32>, String, String) {
    let (folder, place) = (world.path().to_str().unwrap(), place(world));
    let mut arguments = vec!["query", folder, "--at", &place, "--json"];
    arguments.extend(more);
    let output = oreline(&arguments);
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn standing(world: &World) -> Standing {
    let plan = Plan::from_path(world.path()).unwrap();
    Index::open(&world.index_path()).unwrap().standing(&plan).unwrap()
}

#[test]
fn an_index_is_used_by_itself_and_refused_when_a_source_was_changed() {
    let world = prepared(1);
    let (code, fresh, remarks) = ask(&world, &[]);
    assert_eq!((code, remarks.as_str()), (Some(0), ""));
    assert_eq!(fresh, ask(&world, &["--no-index"]).1);

    // Touched, but not changed.
    let layer = world.path().join("redlines.geojson");
    let file = fs::File::options().append(true).open(&layer).unwrap();
    file.set_modified(SystemTime::now() + Duration::from_secs(5)).unwrap();
    assert_eq!(standing(&world), Standing::Fresh);

    // Changed, to the same length and under the same time.
    let time = fs::metadata(&layer).unwrap().modified().unwrap();
    let changed = fs::read_to_string(&layer).unwrap().replace("红线 3", "红线 X");
    fs::write(&layer, changed).unwrap();
    fs::File::options().append(true).open(&layer).unwrap().set_modified(time).unwrap();
    assert!(matches!(standing(&world), Standing::Stale(why) if why.contains("redlines.geojson was changed")));
    let (code, answer, remarks) = ask(&world, &[]);
    assert_eq!(code, Some(0));
    assert!(
        remarks.contains("plan.oreindex is out of date") && remarks.contains("the layers are read instead"),
        "{remarks}"
    );
    assert!(answer.contains("\"answers\""), "{answer}");
    // Who names the index wants no other way.
    let (code, answer, remarks) = ask(&world, &["--index", world.index_path().to_str().unwrap()]);
    assert_eq!((code, answer.as_str()), (Some(1), ""));
    assert!(remarks.contains("out of date") && remarks.contains("oreline index PLAN"), "{remarks}");
}

#[test]
fn another_plan_another_layer_and_a_missing_one_make_an_index_old() {
    let world = prepared(2);
    let plan = world.path().join("plan.toml");
    let before = fs::read_to_string(&plan).unwrap();
    fs::write(&plan, format!("title = \"新\"\n{before}")).unwrap();
    assert!(matches!(standing(&world), Standing::Stale(why) if why.contains("plan.toml was changed")));
    fs::write(&plan, before.replace("redlines.geojson", "more.geojson")).unwrap();
    fs::copy(world.path().join("redlines.geojson"), world.path().join("more.geojson")).unwrap();
    assert!(matches!(standing(&world), Standing::Stale(_)));
    fs::write(&plan, &before).unwrap();
    assert_eq!(standing(&world), Standing::Fresh);
    fs::remove_file(world.path().join("positions.geojson")).unwrap();
    assert!(matches!(standing(&world), Standing::Stale(why) if why.contains("positions.geojson is gone")));
    let (code, answer, _) = ask(&world, &[]);
    assert_eq!((code, answer.as_str()), (Some(1), ""));
}

#[test]
fn a_folder_may_move_with_its_index() {
    let world = prepared(3);
    let folder = tempfile::tempdir().unwrap();
    let moved = folder.path().join("搬家");
    fs::rename(world.path(), &moved).unwrap();
    let index = Index::open(&moved.join("plan.oreindex")).unwrap();
    assert_eq!(index.standing(&Plan::from_path(&moved).unwrap()).unwrap(), Standing::Fresh);
}

#[test]
fn an_index_replaces_no_other_file() {
    let world = World::new(4);
    fs::write(world.index_path(), "my notes").unwrap();
    let output = oreline(&["index", world.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("is no index, and is not replaced by one"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(world.index_path()).unwrap(), "my notes");
    // A question goes on without it, and says so.
    let (code, answer, remarks) = ask(&world, &[]);
    assert_eq!(code, Some(0));
    assert!(answer.contains("answers") && remarks.contains("is no index of oreline"), "{remarks}");
}

#[test]
fn an_index_of_another_version_is_refused() {
    let world = prepared(5);
    let bytes = fs::read(world.index_path()).unwrap();
    // The format, and the program that made it.
    for (at, told) in [(16, "format 2, this one has 1"), (24, "another version of oreline (")] {
        let mut other = bytes.clone();
        other[at] = if at == 16 { 2 } else { b'9' };
        fs::write(world.index_path(), other).unwrap();
        let (code, answer, remarks) = ask(&world, &[]);
        assert_eq!(code, Some(0));
        assert!(answer.contains("answers") && remarks.contains(told), "{remarks}");
    }
}

/// The answer of an index, or what is said against it.
fn answer(path: &Path, plan: &Plan, place: &str) -> Result<Vec<u8>, Error> {
    let index = Index::open(path)?;
    let asked = Asked::new(plan, &index, None, None)?;
    let place = asked.place(place)?;
    Ok(asked.answers(&[place])?.show(Format::Json))
}

#[test]
fn a_damaged_index_is_refused_or_says_what_is_right() {
    let world = prepared(6);
    let plan = Plan::from_path(world.path()).unwrap();
    let (place, path) = (place(&world), world.index_path());
    let bytes = fs::read(&path).unwrap();
    let right = answer(&path, &plan, &place).unwrap();
    let (mut refused, mut untouched) = (0, 0);
    let other = world.path().join("damaged.oreindex");
    let mut try_one = |damaged: &[u8], what: &str| {
        fs::write(&other, damaged).unwrap();
        match answer(&other, &plan, &place) {
            Err(Error::Index { .. } | Error::EmptyFile(_)) => refused += 1,
            Err(error) => panic!("{what}: {error}"),
            Ok(found) => {
                assert_eq!(found, right, "{what}");
                untouched += 1;
            }
        }
        // Who reads all of it finds every damage.
        if let Ok(index) = Index::open(&other) {
            assert!(index.check_all().is_err(), "{what} is not noticed");
        }
    };
    let places = (0..200).chain((200..bytes.len()).step_by(bytes.len() / 900));
    for at in places {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        try_one(&damaged, &format!("a bit of byte {at}"));
    }
    for length in (0..bytes.len()).step_by(bytes.len() / 100) {
        try_one(&bytes[..length], &format!("{length} bytes of {}", bytes.len()));
    }
    let mut longer = bytes.clone();
    longer.push(0);
    try_one(&longer, "a byte more");
    assert!(refused > 400 && refused + untouched > 1100, "{refused} refused, {untouched} untouched");
    println!("{refused} refused, {untouched} with the damage elsewhere");
}
