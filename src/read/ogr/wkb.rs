//! Well-known binary to plain geometry, rings as they are written.
//!
//! Source: OGC 06-103r4, section 8.2; ISO codes for heights and measures (+1000, +2000, +3000) and the older high bits.

use geo::{Coord, LineString};

use crate::domain::{DefectCode, RawGeometry, RawPart};

/// Parses the bytes of one geometry.
pub(super) fn geometry(bytes: &[u8]) -> RawGeometry<'static> {
    let mut reader = Reader { bytes, little_endian: true, dimensions: 2 };
    reader
        .geometry()
        .unwrap_or_else(|| RawGeometry::Unreadable(DefectCode::Unreadable, "damaged well-known binary".into()))
}

fn lines(lines: Vec<LineString<f64>>) -> RawGeometry<'static> {
    if lines.iter().all(|line| line.0.is_empty()) { RawGeometry::Empty } else { RawGeometry::Lines(lines) }
}

struct Reader<'a> {
    bytes: &'a [u8],
    little_endian: bool,
    dimensions: usize,
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.bytes.split_first_chunk::<N>()?;
        self.bytes = rest;
        Some(*head)
    }

    fn count(&mut self) -> Option<u32> {
        let bytes = self.take::<4>()?;
        Some(if self.little_endian { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn number(&mut self) -> Option<f64> {
        let bytes = self.take::<8>()?;
        Some(if self.little_endian { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    fn header(&mut self) -> Option<u32> {
        self.little_endian = self.take::<1>()? == [1];
        let code = self.count()?;
        let (flags, code) = (code >> 29, code & 0x1fff_ffff);
        self.dimensions = 2 + match (flags, code / 1000) {
            (0, 0) => 0,
            (0, 3) | (0b110, _) => 2,
            _ => 1,
        };
        Some(code % 1000)
    }

    fn position(&mut self) -> Option<Coord<f64>> {
        let at = Coord { x: self.number()?, y: self.number()? };
        for _ in 2..self.dimensions {
            self.number()?;
        }
        Some(at)
    }

    fn ring(&mut self) -> Option<LineString<f64>> {
        let count = self.count()? as usize;
        // A damaged count must not reserve more than the bytes can hold.
        let mut corners = Vec::with_capacity(count.min(self.bytes.len() / 16));
        for _ in 0..count {
            corners.push(self.position()?);
        }
        Some(LineString(corners))
    }

    fn rings(&mut self) -> Option<RawPart> {
        let count = self.count()?;
        (0..count).map(|_| self.ring()).collect()
    }

    fn point(&mut self) -> Option<RawGeometry<'static>> {
        let at = self.position()?;
        // An empty point is written as NaN NaN.
        Some(if at.x.is_nan() && at.y.is_nan() { RawGeometry::Empty } else { RawGeometry::Point(at, None) })
    }

    fn geometry(&mut self) -> Option<RawGeometry<'static>> {
        let geometry = match self.header()? {
            1 => self.point()?,
            3 => RawGeometry::Area(vec![self.rings()?]),
            4 => {
                let mut places = Vec::new();
                for _ in 0..self.count()? {
                    // A set within a set would be damage.
                    if self.header()? != 1 {
                        return None;
                    }
                    places.push(self.position()?);
                }
                // Empty points are written as NaN NaN.
                places.retain(|at| !(at.x.is_nan() && at.y.is_nan()));
                match places.as_slice() {
                    [] => RawGeometry::Empty,
                    // A set of one is the point that it holds.
                    [at] => RawGeometry::Point(*at, None),
                    _ => RawGeometry::Points(places),
                }
            }
            6 => {
                let count = self.count()?;
                let mut parts = Vec::new();
                for _ in 0..count {
                    if self.header()? != 3 {
                        return None;
                    }
                    parts.push(self.rings()?);
                }
                RawGeometry::Area(parts)
            }
            2 => lines(vec![self.ring()?]),
            5 => {
                let mut parts = Vec::new();
                for _ in 0..self.count()? {
                    if self.header()? != 2 {
                        return None;
                    }
                    parts.push(self.ring()?);
                }
                lines(parts)
            }
            7 => RawGeometry::Other("GeometryCollection"),
            8..=12 => RawGeometry::Other("curve geometry"),
            _ => RawGeometry::Other("surface geometry"),
        };
        Some(geometry)
    }
}

#[cfg(test)]
mod tests {
    use gdal::vector::Geometry;

    use super::geometry;
    use crate::domain::RawGeometry;

    fn read(wkt: &str) -> RawGeometry<'static> {
        geometry(&Geometry::from_wkt(wkt).unwrap().wkb().unwrap())
    }

    #[test]
    fn heights_and_measures_are_stepped_over() {
        for wkt in ["POINT (75 39)", "POINT Z (75 39 1)", "POINT M (75 39 1)", "POINT ZM (75 39 1 2)"] {
            assert!(matches!(read(wkt), RawGeometry::Point(at, None) if at.x == 75.0 && at.y == 39.0), "{wkt}");
        }
    }

    #[test]
    fn parts_and_holes_come_in_order() {
        let RawGeometry::Area(parts) = read(
            "MULTIPOLYGON Z (((0 0 1,9 0 1,9 9 1,0 0 1),(1 1 1,2 1 1,2 2 1,1 1 1)),((20 0 1,29 0 1,29 9 1,20 0 1)))",
        ) else {
            panic!("not an area")
        };
        assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(parts[1][0].0[1].x, 29.0);
    }

    #[test]
    fn a_set_of_one_point_is_that_point_and_sets_do_not_nest() {
        assert!(matches!(read("MULTIPOINT (75 39)"), RawGeometry::Point(at, None) if at.x == 75.0 && at.y == 39.0));
        assert!(matches!(read("MULTIPOINT (75 39,76 40)"), RawGeometry::Points(places) if places.len() == 2));
        // A set of one set of one set … must not exhaust the stack.
        let nested = [1, 4, 0, 0, 0, 1, 0, 0, 0].repeat(1_000_000);
        assert!(matches!(geometry(&nested), RawGeometry::Unreadable(..)));
    }

    #[test]
    fn cut_bytes_are_unreadable_and_never_a_panic() {
        let bytes = Geometry::from_wkt("POLYGON ((0 0,9 0,9 9,0 0))").unwrap().wkb().unwrap();
        for length in 0..bytes.len() {
            assert!(matches!(geometry(&bytes[..length]), RawGeometry::Unreadable(..)), "{length} bytes");
        }
    }
}
