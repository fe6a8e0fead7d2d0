use super::*;

fn suggest(typed: &str, country: &str) -> Vec<String> {
    RESOLVER
        .suggest(&CATALOGUE, typed, Country::new(country).ok(), 4)
        .into_iter()
        .map(|c| c.company.as_str().to_string())
        .collect()
}

#[test]
fn names_are_found_by_their_start_and_by_any_word() {
    assert_eq!(suggest("talkt", "GB"), ["talktalk"]);
    assert_eq!(suggest("Talk T", "GB"), ["talktalk"]);
    assert_eq!(suggest("media", "GB"), ["virgin-media-uk", "virgin-media-ie"]);
    assert_eq!(suggest("pcs", ""), Vec::<String>::new());
    assert_eq!(suggest("쿠", ""), ["coupang"]);
    assert_eq!(suggest("tlaktalk", "GB"), ["talktalk"]);
    assert_eq!(suggest("virginmedia.i", ""), ["virgin-media-ie"]);
    assert_eq!(suggest("https://www.three.co.uk/x", ""), ["three-uk"]);
}

#[test]
fn the_whole_name_comes_first_then_the_country_then_breaches() {
    assert_eq!(suggest("three", "IE"), ["three-ie", "three-uk"]);
    assert_eq!(suggest("three", "GB"), ["three-uk", "three-ie"]);
    assert_eq!(suggest("three", ""), ["three-uk", "three-ie"]);
    assert_eq!(suggest("orange", "FR"), ["orange-fr", "orange-be", "orange-uk"]);
    assert_eq!(suggest("t", "PL")[0], "tmobile-pl");
    assert_eq!(suggest("vod", "")[0], "vodafone-is");
}

#[test]
fn each_company_comes_once_and_never_for_the_name_of_another() {
    let all = RESOLVER.suggest(&CATALOGUE, "t", None, 100);
    let mut ids: Vec<_> = all.iter().map(|c| c.company.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all.len());
    assert_eq!(suggest("Talkmobile", "GB"), ["talkmobile"]);
    assert_eq!(suggest("Virgin Money", "GB"), Vec::<String>::new());
}

#[test]
fn nothing_typed_suggests_nothing() {
    assert!(suggest("", "GB").is_empty() && suggest(" -", "GB").is_empty() && suggest("🙂", "GB").is_empty());
    assert!(RESOLVER.suggest(&CATALOGUE, "three", None, 0).is_empty());
}

#[test]
fn the_score_is_the_share_typed() {
    let scores: Vec<f32> = RESOLVER.suggest(&CATALOGUE, "Discor", None, 1).iter().map(|c| c.score).collect();
    assert_eq!(scores, [6.0 / 7.0]);
}
