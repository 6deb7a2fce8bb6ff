//! Tables: headers, rows, packs, readings, days, and everything that can be wrong in them.

use super::super::{Fact, PackKind, RuleBook, Selection, Vocabulary, Why};
use super::{book, date, problems, rows};
use crate::domain::Verdict;
use crate::error::Error;
use crate::read::TableRows;

const CHINESE: &str = "\
# 示例,,,,,,,,,,
编号,规则包,依据类型,主题,判定,标记,措施,依据,条款,生效日期,失效日期,覆盖,脆弱性,矿种,距湖泊,红线占比（%）,有效期止,set_等级,核对人,核对日期
Q-1,秦岭,法规,核心区,禁止,是,退出,某条例,第1条,2019-12-01,-,,极度|重度,!@战略,<5km,>0,<@today,一级,张三,2024-01-01
Q-2,秦岭,,核心区,允许,,,某条例,第2条,2019年12月,2025,Q-1,,,,,,,,
,秦岭,,,范围,,,,,,,,重度|极度,,,,,,,
";

#[test]
fn a_chinese_table_is_read_whole() {
    let book = book(CHINESE);
    assert_eq!(book.rules.len(), 2);
    let rule = book.rule("Q-1").unwrap();
    let cells: Vec<(String, String)> =
        rule.cells.iter().map(|(fact, cell)| (fact.name().into_owned(), cell.to_string())).collect();
    let expected = [
        ("fragility", "extreme|severe"),
        ("mineral", "!@战略"),
        ("湖泊_m", "<5000"),
        ("redline_pct", ">0"),
        ("expires", "<@today"),
    ];
    assert_eq!(cells, expected.map(|(fact, cell)| (fact.to_owned(), cell.to_owned())));
    assert_eq!((rule.verdict, rule.flag), (Verdict::Prohibited, true));
    assert_eq!((rule.doc.as_deref(), rule.section.as_deref()), (Some("某条例"), Some("第1条")));
    assert_eq!((rule.effective_from, rule.effective_to), (Some(date("2019-12-01")), None));
    assert_eq!(rule.sets, [("等级".to_owned(), "一级".to_owned())]);
    assert_eq!((rule.place.row, rule.place.path.as_str()), (3, "rules.csv"), "as a spreadsheet counts, comments too");
    assert_eq!((rule.topic.as_str(), rule.pack.as_str()), ("核心区", "秦岭"));
    let second = book.rule("Q-2").unwrap();
    assert_eq!((second.effective_from, second.effective_to), (Some(date("2019-12-01")), Some(date("2025-12-31"))));
    assert_eq!((second.cells.len(), second.overrides.as_slice()), (0, &["Q-1".to_owned()][..]));
    let [pack] = book.packs.as_slice() else { panic!("{:?}", book.packs) };
    assert_eq!((pack.kind, pack.is_unverified), (PackKind::Law, true));
    assert_eq!(pack.unverified_rules, ["Q-2"]);
    assert_eq!(pack.scopes.len(), 1);
    assert_eq!(pack.scopes[0][0].1.to_string(), "severe|extreme");
    assert_eq!(book.facts().len(), 5);
    assert_eq!(book.set_names, ["等级"]);
}

#[test]
fn bytes_of_all_usual_encodings_give_one_book() {
    let vocabulary = Vocabulary::built_in();
    let of = |bytes: &[u8]| {
        let table = TableRows::from_bytes(bytes, "rules.csv", "rules", None, None).unwrap();
        RuleBook::read(&[table], &vocabulary).unwrap()
    };
    let expected = book(CHINESE);
    let (gbk, _, damaged) = encoding_rs::GBK.encode(CHINESE);
    assert!(!damaged);
    assert_eq!(of(&gbk), expected);
    assert_eq!(of(format!("\u{feff}{CHINESE}").as_bytes()), expected);
    assert_eq!(of(CHINESE.replace('\n', "\r\n").as_bytes()), expected);
    assert_eq!(of(CHINESE.replace(',', "\t").as_bytes()), expected);
    assert_eq!(of(CHINESE.replace(',', ";").as_bytes()), expected);
    // A line end inside of a cell makes no row of a spreadsheet, an empty line does.
    let text = "id,verdict,note\n\nA,allowed,\"two\nlines\"\nB,alowed,\n";
    assert_eq!(problems(text)[0].row, Some(4));
}

#[test]
fn rows_without_a_pack_belong_to_the_file() {
    let book = book("id,verdict\nA,禁止\n");
    assert_eq!(book.packs[0].id, "rules");
    assert_eq!((book.packs[0].kind, book.packs[0].is_unverified), (PackKind::Local, false));
    assert_eq!(book.rules[0].topic, "rules");
}

#[test]
fn every_slip_is_named_with_row_column_and_the_nearest_word() {
    let mut compared = 0;
    for (text, said) in [
        ("name,lon\nA,1\n", "rules.csv, row 1: no header: none of name, lon is a known column"),
        ("id,verdict,minral\nA,exit,\n", "rules.csv, row 1, column minral: unknown column (did you mean \"mineral\"?)"),
        ("id,verdict,矿钟\nA,exit,\n", "column 矿钟: unknown column (did you mean \"矿种\"?)"),
        ("id,mineral\nA,钼\n", "row 1: there is no column verdict (判定)"),
        ("verdict,mineral\nexit,钼\n", "row 1: there is no column id (编号)"),
        ("id,verdict,mineral,矿种\nA,exit,,\n", "row 1, column 矿种: the same column as mineral"),
        ("id,verdict\nA,exitt\n", "row 2, column verdict: unknown word \"exitt\" (did you mean \"exit\"?)"),
        ("id,verdict\nA,\n", "row 2, column verdict: the rule has no verdict"),
        ("id,verdict\n,exit\n", "row 2, column id: the rule has no id"),
        ("id,verdict\nA;B,exit\n", "row 2, column id: \"A;B\": ; cannot be part of it"),
        ("id,verdict\nA,exit\nB,exit\nA,allowed\n", "row 4, column id: the id \"A\" is there already, in row 2"),
        (
            "id,verdict,mineral\nA,exit,molybdenium\n",
            "row 2, column mineral: unknown word \"molybdenium\" (did you mean",
        ),
        ("id,判定,矿种\nA,禁止,“钼”\n", "row 2, column 矿种: quotation marks around 钼"),
        ("id,verdict\n'A,exit\n", "row 2, column id: quotation marks around A"),
        ("id,verdict\nA,“禁止”\n", "row 2, column verdict: quotation marks around 禁止"),
        ("id,verdict,flag\nA,exit,maybe\n", "row 2, column flag: unknown word \"maybe\""),
        ("id,verdict,kind\nA,exit,lawn\n", "column kind: unknown word \"lawn\" (did you mean \"law\"?)"),
        ("id,verdict,effective_from\nA,exit,2019-13-01\n", "column effective_from: \"2019-13-01\" is no date"),
        ("id,verdict,effective_from\nA,exit,43800\n", "\"43800\" is no date (it looks like Excel's number of a day"),
        ("id,verdict,生效日期,失效日期\nA,exit,2020,2019\n", "2019-12-31 lies before effective_from, 2020-01-01"),
        (
            "id,verdict,overrides\nRULE-1,exit,RULE-3\nRULE-2,exit,\n",
            "row 2, column overrides: it overrides \"RULE-3\", which is no rule (did you mean \"RULE-1\"?)",
        ),
        (
            "id,verdict,overrides\nA,exit,B\nB,exit,C\nC,exit,A\n",
            "row 4, column overrides: rules override each other in a circle: A > B > C > A",
        ),
        ("id,verdict,overrides\nA,exit,A\n", "in a circle: A > A"),
        (
            "id,verdict,reading\nA,exit,core=strict\n",
            "row 2, column reading: the reading \"core\" has no default: none of strict ends in * (mark the usual choice: core=strict*)",
        ),
        ("id,verdict,reading\nA,exit,core=a*\nB,exit,core=b*\n", "the reading \"core\" has several defaults: a, b"),
        ("id,verdict,reading\nA,exit,core\n", "column reading: \"core\" is no reading"),
        ("id,verdict,reading\nA,exit,core=all*\n", "column reading: \"core=all*\" is no reading"),
        (
            "id,verdict,kind\nA,exit,law\nB,exit,paper\n",
            "row 3, column kind: the pack \"rules\" is paper here and law in row 2",
        ),
        ("id,verdict,pack\nA,exit,a:b\n", "column pack: \"a:b\": : cannot be part of it"),
        ("id,verdict\nA,exit,extra\n", "row 2, column 3: \"extra\" stands under no header"),
        ("# nothing\n", "rules.csv: no row but comments"),
    ] {
        let found = problems(text);
        let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(shown.len() == 1 && shown[0].contains(said), "{text}{shown:#?}");
        compared += 1;
    }
    assert_eq!(compared, 31);
}

#[test]
fn all_problems_of_all_files_are_told_at_once() {
    let first = rows("a.csv", "id,verdict,mineral\nA,exit,xyzzy\nB,exot,钼|!钒\n");
    let second = rows("b.csv", "id,verdict,lake_m\nA,exit,5\nC,exit,<5km\nC,exit,\n");
    let Err(error) = RuleBook::read(&[first, second], &Vocabulary::built_in()) else { panic!() };
    let said = error.to_string();
    assert_eq!(said.lines().count(), 5, "{said}");
    for place in [
        "a.csv, row 2, column mineral",
        "a.csv, row 3, column verdict",
        "a.csv, row 3, column mineral",
        "b.csv, row 2, column lake_m",
        "b.csv, row 4, column id",
    ] {
        assert!(said.contains(place), "{place}: {said}");
    }
    assert!(error.hint().unwrap().contains("docs/rules.md"));
    let many = (0..50).map(|row| format!("R{row},nonsense")).collect::<Vec<_>>().join("\n");
    let Err(error) = RuleBook::read(&[rows("c.csv", &format!("id,verdict\n{many}"))], &Vocabulary::built_in()) else {
        panic!()
    };
    assert!(error.to_string().ends_with("and 30 more"), "{error}");
    assert!(matches!(&error, Error::Rules { problems } if problems.len() == 50));
}

#[test]
fn bounds_that_exclude_each_other_are_no_error() {
    let book = book("id,verdict,lake_m\nA,exit,>5&<1\n");
    assert!(book.rules[0].cells[0].1.is_unreachable());
}

#[test]
fn a_file_that_is_not_there_or_no_table_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("规则.csv");
    let read = |path: &std::path::Path| crate::read::table_rows(path, None, None);
    assert!(matches!(read(&path), Err(Error::NoSuchFile(_))));
    std::fs::write(&path, "").unwrap();
    assert!(matches!(read(&path), Err(Error::EmptyFile(_))));
    assert!(matches!(read(folder.path()), Err(Error::IsFolder(_))));
    std::fs::write(&path, b"id,verdict\nA,\x00\n").unwrap();
    let error = read(&path).unwrap_err();
    assert!(error.to_string().contains("规则.csv: not readable as a table: it is no text"), "{error}");
    std::fs::write(&path, "id,verdict\nA,exit\n").unwrap();
    let table = read(&path).unwrap();
    assert_eq!((table.stem.as_str(), table.rows.len()), ("规则", 2));
}

const DATED: &str = "\
id,verdict,effective_from,effective_to,reading,expires
old,exit,2010,2019,,
new,prohibited,2020-01-01,,,<@today
strict,prohibited,,,core=strict*,
lax,conditional,,,core=lax,
";

#[test]
fn a_day_and_readings_choose_the_rules() {
    let book = book(DATED);
    let of = |day: &str, readings: &[(&str, &str)]| {
        let readings = readings.iter().map(|(name, choice)| ((*name).to_owned(), (*choice).to_owned())).collect();
        book.in_force(&Selection { as_of: date(day), readings })
    };
    let ids = |day: &str, readings: &[(&str, &str)]| -> Vec<String> {
        of(day, readings).unwrap().rules.into_iter().map(|rule| rule.id).collect()
    };
    assert_eq!(ids("2019-12-31", &[]), ["old", "strict"]);
    assert_eq!(ids("2020-01-01", &[]), ["new", "strict"]);
    assert_eq!(ids("2009-12-31", &[("core", "lax")]), ["lax"]);
    assert_eq!(ids("2020-01-01", &[("core", "all")]), ["new", "strict", "lax"]);
    let chosen = of("2020-01-01", &[]).unwrap();
    assert_eq!(chosen.left_out.len(), 2);
    assert_eq!(chosen.left_out[0].why, Why::NoLonger(date("2019-12-31")));
    assert_eq!(chosen.left_out[1].why, Why::Reading { name: "core".into(), choice: "lax".into() });
    assert_eq!(
        (chosen.readings[0].choices.as_slice(), chosen.readings[0].is_default),
        (&["strict".to_owned()][..], true)
    );
    assert!(!of("2020-01-01", &[("core", "all")]).unwrap().readings[0].is_default);
    assert_eq!(chosen.facts, [Fact::Expires]);
    let before = of("2009-01-01", &[]).unwrap();
    assert_eq!(before.left_out[0].why, Why::NotYet(date("2010-01-01")));
    assert!(before.facts.is_empty());
    for (readings, problem, hint) in [
        (&[("cor", "lax")][..], "no reading \"cor\"", "did you mean \"core\"?"),
        (&[("core", "loose")], "the reading \"core\" has no choice \"loose\"", "one of strict, lax, all"),
        (&[("core", "lax"), ("core", "strict")], "chosen twice", "core=all"),
    ] {
        let error = of("2020-01-01", readings).unwrap_err();
        assert!(error.to_string().contains(problem), "{error}");
        assert!(error.hint().unwrap().contains(hint), "{:?}", error.hint());
    }
}

/// The rows of a table of the manual that has this header in its first column.
fn manual(first: &str) -> Vec<Vec<String>> {
    let text = include_str!("../../../docs/rules.md").replace("\\|", "¦");
    let cells = |line: &str| -> Vec<String> {
        let line = line.trim().trim_start_matches('|').trim_end_matches('|');
        line.split('|').map(|cell| cell.trim().replace('¦', "|")).collect()
    };
    let mut lines = text.lines().skip_while(|line| !line.starts_with(&format!("| {first} |")));
    let header = lines.next().unwrap();
    let rows = lines.skip(1).take_while(|line| line.starts_with('|'));
    [header].into_iter().chain(rows).map(cells).collect()
}

#[test]
fn the_manual_tells_the_truth() {
    let example = manual("编号");
    let text: String = example.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n");
    let book = book(&text);
    assert_eq!(book.rules.len(), 4);
    assert!(book.rules.iter().all(|rule| !rule.cells.is_empty() && rule.section.is_some()));
    let mut compared = 0;
    for row in manual("column").iter().chain(&manual_other()).filter(|row| row[0].starts_with('`')) {
        let english: Vec<&str> = row[0].split('`').filter(|name| name.contains(char::is_alphabetic)).collect();
        let chinese = row[1].split([',', '(', ')', '…']).map(str::trim).filter(|name| !name.is_empty());
        for header in english.into_iter().chain(chinese) {
            assert!(super::super::column::of_header(header).is_some(), "{header}");
            compared += 1;
        }
    }
    assert!(compared > 90, "{compared}");
}

/// The second table of columns.
fn manual_other() -> Vec<Vec<String>> {
    let text = include_str!("../../../docs/rules.md");
    let rows =
        text.lines().skip_while(|line| !line.starts_with("## Other columns")).filter(|line| line.starts_with("| `"));
    rows.map(|row| row.split('|').skip(1).map(|cell| cell.trim().to_owned()).collect()).collect()
}
