//! Words that say what a company does, where it is, or nothing, and not who it is. All lists are sorted.

/// Words of a trade, a programme or a channel. A name that is equal but for them is worth a suggestion.
#[rustfmt::skip]
const TRADE: &[&str] = &[
    "account", "accounts", "app", "broadband", "card", "cards", "club", "communications", "customer",
    "customers", "data", "dump", "email", "fiber", "fibre", "forum", "forums", "group", "holding", "holdings",
    "hotels", "incorporated", "international", "internet", "landline", "leak", "login", "loyalty", "mail",
    "member", "members", "membership", "mobile", "newsletter", "official", "online", "orders", "phone", "plus",
    "points", "premium", "rewards", "services", "shop", "store", "stores", "subscription", "support", "systems",
    "technologies", "telecom", "telecommunications", "telecoms", "tickets", "tv", "webmail", "website",
    "wireless",
];

/// Words for another line of business: behind a company's name they make the name of somebody else.
#[rustfmt::skip]
const OTHER_BUSINESS: &[&str] = &[
    "advisors", "airlines", "apotheke", "arena", "assurance", "authority", "bakery", "bank", "banking", "bar",
    "beauty", "board", "brewery", "builders", "bus", "cafe", "capital", "care", "casino", "center", "centre",
    "church", "cinema", "clinic", "coffee", "college", "committee", "construction", "consulting", "corporate",
    "cosmetics", "council", "county", "dental", "design", "diner", "district", "education", "electric",
    "energy", "engineering", "estate", "farm", "farms", "fashion", "federation", "finance", "financial",
    "fitness", "flowers", "food", "foods", "foundation", "fund", "furniture", "garage", "gas", "golf", "grill",
    "gym", "health", "healthcare", "heating", "holidays", "hospital", "hostel", "immobilien", "immobilier",
    "inn", "institute", "insurance", "investment", "investments", "jewellers", "kitchen", "laboratories",
    "labs", "law", "lawyers", "library", "logistics", "ltda", "market", "media", "medical", "mining",
    "mortgage", "motor", "motors", "museum", "music", "oil", "optical", "optics", "partners", "pension",
    "pensions", "pharma", "pharmacy", "photography", "physio", "pizza", "plumbing", "pool", "power", "press",
    "print", "products", "properties", "property", "pub", "publishing", "rail", "realty", "records", "resort",
    "restaurant", "restaurants", "salon", "school", "schools", "security", "shipping", "shoes", "sisters",
    "software", "solar", "solicitors", "spa", "sport", "sports", "stadium", "steel", "studio", "studios",
    "supermarket", "taxi", "taxis", "theatre", "tools", "towers", "toys", "trading", "transport", "travel",
    "trust", "union", "university", "vacations", "ventures", "wealth", "wine", "wines", "yoga",
];

/// Cities that stand behind the names of branches.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "amsterdam", "athens", "atlanta", "barcelona", "belfast", "berlin", "birmingham", "boston", "bristol",
    "brussels", "bucharest", "budapest", "cardiff", "chicago", "cologne", "copenhagen", "dallas", "dubai",
    "dublin", "edinburgh", "frankfurt", "geneva", "glasgow", "hamburg", "helsinki", "houston", "istanbul",
    "koln", "krakow", "leeds", "lisbon", "liverpool", "london", "lyon", "madrid", "manchester", "marseille",
    "melbourne", "miami", "milan", "milano", "montreal", "moscow", "munchen", "munich", "napoli", "newcastle",
    "nottingham", "oslo", "paris", "prague", "roma", "rome", "rotterdam", "seattle", "sheffield", "singapore",
    "stockholm", "stuttgart", "sydney", "tokyo", "torino", "toronto", "vancouver", "vienna", "vilnius",
    "warsaw", "warszawa", "wien", "zurich",
];

/// Words that join others.
const CONNECTIVES: &[&str] =
    &["and", "by", "de", "der", "di", "et", "for", "la", "n", "of", "the", "und", "y"];

/// Whether a word says what a company does and not who it is.
pub(super) fn is_trade(word: &str) -> bool {
    TRADE.binary_search(&word).is_ok()
}

/// Whether a word behind a company's name makes the name of somebody else.
pub(super) fn is_other_business(word: &str) -> bool {
    OTHER_BUSINESS.binary_search(&word).is_ok()
}

/// Whether a word is a city.
pub(super) fn is_place(word: &str) -> bool {
    PLACES.binary_search(&word).is_ok()
}

/// Whether a word only joins others.
pub(super) fn is_connective(word: &str) -> bool {
    CONNECTIVES.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use heldby_model::name::key;

    #[test]
    fn the_lists_hold_keys_and_are_sorted_for_searching() {
        for list in [TRADE, OTHER_BUSINESS, PLACES, CONNECTIVES] {
            assert!(list.iter().all(|word| key(word) == *word));
            let wrong = list.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(wrong, None);
        }
    }
}
