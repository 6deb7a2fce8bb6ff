//! The document is well-formed whatever names hold, and the same in every run.

use oreline::domain::{Language, ZoneClass, ZoneKind};
use oreline::map::{Mark, draw};
use resvg::usvg::roxmltree::Document;

use crate::world::{PLANS, fonts, mine, options, random, shipped, square, zone};
use geo::Coord;

const HOSTILE: [&str; 14] = [
    "<script>alert(1)</script>",
    "a & b && c",
    "\"quoted\" 'twice'",
    "]]>",
    "<!-- comment",
    "&amp;&#0;",
    "line\nbreak\r\ttab",
    "control\u{0}\u{1}\u{8}\u{1B}\u{7F}\u{85}\u{FFFE}",
    "\u{202E}turned\u{2066}",
    "ئۇيغۇر",
    "emoji 🏭🪨",
    "../../etc/passwd",
    "   ",
    "{}%s$(x)",
];

#[test]
fn any_name_keeps_the_document_well_formed() {
    let mut content = random(40, 1);
    let long = "长".repeat(10_000);
    for (number, name) in HOSTILE.into_iter().chain([long.as_str()]).enumerate() {
        let shift = number as f64 * 0.5;
        content.zones.push(zone(ZoneKind::Redline, name, ZoneClass::None, square(80.0 + shift, 40.2, 0.3)));
        content.mines.push(mine(name, Coord { x: 80.0 + shift, y: 44.0 }, Mark::Several, None));
        content.sources.push(name.to_owned());
        content.unverified_packs.push(name.to_owned());
    }
    let mut compared = 0;
    for title in HOSTILE.into_iter().chain([long.as_str()]) {
        let mut options = options("A3", None, Language::Both);
        options.title = Some(title.to_owned());
        let sheet = draw(&content, &options, fonts());
        let document = Document::parse(&sheet.svg).unwrap_or_else(|error| panic!("{title:?}: {error}"));
        let is_known = |name: &str| ["svg", "title", "rect", "g", "path", "text", "clipPath", "circle"].contains(&name);
        for element in document.descendants().filter(resvg::usvg::roxmltree::Node::is_element) {
            assert!(is_known(element.tag_name().name()), "{title:?}: {:?}", element.tag_name());
        }
        assert!(sheet.svg.len() < 2_000_000, "{}", sheet.svg.len());
        compared += 1;
    }
    assert_eq!(compared, 15);
    let sheet = draw(&content, &options("A3", None, Language::Both), fonts());
    assert!(sheet.labels.iter().any(|label| label.lines.iter().any(|line| line == "a & b && c")));
    assert!(sheet.labels.iter().all(|label| label.lines.iter().all(|line| line.chars().count() < 60)));
}

#[test]
fn texts_are_text_and_the_same_every_time() {
    let mut compared = 0;
    for plan in PLANS {
        let draw_it = || shipped(plan, |content| draw(content, &options("A3", None, Language::Chinese), fonts()).svg);
        let svg = draw_it();
        assert!(svg == draw_it(), "{plan}: two runs differ");
        assert!(svg.contains("font-family=") && svg.matches("<text ").count() > 40, "{plan}");
        assert!(svg.len() < 3_000_000, "{plan}: {} bytes", svg.len());
        println!("{plan}: {} bytes", svg.len());
        compared += 1;
    }
    assert_eq!(compared, 4);
}

#[test]
fn a_hundred_thousand_mines_fit_on_a_sheet() {
    let content = random(100_000, 2);
    let sheet = draw(&content, &options("A3", None, Language::Both), fonts());
    println!("{} bytes, {} labels, {} left out", sheet.svg.len(), sheet.labels.len(), sheet.left_out);
    assert!(sheet.svg.len() < 8_000_000, "{}", sheet.svg.len());
    let flagged = content.flagged();
    assert!(sheet.left_out > flagged - 3000);
    Document::parse(&sheet.svg).unwrap();
}

#[test]
fn nothing_and_next_to_nothing_can_be_drawn() {
    let mut content = random(0, 1);
    content.zones.clear();
    for step in 0..3 {
        let sheet = draw(&content, &options("A4", None, Language::Both), fonts());
        Document::parse(&sheet.svg).unwrap();
        assert!(sheet.view.denominator.is_finite() && sheet.view.denominator > 100.0, "{step}");
        content.mines.push(mine("一", Coord { x: 87.0, y: 43.0 + f64::from(step) * 0.001 }, Mark::Several, None));
    }
}
