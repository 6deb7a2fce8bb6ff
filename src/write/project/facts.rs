//! What a page says of its mine, as expressions over the fields of the layer, under the names that they really have.

use super::expression::{broken, distance, field, joined, labelled, literal, number, page_field, short};
use super::layers::id_of;
use crate::domain::{Language, Report, Title, ZoneKind};
use crate::plan::Plan;
use crate::write::Column;
use crate::write::rows::{LayerShape, MineRows};

/// The fields of the mines of a delivery.
pub(super) struct Fields<'f, 'r, 'a> {
    report: &'f Report<'a>,
    plan: &'f Plan,
    rows: MineRows<'r, 'a>,
    pub(super) language: Language,
}

impl<'f: 'r, 'r, 'a> Fields<'f, 'r, 'a> {
    pub(super) fn new(report: &'f Report<'a>, plan: &'f Plan) -> Self {
        Self { report, plan, rows: MineRows::new(report, true), language: report.style.language }
    }

    /// A text in the language of the delivery, from `中文 English`.
    pub(super) fn say(&self, text: &'static str) -> String {
        Title::of(text).text(self.language).into_owned()
    }

    /// Chinese and English on lines of their own.
    pub(super) fn lines(&self, chinese: &str, english: &str) -> String {
        match self.language {
            Language::Chinese => chinese.to_owned(),
            Language::English => english.to_owned(),
            Language::Both => format!("{chinese}\n{english}"),
        }
    }

    /// Whether mines are areas, at least some of them.
    pub(super) fn has_areas(&self) -> bool {
        self.rows.shape() != LayerShape::Points
    }

    /// One of oreline's own columns, where the layer has it.
    fn added(&self, usual: &str) -> Option<&Column> {
        let name = self.rows.renamed.iter().find(|(from, _)| from == usual).map_or(usual, |(_, to)| to);
        self.rows.columns.iter().skip(self.report.layer.fields.len()).find(|column| column.name == name)
    }

    /// The value of an added column; nothing where the layer does not have it.
    pub(super) fn value(&self, usual: &str) -> String {
        self.added(usual).map_or_else(|| "NULL".to_owned(), |column| field(&column.name))
    }

    /// The same with labels for codes.
    pub(super) fn label(&self, usual: &str) -> String {
        self.added(usual)
            .map_or_else(|| "NULL".to_owned(), |column| labelled(&field(&column.name), column.labels, self.language))
    }

    fn heading(&self, usual: &str) -> String {
        self.added(usual).map_or_else(|| usual.to_owned(), |column| column.heading(self.language).into_owned())
    }

    /// The value of the page's mine, seen from another layer.
    pub(super) fn of_page(&self, usual: &str) -> String {
        self.added(usual).map_or_else(|| "NULL".to_owned(), |column| page_field(&column.name))
    }

    /// A field of the source under the name that it has in the layer.
    fn source(&self, name: Option<&str>) -> Option<String> {
        let place = self.report.layer.fields.iter().position(|known| Some(known.name.as_str()) == name)?;
        self.rows.columns.get(place).map(|column| field(&column.name))
    }

    /// A field of the source, and its Chinese twin `NAME_zh`, where there is one.
    fn source_with_twin(&self, name: Option<&str>) -> Option<(String, Option<String>)> {
        let twin = name.map(|name| format!("{name}_zh"));
        Some((self.source(name)?, self.source(twin.as_deref())))
    }

    /// A field of the source in the language of the delivery.
    fn spoken(&self, name: Option<&str>) -> Option<String> {
        let (value, twin) = self.source_with_twin(name)?;
        Some(match (twin, self.language) {
            (None, _) | (_, Language::English) => value,
            (Some(twin), Language::Chinese) => format!("coalesce(nullif(to_string({twin}), ''), {value})"),
            (Some(twin), Language::Both) => {
                format!(
                    "if({twin} = {value}, {value}, {})",
                    joined(&[format!("to_string({twin})"), format!("to_string({value})")], " ")
                )
            }
        })
    }

    /// The id of a mine, where the source has one.
    pub(super) fn id(&self) -> Option<String> {
        self.source(self.plan.mines.fields.id.as_deref()).or_else(|| self.source(Some("id")))
    }

    /// What a mine is called: its name, else its id, else its number in the layer.
    pub(super) fn name(&self) -> String {
        let named = self.source_with_twin(self.report.mine_fields.name.as_deref());
        let tries = named.map_or_else(Vec::new, |(name, twin)| match twin {
            Some(twin) if self.language != Language::English => vec![twin, name],
            _ => vec![name],
        });
        let tries: Vec<String> =
            tries.into_iter().chain(self.id()).map(|value| format!("nullif(trim(to_string({value})), '')")).collect();
        let tries = if tries.is_empty() { String::new() } else { format!("{}, ", tries.join(", ")) };
        format!("coalesce({tries}'#' || $id)")
    }

    /// Its name in the other language, where the source has it and it is wanted.
    pub(super) fn second_name(&self) -> Option<String> {
        let (name, twin) = self.source_with_twin(self.report.mine_fields.name.as_deref())?;
        (twin.is_some() && self.language == Language::Both).then_some(name)
    }

    /// Why it is flagged, in words.
    pub(super) fn basis(&self) -> String {
        let label = |code: &str, words: &'static str| format!("'{code}',{}", literal(&self.say(words)));
        let words = [
            label("fragility:mild", "轻度脆弱 mild fragility"),
            label("fragility:moderate", "中度脆弱 moderate fragility"),
            label("fragility:severe", "重度脆弱 severe fragility"),
            label("fragility:extreme", "极度脆弱 extreme fragility"),
            label("redline", "涉及生态保护红线 in a red line"),
            label("position:core", "位于核心区 in the core"),
            label("position:periphery", "位于边缘协调区 in the periphery"),
        ];
        format!(
            "array_to_string(array_foreach(string_to_array({}, ';'), coalesce(map_get(map({}), @element), @element)), {})",
            self.value("flag_basis"),
            words.join(","),
            literal(if self.language == Language::English { "; " } else { "；" }),
        )
    }

    /// Headings and values, in order. What a delivery knows nothing of is left out; what is not known of a mine is a dash.
    pub(super) fn facts(&self) -> Vec<(String, String)> {
        let mut facts: Vec<(String, String)> = Vec::new();
        let mut fact = |heading: String, value: Option<String>| {
            if let Some(value) = value {
                facts.push((
                    heading,
                    format!("coalesce({}, '—')", broken(&short(&format!("nullif(to_string({value}), '')"), 110), 21)),
                ));
            }
        };
        let of = &self.report.mine_fields;
        let has = |kind: ZoneKind| self.report.zones(kind).is_some_and(|zones| !zones.zones.is_empty());
        fact(self.say("编号 Id"), self.id());
        fact(self.say("矿种 Mineral"), self.spoken(of.mineral.as_deref()));
        fact(self.say("规模 Scale"), self.spoken(of.scale.as_deref()));
        fact(self.say("权利 Right"), self.spoken(of.right.as_deref()));
        fact(self.say("状态 Status"), self.spoken(of.status.as_deref()));
        fact(
            self.say("许可证号 Licence"),
            self.spoken(of.licence.as_deref()).filter(|licence| Some(licence) != self.id().as_ref()),
        );
        let names = |kind: ZoneKind, usual: &str| has(kind).then(|| self.zone_names(kind, usual));
        fact(self.heading("prefecture"), names(ZoneKind::Prefecture, "prefecture"));
        let has_classes = self.report.judgements.iter().any(|judgement| judgement.fragility.is_some());
        fact(self.heading("fragility"), has_classes.then(|| self.label("fragility")));
        fact(self.heading("position"), has(ZoneKind::Position).then(|| self.label("position")));
        fact(self.heading("belts"), names(ZoneKind::Belt, "belts"));
        fact(self.heading("functions"), names(ZoneKind::Function, "functions"));
        fact(
            self.say("面积 Area"),
            self.has_areas().then(|| format!("{} || ' ha'", number(&self.value("area_ha"), 2))),
        );
        fact(self.say("生态保护红线 Red lines"), has(ZoneKind::Redline).then(|| self.red_lines()));
        fact(self.say("涉红线面积 In red lines"), (has(ZoneKind::Redline) && self.has_areas()).then(|| self.overlap()));
        fact(
            self.heading("periphery_to"),
            self.added("periphery_m")
                .map(|_| self.near(&self.zone_names(ZoneKind::Position, "periphery_to"), "periphery_m")),
        );
        fact(self.say("附近 Nearby"), self.receptors());
        fact(self.say("裕量 Margin"), (!self.report.facts.margins.is_empty()).then(|| self.margin()));
        let green = [self.label("green_mine"), format!("to_string({})", self.value("green_year"))];
        fact(self.heading("green_mine"), self.added("green_mine").map(|_| joined(&green, " ")));
        fact(self.say("规则附注 Set by rules"), self.sets());
        facts
    }

    fn near(&self, name: &str, metres: &str) -> String {
        format!("{name} || ' · ' || {}", distance(&self.value(metres)))
    }

    /// Names of zones in the language of the delivery: a layer of zones may hold `name_zh` beside the name that the plan chose.
    fn zone_names(&self, kind: ZoneKind, usual: &str) -> String {
        let value = self.value(usual);
        let between = literal(if self.language == Language::English { "; " } else { "；" });
        let fields =
            || self.report.zones(kind).into_iter().flat_map(|zones| &zones.layers).flat_map(|layer| &layer.fields);
        let has_twin = fields().any(|field| field.name == "name_zh");
        let is_plain = fields().all(|field| !field.name.eq_ignore_ascii_case("zone_name"));
        if self.language == Language::English || !has_twin || !is_plain {
            return format!("replace({value}, ';', {between})");
        }
        let layer = literal(&id_of(kind.layer_name()));
        let twin = format!("nullif(to_string(attribute(get_feature({layer}, 'zone_name', @element), 'name_zh')), '')");
        let one = match self.language {
            Language::Both => format!("if({twin} IS NULL OR {twin} = @element, @element, {twin} || ' ' || @element)"),
            _ => format!("coalesce({twin}, @element)"),
        };
        format!(
            "CASE WHEN {value} IS NULL THEN NULL ELSE \
             array_to_string(array_foreach(string_to_array({value}, ';'), {one}), {between}) END"
        )
    }

    fn red_lines(&self) -> String {
        let radius = self.report.measures.near_m / 1000.0;
        let beyond =
            self.language.choose(&format!("{radius} km以内无"), &format!("none within {radius} km")).into_owned();
        format!(
            "CASE WHEN {inside} THEN {within} || ': ' || coalesce({names}, '') \
             WHEN {metres} IS NOT NULL THEN {near} ELSE {beyond} END",
            inside = self.value("redline"),
            within = literal(&self.say("涉及 in")),
            names = self.zone_names(ZoneKind::Redline, "redlines"),
            metres = self.value("redline_m"),
            near = self.near(&self.zone_names(ZoneKind::Redline, "redline_near"), "redline_m"),
            beyond = literal(&beyond),
        )
    }

    fn overlap(&self) -> String {
        format!(
            "{} || ' ha · ' || {} || ' % · ' || {}",
            number(&self.value("ovl_ha"), 2),
            number(&self.value("ovl_pct"), 1),
            self.label("ovl_grade")
        )
    }

    fn margin(&self) -> String {
        let stable = literal(&self.say("结论稳定 stable"));
        let unstable = literal(&self.say("结论不稳定 not stable"));
        let parts = [
            distance(&self.value("margin_m")),
            format!("if({}, {stable}, {unstable})", self.value("stable")),
            self.value("margin_of"),
        ];
        joined(&parts, " · ")
    }

    /// The nearest of each kind of receptors, of the first few kinds.
    fn receptors(&self) -> Option<String> {
        let kinds = self.report.receptors.kinds.iter().map(|kind| kind.trim()).take(4);
        let parts: Vec<String> =
            kinds.map(|kind| self.near(&self.value(&format!("{kind}_near")), &format!("{kind}_m"))).collect();
        (!parts.is_empty()).then(|| joined(&parts, "; "))
    }

    fn sets(&self) -> Option<String> {
        let names = &self.report.rulings.as_ref()?.set_names;
        let parts: Vec<String> =
            names.iter().map(|name| format!("{} || {}", literal(&format!("{name} ")), self.value(name))).collect();
        (!parts.is_empty()).then(|| joined(&parts, "; "))
    }

    /// What else is to be known of a mine, a line each; nothing where there is nothing.
    pub(super) fn remarks(&self) -> String {
        let told = |heading: String, value: String| {
            format!("{} || nullif({}, '')", literal(&format!("{heading}: ")), broken(&short(&value, 160), 36))
        };
        let mut remarks = Vec::new();
        for usual in ["missing", "conflict", "unverified"] {
            if self.added(usual).is_some() {
                remarks.push(told(self.heading(usual), format!("replace({}, ';', '; ')", self.value(usual))));
            }
        }
        let tie = self.say("位于界线上，已作取舍。 On a border between units: a choice was made.");
        remarks.push(format!("if({}, {}, NULL)", self.value("tie"), literal(&tie)));
        let synthetic = self.say("属性注明“合成”：并非真实矿山。 Its attributes say synthetic: not a real mine.");
        remarks.push(format!(
            "if(array_to_string(map_avals(attributes($currentfeature))) ~ '(?i)synthetic|合成(数据|企业|矿)', {}, NULL)",
            literal(&synthetic)
        ));
        joined(&remarks, "\n")
    }
}
