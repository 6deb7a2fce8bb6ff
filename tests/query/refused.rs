//! What must not be possible, and what is said of expressions that are not understood.

use crate::{ask, ask_in, support};

#[test]
fn nothing_can_be_changed_and_no_file_be_reached() {
    let folder = tempfile::tempdir().unwrap();
    let plan = support::layers("xinjiang");
    let plan = plan.to_str().unwrap();
    let attempts = [
        ("--sql", "drop table mines"),
        ("--sql", "select 1; drop table mines"),
        ("--sql", "select 1;;delete from mines"),
        ("--sql", "attach 'x.db' as x"),
        ("--sql", "ATTACH DATABASE 'file:x.db?mode=rwc' AS x"),
        ("--sql", "/* select */ attach 'x.db' as x"),
        ("--sql", "-- select\nvacuum into 'x.db'"),
        ("--sql", "pragma writable_schema = 1"),
        ("--sql", "with x as (select 1) delete from mines"),
        ("--sql", "with x as (select 1) insert into mines(id) select 1 from x"),
        ("--sql", "select load_extension('x')"),
        ("--sql", "select writefile('x', 'y')"),
        ("--sql", "select readfile('plan.toml')"),
        ("--sql", "select edit('x')"),
        ("--sql", "select fts3_tokenizer('x', x'00')"),
        ("--sql", "create table x as select 1"),
        ("--sql", "explain delete from mines"),
        ("--sql", "select ?1"),
        ("--sql", ""),
        ("--where", "1; drop table mines"),
        ("--where", "1) union select name from zones --"),
        ("--where", "1) or (1"),
        ("--where", "load_extension('x')"),
        ("--where", "flagged order by 1"),
        ("--select", "id from zones --"),
        ("--select", "id; drop table mines"),
        ("--order-by", "lon limit 1"),
        ("--order-by", "1; attach 'x' as y"),
        ("--group-by", "mineral having 1"),
        ("--where", "mineral = :x"),
        ("--where", "/*"),
        ("--where", "'"),
        ("--where", "   "),
    ];
    for (option, text) in attempts {
        let (code, out, err) = ask_in(folder.path(), &[plan, &format!("{option}={text}")]);
        assert_eq!((code, out.as_str()), (2, ""), "{option} {text}: {err}");
        assert!(err.starts_with(&format!("oreline: {option}: ")), "{text}: {err}");
        assert!(err.contains("hint: "), "{text}: {err}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{text} left a file");
    }
    println!("{} attempts", attempts.len());
    assert!(attempts.len() > 30);
}

#[test]
fn a_statement_without_end_is_stopped() {
    for sql in [
        "with recursive x(n) as (select 1 union all select n + 1 from x) select count(*) from x",
        "select count(*) from mines a, mines b, mines c, mines d, mines e",
    ] {
        let start = std::time::Instant::now();
        let (code, _, err) = ask(&["layers/xinjiang", "--timeout", "1", "--sql", sql]);
        assert!(code == 2 && err.contains("within 1 seconds"), "{err}");
        assert!(start.elapsed().as_secs() < 30);
    }
}

#[test]
fn messages_name_the_place_and_what_was_probably_meant() {
    for (arguments, said) in [
        (&["--where", "minerl = 'copper'"][..], &["no field \"minerl\", at character 1", "\"mineral\""][..]),
        (&["--where", "\"minerl\" = 'copper'"], &["no field \"minerl\", at character 1", "\"mineral\""]),
        (&["--where", "\"minerl\" = \"copper\""], &["no field \"minerl\", at character 1", "\"mineral\""]),
        (&["--where", "minerl = \"copper\""], &["no field \"minerl\", at character 1"]),
        (&["--where", "flagged and mineral = copper"], &["no field \"copper\", at character 23", "'copper'"]),
        (&["--where", "mineral_zh = '铜' and 矿种 = 1"], &["no field \"矿种\", at character 22"]),
        (&["--where", "mineral = 'copper' and and flagged"], &["near \"and\", at character 24"]),
        (&["--where", "mineral ＝ 'copper'"], &["full-width \"＝\""]),
        (&["--where", "mineral = “copper”"], &["full-width \"“\""]),
        (&["--where", "mineral = 'copper"], &["a text is never ended, at character 11"]),
        (&["--where", "(mineral = 'copper'"], &["\"(\" is never closed, at character 1"]),
        (&["--where", "lenght(mineral) > 1"], &["no function \"lenght\", at character 1"]),
        (&["--where", "mineral ="], &["--where: "]),
        (&["--select", "id, nmae"], &["--select: no field \"nmae\", at character 5", "\"name\""]),
        (&["--order-by", "lonn"], &["--order-by: no field \"lonn\"", "\"lon\""]),
        (&["--group-by", "mineral", "--sum", "ara_ha"], &["--sum: no field \"ara_ha\"", "\"area_ha\""]),
        (&["--group-by", "mineral", "--across", "mine"], &["--across: mine has 373 values"]),
        (&["--sql", "select * from mine"], &["no table \"mine\"", "mines, zones, hits and defects"]),
        (&["--bbox", "39,75,40,76"], &["longitude comes first", "--bbox 75,39,76,40"]),
        (&["--bbox", "39,175,40,176"], &["a latitude is at most 90", "--bbox 175,39,176,40"]),
        (&["--bbox", "75,39,76"], &["3 numbers instead of four"]),
        (&["--within", "nowhere.shp"], &["nowhere.shp"]),
        (&["--at", "75,39", "--zone", "Kashgar"], &["--nearest"]),
        (&["--zone", "Kashgar", "--crs", "EPSG:4527"], &["--crs is that of --at"]),
        (&["--zone", "Kashgar", "-o", "x.docx"], &[".docx"]),
        (&["--json", "--format", "csv"], &["two formats"]),
    ] {
        let (code, out, err) = ask(&[&["layers/xinjiang"], arguments].concat());
        assert!(code == 2 || (code == 1 && arguments[0] == "--within"), "{arguments:?}: {code} {err}");
        assert_eq!(out, "", "{arguments:?}");
        for words in said {
            assert!(err.contains(words), "{arguments:?}: {err}");
        }
    }
}

#[test]
fn a_word_in_double_quotes_is_a_text_only_where_it_is_compared_with_a_field() {
    let mut compared = 0;
    for (condition, same) in [
        ("mineral = \"copper\" and flagged", "mineral = 'copper' and flagged"),
        ("\"mineral\" = \"copper\"", "mineral = 'copper'"),
        ("\"copper\" = mineral", "mineral = 'copper'"),
        ("mineral <> \"copper\"", "mineral <> 'copper'"),
        ("mineral in (\"copper\", \"gold\")", "mineral in ('copper', 'gold')"),
        ("mineral not in (\"copper\", 'gold')", "mineral not in ('copper', 'gold')"),
        ("mineral like \"co%\"", "mineral like 'co%'"),
        ("mineral not like \"co%\"", "mineral not like 'co%'"),
        ("mineral is not \"copper\"", "mineral is not 'copper'"),
        ("lower(mineral) = \"copper\"", "mineral = 'copper'"),
        ("mineral between \"a\" and \"d\"", "mineral between 'a' and 'd'"),
        ("mineral || \"\" = \"copper\"", "0"),
    ] {
        let found = ask(&["layers/xinjiang", "--select", "mine", "--where", condition]);
        let expected = ask(&["layers/xinjiang", "--select", "mine", "--where", same]);
        if same == "0" {
            assert!(found.0 == 2 && found.2.contains("no field"), "{condition}: {found:?}");
            continue;
        }
        assert_eq!((found.0, found.1), (0, expected.1), "{condition}: {}", found.2);
        assert!(found.2.contains("was taken for the text"), "{condition}: {}", found.2);
        compared += 1;
    }
    assert_eq!(compared, 11);
}
