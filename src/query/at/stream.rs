//! Places from a stream, an answer a line in the same order.
//!
//! One thread reads, all cores answer, one thread writes. Between them stand queues of few blocks: whoever is slow makes the others
//! wait, so that memory stays the same however long the stream is. A block is what one read gives: who writes a line and waits gets
//! its answer.

use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use geo::Coord;
use rayon::prelude::*;

use super::answer::Answer;
use super::ground::Ground;
use super::place::{is_on_earth, read_in, way};
use super::{Asked, mine_at};
use crate::crs::ToCgcs2000;
use crate::domain::Mine;
use crate::error::Error;
use crate::join::Prepared;

/// Bytes of a read.
const BLOCK_BYTES: usize = 1 << 20;
/// No place takes more.
const LONGEST_LINE: usize = 4096;
/// Blocks between two threads.
const QUEUE: usize = 3;
/// Lines to a task.
const TASK_LINES: usize = 2048;

/// What a stream held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StreamCounts {
    /// Lines.
    pub lines: u64,
    /// Lines that are no place.
    pub errors: u64,
    /// Places that no zone holds.
    pub outside: u64,
    /// Those among them that a zone would hold if longitude and latitude were swapped.
    pub swapped: u64,
}

/// Whole lines.
struct Block {
    bytes: Vec<u8>,
    /// The number of the first line, from 1.
    first: u64,
}

/// Answers each line of `input` by one of `output`: a JSON object with its number, and `error` where it is no place.
///
/// # Errors
/// A damaged index, an input or output that fails. A closed output is none: nobody asks any more.
pub fn stream(
    asked: &Asked<'_>,
    input: impl Read + Send + 'static,
    output: &mut (dyn Write + Send),
) -> Result<StreamCounts, Error> {
    let ground = Ground::whole(asked.index, asked.supposed.is_some())?;
    // So many places as make the index of the join as fine as it gets.
    asked.with_prepared(&ground, usize::MAX / 16, |prepared| pump(asked, &ground, prepared, input, output))
}

fn pump(
    asked: &Asked<'_>,
    ground: &Ground,
    prepared: &Prepared<'_>,
    input: impl Read + Send + 'static,
    output: &mut (dyn Write + Send),
) -> Result<StreamCounts, Error> {
    let (send_block, blocks) = sync_channel::<io::Result<Block>>(QUEUE);
    // It is not waited for: when nobody asks any more, it may still wait for a line.
    std::thread::spawn(move || read_blocks(input, &send_block));
    let (send_answers, answers) = sync_channel::<Vec<Vec<u8>>>(QUEUE);
    std::thread::scope(|scope| {
        let writer = scope.spawn(move || write_all(&answers, output));
        let answered = answer_blocks(asked, ground, prepared, &blocks, &send_answers);
        drop(send_answers);
        let written = writer.join().unwrap_or_else(|_| Err(io::Error::other("the writer stopped")));
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::Write { path: "standard output".to_owned(), source: error })
            }
            _ => answered,
        }
    })
}

fn write_all(answers: &Receiver<Vec<Vec<u8>>>, output: &mut (dyn Write + Send)) -> io::Result<()> {
    for parts in answers {
        for part in parts {
            output.write_all(&part)?;
        }
        output.flush()?;
    }
    Ok(())
}

/// Cuts the input into blocks of whole lines.
fn read_blocks(mut input: impl Read, blocks: &SyncSender<io::Result<Block>>) {
    let (mut rest, mut first) = (Vec::new(), 1);
    let mut is_skipping = false;
    loop {
        let mut bytes = std::mem::take(&mut rest);
        let kept = bytes.len();
        bytes.resize(kept + BLOCK_BYTES, 0);
        let read = match input.read(&mut bytes[kept..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
            Err(error) => {
                let _ = blocks.send(Err(error));
                return;
            }
            Ok(0) => {
                bytes.truncate(kept);
                if !bytes.is_empty() {
                    let _ = blocks.send(Ok(Block { bytes, first }));
                }
                return;
            }
            Ok(read) => read,
        };
        bytes.truncate(kept + read);
        if is_skipping {
            // The rest of a line that was too long and has been told of.
            let Some(end) = memchr::memchr(b'\n', &bytes) else { continue };
            bytes.drain(..=end);
            is_skipping = false;
        }
        match memchr::memrchr(b'\n', &bytes) {
            Some(end) => {
                rest = bytes.split_off(end + 1);
                let lines = memchr::memchr_iter(b'\n', &bytes).count() as u64;
                if blocks.send(Ok(Block { bytes, first })).is_err() {
                    return;
                }
                first += lines;
            }
            None => rest = bytes,
        }
        if rest.len() > LONGEST_LINE {
            rest.truncate(LONGEST_LINE + 1);
            rest.push(b'\n');
            if blocks.send(Ok(Block { bytes: std::mem::take(&mut rest), first })).is_err() {
                return;
            }
            first += 1;
            is_skipping = true;
        }
    }
}

fn answer_blocks(
    asked: &Asked<'_>,
    ground: &Ground,
    prepared: &Prepared<'_>,
    blocks: &Receiver<io::Result<Block>>,
    answers: &SyncSender<Vec<Vec<u8>>>,
) -> Result<StreamCounts, Error> {
    // Found out before the first line, and not for each of them.
    way(&asked.crs)?;
    let mut counts = StreamCounts::default();
    for block in blocks {
        let block = block.map_err(|source| Error::Read { path: "standard input".to_owned(), source })?;
        let mut lines: Vec<&[u8]> = block.bytes.split_inclusive(|byte| *byte == b'\n').collect();
        if let Some(line) = lines.first_mut().filter(|_| block.first == 1) {
            *line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        let task = |(number, lines): (usize, &[&[u8]])| {
            let first = block.first + (number * TASK_LINES) as u64;
            Task { asked, ground, prepared, first }.answer(lines)
        };
        let parts: Vec<(Vec<u8>, StreamCounts)> =
            lines.par_chunks(TASK_LINES).enumerate().map(task).collect::<Result<_, Error>>()?;
        let mut texts = Vec::with_capacity(parts.len());
        for (text, of_part) in parts {
            counts.lines += of_part.lines;
            counts.errors += of_part.errors;
            counts.outside += of_part.outside;
            counts.swapped += of_part.swapped;
            texts.push(text);
        }
        if answers.send(texts).is_err() {
            break;
        }
    }
    Ok(counts)
}

/// Some lines in a row.
struct Task<'a> {
    asked: &'a Asked<'a>,
    ground: &'a Ground,
    prepared: &'a Prepared<'a>,
    first: u64,
}

impl Task<'_> {
    fn answer(&self, lines: &[&[u8]]) -> Result<(Vec<u8>, StreamCounts), Error> {
        let way = way(&self.asked.crs)?;
        let mut places: Vec<Result<Coord<f64>, String>> = lines.iter().map(|line| place(line, &way)).collect();
        transform(&mut places, &way);
        let mines: Vec<Mine<'static>> = places.iter().flatten().map(|at| mine_at(*at, 0)).collect();
        let facts = self.prepared.join(&mines);
        let judged = self.asked.judged(self.ground, &facts);
        let mut counts = StreamCounts { lines: lines.len() as u64, ..StreamCounts::default() };
        let mut out = Vec::with_capacity(lines.len() * 320);
        let mut outside: Vec<Mine<'static>> = Vec::new();
        let mut position = 0;
        for (place, number) in places.iter().zip(self.first..) {
            // Writing to memory cannot fail.
            let _ = write!(out, "{{\"line\":{number},");
            match place {
                Ok(at) => {
                    let answer = Answer { at: *at, position, ground: self.ground, facts: &facts, judged: &judged };
                    answer.write_members(&mut out);
                    if answer.is_outside() {
                        counts.outside += 1;
                        outside.push(mine_at(Coord { x: at.y, y: at.x }, 0));
                    }
                    position += 1;
                }
                Err(why) => {
                    counts.errors += 1;
                    out.extend_from_slice(b"\"error\":");
                    let _ = serde_json::to_writer(&mut out, why);
                }
            }
            out.extend_from_slice(b"}\n");
        }
        // Only whether a zone holds them is asked, which takes no search for what is near.
        counts.swapped = self.prepared.held(&outside) as u64;
        Ok((out, counts))
    }
}

fn place(line: &[u8], way: &ToCgcs2000) -> Result<Coord<f64>, String> {
    if line.len() > LONGEST_LINE {
        return Err(format!("the line has more than {LONGEST_LINE} bytes"));
    }
    let text = std::str::from_utf8(line)
        .map_err(|error| format!("the line is not UTF-8 (byte {})", error.valid_up_to() + 1))?;
    let text = text.trim();
    if text.is_empty() {
        return Err("the line is empty".to_owned());
    }
    read_in(text, way).map_err(|why| format!("{text}: {why}"))
}

fn transform(places: &mut [Result<Coord<f64>, String>], way: &ToCgcs2000) {
    if matches!(way, ToCgcs2000::Identity) {
        return;
    }
    let mut coordinates: Vec<Coord<f64>> = places.iter().flatten().copied().collect();
    // What has no image is not finite, and told of one by one.
    let _ = way.apply(&mut coordinates);
    let found = places.iter_mut().filter(|place| place.is_ok());
    for (place, at) in found.zip(coordinates) {
        *place = if is_on_earth(at) {
            Ok(at)
        } else {
            Err("it lies nowhere on the earth in that coordinate system".to_owned())
        };
    }
}
