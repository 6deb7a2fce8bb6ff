//! The order of mines, lists and rows changes nothing.

use oreline::domain::{GreenLevel, GreenMatches};
use oreline::green::{GreenList, NamedMine, Stated, match_mines};

use crate::random::Random;

const PLACES: [&str; 6] = ["", "新疆", "哈密市", "哈密", "昌吉州", "新疆昌吉州"];
const OWN: [&str; 6] = ["白山", "黑山", "三道岭", "二道岭", "榆树沟", "甲有限公司白山"];
const NUMBERS: [&str; 5] = ["", "一号", "1号", "二号", "Ⅱ号"];
const KINDS: [&str; 6] = ["铁矿", "煤矿", "铜矿", "铁矿有限公司", "铁矿（露天）", "铁矿（井工）"];

fn name(random: &mut Random) -> String {
    [random.pick(&PLACES), random.pick(&OWN), random.pick(&NUMBERS), random.pick(&KINDS)].map(|part| *part).concat()
}

fn random_list(random: &mut Random, source: &str) -> GreenList {
    let mut rows = vec![(1, ["名称", "级别", "年度", "状态", "地州", "确认编号"].map(str::to_owned).to_vec())];
    for row in 2..14 {
        let year = (2011 + random.below(12)).to_string();
        let cells = [
            name(random),
            (*random.pick(&["国家级", "省级"])).to_owned(),
            year,
            (*random.pick(&["", "", "", "移出"])).to_owned(),
            (*random.pick(&["", "", "哈密市", "昌吉州"])).to_owned(),
            (*random.pick(&["", "", "", "", "m3", "m99", "无"])).to_owned(),
        ];
        rows.push((row, cells.to_vec()));
    }
    GreenList::from_rows(source, &rows, Stated::default()).unwrap()
}

#[test]
fn the_order_of_mines_lists_and_rows_changes_nothing() {
    let mut random = Random::new(20_190_114);
    let mut counts = [0_u32; 8];
    let mut ended = 0;
    for _ in 0..200 {
        let names: Vec<(String, String)> = (0..20).map(|_| (name(&mut random), name(&mut random))).collect();
        let ids: Vec<String> = (0..20).map(|id| format!("m{id}")).collect();
        let mut mines: Vec<NamedMine> = (0..20)
            .map(|at| NamedMine {
                index: at as u32 * 3,
                id: Some(&ids[at]),
                names: if random.chance(0.5) { vec![&names[at].0] } else { vec![&names[at].0, &names[at].1] },
                prefecture: *random.pick(&[None, Some("哈密市"), Some("昌吉回族自治州")]),
                county: None,
            })
            .collect();
        let mut lists: Vec<GreenList> =
            ["a.csv", "b.csv", "c.csv"].iter().map(|source| random_list(&mut random, source)).collect();
        let expected = match_mines(&lists, mines.clone());
        random.shuffle(&mut mines);
        random.shuffle(&mut lists);
        for list in &mut lists {
            random.shuffle(&mut list.entries);
        }
        assert_eq!(match_mines(&lists, mines), expected);
        hold(&expected);
        let all = expected.counts;
        let each = [
            all.exact,
            all.normalised,
            all.confirmed,
            all.ambiguous,
            all.candidates,
            all.none,
            all.absent,
            all.unknown_ids,
        ];
        assert_eq!(each.iter().sum::<u32>(), all.entries);
        for (sum, count) in counts.iter_mut().zip(each) {
            *sum += count;
        }
        ended += all.ended;
    }
    println!("exact, normalised, confirmed, ambiguous, candidates, none, absent, unknown: {counts:?}; ended {ended}");
    assert!(counts.iter().all(|count| *count > 0) && ended > 0, "a kind was not met: {counts:?}");
}

/// What is true of all results.
fn hold(found: &GreenMatches) {
    assert!(found.rows.is_sorted_by(|a, b| a.row < b.row));
    assert!(found.mines.is_sorted_by(|a, b| a.0 < b.0));
    let joined = |mine: u32| found.rows.iter().filter(move |row| row.mines.first().is_some_and(|one| one.mine == mine));
    for (mine, green) in &found.mines {
        let counting: Vec<_> = joined(*mine).filter(|row| row.standing.word() == "counts").collect();
        let [row] = counting.as_slice() else { panic!("{counting:?}") };
        assert_eq!((&row.row, row.level, row.year), (&green.row, green.level, green.year));
    }
    for row in &found.rows {
        if row.standing.word() == "counts" {
            assert_eq!(found.of(row.mines[0].mine).unwrap().row, row.row);
            assert!(matches!(row.outcome.word(), "exact" | "normalised" | "confirmed"));
        }
        assert!(row.mines.iter().all(|mine| mine.score <= 1.0 && (mine.score >= 0.7 || mine.is_part)));
    }
    let national = found.mines.iter().filter(|(_, green)| green.level == GreenLevel::National).count();
    assert_eq!(found.counts.national_mines as usize, national);
    assert_eq!(found.counts.regional_mines as usize, found.mines.len() - national);
}
