mod layers;
mod notices;
mod workbook;

use encoding_rs::GB18030;
use geo::Coord;

use super::*;

fn grid(bytes: &[u8]) -> Grid {
    Grid::read(bytes, &Options::default()).unwrap_or_else(|fault| panic!("{fault}"))
}

fn table(bytes: &[u8]) -> Table {
    Table::new(grid(bytes), &Options::default()).unwrap_or_else(|fault| panic!("{fault}"))
}

fn points(text: &str) -> Vec<(f64, f64)> {
    let places = table(text.as_bytes()).places(Decimals::Ask);
    assert_eq!(places.refusals, [], "{text}");
    places.places.iter().map(|place| point(&place.geometry)).collect()
}

fn point(geometry: &Geometry) -> (f64, f64) {
    match geometry {
        Geometry::Point(at) => (at.x, at.y),
        Geometry::Corners(_) => panic!("{geometry:?}"),
    }
}

fn rings(text: &str) -> Vec<Vec<(f64, f64)>> {
    match CornerList::parse(text, Decimals::Ask).unwrap_or_else(|reason| panic!("{text}: {reason}")).geometry {
        Geometry::Corners(rings) => {
            rings.iter().map(|ring| ring.corners.iter().map(|at| (at.x, at.y)).collect()).collect()
        }
        Geometry::Point(at) => panic!("{at:?}"),
    }
}

fn reasons(text: &str) -> Vec<String> {
    let places = table(text.as_bytes()).places(Decimals::Ask);
    places.refusals.into_iter().map(|refusal| format!("{}: {}", refusal.number, refusal.reason)).collect()
}

/// Rare characters: extension A (two bytes of GBK have no room for it: four of GB18030), extension B, a private one.
const NAMES: [&str; 4] = ["阿舍勒铜矿", "㐀𠀀矿", "䶮石\u{e000}", "Ertix, \"北\""];

#[test]
fn every_encoding_delimiter_and_header_gives_the_same_places() {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let headers = [
        ("经度", "纬度"),
        ("东经", "北纬"),
        ("经度(°)", "纬度（°）"),
        (" Longitude ", "LATITUDE"),
        ("lon", "lat"),
        ("X_lon", "Y_lat"),
        ("lng", "lat"),
        ("x", "y"),
        ("Ｘ坐标", "Ｙ坐标"),
        ("中心点经度", "中心点纬度"),
        ("GPS_Longitude", "GPS-Latitude"),
        ("\"经度\n(度)\"", "\"纬度\n(度)\""),
    ];
    let mut compared = 0;
    for (x, y) in headers {
        for delimiter in [",", "\t", ";", "|"] {
            for line_end in ["\n", "\r\n", "\r"] {
                let mut lines =
                    vec!["某县矿山一览表".to_owned(), String::new(), ["名称", x, y, "编号"].join(delimiter)];
                for (index, name) in NAMES.iter().enumerate() {
                    lines.push(
                        [&quoted(name), &format!("109.51{index}"), &format!("34.25{index}"), "007"]
                            .map(str::to_owned)
                            .join(delimiter),
                    );
                }
                let text = lines.join(line_end);
                for (bytes, detected) in encodings(&text) {
                    let read = table(&bytes);
                    assert_eq!(read.titles, ["某县矿山一览表"], "{text}");
                    let Form::Text { encoding, delimiter: found } = &read.form else { panic!("{:?}", read.form) };
                    assert_eq!((encoding.detected, encoding.lost), (Some(detected), 0));
                    assert_eq!(*found, delimiter.chars().next());
                    let names: Vec<&str> = read.rows.iter().map(|row| row.words(0)).collect();
                    assert_eq!(names, NAMES);
                    let places = read.places(Decimals::Ask);
                    assert_eq!(places.refusals, []);
                    for (index, place) in places.places.iter().enumerate() {
                        let expected =
                            (format!("109.51{index}").parse().unwrap(), format!("34.25{index}").parse().unwrap());
                        assert_eq!(point(&place.geometry), expected);
                        assert_eq!(place.system, System::Degrees);
                    }
                    let first = if x.contains('\n') { 6 } else { 4 };
                    assert_eq!(read.rows[0].number, first, "{text:?}");
                    assert_eq!(kinds(&read.rows, 4)[3], Kind::Text);
                    compared += 1;
                }
            }
        }
    }
    assert_eq!(compared, 12 * 4 * 3 * 5);
}

fn encodings(text: &str) -> Vec<(Vec<u8>, &'static str)> {
    let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    vec![
        (text.as_bytes().to_vec(), "UTF-8"),
        ([b"\xef\xbb\xbf", text.as_bytes()].concat(), "UTF-8 with mark"),
        (GB18030.encode(text).0.into_owned(), "GB18030"),
        ([b"\xff\xfe".to_vec(), wide(u16::to_le_bytes)].concat(), "UTF-16LE"),
        ([b"\xfe\xff".to_vec(), wide(u16::to_be_bytes)].concat(), "UTF-16BE"),
    ]
}

fn report(bytes: &[u8], declared: &str) -> EncodingReport {
    let options = Options { encoding: Some(declared.to_owned()), ..Options::default() };
    match Grid::read(bytes, &options).unwrap().form {
        Form::Text { encoding, .. } => encoding,
        Form::Sheet { .. } => panic!("a sheet"),
    }
}

#[test]
fn a_declared_encoding_wins_and_contradictions_are_told() {
    let text = "名称,经度,纬度\n阿舍勒,86.4,48.3\n";
    let gbk = GB18030.encode(text).0.into_owned();
    for label in ["GBK", "gb2312", "GB18030", "cp936"] {
        let agreed = report(&gbk, label);
        assert_eq!((agreed.doubt, agreed.lost, agreed.detected), (None, 0, Some("GB18030")), "{label}");
    }
    let wrong = report(text.as_bytes(), "GBK");
    assert_eq!(wrong.used, "GBK");
    assert!(wrong.doubt.unwrap().contains("the bytes are UTF-8"));
    let lossy = report(&gbk, "UTF-8");
    assert!(lossy.lost > 0 && lossy.doubt.unwrap().contains("the bytes are GB18030"));
    assert_eq!(report(b"lon,lat\n1,2\n", "GBK").doubt, None, "ASCII contradicts nothing");
    let options = Options { encoding: Some("klingon".to_owned()), ..Options::default() };
    assert_eq!(Grid::read(b"a", &options).unwrap_err(), Fault::NoSuchEncoding("klingon".to_owned()));
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_line() {
    let read = |bytes: &[u8]| Grid::read(bytes, &Options::default()).unwrap_err();
    assert_eq!(read(b"lon,lat\n1,\0\n"), Fault::NotText { line: 2 });
    assert_eq!(read(b""), Fault::Empty);
    assert_eq!(read(b" , ,\n\n,\n"), Fault::Empty);
    assert_eq!(read(b"a\nb\n\xff\xff\xff"), Fault::UnknownEncoding { line: 3 });
    let mut damaged = "名称,经度,纬度\n阿舍勒,86.4,48.3\n".as_bytes().to_vec();
    let last = damaged.len() - 12;
    damaged[last] = 0xff;
    assert_eq!(read(&damaged), Fault::DamagedUtf8 { line: 2 });
    assert!(matches!(read(b"PK\x03\x04 and no more"), Fault::Workbook(_)));
    assert!(matches!(read(b"\xd0\xcf\x11\xe0\xa1\xb1"), Fault::Workbook(_)));
}

#[test]
fn quotes_are_those_of_rfc_4180_and_of_real_files() {
    let cells = |text: &str| -> Vec<Vec<String>> {
        let rows = grid(text.as_bytes()).rows;
        rows.into_iter().map(|row| row.cells.into_iter().map(|cell| cell.text).collect()).collect()
    };
    assert_eq!(cells("a,\"b,\"\"c\"\"\nd\",\n\"\",e"), [vec!["a", "b,\"c\"\nd", ""], vec!["", "e"]]);
    assert_eq!(cells("a,109°30'45\",c\n"), [["a", "109°30'45\"", "c"]]);
    assert_eq!(cells("a,=\"00123\"\n"), [["a", "00123"]]);
    assert_eq!(cells("sep=;\na;b,c\n"), [["a", "b,c"]]);
    let open = grid(b"a,\"b\nc,d\n");
    assert_eq!(open.rows.len(), 2);
    assert!(open.notes[0].contains("line 1: a quote is never closed"), "{:?}", open.notes);
    let numbers: Vec<usize> = grid(b"a,\"1\r\n2\"\r\n\r\n,\r\nb,2\r\n").rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 5]);
}

#[test]
fn the_header_is_found_under_titles_and_in_two_lines() {
    let read = table("附表3,,,\n单位：度,,,\n序号,名称,坐标,\n,,经度,纬度\n1,甲,109.5,34.5\n".as_bytes());
    assert_eq!(read.header, ["序号", "名称", "经度", "纬度"]);
    assert_eq!(read.titles.len(), 3);
    assert_eq!(read.rows[0].number, 5);
    let read = table("lon,lat,,name,name\n109.5,34.5,a,b,c\n".as_bytes());
    assert_eq!(read.header, ["lon", "lat", "column_3", "name", "name_2"]);
    let read = table("name,name_2,name,name,lon,lat\na,b,c,d,109.5,34.5\n".as_bytes());
    assert_eq!(read.header[..4], ["name", "name_2", "name_3", "name_4"]);
    let many = format!("lon,lat{}\n109.5,34.5\n", ",name".repeat(100_000));
    assert_eq!(table(many.as_bytes()).header[100_001], "name_100000");
    let missing = Table::new(grid("名称,地址\n甲,乙\n".as_bytes()), &Options::default()).unwrap_err();
    assert_eq!(missing, Fault::NoCoordinates { known: "名称, 地址".to_owned() });
}

#[test]
fn columns_given_by_name_or_number_are_taken() {
    let choose = |text: &str, x: &str, y: &str| {
        let columns = ColumnChoice::Pair { x: x.to_owned(), y: y.to_owned() };
        let options = Options { columns, ..Options::default() };
        Table::new(grid(text.as_bytes()), &options).map(|table| table.places(Decimals::Ask))
    };
    let text = "甲,乙,丙\n34.5,109.5,a\n";
    assert_eq!(point(&choose(text, "乙", "甲").unwrap().places[0].geometry), (109.5, 34.5));
    assert_eq!(point(&choose(text, "2", "1").unwrap().places[0].geometry), (109.5, 34.5));
    assert!(choose(text, "甲", "乙").unwrap().refusals[0].reason.contains("changed places"));
    assert!(matches!(choose(text, "丁", "甲"), Err(Fault::NoSuchColumn { .. })));
    // Web Mercator: some eastings look as if a zone stood in front.
    let mercator = choose("a,b\n8459012.2,4822442.3\n13400000,3600000\n", "a", "b").unwrap();
    assert_eq!(mercator.systems, [(System::NoZone, 2)]);
    assert_eq!(point(&mercator.places[1].geometry), (13_400_000.0, 3_600_000.0));
    assert_eq!(choose("a,b\n38383678.7,3437174.6\n", "a", "b").unwrap().systems, [(System::Zone(38), 1)]);
    // Without any header.
    assert_eq!(choose("109.5,34.5\n", "1", "2").unwrap().places.len(), 1);
}

#[test]
fn numbers_tell_degrees_from_metres_and_north_from_east() {
    for (header, row, at, system) in [
        ("X,Y", "3437174.65,38383678.71", (38_383_678.71, 3_437_174.65), System::Zone(38)),
        ("X,Y", "38383678.71,3437174.65", (38_383_678.71, 3_437_174.65), System::Zone(38)),
        ("X坐标,Y坐标", "3437174.65,383678.71", (383_678.71, 3_437_174.65), System::NoZone),
        ("X,Y", "383678.71,3437174.65", (383_678.71, 3_437_174.65), System::NoZone),
        ("纵坐标,横坐标", "3437174.65,19383678.71", (19_383_678.71, 3_437_174.65), System::Zone(19)),
        ("纵坐标X(米),横坐标Y(米)", "345678,383678", (383_678.0, 345_678.0), System::NoZone),
        ("northing,easting", "4437174.65,25383678.71", (25_383_678.71, 4_437_174.65), System::Zone(25)),
        ("x,y", "109.5,34.5", (109.5, 34.5), System::Degrees),
        ("x,y", "34.5,109.5", (109.5, 34.5), System::Degrees),
        ("lat,lon", "34.5,109.5", (109.5, 34.5), System::Degrees),
        ("纬度,经度", "北纬34°30′,东经109°30′", (109.5, 34.5), System::Degrees),
        ("x,y", "N34°30′,E109°30′", (109.5, 34.5), System::Degrees),
        ("经度,纬度", "1093000,343000", (109.5, 34.5), System::Degrees),
        ("x,y", "343000,1093000", (109.5, 34.5), System::Degrees),
        ("经度,纬度", "109-30-00,34-30-00", (109.5, 34.5), System::Degrees),
        ("lon,lat", "-74.5,40.5", (-74.5, 40.5), System::Degrees),
    ] {
        let text = format!("{header}\n{row}\n");
        let places = table(text.as_bytes()).places(Decimals::Ask);
        assert_eq!(places.refusals, [], "{text}");
        assert_eq!((point(&places.places[0].geometry), places.places[0].system), (at, system), "{text}");
        let names_tell = !matches!(header, "X,Y" | "x,y" | "X坐标,Y坐标");
        let orders = places.notes.iter().filter(|note| note.contains("as X, or first")).count();
        assert_eq!(orders, usize::from(!names_tell), "{text}: {:?}", places.notes);
    }
}

#[test]
fn rows_that_are_no_place_are_listed_with_their_reasons() {
    for (header, row, reason) in [
        ("lon,lat", "0,0", "2: 0, 0: no place"),
        ("lon,lat", "109.5,0", "2: one coordinate is 0"),
        ("x,y", "0,0.0", "2: 0, 0: no place"),
        ("lon,lat", "34.5,109.5", "2: 34.5, 109.5: longitude and latitude have changed places"),
        ("lon,lat,n", ",,甲", "2: it has no coordinates"),
        ("lon,lat", "109.5,", "2: a coordinate is missing"),
        ("lon,lat", "109.5,无", "'无' is no sign of an angle"),
        ("lon,lat", "38383678.71,3437174.65", "no longitude and latitude"),
        ("lon,lat", "109.5,95", "a latitude is 90"),
        ("lon,lat", "109.5,3437174.65", "is in degrees"),
        ("经度,纬度", "北纬34°30′,东经109°30′", "changed places"),
        ("x,y", "N34°30′,N109°30′", "90 at most"),
        ("x,y", "N34°30′,N39°30′", "both are a latitude"),
        ("x,y", "34.5,35.5", "does not show which is the longitude"),
        ("纵坐标,横坐标", "38383678.71,3437174.65", "easting and northing have changed places"),
        ("纵坐标,横坐标", "9437174.65,383678.71", "no easting and northing in China"),
        ("X,Y", "345678,383678", "which is the easting"),
        ("X,Y", "3437174.65,24383678.71", "which is the easting"),
        ("X,Y", "3.44E+06,3.84E+07", "rounded by a spreadsheet"),
        ("X,Y", "NaN,inf", "no sign of an angle"),
        ("拐点坐标", "109.5;34.5", "no pair"),
    ] {
        let found = reasons(&format!("{header}\n{row}\n"));
        assert!(found.len() == 1 && found[0].contains(reason), "{header} {row}: {found:?}");
    }
}

#[test]
fn a_column_that_may_be_packed_is_refused_until_someone_says() {
    let rows: String =
        ["109.3045,34.2030", "109.3105,34.2115", "109.3225,34.2245", "109.3350,34.2355", "109.3459,34.2401"]
            .map(|row| format!("{row}\n"))
            .concat();
    let text = format!("lon,lat\n{rows}109°30′,34°20′\n");
    let asked = table(text.as_bytes()).places(Decimals::Ask);
    assert!(asked.asks_for_decimals && asked.refusals.len() == 5 && asked.places.len() == 1, "{asked:?}");
    let degrees = table(text.as_bytes()).places(Decimals::Degrees);
    assert_eq!(point(&degrees.places[0].geometry), (109.3045, 34.2030));
    let packed = table(text.as_bytes()).places(Decimals::Packed);
    assert_eq!(point(&packed.places[0].geometry), (109.5125, 34.0 + 20.5 / 60.0));
    let clear = format!("lon,lat\n{rows}109.3070,34.2030\n");
    assert!(!table(clear.as_bytes()).places(Decimals::Ask).asks_for_decimals);
}

const SQUARE: [(f64, f64); 5] = [
    (38_383_678.71, 3_437_174.65),
    (38_384_678.71, 3_437_174.65),
    (38_384_678.71, 3_438_174.65),
    (38_383_678.71, 3_438_174.65),
    (38_383_678.71, 3_437_174.65),
];

#[test]
fn corners_in_one_cell_in_all_variants() {
    let one = [
        "3437174.65,38383678.71;3437174.65,38384678.71;3438174.65,38384678.71;3438174.65,38383678.71",
        "3437174.65,38383678.71;3437174.65,38384678.71;3438174.65,38384678.71;3438174.65,38383678.71;",
        "3437174.65，38383678.71；3437174.65，38384678.71；3438174.65，38384678.71；3438174.65，38383678.71；",
        "３４３７１７４．６５，38383678.71；3437174.65，38384678.71；3438174.65，38384678.71；3438174.65，38383678.71",
        "1,3437174.65,38383678.71;2,3437174.65,38384678.71;3,3438174.65,38384678.71;4,3438174.65,38383678.71",
        "J1,3437174.65,38383678.71\nJ2,3437174.65,38384678.71\r\nJ3,3438174.65,38384678.71\rJ4,3438174.65,38383678.71",
        "1、3437174.65，38383678.71；2、3437174.65，38384678.71；3、3438174.65，38384678.71；4、3438174.65，38383678.71。".trim_end_matches('。'),
        "J1:3437174.65,38383678.71;J2:3437174.65,38384678.71;J3:3438174.65,38384678.71;J4:3438174.65,38383678.71",
        "（1）3437174.65，38383678.71；（2）3437174.65，38384678.71；（3）3438174.65，38384678.71；（4）3438174.65，38383678.71",
        "3437174.65,38383678.71 3437174.65,38384678.71 3438174.65,38384678.71 3438174.65,38383678.71",
        "3437174.65 38383678.71; 3437174.65 38384678.71; 3438174.65 38384678.71; 3438174.65 38383678.71",
        "1 3437174.65 38383678.71\n2 3437174.65 38384678.71\n3 3438174.65 38384678.71\n4 3438174.65 38383678.71",
        "X=3437174.65,Y=38383678.71;X=3437174.65,Y=38384678.71;X=3438174.65,Y=38384678.71;X：3438174.65,Y：38383678.71",
        "38383678.71,3437174.65;38384678.71,3437174.65;38384678.71,3438174.65;38383678.71,3438174.65",
        "(38383678.71,3437174.65),(38384678.71,3437174.65),(38384678.71,3438174.65),(38383678.71,3438174.65)",
        "[[38383678.71,3437174.65],[38384678.71,3437174.65],[38384678.71,3438174.65],[38383678.71,3438174.65]]",
        "3437174.65,38383678.71,3437174.65,38384678.71,3438174.65,38384678.71,3438174.65,38383678.71",
        "1,3437174.65,38383678.71,2,3437174.65,38384678.71,3,3438174.65,38384678.71,4,3438174.65,38383678.71",
        "3437174.65,38383678.71;3437174.65,38384678.71;3438174.65,38384678.71;3438174.65,38383678.71;3437174.65,38383678.71",
    ];
    for text in one {
        assert_eq!(rings(text), [SQUARE.to_vec()], "{text}");
    }
    let degrees = [(109.5, 34.5), (109.75, 34.5), (109.75, 34.75), (109.5, 34.5)];
    for text in [
        "109.5,34.5;109.75,34.5;109.75,34.75",
        "34.5,109.5;34.5,109.75;34.75,109.75",
        "109°30′00″,34°30′00″;109°45′00″,34°30′00″;109°45′00″,34°45′00″",
        "109°30′，34°30′；109°45′，34°30′；109°45′，34°45′",
        "109-30-00,34-30-00;109-45-00,34-30-00;109-45-00,34-45-00",
        "东经109度30分北纬34度30分；东经109度45分北纬34度30分；东经109度45分北纬34度45分",
        "E109°30′00″N34°30′00″;E109°45′00″N34°30′00″;E109°45′00″N34°45′00″",
        "109°30′E 34°30′N;109°45′E 34°30′N;109°45′E 34°45′N",
        "1093000,343000;1094500,343000;1094500,344500",
        "109:30:00,34:30:00;109:45:00,34:30:00;109:45:00,34:45:00",
        "1,109°30′,34°30′;2,109°45′,34°30′;3,109°45′,34°45′",
    ] {
        assert_eq!(rings(text), [degrees.to_vec()], "{text}");
    }
    let hole = "109.6,34.55;109.7,34.55;109.7,34.65";
    let outer = "109.5,34.5;109.75,34.5;109.75,34.75";
    for text in [
        format!("{outer}|{hole}"),
        format!("{outer};|{hole};"),
        format!("{}\n \n{}", outer.replace(';', "\n"), hole.replace(';', "\n")),
        format!("{outer};109.5,34.5;{hole};109.6,34.55"),
        format!("{outer};109.5,34.5;{hole}"),
    ] {
        assert_eq!(
            rings(&text),
            [degrees.to_vec(), vec![(109.6, 34.55), (109.7, 34.55), (109.7, 34.65), (109.6, 34.55)]]
        );
    }
    let lone = CornerList::parse("109.5，34.5", Decimals::Ask).unwrap();
    assert_eq!(lone.geometry, Geometry::Point(Coord { x: 109.5, y: 34.5 }));
}

#[test]
fn corner_lists_that_cannot_be_right_are_refused() {
    for (text, reason) in [
        ("", "no coordinates"),
        (" ; ; ", "no coordinates"),
        ("109.5,34.5;109.6,34.5", "2 different corners"),
        ("109.5,34.5;109.6,34.5;109.5,34.5", "2 different corners"),
        ("109.5,34.5;109.6,34.5;109.6,34.6|109.5,34.5", "1 different corners"),
        ("109.5,34.5;109.6;109.6,34.6", "corner 2: \"109.6\" is no pair"),
        ("109.5,34.5;34.5,109.6;109.6,34.6", "different orders"),
        ("109.5,34.5;3437174.65,38383678.71;109.6,34.6", "corner 1 is in degrees, corner 2 in metres in zone 38"),
        ("3437174.65,38383678.71;3437174.65,39383678.71;3438174.65,38383678.71", "corner 2 in metres in zone 39"),
        ("109.5,34.5,1200;109.6,34.5,1200;109.6,34.6,1200", "no point number"),
        ("109.5,34.5;0,0;109.6,34.6", "corner 2: 0, 0"),
        ("109.5,34.5;109°75′,34.5;109.6,34.6", "75 minutes"),
        ("见附图", "corner 1"),
        ("109.5,34.5,109.6,34.5,109.6", "do not make pairs"),
    ] {
        let found =
            CornerList::parse(text, Decimals::Ask).map_or_else(|reason| reason, |list| panic!("{text}: {list:?}"));
        assert!(found.contains(reason), "{text}: {found}");
    }
}

#[test]
fn corners_go_before_points_and_names_of_corners_are_kept() {
    let text = "名称\t经度\t纬度\t拐点坐标(X,Y;X,Y)\n甲\t109.6\t34.6\tJ1,109.5,34.5;J2,109.75,34.5;J3,109.75,34.75\n乙\t109.6\t34.6\t\n";
    let places = table(text.as_bytes()).places(Decimals::Ask);
    let Geometry::Corners(rings) = &places.places[0].geometry else { panic!("{places:?}") };
    assert_eq!(rings[0].names, ["J1", "J2", "J3"]);
    assert_eq!(point(&places.places[1].geometry), (109.6, 34.6));
    assert_eq!(points("lon,lat\n109.5,34.5\n"), [(109.5, 34.5)]);
}

#[test]
fn kinds_keep_every_digit() {
    let text = "a,b,c,d,e,f,g\n1,1.50,007,123456789012345,,-3,1e5\n-20,2,8,1,,4.25,2\n";
    let kinds = kinds(&grid(text.as_bytes()).rows[1..], 7);
    assert_eq!(kinds, [Kind::Integer, Kind::Real, Kind::Text, Kind::Text, Kind::Text, Kind::Real, Kind::Text]);
}

proptest::proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        whole(&bytes);
    }

    #[test]
    fn arbitrary_tables_never_panic(text in "([0-9.,;|\t\n\"东经纬度点号XYJ°′ a=()E-]|lon,lat\n|X,Y\n|点号,X,Y\n|拐点坐标\n|3437174.65,38383678.71;|109.5,34.5\n){0,40}") {
        whole(text.as_bytes());
    }
}

/// Every row that is read is in one of two lists.
fn whole(bytes: &[u8]) {
    for encoding in [None, Some("GBK".to_owned()), Some("UTF-8".to_owned())] {
        let options = Options { encoding, ..Options::default() };
        let Ok(grid) = Grid::read(bytes, &options) else { continue };
        let notice = notice::read(&grid, Decimals::Ask);
        assert!(notice.blocks.iter().flat_map(|block| &block.rings).all(|ring| ring.corners.len() > 3));
        let _ = notice::is_notice(&grid);
        let Ok(table) = Table::new(grid, &options) else { continue };
        for decimals in [Decimals::Ask, Decimals::Packed] {
            let places = table.places(decimals);
            assert_eq!(places.places.len() + places.refusals.len(), table.rows.len());
        }
    }
}
