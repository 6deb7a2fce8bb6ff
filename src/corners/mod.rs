//! The corner-coordinate text of land and mining parcels (勘测定界 TXT, "部里格式"): read, judged, written.
//!
//! ```text
//! [属性描述]
//! 坐标系=2000国家大地坐标系
//! 几度分带=3
//! 带号=38
//! [地块坐标]
//! 5,1.0000,1,某某地块,面,,采矿用地,,@
//! J1,1,3437100.00,38383100.00
//! …
//! ```
//!
//! [`parse`] is tolerant: any separators, brackets, encodings and line ends in use; what it mends or refuses stands in a
//! list of [`Complaint`]s by [`Rule`]. Coordinates keep their digits; nothing is projected here. [`coordinates`] says what
//! they are, from the head and from the numbers, and asks where the two contradict each other. [`Parcel::parts`] tells
//! outlines from holes by where they lie. [`write()`] is strict, and reads back what it wrote before it gives it out.
//!
//! **X is the northing** and stands first; **Y is the easting**, in metres, often with the number of its zone in front.
//!
//! | rule | what became of it | what it is about |
//! | --- | --- | --- |
//! | `TXT001` | refused | bytes that are no text in the encoding of the file. The line is not read. |
//! | `TXT002` | note | line ends of more than one kind. |
//! | `TXT003` | repaired | a section line that is missing, or without its closing bracket. |
//! | `TXT004` | review | a line of a head that is no key; kept as it is. |
//! | `TXT005` | note | a header line with fewer than the usual eight values; the others are empty. |
//! | `TXT006` | refused | a header line with fewer than 3 or more than 13 values. |
//! | `TXT007` | review | the declared number of points is not that of the lines. |
//! | `TXT008` | note | no number of points is declared. |
//! | `TXT009` | review | the declared area is no number of hectares, nor of another known unit. |
//! | `TXT010` | review | the shape is none of 点, 线, 面; read as 面. |
//! | `TXT011` | note | no shape is declared; read as 面. |
//! | `TXT012` | note | a header line that stood before. The parcels are two. |
//! | `TXT013` | refused | a line inside of a parcel that is no point. |
//! | `TXT014` | refused | a coordinate that is not finite, or larger than any in use. |
//! | `TXT015` | repaired | a point without its ring number belongs to the ring of the point before it. |
//! | `TXT016` | refused | a line that belongs to no parcel: before the first, or behind a complete one and no header. |
//! | `TXT017` | refused | a parcel without points. |
//! | `TXT018` | refused | a ring of fewer than three different corners, a line of fewer than two. |
//! | `TXT019` | refused | a ring whose corners lie in one line. |
//! | `TXT020` | repaired | a ring whose last point is not its first; it is closed. |
//! | `TXT021` | repaired | several rings have one number; they are told apart by their closing points. |
//! | `TXT022` | review | the last point has the label of the first but lies elsewhere; kept as a corner. |
//! | `TXT023` | note | a corner that repeats the one before it; kept. |
//! | `TXT024` | repaired | the closing point stands twice; once is enough. |
//! | `TXT025` | review | rings that cross each other or are the same, so that inside and outside are doubtful. |
//! | `TXT026` | review | a key with two different values; the first counts. |
//! | `TXT027` | review | the value of a known key is not understood, and is as if it were not there. |
//! | `TXT028` | note | a key among the parcels; kept where it is. |
//! | `TXT029` | review | parcels in a section of an unknown name. |
//! | `TXT030` | repaired | a header line without its `@`. |
//! | `TXT031` | repaired | full-width digits, signs or points in a coordinate; written with plain ones. |
//! | `TXT032` | refused | which lines belong to a parcel that is not read. |
//! | `TXT033` | review | no parcel could be read in the whole file. |
//! | `TXT034` | note | UTF-16, which is none of the encodings in use for these files. |
//! | `TXT035` | note | a point with more than four values; the others are kept. |
//! | `TXT040` | refused | the zone that the head states is not that of the coordinates. |
//! | `TXT041` | refused | the width of zones that the head states does not fit the zone. |
//! | `TXT042` | refused | the head speaks of metres and the coordinates are degrees, or the other way round. |
//! | `TXT043` | refused | two central meridians. |
//! | `TXT044` | refused | eastings without a zone, and no zone in the head. |
//! | `TXT045` | refused | degrees that may be decimal or packed degrees, minutes and seconds. |
//! | `TXT046` | refused | coordinates of more than one kind, or of more than one zone. |
//! | `TXT047` | refused | coordinates that are nowhere in China in any reading. |
//! | `TXT048` | repaired | easting before northing; read the other way round. |
//! | `TXT049` | review | the head names no datum, or one that is not known. |
//! | `TXT050` | review | points that lie far outside of their zone. |
//!
//! Text of a document that was read and written again keeps its content: sections, keys known and unknown, comments,
//! labels, digits and their order. What changes is what [`Document::canonical`] says, and empty lines and blanks.

mod complaint;
mod decode;
mod detect;
mod document;
mod draft;
mod head;
mod line;
mod make;
mod packed;
mod parse;
mod parts;
mod place;
mod question;
mod rings;
mod system;
mod write;

pub use complaint::{Complaint, Rule};
pub use decode::{LineEnding, TextEncoding};
pub use detect::coordinates;
pub use document::{
    Column, Document, HEAD_SECTION, Item, Key, Number, PARCEL_SECTION, Parcel, Point, Refused, Remark, Ring, Section,
    Shape,
};
pub use head::{Head, Precision, Unit};
pub use make::{MakeError, Numbering};
pub use parse::{NotCorners, Parsed, parse};
pub use parts::Part;
pub use place::Place;
pub use question::{Choice, Coordinates, Question, Trust};
pub use system::{Datum, Reading, System, Width, epsg_code};
pub use write::{Orientation, WriteEncoding, WriteError, WriteLineEnding, WriteOptions, beyond_gbk, write};
