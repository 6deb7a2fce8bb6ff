//! Units of area as people write them.

/// A unit of area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaUnit {
    /// m², 平方米
    SquareMetre,
    /// ha, 公顷: 10 000 m²
    Hectare,
    /// km², 平方公里, 平方千米
    SquareKilometre,
    /// 亩: a fifteenth of a hectare
    Mu,
}

/// Spellings after [`plain`], for all that follows.
const SPELLINGS: [(&str, AreaUnit); 17] = [
    ("m2", AreaUnit::SquareMetre),
    ("sqm", AreaUnit::SquareMetre),
    ("平方米", AreaUnit::SquareMetre),
    ("平米", AreaUnit::SquareMetre),
    ("ha", AreaUnit::Hectare),
    ("hm2", AreaUnit::Hectare),
    ("hectare", AreaUnit::Hectare),
    ("hectares", AreaUnit::Hectare),
    ("公顷", AreaUnit::Hectare),
    ("km2", AreaUnit::SquareKilometre),
    ("sqkm", AreaUnit::SquareKilometre),
    ("平方公里", AreaUnit::SquareKilometre),
    ("平方千米", AreaUnit::SquareKilometre),
    ("mu", AreaUnit::Mu),
    ("亩", AreaUnit::Mu),
    ("市亩", AreaUnit::Mu),
    ("畝", AreaUnit::Mu),
];

/// In front of a Chinese unit these make another one (万亩, 英亩, 公亩) or a rate (每亩).
const CHANGE_WHAT_FOLLOWS: &str = "十百千万亿英公每/";
/// Behind a Chinese unit these make a rate of it (亩均, 亩产).
const CHANGE_WHAT_STANDS_BEFORE: &str = "均产/";

impl AreaUnit {
    /// How many square metres it has.
    #[must_use]
    pub const fn factor_m2(self) -> f64 {
        match self {
            Self::SquareMetre => 1.0,
            Self::Hectare => 10_000.0,
            Self::SquareKilometre => 1_000_000.0,
            Self::Mu => 10_000.0 / 15.0,
        }
    }

    /// The word that stands in field names and manifests.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::SquareMetre => "m2",
            Self::Hectare => "ha",
            Self::SquareKilometre => "km2",
            Self::Mu => "mu",
        }
    }

    /// Reads a unit that stands alone: `m2`, `m²`, `ha`, `hm2`, `km2`, `mu`, `平方米`, `公顷`, `平方公里`, `平方千米`, `亩` and
    /// other spellings of these, in small or capital letters, full width too.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let word: String = plain(text).chars().filter(|letter| !letter.is_whitespace()).collect();
        SPELLINGS.iter().find(|(spelling, _)| *spelling == word.to_ascii_lowercase()).map(|(_, unit)| *unit)
    }

    /// Finds the unit that is spelled in the name of a field: `面积(平方公里)`, `area_km2`, `AREA_HA`, `面积_亩`.
    ///
    /// Latin units have to stand apart as a word, and not as the first of several (`MU_AREA` may be anything). `None` if
    /// there is no unit, if there are two that differ, or if it is part of another one (`万亩`, `英亩`, `元/亩`).
    #[must_use]
    pub fn from_field_name(name: &str) -> Option<Self> {
        let name = plain(name);
        let mut found = None;
        for unit in chinese_units(&name).into_iter().chain(latin_units(&name)) {
            match (unit, found) {
                (None, _) => return None,
                (Some(unit), Some(before)) if unit != before => return None,
                (Some(_), _) => found = unit,
            }
        }
        found
    }
}

/// Full-width letters become ASCII, raised digits become digits: `ｋｍ²` and `㎢` are `km2`.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{ff01}'..='\u{ff5e}' => plain.extend(char::from_u32(letter as u32 - 0xfee0)),
            '\u{3000}' | '\u{a0}' => plain.push(' '),
            '²' => plain.push('2'),
            '㎡' => plain.push_str("m2"),
            '㎢' => plain.push_str("km2"),
            '㏊' => plain.push_str("ha"),
            '^' => {}
            _ => plain.push(letter),
        }
    }
    plain
}

/// The Chinese units in a name; `None` for one that is not what it seems.
fn chinese_units(name: &str) -> Vec<Option<AreaUnit>> {
    let chinese = SPELLINGS.iter().filter(|(spelling, _)| !spelling.is_ascii());
    chinese
        .flat_map(|(spelling, unit)| {
            name.match_indices(spelling).map(|(at, _)| {
                let before = name[..at].chars().next_back();
                let behind = name[at + spelling.len()..].chars().next();
                let is_changed = before.is_some_and(|letter| CHANGE_WHAT_FOLLOWS.contains(letter))
                    || behind.is_some_and(|letter| CHANGE_WHAT_STANDS_BEFORE.contains(letter));
                (!is_changed).then_some(*unit)
            })
        })
        .collect()
}

/// The Latin units that stand as words in a name; `None` for one that may mean something else.
fn latin_units(name: &str) -> Vec<Option<AreaUnit>> {
    let words = latin_words(name);
    let has_chinese = name.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii());
    let unit = |word: &str| {
        let word = word.to_ascii_lowercase();
        SPELLINGS.iter().find(|(spelling, _)| *spelling == word).map(|(_, unit)| *unit)
    };
    let rate = |at: usize| name[..at].ends_with('/');
    words
        .iter()
        .enumerate()
        .filter_map(|(number, (at, word))| {
            let unit = unit(word)?;
            let is_clear = (number > 0 || words.len() == 1 || has_chinese) && !rate(*at);
            Some(is_clear.then_some(unit))
        })
        .collect()
}

/// Runs of ASCII letters and digits and where they begin, cut also where a capital follows a small letter (`areaKm2`).
fn latin_words(name: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    let mut before = ' ';
    for (at, letter) in name.char_indices().chain([(name.len(), ' ')]) {
        let is_new = before.is_ascii_lowercase() && letter.is_ascii_uppercase();
        if let Some(from) = start.filter(|_| is_new || !letter.is_ascii_alphanumeric()) {
            words.push((from, &name[from..at]));
            start = None;
        }
        if start.is_none() && letter.is_ascii_alphanumeric() {
            start = Some(at);
        }
        before = letter;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::AreaUnit::{self, Hectare, Mu, SquareKilometre, SquareMetre};

    #[test]
    fn units_are_read_from_words() {
        for (text, unit) in [
            ("m2", SquareMetre),
            ("m²", SquareMetre),
            ("㎡", SquareMetre),
            ("m^2", SquareMetre),
            ("平方米", SquareMetre),
            ("ha", Hectare),
            ("HA", Hectare),
            ("hm2", Hectare),
            ("hm²", Hectare),
            (" 公顷 ", Hectare),
            ("km2", SquareKilometre),
            ("km²", SquareKilometre),
            ("㎢", SquareKilometre),
            ("ｋｍ２", SquareKilometre),
            ("sq km", SquareKilometre),
            ("平方公里", SquareKilometre),
            ("平方千米", SquareKilometre),
            ("mu", Mu),
            ("亩", Mu),
        ] {
            assert_eq!(AreaUnit::parse(text), Some(unit), "{text}");
        }
        for text in ["", "m", "km", "万亩", "英亩", "公亩", "acre", "平方", "m3", "亩亩"] {
            assert_eq!(AreaUnit::parse(text), None, "{text}");
        }
        assert!((Mu.factor_m2() * 15.0 - Hectare.factor_m2()).abs() < 1e-9);
    }

    #[test]
    fn units_are_found_in_names_of_fields() {
        for (name, unit) in [
            ("面积(平方公里)", SquareKilometre),
            ("面积（平方千米）", SquareKilometre),
            ("矿区面积平方公里", SquareKilometre),
            ("area_km2", SquareKilometre),
            ("AREA_HA", Hectare),
            ("面积_亩", Mu),
            ("面积亩", Mu),
            ("面积（公顷）", Hectare),
            ("面积_㎡", SquareMetre),
            ("面积m²", SquareMetre),
            ("km2面积", SquareKilometre),
            ("areaKm2", SquareKilometre),
            ("area (m^2)", SquareMetre),
            ("area_mu", Mu),
            ("area_m2_2020", SquareMetre),
            ("ha", Hectare),
            ("面积(km2,平方公里)", SquareKilometre),
        ] {
            assert_eq!(AreaUnit::from_field_name(name), Some(unit), "{name}");
        }
        for name in [
            "",
            "面积",
            "area",
            "Shape_Area",
            "shape_leng",
            "AREAHA",
            "HABITAT",
            "MU_AREA",
            "面积(万亩)",
            "面积_英亩",
            "公亩",
            "亩均产值",
            "元/亩",
            "yuan/mu",
            "每公顷产量",
            "万平方米",
            "面积_公顷_亩",
            "area_ha_km2",
            "平方",
            "area_km",
            "面积(平方公里/万亩)",
        ] {
            assert_eq!(AreaUnit::from_field_name(name), None, "{name}");
        }
    }
}
