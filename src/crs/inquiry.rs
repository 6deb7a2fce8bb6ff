//! What a stated coordinate system is: for telling whether the coordinates of a layer can be in it.

use crate::domain::StatedCrs;

use super::{identify, short_name, spatial_ref};

/// A Gauss-Krüger zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GaussKruger {
    /// The central meridian, degrees.
    pub meridian: f64,
    /// What eastings begin with, in millions of metres: 39 for 39500000; `None` where they have no prefix.
    pub prefix: Option<u8>,
}

/// What is known of a stated system.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// How messages call it: `EPSG:4527`, or the name in the well-known text.
    pub code: String,
    /// Its name.
    pub name: Option<String>,
    /// Whether coordinates are metres of a projection, and not degrees.
    pub is_projected: bool,
    /// West, south, east, north of its area of use, degrees.
    pub area_of_use: Option<[f64; 4]>,
    /// Its zone, if it is a Gauss-Krüger projection.
    pub zone: Option<GaussKruger>,
}

/// Asks PROJ about a statement; `None` where nothing is stated, or nothing that PROJ understands.
#[must_use]
pub fn stated(crs: &StatedCrs) -> Option<Stated> {
    let definition = match crs {
        StatedCrs::Unstated => return None,
        StatedCrs::GeoJsonDefault => "OGC:CRS84",
        StatedCrs::Named(text) | StatedCrs::WellKnownText(text) => text,
    };
    let mut reference = spatial_ref(definition).ok()?;
    let code = identify(&reference).unwrap_or_else(|| short_name(definition));
    if reference.area_of_use().is_none()
        && let Ok(known) = spatial_ref(&code)
    {
        reference = known;
    }
    let area = reference.area_of_use();
    let is_projected = reference.is_projected();
    let parameter = |name: &str| reference.get_proj_param(name).ok().flatten();
    let is_transverse_mercator = is_projected
        && reference.get_attr_value("PROJECTION", 0).ok().flatten().is_some_and(|name| name == "Transverse_Mercator");
    let zone = if is_transverse_mercator && parameter("scale_factor").is_some_and(|scale| (scale - 1.0).abs() < 1e-12) {
        zone(parameter("central_meridian"), parameter("false_easting"))
    } else {
        None
    };
    Some(Stated {
        code,
        name: reference.name(),
        is_projected,
        area_of_use: area
            .map(|area| [area.west_lon_degree, area.south_lat_degree, area.east_lon_degree, area.north_lat_degree]),
        zone,
    })
}

/// What is stated, for people; `stated` is what PROJ knows of it.
#[must_use]
pub fn in_words(crs: &StatedCrs, stated: Option<&Stated>) -> String {
    let known = stated.map(|stated| match &stated.name {
        Some(name) if *name != stated.code => format!("{} ({name})", stated.code),
        _ => stated.code.clone(),
    });
    match (crs, known) {
        (StatedCrs::Unstated, _) => "not stated".to_owned(),
        (StatedCrs::GeoJsonDefault, _) => "WGS 84 longitude, latitude, as GeoJSON without a statement is".to_owned(),
        (StatedCrs::Named(_) | StatedCrs::WellKnownText(_), Some(known)) => known,
        (StatedCrs::Named(text) | StatedCrs::WellKnownText(text), None) => {
            format!("{}, which PROJ does not know", text.chars().take(60).collect::<String>())
        }
    }
}

/// False eastings are 500 km, with the number of the zone in front of it or without.
fn zone(meridian: Option<f64>, false_easting: Option<f64>) -> Option<GaussKruger> {
    let (meridian, easting) = (meridian?, false_easting?);
    let prefix = ((easting - 500_000.0) / 1e6).round();
    let is_whole = (easting - 500_000.0 - prefix * 1e6).abs() < 1.0 && (0.0..100.0).contains(&prefix);
    is_whole.then_some(GaussKruger { meridian, prefix: (prefix > 0.0).then_some(prefix as u8) })
}

/// The EPSG code of a Gauss-Krüger system of CGCS2000 whose eastings begin with this number: zones 13 to 23 are 6 degrees wide,
/// 25 to 45 are 3 degrees wide.
#[must_use]
pub fn cgcs2000_zone_code(prefix: u8) -> Option<u32> {
    match prefix {
        13..=23 => Some(4491 + u32::from(prefix) - 13),
        25..=45 => Some(4513 + u32::from(prefix) - 25),
        _ => None,
    }
}

/// The EPSG code of a Gauss-Krüger system of CGCS2000 of 3-degree zones with this central meridian and no prefix.
#[must_use]
pub fn cgcs2000_meridian_code(meridian: f64) -> Option<u32> {
    let number = meridian / 3.0;
    ((25.0..=45.0).contains(&number) && number.fract() == 0.0).then(|| 4534 + number as u32 - 25)
}

#[cfg(test)]
mod tests {
    use super::{GaussKruger, cgcs2000_meridian_code, cgcs2000_zone_code, stated};
    use crate::domain::StatedCrs;

    fn named(code: &str) -> super::Stated {
        stated(&StatedCrs::Named(code.to_owned())).unwrap()
    }

    #[test]
    fn zones_and_their_codes_agree() {
        for prefix in (13..=23).chain(25..=45) {
            let code = cgcs2000_zone_code(prefix).unwrap();
            let zone = named(&format!("EPSG:{code}")).zone.unwrap();
            assert_eq!(zone.prefix, Some(prefix), "EPSG:{code}");
            if prefix > 24 {
                assert_eq!(zone.meridian, f64::from(prefix) * 3.0);
                let bare = named(&format!("EPSG:{}", cgcs2000_meridian_code(zone.meridian).unwrap()));
                assert_eq!(bare.zone, Some(GaussKruger { meridian: zone.meridian, prefix: None }));
            }
        }
        assert_eq!((cgcs2000_zone_code(24), cgcs2000_zone_code(46), cgcs2000_meridian_code(76.0)), (None, None, None));
    }

    #[test]
    fn degrees_and_other_projections_have_no_zone() {
        let degrees = named("EPSG:4490");
        assert!(!degrees.is_projected && degrees.zone.is_none());
        assert!(degrees.area_of_use.unwrap()[0] > 73.0, "{degrees:?}");
        let utm = named("EPSG:32645");
        assert!(utm.is_projected && utm.zone.is_none());
        assert_eq!(stated(&StatedCrs::Unstated), None);
        assert_eq!(stated(&StatedCrs::Named("nonsense".to_owned())), None);
        assert!(stated(&StatedCrs::GeoJsonDefault).is_some());
    }
}
