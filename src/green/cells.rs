//! What cells of a list say.

use crate::domain::GreenLevel;

use super::fold::fold;
use super::numerals::arabic;

/// The level of a word.
pub(super) fn level(text: &str) -> Option<GreenLevel> {
    let word = fold(text).to_lowercase();
    let word = word.strip_suffix("绿色矿山").unwrap_or(&word);
    match word.strip_suffix('级').unwrap_or(word) {
        "国家" | "全国" | "部" | "national" => Some(GreenLevel::National),
        "自治区" | "省" | "省部" | "兵团" | "地方" | "直辖市" | "市" | "州" | "地州" | "地" | "县" | "区"
        | "regional" | "provincial" | "autonomous region" | "local" => Some(GreenLevel::Regional),
        _ => None,
    }
}

/// The one year in a text: `2019`, `2019年第二批`, `2019-12-30`, `二〇一九年度`. None where there is none or two, or a
/// year before 2000 or after 2100: the first national list is of 2011.
pub(super) fn year(text: &str) -> Option<u16> {
    let signs = arabic(&fold(text).chars().collect::<Vec<char>>());
    let mut years = signs.split(|sign| !sign.is_ascii_digit()).filter(|run| run.len() == 4).filter_map(|run| {
        let year: u16 = run.iter().collect::<String>().parse().ok()?;
        (2000..=2100).contains(&year).then_some(year)
    });
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// Whether a text says that an entry is taken off the list. None where it is not understood: 拟移出 and 未移出 are no
/// removals, and are not taken for additions either.
pub(super) fn is_removal(text: &str) -> Option<bool> {
    let word = fold(text).to_lowercase();
    let word = ["全国绿色矿山名录", "自治区绿色矿山名录", "绿色矿山名录", "名录"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(&word);
    match word.strip_prefix('已').unwrap_or(word) {
        "移出" | "退出" | "撤销" | "取消" | "除名" | "删除" | "摘牌" | "removed" | "withdrawn" | "delisted" => {
            Some(true)
        }
        "" | "在册" | "新增" | "纳入" | "列入" | "入选" | "入库" | "有效" | "保留" | "正常" | "通过" | "added"
        | "listed" | "active" | "kept" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_removal, level, year};
    use crate::domain::GreenLevel::{National, Regional};

    #[test]
    fn words_of_levels_are_known() {
        for (text, known) in [
            ("国家级", Some(National)),
            ("国家级绿色矿山", Some(National)),
            (" National ", Some(National)),
            ("自治区级", Some(Regional)),
            ("省级", Some(Regional)),
            ("地方", Some(Regional)),
            ("兵团级", Some(Regional)),
            ("世界级", None),
            ("非国家级", None),
            ("", None),
        ] {
            assert_eq!(level(text), known, "{text}");
        }
    }

    #[test]
    fn the_one_year_of_a_text_is_found() {
        for (text, known) in [
            ("2019", Some(2019)),
            ("2019年", Some(2019)),
            ("2019年第二批", Some(2019)),
            ("２０１９年度", Some(2019)),
            ("2019-12-30", Some(2019)),
            ("2019.0", Some(2019)),
            ("二〇一九年", Some(2019)),
            ("自然资源部公告2020年第8号", Some(2020)),
            ("2019-2020", None),
            ("第二批", None),
            ("20190101", None),
            ("1999", None),
            ("2101", None),
            ("", None),
        ] {
            assert_eq!(year(text), known, "{text}");
        }
    }

    #[test]
    fn removals_are_said_outright() {
        for (text, known) in [
            ("移出", Some(true)),
            ("移出名录", Some(true)),
            ("已退出", Some(true)),
            ("Removed", Some(true)),
            ("新增", Some(false)),
            ("在册", Some(false)),
            ("拟移出", None),
            ("未移出", None),
            ("不予移出", None),
            ("?", None),
        ] {
            assert_eq!(is_removal(text), known, "{text}");
        }
    }
}
