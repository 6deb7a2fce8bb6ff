//! What a fuzzer does, on the stable toolchain and the same in every run: samples are cut, spliced, and peppered with bytes,
//! and the reader must neither panic nor lose a line. `fuzz/` holds the target for cargo-fuzz.

use std::fs;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use oreline::corners::{TextEncoding, WriteOptions, parse, write};

use crate::properties::{assert_accounted, lines_of, use_all_of};
use crate::random::Random;
use crate::samples;

const CASES: usize = 28_000;

/// Pieces on which the format turns.
const TOKENS: [&[u8]; 18] = [
    b"@",
    b",@\r\n",
    b"[",
    b"]",
    b"\n",
    b"\r",
    b",",
    b"=",
    b"J1,1,3437100.00,38383100.00\n",
    b"5,1.0000,1,",
    b"1e308",
    b"-",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\x81",
    b"\0",
    "[地块坐标]\n".as_bytes(),
    "，面，＠".as_bytes(),
];

fn mutated(random: &mut Random, samples: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = samples[random.below(samples.len())].clone();
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len() + 1);
        match random.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(..at)),
            2 => {
                let end = (at + random.below(60)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let other = &samples[random.below(samples.len())];
                let from = random.below(other.len() + 1);
                let to = (from + random.below(400)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            4 => drop(bytes.splice(at..at, TOKENS[random.below(TOKENS.len())].iter().copied())),
            5 if at < bytes.len() => bytes[at] = random.bits() as u8,
            _ if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            _ => {}
        }
    }
    bytes
}

#[test]
fn mutated_samples_are_read_kept_or_complained_of() {
    let samples: Vec<Vec<u8>> = samples().iter().map(|path| fs::read(path).unwrap()).collect();
    let mut random = Random::new(20_260_722);
    let (mut parsed_count, mut written_count) = (0, 0);
    for _ in 0..CASES {
        let bytes = mutated(&mut random, &samples);
        let Ok(parsed) = parse(&bytes) else { continue };
        parsed_count += 1;
        let text = match parsed.encoding {
            TextEncoding::Utf8 | TextEncoding::Utf8WithBom => String::from_utf8_lossy(&bytes),
            TextEncoding::Gb18030 => GB18030.decode_without_bom_handling(&bytes).0,
            TextEncoding::Utf16Le => UTF_16LE.decode_with_bom_removal(&bytes).0,
            TextEncoding::Utf16Be => UTF_16BE.decode_with_bom_removal(&bytes).0,
        };
        assert_accounted(&parsed, lines_of(&text));
        // Reads coordinates and writes; asserts that what was written is written again the same.
        use_all_of(&parsed);
        let document = parsed.document.without_refused();
        if let Ok(bytes) = write(&document, &WriteOptions::default()) {
            let again = parse(&bytes).unwrap().document;
            assert_eq!(again.without_lines(), document.canonical().without_lines());
            written_count += 1;
        }
    }
    println!("{CASES} mutated samples, {parsed_count} parsed, {written_count} written");
    assert!(parsed_count > 20_000, "{parsed_count}");
    assert!(written_count > 15_000, "{written_count}");
}
