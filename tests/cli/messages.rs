//! Every message that stops a run: it names the file, the cause and the way out. Their words are kept in a snapshot.

use std::fmt::Write as _;
use std::os::unix::fs::symlink;

use crate::world::{World, collection, mine, unit};

/// A run that must fail, with what its message must name.
struct Bad<'b> {
    case: &'b str,
    arguments: &'b [&'b str],
    code: i32,
    names: &'b [&'b str],
}

const SQUARE: &str = "[[[75,39],[76,39],[76,40],[75,40],[75,39]]]";

fn world() -> World {
    let world = World::new();
    world.write("empty.geojson", "");
    world.write("blank.geojson", " \n\n");
    world.write("text.geojson", "longitude and latitude\n");
    world.write("empty.gpkg", "");
    world.write("text.gpkg", "no database");
    world.write("text.shp", "no shapes");
    world.write("no-features.geojson", r#"{"type":"FeatureCollection"}"#);
    world.write("none.geojson", r#"{"type":"FeatureCollection","features":[]}"#);
    world.write("null.geojson", r#"{"type":"FeatureCollection","features":null}"#);
    world.write("topology.geojson", r#"{"type":"Topology","objects":{}}"#);
    world.write("utf16.geojson", [0xff, 0xfe, 0x7b, 0x00]);
    world.write("units-mild.geojson", collection(&[&unit("1", "mild", SQUARE)]));
    world.write("swapped.geojson", collection(&[&mine("M1", "[39.5,105.5]"), &mine("M2", "[39.5,106.5]")]));
    world
        .write("metres.geojson", collection(&[&mine("M1", "[8404617.9,4789537.6]"), &mine("M2", "[8515937,4789537]")]));
    world.write(
        "lines.geojson",
        collection(&[&crate::world::feature("L1", r#"{"type":"LineString","coordinates":[[75,39],[76,40]]}"#)]),
    );
    world.write(
        "nowhere.geojson",
        r#"{"type":"FeatureCollection","crs":null,"features":[{"type":"Feature","properties":{},"geometry":null}]}"#,
    );
    let stating = |crs: &str| {
        format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{crs}"}}}},"features":[{}]}}"#,
            mine("M1", "[75.5,39.5]")
        )
    };
    let many: Vec<String> = (0..30).map(|number| mine(&format!("kind {number}"), "[75.5,39.5]")).collect();
    world.write("many.geojson", collection(&many.iter().map(String::as_str).collect::<Vec<_>>()));
    world.write("old-datum.geojson", stating("EPSG:4214"));
    world
        .write("zone.geojson", collection(&[&mine("M1", "[39571234.5,3210987.6]"), &mine("M2", "[39500000,3210000]")]));
    world.write("no-zone.geojson", collection(&[&mine("M1", "[571234.5,3210987.6]")]));
    world.write("northing.geojson", collection(&[&mine("M1", "[3210987.6,38571234.5]")]));
    world.write("strange-crs.geojson", stating("EPSG:1"));
    world.write("stated.geojson", stating("EPSG:4490"));
    world.write("table.csv", "id,lon,lat\nM1,75.5,39.5\n");
    world.write("folder/readme.txt", "no plan here");
    world.write("out.geojson", "older");
    symlink("mines.geojson", world.path("link.geojson")).unwrap();
    std::fs::hard_link(world.path("mines.geojson"), world.path("hard.geojson")).unwrap();
    world
}

/// Runs them all; gives commands and messages as one text.
fn transcript(world: &World, bad: &[Bad<'_>]) -> String {
    let mut text = String::new();
    for Bad { case, arguments, code, names } in bad {
        let outcome = world.run(arguments);
        let Outcome { stderr, .. } = &outcome;
        assert_eq!(outcome.code, *code, "{case}: {stderr}");
        assert!(outcome.stdout.is_empty(), "{case}: a message belongs on standard error: {}", outcome.stdout);
        for name in *names {
            assert!(stderr.contains(name), "{case}: \"{name}\" is not in: {stderr}");
        }
        let is_way_out = |line: &str| line.trim_start().starts_with("hint: ") || line.contains("--help");
        assert!(stderr.lines().any(is_way_out), "{case}: no way out in: {stderr}");
        let _ = write!(text, "# {case}\n$ oreline {}\n{stderr}exit {code}\n\n", arguments.join(" "));
    }
    assert!(!bad.is_empty());
    println!("{} messages compared", bad.len());
    text
}

use crate::world::Outcome;

const PREFECTURES: [&str; 4] = ["--prefectures", "units.geojson", "-o", "x.geojson"];

fn mines<'a>(file: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["flag", "--mines", file], &PREFECTURES[..], more].concat()
}

fn units(file: &str) -> Vec<&str> {
    vec!["flag", "--mines", "mines.geojson", "--prefectures", file, "-o", "x.geojson"]
}

fn output<'a>(out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["flag", "--mines", "mines.geojson", "--prefectures", "units.geojson", "-o", out], more].concat()
}

macro_rules! check {
    ($snapshot:literal, $world:expr, $($case:literal: $arguments:expr => $code:literal, [$($name:literal),*];)*) => {{
        let arguments = [$($arguments),*];
        let mut next = arguments.iter();
        let bad = [$(Bad { case: $case, arguments: next.next().unwrap(), code: $code, names: &[$($name),*] }),*];
        insta::assert_snapshot!($snapshot, transcript($world, &bad));
    }};
}

#[test]
fn a_file_that_is_no_layer_is_named_with_the_cause_and_the_way_out() {
    let world = world();
    check!("files", &world,
        "a missing file": mines("mine.geojson", &[]) => 1, ["mine.geojson", "no such file"];
        "missing units": units("unit.geojson") => 1, ["unit.geojson", "no such file"];
        "an empty file": mines("empty.geojson", &[]) => 1, ["empty.geojson", "empty"];
        "empty units": units("empty.geojson") => 1, ["empty.geojson", "empty"];
        "only blanks": mines("blank.geojson", &[]) => 1, ["blank.geojson", "blank"];
        "plain text": mines("text.geojson", &[]) => 1, ["text.geojson"];
        "UTF-16": mines("utf16.geojson", &[]) => 1, ["utf16.geojson"];
        "an empty GeoPackage": mines("empty.gpkg", &[]) => 1, ["empty.gpkg", "empty"];
        "no GeoPackage": mines("text.gpkg", &[]) => 1, ["text.gpkg"];
        "no Shapefile": units("text.shp") => 1, ["text.shp"];
        "a folder as mines": mines("folder", &[]) => 1, ["folder", "is a folder"];
        "a folder as units": units("folder") => 1, ["folder", "is a folder"];
        "a folder without a plan": vec!["flag", "folder", "-o", "x.geojson"] => 1, ["folder", "plan.toml"];
        "a missing folder": vec!["flag", "nowhere/", "-o", "x.geojson"] => 1, ["nowhere/"];
        "a layer as plan": vec!["flag", "mines.geojson", "-o", "x.geojson"] => 1, ["mines.geojson"];
        "no features member": mines("no-features.geojson", &[]) => 1, ["no-features.geojson", "features"];
        "an empty collection": mines("none.geojson", &[]) => 1, ["none.geojson", "no features"];
        "empty units collection": units("none.geojson") => 1, ["none.geojson", "no features"];
        "features null": mines("null.geojson", &[]) => 1, ["null.geojson", "features"];
        "TopoJSON under a wrong name": mines("topology.geojson", &[]) => 1, ["topology.geojson", "Topology"];
    );
}

#[test]
fn datums_and_zones_that_do_not_fit_are_named_with_the_way_out() {
    let world = world();
    let old = |more: &str| format!("old-datum.geojson,{more}");
    let (two, words, unit) = (old("crs_parameters=1/2"), old("crs_parameters=a/b/c"), old("crs_uncertainty=100"));
    let (far, plane, scale) =
        (old("crs_parameters=9000/0/0"), old("crs_parameters=1/2/0/1"), old("crs_parameters=1/2/0/3.5"));
    check!("datums-and-zones", &world,
        "an old datum": mines("old-datum.geojson", &[]) => 1, ["EPSG:4214", "crs_parameters=", "crs_uncertainty=100m"];
        "two parameters": mines(&two, &[]) => 2, ["1/2", "3, 4 or 7", "arc seconds"];
        "parameters in words": mines(&words, &[]) => 2, ["a/b/c", "no number"];
        "plane parameters with a scale in ppm": mines(&scale, &[]) => 2, ["factor near 1", "3.5"];
        "an uncertainty without a unit": mines(&unit, &[]) => 2, ["crs_uncertainty", "no unit"];
        "parameters that move too far": mines(&far, &[]) => 1, ["old-datum.geojson", "500 m"];
        "plane parameters for degrees": mines(&plane, &[]) => 1, ["old-datum.geojson", "degrees"];
        "parameters that are not needed": mines("stated.geojson,crs_parameters=1/2/3", &[]) => 1, ["stated.geojson", "none are needed"];
        "another zone": mines("zone.geojson,crs=EPSG:4526", &[]) => 1, ["zone 38", "begin with 39", "crs=EPSG:4527"];
        "a zone without its number": mines("no-zone.geojson,crs=EPSG:4526", &[]) => 1, ["zone 38", "without the number", "crs=EPSG:4547"];
        "a number that the zone does not have": mines("zone.geojson,crs=CGCS2000_3_Degree_GK_CM_117E", &[]) => 1, ["CM_117E", "begin with 39", "crs=EPSG:4527"];
        "degrees in a zone": mines("mines.geojson,crs=EPSG:4526", &[]) => 1, ["are degrees", "crs=EPSG:4490"];
        "northing first": mines("northing.geojson,crs=EPSG:4526", &[]) => 1, ["northing first", "swap"];
        "a web map where the file states another system": mines("old-datum.geojson,crs=GCJ-02", &[]) => 1, ["EPSG:4214", "GCJ-02"];
    );
}

#[test]
fn fields_and_coordinate_systems_that_do_not_fit_are_named_with_the_way_out() {
    let world = world();
    check!("fields-and-systems", &world,
        "a misspelt class field": units("units.geojson,class=fragilty") => 1, ["units.geojson", "fragilty", "\"fragility\""];
        "a misspelt name field": units("units.geojson,name=nmae") => 1, ["units.geojson", "nmae", "\"name\""];
        "a strange id field": mines("mines.geojson,id=population", &[]) => 1, ["mines.geojson", "population", "id, name"];
        "a misspelt key": units("units.geojson,clas=fragility") => 2, ["clas", "\"class\""];
        "positions without a class": vec!["flag", "--mines", "mines.geojson", "--positions", "hard.geojson", "-o", "x.geojson"] => 1, ["hard.geojson", "class"];
        "all axes swapped": mines("swapped.geojson", &[]) => 1, ["swapped.geojson", "2 swapped-axes", "105.5", "longitude comes first"];
        "metres without saying so": mines("metres.geojson", &[]) => 1, ["metres.geojson", "2 out-of-range", "crs=EPSG:"];
        "a declared area without a unit": mines("mines.geojson,area=name", &[]) => 1, ["mines.geojson", "name", "area_unit=km2"];
        "an unknown unit of declared areas": mines("mines.geojson,area=name,area_unit=acre", &[]) => 1, ["mines.geojson", "acre", "km2"];
        "a misspelt field of declared areas": mines("mines.geojson,area=nmae,area_unit=ha", &[]) => 1, ["mines.geojson", "nmae", "\"name\""];
        "a misspelt unit of declared areas": mines("mines.geojson,area=name,area_uint=ha", &[]) => 2, ["area_uint", "\"area_unit\""];
        "too many kinds of receptors": output("x.geojson", &["--receptors", "many.geojson,class=id"]) => 1, ["many.geojson", "kinds of receptors", "class"];
        "a misspelt class of receptors": output("x.geojson", &["--receptors", "many.geojson,class=kid"]) => 1, ["many.geojson", "kid", "\"id\""];
        "receptors of nothing": output("x.geojson", &["--receptors", "none.geojson"]) => 1, ["none.geojson", "no features"];
        "lines as mines": mines("lines.geojson", &[]) => 1, ["lines.geojson", "wrong-geometry-type", "LineString"];
        "points as units": units("mines.geojson") => 1, ["mines.geojson", "wrong-geometry-type"];
        "crs null": mines("nowhere.geojson", &[]) => 1, ["nowhere.geojson", "crs=EPSG:4490"];
        "a table without a system": mines("table.csv", &[]) => 1, ["table.csv", "crs=EPSG:4490"];
        "an old datum": mines("old-datum.geojson", &[]) => 1, ["old-datum.geojson", "EPSG:4214"];
        "a strange code": mines("strange-crs.geojson", &[]) => 1, ["strange-crs.geojson", "EPSG:1"];
        "a strange code given": mines("mines.geojson,crs=EPSG:999999", &[]) => 1, ["mines.geojson", "EPSG:999999"];
        "two systems": mines("stated.geojson,crs=EPSG:4527", &[]) => 1, ["stated.geojson", "EPSG:4490", "EPSG:4527"];
        "a layer of GeoJSON that is not there": mines("mines.geojson:deposits", &[]) => 1, ["mines.geojson", "deposits"];
    );
}

#[test]
fn outputs_that_cannot_be_written_are_named_with_the_way_out() {
    let world = world();
    check!("outputs", &world,
        "no output": output("x.geojson", &[])[..5].to_vec() => 2, ["no output", "-o"];
        "an older output": output("out.geojson", &[]) => 1, ["out.geojson", "exists already", "--overwrite"];
        "an input": output("units.geojson", &["--overwrite"]) => 1, ["units.geojson", "is an input"];
        "an input by symlink": output("link.geojson", &["--overwrite"]) => 1, ["link.geojson", "is an input"];
        "an input by hard link": output("hard.geojson", &["--overwrite"]) => 1, ["hard.geojson", "is an input"];
        "an input by another way": output("./folder/../mines.geojson", &["--overwrite"]) => 1, ["mines.geojson", "is an input"];
        "an input without --overwrite": output("mines.geojson", &[]) => 1, ["mines.geojson", "is an input"];
        "a missing folder": output("nowhere/x.geojson", &[]) => 1, ["nowhere", "cannot be written"];
        "below a file": output("mines.geojson/x.geojson", &[]) => 1, ["mines.geojson", "cannot be written"];
        "a folder below a file": output("mines.geojson/out/", &[]) => 1, ["mines.geojson", "cannot be written"];
        "an unknown extension": output("x.geosjon", &[]) => 2, ["x.geosjon", ".geojson"];
        "no extension": output("flagged", &[]) => 2, ["flagged", ".gpkg"];
        "twice the same": output("x.geojson", &["-o", "x.geojson"]) => 2, ["x.geojson", "two outputs"];
        "twice the same, spelled differently": output("x.geojson", &["-o", "./x.geojson"]) => 2, ["x.geojson", "two outputs"];
        "standard output twice": output("-", &["-o", "-"]) => 2, ["-o -"];
        "standard output twice wanted": output("-", &["--json"]) => 2, ["--json"];
    );
}

#[test]
fn slips_on_the_command_line_are_named_with_the_way_out() {
    let world = world();
    check!("usage", &world,
        "no layers": vec!["flag"] => 2, ["--mines"];
        "mines alone": vec!["flag", "--mines", "mines.geojson", "-o", "x.geojson"] => 2, ["no zones", "--prefectures"];
        "zones alone": vec!["flag", "--prefectures", "units.geojson", "-o", "x.geojson"] => 2, ["--mines"];
        "a plan and mines": vec!["flag", "folder", "--mines", "mines.geojson"] => 2, ["cannot be used with"];
        "an unknown option": output("x.geojson", &["--overwite"]) => 2, ["--overwite", "--overwrite"];
        "an unknown command": vec!["flga"] => 2, ["flga", "flag"];
        "an unknown choice": output("x.geojson", &["--only", "flaged"]) => 2, ["flaged", "flagged"];
        "no threads": output("x.geojson", &["--threads", "0"]) => 2, ["--threads", "0"];
        "threads in words": output("x.geojson", &["--threads", "two"]) => 2, ["--threads", "two"];
        "a length without a unit": output("x.geojson", &["--near", "50"]) => 2, ["--near", "50", "no unit", "10km"];
        "an unknown unit of length": output("x.geojson", &["--uncertainty", "50 miles"]) => 2, ["--uncertainty", "miles", "50m"];
        "a negative length": output("x.geojson", &["--near=-5m"]) => 2, ["--near", "-5m", "zero or above"];
        "a length in words": output("x.geojson", &["--sliver-width", "wide"]) => 2, ["--sliver-width", "wide"];
        "a length that is not a number": output("x.geojson", &["--near", "NaNm"]) => 2, ["--near", "NaN"];
        "a length in hectares": output("x.geojson", &["--sliver-width", "1ha"]) => 2, ["--sliver-width", "ha"];
        "an unknown unit of area": output("x.geojson", &["--sliver-area", "3 acres"]) => 2, ["--sliver-area", "acres", "m2"];
        "an area in metres": output("x.geojson", &["--sliver-area", "1m"]) => 2, ["--sliver-area", "\"m\"", "m2"];
        "a step without a unit": output("x.geojson", &["--balance", "0.01"]) => 2, ["--balance", "0.01", "no unit"];
        "a step of nothing": output("x.geojson", &["--balance", "0ha"]) => 2, ["--balance", "above zero"];
        "a plan and receptors": vec!["flag", "folder", "--receptors", "mines.geojson"] => 2, ["cannot be used with"];
        "receptors alone": vec!["flag", "--mines", "mines.geojson", "--receptors", "hard.geojson", "-o", "x.geojson"] => 2, ["no zones"];
        "an unknown shell": vec!["completions", "tcsh"] => 2, ["tcsh", "bash"];
    );
}

#[test]
fn slips_in_a_plan_are_named_with_the_way_out() {
    let world = world();
    let sound = "title = \"t\"\noutput = \"x.geojson\"\n[mines]\npath = \"mines.geojson\"\n[[zones]]\nkind = \"prefecture\"\npath = \"units.geojson\"\n";
    let mut plans = Vec::new();
    for (name, from, to) in [
        ("sound", "", ""),
        ("key", "path = \"mines", "pth = \"x\"\npath = \"mines"),
        ("top", "title", "tilte"),
        ("rules", "title =", "rules = [\"rules.csv\"]\ntitle ="),
        ("kind", "\"prefecture\"", "\"prefecure\""),
        ("receptor", "\"prefecture\"", "\"receptor\""),
        ("no-kind", "kind = \"prefecture\"\n", ""),
        ("classes", "kind = \"prefecture\"", "kind = \"prefecture\"\nclasses = { \"微度\" = \"middling\" }"),
        ("class", "kind = \"prefecture\"", "kind = \"prefecture\"\nclass = \"fragilty\""),
        ("mineral", "path = \"mines.geojson\"", "path = \"mines.geojson\"\nmineral = \"minerl\""),
        ("no-mines", "[mines]\npath = \"mines.geojson\"\n", ""),
        ("no-zones", "[[zones]]\nkind = \"prefecture\"\npath = \"units.geojson\"\n", ""),
        ("toml", "[mines]", "[mines"),
        ("missing", "mines.geojson", "mine.geojson"),
        ("number", "path = \"mines.geojson\"", "path = 5"),
        ("near", "title =", "near = \"10\"\ntitle ="),
        ("near-number", "title =", "near = 10\ntitle ="),
        ("uncertainty", "kind =", "uncertainty = \"5 feet\"\nkind ="),
        ("balance", "title =", "balance = \"0.1m\"\ntitle ="),
        ("self", "title =", "self_overlap = \"yes\"\ntitle ="),
        ("self-key", "title =", "selfoverlap = true\ntitle ="),
        ("area-unit", "path = \"mines.geojson\"", "path = \"mines.geojson\"\narea = \"name\""),
    ] {
        world.write(&format!("{name}.toml"), sound.replacen(from, to, 1));
        plans.push(name);
    }
    assert_eq!(world.run(&["flag", "sound.toml", "-q"]).code, 0);
    world.write("x.geojson", "older");
    let plan = |name: &'static str| vec!["flag", name, "-o", "y.geojson"];
    check!("plans", &world,
        "an unknown key": plan("key.toml") => 1, ["key.toml", "\"pth\"", "\"path\""];
        "an unknown key at the top": plan("top.toml") => 1, ["top.toml", "\"tilte\"", "\"title\""];
        "rules": plan("rules.toml") => 1, ["rules.csv: no such file"];
        "an unknown kind": plan("kind.toml") => 1, ["kind.toml", "prefecure", "\"prefecture\""];
        "receptors alone": plan("receptor.toml") => 2, ["no zones"];
        "no kind": plan("no-kind.toml") => 1, ["no-kind.toml", "kind"];
        "a class word that means nothing": plan("classes.toml") => 1, ["classes.toml", "middling"];
        "a misspelt class field": plan("class.toml") => 1, ["units.geojson", "fragilty", "\"fragility\""];
        "a misspelt attribute": plan("mineral.toml") => 1, ["mines.geojson", "minerl"];
        "no mines": plan("no-mines.toml") => 1, ["no-mines.toml", "[mines]"];
        "no zones": plan("no-zones.toml") => 2, ["no zones"];
        "unsound TOML": plan("toml.toml") => 1, ["toml.toml", "TOML"];
        "a missing layer": plan("missing.toml") => 1, ["mine.geojson", "no such file"];
        "a number as path": plan("number.toml") => 1, ["number.toml", "path"];
        "a distance without a unit": plan("near.toml") => 1, ["near.toml", "\"10\"", "10km"];
        "a distance that is a number": plan("near-number.toml") => 1, ["near-number.toml", "near"];
        "an unknown unit of a layer": plan("uncertainty.toml") => 1, ["uncertainty.toml", "number 1", "feet"];
        "a step in metres": plan("balance.toml") => 1, ["balance.toml", "m", "0.0001ha"];
        "neither true nor false": plan("self.toml") => 1, ["self.toml", "self_overlap"];
        "a misspelt key of measures": plan("self-key.toml") => 1, ["self-key.toml", "\"self_overlap\""];
        "a declared area without a unit": plan("area-unit.toml") => 1, ["mines.geojson", "name", "area_unit"];
        "the output of the plan exists": vec!["flag", "sound.toml"] => 1, ["x.geojson", "--overwrite"];
    );
    assert_eq!(plans.len(), 22);
}

#[test]
fn sound_mines_do_not_make_up_for_bad_units_and_sound_units_not_for_bad_mines() {
    let world = world();
    let mut compared = 0;
    for bad in ["empty.geojson", "none.geojson", "text.geojson", "lines.geojson", "swapped.geojson", "metres.geojson"] {
        for arguments in [
            mines(bad, &[]),
            units(bad),
            [&units("units.geojson")[..], &["--redlines", bad]].concat(),
            [&units("units.geojson")[..], &["--belts", bad]].concat(),
            [&units("units.geojson")[..], &["--functions", bad]].concat(),
            [&units("units.geojson")[..], &["--prefectures", bad]].concat(),
        ] {
            let outcome = world.run(&arguments);
            assert_eq!(outcome.code, 1, "{arguments:?}: {}", outcome.stderr);
            assert!(outcome.stderr.contains(bad), "{arguments:?}: {}", outcome.stderr);
            compared += 1;
        }
    }
    assert_eq!(compared, 36);
}
