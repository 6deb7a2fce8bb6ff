//! What lies at a place: the zones that hold it, the nearest red line and receptors, and what rules would say of a mine there.
//!
//! One place is looked up in a prepared index, which touches the few blocks of the file that matter. Many places, and what asks for
//! more than that (margins, the way to the periphery), are joined as mines are, so that answers are those of `oreline flag`.

mod answer;
mod ground;
mod place;
mod show;
mod stream;
mod suppose;

use geo::Coord;

use crate::domain::{Attributes, Facts, Measures, Mine, MineShape, StatedCrs, Zones};
use crate::error::Error;
use crate::geometry::Where;
use crate::index::Index;
use crate::join::{self, Expected, Ground as JoinGround, Prepared};
use crate::judge;
use crate::plan::Plan;
use crate::run::RuleSet;
use answer::{Answer, Judged};
use ground::Ground;
use suppose::Supposed;

pub use place::{Place, parse_place};
pub use show::Answers;
pub use stream::{StreamCounts, stream};

/// What is asked of all places.
#[derive(Debug)]
pub struct Asked<'p> {
    index: &'p Index,
    measures: Measures,
    rules: Option<RuleSet>,
    supposed: Option<Supposed>,
    /// What coordinates mean.
    crs: StatedCrs,
}

impl<'p> Asked<'p> {
    /// Prepares questions. `supposed` says what a mine at the places would be, `mineral=molybdenum,right=mining`; without it
    /// nothing is said of rules but which zones flag. `crs` is what coordinates mean, EPSG:4490 where nothing is said.
    ///
    /// # Errors
    /// Rule tables that cannot be read; a fact that mines do not state, a word that is not known.
    pub fn new(plan: &Plan, index: &'p Index, supposed: Option<&str>, crs: Option<&str>) -> Result<Self, Error> {
        let rules = RuleSet::load(&plan.rules)?;
        let supposed = supposed.map(|text| Supposed::parse(text, rules.as_ref())).transpose()?;
        let crs = StatedCrs::Named(crs.unwrap_or("EPSG:4490").to_owned());
        let mut measures = plan.measures();
        if supposed.is_none() {
            // Margins are told to rules alone.
            (measures.uncertainty_m, measures.mines_uncertainty_m) = (None, 0.0);
        }
        Ok(Self { index, measures, rules, supposed, crs })
    }

    /// Reads a place that is spelled in any of the ways of [`parse_place`], in the coordinate system of these questions.
    ///
    /// # Errors
    /// A text that is no place, a place outside of the world, a coordinate system that leads nowhere.
    pub fn place(&self, text: &str) -> Result<Place, Error> {
        place::in_crs(text, &self.crs)
    }

    /// Answers for some places, in their order.
    ///
    /// # Errors
    /// A damaged index.
    pub fn answers(&self, places: &[Place]) -> Result<Answers, Error> {
        let supposed = self.supposed.as_ref().map(|supposed| supposed.text.clone());
        let mut answers = Answers::new(supposed, self.measures.near_m);
        for place in places {
            let (ground, facts) = match ground::look(self.index, place.at, &self.measures)? {
                Some(found) if !self.asks_margin() => found,
                _ => {
                    let ground = Ground::whole(self.index, self.supposed.is_some())?;
                    let facts = self.with_prepared(&ground, 1, |prepared| prepared.join(&[mine_at(place.at, 0)]));
                    (ground, facts)
                }
            };
            let judged = self.judged(&ground, &facts);
            let answer = Answer { at: place.at, position: 0, ground: &ground, facts: &facts, judged: &judged };
            let is_swapped = answer.is_outside() && self.is_held(Coord { x: place.at.y, y: place.at.x })?;
            answers.push(place, &answer, is_swapped);
        }
        Ok(answers)
    }

    /// Whether any zone holds a place.
    fn is_held(&self, at: Coord<f64>) -> Result<bool, Error> {
        for shape in self.index.shapes() {
            let shape = shape?;
            if !shape.is_receptor() && shape.locate(at)? != Where::Outside {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn asks_margin(&self) -> bool {
        self.supposed.is_some() && join::asks_margin(&self.index.layers(), &self.measures)
    }

    /// Hands over everything, ready for so many places.
    fn with_prepared<T>(&self, ground: &Ground, points: usize, then: impl FnOnce(&Prepared<'_>) -> T) -> T {
        let flags = |zones: &Zones<'_>, zone: u32| match &self.rules {
            None => judge::flags(zones, zone),
            Some(rules) => rules.zone_flags.flags(zones, zone),
        };
        let of_join = JoinGround { zones: &ground.zones, receptors: &ground.receptors, flags: &flags };
        then(&Prepared::new(of_join, &self.measures, Expected { points, areas: false }))
    }

    fn judged(&self, ground: &Ground, facts: &Facts) -> Judged {
        Judged::new(self.rules.as_ref(), self.supposed.as_ref(), &self.measures, ground, facts)
    }
}

/// A mine of which nothing is known but its place.
fn mine_at(at: Coord<f64>, index: u32) -> Mine<'static> {
    Mine { index, id: None, id_member: None, attributes: Attributes::none(), shape: MineShape::Point(at, None) }
}
