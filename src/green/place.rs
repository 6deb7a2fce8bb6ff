//! Places in front of names and in columns: provinces, prefectures and counties, in their long and short forms.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Province;

use super::numerals::is_hanzi;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Province,
    Prefecture,
    County,
}

/// What is known of where a mine is; numbers of a [`Gazetteer`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Places {
    province: Option<u32>,
    prefecture: Option<u32>,
    county: Option<u32>,
}

impl Places {
    /// These, and where nothing is known of a level, those.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            province: self.province.or(other.province),
            prefecture: self.prefecture.or(other.prefecture),
            county: self.county.or(other.county),
        }
    }

    fn set(&mut self, level: Level, place: u32) {
        match level {
            Level::Province => self.province = Some(place),
            Level::Prefecture => self.prefecture = Some(place),
            Level::County => self.county = Some(place),
        }
    }
}

/// The prefectures of Xinjiang without their endings (GB/T 2260), and short forms in use.
const XINJIANG: [(&str, &[&str]); 14] = [
    ("乌鲁木齐", &["乌市"]),
    ("克拉玛依", &["克市"]),
    ("吐鲁番", &[]),
    ("哈密", &[]),
    ("昌吉", &["昌吉回族自治州"]),
    ("博尔塔拉", &["博州", "博尔塔拉蒙古自治州"]),
    ("巴音郭楞", &["巴州", "巴音郭楞蒙古自治州"]),
    ("阿克苏", &[]),
    ("克孜勒苏", &["克州", "克孜勒苏柯尔克孜自治州", "克孜勒苏柯尔克孜州"]),
    ("喀什", &[]),
    ("和田", &[]),
    ("伊犁", &["伊犁哈萨克自治州", "伊犁哈萨克州"]),
    ("塔城", &[]),
    ("阿勒泰", &[]),
];

const PREFECTURE_ENDINGS: [&str; 6] = ["", "市", "州", "地区", "盟", "县"];
const COUNTY_ENDINGS: [&str; 8] = ["", "县", "市", "区", "旗", "镇", "自治县", "自治旗"];

/// Peoples whose names stand in those of autonomous places.
const PEOPLES: [&str; 29] = [
    "蒙古族",
    "蒙古",
    "回族",
    "哈萨克族",
    "哈萨克",
    "柯尔克孜族",
    "柯尔克孜",
    "塔吉克族",
    "塔吉克",
    "锡伯族",
    "锡伯",
    "藏族",
    "羌族",
    "彝族",
    "苗族",
    "侗族",
    "土家族",
    "布依族",
    "壮族",
    "傣族",
    "白族",
    "哈尼族",
    "景颇族",
    "傈僳族",
    "朝鲜族",
    "瑶族",
    "满族",
    "东乡族",
    "撒拉族",
];

/// Names of places, each with its forms.
pub(super) struct Gazetteer {
    forms: BTreeMap<Vec<char>, (Level, u32)>,
    /// What forms begin with.
    firsts: BTreeSet<char>,
    longest: usize,
    /// The short form of each place.
    names: Vec<Vec<char>>,
    /// 伊犁 holds 塔城 and 阿勒泰, so that neither speaks against it.
    nested: Vec<(u32, u32)>,
}

impl Gazetteer {
    /// All provinces, the prefectures of Xinjiang, and the places that mines are known to lie in. Names that are not
    /// Chinese are left out: they cannot be compared with Chinese ones. `plain` brings a text into the form of names.
    pub(super) fn new(
        prefectures: &BTreeSet<&str>,
        counties: &BTreeSet<&str>,
        plain: impl Fn(&str) -> Vec<char>,
    ) -> Self {
        let mut all =
            Self { forms: BTreeMap::new(), firsts: BTreeSet::new(), longest: 0, names: Vec::new(), nested: Vec::new() };
        for province in Province::all() {
            let name = province.name_zh;
            let ending = if matches!(name, "北京" | "天津" | "上海" | "重庆") { "市" } else { "省" };
            let people = match name {
                "新疆" => "维吾尔",
                "广西" => "壮族",
                "宁夏" => "回族",
                _ => "",
            };
            let forms = [String::new(), ending.to_owned(), "自治区".to_owned(), format!("{people}自治区")];
            all.add(Level::Province, &plain(name), forms.iter().map(|form| plain(&format!("{name}{form}"))));
        }
        for (name, others) in XINJIANG {
            let forms = PREFECTURE_ENDINGS.iter().map(|ending| plain(&format!("{name}{ending}")));
            let others = others.iter().map(|other| plain(other));
            all.add(Level::Prefecture, &plain(name), forms.chain(others));
        }
        for (level, names, endings) in [
            (Level::Prefecture, prefectures, PREFECTURE_ENDINGS.as_slice()),
            (Level::County, counties, COUNTY_ENDINGS.as_slice()),
        ] {
            for name in names {
                let name = plain(name);
                if name.len() < 2 || !name.iter().all(|sign| is_hanzi(*sign) || sign.is_ascii_digit()) {
                    continue;
                }
                let root = root(&name);
                let forms = endings.iter().map(|ending| root.iter().copied().chain(ending.chars()).collect());
                // 矿区 and 城区 have nothing without their ending.
                if root.len() < 2 {
                    all.add(level, &name, std::iter::once(name.clone()));
                } else {
                    all.add(level, &root, forms.chain(std::iter::once(name.clone())));
                }
            }
        }
        let of = |name: &str| all.forms.get(plain(name).as_slice()).map(|(_, place)| *place);
        let nested = [("伊犁", "塔城"), ("伊犁", "阿勒泰")];
        all.nested = nested.into_iter().filter_map(|(whole, part)| Some((of(whole)?, of(part)?))).collect();
        all
    }

    /// A form that is known already keeps its meaning; where the first form is known at this level, it is this place.
    fn add(&mut self, level: Level, name: &[char], forms: impl Iterator<Item = Vec<char>>) {
        let place = match self.forms.get(name) {
            Some((known, place)) if *known == level => *place,
            _ => {
                self.names.push(name.to_vec());
                (self.names.len() - 1) as u32
            }
        };
        for form in forms {
            self.longest = self.longest.max(form.len());
            self.firsts.extend(form.first());
            self.forms.entry(form).or_insert((level, place));
        }
    }

    /// The places that a name begins with, province before prefecture before county, and how many signs they take.
    pub(super) fn prefix(&self, name: &[char]) -> (Places, usize) {
        let (mut places, mut taken, mut last) = (Places::default(), 0, None);
        while let Some(rest) =
            name.get(taken..).filter(|rest| rest.first().is_some_and(|sign| self.firsts.contains(sign)))
        {
            let known = |length: usize| self.forms.get(&rest[..length]).map(|found| (length, *found));
            let found = (1..=self.longest.min(rest.len())).rev().find_map(known);
            let Some((length, (level, place))) = found.filter(|(_, (level, _))| last.is_none_or(|last| *level > last))
            else {
                break;
            };
            places.set(level, place);
            taken += length;
            last = Some(level);
        }
        (places, taken)
    }

    /// The places of a column; nothing where a part of it is not known.
    pub(super) fn whole(&self, text: &[char]) -> Places {
        match self.prefix(text) {
            (places, taken) if taken == text.len() => places,
            _ => Places::default(),
        }
    }

    /// The short forms, for a name that is nothing without them.
    pub(super) fn short(&self, places: Places) -> Vec<char> {
        let all = [places.province, places.prefecture, places.county];
        all.into_iter().flatten().filter_map(|place| self.names.get(place as usize)).flatten().copied().collect()
    }

    /// Whether something cannot be in both.
    pub(super) fn contradict(&self, a: Places, b: Places) -> bool {
        let differ = |a: Option<u32>, b: Option<u32>| match (a, b) {
            (Some(a), Some(b)) => a != b && !self.nested.contains(&(a, b)) && !self.nested.contains(&(b, a)),
            _ => false,
        };
        differ(a.province, b.province) || differ(a.prefecture, b.prefecture) || differ(a.county, b.county)
    }
}

/// A name without its ending and the peoples in it.
fn root(name: &[char]) -> Vec<char> {
    let whole: String = name.iter().collect();
    let autonomous = ["自治州", "自治县", "自治旗"];
    if let Some(mut rest) = autonomous.iter().find_map(|ending| whole.strip_suffix(ending)) {
        while let Some(shorter) = PEOPLES.iter().find_map(|people| rest.strip_suffix(people)) {
            rest = shorter;
        }
        return rest.chars().collect();
    }
    let endings = ["地区", "市", "州", "盟", "县", "区", "旗", "镇"];
    endings.iter().find_map(|ending| whole.strip_suffix(ending)).unwrap_or(&whole).chars().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Gazetteer, Places};

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    fn known() -> Gazetteer {
        let prefectures = BTreeSet::from(["甘孜藏族自治州", "吉林市", "Hami", "克州"]);
        let counties = BTreeSet::from(["玛纳斯县", "伊州区", "昌吉市", "矿区", "察布查尔锡伯自治县"]);
        Gazetteer::new(&prefectures, &counties, chars)
    }

    #[test]
    fn places_in_front_are_known_in_all_their_forms() {
        let known = known();
        for (name, rest) in [
            ("新疆维吾尔自治区克孜勒苏柯尔克孜自治州乌拉根", "乌拉根"),
            ("新疆乌拉根", "乌拉根"),
            ("克州乌拉根", "乌拉根"),
            ("昌吉州玛纳斯县天欣", "天欣"),
            ("昌吉玛纳斯天欣", "天欣"),
            ("察布查尔县加尕斯台", "加尕斯台"),
            ("哈密市伊州区白山", "白山"),
            ("玛纳斯新疆", "新疆"),
            ("甘孜州甲基卡", "甲基卡"),
            ("重庆市南桐", "南桐"),
            ("矿区甲", "甲"),
            ("矿山", "矿山"),
            ("白山", "白山"),
        ] {
            let name = chars(name);
            let (_, taken) = known.prefix(&name);
            assert_eq!(name[taken..].iter().collect::<String>(), rest);
        }
    }

    #[test]
    fn one_place_has_one_number_and_two_places_contradict() {
        let known = known();
        let of = |text: &str| known.whole(&chars(text));
        for (a, b, contradict) in [
            ("克州", "克孜勒苏柯尔克孜自治州", false),
            ("昌吉市", "昌吉回族自治州", false),
            ("哈密地区", "昌吉州", true),
            ("新疆", "甘肃省", true),
            ("新疆", "哈密市", false),
            ("伊犁州", "塔城地区", false),
            ("塔城地区", "阿勒泰地区", true),
            ("玛纳斯县", "伊州区", true),
            ("Hami", "昌吉州", false),
            ("吉林", "吉林市", false),
        ] {
            assert_eq!(known.contradict(of(a), of(b)), contradict, "{a} {b}");
            assert_eq!(known.contradict(of(b), of(a)), contradict, "{b} {a}");
        }
        assert_eq!((of("Hami"), of("某地")), (Places::default(), Places::default()));
        assert_ne!(of("吉林"), of("吉林市"));
    }
}
