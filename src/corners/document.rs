//! A file of corners as it stands: sections, keys, parcels, comments, in their order and with their digits.

use std::fmt;

use super::head::Head;
use crate::domain::{AreaUnit, DeclaredArea};

/// The section of the head.
pub const HEAD_SECTION: &str = "属性描述";
/// The section of the parcels.
pub const PARCEL_SECTION: &str = "地块坐标";

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// In file order.
    pub sections: Vec<Section>,
}

/// A section line and all that follows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Without its brackets; none for what stands in front of the first section line.
    pub name: Option<String>,
    /// In file order.
    pub items: Vec<Item>,
}

/// What a section holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A line that begins with `;`, `；` or `#`, with that sign.
    Comment(String),
    /// `key=value`.
    Key(Key),
    /// A line of a head that is neither.
    Text(String),
    /// A parcel.
    Parcel(Parcel),
    /// Lines that could not be read. A document that holds them is not written.
    Refused(Refused),
}

/// `key=value`, each without blanks around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// In front of the first `=`.
    pub name: String,
    /// Behind it; may be empty.
    pub value: String,
    /// From 1; 0 where it comes from no file.
    pub line: usize,
}

/// Lines that could not be read: a parcel, or a stray line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Number or name of the parcel; none for stray lines.
    pub parcel: Option<String>,
    /// Line numbers from 1 with the text of the lines.
    pub lines: Vec<(usize, String)>,
}

/// What a parcel is on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// 点: each point for itself.
    Point,
    /// 线: each ring number is a line, open unless its last point is its first.
    Line,
    /// 面: rings.
    Area,
}

impl Shape {
    /// As it stands in a header line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Point => "点",
            Self::Line => "线",
            Self::Area => "面",
        }
    }
}

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident $position:literal $code:literal;)*) => {
        /// The values of a header line by their place.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Column { $($(#[$doc])* $name = $position),* }

        impl Column {
            /// All of them in the order of the header line.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The field name in use for it, such as `DKMC`.
            #[must_use]
            pub fn code(self) -> &'static str { match self { $(Self::$name => $code),* } }
        }
    };
}

columns! {
    /// 界址点数, the number of points.
    Count 0 "JZDS";
    /// 地块面积, in hectares.
    Area 1 "DKMJ";
    /// 地块编号.
    Number 2 "DKBH";
    /// 地块名称.
    Name 3 "DKMC";
    /// 记录图形属性: 点, 线 or 面.
    Shape 4 "JLTXSX";
    /// 图幅号.
    Sheet 5 "TFH";
    /// 地块用途.
    Use 6 "DKYT";
    /// 地类编码.
    Code 7 "DLBM";
    /// 图斑类型.
    PatchType 8 "TBLX";
    /// 地类.
    LandClass 9 "DL";
    /// 改造前质量等别.
    GradeBefore 10 "GZQ";
    /// 改造后质量等别.
    GradeAfter 11 "GZH";
    /// 备注.
    Remark 12 "BZ";
}

/// A parcel: a header line and its points.
#[derive(Clone, Debug, PartialEq)]
pub struct Parcel {
    /// The values of the header line without the `@`, 3 to 13, each without blanks around it.
    pub values: Vec<String>,
    /// In file order. Which are holes says [`Parcel::parts`].
    pub rings: Vec<Ring>,
    /// Comments and other lines between the points.
    pub remarks: Vec<Remark>,
    /// The header line, from 1; 0 where it comes from no file.
    pub line: usize,
}

/// A line between the points of a parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Index of the ring.
    pub ring: usize,
    /// Index of the point that it stands in front of; as many as there are points: in front of the closing point.
    pub point: usize,
    /// The line.
    pub text: String,
}

/// A ring of an area, a line, or a group of points.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    /// 圈号 as it stands; may be empty.
    pub number: String,
    /// In file order, without the closing point.
    pub points: Vec<Point>,
    /// The closing point, which lies where the first one does; none in a ring that is not closed.
    pub closing: Option<Point>,
}

/// A corner.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// 点号 as it stands: `J1`, `12`, `A-3`.
    pub label: String,
    /// The first coordinate: the northing in metres, unless [`super::coordinates`] finds otherwise.
    pub x: Number,
    /// The second coordinate: the easting in metres, with or without its zone.
    pub y: Number,
    /// What stands behind the two coordinates.
    pub more: Vec<String>,
    /// From 1; 0 where it comes from no file.
    pub line: usize,
}

impl Point {
    /// Whether two points lie in one place, however their digits are written.
    #[must_use]
    #[expect(clippy::float_cmp, reason = "the same place is the same number")]
    pub fn lies_on(&self, other: &Self) -> bool {
        self.x.value == other.x.value && self.y.value == other.y.value
    }
}

/// A number and its digits.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// As it stands, in half-width characters.
    pub text: String,
    /// Finite.
    pub value: f64,
}

impl Document {
    /// A document of a head and parcels, in the usual two sections.
    #[must_use]
    pub fn new(head: &[(&str, &str)], parcels: Vec<Parcel>) -> Self {
        let keys = head
            .iter()
            .map(|(name, value)| Item::Key(Key { name: (*name).to_owned(), value: (*value).to_owned(), line: 0 }));
        let head = Section { name: Some(HEAD_SECTION.to_owned()), items: keys.collect() };
        let items = parcels.into_iter().map(Item::Parcel).collect();
        Self { sections: vec![head, Section { name: Some(PARCEL_SECTION.to_owned()), items }] }
    }

    /// Everything in file order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// The parcels that could be read, in file order.
    pub fn parcels(&self) -> impl Iterator<Item = &Parcel> {
        self.items().filter_map(|item| if let Item::Parcel(parcel) = item { Some(parcel) } else { None })
    }

    /// What could not be read, in file order.
    pub fn refused(&self) -> impl Iterator<Item = &Refused> {
        self.items().filter_map(|item| if let Item::Refused(refused) = item { Some(refused) } else { None })
    }

    /// All points of all parcels, without the closing ones.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        self.parcels().flat_map(Parcel::points)
    }

    /// What the known keys say.
    #[must_use]
    pub fn head(&self) -> Head {
        Head::read(self).0
    }

    /// The same without what could not be read, so that it can be written.
    #[must_use]
    pub fn without_refused(mut self) -> Self {
        for section in &mut self.sections {
            section.items.retain(|item| !matches!(item, Item::Refused(_)));
        }
        self
    }

    /// The same without line numbers, to compare what two documents say.
    #[must_use]
    pub fn without_lines(mut self) -> Self {
        for item in self.sections.iter_mut().flat_map(|section| &mut section.items) {
            match item {
                Item::Key(key) => key.line = 0,
                Item::Parcel(parcel) => {
                    parcel.line = 0;
                    for ring in &mut parcel.rings {
                        ring.points.iter_mut().chain(&mut ring.closing).for_each(|point| point.line = 0);
                    }
                }
                Item::Refused(refused) => refused.lines.iter_mut().for_each(|line| line.0 = 0),
                Item::Comment(_) | Item::Text(_) => {}
            }
        }
        self
    }
}

impl Parcel {
    /// A value of the header line; empty where the line is too short to hold it.
    #[must_use]
    pub fn value(&self, column: Column) -> &str {
        self.values.get(column as usize).map_or("", String::as_str)
    }

    /// Sets a value of the header line, which grows as far as needed.
    pub fn set_value(&mut self, column: Column, text: impl Into<String>) {
        if self.values.len() <= column as usize {
            self.values.resize(column as usize + 1, String::new());
        }
        self.values[column as usize] = text.into();
    }

    /// The declared number of points; none where there is none or it is no number.
    #[must_use]
    pub fn declared_count(&self) -> Option<usize> {
        self.value(Column::Count).parse().ok()
    }

    /// The declared area. It is in hectares unless the text names a unit.
    #[must_use]
    pub fn declared_area(&self) -> Option<DeclaredArea> {
        DeclaredArea::parse(self.value(Column::Area), AreaUnit::Hectare)
    }

    /// The declared area in hectares.
    #[must_use]
    pub fn declared_area_ha(&self) -> Option<f64> {
        self.declared_area().map(|area| area.m2 / AreaUnit::Hectare.factor_m2())
    }

    /// What the parcel is; an area unless the header line says 点 or 线.
    #[must_use]
    pub fn shape(&self) -> Shape {
        match self.value(Column::Shape) {
            "点" => Shape::Point,
            "线" => Shape::Line,
            _ => Shape::Area,
        }
    }

    /// Number or name, whichever is there first.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        [Column::Number, Column::Name].into_iter().map(|column| self.value(column)).find(|text| !text.is_empty())
    }

    /// All points in file order, without the closing ones.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        self.rings.iter().flat_map(|ring| &ring.points)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
