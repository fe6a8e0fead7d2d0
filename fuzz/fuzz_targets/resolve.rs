//! See `crates/fuzzed/src/resolve.rs`.
#![no_main]

heldby_fuzz::target!("resolve");
