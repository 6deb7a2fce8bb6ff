//! What a rule may ask about a mine: the columns of conditions.

use std::borrow::Cow;

/// A property of a mine that rules ask about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// 脆弱性: the class of the unit.
    Fragility,
    /// 区位: core or periphery of a regional plan.
    Position,
    /// 红线: how the mine lies to red lines.
    Redline,
    /// 重要性: the class of function zones.
    Importance,
    /// 服务功能: what function zones are for, such as water or biodiversity.
    Service,
    /// 矿种: what is mined.
    Mineral,
    /// 规模: the scale of production or of the deposit.
    Scale,
    /// 状态: proposed, operating, suspended, abandoned, closed.
    Status,
    /// 矿权: the right to explore or to mine.
    Right,
    /// 开采方式: open-pit or underground.
    Method,
    /// 行业: the industry.
    Industry,
    /// 环境影响: what a project brings with it, such as high water use or outdated capacity.
    Impact,
    /// 绿色矿山: on a list of green mines.
    GreenMine,
    /// 稳定: whether the flag would be the same if lines moved by the stated uncertainty.
    Stable,
    /// 地州: the unit, by name or id.
    Prefecture,
    /// 成矿带: the metallogenic belts, by name or id.
    Belt,
    /// 功能区: the function zones, by name or id.
    Function,
    /// 红线占比: how much of the mine lies in red lines, in per cent.
    RedlinePct,
    /// 距红线: metres to the nearest red line.
    RedlineM,
    /// 面积: hectares.
    AreaHa,
    /// 余量: metres by which the flag is sure, see the field `margin_m`.
    MarginM,
    /// 发证日期.
    Issued,
    /// 有效期止.
    Expires,
    /// 废弃日期.
    Abandoned,
    /// Metres to the nearest receptor of this kind (`lake`, `湖泊`): the column `lake_m`, `湖泊_m`. ASCII letters are small.
    Distance(String),
}

/// What the values of a fact are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// Words of the vocabulary, and no others.
    Words,
    /// Names of zones, which only the data know.
    Names,
    /// A number, perhaps known only to lie between two.
    Number(Quantity),
    /// A day, perhaps known only to lie between two.
    Date,
}

/// In what a number is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Per cent, 0 to 100.
    PerCent,
    /// Metres.
    Metres,
    /// Hectares.
    Hectares,
}

/// Facts with their column names; behind each the header words that mean the same.
const FIXED: [(Fact, &str, &[&str]); 24] = [
    (Fact::Fragility, "fragility", &["脆弱性", "脆弱性等级", "生态脆弱性", "脆弱等级"]),
    (Fact::Position, "position", &["区位", "分区", "位置"]),
    (Fact::Redline, "redline", &["红线", "生态保护红线", "ecological redline", "ovl_grade", "red line"]),
    (Fact::Importance, "importance", &["重要性", "重要性等级", "生态功能重要性"]),
    (Fact::Service, "service", &["服务功能", "生态服务功能", "生态服务", "主导功能"]),
    (Fact::Mineral, "mineral", &["矿种", "开采矿种", "主矿种", "开采主矿种", "勘查矿种", "minerals", "commodity"]),
    (Fact::Scale, "scale", &["规模", "生产规模", "矿山规模", "矿床规模", "开采规模"]),
    (Fact::Status, "status", &["状态", "矿山状态", "生产状态", "状况"]),
    (Fact::Right, "right", &["矿权", "权类", "矿业权", "矿业权类型", "权利类型", "mining right", "rights"]),
    (Fact::Method, "method", &["开采方式", "采矿方式", "mining method"]),
    (Fact::Industry, "industry", &["行业", "产业", "行业类别"]),
    (Fact::Impact, "impact", &["环境影响", "影响", "环境影响类型"]),
    (Fact::GreenMine, "green_mine", &["绿色矿山", "绿色矿山级别"]),
    (Fact::Stable, "stable", &["稳定", "是否稳定", "稳定性"]),
    (Fact::Prefecture, "prefecture", &["地州", "地州市", "地市", "市州", "行政区"]),
    (Fact::Belt, "belt", &["成矿带", "成矿区带", "belts"]),
    (Fact::Function, "function", &["功能区", "生态功能区", "function zone", "functions"]),
    (Fact::RedlinePct, "redline_pct", &["红线占比", "红线重叠比例", "红线重叠占比", "ovl_pct"]),
    (Fact::RedlineM, "redline_m", &["距红线", "红线距离", "距生态保护红线", "红线_m"]),
    (Fact::AreaHa, "area_ha", &["面积", "矿区面积", "面积公顷", "area"]),
    (Fact::MarginM, "margin_m", &["余量", "边界余量", "边界距离"]),
    (Fact::Issued, "issued", &["发证日期", "有效期起", "有效期始", "颁证日期"]),
    (Fact::Expires, "expires", &["有效期止", "到期日期", "截止日期", "有效期至", "expiry"]),
    (Fact::Abandoned, "abandoned", &["废弃日期", "废弃时间", "闭坑日期", "关闭日期"]),
];

impl Fact {
    /// All facts but distances, in the order of columns.
    pub fn fixed() -> impl Iterator<Item = Self> {
        FIXED.iter().map(|(fact, ..)| fact.clone())
    }

    /// The name of its column.
    #[must_use]
    pub fn name(&self) -> Cow<'_, str> {
        match self {
            Self::Distance(kind) => Cow::Owned(format!("{kind}_m")),
            fixed => FIXED.iter().find(|(fact, ..)| fact == fixed).map_or("", |(_, name, _)| name).into(),
        }
    }

    /// Its Chinese name.
    #[must_use]
    pub fn chinese(&self) -> Cow<'_, str> {
        match self {
            Self::Distance(kind) => Cow::Owned(format!("距{kind}")),
            fixed => {
                let names = FIXED.iter().find(|(fact, ..)| fact == fixed).map(|(_, _, others)| *others);
                names.and_then(|names| names.first()).copied().unwrap_or("").into()
            }
        }
    }

    /// The fact of a column, by its header in English or Chinese; a unit in brackets, blanks and case do not matter.
    #[must_use]
    pub fn from_header(text: &str) -> Option<Self> {
        let text = super::naming::header_key(text);
        let is_meant = |name: &str| super::naming::header_key(name) == text;
        let fixed = FIXED.iter().find(|(_, name, others)| is_meant(name) || others.iter().any(|other| is_meant(other)));
        if let Some((fact, ..)) = fixed {
            return Some(fact.clone());
        }
        let kind = text.strip_suffix("_m").or_else(|| text.strip_prefix('距')).unwrap_or("");
        let kind = kind.strip_suffix("距离").unwrap_or(kind);
        (!kind.is_empty()).then(|| Self::Distance(kind.to_owned()))
    }

    /// All header words of facts, for messages.
    pub fn headers() -> impl Iterator<Item = &'static str> {
        FIXED.iter().flat_map(|(_, name, others)| std::iter::once(*name).chain(others.iter().copied()))
    }

    /// What its values are.
    #[must_use]
    pub fn kind(&self) -> FactKind {
        match self {
            Self::Prefecture | Self::Belt | Self::Function => FactKind::Names,
            Self::RedlinePct => FactKind::Number(Quantity::PerCent),
            Self::AreaHa => FactKind::Number(Quantity::Hectares),
            Self::RedlineM | Self::MarginM | Self::Distance(_) => FactKind::Number(Quantity::Metres),
            Self::Issued | Self::Expires | Self::Abandoned => FactKind::Date,
            _ => FactKind::Words,
        }
    }

    /// The unit that stands behind its numbers, with a blank in front; empty where there is none.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        match self.kind() {
            FactKind::Number(Quantity::PerCent) => " %",
            FactKind::Number(Quantity::Metres) => " m",
            FactKind::Number(Quantity::Hectares) => " ha",
            _ => "",
        }
    }

    /// Whether a mine is in all of its values at once, as with zones: then `!a` means "in none of them". Else each value
    /// is a statement of its own, and `!a` means "there is another one".
    #[must_use]
    pub fn holds_together(&self) -> bool {
        matches!(self, Self::Prefecture | Self::Belt | Self::Function | Self::Importance | Self::Service)
    }
}
