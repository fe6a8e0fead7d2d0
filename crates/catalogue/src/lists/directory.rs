//! `directory.jsonl`: companies that people deal with, one a line, most of them without a known breach.

use super::{Lines, any_host, domain, name};
use crate::problem::Problem;
use crate::source::SourceFile;
use crate::text;
use heldby_model::{Alias, Company, CompanyId, Contacts, Deletion};
use serde::Deserialize;
use std::collections::HashSet;

/// Where records of the directory are from; NOTICE names their licences.
const ORIGINS: [&str; 6] =
    ["2factorauth", "added", "apple", "datenanfragen", "justdeleteme", "name-suggestion-index"];

/// The line of business of a record that names none.
pub(crate) const UNKNOWN_SECTOR: &str = "other";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    name: String,
    #[serde(default)]
    legal_names: Vec<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    domains: Vec<String>,
    #[serde(default)]
    exact_hosts: Vec<String>,
    #[serde(default)]
    mail_domains: Vec<String>,
    #[serde(default)]
    countries: Vec<String>,
    sector: Option<String>,
    privacy_email: Option<String>,
    privacy_form: Option<String>,
    address: Option<String>,
    deletion_page: Option<String>,
    deletion: Option<String>,
    password_page: Option<String>,
    from: Vec<String>,
}

/// Reads all companies, in the order of the lines.
pub(crate) fn read(file: &SourceFile) -> (Vec<Company>, Vec<Problem>) {
    let mut lines = Lines::new(file);
    let mut ids = HashSet::new();
    let mut domains = HashSet::new();
    let mut companies = Vec::new();
    for (line, text) in lines.iter() {
        let Some(row) = lines.record::<Row>(line, text) else { continue };
        if !ids.insert(row.id.clone()) {
            lines.wrong(line, "id", format!("{:?} is the id of an earlier line: ids are unique", row.id));
        }
        for twice in row.domains.iter().filter(|d| !domains.insert((*d).clone())) {
            lines.wrong(
                line,
                "domains",
                format!("{twice:?} stands in an earlier line: a domain has one owner"),
            );
        }
        companies.extend(company(&mut lines, line, row));
    }
    (companies, lines.into_problems())
}

fn company(lines: &mut Lines<'_>, line: usize, row: Row) -> Option<Company> {
    let id = lines.value(line, "id", CompanyId::new(&row.id).map_err(|error| error.to_string()));
    let own_name = lines.value(line, "name", name(&row.name));
    let from =
        lines.values(line, "from", &row.from, |text| text::word(text, &ORIGINS, |origin| origin).map(|_| ()));
    if from.is_empty() && row.from.is_empty() {
        lines.wrong(line, "from", "is empty: say where the record is from");
    }
    let legal_names = lines.values(line, "legal_names", &row.legal_names, name);
    let aliases = lines.values(line, "aliases", &row.aliases, name);
    let domains = lines.values(line, "domains", &row.domains, domain);
    let exact_hosts = lines.values(line, "exact_hosts", &row.exact_hosts, any_host);
    let mail_domains = lines.values(line, "mail_domains", &row.mail_domains, any_host);
    let countries = lines.values(line, "countries", &row.countries, text::country);
    let contacts = contacts(lines, line, &row);
    let sector = row.sector.as_deref().unwrap_or(UNKNOWN_SECTOR);
    Some(Company {
        legal_names: legal_names.into(),
        aliases: aliases.into_iter().map(Alias::plain).collect(),
        domains: domains.into(),
        exact_hosts: exact_hosts.into(),
        mail_domains: mail_domains.into(),
        countries: countries.into(),
        contacts,
        ..Company::named(id?, own_name?, sector)
    })
}

fn contacts(lines: &mut Lines<'_>, line: usize, row: &Row) -> Option<Box<Contacts>> {
    let mut field = |name: &str, value: &Option<String>, read: fn(&str) -> Result<String, String>| {
        value.as_deref().and_then(|text| lines.value(line, name, read(text)))
    };
    let whole = |text: &str| text::check(text).map(|()| text.to_owned());
    let contacts = Contacts {
        privacy_email: field("privacy_email", &row.privacy_email, text::mail_address),
        privacy_form: field("privacy_form", &row.privacy_form, text::url),
        address: field("address", &row.address, whole),
        deletion_page: field("deletion_page", &row.deletion_page, text::url),
        password_page: field("password_page", &row.password_page, text::url),
        deletion: row.deletion.as_deref().and_then(|word| {
            lines.value(line, "deletion", text::word(word, Deletion::ALL, Deletion::as_str))
        }),
    };
    (contacts != Contacts::default()).then(|| Box::new(contacts))
}
