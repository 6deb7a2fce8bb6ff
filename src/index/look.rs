//! Questions to one zone or receptor of an index, answered from the few blocks that they touch.

use geo::{Coord, LineString};

use super::bytes::Damage;
use super::record::{Form, Record};
use super::write::Text;
use super::{Index, error};
use crate::domain::{Attributes, Zone, ZoneClass};
use crate::error::Error;
use crate::geometry::chains::Chains;
use crate::geometry::{Where, among, slab_at};

/// Lower left and upper right corner.
type Bounds = (Coord<f64>, Coord<f64>);

/// The shape of one zone or receptor.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'i> {
    pub(super) index: &'i Index,
    pub(super) record: Record,
    pub(super) number: usize,
}

impl Shape<'_> {
    /// Whether it is a receptor, not a zone.
    #[must_use]
    pub fn is_receptor(&self) -> bool {
        self.record.is_receptor
    }

    /// Index of its kind: among all kinds of zones, or among those of receptors.
    #[must_use]
    pub fn kind(&self) -> usize {
        self.record.kind as usize
    }

    /// Its number among all shapes of the index.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// Lower left and upper right corner of the box around it.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        (self.record.min, self.record.max)
    }

    /// Whether it shares a point with a box.
    #[must_use]
    pub fn is_near(&self, (min, max): Bounds) -> bool {
        let Record { min: low, max: high, .. } = self.record;
        low.x <= max.x && high.x >= min.x && low.y <= max.y && high.y >= min.y
    }

    /// Where a point lies to it: exact, the border told apart; outside of what is no area.
    ///
    /// # Errors
    /// [`Error::Index`] where the file is damaged.
    pub fn locate(&self, at: Coord<f64>) -> Result<Where, Error> {
        if self.record.form != Form::Area || !self.is_near((at, at)) {
            return Ok(Where::Outside);
        }
        self.told(|| {
            let slab = slab_at(at.y, self.record.min.y, self.record.slabs_per_degree, self.slabs());
            let edges = self.edges_of(slab, slab)?;
            let edges = edges.into_iter().map(|edge| self.edge(edge)).collect::<Result<Vec<_>, _>>()?;
            Ok(among(edges.into_iter(), at))
        })
    }

    /// The parts of its border that reach into boxes, for distances; `None` where there are none.
    ///
    /// # Errors
    /// [`Error::Index`] where the file is damaged.
    pub fn border_in(&self, boxes: &[Bounds]) -> Result<Option<Chains>, Error> {
        let near: Vec<Bounds> = boxes.iter().copied().filter(|one| self.is_near(*one)).collect();
        if near.is_empty() {
            return Ok(None);
        }
        self.told(|| {
            let is_near = |a: Coord<f64>, b: Coord<f64>| {
                near.iter().any(|(min, max)| {
                    a.x.min(b.x) <= max.x && a.x.max(b.x) >= min.x && a.y.min(b.y) <= max.y && a.y.max(b.y) >= min.y
                })
            };
            if self.record.form == Form::Points {
                let points = (0..self.record.corners as u32).map(|corner| self.corner(corner));
                let points = points.collect::<Result<Vec<_>, _>>()?;
                let points: Vec<_> = points.into_iter().filter(|at| is_near(*at, *at)).collect();
                return Ok((!points.is_empty()).then(|| Chains::of_points(&points)));
            }
            let mut edges: Vec<u32> = Vec::new();
            for (min, max) in &near {
                let slab = |y: f64| slab_at(y, self.record.min.y, self.record.slabs_per_degree, self.slabs());
                edges.extend(self.edges_of(slab(min.y), slab(max.y))?);
            }
            edges.sort_unstable();
            edges.dedup();
            let mut lines: Vec<LineString<f64>> = Vec::new();
            let mut last: Option<u32> = None;
            for edge in edges {
                let (a, b) = self.edge(edge)?;
                if !is_near(a, b) {
                    continue;
                }
                match lines.last_mut().filter(|_| last.is_some_and(|last| last + 1 == edge)) {
                    Some(line) => line.0.push(b),
                    None => lines.push(LineString(vec![a, b])),
                }
                last = Some(edge);
            }
            Ok((!lines.is_empty()).then(|| Chains::of_lines(&lines)))
        })
    }

    /// What it is, without its area; of its attributes its names alone, where it has more than one. A receptor has a name alone.
    ///
    /// # Errors
    /// [`Error::Index`] where the file is damaged.
    pub fn zone(&self) -> Result<Zone<'static>, Error> {
        self.told(|| self.zone_of(geo::MultiPolygon(Vec::new())))
    }

    pub(super) fn zone_of(&self, area: geo::MultiPolygon<f64>) -> Result<Zone<'static>, Damage> {
        let text = self.text()?;
        let class = match text.class {
            None => ZoneClass::None,
            Some(class) => class.class().ok_or_else(|| Damage::new("the class of a zone"))?,
        };
        let names = text.names.map(|(chinese, english)| {
            let names = serde_json::json!({ "name_zh": chinese, "name_en": english });
            Attributes::from_object_text(names.to_string())
        });
        Ok(Zone {
            layer: self.record.layer,
            index: self.record.feature,
            id: text.id,
            name: text.name,
            class,
            service: text.service,
            attributes: names.unwrap_or_else(Attributes::none),
            id_member: None,
            area,
        })
    }

    pub(super) fn text(&self) -> Result<Text, Damage> {
        let bytes = self.index.bytes.get(self.record.text_at(), self.record.text)?;
        serde_json::from_slice(bytes).map_err(|_| Damage::new("the text of a zone"))
    }

    fn told<T>(&self, ask: impl FnOnce() -> Result<T, Damage>) -> Result<T, Error> {
        ask().map_err(|damage| error(&self.index.path, &damage))
    }

    fn slabs(&self) -> usize {
        self.record.slab_starts.saturating_sub(1)
    }

    /// The edges of slabs from one to another, perhaps several times.
    fn edges_of(&self, first: usize, last: usize) -> Result<Vec<u32>, Damage> {
        let start = |slab: usize| self.number_at(self.record.slab_starts_at() + 4 * slab);
        if self.record.slab_starts == 0 {
            return Ok(Vec::new());
        }
        let (from, to) = (start(first)? as usize, start(last + 1)? as usize);
        if from > to || to > self.record.slab_edges {
            return Err(Damage::new("the slabs of a zone"));
        }
        let bytes = self.index.bytes.get(self.record.slab_edges_at() + 4 * from, 4 * (to - from))?;
        Ok(numbers(bytes).collect())
    }

    fn edge(&self, edge: u32) -> Result<(Coord<f64>, Coord<f64>), Damage> {
        Ok((self.corner(edge)?, self.corner(edge + 1)?))
    }

    fn corner(&self, corner: u32) -> Result<Coord<f64>, Damage> {
        if corner as usize >= self.record.corners {
            return Err(Damage::new("the corners of a zone"));
        }
        let bytes = self.index.bytes.get(self.record.at + 16 * corner as usize, 16)?;
        coordinates(bytes).next().ok_or_else(|| Damage::new("the corners of a zone"))
    }

    fn number_at(&self, at: usize) -> Result<u32, Damage> {
        numbers(self.index.bytes.get(at, 4)?).next().ok_or_else(|| Damage::new("the slabs of a zone"))
    }
}

/// 32-bit numbers, one behind the other.
pub(super) fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number))
}

/// Corners, one behind the other.
pub(super) fn coordinates(bytes: &[u8]) -> impl Iterator<Item = Coord<f64>> {
    let (doubles, _) = bytes.as_chunks::<8>();
    doubles.as_chunks::<2>().0.iter().map(|[x, y]| Coord { x: f64::from_le_bytes(*x), y: f64::from_le_bytes(*y) })
}
