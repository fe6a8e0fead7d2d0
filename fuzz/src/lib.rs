//! What every fuzz program shares: the limit on memory, and the way into `heldby_fuzzed`.

pub use libfuzzer_sys::{fuzz_mutator, fuzz_target};

use heldby_fuzzed::{mutate, run};
use libfuzzer_sys::fuzzer_mutate;

use cap::Cap;
use std::alloc::System;

/// Bytes that one input may take beyond what the program took before. No input here is longer than a few thousand bytes,
/// and the largest thing that any of them may build is a catalogue.
const MOST_MEMORY: usize = 512 << 20;

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// Runs a target with its memory limited: an input that takes more ends the program, and is a finding like any other.
pub fn limited(name: &str, bytes: &[u8]) {
    MEMORY.set_limit(MEMORY.allocated().saturating_add(MOST_MEMORY)).expect("more than is in use");
    run(name, bytes);
}

/// Changes an input in place, and says how long it is then: as JSON every other time, if it is any.
pub fn change(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let changed = (seed % 2 == 0).then(|| mutate::json(&data[..size], seed, most)).flatten();
    match changed {
        Some(changed) => {
            data[..changed.len()].copy_from_slice(&changed);
            changed.len()
        }
        None => fuzzer_mutate(data, size, most),
    }
}

/// The whole program of a target; `json` for one whose input is mostly that.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        $crate::fuzz_target!(|bytes: &[u8]| $crate::limited($name, bytes));
    };
    ($name:literal, json) => {
        $crate::target!($name);
        $crate::fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
            $crate::change(data, size, most, seed)
        });
    };
}
