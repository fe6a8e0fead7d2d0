//! Is a company in the catalogue? Asked without recording anything.

use crate::breaches::breach_row;
use crate::{Failure, Knowledge, Session, convert, wire, words};
use heldby_matching::resolve::{Candidate, Decision, Query, Rule};
use heldby_model::{BreachId, Country};
use std::collections::HashSet;

/// Companies offered while typing.
const SUGGESTIONS: usize = 8;

/// What a name, a domain or both mean.
///
/// # Errors
/// [`Code::BadInput`](crate::Code) for an unreadable country or if there is neither name nor domain.
pub fn lookup(
    knowledge: &Knowledge,
    name: &str,
    domain: Option<&str>,
    country: Option<&str>,
) -> Result<wire::Lookup, Failure> {
    let domain = domain.map(str::trim).filter(|d| !d.is_empty());
    if name.trim().is_empty() && domain.is_none() {
        return Err(Failure::bad_input(
            "There is neither a name nor a domain to look up.",
            "Type a company's name.",
        ));
    }
    let country = convert::country(country)?;
    let found = knowledge
        .resolver()
        .resolve(knowledge.catalogue(), &Query { name, domain, country, ..Query::default() });
    let meant = match found.decision {
        Decision::Same | Decision::Related => 1,
        _ => found.candidates.len(),
    };
    let mut seen = HashSet::new();
    let breaches = found
        .candidates
        .iter()
        .take(meant)
        .flat_map(|c| knowledge.breach_ids(&c.company))
        .filter(|id| seen.insert(id.clone()))
        .filter_map(|id| knowledge.catalogue().breach(&BreachId::new(&id).ok()?))
        .map(|b| breach_row(knowledge.catalogue(), b))
        .collect();
    Ok(wire::Lookup {
        decision: found.decision.as_str().into(),
        candidates: found.candidates.iter().map(|c| candidate(knowledge, c)).collect(),
        breaches,
    })
}

/// As [`lookup`] in what the open vault knows. Without a country the companies of the person's own come first.
///
/// # Errors
/// As [`lookup`], and [`Code::Locked`](crate::Code).
pub fn lookup_at_home(
    session: &Session,
    name: &str,
    domain: Option<&str>,
    country: Option<&str>,
) -> Result<wire::Lookup, Failure> {
    let home = session.open()?.home();
    let mut found = lookup(session.knowledge(), name, domain, country)?;
    if matches!(found.decision.as_str(), "ask" | "suggest") {
        home_first(&mut found.candidates, convert::country(country)?.or(home));
    }
    Ok(found)
}

/// Puts the companies that serve a country first; apart from that the order stays.
pub(crate) fn home_first(candidates: &mut [wire::Candidate], country: Option<Country>) {
    let Some(country) = country else { return };
    candidates.sort_by_key(|c| !c.countries.iter().any(|code| code == country.as_str()));
}

/// Companies that what was typed so far may become.
///
/// # Errors
/// [`Code::BadInput`](crate::Code) for an unreadable country.
pub fn suggest(
    knowledge: &Knowledge,
    typed: &str,
    country: Option<&str>,
) -> Result<Vec<wire::Suggestion>, Failure> {
    let country = convert::country(country)?;
    let catalogue = knowledge.catalogue();
    let found = knowledge.resolver().suggest(catalogue, typed, country, SUGGESTIONS);
    Ok(found
        .into_iter()
        .filter_map(|c| {
            let company = catalogue.company(&c.company)?;
            Some(wire::Suggestion {
                company: company.id.to_string(),
                name: company.name.clone(),
                matched: (c.matched != company.name).then_some(c.matched),
                countries: company.countries.iter().map(|c| c.to_string()).collect(),
                sector: company.sector.clone(),
                breaches: u32::try_from(knowledge.breach_ids(&company.id).len()).unwrap_or(u32::MAX),
                tags: c.implies.iter().map(ToString::to_string).collect(),
            })
        })
        .collect())
}

/// A candidate with its reason.
pub(crate) fn candidate(knowledge: &Knowledge, found: &Candidate) -> wire::Candidate {
    let catalogue = knowledge.catalogue();
    let company = catalogue.company(&found.company);
    wire::Candidate {
        company: found.company.to_string(),
        name: catalogue.company_name(&found.company).to_string(),
        countries: company.map(|c| c.countries.iter().map(|c| c.to_string()).collect()).unwrap_or_default(),
        sector: company.map(|c| c.sector.clone()).unwrap_or_default(),
        rule: found.rule.as_str().into(),
        why: why(knowledge, found),
        relation: found.relation.as_ref().map(|r| words::name_relation(catalogue, r)),
        score: found.score,
        breaches: knowledge.breach_ids(&found.company),
    }
}

/// Why a name means a company, in words.
pub(crate) fn why(knowledge: &Knowledge, found: &Candidate) -> String {
    let name = knowledge.catalogue().company_name(&found.company);
    let (typed, matched) = (convert::short(&found.typed), convert::short(&found.matched));
    match found.rule {
        Rule::Domain => format!("because {matched} is a domain of {name}"),
        Rule::ExactHost => format!("because {matched} is an address of {name}"),
        Rule::Family => format!("because {typed} belongs together with {matched}, a domain of {name}"),
        Rule::Name => format!("because that is its name: {matched}"),
        Rule::LegalForm => format!("because \u{201c}{typed}\u{201d} is {matched} apart from the legal form"),
        Rule::Spacing => {
            format!("because \u{201c}{typed}\u{201d} is {matched} apart from spaces or word order")
        }
        Rule::Alias => format!("because {matched} is another name of {name}"),
        Rule::MailDomain => {
            format!(
                "because {matched} is a mail domain for customers of {name}; an address there shows that you had an account"
            )
        }
        Rule::Label => format!("because the address {typed} reads like {matched}"),
        Rule::Fuzzy => {
            format!("because \u{201c}{typed}\u{201d} is spelt like {matched}, or has words in common with it")
        }
    }
}
