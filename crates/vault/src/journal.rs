//! The rollback journal beside a vault, looked at before SQLite plays it back.
//!
//! SQLite trusts whatever lies under the journal's name, and writes it over the pages of the vault, or cuts the vault off,
//! before it knows whether the key fits. So the key is tried here first, and every page that would be written has to be
//! authentic under it. That also tells the journal of another vault, left there by a copy or a renaming.
//!
//! SQLite stops at a record that is torn and calls the vault whole. A journal is torn only where a disk said that it had
//! written what it had not, and then the vault may hold pages of either state: it is refused, and the copies open.
//!
//! What is not checked is how long the vault was before the change: only its first page says so. Whoever may write beside
//! the vault could cut it off without a journal too.

use crate::authentic::{PAGE, Pages};
use crate::{Error, Header, Result, VaultKey, place};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

/// What the header of a journal begins with, once it is worth playing back.
const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// What a write-ahead log begins with, for either order of bytes in its checksums.
const LOGS: [[u8; 4]; 2] = [[0x37, 0x7f, 0x06, 0x82], [0x37, 0x7f, 0x06, 0x83]];

/// Bytes of a record: the number of a page, the page, a checksum.
const RECORD: usize = 4 + PAGE + 4;

/// The count of records that means: up to the end of the file.
const TO_THE_END: u32 = u32::MAX;

/// Refuses a journal that SQLite would play back and that was not written with this key, and every write-ahead log: a
/// vault never has one, and SQLite would write one into the file without a look at the key.
///
/// # Errors
/// [`Error::WrongPassphrase`] if the key is not that of the vault; [`Error::JournalLeft`] if it is, and the journal was
/// written by somebody else, or if there is a log. It stays, because the file that it belongs to may come back.
pub(crate) fn refuse_foreign(file: &Path, key: &VaultKey, header: &Header) -> Result<()> {
    let failed = |e| Error::io("looking at a journal", e);
    if let Some(mut log) = beside(file, "-wal")? {
        let begin: Option<[u8; 4]> = read_at(&mut log, 0).map_err(failed)?;
        if begin.is_some_and(|begin| LOGS.contains(&begin)) {
            return Err(Error::JournalLeft);
        }
    }
    let Some(mut journal) = beside(file, "-journal")? else { return Ok(()) };
    let length = journal.metadata().map_err(failed)?.len();
    let pages = Pages::of(key, header);
    let Some(found) = look(&mut journal, length, header, &pages).map_err(failed)? else { return Ok(()) };
    if found.other_vault {
        return Err(Error::JournalLeft);
    }
    let mut vault = File::open(file).map_err(failed)?;
    let size = vault.metadata().map_err(failed)?.len();
    // Half written when the power went, the first page is whole in the journal only.
    let first: Option<[u8; PAGE]> = read_at(&mut vault, 0).map_err(failed)?;
    if !found.first_page && !first.is_some_and(|page| pages.wrote(1, &page)) {
        return Err(Error::WrongPassphrase);
    }
    let before = u64::from(found.pages) * (PAGE as u64);
    // No change makes the file longer without changing the first page, and none makes it shorter.
    let cuts = before < size && !found.first_page;
    let extends = before > size.next_multiple_of(PAGE as u64);
    if found.forged || cuts || extends { Err(Error::JournalLeft) } else { Ok(()) }
}

/// The file of this ending beside a vault, if there is one.
fn beside(file: &Path, ending: &str) -> Result<Option<File>> {
    let path = place::with_ending(file, ending);
    match place::only_a_file(&path).and_then(|()| File::open(&path)) {
        Ok(found) => Ok(Some(found)),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) if e.kind() == ErrorKind::InvalidInput => Err(Error::JournalLeft),
        Err(e) => Err(Error::io("looking at a journal", e)),
    }
}

/// What a journal holds.
#[derive(Default)]
struct Found {
    /// It says that it belongs to another vault, or to another program's.
    other_vault: bool,
    /// A page in it is not authentic.
    forged: bool,
    /// The first page is in it, and authentic.
    first_page: bool,
    /// How many pages the vault had.
    pages: u32,
}

/// Goes through the parts of a journal as SQLite does: each has a header in a sector of its own, then records. What ends
/// in the middle is played back as far as it goes. Nothing is said of one that SQLite does not play back at all.
fn look(journal: &mut File, length: u64, header: &Header, pages: &Pages) -> std::io::Result<Option<Found>> {
    let mut found = Found::default();
    let (mut at, mut sector) = (0, 0);
    while let Some(part) = read_at::<28>(journal, at)? {
        let number =
            |from: usize| u32::from_be_bytes([part[from], part[from + 1], part[from + 2], part[from + 3]]);
        if part[..8] != MAGIC {
            break;
        }
        // These stand in the first part only.
        if at == 0 {
            sector = u64::from(number(20));
            if !sector.is_power_of_two() || !(32..=65_536).contains(&sector) {
                break;
            }
            found.pages = number(16);
            found.other_vault = number(24) as usize != PAGE;
        }
        at += sector;
        let records = number(8);
        let mut left = if records == TO_THE_END { u64::MAX } else { u64::from(records) };
        while left > 0
            && at < length
            && let Some(record) = read_at::<RECORD>(journal, at)?
        {
            let (number, page) = (&record[..4], &record[4..4 + PAGE]);
            let number = u32::from_be_bytes([number[0], number[1], number[2], number[3]]);
            let authentic = page.first_chunk().is_some_and(|page| pages.wrote(number, page));
            found.forged |= !authentic;
            found.first_page |= authentic && number == 1;
            found.other_vault |= number == 1 && !page.starts_with(header.bytes());
            at += RECORD as u64;
            left -= 1;
        }
        at = at.next_multiple_of(sector);
    }
    Ok((at > 0).then_some(found))
}

/// Reads as many bytes, if there are as many.
fn read_at<const N: usize>(file: &mut File, at: u64) -> std::io::Result<Option<[u8; N]>> {
    let mut into = [0; N];
    file.seek(SeekFrom::Start(at))?;
    match file.read_exact(&mut into) {
        Err(e) if e.kind() == ErrorKind::UnexpectedEof => Ok(None),
        read => read.map(|()| Some(into)),
    }
}
