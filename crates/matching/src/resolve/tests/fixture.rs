//! A small catalogue: telecom brands of the same name in several countries, brands that went into others, and
//! dictionary words.

use heldby_model::{
    Alias, Attribute, Breach, BreachId, Catalogue, CatalogueInfo, Company, CompanyId, Country, Layer,
    PartialDate, Relation, RelationKind, Status, Vocabulary,
};

/// A company record, written as a sentence.
pub struct Record(Company);

pub fn company(id: &str, name: &str, countries: &str) -> Record {
    let named = Company::named(CompanyId::new(id).unwrap(), name, "telecoms");
    Record(Company { countries: codes(countries).into(), ..named })
}

impl Record {
    pub fn legal(mut self, names: &[&str]) -> Self {
        self.0.legal_names = owned(names).into();
        self
    }

    pub fn also(self, names: &[&str]) -> Self {
        names.iter().fold(self, |record, name| record.alias(name, |_| {}))
    }

    pub fn in_context(self, names: &[&str]) -> Self {
        names.iter().fold(self, |record, name| record.alias(name, |a| a.in_context = true))
    }

    pub fn only_in(self, name: &str, countries: &str) -> Self {
        self.alias(name, |a| a.countries = codes(countries).into())
    }

    pub fn until(self, name: &str, year: i16) -> Self {
        self.alias(name, |a| a.until = Some(PartialDate::Year(year)))
    }

    pub fn says(self, name: &str, tag: &str) -> Self {
        self.alias(name, |a| a.implies = [Attribute::parse(tag).unwrap()].into())
    }

    pub fn domains(mut self, domains: &[&str]) -> Self {
        self.0.domains = owned(domains).into();
        self
    }

    pub fn exact_host(mut self, host: &str) -> Self {
        self.0.exact_hosts.push(host.into());
        self
    }

    pub fn mail(mut self, domains: &[&str]) -> Self {
        self.0.mail_domains = owned(domains).into();
        self
    }

    pub fn not(mut self, names: &[&str]) -> Self {
        self.0.not = owned(names).into();
        self
    }

    pub fn common_word(mut self) -> Self {
        self.0.name_in_context = true;
        self
    }

    pub fn tie(mut self, kind: RelationKind, other: &str, since: i16) -> Self {
        self.0.relations.push(Relation {
            kind,
            company: CompanyId::new(other).unwrap(),
            since: Some(PartialDate::Year(since)),
            until: None,
            note: String::new(),
        });
        self
    }

    pub fn build(self) -> Company {
        self.0
    }

    pub fn alias(mut self, name: &str, change: impl Fn(&mut Alias)) -> Self {
        let mut alias = Alias::plain(name);
        change(&mut alias);
        self.0.aliases.push(alias);
        self
    }
}

pub fn catalogue() -> Catalogue {
    with(records(), &["tmobile-us", "three-uk", "talktalk", "virgin-media-uk", "vodafone-is", "orange-be"])
}

/// A catalogue of these companies; those named have a breach.
pub fn with(records: Vec<Record>, breached: &[&str]) -> Catalogue {
    let info = CatalogueInfo { date: PartialDate::Year(2026), number: 1 };
    let breaches = breached.iter().map(|id| breach(id)).collect();
    Catalogue::new(
        info,
        Vocabulary::new(Vec::new()),
        records.into_iter().map(Record::build).collect(),
        breaches,
    )
}

#[rustfmt::skip]
pub fn records() -> Vec<Record> {
    use RelationKind::{Brand, MergedInto, Parent, RenamedTo};
    vec![
        company("tmobile-us", "T-Mobile US", "US").legal(&["T-Mobile US, Inc.", "T-Mobile USA, Inc."]).also(&["T-Mobile USA"])
            .in_context(&["T-Mobile"]).says("T-Mobile Prepaid", "prepaid").domains(&["t-mobile.com", "tmobile.com"])
            .tie(Brand, "metro-by-tmobile", 2013),
        company("metro-by-tmobile", "Metro by T-Mobile", "US").also(&["MetroPCS"]).domains(&["metrobyt-mobile.com"]).not(&["Metro Bank"]),
        company("tmobile-pl", "T-Mobile Polska", "PL").only_in("T-Mobile", "PL").domains(&["t-mobile.pl"]).not(&["T-Mobile US"]),
        company("tmobile-uk", "T-Mobile UK", "GB").legal(&["T-Mobile (UK) Limited"]).also(&["One2One"]).in_context(&["T-Mobile"])
            .domains(&["t-mobile.co.uk"]).tie(MergedInto, "ee", 2010),
        company("ee", "EE", "GB").legal(&["EE Limited", "Everything Everywhere Limited"]).also(&["Everything Everywhere"]).domains(&["ee.co.uk"]),
        company("three-uk", "Three UK", "GB").legal(&["Hutchison 3G UK Limited"]).in_context(&["Three", "Three Mobile"]).only_in("3", "GB")
            .domains(&["three.co.uk"]).not(&["Three Ireland", "Three Rivers District Council"]),
        company("three-ie", "Three Ireland", "IE").only_in("Three", "IE").only_in("3", "IE").domains(&["three.ie", "o2.ie"]).not(&["Three UK"]),
        company("drei-at", "Drei Austria", "AT").only_in("Drei", "AT").only_in("3", "AT").domains(&["drei.at"]),
        company("virgin-media-uk", "Virgin Media (UK)", "GB").legal(&["Virgin Media Limited"]).also(&["Virgin Media", "Telewest"])
            .domains(&["virginmedia.com"]).mail(&["ntlworld.com", "virginmedia.com"])
            .not(&["Virgin Media Ireland", "Virgin Active", "Virgin Money", "Virgin Atlantic"]),
        company("virgin-media-ie", "Virgin Media Ireland", "IE").only_in("Virgin Media", "IE").domains(&["virginmedia.ie"]),
        company("talktalk", "TalkTalk", "GB").legal(&["TalkTalk Telecom Group Limited"]).domains(&["talktalk.co.uk"])
            .mail(&["talktalk.net", "tiscali.co.uk", "dsl.pipex.com"]).not(&["Talkmobile", "TalkTV"]),
        company("carphone", "Carphone Warehouse", "GB").not(&["Carphone Warehouse Ireland"]),
        company("talkmobile", "Talkmobile", "GB").domains(&["talkmobile.co.uk"]).not(&["TalkTalk"]),
        company("tiscali-uk", "Tiscali UK", "GB").only_in("Tiscali", "GB").tie(MergedInto, "talktalk", 2009),
        company("vodafone-uk", "Vodafone UK", "GB").in_context(&["Vodafone"]).domains(&["vodafone.co.uk", "voxi.co.uk"]).not(&["Vodafone Iceland"]),
        company("voxi", "VOXI", "GB").tie(Parent, "vodafone-uk", 2017),
        company("vodafone-is", "Vodafone Iceland", "IS").in_context(&["Vodafone"]).domains(&["vodafone.is"]),
        company("vodafone-de", "Vodafone Germany", "DE").only_in("Vodafone", "DE").domains(&["vodafone.de", "kabeldeutschland.de"]),
        company("orange-fr", "Orange France", "FR").legal(&["Orange S.A."]).in_context(&["Orange"]).until("France Télécom", 2013)
            .domains(&["orange.fr", "sosh.fr"]).mail(&["orange.fr", "wanadoo.fr"]).not(&["Orange Bank", "Orange County"]),
        company("orange-be", "Orange Belgium", "BE").only_in("Orange", "BE").domains(&["orange.be", "mobistar.be"]),
        company("orange-uk", "Orange UK", "GB").only_in("Orange", "GB").domains(&["orange.co.uk"]).tie(MergedInto, "ee", 2010),
        company("att", "AT&T", "US").legal(&["AT&T Inc."]).says("AT&T Wireless", "mobile").domains(&["att.com"]),
        company("cingular", "Cingular Wireless", "US").also(&["Cingular"]).tie(RenamedTo, "att", 2007),
        company("sprint", "Sprint", "US").common_word().legal(&["Sprint Corporation"]).also(&["Sprint Nextel"]).domains(&["sprint.com"])
            .tie(MergedInto, "tmobile-us", 2020),
        company("charter", "Charter Communications", "US").in_context(&["Spectrum"]).domains(&["charter.com", "spectrum.com"])
            .not(&["Spectrum", "Spectrum Health"]),
        company("free-fr", "Free", "FR").common_word().mail(&["free.fr"]).exact_host("mobile.free.fr").exact_host("www.free.fr"),
        company("google", "Google", "US").domains(&["google.com"]).mail(&["gmail.com"]),
        company("google-fi", "Google Fi Wireless", "US").also(&["Google Fi"]).exact_host("fi.google.com").tie(Parent, "google", 2015),
        company("comcast", "Comcast", "US").also(&["Xfinity"]).domains(&["comcast.com", "xfinity.com"]).mail(&["comcast.net"]),
        company("telia-no", "Telia Norway", "NO").also(&["Get AS"]).only_in("Get", "NO").domains(&["telia.no"]),
        company("channel-4", "Channel 4", "GB").domains(&["channel4.com"]),
        company("discord", "Discord", "US").domains(&["discord.com"]),
        company("coupang", "쿠팡", "KR").domains(&["coupang.com"]),
        company("upc-at", "UPC Austria", "AT").only_in("UPC", "AT").domains(&["upc.at"]).tie(MergedInto, "magenta-at", 2019),
        company("magenta-at", "Magenta Telekom", "AT").only_in("UPC", "AT").domains(&["magenta.at"]),
        company("buecher", "Bücher Example", "DE").domains(&["xn--bcher-kva.de"]),
    ]
}

fn breach(company: &str) -> Breach {
    Breach {
        id: BreachId::new(&format!("{company}-2020")).unwrap(),
        company: CompanyId::new(company).unwrap(),
        also: Vec::new(),
        layer: Layer::Curated,
        sensitive: false,
        title: String::new(),
        via: None,
        affected_brands: Vec::new(),
        occurred_from: None,
        occurred_to: None,
        discovered: None,
        disclosed: None,
        records: None,
        status: Status::Confirmed,
        people: None,
        groups: Vec::new(),
        ruled_out: Default::default(),
        ruled_out_by: None,
        not_affected: Vec::new(),
        superseded: Vec::new(),
        sources: Vec::new(),
        notes: String::new(),
        unverified: Vec::new(),
    }
}

fn codes(text: &str) -> Vec<Country> {
    text.split_whitespace().map(|code| Country::new(code).unwrap()).collect()
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|t| (*t).to_string()).collect()
}
