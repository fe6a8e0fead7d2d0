//! What a session leaves behind: texts that stand nowhere else are shown in the shipped window and then looked for,
//! in every file that the session left or touched and in the memory of its processes, while it is open, after it was
//! locked, and after its end.
//!
//! No WebDriver takes part, because it changes what ships: keys are pressed as a person presses them.

#![cfg(target_os = "linux")]

#[path = "../support/desktop.rs"]
mod desktop;
mod files;
#[path = "../support/memory.rs"]
mod memory;
#[path = "../support/mod.rs"]
mod support;
mod window;

use std::time::{Duration, Instant};

use heldby_app::{Knowledge, Session, companies, unlock, wire::HoldingInput};
use heldby_vault::{Header, Passphrase, VaultKey};
use memory::{Process, count, forms};
use window::Window;

/// A company, a remark about it, and what is typed but never kept.
const COMPANY: &str = "Quibblezorp Telecom";
const NOTE: &str = "the plinth beside my cactus";
const TYPED: &str = "wobblefrock and sons";
const PASSPHRASE: &str = "meadow lantern copper violin";

/// What must not be found, by name.
struct Needles {
    names: Vec<&'static str>,
    bytes: Vec<Vec<u8>>,
}

impl Needles {
    /// The texts, and the key of the vault as bytes and as SQLCipher is given it.
    fn of(vault: &std::path::Path) -> Self {
        let (mut names, mut bytes) = (Vec::new(), Vec::new());
        for (name, text) in
            [("company", COMPANY), ("note", NOTE), ("typed text", TYPED), ("passphrase", PASSPHRASE)]
        {
            for form in forms(text) {
                names.push(name);
                bytes.push(form);
            }
        }
        let header = Header::parse(&std::fs::read(vault).expect("the vault")).expect("its header");
        let passphrase = Passphrase::new(PASSPHRASE.to_owned()).expect("a passphrase");
        let key = VaultKey::derive(&passphrase, &header).expect("memory for the key");
        let hex: String = key.expose_secret().iter().map(|byte| format!("{byte:02x}")).collect();
        names.extend(["key", "key in digits", "key in digits"]);
        bytes.extend([
            key.expose_secret().to_vec(),
            hex.clone().into_bytes(),
            hex.to_uppercase().into_bytes(),
        ]);
        Self { names, bytes }
    }

    /// What of it stands in the memory of a process, and how often. Nothing when the kernel refuses to tell.
    fn in_memory(&self, process: &Process) -> Option<Vec<(&'static str, usize)>> {
        let counts = count(process, &self.bytes).ok()?;
        let mut told: Vec<(&'static str, usize)> = Vec::new();
        for (name, times) in self.names.iter().zip(counts).filter(|(_, times)| *times > 0) {
            match told.iter_mut().find(|(known, _)| known == name) {
                Some((_, sum)) => *sum += times,
                None => told.push((name, times)),
            }
        }
        Some(told)
    }
}

#[test]
fn a_session_leaves_nothing_readable() {
    let mut window = Window::prepare();
    make_vault(&window.vault());
    let needles = Needles::of(&window.vault());
    window.open();
    window.unlock(PASSPHRASE);
    // To the companies, and a word into the search there.
    window.press_and_see("ctrl+2");
    window.press_and_see("slash");
    window.type_text(TYPED);
    window.settle();
    files::tell_nothing(&window, &needles.bytes, "while the vault is open");
    let open = look(&window, &needles);

    window.lock();
    files::tell_nothing(&window, &needles.bytes, "while the vault is locked");
    let locked = emptied(&window, &needles);

    println!("open: {open:#?}\nlocked: {locked:#?}");
    if let (Some(open), Some(locked)) = (open, locked) {
        let shown = |needle| open.iter().any(|(_, told)| told.iter().any(|(name, _)| *name == needle));
        for needle in ["company", "typed text", "key"] {
            assert!(shown(needle), "the search does not find the {needle} while it is in use");
        }
        for (process, told) in &locked {
            assert!(told.is_empty(), "{} still holds {told:?}", process.name);
        }
    }

    window.end();
    files::tell_nothing(&window, &needles.bytes, "after the end");
}

/// GTK's dialogs note what is chosen in them; what an earlier run could not take out any more is taken out at the start,
/// and the files of others stay.
#[test]
fn the_list_of_recently_used_files_is_left_to_others() {
    let mut window = Window::prepare();
    let folder = window.home().join("data");
    std::fs::create_dir_all(&folder).expect("a folder in the temporary home");
    let list = folder.join("recently-used.xbel");
    let used = |file: &str, programs: &[&str]| {
        let programs: String = programs.iter().map(|program| {
            format!(r#"<bookmark:application name="{program}" exec="&apos;{program} %u&apos;" modified="2026-11-22T10:00:00Z" count="1"/>"#)
        }).collect();
        format!(
            r#"<bookmark href="file:///tmp/{file}" added="2026-11-22T10:00:00Z" modified="2026-11-22T10:00:00Z" visited="2026-11-22T10:00:00Z">
               <info><metadata owner="http://freedesktop.org"><mime:mime-type type="application/json"/>
               <bookmark:applications>{programs}</bookmark:applications></metadata></info></bookmark>"#
        )
    };
    let [ours, theirs, both] = [
        used("chosen.json", &["heldby-desktop"]),
        used("letter.odt", &["soffice"]),
        used("shared.json", &["heldby-desktop", "gedit"]),
    ];
    let text = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
           <xbel version="1.0" xmlns:bookmark="http://www.freedesktop.org/standards/desktop-bookmarks"
                 xmlns:mime="http://www.freedesktop.org/standards/shared-mime-info">{ours}{theirs}{both}</xbel>"#
    );
    std::fs::write(&list, text).expect("the list can be written");
    make_vault(&window.vault());
    window.open();
    let begin = Instant::now();
    let read = || std::fs::read_to_string(&list).expect("the list stays");
    while read().contains("chosen.json") {
        assert!(begin.elapsed() < Duration::from_secs(20), "a file of ours is still listed: {}", read());
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(read().contains("letter.odt") && read().contains("shared.json"), "{}", read());
    window.end();
}

/// Looks until nothing is left. The window shows that it is locked before the vault is closed: on
/// locking, a copy of it is made.
fn emptied(window: &Window, needles: &Needles) -> Option<Told> {
    const PATIENCE: Duration = Duration::from_secs(15);
    let begin = Instant::now();
    loop {
        let told = look(window, needles);
        let left = told.iter().flatten().any(|(_, told)| !told.is_empty());
        if !left || begin.elapsed() > PATIENCE {
            return told;
        }
        std::thread::sleep(Duration::from_millis(500));
    }
}

fn make_vault(vault: &std::path::Path) {
    let mut session = Session::new(vault.to_path_buf(), Knowledge::bundled(None));
    unlock::create(&mut session, PASSPHRASE.to_owned(), false).expect("an empty home takes a vault");
    let input = HoldingInput { name: COMPANY.to_owned(), note: NOTE.to_owned(), ..HoldingInput::default() };
    companies::add(&mut session, &input).expect("the vault takes a company");
}

type Told = Vec<(Process, Vec<(&'static str, usize)>)>;

/// What stands in the memory of each process of the app. Nothing for those who may not look; that everybody but root
/// may not is checked then instead.
fn look(window: &Window, needles: &Needles) -> Option<Told> {
    let processes = window.processes();
    assert!(processes.iter().any(|one| one.name == "heldby-desktop"), "no app in {processes:?}");
    assert!(
        processes.iter().any(|one| one.name.starts_with("WebKitWebProc")),
        "no web view in {processes:?}"
    );
    if !rustix::process::geteuid().is_root() {
        let app = processes.iter().find(|one| one.name == "heldby-desktop").expect("just seen");
        assert!(
            needles.in_memory(app).is_none(),
            "another program of the same user can read the app's memory"
        );
        return None;
    }
    let told = processes.into_iter().map(|process| {
        let told = needles.in_memory(&process).expect("root may read it");
        (process, told)
    });
    Some(told.collect())
}
