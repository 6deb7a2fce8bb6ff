//! Names in one form: case, width, blanks, tone marks, hyphens, and the words that say what kind of place it is.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What stands behind a Chinese name, longest first where one ends in another.
const CHINESE_KINDS: [&str; 30] = [
    "国家级自然保护区",
    "自然保护区",
    "生态保护红线",
    "生态功能区",
    "成矿带",
    "自治州",
    "自治县",
    "自治区",
    "自治旗",
    "新区",
    "地区",
    "林区",
    "矿区",
    "特区",
    "地州",
    "国家公园",
    "森林公园",
    "地质公园",
    "湿地公园",
    "风景名胜区",
    "饮用水水源保护区",
    "红线",
    "市",
    "县",
    "区",
    "州",
    "盟",
    "旗",
    "省",
    "带",
];

/// Peoples in the names of autonomous places.
const PEOPLES: [&str; 31] = [
    "维吾尔",
    "哈萨克",
    "柯尔克孜",
    "塔吉克",
    "蒙古",
    "锡伯",
    "回",
    "藏",
    "羌",
    "土家",
    "苗",
    "彝",
    "壮",
    "布依",
    "侗",
    "瑶",
    "白",
    "哈尼",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "土",
    "撒拉",
    "裕固",
];

/// What stands behind a name in English.
const ENGLISH_KINDS: [&str; 26] = [
    "metallogenic",
    "belt",
    "autonomous",
    "prefecture",
    "city",
    "county",
    "region",
    "district",
    "area",
    "zone",
    "league",
    "banner",
    "province",
    "municipality",
    "national",
    "nature",
    "natural",
    "reserve",
    "park",
    "ecological",
    "function",
    "red",
    "line",
    "redline",
    "forestry",
    "level",
];

/// NFKC in small letters without tone marks; blanks, hyphens, apostrophes and points leave no trace.
pub(super) fn folded(text: &str) -> String {
    let is_kept = |sign: &char| sign.is_alphanumeric();
    // ü in pinyin is v on a keyboard; other marks fall off.
    let spelled = text.nfkc().collect::<String>().to_lowercase();
    let spelled = spelled.replace(['ü', 'ǖ', 'ǘ', 'ǚ', 'ǜ'], "v");
    spelled.nfd().filter(|sign| !is_combining_mark(*sign)).filter(is_kept).nfc().collect()
}

/// The name without the words that say what kind of place it is, folded; whole where nothing else is left.
pub(super) fn bare(text: &str) -> String {
    let words: Vec<String> = text
        .split(|sign: char| !sign.is_alphanumeric() && !is_combining_mark(sign))
        .map(folded)
        .filter(|word| !word.is_empty())
        .collect();
    let kept =
        words.iter().rposition(|word| !ENGLISH_KINDS.contains(&word.as_str())).map_or(words.len(), |last| last + 1);
    let mut name: String = words[..kept].concat();
    let without_kind = CHINESE_KINDS.iter().find_map(|kind| name.strip_suffix(kind).filter(|rest| is_name(rest)));
    let Some(rest) = without_kind.map(str::to_owned) else { return name };
    let is_autonomous = name.contains("自治");
    name = rest;
    while let Some(rest) = without_people(&name).filter(|_| is_autonomous).map(str::to_owned) {
        name = rest;
    }
    name
}

/// The name of an autonomous place without the last of its peoples.
fn without_people(name: &str) -> Option<&str> {
    let name = name.strip_suffix('族').unwrap_or(name);
    PEOPLES.iter().find_map(|people| name.strip_suffix(people).filter(|rest| is_name(rest)))
}

/// A single character is no name by itself.
fn is_name(text: &str) -> bool {
    text.chars().count() > 1
}

#[cfg(test)]
mod tests {
    use super::{bare, folded};

    #[test]
    fn spellings_of_one_name_fold_to_one() {
        for text in ["Kāshí", "ＫＡＳＨＩ", " ka-shi ", "ka shi", "Ka'shi"] {
            assert_eq!(folded(text), "kashi");
        }
        assert_eq!(folded("Lǚliáng"), "lvliang");
    }

    #[test]
    fn kinds_of_places_fall_off_and_names_stay() {
        for (text, expected) in [
            ("喀什地区", "喀什"),
            ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
            ("伊犁哈萨克自治州", "伊犁"),
            ("塔什库尔干塔吉克自治县", "塔什库尔干"),
            ("昌吉回族自治州", "昌吉"),
            ("天山成矿带", "天山"),
            ("阿尔金山国家级自然保护区", "阿尔金山"),
            ("克州", "克州"),
            ("沙市", "沙市"),
            ("Kashgar Prefecture", "kashgar"),
            ("West Junggar metallogenic belt", "westjunggar"),
            ("City", "city"),
        ] {
            assert_eq!(bare(text), expected, "{text}");
        }
    }
}
