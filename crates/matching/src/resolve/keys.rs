//! The keys of all names of a catalogue, folded once: folding is the dearest part of indexing and comparing.

use super::index::{Part, Place, names_of};
use heldby_model::name::key_into;
use heldby_model::{Catalogue, Company};

/// The keys of all names, in the order of the companies and of [`names_of`].
#[derive(Debug)]
pub(super) struct Keys {
    /// One key after another.
    text: String,
    /// Where each key ends.
    ends: Vec<u32>,
    /// Which key is the first of each company.
    firsts: Vec<u32>,
}

impl Keys {
    pub fn new(catalogue: &Catalogue) -> Self {
        let companies = catalogue.companies();
        let mut text = String::with_capacity(companies.len() * 32);
        let mut ends = Vec::with_capacity(companies.len() * 2);
        let mut firsts = Vec::with_capacity(companies.len());
        let mut buffer = String::new();
        for company in companies {
            firsts.push(ends.len() as u32);
            for (_, name) in names_of(company) {
                key_into(name, &mut buffer);
                text.push_str(&buffer);
                ends.push(text.len() as u32);
            }
        }
        text.shrink_to_fit();
        ends.shrink_to_fit();
        Self { text, ends, firsts }
    }

    /// Every name's place and key. The catalogue has to be the one that the keys were made of.
    pub fn each<'a>(&'a self, catalogue: &'a Catalogue) -> impl Iterator<Item = (Place, &'a str)> {
        let places = catalogue.companies().iter().zip(0..).flat_map(|(company, number)| {
            names_of(company).map(move |(part, _)| Place { company: number, part })
        });
        places.zip(self.all())
    }

    /// The key of the name at a place of that company; `None` for its sites, which have none.
    pub fn of(&self, company: &Company, place: Place) -> Option<&str> {
        let legal = company.legal_names.len();
        let nth = match place.part {
            Part::Name => 0,
            Part::LegalName(n) => 1 + usize::from(n),
            Part::Alias(n) => 1 + legal + usize::from(n),
            Part::Domain(_) | Part::ExactHost(_) | Part::MailDomain(_) => return None,
        };
        let at = *self.firsts.get(place.company as usize)? as usize + nth;
        let begin = at.checked_sub(1).map_or(Some(&0), |before| self.ends.get(before))?;
        self.text.get(*begin as usize..*self.ends.get(at)? as usize)
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        let mut begin = 0;
        self.ends.iter().map(move |&end| {
            let key = &self.text[begin..end as usize];
            begin = end as usize;
            key
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::fixture::catalogue;
    use super::*;
    use heldby_model::name::key;

    #[test]
    fn each_name_has_its_key() {
        let catalogue = catalogue();
        let keys = Keys::new(&catalogue);
        let mut count = 0;
        for (place, found) in keys.each(&catalogue) {
            let (company, name) = place.of(&catalogue).unwrap();
            assert_eq!(found, key(name));
            assert_eq!(keys.of(company, place), Some(found));
            count += 1;
        }
        assert_eq!(count, catalogue.companies().iter().flat_map(names_of).count());
        let beyond = Place { company: u32::MAX, part: Part::Name };
        assert_eq!(keys.of(&catalogue.companies()[0], beyond), None);
    }
}
