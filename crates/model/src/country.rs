//! Countries as ISO 3166-1 alpha-2 codes.

use std::fmt;

/// A country code in upper case, for example `GB`. `UK` is understood and stored as `GB`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// A text that is no two-letter country code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no country code: use two letters such as GB, US or DE")]
pub struct InvalidCountry(pub String);

impl Country {
    /// Reads a code in any case.
    ///
    /// # Errors
    /// [`InvalidCountry`] unless the text is two ASCII letters.
    pub fn new(text: &str) -> Result<Self, InvalidCountry> {
        match text.trim().as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                let code = [a.to_ascii_uppercase(), b.to_ascii_uppercase()];
                Ok(Self(if &code == b"UK" { *b"GB" } else { code }))
            }
            _ => Err(InvalidCountry(text.chars().take(20).collect())),
        }
    }

    /// The two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_codes() {
        assert_eq!(Country::new("gb").unwrap().as_str(), "GB");
        assert_eq!(Country::new("UK").unwrap().as_str(), "GB");
        for bad in ["", "G", "GBR", "Ü", "1A"] {
            assert!(Country::new(bad).is_err(), "{bad:?}");
        }
    }
}
