//! What is on the disk: nothing that anybody could read without the key.

use crate::child::{NEEDLES, said, start, start_with_fault};
use crate::support::{Folder, at, full_holding, key};
use heldby_vault::{KdfProfile, Vault};
use rusqlite::Connection;
use std::path::Path;

/// Searches every byte of every file in the folder for every needle, as UTF-8 and as UTF-16.
fn assert_no_needle(folder: &Folder) {
    let files = folder.files();
    assert!(!files.is_empty());
    for (name, bytes) in files {
        for needle in NEEDLES {
            let wide: Vec<u8> = needle.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for form in [needle.as_bytes(), &wide] {
                assert!(!bytes.windows(form.len()).any(|w| w == form), "{needle:?} in {name}");
            }
            assert!(!name.contains(needle));
        }
        assert!(!bytes.starts_with(b"SQLite format"), "{name}");
    }
}

fn assert_not_a_database(path: &Path) {
    let conn = Connection::open(path).unwrap();
    let error = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).unwrap_err();
    assert_eq!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::NotADatabase));
}

#[test]
fn nothing_readable_while_open_after_closing_or_while_changing_the_key() {
    let folder = Folder::new();
    let mut vault = Vault::create_with_key(&folder.vault(), key(1), KdfProfile::LowMemory).unwrap();
    let person = vault.add_person(NEEDLES[0]).unwrap();
    for _ in 0..30 {
        let mut new = full_holding(person.id, NEEDLES[0]);
        new.domain = Some(NEEDLES[1].into());
        new.note = NEEDLES[2].repeat(50);
        new.identifiers[0].value = NEEDLES[3].into();
        new.gave = vec![NEEDLES[4].into()];
        vault.add_holding(&new, at(1)).unwrap();
        assert_no_needle(&folder);
    }
    // The journal of the last change is still there: this did look at one.
    assert!(folder.names().contains(&"private.heldby-journal".into()), "{:?}", folder.names());
    vault.set_setting("seen", Some(NEEDLES[2])).unwrap();
    vault.remove_holding(vault.holdings().unwrap()[0].id).unwrap();
    assert_no_needle(&folder);
    vault.change_key(key(2)).unwrap();
    assert_no_needle(&folder);
    vault.close().unwrap();
    assert_no_needle(&folder);
    assert_eq!(folder.names(), ["private.heldby"]);
    assert_not_a_database(&folder.vault());
}

#[test]
fn nothing_readable_after_a_crash_in_the_middle() {
    let mut journals = 0;
    for n in (4..40).step_by(4) {
        let folder = Folder::with_vault(3);
        let fault = format!("pwrite64:signal=KILL:when={n}");
        let output = start_with_fault(&fault, "add 3", &folder.vault()).output().unwrap();
        let finished = said(&output).iter().any(|line| line == "end");
        journals += usize::from(folder.names().len() > 1);
        assert_no_needle(&folder);
        if finished {
            break;
        }
    }
    assert!(journals >= 3, "{journals}");
}

#[test]
fn nothing_readable_after_a_crash_while_changing_the_key() {
    let mut successors = 0;
    for n in (2..60).step_by(5) {
        let folder = Folder::with_vault(0);
        assert_eq!(said(&start("add 3", &folder.vault()).output().unwrap()).last().unwrap(), "end");
        let fault = format!("pwrite64:signal=KILL:when={n}");
        said(&start_with_fault(&fault, "change", &folder.vault()).output().unwrap());
        successors += usize::from(folder.names().contains(&"private.heldby.unfinished".into()));
        assert_no_needle(&folder);
    }
    assert!(successors >= 3, "{successors}");
}
