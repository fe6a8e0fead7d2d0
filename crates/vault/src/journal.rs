//! The rollback journal beside a vault, looked at before SQLite plays it back.
//!
//! SQLite trusts whatever lies under the journal's name. One that belongs to another vault, left there by a copy or a
//! renaming, would be written over the pages of this one. Most journals hold the first page, which begins with the header
//! of the vault they belong to: that gives them away.

use crate::{Error, Header, Result, place};
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

/// What the header of a journal begins with, once it is worth playing back.
const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// Bytes of a page of ours.
const PAGE: u32 = 4096;

/// Bytes around a page in the journal: its number before it, a checksum behind it.
const AROUND: u64 = 8;

/// The count of records that means: up to the end of the file.
const TO_THE_END: u32 = u32::MAX;

/// Refuses a journal that says it belongs to another vault than the one with this header.
///
/// # Errors
/// [`Error::JournalLeft`]; the journal stays, because the file that it belongs to may come back.
pub(crate) fn refuse_foreign(file: &Path, header: &Header) -> Result<()> {
    let failed = |e| Error::io("looking at a journal", e);
    let path = place::with_ending(file, "-journal");
    let length = match fs::metadata(&path) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(()),
        // Opening a pipe would wait for ever.
        Ok(found) if !found.is_file() => return Err(Error::JournalLeft),
        found => found.map_err(failed)?.len(),
    };
    match File::open(&path).and_then(|mut journal| is_foreign(&mut journal, length, header)) {
        Ok(true) => Err(Error::JournalLeft),
        // What ends in the middle is played back as far as it goes.
        Ok(false) => Ok(()),
        Err(e) if e.kind() == ErrorKind::UnexpectedEof => Ok(()),
        Err(e) => Err(failed(e)),
    }
}

/// Goes through the parts of a journal: each has a header in a sector of its own, then records.
fn is_foreign(journal: &mut File, length: u64, header: &Header) -> std::io::Result<bool> {
    let mut at = 0;
    while at < length {
        let mut part = [0; 28];
        read_at(journal, at, &mut part)?;
        let number =
            |from: usize| u32::from_be_bytes([part[from], part[from + 1], part[from + 2], part[from + 3]]);
        let (records, sector, page) = (number(8), u64::from(number(20)), number(24));
        if part[..8] != MAGIC || sector < 32 {
            return Ok(false);
        }
        // The size of pages stands in the first part only.
        if at == 0 && page != PAGE {
            return Ok(true);
        }
        at += sector;
        let mut left = if records == TO_THE_END { u64::MAX } else { u64::from(records) };
        while left > 0 && at < length {
            let mut record = [0; 20];
            read_at(journal, at, &mut record)?;
            let (number, begin) = record.split_at(4);
            if number == [0, 0, 0, 1] && begin != header.bytes() {
                return Ok(true);
            }
            at += u64::from(PAGE) + AROUND;
            left -= 1;
        }
        at = at.next_multiple_of(sector);
    }
    Ok(false)
}

fn read_at(file: &mut File, at: u64, into: &mut [u8]) -> std::io::Result<()> {
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(into)
}
