//! Unlocking and locking over and over leaves nothing behind: memory and open files stay as they are.

use crate::child::{said, say, start};
use crate::support::{Folder, key, passphrase};
use heldby_vault::{Error, KdfProfile, Passphrase, Vault};
use std::fs;
use std::path::Path;
use std::time::Instant;

/// Rounds until everything that is made once is made.
const WARM_UP: usize = 50;

/// What may come on top over all rounds, in KiB: what the system's allocator keeps for itself moves by a few hundred.
const BOUND: u64 = 1024;

/// The role of the child: so many rounds, each reading everything.
pub fn act(path: &Path, rounds: usize) -> Result<(), Error> {
    let round = || -> Result<(), Error> {
        let vault = Vault::open_with_key(path, key(1))?;
        assert_eq!(vault.holdings()?.len(), 100);
        vault.check()?;
        vault.close()
    };
    (0..WARM_UP).try_for_each(|_| round())?;
    let (before, files) = (resident(), open_files());
    (0..rounds).try_for_each(|_| round())?;
    say(&format!("{before} {}", resident()));
    assert_eq!(open_files(), files);
    Ok(())
}

/// The same through the key derivation, right and wrong in turn.
pub fn act_with_passphrase(path: &Path, rounds: usize) -> Result<(), Error> {
    let text = |right| if right { "the passphrase" } else { "another one" };
    let round = |right: bool| -> Result<(), Error> {
        match Vault::open(path, &Passphrase::new(text(right).to_owned())?) {
            Ok(vault) if right => vault.close(),
            Err(Error::WrongPassphrase) if !right => Ok(()),
            other => panic!("{right}: {:?}", other.err()),
        }
    };
    round(true).and_then(|()| round(false))?;
    let (before, files) = (resident(), open_files());
    (0..rounds).try_for_each(|n| round(n % 2 == 0))?;
    say(&format!("{before} {}", resident()));
    assert_eq!(open_files(), files);
    Ok(())
}

/// Memory of this process that is in RAM, in KiB.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

fn open_files() -> usize {
    fs::read_dir("/proc/self/fd").unwrap().count()
}

/// Lets a child do its rounds and compares.
fn check(role: &str, rounds: usize, vault: &Path) {
    let start_of_it = Instant::now();
    let said = said(&start(&format!("{role} {rounds}"), vault).output().unwrap());
    let [sizes, end] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!(end, "end");
    let (before, after) = sizes.split_once(' ').unwrap();
    let (before, after): (u64, u64) = (before.parse().unwrap(), after.parse().unwrap());
    println!(
        "rounds|{role}|{rounds} rounds: {before} KiB before, {after} KiB after, {:.1} s",
        start_of_it.elapsed().as_secs_f64()
    );
    assert!(after <= before + BOUND, "{before} KiB became {after} KiB");
}

fn all() -> bool {
    std::env::var("HELDBY_SWEEP").is_ok_and(|sweep| sweep == "all")
}

#[test]
fn memory_stays_flat_over_unlocking_and_locking() {
    let folder = Folder::with_vault(100);
    check("rounds", if all() { 10_000 } else { 500 }, &folder.vault());
}

#[test]
fn memory_stays_flat_over_deriving_keys() {
    let folder = Folder::new();
    for profile in KdfProfile::ALL {
        let path = folder.path().join(format!("{}.heldby", profile.id()));
        Vault::create(&path, &passphrase("the passphrase"), profile).unwrap().close().unwrap();
        check("deriving", if all() { 20 } else { 4 }, &path);
    }
}
