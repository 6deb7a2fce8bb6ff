//! The metadata `geo` of a file (`GeoParquet` 1.1.0).

use serde_json::{Map, Value, json, value::RawValue};

use super::schema::{Plan, SIDES};
use super::wkb::Shape;

/// EPSG:4490 as PROJJSON, as PROJ 9.5 writes it. Its axes stand as EPSG has them; coordinates are longitude, latitude whatever
/// these say, by the standard.
const EPSG_4490: &str = include_str!("epsg4490.json");

/// What is gathered from the rows.
#[derive(Default)]
pub(super) struct GeoMetadata {
    kinds: Vec<&'static str>,
    bounds: Option<[f64; 4]>,
}

impl GeoMetadata {
    pub(super) fn add(&mut self, shape: &Shape) {
        if !shape.kind.is_empty() && !self.kinds.contains(&shape.kind) {
            self.kinds.push(shape.kind);
        }
        let Some([west, south, east, north]) = shape.bounds else { return };
        let [w, s, e, n] = self.bounds.unwrap_or([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY]);
        self.bounds = Some([w.min(west), s.min(south), e.max(east), n.max(north)]);
    }

    pub(super) fn to_json(&self, plan: &Plan) -> String {
        let mut kinds = self.kinds.clone();
        kinds.sort_unstable();
        let side = |side: &&str| ((**side).to_owned(), json!([plan.bounds, side]));
        let covering: Map<String, Value> = SIDES.iter().map(side).collect();
        let crs: Value = serde_json::from_str::<&RawValue>(EPSG_4490)
            .and_then(|raw| serde_json::from_str(raw.get()))
            .unwrap_or(Value::Null);
        let mut column = json!({
            "encoding": "WKB",
            "geometry_types": kinds,
            "crs": crs,
            "edges": "planar",
            "covering": { "bbox": covering },
        });
        if let (Some(bounds), Some(members)) = (self.bounds, column.as_object_mut()) {
            members.insert("bbox".to_owned(), json!(bounds));
        }
        let columns: Map<String, Value> = [(plan.geometry.clone(), column)].into_iter().collect();
        json!({ "version": "1.1.0", "primary_column": plan.geometry, "columns": columns }).to_string()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::EPSG_4490;

    #[test]
    fn the_coordinate_system_is_epsg_4490() {
        let crs: Value = serde_json::from_str(EPSG_4490).unwrap();
        assert_eq!((crs["id"]["code"].as_u64(), crs["id"]["authority"].as_str()), (Some(4490), Some("EPSG")));
    }
}
