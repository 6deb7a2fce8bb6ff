//! Rows of tables to entries.

use oreline::domain::GreenLevel;
use oreline::green::{GreenFaultKind, GreenList, Stated};

use crate::{STATED, rows};

const NOTHING: Stated = Stated { level: None, year: None };

#[test]
fn columns_are_found_by_their_names_and_others_are_kept() {
    let text = "2025年第二批拟纳入自治区绿色矿山名录矿山名单 | | |
        |
        序号 | 地（州、市） | 矿山名称 | 企业名称 | 级别 | 年 度 | 状态 | 确认编号 | 来源
        1 | 昌吉州 | 将军戈壁一号露天煤矿 | 天池能源 | 自治区级 | 2025年第二批 | | m7 | 公告
        2 | / | 白鑫滩铜镍矿 | | 国家级 | 2019 | 移出 | | | 多";
    let list = GreenList::from_rows("a.xlsx", &rows(text), NOTHING).unwrap();
    assert_eq!(list.problems, []);
    let [first, second] = list.entries.as_slice() else { panic!("{list:?}") };
    assert_eq!((first.row.source.as_str(), first.row.row), ("a.xlsx", 4));
    assert_eq!(first.name, "将军戈壁一号露天煤矿");
    assert_eq!((first.level, first.year, first.is_removal), (GreenLevel::Regional, 2025, false));
    assert_eq!((first.prefecture.as_deref(), first.confirmed.as_deref()), (Some("昌吉州"), Some("m7")));
    let others = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(name, cell)| ((*name).to_owned(), (*cell).to_owned())).collect()
    };
    assert_eq!(first.others, others(&[("序号", "1"), ("企业名称", "天池能源"), ("来源", "公告")]));
    assert_eq!((second.level, second.year, second.is_removal), (GreenLevel::National, 2019, true));
    assert_eq!((second.prefecture.as_deref(), second.confirmed.as_deref()), (None, None));
    assert_eq!(second.others, others(&[("序号", "2"), ("column 10", "多")]));
}

#[test]
fn every_name_of_a_column_is_known() {
    let mut compared = 0;
    for name in ["名称", "矿山名称", "单位名称", "企业名称", "name", "NAME", "mine_name", "矿山名称（全称）"]
    {
        for (level, year) in [("级别", "年度"), ("level", "year"), ("等级", "年份"), ("Level", "list_year")] {
            let text = format!("{name} | {level} | {year}\n白山铁矿 | 省级 | 2020");
            let found = GreenList::from_rows("a.csv", &rows(&text), NOTHING);
            if name.contains('全') {
                assert!(matches!(found.unwrap_err().kind, GreenFaultKind::NoHeader(_)));
            } else {
                assert_eq!(found.unwrap().entries.len(), 1, "{text}");
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 32);
}

#[test]
fn a_bad_row_is_a_problem_and_does_not_stop_the_others() {
    let text = "名称 | 级别 | 年度 | 状态
        甲铁矿 | 国家级 | 2020 |
        | 国家级 | 2020 |
        乙铁矿 | 世界级 | 2020 |
        丙铁矿 | 国家级 | 2019-2020 |
        丁铁矿 | 国家级 | 2020 | 拟移出
        甲铁矿　 | 国家级 | 2020年 | 在册
        | | |
        戊铁矿 | | 2020 |
        己铁矿 | 国家级 | |
        甲铁矿 | 国家级 | 2021 |";
    let list = GreenList::from_rows("a.csv", &rows(text), NOTHING).unwrap();
    let names: Vec<&str> = list.entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["甲铁矿", "甲铁矿"]);
    let said: Vec<String> = list.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "a.csv, row 3, column 名称: a row without a name; not read",
            "a.csv, row 4, column 级别: \"世界级\" is no level: write 国家级 or 自治区级; not read",
            "a.csv, row 5, column 年度: \"2019-2020\" is no one year from 2000 to 2100; not read",
            "a.csv, row 6, column 状态: \"拟移出\" says neither added nor removed: write 在册 or 移出; not read",
            "a.csv, row 7, column 名称: the same entry as row 2; counted once",
            "a.csv, row 9, column 级别: no level; not read (a merged cell counts for its first row alone)",
            "a.csv, row 10, column 年度: no year; not read (a merged cell counts for its first row alone)",
        ]
    );
}

#[test]
fn what_is_stated_counts_where_the_list_says_nothing() {
    let text = "名称 | 级别\n甲铁矿 | 省级\n乙铁矿 |";
    let list = GreenList::from_rows("a.csv", &rows(text), STATED).unwrap();
    let found: Vec<(GreenLevel, u16)> = list.entries.iter().map(|entry| (entry.level, entry.year)).collect();
    assert_eq!(found, [(GreenLevel::Regional, 2020), (GreenLevel::National, 2020)]);
}

#[test]
fn a_list_that_cannot_be_read_says_why() {
    for (text, stated, said) in [
        ("", STATED, "a.csv: the list is empty"),
        (
            "序号|矿\n1|甲",
            STATED,
            "a.csv: no column of names: name one 名称, 矿山名称, 单位名称, 企业名称 or name; the first row is 序号, 矿",
        ),
        (
            "名称 | 名 称\n甲 | 乙",
            STATED,
            "a.csv, row 1, column 名称: means the same as column 名 称: rename or remove one",
        ),
        (
            "名称 | 年度\n甲 | 2020",
            NOTHING,
            "a.csv, row 1: no column 级别 (level), and no level is stated for the list",
        ),
        (
            "名称 | 级别\n甲 | 国家级",
            NOTHING,
            "a.csv, row 1: no column 年度 (year), and no year is stated for the list",
        ),
    ] {
        assert_eq!(GreenList::from_rows("a.csv", &rows(text), stated).unwrap_err().to_string(), said);
    }
}
