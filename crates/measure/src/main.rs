//! Resolves labelled cases with the catalogue of the app and prints how well that went, beside two ways that others
//! use. Fails if a floor is not reached.
//!
//! Usage: `heldby-measure [FILE.csv]...`; without a file, the cases of `catalogue/eval/`.

use heldby_matching::resolve::Resolver;
use heldby_measure::baseline::Baseline;
use heldby_measure::cases::{self, Case};
use heldby_measure::score::{Score, Share, resolve};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<(), String> {
    let mut cases = Vec::new();
    for file in files()? {
        cases.extend(cases::read(&file)?);
    }
    let catalogue = heldby_bundled::catalogue();
    println!(
        "{} cases; {} companies, {} breaches",
        cases.len(),
        catalogue.companies().len(),
        catalogue.breaches().len()
    );
    let resolver = Resolver::new(catalogue);
    let answers: Vec<_> = cases.iter().map(|case| resolve(catalogue, &resolver, case)).collect();
    let ours = Score::of(catalogue, &cases, &answers);
    let baseline = Baseline::new(catalogue);
    let by_domain = Score::of(catalogue, &cases, &baseline.domain_answers(&cases));
    let (threshold, fuzzy) = baseline.ratio_answers(catalogue, &cases);
    let fuzzy = Score::of(catalogue, &cases, &fuzzy);
    table(&cases, &ours, &by_domain, &fuzzy, threshold);
    if !ours.mistakes.is_empty() {
        println!("\nNot as labelled:");
        ours.mistakes.iter().for_each(|line| println!("  {line}"));
    }
    let low = ours.below_floor();
    if low.is_empty() { Ok(()) } else { Err(format!("\nBelow the floor:\n  {}", low.join("\n  "))) }
}

/// A line of the table: its name and the share that it shows.
type Row = (&'static str, fn(&Score) -> Share);

/// The files named, else all tables of the catalogue's folder of cases, in order.
fn files() -> Result<Vec<PathBuf>, String> {
    let named: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    if !named.is_empty() {
        return Ok(named);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue/eval");
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "csv"))
        .collect();
    files.sort();
    if files.is_empty() { Err(format!("{}: there are no cases", folder.display())) } else { Ok(files) }
}

fn table(cases: &[Case], ours: &Score, by_domain: &Score, fuzzy: &Score, threshold: f64) {
    let fuzzy_title = format!("fuzzy ratio {threshold:.2}");
    println!("\n{:<22}{:<20}{:<20}{}", "", "heldby", "equal domain", fuzzy_title);
    let rows: [Row; 8] = [
        ("link precision", |s| s.link_precision),
        ("auto recall", |s| s.auto_recall),
        ("typos found", |s| s.typos_found),
        ("related found", |s| s.related_found),
        ("false links", |s| s.false_links),
        ("false suggestions", |s| s.false_suggestions),
        ("silent typos", |s| s.silent_typos),
        ("ambiguous not asked", |s| s.not_asked),
    ];
    for (what, share) in rows {
        let [a, b, c] = [ours, by_domain, fuzzy].map(|score| share(score).to_string());
        println!("{what:<22}{a:<20}{b:<20}{c}");
    }
    let right = cases.len() - ours.mistakes.len();
    println!("{:<22}{right}/{}", "as labelled", cases.len());
}
