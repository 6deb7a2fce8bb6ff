//! What stands beside the map: blocks of rows, set in columns.

use super::content::Mark;
use super::fonts::Fonts;
use super::hatch::{push_dots, push_hatch};
use super::layers::line;
use super::mines::marks;
use super::outline::push_rings;
use super::svg::{Anchor, Ink, Svg, number, plain};
use super::view::SheetBox;
use crate::domain::{Position, Verdict};
use crate::style::{Colour, Palette};

/// Sizes on an A3 sheet, in millimetres.
const HEADING: f64 = 2.9;
const HEADING_HEIGHT: f64 = 5.0;
const ROW: f64 = 2.5;
const ROW_HEIGHT: f64 = 4.3;
const NOTE: f64 = 2.0;
const NOTE_HEIGHT: f64 = 2.95;
const SCALE_HEIGHT: f64 = 13.0;
const GAP: f64 = 3.2;
/// Width of the sample in front of a row.
const SAMPLE: f64 = 7.0;

/// What stands in front of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sample {
    Class(Colour),
    /// Hatched where there are classes that it must be told apart from.
    NoClass(Colour, bool),
    Belt,
    Redline,
    Position(Position),
    Function,
    Mark(Mark),
    Verdict(Option<Verdict>),
}

/// A row of the legend.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) sample: Sample,
    pub(super) label: String,
    pub(super) count: usize,
}

/// A part of the panel that is not torn apart.
#[derive(Clone, Debug)]
pub(super) enum Block {
    Legend { heading: String, rows: Vec<Row> },
    Scale { denominator: f64, bar: ScaleBar },
    Notes { heading: String, paragraphs: Vec<String> },
}

/// A bar of round length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScaleBar {
    /// What it stands for, in kilometres.
    pub length_km: f64,
    /// How long it is on the sheet, in millimetres.
    pub length_mm: f64,
}

impl ScaleBar {
    /// The longest of 1, 2 or 5 times a power of ten kilometres that is not longer than `most_mm`.
    pub(super) fn new(ground_m_per_mm: f64, most_mm: f64) -> Self {
        let longest_km = (ground_m_per_mm * most_mm / 1000.0).max(1e-6);
        let power = 10f64.powf(longest_km.log10().floor());
        let length_km =
            [5.0, 2.0, 1.0].into_iter().map(|times| times * power).find(|km| *km <= longest_km * (1.0 + 1e-9));
        let length_km = length_km.unwrap_or(power);
        Self { length_km, length_mm: length_km * 1000.0 / ground_m_per_mm }
    }
}

/// The panel for a font and a size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Panel<'p> {
    pub(super) fonts: &'p Fonts,
    pub(super) colours: &'p Palette,
    /// By how much it is larger than on an A3 sheet.
    pub(super) scale: f64,
    /// Width of a column in millimetres.
    pub(super) width: f64,
    /// Scale of the marks on the map, which the legend shows as they are.
    pub(super) mark_scale: f64,
}

impl Panel<'_> {
    /// Lines no wider than a column: broken at spaces, and between Chinese characters.
    pub(super) fn wrapped(&self, text: &str, size: f64) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut width = 0.0;
        for piece in pieces(&plain(text)) {
            let piece_width = self.fonts.width(&piece, size, false);
            let bare = self.fonts.width(piece.trim_end(), size, false);
            if width > 0.0 && width + bare > self.width {
                lines.push(String::new());
                width = 0.0;
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(&piece);
            }
            width += piece_width;
        }
        lines
    }

    pub(super) fn height(&self, block: &Block) -> f64 {
        let height = match block {
            Block::Legend { rows, .. } => HEADING_HEIGHT + rows.len() as f64 * ROW_HEIGHT,
            Block::Scale { .. } => SCALE_HEIGHT,
            Block::Notes { paragraphs, .. } => {
                let lines: usize = paragraphs.iter().map(|text| self.wrapped(text, NOTE * self.scale).len()).sum();
                HEADING_HEIGHT + lines as f64 * NOTE_HEIGHT + paragraphs.len() as f64 * 0.7
            }
        };
        (height + GAP) * self.scale
    }

    /// The heights of blocks, with the gap below each.
    pub(super) fn heights(&self, blocks: &[Block]) -> Vec<f64> {
        blocks.iter().map(|block| self.height(block)).collect()
    }

    /// Which blocks stand in which column, none higher than `height`; `None` if they do not fit.
    pub(super) fn columns(&self, heights: &[f64], count: usize, height: f64) -> Option<Vec<Vec<usize>>> {
        let mut columns = vec![Vec::new()];
        let mut used = 0.0;
        for (index, &needed) in heights.iter().enumerate() {
            if used > 0.0 && used + needed - GAP * self.scale > height {
                columns.push(Vec::new());
                used = 0.0;
            }
            if needed - GAP * self.scale > height || columns.len() > count {
                return None;
            }
            if let Some(column) = columns.last_mut() {
                column.push(index);
            }
            used += needed;
        }
        Some(columns)
    }

    pub(super) fn draw(&self, svg: &mut Svg, block: &Block, [x, y]: [f64; 2]) {
        let s = self.scale;
        match block {
            Block::Legend { heading, rows } => {
                self.heading(svg, heading, [x, y]);
                for (row, top) in rows.iter().zip(0..) {
                    let middle = y + (HEADING_HEIGHT + (f64::from(top) + 0.5) * ROW_HEIGHT) * s;
                    self.row(svg, row, [x, middle]);
                }
            }
            Block::Scale { denominator, bar } => self.bar(svg, *denominator, *bar, [x, y]),
            Block::Notes { heading, paragraphs } => {
                self.heading(svg, heading, [x, y]);
                let mut top = y + HEADING_HEIGHT * s;
                for text in paragraphs {
                    for line in self.wrapped(text, NOTE * s) {
                        svg.text([x, top + NOTE * s], Anchor::Start, Ink::plain(NOTE * s, "#333"), &line);
                        top += NOTE_HEIGHT * s;
                    }
                    top += 0.7 * s;
                }
            }
        }
    }

    fn heading(&self, svg: &mut Svg, text: &str, [x, y]: [f64; 2]) {
        let s = self.scale;
        let fitted = (self.width / self.fonts.width(text, HEADING * s, true).max(1.0)).min(1.0);
        svg.text([x, y + HEADING * s], Anchor::Start, Ink::bold(HEADING * s * fitted, "#111"), text);
        let under = y + HEADING * s + 1.0 * s;
        svg.line([x, under], [x + self.width, under], &line("#999", 0.15 * s));
    }

    fn row(&self, svg: &mut Svg, row: &Row, [x, middle]: [f64; 2]) {
        let s = self.scale;
        self.sample(svg, row.sample, [x, middle]);
        let baseline = middle + 0.36 * ROW * s;
        let count = row.count.to_string();
        let room = self.width - (SAMPLE + 2.0) * s - self.fonts.width(&count, ROW * s, false) - 2.0 * s;
        let fitted = (room / self.fonts.width(&row.label, ROW * s, false).max(0.1)).min(1.0);
        svg.text([x + (SAMPLE + 2.0) * s, baseline], Anchor::Start, Ink::plain(ROW * s * fitted, "#111"), &row.label);
        let colour = if row.count == 0 { "#999" } else { "#111" };
        svg.text([x + self.width, baseline], Anchor::End, Ink::plain(ROW * s, colour), &count);
    }

    fn sample(&self, svg: &mut Svg, sample: Sample, [x, middle]: [f64; 2]) {
        let s = self.scale;
        let (width, height) = (SAMPLE * s, 3.1 * s);
        let top = middle - height / 2.0;
        let ring = vec![[x, top], [x + width, top], [x + width, top + height], [x, top + height]];
        let mut shape = String::new();
        push_rings(&mut shape, std::slice::from_ref(&ring));
        let rings = [ring];
        let hatch = |angle: f64, spacing: f64| {
            let mut path = String::new();
            push_hatch(&mut path, &rings, angle, spacing * s);
            path
        };
        let rim = format!("stroke=\"#6e6e6e\" stroke-width=\"{}\"", number(0.2 * s));
        match sample {
            Sample::Class(colour) => svg.path(&shape, &format!("fill=\"{}\" {rim}", colour.hex())),
            Sample::NoClass(colour, is_hatched) => {
                svg.path(&shape, &format!("fill=\"{}\" {rim}", colour.hex()));
                if is_hatched {
                    svg.path(&hatch(0.0, 1.0), &line("#b4b4b4", 0.15 * s));
                }
            }
            Sample::Position(position) => {
                let border = if position == Position::Core { "#6a51a3" } else { "#9e9ac8" };
                let fill = self.colours.of_position(position).hex();
                svg.path(&shape, &format!("fill=\"{fill}\" stroke=\"{border}\" stroke-width=\"{}\"", number(0.2 * s)));
            }
            Sample::Belt => {
                let colour = self.colours.belt.hex();
                svg.path(&hatch(45.0, 2.2), &format!("stroke-opacity=\".5\" {}", line(&colour, 0.15 * s)));
                let dash = format!("stroke-dasharray=\"{} {}\"", number(2.2 * s), number(0.9 * s));
                svg.path(&shape, &format!("{dash} {}", line(&colour, 0.35 * s)));
            }
            Sample::Redline => {
                let colour = self.colours.redline.hex();
                svg.path(&hatch(135.0, 1.4), &line(&colour, 0.2 * s));
                svg.path(&shape, &line(&colour, 0.42 * s));
            }
            Sample::Function => {
                let colour = self.colours.function.hex();
                let mut dots = String::new();
                push_dots(&mut dots, &rings, 2.0 * s);
                svg.path(&dots, &format!("stroke-linecap=\"round\" {}", line(&colour, 0.45 * s)));
                let dash = format!("stroke-dasharray=\"{} {}\"", number(0.01 * s), number(0.75 * s));
                svg.path(&shape, &format!("stroke-linecap=\"round\" {dash} {}", line(&colour, 0.4 * s)));
            }
            Sample::Mark(mark) => {
                let at = [x + width / 2.0, middle];
                // A mark that is not about the verdict: grey, which no verdict has.
                let mut grey = *self.colours;
                grey.no_verdict = Colour(96, 96, 96);
                marks(svg, mark, None, &[at], &grey, self.mark_scale);
            }
            Sample::Verdict(verdict) => {
                let fill = self.colours.of_verdict(verdict).hex();
                let (cx, cy, r) = (number(x + width / 2.0), number(middle), number(1.35 * s));
                svg.raw(&format!(
                    "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"{r}\" fill=\"{fill}\" stroke=\"#000\" stroke-width=\"{}\"/>",
                    number(0.2 * s)
                ));
            }
        }
    }

    fn bar(&self, svg: &mut Svg, denominator: f64, bar: ScaleBar, [x, y]: [f64; 2]) {
        let s = self.scale;
        svg.text(
            [x, y + HEADING * s],
            Anchor::Start,
            Ink::bold(HEADING * s, "#111"),
            &format!("1:{}", grouped(denominator)),
        );
        let (top, height) = (y + 5.0 * s, 1.2 * s);
        let quarter = bar.length_mm / 4.0;
        for part in 0..4_u8 {
            let fill = if part % 2 == 0 { "#111" } else { "#fff" };
            svg.raw(&format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\" stroke=\"#111\" stroke-width=\"{}\"/>",
                number(x + f64::from(part) * quarter),
                number(top),
                number(quarter),
                number(height),
                number(0.15 * s)
            ));
        }
        let (unit, length) = if bar.length_km >= 1.0 { ("km", bar.length_km) } else { ("m", bar.length_km * 1000.0) };
        let below = top + height + 2.9 * s;
        let ink = Ink::plain(2.2 * s, "#111");
        svg.text([x, below], Anchor::Start, ink, "0");
        svg.text([x + bar.length_mm / 2.0, below], Anchor::Middle, ink, &short(length / 2.0));
        svg.text([x + bar.length_mm, below], Anchor::Middle, ink, &format!("{} {unit}", short(length)));
        let arrow = x + self.width - 5.0 * s;
        let mut north = String::new();
        let shape =
            vec![[arrow, y], [arrow + 2.2 * s, y + 7.0 * s], [arrow, y + 5.4 * s], [arrow - 2.2 * s, y + 7.0 * s]];
        push_rings(&mut north, &[shape]);
        svg.path(&north, "fill=\"#111\"");
        svg.text([arrow, y + 10.4 * s], Anchor::Middle, Ink::bold(2.6 * s, "#111"), "N");
    }
}

/// The blocks with their places in a box of columns.
pub(super) fn places(
    panel: &Panel<'_>,
    blocks: &[Block],
    columns: &[Vec<usize>],
    frame: &SheetBox,
    gap: f64,
) -> Vec<(usize, [f64; 2])> {
    let mut places = Vec::new();
    for (number, column) in columns.iter().enumerate() {
        let x = frame.left + number as f64 * (panel.width + gap);
        let mut y = frame.top;
        for &index in column {
            places.push((index, [x, y]));
            y += panel.height(&blocks[index]);
        }
    }
    places
}

/// Where a line may be broken: behind spaces, and around Chinese characters and marks.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut is_open = false;
    for character in text.chars() {
        let is_wide = u32::from(character) >= 0x2E80;
        // Closing marks do not begin a line.
        let is_closing = matches!(character, '，' | '。' | '、' | '；' | '：' | '）' | '”' | '》');
        match pieces.last_mut() {
            Some(piece) if is_closing || (is_open && !is_wide) => piece.push(character),
            _ => pieces.push(character.to_string()),
        }
        is_open = !is_wide && character != ' ';
        if character == ' ' {
            is_open = false;
        }
    }
    // A word longer than this would stand out of any column.
    let split = |piece: String| -> Vec<String> {
        let characters: Vec<char> = piece.chars().collect();
        characters.chunks(28).map(|part| part.iter().collect()).collect()
    };
    pieces.into_iter().flat_map(split).collect()
}

fn short(length: f64) -> String {
    let rounded = (length * 1000.0).round() / 1000.0;
    rounded.to_string()
}

/// `5,500,000`.
pub(super) fn grouped(whole: f64) -> String {
    let digits = format!("{whole:.0}");
    let mut grouped = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::{ScaleBar, grouped, pieces};

    #[test]
    fn bars_are_round_and_fit() {
        let mut compared = 0;
        for step in 1..400 {
            let ground = 1.7_f64.powi(step % 40) * 0.1;
            let bar = ScaleBar::new(ground, 50.0);
            assert!(bar.length_mm <= 50.0 + 1e-6 && bar.length_mm > 15.0, "{bar:?}");
            let first = format!("{:e}", bar.length_km);
            assert!(first.starts_with(['1', '2', '5']), "{first}");
            compared += 1;
        }
        assert_eq!(compared, 399);
        assert_eq!([grouped(5_500_000.0), grouped(900.0), grouped(1000.0)], ["5,500,000", "900", "1,000"]);
    }

    #[test]
    fn lines_break_at_spaces_and_between_chinese_characters() {
        assert_eq!(pieces("数据 two words，好"), ["数", "据", " ", "two ", "words，", "好"]);
        assert!(pieces(&"x".repeat(10_000)).iter().all(|piece| piece.len() <= 28));
    }
}
