//! A reader that shares nothing with this crate, written from the section "The file" of SECURITY.md: what stands there
//! is enough to get at the data without Heldby and without SQLCipher.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use aes::Aes256;
use aes::cipher::{Array, BlockCipherDecrypt, KeyInit};
use argon2::{Algorithm, Argon2, Params, Version};
use heldby_vault::{KdfProfile, Vault};
use hmac::{Hmac, Mac};
use rusqlite::Connection;
use sha2::Sha512;
use std::fs;
use support::{Folder, fill, full_holding, passphrase};

const PAGE: usize = 4096;
const SALT: usize = 16;
const VECTOR: usize = 16;
const TAG: usize = 64;

/// Why a page cannot be read.
#[derive(Debug, PartialEq)]
struct NotAuthentic {
    page: u32,
}

/// The whole file as a plain SQLite database. The passphrase is in normalisation form C already.
fn decrypt(file: &[u8], passphrase: &str) -> Result<Vec<u8>, NotAuthentic> {
    assert_eq!(file.len() % PAGE, 0);
    let salt = &file[..SALT];
    let key = key(passphrase, salt);
    let mut plain = b"SQLite format 3\0".to_vec();
    for (number, page) in (1_u32..).zip(file.chunks(PAGE)) {
        // The salt stands where the first page would begin, and is no part of it.
        let page = if number == 1 { &page[SALT..] } else { page };
        let (sealed, tag) = page.split_at(page.len() - TAG);
        if authentication(&authentication_key(&key, salt), &[sealed, &number.to_le_bytes()]) != tag {
            return Err(NotAuthentic { page: number });
        }
        let (content, vector) = sealed.split_at(sealed.len() - VECTOR);
        plain.extend(cbc(&key, vector, content));
        // SQLite leaves this room at the end of each page to whoever encrypts.
        plain.extend([0; VECTOR + TAG]);
    }
    Ok(plain)
}

fn key(passphrase: &str, salt: &[u8]) -> [u8; 32] {
    let mebibytes = match u16::from_be_bytes([salt[0], salt[1]]) {
        1 => 256,
        2 => 64,
        other => panic!("profile {other}"),
    };
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(mebibytes * 1024, 3, 4, Some(32)).unwrap())
        .hash_password_into(passphrase.as_bytes(), salt, &mut key)
        .unwrap();
    key
}

/// PBKDF2 with HMAC-SHA512 in two rounds, of the key and the salt with every bit of 0x3A flipped.
fn authentication_key(key: &[u8], salt: &[u8]) -> [u8; 32] {
    let flipped: Vec<u8> = salt.iter().map(|byte| byte ^ 0x3A).collect();
    let first = authentication(key, &[&flipped, &1_u32.to_be_bytes()]);
    let second = authentication(key, &[&first]);
    std::array::from_fn(|i| first[i] ^ second[i])
}

fn authentication(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = <Hmac<Sha512> as KeyInit>::new_from_slice(key).unwrap();
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().to_vec()
}

fn cbc(key: &[u8], vector: &[u8], content: &[u8]) -> Vec<u8> {
    let cipher = Aes256::new_from_slice(key).unwrap();
    let before = std::iter::once(vector).chain(content.chunks(16));
    let blocks = content.chunks(16).zip(before).flat_map(|(block, before)| {
        let mut block = Array::try_from(block).unwrap();
        cipher.decrypt_block(&mut block);
        std::array::from_fn::<u8, 16, _>(|i| block[i] ^ before[i])
    });
    blocks.collect()
}

#[test]
fn what_security_md_says_is_enough_to_read_a_vault() {
    let folder = Folder::new();
    let (typed, composed) = ("cafe\u{301} \u{1f511} meadow", "caf\u{e9} \u{1f511} meadow");
    let mut vault = Vault::create(&folder.vault(), &passphrase("another"), KdfProfile::Default).unwrap();
    fill(&mut vault, 40);
    vault
        .change_passphrase_and_profile(&passphrase("another"), &passphrase(typed), KdfProfile::LowMemory)
        .unwrap();
    fill(&mut vault, 1);
    let rows = vault.holdings().unwrap();
    vault.close().unwrap();
    let file = fs::read(folder.vault()).unwrap();
    assert!(file.len() > 10 * PAGE);

    assert_eq!(decrypt(&file, "another").unwrap_err(), NotAuthentic { page: 1 });
    let mut changed = file.clone();
    changed[3 * PAGE + 100] ^= 1;
    assert_eq!(decrypt(&changed, composed).unwrap_err(), NotAuthentic { page: 4 });

    let plain = decrypt(&file, composed).unwrap();
    assert_eq!(u16::from_be_bytes([plain[16], plain[17]]), 4096);
    assert_eq!(usize::from(plain[20]), VECTOR + TAG);
    let path = folder.path().join("plain.sqlite");
    fs::write(&path, plain).unwrap();
    let conn = Connection::open(path).unwrap();
    let number = |sql| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(number("PRAGMA application_id"), i64::from(u32::from_be_bytes(*b"HELD")));
    assert_eq!(number("PRAGMA user_version"), number("SELECT version FROM format"));
    let sound: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    let mut statement = conn.prepare("SELECT name, note FROM holdings ORDER BY id").unwrap();
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let found: Vec<(String, String)> = found.map(|row| row.unwrap()).collect();
    let expected: Vec<_> = rows.into_iter().map(|row| (row.details.name, row.details.note)).collect();
    assert_eq!(found, expected);
    assert_eq!(found[0].1, full_holding(heldby_vault::PersonId(1), "").note);
}
