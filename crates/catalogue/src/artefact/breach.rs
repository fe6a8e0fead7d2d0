//! One breach.

use super::ArtefactError;
use super::company::company_id;
use super::words::{self, Code, Date, place, places, word};
use heldby_model::{
    Audience, Breach, BreachId, Condition, ConditionId, Group, GroupId, Layer, NotAffected, People,
    PeopleKind, Reach, RecordsOf, RecordsWindow, Relationship, Source, SourceKind, Status, Superseded,
    Supplier,
};
use serde::{Deserialize, Serialize};

const ID: ArtefactError = ArtefactError::Damaged("an id is none");

/// Whom a source clears: company, country, relationship, and which source.
type Cleared<'a> = (Option<&'a str>, Option<Code>, Option<u8>, usize);

#[derive(Serialize, Deserialize)]
pub(super) struct Record<'a> {
    id: &'a str,
    company: &'a str,
    also: Vec<String>,
    layer: u8,
    sensitive: bool,
    title: &'a str,
    via: Option<(Option<&'a str>, &'a str)>,
    #[serde(borrow)]
    affected_brands: Vec<&'a str>,
    /// Occurred from and to, discovered, disclosed.
    dates: [Option<Date>; 4],
    records: Option<(Option<Date>, Option<Date>, u8)>,
    status: u8,
    people: Option<(u64, u8)>,
    #[serde(borrow)]
    groups: Vec<GroupRecord<'a>>,
    ruled_out: Vec<u8>,
    ruled_out_by: Option<usize>,
    /// Company, country, relationship, source.
    #[serde(borrow)]
    not_affected: Vec<Cleared<'a>>,
    #[serde(borrow)]
    superseded: Vec<(Option<Date>, &'a str)>,
    /// Address, publisher, kind, date.
    #[serde(borrow)]
    sources: Vec<(&'a str, &'a str, u8, Option<Date>)>,
    notes: &'a str,
    unverified: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct GroupRecord<'a> {
    id: &'a str,
    who: &'a str,
    /// Relationship, and whether it had ended.
    audiences: Vec<(u8, bool)>,
    attributes: Vec<String>,
    condition: Option<(&'a str, &'a str)>,
    people: Option<(u64, u8)>,
    exposed: Vec<u8>,
    possibly: Vec<u8>,
    ruled_out: Vec<u8>,
    ruled_out_by: Option<usize>,
    reach: Option<u8>,
    within: Option<&'a str>,
    current_only: bool,
}

impl<'a> From<&'a Breach> for Record<'a> {
    fn from(breach: &'a Breach) -> Self {
        let via = breach.via.as_ref();
        Self {
            id: breach.id.as_str(),
            company: breach.company.as_str(),
            also: breach.also.clone(),
            layer: place(Layer::ALL, breach.layer),
            sensitive: breach.sensitive,
            title: &breach.title,
            via: via.map(|via| (via.company.as_ref().map(|id| id.as_str()), via.name.as_str())),
            affected_brands: breach.affected_brands.iter().map(|id| id.as_str()).collect(),
            dates: [breach.occurred_from, breach.occurred_to, breach.discovered, breach.disclosed]
                .map(|date| date.map(Date::from)),
            records: breach.records.map(|window| {
                (window.from.map(Date::from), window.to.map(Date::from), place(RecordsOf::ALL, window.of))
            }),
            status: place(Status::ALL, breach.status),
            people: breach.people.map(count),
            groups: breach.groups.iter().map(GroupRecord::from).collect(),
            ruled_out: places(breach.ruled_out),
            ruled_out_by: breach.ruled_out_by,
            not_affected: breach
                .not_affected
                .iter()
                .map(|cleared| {
                    let relationship = cleared.relationship.map(|r| place(Relationship::ALL, r));
                    let company = cleared.company.as_ref().map(|id| id.as_str());
                    (company, cleared.country.map(words::code), relationship, cleared.source)
                })
                .collect(),
            superseded: breach
                .superseded
                .iter()
                .map(|claim| (claim.date.map(Date::from), claim.claim.as_str()))
                .collect(),
            sources: breach
                .sources
                .iter()
                .map(|s| {
                    let kind = place(SourceKind::ALL, s.kind);
                    (s.url.as_str(), s.publisher.as_str(), kind, s.date.map(Date::from))
                })
                .collect(),
            notes: &breach.notes,
            unverified: breach.unverified.clone(),
        }
    }
}

impl Record<'_> {
    pub(super) fn read(self, classes: usize) -> Result<Breach, ArtefactError> {
        let sources = self.sources.len();
        let [from, to, discovered, disclosed] = self.dates;
        Ok(Breach {
            id: BreachId::new(self.id).map_err(|_| ID)?,
            company: company_id(self.company)?,
            also: self.also,
            layer: word(Layer::ALL, self.layer)?,
            sensitive: self.sensitive,
            title: self.title.to_owned(),
            via: self.via.map(supplier).transpose()?,
            affected_brands: words::each(self.affected_brands, company_id)?,
            occurred_from: words::date(from)?,
            occurred_to: words::date(to)?,
            discovered: words::date(discovered)?,
            disclosed: words::date(disclosed)?,
            records: self.records.map(window).transpose()?,
            status: word(Status::ALL, self.status)?,
            people: self.people.map(people).transpose()?,
            groups: words::each(self.groups, |group| group.read(classes, sources))?,
            ruled_out: words::set(&self.ruled_out, classes)?,
            ruled_out_by: said_by(self.ruled_out_by, sources)?,
            not_affected: words::each(self.not_affected, |(company, country, relationship, source)| {
                Ok(NotAffected {
                    company: company.map(company_id).transpose()?,
                    country: country.map(words::country).transpose()?,
                    relationship: relationship.map(|r| word(Relationship::ALL, r)).transpose()?,
                    source: source_at(source, sources)?,
                })
            })?,
            superseded: words::each(self.superseded, |(date, claim)| {
                Ok(Superseded { date: words::date(date)?, claim: claim.to_owned() })
            })?,
            sources: words::each(self.sources, source)?,
            notes: self.notes.to_owned(),
            unverified: self.unverified,
        })
    }
}

impl<'a> From<&'a Group> for GroupRecord<'a> {
    fn from(group: &'a Group) -> Self {
        let audience = |a: &Audience| (place(Relationship::ALL, a.relationship), a.former);
        Self {
            id: group.id.as_str(),
            who: &group.who,
            audiences: group.audiences.iter().map(audience).collect(),
            attributes: group.attributes.iter().map(ToString::to_string).collect(),
            condition: group.condition.as_ref().map(|c| (c.id.as_str(), c.question.as_str())),
            people: group.people.map(count),
            exposed: places(group.exposed),
            possibly: places(group.possibly),
            ruled_out: places(group.ruled_out),
            ruled_out_by: group.ruled_out_by,
            reach: group.reach.map(|reach| place(Reach::ALL, reach)),
            within: group.within.as_ref().map(|id| id.as_str()),
            current_only: group.current_only,
        }
    }
}

impl GroupRecord<'_> {
    fn read(self, classes: usize, sources: usize) -> Result<Group, ArtefactError> {
        let set = |places: &[u8]| words::set(places, classes);
        Ok(Group {
            id: GroupId::new(self.id).map_err(|_| ID)?,
            who: self.who.to_owned(),
            audiences: words::each(self.audiences, |(relationship, former)| {
                Ok(Audience { relationship: word(Relationship::ALL, relationship)?, former })
            })?,
            attributes: words::attributes(self.attributes)?,
            condition: self
                .condition
                .map(|(id, question)| {
                    let id = ConditionId::new(id).map_err(|_| ID)?;
                    Ok(Condition { id, question: question.to_owned() })
                })
                .transpose()?,
            people: self.people.map(people).transpose()?,
            exposed: set(&self.exposed)?,
            possibly: set(&self.possibly)?,
            ruled_out: set(&self.ruled_out)?,
            ruled_out_by: said_by(self.ruled_out_by, sources)?,
            reach: self.reach.map(|reach| word(Reach::ALL, reach)).transpose()?,
            within: self.within.map(|id| GroupId::new(id).map_err(|_| ID)).transpose()?,
            current_only: self.current_only,
        })
    }
}

fn count(people: People) -> (u64, u8) {
    (people.count, place(PeopleKind::ALL, people.kind))
}

fn people((count, kind): (u64, u8)) -> Result<People, ArtefactError> {
    Ok(People { count, kind: word(PeopleKind::ALL, kind)? })
}

fn supplier((company, name): (Option<&str>, &str)) -> Result<Supplier, ArtefactError> {
    Ok(Supplier { company: company.map(company_id).transpose()?, name: name.to_owned() })
}

fn window((from, to, of): (Option<Date>, Option<Date>, u8)) -> Result<RecordsWindow, ArtefactError> {
    Ok(RecordsWindow { from: words::date(from)?, to: words::date(to)?, of: word(RecordsOf::ALL, of)? })
}

fn source((url, publisher, kind, date): (&str, &str, u8, Option<Date>)) -> Result<Source, ArtefactError> {
    Ok(Source {
        url: url.to_owned(),
        publisher: publisher.to_owned(),
        kind: word(SourceKind::ALL, kind)?,
        date: words::date(date)?,
    })
}

fn source_at(place: usize, sources: usize) -> Result<usize, ArtefactError> {
    if place < sources { Ok(place) } else { Err(ArtefactError::Damaged("a source is missing")) }
}

fn said_by(place: Option<usize>, sources: usize) -> Result<Option<usize>, ArtefactError> {
    place.map(|place| source_at(place, sources)).transpose()
}
