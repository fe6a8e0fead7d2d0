//! How long the compiled catalogue takes to be ready: as it is, and ten times as large.
//!
//! `cargo bench -p heldby-catalogue --bench load`

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use heldby_catalogue::{artefact, compile, read_folder};
use heldby_model::{BreachId, Catalogue, CompanyId};
use std::hint::black_box;
use std::path::Path;

fn real() -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let files = read_folder(&folder).expect("the folder is part of the sources");
    compile(&files).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The catalogue with copies of all its records under other ids, names and domains.
fn times(catalogue: &Catalogue, factor: usize) -> Catalogue {
    let mut companies = catalogue.companies().to_vec();
    let mut breaches = catalogue.breaches().to_vec();
    for copy in 1..factor {
        for company in catalogue.companies() {
            let mut company = company.clone();
            company.id = company_id(&company.id, copy);
            company.name = format!("{} {copy}", company.name);
            company.domains = company.domains.iter().map(|domain| format!("{copy}{domain}")).collect();
            company.relations.clear();
            companies.push(company);
        }
        for breach in catalogue.breaches() {
            let mut breach = breach.clone();
            breach.id =
                BreachId::new(&format!("{}.{copy}", breach.id)).expect("a letter more is still an id");
            breach.company = company_id(&breach.company, copy);
            breaches.push(breach);
        }
    }
    Catalogue::new(catalogue.info().clone(), catalogue.vocabulary().clone(), companies, breaches)
}

fn company_id(id: &CompanyId, copy: usize) -> CompanyId {
    CompanyId::new(&format!("{id}.{copy}")).expect("a letter more is still an id")
}

fn load(criterion: &mut Criterion) {
    let real = real();
    let mut group = criterion.benchmark_group("load");
    group.sample_size(20);
    for (name, catalogue) in [("1x", times(&real, 1)), ("10x", times(&real, 10))] {
        let bytes = artefact::encode(&catalogue);
        println!(
            "{name}: {} companies, {} breaches, {:.2} MB",
            catalogue.companies().len(),
            catalogue.breaches().len(),
            bytes.len() as f64 / 1e6
        );
        group.throughput(Throughput::Elements(catalogue.companies().len() as u64));
        group.bench_function(name, |bencher| {
            // Giving the memory back is not part of being ready.
            bencher.iter_batched(|| (), |()| artefact::decode(black_box(&bytes)), BatchSize::PerIteration);
        });
    }
    group.finish();
}

criterion_group!(benches, load);
criterion_main!(benches);
