//! Titles for people, in Chinese and English, and the labels of codes.

use std::borrow::Cow;

/// The language of what people read: titles, labels, pages. Field names and codes are ASCII in all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文
    Chinese,
    /// English
    English,
    /// Chinese, a space, English.
    #[default]
    Both,
}

impl Language {
    /// All of them, as they are spelled on the command line.
    pub const ALL: [(&'static str, Self); 3] = [("zh", Self::Chinese), ("en", Self::English), ("both", Self::Both)];

    /// The word for it on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
            Self::Both => "both",
        }
    }

    /// A text that is there in two languages; once where both are the same.
    #[must_use]
    pub fn choose<'t>(self, chinese: &'t str, english: &'t str) -> Cow<'t, str> {
        match self {
            Self::Chinese => Cow::Borrowed(chinese),
            Self::English => Cow::Borrowed(english),
            Self::Both if chinese == english => Cow::Borrowed(chinese),
            Self::Both => Cow::Owned(format!("{chinese} {english}")),
        }
    }
}

/// A title in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// 中文
    pub chinese: Cow<'static, str>,
    /// English
    pub english: Cow<'static, str>,
}

impl Title {
    /// From a text that is written `中文 English`: what stands before its first space is the Chinese part. A text without
    /// a space is both.
    #[must_use]
    pub const fn of(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && bytes[at] != b' ' {
            at += 1;
        }
        if at == bytes.len() {
            return Self { chinese: Cow::Borrowed(text), english: Cow::Borrowed(text) };
        }
        let (chinese, english) = text.split_at(at);
        let (_, english) = english.split_at(1);
        Self { chinese: Cow::Borrowed(chinese), english: Cow::Borrowed(english) }
    }

    /// From two texts.
    #[must_use]
    pub fn new(chinese: impl Into<Cow<'static, str>>, english: impl Into<Cow<'static, str>>) -> Self {
        Self { chinese: chinese.into(), english: english.into() }
    }

    /// The title in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> Cow<'_, str> {
        language.choose(&self.chinese, &self.english)
    }
}

/// What a code that stands in a field means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The code, ASCII.
    pub code: &'static str,
    /// What people read.
    pub title: Title,
}

const fn label(code: &'static str, title: &'static str) -> Label {
    Label { code, title: Title::of(title) }
}

/// Labels of the fragility classes, weakest first.
pub static FRAGILITY_LABELS: [Label; 4] = [
    label("mild", "轻度 mild"),
    label("moderate", "中度 moderate"),
    label("severe", "重度 severe"),
    label("extreme", "极度 extreme"),
];

/// Labels of the positions of a regional plan.
pub static POSITION_LABELS: [Label; 2] = [label("core", "核心区 core"), label("periphery", "边缘协调区 periphery")];

/// Labels of the verdicts, in the order of summaries.
pub static VERDICT_LABELS: [Label; 6] = [
    label("prohibited", "禁止 prohibited"),
    label("exit", "退出 exit"),
    label("restricted", "限制 restricted"),
    label("conditional", "有条件 conditional"),
    label("allowed", "允许 allowed"),
    label("review", "待核 review"),
];

/// Labels of how a mine and a zone meet; `rest` is what lies outside all zones of a kind.
pub static GRADE_LABELS: [Label; 5] = [
    label("none", "无 none"),
    label("touch", "接边 touch"),
    label("sliver", "碎片 sliver"),
    label("overlap", "重叠 overlap"),
    label("rest", "其余 rest"),
];

static AREA_FIT_LABELS: [Label; 4] = [
    label("ellipsoidal", "椭球面积 ellipsoidal"),
    label("planar", "平面面积(高斯-克吕格3度带) planar (Gauss-Krüger)"),
    label("both", "两者皆合 both"),
    label("neither", "皆不合 neither"),
];

static GREEN_LEVEL_LABELS: [Label; 2] = [label("national", "国家级 national"), label("regional", "自治区级 regional")];

static GREEN_MATCH_LABELS: [Label; 3] = [
    label("exact", "完全一致 exact"),
    label("normalised", "规范化后一致 normalised"),
    label("confirmed", "人工确认 confirmed"),
];

/// Labels of the parts of a right that red lines were cut out of.
pub static PART_LABELS: [Label; 3] = [
    label("remaining", "剩余 remaining"),
    label("cut", "避让 cut away"),
    label("small", "零碎(待核) small, for review"),
];

/// Labels of the kinds of zones, and of mines that overlap each other.
pub static KIND_LABELS: [Label; 6] = [
    label("prefecture", "地州 prefecture"),
    label("belt", "成矿带 belt"),
    label("redline", "生态保护红线 red line"),
    label("position", "核心与边缘区 core and periphery"),
    label("function", "生态功能区 function zone"),
    label("mine", "矿山 mine"),
];

/// What became of a result between two runs.
pub static CHANGE_LABELS: [Label; 4] = [
    label("newly_flagged", "新增预警 newly flagged"),
    label("cleared", "解除预警 cleared"),
    label("changed", "结论有变 changed otherwise"),
    label("none", "结论未变 result as before"),
];

/// What became of a mine between two runs.
pub static PRESENCE_LABELS: [Label; 4] = [
    label("stayed", "原地 stayed"),
    label("moved", "移动 moved"),
    label("added", "新增 added"),
    label("gone", "消失 gone"),
];

static ZONE_CLASS_LABELS: [Label; 6] = [
    label("mild", "轻度 mild"),
    label("moderate", "中度 moderate"),
    label("severe", "重度 severe"),
    label("extreme", "极度 extreme"),
    label("core", "核心区 core"),
    label("periphery", "边缘协调区 periphery"),
];

/// Labels of what became of a feature with a defect.
pub static SEVERITY_LABELS: [Label; 4] = [
    label("refused", "拒收 refused"),
    label("repaired", "已修复 repaired"),
    label("review", "待核 review"),
    label("note", "提示 note"),
];

/// The labels of the codes in one of oreline's own fields; empty where it holds other values.
#[must_use]
pub fn labels_of(field: &str) -> &'static [Label] {
    match field {
        "fragility" => &FRAGILITY_LABELS,
        "position" => &POSITION_LABELS,
        "verdict" | "result" => &VERDICT_LABELS,
        "ovl_grade" | "grade" => &GRADE_LABELS,
        "area_fit" => &AREA_FIT_LABELS,
        "green_mine" => &GREEN_LEVEL_LABELS,
        "green_match" => &GREEN_MATCH_LABELS,
        "kind" => &KIND_LABELS,
        "part" => &PART_LABELS,
        "zone_class" => &ZONE_CLASS_LABELS,
        "severity" => &SEVERITY_LABELS,
        "change" => &CHANGE_LABELS,
        "presence" => &PRESENCE_LABELS,
        _ => &[],
    }
}

/// A name for a list of labels, the same wherever it is used; `None` for a list that is not one of [`labels_of`].
#[must_use]
pub fn vocabulary_name(labels: &[Label]) -> Option<&'static str> {
    let names = [
        "fragility",
        "position",
        "verdict",
        "grade",
        "area_fit",
        "green_mine",
        "green_match",
        "kind",
        "zone_class",
        "severity",
        "part",
        "change",
        "presence",
    ];
    names.into_iter().find(|name| !labels.is_empty() && labels_of(name) == labels)
}

#[cfg(test)]
mod tests {
    use super::{Language, Title, VERDICT_LABELS, labels_of};
    use crate::domain::{FragilityClass, Position, Verdict, ZoneKind};

    #[test]
    fn titles_are_told_in_each_language() {
        let title = Title::of("面积(公顷) Area (ha)");
        let texts = Language::ALL.map(|(_, language)| title.text(language).into_owned());
        assert_eq!(texts, ["面积(公顷)", "Area (ha)", "面积(公顷) Area (ha)"]);
        assert_eq!(Title::of("QB_stage").text(Language::Both), "QB_stage");
    }

    #[test]
    fn every_word_of_the_domain_has_a_label() {
        let has = |field: &str, word: &str| labels_of(field).iter().any(|label| label.code == word);
        assert!(
            FragilityClass::ALL.iter().all(|class| has("fragility", class.word()) && has("zone_class", class.word()))
        );
        assert!(Position::ALL.iter().all(|position| has("position", position.word())));
        assert!(Verdict::ALL.iter().all(|verdict| has("verdict", verdict.word())));
        assert!(ZoneKind::ALL.iter().all(|kind| has("kind", kind.word())));
        for (verdict, label) in Verdict::ALL.iter().zip(&VERDICT_LABELS) {
            assert_eq!((verdict.word(), verdict.chinese()), (label.code, label.title.chinese.as_ref()));
        }
    }
}
