//! Faults around the file: what lies in its place or beside it, and what the system lets this user do.

use crate::base::{BASE, code, folder_with, put, sqlcipher, use_all};
use crate::support::Folder;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A user without rights of any kind.
const NOBODY: u32 = 65_534;

/// What the child is told to open.
const OPEN: &str = "HELDBY_DAMAGE_OPEN";

/// A fault around a whole vault.
pub struct Place {
    /// What is wrong, and the word for what opening says.
    pub name: &'static str,
    /// Brings it about.
    pub prepare: fn(&Folder),
    /// The modes of the vault and its folder while it is opened, by a user for whom they count.
    pub modes: Option<(u32, u32)>,
    /// Whether the whole vault is still there and must not be written to.
    pub vault_stays: bool,
}

const fn place(name: &'static str, prepare: fn(&Folder)) -> Place {
    Place { name, prepare, modes: None, vault_stays: true }
}

/// Something else than the vault lies there.
const fn instead(name: &'static str, prepare: fn(&Folder)) -> Place {
    Place { vault_stays: false, ..place(name, prepare) }
}

const fn rights(name: &'static str, file: u32, folder: u32) -> Place {
    Place { modes: Some((file, folder)), ..place(name, |_| {}) }
}

/// Every fault.
pub const ALL: &[Place] = &[
    instead("nothing-there.not-found", |f| fs::remove_file(f.vault()).unwrap()),
    instead("a-folder.is-folder", |f| {
        fs::remove_file(f.vault()).unwrap();
        fs::create_dir(f.vault()).unwrap();
    }),
    instead("a-link-to-nowhere.not-found", |f| {
        fs::remove_file(f.vault()).unwrap();
        symlink(f.path().join("nowhere"), f.vault()).unwrap();
    }),
    instead("a-link-to-itself.io", |f| {
        fs::remove_file(f.vault()).unwrap();
        symlink(f.vault(), f.vault()).unwrap();
    }),
    instead("a-link-to-a-folder.is-folder", |f| {
        fs::remove_file(f.vault()).unwrap();
        symlink(f.path(), f.vault()).unwrap();
    }),
    instead("a-device.special-file", |f| {
        fs::remove_file(f.vault()).unwrap();
        symlink("/dev/zero", f.vault()).unwrap();
    }),
    instead("a-socket.special-file", |f| {
        fs::remove_file(f.vault()).unwrap();
        drop(UnixListener::bind(f.vault()).unwrap());
    }),
    instead("a-pipe.special-file", |f| {
        fs::remove_file(f.vault()).unwrap();
        assert!(Command::new("mkfifo").arg(f.vault()).status().unwrap().success());
    }),
    place("a-link-to-the-vault.opened", |f| {
        fs::rename(f.vault(), f.path().join("real.heldby")).unwrap();
        symlink(f.path().join("real.heldby"), f.vault()).unwrap();
    }),
    place("a-second-name-of-the-vault.opened", |f| {
        fs::hard_link(f.vault(), f.path().join("real.heldby")).unwrap();
    }),
    place("journal-that-is-empty-left.opened", |f| put(&journal(f), b"")),
    place("journal-that-is-finished-left.opened", |f| put(&journal(f), &[0; 600])),
    place("journal-of-noise-left.opened", |f| put(&journal(f), &[0x5a; 600])),
    place("journal-of-another-vault-left.journal-left", |f| {
        let other = Folder::with_vault(20);
        let (_, journal_of_other) = interrupted(&other, 1, &fs::read(other.vault()).unwrap()[..16]);
        put(&journal(f), &journal_of_other);
    }),
    // Rolling back is what the journal is for: this one may write, and everything is as it was before the change.
    Place {
        vault_stays: false,
        ..place("journal-of-an-interrupted-change-left.opened", |f| {
            let (file, journal_of_this) = interrupted(f, 1, &BASE[..16]);
            assert!(file != BASE, "the change had not begun to be written");
            put(&f.vault(), &file);
            put(&journal(f), &journal_of_this);
        })
    },
    place("write-ahead-log-of-noise-left.opened", |f| put(&beside(f, "-wal"), &[0x5a; 9_000])),
    place("write-ahead-log-that-would-be-written-back-left.journal-left", |f| {
        put(&beside(f, "-wal"), &log_of_one_page());
    }),
    place("journal-that-would-make-the-file-huge-left.journal-left", |f| {
        let (_, mut journal_of_this) = interrupted(f, 1, &BASE[..16]);
        put(&f.vault(), BASE);
        journal_of_this[16..20].copy_from_slice(&u32::MAX.to_be_bytes());
        put(&journal(f), &journal_of_this);
    }),
    place("shared-memory-of-noise-left.opened", |f| put(&beside(f, "-shm"), &[0x5a; 9_000])),
    place("unfinished-successor-left.opened", |f| {
        put(&beside(f, ".unfinished"), &BASE[..9_000]);
        put(&beside(f, ".unfinished-journal"), &[0x5a; 600]);
    }),
    rights("rights-as-they-should-be.opened", 0o600, 0o700),
    rights("no-right-to-read.permission-denied", 0o000, 0o700),
    rights("only-the-right-to-write.permission-denied", 0o200, 0o700),
    rights("only-the-right-to-read.read-only", 0o400, 0o700),
    rights("a-folder-that-cannot-be-written.read-only", 0o600, 0o500),
    rights("a-folder-that-cannot-be-entered.permission-denied", 0o600, 0o600),
];

/// What opening came to.
pub struct Opened {
    /// The word for it.
    pub word: String,
    /// All that is in it, if it opened.
    pub content: Option<String>,
}

/// Opens and uses the vault.
pub fn open(folder: &Folder, place: &Place) -> Opened {
    if let Some((file, folder_mode)) = place.modes {
        return with_modes(folder, file, folder_mode);
    }
    match use_all(&folder.vault(), 1) {
        Ok(content) => Opened { word: "opened".into(), content: Some(content) },
        Err(error) => Opened { word: code(&error).into(), content: None },
    }
}

/// Where the whole vault is, behind links.
pub fn real(folder: &Folder) -> PathBuf {
    fs::canonicalize(folder.vault()).unwrap()
}

/// Everything in a folder: names, kinds, and what is in files.
pub fn listing(folder: &Folder) -> Vec<(String, bool, Option<Vec<u8>>)> {
    let mut found: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let kind = entry.file_type().unwrap();
            let content = kind.is_file().then(|| fs::read(entry.path()).unwrap());
            (entry.file_name().into_string().unwrap(), kind.is_symlink(), content)
        })
        .collect();
    found.sort();
    found
}

fn beside(folder: &Folder, ending: &str) -> PathBuf {
    folder.path().join(format!("private.heldby{ending}"))
}

fn journal(folder: &Folder) -> PathBuf {
    beside(folder, "-journal")
}

/// The file and the journal as a crash in the middle of a large change leaves them: pages written back already, and
/// the journal with what they were.
fn interrupted(folder: &Folder, key: u8, salt: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let conn = sqlcipher(&folder.vault(), key, salt);
    conn.execute_batch(
        "PRAGMA cache_size = 2; PRAGMA cache_spill = 1; BEGIN IMMEDIATE; \
         UPDATE holdings SET note = note || hex(zeroblob(900)); \
         UPDATE identifiers SET value = value || hex(zeroblob(90)); \
         UPDATE periods SET attributes = attributes || ' ' || hex(zeroblob(90));",
    )
    .unwrap();
    let taken = (fs::read(folder.vault()).unwrap(), fs::read(journal(folder)).unwrap());
    assert!(taken.1.len() > 4096, "the journal is not in the file yet");
    conn.execute_batch("ROLLBACK;").unwrap();
    taken
}

/// A write-ahead log that SQLite takes for a good one: its sums need no key. It makes the vault one page long.
fn log_of_one_page() -> Vec<u8> {
    fn sum(into: &mut [u32; 2], bytes: &[u8]) {
        for pair in bytes.chunks_exact(8) {
            let word = |at: usize| u32::from_le_bytes([pair[at], pair[at + 1], pair[at + 2], pair[at + 3]]);
            into[0] = into[0].wrapping_add(word(0)).wrapping_add(into[1]);
            into[1] = into[1].wrapping_add(word(4)).wrapping_add(into[0]);
        }
    }
    let numbers = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_be_bytes()).collect::<Vec<u8>>();
    let page = [0x5a; 4096];
    let mut sums = [0; 2];
    // Magic, version, bytes of a page, number of the checkpoint, two salts; then: page 1, of a file of one page.
    let header = numbers(&[0x377f_0682, 3_007_000, 4096, 0, 7, 8]);
    sum(&mut sums, &header);
    let mut log = [header, numbers(&sums)].concat();
    let frame = numbers(&[1, 1]);
    sum(&mut sums, &frame);
    sum(&mut sums, &page);
    log.extend([frame, numbers(&[7, 8]), numbers(&sums), page.to_vec()].concat());
    log
}

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// Opens it in a process without privileges: root may do everything, so as root the files go to another user, and so
/// does the process.
fn with_modes(folder: &Folder, file: u32, folder_mode: u32) -> Opened {
    let (vault, path) = (folder.vault(), folder.path());
    let own = |user| {
        if is_root() {
            chown(&vault, user, user).unwrap();
            chown(path, user, user).unwrap();
        }
    };
    let set = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    own(Some(NOBODY));
    set(&vault, file);
    set(path, folder_mode);
    let opened = by_child(&vault);
    set(path, 0o700);
    set(&vault, 0o600);
    own(Some(0));
    opened
}

fn by_child(vault: &Path) -> Opened {
    // Programs below /root cannot be reached by others.
    let place = tempfile::tempdir().unwrap();
    fs::set_permissions(place.path(), Permissions::from_mode(0o755)).unwrap();
    let program = place.path().join("child");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let mut command = Command::new(program);
    command.args(["--exact", "places::child", "--nocapture"]).env(OPEN, vault);
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let said = |mark: &str| text.lines().find_map(|line| Some(line.split_once(mark)?.1.to_owned()));
    let word =
        said("word: ").unwrap_or_else(|| panic!("{text} {:?}", String::from_utf8_lossy(&output.stderr)));
    Opened { word, content: said("content: ") }
}

/// The child: opens what it is told to and says what came of it. Run as an ordinary test, it opens a vault of its own.
#[test]
fn child() {
    let (_folder, path) = match std::env::var_os(OPEN) {
        Some(path) => (None, PathBuf::from(path)),
        None => {
            let folder = folder_with(BASE);
            let path = folder.vault();
            (Some(folder), path)
        }
    };
    match use_all(&path, 1) {
        Ok(content) => println!("\nword: opened\ncontent: {content}"),
        Err(error) => println!("\nword: {}", code(&error)),
    }
    assert!(std::env::var_os(OPEN).is_some() || use_all(&path, 1).is_ok());
}
