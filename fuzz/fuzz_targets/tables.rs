//! See `crates/fuzzed/src/tables.rs`.
#![no_main]

heldby_fuzz::target!("tables", json);
