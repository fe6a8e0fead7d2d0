//! Legal forms of companies, as they look in keys.

/// Forms of one word, in byte order. Longer ones ("pty ltd", "gmbh and co kg") fall word by word.
#[rustfmt::skip]
const FORMS: &[&str] = &[
    "ab", "ag", "aps", "as", "asa", "bhd", "bv", "bvba", "clg", "co", "company", "corp", "corporation",
    "cv", "dac", "dd", "doo", "ead", "eg", "ehf", "eireli", "eirl", "eood", "ev", "gbr", "gesmbh", "gk",
    "gmbh", "hf", "inc", "incorporated", "jsc", "kft", "kg", "kgaa", "kk", "limited", "llc", "llp", "lp",
    "ltd", "ltda", "mbh", "nv", "nyrt", "oao", "ohg", "ojsc", "ood", "ooo", "ou", "oy", "oyj", "pao", "pbc",
    "pjsc", "plc", "pte", "pty", "pvt", "sa", "sab", "sagl", "sapa", "sapi", "sarl", "sas", "sasu", "sau",
    "sca", "scs", "sdn", "se", "sia", "sl", "slu", "snc", "spa", "spzoo", "srl", "srls", "sro", "uab", "ug",
    "ulc", "vof", "zao", "zrt", "ао", "зао", "оао", "ооо", "пао", "тов", "株", "주",
];

/// Forms of several words that do not fall word by word. Their last words are short, or named in [`strip_last`].
const PHRASES: &[&str] = &[
    "a s",
    "d o o",
    "e v",
    "k k",
    "kabushiki kaisha",
    "l l c",
    "private limited",
    "public limited company",
    "s a",
    "s de rl de cv",
    "s r o",
    "sa de cv",
    "sab de cv",
    "sp z oo",
    "spol s ro",
    "spolka z oo",
];

/// Forms that stand in front of the name.
const LEADING: &[&str] =
    &["ooo", "oao", "zao", "pao", "ао", "зао", "оао", "ооо", "пао", "тов", "pt", "uab", "sia", "株", "주"];

/// Forms that are written without a space before or after the name.
const ATTACHED: &[&str] = &["株式会社", "有限会社", "合同会社", "股份有限公司", "有限公司", "주식회사"];

/// The key without legal forms at either end; the key itself if there are none.
pub(super) fn strip(key: &str) -> &str {
    let mut rest = key;
    while let Some(shorter) = strip_last(rest).or_else(|| strip_first(rest)).or_else(|| strip_attached(rest))
    {
        rest = shorter;
    }
    rest
}

fn strip_last(key: &str) -> Option<&str> {
    let (head, last) = key.rsplit_once(' ')?;
    if (last.len() <= 2 || matches!(last, "kaisha" | "limited" | "company"))
        && let Some(rest) = PHRASES.iter().find_map(|phrase| key.strip_suffix(phrase)?.strip_suffix(' '))
    {
        return Some(rest);
    }
    if FORMS.binary_search(&last).is_ok() {
        // "Chase & Co", "GmbH & Co. KG": the "and" goes with what it joins.
        let joined = matches!(last, "co" | "company").then(|| head.strip_suffix(" and")).flatten();
        return Some(joined.unwrap_or(head));
    }
    None
}

fn strip_first(key: &str) -> Option<&str> {
    let (first, tail) = key.split_once(' ')?;
    LEADING.contains(&first).then_some(tail)
}

fn strip_attached(key: &str) -> Option<&str> {
    if key.is_ascii() {
        return None;
    }
    ATTACHED
        .iter()
        .find_map(|form| key.strip_prefix(form).or_else(|| key.strip_suffix(form)))
        .map(str::trim)
        .filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_for_searching() {
        assert!(FORMS.is_sorted_by(|a, b| a < b));
    }
}
