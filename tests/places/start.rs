//! The program starts without GDAL, and finds it when it is needed.

use std::process::Command;

/// The libraries that are loaded before `main`, as the loader tells them.
fn libraries(program: &str) -> Vec<String> {
    let output = Command::new(program).env("LD_TRACE_LOADED_OBJECTS", "1").output().unwrap();
    let names: Vec<String> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect();
    assert!(names.iter().any(|name| name.starts_with("libc.so")), "the loader says nothing of {program}: {names:?}");
    names
}

#[test]
fn no_library_of_gdal_is_loaded_at_the_start() {
    let libraries = libraries(env!("CARGO_BIN_EXE_oreline"));
    let gdal: Vec<_> = libraries.iter().filter(|name| name.contains("gdal")).collect();
    assert!(
        gdal.is_empty(),
        "{gdal:?}: a function of GDAL is called that src/late_gdal/functions.txt does not list; `nm -D --undefined-only` names it"
    );
    assert!(libraries.len() < 10, "{libraries:?}");
}

#[test]
fn functions_are_listed_once_in_order() {
    let list = include_str!("../../src/late_gdal/functions.txt");
    let names: Vec<&str> = list.lines().collect();
    assert!(names.len() > 80, "{} names", names.len());
    assert!(names.is_sorted_by(|a, b| a < b), "sort the list, and leave out what comes twice");
}
