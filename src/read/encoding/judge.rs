//! From what is declared and what the bytes show to the encoding that is used, or to none when that would be a guess.
//!
//! GDAL believes the `.cpg` file before the LDID, `ArcGIS` the LDID before the `.cpg` file: one and the same file reads
//! differently. Here neither is believed against the bytes.

use encoding_rs::{Encoding, GB18030, UTF_8, WINDOWS_1252};

use super::declared::{name, same};
use super::{Declared, Evidence};
use crate::domain::TextEncoding;

/// What came out.
#[derive(Debug)]
pub(in crate::read) enum Judged {
    /// Used, with the correction of a statement that is not true, in words.
    Used {
        /// The encoding.
        encoding: &'static Encoding,
        /// For the report.
        report: TextEncoding,
        /// What was declared falsely.
        correction: Option<String>,
    },
    /// Several may be right.
    Uncertain {
        /// What contradicts what.
        problem: String,
        /// One text in each encoding.
        readings: String,
        /// One of the encodings.
        example: &'static str,
    },
}

/// One text in the encoding that is used and in each other one; nothing where there is no other, or nothing but ASCII.
pub(in crate::read) fn readings(
    used: &'static Encoding,
    others: &[&'static Encoding],
    evidence: &Evidence,
) -> Vec<(&'static str, String)> {
    let mut encodings = vec![used];
    for other in others {
        if !encodings.iter().any(|known| same(known, other)) {
            encodings.push(other);
        }
    }
    if encodings.len() == 1 || evidence.is_ascii() {
        return Vec::new();
    }
    encodings.into_iter().map(|encoding| (name(encoding), evidence.reading(encoding))).collect()
}

/// Judges. A statement of the user is above all others, as long as the bytes allow it.
pub(in crate::read) fn judge(stated: Option<&Declared>, declared: &[Declared], evidence: &Evidence) -> Judged {
    let (possible, is_certain) = evidence.detected();
    let detected = match (possible.first(), is_certain) {
        _ if evidence.is_ascii() => "ASCII",
        (Some(encoding), true) => name(encoding),
        _ => "unsure",
    };
    let strong = || declared.iter().filter(|declared| !declared.is_weak);
    let used = |encoding: &'static Encoding| {
        let first = strong().next().filter(|first| !same(first.encoding, encoding) && !evidence.is_ascii());
        let correction = first.filter(|_| stated.is_none());
        let certain = possible.first().filter(|_| is_certain);
        let others: Vec<&'static Encoding> =
            strong().map(|declared| declared.encoding).chain(certain.copied()).collect();
        Judged::Used {
            encoding,
            report: TextEncoding {
                declared: declared.iter().map(|declared| declared.words.clone()).collect(),
                detected,
                used: name(encoding),
                stated: stated.is_some(),
                readings: readings(encoding, &others, evidence),
            },
            correction: correction.map(|first| format!("declared {}, the bytes are {}", first.words, name(encoding))),
        }
    };
    let uncertain = |problem: String, encodings: &[&'static Encoding]| {
        let reading =
            |encoding: &&'static Encoding| format!("\"{}\" in {}", evidence.reading(encoding), name(encoding));
        let readings: Vec<String> = encodings.iter().map(reading).collect();
        Judged::Uncertain {
            problem,
            readings: readings.join(", "),
            example: encodings.first().map_or("GBK", |first| name(first)),
        }
    };
    if let Some(stated) = stated {
        return if evidence.allows(stated.encoding) || evidence.is_ascii() {
            used(stated.encoding)
        } else {
            let others = possible.iter().copied().chain([stated.encoding]).collect::<Vec<_>>();
            uncertain(format!("{}, but the bytes are not", stated.words), &others)
        };
    }
    if evidence.is_ascii() {
        return used(strong().next().map_or(UTF_8, |declared| declared.encoding));
    }
    // Statements that the bytes allow, each once, and of them those that agree with what the bytes show.
    let mut allowed: Vec<&Declared> = Vec::new();
    for one in strong().filter(|declared| evidence.allows(declared.encoding)) {
        if !allowed.iter().any(|known| same(known.encoding, one.encoding)) {
            allowed.push(one);
        }
    }
    let agrees = |declared: &&&Declared| possible.iter().any(|encoding| same(encoding, declared.encoding));
    let agreeing: Vec<&&Declared> = allowed.iter().filter(agrees).collect();
    match (agreeing.as_slice(), allowed.as_slice(), possible.as_slice()) {
        ([only], _, _) => used(only.encoding),
        ([one, other, ..], _, _) => {
            uncertain(format!("declared {} and {}", one.words, other.words), &[one.encoding, other.encoding])
        }
        ([], [one, ..], [shown, ..]) => {
            let problem = format!("declared {}, but the bytes look like {}", one.words, name(shown));
            uncertain(problem, &[*shown, one.encoding])
        }
        ([], [], [shown]) if is_certain => used(shown),
        ([], [], [one, other, ..]) => uncertain("nothing tells which it is".to_owned(), &[*one, *other]),
        ([], [], [one]) => uncertain("nothing tells which it is".to_owned(), &[*one, WINDOWS_1252]),
        ([], [only], []) => used(only.encoding),
        ([], [one, other, ..], []) => {
            uncertain(format!("declared {} and {}", one.words, other.words), &[one.encoding, other.encoding])
        }
        ([], [], []) => match declared.iter().find(|declared| declared.is_weak) {
            Some(weak) if evidence.allows(weak.encoding) && !evidence.allows(GB18030) => used(weak.encoding),
            _ => {
                uncertain("the bytes are neither UTF-8 nor Chinese as it is usual".to_owned(), &[GB18030, WINDOWS_1252])
            }
        },
    }
}
