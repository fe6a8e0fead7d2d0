//! Country words in names: "Vodafone Iceland", "Orange Polska", "T-Mobile NL".

use heldby_model::Country;

/// Country names as keys, with the code. Besides English the countries' own languages, and codes that are no
/// common word (not `it`, `be`, `at`, `no`, `is`, `in`).
#[rustfmt::skip]
const WORDS: &[(&str, &str)] = &[
    ("uk", "GB"), ("gb", "GB"), ("united kingdom", "GB"), ("great britain", "GB"), ("britain", "GB"), ("england", "GB"),
    ("us", "US"), ("usa", "US"), ("united states", "US"), ("united states of america", "US"), ("america", "US"),
    ("ireland", "IE"), ("ie", "IE"), ("eire", "IE"),
    ("germany", "DE"), ("deutschland", "DE"), ("de", "DE"), ("austria", "AT"), ("osterreich", "AT"), ("oesterreich", "AT"),
    ("switzerland", "CH"), ("schweiz", "CH"), ("suisse", "CH"), ("svizzera", "CH"), ("ch", "CH"),
    ("france", "FR"), ("fr", "FR"), ("belgium", "BE"), ("belgique", "BE"), ("belgie", "BE"),
    ("netherlands", "NL"), ("the netherlands", "NL"), ("nederland", "NL"), ("holland", "NL"), ("nl", "NL"),
    ("luxembourg", "LU"), ("luxemburg", "LU"), ("spain", "ES"), ("espana", "ES"), ("es", "ES"),
    ("portugal", "PT"), ("pt", "PT"), ("italy", "IT"), ("italia", "IT"), ("malta", "MT"),
    ("greece", "GR"), ("hellas", "GR"), ("ελλαδα", "GR"), ("gr", "GR"), ("cyprus", "CY"), ("turkey", "TR"), ("turkiye", "TR"),
    ("poland", "PL"), ("polska", "PL"), ("pl", "PL"), ("czech republic", "CZ"), ("czechia", "CZ"), ("cz", "CZ"),
    ("ceska republika", "CZ"), ("cesko", "CZ"), ("cr", "CZ"), ("slovakia", "SK"), ("slovensko", "SK"), ("sk", "SK"),
    ("hungary", "HU"), ("magyarorszag", "HU"), ("hu", "HU"), ("romania", "RO"), ("ro", "RO"), ("moldova", "MD"),
    ("bulgaria", "BG"), ("българия", "BG"), ("bg", "BG"), ("croatia", "HR"), ("hrvatska", "HR"), ("hr", "HR"),
    ("slovenia", "SI"), ("slovenija", "SI"), ("serbia", "RS"), ("srbija", "RS"), ("albania", "AL"), ("macedonia", "MK"),
    ("north macedonia", "MK"), ("montenegro", "ME"), ("bosnia", "BA"), ("kosovo", "XK"), ("ukraine", "UA"), ("украина", "UA"),
    ("ua", "UA"), ("russia", "RU"), ("россия", "RU"), ("ru", "RU"), ("belarus", "BY"), ("georgia", "GE"), ("armenia", "AM"),
    ("sweden", "SE"), ("sverige", "SE"), ("norway", "NO"), ("norge", "NO"), ("denmark", "DK"), ("danmark", "DK"), ("dk", "DK"),
    ("finland", "FI"), ("suomi", "FI"), ("fi", "FI"), ("iceland", "IS"), ("island", "IS"), ("estonia", "EE"), ("eesti", "EE"),
    ("latvia", "LV"), ("latvija", "LV"), ("lv", "LV"), ("lithuania", "LT"), ("lietuva", "LT"), ("lt", "LT"),
    ("canada", "CA"), ("mexico", "MX"), ("brazil", "BR"), ("brasil", "BR"), ("br", "BR"), ("argentina", "AR"), ("chile", "CL"),
    ("colombia", "CO"), ("peru", "PE"), ("australia", "AU"), ("au", "AU"), ("new zealand", "NZ"), ("nz", "NZ"),
    ("south africa", "ZA"), ("za", "ZA"), ("egypt", "EG"), ("kenya", "KE"), ("ghana", "GH"), ("nigeria", "NG"),
    ("tanzania", "TZ"), ("mozambique", "MZ"), ("morocco", "MA"), ("tunisia", "TN"), ("algeria", "DZ"), ("senegal", "SN"),
    ("israel", "IL"), ("jordan", "JO"), ("qatar", "QA"), ("oman", "OM"), ("kuwait", "KW"), ("bahrain", "BH"),
    ("saudi arabia", "SA"), ("ksa", "SA"), ("uae", "AE"), ("united arab emirates", "AE"), ("pakistan", "PK"),
    ("india", "IN"), ("indonesia", "ID"), ("malaysia", "MY"), ("singapore", "SG"), ("thailand", "TH"), ("vietnam", "VN"),
    ("philippines", "PH"), ("hong kong", "HK"), ("macau", "MO"), ("taiwan", "TW"), ("china", "CN"), ("cn", "CN"),
    ("japan", "JP"), ("jp", "JP"), ("日本", "JP"), ("korea", "KR"), ("south korea", "KR"), ("kr", "KR"), ("fiji", "FJ"),
];

/// The most words that a country name of the table has.
const MAX_WORDS: usize = 4;

/// Splits a key into the name and the country that its last words say; the name is never empty.
pub(super) fn split(key: &str) -> Option<(&str, Country)> {
    // The longest ending wins: "united states of america", not "america".
    let mut starts: Vec<usize> = key.rmatch_indices(' ').take(MAX_WORDS).map(|(i, _)| i).collect();
    starts.reverse();
    starts.into_iter().filter(|&i| i > 0).find_map(|i| {
        let (_, code) = WORDS.iter().find(|(words, _)| *words == &key[i + 1..])?;
        Some((&key[..i], Country::new(code).ok()?))
    })
}

/// Whether one word alone says a country.
pub(super) fn is_word(word: &str) -> bool {
    WORDS.iter().any(|(words, _)| *words == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use heldby_model::name::key;

    #[test]
    fn the_last_words_can_be_a_country() {
        for (written, expected) in [
            ("Vodafone Iceland", Some(("vodafone", "IS"))),
            ("T-Mobile (UK)", Some(("t mobile", "GB"))),
            ("Orange Česká republika", Some(("orange", "CZ"))),
            ("Vodafone New Zealand", Some(("vodafone", "NZ"))),
            ("3 Österreich", Some(("3", "AT"))),
            ("X United States of America", Some(("x", "US"))),
            ("Ireland", None),
            ("Bank of America Corporation", None),
            ("Just Eat It", None),
            ("Virgin Media", None),
            ("", None),
        ] {
            let found = split(&key(written)).map(|(name, country)| (name.to_string(), country.to_string()));
            assert_eq!(found, expected.map(|(n, c)| (n.to_string(), c.to_string())), "{written:?}");
        }
    }

    #[test]
    fn every_entry_is_a_key_with_a_code() {
        for (words, code) in WORDS {
            assert_eq!(key(words), *words);
            assert!(words.split(' ').count() <= MAX_WORDS);
            assert_eq!(Country::new(code).unwrap().as_str(), *code);
        }
    }
}
