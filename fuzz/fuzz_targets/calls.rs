//! See `crates/fuzzed/src/calls.rs`.
#![no_main]

heldby_fuzz::target!("calls", json);
