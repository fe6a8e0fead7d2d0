//! `long-tail.jsonl`: breaches from the public list of Have I Been Pwned, one a line after a line about the list.

use super::hibp_classes::HibpClasses;
use super::{Lines, any_host, domain, name};
use crate::problem::Problem;
use crate::source::SourceFile;
use crate::text;
use heldby_model::{
    Audience, Breach, BreachId, ClassSet, CompanyId, Country, Group, GroupId, Layer, PartialDate, People,
    PeopleKind, Relationship, Source, SourceKind, Status,
};
use serde::Deserialize;
use std::collections::HashSet;

/// Relationships that come with an account. The list does not say what people were to a company, and names nobody
/// who had left.
const ACCOUNT_HOLDERS: [Relationship; 5] = [
    Relationship::Customer,
    Relationship::Member,
    Relationship::Patient,
    Relationship::Student,
    Relationship::Donor,
];

/// What the first line says about all others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    publisher: String,
    /// What the name of a record is appended to for its page.
    page: String,
    licence: String,
    attribution: String,
    newest: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    aliases_in_context: Vec<String>,
    #[serde(default)]
    name_in_context: bool,
    domain: Option<String>,
    host: Option<String>,
    #[serde(default)]
    countries: Vec<String>,
    date: String,
    listed: String,
    accounts: u64,
    #[serde(default)]
    relationships: Vec<String>,
    #[serde(default = "yes")]
    verified: bool,
    #[serde(default)]
    sensitive: bool,
    /// Flags of which the list said nothing yet.
    #[serde(default)]
    flags_unknown: Vec<String>,
    classes: Vec<String>,
}

fn yes() -> bool {
    true
}

/// A breach of the list and what is said of its company, which is found when all records are joined.
pub(crate) struct Listed {
    /// The breach; its company is still the one that it would have if there were no other record.
    pub(crate) breach: Breach,
    /// The company's name.
    pub(crate) name: String,
    /// Whether that name needs further evidence.
    pub(crate) name_in_context: bool,
    /// Other names, and whether each needs further evidence.
    pub(crate) aliases: Vec<(String, bool)>,
    /// The domain of the site.
    pub(crate) domain: Option<String>,
    /// The host of the site, where others own its domain.
    pub(crate) host: Option<String>,
    /// Where it serves people, as far as the name needs to be told from others.
    pub(crate) countries: Vec<Country>,
}

/// Reads all breaches, in the order of the lines. Without a map of the classes every class is unknown.
pub(crate) fn read(
    file: &SourceFile,
    classes: &HibpClasses,
    today: Option<PartialDate>,
) -> (Vec<Listed>, Vec<Problem>) {
    let mut lines = Lines::new(file);
    let mut rows = lines.iter();
    let header = match rows.next() {
        Some((line, text)) => lines.record::<Header>(line, text),
        None => {
            lines.wrong(1, "", "is empty: its first line says whose list this is");
            None
        }
    };
    let Some(header) = header else { return (Vec::new(), lines.into_problems()) };
    for (field, text) in [("licence", &header.licence), ("attribution", &header.attribution)] {
        lines.value(1, field, text::check(text));
    }
    lines.value(1, "page", text::url(&header.page));
    lines.value(1, "newest", text::date(&header.newest));
    let mut ids = HashSet::new();
    let mut listed = Vec::new();
    for (line, text) in rows {
        let Some(row) = lines.record::<Row>(line, text) else { continue };
        if !ids.insert(row.id.clone()) {
            lines.wrong(line, "id", format!("{:?} stands in an earlier line: ids are unique", row.id));
        }
        listed.extend(read_row(&mut lines, line, row, &header, classes, today));
    }
    (listed, lines.into_problems())
}

fn read_row(
    lines: &mut Lines<'_>,
    line: usize,
    row: Row,
    header: &Header,
    classes: &HibpClasses,
    today: Option<PartialDate>,
) -> Option<Listed> {
    let id = lines.value(line, "id", breach_id(&row.id));
    let own_name = lines.value(line, "name", name(&row.name));
    let date = lines.value(line, "date", text::date(&row.date));
    let shown = lines.value(line, "listed", text::date(&row.listed));
    if let (Some(date), Some(shown)) = (date, shown)
        && date.first() > shown.last()
    {
        lines.wrong(line, "date", format!("{date} lies after {shown}, on which it was listed"));
    }
    if let (Some(shown), Some(today)) = (shown, today)
        && shown.first() > today.last()
    {
        lines.wrong(line, "listed", format!("{shown} lies after {today}, the date of this catalogue"));
    }
    if row.accounts == 0 {
        lines.wrong(line, "accounts", "must be a whole number above zero");
    }
    let plain = lines.values(line, "aliases", &row.aliases, name);
    let in_context = lines.values(line, "aliases_in_context", &row.aliases_in_context, name);
    let site = row.domain.as_deref().and_then(|text| lines.value(line, "domain", domain(text)));
    let host = row.host.as_deref().and_then(|text| lines.value(line, "host", any_host(text)));
    let countries = lines.values(line, "countries", &row.countries, text::country);
    let audiences = lines.values(line, "relationships", &row.relationships, |word| {
        Audience::from_word(word).ok_or_else(|| format!("{word:?} is no relationship"))
    });
    let sets = lines.values(line, "classes", &row.classes, |name| {
        classes.get(name).ok_or_else(|| {
            format!("nobody has said yet what {:?} means: add it to hibp-classes.toml", text::shorten(name))
        })
    });
    let unknown = lines.values(line, "flags_unknown", &row.flags_unknown, |flag| {
        text::word(flag, &["sensitive", "verified"], |flag| flag)
            .map(|flag| format!("The list does not say yet whether the record is {flag}."))
    });
    let all = sets.into_iter().fold(ClassSet::EMPTY, ClassSet::union);
    let (exposed, possibly) = classes.divide(all);
    let id = id?;
    let source = Source {
        url: format!("{}{}", header.page, id.as_str().trim_start_matches("hibp:")),
        publisher: header.publisher.clone(),
        kind: SourceKind::Database,
        date: shown,
    };
    let people = Some(People { count: row.accounts, kind: PeopleKind::Approx });
    let date = date?;
    Some(Listed {
        breach: Breach {
            company: CompanyId::new(site.as_deref().unwrap_or(id.as_str())).ok()?,
            id,
            also: Vec::new(),
            layer: Layer::LongTail,
            sensitive: row.sensitive,
            title: format!("Account data of {}", date.year()),
            via: None,
            affected_brands: Vec::new(),
            occurred_from: Some(date),
            occurred_to: None,
            discovered: None,
            disclosed: shown,
            records: None,
            status: if row.verified { Status::Confirmed } else { Status::Claimed },
            people,
            groups: vec![Group {
                id: GroupId::new("accounts").expect("the word is an identifier"),
                who: "people with an account".to_owned(),
                audiences: if audiences.is_empty() { account_holders() } else { audiences },
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
            sources: vec![source],
            notes: String::new(),
            unverified: unknown,
        },
        name: own_name?,
        name_in_context: row.name_in_context,
        aliases: plain
            .into_iter()
            .map(|name| (name, false))
            .chain(in_context.into_iter().map(|name| (name, true)))
            .collect(),
        domain: site,
        host,
        countries,
    })
}

fn account_holders() -> Vec<Audience> {
    ACCOUNT_HOLDERS.iter().map(|&relationship| Audience { relationship, former: false }).collect()
}

fn breach_id(text: &str) -> Result<BreachId, String> {
    if !text.starts_with("hibp:") {
        return Err(format!("{:?} has to begin with \"hibp:\"", text::shorten(text)));
    }
    BreachId::new(text).map_err(|error| error.to_string())
}
