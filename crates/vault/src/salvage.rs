//! Saving what can be read of a damaged vault into a new file. The damaged one is only read.
//!
//! SQLCipher authenticates every page, so a damaged one reads as an error and never as wrong data. Rows are read in
//! ranges of numbers that are halved around every error, until only what lies on damaged pages is missing.

use crate::backup::beside;
use crate::error::Doing;
use crate::lock::{self, FileLock};
use crate::snapshot::Opener;
use crate::table::{
    Range, answers, confirmed_names, holdings, identifiers, layers, periods, private_breaches, settings,
};
use crate::vault::start_unfinished;
use crate::{
    AnswerRow, DEFAULT_PERSON, Error, Header, HoldingRow, LayerKind, Result, VaultKey, connection, migrate,
    place,
};
use heldby_model::BreachId;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What was saved of a damaged vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged {
    /// The new vault. The passphrase of the damaged one opens it.
    pub path: PathBuf,
    /// Pages of the damaged file.
    pub pages: u64,
    /// Pages of it that cannot be read or are not authentic.
    pub damaged_pages: u64,
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
}

impl Salvaged {
    /// Whether everything is there.
    pub fn complete(&self) -> bool {
        self.parts.iter().all(|part| part.lost == Lost::Nothing)
    }
}

/// Reads what can be read of a damaged vault and puts it into a new one beside it, under the same key.
///
/// # Errors
/// As [`Vault::open`](crate::Vault::open): [`Error::WrongPassphrase`] if the first page is damaged, [`Error::Damaged`] if
/// the list of tables is, which goes on on two further pages. Without these nothing of a vault can be read.
/// The damaged file is never changed.
pub fn salvage(path: &Path, opener: Opener<'_>, now: Timestamp) -> Result<Salvaged> {
    let (file, mut lock) = lock::lock_to_read(path)?;
    let header = lock.read_header()?;
    let key = opener.key(&header)?;
    let copy = copy_readable(&file, &lock)?;
    let read = read(&copy.file, &key, &header);
    drop(copy);
    let (rows, damaged_pages, pages) = read?;
    let target = place::prepare(&beside(&file, "salvaged", now))?;
    let parts = rows.parts();
    let unfinished = start_unfinished(&target)?;
    let done = fill(&target, &unfinished, &key, &header, &rows);
    if done.is_err() {
        // The first error is the one to tell; what stays behind is swept away next time.
        let _ = place::remove_unfinished(&target);
    }
    done.map(|()| Salvaged { path: target, pages, damaged_pages, parts })
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

fn copy_readable(file: &Path, lock: &FileLock) -> Result<Copy> {
    let doing = "copying the damaged vault";
    // Under the name of an unfinished file: one that a crash left is swept away by the next attempt.
    let wanted = place::with_ending(file, ".damaged-copy");
    let copy_lock = start_unfinished(&wanted)?;
    let unfinished = place::unfinished(&wanted);
    let copy = Copy { file: wanted, lock: copy_lock };
    let mut target = std::io::BufWriter::new(copy.lock.handle());
    for page in lock.pages()? {
        // What the disk does not give is a page that is not authentic.
        target.write_all(&page.unwrap_or_else(|| vec![0; 4096])).doing(doing)?;
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

fn read(copy: &Path, key: &VaultKey, header: &Header) -> Result<(Rows, u64, u64)> {
    let unfinished = place::unfinished(copy);
    // Rolls back what is unfinished.
    match connection::open(&unfinished, key, header) {
        Ok(conn) => connection::close(conn)?,
        Err(Error::WrongPassphrase) => return Err(Error::WrongPassphrase),
        // A journal that cannot be played back: what is there is read all the same.
        Err(_) => place::remove_if_there(&place::with_ending(&unfinished, "-journal"))?,
    }
    let mut reader = Reader { file: &unfinished, key, header, conn: None };
    let pages = std::fs::metadata(&unfinished).doing("looking at the damaged vault")?.len().div_ceil(4096);
    let damaged = reader.attempt(connection::damaged_pages)?;
    migrate::recognise_any(reader.conn()?)?;
    // It may have come across a damaged page.
    reader.conn = None;
    Ok((Rows::read(&mut reader)?, damaged, pages))
}

/// Reads; after a damaged page the connection refuses everything, so it is made anew.
struct Reader<'a> {
    file: &'a Path,
    key: &'a VaultKey,
    header: &'a Header,
    conn: Option<Connection>,
}

impl Reader<'_> {
    fn conn(&mut self) -> Result<&Connection> {
        if self.conn.is_none() {
            self.conn = Some(connection::open_damaged(self.file, self.key, self.header)?);
        }
        self.conn.as_ref().ok_or(Error::Closed)
    }

    fn attempt<T>(&mut self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let result = read(self.conn()?);
        if result.is_err() {
            self.conn = None;
        }
        result
    }

    /// Whether there is such a table: older formats lack some.
    fn has(&mut self, table: &str) -> Result<bool> {
        self.attempt(|conn| {
            let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1)";
            conn.query_row(sql, [table], |row| row.get(0)).doing("reading the list of tables")
        })
    }

    /// All rows of a range that can be read; the numbers of those that cannot, as far as they were asked for.
    fn ranges<T>(
        &mut self,
        range: Range,
        read: fn(&Connection, Range) -> Result<Vec<T>>,
    ) -> (Vec<T>, Vec<i64>) {
        let (mut rows, mut lost) = (Vec::new(), Vec::new());
        // In order, so that rows come in order too.
        let mut open = vec![range];
        while let Some((low, high)) = open.pop() {
            if low > high {
                continue;
            }
            match self.attempt(|conn| read(conn, (low, high))) {
                Ok(mut read) => rows.append(&mut read),
                Err(_) if low == high => lost.push(low),
                Err(_) => {
                    let middle = low + (high - low) / 2;
                    open.push((middle + 1, high));
                    open.push((low, middle));
                }
            }
        }
        (rows, lost)
    }

    /// Rows of a table without numbers: from its beginning up to the damage, and from its end. True if some are
    /// missing.
    fn both_ends<T>(
        &mut self,
        sql: &str,
        from_row: fn(&rusqlite::Row<'_>) -> Result<T>,
        same: fn(&T, &T) -> bool,
    ) -> (Vec<T>, bool) {
        let (mut rows, whole) = self.run(&format!("{sql} ASC"), from_row);
        if whole {
            return (rows, false);
        }
        let (back, _) = self.run(&format!("{sql} DESC"), from_row);
        for row in back.into_iter().rev() {
            if !rows.iter().any(|known| same(known, &row)) {
                rows.push(row);
            }
        }
        (rows, true)
    }

    /// Rows up to the first that cannot be read, and whether that was all.
    fn run<T>(&mut self, sql: &str, from_row: fn(&rusqlite::Row<'_>) -> Result<T>) -> (Vec<T>, bool) {
        let mut read = Vec::new();
        let whole = self.attempt(|conn| {
            let doing = "reading rows";
            let mut statement = conn.prepare(sql).doing(doing)?;
            let mut rows = statement.query([]).doing(doing)?;
            while let Some(row) = rows.next().doing(doing)? {
                read.push(from_row(row)?);
            }
            Ok(())
        });
        (read, whole.is_ok())
    }
}

/// What could be read.
#[derive(Default)]
struct Rows {
    persons: BTreeMap<i64, String>,
    persons_lost: bool,
    holdings: Vec<HoldingRow>,
    holdings_lost: Option<Lost>,
    periods_lost: u64,
    identifiers_lost: u64,
    answers_lost: u64,
    breaches: Vec<crate::PrivateBreachRow>,
    breaches_lost: u64,
    names: Vec<crate::ConfirmedName>,
    names_lost: bool,
    settings: Vec<(String, String)>,
    settings_lost: bool,
    layers: Vec<layers::Whole>,
    layers_lost: u64,
    highest: Vec<(String, i64)>,
}

impl Rows {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut rows = Self::default();
        let (persons, lost) =
            reader.both_ends("SELECT id, name FROM persons ORDER BY id", person, |a, b| a.0 == b.0);
        rows.persons = persons.into_iter().collect();
        rows.persons_lost = lost;
        rows.read_holdings(reader);
        rows.read_parts(reader);
        if reader.has("private_breaches")? {
            let all = (1, reader.highest("private_breaches"));
            let (breaches, lost) = reader.ranges(all, private_breaches::load);
            (rows.breaches, rows.breaches_lost) = (breaches, count(lost.len()));
        }
        if reader.has("confirmed_names")? {
            let sql = format!("{} ORDER BY key", confirmed_names::SELECT);
            (rows.names, rows.names_lost) = reader
                .both_ends(&sql, confirmed_names::from_row, |a, b| a.key == b.key && a.country == b.country);
        }
        let sql = "SELECT key, value FROM settings ORDER BY key";
        (rows.settings, rows.settings_lost) = reader.both_ends(sql, setting, |a, b| a.0 == b.0);
        if reader.has("catalogue_layers")? {
            for kind in [LayerKind::Release, LayerKind::Hibp] {
                match reader.attempt(|conn| layers::whole(conn, kind)) {
                    Ok(layer) => rows.layers.extend(layer),
                    Err(_) => rows.layers_lost += 1,
                }
            }
            let sql = "SELECT signer, number FROM highest_releases ORDER BY signer";
            rows.highest = reader.both_ends(sql, release, |a, b| a.0 == b.0).0;
        }
        Ok(rows)
    }

    fn read_holdings(&mut self, reader: &mut Reader<'_>) {
        let all = (1, reader.highest("holdings"));
        let (holdings, lost) = reader.ranges(all, holdings::load_bare);
        self.holdings = holdings;
        if lost.is_empty() {
            return;
        }
        // The index by person lies on pages of its own and still knows which numbers there were.
        let sql = "SELECT id FROM holdings INDEXED BY holdings_by_person WHERE person > 0 ORDER BY person";
        let (known, whole) = reader.run(sql, |row| row.get::<_, i64>(0).doing("reading the index"));
        let missing: BTreeSet<i64> = known.into_iter().filter(|id| lost.contains(id)).collect();
        self.holdings_lost = Some(match (whole, missing.len()) {
            (true, 0) => Lost::Nothing,
            (true, n) => Lost::Rows(count(n)),
            (false, _) => Lost::Some,
        });
    }

    /// Reads what belongs to the holdings that were read.
    fn read_parts(&mut self, reader: &mut Reader<'_>) {
        let all = (1, self.holdings.last().map_or(0, |h| h.id.0));
        let place: BTreeMap<i64, usize> =
            self.holdings.iter().enumerate().map(|(i, h)| (h.id.0, i)).collect();
        let of_ours = |lost: Vec<i64>| count(lost.iter().filter(|id| place.contains_key(id)).count());

        let (periods, lost) = reader.ranges(all, periods::load);
        self.periods_lost = of_ours(lost);
        for (holding, period) in periods {
            if let Some(at) = place.get(&holding) {
                self.holdings[*at].details.periods.push(period);
            }
        }
        let (identifiers, lost) = reader.ranges(all, identifiers::load);
        self.identifiers_lost = of_ours(lost);
        for (holding, identifier) in identifiers {
            if let Some(at) = place.get(&holding) {
                self.holdings[*at].details.identifiers.push(identifier);
            }
        }
        let (answers, lost) = reader.ranges(all, answers_of);
        self.answers_lost = of_ours(lost);
        for (holding, answers) in answers {
            if let Some(at) = place.get(&holding) {
                self.holdings[*at].answers = answers;
            }
        }
    }

    fn parts(&self) -> Vec<SalvagedPart> {
        let with = |part: fn(&HoldingRow) -> bool| count(self.holdings.iter().filter(|h| part(h)).count());
        let rows = |n: u64| if n == 0 { Lost::Nothing } else { Lost::Rows(n) };
        let some = |lost: bool| if lost { Lost::Some } else { Lost::Nothing };
        let part = |part, saved, lost| SalvagedPart { part, saved, lost };
        vec![
            part("persons", count(self.persons.len()), some(self.persons_lost)),
            part("holdings", count(self.holdings.len()), self.holdings_lost.unwrap_or(Lost::Nothing)),
            part("periods", with(|h| !h.details.periods.is_empty()), rows(self.periods_lost)),
            part("identifiers", with(|h| !h.details.identifiers.is_empty()), rows(self.identifiers_lost)),
            part("answers", with(|h| !h.answers.is_empty()), rows(self.answers_lost)),
            // A damaged number may never have been given.
            part("breaches", count(self.breaches.len()), some(self.breaches_lost > 0)),
            part("names", count(self.names.len()), some(self.names_lost)),
            part("settings", count(self.settings.len()), some(self.settings_lost)),
            part("layers", count(self.layers.len()), rows(self.layers_lost)),
        ]
    }

    /// Writes everything into an empty vault.
    fn store(&self, tx: &Connection) -> Result<()> {
        let doing = "storing what was saved";
        let mut persons = self.persons.clone();
        for holding in &self.holdings {
            let id = holding.details.person.0;
            persons.entry(id).or_insert_with(|| format!("Person {id}"));
        }
        if persons.is_empty() {
            persons.insert(1, DEFAULT_PERSON.to_owned());
        }
        tx.execute("DELETE FROM persons", []).doing(doing)?;
        for (id, name) in &persons {
            tx.execute("INSERT INTO persons (id, name) VALUES (?1, ?2)", (id, name)).doing(doing)?;
        }
        for row in &self.holdings {
            holdings::insert(tx, Some(row.id.0), &row.details, (row.created, row.updated))?;
            for (breach, answer) in &row.answers {
                answers::insert(tx, row.id.0, breach, answer)?;
            }
        }
        for row in &self.breaches {
            private_breaches::insert(tx, Some(row.id), &row.details, (row.created, row.updated))?;
        }
        self.names.iter().try_for_each(|name| confirmed_names::insert(tx, name))?;
        self.settings.iter().try_for_each(|(key, value)| settings::insert(tx, key, value))?;
        self.layers.iter().try_for_each(|layer| layers::store(tx, layer))?;
        for (signer, number) in &self.highest {
            let sql = "INSERT OR REPLACE INTO highest_releases (signer, number) VALUES (?1, ?2)";
            tx.execute(sql, (signer, number)).doing(doing)?;
        }
        Ok(())
    }
}

impl Reader<'_> {
    /// A number that no row of the table goes beyond.
    fn highest(&mut self, table: &str) -> i64 {
        let given = self.attempt(|conn| {
            let sql = "SELECT seq FROM sqlite_sequence WHERE name = ?1";
            conn.query_row(sql, [table], |row| row.get::<_, i64>(0)).optional().doing("reading the numbers")
        });
        match given {
            Ok(highest) => highest.unwrap_or(0),
            // Without the counter: far beyond what anybody notes, and quickly halved where nothing is.
            Err(_) => self
                .attempt(|conn| {
                    let sql = format!("SELECT max(id) FROM {table}");
                    conn.query_row(&sql, [], |row| row.get::<_, Option<i64>>(0)).doing("reading the numbers")
                })
                .map_or(10_000, |highest| highest.unwrap_or(0)),
        }
    }
}

fn person(row: &rusqlite::Row<'_>) -> Result<(i64, String)> {
    let doing = "reading the persons";
    Ok((row.get(0).doing(doing)?, row.get(1).doing(doing)?))
}

fn setting(row: &rusqlite::Row<'_>) -> Result<(String, String)> {
    let doing = "reading the settings";
    Ok((row.get(0).doing(doing)?, row.get(1).doing(doing)?))
}

fn release(row: &rusqlite::Row<'_>) -> Result<(String, i64)> {
    let doing = "reading the releases";
    Ok((row.get(0).doing(doing)?, row.get(1).doing(doing)?))
}

fn answers_of(conn: &Connection, range: Range) -> Result<Vec<(i64, BTreeMap<BreachId, AnswerRow>)>> {
    answers::load(conn, range).map(|all| all.into_iter().collect())
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
