//! Domains: the strongest evidence, and what it is worth beside a name.

use super::bearer::{Bearer, Standing};
use super::index::{Part, bare};
use super::names::Names;
use super::relation::{is_part_of, relation_of};
use super::{Candidate, Decision, Resolution, Rule};
use heldby_model::domain::{host, is_mail_address, label, registrable_of};
use heldby_model::name::compact;
use heldby_model::{Company, Country};
use std::collections::HashSet;

/// Labels shorter than this are words of too many.
const MIN_LABEL: usize = 4;

/// Endings that say nothing about a country.
const GENERIC: &[&str] = &["com", "net", "org", "info", "biz", "eu", "mobi", "online", "shop", "app"];

/// A domain as given: the host itself and the domain that was registered.
#[derive(Debug, Clone)]
pub(super) struct Site {
    host: String,
    /// Length of the registrable domain at the host's end.
    registrable: usize,
    mailbox: bool,
}

/// A company whose record has the domain.
struct Owner<'a> {
    company: &'a Company,
    rule: Rule,
    matched: &'a str,
}

impl Site {
    /// Reads a host, URL or e-mail address; `None` if there is no registrable domain in it.
    pub fn read(text: &str) -> Option<Self> {
        let host = host(text)?;
        let registrable = registrable_of(&host)?.len();
        Some(Self { host, registrable, mailbox: is_mail_address(text) })
    }

    /// Weighs the domain and the name. `given` says that the domain was given as one and is not just a name
    /// that looks like one.
    pub fn resolve(&self, names: &Names, country: Option<Country>, given: bool) -> Resolution {
        let found = self.owners(names);
        let (mail, mut owners): (Vec<Owner>, Vec<Owner>) =
            found.into_iter().partition(|o| o.rule == Rule::MailDomain);
        if self.mailbox {
            owners.retain(|o| !mail.iter().any(|m| m.company.id == o.company.id));
        }
        if !owners.is_empty() {
            return self.owned(owners, names, country);
        }
        let by_name = names.resolve(country);
        if !mail.is_empty() {
            return self.mailbox_of(mail, names, by_name, country);
        }
        match by_name.decision {
            Decision::None => self.by_label(names, country),
            Decision::Same | Decision::Related if given && !self.mailbox => self.unknown(names, by_name),
            _ => by_name,
        }
    }

    fn domain(&self) -> &str {
        &self.host[self.host.len() - self.registrable..]
    }

    /// Companies whose record has this host or domain. A host that counts only exactly beats folding.
    fn owners<'a>(&self, names: &Names<'a>) -> Vec<Owner<'a>> {
        let host = self.host.strip_prefix("www.").unwrap_or(&self.host);
        let exact: Vec<Owner> = records(names, host)
            .chain(records(names, &self.host).filter(|_| host != self.host))
            .filter(|(_, _, part)| matches!(part, Part::ExactHost(_)))
            .map(|(company, matched, _)| Owner { company, rule: Rule::ExactHost, matched })
            .collect();
        if !exact.is_empty() {
            return exact.into_iter().filter(|o| !names.is_trap(o.company)).collect();
        }
        // Mailboxes can be below a registrable domain too: jo@dsl.example.com.
        let below = records(names, host).filter(|(_, _, part)| matches!(part, Part::MailDomain(_)));
        let mut seen = HashSet::new();
        records(names, self.domain())
            .chain(below)
            .filter_map(|(company, matched, part)| match part {
                Part::Domain(_) => Some(own_domain(company, matched)),
                Part::MailDomain(_) => Some(Owner { company, rule: Rule::MailDomain, matched }),
                _ => None,
            })
            .filter(|o| seen.insert((&o.company.id, o.rule)) && !names.is_trap(o.company))
            .collect()
    }

    /// The domain is a company's own. It is stronger than the name, which may be anything ("my account"), but
    /// the name can say which of several owners, or which brand of the owner, is meant.
    fn owned(&self, owners: Vec<Owner>, names: &Names, country: Option<Country>) -> Resolution {
        let bearers = names.bearers(names.typed, country);
        let named = |owner: &Owner| bearers.iter().any(|b| b.company.id == owner.company.id);
        // "Google Fi" at google.com is the brand; a name that the owner itself bears is the owner's.
        let brand = bearers.iter().find(|b| {
            b.standing != Standing::Against
                && owners.iter().any(|o| is_part_of(b.company, o.company))
                && !owners.iter().any(named)
        });
        if let Some(brand) = brand {
            let rest = owners.iter().map(|o| self.candidate(names, o));
            let first = names.candidate(brand);
            return Resolution::of(
                brand.decision(names.catalogue),
                std::iter::once(first).chain(rest).collect(),
            );
        }
        let by_name: Vec<&Owner> = owners.iter().filter(|o| named(o)).collect();
        let serving: Vec<&Owner> =
            owners.iter().filter(|o| country.is_some_and(|c| o.company.countries.contains(&c))).collect();
        let specific: Vec<&Owner> = owners
            .iter()
            .filter(|o| !owners.iter().any(|other| is_part_of(other.company, o.company)))
            .collect();
        let winner = [by_name, serving, specific].into_iter().find_map(|set| match set.as_slice() {
            &[one] => Some(one),
            _ => None,
        });
        let Some(winner) = winner else {
            return Resolution::of(Decision::Ask, owners.iter().map(|o| self.candidate(names, o)).collect());
        };
        let others = bearers
            .iter()
            .filter(|b: &&Bearer| b.company.id != winner.company.id && b.standing <= Standing::Free)
            .map(|b| names.candidate(b));
        let first = self.candidate(names, winner);
        Resolution::of(Decision::Same, std::iter::once(first).chain(others).collect())
    }

    /// A mailbox of a company's customers: it supports that company's name, else it is worth a suggestion.
    fn mailbox_of(
        &self,
        operators: Vec<Owner>,
        names: &Names,
        by_name: Resolution,
        country: Option<Country>,
    ) -> Resolution {
        if by_name.linked().is_some() {
            return by_name;
        }
        let bearers = names.bearers(names.typed, country);
        let supported: Vec<&Bearer> =
            bearers.iter().filter(|b| operators.iter().any(|o| o.company.id == b.company.id)).collect();
        if let &[bearer] = supported.as_slice() {
            let first = names.candidate(bearer);
            return Resolution::of(bearer.decision(names.catalogue), vec![first]);
        }
        let mut candidates: Vec<Candidate> = operators.iter().map(|o| self.candidate(names, o)).collect();
        let known = |c: &Candidate| operators.iter().any(|o| o.company.id == c.company);
        candidates.extend(by_name.candidates.into_iter().filter(|c| !known(c)));
        Resolution::of(Decision::Suggest, candidates)
    }

    /// The name is a company's, and the domain given beside it is not: somebody else of the same name, unless
    /// the record has no domains or this one looks like another of them.
    fn unknown(&self, names: &Names, by_name: Resolution) -> Resolution {
        let company = by_name.linked().and_then(|c| names.catalogue.company(&c.company));
        let fits = company.is_none_or(|company| {
            company.domains.is_empty()
                || (self.ending_fits(company)
                    && (label(self.domain()) == compact(bare(names.typed))
                        || company.domains.iter().any(|d| label(d) == label(self.domain()))))
        });
        if fits { by_name } else { Resolution { decision: Decision::Suggest, ..by_name } }
    }

    /// Suggestions for an unknown domain whose label is a company's name.
    fn by_label(&self, names: &Names, country: Option<Country>) -> Resolution {
        let label = label(self.domain());
        if label.len() < MIN_LABEL {
            return Resolution::none();
        }
        let mut bearers = names.bearers(&heldby_model::name::key(label), country);
        bearers.retain(|b| b.standing != Standing::Against && self.ending_fits(b.company));
        bearers.sort_by_key(|b| b.standing);
        let candidate = |b: &Bearer| Candidate {
            rule: Rule::Label,
            typed: self.domain().to_owned(),
            score: 0.6,
            ..names.candidate(b)
        };
        Resolution::of(Decision::Suggest, bearers.iter().map(candidate).collect())
    }

    /// Whether the company may well have a domain with this ending: a generic one, or of a country it serves.
    /// `discord.io` is not Discord's.
    fn ending_fits(&self, company: &Company) -> bool {
        let Some((_, ending)) = self.domain().rsplit_once('.') else {
            return false;
        };
        GENERIC.contains(&ending) || Country::new(ending).is_ok_and(|c| company.countries.contains(&c))
    }

    fn candidate(&self, names: &Names, owner: &Owner) -> Candidate {
        let typed = if owner.rule == Rule::ExactHost { self.host.as_str() } else { self.domain() };
        Candidate {
            company: owner.company.id.clone(),
            rule: owner.rule,
            typed: typed.to_owned(),
            matched: owner.matched.to_owned(),
            relation: relation_of(names.catalogue, owner.company, None),
            score: if owner.rule == Rule::MailDomain { 0.8 } else { 1.0 },
            implies: Vec::new(),
        }
    }
}

/// Records that have exactly this domain or host.
fn records<'a>(names: &Names<'a>, site: &str) -> impl Iterator<Item = (&'a Company, &'a str, Part)> {
    let catalogue = names.catalogue;
    names.resolver.index.sites(site).filter_map(move |place| {
        let (company, matched) = place.of(catalogue)?;
        (matched == site).then_some((company, matched, place.part))
    })
}

/// A domain that the record lists beside a main one with another label belongs to the same family: the main
/// one is shown.
fn own_domain<'a>(company: &'a Company, matched: &'a str) -> Owner<'a> {
    match company.domains.first() {
        Some(main) if label(main) != label(matched) => Owner { company, rule: Rule::Family, matched: main },
        _ => Owner { company, rule: Rule::Domain, matched },
    }
}
