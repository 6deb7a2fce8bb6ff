//! From any stated coordinate system to EPSG:4490 (CGCS2000) longitude and latitude in degrees.
//!
//! EPSG:4326 is taken as equal to EPSG:4490: the two differ by less than a metre (see docs/decisions/0003). Nothing is
//! guessed: an unstated system is an error, and so is a datum for which PROJ knows only a "ballpark" way, unless the user
//! gives parameters or accepts an uncertainty (docs/decisions/0009).

mod datum;
pub mod inquiry;
mod names;
pub mod web_map;
mod zone;

use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, CoordTransformOptions, SpatialRef};
use geo::Coord;

use crate::domain::{DatumChoice, StatedCrs};
use crate::error::Error;
use crate::gdal_messages;

pub use datum::Plane;
pub use names::WebMap;
pub use zone::plausible;

/// The way from a layer's coordinates to EPSG:4490.
#[derive(Debug)]
pub enum ToCgcs2000 {
    /// The coordinates are CGCS2000 or WGS 84 longitude and latitude already.
    Identity,
    /// GDAL transforms them.
    Transform(Box<CoordTransform>),
    /// A similarity of the plane comes first, then GDAL.
    Plane(Plane, Box<CoordTransform>),
    /// The shift of a web map is undone.
    WebMap(WebMap),
}

/// What a user has to know about a way.
#[derive(Clone, Debug, PartialEq)]
pub enum Remark {
    /// Nothing: it is exact.
    Exact,
    /// The datum of this system was taken for CGCS2000; the metres are the uncertainty that the user accepts.
    Ballpark(String, f64),
    /// The datum of this system was moved by parameters; the metres are the uncertainty that the user gives them.
    Parameters(String, f64),
    /// The shift of a web map was undone.
    WebMap(WebMap),
}

impl Remark {
    /// By how many metres places may be wrong, beside what else is said of the layer.
    #[must_use]
    pub fn uncertainty_m(&self) -> f64 {
        match self {
            Self::Ballpark(_, metres) | Self::Parameters(_, metres) => *metres,
            Self::Exact | Self::WebMap(_) => 0.0,
        }
    }
}

impl ToCgcs2000 {
    /// Finds the way for a layer of which nothing else is said.
    ///
    /// # Errors
    /// As [`ToCgcs2000::with`].
    pub fn new(stated: &StatedCrs, layer: &str) -> Result<Self, Error> {
        Self::with(stated, layer, &DatumChoice::default()).map(|(way, _)| way)
    }

    /// Finds the way for a layer, with what the user says about its datum. An uncertainty is a permission: where the way is
    /// exact it is not needed, and not used.
    ///
    /// # Errors
    /// No statement, a statement that PROJ does not understand, a datum without an exact transformation of which nothing
    /// is said; parameters that are not needed, or that lead nowhere.
    pub fn with(stated: &StatedCrs, layer: &str, choice: &DatumChoice) -> Result<(Self, Remark), Error> {
        let (way, remark) = Self::find(stated, layer, choice)?;
        if choice.parameters.is_some() && !matches!(remark, Remark::Parameters(..)) {
            let crs = definition(stated).map_or_else(|| "EPSG:4326".to_owned(), short_name);
            let reason = "parameters are given, and none are needed: the way to CGCS2000 is known".to_owned();
            return Err(Error::CrsParameters { layer: layer.to_owned(), crs, reason });
        }
        Ok((way, remark))
    }

    fn find(stated: &StatedCrs, layer: &str, choice: &DatumChoice) -> Result<(Self, Remark), Error> {
        if *stated == StatedCrs::Unstated {
            return Err(Error::NoCrs { layer: layer.to_owned() });
        }
        let Some(definition) = definition(stated).filter(|definition| !is_equal_to_4490(definition)) else {
            return Ok((Self::Identity, Remark::Exact));
        };
        if let Some(map) = WebMap::of(definition) {
            return Ok((Self::WebMap(map), Remark::WebMap(map)));
        }
        let unknown =
            |reason: String| Error::UnknownCrs { layer: layer.to_owned(), crs: short_name(definition), reason };
        let source = spatial_ref(definition).map_err(unknown)?;
        if identify(&source).as_deref().is_some_and(is_equal_to_4490) {
            return Ok((Self::Identity, Remark::Exact));
        }
        if !source.is_geographic() && !source.is_projected() {
            return Err(unknown("it is neither geographic nor projected".to_owned()));
        }
        // WGS 84 data go to WGS 84 degrees, everything else to CGCS2000 degrees; the two are taken as equal.
        let degrees = source.geog_cs().ok().and_then(|degrees| identify(&degrees));
        let target = if degrees.as_deref() == Some("EPSG:4326") { 4326 } else { 4490 };
        if let Some(transform) = exact_transform(&source, target) {
            return Ok((Self::Transform(Box::new(transform)), Remark::Exact));
        }
        let (layer, crs) = (layer.to_owned(), short_name(definition));
        match (&choice.parameters, choice.uncertainty_m) {
            (Some(parameters), uncertainty_m) => match datum::by_parameters(&source, parameters) {
                Ok(way) => Ok((way, Remark::Parameters(crs, uncertainty_m.unwrap_or(0.0)))),
                Err(reason) => Err(Error::CrsParameters { layer, crs, reason }),
            },
            (None, Some(uncertainty_m)) => match datum::ballpark(&source) {
                Some(way) => Ok((way, Remark::Ballpark(crs, uncertainty_m))),
                None => Err(Error::InexactCrs { layer, crs }),
            },
            (None, None) => Err(Error::InexactCrs { layer, crs }),
        }
    }

    /// Transforms coordinates in place.
    ///
    /// # Errors
    /// The number of coordinates that have no image; these become NaN, the others are right.
    pub fn apply(&self, coordinates: &mut [Coord<f64>]) -> Result<(), usize> {
        let transform = match self {
            Self::Identity => return Ok(()),
            Self::WebMap(map) => {
                for at in coordinates {
                    *at = map.undo(*at);
                }
                return Ok(());
            }
            Self::Transform(transform) => transform,
            Self::Plane(plane, transform) => {
                for at in coordinates.iter_mut() {
                    *at = plane.apply(*at);
                }
                transform
            }
        };
        let within = |at: &Coord<f64>| at.x.abs() <= FARTHEST && at.y.abs() <= FARTHEST;
        let mut x: Vec<f64> = coordinates.iter().filter(|at| within(at)).map(|at| at.x).collect();
        let mut y: Vec<f64> = coordinates.iter().filter(|at| within(at)).map(|at| at.y).collect();
        gdal_messages::listen();
        let _ = transform.transform_coords(&mut x, &mut y, &mut []);
        let mut images = x.into_iter().zip(y).map(|(x, y)| Coord { x, y });
        let mut lost = 0;
        for at in coordinates {
            let image = if within(at) { images.next() } else { None };
            let image = image.filter(|image| image.x.is_finite() && image.y.is_finite());
            lost += usize::from(image.is_none());
            *at = image.unwrap_or(Coord { x: f64::NAN, y: f64::NAN });
        }
        if lost == 0 { Ok(()) } else { Err(lost) }
    }
}

/// No system of coordinates reaches farther, in metres or in degrees. GDAL must not see what lies beyond: its way from web
/// Mercator takes off turns of the globe until a longitude fits, which for 1e300 is never.
const FARTHEST: f64 = 1e9;

fn exact_transform(source: &SpatialRef, code: u32) -> Option<CoordTransform> {
    gdal_messages::listen();
    let mut target = SpatialRef::from_epsg(code).ok()?;
    target.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    let mut options = CoordTransformOptions::new().ok()?;
    options.set_ballpark_allowed(false).ok()?;
    let transform = CoordTransform::new_with_options(source, &target, &options).ok()?;
    // PROJ may put off its refusal until the first coordinate.
    let (mut x, mut y) = probe(source);
    transform.transform_coords(&mut x, &mut y, &mut []).ok()?;
    (x[0].is_finite() && y[0].is_finite()).then_some(transform)
}

/// A coordinate inside the area of use.
fn probe(source: &SpatialRef) -> ([f64; 1], [f64; 1]) {
    let area = source.area_of_use().map_or((100.0, 35.0), |area| {
        (
            f64::midpoint(area.west_lon_degree, area.east_lon_degree),
            f64::midpoint(area.south_lat_degree, area.north_lat_degree),
        )
    });
    if source.is_geographic() {
        return ([area.0], [area.1]);
    }
    let projected = source.geog_cs().ok().and_then(|mut degrees| {
        degrees.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
        let forward = CoordTransform::new(&degrees, source).ok()?;
        let (mut x, mut y) = ([area.0], [area.1]);
        forward.transform_coords(&mut x, &mut y, &mut []).ok()?;
        Some((x, y))
    });
    projected.unwrap_or(([500_000.0], [4_000_000.0]))
}

/// The words in which a layer states its system; `None` where it says nothing, or is WGS 84 by its format.
fn definition(stated: &StatedCrs) -> Option<&str> {
    match stated {
        StatedCrs::GeoJsonDefault | StatedCrs::Unstated => None,
        StatedCrs::Named(text) | StatedCrs::WellKnownText(text) => Some(text),
    }
}

/// Reads a definition, with longitude or easting first: the one place where axis order is settled.
fn spatial_ref(definition: &str) -> Result<SpatialRef, String> {
    gdal_messages::listen();
    let mut reference = match names::code(definition) {
        Some(code) => SpatialRef::from_epsg(code),
        None => SpatialRef::from_definition(definition),
    }
    .map_err(|error| gdal_messages::words(&error))?;
    reference.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    Ok(reference)
}

/// `EPSG:4490` for a definition that PROJ recognises for certain.
fn identify(reference: &SpatialRef) -> Option<String> {
    if let Ok(authority) = reference.authority() {
        return Some(authority);
    }
    let mut copy = reference.clone();
    copy.auto_identify_epsg().ok()?;
    copy.authority().ok()
}

/// CGCS2000 and WGS 84 longitude and latitude, by the names under which files state them.
fn is_equal_to_4490(name: &str) -> bool {
    let name = name.trim().to_ascii_uppercase();
    let code = name.rsplit(':').next().unwrap_or("");
    match code {
        "4490" | "4326" => name.contains("EPSG"),
        "CRS84" => name.contains("OGC"),
        _ => false,
    }
}

/// Whether two statements mean the same system: by name, by code, or because both lead every coordinate to one place (Esri
/// writes systems under names of its own).
#[must_use]
pub fn same(stated: &str, given: &str) -> bool {
    if stated == given {
        return true;
    }
    if let (map @ Some(_), other) | (other, map @ Some(_)) = (WebMap::of(stated), WebMap::of(given)) {
        return map == other;
    }
    let (Ok(one), Ok(other)) = (spatial_ref(stated), spatial_ref(given)) else { return false };
    if identify(&one).is_some_and(|one| Some(one) == identify(&other)) {
        return true;
    }
    // Degrees and metres have the place 0, 0 in common, where a system of the whole globe is probed.
    if one.is_geographic() != other.is_geographic() {
        return false;
    }
    let (x, y) = probe(&one);
    let image = |definition: &str| {
        let way = ToCgcs2000::new(&StatedCrs::Named(definition.to_owned()), "").ok()?;
        let mut at = [Coord { x: x[0], y: y[0] }];
        way.apply(&mut at).ok().map(|()| at[0])
    };
    match (image(stated), image(given)) {
        // A hundredth of a millimetre.
        (Some(one), Some(other)) => (one.x - other.x).abs() < 1e-10 && (one.y - other.y).abs() < 1e-10,
        _ => false,
    }
}

/// Whether a statement of the user says more than that of the file, and does not contradict it: no format can state GCJ-02 or
/// BD-09, so that files of web maps say WGS 84.
#[must_use]
pub fn refines(stated: &str, given: &str) -> bool {
    WebMap::of(given).is_some() && ["EPSG:4326", "EPSG:4490"].iter().any(|degrees| same(stated, degrees))
}

/// A name that fits in a message: the code where there is one, else the name inside the well-known text.
#[must_use]
pub fn short_name(definition: &str) -> String {
    if let Some(map) = WebMap::of(definition) {
        return map.name().to_owned();
    }
    if !definition.contains('[') {
        return definition.to_owned();
    }
    match spatial_ref(definition) {
        Ok(reference) => identify(&reference).or_else(|| reference.name()).unwrap_or_else(|| "unnamed".to_owned()),
        Err(_) => definition.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use geo::Coord;

    use super::{Remark, ToCgcs2000, short_name};
    use crate::domain::{DatumChoice, DatumParameters, StatedCrs};
    use crate::error::Error;

    fn way(name: &str) -> Result<ToCgcs2000, Error> {
        ToCgcs2000::new(&StatedCrs::Named(name.to_owned()), "layer")
    }

    /// Off the diagonal: a swap of axes would put the point at 29 E, 117 N.
    #[test]
    fn gauss_krueger_comes_out_longitude_first() {
        let way = way("EPSG:4527").unwrap();
        let mut at = [Coord { x: 39_571_234.5, y: 3_210_987.6 }];
        way.apply(&mut at).unwrap();
        assert!((at[0].x - 117.731_152_867_57).abs() < 1e-9, "{at:?}");
        assert!((at[0].y - 29.013_513_879_89).abs() < 1e-9, "{at:?}");
    }

    #[test]
    fn web_mercator_and_utm_of_wgs_84_are_exact() {
        for name in ["EPSG:3857", "EPSG:32645"] {
            assert!(matches!(way(name), Ok(ToCgcs2000::Transform(_))), "{name}");
        }
        let mut at = [Coord { x: 8_459_012.258, y: 4_822_442.387 }];
        way("EPSG:3857").unwrap().apply(&mut at).unwrap();
        assert!((at[0].x - 75.9886).abs() < 1e-7 && (at[0].y - 39.7).abs() < 1e-7, "{at:?}");
    }

    #[test]
    fn a_coordinate_beyond_the_world_is_lost_and_the_others_are_not() {
        let way = way("EPSG:3857").unwrap();
        let mut at =
            [Coord { x: 1e300, y: 5.0 }, Coord { x: 8_459_012.258, y: 4_822_442.387 }, Coord { x: 0.0, y: -2e9 }];
        assert_eq!(way.apply(&mut at), Err(2));
        assert!(at[0].x.is_nan() && at[2].y.is_nan());
        assert!((at[1].x - 75.9886).abs() < 1e-7, "{at:?}");
    }

    #[test]
    fn wgs_84_and_cgcs2000_degrees_are_taken_as_they_are() {
        for name in ["EPSG:4490", "EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4490"] {
            assert!(matches!(way(name), Ok(ToCgcs2000::Identity)), "{name}");
        }
    }

    #[test]
    fn old_datums_are_refused_and_not_shifted_by_guess() {
        for name in ["EPSG:4610", "EPSG:4214", "EPSG:2362", "EPSG:2414"] {
            assert!(matches!(way(name), Err(Error::InexactCrs { .. })), "{name}");
        }
    }

    fn with(name: &str, parameters: Option<&[f64]>, uncertainty_m: Option<f64>) -> Result<(ToCgcs2000, Remark), Error> {
        let parameters = parameters.map(|numbers| DatumParameters::from_numbers(numbers).unwrap());
        ToCgcs2000::with(&StatedCrs::Named(name.to_owned()), "layer", &DatumChoice { parameters, uncertainty_m })
    }

    /// A place of Xi'an 1980, zone 38, by a way.
    fn image(way: &ToCgcs2000) -> Coord<f64> {
        let mut at = [Coord { x: 38_571_234.5, y: 3_210_987.6 }];
        way.apply(&mut at).unwrap();
        at[0]
    }

    #[test]
    fn an_accepted_uncertainty_takes_the_datums_for_one() {
        let (way, remark) = with("EPSG:2362", None, Some(100.0)).unwrap();
        assert_eq!(remark, Remark::Ballpark("EPSG:2362".to_owned(), 100.0));
        assert_eq!(remark.uncertainty_m(), 100.0);
        // The projection alone: the ellipsoids differ by 3 m in the axis.
        let (own, other) = (image(&way), image(&self::way("EPSG:4526").unwrap()));
        assert!((own.x - other.x).abs() < 1e-6 && (own.y - other.y).abs() < 1e-4, "{own:?} {other:?}");
        assert!(matches!(with("EPSG:4214", None, Some(100.0)).unwrap().0, ToCgcs2000::Identity));
        // Where the way is exact, the permission is not used.
        assert_eq!(with("EPSG:4526", None, Some(100.0)).unwrap().1, Remark::Exact);
    }

    #[test]
    fn parameters_move_the_datum() {
        let still = image(&with("EPSG:2362", None, Some(0.0)).unwrap().0);
        let (way, remark) = with("EPSG:2362", Some(&[20.0, -5.0, 30.0]), Some(0.5)).unwrap();
        assert_eq!(remark, Remark::Parameters("EPSG:2362".to_owned(), 0.5));
        // East of a place at 114.7 E: -dx sin L + dy cos L.
        let east_m = (image(&way).x - still.x) * 111_320.0 * still.y.to_radians().cos();
        let longitude = still.x.to_radians();
        let expected = -20.0 * longitude.sin() - 5.0 * longitude.cos();
        assert!((east_m - expected).abs() < 0.1, "{east_m} {expected}");
        let plane = image(&with("EPSG:2362", Some(&[30.0, -20.0, 0.0, 1.0]), None).unwrap().0);
        assert!(((plane.y - still.y) * 110_900.0 - 30.0).abs() < 3.0 && plane.x < still.x, "{plane:?} {still:?}");
    }

    #[test]
    fn parameters_that_cannot_be_right_are_refused() {
        for (name, numbers) in [
            ("EPSG:4526", &[1.0, 2.0, 3.0][..]),
            ("GCJ-02", &[1.0, 2.0, 3.0]),
            ("EPSG:4490", &[1.0, 2.0, 3.0]),
            ("EPSG:2362", &[10_000.0, 2.0, 3.0]),
            ("EPSG:2362", &[0.0, 0.0, 0.0, 60.0, 0.0, 0.0, 0.0]),
            ("EPSG:4610", &[1.0, 2.0, 0.0, 1.0]),
            ("EPSG:2362", &[1e300, 2.0, 3.0]),
        ] {
            let error = with(name, Some(numbers), None).unwrap_err();
            assert!(matches!(error, Error::CrsParameters { .. }), "{name} {numbers:?}: {error}");
        }
    }

    #[test]
    fn web_maps_are_moved_back() {
        let (way, remark) = with("gcj02", None, None).unwrap();
        assert_eq!(remark, Remark::WebMap(super::WebMap::Gcj02));
        let mut at = [Coord { x: 116.384_047_224_556_57, y: 39.913_345_455_360_69 }];
        way.apply(&mut at).unwrap();
        assert!((at[0].x - 116.377_817).abs() < 1e-6 && (at[0].y - 39.911_954).abs() < 1e-6, "{at:?}");
        assert!(super::same("GCJ-02", "火星坐标") && !super::same("GCJ-02", "BD-09"));
        assert!(!super::same("GCJ-02", "EPSG:4326") && super::refines("EPSG:4326", "GCJ-02"));
        assert!(!super::refines("EPSG:3857", "GCJ-02") && !super::refines("EPSG:4326", "EPSG:4490"));
        assert_eq!(short_name("百度"), "BD-09");
    }

    #[test]
    fn one_system_has_many_names() {
        let esri = r#"GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
        assert!(super::same(esri, "EPSG:4490"));
        assert!(super::same("urn:ogc:def:crs:EPSG::4527", "EPSG:4527"));
        assert!(super::same("CGCS2000_3_Degree_GK_Zone_39", "EPSG:4527"));
        for (one, other) in [
            ("EPSG:4527", "EPSG:4526"),
            (esri, "EPSG:4610"),
            ("EPSG:4527", "EPSG:4490"),
            ("EPSG:4326", "EPSG:3857"),
            ("EPSG:4527", "nonsense"),
        ] {
            assert!(!super::same(one, other) && !super::same(other, one), "{one} and {other}");
        }
    }

    #[test]
    fn nonsense_and_silence_are_errors_that_name_the_layer() {
        assert!(matches!(way("EPSG:0"), Err(Error::UnknownCrs { .. })));
        assert!(matches!(way("GCS_Nowhere"), Err(Error::UnknownCrs { .. })));
        let silent = ToCgcs2000::new(&StatedCrs::Unstated, "layers/红线.shp").unwrap_err();
        assert!(silent.to_string().contains("layers/红线.shp"), "{silent}");
    }

    #[test]
    fn well_known_text_is_named_by_its_code() {
        let text = super::spatial_ref("EPSG:4527").unwrap().to_wkt().unwrap();
        assert_eq!(short_name(&text), "EPSG:4527");
    }
}
