//! Names with a typing mistake: one in a short name, two in a longer one.
//!
//! A name is cut into three pieces. One or two mistakes leave at least one piece as it was, shifted by no more
//! than the number of mistakes, so looking up the pieces finds the similar names without going through all.
//! (Only two swaps of neighbours, each right at a seam, spoil all three.)

use super::country;
use super::index::{Part, Place, Table, bare};
use super::keys::Keys;
use super::trade::is_connective;
use heldby_model::Catalogue;
use heldby_model::name::{key, tokens};

/// Shorter names are similar to too much.
const MIN_LETTERS: usize = 5;

/// From this length on, two mistakes are allowed.
const LONG: usize = 8;

/// The most mistakes there can be.
const MAX_MISTAKES: usize = 2;

/// Longer texts are sentences, no names.
const MAX_LETTERS: usize = 80;

/// The names of a catalogue in pieces.
#[derive(Debug)]
pub(super) struct Similar {
    /// All names without spaces and legal forms, one after another.
    letters: Vec<char>,
    names: Vec<Name>,
    /// From a piece to positions in `names`.
    pieces: Table<u32>,
}

/// One name.
#[derive(Debug)]
struct Name {
    /// Where it begins in the letters.
    begin: u32,
    /// How many letters it has.
    length: u8,
    place: Place,
    /// Which letters it has, see [`letter_set`].
    set: u64,
}

/// A name similar to the typed one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Near {
    /// Where it stands in the catalogue.
    pub place: Place,
    /// How alike they are, from 0 to 1.
    pub score: f32,
    /// Whether the name is so short that a mistake makes another company's name of it.
    pub short: bool,
}

impl Similar {
    pub fn new(catalogue: &Catalogue, keys: &Keys) -> Self {
        let companies = catalogue.companies();
        let mut letters = Vec::with_capacity(companies.len() * 20);
        let mut names = Vec::with_capacity(companies.len() * 2);
        let mut pieces = Table::with_capacity(companies.len() * 6);
        for (place, key) in
            keys.each(catalogue).filter(|(place, _)| !matches!(place.part, Part::LegalName(_)))
        {
            for whole in [false, true] {
                if whole && !tokens(bare(key)).any(is_connective) {
                    continue;
                }
                let begin = letters.len();
                letters.extend(letters_of(key, whole));
                let name = &letters[begin..];
                if !(MIN_LETTERS..=MAX_LETTERS).contains(&name.len()) {
                    letters.truncate(begin);
                    continue;
                }
                for piece in 0..PIECES {
                    let (from, to) = piece_of(name.len(), piece);
                    pieces.insert(piece_digest(name.len(), piece, &name[from..to]), names.len() as u32);
                }
                let (begin, length, set) = (begin as u32, name.len() as u8, letter_set(name));
                names.push(Name { begin, length, place, set });
            }
        }
        letters.shrink_to_fit();
        names.shrink_to_fit();
        Self { letters, names, pieces: pieces.shrink() }
    }

    /// Names that differ from the key by a mistake or two, in no order. Numbers and country words must be
    /// equal, and names that the record says are somebody else's must be further away.
    pub fn near(&self, catalogue: &Catalogue, typed: &str) -> Vec<Near> {
        let mut found = self.near_letters(catalogue, typed, false);
        if tokens(bare(typed)).any(is_connective) {
            found.extend(self.near_letters(catalogue, typed, true));
        }
        found
    }

    fn near_letters(&self, catalogue: &Catalogue, typed: &str, whole: bool) -> Vec<Near> {
        let wanted: Vec<char> = letters_of(typed, whole).collect();
        let typed = bare(typed);
        if !(MIN_LETTERS..=MAX_LETTERS).contains(&wanted.len()) {
            return Vec::new();
        }
        let set = letter_set(&wanted);
        let near = |&at: &u32| {
            let Name { begin, length, place, set: letters } = *self.names.get(at as usize)?;
            let limit = allowed(wanted.len().min(length.into()));
            // A mistake replaces at most one letter by another.
            if (set ^ letters).count_ones() as usize > 2 * limit {
                return None;
            }
            let name = &self.letters[begin as usize..][..length.into()];
            let mistakes = mistakes(name, &wanted, limit)?;
            let (company, written) = place.of(catalogue)?;
            let other = |trap: &String| {
                let trap: Vec<char> = letters_of(&key(trap), whole).collect();
                self::mistakes(&trap, &wanted, mistakes).is_some()
            };
            let fits = digits(name).eq(digits(&wanted))
                && country_of(bare(&key(written))) == country_of(typed)
                && !company.not.iter().any(other);
            let score = 1.0 - mistakes as f32 / name.len().max(wanted.len()) as f32;
            fits.then_some(Near { place, score, short: usize::from(length) < LONG })
        };
        self.candidates(&wanted).iter().filter_map(near).collect()
    }

    /// Positions of names that share a piece with the wanted one.
    fn candidates(&self, wanted: &[char]) -> Vec<u32> {
        let mut found = Vec::new();
        let shortest = wanted.len().saturating_sub(MAX_MISTAKES).max(MIN_LETTERS);
        for length in shortest..=wanted.len() + MAX_MISTAKES {
            let allowed = allowed(length.min(wanted.len()));
            if length.abs_diff(wanted.len()) > allowed {
                continue;
            }
            for piece in 0..PIECES {
                let (from, to) = piece_of(length, piece);
                for from in from.saturating_sub(allowed)..=from + allowed {
                    let to = from + to - piece_of(length, piece).0;
                    if let Some(letters) = wanted.get(from..to) {
                        found.extend(self.pieces.find(piece_digest(length, piece, letters)));
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The letters of a key without legal form and spaces; unless `whole`, also without "and" and the like, which people
/// leave out or write as "n". A name of such words alone keeps them.
fn letters_of(key: &str, whole: bool) -> impl Iterator<Item = char> {
    let bare = bare(key);
    let whole = whole || tokens(bare).all(is_connective);
    tokens(bare).filter(move |word| whole || !is_connective(word)).flat_map(str::chars)
}

const PIECES: usize = 3;

/// Where a piece of a name of this length begins and ends.
fn piece_of(length: usize, piece: usize) -> (usize, usize) {
    (length * piece / PIECES, length * (piece + 1) / PIECES)
}

fn piece_digest(length: usize, piece: usize, letters: &[char]) -> u64 {
    // FNV-1a over letters instead of bytes.
    let head = [length as u32, piece as u32];
    head.into_iter()
        .chain(letters.iter().map(|&c| c as u32))
        .fold(0xCBF2_9CE4_8422_2325, |hash: u64, part| {
            (hash ^ u64::from(part)).wrapping_mul(0x0100_0000_01B3)
        })
}

/// How many mistakes a name of this many letters may have.
fn allowed(letters: usize) -> usize {
    if letters < LONG { 1 } else { MAX_MISTAKES }
}

/// A bit for each letter, some sharing one.
fn letter_set(name: &[char]) -> u64 {
    name.iter().fold(0, |set, &c| set | 1 << (c as u32 % 64))
}

fn digits(name: &[char]) -> impl Iterator<Item = char> {
    name.iter().copied().filter(|c| c.is_numeric())
}

fn country_of(key: &str) -> Option<heldby_model::Country> {
    country::split(key).map(|(_, country)| country)
}

/// Columns of the table of distances.
const WIDTH: usize = MAX_LETTERS + 1;

/// How many letters are wrong, missing, too many or swapped with their neighbour; `None` above the limit.
fn mistakes(one: &[char], other: &[char], limit: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > limit || other.len() >= WIDTH {
        return None;
    }
    // Three rows of the usual table of distances: the current one and the two before.
    let mut before = [0; WIDTH];
    let mut last: [usize; WIDTH] = std::array::from_fn(|i| i);
    let mut row = [0; WIDTH];
    for (i, a) in one.iter().enumerate() {
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let mut cost = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                cost = cost.min(before[j - 1] + 1);
            }
            row[j + 1] = cost;
        }
        if row[..=other.len()].iter().min() > Some(&limit) {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    Some(last[other.len()]).filter(|&n| n <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn count(one: &str, other: &str) -> Option<usize> {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        mistakes(&letters(one), &letters(other), MAX_MISTAKES)
    }

    #[test]
    fn mistakes_are_counted() {
        assert_eq!(count("vodafone", "vodafone"), Some(0));
        assert_eq!(count("vodafone", "vodaphone"), Some(2));
        assert_eq!(count("virginmedia", "virginmedai"), Some(1));
        assert_eq!(count("virginmedia", "virginmoney"), None);
        assert_eq!(count("abcd", "badc"), Some(2));
        assert_eq!(count("", "ab"), Some(2));
    }

    proptest! {
        /// Whatever is within the limit shares a piece, so that no similar name is missed.
        #[test]
        fn the_pieces_find_every_name_within_the_limit(
            name in "[a-e]{5,14}", at in 0..20_usize, kind in 0..4_u8, twice in any::<bool>(), then in 0..20_usize
        ) {
            let record = super::super::tests::fixture::company("x", &name, "GB");
            let catalogue = super::super::tests::fixture::with(vec![record], &[]);
            let similar = Similar::new(&catalogue, &Keys::new(&catalogue));
            let mut typed: Vec<char> = name.chars().collect();
            let edits = if twice && kind < 3 && typed.len() >= LONG + 2 { vec![at, then] } else { vec![at] };
            for at in edits {
                let at = at % (typed.len() - 1);
                match kind {
                    0 => typed[at] = 'z',
                    1 => typed.insert(at, 'z'),
                    2 => { typed.remove(at); }
                    _ => typed.swap(at, at + 1),
                }
            }
            if typed.len() >= MIN_LETTERS {
                let typed: String = typed.into_iter().collect();
                prop_assert_eq!(similar.near(&catalogue, &typed).len(), 1, "{} {}", name, typed);
            }
        }
    }
}
