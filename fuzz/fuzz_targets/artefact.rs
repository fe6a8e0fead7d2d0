//! See `crates/fuzzed/src/artefact.rs`.
#![no_main]

heldby_fuzz::target!("artefact");
