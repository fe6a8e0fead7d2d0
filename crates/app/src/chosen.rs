//! Names that the person gives to files. The page of the window passes them on, and it may say anything: with the
//! endings of what is written, and no hidden file, none of them is a file that some program runs or obeys.

use crate::Failure;
use crate::outside::kept_for_vaults;
use std::path::Path;

/// Whether a file of this name may be written for the person of this vault.
///
/// # Errors
/// [`Code::BadInput`](crate::Code) for a name with another ending, of a hidden file, or one that is kept for vaults.
pub(crate) fn check(vault: &Path, path: &Path, endings: &[&str]) -> Result<(), Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let folder = |path: &Path| path.parent().filter(|p| !p.as_os_str().is_empty()).map(Path::to_path_buf);
    let same = |a: &Path, b: &Path| a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b));
    let here = |path: &Path| folder(path).unwrap_or_else(|| ".".into());
    let own = vault.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    // What lies beside a vault has its name and a further ending.
    let of_the_vault = name.strip_prefix(&own).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        && same(&here(path), &here(vault));
    if same(path, vault) || name.contains(".heldby") || of_the_vault {
        return Err(kept_for_vaults());
    }
    let ends = |ending: &&str| name.strip_suffix(*ending).is_some_and(|rest| rest.ends_with('.'));
    if name.starts_with('.') || !endings.iter().any(ends) {
        let endings: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
        return Err(Failure::bad_input(
            "Heldby does not write a file of this name.",
            format!("Choose a name that ends in {} and does not begin with a dot.", endings.join(" or ")),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_what_is_written_are_taken() {
        let folder = tempfile::tempdir().unwrap();
        let vault = folder.path().join("me.db");
        std::fs::write(&vault, "").unwrap();
        let taken = |name: &str| check(&vault, &folder.path().join(name), &["pdf", "txt"]).is_ok();
        for name in ["sheet.pdf", "Sheet.TXT", "my sheet.of 2026.txt", "me.db-recovery-sheet.pdf"] {
            assert!(taken(name), "{name}");
        }
        for name in [
            ".bashrc",
            ".sheet.txt",
            ".txt",
            "sheet",
            "sheet.sh",
            "sheet.txt.desktop",
            "txt",
            "..",
            "",
            "me.db",
            "me.db.txt",
            "ME.DB.backups.txt",
            "other.heldby",
            "other.heldby.txt",
        ] {
            assert!(!taken(name), "{name}");
        }
    }
}
