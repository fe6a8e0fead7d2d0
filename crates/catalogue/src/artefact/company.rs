//! One company.

use super::ArtefactError;
use super::words::{self, Codes, Date, place, word};
use heldby_model::{Alias, Company, CompanyId, Contacts, Deletion, Relation, RelationKind};
use serde::{Deserialize, Serialize};
use thin_vec::ThinVec;

#[derive(Serialize, Deserialize)]
pub(super) struct Record<'a> {
    /// Its id.
    pub(super) id: &'a str,
    name: &'a str,
    legal_names: ThinVec<String>,
    #[serde(borrow)]
    aliases: Vec<AliasRecord<'a>>,
    domains: ThinVec<String>,
    exact_hosts: ThinVec<String>,
    mail_domains: ThinVec<String>,
    #[serde(borrow)]
    countries: Codes<'a>,
    sector: &'a str,
    #[serde(borrow)]
    relations: Vec<RelationRecord<'a>>,
    not: ThinVec<String>,
    name_in_context: bool,
    subject: bool,
    unverified: ThinVec<String>,
    #[serde(borrow)]
    contacts: Option<ContactsRecord<'a>>,
}

#[derive(Serialize, Deserialize)]
struct AliasRecord<'a> {
    name: &'a str,
    in_context: bool,
    #[serde(borrow)]
    countries: Codes<'a>,
    from: Option<Date>,
    until: Option<Date>,
    implies: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct RelationRecord<'a> {
    kind: u8,
    company: &'a str,
    since: Option<Date>,
    until: Option<Date>,
    note: &'a str,
}

#[derive(Serialize, Deserialize)]
struct ContactsRecord<'a> {
    privacy_email: Option<&'a str>,
    privacy_form: Option<&'a str>,
    address: Option<&'a str>,
    deletion_page: Option<&'a str>,
    deletion: Option<u8>,
    password_page: Option<&'a str>,
}

impl<'a> From<&'a Company> for Record<'a> {
    fn from(company: &'a Company) -> Self {
        Self {
            id: company.id.as_str(),
            name: &company.name,
            legal_names: company.legal_names.clone(),
            aliases: company.aliases.iter().map(AliasRecord::from).collect(),
            domains: company.domains.clone(),
            exact_hosts: company.exact_hosts.clone(),
            mail_domains: company.mail_domains.clone(),
            countries: words::codes(&company.countries),
            sector: &company.sector,
            relations: company.relations.iter().map(RelationRecord::from).collect(),
            not: company.not.clone(),
            name_in_context: company.name_in_context,
            subject: company.subject,
            unverified: company.unverified.clone(),
            contacts: company.contacts.as_deref().map(ContactsRecord::from),
        }
    }
}

impl Record<'_> {
    pub(super) fn read(self) -> Result<Company, ArtefactError> {
        Ok(Company {
            id: company_id(self.id)?,
            name: self.name.to_owned(),
            legal_names: self.legal_names,
            aliases: words::each(self.aliases, AliasRecord::read)?.into(),
            domains: self.domains,
            exact_hosts: self.exact_hosts,
            mail_domains: self.mail_domains,
            countries: words::countries(&self.countries)?,
            sector: self.sector.to_owned(),
            relations: words::each(self.relations, RelationRecord::read)?.into(),
            not: self.not,
            name_in_context: self.name_in_context,
            subject: self.subject,
            unverified: self.unverified,
            contacts: self.contacts.map(|contacts| contacts.read().map(Box::new)).transpose()?,
        })
    }
}

impl<'a> From<&'a Alias> for AliasRecord<'a> {
    fn from(alias: &'a Alias) -> Self {
        Self {
            name: &alias.name,
            in_context: alias.in_context,
            countries: words::codes(&alias.countries),
            from: alias.from.map(Date::from),
            until: alias.until.map(Date::from),
            implies: alias.implies.iter().map(ToString::to_string).collect(),
        }
    }
}

impl AliasRecord<'_> {
    fn read(self) -> Result<Alias, ArtefactError> {
        Ok(Alias {
            name: self.name.to_owned(),
            in_context: self.in_context,
            countries: words::countries(&self.countries)?,
            from: words::date(self.from)?,
            until: words::date(self.until)?,
            implies: words::attributes(self.implies)?.into(),
        })
    }
}

impl<'a> From<&'a Relation> for RelationRecord<'a> {
    fn from(relation: &'a Relation) -> Self {
        Self {
            kind: place(RelationKind::ALL, relation.kind),
            company: relation.company.as_str(),
            since: relation.since.map(Date::from),
            until: relation.until.map(Date::from),
            note: &relation.note,
        }
    }
}

impl RelationRecord<'_> {
    fn read(self) -> Result<Relation, ArtefactError> {
        Ok(Relation {
            kind: word(RelationKind::ALL, self.kind)?,
            company: company_id(self.company)?,
            since: words::date(self.since)?,
            until: words::date(self.until)?,
            note: self.note.to_owned(),
        })
    }
}

impl<'a> From<&'a Contacts> for ContactsRecord<'a> {
    fn from(contacts: &'a Contacts) -> Self {
        Self {
            privacy_email: contacts.privacy_email.as_deref(),
            privacy_form: contacts.privacy_form.as_deref(),
            address: contacts.address.as_deref(),
            deletion_page: contacts.deletion_page.as_deref(),
            deletion: contacts.deletion.map(|word| place(Deletion::ALL, word)),
            password_page: contacts.password_page.as_deref(),
        }
    }
}

impl ContactsRecord<'_> {
    fn read(self) -> Result<Contacts, ArtefactError> {
        Ok(Contacts {
            privacy_email: self.privacy_email.map(str::to_owned),
            privacy_form: self.privacy_form.map(str::to_owned),
            address: self.address.map(str::to_owned),
            deletion_page: self.deletion_page.map(str::to_owned),
            deletion: self.deletion.map(|place| word(Deletion::ALL, place)).transpose()?,
            password_page: self.password_page.map(str::to_owned),
        })
    }
}

pub(super) fn company_id(text: &str) -> Result<CompanyId, ArtefactError> {
    CompanyId::new(text).map_err(|_| ArtefactError::Damaged("an id is none"))
}
