//! What a person can refuse, and what is refused to them.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use heldby_app::wire::{HoldingInput, Profile};
use heldby_app::{Code, Knowledge, Session, companies, lookup, overview, settings, unlock};
use std::sync::{Arc, LazyLock};

const PASSPHRASE: &str = "meadow lantern copper violin";

static KNOWLEDGE: LazyLock<Arc<Knowledge>> =
    LazyLock::new(|| Knowledge::bundled(Some(jiff::civil::date(2026, 11, 22))));

fn created(folder: &tempfile::TempDir) -> Session {
    let mut session = Session::new(folder.path().join("me.heldby"), Arc::clone(&KNOWLEDGE));
    unlock::create(&mut session, PASSPHRASE.into(), false).unwrap();
    session
}

fn named(name: &str, country: Option<&str>) -> HoldingInput {
    HoldingInput { name: name.into(), country: country.map(str::to_owned), ..HoldingInput::default() }
}

#[test]
fn none_of_these_is_an_answer_that_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    let asked = companies::add(&mut session, &named("T-Mobile", None)).unwrap();
    assert!(asked.row.needs_company && !asked.row.unlinked && asked.candidates.len() > 1);
    assert_eq!(overview::overview(&session).unwrap().unresolved, 1);

    let id = asked.row.id;
    let none = HoldingInput { unlinked: true, ..asked.input.clone() };
    let refused = companies::edit(&mut session, id, &none).unwrap();
    assert!(refused.row.unlinked && !refused.row.needs_company && refused.input.unlinked);
    assert!(refused.resolved.is_some_and(|said| said.contains("none of the companies")));
    assert_eq!(overview::overview(&session).unwrap().unresolved, 0, "they are not asked again");

    // Another change, and another day, do not ask again either.
    let noted = HoldingInput { note: "the club, not the operator".into(), ..refused.input };
    assert!(companies::edit(&mut session, id, &noted).unwrap().row.unlinked);
    unlock::lock(&mut session);
    unlock::unlock(&mut session, PASSPHRASE.into()).unwrap();
    assert!(companies::holding(&session, id).unwrap().row.unlinked);

    // Until they say so.
    let again = HoldingInput { unlinked: false, ..noted };
    let again = companies::edit(&mut session, id, &again).unwrap();
    assert!(again.row.needs_company && !again.row.unlinked);
}

#[test]
fn a_link_made_without_asking_can_be_refused_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    let linked = companies::add(&mut session, &named("TalkTalk", Some("GB"))).unwrap();
    assert_eq!(linked.row.company.as_deref(), Some("talktalk"));
    let refused = HoldingInput { unlinked: true, ..linked.input.clone() };
    let refused = companies::edit(&mut session, linked.row.id, &refused).unwrap();
    assert_eq!((refused.row.company, refused.matches.len()), (None, 0));
    let back = companies::edit(&mut session, linked.row.id, &linked.input).unwrap();
    assert_eq!(back.row.company.as_deref(), Some("talktalk"));

    let both = HoldingInput { company: Some("talktalk".into()), unlinked: true, ..linked.input };
    assert_eq!(companies::edit(&mut session, linked.row.id, &both).unwrap_err().code, Code::BadInput);
}

#[test]
fn what_cannot_exist_is_not_stored() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    for domain in ["nonsense", "a b.com", "co.uk", "talktalk.c0m", "192.168.0.1", "http://"] {
        let input = HoldingInput { domain: Some(domain.into()), ..named("Acme", None) };
        let refused = companies::add(&mut session, &input).unwrap_err();
        assert_eq!(refused.code, Code::BadInput, "{domain}");
        assert!(refused.message.contains("web or e-mail address"), "{}", refused.message);
    }
    for country in ["ZZ", "EU", "England"] {
        let refused = companies::add(&mut session, &named("Acme", Some(country))).unwrap_err();
        assert_eq!(refused.code, Code::BadInput, "{country}");
    }
    assert!(companies::holdings(&session).unwrap().is_empty());
    for domain in
        ["zz-one.co.uk", "https://www.zz-two.com/x", "me@zz-three.net", "bücher-zz.de", "zz.xn--p1ai"]
    {
        let input = HoldingInput { domain: Some(domain.into()), ..named(domain, None) };
        companies::add(&mut session, &input).unwrap_or_else(|e| panic!("{domain}: {}", e.message));
    }
}

#[test]
fn the_own_country_orders_what_may_be_meant() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    let first = |session: &Session| {
        let found = lookup::lookup_at_home(session, "T-Mobile", None, None).unwrap();
        (found.decision, found.candidates[0].countries.clone())
    };
    for home in ["PL", "US", "CZ"] {
        let profile = Profile { country: Some(home.into()), theme: "system".into() };
        settings::set_profile(&mut session, &profile).unwrap();
        let (decision, countries) = first(&session);
        assert!(countries.iter().any(|c| c == home), "{home}: {countries:?}");
        assert_eq!(decision, "ask", "it orders and does not decide");
        let asked = companies::add(&mut session, &named("T-Mobile", None)).unwrap();
        assert!(asked.candidates[0].countries.iter().any(|c| c == home));
        companies::remove(&mut session, asked.row.id).unwrap();
    }
}

#[test]
fn a_new_passphrase_leaves_removals_that_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = created(&folder);
    let id = companies::add(&mut session, &named("TalkTalk", Some("GB"))).unwrap().row.id;
    companies::remove(&mut session, id).unwrap();
    let new = "orbit walnut pepper canyon";
    let wrong = unlock::change_passphrase(&mut session, "nothing like it at all".into(), new.into(), false);
    assert_eq!(wrong.unwrap_err().code, Code::WrongPassphrase);
    unlock::change_passphrase(&mut session, PASSPHRASE.into(), new.into(), false).unwrap();
    assert_eq!(companies::restore(&mut session, id).unwrap().row.company.as_deref(), Some("talktalk"));
}
