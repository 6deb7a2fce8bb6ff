//! Any layout: the borders of features are found by counting braces outside of strings.

use rayon::prelude::*;

use super::Parsed;
use super::envelope::{Envelope, Layout, object_end, skip_space, truncated};
use super::feature::FeatureParser;

/// Features to a task: few enough to share out, many enough to be worth it.
const TASK_FEATURES: usize = 512;

/// Parses the features, and gives what stands behind them.
///
/// # Errors
/// The file ends inside a feature, or something other than an object stands among the features. A feature that cannot be
/// parsed, while its borders are clear, comes back as unreadable.
pub(super) fn parse<'a>(
    bytes: &'a [u8],
    envelope: &Envelope<'_>,
    parser: &FeatureParser,
) -> Result<(Parsed<'a>, &'a str), String> {
    let mut borders: Vec<(usize, usize)> = Vec::new();
    let mut at = envelope.start;
    let tail = loop {
        at = skip_space(bytes, at);
        match (bytes.get(at), envelope.layout) {
            (Some(b'{'), _) => {
                let place = || truncated(bytes, &format!("inside feature {}", borders.len()));
                let end = object_end(bytes, at).ok_or_else(place)?;
                borders.push((at, end));
                at = end;
            }
            (Some(b','), _) => at += 1,
            (Some(b']'), Layout::Collection) => break bytes.get(at + 1..).unwrap_or(&[]),
            (None, Layout::Sequence) => break &[],
            (None, Layout::Collection) => {
                return Err(truncated(bytes, &format!("behind feature {}", borders.len().saturating_sub(1))));
            }
            (Some(_), _) => {
                return Err(format!(
                    "something other than an object stands where feature {} should be, at byte {at}",
                    borders.len()
                ));
            }
        }
    };
    let tail = std::str::from_utf8(tail).map_err(|_| "the text behind its features is not UTF-8".to_owned())?;
    if envelope.layout == Layout::Collection && tail.trim().is_empty() {
        return Err(truncated(bytes, "behind its features, before the closing brace"));
    }
    let parts = borders.par_chunks(TASK_FEATURES).map(|task| parse_task(bytes, task, parser)).collect();
    Ok((Parsed::join(parts), tail))
}

fn parse_task<'a>(bytes: &'a [u8], task: &[(usize, usize)], parser: &FeatureParser) -> Parsed<'a> {
    let mut parsed = Parsed::default();
    for &(start, end) in task {
        let feature = match std::str::from_utf8(&bytes[start..end]) {
            Ok(text) => parser
                .parse(text, &mut parsed.fields, &mut parsed.foreign_members)
                .unwrap_or_else(|error| parser.unreadable(text, &error)),
            Err(error) => parser.unreadable("", &format!("not UTF-8 at byte {}", start + error.valid_up_to())),
        };
        parsed.features.push(feature);
    }
    parsed
}
