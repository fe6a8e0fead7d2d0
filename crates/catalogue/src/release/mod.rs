//! A release: a compiled catalogue in one signed file that a person carries in by hand.
//!
//! ```text
//! offset  size  what
//!      0     8  "HELDBY\r\n": text conversion on the way shows as damage
//!      8     2  version of this layout, little-endian like all numbers here
//!     10     4  length of the manifest
//!     14     4  length of the payload
//!     18        manifest: JSON, see `Manifest`
//!               payload: the compiled catalogue
//!               signature: the text of a minisign signature over everything before it
//! ```
//!
//! A file without the last part is *unsigned*: it can be signed, looked at, and is never installed. Every byte of a
//! signed file is bound by the signature, except for the signature itself, of which only one spelling is accepted.

mod container;
mod key;
mod manifest;
#[cfg(feature = "sign")]
mod sign;

pub use container::{MAX_RELEASE, Opened, build, inspect, open};
pub use key::{ReleaseKey, project_key};
pub use manifest::Manifest;
#[cfg(feature = "sign")]
pub use sign::{SignError, sign};

/// Why a file is not taken as a release.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReleaseError {
    /// More bytes than any release has.
    #[error("it is larger than {} MiB", MAX_RELEASE >> 20)]
    TooLarge,
    /// It does not begin like a release.
    #[error("it is no release of a catalogue")]
    NotARelease,
    /// Its layout, or that of its payload, is one of a later version of the program.
    #[error("it was made for a newer version of Heldby")]
    NewerFormat,
    /// The layout of its payload is one that is not read any more.
    #[error("it was made for an older version of Heldby")]
    OlderFormat,
    /// Cut off, or changed on the way.
    #[error("it is damaged: {0}")]
    Damaged(&'static str),
    /// Whole, but nobody signed it.
    #[error("it is not signed")]
    Unsigned,
    /// Signed with another key than the one that is trusted.
    #[error("it is signed with the key {signer}, which is not trusted")]
    ForeignKey {
        /// Id of that key, as minisign writes it.
        signer: String,
    },
    /// Signed with the trusted key, but then changed; or signed in a way that is not accepted any more.
    #[error("its signature does not fit its content")]
    BadSignature,
    /// Signed and whole, but its manifest speaks of another catalogue than the one in it.
    #[error("its manifest does not describe its content")]
    Contradiction,
}
