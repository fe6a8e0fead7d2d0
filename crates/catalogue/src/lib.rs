//! The catalogue of companies and breaches: read from the files that people review, validated, joined and compiled.
//! The crate `heldby-bundled` embeds the outcome.
//!
//! Invariants of this crate:
//! - Only [`read_folder`] touches the file system; nothing here opens a network connection or asks the clock.
//! - A [`Catalogue`](heldby_model::Catalogue) exists only without a [`Problem`]: every id in it leads
//!   somewhere, every date is possible, every statement has a source.
//! - Equal files in any order give an equal catalogue.
//!
//! `docs/catalogue-format.md` describes the files.

pub mod artefact;
mod check;
mod compile;
mod field;
pub mod hibp_file;
mod join;
mod layers;
pub mod lint;
mod lists;
mod places;
mod problem;
mod read;
pub mod release;
mod source;
mod text;

pub use compile::compile;
pub use layers::add_records;
pub use lists::hibp_classes::HibpClasses;
pub use places::{Place, places};
pub use problem::Problem;
pub use source::{SourceFile, read_folder};

use std::path::PathBuf;

/// Why a catalogue's folder could not be read. What is wrong *in* its files is a list of [`Problem`]s.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A folder or file that cannot be read, or is no UTF-8 text.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}
