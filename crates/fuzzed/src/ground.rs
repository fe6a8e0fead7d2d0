//! The ground that targets with a vault stand on: a small catalogue, a key that signs releases, and one vault to begin
//! with, made once for a run and put into a fresh folder for every input.

use heldby_app::{Knowledge, ReleaseKey, Session, unlock};
use heldby_catalogue::release::{build, sign};
use heldby_catalogue::{compile, read_folder};
use heldby_model::{Catalogue, CatalogueInfo};
use heldby_vault::{KdfProfile, Vault, VaultKey};
use jiff::civil::Date;
use minisign::KeyPair;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;

/// The day on which every input runs.
const TODAY: Date = jiff::civil::date(2026, 11, 22);

/// The catalogue of the catalogue crate's own tests: every kind of record once.
pub static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue/tests/fixture");
    compile(&read_folder(&folder).expect("the folder is part of the sources")).expect("it has no mistakes")
});

/// The only key that is trusted in this run, with its secret half. Nothing that an input finds depends on it.
static SIGNER: LazyLock<(ReleaseKey, String)> = LazyLock::new(|| {
    let pair = KeyPair::generate_unencrypted_keypair().unwrap();
    let public = pair.pk.to_box().unwrap().into_string();
    (ReleaseKey::read(&public).unwrap(), pair.sk.to_box(None).unwrap().into_string())
});

static KNOWLEDGE: LazyLock<Arc<Knowledge>> =
    LazyLock::new(|| Knowledge::over(&CATALOGUE, trusted().clone(), Some(TODAY)));

/// The file of a vault without companies.
static EMPTY_VAULT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let place = Place::empty();
    Vault::create_with_key(&place.vault(), key(), KdfProfile::LowMemory).unwrap().close().unwrap();
    std::fs::read(place.vault()).unwrap()
});

/// The key that releases have to be signed with.
pub fn trusted() -> &'static ReleaseKey {
    &SIGNER.0
}

/// A signed release of the small catalogue under another number.
pub fn signed_release(number: u32) -> Vec<u8> {
    let info = CatalogueInfo { number, ..CATALOGUE.info().clone() };
    // A higher number also brings other facts, so that there is something to tell.
    let mut breaches = CATALOGUE.breaches().to_vec();
    if number.is_multiple_of(2) {
        breaches.pop();
    }
    let (companies, vocabulary) = (CATALOGUE.companies().to_vec(), CATALOGUE.vocabulary().clone());
    let release = build(&Catalogue::new(info, vocabulary, companies, breaches));
    sign(&release, &SIGNER.1, None).expect("a release that was built a moment ago can be signed")
}

/// The key of every vault here.
pub fn key() -> VaultKey {
    VaultKey::from_bytes(&mut [7; 32])
}

/// A folder of one input's own, which vanishes with it. In memory where the system offers that: every change of a
/// vault waits for its disk.
pub struct Place(TempDir);

impl Place {
    /// With nothing in it.
    pub fn empty() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        Self(folder.expect("temporary folders can be made"))
    }

    /// With a vault that has no companies yet.
    pub fn with_vault() -> Self {
        let bytes = &*EMPTY_VAULT;
        let place = Self::empty();
        std::fs::write(place.vault(), bytes).unwrap();
        place
    }

    /// Where the vault lies or would lie.
    pub fn vault(&self) -> PathBuf {
        self.0.path().join("me.heldby")
    }

    /// A locked session over the vault.
    pub fn session(&self) -> Session {
        Session::new(self.vault(), Arc::clone(&KNOWLEDGE))
    }

    /// An unlocked session over the vault.
    pub fn unlocked(&self) -> Session {
        let mut session = self.session();
        unlock::unlock_with_key(&mut session, key()).expect("the vault was closed whole");
        session
    }
}
