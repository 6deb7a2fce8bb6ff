//! What the bytes of many texts show of their encoding.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::declared::same;
use super::{Fault, decode};

/// Gathered over field names and values; texts of ASCII alone say nothing.
#[derive(Debug)]
pub(in crate::read) struct Evidence {
    candidates: Vec<Candidate>,
    /// Texts that hold more than ASCII.
    texts: usize,
    hanzi: Hanzi,
    /// A text to show: the first that every candidate can read, else the first.
    sample: Option<(Vec<u8>, bool)>,
}

#[derive(Debug)]
struct Candidate {
    encoding: &'static Encoding,
    faulty: usize,
}

/// What kinds of characters the bytes would be, if they were GB18030.
#[derive(Debug, Default)]
struct Hanzi {
    /// Hanzi of the first level of GB 2312, the 3,755 that nearly all text is written with, and four-byte characters,
    /// whose form is like nothing else.
    common: usize,
    /// All hanzi of GB 2312, and four-byte characters.
    usual: usize,
    /// All characters but ASCII, and the signs and full-width letters of GB 2312, which say nothing.
    all: usize,
}

impl Evidence {
    /// Evidence for and against UTF-8, GB18030 and these.
    pub(in crate::read) fn about(declared: impl Iterator<Item = &'static Encoding>) -> Self {
        let mut candidates: Vec<Candidate> = Vec::new();
        for encoding in [UTF_8, GB18030].into_iter().chain(declared) {
            if !candidates.iter().any(|known| same(known.encoding, encoding)) {
                candidates.push(Candidate { encoding, faulty: 0 });
            }
        }
        Self { candidates, texts: 0, hanzi: Hanzi::default(), sample: None }
    }

    /// Takes a text into account. `fills_field`: it may have been cut inside of a character.
    pub(in crate::read) fn add(&mut self, bytes: &[u8], fills_field: bool) {
        if bytes.is_ascii() {
            return;
        }
        let mut is_sound = true;
        for candidate in &mut self.candidates {
            if decode(candidate.encoding, bytes, fills_field).1 == Some(Fault::Undecodable) {
                candidate.faulty += 1;
                is_sound = false;
            }
        }
        let has_sound_sample = self.sample.as_ref().is_some_and(|(_, is_sound)| *is_sound);
        if self.sample.is_none() || (is_sound && !has_sound_sample) {
            self.sample = Some((bytes.to_vec(), is_sound));
        }
        self.texts += 1;
        self.hanzi.add(bytes);
    }

    /// Whether every text was ASCII.
    pub(in crate::read) fn is_ascii(&self) -> bool {
        self.texts == 0
    }

    /// Whether the texts may be of this encoding: of ten at most one is damaged.
    pub(super) fn allows(&self, encoding: &'static Encoding) -> bool {
        let faulty = self.candidates.iter().find(|known| same(known.encoding, encoding)).map(|known| known.faulty);
        faulty.is_some_and(|faulty| faulty * 10 <= self.texts)
    }

    /// The encodings that this may be, and whether the first is certain.
    pub(super) fn detected(&self) -> (Vec<&'static Encoding>, bool) {
        let share = |part: usize| if self.hanzi.all == 0 { 0.0 } else { part as f64 / self.hanzi.all as f64 };
        match (self.allows(UTF_8), self.allows(GB18030)) {
            // Hanzi of UTF-8 begin with bytes from E3 on. Read in pairs, two of them give three characters of GB18030, the
            // first of which never is a common one: at the most two thirds are.
            (true, true) if share(self.hanzi.common) >= 0.7 => (vec![UTF_8, GB18030], false),
            (true, _) => (vec![UTF_8], true),
            // Of Chinese text more than nine tenths are common hanzi, of other text read as Chinese far fewer than half.
            (false, true) if share(self.hanzi.common) >= 0.5 => (vec![GB18030], true),
            (false, true) if share(self.hanzi.usual) >= 0.5 => (vec![GB18030], false),
            _ => (Vec::new(), false),
        }
    }

    /// How the sample reads in an encoding.
    pub(super) fn reading(&self, encoding: &'static Encoding) -> String {
        let (bytes, _) = self.sample.as_ref().map_or((&[][..], false), |(bytes, sound)| (bytes.as_slice(), *sound));
        decode(encoding, bytes, true).0.into_owned()
    }
}

impl Hanzi {
    fn add(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let [lead, behind @ ..] = rest {
            rest = behind;
            if *lead < 0x81 {
                continue;
            }
            match behind {
                [0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, after @ ..] => {
                    self.common += 1;
                    self.usual += 1;
                    self.all += 1;
                    rest = after;
                }
                [trail, after @ ..] if *trail >= 0x40 => {
                    let is_of_gb2312 = *trail >= 0xA1;
                    if !(is_of_gb2312 && matches!(lead, 0xA1..=0xA9)) {
                        self.common += usize::from(is_of_gb2312 && matches!(lead, 0xB0..=0xD7));
                        self.usual += usize::from(is_of_gb2312 && matches!(lead, 0xB0..=0xF7));
                        self.all += 1;
                    }
                    rest = after;
                }
                _ => {}
            }
        }
    }
}
