use super::super::notice::{self, Notice};
use super::super::*;
use super::grid;

fn read(text: &str) -> Notice {
    let grid = grid(text.as_bytes());
    assert!(notice::is_notice(&grid), "{text}");
    notice::read(&grid, Decimals::Ask)
}

fn names(notice: &Notice) -> Vec<Vec<String>> {
    notice.blocks.iter().flat_map(|block| &block.rings).map(|ring| ring.names.clone()).collect()
}

#[test]
fn double_columns_are_joined_in_the_order_of_their_numbers() {
    let across = "点号,X,Y,点号,X,Y\nJ1,3437100,38383600,J2,3437100,38384600\nJ3,3438100,38384600,J4,3438100,38383600\nJ5,3437600,38383500,,,\n";
    let down = "点号,X,Y,,点号,X,Y\nJ1,3437100,38383600,,J4,3438100,38383600\nJ2,3437100,38384600,,J5,3437600,38383500\nJ3,3438100,38384600,,,,\n";
    let closed = "点号,X坐标,Y坐标,点号,X坐标,Y坐标\nJ1,3437100,38383600,J4,3438100,38383600\nJ2,3437100,38384600,J5,3437600,38383500\nJ3,3438100,38384600,J1,3437100,38383600\n";
    for text in [across, down, closed] {
        let notice = read(text);
        assert_eq!((notice.refusals.as_slice(), notice.blocks.len()), (&[][..], 1), "{text}");
        assert_eq!(names(&notice), [["J1", "J2", "J3", "J4", "J5"]], "{text}");
        assert_eq!(notice.blocks[0].system, System::Zone(38));
        let corners = &notice.blocks[0].rings[0].corners;
        assert_eq!((corners[0].x, corners[0].y), (38_383_600.0, 3_437_100.0));
        assert_eq!(corners.first(), corners.last());
    }
}

const SECTIONS: &str = "某矿区范围拐点坐标表,,,,,
2000国家大地坐标系,,,,,
一矿段,,,,,
点号,X,Y,点号,X,Y
J1,3437100,38383600,J2,3437100,38384600
J3,3438100,38384600,J4,3438100,38383600
面积：1.0000平方千米,,,,,
二矿段（露天）,,,,,
点号,X,Y,点号,X,Y
J5,3447100,38383600,J6,3447100,38384600
J7,3448100,38384600,,,
开采标高：+1200m至+900m,,,,,
";

#[test]
fn sections_are_blocks_with_names_and_remarks() {
    let notice = read(SECTIONS);
    assert_eq!(notice.refusals, []);
    let blocks: Vec<_> = notice.blocks.iter().map(|block| (block.name.as_str(), block.rows)).collect();
    assert_eq!(blocks, [("一矿段", (5, 6)), ("二矿段（露天）", (10, 11))]);
    assert_eq!(names(&notice), [vec!["J1", "J2", "J3", "J4"], vec!["J5", "J6", "J7"]]);
    assert_eq!(notice.blocks[0].remarks, ["2000国家大地坐标系", "某矿区范围拐点坐标表", "面积：1.0000平方千米"]);
    assert_eq!(notice.blocks[1].remarks, ["开采标高：+1200m至+900m"]);
    // Headings with the words of remarks in them are names all the same.
    let worded = SECTIONS.replace("二矿段（露天）", "二矿段拐点坐标（面积0.5平方千米）");
    assert_eq!(read(&worded).blocks.len(), 2);
}

#[test]
fn names_beside_the_corners_make_blocks() {
    let merged = "矿段,点号,X,Y,面积\n一,1,3437100,38383600,\n,2,3437100,38384600,0.5\n,3,3438100,38384600,\n二,4,3447100,38383600,\n,5,3447100,38384600,\n,6,3448100,38384600,\n";
    let repeated = "矿山名称,点号,经度,纬度\n一,1,109°30′,34°30′\n一,2,109°31′,34°30′\n一,3,109°31′,34°31′\n二,1,109°40′,34°30′\n二,2,109°41′,34°30′\n二,3,109°41′,34°31′\n";
    for text in [merged, repeated] {
        let notice = read(text);
        assert_eq!(notice.refusals, [], "{text}");
        let blocks: Vec<_> = notice.blocks.iter().map(|block| block.name.as_str()).collect();
        assert_eq!(blocks, ["一", "二"]);
        assert!(notice.blocks.iter().all(|block| block.rings[0].names.len() == 3));
    }
}

#[test]
fn numbers_that_begin_anew_begin_a_ring() {
    let notice = read(
        "点号,X,Y,点号,X,Y\n1,3437100,38383600,1,3447100,38383600\n2,3437100,38384600,2,3447100,38384600\n3,3438100,38384600,3,3448100,38384600\n",
    );
    assert_eq!(notice.refusals, []);
    assert_eq!(names(&notice), [["1", "2", "3"], ["1", "2", "3"]]);
    assert!(notice.blocks[0].rings[0].corners[0].y < notice.blocks[0].rings[1].corners[0].y);
    let letters = read(
        "点号,X,Y\nA1,3437100,38383600\nA2,3437100,38384600\nA3,3438100,38384600\nB1,3447100,38383600\nB2,3447100,38384600\nB3,3448100,38384600\n",
    );
    assert_eq!(names(&letters), [["A1", "A2", "A3"], ["B1", "B2", "B3"]]);
    let again = "点号,X,Y\n1,3437100,38383600\n2,3437100,38384600\n3,3438100,38384600\n点号,X,Y\n1,3447100,38383600\n2,3447100,38384600\n3,3448100,38384600\n";
    assert_eq!(read(again).blocks.len(), 2);
}

#[test]
fn shared_corners_leave_gaps_that_are_told() {
    let notice = read(
        "A块段,,\n点号,X,Y\nJ1,3437100,38383600\nJ2,3437100,38384600\nJ3,3438100,38384600\nJ4,3438100,38383600\nB块段,,\nJ3,3438100,38384600\nJ4,3438100,38383600\nJ9,3439100,38383600\n",
    );
    assert_eq!(notice.refusals, []);
    assert_eq!(names(&notice), [vec!["J1", "J2", "J3", "J4"], vec!["J3", "J4", "J9"]]);
    assert_eq!(notice.notes, ["B块段: corner J9 follows J4: look whether a corner is missing"]);
}

#[test]
fn blocks_that_could_be_meant_otherwise_are_refused_as_a_whole() {
    for (text, reason) in [
        ("点号,X,Y\n1,3437100,38383600\n2,3437100,\n3,3438100,38384600\n4,3438100,38383600\n", "row 3"),
        (
            "点号,X,Y\n1,3437100,38383600\n2,,\n3,3438100,38384600\n4,3438100,38383600\n",
            "corner 2: a coordinate is missing",
        ),
        ("点号,X,Y\n1,3437100,38383600\n2,3437100,缺\n3,3438100,38384600\n4,3438100,38383600\n", "row 3"),
        ("点号,X,Y\n1,3437100,38383600\n2,3437100,38384600\n,3438100,38384600\n", "row 4: a corner has no number"),
        ("点号,X,Y\n1,3437100,38383600\n2,3437100,38384600\n甲,3438100,38384600\n", "no number of a corner"),
        ("点号,X,Y\n4294967295,3437100,38383600\n2,3437100,38384600\n3,3438100,38384600\n", "no number of a corner"),
        ("点号,X,Y\n1,3437100,38383600\n2,3437100,38384600\n", "2 different corners"),
        ("点号,X,Y\n1,3437100,38383600\n2,3437100,39384600\n3,3438100,38384600\n", "zone 39"),
        ("点号,X,Y\n1,3437100,38383600\n2,38384600,3437100\n3,3438100,38384600\n", "different orders"),
        (
            "点号,X,Y\n1,3437100,38383600\n2,3437100,38384600\n3,3438100,38384600\n点号,X,Y\n4,3447100,38383600\n5,3447100,38384600\n6,3448100,38384600\n",
            "row 5 stands between corners",
        ),
        (
            "点号,X,Y,点号,X,Y\n1,3437100,38383600,9,3437100,38384600\n4,3438100,38384600,7,3438100,38383600\n",
            "gaps and do not rise",
        ),
        (
            "点号,X,Y,点号,X,Y\n1,3437100,38383600,2,3437100,38384600\n3,3438100,38384600,1,3439100,38384600\n2,3439200,38384600,3,3439200,38384700\n",
            "come twice",
        ),
    ] {
        let notice = read(text);
        assert_eq!((notice.blocks.len(), notice.refusals.len()), (0, 1), "{text}: {notice:?}");
        assert!(notice.refusals[0].reason.contains(reason), "{text}: {:?}", notice.refusals);
    }
}

#[test]
fn packed_decimals_are_asked_for() {
    let text = "点号,经度,纬度\n1,109.3045,34.2030\n2,109.3105,34.2115\n3,109.3225,34.2245\n4,109.3350,34.2355\n5,109.3459,34.2401\n";
    let notice = read(text);
    assert!(notice.asks_for_decimals && notice.blocks.is_empty() && notice.refusals.len() == 1);
    let packed = notice::read(&grid(text.as_bytes()), Decimals::Packed);
    assert_eq!(packed.blocks[0].rings[0].corners[0].x, 109.5125);
}

#[test]
fn tables_of_mines_are_no_notices() {
    for text in
        ["编号,经度,纬度\n1,109.5,34.5\n", "序号,名称,X,Y\n1,甲,3437100,38383600\n", "名称,拐点坐标\n甲,\"1,2;3,4\"\n"]
    {
        assert!(!notice::is_notice(&grid(text.as_bytes())), "{text}");
    }
    assert!(notice::is_notice(&grid("序号,X,Y,序号,X,Y\n".as_bytes())));
}
