//! `README.txt` of a delivery: what each file is for, for whoever gets the folder.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::staged::Staged;
use crate::clock;
use crate::domain::{Language, Report};
use crate::error::Error;

/// File, Chinese, English.
const PARTS: [(&str, &str, &str); 9] = [
    (
        "report.html",
        "汇报网页：用浏览器双击打开，可离线查看和打印。",
        "The report: open it with a double click, offline; it prints well.",
    ),
    (
        "flagged.qgz",
        "QGIS 工程：打开即带样式、图层分组和两个打印版式（A3 总图、A4 逐矿图册）。",
        "The QGIS project: styled layers, an A3 overview and an A4 page per flagged mine.",
    ),
    (
        "flagged.gpkg",
        "全部图层和表（GeoPackage，CGCS2000，EPSG:4490），在 QGIS 中自动套用样式。",
        "All layers and tables (GeoPackage, CGCS2000, EPSG:4490); QGIS applies the styles by itself.",
    ),
    (
        "flagged.geojson",
        "矿山图层的 GeoJSON 副本，样式在同名 .qml 中。",
        "The mines as GeoJSON, with their style in the .qml of the same name.",
    ),
    (
        "ledger.xlsx",
        "台账：预警矿山、全部矿山、重叠、统计、红线、数据问题、规则、清单。",
        "The ledger: flagged and all mines, overlaps, statistics, red lines, defects, rules, manifest.",
    ),
    ("map.svg, map.png", "A3 总图。", "The A3 overview."),
    (
        "styles/",
        "各图层样式：QML（QGIS）与 SLD 1.1（GeoServer）。",
        "The styles of all layers: QML (QGIS) and SLD 1.1 (GeoServer).",
    ),
    ("csv/", "台账各表的 CSV 副本（仅在要求时）。", "The sheets of the ledger as CSV, where asked for."),
    (
        "manifest.json",
        "清单：输入、规则、参数、结果及各文件的内容哈希；用 oreline verify 核对。",
        "Inputs, rules, thresholds, counts and the content hash of every file; oreline verify checks them.",
    ),
];

const NOTES: [(&str, &str); 3] = [
    (
        "请将整个文件夹复制到可写的位置再用 QGIS 打开：GeoPackage 所在文件夹只读时，QGIS 可能看不到图层。",
        "Copy the folder to a place that can be written to before opening it in QGIS: in a read-only folder QGIS may show no layers.",
    ),
    ("flagged.qgz 与 flagged.gpkg 须放在同一文件夹内。", "flagged.qgz and flagged.gpkg belong in one folder."),
    (
        "判定依据为规则表；标注“未核实”的规则包未与法律原文核对，不能作为法律依据。",
        "Verdicts follow rule tables; a pack that is marked unverified was not compared with the text of the law and is no legal ground.",
    ),
];

/// Writes it beside its place.
pub(super) fn write(report: &Report<'_>, path: &Path) -> Result<Staged, Error> {
    let language = report.style.language;
    let mut text = String::new();
    let title = report.title.as_deref().unwrap_or("oreline");
    let _ = writeln!(text, "{title}\noreline {}, {}\n", env!("CARGO_PKG_VERSION"), clock::today());
    let said = |indent: &str, chinese: &str, english: &str| {
        let chinese = (language != Language::English).then(|| format!("{indent}{chinese}\n"));
        let english = (language != Language::Chinese).then(|| format!("{indent}{english}\n"));
        [chinese, english].into_iter().flatten().collect::<String>()
    };
    for (file, chinese, english) in PARTS {
        let _ = write!(text, "{file}\n{}", said("    ", chinese, english));
    }
    text.push('\n');
    for (chinese, english) in NOTES {
        text += &said("", chinese, english);
    }
    let staged = Staged::beside(path);
    // Windows editors take UTF-8 for the old code page without a byte order mark.
    let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    fs::write(staged.path(), text).map_err(|source| staged.error(source))?;
    Ok(staged)
}
