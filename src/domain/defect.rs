//! What was found wrong with one feature. A defect never stops a run (unless `--strict`), and is never silent.

use std::fmt;

use geo::Coord;

use super::LayerSource;

/// What became of the feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing was changed that matters to a result.
    Note,
    /// Mended, and the mending is certain.
    Repaired,
    /// Used, but a person should look.
    Review,
    /// Not used.
    Refused,
}

impl Severity {
    /// The word that stands in the defects layer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Repaired => "repaired",
            Self::Review => "review",
            Self::Refused => "refused",
        }
    }
}

macro_rules! defect_codes {
    ($($(#[$doc:meta])* $name:ident $code:literal $severity:ident $hint:literal;)*) => {
        /// Stable codes: never reworded, safe to count and to filter by.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum DefectCode { $($(#[$doc])* $name),* }

        impl DefectCode {
            /// All codes, in the order in which the summary lists them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as it stands in output.
            #[must_use]
            pub fn code(self) -> &'static str { match self { $(Self::$name => $code),* } }

            /// What became of a feature with this defect.
            #[must_use]
            pub fn severity(self) -> Severity { match self { $(Self::$name => Severity::$severity),* } }

            /// What a person can do about it.
            #[must_use]
            pub fn hint(self) -> &'static str { match self { $(Self::$name => $hint),* } }
        }
    };
}

defect_codes! {
    /// The feature is not JSON, or not a GeoJSON feature.
    Unreadable "unreadable-feature" Refused "look at this feature in a text editor; the rest of the file was read";
    /// No geometry.
    MissingGeometry "missing-geometry" Refused "give the feature a geometry, or take it out of the layer";
    /// A geometry without a single coordinate.
    EmptyGeometry "empty-geometry" Refused "give the feature a geometry, or take it out of the layer";
    /// NaN or infinite.
    NonFiniteCoordinate "non-finite-coordinate" Refused "a coordinate is NaN or infinite: correct it in the source";
    /// Latitude and longitude have changed places.
    SwappedAxes "swapped-axes" Refused "longitude comes first: swap the two coordinates in the source";
    /// Not a longitude and latitude.
    OutOfRange "out-of-range" Refused "if the layer is projected, state its system: FILE,crs=EPSG:CODE";
    /// A line among mines, a point among zones.
    WrongGeometryType "wrong-geometry-type" Refused "mines are points or polygons, zones are polygons";
    /// Rings that enclose nothing.
    NoArea "no-area" Refused "a polygon needs three different corners that are not in one line";
    /// Invalid, and there is no certain repair.
    InvalidGeometry "invalid-geometry" Refused "repair the polygon in QGIS (Fix geometries) and look at the result";
    /// An edge that leads the long way round the globe.
    CrossesAntimeridian "crosses-antimeridian" Refused "cut it at 180 degrees into two parts (RFC 7946, section 3.1.9)";
    /// Two features with one id.
    DuplicateId "duplicate-id" Review "both are used; if they are the same mine, keep one";
    /// A class field without a value.
    MissingClass "missing-class" Review "fill in the class; mines in this zone get the verdict review";
    /// A class word that is not in the vocabulary.
    UnknownClass "unknown-class" Review "correct the word, or say what it means: classes = { \"word\" = \"severe\" } in the plan";
    /// A mineral, status, right … that is not in the vocabulary.
    UnknownWord "unknown-word" Review "correct the word, or add it to a vocabulary.toml that the plan names: vocabulary = [\"vocabulary.toml\"]";
    /// A date of a mine that is none.
    UnreadableDate "unreadable-date" Review "write it as 2026-01-31";
    /// A row of a list of green mines that is not understood.
    GreenListRow "green-list-row" Review "correct this row of the list; it counts for nothing";
    /// An old datum that was taken for CGCS2000, within an uncertainty.
    BallparkDatum "ballpark-datum" Review "give the parameters of your office: crs_parameters = [dx, dy, dz] in the plan (or FILE,crs_parameters=dx/dy/dz)";
    /// An area in common with a zone that could not be measured.
    Unmeasured "unmeasured-overlap" Review "coordinates of this mine lie too near to each other: measure it by hand";
    /// A declared area that is no number.
    DeclaredArea "declared-area" Review "correct the area; the mine is measured all the same";
    /// A ring crossed itself and was rebuilt.
    SelfCrossing "self-crossing" Review "compare the rebuilt polygon with the source";
    /// A ring did not end where it began.
    UnclosedRing "unclosed-ring" Repaired "the first corner was repeated at the end";
    /// One of several rings encloses nothing.
    DegenerateRing "degenerate-ring" Repaired "a ring that encloses nothing was left out; the area is the same";
    /// Rings wound against RFC 7946, section 3.1.6.
    Orientation "ring-orientation" Note "no result depends on it; rings are written the right way round";
    /// An old datum that was moved by the user's parameters.
    DatumParameters "datum-parameters" Note "compare a known place: parameters are local, and signs of rotations differ between offices";
    /// Coordinates of a web map that were moved back.
    WebMapShift "web-map-shift" Note "the public rule of the shift is no survey: ask for the coordinates before the shift";
    /// Prefectures without a field of fragility classes.
    NoClassField "no-class-field" Note "name the field: FILE,class=FIELD (or in the plan: class = \"FIELD\")";
    /// Rules ask for what no field of the mines states.
    NoStatement "no-statement-field" Note "name the field in the plan: mineral = \"FIELD\" (or FILE,mineral=FIELD)";
    /// A layer of zones without a field of names.
    NoNameField "no-name-field" Note "name the field: FILE,name=FIELD (or in the plan: name = \"FIELD\")";
    /// A zone without a name.
    MissingName "missing-name" Note "the zone is called by its id or number";
    /// How a table or a text was understood.
    Reading "how-it-was-read" Note "look whether it was meant so";
    /// Something in a text was mended.
    TextMended "text-mended" Repaired "the text was read as it must have been meant";
    /// Something in a text is doubtful.
    TextDoubtful "text-doubtful" Review "look at this line of the text";
    /// A Shapefile without its table.
    MissingTable "missing-table" Review "put the .dbf file of the same name beside the .shp file, and look whether it is empty";
    /// Bytes that are no character of the encoding.
    UndecodableText "undecodable-text" Review "correct the text in the source; where a character was lost stands �";
    /// Text that was cut inside of a character.
    CutText "cut-text" Note "the field was too short for its text in the source; the incomplete last character was left out";
    /// Two fields of one name.
    DuplicateField "duplicate-field" Note "the later field got a number behind its name";
    /// A declared encoding that the bytes belie.
    EncodingCorrected "encoding-corrected" Note "correct the .cpg file, or state the encoding: FILE,encoding=GBK";
    /// What cannot be written as a parcel of a corner text.
    NoParcel "no-parcel" Refused "correct this feature, or write more digits: --precision 0.001";
    /// Too far from the central meridian of the text to be written in its zone.
    OutOfZone "out-of-zone" Refused "write it in its own zone: --crs EPSG:CODE";
    /// A parcel that lies wholly outside of the zone that it is written in.
    OutsideZone "outside-zone" Review "whoever gets the text may want it in its own zone: --crs EPSG:CODE";
    /// Corners that a user moved since the text was read.
    EditedCorners "edited-corners" Review "the corners were taken from the layer and numbered anew: compare labels and the declared area";
    /// Stored digits of a text that cannot be used.
    CornerTable "corner-table" Review "the corners were taken from the layer: compare them with the text they came from";
    /// Text that would part a line of a corner text.
    ReplacedText "replaced-text" Repaired "commas were written full-width, line breaks as blanks";
    /// A parcel that reaches over the border of its zone.
    BeyondZone "beyond-zone" Note "it is written in the one zone; distances are longer there than on the ground";
    /// A parcel that was added to a layer that came from a corner text.
    AddedParcel "added-parcel" Note "it was written from its geometry, with labels J1, J2, …";
    /// A parcel that was taken out of a layer that came from a corner text.
    RemovedParcel "removed-parcel" Note "its lines were left out of the text";
    /// Members that are no part of a GeoJSON feature.
    ForeignMembers "foreign-members" Note "members beside type, id, bbox, geometry and properties are not written again";
}

impl fmt::Display for DefectCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One thing that is wrong with one feature.
#[derive(Clone, Debug)]
pub struct Defect {
    /// The layer.
    pub source: LayerSource,
    /// The feature's index from 0; `None` for a finding about the whole layer.
    pub feature: Option<u32>,
    /// The feature's id, where it has one.
    pub id: Option<String>,
    /// What is wrong.
    pub code: DefectCode,
    /// The particulars, for people.
    pub reason: String,
    /// Where, in EPSG:4490 degrees, where that is known.
    pub at: Option<Coord<f64>>,
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        if let Some(feature) = self.feature {
            write!(f, ": feature {feature}")?;
        }
        if let Some(id) = &self.id {
            write!(f, " ({id})")?;
        }
        write!(f, ": {}: {}", self.code, self.reason)
    }
}
