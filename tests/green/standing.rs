//! What entries do together: levels, years, removals, confirmed ids, places.

use oreline::domain::{GreenDifference, GreenHow, GreenLevel, GreenMatches};
use oreline::green::{NamedMine, match_mines};

use crate::{list, mines};

/// Outcome and standing of each row.
fn told(found: &GreenMatches) -> Vec<(&str, &str)> {
    found.rows.iter().map(|row| (row.outcome.word(), row.standing.word())).collect()
}

#[test]
fn the_highest_level_counts_then_the_newest_year_then_the_surest_match() {
    let one = list(
        "a.csv",
        "名称 | 级别 | 年度
        白山铁矿 | 省级 | 2024
        白山铁矿 | 国家级 | 2019
        新疆白山铁矿 | 国家级 | 2020
        白山铁矿 | 国家级 | 2020",
    );
    let found = match_mines(&[one], mines(&["白山铁矿"]));
    let green = found.of(0).unwrap();
    assert_eq!((green.level, green.year, green.how, green.row.row), (GreenLevel::National, 2020, GreenHow::Exact, 5));
    assert_eq!(
        told(&found),
        [("exact", "outdone"), ("exact", "outdone"), ("normalised", "outdone"), ("exact", "counts")]
    );
    assert_eq!((found.counts.national_mines, found.counts.regional_mines, found.counts.entries), (1, 0, 4));
}

#[test]
fn a_removal_ends_entries_of_its_level_and_a_later_entry_counts_again() {
    for (rows, level_and_year, standings) in [
        ("白山铁矿|国家级|2019|\n白山铁矿|国家级|2023|移出", None, "ended removal"),
        ("白山铁矿|国家级|2019|\n新疆白山铁矿|国家级|2019|移出", None, "ended removal"),
        ("白山铁矿|国家级|2019|\n白山铁矿|国家级|2018|移出", Some("national 2019"), "counts removal"),
        ("白山铁矿|国家级|2019|\n白山铁矿|省级|2023|移出", Some("national 2019"), "counts removal"),
        (
            "白山铁矿|国家级|2019|\n白山铁矿|国家级|2023|移出\n白山铁矿|省级|2015|",
            Some("regional 2015"),
            "ended removal counts",
        ),
        (
            "白山铁矿|国家级|2019|\n白山铁矿|国家级|2023|移出\n白山铁矿|国家级|2024|",
            Some("national 2024"),
            "ended removal counts",
        ),
        ("白山铁矿|国家级|2019|\n黑山铁矿|国家级|2023|移出", Some("national 2019"), "counts removal"),
        ("没有铁矿|国家级|2019|\n没有铁矿|国家级|2023|移出", None, "ended removal"),
    ] {
        let one = list("a.csv", &format!("名称|级别|年度|状态\n{rows}"));
        let found = match_mines(&[one], mines(&["白山铁矿", "某某煤矿"]));
        let green = found.of(0).map(|green| format!("{} {}", green.level, green.year));
        assert_eq!(green.as_deref(), level_and_year, "{rows}");
        let words: Vec<&str> = found.rows.iter().map(|row| row.standing.word()).collect();
        assert_eq!(words.join(" "), standings, "{rows}");
        let ended = words.iter().filter(|word| **word == "ended").count();
        assert_eq!((found.counts.ended as usize, found.counts.removals), (ended, 1));
    }
}

#[test]
fn two_mines_of_one_name_are_not_joined_until_a_person_says_which() {
    let layer = || mines(&["白山铁矿", "白山铁矿", "黑石铁矿"]);
    let one = list("a.csv", "名称|确认编号\n白山铁矿|\n新疆白山铁矿|");
    let found = match_mines(&[one], layer());
    assert_eq!(told(&found), [("ambiguous", "not-joined"); 2]);
    assert!(found.mines.is_empty());
    let ids: Vec<Option<&str>> = found.rows[0].mines.iter().map(|mine| mine.id.as_deref()).collect();
    assert_eq!(ids, [Some("m0"), Some("m1")]);
    let one = list("a.csv", "名称|确认编号\n白山铁矿|m1\n完全不同|m2\n黑石铁矿|无\n黑石铁矿|m9");
    let found = match_mines(&[one], layer());
    assert_eq!(
        told(&found),
        [("confirmed", "counts"), ("confirmed", "counts"), ("absent", "not-joined"), ("unknown-id", "not-joined")]
    );
    assert_eq!(found.mines.iter().map(|(mine, _)| *mine).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(found.rows[3].mines[0].id.as_deref(), Some("m2"));
    assert!(found.rows[3].to_do().contains("correct"));
    let mut twice = layer();
    twice[2].id = Some("m1");
    let one = list("a.csv", "名称|确认编号\n黑石铁矿|m1");
    assert_eq!(told(&match_mines(&[one], twice)), [("unknown-id", "not-joined")]);
}

#[test]
fn a_common_name_shows_twenty_and_says_how_many() {
    let layer = (0..30).map(|index| NamedMine { index, names: vec!["白山铁矿"], ..NamedMine::default() });
    let found = match_mines(&[list("a.csv", "名称\n白山铁矿")], layer);
    assert_eq!((found.rows[0].mines.len(), found.rows[0].mines_in_all), (20, 30));
}

#[test]
fn places_tell_two_mines_of_one_name_apart_and_stop_a_match() {
    let place = |index, prefecture, county| NamedMine {
        index,
        id: None,
        names: vec!["Baishan", "白山铁矿"],
        prefecture,
        county,
    };
    let both = || vec![place(0, Some("哈密市"), None), place(1, Some("昌吉回族自治州"), Some("玛纳斯县"))];
    for (rows, mines, outcome, joined) in [
        ("白山铁矿||", both(), "ambiguous", None),
        ("白山铁矿|昌吉州|", both(), "exact", Some(1)),
        ("白山铁矿||玛纳斯县", both(), "ambiguous", None),
        ("昌吉玛纳斯县白山铁矿||", both(), "normalised", Some(1)),
        ("哈密白山铁矿||", both(), "normalised", Some(0)),
        ("白山铁矿|喀什地区|", both(), "candidates", None),
        ("喀什白山铁矿||", both(), "candidates", None),
        ("白山铁矿|某地|", vec![place(3, Some("哈密市"), None)], "exact", Some(3)),
        ("白山铁矿|昌吉州|", vec![place(3, Some("Hami"), None)], "exact", Some(3)),
        ("白山铁矿|昌吉州|", vec![place(3, None, None)], "exact", Some(3)),
        ("BAISHAN|昌吉州|", both(), "normalised", Some(1)),
    ] {
        let one = list("a.csv", &format!("名称|地州|县\n{rows}"));
        let found = match_mines(&[one], mines);
        assert_eq!(found.rows[0].outcome.word(), outcome, "{rows}: {:?}", found.rows[0]);
        assert_eq!(found.mines.first().map(|(mine, _)| *mine), joined, "{rows}");
        if outcome == "candidates" {
            assert!(found.rows[0].mines.iter().all(|mine| mine.difference == Some(GreenDifference::Place)));
        }
    }
    // The seat of a company is not where its mine must be, if the whole name is the same.
    let seat =
        NamedMine {
            names: vec!["昌吉白山有限公司乌拉根铁矿"], prefecture: Some("哈密市"), ..NamedMine::default()
        };
    for (name, outcome) in [("昌吉白山有限公司乌拉根铁矿", "exact"), ("昌吉州白山公司乌拉根铁矿", "normalised")]
    {
        let found = match_mines(&[list("a.csv", &format!("名称\n{name}"))], [seat.clone()]);
        assert_eq!(found.rows[0].outcome.word(), outcome);
    }
}
