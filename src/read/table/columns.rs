//! Which columns hold coordinates, by their names.

use super::{ColumnChoice, Fault, Order};

/// What the name of a column says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Degrees east.
    Longitude,
    /// Degrees north.
    Latitude,
    /// Metres to the east: the Y of Chinese surveying.
    Easting,
    /// Metres to the north: the X of Chinese surveying.
    Northing,
    /// Called X and no more: north in surveying, east in GIS.
    X,
    /// Called Y and no more.
    Y,
    /// All corners of a row in one cell.
    Corners,
    /// The number of a corner, in a list with one corner a row.
    PointNumber,
}

/// The names of each role, without blanks, underscores, hyphens and what stands in brackets, in small letters.
const NAMES: [(Role, &[&str]); 8] = [
    (
        Role::Longitude,
        &[
            "经度",
            "东经",
            "经度坐标",
            "东经坐标",
            "东经度",
            "经度e",
            "中心经度",
            "中心点经度",
            "矿区中心点经度",
            "十进制经度",
            "gps经度",
            "wgs84经度",
            "cgcs2000经度",
            "大地经度",
            "坐标经度",
            "longitude",
            "lon",
            "long",
            "lng",
            "xlon",
            "lonx",
            "lngx",
            "xlng",
            "xlongitude",
            "londd",
            "ddlon",
            "gpslon",
            "gpslng",
            "gpslongitude",
            "wgs84lon",
            "wgs84lng",
            "centerlon",
            "centerlng",
            "decimallongitude",
            "longitudedeg",
            "longitudee",
            "jd",
        ],
    ),
    (
        Role::Latitude,
        &[
            "纬度",
            "北纬",
            "纬度坐标",
            "北纬坐标",
            "北纬度",
            "纬度n",
            "中心纬度",
            "中心点纬度",
            "矿区中心点纬度",
            "十进制纬度",
            "gps纬度",
            "wgs84纬度",
            "cgcs2000纬度",
            "大地纬度",
            "坐标纬度",
            "latitude",
            "lat",
            "ylat",
            "laty",
            "ylatitude",
            "latdd",
            "ddlat",
            "gpslat",
            "gpslatitude",
            "wgs84lat",
            "centerlat",
            "decimallatitude",
            "latitudedeg",
            "latituden",
            "wd",
        ],
    ),
    (Role::Easting, &["横坐标", "东坐标", "横坐标y", "y横坐标", "东坐标y", "y东坐标", "easting", "east"]),
    (Role::Northing, &["纵坐标", "北坐标", "纵坐标x", "x纵坐标", "北坐标x", "x北坐标", "northing", "north"]),
    (
        Role::X,
        &["x", "x坐标", "坐标x", "x值", "x轴", "2000坐标x", "cgcs2000x", "xcoord", "xcoordinate", "coordx", "pointx"],
    ),
    (
        Role::Y,
        &["y", "y坐标", "坐标y", "y值", "y轴", "2000坐标y", "cgcs2000y", "ycoord", "ycoordinate", "coordy", "pointy"],
    ),
    (
        Role::Corners,
        &[
            "拐点坐标",
            "范围坐标",
            "坐标",
            "坐标串",
            "拐点",
            "拐点坐标串",
            "界址点坐标",
            "范围拐点坐标",
            "区域坐标",
            "坐标范围",
            "矿区范围",
            "矿区范围坐标",
            "矿区范围拐点坐标",
            "矿区拐点坐标",
            "勘查区范围",
            "勘查区拐点坐标",
            "勘查范围拐点坐标",
            "corners",
            "cornercoordinates",
            "coordinates",
            "coords",
            "gdzb",
            "qyzb",
        ],
    ),
    (
        Role::PointNumber,
        &["点号", "拐点号", "拐点编号", "拐点序号", "拐点点号", "界址点号", "界址点", "界址点编号", "点序号"],
    ),
];

/// What a name says, if anything.
pub(super) fn role(name: &str) -> Option<Role> {
    let name = plain(name);
    NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(role, _)| *role)
}

/// Full-width signs become usual ones; case, blanks, joints, units and other remarks in brackets go.
fn plain(name: &str) -> String {
    let mut depth = 0_u32;
    let mut plain = String::new();
    for sign in name.chars() {
        let sign = match sign {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
            _ => sign,
        };
        match sign {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0
                || sign.is_whitespace()
                || matches!(sign, '_' | '-' | '.' | ':' | '*' | '\u{feff}' | '\u{200b}') => {}
            _ => plain.extend(sign.to_lowercase()),
        }
    }
    plain
}

/// Two columns that hold a place together, by position from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Longitude, easting, or what is called X.
    pub x: usize,
    /// Latitude, northing, or what is called Y.
    pub y: usize,
    /// What is known about them.
    pub order: Order,
}

/// The columns of a table that hold coordinates. Where both are there, corners go before the pair, which stays for rows
/// without corners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// One place in two cells.
    pub pair: Option<Pair>,
    /// All corners in one cell.
    pub corners: Option<usize>,
}

impl Columns {
    /// Whether there are any.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.pair.is_none() && self.corners.is_none()
    }
}

/// The columns that the names of a header tell, and what there is to say about the choice. Degrees go before metres,
/// and names that say their direction before X and Y.
pub(super) fn by_name<'n>(header: impl Iterator<Item = &'n str>) -> (Columns, Vec<String>) {
    let names: Vec<&str> = header.collect();
    let roles: Vec<Option<Role>> = names.iter().map(|name| role(name)).collect();
    let mut notes = Vec::new();
    let mut first = |wanted: Role| {
        let mut found = (0..roles.len()).filter(|column| roles[*column] == Some(wanted));
        let first = found.next()?;
        for other in found {
            notes.push(format!("columns {:?} and {:?} mean the same; the first was taken", names[first], names[other]));
        }
        Some(first)
    };
    let mut pair = None;
    for (x, y, order) in [
        (Role::Longitude, Role::Latitude, Order::LongitudeLatitude),
        (Role::Easting, Role::Northing, Order::EastingNorthing),
        (Role::X, Role::Y, Order::Unsaid),
    ] {
        if pair.is_none()
            && let (Some(x), Some(y)) = (first(x), first(y))
        {
            pair = Some(Pair { x, y, order });
        }
    }
    let corners = first(Role::Corners);
    (Columns { pair, corners }, notes)
}

/// The columns that the caller named.
pub(super) fn by_choice(header: &[String], choice: &ColumnChoice) -> Result<Columns, Fault> {
    let known = || header.join(", ");
    let column = |asked: &str| {
        let same = |name: &String| name == asked;
        let nearly = |name: &String| plain(name) == plain(asked);
        let number = || asked.parse::<usize>().ok().filter(|number| (1..=header.len()).contains(number)).map(|n| n - 1);
        let found = header.iter().position(same).or_else(|| header.iter().position(nearly)).or_else(number);
        found.ok_or_else(|| Fault::NoSuchColumn { asked: asked.to_owned(), known: known() })
    };
    match choice {
        ColumnChoice::ByName => {
            let columns = by_name(header.iter().map(String::as_str)).0;
            if columns.is_empty() { Err(Fault::NoCoordinates { known: known() }) } else { Ok(columns) }
        }
        ColumnChoice::Pair { x, y } => {
            let pair = Pair { x: column(x)?, y: column(y)?, order: Order::Given };
            Ok(Columns { pair: Some(pair), corners: None })
        }
        ColumnChoice::Corners(name) => Ok(Columns { pair: None, corners: Some(column(name)?) }),
    }
}
