//! One company by itself.

use super::Check;
use crate::field::Field;
use crate::source::Place;
use crate::text::shorten;
use heldby_model::domain::{host, registrable_domain};
use heldby_model::name::key;
use heldby_model::{Alias, Company};

/// Checks the company of a file.
pub(crate) fn company(check: &Check<'_>, company: &Company, place: &Place) {
    if company.id != place.id {
        let message =
            format!("{:?} is not the name of the file: rename the file to {}.toml", company.id, company.id);
        check.wrong(Field::top("id"), message);
    }
    if company.countries.is_empty() {
        check.wrong(Field::top("countries"), "names no country: give at least one");
    } else if !company.countries.iter().any(|c| c.as_str().eq_ignore_ascii_case(&place.country)) {
        let folders: Vec<_> = company.countries.iter().map(|c| c.as_str().to_lowercase()).collect();
        let message = format!(
            "does not hold {:?}, the folder of this file: move it to {}",
            place.country,
            folders.join(" or ")
        );
        check.wrong(Field::top("countries"), message);
    }
    names(check, company);
    relations(check, company);
    domains(check, company);
}

/// The names of a company tell it from others; each of them counts once and none may also be a trap.
fn names(check: &Check<'_>, company: &Company) {
    if !company.name.is_empty() && key(&company.name).is_empty() {
        let message = format!(
            "{:?} has neither letters nor digits: nobody could find it by that",
            shorten(&company.name)
        );
        check.wrong(Field::top("name"), message);
    }
    let fixed = std::iter::once(&company.name).chain(&company.legal_names);
    let fixed: Vec<(String, &str)> = fixed.map(|name| (key(name), name.as_str())).collect();
    let mut seen: Vec<(String, &Alias)> = Vec::new();
    for (i, alias) in company.aliases.iter().enumerate() {
        let field = Field::top("aliases").index(i);
        check.order(&field, ("from", alias.from), ("until", alias.until));
        check.past(&field, ("from", alias.from));
        check.past(&field, ("until", alias.until));
        if alias.name.is_empty() {
            continue;
        }
        let folded = key(&alias.name);
        let fixed = fixed.iter().filter(|_| holds_always(alias)).find(|(name, _)| *name == folded);
        let earlier = seen.iter().find(|(name, other)| *name == folded && holds_alike(alias, other));
        if let Some(other) = fixed.map(|(_, name)| *name).or(earlier.map(|(_, other)| other.name.as_str())) {
            let name = shorten(&alias.name);
            let message = format!(
                "{name:?} reads as {other:?} (case, accents and punctuation do not count): leave it out"
            );
            check.wrong(field, message);
        }
        seen.push((folded, alias));
    }
    for trap in &company.not {
        let folded = key(trap);
        if fixed
            .iter()
            .map(|(name, _)| name)
            .chain(seen.iter().map(|(name, _)| name))
            .any(|name| *name == folded)
        {
            let message = format!(
                "{:?} is a name of this company itself, which could never be found by it",
                shorten(trap)
            );
            check.wrong(Field::top("not").item(trap), message);
        }
    }
}

/// Whether the name counts everywhere, at any time and by itself, as the main and the legal names do.
fn holds_always(alias: &Alias) -> bool {
    holds_alike(alias, &Alias::plain(""))
}

/// Whether two aliases count in the same places and times and say the same.
fn holds_alike(a: &Alias, b: &Alias) -> bool {
    let conditions = |alias: &Alias| {
        (alias.in_context, alias.countries.clone(), alias.from, alias.until, alias.implies.clone())
    };
    conditions(a) == conditions(b)
}

fn relations(check: &Check<'_>, company: &Company) {
    for (i, relation) in company.relations.iter().enumerate() {
        let field = Field::top("relations").index(i);
        check.order(&field, ("since", relation.since), ("until", relation.until));
        check.past(&field, ("since", relation.since));
        check.past(&field, ("until", relation.until));
        if relation.company == company.id {
            check.wrong(field.key("company"), "is this company itself: name the other one");
        }
        if company.relations[..i]
            .iter()
            .any(|r| r.kind == relation.kind && r.company == relation.company && r.since == relation.since)
        {
            check.wrong(
                field,
                format!("repeats an earlier relation to {:?}: leave one out", relation.company),
            );
        }
    }
}

fn domains(check: &Check<'_>, company: &Company) {
    for domain in &company.domains {
        let field = Field::top("domains").item(domain);
        match registrable_domain(domain) {
            Some(own) if own == *domain => {}
            Some(own) if own.eq_ignore_ascii_case(domain) => {
                check.wrong(field, format!("{domain:?} has to be written {own}"));
            }
            Some(own) => check.wrong(
                field,
                format!("{domain:?} is a host under {own}: write {own}, or move it to exact_hosts if others own that"),
            ),
            None => check.wrong(field, format!("{:?} is no domain that can be registered: write one such as example.co.uk", shorten(domain))),
        }
    }
    for domain in &company.mail_domains {
        if host(domain).as_deref() != Some(domain) {
            let message =
                format!("{:?} is no domain: write one such as example.net, in lower case", shorten(domain));
            check.wrong(Field::top("mail_domains").item(domain), message);
        }
    }
    for exact in &company.exact_hosts {
        let field = Field::top("exact_hosts").item(exact);
        if host(exact).as_deref() != Some(exact) {
            check.wrong(
                field,
                format!(
                    "{:?} is no host name: write one such as shop.example.com, in lower case",
                    shorten(exact)
                ),
            );
        } else if registrable_domain(exact).as_deref() == Some(exact) {
            check.wrong(field, format!("{exact:?} can be registered as it is: move it to domains"));
        }
    }
    for exact in company.exact_hosts.iter().filter(|host| company.domains.contains(host)) {
        check.wrong(
            Field::top("exact_hosts").item(exact),
            format!("{exact:?} stands among the domains too: keep it in one list"),
        );
    }
}
