//! What a layer seems to be used as, and which field holds what. Every guess says what it rests on; none is used by a run
//! unless a person lets it stand in a plan.

use super::licences;
use crate::check::{usual_class_field, usual_name_field, vocabulary};
use crate::domain::{AreaUnit, Field, FieldKind, RawGeometry, RawLayer, Role, ZoneKind};
use crate::read;

/// A role, and why.
#[derive(Clone, Debug)]
pub(super) struct RoleGuess {
    pub(super) role: Role,
    pub(super) why: Vec<String>,
}

/// A field for a key of a plan, and why.
#[derive(Clone, Debug)]
pub(super) struct FieldGuess {
    pub(super) key: &'static str,
    pub(super) field: String,
    pub(super) why: String,
}

const ROLES: [Role; 7] = [
    Role::Mines,
    Role::Zones(ZoneKind::Prefecture),
    Role::Zones(ZoneKind::Belt),
    Role::Zones(ZoneKind::Redline),
    Role::Zones(ZoneKind::Position),
    Role::Zones(ZoneKind::Function),
    Role::Receptors,
];

/// Words in the names of files and layers.
const NAME_WORDS: [&[&str]; 7] = [
    &["mine", "mining", "deposit", "矿山", "矿权", "矿业权", "矿区", "矿点", "矿床", "ckq", "tkq"],
    &["prefecture", "county", "counties", "district", "units", "地州", "市州", "州市", "地市", "行政区", "县域", "xzq"],
    &["belt", "成矿带", "成矿区"],
    &["redline", "red_line", "reserve", "红线", "保护区", "保护地", "stbhhx"],
    &["position", "区位", "核心", "边缘", "periphery"],
    &["function", "功能区"],
    &["river", "lake", "water", "town", "village", "receptor", "水系", "河流", "湖泊", "居民点", "敏感点"],
];

/// Words in values of text fields that tell what a feature is.
const VALUE_WORDS: [&[&str]; 7] = [
    &["矿山", "煤矿", "金矿", "铜矿", "铁矿", "铅锌矿", "钼矿"],
    &[],
    &["成矿带", "成矿区", "metallogenic"],
    &["自然保护区", "国家公园", "森林公园", "湿地公园", "生态保护红线", "nature reserve"],
    &[],
    &["功能区", "function zone"],
    &[],
];

/// Fields that mines alone have.
const MINE_FIELDS: [(&str, &[&str]); 11] = [
    ("mineral", &["mineral", "开采主矿种", "主矿种", "开采矿种", "勘查矿种", "矿种", "KCZKZ"]),
    ("status", &["status", "许可证状态", "矿山状态", "生产状态", "开采状态", "状态"]),
    ("scale", &["scale", "生产规模", "矿山规模", "设计规模", "规模"]),
    ("right", &["right", "right_type", "矿业权类型", "矿权类型", "项目类型"]),
    ("method", &["method", "mining_method", "开采方式"]),
    ("licence", &licences::FIELDS),
    ("industry", &["industry", "行业", "行业类别", "所属行业"]),
    ("impact", &["impact", "环境影响"]),
    ("issued", &["issued", "发证日期", "有效期起"]),
    ("expires", &["expires", "有效期止", "到期日期", "有效期至"]),
    ("abandoned", &["abandoned", "废弃日期", "闭坑日期", "关闭日期"]),
];
/// Names of mines beside the usual ones.
const MINE_NAMES: [&str; 4] = ["矿山名称", "项目名称", "矿区名称", "KSMC"];

/// Features whose values are looked at.
const LOOKED_AT: usize = 200;

fn usual<'f>(fields: &'f [Field], names: &[&str]) -> Option<&'f str> {
    names
        .iter()
        .find_map(|name| fields.iter().find(|field| field.name.eq_ignore_ascii_case(name)))
        .map(|field| field.name.as_str())
}

/// What a layer seems to be; `None` where nothing speaks clearly.
pub(super) fn role(raw: &RawLayer<'_>) -> Option<RoleGuess> {
    let count = |is: fn(&RawGeometry<'_>) -> bool| raw.features.iter().filter(|feature| is(&feature.geometry)).count();
    let points = count(|geometry| matches!(geometry, RawGeometry::Point(..) | RawGeometry::Points(_)));
    let lines = count(|geometry| matches!(geometry, RawGeometry::Lines(_)));
    let areas = count(|geometry| matches!(geometry, RawGeometry::Area(_)));
    let shape =
        [(points, "points"), (lines, "lines"), (areas, "polygons")].into_iter().max_by_key(|(count, _)| *count)?.1;
    if points + lines + areas == 0 {
        return None;
    }
    let can_be = |role: Role| match shape {
        "points" => matches!(role, Role::Mines | Role::Receptors),
        "lines" => role == Role::Receptors,
        _ => true,
    };
    let mut guesses: Vec<(u32, RoleGuess)> = ROLES
        .into_iter()
        .enumerate()
        .filter(|(_, role)| can_be(*role))
        .map(|(number, role)| {
            let mut weight = 0;
            let mut why = Vec::new();
            for (points, reason) in signs(raw, number, role) {
                weight += points;
                why.push(reason);
            }
            why.insert(0, shape.to_owned());
            (weight, RoleGuess { role, why })
        })
        .collect();
    guesses.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let second = guesses.get(1).map_or(0, |(weight, _)| *weight);
    let (weight, best) = guesses.into_iter().next()?;
    (weight >= 2 && weight > second).then_some(best)
}

/// What speaks for a role, with weights.
fn signs(raw: &RawLayer<'_>, number: usize, role: Role) -> Vec<(u32, String)> {
    let mut signs = Vec::new();
    let stem = raw.source.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let layer = raw.source.layer.clone().unwrap_or_default();
    for (what, name) in [("file name", &stem), ("layer name", &layer)] {
        let lower = name.to_lowercase();
        if let Some(word) = NAME_WORDS[number].iter().find(|word| lower.contains(**word)) {
            signs.push((3, format!("{what} holds \"{word}\"")));
        }
    }
    if let Some((word, share)) = value_word(raw, VALUE_WORDS[number]) {
        signs.push((3, format!("{share} % of features hold the word \"{word}\"")));
    }
    match role {
        Role::Mines => {
            for (_, names) in MINE_FIELDS {
                if let Some(field) = usual(&raw.fields, names) {
                    signs.push((2, format!("field \"{field}\"")));
                }
            }
        }
        Role::Zones(kind @ (ZoneKind::Prefecture | ZoneKind::Position)) => {
            if let Some(field) = class_field(raw, kind) {
                signs.push((4, format!("class words in field \"{field}\"")));
            }
            if kind == ZoneKind::Prefecture
                && let Some(field) = usual(&raw.fields, &["adcode", "行政区代码", "行政代码", "XZQDM"])
            {
                signs.push((1, format!("field \"{field}\"")));
            }
        }
        Role::Zones(_) | Role::Receptors => {}
    }
    signs
}

/// The first word that at least half of the features hold in some value, and their share in per cent.
fn value_word(raw: &RawLayer<'_>, words: &[&'static str]) -> Option<(&'static str, usize)> {
    let looked_at = raw.features.len().min(LOOKED_AT);
    words.iter().find_map(|word| {
        let holds = |text: &str| text.to_lowercase().contains(word);
        let count = raw.features[..looked_at].iter().filter(|feature| holds(feature.attributes.text())).count();
        (looked_at > 0 && count * 2 >= looked_at).then(|| (*word, count * 100 / looked_at))
    })
}

/// The field whose words are classes of this kind: the usual one, else one whose name speaks of classes. `high` and `low`
/// alone say nothing: they may be about anything.
fn class_field(raw: &RawLayer<'_>, kind: ZoneKind) -> Option<String> {
    let is_class = |word: &str| match kind {
        ZoneKind::Prefecture => vocabulary::fragility(word).is_some(),
        _ => vocabulary::position(word).is_some(),
    };
    let speaks = |field: &str| {
        let words: Vec<String> =
            raw.features.iter().take(LOOKED_AT).filter_map(|feature| feature.attributes.words(field)).collect();
        !words.is_empty() && words.iter().filter(|word| is_class(word)).count() * 5 >= words.len() * 4
    };
    let usual = usual_class_field(Role::Zones(kind), &raw.fields);
    let is_about_classes = |name: &str| {
        ["脆弱", "等级", "分区", "类别", "fragil", "class", "position"]
            .iter()
            .any(|word| name.to_lowercase().contains(word))
    };
    let others = raw.fields.iter().filter(|field| field.kind == FieldKind::Text && is_about_classes(&field.name));
    let others = others.map(|field| field.name.clone());
    usual.into_iter().chain(others).find(|field| speaks(field))
}

/// Which fields hold what in this role.
pub(super) fn fields(raw: &RawLayer<'_>, role: Role) -> Vec<FieldGuess> {
    let mut guesses = Vec::new();
    let mut add = |key: &'static str, field: Option<&str>, why: &str| {
        if let Some(field) = field {
            guesses.push(FieldGuess { key, field: field.to_owned(), why: why.to_owned() });
        }
    };
    let by_name = "a usual name of such a field";
    let names: Vec<&str> = raw.fields.iter().map(|field| field.name.as_str()).collect();
    add("id", read::usual_id_field(&names), by_name);
    let name = usual_name_field(&raw.fields);
    let of_mines = (role == Role::Mines).then(|| usual(&raw.fields, &MINE_NAMES)).flatten();
    add("name", of_mines.or(name.as_deref()), by_name);
    match role {
        Role::Mines => {
            for (key, names) in MINE_FIELDS {
                add(key, usual(&raw.fields, names), by_name);
            }
            add("area", area_field(&raw.fields), "its name says area, with a unit");
        }
        Role::Zones(kind @ (ZoneKind::Prefecture | ZoneKind::Position)) => {
            let by_words = class_field(raw, kind);
            let by_usual = usual_class_field(role, &raw.fields);
            match (&by_words, &by_usual) {
                (Some(field), _) => add("class", Some(field), "its words are known classes"),
                (None, usual) => add("class", usual.as_deref(), "a usual name; its words are not known: see classes"),
            }
        }
        Role::Zones(ZoneKind::Function) => {
            add("class", usual(&raw.fields, &["importance", "重要性", "重要性等级"]), by_name);
            add("service", usual(&raw.fields, &["service", "服务功能", "主导功能"]), by_name);
        }
        Role::Receptors => add("class", usual_class_field(role, &raw.fields).as_deref(), by_name),
        Role::Zones(_) => {}
    }
    guesses
}

/// A field that declares areas, in a unit that its name spells.
pub(super) fn area_field(fields: &[Field]) -> Option<&str> {
    let is_area = |name: &str| name.contains("面积") || name.to_lowercase().contains("area");
    fields
        .iter()
        .map(|field| field.name.as_str())
        .find(|name| is_area(name) && AreaUnit::from_field_name(name).is_some())
}
