//! Names taken apart, so that two spellings of one name have one core, and two names have two.

use super::fold::{fold, simplified};
use super::numerals::arabic;
use super::place::{Gazetteer, Places};
use super::words::{
    BRANCHES, COMMON, COMPANY_FORMS, DIRECTIONS, ELEMENTS, ENGLISH_FORMS, MINERALS, OPEN_PIT, REMARKS, UNDERGROUND,
};

/// How a remark in brackets says that a mine is worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    OpenPit,
    Underground,
}

/// What a piece of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// What stands behind the form of a company.
    Mine,
    /// What stands before it.
    Company,
}

/// A name taken apart.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Folded, and no more.
    pub(super) exact: String,
    /// What is compared for sameness: without places in front, forms of companies, remarks, punctuation.
    pub(super) core: Vec<char>,
    /// Whether there is more in it than what is mined, numbers and words that all mines share.
    pub(super) is_proper: bool,
    /// The places in front of it.
    pub(super) places: Places,
    pub(super) method: Option<Method>,
    /// The core, and the mine and the company in it where a form of a company stands between them.
    pub(super) pieces: Vec<(Part, Vec<char>)>,
}

/// Stands in place of the form of a company.
const FORM: char = '\u{1}';

impl Name {
    pub(super) fn new(text: &str, places: &Gazetteer) -> Self {
        let exact = fold(text);
        let (signs, method) = plain_signs(&exact);
        let signs = without_forms(&signs);
        let (found, taken) = places.prefix(&signs);
        let mut rest = doubled_company(&signs[taken..]);
        // 哈密煤矿 is nothing without 哈密, and 天山铁矿 not enough without the county 新天.
        let keeps_places = taken > 0 && proper_signs(&core(&rest)) < 2;
        if keeps_places {
            rest = places.short(found).into_iter().chain(rest).collect();
        }
        let core = core(&rest);
        let is_proper = keeps_places || proper_signs(&core) > 0;
        let mut pieces = vec![(Part::Whole, core.clone())];
        if let Some(at) = rest.iter().rposition(|sign| *sign == FORM) {
            let mine = &rest[at + 1..];
            let behind = places.prefix(mine).1;
            for (part, piece) in [(Part::Mine, self::core(&mine[behind..])), (Part::Company, self::core(&rest[..at]))] {
                if proper_signs(&piece) > 0 && piece != core {
                    pieces.push((part, piece));
                }
            }
        }
        Self { exact, core, is_proper, places: found, method, pieces }
    }
}

/// A text in the form in which places are known and compared.
pub(super) fn plain(text: &str) -> Vec<char> {
    plain_signs(&fold(text)).0
}

/// Small letters, simplified characters, Arabic digits, no remarks, no punctuation; forms of companies in English as [`FORM`].
fn plain_signs(folded: &str) -> (Vec<char>, Option<Method>) {
    let signs: Vec<char> = folded.chars().flat_map(char::to_lowercase).map(simplified).collect();
    let (signs, method) = without_remarks(&signs);
    (without_punctuation(&arabic(&without_english_forms(&signs))), method)
}

/// Brackets go; what stands in them goes only where it is a remark that is known. All else may tell one mine from another.
fn without_remarks(signs: &[char]) -> (Vec<char>, Option<Method>) {
    let (mut out, mut opened, mut method) = (Vec::with_capacity(signs.len()), Vec::new(), None);
    for &sign in signs {
        match sign {
            '(' | '[' | '{' | '〔' | '【' | '〈' | '《' | '「' | '『' => {
                opened.push(out.len());
                out.push(' ');
            }
            ')' | ']' | '}' | '〕' | '】' | '〉' | '》' | '」' | '』' => {
                if let Some(start) = opened.pop() {
                    let remark: String = out[start..].iter().collect();
                    let remark = remark.trim();
                    let found = if OPEN_PIT.contains(&remark) {
                        Some(Method::OpenPit)
                    } else {
                        UNDERGROUND.contains(&remark).then_some(Method::Underground)
                    };
                    if found.is_some() || REMARKS.contains(&remark) {
                        out.truncate(start);
                    }
                    method = method.or(found);
                }
                out.push(' ');
            }
            _ => out.push(sign),
        }
    }
    (out, method)
}

fn without_english_forms(signs: &[char]) -> Vec<char> {
    let is_word = |sign: &char| sign.is_ascii_alphanumeric();
    let word_from = |at: usize| signs[at..].iter().take_while(|sign| is_word(sign)).collect::<String>();
    let (mut out, mut at) = (Vec::with_capacity(signs.len()), 0);
    while let Some(sign) = signs.get(at) {
        if !is_word(sign) {
            out.push(*sign);
            at += 1;
            continue;
        }
        let word = word_from(at);
        let end = at + word.len();
        let next = end + signs[end..].iter().take_while(|sign| matches!(sign, ' ' | '.' | ',')).count();
        // Elsewhere "co" may be cobalt.
        let is_co = word == "co" && matches!(word_from(next).as_str(), "ltd" | "limited" | "inc" | "llc");
        if ENGLISH_FORMS.contains(&word.as_str()) {
            out.push(FORM);
        } else if !is_co {
            out.extend(word.chars());
        }
        at = end;
    }
    out
}

/// Letters and digits of all scripts stay. Between two digits a hyphen says that they are two numbers.
fn without_punctuation(signs: &[char]) -> Vec<char> {
    let (mut out, mut is_apart): (Vec<char>, bool) = (Vec::with_capacity(signs.len()), false);
    for &sign in signs {
        if !sign.is_alphanumeric() && sign != FORM {
            is_apart = true;
            continue;
        }
        if is_apart && sign.is_ascii_digit() && out.last().is_some_and(char::is_ascii_digit) {
            out.push('-');
        }
        out.push(sign);
        is_apart = false;
    }
    out
}

/// Forms of companies become [`FORM`].
fn without_forms(signs: &[char]) -> Vec<char> {
    let (mut out, mut at): (Vec<char>, usize) = (Vec::with_capacity(signs.len()), 0);
    while let Some(sign) = signs.get(at) {
        let is_branch = out.last().is_some_and(|last| BRANCHES.contains(last));
        let form = COMPANY_FORMS.iter().find(|form| starts_with(&signs[at..], form)).filter(|_| !is_branch);
        if let Some(form) = form {
            out.push(FORM);
            at += form.chars().count();
        } else {
            out.push(*sign);
            at += 1;
        }
    }
    out
}

/// 榆树岭煤矿有限责任公司榆树岭煤矿 is 榆树岭煤矿: a company named after its mine.
fn doubled_company(signs: &[char]) -> Vec<char> {
    if let Some(at) = signs.iter().position(|sign| *sign == FORM)
        && at > 0
        && signs[..at] == signs[at + 1..]
    {
        return signs[..at].to_vec();
    }
    signs.to_vec()
}

/// Without marks of companies, and one ending for 矿山, 矿矿山 and 矿.
fn core(signs: &[char]) -> Vec<char> {
    let mut core: Vec<char> = signs.iter().copied().filter(|sign| *sign != FORM).collect();
    if core.ends_with(&['矿', '山']) {
        core.pop();
    }
    if core.ends_with(&['矿', '矿']) {
        core.pop();
    }
    core
}

fn starts_with(signs: &[char], word: &str) -> bool {
    let mut signs = signs.iter();
    word.chars().all(|sign| signs.next() == Some(&sign))
}

/// How long the word is that a text begins with and that tells no mine from another.
fn common_word(signs: &[char]) -> Option<usize> {
    let first = signs.first()?;
    let word = MINERALS.iter().chain(&COMMON).filter(|word| starts_with(signs, word)).map(|word| word.chars().count());
    // 北 of 北山 is a part of a name, that of 北矿 is none.
    let is_direction = |signs: &[char]| signs.first().is_some_and(|sign| DIRECTIONS.contains(*sign));
    let stands_alone = || {
        let behind = &signs[1..];
        behind.first().is_none_or(char::is_ascii_digit) || is_direction(behind) || common_word(behind).is_some()
    };
    word.max()
        .or_else(|| (ELEMENTS.contains(*first) || *first == '-').then_some(1))
        .or_else(|| (is_direction(signs) && stands_alone()).then_some(1))
}

/// How many signs are no part of such a word. A number of three digits or more counts as one: 1930煤矿 is a name.
fn proper_signs(signs: &[char]) -> usize {
    let (mut at, mut count) = (0, 0);
    while at < signs.len() {
        let digits = signs[at..].iter().take_while(|sign| sign.is_ascii_digit()).count();
        if digits > 0 {
            count += usize::from(digits > 2);
            at += digits;
        } else if let Some(length) = common_word(&signs[at..]) {
            at += length;
        } else {
            count += 1;
            at += 1;
        }
    }
    count
}

/// Whether a character stands in words that many mines share, so that sharing it says little.
pub(super) fn is_common_sign(sign: char) -> bool {
    sign.is_ascii_digit() || "矿山煤铁铜金井号区场厂业田采石".contains(sign)
}

/// What is mined, by the end of a name: 铅锌 of 乌拉根铅锌矿.
pub(super) fn mineral(core: &[char]) -> String {
    let text: String = core.iter().collect();
    let mut rest = text.as_str();
    let endings = ["露天矿", "矿山", "矿区", "矿田", "矿业", "矿井", "矿", "井", "厂", "场", "田"];
    while let Some(shorter) = endings.iter().find_map(|ending| rest.strip_suffix(ending)) {
        rest = shorter;
    }
    let whole = rest;
    loop {
        let word = MINERALS.iter().find_map(|mineral| rest.strip_suffix(mineral));
        let sign = || rest.strip_suffix(|sign| ELEMENTS.contains(sign));
        match word.or_else(sign) {
            Some(shorter) => rest = shorter,
            None => return whole[rest.len()..].to_owned(),
        }
    }
}

/// The numbers in a name.
pub(super) fn numbers(core: &[char]) -> Vec<String> {
    let numbers = core.split(|sign| !sign.is_ascii_digit()).filter(|number| !number.is_empty());
    numbers.map(|number| number.iter().collect()).collect()
}

/// Where it lies to another, as far as the name says.
pub(super) fn directions(core: &[char]) -> Vec<char> {
    // 新 of 新疆 is none.
    let is_one = |at: usize| DIRECTIONS.contains(core[at]) && core.get(at + 1) != Some(&'疆');
    (0..core.len()).filter(|at| is_one(*at)).map(|at| core[at]).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Gazetteer, Name, Part, mineral, plain};

    fn name(text: &str) -> Name {
        Name::new(text, &Gazetteer::new(&BTreeSet::new(), &BTreeSet::from(["玛纳斯县", "库车市"]), plain))
    }

    fn text(signs: &[char]) -> String {
        signs.iter().collect()
    }

    #[test]
    fn cores_hold_what_tells_a_mine_from_another() {
        for (written, core) in [
            ("新疆天池能源有限责任公司将军戈壁一号露天煤矿", "天池能源将军戈壁1号露天煤矿"),
            ("玛纳斯县天欣煤业有限公司煤矿", "天欣煤业煤矿"),
            ("库车市榆树岭煤矿有限责任公司榆树岭煤矿", "榆树岭煤矿"),
            ("新疆焦煤（集团）有限责任公司一九三〇煤矿", "焦煤1930煤矿"),
            ("哈密煤矿", "哈密煤矿"),
            ("哈密市煤矿", "哈密煤矿"),
            ("白山铁矿（露天）", "白山铁矿"),
            ("白山铁矿（二采区）", "白山铁矿2采区"),
            ("白山铁矿矿山", "白山铁矿"),
            ("白山矿山", "白山矿"),
            ("新疆北山煤矿", "北山煤矿"),
            ("新疆北煤矿", "新疆北煤矿"),
            ("某某公司新疆分公司", "某某新疆分公司"),
            ("Shunda Iron Mine Co., Ltd.", "shundaironmine"),
            ("Cu-Co mine", "cucomine"),
            ("1、2号矿", "1-2号矿"),
        ] {
            assert_eq!(text(&name(written).core), core, "{written}");
        }
    }

    #[test]
    fn a_name_of_words_that_all_mines_share_is_none() {
        for (written, is_proper) in [
            ("煤矿", false),
            ("一号矿", false),
            ("东铜矿", false),
            ("有限责任公司", false),
            ("建筑用石料矿", false),
            ("Iron Mine", false),
            ("一九三〇煤矿", true),
            ("哈密煤矿", true),
            ("白山铁矿", true),
            ("", false),
        ] {
            assert_eq!(name(written).is_proper, is_proper, "{written}");
        }
    }

    #[test]
    fn the_mine_and_its_company_come_apart() {
        let pieces = name("新疆紫金锌业有限公司新疆乌恰县乌拉根铅锌矿").pieces;
        let pieces: Vec<(Part, String)> = pieces.iter().map(|(part, piece)| (*part, text(piece))).collect();
        assert_eq!(pieces[1..], [(Part::Mine, "乌恰县乌拉根铅锌矿".into()), (Part::Company, "紫金锌业".into())]);
        assert_eq!(name("天欣煤业有限公司煤矿").pieces.len(), 2);
        assert_eq!(name("天欣煤业有限公司").pieces.len(), 1);
    }

    #[test]
    fn minerals_are_read_from_the_end() {
        for (core, found) in [
            ("乌拉根铅锌矿", "铅锌"),
            ("紫金山铜矿", "铜"),
            ("三道岭煤田", "煤"),
            ("白山", ""),
            ("甲建筑用石灰岩矿", "建筑用石灰岩"),
        ] {
            assert_eq!(mineral(&core.chars().collect::<Vec<_>>()), found);
        }
    }
}
