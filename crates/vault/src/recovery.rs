//! The recovery sheet: the key of the vault as something that a person can write down and type.
//!
//! 32 bytes of key and 3 bytes of checksum are 56 symbols of five bits, four to a group, and each group has a fifth
//! symbol that is computed from the four and from where the group stands. So fourteen groups of five:
//!
//! ```text
//! bits    = key (256) || CRC-24(key) (24)
//! group g = d1 d2 d3 d4 c,   c = (g + 1) + a*d1 + a^2*d2 + a^3*d3 + a^4*d4   in GF(32), a = x, g from 0
//! ```
//!
//! One wrong symbol, or two neighbours (or any two of a group) changed round, are always found, and the group is named;
//! so are two groups that changed places. What slips through a group, one time in 32, is found by the checksum. The
//! symbols are Crockford's: digits and capital letters without I, L, O and U; a typed I or L is read as 1, O as 0.

use crate::VaultKey;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Groups on a sheet.
pub const SHEET_GROUPS: usize = 14;
/// Symbols in a group, the last of which is computed.
pub const GROUP_SYMBOLS: usize = 5;

const DATA_SYMBOLS: usize = GROUP_SYMBOLS - 1;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols of a whole sheet with one separator between groups.
const TEXT_LEN: usize = SHEET_GROUPS * (GROUP_SYMBOLS + 1) - 1;
/// What a group is compared with at most: more is no sheet, and nobody waits for it.
const MOST_TYPED: usize = 100_000;

/// A sheet: whoever reads it can open the vault, until its passphrase changes.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct RecoverySheet(String);

/// What is wrong with a typed sheet. Groups are counted from 1, as they are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetMistake {
    /// Nothing was typed that could be a group.
    Nothing,
    /// This group does not have five symbols.
    Length {
        /// Which one.
        group: usize,
        /// How many it has.
        symbols: usize,
    },
    /// These groups are not what was printed at their places.
    Groups(Vec<usize>),
    /// Fewer groups than a sheet has; the first that is missing, if that can be told.
    Missing(Option<usize>),
    /// More groups than a sheet has.
    TooMany(usize),
    /// Every group is right by itself and together they are not. Very unlikely with one mistake.
    Together,
}

/// What can be said of one typed group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupState {
    /// It can be what was printed at its place.
    Fits,
    /// It cannot.
    Wrong,
    /// It does not have five symbols (yet).
    Unfinished,
}

impl RecoverySheet {
    /// The sheet of a key.
    pub fn of(key: &VaultKey) -> Self {
        let key = key.expose_secret();
        let sum = crc24(key);
        let bytes = key.iter().copied().chain(sum.to_be_bytes().into_iter().skip(1));
        let mut text = String::with_capacity(TEXT_LEN);
        let (mut bits, mut held) = (0_u32, 0_u32);
        let mut group = Zeroizing::new([0_u8; DATA_SYMBOLS]);
        let mut filled = 0;
        for byte in bytes {
            (bits, held) = ((bits << 8 | u32::from(byte)) & 0xfff, held + 8);
            while held >= 5 {
                held -= 5;
                group[filled % DATA_SYMBOLS] = (bits >> held & 31) as u8;
                filled += 1;
                if filled % DATA_SYMBOLS == 0 {
                    push_group(&mut text, filled / DATA_SYMBOLS - 1, &group);
                }
            }
        }
        Self(text)
    }

    /// Its groups in order, separated by hyphens: what the QR code holds.
    pub fn expose_secret(&self) -> &str {
        &self.0
    }

    /// Its groups in order, each of [`GROUP_SYMBOLS`] symbols.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.0.split('-')
    }

    /// Whether somebody who was asked for one group (counted from 1) typed it. Small letters, spaces and look-alikes
    /// do not matter.
    pub fn has(&self, group: usize, typed: &str) -> bool {
        let typed = symbols(typed);
        let real = group.checked_sub(1).and_then(|n| self.groups().nth(n)).map(symbols);
        real.is_some_and(|real| *real == *typed)
    }
}

/// The key on a sheet as it was typed, pasted from its QR code, or saved as a text file.
///
/// # Errors
/// What is wrong, as exactly as it can be told.
pub fn read_sheet(typed: &str) -> Result<VaultKey, SheetMistake> {
    let groups = split(typed);
    if groups.is_empty() {
        return Err(SheetMistake::Nothing);
    }
    if let Some(group) = groups.iter().position(|symbols| symbols.len() != GROUP_SYMBOLS) {
        return Err(SheetMistake::Length { group: group + 1, symbols: groups[group].len() });
    }
    if groups.len() > SHEET_GROUPS {
        return Err(SheetMistake::TooMany(groups.len()));
    }
    if groups.len() < SHEET_GROUPS {
        return Err(SheetMistake::Missing(left_out(&groups)));
    }
    let wrong: Vec<usize> =
        groups.iter().enumerate().filter(|(n, group)| !fits(*n, group)).map(|(n, _)| n + 1).collect();
    if !wrong.is_empty() {
        return Err(SheetMistake::Groups(wrong));
    }
    join(&groups).ok_or(SheetMistake::Together)
}

/// Which single group was left out, counted from 1, if all others are right.
fn left_out(groups: &[Zeroizing<Vec<u8>>]) -> Option<usize> {
    let without =
        |gap: usize| groups.iter().enumerate().all(|(n, group)| fits(if n < gap { n } else { n + 1 }, group));
    (0..SHEET_GROUPS).find(|gap| groups.len() == SHEET_GROUPS - 1 && without(*gap)).map(|gap| gap + 1)
}

/// What can be said of each group while somebody types.
pub fn typed_groups(typed: &str) -> Vec<GroupState> {
    let state = |(n, group): (usize, &Zeroizing<Vec<u8>>)| match group.len() {
        GROUP_SYMBOLS if fits(n, group) => GroupState::Fits,
        n if n < GROUP_SYMBOLS => GroupState::Unfinished,
        _ => GroupState::Wrong,
    };
    split(typed).iter().enumerate().take(SHEET_GROUPS + 1).map(state).collect()
}

/// The typed groups as values of symbols. What is no symbol has a value beyond them all and so never fits.
fn split(typed: &str) -> Vec<Zeroizing<Vec<u8>>> {
    if typed.len() > MOST_TYPED {
        return Vec::new();
    }
    // A saved sheet says more than its groups; of it, only the lines of groups count.
    let saved = typed.to_ascii_lowercase().contains("heldby");
    let mut groups: Vec<Zeroizing<Vec<u8>>> = Vec::new();
    for line in typed.lines() {
        let tokens = || line.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty());
        let is_group =
            |token: &str| token.chars().count() == GROUP_SYMBOLS && !symbols(token).contains(&NO_SYMBOL);
        if saved && !(tokens().any(is_group) && tokens().all(|t| is_group(t) || is_number(t))) {
            continue;
        }
        for token in tokens() {
            // The numbers that are printed beside the groups may be typed too.
            if token.parse() == Ok(groups.len() + 1) && token.len() < GROUP_SYMBOLS {
                continue;
            }
            let symbols = symbols(token);
            // Typed without a space between groups.
            let whole = symbols.len() > GROUP_SYMBOLS && symbols.len().is_multiple_of(GROUP_SYMBOLS);
            let size = if whole { GROUP_SYMBOLS } else { symbols.len() };
            groups.extend(symbols.chunks(size).map(|group| Zeroizing::new(group.to_vec())));
        }
    }
    groups
}

fn is_number(token: &str) -> bool {
    token.len() <= 2 && token.bytes().all(|b| b.is_ascii_digit())
}

/// The value of what is no symbol.
const NO_SYMBOL: u8 = u8::MAX;

fn symbols(typed: &str) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(typed.len()));
    out.extend(typed.chars().filter(|c| c.is_alphanumeric()).map(value));
    out
}

fn value(typed: char) -> u8 {
    let folded = match typed.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    ALPHABET.iter().zip(0..).find_map(|(s, n)| (char::from(*s) == folded).then_some(n)).unwrap_or(NO_SYMBOL)
}

fn push_group(text: &mut String, group: usize, data: &[u8; DATA_SYMBOLS]) {
    if group > 0 {
        text.push('-');
    }
    for symbol in data.iter().copied().chain([check_symbol(group, data)]) {
        text.push(char::from(ALPHABET[usize::from(symbol)]));
    }
}

/// Whether five values can stand at a place.
fn fits(group: usize, symbols: &[u8]) -> bool {
    match symbols {
        [data @ .., check] if data.len() == DATA_SYMBOLS && symbols.iter().all(|s| *s < 32) => {
            check_symbol(group, data) == *check
        }
        _ => false,
    }
}

fn check_symbol(group: usize, data: &[u8]) -> u8 {
    let place = u8::try_from(group + 1).unwrap_or(0);
    // Horner's rule from the last symbol: a*(d1 + a*(d2 + a*(d3 + a*d4))).
    place ^ data.iter().rev().fold(0, |sum, symbol| times_a(sum ^ symbol))
}

/// Multiplies by a in GF(32) = GF(2)[a] / (a^5 + a^2 + 1), in which a has order 31.
fn times_a(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 32 == 0 { shifted } else { shifted ^ 0b10_0101 }
}

/// The key, if the checksum agrees.
fn join(groups: &[Zeroizing<Vec<u8>>]) -> Option<VaultKey> {
    let data = groups.iter().flat_map(|group| group[..DATA_SYMBOLS].iter().copied());
    let mut bytes = Zeroizing::new(Vec::with_capacity(35));
    let (mut bits, mut held) = (0_u32, 0_u32);
    for symbol in data {
        (bits, held) = ((bits << 5 | u32::from(symbol)) & 0x1fff, held + 5);
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
        }
    }
    let (key, sum) = bytes.split_at_mut_checked(32)?;
    let key: &mut [u8; 32] = key.try_into().ok()?;
    (crc24(key).to_be_bytes()[1..] == *sum).then(|| VaultKey::from_bytes(key))
}

/// CRC-24 as in OpenPGP (RFC 9580, section 6.1).
fn crc24(bytes: &[u8; 32]) -> u32 {
    bytes.iter().fold(0x00b7_04ce, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte) << 16, |sum, _| {
            let shifted = sum << 1;
            if shifted & 0x0100_0000 == 0 { shifted } else { shifted ^ 0x0186_4cfb }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sheet_of(bytes: [u8; 32]) -> RecoverySheet {
        RecoverySheet::of(&VaultKey::from_bytes(&mut { bytes }))
    }

    fn sample() -> RecoverySheet {
        sheet_of(std::array::from_fn(|n| u8::try_from(n * 7 + 3).unwrap()))
    }

    fn mistake(typed: &str) -> SheetMistake {
        read_sheet(typed).err().expect("it is not right")
    }

    /// The sample's groups with one of them replaced.
    fn with(group: usize, other: &str) -> String {
        let sheet = sample();
        let groups: Vec<&str> = sheet.groups().collect();
        let changed = groups.iter().zip(1..).map(|(g, n)| if n == group { other } else { g });
        changed.collect::<Vec<_>>().join(" ")
    }

    /// Written on paper somewhere: the format never changes.
    #[test]
    fn the_format_is_fixed() {
        assert_eq!(
            sample().expose_secret(),
            "0C519-260ZR-4RPKX-8ET22-9585K-EQK5T-DHSQQ-N0C8W-HYB9F-V95BM-PAWW7-1HYEG-TQEDV-Z4TMC"
        );
        assert_eq!(crc24(b"12345678901234567890123456789012"), 0x0039_1898);
    }

    #[test]
    fn what_people_do_to_it_does_not_matter() {
        let sheet = sample();
        let text = sheet.expose_secret();
        let numbered: String = sheet.groups().zip(1..).map(|(g, n)| format!("{n}. {g}  ")).collect();
        let lookalikes = text.to_lowercase().replace('0', "o").replace('1', "l");
        let saved = format!("Heldby recovery sheet\nKeep these words safe\n  1 {}\n", numbered.split_at(3).1);
        for typed in
            [text.to_owned(), text.replace('-', ""), text.replace('-', "\n "), numbered, lookalikes, saved]
        {
            let key = read_sheet(&typed).unwrap_or_else(|mistake| panic!("{typed}: {mistake:?}"));
            assert_eq!(RecoverySheet::of(&key).expose_secret(), text, "{typed}");
        }
    }

    #[test]
    fn a_mistake_is_named() {
        let sheet = sample();
        let groups: Vec<&str> = sheet.groups().collect();
        let but = |skipped: usize| {
            let kept = groups.iter().zip(1..).filter(|(_, n)| *n != skipped).map(|(g, _)| *g);
            kept.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(mistake(" - "), SheetMistake::Nothing);
        assert_eq!(mistake(&with(4, "8ET2")), SheetMistake::Length { group: 4, symbols: 4 });
        assert_eq!(mistake(&with(4, "8ET227")), SheetMistake::Length { group: 4, symbols: 6 });
        assert_eq!(mistake(&with(7, "DHSQU")), SheetMistake::Groups(vec![7]));
        assert_eq!(mistake(&with(7, "DHSQé")), SheetMistake::Groups(vec![7]));
        assert_eq!(mistake(&but(1)), SheetMistake::Missing(Some(1)));
        assert_eq!(mistake(&but(14)), SheetMistake::Missing(Some(14)));
        assert_eq!(mistake(&groups[..12].join(" ")), SheetMistake::Missing(None));
        assert_eq!(mistake(&but(3)), SheetMistake::Missing(Some(3)));
        assert_eq!(mistake(&format!("{} {}", sheet.expose_secret(), groups[0])), SheetMistake::TooMany(15));
        assert_eq!(mistake(&"x".repeat(MOST_TYPED + 1)), SheetMistake::Nothing);
        let mut swapped = groups.clone();
        swapped.swap(1, 8);
        assert_eq!(mistake(&swapped.join(" ")), SheetMistake::Groups(vec![2, 9]));
        // A group of another sheet fits its place, but not the rest.
        let other = sheet_of([9; 32]);
        assert_eq!(mistake(&with(5, other.groups().nth(4).unwrap())), SheetMistake::Together);
    }

    #[test]
    fn one_wrong_symbol_and_two_changed_round_are_always_found() {
        for (n, group) in sample().groups().enumerate() {
            let symbols = symbols(group);
            assert!(fits(n, &symbols));
            for place in 0..GROUP_SYMBOLS {
                for other in (0..32).filter(|other| *other != symbols[place]) {
                    let mut changed = symbols.to_vec();
                    changed[place] = other;
                    assert!(!fits(n, &changed), "{group} {place} {other}");
                }
                for second in 0..place {
                    let mut changed = symbols.to_vec();
                    changed.swap(place, second);
                    assert_eq!(fits(n, &changed), changed == *symbols, "{group} {place} {second}");
                }
            }
            for elsewhere in (0..SHEET_GROUPS).filter(|other| *other != n) {
                assert!(!fits(elsewhere, &symbols), "{group} at {elsewhere}");
            }
        }
    }

    #[test]
    fn groups_are_judged_while_they_are_typed() {
        use GroupState::{Fits, Unfinished, Wrong};
        assert_eq!(typed_groups(""), []);
        assert_eq!(typed_groups("oc5l9 260zr 4r"), [Fits, Fits, Unfinished]);
        assert_eq!(typed_groups("0c519260zr4"), [Wrong], "eleven symbols in one are no groups yet");
        assert_eq!(typed_groups("0C519 260ZQ 4RPKX"), [Fits, Wrong, Fits]);
    }

    #[test]
    fn a_drill_asks_for_single_groups() {
        let sheet = sample();
        assert!(sheet.has(1, "0c519") && sheet.has(1, " oc 5I9 ") && sheet.has(14, "Z4TMC"));
        assert!(!sheet.has(1, "260ZR") && !sheet.has(0, "0C519") && !sheet.has(15, "") && !sheet.has(2, ""));
    }

    proptest! {
        #[test]
        fn every_key_comes_back(bytes in any::<[u8; 32]>()) {
            let key = read_sheet(sheet_of(bytes).expose_secret()).ok().unwrap();
            prop_assert_eq!(key.expose_secret(), &bytes);
        }

        #[test]
        fn any_text_is_a_key_or_a_mistake(typed in "\\PC{0,200}") {
            let _ = typed_groups(&typed);
            let _ = read_sheet(&typed);
        }
    }
}
