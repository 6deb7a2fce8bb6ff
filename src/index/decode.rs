//! All zones and receptors of an index, back as they were.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::Index;
use super::bytes::Damage;
use super::look::{Shape, coordinates, numbers};
use super::record::Form;
use crate::domain::{Receptor, ReceptorShape, Receptors, Zones};

impl Index {
    pub(super) fn decode(&self) -> Result<(Vec<Zones<'static>>, Receptors), Damage> {
        let mut zones = self.layers();
        let mut receptors = Receptors {
            layers: self.description.receptor_layers(),
            kinds: self.description.receptor_kinds.clone(),
            receptors: Vec::with_capacity(self.description.receptors),
        };
        for number in 0..self.records {
            let shape = self.shape(number)?;
            let rings = shape.rings()?;
            if shape.record.is_receptor {
                if shape.kind() >= receptors.kinds.len() {
                    return Err(Damage::new("the kind of a receptor"));
                }
                let of_form = match shape.record.form {
                    Form::Area => ReceptorShape::Area(Box::new(area(rings))),
                    Form::Lines => ReceptorShape::Lines(rings.into_iter().map(|(_, line)| line).collect()),
                    Form::Points => ReceptorShape::Points(rings.into_iter().flat_map(|(_, line)| line.0).collect()),
                };
                receptors.receptors.push(Receptor {
                    layer: shape.record.layer,
                    index: shape.record.feature,
                    kind: shape.record.kind,
                    name: shape.text()?.name,
                    shape: of_form,
                });
            } else {
                let of_kind = zones.get_mut(shape.kind()).ok_or_else(|| Damage::new("the kind of a zone"))?;
                of_kind.zones.push(shape.zone_of(area(rings))?);
            }
        }
        Ok((zones, receptors))
    }
}

impl Shape<'_> {
    /// Its rings or lines, each with whether it is a shell.
    fn rings(&self) -> Result<Vec<(bool, LineString<f64>)>, Damage> {
        let record = &self.record;
        let bytes = &self.index.bytes;
        let corners: Vec<Coord<f64>> = coordinates(bytes.get(record.at, 16 * record.corners)?).collect();
        let ends = numbers(bytes.get(record.ring_ends_at(), 4 * record.rings)?);
        let shells = numbers(bytes.get(record.shells_at(), 4 * record.rings)?);
        let mut rings = Vec::with_capacity(record.rings);
        let mut start = 0;
        for (end, is_shell) in ends.zip(shells) {
            let ring = corners.get(start..end as usize).ok_or_else(|| Damage::new("the rings of a zone"))?;
            rings.push((is_shell == 1, LineString(ring.to_vec())));
            start = end as usize;
        }
        Ok(rings)
    }
}

/// Each shell with the holes behind it.
fn area(rings: Vec<(bool, LineString<f64>)>) -> MultiPolygon<f64> {
    let mut parts: Vec<Polygon<f64>> = Vec::new();
    for (is_shell, ring) in rings {
        match parts.last_mut().filter(|_| !is_shell) {
            Some(part) => part.interiors_push(ring),
            None => parts.push(Polygon::new(ring, Vec::new())),
        }
    }
    MultiPolygon(parts)
}
