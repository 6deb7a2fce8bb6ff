//! A sheet as pixels.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Options, Tree};

use super::draw::Sheet;
use super::fonts::{self, Fonts};
use super::sheet::pixels;
use crate::error::Error;

impl Sheet {
    /// What keeps this sheet from being drawn as pixels with these fonts, and the way out.
    #[must_use]
    pub fn lacks_font(&self, fonts: &Fonts) -> Option<(String, String)> {
        let problem = fonts::lacking(fonts, &self.words)?;
        Some((format!("{problem}, and pixels cannot be drawn without"), fonts::remedy()))
    }

    /// A PNG of this many dots an inch, which its header says too. `path` is for messages.
    ///
    /// # Errors
    /// A resolution that makes no sense, and a machine without a font for what is written.
    pub fn png(&self, fonts: &Fonts, dpi: f64, path: &str) -> Result<Vec<u8>, Error> {
        let [width, height] = pixels(self.sheet_mm, dpi)?;
        let failed = |problem: String, hint: String| Error::Convert { path: path.to_owned(), problem, hint };
        if let Some((problem, hint)) = self.lacks_font(fonts) {
            return Err(failed(problem, hint));
        }
        let options = Options {
            fontdb: std::sync::Arc::clone(fonts.database()),
            font_family: fonts.family().unwrap_or_default().to_owned(),
            ..Options::default()
        };
        let svg = || "the sheet as .svg can be turned into pixels by other programs".to_owned();
        let tree =
            Tree::from_str(&self.svg, &options).map_err(|error: usvg::Error| failed(error.to_string(), svg()))?;
        let mut pixmap = Pixmap::new(width, height).ok_or_else(|| {
            failed(format!("no memory for {width} x {height} pixels"), "choose a smaller --dpi".to_owned())
        })?;
        let size = tree.size();
        let scale = Transform::from_scale(width as f32 / size.width(), height as f32 / size.height());
        resvg::render(&tree, scale, &mut pixmap.as_mut());
        let png = pixmap.encode_png().map_err(|error| failed(error.to_string(), svg()))?;
        Ok(with_resolution(png, dpi))
    }
}

/// Length of the signature and of the chunk `IHDR` of a PNG.
const HEADER: usize = 8 + 25;

/// The same file with the chunk `pHYs` behind its header: pixels a metre (PNG specification, third edition, section 11.3.4.3).
fn with_resolution(mut png: Vec<u8>, dpi: f64) -> Vec<u8> {
    if png.len() < HEADER {
        return png;
    }
    let per_metre = ((dpi / 0.0254).round() as u32).to_be_bytes();
    let mut chunk = b"pHYs".to_vec();
    chunk.extend(per_metre);
    chunk.extend(per_metre);
    chunk.push(1);
    let check = crc(&chunk).to_be_bytes();
    let length = (chunk.len() as u32 - 4).to_be_bytes();
    png.splice(HEADER..HEADER, length.into_iter().chain(chunk).chain(check));
    png
}

/// The sum of check of a PNG chunk (specification, annex D), bit by bit: it is asked for 21 bytes.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::crc;

    #[test]
    fn the_check_sum_is_that_of_png() {
        // Of the chunk IEND, which is the same in every file.
        assert_eq!(crc(b"IEND"), 0xAE42_6082);
    }
}
