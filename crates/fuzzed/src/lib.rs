//! What the fuzz targets do: each is a function over any bytes that panics when a promise is broken.
//!
//! `cargo xtask fuzz` lets libFuzzer look for bytes that break one; the test `corpus` of this crate runs the bytes that
//! it kept, on every `cargo test`. `docs/fuzzing.md` says how to work with them. A panic *is* the finding here, so these
//! functions assert, and only the input decides what happens: nothing random, no network, and files only in a
//! temporary folder.
#![allow(clippy::unwrap_used, reason = "a panic is the finding")]

mod artefact;
mod calls;
mod ground;
mod header;
mod hibp;
mod imports;
pub mod mutate;
mod records;
mod release;
mod resolve;
mod rows;
mod tables;

/// One parser of outside bytes with what it promises.
pub struct Target {
    /// Its name: that of its file in `fuzz/fuzz_targets` and of its folder in `fuzz/corpus`.
    pub name: &'static str,
    /// Runs it once.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: &[Target] = &[
    Target { name: "artefact", run: artefact::run },
    Target { name: "calls", run: calls::run },
    Target { name: "header", run: header::run },
    Target { name: "hibp", run: hibp::run },
    Target { name: "imports", run: imports::run },
    Target { name: "records", run: records::run },
    Target { name: "release", run: release::run },
    Target { name: "resolve", run: resolve::run },
    Target { name: "rows", run: rows::run },
    Target { name: "tables", run: tables::run },
];

/// Runs the target of this name.
///
/// # Panics
/// When there is none, and when a promise is broken.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target of this name");
    (target.run)(bytes);
}
