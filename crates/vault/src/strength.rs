//! How hard a passphrase is to guess.

use crate::{Error, Passphrase, Result};

/// The least strength that a passphrase must have unless the person insists.
pub const REQUIRED_SCORE: u8 = 3;

/// Guesses per second of somebody who has the file and one well equipped machine. Every guess costs
/// 256 MiB and three passes, so this is generous.
const GUESSES_PER_SECOND: f64 = 1_000.0;

/// An estimate, made on this machine by zxcvbn.
#[derive(Debug, Clone, PartialEq)]
pub struct Strength {
    /// 0 (guessed at once) to 4 (very hard to guess).
    pub score: u8,
    /// Decimal logarithm of the number of guesses needed; 0 for an empty passphrase.
    pub guesses_log10: f64,
    /// What is wrong with it, in words.
    pub warning: Option<String>,
    /// What would make it better, in words.
    pub suggestions: Vec<String>,
    /// How long somebody who has the file needs to guess it, in words such as "about 3 years".
    pub crack_time: String,
}

/// Estimates a passphrase that may be incomplete, while it is being typed. Only the first hundred
/// characters count, so that a very long one takes no longer. zxcvbn frees its working copies without wiping
/// them.
pub fn strength(typed: &str) -> Strength {
    let entropy = zxcvbn::zxcvbn(typed, &["heldby", "vault"]);
    let feedback = entropy.feedback();
    let guesses_log10 = entropy.guesses_log10().max(0.0);
    Strength {
        score: u8::from(entropy.score()),
        guesses_log10,
        warning: feedback.and_then(|f| f.warning()).map(|w| w.to_string()),
        suggestions: feedback.map_or(&[][..], |f| f.suggestions()).iter().map(ToString::to_string).collect(),
        crack_time: duration_in_words(10f64.powf(guesses_log10) / GUESSES_PER_SECOND),
    }
}

/// The rule for every new passphrase: it reaches [`REQUIRED_SCORE`], or the person said `weak_ok`.
///
/// # Errors
/// [`Error::WeakPassphrase`].
pub fn require_strength(passphrase: &Passphrase, weak_ok: bool) -> Result<()> {
    // The estimate needs the characters themselves.
    let score = strength(passphrase.expose_secret()).score;
    if weak_ok || score >= REQUIRED_SCORE { Ok(()) } else { Err(Error::WeakPassphrase { score }) }
}

fn duration_in_words(seconds: f64) -> String {
    const UNITS: [(f64, &str); 6] = [
        (31_557_600.0 * 100.0, "centuries"),
        (31_557_600.0, "years"),
        (86_400.0, "days"),
        (3_600.0, "hours"),
        (60.0, "minutes"),
        (1.0, "seconds"),
    ];
    match UNITS.iter().find(|(unit, _)| seconds >= *unit) {
        None => "less than a second".into(),
        Some((_, "centuries")) => "centuries".into(),
        Some((unit, name)) => {
            let count = (seconds / unit).floor();
            let name = if count < 2.0 { name.trim_end_matches('s') } else { name };
            format!("about {count} {name}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str, weak_ok: bool) -> Result<()> {
        require_strength(&Passphrase::new(text.into()).unwrap(), weak_ok)
    }

    #[test]
    fn weak_ones_are_refused_unless_wanted() {
        assert!(matches!(rule("password", false), Err(Error::WeakPassphrase { score: 0 })));
        assert!(matches!(rule("heldby", false), Err(Error::WeakPassphrase { .. })));
        assert!(rule("password", true).is_ok());
        assert!(rule("correct horse battery staple", false).is_ok());
    }

    #[test]
    fn an_estimate_says_what_is_wrong() {
        let weak = strength("password");
        assert!(weak.warning.is_some() && !weak.suggestions.is_empty(), "{weak:?}");
        assert_eq!(weak.crack_time, "less than a second");
        let strong = strength("nine purple wombats juggle quietly");
        assert_eq!((strong.score, strong.crack_time.as_str()), (4, "centuries"));
        let none = strength("");
        assert_eq!((none.score, none.guesses_log10), (0, 0.0));
    }

    #[test]
    fn a_very_long_one_is_estimated_at_once() {
        let start = std::time::Instant::now();
        assert_eq!(strength(&"aX9 ".repeat(250_000)).score, strength(&"aX9 ".repeat(25)).score);
        assert!(start.elapsed().as_secs() < 10);
    }

    #[test]
    fn durations_read_well() {
        let cases = [
            (0.2, "less than a second"),
            (1.0, "about 1 second"),
            (150.0, "about 2 minutes"),
            (86_400.0, "about 1 day"),
            (3.2e8, "about 10 years"),
            (1e12, "centuries"),
        ];
        for (seconds, words) in cases {
            assert_eq!(duration_in_words(seconds), words);
        }
    }
}
