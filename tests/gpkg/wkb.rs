//! Reads the blobs of geometry columns, written independently of the writer.

use geo::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

#[derive(Debug)]
pub(super) struct Blob {
    pub(super) srs_id: i32,
    pub(super) empty: bool,
    /// min x, max x, min y, max y
    pub(super) envelope: Option<[f64; 4]>,
    pub(super) geometry: Geometry<f64>,
}

pub(super) fn decode(bytes: &[u8]) -> Blob {
    assert_eq!(&bytes[..3], b"GP\0");
    let flags = bytes[3];
    assert_eq!(flags & 1, 1, "little endian");
    let mut rest = Reader(&bytes[4..]);
    let srs_id = rest.u32().cast_signed();
    let envelope = match flags >> 1 & 0b111 {
        0 => None,
        1 => Some([rest.f64(), rest.f64(), rest.f64(), rest.f64()]),
        other => panic!("envelope {other}"),
    };
    let geometry = rest.geometry();
    assert!(rest.0.is_empty(), "bytes after the geometry");
    Blob { srs_id, empty: flags & 16 != 0, envelope, geometry }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let (head, tail) = self.0.split_first_chunk().unwrap();
        self.0 = tail;
        *head
    }

    fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.take())
    }

    fn f64(&mut self) -> f64 {
        f64::from_le_bytes(self.take())
    }

    fn coord(&mut self) -> Coord<f64> {
        Coord { x: self.f64(), y: self.f64() }
    }

    fn line(&mut self) -> LineString<f64> {
        (0..self.u32()).map(|_| self.coord()).collect()
    }

    fn parts<T: TryFrom<Geometry<f64>, Error: std::fmt::Debug>>(&mut self) -> Vec<T> {
        (0..self.u32()).map(|_| self.geometry().try_into().unwrap()).collect()
    }

    fn geometry(&mut self) -> Geometry<f64> {
        assert_eq!(self.take(), [1], "little endian");
        match self.u32() {
            1 => Point(self.coord()).into(),
            2 => self.line().into(),
            3 => {
                let mut rings: Vec<LineString<f64>> = (0..self.u32()).map(|_| self.line()).collect();
                let exterior = if rings.is_empty() { LineString::new(vec![]) } else { rings.remove(0) };
                Polygon::new(exterior, rings).into()
            }
            4 => MultiPoint(self.parts()).into(),
            5 => MultiLineString(self.parts()).into(),
            6 => MultiPolygon(self.parts()).into(),
            7 => Geometry::GeometryCollection(GeometryCollection(
                (0..self.u32()).map(|_| self.geometry()).collect::<Vec<_>>(),
            )),
            other => panic!("geometry type {other}"),
        }
    }
}
