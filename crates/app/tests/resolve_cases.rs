//! Names as people type them, on the real catalogue: what is linked without asking, what is asked, what is refused.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use heldby_app::{Knowledge, batch};
use std::sync::{Arc, LazyLock};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Knowledge::bundled(None));

/// Decision and ids of the candidates, best first.
fn lookup(name: &str, domain: &str, country: &str) -> (String, Vec<String>) {
    let domain = Some(domain).filter(|d| !d.is_empty());
    let row = batch::lookup_row(&KNOWLEDGE, 1, name, domain, Some(country)).unwrap();
    (row.decision, row.candidates.into_iter().map(|c| c.company).collect())
}

#[test]
fn linked_without_asking() {
    for (name, domain, country, company) in [
        ("T-Mobile", "", "US", "tmobile-us"),
        ("t mobile", "", "PL", "tmobile-pl"),
        ("TMOBILE", "", "NL", "tmobile-nl"),
        ("T-Mobile USA, Inc.", "", "", "tmobile-us"),
        ("my account", "account.t-mobile.com", "", "tmobile-us"),
        ("Talk Talk", "", "", "talktalk"),
        ("Talk-Talk Telecom Group Ltd.", "", "GB", "talktalk"),
        ("", "https://www.talktalk.co.uk/shop?x=1", "", "talktalk"),
        ("Virgin Media", "", "GB", "virgin-media-uk"),
        ("Virgin Media", "", "IE", "virgin-media-ie"),
        ("Virgin Media Ireland", "", "", "virgin-media-ie"),
        ("Three", "", "GB", "three-uk"),
        ("Three", "", "IE", "three-ie"),
        ("Three Mobile", "three.co.uk", "", "three-uk"),
        ("Drei", "", "AT", "drei-at"),
        ("O2", "", "DE", "o2-de"),
        ("Vodafone", "", "GB", "vodafone-uk"),
        ("Vodafone Iceland", "", "", "vodafone-is"),
        ("AT and T", "", "US", "att"),
        ("AT&T", "", "", "att"),
        ("Orange", "", "RO", "orange-ro"),
        ("Sky", "", "GB", "sky-uk"),
        ("Spectrum", "", "US", "charter"),
        ("Google Fi", "fi.google.com", "", "google-fi"),
        ("Everything Everywhere Limited", "", "GB", "ee"),
        ("Т-Mobile", "", "US", "tmobile-us"), // with a Cyrillic letter
    ] {
        let (decision, candidates) = lookup(name, domain, country);
        assert!(
            matches!(decision.as_str(), "same" | "related"),
            "{name} {domain} {country}: {decision} {candidates:?}"
        );
        assert_eq!(candidates[0], company, "{name} {domain} {country}: {candidates:?}");
    }
}

#[test]
fn asked_because_several_may_be_meant() {
    for (name, companies) in [
        ("T-Mobile", &["tmobile-us", "tmobile-pl", "tmobile-nl", "tmobile-cz", "tmobile-uk"][..]),
        ("Three", &["three-uk", "three-ie"]),
        (
            "Vodafone",
            &["vodafone-uk", "vodafone-de", "vodafone-is", "vodafone-it", "vodafone-es", "vodafone-ie"],
        ),
        ("Orange", &["orange-fr", "orange-be", "orange-ro", "orange-es", "orange-pl"]),
        ("O2", &["o2-uk", "o2-de", "o2-cz"]),
        ("Sky", &["sky-uk", "sky-de", "sky-it"]),
        ("Virgin Mobile", &["virgin-mobile-uk", "virgin-mobile-pl"]),
        ("Virgin Media", &["virgin-media-uk", "virgin-media-ie"]),
    ] {
        let (decision, candidates) = lookup(name, "", "");
        assert_eq!(decision, "ask", "{name}: {candidates:?}");
        for company in companies {
            assert!(
                candidates.iter().any(|c| c == company),
                "{name}: {company} is missing in {candidates:?}"
            );
        }
    }
}

#[test]
fn shown_with_the_tie_that_leads_there() {
    for (name, country, company, other) in [
        ("Orange", "GB", "orange-uk", "EE"),
        ("Virgin Mobile", "AU", "virgin-mobile-au", "Optus"),
        ("Cingular", "US", "cingular", "AT&T"),
        ("Tiscali", "GB", "tiscali-uk", "TalkTalk"),
    ] {
        let row = batch::lookup_row(&KNOWLEDGE, 1, name, None, Some(country)).unwrap();
        assert_eq!(row.candidates[0].company, company, "{name}");
        let relation = row.candidates[0].relation.as_deref().unwrap_or_default();
        assert!(relation.contains(other), "{name}: {relation:?}");
    }
}

#[test]
fn offered_but_never_linked() {
    for (name, domain, country, company) in [
        ("", "somebody@talktalk.net", "", "talktalk"),
        ("", "me@btinternet.com", "", "bt"),
        ("Virgin Medai", "", "GB", "virgin-media-uk"),
        ("Voda phone", "", "GB", "vodafone-uk"),
    ] {
        let (decision, candidates) = lookup(name, domain, country);
        assert!(matches!(decision.as_str(), "suggest" | "ask"), "{name}{domain}: {decision} {candidates:?}");
        assert!(candidates.iter().take(3).any(|c| c == company), "{name}{domain}: {candidates:?}");
    }
}

#[test]
fn strangers_with_similar_names() {
    for (name, country) in [
        ("Virgin Active", "GB"),
        ("Virgin Money", "GB"),
        ("Virgin Atlantic", "GB"),
        ("Three Rivers District Council", "GB"),
        ("TalkTV", "GB"),
        ("Orange County Credit Union", "US"),
        ("Skyscanner", "GB"),
        ("ActMobile Networks", "US"),
        ("Optus Bank", "US"),
        ("Freecycle", "GB"),
        ("3M", "US"),
        ("Boost Juice", "AU"),
        ("The Royal Mint", "GB"),
        ("NowTech", "GB"),
        ("", ""),
        ("   ", "GB"),
        ("!!!", "GB"),
        ("&", ""),
        ("Ltd", "GB"),
    ] {
        // They may be companies of the directory themselves, but no breach of the namesake is theirs.
        let row = batch::lookup_row(&KNOWLEDGE, 1, name, None, Some(country)).unwrap();
        let linked = matches!(row.decision.as_str(), "same" | "related");
        let breached: Vec<_> = row.candidates.iter().filter(|c| !c.breaches.is_empty()).collect();
        assert!(!linked || breached.is_empty(), "{name} {country}: {} {breached:?}", row.decision);
    }
}
