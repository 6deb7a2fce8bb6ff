//! All words of the page, in both languages. `{name}` stands for a value.

use std::collections::BTreeMap;

use super::{Pair, told};

/// The words by their keys.
pub(super) type Words = BTreeMap<&'static str, Pair>;

pub(super) fn words() -> Words {
    WORDS.iter().map(|(key, text)| (*key, told(text))).collect()
}

/// Key, and `中文 English`: the Chinese part holds no space.
const WORDS: [(&str, &str); 142] = [
    ("skip", "跳到矿山列表 Skip to the list of mines"),
    ("kicker", "矿山生态预警 Mines on fragile ground"),
    ("overview", "概况 Overview"),
    ("map", "地图 Map"),
    ("table", "矿山列表 Mines"),
    ("charts", "统计 Figures"),
    ("conflicts", "规则冲突 Conflicts between rule packs"),
    ("green-review", "绿色矿山待核 Green mines to review"),
    ("defects", "数据问题 Defects"),
    ("rules", "适用规则 Rules in force"),
    ("sources", "数据来源 Sources"),
    ("measures", "计算方法与阈值 Measures and thresholds"),
    ("tile-mines", "参与判定的矿山 Mines judged"),
    ("tile-flagged", "预警矿山 Flagged"),
    ("tile-redline", "涉及生态保护红线 In red lines"),
    ("tile-area", "矿区涉红线面积 Area in red lines"),
    ("tile-area-all", "矿区总面积 Area of mining rights"),
    ("tile-unstable", "线位误差内结论不稳定 Flags within the uncertainty of lines"),
    ("tile-defects", "数据问题 Defects"),
    ("read-refused", "读入{n}，拒收{m} {n} read, {m} refused"),
    ("of", "共{m} of {m}"),
    ("of-area", "矿区共{m}公顷 of {m} ha in all"),
    ("serious", "其中{n}项拒收或待核 {n} refused or to review"),
    (
        "unverified-banner",
        "未核实：以下规则包尚无人与法律原文核对，不得作为法律依据：{packs} UNVERIFIED: nobody has compared these rule packs with the text of the law; they are no legal basis: {packs}",
    ),
    ("unverified-tag", "未核实 UNVERIFIED"),
    ("synthetic", "合成数据，并非真实矿山信息 synthetic, made up in part or whole"),
    ("synthetic-tag", "合成 synthetic"),
    (
        "synthetic-banner",
        "{m}座所列矿山中有{n}座标明含合成（虚构）数据（字段：{fields}） {n} of {m} listed mines say that they are synthetic (made up) in part or whole (fields: {fields})",
    ),
    (
        "synthetic-one",
        "本矿山的以下字段标明为合成（虚构）数据：{fields} This mine says in these fields that it is synthetic (made up): {fields}",
    ),
    (
        "cut",
        "本页只列出{m}座矿山中的{n}座（预警优先）；全部矿山见flagged.gpkg，概况为全部矿山的数字 This page lists {n} of {m} mines, flagged ones first; all are in flagged.gpkg; the overview counts all",
    ),
    (
        "foot",
        "由oreline{version}生成于{day}。本页自成一体，不访问网络；精确数据以flagged.gpkg中的图层为准。 Made by oreline {version} on {day}. This page is complete in itself and uses no network; the exact data is in the layers of flagged.gpkg.",
    ),
    (
        "simplified",
        "区域轮廓为浏览而简化（偏差至多约{m}），精确界线见flagged.gpkg。 Outlines of zones are simplified for viewing (off by at most about {m}); the layers of flagged.gpkg hold the exact ones.",
    ),
    ("map-label", "矿山与区域地图，显示{n}/{m}座矿山 Map of mines and zones, {n} of {m} mines shown"),
    (
        "map-text",
        "拖动平移，滚轮、双指或+/−缩放，方向键移动，Home复位，回车选中最近的矿山；同样的内容见下方列表。 Drag to move; wheel, two fingers or +/− to zoom; arrow keys move, Home resets, Enter selects the nearest mine. The table below holds the same mines.",
    ),
    ("zoom-in", "放大 Zoom in"),
    ("zoom-out", "缩小 Zoom out"),
    ("go-home", "全图 Whole map"),
    ("fit-shown", "缩放到所显示的矿山 Zoom to the mines shown"),
    ("crowd", "此处{n}座矿山 {n} mines here"),
    ("crowd-hint", "点击放大 Click to zoom in"),
    ("shown", "显示 shown"),
    ("show-all", "全部显示 Show all"),
    ("legend", "图例与筛选 Legend and filter"),
    ("legend-verdict", "判定（颜色） Verdict (colour)"),
    ("legend-basis", "预警依据（形状） Flag basis (shape)"),
    ("legend-fragility", "生态脆弱性 Fragility"),
    ("legend-layers", "图层 Layers"),
    ("mines", "矿山 Mines"),
    ("no-verdict", "未判定 not judged"),
    ("no-class", "无等级 no class"),
    ("none", "无 none"),
    ("is-flagged", "预警 flagged"),
    ("not-flagged", "未预警 not flagged"),
    ("yes", "是 yes"),
    ("no", "否 no"),
    ("shape-several", "多项依据 several"),
    ("shape-extreme", "极度脆弱 extreme fragility"),
    ("shape-severe", "重度脆弱 severe fragility"),
    ("shape-redline", "生态保护红线 red line"),
    ("shape-core", "核心区 core"),
    ("shape-rule", "其他规则 another rule"),
    ("shape-unflagged", "未预警 not flagged"),
    ("basis-fragility:extreme", "极度脆弱 extreme fragility"),
    ("basis-fragility:severe", "重度脆弱 severe fragility"),
    ("basis-fragility:moderate", "中度脆弱 moderate fragility"),
    ("basis-fragility:mild", "轻度脆弱 mild fragility"),
    ("basis-redline", "生态保护红线 red line"),
    ("basis-position:core", "核心区 core"),
    ("basis-position:periphery", "边缘协调区 periphery"),
    ("kind-prefecture", "地州 prefecture"),
    ("kind-belt", "成矿带 belt"),
    ("kind-redline", "生态保护红线 red line"),
    ("kind-position", "核心与边缘区 core and periphery"),
    ("kind-function", "生态功能区 function zone"),
    ("grade-none", "无 none"),
    ("grade-touch", "接边 touch"),
    ("grade-sliver", "碎片 sliver"),
    ("grade-overlap", "重叠 overlap"),
    ("name", "名称 Name"),
    ("mineral", "矿种 Mineral"),
    ("search", "搜索矿山 Search mines"),
    ("search-hint", "搜索名称、编号、地州、条款… Search names, ids, places, clauses…"),
    ("columns", "选择列 Columns"),
    ("nothing-found", "没有符合条件的矿山 No mine matches"),
    (
        "table-print",
        "此处只打印前500行；全部矿山见flagged.gpkg。 Only the first 500 rows are printed; all mines are in flagged.gpkg.",
    ),
    (
        "charts-hint",
        "统计随筛选变化；点击地州或矿种只显示该类矿山。 Figures follow the filter; click a unit or a mineral to show its mines alone.",
    ),
    ("by-verdict", "按判定 By verdict"),
    ("by-fragility", "按生态脆弱性 By fragility"),
    ("by-unit", "按地州 By prefecture"),
    ("by-unit-fragility", "按地州，颜色为生态脆弱性 By prefecture, in the colours of fragility"),
    ("by-mineral", "按矿种 By mineral"),
    ("others", "其他{n}类 {n} others"),
    ("close", "关闭 Close"),
    ("coordinates", "经纬度 Longitude, latitude"),
    ("clauses", "适用条款 Clauses"),
    ("areas", "面积与重叠 Areas and overlaps"),
    ("distances", "距离 Distances"),
    ("green", "绿色矿山 Green mine"),
    ("attributes", "全部原始属性 All source attributes"),
    (
        "left-out",
        "因篇幅未列入本页的字段（见flagged.gpkg）：{fields} Fields without room on this page (see flagged.gpkg): {fields}",
    ),
    ("conditions", "条件 Conditions"),
    ("source", "出处 Source"),
    ("pack", "规则包 Pack"),
    ("note", "说明 Note"),
    ("state", "状态 State"),
    ("fired", "触发 Fired"),
    ("fired-decided", "{n}座，其中{m}座由其决定 {n} mines, decided {m}"),
    ("kind", "类型 Kind"),
    ("zone", "区域 Zone"),
    ("grade", "程度 Grade"),
    ("area-ha", "面积(公顷) Area (ha)"),
    ("share-pct", "占比(%) Share (%)"),
    (
        "defects-text",
        "每项问题注明要素的处理结果；完整清单见defects图层。 Each says what became of the feature; the layer defects holds all.",
    ),
    ("no-defects", "未发现数据问题。 No defect was found."),
    (
        "conflicts-text",
        "各规则包对同一矿山结论不一致；最终判定取最严者。 Rule packs that do not agree on a mine; the strictest verdict counts.",
    ),
    (
        "green-text",
        "绿色矿山名单中需要人工核对的条目。 Entries of the lists of green mines that a person should look at.",
    ),
    ("rows-cut", "此处列出{m}条中的{n}条；全部见flagged.gpkg {n} of {m} are listed here; all are in flagged.gpkg"),
    ("feature", "要素{n} feature {n}"),
    ("layer", "图层 Layer"),
    ("file", "文件 File"),
    ("features", "要素数 Features"),
    ("encoding", "文字编码 Encoding"),
    ("stated-crs", "坐标系(来源声明) Stated coordinate system"),
    ("sha256", "SHA-256(前12位) SHA-256 (first 12)"),
    ("remarks", "备注 Remarks"),
    ("schematic", "{n}个自述为示意、近似或未核实 {n} say that they are schematic, approximate or not verified"),
    ("missing", "缺少信息 Missing"),
    ("conflict", "规则冲突 Conflict"),
    ("unverified", "未核实规则 Unverified rules"),
    ("prefecture", "所在地州 Prefecture"),
    ("fragility", "生态脆弱性 Fragility"),
    ("belts", "成矿带 Belts"),
    ("redlines", "生态保护红线 Red lines"),
    ("position", "区位 Position"),
    ("functions", "生态功能区 Function zones"),
    ("flag_basis", "预警依据 Flag basis"),
    ("verdict", "判定 Verdict"),
    ("tie", "界线上 On a border"),
    ("mine_id", "编号 Id"),
    ("redline_m", "距红线 To red line"),
    ("area_ha", "面积 Area"),
    ("stable", "结论稳定 Stable"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{WORDS, words};
    use crate::write::page::{SCRIPT, START};

    #[test]
    fn each_word_is_there_once_in_both_languages_with_the_same_values() {
        let words = words();
        assert_eq!(words.len(), WORDS.len());
        let values = |text: &str| -> BTreeSet<String> {
            text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned()).collect()
        };
        for (key, (chinese, english)) in &words {
            assert!(!chinese.is_ascii() && (english.is_ascii() || english.contains(['−', '·', '…'])), "{key}");
            assert_eq!(values(chinese), values(english), "{key}");
        }
    }

    #[test]
    fn every_word_that_the_script_says_is_there() {
        let words = words();
        let mut said = 0;
        for script in SCRIPT.into_iter().chain([START]) {
            for call in ["say('", "words('", "chart('", "section('", "block('", "group('", "tile('"] {
                for rest in script.split(call).skip(1) {
                    let Some((key, after)) = rest.split_once('\'') else { continue };
                    // A key that is put together has its parts elsewhere.
                    if after.starts_with(" +") {
                        continue;
                    }
                    assert!(words.contains_key(key), "{key}");
                    said += 1;
                }
            }
        }
        assert!(said > 80, "{said}");
    }
}
