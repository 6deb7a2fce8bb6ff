//! The layers and tables of a delivery: names and titles, in one place for the package, the project, the ledger and the page.

use crate::domain::Title;

/// The title of a layer or a table of `flagged.gpkg`; its name where there is none.
pub(super) fn title_of(table: &'static str) -> Title {
    Title::of(match table {
        "mines_flagged" => "预警矿山 Flagged mines",
        "mines" => "全部矿山 All mines",
        "overlaps" => "矿区与各类区域重叠 Parts of mines in zones",
        "slivers" => "碎片与接边(待核) Slivers and touches, for review",
        "prefectures" => "地州及生态脆弱性 Prefectures and fragility",
        "belts" => "成矿带 Metallogenic belts",
        "redlines" => "生态保护红线 Ecological red lines",
        "positions" => "核心区与边缘协调区 Core and periphery",
        "functions" => "生态功能区 Ecological function zones",
        "defects" => "数据问题 Defects",
        "rules" => "规则 Rules",
        "rules_fired" => "触发规则 Rules fired",
        "conflicts" => "规则冲突 Conflicts",
        "green_review" => "绿色矿山匹配核对 Green mines, to review",
        "manifest" => "清单 Manifest",
        other => other,
    })
}
