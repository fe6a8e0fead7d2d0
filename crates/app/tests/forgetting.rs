//! A locked session leaves nothing of the vault in the memory of the process, given the allocator that both programs
//! use. Linux only: elsewhere a process cannot read its own memory as a file.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![cfg(target_os = "linux")]

use heldby_app::wire::HoldingInput;
use heldby_app::{Knowledge, Session, companies, overview, unlock};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

#[global_allocator]
static MEMORY: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// Built at run time and kept masked, so that the search does not find itself or the test's own constants.
const MASK: u8 = 0x5a;

fn masked(text: &[u8]) -> Vec<u8> {
    text.iter().map(|b| b ^ MASK).collect()
}

/// How often the masked text occurs in the readable and writable memory of this process.
fn occurrences(masked: &[u8]) -> usize {
    let maps = BufReader::new(File::open("/proc/self/maps").unwrap());
    let mut memory = File::open("/proc/self/mem").unwrap();
    let mut found = 0;
    let ranges: Vec<(u64, u64)> = maps
        .lines()
        .map(|line| line.unwrap())
        .filter(|line| line.split(' ').nth(1).is_some_and(|rights| rights.starts_with("rw")))
        .map(|line| {
            let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
            (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap())
        })
        .collect();
    let mut chunk = vec![0; 1 << 20];
    for (from, to) in ranges {
        let mut at = from;
        while at < to {
            let length = usize::try_from((to - at).min(1 << 20)).unwrap();
            if memory.seek(SeekFrom::Start(at)).is_err() || memory.read_exact(&mut chunk[..length]).is_err() {
                break;
            }
            // The window is unmasked byte by byte: the text itself never stands in this function's memory. The
            // chunk does hold what it read, so it is not counted twice: its own range is skipped below.
            let own = chunk.as_ptr() as u64;
            if !(at < own + (1 << 20) && own < at + length as u64) {
                found += chunk[..length]
                    .windows(masked.len())
                    .filter(|w| w.iter().zip(masked).all(|(a, b)| *a ^ MASK == *b))
                    .count();
            }
            at += length as u64;
        }
        chunk.fill(0);
    }
    found
}

#[test]
fn locking_forgets_every_row_and_the_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = [
        masked(b"Quibblezorp Telecom"),
        masked(b"the note about my cactus"),
        masked(b"plinth ozone gravel tuba"),
    ];
    let clear = |i: usize| String::from_utf8(masked(&secrets[i])).unwrap();
    let mut session = Session::new(folder.path().join("me.heldby"), Knowledge::bundled(None));
    unlock::create(&mut session, clear(2), false).unwrap();
    let input = HoldingInput { name: clear(0), note: clear(1), ..HoldingInput::default() };
    companies::add(&mut session, &input).unwrap();
    drop(input);
    unlock::lock(&mut session);
    unlock::unlock(&mut session, clear(2)).unwrap();
    assert_eq!(companies::holdings(&session).unwrap().len(), 1);
    overview::overview(&session).unwrap();
    let open: usize = secrets[..2].iter().map(|s| occurrences(s)).sum();
    assert!(open >= 2, "the search finds what is there");
    unlock::lock(&mut session);
    for (what, secret) in ["name", "note", "passphrase"].iter().zip(&secrets) {
        assert_eq!(occurrences(secret), 0, "the {what} is still in memory");
    }
}
