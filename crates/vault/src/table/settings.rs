//! Settings: small texts under keys that the program chooses.

use crate::error::Doing;
use crate::{MAX_SETTING, MAX_SETTING_KEY, Result, Vault, limits};
use rusqlite::{Connection, OptionalExtension};

impl Vault {
    /// What is stored under a key, if anything.
    ///
    /// # Errors
    /// Failures of the database.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        self.read()?
            .query_row("SELECT value FROM settings WHERE key = ?1", [key], |row| row.get(0))
            .optional()
            .doing("reading a setting")
    }

    /// Stores a text under a key; `None` removes it.
    ///
    /// # Errors
    /// Texts beyond the [limits](crate::MAX_SETTING), failures of the database.
    pub fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<()> {
        check(key, value)?;
        self.write("storing a setting", |tx| match value {
            Some(value) => insert(tx, key, value),
            None => {
                tx.execute("DELETE FROM settings WHERE key = ?1", [key]).doing("storing a setting").map(drop)
            }
        })
    }

    /// All settings by key.
    ///
    /// # Errors
    /// Failures of the database.
    pub fn settings(&self) -> Result<Vec<(String, String)>> {
        let doing = "reading the settings";
        let mut statement =
            self.read()?.prepare("SELECT key, value FROM settings ORDER BY key").doing(doing)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).doing(doing)?;
        rows.collect::<rusqlite::Result<_>>().doing(doing)
    }
}

pub(crate) fn check(key: &str, value: Option<&str>) -> Result<()> {
    limits::filled_line("setting", key, MAX_SETTING_KEY)?;
    value.map_or(Ok(()), |value| limits::prose("setting", value, MAX_SETTING))
}

/// Writes a checked setting.
pub(crate) fn insert(conn: &Connection, key: &str, value: &str) -> Result<()> {
    conn.execute(
        "INSERT INTO settings (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [key, value],
    )
    .doing("storing a setting")
    .map(drop)
}
