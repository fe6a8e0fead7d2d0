//! A disk, a folder or a memory that says no: an error of its own for each, and nothing is lost.

use crate::child::{as_child, said};
use crate::support::{Folder, passphrase};
use heldby_vault::{KdfProfile, Vault};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

#[test]
fn a_read_only_file_system() {
    let folder = Folder::with_vault(1);
    let before = folder.files();
    let mut command = Command::new("strace");
    // Only this file counts: the child reads others before.
    command.args(["-f", "-o", "/dev/null", "-e", "inject=openat:error=EROFS:when=1+", "-P"]);
    command.arg(folder.vault()).arg(std::env::current_exe().unwrap());
    as_child(&mut command, "add", &folder.vault());
    assert_eq!(said(&command.output().unwrap()), ["ReadOnly"]);
    assert_eq!(folder.files(), before);
}

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// A child without any privilege: root may do everything, so as root the files go to another user, and so
/// does the child.
fn unprivileged(role: &str, folder: &Folder) -> Vec<String> {
    let program = folder.path().join("child");
    let mut command = Command::new(&program);
    if is_root() {
        // Programs below /root cannot be reached by others.
        fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
        command.uid(65534).gid(65534);
    } else {
        command = Command::new(std::env::current_exe().unwrap());
    }
    as_child(&mut command, role, &folder.vault());
    let said = said(&command.output().unwrap());
    fs::remove_file(program).ok();
    said
}

/// Sets the mode of the vault and of its folder, hands both to the user of the child, and compares.
fn check_rights(file: u32, folder_mode: u32, expected: &[&str]) {
    let folder = Folder::with_vault(1);
    let before = folder.files();
    let set = |path: &Path, mode| {
        if is_root() {
            chown(path, Some(65534), Some(65534)).unwrap();
        }
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    // The program has to come into the folder before it is closed; root can do that later too.
    set(&folder.vault(), file);
    set(folder.path(), folder_mode);
    let said = unprivileged("hold", &folder);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    fs::set_permissions(folder.vault(), fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(said, expected, "{file:o} {folder_mode:o}");
    assert_eq!(folder.files(), before);
}

#[test]
fn missing_rights() {
    check_rights(0o600, 0o700, &["open", "end"]);
    check_rights(0o400, 0o700, &["ReadOnly"]);
    check_rights(0o600, 0o500, &["ReadOnly"]);
    check_rights(0o000, 0o700, &["PermissionDenied"]);
}

#[test]
fn too_little_memory_for_the_key() {
    let folder = Folder::new();
    for (profile, expected) in
        [(KdfProfile::Default, "OutOfMemory { mebibytes: 256 }"), (KdfProfile::LowMemory, "WrongPassphrase")]
    {
        let path = folder.path().join(format!("{}.heldby", profile.id()));
        drop(Vault::create(&path, &passphrase("something else"), profile).unwrap());
        let before = folder.files();
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -v 262144 && exec \"$0\" \"$@\""]).arg(std::env::current_exe().unwrap());
        as_child(&mut command, "unlock", &path);
        assert_eq!(said(&command.output().unwrap()), [expected]);
        assert_eq!(folder.files(), before);
    }
}
