//! Saving what can be read of a damaged vault into a new file. The damaged one is only read.

mod reader;
mod rows;

use crate::backup::beside;
use crate::error::Doing;
use crate::lock::{self, FileLock};
use crate::snapshot::Opener;
use crate::vault::start_unfinished;
use crate::{Error, Header, Result, VaultKey, connection, migrate, place};
use jiff::Timestamp;
use reader::Reader;
use rows::Rows;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

/// Bytes of a page.
const PAGE: u64 = 4096;

/// More pages than any vault has: no first page that we wrote says so.
const MOST_PAGES: u64 = 1 << 24;

/// What was saved of a damaged vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged {
    /// The new vault. The passphrase of the damaged one opens it.
    pub path: PathBuf,
    /// Pages that the damaged file has, or had before it was cut off.
    pub pages: u64,
    /// Pages of it that are missing, cannot be read or are not authentic.
    pub damaged_pages: u64,
    /// Whether the pages that can be read are of one time. Without damage they are, unless some were written and others
    /// not: then something may be missing that nothing tells of.
    pub of_one_time: bool,
    /// What was saved and what was not, in each part.
    pub parts: Vec<SalvagedPart>,
}

/// One part of a vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SalvagedPart {
    /// Which part: `persons`, `holdings`, `periods`, `identifiers`, `answers`, `breaches`, `names`, `settings`,
    /// `layers`.
    pub part: &'static str,
    /// Rows that are in the new vault; of what belongs to holdings, holdings of which it was read.
    pub saved: u64,
    /// What is not.
    pub lost: Lost,
}

/// How much could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// Nothing.
    Nothing,
    /// So many rows.
    Rows(u64),
    /// Some; there is no telling how many.
    Some,
    /// What belonged to holdings that are lost, and nothing else.
    WithHoldings,
}

impl Salvaged {
    /// Whether everything is there.
    pub fn complete(&self) -> bool {
        self.of_one_time && self.parts.iter().all(|part| part.lost == Lost::Nothing)
    }
}

/// Reads what can be read of a damaged vault, or of a copy of one, and puts it into a new one beside `vault`, under the same
/// key. Copies that were made before are never thinned out by the new one: they may hold what is missing in it.
///
/// # Errors
/// As [`Vault::open`](crate::Vault::open): [`Error::WrongPassphrase`] if the first page is damaged, [`Error::Damaged`] if
/// the list of tables is, which goes on on two further pages. Without these nothing of a vault can be read.
/// The damaged file is never changed.
pub fn salvage(damaged: &Path, vault: &Path, opener: Opener<'_>, now: Timestamp) -> Result<Salvaged> {
    let (file, mut lock) = lock::lock_to_read(damaged)?;
    let header = lock.read_header()?;
    let key = opener.key(&header)?;
    let vault = place::resolve(vault).unwrap_or_else(|_| place::absolute(vault));
    let copy = copy_readable(&file, &vault, &lock)?;
    let read = read(&copy.file, &key, &header);
    drop(copy);
    let (mut rows, damaged_pages, pages, of_one_time) = read?;
    let parts = rows.parts();
    rows.begin_anew(now);
    let target = place::prepare(&beside(&vault, "salvaged", now))?;
    let unfinished = start_unfinished(&target)?;
    let done = fill(&target, &unfinished, &key, &header, &rows);
    if done.is_err() {
        // The first error is the one to tell; what stays behind is swept away next time.
        let _ = place::remove_unfinished(&target);
    }
    done.map(|()| Salvaged { path: target, pages, damaged_pages, of_one_time, parts })
}

/// Makes the new vault of what was saved, and gives it its name when all of it is there.
fn fill(target: &Path, lock: &FileLock, key: &VaultKey, header: &Header, rows: &Rows) -> Result<()> {
    let doing = "storing what was saved";
    let unfinished = place::unfinished(target);
    let mut conn = connection::open(&unfinished, key, header)?;
    migrate::create(&mut conn)?;
    let stored = conn.transaction().doing(doing).and_then(|tx| {
        rows.store(&tx)?;
        tx.commit().doing(doing)
    });
    connection::explained(&conn, stored)?;
    connection::check(&conn)?;
    connection::close(conn)?;
    lock.sync()?;
    place::clear_journals(target)?;
    place::publish(&unfinished, target)
}

/// A copy of the encrypted bytes: reading it may need a journal rolled back, which the damaged file must not feel.
struct Copy {
    file: PathBuf,
    lock: FileLock,
}

impl Drop for Copy {
    fn drop(&mut self) {
        // Encrypted like the vault; a failure leaves it to be removed by the next attempt.
        let _ = place::remove_unfinished(&self.file);
    }
}

fn copy_readable(file: &Path, vault: &Path, lock: &FileLock) -> Result<Copy> {
    let doing = "copying the damaged vault";
    // Under the name of an unfinished file: one that a crash left is swept away by the next attempt.
    let wanted = place::with_ending(vault, ".damaged-copy");
    let copy_lock = start_unfinished(&wanted)?;
    let unfinished = place::unfinished(&wanted);
    let copy = Copy { file: wanted, lock: copy_lock };
    let mut target = std::io::BufWriter::new(copy.lock.handle());
    for page in lock.pages()? {
        // What the disk does not give is a page that is not authentic.
        // A page of zeros would be taken for one that was never written.
        let page = page.filter(|page| page.iter().any(|byte| *byte != 0)).unwrap_or_else(no_page);
        target.write_all(&page).doing(doing)?;
    }
    target.flush().doing(doing)?;
    drop(target);
    let journal = place::with_ending(file, "-journal");
    if let Ok(bytes) = place::only_a_file(&journal).and_then(|()| std::fs::read(&journal)) {
        let handle = place::create_empty(&place::with_ending(&unfinished, "-journal"))?;
        (&handle).write_all(&bytes).doing(doing)?;
    }
    Ok(copy)
}

fn read(copy: &Path, key: &VaultKey, header: &Header) -> Result<(Rows, u64, u64, bool)> {
    let unfinished = place::unfinished(copy);
    // Rolls back what is unfinished.
    match connection::open(&unfinished, key, header) {
        Ok(conn) => connection::close(conn)?,
        Err(Error::WrongPassphrase) => return Err(Error::WrongPassphrase),
        // A journal that cannot be played back: what is there is read all the same.
        Err(_) => place::remove_if_there(&place::with_ending(&unfinished, "-journal"))?,
    }
    let pages = fill_up(&unfinished, key, header)?;
    let mut reader = Reader::new(&unfinished, key, header);
    let damaged = reader.attempt(connection::damaged_pages)?;
    migrate::recognise_any(reader.conn()?)?;
    // Where pages are damaged, it cannot be told of the others.
    let of_one_time = damaged > 0 || reader.attempt(connection::check).is_ok();
    // It may have come across a damaged page.
    reader.begin_anew();
    Ok((Rows::read(&mut reader)?, damaged, pages, of_one_time))
}

/// What stands for a page that is missing: authentic under no key.
fn no_page() -> Vec<u8> {
    vec![0xff; PAGE as usize]
}

/// Gives the copy as many pages as its first one says that the vault had, and says how many. What was cut off is a damaged
/// page then like any other: it is counted, and rows beyond it are told as lost.
fn fill_up(copy: &Path, key: &VaultKey, header: &Header) -> Result<u64> {
    let doing = "looking at the damaged vault";
    let handle = std::fs::OpenOptions::new().write(true).open(copy).doing(doing)?;
    let there = handle.metadata().doing(doing)?.len().div_ceil(PAGE);
    let mut room = there;
    loop {
        // SQLite says what stands in the first page only of a file that has more pages than that. What is added is empty,
        // and takes no place on most disks.
        room = room.saturating_mul(2);
        handle.set_len(room.saturating_mul(PAGE)).doing(doing)?;
        let conn = connection::open_damaged(copy, key, header)?;
        let told: i64 = conn.query_row("PRAGMA page_count", [], |row| row.get(0)).doing(doing)?;
        connection::close(conn)?;
        let told = u64::try_from(told).unwrap_or(0);
        if told < room {
            // What lies behind the last page is none of it; a page that is there in part is damaged.
            let pages = told.max(1);
            handle.set_len(there.min(pages) * PAGE).doing(doing)?;
            let mut end = std::io::BufWriter::new(&handle);
            end.seek(std::io::SeekFrom::End(0)).doing(doing)?;
            for _ in there..pages {
                end.write_all(&no_page()).doing(doing)?;
            }
            end.flush().doing(doing)?;
            return Ok(pages);
        }
        if room > MOST_PAGES {
            return Err(Error::Damaged);
        }
    }
}
