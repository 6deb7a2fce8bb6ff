//! How long a large layer takes; run by hand, with `--release --ignored --nocapture`.

use std::time::Instant;

use oreline::green::{GreenList, NamedMine, match_mines};

use crate::STATED;
use crate::random::Random;

const FIRST: &str =
    "白黑红黄青大小三二阿塔乌库玛克巴沙石金银榆杨柳松桃梨天将北南东西新老上下五六七八九十龙虎牛马羊鹿平安宁和";
const SECOND: &str = "山沟岭河泉湖头坪坝滩台湾庄村镇口洼梁峡谷井桥店堡城关塘池岗峰";
const KINDS: [&str; 8] = ["煤矿", "铁矿", "铜矿", "金矿", "石灰岩矿", "铅锌矿", "露天煤矿", "建筑用砂矿"];
const COMPANIES: [&str; 4] = ["", "", "矿业有限公司", "能源有限责任公司"];

fn name(random: &mut Random, first: &[char], second: &[char]) -> String {
    let company = *random.pick(&COMPANIES);
    let mut name = String::new();
    if !company.is_empty() {
        name.extend([random.pick(first), random.pick(first)]);
        name.push_str(company);
    }
    name.extend([random.pick(first), random.pick(first), random.pick(second)]);
    name.push_str(random.pick::<&str>(&KINDS));
    name
}

#[test]
#[ignore = "takes long without optimisation"]
fn a_hundred_thousand_mines_and_five_thousand_names() {
    let mut random = Random::new(7);
    let (first, second): (Vec<char>, Vec<char>) = (FIRST.chars().collect(), SECOND.chars().collect());
    let names: Vec<String> = (0..100_000).map(|_| name(&mut random, &first, &second)).collect();
    let mut rows = vec![(1, vec!["名称".to_owned()])];
    for row in 2..5_002 {
        let listed = if random.chance(0.5) { random.pick(&names).clone() } else { name(&mut random, &first, &second) };
        rows.push((row, vec![listed]));
    }
    let list = GreenList::from_rows("list.csv", &rows, STATED).unwrap();
    let mines = names.iter().zip(0..).map(|(name, index)| NamedMine {
        index,
        names: vec![name],
        prefecture: Some("哈密市"),
        ..NamedMine::default()
    });
    let start = Instant::now();
    let found = match_mines(&[list], mines);
    println!("{:?}, {:?}", start.elapsed(), found.counts);
    assert!(found.counts.exact > 1000 && found.counts.candidates > 100);
}
