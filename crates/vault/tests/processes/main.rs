//! What only a second process can show: exclusion, crashes at every write, failing disks, missing rights,
//! missing memory, and what is left on the disk and in memory.
//!
//! The second process is this test program again, told by its environment to act as one of the [`child`]
//! roles. Crashes and failing disks are brought about by `strace`, which kills the child at a system call or
//! makes the call fail: the program under test is the one that ships, without hooks.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![cfg(target_os = "linux")]

mod at_rest;
mod child;
mod exclusion;
mod failures;
mod memory;
mod rounds;
#[path = "../support/mod.rs"]
mod support;
mod sweep;
