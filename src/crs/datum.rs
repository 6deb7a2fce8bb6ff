//! Ways from an old datum to CGCS2000 that only the user can vouch for: by parameters, or by taking both datums for one.

use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, SpatialRef};
use geo::Coord;

use super::{ToCgcs2000, exact_transform, probe};
use crate::domain::DatumParameters;

/// Shifts between datums of China are 30 to 150 m. What moves a place farther has a slip in it: a sign, a unit, an order.
const FARTHEST_SHIFT_M: f64 = 500.0;

/// Metres of a degree, roughly; for a comparison with [`FARTHEST_SHIFT_M`].
const DEGREE_M: f64 = 111_320.0;

/// The way by parameters.
///
/// # Errors
/// Why they cannot be used, for people.
pub(super) fn by_parameters(source: &SpatialRef, parameters: &DatumParameters) -> Result<ToCgcs2000, String> {
    let way = match parameters {
        DatumParameters::Translation(shift) => to_wgs84(source, shift),
        DatumParameters::Helmert(all) => to_wgs84(source, all),
        DatumParameters::Plane { north_m, east_m, rotation_arcsec, scale } => {
            if !source.is_projected() {
                return Err("four plane parameters are for northings and eastings, and the layer is in degrees".into());
            }
            let (sin, cos) = (rotation_arcsec / 3600.0).to_radians().sin_cos();
            let plane = Plane { north_m: *north_m, east_m: *east_m, sin: scale * sin, cos: scale * cos };
            on_the_new_ellipsoid(source).map(|transform| ToCgcs2000::Plane(plane, Box::new(transform)))
        }
    };
    let way = way.ok_or("PROJ finds no way with them")?;
    let (x, y) = probe(source);
    let image = |way: &ToCgcs2000| {
        let mut at = [Coord { x: x[0], y: y[0] }];
        way.apply(&mut at).ok().map(|()| at[0])
    };
    let unshifted = ballpark(source).and_then(|way| image(&way));
    let (Some(shifted), Some(unshifted)) = (image(&way), unshifted) else {
        return Err("no place of the layer's area of use has an image by them".to_owned());
    };
    let east_m = (shifted.x - unshifted.x) * DEGREE_M * unshifted.y.to_radians().cos();
    let moved_m = east_m.hypot((shifted.y - unshifted.y) * DEGREE_M);
    if moved_m <= FARTHEST_SHIFT_M {
        return Ok(way);
    }
    Err(format!("they move a place by {moved_m:.0} m, and no datum of China is farther than {FARTHEST_SHIFT_M} m"))
}

/// The way that takes the old degrees for degrees of CGCS2000. PROJ is not asked: it would take a regional shift for some
/// coordinates and none for others, and tear layers apart.
pub(super) fn ballpark(source: &SpatialRef) -> Option<ToCgcs2000> {
    let mut degrees = source.geog_cs().ok()?;
    let is_degree = (degrees.angular_units() - 1.0_f64.to_radians()).abs() < 1e-12;
    let meridian = degrees.get_attr_value("PRIMEM", 1).ok().flatten();
    let is_greenwich = meridian.is_none_or(|longitude| longitude.trim().parse() == Ok(0.0));
    if !is_degree || !is_greenwich {
        return None;
    }
    if source.is_geographic() {
        return Some(ToCgcs2000::Identity);
    }
    degrees.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    CoordTransform::new(source, &degrees).ok().map(|transform| ToCgcs2000::Transform(Box::new(transform)))
}

/// By geocentric parameters, through PROJ's `+towgs84`: the position vector convention.
fn to_wgs84(source: &SpatialRef, numbers: &[f64]) -> Option<ToCgcs2000> {
    let numbers = numbers.iter().map(|number| format!("{number:?}")).collect::<Vec<_>>().join(",");
    let kept = without(source, &["+towgs84", "+nadgrids", "+datum"])?;
    let bound = proj4(&format!("{kept} +towgs84={numbers}"))?;
    exact_transform(&bound, 4326).map(|transform| ToCgcs2000::Transform(Box::new(transform)))
}

/// Degrees of CGCS2000 from the same projection of its ellipsoid, whose two axes are those of GRS 80.
fn on_the_new_ellipsoid(source: &SpatialRef) -> Option<CoordTransform> {
    let kept = without(source, &["+towgs84", "+nadgrids", "+datum", "+ellps", "+a", "+b", "+rf", "+f", "+R"])?;
    let projected = proj4(&format!("{kept} +ellps=GRS80"))?;
    CoordTransform::new(&projected, &proj4("+proj=longlat +ellps=GRS80 +no_defs +type=crs")?).ok()
}

/// The definition as PROJ.4 text without some of its keys.
fn without(source: &SpatialRef, keys: &[&str]) -> Option<String> {
    let text = source.to_proj4().ok()?;
    let is_kept = |item: &&str| !keys.contains(&item.split('=').next().unwrap_or(item));
    Some(text.split_whitespace().filter(is_kept).collect::<Vec<_>>().join(" "))
}

fn proj4(text: &str) -> Option<SpatialRef> {
    let mut reference = SpatialRef::from_proj4(text).ok()?;
    reference.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    Some(reference)
}

/// A similarity of northings and eastings.
#[derive(Clone, Copy, Debug)]
pub struct Plane {
    north_m: f64,
    east_m: f64,
    /// Scale times sine and cosine of the rotation, which is positive from north to east.
    sin: f64,
    cos: f64,
}

impl Plane {
    pub(super) fn apply(&self, at: Coord<f64>) -> Coord<f64> {
        Coord {
            x: self.east_m + at.y * self.sin + at.x * self.cos,
            y: self.north_m + at.y * self.cos - at.x * self.sin,
        }
    }
}
