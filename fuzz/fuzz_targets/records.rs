//! See `crates/fuzzed/src/records.rs`.
#![no_main]

heldby_fuzz::target!("records");
