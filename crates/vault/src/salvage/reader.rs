//! Reading a damaged vault.
//!
//! SQLCipher authenticates every page, so a damaged one reads as an error and never as wrong data. Rows are read in
//! ranges of numbers that are halved around every error, until only what lies on damaged pages is missing.

use crate::error::Doing;
use crate::table::Range;
use crate::{Error, Header, Result, VaultKey, connection};
use rusqlite::{Connection, OptionalExtension};
use std::path::Path;

/// Reads; after a damaged page the connection refuses everything, so it is made anew.
pub(super) struct Reader<'a> {
    file: &'a Path,
    key: &'a VaultKey,
    header: &'a Header,
    conn: Option<Connection>,
}

impl<'a> Reader<'a> {
    /// Nothing is opened before it is needed.
    pub(super) fn new(file: &'a Path, key: &'a VaultKey, header: &'a Header) -> Reader<'a> {
        Reader { file, key, header, conn: None }
    }

    /// Opens the file anew at the next read.
    pub(super) fn begin_anew(&mut self) {
        self.conn = None;
    }

    pub(super) fn conn(&mut self) -> Result<&Connection> {
        if self.conn.is_none() {
            self.conn = Some(connection::open_damaged(self.file, self.key, self.header)?);
        }
        self.conn.as_ref().ok_or(Error::Closed)
    }

    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let result = self.conn().and_then(|conn| whole(conn, read));
        if result.is_err() {
            self.conn = None;
        }
        result
    }

    /// Whether there is such a table: older formats lack some.
    pub(super) fn has(&mut self, table: &str) -> Result<bool> {
        self.attempt(|conn| {
            let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1)";
            conn.query_row(sql, [table], |row| row.get(0)).doing("reading the list of tables")
        })
    }

    /// All rows of a range that can be read; the numbers of those that cannot, as far as they were asked for.
    pub(super) fn ranges<T>(
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
    pub(super) fn both_ends<T>(
        &mut self,
        sql: &str,
        from_row: fn(&rusqlite::Row<'_>) -> Result<T>,
        same: fn(&T, &T) -> bool,
    ) -> (Vec<T>, bool) {
        let (mut rows, whole) = self.one_by_one(&format!("{sql} ASC"), from_row);
        if whole {
            return (rows, false);
        }
        let (back, _) = self.one_by_one(&format!("{sql} DESC"), from_row);
        for row in back.into_iter().rev() {
            if !rows.iter().any(|known| same(known, &row)) {
                rows.push(row);
            }
        }
        (rows, true)
    }

    /// Rows up to the first that cannot be read, and whether that was all. Each is looked at by itself where something is
    /// damaged: it shows only after the row that ends there.
    fn one_by_one<T>(&mut self, sql: &str, from_row: fn(&rusqlite::Row<'_>) -> Result<T>) -> (Vec<T>, bool) {
        let (rows, whole) = self.run(sql, from_row);
        if whole {
            return (rows, true);
        }
        let mut sure = Vec::new();
        for at in 0..rows.len() {
            match self.run(&format!("{sql} LIMIT 1 OFFSET {at}"), from_row) {
                (mut row, true) => sure.append(&mut row),
                (_, false) => break,
            }
        }
        (sure, false)
    }

    /// Rows up to about the first that cannot be read, and whether that was all.
    pub(super) fn run<T>(
        &mut self,
        sql: &str,
        from_row: fn(&rusqlite::Row<'_>) -> Result<T>,
    ) -> (Vec<T>, bool) {
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

    /// A number that no row of the table goes beyond, and whether it is only guessed.
    pub(super) fn highest(&mut self, table: &str) -> (i64, bool) {
        let given = self.attempt(|conn| {
            let sql = "SELECT seq FROM sqlite_sequence WHERE name = ?1";
            conn.query_row(sql, [table], |row| row.get::<_, i64>(0)).optional().doing("reading the numbers")
        });
        match given {
            Ok(highest) => (highest.unwrap_or(0), false),
            Err(_) => {
                let found = self.attempt(|conn| {
                    let sql = format!("SELECT max(id) FROM {table}");
                    conn.query_row(&sql, [], |row| row.get::<_, Option<i64>>(0)).doing("reading the numbers")
                });
                match found {
                    Ok(highest) => (highest.unwrap_or(0), false),
                    // Far beyond what most people note, and quickly halved where nothing is.
                    Err(_) => (10_000, true),
                }
            }
        }
    }
}

/// Reads, and only what is authentic. SQLCipher gives zeros for a damaged page and refuses the page that is asked for after
/// it; where a row ends on the damaged one, nothing more is asked for. So one more is: the first, which is good, and which
/// nothing that is kept in memory may stand for.
fn whole<T>(conn: &Connection, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    let doing = "reading a damaged vault";
    let result = read(conn)?;
    conn.release_memory().doing(doing)?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)).doing(doing)?;
    Ok(result)
}
