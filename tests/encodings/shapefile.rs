//! Shapefiles put together byte by byte, so that every wrong statement about their text can be made.
//!
//! Source: ESRI Shapefile Technical Description (1998); the dBASE III table format.

use crate::world::World;

/// A field of text.
pub(crate) struct Field {
    pub(crate) name: Vec<u8>,
    pub(crate) width: u8,
}

/// A table of text fields.
pub(crate) struct Table {
    pub(crate) ldid: u8,
    pub(crate) fields: Vec<Field>,
    pub(crate) rows: Vec<Vec<Vec<u8>>>,
}

impl Table {
    /// Fields of 40 bytes.
    pub(crate) fn new(ldid: u8, names: &[Vec<u8>], rows: Vec<Vec<Vec<u8>>>) -> Self {
        let fields = names.iter().map(|name| Field { name: name.clone(), width: 40 }).collect();
        Self { ldid, fields, rows }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let width: usize = self.fields.iter().map(|field| usize::from(field.width)).sum();
        let mut bytes = vec![3, 124, 1, 1];
        bytes.extend((self.rows.len() as u32).to_le_bytes());
        bytes.extend((33 + 32 * self.fields.len() as u16).to_le_bytes());
        bytes.extend((1 + width as u16).to_le_bytes());
        bytes.resize(32, 0);
        bytes[29] = self.ldid;
        for field in &self.fields {
            bytes.extend(padded(&field.name, 11, 0));
            bytes.push(b'C');
            bytes.extend([0; 4]);
            bytes.extend([field.width, 0]);
            bytes.extend([0; 14]);
        }
        bytes.push(b'\r');
        for row in &self.rows {
            bytes.push(b' ');
            for (value, field) in row.iter().zip(&self.fields) {
                bytes.extend(padded(value, usize::from(field.width), b' '));
            }
        }
        bytes.push(0x1a);
        bytes
    }
}

/// Text cut or filled to a width, as a writer does that knows no characters.
fn padded(text: &[u8], width: usize, filler: u8) -> Vec<u8> {
    let mut text = text[..text.len().min(width)].to_vec();
    text.resize(width, filler);
    text
}

const PRJ: &str = r#"GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

/// Writes `.shp`, `.shx` and `.prj`: one shape of this type for each content, all within this box.
fn geometry(world: &World, name: &str, shape_type: u32, contents: &[Vec<u8>], bounds: [f64; 4]) {
    let header = |length: usize| {
        let mut bytes = vec![0, 0, 0x27, 0x0a];
        bytes.resize(24, 0);
        bytes.extend((length as u32 / 2).to_be_bytes());
        bytes.extend(1000_u32.to_le_bytes());
        bytes.extend(shape_type.to_le_bytes());
        bytes.extend(bounds.iter().flat_map(|value| value.to_le_bytes()));
        bytes.resize(100, 0);
        bytes
    };
    let length = 100 + contents.iter().map(|content| 8 + content.len()).sum::<usize>();
    let (mut shp, mut shx) = (header(length), header(100 + 8 * contents.len()));
    for (index, content) in contents.iter().enumerate() {
        shx.extend((shp.len() as u32 / 2).to_be_bytes());
        shx.extend((content.len() as u32 / 2).to_be_bytes());
        shp.extend((index as u32 + 1).to_be_bytes());
        shp.extend((content.len() as u32 / 2).to_be_bytes());
        shp.extend(content);
    }
    world.write(&format!("{name}.shp"), shp);
    world.write(&format!("{name}.shx"), shx);
    world.write(&format!("{name}.prj"), PRJ);
}

/// Points in the unit 甲, one for each row.
pub(crate) fn points(world: &World, name: &str, count: usize) {
    let content = |index: usize| {
        let mut content = 1_u32.to_le_bytes().to_vec();
        content.extend((75.1 + 0.8 * (index % 1000) as f64 / 1000.0).to_le_bytes());
        content.extend(39.5_f64.to_le_bytes());
        content
    };
    geometry(world, name, 1, &(0..count).map(content).collect::<Vec<_>>(), [75.0, 39.0, 76.0, 40.0]);
}

/// Squares side by side from 75 degrees east, one for each row.
pub(crate) fn squares(world: &World, name: &str, count: usize) {
    let content = |index: usize| {
        let (west, south) = (75.0 + index as f64, 39.0);
        let corners = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)];
        let mut content = 5_u32.to_le_bytes().to_vec();
        content.extend([west, south, west + 1.0, south + 1.0].iter().flat_map(|value: &f64| value.to_le_bytes()));
        content.extend(1_u32.to_le_bytes());
        content.extend(5_u32.to_le_bytes());
        content.extend(0_u32.to_le_bytes());
        for (x, y) in corners {
            content.extend((west + x).to_le_bytes());
            content.extend((south + y).to_le_bytes());
        }
        content
    };
    geometry(world, name, 5, &(0..count).map(content).collect::<Vec<_>>(), [75.0, 39.0, 75.0 + count as f64, 40.0]);
}
