use super::*;

#[test]
fn a_company_s_domain_decides_whatever_the_name() {
    check(&[
        ("", "virginmedia.com", "", "same: virgin-media-uk"),
        ("", "https://www.virginmedia.com/login?x=1", "IE", "same: virgin-media-uk"),
        ("my account", "account.t-mobile.com", "", "same: tmobile-us"),
        ("T-Mobile", "t-mobile.pl", "US", "same: tmobile-pl"),
        ("Three mobile", "three.co.uk", "", "same: three-uk"),
        ("Discord", "talktalk.co.uk", "", "same: talktalk discord"),
        ("", "BÜCHER.de", "", "same: buecher"),
        ("talktalk.co.uk", "", "", "same: talktalk"),
        ("https://www.three.ie/my3", "", "GB", "same: three-ie"),
        ("", "support@three.co.uk", "", "same: three-uk"),
    ]);
}

#[test]
fn a_trap_beats_even_the_domain() {
    check(&[
        ("Virgin Money", "virginmedia.com", "GB", "none:"),
        ("Vodafone Iceland", "vodafone.co.uk", "GB", "suggest: vodafone-is"),
    ]);
}

#[test]
fn the_name_can_say_which_brand_of_the_domain_s_owner() {
    check(&[
        ("VOXI", "voxi.co.uk", "GB", "same: voxi vodafone-uk"),
        ("Google Fi", "google.com", "", "same: google-fi google"),
        ("UPC", "upc.at", "AT", "same: upc-at magenta-at"),
        ("UPC", "magenta.at", "AT", "same: magenta-at upc-at"),
        ("Tiscali", "talktalk.co.uk", "GB", "related: tiscali-uk talktalk"),
        ("Google", "google.com", "", "same: google"),
    ]);
}

#[test]
fn hosts_that_count_only_exactly_beat_folding_and_never_fold() {
    check(&[
        ("", "fi.google.com", "", "same: google-fi"),
        ("", "https://www.fi.google.com/", "", "same: google-fi"),
        ("", "other.fi.google.com", "", "same: google"),
        ("", "mail.google.com", "", "same: google"),
        ("", "mobile.free.fr", "", "same: free-fr"),
        ("", "http://www.free.fr", "", "same: free-fr"),
        ("", "somebody.free.fr", "", "suggest: free-fr"),
    ]);
}

#[test]
fn a_mailbox_of_customers_suggests_its_operator() {
    check(&[
        ("talktalk.net email", "talktalk.net", "", "suggest: talktalk"),
        ("", "jo@talktalk.net", "", "suggest: talktalk"),
        ("", "jo@dsl.pipex.com", "", "suggest: talktalk"),
        ("", "jo@pipex.com", "", "none:"),
        // Site and mail domain: the site is the company's, the mailbox only a customer's.
        ("", "virginmedia.com", "", "same: virgin-media-uk"),
        ("", "jo@virginmedia.com", "", "suggest: virgin-media-uk"),
        // The name stands for itself, and the mailbox supports a name that needs context.
        ("Comcast", "comcast.net", "", "same: comcast"),
        ("Discord", "jo@talktalk.net", "", "same: discord"),
        ("Orange", "jo@wanadoo.fr", "", "same: orange-fr"),
        ("Three", "jo@talktalk.net", "", "suggest: talktalk three-uk three-ie"),
    ]);
}

#[test]
fn an_unknown_domain_beside_a_known_name_is_somebody_else_s() {
    check(&[
        ("Discord", "discord.io", "", "suggest: discord"),
        ("Discord", "mercury-shop.example.com", "", "suggest: discord"),
        ("Discord", "discord.net", "", "same: discord"),
        ("Virgin Media", "virginmedia.co.uk", "GB", "same: virgin-media-uk"),
        ("Virgin Media", "virginmedia.xn--p1ai", "GB", "suggest: virgin-media-uk"),
        ("Discord", "someone@gmx.net", "", "same: discord"),
        // A record without domains cannot contradict one.
        ("Cingular Wireless", "cingular.com", "", "same: cingular"),
        ("Discord", "not a domain", "", "same: discord"),
        ("Discord", "192.168.0.1", "", "same: discord"),
    ]);
}

#[test]
fn a_label_that_is_a_name_is_worth_a_suggestion() {
    check(&[
        ("", "talktalk.com", "", "suggest: talktalk"),
        ("login", "app.discord.net", "", "suggest: discord"),
        ("Discord.io", "discord.io", "", "none:"),
        ("", "ee.org", "", "none:"),
        ("", "freeones.com", "", "none:"),
        ("", "talktalk.de", "", "none:"),
        ("", "com", "", "none:"),
    ]);
}

#[test]
fn domains_explain_themselves() {
    let first = |domain: &str| {
        let c = resolve("", domain, "").candidates.swap_remove(0);
        (c.rule, c.typed, c.matched)
    };
    let expect = |rule, typed: &str, matched: &str| (rule, typed.to_string(), matched.to_string());
    assert_eq!(first("http://x.three.co.uk/a"), expect(Rule::Domain, "three.co.uk", "three.co.uk"));
    assert_eq!(first("tmobile.com"), expect(Rule::Family, "tmobile.com", "t-mobile.com"));
    assert_eq!(first("mobistar.be"), expect(Rule::Family, "mobistar.be", "orange.be"));
    assert_eq!(first("fi.google.com"), expect(Rule::ExactHost, "fi.google.com", "fi.google.com"));
    assert_eq!(first("a@talktalk.net"), expect(Rule::MailDomain, "talktalk.net", "talktalk.net"));
    assert_eq!(first("talktalk.com"), expect(Rule::Label, "talktalk.com", "TalkTalk"));
}
