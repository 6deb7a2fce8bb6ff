//! The place of each row, or why it has none.

use geo::Coord;

use super::corner_list::CornerList;
use super::position::{self, Decimals, Order, Position, System};
use super::{Pair, Ring, Row, Table};
use crate::read::angle::looks_packed;

/// Where a row is: x to the east, y to the north.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// One place.
    Point(Coord<f64>),
    /// Closed rings, in the order in which they are written. Which is a hole in which, the table does not say.
    Corners(Vec<Ring>),
}

/// A row that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The position of the row in [`Table::rows`].
    pub row: usize,
    /// Where it is.
    pub geometry: Geometry,
    /// What the numbers are.
    pub system: System,
}

/// A row that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The position of the row in [`Table::rows`].
    pub row: usize,
    /// The line or row number in the file.
    pub number: usize,
    /// Why, for people.
    pub reason: String,
    /// All its coordinates are blank.
    pub is_blank: bool,
}

/// What was read of all rows: each is in one of the two lists.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The rows with a place, in file order.
    pub places: Vec<Place>,
    /// The rows without one, in file order.
    pub refusals: Vec<Refusal>,
    /// How many rows there are of each system, the most frequent first.
    pub systems: Vec<(System, usize)>,
    /// All places with decimals were refused, since they could be `ddd.mmss`.
    pub asks_for_decimals: bool,
    /// What a person should know about how they were read.
    pub notes: Vec<String>,
}

struct Found {
    place: Place,
    /// The latitude or northing came first; `None` where names say the order.
    north_first: Option<bool>,
    packed_integers: bool,
    decimal: bool,
}

impl Table {
    /// Reads the place of every row.
    #[must_use]
    pub fn places(&self, decimals: Decimals) -> Places {
        let mut found = Vec::new();
        let mut refusals = Vec::new();
        for (row, cells) in self.rows.iter().enumerate() {
            match self.place(row, cells, decimals) {
                Ok(place) => found.push(place),
                Err(reason) => {
                    let is_blank = self.is_blank(cells);
                    let reason = if is_blank { "it has no coordinates".to_owned() } else { reason };
                    refusals.push(Refusal { row, number: cells.number, reason, is_blank });
                }
            }
        }
        let mut places = Places { refusals, ..Places::default() };
        if self.columns.pair.is_some_and(|pair| pair.order == Order::Given) {
            settle_zones(&mut found);
        }
        if decimals == Decimals::Ask && may_be_packed(&found) {
            places.asks_for_decimals = true;
            let (asked, clear): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|found| found.decimal);
            found = clear;
            for Found { place, .. } in asked {
                let reason = "it may be decimal degrees or degrees, minutes and seconds (109.3045 for 109°30′45″), as \
                              may all rows: say which";
                let number = self.rows[place.row].number;
                places.refusals.push(Refusal { row: place.row, number, reason: reason.to_owned(), is_blank: false });
            }
            places.refusals.sort_by_key(|refusal| refusal.row);
        }
        places.notes = notes(&found);
        let mut systems: Vec<System> = found.iter().map(|found| found.place.system).collect();
        systems.sort_unstable();
        places.systems = systems.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
        places.systems.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        places.places = found.into_iter().map(|found| found.place).collect();
        places
    }

    fn is_blank(&self, row: &Row) -> bool {
        let pair = self.columns.pair.map(|pair| [pair.x, pair.y]);
        pair.into_iter().flatten().chain(self.columns.corners).all(|column| row.words(column).is_empty())
    }

    fn place(&self, row: usize, cells: &Row, decimals: Decimals) -> Result<Found, String> {
        let corners = self.columns.corners.map_or("", |column| cells.words(column));
        if let (Some(Pair { x, y, order }), "") = (self.columns.pair, corners) {
            let Position { at, system, north_first, packed_integers, decimal } =
                position::read(cells.words(x), cells.words(y), order, decimals)?;
            let place = Place { row, geometry: Geometry::Point(at), system };
            let north_first = (order == Order::Unsaid).then_some(north_first);
            return Ok(Found { place, north_first, packed_integers, decimal });
        }
        let list = CornerList::parse(corners, decimals)?;
        let CornerList { geometry, system, north_first, packed_integers, decimal } = list;
        Ok(Found { place: Place { row, geometry, system }, north_first: Some(north_first), packed_integers, decimal })
    }
}

/// In columns that the caller named, metres may be of any projection: where some lie beyond all zones, none has a zone.
fn settle_zones(found: &mut [Found]) {
    let beyond = |found: &Found| {
        let Geometry::Point(at) = found.place.geometry else { return false };
        found.place.system == System::NoZone && !(0.0..1e6).contains(&at.x)
    };
    if found.iter().any(beyond) {
        for found in found.iter_mut().filter(|found| found.place.system != System::Degrees) {
            found.place.system = System::NoZone;
        }
    }
}

fn may_be_packed(found: &[Found]) -> bool {
    let (mut x, mut y) = (Vec::new(), Vec::new());
    for found in found.iter().filter(|found| found.decimal) {
        let mut add = |at: Coord<f64>| {
            x.push(at.x);
            y.push(at.y);
        };
        match &found.place.geometry {
            Geometry::Point(at) => add(*at),
            Geometry::Corners(rings) => rings.iter().flat_map(|ring| ring.corners.iter().copied()).for_each(add),
        }
    }
    looks_packed(&x) && looks_packed(&y)
}

fn notes(found: &[Found]) -> Vec<String> {
    let count = |test: &dyn Fn(&Found) -> bool| found.iter().filter(|found| test(found)).count();
    let mut notes = Vec::new();
    let north_first = count(&|found| found.north_first == Some(true));
    let east_first = count(&|found| found.north_first == Some(false));
    if north_first > 0 {
        notes.push(format!(
            "{north_first} rows were read with the latitude or northing as X, or first, by their numbers"
        ));
    }
    if east_first > 0 {
        notes.push(format!(
            "{east_first} rows were read with the longitude or easting as X, or first, by their numbers"
        ));
    }
    let packed = count(&|found| found.packed_integers);
    if packed > 0 {
        notes.push(format!(
            "{packed} rows were read as degrees, minutes and seconds without signs (1093045 is 109°30′45″)"
        ));
    }
    notes
}
