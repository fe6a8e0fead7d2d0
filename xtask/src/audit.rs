//! `cargo xtask audit`: `cargo deny` over everything that Heldby and its tools are built from.
//!
//! Not a step of `cargo xtask test`: the tool takes minutes to build, and known vulnerabilities are looked up in a list
//! that changes without us. Licences, bans and sources are in `cargo xtask test` all the same, read from the same
//! `deny.toml` (crates/cli/tests/supply.rs).

use std::{env, fs, path::PathBuf};

use crate::{Outcome, process};

/// Checks licences, bans, sources and, where the list of advisories can be had, known vulnerabilities.
///
/// # Errors
/// When something is not as `deny.toml` says, or `cargo deny` can neither be found nor installed.
pub fn all() -> Outcome {
    if process::output("cargo-deny", &["--version"]).is_none() {
        println!("cargo-deny is not here; building it takes some minutes, once.");
        process::cargo(&["install", "--locked", "cargo-deny"])?;
    }
    process::cargo(&["deny", "--locked", "check", "bans", "licenses", "sources"])?;
    if process::cargo(&["deny", "fetch", "db"]).is_ok() {
        return process::cargo(&["deny", "--locked", "check", "advisories"]);
    }
    if was_fetched() {
        println!("The list of advisories could not be fetched; the one fetched before is used.");
        return process::cargo(&["deny", "--locked", "--offline", "check", "advisories"]);
    }
    Err("Licences, bans and sources are fine. Known vulnerabilities were NOT checked: the list of advisories could not \
         be fetched, and none was fetched before."
        .to_owned())
}

/// Whether a list of advisories lies where `cargo deny` keeps them: a folder each.
fn was_fetched() -> bool {
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let lists = cargo.or_else(home).and_then(|folder| fs::read_dir(folder.join("advisory-dbs")).ok());
    lists.into_iter().flatten().flatten().any(|entry| entry.path().is_dir())
}
