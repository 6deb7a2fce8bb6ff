//! The packages of the shipped sets: the requirements of the standard, and tables that say the same.

use std::process::Command;

use super::peers::python;
use super::*;

const SETS: [&str; 4] = ["xinjiang", "qinba", "chongqing", "rights"];

fn deliver(set: &str) -> Written {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("成果.gpkg");
    let layers = Path::new(env!("CARGO_MANIFEST_DIR")).join("layers").join(set);
    let run =
        Command::new(env!("CARGO_BIN_EXE_oreline")).arg("flag").arg(layers).arg("-o").arg(&path).output().unwrap();
    assert!(run.status.success(), "{set}: {}", String::from_utf8_lossy(&run.stderr));
    Written { _folder: folder, path }
}

#[test]
fn shipped_sets_meet_the_requirements_of_the_standard() {
    let mut checked = 0;
    for set in SETS {
        let written = deliver(set);
        let Some(answer) = python("sqlite3", "requirements.py", &written.path) else { return };
        let count: usize =
            answer.trim().strip_prefix("ok ").unwrap_or_else(|| panic!("{set}: {answer}")).parse().unwrap();
        println!("{set}: {count} requirements");
        assert!(count > 150, "{set}: {count}");
        checked += count;
        if let Some(answer) = python("osgeo_utils.samples.validate_gpkg", "validate.py", &written.path) {
            assert_eq!(answer.trim(), "ok", "{set}");
        }
    }
    println!("{checked} requirements in {} packages", SETS.len());
}

/// The check refuses what it ought to refuse.
#[test]
fn a_breach_of_the_standard_is_noticed() {
    let breaches = [
        "UPDATE gpkg_contents SET last_change = 'today' WHERE table_name = 'mines'",
        "UPDATE gpkg_data_columns SET constraint_name = 'nothing' WHERE column_name = 'verdict'",
        "UPDATE gpkg_data_column_constraints SET value = 'doubt' WHERE value = 'review'",
        "UPDATE gpkg_geometry_columns SET z = 3 WHERE table_name = 'belts'",
        "UPDATE gpkg_contents SET max_x = min_x WHERE table_name = 'mines'",
        "DELETE FROM rtree_mines_geom WHERE id = 1",
        "DELETE FROM gpkg_extensions WHERE extension_name = 'gpkg_metadata'",
        "UPDATE gpkg_metadata SET metadata = '<qgis>'",
        "UPDATE gpkg_metadata_reference SET table_name = 'nothing' WHERE table_name = 'mines'",
        "DELETE FROM gpkg_metadata_reference WHERE table_name = 'mines'",
        "DROP TABLE belts",
        "PRAGMA application_id = 1",
        "PRAGMA user_version = 10200",
    ];
    let written = deliver("xinjiang");
    let sound = std::fs::read(&written.path).unwrap();
    let mut noticed = 0;
    for breach in breaches {
        std::fs::write(&written.path, &sound).unwrap();
        let connection = written.open();
        connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        connection.execute_batch(breach).unwrap_or_else(|error| panic!("{breach}: {error}"));
        drop(connection);
        let script = format!("{}/tests/gpkg/requirements.py", env!("CARGO_MANIFEST_DIR"));
        let Ok(run) = Command::new("/usr/bin/python3").arg(script).arg(&written.path).output() else {
            println!("skipped: no /usr/bin/python3");
            return;
        };
        assert_eq!(run.status.code(), Some(1), "{breach} went unnoticed");
        noticed += 1;
    }
    assert_eq!(noticed, 13);
}

/// What `rules` counts is what `rules_fired` lists, and a mine has the verdict of the rules that decided.
#[test]
fn rules_that_fired_are_listed_mine_by_mine() {
    let mut rows = 0;
    for set in SETS {
        let written = deliver(set);
        let connection = written.open();
        if !connection.table_exists(None, "rules_fired").unwrap() {
            continue;
        }
        let one = |sql: &str| -> i64 { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
        let differing = "SELECT count(*) FROM rules AS r WHERE r.state = 'in force' AND
            (r.fired <> (SELECT count(*) FROM rules_fired AS f WHERE f.rule = r.rule AND f.pack = r.pack) OR
             r.decided <> (SELECT sum(f.decided) FROM (SELECT 0 AS decided UNION ALL
                SELECT decided FROM rules_fired WHERE rule = r.rule AND pack = r.pack) AS f))";
        assert_eq!(one(differing), 0, "{set}");
        // Under a verdict of "review" a stricter rule may only be possible: then none of those that fired decided.
        let other = "SELECT count(*) FROM rules_fired AS f JOIN mines AS m ON m.id = f.mine
            WHERE f.decided AND f.verdict <> m.verdict";
        assert_eq!(one(other), 0, "{set}");
        let unlisted = "SELECT count(*) FROM mines AS m WHERE m.clauses IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM rules_fired AS f WHERE f.mine = m.id AND instr(m.clauses, f.rule) > 0)";
        assert_eq!(one(unlisted), 0, "{set}");
        rows += one("SELECT count(*) FROM rules_fired");
    }
    println!("{rows} rows compared");
    assert!(rows > 1000);
}
