//! Files that a person brings to the window: releases of the catalogue, sound and not, and a breach list.

use std::{fs, path::PathBuf};

use heldby_catalogue::release;
use heldby_model::{Breach, BreachId, Catalogue, CatalogueInfo, Status};

/// A breach at a company of the test's household.
pub const BREACH: &str = "talktalk-2015-10";

/// One that only the update knows.
pub const NEW_BREACH: &str = "talktalk-2016-99";

/// One that the update takes back.
pub const WITHDRAWN: &str = "talktalk-2014-wipro";

/// A breach list as Have I Been Pwned publishes it, with one company that nobody else knows.
pub const LIST: &str = r#"[
 {"Name":"ZzTestShop","Title":"Zz Test Shop","Domain":"zz-test-shop.com","BreachDate":"2014-02-01",
  "AddedDate":"2014-05-01T00:00:00Z","PwnCount":12,"DataClasses":["Email addresses","Passwords"],"IsVerified":true},
 {"Name":"ZzMore","Title":"More of it","Domain":"talktalk.co.uk","BreachDate":"2014-02-03",
  "AddedDate":"2014-05-01T00:00:00Z","PwnCount":12,"DataClasses":["Email addresses"],"IsVerified":true}]"#;

/// A pair of keys that only this run knows.
pub struct Signer {
    /// The public half, as minisign writes it on one line.
    pub public: String,
    secret: String,
}

impl Signer {
    /// A new pair.
    pub fn new() -> Self {
        let pair = minisign::KeyPair::generate_unencrypted_keypair().expect("the system has random numbers");
        Self {
            public: pair.pk.to_base64(),
            secret: pair.sk.to_box(None).expect("a key can be written").into_string(),
        }
    }

    /// Signs a release.
    pub fn sign(&self, file: &[u8]) -> Vec<u8> {
        release::sign(file, &self.secret, None).expect("a release can be signed")
    }

    /// A release that changes what is known about a company of the household, and about others.
    pub fn update(&self, number: u32) -> Vec<u8> {
        self.sign(&unsigned(number, |breaches| {
            let mut fresh = find(breaches, BREACH).clone();
            fresh.id = BreachId::new(NEW_BREACH).expect("an id of the usual form");
            fresh.title = "Call recordings left open".to_owned();
            fresh.also = Vec::new();
            let corrected = find(breaches, BREACH);
            corrected.people = None;
            corrected.status = Status::Disputed;
            breaches.retain(|breach| breach.id.as_str() != WITHDRAWN);
            breaches.push(fresh);
            find(breaches, "virgin-media-uk-2020").status = Status::Denied;
        }))
    }

    /// Each kind of file that is refused when it is looked at, with the code that the window must show.
    pub fn refused(&self) -> Vec<(&'static str, Vec<u8>)> {
        let sound = self.sign(&unsigned(7, |_| {}));
        let mut later = sound.clone();
        later[8] = 9;
        let mut flipped = sound.clone();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 1;
        let other = self.sign(&unsigned(9, |_| {}));
        let forged = [&sound[..body(&sound)], &other[body(&other)..]].concat();
        vec![
            ("not_an_update", b"PK\x03\x04 a photo album".to_vec()),
            ("update_too_new", later),
            ("update_damaged", flipped),
            ("update_unsigned", unsigned(7, |_| {})),
            ("update_foreign_key", Self::new().sign(&unsigned(7, |_| {}))),
            ("update_forged", forged),
            ("too_large", vec![b'H'; release::MAX_RELEASE + 1]),
        ]
    }
}

/// The bundled catalogue as another release, with changes.
pub fn unsigned(number: u32, change: impl FnOnce(&mut Vec<Breach>)) -> Vec<u8> {
    let base = heldby_bundled::catalogue();
    let mut breaches = base.breaches().to_vec();
    change(&mut breaches);
    let info = CatalogueInfo { number, ..base.info().clone() };
    release::build(&Catalogue::new(info, base.vocabulary().clone(), base.companies().to_vec(), breaches))
}

/// A folder of files that lasts as long as the test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    /// An empty folder.
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// Writes a file and gives its path.
    pub fn put(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, content).expect("a temporary file");
        path
    }
}

fn find<'a>(breaches: &'a mut [Breach], id: &str) -> &'a mut Breach {
    breaches.iter_mut().find(|breach| breach.id.as_str() == id).expect("the catalogue has it")
}

/// Where the signature begins: after the header and the two parts whose lengths it tells.
fn body(file: &[u8]) -> usize {
    let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().expect("four bytes")) as usize;
    18 + number(10) + number(14)
}
