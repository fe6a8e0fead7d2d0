use super::fixture::{Record, company, with};
use super::*;
use heldby_model::{Days, PartialDate, Until};

#[test]
fn equal_names_are_linked() {
    check(&[
        ("TalkTalk", "", "", "same: talktalk"),
        ("talk-talk", "", "GB", "same: talktalk"),
        ("Talk Talk", "", "", "same: talktalk"),
        ("Talk Talk Telecom Group Ltd", "", "", "same: talktalk"),
        ("AT&T", "", "", "same: att"),
        ("AT and T", "", "US", "same: att"),
        ("att", "", "", "none:"),
        ("t mobile usa", "", "", "same: tmobile-us"),
        ("T-Mobile USA, Inc.", "", "", "same: tmobile-us"),
        ("T\u{2011}Mobile (UK) Ltd", "", "", "same: tmobile-uk"),
        ("Everything Everywhere plc", "", "", "same: ee"),
        ("The Everything Everywhere", "", "", "same: ee"),
        ("Communications Charter", "", "", "same: charter"),
        ("T\u{0435}lewest", "", "", "same: virgin-media-uk"),
        ("쿠팡", "", "", "same: coupang"),
        ("쿠팡 주식회사", "", "KR", "same: coupang"),
        ("Tiscali UK", "", "", "same: tiscali-uk"),
    ]);
}

#[test]
fn strangers_are_not_linked() {
    check(&[
        ("", "", "", "none:"),
        ("   ", "", "GB", "none:"),
        ("!?", "", "GB", "none:"),
        ("🙂", "", "GB", "none:"),
        ("Ltd", "", "GB", "none:"),
        ("Virgin Active", "", "GB", "none:"),
        ("Virgin Atlantic Airways", "", "GB", "none:"),
        ("Virgin Money plc", "", "GB", "none:"),
        ("Virgin", "", "GB", "none:"),
        ("Three Rivers District Council", "", "GB", "none:"),
        ("Orange County Credit Union", "", "US", "none:"),
        ("Metro Bank", "", "GB", "none:"),
        ("TalkTV", "", "GB", "none:"),
        ("Spectrum Health", "", "US", "none:"),
        ("ActMobile Networks", "", "US", "none:"),
        ("집꾸미기", "", "KR", "none:"),
        ("Channel 5", "", "GB", "none:"),
        ("Channel Four", "", "GB", "none:"),
    ]);
}

#[test]
fn a_country_decides_between_bearers_of_one_name() {
    check(&[
        ("T-Mobile", "", "US", "same: tmobile-us"),
        ("T-Mobile", "", "PL", "same: tmobile-pl"),
        ("T-Mobile", "", "GB", "related: tmobile-uk"),
        ("Three", "", "GB", "same: three-uk"),
        ("Three", "", "IE", "same: three-ie"),
        ("three ltd", "", "IE", "same: three-ie"),
        ("3", "", "AT", "same: drei-at"),
        ("Drei", "", "AT", "same: drei-at"),
        ("Vodafone", "", "DE", "same: vodafone-de"),
        ("Virgin Media", "", "GB", "same: virgin-media-uk"),
        ("Virgin Media", "", "IE", "same: virgin-media-ie"),
        ("Orange", "", "GB", "related: orange-uk"),
        ("Spectrum", "", "US", "same: charter"),
        ("Sprint", "", "US", "same: sprint"),
    ]);
}

#[test]
fn an_ambiguous_name_is_asked_about() {
    check(&[
        // Those with breaches come first.
        ("T-Mobile", "", "", "ask: tmobile-us tmobile-pl tmobile-uk"),
        ("Three", "", "", "ask: three-uk three-ie"),
        ("3", "", "", "ask: three-uk drei-at three-ie"),
        ("Orange", "", "", "ask: orange-be orange-fr orange-uk"),
        ("Vodafone", "", "", "ask: vodafone-is vodafone-de vodafone-uk"),
        // Nobody of the name is there: only names that are not bound to a country are left.
        ("T-Mobile", "", "FR", "ask: tmobile-us tmobile-uk"),
    ]);
}

#[test]
fn a_common_word_needs_context() {
    check(&[
        ("Sprint", "", "", "suggest: sprint"),
        ("Free", "", "", "suggest: free-fr"),
        ("Free", "", "FR", "same: free-fr"),
        ("free", "", "GB", "suggest: free-fr"),
        ("Sprint Nextel", "", "", "related: sprint"),
        ("Tiscali", "", "IT", "none:"),
        ("Tiscali", "", "", "suggest: tiscali-uk"),
        ("Drei", "", "DE", "none:"),
    ]);
}

#[test]
fn cutting_a_legal_form_does_not_make_a_common_word_distinctive() {
    check(&[
        ("Orange S.A.", "", "", "same: orange-fr"),
        ("Get AS", "", "", "same: telia-no"),
        ("Get", "", "GB", "suggest: telia-no"),
        ("Get", "", "NO", "same: telia-no"),
        ("Sprint Corp.", "", "", "suggest: sprint"),
    ]);
}

#[test]
fn very_short_names_do_not_cross_borders() {
    check(&[
        ("EE", "", "GB", "same: ee"),
        ("EE", "", "", "same: ee"),
        ("EE", "", "EE", "suggest: ee"),
        ("TalkTalk", "", "US", "same: talktalk"),
    ]);
}

#[test]
fn a_country_word_in_the_name_decides() {
    check(&[
        ("Three Ireland", "", "GB", "same: three-ie"),
        ("Vodafone Iceland", "", "GB", "same: vodafone-is"),
        ("Vodafone Deutschland", "", "GB", "same: vodafone-de"),
        ("Vodafone Deutschland GmbH", "", "", "same: vodafone-de"),
        ("Orange België", "", "", "same: orange-be"),
        ("Three Germany", "", "GB", "none:"),
        ("Vodafone Egypt", "", "GB", "none:"),
        ("TalkTalk UK", "", "", "same: talktalk"),
        // A relative at most.
        ("TalkTalk Ireland", "", "IE", "suggest: talktalk"),
    ]);
}

#[test]
fn a_trap_with_a_country_word_counts_for_that_country() {
    check(&[
        ("Carphone Warehouse Ireland", "", "", "none:"),
        ("Carphone Warehouse", "", "IE", "suggest: carphone"),
        ("Carphone Warehouse", "", "FR", "same: carphone"),
    ]);
}

#[test]
fn typing_mistakes_are_suggested_and_never_linked() {
    check(&[
        ("Virgin Medai", "", "GB", "suggest: virgin-media-uk"),
        ("Virgn Media", "", "IE", "suggest: virgin-media-ie"),
        ("Tallktalk", "", "", "suggest: talktalk"),
        ("Voda phone", "", "GB", "suggest: vodafone-uk"),
        ("Everythng Evrywhere Ltd", "", "", "suggest: ee"),
        ("Te\u{043B}ewest", "", "", "suggest: virgin-media-uk"),
        ("Metrp PCS", "", "", "suggest: metro-by-tmobile"),
        // Too far, too short, another number, another country, nearer to somebody else's name.
        ("Vrgn Mda", "", "GB", "none:"),
        ("Sprnt", "", "GB", "none:"),
        ("Tre", "", "GB", "none:"),
        ("Discrod", "", "US", "suggest: discord"),
        ("Discrod", "", "GB", "none:"),
        ("Channel 5", "", "GB", "none:"),
        ("Chanel 4", "", "GB", "suggest: channel-4"),
        ("Chanel 5", "", "GB", "none:"),
        ("Three UA", "", "GB", "none:"),
        ("Virgin Actve", "", "GB", "none:"),
        ("TalkTV", "", "GB", "none:"),
    ]);
}

#[test]
fn words_of_the_trade_make_a_suggestion() {
    check(&[
        ("3 Mobile", "", "GB", "suggest: three-uk"),
        ("TalkTalk Broadband", "", "GB", "suggest: talktalk"),
        ("My TalkTalk account", "", "", "suggest: talktalk"),
        ("Mobile", "", "GB", "none:"),
        ("Tiscali Broadband", "", "IT", "none:"),
    ]);
}

#[test]
fn the_more_specific_record_bears_the_name() {
    check(&[("UPC", "", "AT", "related: upc-at magenta-at")]);
}

#[test]
fn candidates_explain_themselves() {
    let first = |name: &str, country: &str| resolve(name, "", country).candidates.swap_remove(0);
    let rule = |name: &str| {
        let c = first(name, "GB");
        (c.rule, c.matched, c.score)
    };
    assert_eq!(rule("TALKTALK"), (Rule::Name, "TalkTalk".into(), 1.0));
    assert_eq!(rule("Talk Talk"), (Rule::Spacing, "TalkTalk".into(), 1.0));
    assert_eq!(rule("TalkTalk Ltd"), (Rule::LegalForm, "TalkTalk".into(), 1.0));
    assert_eq!(rule("telewest"), (Rule::Alias, "Telewest".into(), 1.0));
    assert_eq!(first(" Talk  Talk ", "").typed, "Talk  Talk");
    assert_eq!(first("AT&T Wireless", "").implies, [Attribute::parse("mobile").unwrap()]);
    assert_eq!(first("AT&T", "").implies, []);

    let tie = |name: &str, country: &str| {
        let relation = first(name, country).relation?;
        Some((relation.kind, relation.company.as_str().to_string(), relation.since.map(PartialDate::year)))
    };
    assert_eq!(tie("TalkTalk", ""), None);
    assert_eq!(tie("Tiscali UK", ""), Some((NameRelationKind::MergedInto, "talktalk".into(), Some(2009))));
    assert_eq!(tie("Cingular", ""), Some((NameRelationKind::RenamedTo, "att".into(), Some(2007))));
    assert_eq!(tie("MetroPCS", ""), Some((NameRelationKind::BrandOf, "tmobile-us".into(), Some(2013))));
    assert_eq!(tie("Voxi", ""), Some((NameRelationKind::OwnedBy, "vodafone-uk".into(), Some(2017))));
    assert_eq!(
        tie("France Telecom", ""),
        Some((NameRelationKind::FormerName, "orange-fr".into(), Some(2013)))
    );
}

#[test]
fn a_name_of_ten_thousand_letters_is_no_problem() {
    check(&[(&"Three ".repeat(2_000), "", "GB", "none:"), (&"é".repeat(10_000), "", "", "none:")]);
}

#[test]
fn a_breached_company_keeps_its_name_without_the_legal_form() {
    let records =
        vec![company("a", "Under Armour, Inc.", ""), company("b", "Under Armour", "").common_word()];
    let catalogue = with(records, &["a"]);
    let query = Query { name: "Under Armour", ..Query::default() };
    assert_eq!(outcome(&Resolver::new(&catalogue).resolve(&catalogue, &query)), "same: a b");
}

#[test]
fn a_breached_company_s_own_name_beats_a_mention_among_brands() {
    let records = || vec![company("a", "Trello", ""), company("b", "Atlassian", "US").also(&["Trello"])];
    let ask = |breached: &[&str]| {
        let catalogue = with(records(), breached);
        let query = Query { name: "Trello", ..Query::default() };
        outcome(&Resolver::new(&catalogue).resolve(&catalogue, &query))
    };
    assert_eq!(ask(&["a"]), "same: a b");
    assert_eq!(ask(&["b"]), "ask: b a");
    assert_eq!(ask(&[]), "ask: a b");
}

#[test]
fn dates_decide_between_companies_that_bore_one_name_one_after_the_other() {
    let since =
        |record: Record, name: &str, year| record.alias(name, |a| a.from = Some(PartialDate::Year(year)));
    let records = || {
        vec![
            company("old", "Mercury Cable", "GB").until("Mercury", 2014),
            since(company("new", "Mercury Mobile", "GB"), "Mercury", 2023),
        ]
    };
    let catalogue = with(records(), &[]);
    let ask = |from: Option<i16>, until: Option<i16>| {
        let until = until.map_or(Until::Still, |year| Until::Ended(PartialDate::Year(year)));
        let during = Days::spanning([(from.map(PartialDate::Year), until)]);
        let query = Query { name: "Mercury", during, ..Query::default() };
        outcome(&Resolver::new(&catalogue).resolve(&catalogue, &query))
    };
    assert_eq!(ask(Some(2010), Some(2013)), "same: old new");
    assert_eq!(ask(None, Some(2013)), "same: old new");
    assert_eq!(ask(Some(2023), None), "same: new old");
    assert_eq!(ask(None, None), "ask: new old");
    assert_eq!(ask(Some(2012), Some(2024)), "ask: new old");
    // Nobody bore it then: people go on using a name, or use it too early.
    assert_eq!(ask(Some(2016), Some(2018)), "ask: new old");
    // A date alone takes no name away from the only one who bears it.
    let only = with(records().drain(..1).collect(), &[]);
    let during = Days::spanning([(Some(PartialDate::Year(2020)), Until::Still)]);
    let query = Query { name: "Mercury", during, ..Query::default() };
    assert_eq!(outcome(&Resolver::new(&only).resolve(&only, &query)), "same: old");
}
