//! What stays in memory after closing: neither the key nor a row.

use crate::child::{said, start};
use crate::support::{Folder, at};
use heldby_vault::{KdfProfile, NewHolding, Vault, VaultKey};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use zeroize::Zeroize;

/// A text that stands nowhere in the program: its characters are worked out one by one.
const LENGTH: usize = 48;
fn needle_byte(i: usize) -> u8 {
    b'a' + ((i * i * 7 + i * 3 + 5) % 26) as u8
}

fn key_byte(i: usize) -> u8 {
    ((i * 89 + 41) ^ (i << 3)) as u8
}

/// The key as SQLCipher is given it: hexadecimal digits.
fn key_digit(i: usize) -> u8 {
    let byte = key_byte(i / 2);
    let nibble = if i.is_multiple_of(2) { byte >> 4 } else { byte & 15 };
    b"0123456789abcdef"[usize::from(nibble)]
}

/// How often the bytes, which are never put together here, stand in the memory of this process.
fn find(length: usize, byte: impl Fn(usize) -> u8) -> usize {
    let memory = File::open("/proc/self/mem").unwrap();
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut found = 0;
    for line in maps.lines().filter(|l| l.contains(" rw") && !l.contains("[vvar")) {
        let (start, end) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let start = u64::from_str_radix(start, 16).unwrap();
        let mut bytes = vec![0; (u64::from_str_radix(end, 16).unwrap() - start) as usize];
        if memory.read_exact_at(&mut bytes, start).is_ok() {
            let hit = |w: &&[u8]| w.iter().enumerate().all(|(i, b)| *b == byte(i));
            found += bytes.windows(length).filter(hit).count();
        }
        bytes.zeroize();
    }
    found
}

/// The role of the child: a process of its own, so that no other test's memory is in it.
pub fn act(path: &Path) {
    let mut bytes = [0; 32];
    (0..32).for_each(|i| bytes[i] = key_byte(i));
    let mut vault =
        Vault::create_with_key(path, VaultKey::from_bytes(&mut bytes), KdfProfile::Default).unwrap();
    let person = vault.persons().unwrap()[0].id;
    for n in 0..20 {
        let mut new = NewHolding::named(person, &n.to_string());
        new.note = String::with_capacity(LENGTH);
        (0..LENGTH).for_each(|i| new.note.push(char::from(needle_byte(i))));
        vault.add_holding(&new, at(1)).unwrap();
        new.note.zeroize();
    }
    for mut row in vault.holdings().unwrap() {
        assert_eq!(row.details.note.len(), LENGTH);
        row.details.note.zeroize();
    }
    // That the search finds what is there shows that finding nothing means something.
    assert!(find(32, key_byte) > 0, "an open vault holds its key");
    vault.close().unwrap();
    for (what, hits) in [
        ("key", find(32, key_byte)),
        ("key in digits", find(64, key_digit)),
        ("row", find(LENGTH, needle_byte)),
    ] {
        assert_eq!(hits, 0, "copies of the {what}");
    }
}

#[test]
fn closing_leaves_neither_key_nor_rows() {
    let folder = Folder::new();
    let output = start("remember", &folder.vault()).output().unwrap();
    assert_eq!(said(&output), ["end"], "{}", String::from_utf8_lossy(&output.stderr));
}
