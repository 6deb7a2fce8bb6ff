//! Names of Chinese coordinate systems that PROJ and GDAL do not take: Esri's for the zones of Gauss-Krüger, and those of the
//! shifted coordinates of web maps.
//!
//! Codes and names were compared with the EPSG and Esri tables of PROJ 9.5 (see `tests/peers`).

use geo::Coord;

use super::web_map;

/// The Gauss-Krüger zones of one datum, of one width, with or without the number of the zone in the eastings: a run of codes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Family {
    /// The datum, as names begin.
    datum: &'static str,
    /// Degrees between central meridians.
    width: u32,
    /// Whether eastings begin with the number of the zone.
    pub(super) is_prefixed: bool,
    /// The EPSG code of the first zone.
    first_code: u32,
}

impl Family {
    const fn new(datum: &'static str, width: u32, is_prefixed: bool, first_code: u32) -> Self {
        Self { datum, width, is_prefixed, first_code }
    }

    /// The numbers of its zones: those whose central meridians are 75 to 135 degrees east.
    fn zones(&self) -> std::ops::RangeInclusive<u32> {
        if self.width == 3 { 25..=45 } else { 13..=23 }
    }

    fn code(&self, zone: u32) -> Option<u32> {
        self.zones().contains(&zone).then(|| self.first_code + zone - self.zones().start())
    }

    fn zone_of_meridian(&self, degrees: u32) -> Option<u32> {
        let zone = if self.width == 3 { degrees / 3 } else { (degrees + 3) / 6 };
        let is_central = if self.width == 3 { degrees.is_multiple_of(3) } else { degrees % 6 == 3 };
        is_central.then_some(zone)
    }
}

const FAMILIES: [Family; 12] = [
    Family::new("cgcs2000", 6, true, 4491),
    Family::new("cgcs2000", 6, false, 4502),
    Family::new("cgcs2000", 3, true, 4513),
    Family::new("cgcs2000", 3, false, 4534),
    Family::new("xian_1980", 6, true, 2327),
    Family::new("xian_1980", 6, false, 2338),
    Family::new("xian_1980", 3, true, 2349),
    Family::new("xian_1980", 3, false, 2370),
    Family::new("beijing_1954", 6, true, 21413),
    Family::new("beijing_1954", 6, false, 21453),
    Family::new("beijing_1954", 3, true, 2401),
    Family::new("beijing_1954", 3, false, 2422),
];

/// Systems that are no zone of Gauss-Krüger.
const OTHERS: [(&str, u32); 6] = [
    ("gcs_china_geodetic_coordinate_system_2000", 4490),
    ("cgcs2000", 4490),
    ("gcs_xian_1980", 4610),
    ("gcs_beijing_1954", 4214),
    ("gcs_wgs_1984", 4326),
    ("wgs_1984_web_mercator_auxiliary_sphere", 3857),
];

/// The EPSG code of a system by its name in Esri's or EPSG's spelling; `None` for all other names.
pub(super) fn code(name: &str) -> Option<u32> {
    let name = plain(name);
    if let Some((_, code)) = OTHERS.iter().find(|(known, _)| *known == name) {
        return Some(*code);
    }
    if let Some(zone) = name.strip_prefix("wgs_1984_utm_zone_") {
        let (number, base) = match (zone.strip_suffix('n'), zone.strip_suffix('s')) {
            (Some(number), _) => (number, 32_600),
            (_, Some(number)) => (number, 32_700),
            _ => return None,
        };
        return whole(number).filter(|zone| (1..=60).contains(zone)).map(|zone| base + zone);
    }
    FAMILIES.iter().find_map(|family| {
        let rest = name.strip_prefix(family.datum)?;
        let rest = if family.width == 3 { rest.strip_prefix("_3_degree_gk_")? } else { rest.strip_prefix("_gk_")? };
        let zone = match (rest.strip_prefix("zone_"), family.is_prefixed) {
            (Some(zone), true) => whole(zone)?,
            // Esri's "Zone_19N" has no number in its eastings, in spite of its name.
            (Some(zone), false) => whole(zone.strip_suffix('n')?)?,
            (None, false) => family.zone_of_meridian(whole(rest.strip_prefix("cm_")?.strip_suffix('e')?)?)?,
            (None, true) => return None,
        };
        family.code(zone)
    })
}

/// The system of another zone, like one that has this code but for the zone and the number of the zone in its eastings:
/// zone 39 for EPSG:4526 (zone 38 of CGCS2000) is EPSG:4527. `zone: None` is the zone of `code` itself.
pub(super) fn sibling(code: u32, zone: Option<u32>, is_prefixed: bool) -> Option<u32> {
    let of =
        FAMILIES.iter().find(|family| (0..family.zones().count() as u32).any(|n| family.first_code + n == code))?;
    let zone = zone.unwrap_or(of.zones().start() + code - of.first_code);
    // The numbers of 3 and of 6 degree zones do not overlap.
    FAMILIES
        .iter()
        .filter(|family| family.datum == of.datum && family.is_prefixed == is_prefixed)
        .find_map(|family| family.code(zone))
}

/// Lower case, with one `_` between words, and `gk` for Gauss-Krüger.
fn plain(name: &str) -> String {
    let lower = name.trim().to_lowercase().replace('ü', "u").replace("xi'an", "xian");
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("_").replace("gauss_kruger", "gk")
}

fn whole(text: &str) -> Option<u32> {
    text.parse().ok()
}

/// Shifted coordinates of a web map: degrees like WGS 84, some hundred metres off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebMap {
    /// Amap, Tencent, Google in China.
    Gcj02,
    /// Baidu.
    Bd09,
}

impl WebMap {
    /// By the names that people use for it.
    pub(super) fn of(name: &str) -> Option<Self> {
        let name: String = name.trim().to_lowercase().chars().filter(|c| !matches!(c, '-' | '_' | ' ' | ':')).collect();
        match name.as_str() {
            "gcj02" | "gcj02ll" | "火星坐标" | "火星坐标系" | "火星" | "国测局坐标" | "高德" | "高德坐标" => {
                Some(Self::Gcj02)
            }
            "bd09" | "bd09ll" | "百度" | "百度坐标" | "百度坐标系" => Some(Self::Bd09),
            _ => None,
        }
    }

    /// The name in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gcj02 => "GCJ-02",
            Self::Bd09 => "BD-09",
        }
    }

    /// The place in WGS 84.
    pub(super) fn undo(self, at: Coord<f64>) -> Coord<f64> {
        match self {
            Self::Gcj02 => web_map::gcj02_to_wgs84(at),
            Self::Bd09 => web_map::bd09_to_wgs84(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{WebMap, code, sibling};

    #[test]
    fn names_of_esri_and_epsg_have_their_codes() {
        for (name, expected) in [
            ("CGCS2000_3_Degree_GK_Zone_38", 4526),
            ("CGCS2000_3_Degree_GK_CM_114E", 4547),
            ("CGCS2000_GK_Zone_19", 4497),
            ("CGCS2000_GK_CM_111E", 4508),
            ("GCS_China_Geodetic_Coordinate_System_2000", 4490),
            ("Xian_1980_3_Degree_GK_Zone_38", 2362),
            ("Xian_1980_3_Degree_GK_CM_114E", 2383),
            ("Xian_1980_GK_Zone_19", 2333),
            ("Beijing_1954_3_Degree_GK_Zone_38", 2414),
            ("Beijing_1954_GK_Zone_19", 21419),
            ("Beijing_1954_GK_Zone_19N", 21459),
            ("Beijing_1954_Gauss_Kruger_CM_111E", 21459),
            ("CGCS2000 / 3-degree Gauss-Kruger zone 38", 4526),
            ("Xi'an 1980 / Gauss-Krüger CM 111E", 2344),
            ("WGS_1984_UTM_Zone_45N", 32645),
        ] {
            assert_eq!(code(name), Some(expected), "{name}");
        }
        for name in ["", "CGCS2000_3_Degree_GK_Zone_19", "CGCS2000_3_Degree_GK_CM_115E", "CGCS2000_GK_Zone_99999999999"]
        {
            assert_eq!(code(name), None, "{name}");
        }
    }

    #[test]
    fn the_system_of_another_zone_is_named() {
        assert_eq!(sibling(4526, Some(39), true), Some(4527));
        assert_eq!(sibling(4526, None, false), Some(4547));
        assert_eq!(sibling(4547, Some(38), true), Some(4526));
        assert_eq!(sibling(4547, Some(19), true), Some(4497), "zone 19 is one of six degrees");
        assert_eq!(sibling(32645, Some(38), true), None);
        assert_eq!(sibling(4490, None, true), None);
    }

    #[test]
    fn web_maps_are_known_by_many_names() {
        for name in ["GCJ-02", "gcj02", "GCJ02", " 火星坐标 ", "gcj_02"] {
            assert_eq!(WebMap::of(name), Some(WebMap::Gcj02), "{name}");
        }
        for name in ["BD-09", "bd09", "百度"] {
            assert_eq!(WebMap::of(name), Some(WebMap::Bd09), "{name}");
        }
        assert_eq!(WebMap::of("EPSG:4490"), None);
    }
}
