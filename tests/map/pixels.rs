//! The picture has the size that was asked for, shows what the map shows, and says when it cannot be drawn.

use oreline::domain::Language;
use oreline::map::{Fonts, draw};
use resvg::tiny_skia::Pixmap;

use crate::world::{a3, fonts, has_chinese, options, random, shipped};

fn number(png: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(png[at..at + 4].try_into().unwrap())
}

#[test]
fn a_picture_has_its_size_its_resolution_and_colours() {
    if !has_chinese() {
        return;
    }
    let sheet = shipped("xinjiang", a3);
    let png = sheet.png(fonts(), 100.0, "map.png").unwrap();
    let [width, height] = sheet.sheet_mm.map(|side| (side / 25.4 * 100.0).round() as u32);
    assert_eq!([number(&png, 16), number(&png, 20)], [width, height]);
    assert_eq!(&png[37..41], b"pHYs");
    // 100 dots an inch are 3937 a metre.
    assert_eq!([number(&png, 41), number(&png, 45)], [3937, 3937]);
    assert_eq!(png[49], 1);
    let pixmap = Pixmap::decode_png(&png).unwrap();
    assert_eq!([pixmap.width(), pixmap.height()], [width, height]);
    let of_colour = |red: u8, green: u8, blue: u8| {
        pixmap.pixels().iter().filter(|pixel| (pixel.red(), pixel.green(), pixel.blue()) == (red, green, blue)).count()
    };
    // Paper, and the four classes of fragility that Xinjiang has.
    let all = pixmap.pixels().len();
    assert!(of_colour(255, 255, 255) > all / 10);
    for colour in [(255, 255, 178), (254, 204, 92), (253, 141, 60), (189, 0, 38)] {
        let count = of_colour(colour.0, colour.1, colour.2);
        assert!(count > all / 200, "{colour:?}: {count} of {all}");
    }
}

#[test]
fn without_a_font_there_is_a_document_but_no_picture() {
    let sheet = draw(&random(20, 1), &options("A4", None, Language::Both), &Fonts::none());
    assert!(sheet.svg.contains("随机"));
    let error = sheet.png(&Fonts::none(), 100.0, "out/map.png").unwrap_err();
    let (message, hint) = (error.to_string(), error.hint().unwrap());
    assert!(message.starts_with("out/map.png: ") && message.contains("font"), "{message}");
    assert!(hint.contains("fonts-noto-cjk") && hint.contains("ORELINE_FONTS"), "{hint}");
}
