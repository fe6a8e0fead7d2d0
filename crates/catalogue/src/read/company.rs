//! `companies/<country>/<id>.toml`: one company and its breaches.

use super::{Table, Words, breach};
use crate::text;
use heldby_model::{Alias, Breach, Company, CompanyId, Contacts, Deletion, Relation, RelationKind};

/// What one file holds.
pub(crate) struct Record {
    pub(crate) company: Company,
    pub(crate) breaches: Vec<Breach>,
}

/// Reads the file of the company whose id its name is.
pub(crate) fn read(table: &mut Table<'_>, file_id: &CompanyId, words: &Words) -> Record {
    let id = table.need("id", |t| text::id(t, |t| CompanyId::new(t).ok()));
    let company = Company {
        id: id.unwrap_or_else(|| file_id.clone()),
        name: table.need_text("name"),
        sector: table.need_text("sector"),
        countries: {
            if !table.has("countries") {
                table.missing("countries");
            }
            table.list("countries", text::country).into()
        },
        legal_names: table.texts("legal_names").into(),
        aliases: table.texts_or_tables("aliases", Alias::plain, alias).into(),
        domains: table.texts("domains").into(),
        exact_hosts: table.texts("exact_hosts").into(),
        mail_domains: table.texts("mail_domains").into(),
        not: table.texts("not").into(),
        name_in_context: table.flag("name_in_context"),
        subject: table.flag("subject"),
        unverified: table.texts("unverified").into(),
        contacts: table.table("contacts", contacts).map(Box::new),
        relations: table.tables("relations", |table, _| relation(table)).into(),
    };
    let breaches = table.tables("breaches", |table, index| breach::read(table, index, &company.id, words));
    table.finish();
    Record { company, breaches }
}

fn contacts(table: &mut Table<'_>) -> Contacts {
    Contacts {
        privacy_email: table.parsed("privacy_email", text::mail_address),
        privacy_form: table.parsed("privacy_form", text::url),
        address: table.text("address"),
        deletion_page: table.parsed("deletion_page", text::url),
        deletion: table.parsed("deletion", |t| text::word(t, Deletion::ALL, Deletion::as_str)),
        password_page: table.parsed("password_page", text::url),
    }
}

fn alias(table: &mut Table<'_>) -> Alias {
    Alias {
        name: table.need_text("name"),
        in_context: table.flag("in_context"),
        countries: table.list("countries", text::country).into(),
        from: table.parsed("from", text::date),
        until: table.parsed("until", text::date),
        implies: table.list("tags", text::tag).into(),
    }
}

fn relation(table: &mut Table<'_>) -> Relation {
    let kind = table.need("kind", |t| text::word(t, RelationKind::ALL, RelationKind::as_str));
    let company = table.need("company", company_id);
    Relation {
        // What stands in for an unreadable field is never used: the report has a finding for it.
        kind: kind.unwrap_or(RelationKind::Supplier),
        company: company.unwrap_or_else(unreadable),
        since: table.parsed("since", text::date),
        until: table.parsed("until", text::date),
        note: table.text("note").unwrap_or_default(),
    }
}

/// Reads the id of a company.
pub(crate) fn company_id(text: &str) -> Result<CompanyId, String> {
    text::id(text, |t| CompanyId::new(t).ok())
}

/// Stands in for an id that could not be read; no record can have it, because an underscore is no part of ids.
pub(crate) fn unreadable() -> CompanyId {
    CompanyId::new(UNREADABLE).expect("an underscore is allowed in identifiers")
}

/// The text of [`unreadable`] ids.
pub(crate) const UNREADABLE: &str = "_";
