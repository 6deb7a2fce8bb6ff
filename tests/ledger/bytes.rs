//! The same input gives the same bytes: in two runs of one day, and for any number of threads.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use oreline::plan::{Output, Plan};

use crate::{TWINS, layers};

/// The ledger and its twins as a number of threads writes them.
fn with_threads(threads: usize) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let mut plan = Plan::from_path(&layers("xinjiang")).unwrap();
    plan.style.csv = true;
    plan.outputs = vec![Output::Folder(folder.path().join("out"))];
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| oreline::run::run(&plan, &mut |_| {})).unwrap();
    let names = TWINS.iter().map(|twin| format!("csv/{twin}.csv")).chain(["ledger.xlsx".to_owned()]);
    names.map(|name| (name.clone(), std::fs::read(folder.path().join("out").join(name)).unwrap())).collect()
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let first = with_threads(1);
    assert_eq!(first.len(), 11);
    for threads in [2, 1] {
        assert!(with_threads(threads) == first, "{threads} threads");
    }
}

fn run_of_a_day(epoch: &str, threads: &str, folder: &Path) -> Vec<u8> {
    let run = Command::new(env!("CARGO_BIN_EXE_oreline"))
        .env("SOURCE_DATE_EPOCH", epoch)
        .args(["flag", "-q", "--overwrite", "--threads", threads, "-o"])
        .arg(folder.join("out").join(""))
        .arg(layers("rights"))
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    std::fs::read(folder.join("out").join("ledger.xlsx")).unwrap()
}

#[test]
fn runs_of_one_day_give_the_same_bytes_and_the_day_stands_in_them() {
    let folder = tempfile::tempdir().unwrap();
    // 2026-05-17, in the morning and in the evening; then the day after.
    let first = run_of_a_day("1779000000", "1", folder.path());
    for (epoch, threads) in [("1779000000", "2"), ("1779000000", "1"), ("1779060000", "2")] {
        assert!(run_of_a_day(epoch, threads, folder.path()) == first, "{epoch} {threads}");
    }
    assert!(run_of_a_day("1779086400", "1", folder.path()) != first);
}
