//! Identifiers: short, stable, readable strings that never change meaning once published.

use std::fmt;
use std::sync::Arc;

/// A string that cannot be an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no identifier: use 1 to 120 letters, digits, '-', '_', '.' or ':'")]
pub struct InvalidId(pub String);

fn check(text: &str) -> Result<(), InvalidId> {
    let fits = (1..=120).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':'));
    if fits { Ok(()) } else { Err(InvalidId(text.chars().take(60).collect())) }
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes over a string as an identifier.
            ///
            /// # Errors
            /// [`InvalidId`] for an empty or overlong string, or one with other characters than ASCII letters,
            /// digits, `-`, `_`, `.` and `:`.
            pub fn new(text: &str) -> Result<Self, InvalidId> {
                check(text).map(|()| Self(Arc::from(text)))
            }

            /// The identifier as written in files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

id_type! {
    /// A company or brand of the catalogue, for example `talktalk`.
    CompanyId
}
id_type! {
    /// A breach, for example `talktalk-2015-10`, or `hibp:Adobe` for a record of the long tail.
    BreachId
}
id_type! {
    /// A group of people inside one breach; unique within that breach and stable over releases,
    /// because the answers of users point at it.
    GroupId
}
id_type! {
    /// Something only the person can know, asked once and then remembered; unique within one breach.
    ConditionId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_checked() {
        for good in ["talktalk", "hibp:Adobe", "tmobile-us-2021-08", "a"] {
            assert_eq!(CompanyId::new(good).unwrap().as_str(), good);
        }
        for bad in ["", "a b", "ü", "a/b", &"x".repeat(121)] {
            assert!(CompanyId::new(bad).is_err(), "{bad:?}");
        }
    }
}
