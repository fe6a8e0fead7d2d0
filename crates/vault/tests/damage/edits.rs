//! Thousands of random edits: one bit, or cut off somewhere.
//!
//! What must hold for each: opening, checking and reading everything ends in an error that speaks of a foreign or damaged
//! file or of a wrong passphrase, because every bit of the file is bound by the HMAC of its page or by the salt. Where
//! the key fits and only a later page is damaged, opening without the check succeeds; then each part that is read is
//! either refused or exactly what it was. The file and its folder stay as they were, to the byte and to the second.

use crate::base::{BASE, code, everything, folder_with, put, untouched, use_all};
use crate::support::key;
use heldby_vault::Vault;
use std::collections::BTreeMap;
use std::time::Instant;

/// How many edits there are.
const ALL: u32 = 10_000;

/// How many are tried: a sample of them unless `HELDBY_SWEEP=all`.
fn count() -> u32 {
    if std::env::var("HELDBY_SWEEP").is_ok_and(|sweep| sweep == "all") { ALL } else { ALL / 10 }
}

/// An edit, by its number alone.
struct Edit(u64);

impl Edit {
    /// A number below `limit`, another at each call.
    fn next(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }

    /// What becomes of the frozen vault, and a word for it.
    fn apply(&mut self) -> (String, Vec<u8>) {
        let mut bytes = BASE.to_vec();
        if self.next(5) == 0 {
            let length = self.next(BASE.len());
            bytes.truncate(length);
            (format!("cut to {length}"), bytes)
        } else {
            let bit = self.next(BASE.len() * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
            (format!("bit {} of byte {}", bit % 8, bit / 8), bytes)
        }
    }
}

#[test]
fn no_edit_passes_for_a_whole_vault() {
    let start = Instant::now();
    let folder = folder_with(BASE);
    let path = folder.vault();
    let whole = use_all(&path, 1).unwrap();
    let mut words: BTreeMap<&str, u32> = BTreeMap::new();
    for number in 0..count() {
        let (edit, bytes) = Edit(u64::from(number) << 32).apply();
        put(&path, &bytes);
        let error = use_all(&path, 1).expect_err(&edit);
        let word = code(&error);
        assert!(
            ["too-short", "unknown-header", "newer-format", "wrong-passphrase", "damaged"].contains(&word),
            "{edit}: {word}"
        );
        *words.entry(word).or_default() += 1;
        // Without the check: nothing false comes out.
        if let Ok(vault) = Vault::open_with_key(&path, key(1))
            && let Ok(all) = everything(&vault)
        {
            assert_eq!(all, whole, "{edit}");
        }
        assert!(untouched(&path, &bytes), "{edit}: the file was written to");
    }
    assert_eq!(folder.names(), ["private.heldby"]);
    // The sample holds every kind.
    assert!(
        words["damaged"] > count() / 2 && words["wrong-passphrase"] > 0 && words["too-short"] > 0,
        "{words:?}"
    );
    let (tried, seconds) = (count(), start.elapsed().as_secs_f64());
    // A line for the table of `cargo xtask sweep`.
    println!("sweep|random edits|refused|{ALL}|{tried}|{tried}|{seconds:.1}");
    println!("{words:?}");
}
