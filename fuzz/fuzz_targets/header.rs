//! See `crates/fuzzed/src/header.rs`.
#![no_main]

heldby_fuzz::target!("header");
