//! Which program the tests look at from outside.

use std::path::PathBuf;

/// The window under test: what Cargo built for it, or the program that `HELDBY_DESKTOP` names. So does
/// `cargo xtask prove` with the one that ships.
pub fn desktop() -> PathBuf {
    std::env::var_os("HELDBY_DESKTOP")
        .map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_heldby-desktop")), PathBuf::from)
}
