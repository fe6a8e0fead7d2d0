//! Catalogues that were brought in by hand, as the files that they came in.

use super::{known, timestamp};
use crate::error::Doing;
use crate::{Error, MAX_ID, MAX_LAYER, MAX_NAME, Result, Vault, limits};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

/// What a layer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LayerKind {
    /// A signed release, in place of the catalogue that came with the program.
    Release,
    /// The breach list of Have I Been Pwned, unsigned, on top of the catalogue.
    Hibp,
}

impl LayerKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Hibp => "hibp",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Release, Self::Hibp].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A layer without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerRow {
    /// What it is.
    pub kind: LayerKind,
    /// The name of the file that it came from.
    pub name: String,
    /// The number of a release.
    pub number: Option<u32>,
    /// What a release is checked with: the id of the project's key, or the whole of another that the person named.
    pub signer: Option<String>,
    /// When it was brought in; whole seconds.
    pub added: Timestamp,
    /// Size of the content in bytes.
    pub size: u64,
}

/// A layer with its content.
pub(crate) struct Whole {
    row: LayerRow,
    content: Vec<u8>,
}

/// Reads a layer with its content, if there is one of this kind.
pub(crate) fn whole(conn: &Connection, kind: LayerKind) -> Result<Option<Whole>> {
    let doing = "reading a layer";
    let sql = "SELECT name, number, signer, added, content FROM catalogue_layers WHERE kind = ?1";
    let found = conn
        .query_row(sql, [kind.as_str()], |row| {
            let content: Vec<u8> = row.get(4)?;
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, i64>(3)?, content))
        })
        .optional()
        .doing(doing)?;
    let Some((name, number, signer, added, content)) = found else { return Ok(None) };
    let added = timestamp("catalogue_layers.added", added)?;
    let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
    Ok(Some(Whole { row: LayerRow { kind, name, number, signer, added, size }, content }))
}

/// Whether there is a layer of this kind, as far as that can be known without its content.
pub(crate) fn has(conn: &Connection, kind: LayerKind) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM catalogue_layers WHERE kind = ?1)";
    conn.query_row(sql, [kind.as_str()], |row| row.get(0)).doing("reading the layers")
}

/// Writes a layer as it was read.
pub(crate) fn store(conn: &Connection, layer: &Whole) -> Result<()> {
    let row = &layer.row;
    conn.execute(
        "INSERT OR REPLACE INTO catalogue_layers (kind, name, number, signer, added, content)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        rusqlite::params![
            row.kind.as_str(),
            row.name,
            row.number,
            row.signer,
            row.added.as_second(),
            layer.content
        ],
    )
    .doing("storing a layer")
    .map(drop)
}

impl Vault {
    /// The layers, without their contents.
    ///
    /// # Errors
    /// [`Error::UnknownValue`], failures of the database.
    pub fn layers(&self) -> Result<Vec<LayerRow>> {
        let doing = "reading the layers";
        let sql =
            "SELECT kind, name, number, signer, added, length(content) FROM catalogue_layers ORDER BY kind";
        let mut statement = self.read()?.prepare(sql).doing(doing)?;
        let mut rows = statement.query([]).doing(doing)?;
        let mut layers = Vec::new();
        while let Some(row) = rows.next().doing(doing)? {
            let kind: String = row.get(0).doing(doing)?;
            layers.push(LayerRow {
                kind: known("catalogue_layers.kind", LayerKind::from_word(&kind))?,
                name: row.get(1).doing(doing)?,
                number: row.get(2).doing(doing)?,
                signer: row.get(3).doing(doing)?,
                added: timestamp("catalogue_layers.added", row.get(4).doing(doing)?)?,
                size: row.get::<_, i64>(5).doing(doing)?.unsigned_abs(),
            });
        }
        Ok(layers)
    }

    /// The file that a layer came in, if there is such a layer.
    ///
    /// # Errors
    /// Failures of the database.
    pub fn layer_content(&self, kind: LayerKind) -> Result<Option<Vec<u8>>> {
        self.read()?
            .query_row("SELECT content FROM catalogue_layers WHERE kind = ?1", [kind.as_str()], |r| r.get(0))
            .optional()
            .doing("reading a layer")
    }

    /// Stores a signed release in place of an earlier one, and its number as the highest of its signer if it is.
    ///
    /// # Errors
    /// Texts and contents beyond the [limits](crate::MAX_LAYER), failures of the database.
    pub fn set_release(
        &mut self,
        name: &str,
        number: u32,
        signer: &str,
        content: &[u8],
        now: Timestamp,
    ) -> Result<()> {
        limits::filled_line("key id", signer, MAX_ID)?;
        let doing = "storing a release";
        self.set_layer(LayerKind::Release, name, Some((number, signer)), content, now, |tx| {
            tx.execute(
                "INSERT INTO highest_releases (signer, number) VALUES (?1, ?2)
                 ON CONFLICT (signer) DO UPDATE SET number = max(number, excluded.number)",
                (signer, number),
            )
            .doing(doing)
            .map(drop)
        })
    }

    /// Stores a breach list in place of an earlier one.
    ///
    /// # Errors
    /// As [`set_release`](Self::set_release).
    pub fn set_hibp_list(&mut self, name: &str, content: &[u8], now: Timestamp) -> Result<()> {
        self.set_layer(LayerKind::Hibp, name, None, content, now, |_| Ok(()))
    }

    /// Removes a layer. The highest number of a release's signer stays.
    ///
    /// # Errors
    /// [`Error::NoSuchRow`], failures of the database.
    pub fn remove_layer(&mut self, kind: LayerKind) -> Result<()> {
        let doing = "removing a layer";
        self.write(doing, |tx| {
            let sql = "DELETE FROM catalogue_layers WHERE kind = ?1";
            match tx.execute(sql, [kind.as_str()]).doing(doing)? {
                0 => Err(Error::NoSuchRow { what: "layer" }),
                _ => Ok(()),
            }
        })
    }

    /// The highest number of a release of this signer that was ever stored here.
    ///
    /// # Errors
    /// Failures of the database.
    pub fn highest_release(&self, signer: &str) -> Result<Option<u32>> {
        self.read()?
            .query_row("SELECT number FROM highest_releases WHERE signer = ?1", [signer], |r| r.get(0))
            .optional()
            .doing("reading the highest release")
    }

    fn set_layer(
        &mut self,
        kind: LayerKind,
        name: &str,
        release: Option<(u32, &str)>,
        content: &[u8],
        now: Timestamp,
        also: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<()>,
    ) -> Result<()> {
        limits::filled_line("file name", name, MAX_NAME)?;
        if content.len() > MAX_LAYER {
            return Err(Error::TooLong { field: "catalogue file", limit: MAX_LAYER });
        }
        let doing = "storing a layer";
        self.write(doing, |tx| {
            tx.execute(
                "INSERT OR REPLACE INTO catalogue_layers (kind, name, number, signer, added, content)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                rusqlite::params![
                    kind.as_str(),
                    name,
                    release.map(|(number, _)| number),
                    release.map(|(_, signer)| signer),
                    now.as_second(),
                    content
                ],
            )
            .doing(doing)?;
            also(tx)
        })
    }
}
