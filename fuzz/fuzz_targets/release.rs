//! See `crates/fuzzed/src/release.rs`.
#![no_main]

heldby_fuzz::target!("release");
