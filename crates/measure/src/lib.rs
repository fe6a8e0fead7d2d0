//! How well companies are found, and how fast, measured on the catalogue that is built into the app.
//!
//! Invariants of this crate:
//! - Nothing depends on it: the app does not carry what it is measured with.
//! - The measured code is the app's own; what others do stands beside it as [`baseline`].

pub mod baseline;
pub mod cases;
pub mod scale;
pub mod score;
