//! From a folded name or a domain to the records that have it.
//!
//! The index holds digests and positions, no strings: building it allocates a few vectors however many
//! companies there are. Digests may collide; whoever looks something up compares the strings themselves.

use super::keys::Keys;
use heldby_model::name::{tokens, without_legal_form};
use heldby_model::{Alias, Catalogue, Company};

/// Where a string stands in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Position of the company in [`Catalogue::companies`].
    pub company: u32,
    /// Which of its strings.
    pub part: Part,
}

/// One string of a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Name,
    LegalName(u16),
    Alias(u16),
    Domain(u16),
    ExactHost(u16),
    MailDomain(u16),
}

impl Place {
    /// The company and the string; `None` if the catalogue is not the one that was indexed.
    pub fn of(self, catalogue: &Catalogue) -> Option<(&Company, &str)> {
        let company = catalogue.companies().get(self.company as usize)?;
        let text = match self.part {
            Part::Name => &company.name,
            Part::LegalName(n) => company.legal_names.get(usize::from(n))?,
            Part::Alias(n) => &company.aliases.get(usize::from(n))?.name,
            Part::Domain(n) => company.domains.get(usize::from(n))?,
            Part::ExactHost(n) => company.exact_hosts.get(usize::from(n))?,
            Part::MailDomain(n) => company.mail_domains.get(usize::from(n))?,
        };
        Some((company, text))
    }

    /// The alias, if it is one.
    pub fn alias(self, catalogue: &Catalogue) -> Option<&Alias> {
        let Part::Alias(n) = self.part else { return None };
        catalogue.companies().get(self.company as usize)?.aliases.get(usize::from(n))
    }
}

/// All names and domains of a catalogue.
#[derive(Debug)]
pub(super) struct Index {
    names: Table<Place>,
    sites: Table<Place>,
}

impl Index {
    pub fn new(catalogue: &Catalogue, keys: &Keys) -> Self {
        let companies = catalogue.companies();
        let mut names = Table::with_capacity(companies.len() * 4);
        let mut sites = Table::with_capacity(companies.len());
        for (place, key) in keys.each(catalogue) {
            for digest in digests(key) {
                names.insert(digest, place);
            }
        }
        for (company, number) in companies.iter().zip(0..) {
            for (part, site) in sites_of(company) {
                sites.insert(digest(site.bytes()), Place { company: number, part });
            }
        }
        Self { names: names.shrink(), sites: sites.shrink() }
    }

    /// Names that may equal this key under one of the rules of equality. Some may be there by chance.
    pub fn names(&self, key: &str) -> impl Iterator<Item = Place> {
        let mut found: Vec<Place> = digests(key).flat_map(|digest| self.names.find(digest)).collect();
        found.sort_by_key(|p| (p.company, order(p.part)));
        found.dedup();
        found.into_iter()
    }

    /// Domains, exact hosts and mail domains that may equal this one.
    pub fn sites(&self, domain: &str) -> impl Iterator<Item = Place> {
        self.sites.find(digest(domain.bytes()))
    }
}

/// The key without its legal form.
pub(super) fn bare(key: &str) -> &str {
    without_legal_form(key).unwrap_or(key)
}

/// The key without "the" in front.
pub(super) fn without_article(key: &str) -> &str {
    key.strip_prefix("the ").unwrap_or(key)
}

/// All names of a company with their places.
pub(super) fn names_of(company: &Company) -> impl Iterator<Item = (Part, &str)> {
    let legal = company.legal_names.iter().zip(0..).map(|(name, n)| (Part::LegalName(n), name.as_str()));
    let aliases = company.aliases.iter().zip(0..).map(|(alias, n)| (Part::Alias(n), alias.name.as_str()));
    std::iter::once((Part::Name, company.name.as_str())).chain(legal).chain(aliases)
}

fn sites_of(company: &Company) -> impl Iterator<Item = (Part, &str)> {
    let domains = company.domains.iter().zip(0..).map(|(d, n)| (Part::Domain(n), d.as_str()));
    let hosts = company.exact_hosts.iter().zip(0..).map(|(d, n)| (Part::ExactHost(n), d.as_str()));
    let mail = company.mail_domains.iter().zip(0..).map(|(d, n)| (Part::MailDomain(n), d.as_str()));
    domains.chain(hosts).chain(mail)
}

/// The order of a company's strings: names first.
pub(super) fn order(part: Part) -> (u8, u16) {
    match part {
        Part::Name => (0, 0),
        Part::LegalName(n) => (1, n),
        Part::Alias(n) => (2, n),
        Part::Domain(n) => (3, n),
        Part::ExactHost(n) => (4, n),
        Part::MailDomain(n) => (5, n),
    }
}

/// Digests of a key for each rule of equality, without repetition: as it is, without legal form, without
/// article (these without spaces), and its words in any order.
fn digests(key: &str) -> impl Iterator<Item = u64> {
    let bare = bare(key);
    let plain = without_article(bare);
    let whole = (!key.is_empty()).then(|| compact_digest(key));
    let cut = (bare.len() < key.len()).then(|| compact_digest(bare));
    let plain_digest = (plain.len() < bare.len()).then(|| compact_digest(plain));
    let words = plain.contains(' ').then(|| words_digest(plain));
    whole.into_iter().chain(cut).chain(plain_digest).chain(words)
}

fn compact_digest(key: &str) -> u64 {
    digest(key.bytes().filter(|&b| b != b' '))
}

/// Equal for equal words in any order.
fn words_digest(key: &str) -> u64 {
    tokens(key)
        .fold(1, |sum: u64, word| sum.wrapping_add(digest(word.bytes()).wrapping_mul(0x9E37_79B9_7F4A_7C15)))
}

/// FNV-1a. The catalogue is no attacker, and what is found is compared again.
pub(super) fn digest(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

/// A hash table from digests to whatever they stand for, with chains for several entries of one digest.
#[derive(Debug)]
pub(super) struct Table<T> {
    /// Position in `slots` of the newest slot of each bucket, plus one; a power of two of them.
    heads: Vec<u32>,
    slots: Vec<Slot<T>>,
}

#[derive(Debug)]
struct Slot<T> {
    /// The digest folded to its half: enough that few entries are there by chance.
    tag: u32,
    next: u32,
    entry: T,
}

impl<T: Copy> Table<T> {
    pub fn with_capacity(slots: usize) -> Self {
        Self { heads: vec![0; slots.next_power_of_two().max(16)], slots: Vec::with_capacity(slots) }
    }

    pub fn insert(&mut self, digest: u64, entry: T) {
        let bucket = self.bucket(digest);
        self.slots.push(Slot { tag: tag(digest), next: self.heads[bucket], entry });
        self.heads[bucket] = self.slots.len() as u32;
    }

    pub fn find(&self, digest: u64) -> impl Iterator<Item = T> {
        let slot = |at: u32| at.checked_sub(1).map(|i| &self.slots[i as usize]);
        std::iter::successors(slot(self.heads[self.bucket(digest)]), move |s| slot(s.next))
            .filter(move |s| s.tag == tag(digest))
            .map(|s| s.entry)
    }

    /// Gives back what was set aside and is not needed.
    pub fn shrink(mut self) -> Self {
        self.slots.shrink_to_fit();
        self
    }

    fn bucket(&self, digest: u64) -> usize {
        tag(digest) as usize & (self.heads.len() - 1)
    }
}

/// Multiplication mixes upwards, so the high half goes in too.
fn tag(digest: u64) -> u32 {
    (digest ^ (digest >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_finds_all_places_of_a_digest_and_no_others() {
        let mut table = Table::with_capacity(2);
        for company in 0..1_000 {
            table.insert(u64::from(company % 250), Place { company, part: Part::Name });
        }
        for digest in 0..250 {
            let mut found: Vec<u32> = table.find(u64::from(digest)).map(|p| p.company).collect();
            found.sort_unstable();
            assert_eq!(found, [digest, digest + 250, digest + 500, digest + 750]);
        }
        assert_eq!(table.find(250).count(), 0);
    }

    #[test]
    fn digests_agree_where_a_rule_calls_names_equal() {
        let share = |a: &str, b: &str| digests(a).any(|x| digests(b).any(|y| x == y));
        assert!(share("talk talk", "talktalk"));
        assert!(share("three limited", "three"));
        assert!(share("the carphone warehouse ltd", "carphone warehouse"));
        assert!(share("media virgin", "virgin media"));
        assert!(!share("virgin media", "virgin money"));
        assert_eq!(digests("").count(), 0);
    }
}
