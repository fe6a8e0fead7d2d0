//! Keys that should not be in the keyring any more and could not be removed. They open every copy that was made under
//! them, so they must not be forgotten: a file beside the vault has their names, which are salts and no secret, until the
//! keyring lets them go. Not in the vault, because quick unlock can be turned off while that is locked.

use super::beside;
use crate::outside::{self, Existing, Readers};
use std::path::Path;

/// The ending of that file.
const LEFT: &str = ".keyring-left";

/// More names than anybody has; a longer list is no list of ours.
const MOST: usize = 64;

/// Digits of a name.
const DIGITS: usize = 32;

/// The names of keys that are still to be removed.
pub fn names(vault: &Path) -> Vec<String> {
    let bytes = outside::read(&beside(vault, LEFT), MOST * (DIGITS + 1)).unwrap_or_default();
    let is_name = |line: &&str| line.len() == DIGITS && line.bytes().all(|b| b.is_ascii_hexdigit());
    String::from_utf8(bytes).unwrap_or_default().lines().filter(is_name).map(str::to_owned).collect()
}

/// Writes a name down, before anybody tries to remove its key.
pub fn note(vault: &Path, name: &str) {
    let mut all = names(vault);
    if !all.iter().any(|known| known == name) {
        all.push(name.to_owned());
        write(vault, &all);
    }
}

/// Its key is gone, or is wanted again.
pub fn strike(vault: &Path, name: &str) {
    let mut all = names(vault);
    all.retain(|known| known != name);
    write(vault, &all);
}

/// A list that cannot be written is none: the key itself is what matters, and is tried to be removed all the same.
fn write(vault: &Path, names: &[String]) {
    let file = beside(vault, LEFT);
    if names.is_empty() {
        let _ = outside::remove(&file);
    } else {
        let text = names.join("\n");
        let _ =
            outside::write(&file, Readers::Owner, Existing::Replace, |out| out.write_all(text.as_bytes()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_until_they_are_struck() {
        let folder = tempfile::tempdir().unwrap();
        let vault = folder.path().join("me.heldby");
        let (one, two) = ("0a".repeat(16), "1b".repeat(16));
        for name in [&one, &two, &one] {
            note(&vault, name);
        }
        assert_eq!(names(&vault), [one.clone(), two.clone()]);
        strike(&vault, &one);
        assert_eq!(names(&vault), std::slice::from_ref(&two));
        strike(&vault, &two);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        std::fs::write(beside(&vault, LEFT), format!("../../x\n{two}\nlogin\n")).unwrap();
        assert_eq!(names(&vault), [two], "only names of ours");
    }
}
