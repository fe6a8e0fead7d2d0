//! The use cases of Heldby, once.
pub mod failure;
pub mod wire;
pub use failure::{Code, Failure};
