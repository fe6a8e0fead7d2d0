//! Files that do not open, one fault each.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

/// A file at which unlocking must fail, and how.
pub struct Refusal {
    /// The file, or folder.
    pub path: PathBuf,
    /// The code that the window must show.
    pub code: &'static str,
    /// Its bytes, which no refusal may change.
    bytes: Option<Vec<u8>>,
    /// Held open and locked for as long as the test needs it.
    _lock: Option<File>,
}

impl Refusal {
    /// # Panics
    /// When the file is not what it was.
    pub fn is_untouched(&self) {
        if let Some(bytes) = &self.bytes {
            assert!(fs::read(&self.path).is_ok_and(|now| now == *bytes), "{} changed", self.path.display());
        }
    }
}

/// One of each, made from a sound vault.
pub fn all(sound: &Path) -> Vec<Refusal> {
    const PAGE: usize = 4096;
    const BIT: u8 = 0b0001_0000;
    let sound = fs::read(sound).expect("the vault was created");
    assert!(sound.len() > 2 * PAGE, "a vault of {} bytes has no later page", sound.len());
    let folder = tempfile::tempdir().expect("a temporary folder").keep();

    let write = |code: &'static str, name: &str, bytes: Vec<u8>| {
        let path = folder.join(name);
        fs::write(&path, &bytes).expect("a temporary file");
        Refusal { path, code, bytes: Some(bytes), _lock: None }
    };
    let changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = sound.clone();
        change(&mut bytes);
        bytes
    };

    let busy = write("in_use", "busy.heldby", sound.clone());
    let lock = File::open(&busy.path).expect("it was just written");
    lock.try_lock().expect("nobody else has it");
    let directory = folder.join("folder.heldby");
    fs::create_dir(&directory).expect("a temporary folder");
    vec![
        write("not_a_vault", "cut.heldby", sound[..100].to_vec()),
        // The first two bytes name the key derivation, as a big-endian number; this one does not exist yet.
        write("newer_format", "newer.heldby", changed(&|bytes| bytes[1] = 0x0f)),
        write("wrong_passphrase", "first-page.heldby", changed(&|bytes| bytes[PAGE / 2] ^= BIT)),
        write(
            "damaged",
            "later-pages.heldby",
            changed(&|bytes| {
                for page in bytes.chunks_mut(PAGE).skip(1) {
                    page[PAGE / 2] ^= BIT;
                }
            }),
        ),
        Refusal { _lock: Some(lock), ..busy },
        Refusal { path: directory, code: "is_folder", bytes: None, _lock: None },
    ]
}
