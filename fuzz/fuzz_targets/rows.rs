//! See `crates/fuzzed/src/rows.rs`.
#![no_main]

heldby_fuzz::target!("rows", json);
