//! Countries as ISO 3166-1 alpha-2 codes.

use std::fmt;

/// ISO 3166-1 alpha-2, and `XK`, the code in common use for Kosovo. Sorted.
const ASSIGNED: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ \
    BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES \
    ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO \
    IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK \
    ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR \
    PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK \
    TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

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

    /// Whether the code is that of a country: a mistyped one would never agree with anything.
    pub fn is_assigned(&self) -> bool {
        ASSIGNED.split_ascii_whitespace().any(|code| code == self.as_str())
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

    #[test]
    fn codes_that_nobody_has_are_told_apart() {
        assert_eq!(ASSIGNED.split_whitespace().count(), 250);
        assert!(ASSIGNED.split_whitespace().is_sorted());
        for (code, assigned) in [("GB", true), ("uk", true), ("XK", true), ("EU", false), ("ZZ", false)] {
            assert_eq!(Country::new(code).unwrap().is_assigned(), assigned, "{code}");
        }
    }
}
