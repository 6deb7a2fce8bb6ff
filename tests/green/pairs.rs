//! Pairs of names, one of a list and one of a layer.

use oreline::domain::GreenDifference::{self, Direction, Method, Mineral, NoProperName, Number, Place};

use crate::{find, mines};

/// The same text, but for widths and blanks around.
const EXACT: [(&str, &str); 10] = [
    ("乌拉根铅锌矿", "乌拉根铅锌矿"),
    (" 乌拉根铅锌矿　", "乌拉根铅锌矿"),
    ("白山铁矿（露天）", "白山铁矿(露天)"),
    ("白山Ⅱ号矿", "白山II号矿"),
    ("白山①号铁矿", "白山1号铁矿"),
    ("\u{feff}白山铁矿", "白山铁矿"),
    ("⽩⼭⾦矿", "白山金矿"),
    ("Ｓｈｕｎｄａ Iron Mine", "Shunda Iron Mine"),
    ("昌吉某某矿业有限公司白山铁矿", "昌吉某某矿业有限公司白山铁矿"),
    ("一九三〇煤矿", "一九三〇煤矿"),
];

/// One name in two spellings.
const NORMALISED: [(&str, &str); 46] = [
    ("新疆乌拉根铅锌矿", "乌拉根铅锌矿"),
    ("新疆维吾尔自治区克州乌拉根铅锌矿", "乌拉根铅锌矿"),
    ("克孜勒苏柯尔克孜自治州乌拉根铅锌矿", "克州乌拉根铅锌矿"),
    ("新疆哈密市白石头石灰岩矿", "哈密白石头石灰岩矿"),
    ("哈密地区三道岭煤矿", "哈密市三道岭煤矿"),
    ("伊犁哈萨克自治州察布查尔煤矿", "伊犁州察布查尔煤矿"),
    ("哈密市煤矿", "哈密煤矿"),
    ("甘肃省白山铁矿", "甘肃白山铁矿"),
    ("内蒙古自治区白山铁矿", "内蒙古白山铁矿"),
    ("白山铁矿有限责任公司", "白山铁矿有限公司"),
    ("白山铁矿有限责任公司", "白山铁矿"),
    ("白山矿业股份有限公司", "白山矿业有限公司"),
    ("白山矿业集团有限公司", "白山矿业有限责任公司"),
    ("白山矿业(集团)有限责任公司", "白山矿业集团"),
    ("新疆白山矿业有限公司三号铁矿", "白山矿业有限责任公司3号铁矿"),
    ("库车市榆树岭煤矿有限责任公司榆树岭煤矿", "库车市榆树岭煤矿有限责任公司榆树岭煤矿（在建）"),
    ("榆树岭煤矿有限责任公司榆树岭煤矿", "榆树岭煤矿"),
    ("白山铁矿（露天）", "白山铁矿"),
    ("白山铁矿（露天开采）", "白山铁矿（露天）"),
    ("白山铁矿【扩建】", "白山铁矿"),
    ("白山铁矿（二采区）", "白山铁矿二采区"),
    ("建筑用石料（凝灰岩）白山矿", "建筑用石料凝灰岩白山矿"),
    ("姑山铁矿(Chinese)", "姑山铁矿"),
    ("将军戈壁一号露天煤矿", "将军戈壁1号露天煤矿"),
    ("白山十二号井", "白山12号井"),
    ("白山一百零三号铁矿", "白山103号铁矿"),
    ("一九三〇煤矿", "1930煤矿"),
    ("一九三零煤矿", "一九三〇煤矿"),
    ("白山Ⅱ号铁矿", "白山二号铁矿"),
    ("白山1#铁矿", "白山一号铁矿"),
    ("白山1＃铁矿", "白山1号铁矿"),
    ("白山一、二号铁矿", "白山1-2号铁矿"),
    ("白山·铁矿", "白山铁矿"),
    ("白 山 铁 矿", "白山铁矿"),
    ("白山\n铁矿", "白山铁矿"),
    ("“白山”铁矿", "白山铁矿"),
    ("白山—铁矿", "白山铁矿"),
    ("白山矿山", "白山矿"),
    ("白山铁矿矿山", "白山铁矿"),
    ("白山鐵礦", "白山铁矿"),
    ("新疆紫金鋅業有限公司", "紫金锌业有限公司"),
    ("SHUNDA IRON MINE", "Shunda Iron Mine"),
    ("Shunda Mining Co., Ltd.", "Shunda Mining"),
    ("Shunda Mining Company Limited", "Shunda Mining Co.,Ltd"),
    ("Shunda-Iron Mine", "Shunda Iron Mine"),
    ("博州白山铁矿", "博尔塔拉蒙古自治州白山铁矿"),
];

/// Names of two mines, and what is said to speak against them where they are alike. None where they are not alike, or
/// alike with nothing against it but that they are not the same.
const DIFFERENT: [(&str, &str, Option<GreenDifference>); 54] = [
    ("白山一号铁矿", "白山二号铁矿", Some(Number)),
    ("白山1号铁矿", "白山11号铁矿", Some(Number)),
    ("白山二十一号铁矿", "白山十二号铁矿", Some(Number)),
    ("白山1、2号铁矿", "白山12号铁矿", Some(Number)),
    ("白山Ⅱ号铁矿", "白山Ⅲ号铁矿", Some(Number)),
    ("将军戈壁一号露天煤矿", "将军戈壁二号露天煤矿", Some(Number)),
    ("白山铁矿（一采区）", "白山铁矿（二采区）", Some(Number)),
    ("白山铁矿（一采区）", "白山铁矿", Some(Number)),
    ("一九三〇煤矿", "一九三一煤矿", None),
    ("八一煤矿白山井", "八十一煤矿白山井", Some(Number)),
    ("七一煤矿", "71煤矿", None),
    ("白山镇铜矿", "白山镇金矿", Some(Mineral)),
    ("白山铜矿", "白山金矿", Some(Mineral)),
    ("白山沟铅矿", "白山沟铅锌矿", Some(Mineral)),
    ("白山沟铜矿", "白山沟铜镍矿", Some(Mineral)),
    ("白山沟石灰岩矿", "白山沟石灰石矿", Some(Mineral)),
    ("白山沟煤矿", "白山沟矿", None),
    ("白山沟（铁）矿", "白山沟（铜）矿", Some(Mineral)),
    ("克州企业032（锰）", "克州企业032（锌）", Some(Mineral)),
    ("白山东铁矿", "白山西铁矿", Some(Direction)),
    ("东白山铁矿", "西白山铁矿", Some(Direction)),
    ("白山北沟铁矿", "白山南沟铁矿", Some(Direction)),
    ("大白山铁矿", "小白山铁矿", Some(Direction)),
    ("白山新井煤矿", "白山老井煤矿", Some(Direction)),
    ("白山沟上矿", "白山沟下矿", Some(Direction)),
    ("白山铁矿（露天）", "白山铁矿（井工）", Some(Method)),
    ("白山露天煤矿", "白山煤矿", None),
    ("哈密市白山铁矿", "昌吉州白山铁矿", Some(Place)),
    ("新疆白山铁矿", "甘肃白山铁矿", Some(Place)),
    ("克州白山铁矿", "博州白山铁矿", Some(Place)),
    ("哈密市一号煤矿", "昌吉州一号煤矿", None),
    ("哈密煤矿", "煤矿", None),
    ("煤矿", "煤矿", Some(NoProperName)),
    ("一号矿", "一号矿", Some(NoProperName)),
    ("有限责任公司", "有限公司", Some(NoProperName)),
    ("Iron Mine", "iron mine", Some(NoProperName)),
    ("白山铁矿", "大白山铁矿", Some(Direction)),
    ("白山铁矿", "白山铁矿区", None),
    ("白山铁矿", "白山选矿厂", None),
    ("三道岭煤矿", "三道岭煤矿东井", Some(Direction)),
    ("新疆北山矿业有限公司煤矿", "北山矿业有限公司", None),
    ("新疆北山矿业有限公司煤矿", "北山煤矿", None),
    ("新疆天池能源有限责任公司将军戈壁一号露天煤矿", "将军戈壁一号露天煤矿", None),
    ("徐矿集团新疆赛尔能源有限责任公司六矿", "徐矿集团新疆赛尔能源有限责任公司五矿", Some(Number)),
    ("某某公司甲分公司", "某某公司乙分公司", None),
    ("紫金矿业新疆分公司", "紫金矿业", None),
    ("乌拉根铅锌矿", "乌恰根铅锌矿", None),
    ("三道岭煤矿", "二道岭煤矿", Some(Number)),
    ("白石头铁矿", "黑石头铁矿", None),
    ("Xiaonanshan mine", "Dananshan mine", None),
    ("Shunda Iron Mine", "Shunda Copper Mine", None),
    ("Mine Cu-Co North", "Mine Cu North", None),
    ("陆家沟铁矿", "六家沟铁矿", Some(Number)),
    ("白山铁矿", "", None),
];

#[test]
fn names_of_one_mine_are_joined() {
    let mut compared = 0;
    for (how, pairs) in [("exact", EXACT.as_slice()), ("normalised", NORMALISED.as_slice())] {
        for (one, other) in pairs {
            for (listed, in_layer) in [(one, other), (other, one)] {
                let found = find(&listed.replace('\n', ""), mines(&["某某某矿", in_layer]));
                // A line end cannot stand in the rows of this test.
                let how = if listed.contains('\n') { "exact" } else { how };
                assert_eq!(found.rows[0].outcome.word(), how, "{listed} {in_layer}: {:?}", found.rows[0]);
                let green = found.of(1).unwrap();
                assert_eq!((green.how.word(), green.year, green.row.row), (how, 2020, 2));
                assert_eq!((found.mines.len(), found.rows[0].standing.word()), (1, "counts"));
                assert_eq!(found.rows[0].needs_review(), how == "normalised");
                compared += 1;
            }
        }
    }
    println!("{compared} pairs joined");
    assert_eq!(compared, 2 * (EXACT.len() + NORMALISED.len()));
}

#[test]
fn names_of_two_mines_are_never_joined() {
    let (mut compared, mut wrong) = (0, Vec::new());
    for (one, other, difference) in DIFFERENT {
        for (listed, in_layer) in [(one, other), (other, one)] {
            if listed.is_empty() {
                continue;
            }
            let found = find(listed, mines(&[in_layer]));
            let row = &found.rows[0];
            assert!(found.mines.is_empty(), "{listed} {in_layer}: {row:?}");
            assert!(row.needs_review() && matches!(row.standing.word(), "not-joined"), "{listed} {in_layer}: {row:?}");
            let said = row.mines.first().and_then(|candidate| candidate.difference);
            if said != difference {
                wrong.push(format!("{listed} {in_layer}: {said:?}"));
            }
            compared += 1;
        }
    }
    println!("{compared} pairs kept apart");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(compared, 2 * DIFFERENT.len() - 1);
}

#[test]
fn names_that_are_alike_are_candidates() {
    for (listed, in_layer, score, is_part) in [
        ("乌拉根铅锌矿", "乌恰根铅锌矿", 1.0 - 1.0 / 6.0, false),
        ("乌拉根铅锌矿", "乌根拉铅锌矿", 1.0 - 1.0 / 6.0, false),
        ("白石头铁矿", "黑石头铁矿", 0.8, false),
        ("新疆天池能源有限责任公司将军戈壁一号露天煤矿", "将军戈壁一号露天煤矿", 1.0, true),
        ("新疆北山矿业有限公司煤矿", "北山矿业有限公司", 1.0, true),
        ("新疆北山矿业有限公司", "北山矿业有限公司煤矿", 1.0, true),
        ("白山铁矿", "白山铁矿一采区", 4.0 / 7.0, true),
        ("甲乙公司白山沟铁矿", "丙丁有限公司白山沟铁矿", 1.0, true),
        ("Qidashan Iron Mine", "Qidahsan Iron Mine", 1.0 - 1.0 / 16.0, false),
    ] {
        let found = find(listed, mines(&[in_layer]));
        let row = &found.rows[0];
        assert_eq!(row.outcome.word(), "candidates", "{listed} {in_layer}");
        let [candidate] = row.mines.as_slice() else { panic!("{row:?}") };
        assert!((candidate.score - score).abs() < 1e-12, "{row:?}");
        assert_eq!((candidate.is_part, candidate.id.as_deref()), (is_part, Some("m0")), "{row:?}");
    }
    // Two mines of one company are not alike by that.
    assert_eq!(
        find("白山矿业有限公司乌拉根铜矿", mines(&["白山矿业有限公司三道岭煤矿"])).rows[0].outcome.word(),
        "none"
    );
}

#[test]
fn the_best_three_candidates_are_shown_and_those_that_nothing_speaks_against_come_first() {
    let layer = ["乌拉根一铅锌矿", "乌拉根锌矿", "乌拉根铅锌厂", "乌拉达根铅锌矿", "乌恰根铅锌矿区", "某某煤矿"];
    let found = find("乌拉根铅锌矿", mines(&layer));
    let row = &found.rows[0];
    let shown: Vec<(u32, Option<GreenDifference>)> =
        row.mines.iter().map(|mine| (mine.mine, mine.difference)).collect();
    assert_eq!(shown, [(3, None), (2, None), (4, None)]);
    assert_eq!(row.mines_in_all, 5);
}
