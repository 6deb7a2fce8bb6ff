//! A sheet from what it shows: chooses direction and scale, draws the map, then what stands beside it.

use super::content::Content;
use super::fonts::Fonts;
use super::graticule::{Side, graticule};
use super::labels::{self, Lettering};
use super::layers::{self, line};
use super::panel::{Block, Panel, ScaleBar, places};
use super::place::{Field, Placed};
use super::sheet::{Orientation, SheetOptions};
use super::svg::{Anchor, Ink, Svg, number, plain};
use super::view::{Extent, SheetBox, View};
use super::{legend, mines, notes};
use crate::domain::ZoneKind;
use crate::style::{Palette, palette};

/// Area of an A3 sheet, in square millimetres: sizes of letters are those of such a sheet.
const A3_MM2: f64 = 420.0 * 297.0;

/// More function zones than this are not named.
const MOST_NAMED_FUNCTIONS: usize = 12;

/// A sheet that is drawn.
#[derive(Debug)]
pub struct Sheet {
    /// The document.
    pub svg: String,
    /// Width and height in millimetres.
    pub sheet_mm: [f64; 2],
    /// The map, without its frame of degrees.
    pub view: View,
    /// The bar.
    pub scale_bar: ScaleBar,
    /// The labels that stand on the map.
    pub labels: Vec<Placed>,
    /// How many labels found no room.
    pub left_out: usize,
    /// What the legend lists: heading, label, count.
    pub legend: Vec<(String, String, usize)>,
    /// The notes, paragraph by paragraph.
    pub notes: Vec<String>,
    /// All that is written, for asking whether a font has it.
    pub(super) words: String,
}

/// Where things stand on a sheet.
#[derive(Debug)]
struct Layout {
    sheet_mm: [f64; 2],
    view: View,
    panel_scale: f64,
    panel_width: f64,
    columns: Vec<Vec<usize>>,
    panel_frame: SheetBox,
}

/// Sizes that follow from the size of the sheet.
#[derive(Clone, Copy, Debug)]
struct Measures {
    /// By how much letters are larger than on A3.
    s: f64,
    margin: f64,
    head: f64,
    /// Width of the frame of degrees.
    band: f64,
    gap: f64,
}

impl Measures {
    fn new([width, height]: [f64; 2]) -> Self {
        // Larger sheets are read from farther away, but not in proportion.
        let s = (width * height / A3_MM2).powf(0.35);
        Self { s, margin: 9.0 * s, head: 16.0 * s, band: 4.2 * s, gap: 6.0 * s }
    }
}

/// Draws a sheet.
#[must_use]
pub fn draw(content: &Content<'_>, options: &SheetOptions, fonts: &Fonts) -> Sheet {
    let colours = palette(options.theme);
    let extent = Extent::of(content);
    let layouts =
        directions(options).into_iter().map(|sheet_mm| layout(content, options, fonts, &colours, &extent, sheet_mm));
    // The direction in which the map is larger; where both are equal, the first.
    let layout = layouts.min_by(|one, other| one.view.denominator.total_cmp(&other.view.denominator));
    let layout =
        layout.unwrap_or_else(|| self::layout(content, options, fonts, &colours, &extent, options.size.sides_mm));
    draw_layout(content, options, fonts, &colours, &layout)
}

fn directions(options: &SheetOptions) -> Vec<[f64; 2]> {
    match options.orientation {
        Some(orientation) => vec![options.size.turned(orientation)],
        None if !options.size.turns => vec![options.size.sides_mm],
        None => [Orientation::Landscape, Orientation::Portrait].map(|one| options.size.turned(one)).to_vec(),
    }
}

/// All blocks beside the map. The scale is that of a view; before there is one, any will do, since heights do not depend on it.
fn blocks(
    content: &Content<'_>,
    options: &SheetOptions,
    colours: &Palette,
    view: &View,
    bar: ScaleBar,
    left_out: usize,
) -> Vec<Block> {
    let mut blocks = legend::blocks(content, options.language, colours);
    blocks.push(Block::Scale { denominator: view.denominator, bar });
    let heading = crate::domain::Title::of("说明 Notes").text(options.language).into_owned();
    let paragraphs = notes::paragraphs(content, &view.projection, left_out, options.language);
    blocks.push(Block::Notes { heading, paragraphs });
    blocks
}

fn layout(
    content: &Content<'_>,
    options: &SheetOptions,
    fonts: &Fonts,
    colours: &Palette,
    extent: &Extent,
    sheet_mm: [f64; 2],
) -> Layout {
    let Measures { s, margin, head, band, gap } = Measures::new(sheet_mm);
    let [width, height] = sheet_mm;
    let below = SheetBox {
        left: margin,
        top: margin + head,
        width: width - 2.0 * margin,
        height: height - 2.0 * margin - head,
    };
    let air = 4.0 * s;
    let trial = View::new(extent, below, air);
    let bar = ScaleBar { length_km: 1.0, length_mm: 1.0 };
    // As many labels as there can be: the note that tells how many are left out never gets longer.
    let most = content.mines.len() + content.zones.len();
    let blocks = blocks(content, options, colours, &trial, bar, most);
    let panel_of = |shrunk: f64| {
        let scale = s * shrunk;
        Panel { fonts, colours, scale, width: 66.0 * scale, mark_scale: s }
    };
    let fitted = |panel: &Panel<'_>, most_columns: usize| {
        let stand = if width >= height { beside } else { under };
        let (columns, panel_width, panel_frame, map_frame) = stand(panel, &blocks, &below, gap, most_columns)?;
        let window = map_frame.with_margin(-band);
        let view = View::new(extent, window, air);
        let is_map = window.width > 30.0 && window.height > 30.0;
        is_map.then_some(Layout { sheet_mm, view, panel_scale: panel.scale, panel_width, columns, panel_frame })
    };
    let usual = SMALLER.iter().find_map(|shrunk| fitted(&panel_of(*shrunk), 1 + usize::from(*shrunk < 0.7)));
    // Where the map does not get smaller by it, the panel may as well be larger.
    let larger = LARGER.iter().find_map(|grown| {
        let layout = fitted(&panel_of(*grown), 1)?;
        usual.as_ref().is_some_and(|usual| layout.view.denominator <= usual.view.denominator).then_some(layout)
    });
    // A sheet on which nothing fits beside the map shows the map.
    larger.or(usual).unwrap_or_else(|| Layout {
        sheet_mm,
        view: View::new(extent, below.with_margin(-band), air),
        panel_scale: s,
        panel_width: 60.0,
        columns: Vec::new(),
        panel_frame: below,
    })
}

/// Sizes of a panel for which there may be room, and those to which it gives way.
const LARGER: [f64; 3] = [1.25, 1.16, 1.08];
const SMALLER: [f64; 10] = [1.0, 0.93, 0.86, 0.8, 0.74, 0.68, 0.6, 0.5, 0.4, 0.3];

/// Columns, their width, the box of the panel and that of the map.
type Stand = (Vec<Vec<usize>>, f64, SheetBox, SheetBox);

/// The panel to the right of the map.
fn beside(panel: &Panel<'_>, blocks: &[Block], room: &SheetBox, gap: f64, most_columns: usize) -> Option<Stand> {
    let columns = panel.columns(&panel.heights(blocks), most_columns, room.height)?;
    let taken = columns.len() as f64 * (panel.width + gap);
    let map = SheetBox { width: room.width - taken, ..*room };
    Some((columns, panel.width, SheetBox { left: map.right() + gap, width: taken - gap, ..*room }, map))
}

/// The panel below the map, in as many columns as there is room for, and as low as they can be.
fn under(panel: &Panel<'_>, blocks: &[Block], room: &SheetBox, gap: f64, _: usize) -> Option<Stand> {
    let count = (((room.width + gap) / (panel.width + gap)).floor() as usize).max(1);
    let panel = Panel { width: (room.width + gap) / count as f64 - gap, ..*panel };
    let needs = panel.heights(blocks);
    let heights = (1..400).map(|step| f64::from(step) * 2.0).take_while(|height| *height < room.height * 0.42);
    let (needed, columns) =
        heights.into_iter().find_map(|height| Some((height, panel.columns(&needs, count, height)?)))?;
    let map = SheetBox { height: room.height - needed - gap, ..*room };
    Some((columns, panel.width, SheetBox { top: map.bottom() + gap, height: needed, ..*room }, map))
}

fn draw_layout(
    content: &Content<'_>,
    options: &SheetOptions,
    fonts: &Fonts,
    colours: &Palette,
    layout: &Layout,
) -> Sheet {
    let Measures { s, margin, band, .. } = Measures::new(layout.sheet_mm);
    let view = &layout.view;
    let usual = notes::usual_title(options.language);
    let title = options.title.as_deref().or(content.title.as_deref()).map(plain).filter(|title| !title.is_empty());
    let title = title.unwrap_or(usual);
    let mut svg = Svg::new(layout.sheet_mm, &title, &fonts.family_list());
    let mark_scale = mines::mark_scale(view, s);
    let field = map(&mut svg, content, options, fonts, colours, view, s, mark_scale);
    frame(&mut svg, view, band, s);

    let room = layout.sheet_mm[0] - 2.0 * margin;
    let title_size = 6.4 * s;
    let fitted = (room / fonts.width(&title, title_size, true).max(1.0)).min(1.0);
    let title = if fitted < 0.45 { shortened(&title, room, title_size * 0.45, fonts) } else { title };
    svg.text([margin, margin + 6.0 * s], Anchor::Start, Ink::bold(title_size * fitted.max(0.45), "#111"), &title);
    let subtitle = notes::subtitle(content, options.language);
    svg.text([margin, margin + 11.6 * s], Anchor::Start, Ink::plain(3.2 * s, "#444"), &subtitle);

    let ground = view.ground_m_per_mm();
    let panel = Panel { fonts, colours, scale: layout.panel_scale, width: layout.panel_width, mark_scale };
    let scale_bar = ScaleBar::new(ground, panel.width * 0.68);
    let blocks = blocks(content, options, colours, view, scale_bar, field.left_out);
    svg.open("panel", "");
    let Measures { gap, .. } = Measures::new(layout.sheet_mm);
    for (index, at) in places(&panel, &blocks, &layout.columns, &layout.panel_frame, gap) {
        panel.draw(&mut svg, &blocks[index], at);
    }
    svg.close();
    let (svg, words) = svg.finish();
    let mut legend = Vec::new();
    let mut paragraphs = Vec::new();
    for block in blocks {
        match block {
            Block::Legend { heading, rows } => {
                legend.extend(rows.into_iter().map(|row| (heading.clone(), row.label, row.count)));
            }
            Block::Notes { paragraphs: of_block, .. } => paragraphs = of_block,
            Block::Scale { .. } => {}
        }
    }
    Sheet {
        svg,
        sheet_mm: layout.sheet_mm,
        view: *view,
        scale_bar,
        labels: field.placed,
        left_out: field.left_out,
        legend,
        notes: paragraphs,
        words,
    }
}

#[allow(clippy::too_many_arguments, reason = "each is a thing of its own, used in this one place")]
fn map(
    svg: &mut Svg,
    content: &Content<'_>,
    options: &SheetOptions,
    fonts: &Fonts,
    colours: &Palette,
    view: &View,
    s: f64,
    mark_scale: f64,
) -> Field {
    let window = view.window;
    let [left, top, width, height] = [window.left, window.top, window.width, window.height].map(number);
    let window_rect = format!("x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"");
    svg.raw(&format!("<clipPath id=\"window\"><rect {window_rect}/></clipPath>"));
    svg.raw(&format!("<rect {window_rect} fill=\"#f6f7f5\"/>"));
    let drawn = layers::Drawn::new(content, view);
    let lines = graticule(view);
    svg.open("map", "clip-path=\"url(#window)\"");
    // Below the zones in full, above them as a hint.
    svg.path(&lines.path, &line("#aab4bd", 0.15 * s));
    drawn.draw(svg, colours, s);
    svg.path(&lines.path, &format!("stroke-opacity=\".22\" {}", line("#000", 0.12 * s)));
    let mut field = Field::new(window);
    let places = mines::places(content, view);
    mines::draw(svg, &mut field, content, &places, view, colours, mark_scale);
    let lettering = Lettering { fonts, language: options.language, scale: s };
    svg.open("names", "");
    for kind in [ZoneKind::Prefecture, ZoneKind::Function, ZoneKind::Redline, ZoneKind::Belt] {
        let zones: Vec<_> = drawn.of(kind).collect();
        // Many function zones are told by their pattern, few by their names.
        if kind == ZoneKind::Function && zones.len() > MOST_NAMED_FUNCTIONS {
            continue;
        }
        labels::zones(&mut field, svg, &lettering, kind, &zones);
    }
    labels::mines(&mut field, svg, &lettering, content, &places, mark_scale);
    svg.close();
    svg.close();
    field
}

/// The neat line: the window, a band of degrees, a stronger line around.
fn frame(svg: &mut Svg, view: &View, band: f64, s: f64) {
    let window = view.window;
    let rect = |svg: &mut Svg, frame: &SheetBox, width: f64| {
        let [left, top, wide, high] = [frame.left, frame.top, frame.width, frame.height].map(number);
        svg.raw(&format!(
            "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\" {}/>",
            line("#111", width)
        ));
    };
    svg.open("frame", "");
    rect(svg, &window, 0.25 * s);
    rect(svg, &window.with_margin(band), 0.6 * s);
    let size = 2.2 * s;
    for tick in graticule(view).ticks {
        let [x, y] = tick.at;
        let length = 1.0 * s;
        let (end, at, turn) = match tick.side {
            Side::Bottom => ([x, y + length], [x, y + band * 0.5 + size * 0.36], None),
            Side::Top => ([x, y - length], [x, y - band * 0.5 + size * 0.36], None),
            Side::Left => ([x - length, y], [x - band * 0.5 + size * 0.36, y], Some(-90)),
            Side::Right => ([x + length, y], [x + band * 0.5 - size * 0.36, y], Some(90)),
        };
        svg.line(tick.at, end, &line("#111", 0.2 * s));
        // A label that would run into a corner is left out: its line is there.
        let near_corner = match tick.side {
            Side::Bottom | Side::Top => (x - window.left).min(window.right() - x),
            Side::Left | Side::Right => (y - window.top).min(window.bottom() - y),
        };
        if near_corner < size * 2.2 {
            continue;
        }
        if let Some(angle) = turn {
            svg.raw(&format!("<g transform=\"rotate({angle} {} {})\">", number(at[0]), number(at[1])));
            svg.text(at, Anchor::Middle, Ink::plain(size, "#111"), &tick.label);
            svg.close();
        } else {
            svg.text(at, Anchor::Middle, Ink::plain(size, "#111"), &tick.label);
        }
    }
    svg.close();
}

/// A text cut so that it is no wider than the room.
fn shortened(text: &str, room: f64, size: f64, fonts: &Fonts) -> String {
    let mut kept = String::new();
    let mut width = fonts.width("…", size, true);
    for character in text.chars() {
        width += fonts.width(character.encode_utf8(&mut [0; 4]), size, true);
        if width > room {
            break;
        }
        kept.push(character);
    }
    kept.push('…');
    kept
}
