//! What the known keys of a head say.

use super::complaint::{Complaint, Rule};
use super::document::{Document, HEAD_SECTION, Item, Key};
use super::line::narrow;
use super::system::{Datum, Width, is_zone};

/// Sections that describe a project; a 单位 there is a company.
const OTHER_HEADS: [&str; 2] = ["项目信息", "扩展信息"];

/// The known keys, understood. None where a key is missing, empty, or not understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// 格式版本号.
    pub version: Option<String>,
    /// 数据产生单位.
    pub producer: Option<String>,
    /// 数据产生日期: year, month, day.
    pub date: Option<(u16, u8, u8)>,
    /// 坐标系.
    pub datum: Datum,
    /// 几度分带, 分带.
    pub width: Option<Width>,
    /// 投影类型.
    pub projection: Option<String>,
    /// 计量单位.
    pub unit: Option<Unit>,
    /// 带号: 13 to 23 or 25 to 45.
    pub zone: Option<u8>,
    /// 中央子午线, 中央经线, in degrees.
    pub central_meridian_degrees: Option<f64>,
    /// 精度.
    pub precision: Option<Precision>,
    /// 转换参数.
    pub transformation: Option<[f64; 7]>,
}

/// The unit of coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 米.
    Metre,
    /// 度.
    Degree,
    /// 度分秒: degrees, minutes and seconds packed into one number.
    PackedDegree,
}

/// How finely coordinates are given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Precision {
    /// In units of the coordinates: 0.001.
    Step(f64),
    /// 3.
    Decimals(u8),
}

impl Head {
    /// Reads the keys, and says which values are not understood.
    pub(super) fn read(document: &Document) -> (Self, Vec<Complaint>) {
        let mut reader = Reader { keys: keys(document), complaints: Vec::new() };
        let head = Self {
            version: reader.text(&["格式版本号", "版本号", "格式版本"]),
            producer: reader.text(&["数据产生单位", "数据生产单位"]),
            date: reader.value(&["数据产生日期", "数据生产日期", "日期"], date),
            datum: reader
                .value(&["坐标系", "坐标系统", "坐标系名称"], |text| Some(Datum::parse(text)))
                .unwrap_or_default(),
            width: reader.value(&["几度分带", "分带", "分带方式"], Width::parse),
            projection: reader.text(&["投影类型", "投影方式"]),
            unit: reader.value(&["计量单位", "坐标单位"], unit),
            zone: reader.value(&["带号"], zone),
            central_meridian_degrees: reader.value(&["中央子午线", "中央经线", "中央子午线经度"], meridian),
            precision: reader.value(&["精度"], precision),
            transformation: reader.value(&["转换参数"], transformation).flatten(),
        };
        (head, reader.complaints)
    }

    /// Whether the head speaks of projected coordinates.
    #[must_use]
    pub fn is_projected(&self) -> bool {
        let has_zone = self.zone.is_some() || self.width.is_some() || self.central_meridian_degrees.is_some();
        let is_named = self.projection.as_deref().is_some_and(|text| text.contains("高斯") || text.contains("Gauss"));
        self.unit.map_or(has_zone || is_named, |unit| unit == Unit::Metre)
    }
}

/// The keys of the head, those of its own section first.
fn keys(document: &Document) -> Vec<&Key> {
    let mut keys = Vec::new();
    for is_own in [true, false] {
        let sections = document.sections.iter().filter(|section| {
            let name = section.name.as_deref();
            (name == Some(HEAD_SECTION)) == is_own && !name.is_some_and(|name| OTHER_HEADS.contains(&name))
        });
        let items = sections.flat_map(|section| &section.items);
        keys.extend(items.filter_map(|item| if let Item::Key(key) = item { Some(key) } else { None }));
    }
    keys
}

struct Reader<'d> {
    keys: Vec<&'d Key>,
    complaints: Vec<Complaint>,
}

impl<'d> Reader<'d> {
    /// The first key of one of the names that has a value.
    fn find(&mut self, names: &[&str]) -> Option<&'d Key> {
        let mut found =
            self.keys.iter().filter(|key| names.contains(&key.name.as_str()) && !key.value.is_empty()).copied();
        let first = found.next()?;
        for other in found.filter(|other| other.value != first.value) {
            self.complaints.push(Complaint::new(
                Rule::KeyAgain,
                other.line,
                format!(
                    "{}={} in line {}, {}={} here: the first counts",
                    first.name, first.value, first.line, other.name, other.value
                ),
            ));
        }
        Some(first)
    }

    fn text(&mut self, names: &[&str]) -> Option<String> {
        self.find(names).map(|key| key.value.clone())
    }

    fn value<T>(&mut self, names: &[&str], parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let key = self.find(names)?;
        let value = parse(&narrow(&key.value));
        if value.is_none() {
            self.complaints.push(Complaint::new(
                Rule::KeyValue,
                key.line,
                format!("{}={} is not understood", key.name, key.value),
            ));
        }
        value
    }
}

/// `2024-5-8`, `2024/05/08`, `2024.5.8`, `2024年5月8日`, `20240508`.
fn date(text: &str) -> Option<(u16, u8, u8)> {
    let packed = (text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    let text = packed.as_deref().unwrap_or(text).trim_end_matches('日');
    let mut parts = text.split(['-', '/', '.', '年', '月']).map(str::trim);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let date = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let is_sound = (1900..=2999).contains(&date.0) && (1..=12).contains(&date.1) && (1..=31).contains(&date.2);
    (is_sound && parts.next().is_none()).then_some(date)
}

fn unit(text: &str) -> Option<Unit> {
    match text.to_ascii_lowercase().as_str() {
        "米" | "m" | "metre" | "meter" => Some(Unit::Metre),
        "度" | "°" | "degree" | "degrees" | "十进制度" => Some(Unit::Degree),
        "度分秒" | "dms" => Some(Unit::PackedDegree),
        _ => None,
    }
}

/// `38`, `38带`, `第38带`.
fn zone(text: &str) -> Option<u8> {
    let digits = text.trim_start_matches('第').trim_end_matches(['带', '號', '号']).trim();
    digits.parse().ok().filter(|zone| is_zone(*zone))
}

/// `114`, `114°`, `114E`, `东经114度`.
fn meridian(text: &str) -> Option<f64> {
    let is_digit = |letter: char| letter.is_ascii_digit() || letter == '.';
    let inner = text.trim_start_matches("东经").trim_start_matches(['E', 'e']).trim();
    let end = inner.find(|letter| !is_digit(letter)).unwrap_or(inner.len());
    let rest = inner[end..].trim();
    let degrees: f64 = inner[..end].parse().ok()?;
    (["", "°", "度", "E", "e", "°E"].contains(&rest) && (60.0..=150.0).contains(&degrees)).then_some(degrees)
}

fn precision(text: &str) -> Option<Precision> {
    let digits = text.trim_end_matches(['米', 'm']).trim();
    if let Ok(decimals) = digits.parse::<u8>()
        && decimals <= 12
        && decimals != 0
    {
        return Some(Precision::Decimals(decimals));
    }
    let step: f64 = digits.parse().ok()?;
    (step.is_finite() && step > 0.0).then_some(Precision::Step(step))
}

/// Seven numbers, or none at all behind the commas.
#[expect(clippy::option_option, reason = "not understood, empty, and given are three things")]
fn transformation(text: &str) -> Option<Option<[f64; 7]>> {
    let parts: Vec<&str> = text.split([',', '，', ' ']).map(str::trim).collect();
    if parts.iter().all(|part| part.is_empty()) {
        return Some(None);
    }
    let numbers: Vec<f64> =
        parts.iter().filter_map(|part| part.parse().ok()).filter(|value: &f64| value.is_finite()).collect();
    if parts.len() != 7 {
        return None;
    }
    numbers.try_into().ok().map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(keys: &[(&str, &str)]) -> (Head, usize) {
        let (head, complaints) = Head::read(&Document::new(keys, Vec::new()));
        (head, complaints.len())
    }

    #[test]
    fn the_usual_head_is_understood() {
        let (head, complaints) = head(&[
            ("格式版本号", "1.01版本"),
            ("数据产生单位", "某单位"),
            ("数据产生日期", "2024-5-8"),
            ("坐标系", "2000国家大地坐标系"),
            ("几度分带", "3"),
            ("投影类型", "高斯克吕格"),
            ("计量单位", "米"),
            ("带号", "38"),
            ("精度", "0.001"),
            ("转换参数", ",,,,,,"),
        ]);
        assert_eq!(complaints, 0);
        assert_eq!(
            (head.date, head.datum.clone(), head.width),
            (Some((2024, 5, 8)), Datum::Cgcs2000, Some(Width::Three))
        );
        assert_eq!((head.zone, head.precision, head.transformation), (Some(38), Some(Precision::Step(0.001)), None));
        assert!(head.is_projected());
    }

    #[test]
    fn other_spellings() {
        for text in ["2024/05/08", "2024.5.8", "2024年5月8日", "20240508"] {
            assert_eq!(date(text), Some((2024, 5, 8)), "{text}");
        }
        assert_eq!((date("2024-13-1"), date("5-8"), date("日")), (None, None, None));
        assert_eq!((zone("38带"), zone("第38带"), zone("24"), zone("甲")), (Some(38), Some(38), None, None));
        assert_eq!((meridian("东经114度"), meridian("114°E"), meridian("4")), (Some(114.0), Some(114.0), None));
        assert_eq!((precision("3"), precision("0.01米")), (Some(Precision::Decimals(3)), Some(Precision::Step(0.01))));
        assert_eq!(transformation("0,0,0,0,0,0,0"), Some(Some([0.0; 7])));
        assert_eq!((transformation("1,2"), transformation("a,,,,,,")), (None, None));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let (head, complaints) = head(&[("带号", "38"), ("带号", "39"), ("计量单位", "尺"), ("几度分带", "")]);
        assert_eq!((head.zone, head.unit, head.width, complaints), (Some(38), None, None, 2));
    }
}
