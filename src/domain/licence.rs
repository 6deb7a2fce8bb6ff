//! What the number of a prospecting or mining licence says by itself.
//!
//! Sources: 国土资发〔2007〕294号 (18 characters from 2008-01-01: `T`, issuing office, mode of grant, year and month, class of
//! mineral, serial number; `D` for geological survey); 自然资办发〔2020〕32号 (23 characters from 2020-07-10 for both kinds;
//! numbers of 18 stay good until they are renewed). What stands behind the month of a number of 23 characters is kept as
//! it is: no source at hand says what it means. Offices are two digits of GB/T 2260.

use std::fmt;

/// What a licence allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LicenceKind {
    /// `T`: 勘查许可证.
    Prospecting,
    /// `C`: 采矿许可证.
    Mining,
    /// `D`: 地质调查证.
    GeologicalSurvey,
}

/// Who issued it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    /// The ministry.
    Ministry,
    /// An office of a province.
    Province(Province),
}

/// A province, autonomous region, municipality or special administrative region: an entry of GB/T 2260.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Province {
    /// Two digits.
    pub code: u8,
    /// The short Chinese name.
    pub name_zh: &'static str,
    /// The English name.
    pub name_en: &'static str,
}

/// How a prospecting right was granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// 申请在先.
    FirstApplication,
    /// 招标.
    Tender,
    /// 拍卖.
    Auction,
    /// 挂牌.
    Listing,
    /// 协议.
    Agreement,
}

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MineralClass {
    /// 能源矿产.
    Energy,
    /// 金属矿产.
    Metal,
    /// 非金属矿产.
    NonMetal,
    /// 水气矿产.
    WaterAndGas,
}

/// A licence number taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// Prospecting, mining or survey.
    pub kind: LicenceKind,
    /// Who issued it.
    pub office: Office,
    /// The six digits of the administrative division, in numbers of 23 characters.
    pub division: Option<u32>,
    /// How it was granted, in prospecting numbers of 18 characters.
    pub grant: Option<Grant>,
    /// The year.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The class of minerals, in prospecting numbers of 18 characters.
    pub mineral: Option<MineralClass>,
    /// What follows: in 18 characters the serial number, in 23 what no source at hand explains, serial number included.
    pub rest: String,
}

/// Why a text is no sound licence number. Nothing depends on it but a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LicenceFault {
    /// Nothing but blanks.
    Empty,
    /// It begins with none of `T`, `C` and `D`.
    Letter,
    /// Neither 18 nor 23 characters: how many. Numbers before 2008 had 13 and no rule that is known here.
    Length(usize),
    /// A character behind the letter that is no digit.
    NotDigits,
    /// The month is 00: a placeholder, as made-up numbers have it.
    NoMonth,
    /// A month after December.
    Month(u8),
    /// A year before numbers of this kind existed, or far ahead.
    Year(u16),
    /// An office that GB/T 2260 does not name.
    Office(u8),
    /// A mode of grant that is not 1 to 5.
    Grant(u8),
    /// A class of minerals that is not 01 to 04.
    Mineral(u8),
}

impl fmt::Display for LicenceFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no licence number"),
            Self::Letter => f.write_str("begins with none of T, C and D"),
            Self::Length(length) => write!(f, "{length} characters, neither 18 nor 23"),
            Self::NotDigits => f.write_str("not all digits behind the letter"),
            Self::NoMonth => f.write_str("the month is 00: a placeholder"),
            Self::Month(month) => write!(f, "there is no month {month}"),
            Self::Year(year) => write!(f, "no such numbers were given in {year}"),
            Self::Office(office) => write!(f, "no office {office:02}"),
            Self::Grant(grant) => write!(f, "no mode of grant {grant}"),
            Self::Mineral(mineral) => write!(f, "no class of minerals {mineral:02}"),
        }
    }
}

impl Licence {
    /// A number as it is compared: without blanks, full-width letters and digits as ASCII, small letters as capitals.
    #[must_use]
    pub fn plain(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect()
    }

    /// Takes a number apart. Blanks, full-width letters and digits, and small letters are forgiven.
    ///
    /// # Errors
    /// The first thing, from left to right, that no licence number has.
    pub fn decode(text: &str) -> Result<Self, LicenceFault> {
        let plain: Vec<char> = Self::plain(text).chars().collect();
        let (letter, digits) = plain.split_first().ok_or(LicenceFault::Empty)?;
        let kind = match letter {
            'T' => LicenceKind::Prospecting,
            'C' => LicenceKind::Mining,
            'D' => LicenceKind::GeologicalSurvey,
            _ => return Err(LicenceFault::Letter),
        };
        let is_long = match (plain.len(), kind) {
            (18, LicenceKind::Prospecting | LicenceKind::GeologicalSurvey) => false,
            (23, LicenceKind::Prospecting | LicenceKind::Mining) => true,
            (length, _) => return Err(LicenceFault::Length(length)),
        };
        let digits: Option<Vec<u8>> = digits.iter().map(|c| c.to_digit(10).map(|digit| digit as u8)).collect();
        let digits = digits.ok_or(LicenceFault::NotDigits)?;
        let number =
            |from: usize, to: usize| digits[from..to].iter().fold(0, |sum, digit| sum * 10 + u32::from(*digit));
        // The ministry is 01 in short numbers, and 100000, the whole country, in long ones.
        let ministry = if is_long { 10 } else { 1 };
        let office = match number(0, 2) as u8 {
            code if code == ministry => Office::Ministry,
            code => Office::Province(province(code).ok_or(LicenceFault::Office(code))?),
        };
        let date = if is_long { 6 } else { 3 };
        let (year, month) = (number(date, date + 4) as u16, number(date + 4, date + 6) as u8);
        let has_parts = !is_long && kind == LicenceKind::Prospecting;
        let grant = if has_parts { Some(grant(digits[2])?) } else { None };
        // The first Mineral Resources Law is of 1986.
        if !(1986..=2100).contains(&year) {
            return Err(LicenceFault::Year(year));
        }
        match month {
            0 => return Err(LicenceFault::NoMonth),
            1..=12 => {}
            _ => return Err(LicenceFault::Month(month)),
        }
        let mineral = if has_parts { Some(mineral(number(9, 11) as u8)?) } else { None };
        let rest = if is_long { 12 } else { 11 };
        Ok(Self {
            kind,
            office,
            division: is_long.then(|| number(0, 6)),
            grant,
            year,
            month,
            mineral,
            rest: plain[rest + 1..].iter().collect(),
        })
    }
}

/// Full-width letters and digits, as they come from Chinese keyboards, to ASCII; small letters to capitals.
fn half_width(c: char) -> char {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    c.to_ascii_uppercase()
}

fn grant(digit: u8) -> Result<Grant, LicenceFault> {
    match digit {
        1 => Ok(Grant::FirstApplication),
        2 => Ok(Grant::Tender),
        3 => Ok(Grant::Auction),
        4 => Ok(Grant::Listing),
        5 => Ok(Grant::Agreement),
        _ => Err(LicenceFault::Grant(digit)),
    }
}

fn mineral(code: u8) -> Result<MineralClass, LicenceFault> {
    match code {
        1 => Ok(MineralClass::Energy),
        2 => Ok(MineralClass::Metal),
        3 => Ok(MineralClass::NonMetal),
        4 => Ok(MineralClass::WaterAndGas),
        _ => Err(LicenceFault::Mineral(code)),
    }
}

impl Province {
    /// All of them, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        PROVINCES.iter().map(|&(code, name_zh, name_en)| Self { code, name_zh, name_en })
    }
}

/// The province of a code of GB/T 2260.
fn province(code: u8) -> Option<Province> {
    Province::all().find(|province| province.code == code)
}

/// GB/T 2260, two digits.
const PROVINCES: [(u8, &str, &str); 34] = [
    (11, "北京", "Beijing"),
    (12, "天津", "Tianjin"),
    (13, "河北", "Hebei"),
    (14, "山西", "Shanxi"),
    (15, "内蒙古", "Inner Mongolia"),
    (21, "辽宁", "Liaoning"),
    (22, "吉林", "Jilin"),
    (23, "黑龙江", "Heilongjiang"),
    (31, "上海", "Shanghai"),
    (32, "江苏", "Jiangsu"),
    (33, "浙江", "Zhejiang"),
    (34, "安徽", "Anhui"),
    (35, "福建", "Fujian"),
    (36, "江西", "Jiangxi"),
    (37, "山东", "Shandong"),
    (41, "河南", "Henan"),
    (42, "湖北", "Hubei"),
    (43, "湖南", "Hunan"),
    (44, "广东", "Guangdong"),
    (45, "广西", "Guangxi"),
    (46, "海南", "Hainan"),
    (50, "重庆", "Chongqing"),
    (51, "四川", "Sichuan"),
    (52, "贵州", "Guizhou"),
    (53, "云南", "Yunnan"),
    (54, "西藏", "Tibet"),
    (61, "陕西", "Shaanxi"),
    (62, "甘肃", "Gansu"),
    (63, "青海", "Qinghai"),
    (64, "宁夏", "Ningxia"),
    (65, "新疆", "Xinjiang"),
    (71, "台湾", "Taiwan"),
    (81, "香港", "Hong Kong"),
    (82, "澳门", "Macao"),
];

#[cfg(test)]
mod tests {
    use super::{Grant, Licence, LicenceFault, LicenceKind, MineralClass, Office, PROVINCES};

    #[test]
    fn a_prospecting_number_of_18_comes_apart() {
        let licence = Licence::decode(" T65120080902014421 ").unwrap();
        assert_eq!(licence.kind, LicenceKind::Prospecting);
        let Office::Province(province) = licence.office else { panic!("{licence:?}") };
        assert_eq!((province.code, province.name_zh, province.name_en), (65, "新疆", "Xinjiang"));
        assert_eq!(licence.grant, Some(Grant::FirstApplication));
        assert_eq!((licence.year, licence.month), (2008, 9));
        assert_eq!(licence.mineral, Some(MineralClass::Metal));
        assert_eq!((licence.rest.as_str(), licence.division), ("014421", None));
        assert_eq!(Licence::decode("T01520100401039999").unwrap().office, Office::Ministry);
        assert_eq!(Licence::decode("ｔ６５１２００８０９０２０１４４２１"), Ok(licence));
    }

    #[test]
    fn a_number_of_23_says_division_and_month() {
        let mining = Licence::decode("C6530002009121120054321").unwrap();
        assert_eq!((mining.kind, mining.division), (LicenceKind::Mining, Some(653_000)));
        assert_eq!((mining.year, mining.month, mining.rest.as_str()), (2009, 12, "1120054321"));
        assert_eq!((mining.grant, mining.mineral), (None, None));
        assert_eq!(Licence::decode("C1000002009121120054321").unwrap().office, Office::Ministry);
        assert_eq!(Licence::decode("T6500002021073040054321").unwrap().kind, LicenceKind::Prospecting);
        assert_eq!(Licence::decode("D65020080900014421").unwrap().kind, LicenceKind::GeologicalSurvey);
    }

    #[test]
    fn every_fault_has_its_own_word() {
        for (text, fault) in [
            ("  ", LicenceFault::Empty),
            ("6530002018000000000001", LicenceFault::Letter),
            ("矿一", LicenceFault::Letter),
            ("T65", LicenceFault::Length(3)),
            ("C65120080902014421", LicenceFault::Length(18)),
            ("D6530002009121120054321", LicenceFault::Length(23)),
            ("T6512008090201442X", LicenceFault::NotDigits),
            ("C6530002018000000000001", LicenceFault::NoMonth),
            ("C6530002018130000000001", LicenceFault::Month(13)),
            ("C6530000018010000000001", LicenceFault::Year(18)),
            ("C9930002018010000000001", LicenceFault::Office(99)),
            ("T10120080902014421", LicenceFault::Office(10)),
            ("T65920080902014421", LicenceFault::Grant(9)),
            ("T65120080905014421", LicenceFault::Mineral(5)),
        ] {
            assert_eq!(Licence::decode(text), Err(fault.clone()), "{text}");
            assert!(!fault.to_string().is_empty());
        }
    }

    #[test]
    fn provinces_stand_once_in_the_order_of_their_codes() {
        assert!(PROVINCES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (code, name_zh, _) in PROVINCES {
            let licence = Licence::decode(&format!("T{code}120080902014421")).unwrap();
            assert!(matches!(licence.office, Office::Province(province) if province.name_zh == name_zh));
        }
    }

    #[test]
    fn no_text_is_too_odd() {
        let whole = "C6530002018000000000001";
        for cut in 0..=whole.len() {
            for put in ["", "矿", "\u{0}", "𠀀"] {
                let _ = Licence::decode(&format!("{}{put}{}", &whole[..cut], &whole[cut..]));
            }
        }
    }
}
