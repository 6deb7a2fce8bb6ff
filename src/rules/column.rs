//! The columns of a rule table, by their headers in English and Chinese.

use super::Fact;
use super::naming::header_key;
use crate::suggest;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// A condition.
    Fact(Fact),
    /// A value for a field of this name.
    Set(String),
    /// Something else.
    Of(Head),
    /// A header that is not known; it has been named.
    Unknown,
}

/// The columns that are no conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    Id,
    Pack,
    Kind,
    Topic,
    Title,
    Verdict,
    Flag,
    Action,
    ActionZh,
    Doc,
    Section,
    Quote,
    Note,
    NoteZh,
    EffectiveFrom,
    EffectiveTo,
    Overrides,
    Reason,
    Reading,
    VerifiedBy,
    VerifiedOn,
}

const HEADS: [(Head, &[&str]); 21] = [
    (Head::Id, &["id", "编号", "规则编号", "规则号", "rule", "rule_id"]),
    (Head::Pack, &["pack", "规则包", "规则集"]),
    (Head::Kind, &["kind", "依据类型", "类型", "规则类型"]),
    (Head::Topic, &["topic", "主题", "事项"]),
    (Head::Title, &["title", "标题", "名称", "规则名称"]),
    (Head::Verdict, &["verdict", "判定", "结论", "判定结果"]),
    (Head::Flag, &["flag", "标记", "是否标记"]),
    (Head::Action, &["action", "措施", "处置措施", "管控措施"]),
    (Head::ActionZh, &["action_zh", "措施中文", "中文措施"]),
    (Head::Doc, &["doc", "依据", "文号", "文件", "依据文件", "文号/依据", "依据/文号", "document"]),
    (Head::Section, &["section", "条款", "条文", "条款号", "clause"]),
    (Head::Quote, &["quote", "原文", "引文", "条款原文"]),
    (Head::Note, &["note", "备注", "说明"]),
    (Head::NoteZh, &["note_zh", "备注中文", "中文备注"]),
    (Head::EffectiveFrom, &["effective_from", "生效日期", "施行日期", "生效"]),
    (Head::EffectiveTo, &["effective_to", "失效日期", "废止日期", "失效"]),
    (Head::Overrides, &["overrides", "覆盖", "优先于", "取代", "覆盖规则"]),
    (Head::Reason, &["reason", "理由", "覆盖理由", "原因"]),
    (Head::Reading, &["reading", "解读", "理解", "解释"]),
    (Head::VerifiedBy, &["verified_by", "核对人", "核验人", "核实人"]),
    (Head::VerifiedOn, &["verified_on", "核对日期", "核验日期", "核实日期"]),
];

/// The column of a header; `None` if it is not known.
pub(super) fn of_header(text: &str) -> Option<Column> {
    let key = header_key(text);
    let head = HEADS.iter().find(|(_, names)| names.iter().any(|name| header_key(name) == key));
    if let Some((head, _)) = head {
        return Some(Column::Of(*head));
    }
    // The name of a new field keeps its case.
    let set = ["set_", "设_", "设置_"].into_iter().find_map(|prefix| {
        let rest = key.strip_prefix(prefix).filter(|rest| !rest.is_empty())?;
        let shown: String = text.trim().chars().skip(prefix.chars().count()).collect();
        Some(if shown.trim().is_empty() { rest.to_owned() } else { shown.trim().to_owned() })
    });
    set.map(Column::Set).or_else(|| Fact::from_header(text).map(Column::Fact))
}

/// The known header that is nearest to this one.
pub(super) fn nearest(text: &str) -> Option<&'static str> {
    let names = HEADS.iter().flat_map(|(_, names)| names.iter().copied()).chain(Fact::headers());
    let key = header_key(text);
    if key.chars().count() < 2 {
        return None;
    }
    suggest::nearest(&key, names)
}
