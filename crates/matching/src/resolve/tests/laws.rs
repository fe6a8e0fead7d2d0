use super::fixture::{company, records, with};
use super::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn any_input_gives_a_consistent_answer(name in "\\PC{0,24}", domain in "\\PC{0,16}(\\.com|)", country in "[A-Z]{0,2}") {
        let found = resolve(&name, &domain, &country);
        prop_assert_eq!(found.decision == Decision::None, found.candidates.is_empty());
        let mut ids: Vec<_> = found.candidates.iter().map(|c| c.company.clone()).collect();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), found.candidates.len());
        prop_assert!(found.candidates.iter().all(|c| (0.0..=1.0).contains(&c.score)));
    }

    /// Signs, spaces and pictures are no name.
    #[test]
    fn a_name_without_letters_and_digits_means_nobody(name in "[\\s\\p{P}\\p{S}]{0,24}", country in "(GB|US|)") {
        if heldby_model::name::key(&name).is_empty() {
            prop_assert_eq!(outcome(&resolve(&name, "", &country)), "none:");
            prop_assert!(RESOLVER.suggest(&CATALOGUE, &name, None, 8).is_empty());
        }
    }

    /// What is only similar is never linked, whatever mistake was made.
    #[test]
    fn a_mistyped_name_is_never_linked(number in 0..36_usize, at in 0..40_usize, letter in "[a-z]") {
        let company = &CATALOGUE.companies()[number % CATALOGUE.companies().len()];
        let mut letters: Vec<char> = company.name.chars().collect();
        let at = at % letters.len();
        letters.insert(at, letter.chars().next().unwrap());
        let typed: String = letters.into_iter().collect();
        let found = resolve(&typed, "", "");
        if found.candidates.iter().any(|c| c.rule == Rule::Fuzzy) {
            prop_assert!(found.linked().is_none(), "{}", typed);
        }
    }

    /// How a name is written changes nothing.
    #[test]
    fn case_and_spaces_change_nothing(number in 0..36_usize, country in "(GB|US|IE|)") {
        let catalogue = &*CATALOGUE;
        let name = &catalogue.companies()[number % catalogue.companies().len()].name;
        let plain = outcome(&resolve(name, "", &country));
        prop_assert_eq!(&outcome(&resolve(&format!("  {} ", name.to_uppercase()), "", &country)), &plain);
        prop_assert_eq!(&outcome(&resolve(&format!("{name}®"), "", &country)), &plain);
    }

    /// The order of records changes nothing.
    #[test]
    fn the_order_of_records_changes_nothing(shift in 0..30_usize, name in "(T-Mobile|Three|3|Orange|UPC|Vodafone)") {
        let mut turned = records();
        turned.rotate_left(shift);
        let catalogue = with(turned, &["tmobile-us", "three-uk", "talktalk", "virgin-media-uk", "vodafone-is", "orange-be"]);
        let query = Query { name: &name, ..Query::default() };
        prop_assert_eq!(Resolver::new(&catalogue).resolve(&catalogue, &query), resolve(&name, "", ""));
    }
}

/// What was typed wrongly once is found under its name, wherever the mistake is.
#[test]
fn a_swap_in_a_long_name_is_found() {
    let mut tried = 0;
    for company in CATALOGUE.companies() {
        let letters: Vec<char> = heldby_model::name::compact(&company.name).chars().collect();
        let plain = letters.iter().all(char::is_ascii_alphabetic) && !company.name_in_context;
        let has_country = super::super::country::split(&heldby_model::name::key(&company.name)).is_some();
        if letters.len() < 8 || !plain || has_country {
            continue;
        }
        for at in 0..letters.len() - 1 {
            let mut typed = letters.clone();
            typed.swap(at, at + 1);
            let typed: String = typed.into_iter().collect();
            let found = resolve(&typed, "", "");
            assert!(found.candidates.iter().any(|c| c.company == company.id), "{typed} {found:?}");
            tried += 1;
        }
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn every_record_is_found_by_its_own_names() {
    for record in CATALOGUE.companies() {
        for country in &record.countries {
            let found = resolve(&record.name, "", country.as_str());
            assert_eq!(found.linked().map(|c| &c.company), Some(&record.id), "{}", record.name);
        }
        for domain in &record.domains {
            let found = resolve("", domain, "");
            assert_eq!(found.linked().map(|c| &c.company), Some(&record.id), "{domain}");
        }
    }
}

#[test]
fn names_that_several_records_bear_freely_are_asked_about() {
    let twins = with(vec![company("a", "Mercury", "NZ"), company("b", "Mercury", "US")], &[]);
    let resolver = Resolver::new(&twins);
    let ask = |country: &str| {
        let country = Country::new(country).ok();
        outcome(&resolver.resolve(&twins, &Query { name: "Mercury", country, ..Query::default() }))
    };
    assert_eq!(ask(""), "ask: a b");
    assert_eq!(ask("US"), "same: b a");
    assert_eq!(ask("GB"), "ask: a b");
}

#[test]
fn another_catalogue_than_the_indexed_one_gives_no_panic() {
    let small = with(vec![company("a", "Three UK", "GB")], &[]);
    let resolver = Resolver::new(&CATALOGUE);
    assert!(!resolver.suggest(&CATALOGUE, "t", None, 5).is_empty());
    let found = resolver
        .resolve(&small, &Query { name: "Three UK", domain: Some("three.co.uk"), ..Query::default() });
    assert!(found.candidates.len() <= 1);
    assert!(resolver.suggest(&small, "t", None, 5).len() <= 1);
}

#[test]
fn no_evidence_links_a_name_to_a_company_that_disowns_it() {
    let mut traps = 0;
    for record in CATALOGUE.companies() {
        for trap in record.not.iter().filter(|trap| **trap != "Spectrum") {
            let domains = record.domains.iter().map(String::as_str).chain([""]);
            for (domain, country) in domains.flat_map(|d| ["", "GB", "US", "IE"].map(|c| (d, c))) {
                let found = resolve(&format!("{trap} Ltd"), domain, country);
                assert!(found.candidates.iter().all(|c| c.company != record.id), "{trap} {domain} {country}");
                traps += 1;
            }
        }
    }
    assert!(traps > 50);
}

#[test]
fn a_trap_that_is_the_record_s_own_name_is_none() {
    check(&[("Spectrum", "", "US", "same: charter"), ("Spectrum", "spectrum.com", "", "same: charter")]);
}

#[test]
fn a_company_s_own_domain_never_contradicts_its_name() {
    for record in CATALOGUE.companies() {
        for domain in &record.domains {
            for name in [&record.name].into_iter().chain(record.aliases.iter().map(|a| &a.name)) {
                let found = resolve(name, &format!("https://login.{domain}/"), "");
                assert_eq!(found.linked().map(|c| &c.company), Some(&record.id), "{name} {domain}");
            }
        }
    }
}
