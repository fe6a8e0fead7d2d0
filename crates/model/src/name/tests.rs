use super::*;
use proptest::prelude::*;

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (written, expected) in cases {
        assert_eq!(key(written), *expected, "{written:?}");
    }
}

#[test]
fn spaces_case_and_punctuation() {
    check(&[
        ("Talk Talk", "talk talk"),
        ("\tTalk\u{00A0}\u{3000}TALK \n", "talk talk"),
        ("T-Mobile", "t mobile"),
        ("T\u{2011}Mobile", "t mobile"),
        ("Virgin Media (UK)", "virgin media uk"),
        ("Yahoo!", "yahoo"),
        ("ho. Mobile", "ho mobile"),
        ("Plus.net", "plus net"),
        ("W.H. Smith", "wh smith"),
        ("U.S. Cellular", "us cellular"),
        ("Sp. z o.o.", "sp z oo"),
        ("S.p.A.", "spa"),
        ("a.s.", "as"),
        ("hey!", "hey"),
        ("Windows93 / Myspace93", "windows93 myspace93"),
        ("Vodafone\u{00AE}", "vodafone"),
        ("Three™", "three"),
        ("O\u{00B2}", "o2"),
    ]);
}

#[test]
fn words_for_signs() {
    check(&[
        ("AT&T", "at and t"),
        ("AT & T", "at and t"),
        ("AT and T", "at and t"),
        ("Ａ＆Ｔ", "a and t"),
        ("H&R Block", "h and r block"),
        ("Movistar Plus+", "movistar plus plus"),
        ("Tele+", "tele plus"),
        ("Fastweb + Vodafone", "fastweb and vodafone"),
        ("Fastweb+Vodafone", "fastweb and vodafone"),
        ("@Home", "at home"),
        ("+", ""),
        ("+!!!.", ""),
        ("& @", ""),
    ]);
}

#[test]
fn marks_and_letters_of_many_languages() {
    check(&[
        ("Telefónica", "telefonica"),
        ("Telefo\u{0301}nica", "telefonica"),
        ("Český Telecom", "cesky telecom"),
        ("Sýn", "syn"),
        ("Spółka", "spolka"),
        ("Kjøbenhavn", "kjobenhavn"),
        ("STRASSE Straße", "strasse strasse"),
        ("Þór", "thor"),
        ("İstanbul Işık", "istanbul isik"),
        ("Ελλάδα", "ελλαδα"),
        ("Йота", "иота"),
        ("L'Équipeur", "lequipeur"),
        ("Sainsbury’s", "sainsburys"),
    ]);
}

#[test]
fn scripts_without_case_are_kept() {
    check(&[
        ("쿠팡", "쿠팡"),
        ("집꾸미기", "집꾸미기"),
        ("ソフトバンク", "ソフトバンク"),
        ("ｿﾌﾄﾊﾞﾝｸ", "ソフトバンク"),
        ("हिन्दी", "हिन्दी"),
        ("بنك", "بنك"),
        ("\u{202E}Three\u{202C}", "three"),
        ("Th\u{200B}ree", "three"),
    ]);
}

#[test]
fn look_alikes_are_folded_in_mixed_names_only() {
    check(&[
        ("V\u{043E}dafone", "vodafone"),        // Cyrillic o
        ("\u{0422}-M\u{043E}bile", "t mobile"), // Cyrillic T alone in its word
        ("\u{039F}range", "orange"),            // Greek O
        ("Яндекс Music", "яндекс music"),       // letters that look like no Latin ones
        ("МТС", "мтс"),                         // wholly Cyrillic
    ]);
}

#[test]
fn nothing_is_left_of_signs_and_pictures() {
    check(&[
        ("", ""),
        ("  ", ""),
        ("!?...", ""),
        ("🙂🙃", ""),
        ("\u{0301}", ""),
        ("'", ""),
        ("\u{200B}", ""),
    ]);
}

#[test]
fn legal_forms_fall_but_never_the_name() {
    for (written, expected) in [
        ("T-Mobile USA, Inc.", Some("t mobile usa")),
        ("Everything Everywhere Ltd", Some("everything everywhere")),
        ("BT Group plc", Some("bt group")),
        ("HEYCOM GmbH & Co. KG", Some("heycom")),
        ("JP Morgan Chase & Co", Some("jp morgan chase")),
        ("Orange Belgium NV/SA", Some("orange belgium")),
        ("Pandora A/S", Some("pandora")),
        ("ALAB laboratoria sp. z o.o.", Some("alab laboratoria")),
        ("T-Mobile Czech Republic a.s.", Some("t mobile czech republic")),
        ("Punto Fa, S.L.", Some("punto fa")),
        ("Medibank Private Pty Ltd", Some("medibank private")),
        ("DISH Wireless L.L.C.", Some("dish wireless")),
        ("Grupo Bimbo S.A.B. de C.V.", Some("grupo bimbo")),
        ("eir Limited", Some("eir")),
        ("Nokia Oyj", Some("nokia")),
        ("Ryanair DAC.", Some("ryanair")),
        ("ООО Яндекс", Some("яндекс")),
        ("株式会社ソラスト", Some("ソラスト")),
        ("(株)ソラスト", Some("ソラスト")),
        ("쿠팡 주식회사", Some("쿠팡")),
        ("Limited", None),
        ("Co Ltd", Some("co")),
        ("AG", None),
        ("株式会社", None),
        ("Three", None),
        ("", None),
    ] {
        assert_eq!(without_legal_form(&key(written)), expected, "{written:?}");
    }
}

#[test]
fn numbers_are_read_in_order() {
    assert_eq!(numbers("channel 4").collect::<Vec<_>>(), ["4"]);
    assert_eq!(numbers("23andme 2").collect::<Vec<_>>(), ["23", "2"]);
    assert_eq!(numbers("three").count(), 0);
}

#[test]
fn a_very_long_name_is_folded_in_one_go() {
    let long = "Ж&é ".repeat(50_000);
    assert_eq!(tokens(&key(&long)).count(), 150_000);
    assert_eq!(without_legal_form("ltd ".repeat(100_000).trim()), Some("ltd"));
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(name in "\\PC{0,40}") {
        let once = key(&name);
        prop_assert_eq!(key(&once), once);
    }

    #[test]
    fn folding_mixed_scripts_twice_changes_nothing(name in "[a-zA-Zа-яА-ЯαβγΑΒΓёйіçßøİı0-9&+@.' -]{0,20}") {
        let once = key(&name);
        prop_assert_eq!(key(&once), once);
    }

    #[test]
    fn a_key_has_single_spaces_and_no_ascii_capitals(name in any::<String>()) {
        let key = key(&name);
        prop_assert!(!key.contains("  ") && key.trim() == key);
        prop_assert!(!key.bytes().any(|b| b.is_ascii_uppercase()));
        prop_assert_eq!(compact(&name), key.replace(' ', ""));
    }

    #[test]
    fn case_and_surrounding_space_do_not_matter(name in "[a-zA-Z0-9 .&'-]{0,30}") {
        prop_assert_eq!(key(&name.to_uppercase()), key(&format!(" {name}\t")));
    }

    #[test]
    fn taking_the_legal_form_away_leaves_a_name(name in "[a-z]{1,8}( (ltd|co|and|gmbh|kg|sa|de|cv|plc|株式会社)){0,4}") {
        let key = key(&name);
        let bare = without_legal_form(&key).unwrap_or(&key);
        prop_assert!(!bare.is_empty());
        prop_assert!(key.contains(bare));
        prop_assert_eq!(without_legal_form(bare), None);
    }
}
