//! Hosts and registrable domains, from whatever a person or a file gives: a host, a URL, an e-mail address.

use std::net::IpAddr;

/// Longest host that DNS allows, in ASCII characters.
const MAX_HOST: usize = 253;

/// The host in ASCII (punycode) and lower case, without user, port, path and final dot. `None` for texts
/// without a host in DNS: words, IP addresses, links to apps.
///
/// ```
/// use heldby_model::domain::host;
/// assert_eq!(host("https://user@Www.Bücher.example:8443/x?y").as_deref(), Some("www.xn--bcher-kva.example"));
/// assert_eq!(host("jo@example.com").as_deref(), Some("example.com"));
/// assert_eq!(host("TalkTalk"), None);
/// ```
pub fn host(text: &str) -> Option<String> {
    let text = text.trim();
    let authority = match text.split_once("://") {
        Some((_, rest)) => rest,
        None => text.strip_prefix("mailto:").unwrap_or(text),
    };
    let authority = authority.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = match host.split_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        Some(_) => return None,
        None => host,
    };
    let host = host.trim_end_matches('.');
    if host.is_empty() || host.len() > 4 * MAX_HOST || host.parse::<IpAddr>().is_ok() {
        return None;
    }
    // Most names that are looked up are no host; saying so is cheaper than folding them.
    if host.is_ascii() && !host.contains('.') {
        return None;
    }
    let ascii = idna::domain_to_ascii(host).ok()?;
    is_host(&ascii).then_some(ascii)
}

/// The registrable domain (one label below the public suffix, ICANN and private parts of the list), in ASCII:
/// what identifies a site, whatever subdomain one is on. `None` if the text is itself a public suffix, or ends
/// in none that exists.
///
/// ```
/// use heldby_model::domain::registrable_domain;
/// assert_eq!(registrable_domain("https://account.t-mobile.com/login").as_deref(), Some("t-mobile.com"));
/// assert_eq!(registrable_domain("www.three.co.uk").as_deref(), Some("three.co.uk"));
/// assert_eq!(registrable_domain("co.uk"), None);
/// ```
pub fn registrable_domain(text: &str) -> Option<String> {
    let host = host(text)?;
    registrable_of(&host).map(str::to_string)
}

/// As [`registrable_domain`], for a text that already is what [`host`] returns.
pub fn registrable_of(host: &str) -> Option<&str> {
    let domain = psl::domain(host.as_bytes())?;
    if !domain.suffix().is_known() {
        return None;
    }
    std::str::from_utf8(domain.as_bytes()).ok()
}

/// Whether the text is a suffix under which anybody can register, such as `co.uk`: no company's domain.
pub fn is_public_suffix(text: &str) -> bool {
    let Some(host) = host(text).or_else(|| Some(text.trim().to_ascii_lowercase())) else {
        return false;
    };
    psl::suffix(host.as_bytes())
        .is_some_and(|suffix| suffix.is_known() && suffix.as_bytes() == host.as_bytes())
}

/// Whether the text is an e-mail address rather than a host or URL.
pub fn is_mail_address(text: &str) -> bool {
    let text = text.trim();
    !text.contains("://")
        && text.rsplit_once('@').is_some_and(|(user, _)| !user.is_empty())
        && host(text).is_some()
}

/// The label that was registered: `talktalk` in `talktalk.co.uk`.
pub fn label(registrable: &str) -> &str {
    registrable.split('.').next().unwrap_or(registrable)
}

fn is_host(ascii: &str) -> bool {
    ascii.len() <= MAX_HOST
        && ascii.contains('.')
        && ascii.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hosts_are_found_in_what_people_paste() {
        for (text, expected) in [
            ("virginmedia.com", Some("virginmedia.com")),
            (" WWW.Virginmedia.COM. ", Some("www.virginmedia.com")),
            ("https://fi.google.com/about?x=a@b.c", Some("fi.google.com")),
            ("http://jo:secret@three.co.uk:80", Some("three.co.uk")),
            ("three.co.uk:443/login", Some("three.co.uk")),
            ("mailto:jo@talktalk.net", Some("talktalk.net")),
            ("jo.b+x@mail.talktalk.net", Some("mail.talktalk.net")),
            ("//sky.com", None),
            ("bücher.de", Some("xn--bcher-kva.de")),
            ("ｏ２.co.uk", Some("o2.co.uk")),
            ("例え.jp", Some("xn--r8jz45g.jp")),
            ("", None),
            ("TalkTalk", None),
            ("Talk Talk Ltd.", None),
            ("a b.com", None),
            ("192.168.0.1", None),
            ("http://[::1]:80/", None),
            ("localhost", None),
            ("a..b.com", None),
            ("javascript:alert(1)", None),
            ("@", None),
        ] {
            assert_eq!(host(text).as_deref(), expected, "{text:?}");
        }
        assert_eq!(host(&"a.".repeat(5_000)), None);
        assert_eq!(host(&format!("{}.com", "a".repeat(64))), None);
    }

    #[test]
    fn subdomains_fold_to_what_was_registered() {
        for (text, expected) in [
            ("account.t-mobile.com", Some("t-mobile.com")),
            ("www.optus.com.au", Some("optus.com.au")),
            ("shop.example.blogspot.com", Some("example.blogspot.com")), // private part of the list
            ("nhsdg.scot.nhs.uk", Some("scot.nhs.uk")),
            ("co.uk", None),
            ("com", None),
            ("com.example.androidapp", None), // no such suffix
            ("android://abc@com.example.app/", Some("example.app")),
        ] {
            assert_eq!(registrable_domain(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn suffixes_and_addresses_are_told_apart() {
        assert!(is_public_suffix("co.uk") && is_public_suffix("com") && is_public_suffix("blogspot.com"));
        assert!(!is_public_suffix("three.co.uk") && !is_public_suffix("nowhere") && !is_public_suffix(""));
        assert!(is_mail_address("jo@talktalk.net"));
        assert!(!is_mail_address("talktalk.net") && !is_mail_address("@talktalk.net"));
        assert!(!is_mail_address("https://jo@talktalk.net/") && !is_mail_address("jo@home"));
        assert_eq!(label("talktalk.co.uk"), "talktalk");
    }

    proptest! {
        #[test]
        fn a_host_reads_back_as_itself(text in "\\PC{0,30}(\\.com|\\.co\\.uk|)") {
            if let Some(first) = host(&text) {
                prop_assert_eq!(host(&first), Some(first.clone()));
                prop_assert!(first.is_ascii() && first.len() <= MAX_HOST);
                if let Some(domain) = registrable_domain(&first) {
                    prop_assert!(first.ends_with(&domain));
                    prop_assert_eq!(registrable_domain(&domain), Some(domain));
                }
            }
        }
    }
}
