//! The one place that opens the database.

use crate::error::Doing;
use crate::{Error, Header, Result, VaultKey, journal, place, unsafe_key};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Once;

/// Before the key: SQLCipher prints nothing of its own, and wipes and locks its memory.
const BEFORE_KEY: &str = "
    PRAGMA cipher_log_level = NONE;
    PRAGMA cipher_memory_security = ON;
";

/// After the key and before the first read.
const AFTER_KEY: &str = "
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA temp_store = MEMORY;
    PRAGMA trusted_schema = OFF;
    PRAGMA foreign_keys = ON;
";

/// After the first read, which shows that the key fits. A rollback journal that is synchronised with its
/// folder lost nothing in a model of power loss; a write-ahead log lost the last row.
const ONCE_READ: &str = "
    PRAGMA journal_mode = DELETE;
    PRAGMA synchronous = EXTRA;
    BEGIN EXCLUSIVE;
    COMMIT;
";

/// SQLite announces itself as ready before SQLCipher has registered its ciphers: of two first connections on two
/// threads, the second can find none. The first one here is done before any other begins.
static READY: Once = Once::new();

/// Opens a file that exists and takes it for this process alone. The caller holds its
/// [`FileLock`](crate::lock::FileLock).
///
/// # Errors
/// [`Error::WrongPassphrase`] if the first page does not answer to the key; [`Error::JournalLeft`].
pub(crate) fn open(file: &Path, key: &VaultKey, header: &Header) -> Result<Connection> {
    let doing = "opening the vault";
    journal::refuse_foreign(file, key, header)?;
    // Without CREATE: a file that vanished must not come back empty, and empty files open with any key.
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    // Whether that one succeeds does not matter: what is wrong shows at the connection below.
    READY.call_once(|| drop(Connection::open_in_memory()));
    let conn = connect(file, flags, doing)?;
    explained(&conn, prepare(&conn, key, header))?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).doing(doing)?;
    Ok(conn)
}

/// Opens the file. Where there is no connection yet SQLite says no more than that it could not; opening the file
/// ourselves tells why, if that still holds. Closing it again takes no lock from SQLite, which has not got it open.
fn connect(file: &Path, flags: OpenFlags, doing: &'static str) -> Result<Connection> {
    Connection::open_with_flags(file, flags).doing(doing).map_err(|error| {
        if !error.is_unexplained() {
            return error;
        }
        let write = flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE);
        let looked = OpenOptions::new().read(true).write(write).open(file);
        looked.err().map_or(error, |why| Error::io(doing, why))
    })
}

/// A vault has neither views nor triggers, so none that a file brings may run. What belongs to a foreign key still does.
fn run_nothing(conn: &Connection) -> Result<()> {
    let off = |what| conn.set_db_config(what, false).doing("opening the vault").map(drop);
    off(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER)?;
    off(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW)
}

fn prepare(conn: &Connection, key: &VaultKey, header: &Header) -> Result<()> {
    let doing = "opening the vault";
    run_nothing(conn)?;
    conn.execute_batch(BEFORE_KEY).doing(doing)?;
    unsafe_key::set_key(conn, key, header).doing(doing)?;
    conn.execute_batch(AFTER_KEY).doing(doing)?;
    first_read(conn).map_err(|e| match e.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => Error::WrongPassphrase,
        _ => Error::sql(doing, &e),
    })?;
    if conn.is_readonly("main").doing(doing)? {
        return Err(Error::ReadOnly);
    }
    conn.execute_batch(ONCE_READ).doing(doing)
}

/// Gives a failure of SQLite the reason that the system gave for it: a full disk does not look like a failing one,
/// nor like a folder that cannot be written to.
pub(crate) fn explained<T>(conn: &Connection, result: Result<T>) -> Result<T> {
    result.map_err(|error| match (error.with_system_error(unsafe_key::system_error(conn)), conn.path()) {
        // A journal could not be made. Making a file of our own in its place tells why, if that still holds.
        (error, Some(file)) if error.is_unexplained() => {
            place::require_writable_folder(Path::new(file)).err().unwrap_or(error)
        }
        (error, _) => error,
    })
}

/// Opens a file to read it, and it can be read only. What is unfinished in it is not rolled back.
///
/// # Errors
/// As [`open`].
pub(crate) fn open_to_read(file: &Path, key: &VaultKey, header: &Header) -> Result<Connection> {
    read_only(file, key, header, "")
}

/// As [`open_to_read`], for a file that may be cut off: SQLite would refuse it at once otherwise.
///
/// # Errors
/// As [`open`].
pub(crate) fn open_damaged(file: &Path, key: &VaultKey, header: &Header) -> Result<Connection> {
    read_only(file, key, header, "PRAGMA writable_schema = ON;")
}

fn read_only(file: &Path, key: &VaultKey, header: &Header, also: &str) -> Result<Connection> {
    let doing = "opening a copy";
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    READY.call_once(|| drop(Connection::open_in_memory()));
    let conn = connect(file, flags, doing)?;
    run_nothing(&conn)?;
    conn.execute_batch(BEFORE_KEY).doing(doing)?;
    unsafe_key::set_key(&conn, key, header).doing(doing)?;
    conn.execute_batch(AFTER_KEY).and_then(|()| conn.execute_batch(also)).doing(doing)?;
    first_read(&conn).map_err(|e| match e.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => Error::WrongPassphrase,
        _ => Error::sql(doing, &e),
    })?;
    Ok(conn)
}

/// An empty database in memory. It has a key because only encrypted databases can be copied into each other.
pub(crate) fn in_memory(key: &VaultKey, header: &Header) -> Result<Connection> {
    let doing = "reading a copy";
    let conn = scratch()?;
    run_nothing(&conn)?;
    conn.execute_batch(BEFORE_KEY).doing(doing)?;
    unsafe_key::set_key(&conn, key, header).doing(doing)?;
    conn.execute_batch(AFTER_KEY).doing(doing)?;
    Ok(conn)
}

/// An empty database in memory that holds nothing secret.
pub(crate) fn scratch() -> Result<Connection> {
    READY.call_once(|| drop(Connection::open_in_memory()));
    Connection::open_in_memory().doing("making room in memory")
}

/// Reads every page, checks that each is authentic and that together they make sense.
///
/// # Errors
/// [`Error::Damaged`].
pub(crate) fn check(conn: &Connection) -> Result<()> {
    let doing = "checking the vault";
    // The first finds changed pages and says nothing about missing or old ones; the second finds those.
    if damaged_pages(conn)? > 0 {
        return Err(Error::Damaged);
    }
    let answer: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).doing(doing)?;
    let mut statement = conn.prepare("PRAGMA foreign_key_check").doing(doing)?;
    if answer != "ok" || statement.exists([]).doing(doing)? { Err(Error::Damaged) } else { Ok(()) }
}

/// How many pages are not authentic.
pub(crate) fn damaged_pages(conn: &Connection) -> Result<u64> {
    let doing = "checking the vault";
    let mut statement = conn.prepare("PRAGMA cipher_integrity_check").doing(doing)?;
    let mut rows = statement.query([]).doing(doing)?;
    let mut damaged = 0;
    while rows.next().doing(doing)?.is_some() {
        damaged += 1;
    }
    Ok(damaged)
}

/// Every table with its number of rows, to compare a copy with its original.
pub(crate) fn row_counts(conn: &Connection) -> Result<Vec<(String, i64)>> {
    let doing = "counting rows";
    let mut statement =
        conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").doing(doing)?;
    let names = statement.query_map([], |row| row.get::<_, String>(0)).doing(doing)?;
    names
        .map(|name| {
            let name = name.doing(doing)?;
            let sql = format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\""));
            let count = conn.query_row(&sql, [], |row| row.get(0)).doing(doing)?;
            Ok((name, count))
        })
        .collect()
}

/// Closes a connection and says if that failed; dropping it would not.
pub(crate) fn close(conn: Connection) -> Result<()> {
    conn.close().map_err(|(_, e)| Error::sql("closing the vault", &e))
}

fn first_read(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{KdfProfile, Vault};

    #[test]
    fn every_setting_is_in_force() {
        let folder = tempfile::tempdir().unwrap();
        let key = VaultKey::from_bytes(&mut [3; 32]);
        let vault = Vault::create_with_key(&folder.path().join("v"), key, KdfProfile::Default).unwrap();
        let conn = vault.read().unwrap();
        let expected = [
            ("journal_mode", "delete"),
            ("synchronous", "3"),
            ("locking_mode", "exclusive"),
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
            ("temp_store", "2"),
            ("cipher_memory_security", "1"),
            ("cipher_log_level", "NONE"),
            ("cipher_page_size", "4096"),
            ("cipher_use_hmac", "1"),
            ("cipher_hmac_algorithm", "HMAC_SHA512"),
            ("cipher_provider", if cfg!(target_os = "macos") { "commoncrypto" } else { "openssl" }),
            ("application_id", "1212501060"),
            ("user_version", "2"),
        ];
        for (pragma, value) in expected {
            let found: rusqlite::types::Value =
                conn.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0)).unwrap();
            let found = match found {
                rusqlite::types::Value::Integer(n) => n.to_string(),
                rusqlite::types::Value::Text(text) => text,
                other => panic!("{pragma}: {other:?}"),
            };
            assert_eq!(found, value, "{pragma}");
        }
        for (config, on) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        ] {
            assert_eq!(conn.db_config(config).unwrap(), on, "{config:?}");
        }
    }

    #[test]
    fn the_name_of_a_table_is_never_read_as_a_command() {
        let conn = scratch().unwrap();
        conn.execute_batch("CREATE TABLE \"kept\"\"x\" (a); INSERT INTO \"kept\"\"x\" VALUES (1);").unwrap();
        assert_eq!(row_counts(&conn).unwrap(), [("kept\"x".to_owned(), 1)]);
    }
}
