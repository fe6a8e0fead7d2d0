//! See `crates/fuzzed/src/imports.rs`.
#![no_main]

heldby_fuzz::target!("imports", json);
