//! Name normalisation: one key for all the ways in which people write the same name.
//!
//! A key serves comparison only; names are always shown as they were written. Scripts are kept: a Korean or
//! Japanese name has a key in its own letters. A name without letters and digits has the empty key, which
//! matches nothing.

mod fold;
mod legal;

/// The key of a name: NFKC, case-folded, without diacritics (Latin, Greek, Cyrillic), `&` and `+` as words,
/// look-alike letters of another script as the Latin ones, words separated by single spaces.
///
/// ```
/// use heldby_model::name::key;
/// assert_eq!(key("  AT&T  "), key("at and t"));
/// assert_eq!(key("W.H. Smith"), "wh smith");
/// assert_eq!(key("Sainsbury's"), "sainsburys");
/// assert_eq!(key("Český Telecom"), "cesky telecom");
/// assert_eq!(key("집꾸미기"), "집꾸미기");
/// assert_eq!(key("!?"), "");
/// ```
pub fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    key_into(name, &mut out);
    out
}

/// As [`key`], into a buffer that is emptied first: for indexing many names without many allocations.
pub fn key_into(name: &str, out: &mut String) {
    out.clear();
    fold::fold(name, out);
}

/// The key without its spaces: "Talk Talk" and "TalkTalk" are the same.
///
/// ```
/// assert_eq!(heldby_model::name::compact("Talk Talk"), "talktalk");
/// ```
pub fn compact(name: &str) -> String {
    let mut key = key(name);
    key.retain(|c| c != ' ');
    key
}

/// The words of a key.
pub fn tokens(key: &str) -> impl DoubleEndedIterator<Item = &str> {
    key.split(' ').filter(|word| !word.is_empty())
}

/// A key without the legal forms around it (Ltd, plc, GmbH & Co. KG, Sp. z o.o., 株式会社 and the like), or
/// `None` if there is nothing to take away. A name that consists of legal forms keeps its first word: never
/// down to nothing.
///
/// ```
/// use heldby_model::name::{key, without_legal_form};
/// assert_eq!(without_legal_form(&key("T-Mobile USA, Inc.")), Some("t mobile usa"));
/// assert_eq!(without_legal_form(&key("HEYCOM GmbH & Co. KG")), Some("heycom"));
/// assert_eq!(without_legal_form("ltd"), None);
/// ```
pub fn without_legal_form(key: &str) -> Option<&str> {
    let bare = legal::strip(key);
    (bare.len() < key.len()).then_some(bare)
}

/// The numbers in a key, in their order. Names with different numbers are different names.
pub fn numbers(key: &str) -> impl Iterator<Item = &str> {
    key.split(|c: char| !c.is_numeric()).filter(|number| !number.is_empty())
}

#[cfg(test)]
mod tests;
