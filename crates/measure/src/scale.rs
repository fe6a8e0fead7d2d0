//! A catalogue of many times the size: every company again under invented names, with its breaches.

use heldby_model::{BreachId, Catalogue, CompanyId};

/// The catalogue `times` over. Copies have names, domains and ids of their own, so that the number of companies
/// that bear one name stays as it is.
pub fn enlarged(catalogue: &Catalogue, times: usize) -> Catalogue {
    let mut companies = catalogue.companies().to_vec();
    let mut breaches = catalogue.breaches().to_vec();
    for copy in 1..times {
        // Letters, not digits: the number would keep names from being compared at all.
        let mark = mark(copy);
        let id = |id: &CompanyId| CompanyId::new(&format!("{id}-{mark}")).unwrap_or_else(|_| id.clone());
        for company in catalogue.companies() {
            let mut company = company.clone();
            company.id = id(&company.id);
            company.name = altered(&company.name, &mark);
            company.legal_names.iter_mut().for_each(|name| *name = altered(name, &mark));
            company.aliases.iter_mut().for_each(|alias| alias.name = altered(&alias.name, &mark));
            let sites = [&mut company.domains, &mut company.exact_hosts, &mut company.mail_domains]
                .into_iter()
                .flatten();
            sites.for_each(|site| *site = format!("{mark}{site}"));
            company.relations.iter_mut().for_each(|relation| relation.company = id(&relation.company));
            companies.push(company);
        }
        for breach in catalogue.breaches() {
            let mut breach = breach.clone();
            breach.id = BreachId::new(&format!("{}-{mark}", breach.id)).unwrap_or_else(|_| breach.id.clone());
            breach.company = id(&breach.company);
            breach.affected_brands.iter_mut().for_each(|brand| *brand = id(brand));
            breaches.push(breach);
        }
    }
    Catalogue::new(catalogue.info().clone(), catalogue.vocabulary().clone(), companies, breaches)
}

/// Every word gets other letters at its end, so that words stay as rare as they are.
fn altered(name: &str, mark: &str) -> String {
    let words: Vec<String> = name.split(' ').map(|word| format!("{word}{mark}")).collect();
    words.join(" ")
}

fn mark(copy: usize) -> String {
    const LETTERS: &[u8] = b"qxzwvkjyhb";
    [copy % 10, copy / 10 % 10, copy % 10].map(|i| char::from(LETTERS[i])).iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_there_so_many_times_under_ids_of_its_own() {
        let one = heldby_bundled::catalogue();
        let three = enlarged(one, 3);
        assert_eq!(three.companies().len(), 3 * one.companies().len());
        assert_eq!(three.breaches().len(), 3 * one.breaches().len());
        let distinct = |ids: Vec<&str>| ids.into_iter().collect::<std::collections::HashSet<_>>().len();
        let companies = distinct(three.companies().iter().map(|c| c.id.as_str()).collect());
        assert_eq!(companies, three.companies().len());
        assert!(three.breaches().iter().all(|b| three.company(&b.company).is_some()));
    }
}
