//! The breach list of Have I Been Pwned as its public API gives it: a layer that a person loads from a file.
//!
//! Nobody signed it and nobody reviewed it, so every breach from it says so ([`Layer::HibpFile`]). What the catalogue
//! has already is left out, and so is what is no breach of a company (fabricated, spam lists, malware, stealer logs).

use crate::lists::hibp_classes::{self, HibpClasses};
use crate::problem::Report;
use crate::read::Words;
use heldby_model::{
    Audience, Breach, BreachId, Catalogue, ClassSet, Company, CompanyId, Group, GroupId, Layer, PartialDate,
    People, PeopleKind, Relationship, Source, SourceKind, Status, domain, name,
};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use toml::de::DeTable;

/// Bytes of the largest list that is read. The real one has three million.
pub const MAX_LIST: usize = 32 << 20;

/// Entries of the longest list that is read. The real one has about a thousand.
const MOST_ENTRIES: usize = 50_000;

/// Characters of the longest name or domain.
const LONGEST: usize = 200;

const CLASSES: &str = include_str!("../../../catalogue/hibp-classes.toml");

/// Why a file is no such list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HibpError {
    /// More bytes or entries than any list has.
    #[error("it is too large")]
    TooLarge,
    /// No JSON, or no array of breaches.
    #[error("line {line}, column {column} is not as in that list")]
    NotAList {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// An entry says something impossible.
    #[error("entry {entry}: the {field} cannot be read")]
    Entry {
        /// From 1.
        entry: usize,
        /// The field, as the list names it.
        field: &'static str,
    },
}

/// What a list adds to a catalogue.
#[derive(Debug, Clone, Default)]
pub struct HibpList {
    /// Companies that the catalogue does not have.
    pub companies: Vec<Company>,
    /// Breaches that it does not have.
    pub breaches: Vec<Breach>,
    /// How many breaches of the list it has already.
    pub known: usize,
    /// How many entries are no breaches of a company.
    pub left_out: usize,
}

/// An entry, as far as it is used. Everything else in it is ignored.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    name: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    domain: String,
    breach_date: String,
    added_date: String,
    #[serde(default)]
    pwn_count: u64,
    data_classes: Vec<String>,
    #[serde(default = "yes")]
    is_verified: bool,
    #[serde(default)]
    is_fabricated: bool,
    #[serde(default)]
    is_sensitive: bool,
    #[serde(default)]
    is_spam_list: bool,
    #[serde(default)]
    is_malware: bool,
    #[serde(default)]
    is_stealer_log: bool,
}

fn yes() -> bool {
    true
}

/// Reads a list and finds out what it adds to a catalogue.
///
/// # Errors
/// [`HibpError`]; a list that is damaged in one place is refused as a whole.
pub fn read(file: &[u8], catalogue: &Catalogue) -> Result<HibpList, HibpError> {
    if file.len() > MAX_LIST {
        return Err(HibpError::TooLarge);
    }
    let text = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let entries: Vec<Entry> = serde_json::from_slice(text)
        .map_err(|e| HibpError::NotAList { line: e.line().max(1), column: e.column().max(1) })?;
    if entries.len() > MOST_ENTRIES {
        return Err(HibpError::TooLarge);
    }
    let mut reader = Reader::new(catalogue);
    for (index, entry) in entries.iter().enumerate() {
        reader.take(index + 1, entry)?;
    }
    Ok(reader.list)
}

struct Reader<'a> {
    classes: HibpClasses,
    /// Ids of this list under which the catalogue knows a breach.
    known: HashSet<&'a str>,
    /// The one company of the catalogue that has a domain.
    owners: HashMap<&'a str, &'a CompanyId>,
    /// Every domain and host of any company.
    sites: HashSet<&'a str>,
    /// Names that some company bears.
    borne: HashSet<String>,
    /// Companies of the list by domain, or by name where there is none.
    added: HashMap<String, CompanyId>,
    seen: HashSet<BreachId>,
    list: HibpList,
}

impl<'a> Reader<'a> {
    fn new(catalogue: &'a Catalogue) -> Self {
        let mut known = HashSet::new();
        for breach in catalogue.breaches() {
            known.insert(breach.id.as_str());
            known.extend(breach.also.iter().map(String::as_str));
        }
        let mut owners: HashMap<&str, &CompanyId> = HashMap::new();
        let mut shared: HashSet<&str> = HashSet::new();
        let (mut borne, mut sites) = (HashSet::new(), HashSet::new());
        for company in catalogue.companies() {
            for site in &company.domains {
                if owners.insert(site, &company.id).is_some() {
                    shared.insert(site);
                }
            }
            let all = company.domains.iter().chain(&company.exact_hosts).chain(&company.mail_domains);
            sites.extend(all.map(String::as_str));
            borne.insert(name::compact(&company.name));
            borne.extend(company.aliases.iter().map(|alias| name::compact(&alias.name)));
        }
        owners.retain(|site, _| !shared.contains(site));
        Self {
            classes: classes(catalogue),
            known,
            owners,
            sites,
            borne,
            added: HashMap::new(),
            seen: HashSet::new(),
            list: HibpList::default(),
        }
    }

    fn take(&mut self, entry: usize, read: &Entry) -> Result<(), HibpError> {
        let wrong = |field| HibpError::Entry { entry, field };
        let id = format!("hibp:{}", read.name);
        let id = BreachId::new(&id).ok().filter(|_| !read.name.is_empty()).ok_or(wrong("Name"))?;
        let occurred = day(&read.breach_date).ok_or(wrong("BreachDate"))?;
        let listed = day(&read.added_date).ok_or(wrong("AddedDate"))?;
        if read.title.chars().count() > LONGEST || read.title.chars().any(char::is_control) {
            return Err(wrong("Title"));
        }
        if read.domain.len() > LONGEST {
            return Err(wrong("Domain"));
        }
        if !self.seen.insert(id.clone()) {
            return Err(wrong("Name"));
        }
        if read.is_fabricated || read.is_spam_list || read.is_malware || read.is_stealer_log {
            self.list.left_out += 1;
        } else if self.known.contains(id.as_str()) {
            self.list.known += 1;
        } else {
            let company = self.company(&id, read);
            // Days on the first are months: that is how the list writes what it does not know better.
            let occurred = match occurred {
                PartialDate::Day(d) if d.day() == 1 => PartialDate::Month(d.year(), d.month()),
                other => other,
            };
            let breach = self.breach(id, company, read, occurred, listed);
            self.list.breaches.push(breach);
        }
        Ok(())
    }

    /// The company with the domain, else one of the list's own.
    fn company(&mut self, breach: &BreachId, read: &Entry) -> CompanyId {
        let site = domain::registrable_domain(&read.domain);
        if let Some(owner) = site.as_deref().and_then(|site| self.owners.get(site)) {
            return (*owner).clone();
        }
        let title = if read.title.trim().is_empty() { &read.name } else { read.title.trim() };
        let key = site.clone().unwrap_or_else(|| name::compact(title));
        if let Some(id) = self.added.get(&key).filter(|_| !key.is_empty()) {
            return id.clone();
        }
        let id = CompanyId::new(breach.as_str()).expect("ids of breaches and companies have the same form");
        self.added.insert(key, id.clone());
        self.list.companies.push(Company {
            domains: site.filter(|site| !self.sites.contains(site.as_str())).into_iter().collect(),
            // A name that somebody else bears, or one without letters, needs the domain.
            name_in_context: self.borne.contains(&name::compact(title)) || name::compact(title).len() < 3,
            unverified: ["everything: from a list that you loaded".to_owned()].into(),
            ..Company::named(id.clone(), title, "other")
        });
        id
    }

    fn breach(
        &self,
        id: BreachId,
        company: CompanyId,
        read: &Entry,
        occurred: PartialDate,
        listed: PartialDate,
    ) -> Breach {
        let mut all = ClassSet::EMPTY;
        let mut unverified = Vec::new();
        for class in &read.data_classes {
            match self.classes.get(class) {
                Some(set) => all = all.union(set),
                None => unverified.push(format!("Also lost, in the words of the list: {}.", plain(class))),
            }
        }
        if !read.is_verified {
            unverified.push("The list could not verify this breach.".to_owned());
        }
        let (exposed, possibly) = self.classes.divide(all);
        let people =
            (read.pwn_count > 0).then_some(People { count: read.pwn_count, kind: PeopleKind::Approx });
        let page = format!("https://haveibeenpwned.com/Breach/{}", read.name);
        Breach {
            id,
            company,
            also: Vec::new(),
            layer: Layer::HibpFile,
            sensitive: read.is_sensitive,
            title: format!("Account data of {}", occurred.year()),
            via: None,
            affected_brands: Vec::new(),
            occurred_from: Some(occurred),
            // The list does not say when it ended: at the latest when it was listed.
            occurred_to: None,
            discovered: None,
            disclosed: Some(listed),
            records: None,
            status: if read.is_verified { Status::Confirmed } else { Status::Claimed },
            people,
            groups: vec![Group {
                id: GroupId::new("accounts").expect("it is an identifier"),
                who: "people with an account".to_owned(),
                audiences: ACCOUNT_HOLDERS
                    .map(|relationship| Audience { relationship, former: false })
                    .to_vec(),
                attributes: Vec::new(),
                condition: None,
                people,
                exposed,
                possibly,
                ruled_out: ClassSet::EMPTY,
                ruled_out_by: None,
                reach: None,
                within: None,
                current_only: false,
            }],
            ruled_out: ClassSet::EMPTY,
            ruled_out_by: None,
            not_affected: Vec::new(),
            superseded: Vec::new(),
            sources: vec![Source {
                url: page,
                publisher: "Have I Been Pwned".to_owned(),
                kind: SourceKind::Database,
                date: Some(listed),
            }],
            notes: String::new(),
            unverified,
        }
    }
}

/// Relationships that come with an account.
const ACCOUNT_HOLDERS: [Relationship; 5] = [
    Relationship::Customer,
    Relationship::Member,
    Relationship::Patient,
    Relationship::Student,
    Relationship::Donor,
];

fn classes(catalogue: &Catalogue) -> HibpClasses {
    let (dom, _) = DeTable::parse_recoverable(CLASSES);
    // Classes that a later catalogue took out of its vocabulary are reported here, and simply mean nothing.
    let words = Words { vocabulary: catalogue.vocabulary().clone(), complete: true };
    hibp_classes::read(dom.get_ref(), &Report::default(), &words)
}

/// The day of "2015-10-26" or "2015-10-26T23:35:45Z".
fn day(text: &str) -> Option<PartialDate> {
    text.get(..10)?.parse().ok()
}

/// A text of the list in one short line.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}
