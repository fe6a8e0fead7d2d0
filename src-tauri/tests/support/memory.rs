//! The memory of other processes, searched for texts. Only root may read it: the app asks the kernel not to let
//! anybody else.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::FileExt,
    path::Path,
};

/// Bytes read at once.
const CHUNK: usize = 1 << 20;

/// A process, by its number and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// Its number.
    pub id: u32,
    /// Its name, which the kernel cuts off after fifteen bytes.
    pub name: String,
}

/// A process and everything that it started, as far as it still runs.
pub fn tree(root: u32) -> Vec<Process> {
    let listed = fs::read_dir("/proc").expect("Linux lists its processes there");
    let all: Vec<(Process, u32)> = listed
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|id: u32| {
            let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
            let (head, tail) = stat.rsplit_once(") ")?;
            let mut fields = tail.split(' ');
            let (state, parent) = (fields.next()?, fields.next()?.parse().ok()?);
            let name = head.split_once(" (")?.1.to_owned();
            (state != "Z").then_some((Process { id, name }, parent))
        })
        .collect();
    let mut found: Vec<Process> =
        all.iter().filter(|(one, _)| one.id == root).map(|(one, _)| one.clone()).collect();
    let mut next = 0;
    while let Some(parent) = found.get(next).map(|one| one.id) {
        found.extend(all.iter().filter(|(_, of)| *of == parent).map(|(one, _)| one.clone()));
        next += 1;
    }
    found
}

/// How often each needle stands in the writable memory of a process.
///
/// # Errors
/// When the kernel does not let us read it.
pub fn count(process: &Process, needles: &[Vec<u8>]) -> io::Result<Vec<usize>> {
    let folder = Path::new("/proc").join(process.id.to_string());
    let memory = File::open(folder.join("mem"))?;
    let maps = fs::read_to_string(folder.join("smaps"))?;
    let pages = File::open(folder.join("pagemap"))?;
    let search = Search::new(needles);
    let longest = needles.iter().map(Vec::len).max().unwrap_or(1);
    let zeros = vec![0; CHUNK];
    let mut counts = vec![0; needles.len()];
    for (from, to) in in_use(&maps) {
        // What is left of the chunk before, so that no needle hides on the seam.
        let mut seam: Vec<u8> = Vec::new();
        let mut at = from;
        while at < to {
            let length = usize::try_from(to - at).map_or(CHUNK, |left| left.min(CHUNK));
            // Pages that were never used, belong to a device or have gone meanwhile hold no text.
            if !is_there(&pages, at, length)? {
                seam.clear();
                at += length as u64;
                continue;
            }
            let mut bytes = seam.clone();
            bytes.resize(seam.len() + length, 0);
            let read =
                is_there(&pages, at, length)? && memory.read_exact_at(&mut bytes[seam.len()..], at).is_ok();
            at += length as u64;
            if !read || (seam.is_empty() && bytes == zeros[..length]) {
                seam.clear();
                continue;
            }
            search.count(&bytes, seam.len(), &mut counts);
            seam = bytes[bytes.len().saturating_sub(longest - 1)..].to_vec();
        }
    }
    Ok(counts)
}

/// Whether any page of a range is in memory or on the swap: by its two highest bits in `pagemap`, which has eight bytes
/// for each page.
fn is_there(pages: &File, at: u64, length: usize) -> io::Result<bool> {
    let page = rustix::param::page_size();
    let mut entries = vec![0; length.div_ceil(page) * 8];
    pages.read_exact_at(&mut entries, at / page as u64 * 8)?;
    Ok(entries.chunks_exact(8).any(|entry| entry[7] >> 6 != 0))
}

/// The ranges of `smaps` that the process can write and has written: script engines reserve sixty gigabytes and use
/// a few of their pages.
fn in_use(smaps: &str) -> Vec<(u64, u64)> {
    let mut found = Vec::new();
    let mut range = None;
    for line in smaps.lines() {
        if let Some(next) = head(line) {
            range = next;
        } else if let Some(held) = line.strip_prefix("Rss:").or_else(|| line.strip_prefix("Swap:")) {
            // Once: the range is taken by whichever of the two lines says that something is there.
            if held.trim() != "0 kB" {
                found.extend(range.take());
            }
        }
    }
    found
}

/// If a line begins a range: where it lies, or nothing if the process cannot write there.
fn head(line: &str) -> Option<Option<(u64, u64)>> {
    let mut fields = line.split(' ');
    let (from, to) = fields.next()?.split_once('-')?;
    let number = |text| u64::from_str_radix(text, 16).ok();
    let range = (number(from)?, number(to)?);
    Some(fields.next()?.starts_with("rw").then_some(range))
}

/// All needles at once, by their first two bytes: fast enough without optimisation.
struct Search<'a> {
    needles: &'a [Vec<u8>],
    starts: Vec<bool>,
}

impl<'a> Search<'a> {
    fn new(needles: &'a [Vec<u8>]) -> Self {
        let mut starts = vec![false; 1 << 16];
        for needle in needles {
            starts[pair(needle[0], needle[1])] = true;
        }
        Self { needles, starts }
    }

    /// Counts what ends after the first `seen` bytes.
    fn count(&self, bytes: &[u8], seen: usize, counts: &mut [usize]) {
        let mut before = 0;
        for (at, byte) in bytes.iter().enumerate().skip(1) {
            if at == 1 {
                before = bytes[0];
            }
            if self.starts[pair(before, *byte)] {
                for (needle, count) in self.needles.iter().zip(&mut *counts) {
                    let end = at - 1 + needle.len();
                    *count += usize::from(end > seen && bytes[at - 1..].starts_with(needle));
                }
            }
            before = *byte;
        }
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}

/// A text as it may stand in memory or in a file: UTF-8, and UTF-16 as script engines keep it.
pub fn forms(text: &str) -> [Vec<u8>; 2] {
    [text.as_bytes().to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()]
}

#[test]
fn a_needle_is_found_once_wherever_it_stands() {
    let needles = [b"needle".to_vec(), b"ne".to_vec()];
    let search = Search::new(&needles);
    let mut counts = [0, 0];
    search.count(b"a needle, a needle", 0, &mut counts);
    assert_eq!(counts, [2, 2]);
    // The second chunk begins with what was left of the first.
    let mut counts = [0, 0];
    search.count(b"needl", 0, &mut counts);
    search.count(b"needle", 5, &mut counts);
    assert_eq!(counts, [1, 1]);
}

#[test]
fn the_memory_of_this_very_process_can_be_searched() {
    let own = Process { id: std::process::id(), name: String::new() };
    // Made at run time, so that only the heap holds it.
    let needle: Vec<u8> = (0..40_u8).map(|i| b'a' + i % 26).collect();
    assert!(count(&own, std::slice::from_ref(&needle)).expect("one's own memory can be read")[0] >= 1);
    assert!(tree(own.id).contains(&Process { name: tree(own.id)[0].name.clone(), ..own }));
}
