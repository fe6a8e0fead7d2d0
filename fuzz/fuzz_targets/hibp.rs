//! See `crates/fuzzed/src/hibp.rs`.
#![no_main]

heldby_fuzz::target!("hibp", json);
