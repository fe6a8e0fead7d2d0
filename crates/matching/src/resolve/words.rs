//! Names with words missing or too many: "Delta Dental" for "Delta Dental of California", "British Airways
//! Executive Club" for "British Airways".
//!
//! Rare words weigh more than common ones: that "bank" is missing says little, that "Airways" agrees says much.
//! Names are looked up by their rarest words; nothing goes through all of them.

use super::country;
use super::index::{Part, Place, bare, digest, without_article};
use super::keys::Keys;
use super::trade::{is_connective, is_other_business, is_place, is_trade};
use heldby_model::Catalogue;
use heldby_model::name::tokens;

/// The share of the weight of all words that both names must have in common.
const ENOUGH: f32 = 0.4;

/// The share for a single word in common, or for words that do not stand at the start of the longer name.
const MUCH: f32 = 0.5;

/// What a word of the trade weighs against another of the same frequency.
const TRADE_WEIGHT: f32 = 0.25;

/// A word in common that stands alone has to have this many letters.
const MIN_LETTERS: usize = 6;

/// A word in common that stands alone is borne by no more names than this.
const MAX_BEARERS: usize = 3;

/// Words borne by more names than this find nobody.
const TOO_COMMON: usize = 400;

/// Longer texts are sentences, no names.
const MAX_WORDS: usize = 12;

/// The names of a catalogue by their words.
#[derive(Debug)]
pub(super) struct Words {
    names: Vec<Name>,
    /// The digests of the words of all names, one name after another.
    words: Vec<u64>,
    /// Which name has which word, by word.
    bearers: Vec<(u64, u32)>,
}

/// One name.
#[derive(Debug, Clone, Copy)]
struct Name {
    begin: u32,
    length: u8,
    place: Place,
}

/// A word of the typed name.
struct Typed<'a> {
    text: &'a str,
    digest: u64,
    weight: f32,
    /// How many names have it.
    bearers: usize,
}

impl Words {
    pub fn new(catalogue: &Catalogue, keys: &Keys) -> Self {
        let companies = catalogue.companies().len();
        let mut all = Self {
            names: Vec::with_capacity(companies * 2),
            words: Vec::with_capacity(companies * 4),
            bearers: Vec::with_capacity(companies * 4),
        };
        for (place, key) in
            keys.each(catalogue).filter(|(place, _)| !matches!(place.part, Part::LegalName(_)))
        {
            let begin = all.words.len();
            all.words.extend(telling(key).filter(|word| !is_year(word)).map(|word| digest(word.bytes())));
            let length = all.words.len() - begin;
            if length == 0 || length > MAX_WORDS {
                all.words.truncate(begin);
                continue;
            }
            let position = all.names.len() as u32;
            all.bearers.extend(all.words[begin..].iter().map(|&word| (word, position)));
            all.names.push(Name { begin: begin as u32, length: length as u8, place });
        }
        all.bearers.sort_unstable();
        all.names.shrink_to_fit();
        all.words.shrink_to_fit();
        all.bearers.shrink_to_fit();
        all
    }

    /// Names that have all words of the key and more, or whose words are all in the key, with how alike they
    /// are; in no order.
    pub fn near(&self, typed: &str) -> Vec<(Place, f32)> {
        let words = telling(typed).filter(|word| !is_year_like(word) || is_year(word));
        let words: Vec<Typed> = words.take(MAX_WORDS + 1).map(|text| self.weigh(text)).collect();
        if words.is_empty() || words.len() > MAX_WORDS {
            return Vec::new();
        }
        let mut found: Vec<u32> = words
            .iter()
            .filter(|word| word.bearers <= TOO_COMMON)
            .flat_map(|word| self.bearers_of(word.digest))
            .map(|&(_, name)| name)
            .collect();
        found.sort_unstable();
        found.dedup();
        let score = |at: u32| {
            let name = self.names[at as usize];
            let record = &self.words[name.begin as usize..][..name.length.into()];
            Some((name.place, self.score(record, &words)?))
        };
        found.into_iter().filter_map(score).collect()
    }

    /// The share of the weight that the names have in common, if they may be one company's.
    fn score(&self, record: &[u64], typed: &[Typed]) -> Option<f32> {
        let typed_words: Vec<u64> = typed.iter().map(|word| word.digest).collect();
        let (longer, shorter) = if record.len() > typed.len() {
            (record, typed_words.as_slice())
        } else {
            (typed_words.as_slice(), record)
        };
        let at = longer.windows(shorter.len()).position(|window| window == shorter)?;
        let common = typed.iter().filter(|word| record.contains(&word.digest));
        let shared: f32 = common.clone().map(|word| word.weight).sum();
        let typed_more = typed.iter().filter(|word| !record.contains(&word.digest));
        let record_more = record.iter().filter(|word| !typed_words.contains(word));
        let more: f32 = typed_more.clone().map(|word| word.weight).sum::<f32>()
            + record_more.map(|&word| self.weight(self.bearers_of(word).len())).sum::<f32>();
        if record.len() < typed.len() {
            // What stands before the name makes another of it: "Marcus by Goldman Sachs".
            let mut more = typed_more;
            let one = record.len() == 1;
            if at > 0 || !more.all(|word| may_follow(word.text, one)) {
                return None;
            }
        }
        if let &[word] = common.collect::<Vec<_>>().as_slice()
            && (word.text.chars().count() < MIN_LETTERS || word.bearers > MAX_BEARERS)
        {
            return None;
        }
        let share = shared / (shared + more);
        let enough = if at == 0 && shorter.len() > 1 { ENOUGH } else { MUCH };
        // Another year behind the name: lists of breaches add it.
        let years = record.len() < typed.len() && typed[record.len()..].iter().all(|w| is_year(w.text));
        (share >= enough || years).then_some(share.clamp(0.0, 0.95))
    }

    fn weigh<'a>(&self, text: &'a str) -> Typed<'a> {
        let digest = digest(text.bytes());
        let bearers = self.bearers_of(digest).len();
        let weight = self.weight(bearers) * if is_trade(text) { TRADE_WEIGHT } else { 1.0 };
        Typed { text, digest, weight, bearers }
    }

    /// What a word that so many names have is worth.
    fn weight(&self, bearers: usize) -> f32 {
        (1.0 + self.names.len() as f32 / bearers.max(1) as f32).ln()
    }

    fn bearers_of(&self, word: u64) -> &[(u64, u32)] {
        let from = self.bearers.partition_point(|&(other, _)| other < word);
        let length = self.bearers[from..].partition_point(|&(other, _)| other == word);
        &self.bearers[from..from + length]
    }
}

/// The words of a key that tell one name from another: no legal form, no article, no "and".
fn telling(key: &str) -> impl Iterator<Item = &str> {
    tokens(without_article(bare(key))).filter(|word| !is_connective(word))
}

/// Whether a further word behind a name leaves it the same company: none that stands for another line of
/// business or another country, no number but a year. Behind a name of one word only a place or a year may follow;
/// for words of the trade there is a rule of its own.
fn may_follow(word: &str, one: bool) -> bool {
    if is_year(word) {
        return true;
    }
    let plain =
        !word.contains(|c: char| c.is_numeric()) && !is_other_business(word) && !country::is_word(word);
    plain && (!one || is_place(word))
}

/// "2021": lists of breaches write the year behind the name. It is no part of the name.
fn is_year(word: &str) -> bool {
    word.len() == 4
        && is_year_like(word)
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit())
}

/// A year, well or badly typed: "015", "20s6".
fn is_year_like(word: &str) -> bool {
    (3..=5).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_alphanumeric())
        && word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().filter(u8::is_ascii_digit).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::tests::fixture::{company, with};

    fn near(names: &[&str], typed: &str) -> Vec<u32> {
        let ids: Vec<String> = (0..names.len()).map(|i| format!("c{i}")).collect();
        let records = ids.iter().zip(names).map(|(id, name)| company(id, name, "US")).collect();
        let catalogue = with(records, &[]);
        let words = Words::new(&catalogue, &Keys::new(&catalogue));
        words.near(&heldby_model::name::key(typed)).into_iter().map(|(place, _)| place.company).collect()
    }

    #[test]
    fn one_name_has_all_the_words_of_the_other() {
        let names = ["British Airways", "Delta Dental of California", "Quest Diagnostics", "MyVidster"];
        assert_eq!(near(&names, "British Airways Executive Club"), [0]);
        assert_eq!(near(&names, "Delta Dental"), [1]);
        assert_eq!(near(&names, "Diagnostics"), [2]);
        assert_eq!(near(&names, "MyVidster (2021)"), [3]);
        assert_eq!(near(&["MyVidster (2015)", "Vidster"], "MyVidster (015)"), [0]);
        assert_eq!(near(&names, "MyVidster London"), [3]);
    }

    #[test]
    fn what_follows_can_make_another_company_of_it() {
        let names = [
            "British Airways",
            "Goldman Sachs",
            "Quest Diagnostics",
            "Vinted",
            "Channel Four",
            "British Gas",
            "British Council",
            "British Library",
        ];
        for typed in [
            "Quest Software",
            "Marcus by Goldman Sachs",
            "British Airways Insurance",
            "British Airways Norway",
            "Vinted Foods",
            "British",
            "Channel Four 7",
            "",
        ] {
            assert_eq!(near(&names, typed), [] as [u32; 0], "{typed}");
        }
    }
}
