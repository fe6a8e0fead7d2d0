//! The format of the database: making it, recognising it, bringing an older one up to date.

use crate::error::Doing;
use crate::schema::{self, STEPS};
use crate::table::persons;
use crate::{DEFAULT_PERSON, Error, Foreign, Result, connection, place};
use rusqlite::{Connection, TransactionBehavior};
use std::io::Read;
use std::path::{Path, PathBuf};

/// "HELD": tells our files from other programs' once they are open.
const APPLICATION_ID: i32 = i32::from_be_bytes(*b"HELD");

/// Makes the newest format, with its first person, in an empty file.
pub(crate) fn create(conn: &mut Connection) -> Result<()> {
    let made = make(conn);
    connection::explained(conn, made)
}

fn make(conn: &mut Connection) -> Result<()> {
    let doing = "making the vault";
    let tx = conn.transaction_with_behavior(TransactionBehavior::Exclusive).doing(doing)?;
    tx.pragma_update(None, "application_id", APPLICATION_ID).doing(doing)?;
    apply(&tx, STEPS, 0)?;
    persons::insert(&tx, DEFAULT_PERSON)?;
    tx.commit().doing(doing)
}

/// Recognises a vault and brings it up to date, after a copy of the file as it was.
///
/// # Errors
/// [`Error::NotAVault`] and [`Error::NewerFormat`], with the file untouched.
pub(crate) fn upgrade(conn: &mut Connection, file: &Path) -> Result<()> {
    let upgraded = upgrade_by(STEPS, conn, file);
    connection::explained(conn, upgraded)
}

/// As [`upgrade`], for a copy in memory: no file changes, so there is nothing to keep a copy of.
///
/// # Errors
/// As [`upgrade`].
pub(crate) fn upgrade_in_memory(conn: &mut Connection) -> Result<()> {
    let doing = "bringing a copy up to date";
    let version = recognise(conn, STEPS.len())?;
    let tx = conn.transaction().doing(doing)?;
    if version < STEPS.len() {
        apply(&tx, STEPS, version)?;
    }
    tx.commit().doing(doing)
}

fn upgrade_by(steps: &[&str], conn: &mut Connection, file: &Path) -> Result<()> {
    let version = recognise(conn, steps.len())?;
    if version == steps.len() {
        // What a crash left of a copy that had its name already; if it cannot be removed now, then next time.
        let copies = (1..version).map(|format| copy_of(file, format));
        copies.for_each(|copy| drop(place::remove_unfinished(&copy)));
        return Ok(());
    }
    let doing = "bringing the vault up to date";
    keep_copy(conn, file, version)?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).doing(doing)?;
    apply(&tx, steps, version)?;
    tx.commit().doing(doing)
}

/// Says whether a vault is one that we can read, whatever its format; the row that repeats the format may be damaged
/// like any other. To be asked before any row is read.
///
/// # Errors
/// [`Error::NotAVault`], [`Error::NewerFormat`]; [`Error::Damaged`] if its tables are not those of its format.
pub(crate) fn recognise_any(conn: &Connection) -> Result<()> {
    known_version(conn, STEPS.len()).map(drop)
}

/// The version of the format, which is one that we know and of which the file has the tables.
fn known_version(conn: &Connection, newest: usize) -> Result<usize> {
    let doing = "reading the format";
    let number = |pragma| conn.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0)).doing(doing);
    if number("application_id")? != APPLICATION_ID {
        return Err(Error::NotAVault(Foreign::OtherApplication));
    }
    let version = usize::try_from(number("user_version")?).map_err(|_| Error::Damaged)?;
    if version > newest {
        return Err(Error::NewerFormat);
    }
    schema::require(conn, version)?;
    Ok(version)
}

/// As [`known_version`], and the file does not contradict itself about it.
fn recognise(conn: &Connection, newest: usize) -> Result<usize> {
    let doing = "reading the format";
    let version = known_version(conn, newest)?;
    let repeated: i64 = conn.query_row("SELECT version FROM format", [], |row| row.get(0)).map_err(|e| {
        match Error::sql(doing, &e) {
            // A disk that cannot be read is not a vault that contradicts itself.
            failing @ Error::Sqlite { code, .. } if code & 0xff == rusqlite::ffi::SQLITE_IOERR => failing,
            _ => Error::Damaged,
        }
    })?;
    if usize::try_from(repeated) == Ok(version) { Ok(version) } else { Err(Error::Damaged) }
}

/// Runs the steps after `version` and writes down where that leads.
fn apply(conn: &Connection, steps: &[&str], version: usize) -> Result<()> {
    let doing = "bringing the vault up to date";
    for step in &steps[version..] {
        conn.execute_batch(step).doing(doing)?;
    }
    let newest = i64::try_from(steps.len()).expect("there are few formats");
    conn.pragma_update(None, "user_version", newest).doing(doing)?;
    conn.execute("UPDATE format SET version = ?1", [newest]).doing(doing).map(drop)
}

/// Copies the vault as it is, with the same key, to `<file>.format-<version>`. The copy gets that name when it is
/// whole, so one that is there already is from an attempt that failed later, when the vault was the same. Something else
/// of that name stays, and the copy gets another.
fn keep_copy(conn: &Connection, file: &Path, version: usize) -> Result<()> {
    let salt: String =
        conn.query_row("PRAGMA cipher_salt", [], |row| row.get(0)).doing("copying the vault")?;
    let first = copy_of(file, version);
    let others = (2..100).map(|n| place::with_ending(&first, &format!("-{n}")));
    for copy in std::iter::once(first.clone()).chain(others) {
        place::remove_unfinished(&copy)?;
        if std::fs::symlink_metadata(&copy).is_ok() {
            if is_copy(&copy, &salt) {
                return Ok(());
            }
            continue;
        }
        let copied = copy_beside(conn, &copy);
        if copied.is_err() {
            // The error of the copy matters more; what stays behind is swept away at the next attempt.
            let _ = place::remove_unfinished(&copy);
        }
        return copied;
    }
    Err(Error::AlreadyExists)
}

/// Whether a file is as long as a vault and begins with this salt, as copies under the same key do.
fn is_copy(file: &Path, salt: &str) -> bool {
    // Opening a pipe would wait for ever.
    if !std::fs::metadata(file).is_ok_and(|found| found.is_file()) {
        return false;
    }
    let mut page = [0; 4096];
    let read = std::fs::File::open(file).and_then(|mut file| file.read_exact(&mut page));
    let begin: String = page[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    read.is_ok() && begin.eq_ignore_ascii_case(salt)
}

/// The name of the copy of a vault as it was in an older format.
fn copy_of(file: &Path, format: usize) -> PathBuf {
    place::with_ending(file, &format!(".format-{format}"))
}

fn copy_beside(conn: &Connection, copy: &Path) -> Result<()> {
    let unfinished = place::unfinished(copy);
    // SQLite would make the file itself, readable for everybody.
    let handle = place::create_empty(&unfinished)?;
    let target = unfinished.to_str().ok_or(Error::BadFileName)?;
    conn.execute("VACUUM INTO ?1", [target]).doing("copying the vault")?;
    handle.sync_all().map_err(|e| Error::io("writing a copy of the vault to the disk", e))?;
    place::publish(&unfinished, copy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{KdfProfile, Vault, VaultKey, connection};

    const ADD_COLUMN: &str = "ALTER TABLE persons ADD COLUMN born TEXT; UPDATE persons SET born = 'unknown';";
    const FAIL_LATE: &str = "ALTER TABLE persons ADD COLUMN born TEXT; INSERT INTO nowhere VALUES (1);";

    fn key() -> VaultKey {
        VaultKey::from_bytes(&mut [5; 32])
    }

    /// The steps that there are, and one that does not exist yet.
    fn with(step: &'static str) -> Vec<&'static str> {
        STEPS.iter().copied().chain([step]).collect()
    }

    fn newest() -> i64 {
        i64::try_from(STEPS.len()).unwrap()
    }

    /// Runs steps on a vault of the newest format.
    fn check(steps: &[&str], inspect: impl FnOnce(Result<()>, &mut Vault, &Path)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("private.heldby");
        let mut vault = Vault::create_with_key(&path, key(), KdfProfile::Default).unwrap();
        vault.add_person("Ada").unwrap();
        let result = upgrade_by(steps, vault.conn.as_mut().unwrap(), &path);
        let copy = format!("private.heldby.format-{}", STEPS.len());
        inspect(result, &mut vault, &folder.path().join(copy));
    }

    fn number(conn: &Connection, sql: &str) -> i64 {
        conn.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_step_changes_the_data_and_keeps_a_copy_that_opens() {
        check(&with(ADD_COLUMN), |result, vault, copy| {
            result.unwrap();
            let conn = vault.read().unwrap();
            assert_eq!(number(conn, "SELECT count(*) FROM persons WHERE born = 'unknown'"), 2);
            assert_eq!(number(conn, "PRAGMA user_version"), newest() + 1);
            assert_eq!(number(conn, "SELECT version FROM format"), newest() + 1);
            connection::check(conn).unwrap();

            let old = Vault::open_with_key(copy, key()).unwrap();
            assert_eq!(old.header(), vault.header());
            assert_eq!(old.persons().unwrap().len(), 2);
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                assert_eq!(std::fs::metadata(copy).unwrap().permissions().mode() & 0o777, 0o600);
            }
        });
    }

    #[test]
    fn a_step_that_fails_changes_nothing_and_can_be_tried_again() {
        check(&with(FAIL_LATE), |result, vault, copy| {
            assert!(matches!(result, Err(Error::Sqlite { .. })), "{result:?}");
            let conn = vault.conn.as_mut().unwrap();
            assert_eq!(number(conn, "PRAGMA user_version"), newest());
            assert_eq!(number(conn, "SELECT count(*) FROM pragma_table_info('persons')"), 2);
            assert!(copy.exists());
            upgrade_by(&with(ADD_COLUMN), conn, vault.file.as_path()).unwrap();
            assert_eq!(number(conn, "PRAGMA user_version"), newest() + 1);
        });
    }

    #[test]
    fn something_else_with_the_name_of_the_copy_is_not_taken_for_it() {
        check(STEPS, |_, vault, copy| {
            for other in [Vec::new(), vec![7; 9_000]] {
                std::fs::write(copy, &other).unwrap();
                keep_copy(vault.read().unwrap(), &vault.file, STEPS.len()).unwrap();
                assert_eq!(std::fs::read(copy).unwrap(), other, "it stays");
                let second = place::with_ending(copy, "-2");
                assert_eq!(Vault::open_with_key(&second, key()).unwrap().persons().unwrap().len(), 2);
                // The next attempt finds it.
                keep_copy(vault.read().unwrap(), &vault.file, STEPS.len()).unwrap();
                assert!(!place::with_ending(copy, "-3").exists());
                std::fs::remove_file(second).unwrap();
            }
        });
    }

    #[test]
    fn the_newest_format_is_left_alone() {
        check(STEPS, |result, _, copy| {
            result.unwrap();
            assert!(!copy.exists());
        });
        // To a program that knows no format yet, every format is a newer one.
        check(&[], |result, _, copy| {
            assert!(matches!(result, Err(Error::NewerFormat)), "{result:?}");
            assert!(!copy.exists());
        });
    }

    #[test]
    fn a_format_that_contradicts_itself_is_damage() {
        check(STEPS, |_, vault, path| {
            let conn = vault.conn.as_mut().unwrap();
            conn.execute("UPDATE format SET version = 7", []).unwrap();
            assert!(matches!(upgrade_by(STEPS, conn, path), Err(Error::Damaged)));
        });
    }
}
