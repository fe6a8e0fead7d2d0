//! Matching: from what a person typed to what was exposed.
//!
//! Two steps that are never mixed up: [`resolve`] finds the company that a name means, when a holding is entered;
//! [`assess`] finds out whether breaches of that company touch the person, and with which data.
//!
//! Invariants of this crate:
//! - It never reads a file, the clock, the environment or a random source; today's date is an argument. The same
//!   input gives the same output, in whatever order it comes.
//! - It depends on `model` alone.

pub mod assess;
pub mod resolve;
