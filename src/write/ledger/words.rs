//! Words of the ledger in the chosen language, and the colours of codes.

use crate::domain::{
    FRAGILITY_LABELS, FragilityClass, Label, Language, POSITION_LABELS, Position, Theme, Title, VERDICT_LABELS, Verdict,
};
use crate::style::{Colour, Palette, palette};

/// How words are said and codes are coloured.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub(super) language: Language,
    pub(super) palette: Palette,
}

/// Plain Chinese words for what sources state in oreline's own words.
const STATED: [(&str, &str); 12] = [
    ("large", "大型"),
    ("medium", "中型"),
    ("small", "小型"),
    ("tiny", "小矿"),
    ("proposed", "拟建"),
    ("operating", "生产"),
    ("suspended", "停产"),
    ("abandoned", "废弃"),
    ("closed", "关闭"),
    ("exploration", "探矿权"),
    ("mining", "采矿权"),
    ("none", "无"),
];

impl Words {
    pub(super) fn new(language: Language, theme: Theme) -> Self {
        Self { language, palette: palette(theme) }
    }

    /// A text that is written `中文 English`.
    pub(super) fn say(&self, text: &'static str) -> String {
        Title::of(text).text(self.language).into_owned()
    }

    pub(super) fn yes_or_no(&self, is_true: bool) -> String {
        self.say(if is_true { "是 yes" } else { "否 no" })
    }

    /// What a code means; `None` for a text that is none of the codes.
    pub(super) fn label(&self, labels: &[Label], code: &str) -> Option<String> {
        let label = labels.iter().find(|label| label.code == code)?;
        Some(match self.language {
            // The code itself has to be found again: `椭球面积 ellipsoidal`, also where the title says it in other words.
            Language::Both if label.title.english != label.code => {
                format!("{} {}", label.title.chinese, label.code)
            }
            language => label.title.text(language).into_owned(),
        })
    }

    /// The fills of cells with these codes; none but those of fragility, verdict and position have any.
    pub(super) fn fills(&self, labels: &'static [Label]) -> Vec<(String, Colour)> {
        let colours: Vec<(&str, Colour)> = if std::ptr::eq(labels, FRAGILITY_LABELS.as_slice()) {
            FragilityClass::ALL.iter().map(|class| (class.word(), self.palette.of_fragility(Some(*class)))).collect()
        } else if std::ptr::eq(labels, VERDICT_LABELS.as_slice()) {
            Verdict::ALL.iter().map(|verdict| (verdict.word(), self.palette.of_verdict(Some(*verdict)))).collect()
        } else if std::ptr::eq(labels, POSITION_LABELS.as_slice()) {
            Position::ALL.iter().map(|position| (position.word(), self.palette.of_position(*position))).collect()
        } else {
            Vec::new()
        };
        colours.into_iter().filter_map(|(code, colour)| Some((self.label(labels, code)?, colour))).collect()
    }

    /// A value that a source states, as people read it: `chinese` is what the source says in Chinese beside it.
    pub(super) fn stated(&self, value: &str, chinese: Option<&str>) -> String {
        let known = || STATED.iter().find(|(word, _)| *word == value).map(|(_, chinese)| *chinese);
        chinese.or_else(known).map_or(value.to_owned(), |chinese| self.language.choose(chinese, value).into_owned())
    }

    /// The parts of `flag_basis` and of `margin_of`: codes of kinds and classes, and names of zones, joined by `;`.
    pub(super) fn parts(&self, text: &str) -> String {
        text.split(';').map(|part| self.part(part)).collect::<Vec<_>>().join(";")
    }

    fn part(&self, part: &str) -> String {
        let (kind, name) = part.split_once(':').map_or((part, None), |(kind, name)| (kind, Some(name)));
        let chinese = match kind {
            "fragility" => "脆弱性",
            "redline" => "生态保护红线",
            "position" => "区位",
            "prefecture" => "地州",
            "belt" => "成矿带",
            "function" => "生态功能区",
            _ => return part.to_owned(),
        };
        let labels = if kind == "fragility" { &FRAGILITY_LABELS[..] } else { &POSITION_LABELS[..] };
        let class = name.map(|name| {
            labels.iter().find(|label| label.code == name).map_or(name, |label| label.title.chinese.as_ref())
        });
        let chinese = class.map_or(chinese.to_owned(), |class| format!("{chinese}:{class}"));
        self.language.choose(&chinese, part).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use crate::domain::{FRAGILITY_LABELS, KIND_LABELS, Language, Theme, VERDICT_LABELS};

    #[test]
    fn codes_are_told_in_each_language_and_found_again() {
        let told = |code: &str| {
            Language::ALL.map(|(_, language)| Words::new(language, Theme::Standard).label(&KIND_LABELS, code))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(told("redline"), [some("生态保护红线"), some("red line"), some("生态保护红线 redline")]);
        assert_eq!(told("elsewhere"), [None, None, None]);
    }

    #[test]
    fn parts_of_a_basis_are_told_in_each_language() {
        let told = |text: &str| Language::ALL.map(|(_, language)| Words::new(language, Theme::Standard).parts(text));
        assert_eq!(
            told("fragility:severe;redline;XJ-3"),
            [
                "脆弱性:重度;生态保护红线;XJ-3",
                "fragility:severe;redline;XJ-3",
                "脆弱性:重度 fragility:severe;生态保护红线 redline;XJ-3"
            ]
        );
        assert_eq!(told("redline:天山")[0], "生态保护红线:天山");
        assert_eq!(told(""), ["", "", ""]);
    }

    #[test]
    fn every_class_and_verdict_has_a_fill() {
        let words = Words::new(Language::Chinese, Theme::Standard);
        assert_eq!(words.fills(&FRAGILITY_LABELS).len(), 4);
        assert_eq!(words.fills(&VERDICT_LABELS).len(), 6);
        assert_eq!(words.fills(&VERDICT_LABELS)[0].0, "禁止");
        assert!(words.fills(&KIND_LABELS).is_empty());
    }
}
