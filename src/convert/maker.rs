//! New parcels from geometry: projected, rounded, numbered, and read again before they are believed.

use geo::{Coord, Geometry};

use super::options::{TextOptions, step};
use super::shapes;
use super::system::TextSystem;
use crate::corners::{
    Choice, Column, Datum, Document, Item, Numbering, PARCEL_SECTION, Parcel, Reading, Section, Shape, System,
    WriteOptions, coordinates, epsg_code, parse, write,
};
use crate::crs::ToCgcs2000;
use crate::domain::{AreaUnit, DefectCode, StatedCrs};
use crate::error::Error;
use crate::geometry::measure::rule_area_m2;
use crate::read::corner_text;

/// Makes the parcels of one text.
#[derive(Debug)]
pub(super) struct Maker {
    pub(super) system: TextSystem,
    pub(super) decimals: usize,
    /// Whether the text has the easting, or the longitude, first.
    east_first: bool,
    /// The sections in front of the parcels: what the coordinates are has to follow from these.
    head: Vec<Section>,
    back: ToCgcs2000,
}

/// A parcel that reads as it should.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) parcel: Parcel,
    /// The greatest distance by which rounding moved a corner, metres.
    pub(super) shift_m: f64,
    /// What is said of a parcel that reaches over the border of its zone.
    pub(super) beyond: Option<Refusal>,
}

/// What is wrong with a parcel.
pub(super) type Refusal = (DefectCode, String);

/// Metres to a degree of latitude, for the size of a rounding.
const DEGREE_M: f64 = 111_320.0;

impl Maker {
    /// For a new text.
    pub(super) fn new(system: TextSystem, options: &TextOptions) -> Result<Self, Error> {
        let decimals = options.decimals.unwrap_or_else(|| system.usual_decimals());
        Self::with(system, decimals, false, Document::new(&[], Vec::new()).sections).map(|maker| {
            let keys = maker.keys();
            let pairs: Vec<(&str, &str)> = keys.iter().map(|(name, value)| (*name, value.as_str())).collect();
            Self { head: Document::new(&pairs, Vec::new()).sections, ..maker }
        })
    }

    /// For a text that was there before, with its head and the order of its coordinates. `None` where nothing new can be
    /// written in its system.
    pub(super) fn of_text(head: Vec<Section>, reading: &Reading, decimals: usize) -> Result<Option<Self>, Error> {
        let Some(system) = TextSystem::of_reading(reading) else { return Ok(None) };
        let east_first = match reading.system {
            System::Degrees { longitude_first, .. } => longitude_first,
            System::GaussKrueger { .. } => reading.is_swapped,
        };
        Self::with(system, decimals, east_first, head).map(Some)
    }

    fn with(system: TextSystem, decimals: usize, east_first: bool, head: Vec<Section>) -> Result<Self, Error> {
        let back = ToCgcs2000::new(&StatedCrs::Named(system.code()), "")?;
        Ok(Self { system, decimals, east_first, head, back })
    }

    /// The keys of a new head, in the usual order. Who made the data and when is for people to fill in.
    fn keys(&self) -> Vec<(&'static str, String)> {
        let empty = |name| (name, String::new());
        let mut keys = vec![empty("格式版本号"), empty("数据产生单位"), empty("数据产生日期")];
        keys.extend(self.system.head());
        keys.extend([("精度", step(self.decimals)), ("转换参数", ",,,,,,".to_owned())]);
        keys
    }

    /// The sections of a new text, with these parcels.
    pub(super) fn document(&self, parcels: Vec<Parcel>) -> Document {
        let mut sections = self.head.clone();
        let is_parcels = |section: &&mut Section| section.name.as_deref() == Some(PARCEL_SECTION);
        let items = parcels.into_iter().map(Item::Parcel);
        match sections.iter_mut().rev().find(is_parcels) {
            Some(section) => section.items.extend(items),
            None => sections.push(Section { name: Some(PARCEL_SECTION.to_owned()), items: items.collect() }),
        }
        Document { sections }
    }

    /// A parcel out of a geometry in EPSG:4490. `values` are set behind the number of points and the area, which are
    /// computed; an area among the values goes before the computed one.
    ///
    /// # Errors
    /// What cannot be written, or would be read as something else.
    pub(super) fn make(&self, geometry: &Geometry<f64>, values: &[(Column, String)]) -> Result<Made, Refusal> {
        let no_parcel = |reason: String| (DefectCode::NoParcel, reason);
        let (shape, rings) = shapes::rings(geometry)
            .filter(|(_, rings)| rings.iter().any(|ring| !ring.is_empty()))
            .ok_or_else(|| no_parcel("a parcel is points, lines or an area".to_owned()))?;
        self.refuse_far(&rings)?;
        let order = |[north, east]: [f64; 2]| if self.east_first { [east, north] } else { [north, east] };
        let exact: Vec<Vec<[f64; 2]>> =
            rings.iter().map(|ring| ring.iter().map(|at| order(self.system.project(*at))).collect()).collect();
        let mut parcel = Parcel::new(shape, &exact, self.decimals, Numbering::Continuing)
            .map_err(|error| no_parcel(format!("{error} to {}", step(self.decimals))))?;
        for (column, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
            parcel.set_value(*column, value.clone());
        }
        let reading = self.read_again(&parcel).map_err(no_parcel)?;
        if shape == Shape::Area {
            let rounded = self.area(&parcel, &reading).map_err(no_parcel)?;
            let outlines = |geometry: &Geometry<f64>| match geometry {
                Geometry::MultiPolygon(parts) => parts.iter().map(|part| part.interiors().len()).collect(),
                _ => Vec::new(),
            };
            if matches!(geometry, Geometry::MultiPolygon(_)) && outlines(&rounded) != outlines(geometry) {
                return Err(no_parcel("its rings lie in each other in another way after rounding".to_owned()));
            }
            if let Geometry::MultiPolygon(parts) = &rounded
                && parcel.value(Column::Area).is_empty()
            {
                let hectares = rule_area_m2(parts) / AreaUnit::Hectare.factor_m2();
                parcel.set_value(Column::Area, format!("{hectares:.4}"));
            }
        }
        Ok(Made { parcel, shift_m: self.shift_m(&exact), beyond: self.beyond(&rings) })
    }

    /// Less than a centimetre is not told.
    fn beyond(&self, rings: &[Vec<Coord<f64>>]) -> Option<Refusal> {
        let distances = || rings.iter().flatten().map(|at| self.system.beyond_m(*at));
        let (nearest_m, farthest_m) = (distances().fold(f64::INFINITY, f64::min), distances().fold(0.0, f64::max));
        let told =
            |code, words: &str, metres: f64| Some((code, format!("{words} {metres:.2} m beyond {}", self.system)));
        if nearest_m >= 0.01 {
            told(DefectCode::OutsideZone, "lies", nearest_m)
        } else if farthest_m >= 0.01 {
            told(DefectCode::BeyondZone, "reaches", farthest_m)
        } else {
            None
        }
    }

    fn refuse_far(&self, rings: &[Vec<Coord<f64>>]) -> Result<(), Refusal> {
        let Some((at, metres)) = rings.iter().flatten().find_map(|at| Some((*at, self.system.too_far_m(*at)?))) else {
            return Ok(());
        };
        let own = TextSystem::of_longitude(at.x).map_or_else(String::new, |own| format!("; its own zone is {own}"));
        let distance =
            if metres.is_finite() { format!("{:.0} km", metres / 1000.0) } else { "half the globe".to_owned() };
        let reason = format!("{distance} from the central meridian of {}{own}", self.system);
        Err((DefectCode::OutOfZone, reason))
    }

    /// How the parcel is read when it stands alone behind the head; it must be in the system that was meant, unchanged.
    fn read_again(&self, parcel: &Parcel) -> Result<Reading, String> {
        let document = self.document(vec![parcel.clone()]);
        let bytes = write(&document, &WriteOptions::default()).map_err(|error| error.to_string())?;
        let Ok(back) = parse(&bytes) else { return Err("it would not be read back".to_owned()) };
        let choice = Choice {
            datum: Some(Datum::Cgcs2000),
            is_packed: self.system.is_degrees().then_some(false),
            ..Choice::default()
        };
        let found = coordinates(&back.document.head(), parcel.points(), &choice);
        match found.reading {
            Some(reading) if TextSystem::of_reading(&reading) == Some(self.system) => Ok(reading),
            Some(reading) => Err(format!("its coordinates would be read as {reading}, and not as {}", self.system)),
            None => {
                let questions: Vec<String> = found.questions.iter().map(|open| open.complaint().message).collect();
                Err(format!("its coordinates would not be certain: {}", questions.join("; ")))
            }
        }
    }

    /// Where the digits of an area lie.
    fn area(&self, parcel: &Parcel, reading: &Reading) -> Result<Geometry<f64>, String> {
        debug_assert!(epsg_code(reading).is_some());
        shapes::to_4490(corner_text::geometry(parcel, reading), &self.back)
    }

    fn shift_m(&self, exact: &[Vec<[f64; 2]>]) -> f64 {
        let steps = (0..self.decimals).fold(1.0, |steps, _| steps * 10.0);
        let unit_m = if self.system.is_degrees() { DEGREE_M } else { 1.0 };
        let off = |value: f64| ((value * steps).round() / steps - value) * unit_m;
        exact.iter().flatten().map(|[x, y]| off(*x).hypot(off(*y))).fold(0.0, f64::max)
    }
}
