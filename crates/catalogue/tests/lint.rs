//! What deserves a person's look.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use heldby_catalogue::lint::{Kind, lint};
use heldby_catalogue::{SourceFile, compile, read_folder};
use heldby_model::{
    Alias, Breach, Catalogue, Company, CompanyId, GroupId, People, PeopleKind, Relation, RelationKind,
    SourceKind, Status,
};
use std::path::Path;

fn fixture() -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture");
    let files: Vec<SourceFile> = read_folder(&folder).unwrap();
    compile(&files).unwrap()
}

/// The kinds that are found after a change and not before.
fn added(change: impl FnOnce(&mut Vec<Company>, &mut Vec<Breach>)) -> Vec<(Kind, String)> {
    let base = fixture();
    let before: Vec<_> = lint(&base);
    let (mut companies, mut breaches) = (base.companies().to_vec(), base.breaches().to_vec());
    change(&mut companies, &mut breaches);
    let changed = Catalogue::new(base.info().clone(), base.vocabulary().clone(), companies, breaches);
    lint(&changed).into_iter().filter(|f| !before.contains(f)).map(|f| (f.kind, f.id)).collect()
}

fn people(count: u64) -> Option<People> {
    Some(People { count, kind: PeopleKind::Exact })
}

#[test]
fn each_rule_finds_what_it_is_for_and_nothing_else() {
    let base = fixture();
    let (breach, company) = (base.breaches()[0].id.to_string(), base.companies()[0].id.to_string());
    let at_breach = |kind| vec![(kind, breach.clone())];
    let at_company = |kind| vec![(kind, company.clone())];
    assert_eq!(added(|_, _| {}), []);
    assert_eq!(added(|_, b| b[0].sources.clear()), at_breach(Kind::NoSource));
    let only_press = |_: &mut Vec<Company>, b: &mut Vec<Breach>| {
        b[0].status = Status::Confirmed;
        b[0].sources.iter_mut().for_each(|s| s.kind = SourceKind::Press);
    };
    assert_eq!(added(only_press), at_breach(Kind::OnlyPress));
    let total = |_: &mut Vec<Company>, b: &mut Vec<Breach>| {
        b[0].people = people(1);
        b[0].groups.truncate(1);
        b[0].groups[0].people = people(2);
    };
    assert!(added(total).contains(&(Kind::TotalTooSmall, breach.clone())));
    let big = |_: &mut Vec<Company>, b: &mut Vec<Breach>| {
        b[0].status = Status::Confirmed;
        b[0].people = people(5_000_000);
        b[0].groups.truncate(1);
    };
    assert!(added(big).contains(&(Kind::NoGroups, breach.clone())));
    let empty = |_: &mut Vec<Company>, b: &mut Vec<Breach>| {
        let mut group = b[0].groups[0].clone();
        group.id = GroupId::new("zz-nobody").unwrap();
        (group.people, group.within) = (None, None);
        (group.exposed, group.possibly) = Default::default();
        b[0].groups.push(group);
    };
    assert!(added(empty).contains(&(Kind::EmptyGroup, breach.clone())));
    let suffix = |c: &mut Vec<Company>, _: &mut Vec<Breach>| c[0].domains.push("co.uk".into());
    assert_eq!(added(suffix), at_company(Kind::PublicDomain));
    let shared = |c: &mut Vec<Company>, _: &mut Vec<Breach>| {
        c[0].aliases.push(Alias::plain("Zz Phone"));
        c[1].aliases.push(Alias::plain("ZZPhone"));
    };
    let both = added(shared);
    assert_eq!(both.len(), 2);
    assert!(both.iter().all(|(kind, _)| *kind == Kind::SharedName));
    let unchecked = |c: &mut Vec<Company>, _: &mut Vec<Breach>| c[0].unverified.push("the owner".into());
    assert_eq!(added(unchecked).last(), at_company(Kind::Unverified).last());
}

#[test]
fn ties_that_time_has_overtaken_are_found() {
    let relation = |kind, company: &CompanyId, since: Option<&str>, until: Option<&str>| Relation {
        kind,
        company: company.clone(),
        since: since.map(|d| d.parse().unwrap()),
        until: until.map(|d| d.parse().unwrap()),
        note: String::new(),
    };
    let stale = |change: &dyn Fn(&mut Vec<Company>, &[CompanyId])| {
        let found = added(|companies, _| {
            let ids: Vec<CompanyId> = companies.iter().map(|c| c.id.clone()).collect();
            companies.iter_mut().for_each(|c| c.relations.clear());
            change(companies, &ids);
        });
        found.into_iter().filter(|(kind, _)| *kind == Kind::StaleRelation).count()
    };
    assert_eq!(stale(&|_, _| {}), 0);
    let parent = RelationKind::Parent;
    assert_eq!(stale(&|c, ids| c[0].relations = [relation(parent, &ids[1], None, None)].into()), 0);
    let renamed = |c: &mut Vec<Company>, ids: &[CompanyId]| {
        c[0].relations = [relation(parent, &ids[1], None, None)].into();
        c[1].relations = [relation(RelationKind::RenamedTo, &ids[2], Some("2020"), None)].into();
    };
    assert_eq!(stale(&renamed), 1);
    let undated = |c: &mut Vec<Company>, ids: &[CompanyId]| {
        c[0].relations = [relation(RelationKind::MergedInto, &ids[1], None, None)].into();
    };
    assert_eq!(stale(&undated), 1);
    let reversed = |c: &mut Vec<Company>, ids: &[CompanyId]| {
        c[0].relations = [relation(parent, &ids[1], Some("2020"), Some("2019"))].into();
    };
    assert_eq!(stale(&reversed), 1);
    let two = |c: &mut Vec<Company>, ids: &[CompanyId]| {
        c[0].relations =
            [relation(parent, &ids[1], None, None), relation(parent, &ids[2], None, None)].into();
    };
    assert_eq!(stale(&two), 1);
}
