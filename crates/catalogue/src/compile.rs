//! From files to a catalogue, or to everything that is wrong with them.

use crate::check::across::{Entry, across};
use crate::check::{self, Check};
use crate::field::Field;
use crate::join::{Parts, join};
use crate::lists::{self, long_tail::Listed};
use crate::problem::{Problem, Report};
use crate::read::company::Record;
use crate::read::{self, Table, Words};
use crate::source::{Kind, SourceFile};
use heldby_model::{Breach, Catalogue, CatalogueInfo, Company, CompanyId, PartialDate, Vocabulary};
use std::collections::HashMap;
use toml::de::DeTable;

/// Reads and checks all files and joins them to a catalogue. The order of the files does not matter.
///
/// # Errors
/// Every mistake of every file, in the order of files and lines. A field that cannot be read is reported
/// once; what depends on it is not.
pub fn compile(files: &[SourceFile]) -> Result<Catalogue, Vec<Problem>> {
    let mut files: Vec<&SourceFile> = files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let sheets: Vec<Sheet<'_>> = files.iter().map(|file| Sheet::open(file)).collect();
    for pair in sheets.windows(2).filter(|pair| pair[0].file.path == pair[1].file.path) {
        pair[1].report.add(Field::default(), "is given twice: a catalogue holds each file once");
    }
    let mut absent = Vec::new();
    let words = words(&sheets, &mut absent);
    let info = info(&sheets, &mut absent);
    let today = info.as_ref().map(|info| info.date);
    let records = records(&sheets, &words, today);
    let (lists, mut problems) = lists(&sheets, &words, today);
    problems.extend(absent);
    for sheet in sheets {
        problems.extend(sheet.report.into_problems(&sheet.file.path, &sheet.file.text, &sheet.dom));
    }
    problems.sort();
    problems.dedup();
    match info {
        Some(info) if problems.is_empty() => Ok(catalogue(info, words.vocabulary, records, lists)),
        _ => Err(problems),
    }
}

/// An opened file.
struct Sheet<'a> {
    file: &'a SourceFile,
    kind: Option<Kind>,
    dom: DeTable<'a>,
    report: Report,
}

impl<'a> Sheet<'a> {
    fn open(file: &'a SourceFile) -> Self {
        let report = Report::default();
        let kind = Kind::of(&file.path).map_err(|message| report.add(Field::default(), message)).ok();
        let is_toml = !matches!(kind, Some(Kind::LongTail | Kind::Directory));
        let (dom, errors) = DeTable::parse_recoverable(if is_toml { &file.text } else { "" });
        // One missing quotation mark makes nonsense of all that follows: only the first error says something.
        if let Some(error) = errors.first() {
            let offset = error.span().map_or(0, |span| span.start);
            let message = error.message().trim().replace('\n', "; ");
            report.add_at(offset, format!("cannot be read as TOML: {message}"));
        }
        Self { file, kind, dom: dom.into_inner(), report }
    }

    /// Whether the text is TOML; if not, nothing that seems to be missing has to be.
    fn is_readable(&self) -> bool {
        self.report.is_clean()
    }
}

fn words(sheets: &[Sheet<'_>], absent: &mut Vec<Problem>) -> Words {
    let Some(sheet) = sheets.iter().find(|s| matches!(s.kind, Some(Kind::Classes))) else {
        absent.push(missing("classes.toml", "is missing: it holds the vocabulary of data classes"));
        return Words { vocabulary: Vocabulary::default(), complete: false };
    };
    if !sheet.is_readable() {
        return Words { vocabulary: Vocabulary::default(), complete: false };
    }
    let vocabulary = read::vocabulary::read(&mut Table::top(&sheet.dom, &sheet.report));
    Words { vocabulary, complete: sheet.report.is_clean() }
}

fn info(sheets: &[Sheet<'_>], absent: &mut Vec<Problem>) -> Option<CatalogueInfo> {
    let Some(sheet) = sheets.iter().find(|s| matches!(s.kind, Some(Kind::Release))) else {
        absent.push(missing("catalogue.toml", "is missing: it holds the date and the number of the release"));
        return None;
    };
    if !sheet.is_readable() {
        return None;
    }
    read::release::read(&mut Table::top(&sheet.dom, &sheet.report))
}

fn missing(file: &str, message: &str) -> Problem {
    Problem { file: file.to_owned(), line: 1, field: String::new(), message: message.to_owned() }
}

fn records(sheets: &[Sheet<'_>], words: &Words, today: Option<PartialDate>) -> Vec<Record> {
    let companies = sheets.iter().filter_map(|sheet| match &sheet.kind {
        Some(Kind::Company(place)) if sheet.is_readable() => Some((sheet, place)),
        _ => None,
    });
    let read: Vec<_> = companies
        .map(|(sheet, place)| {
            let record = read::company::read(&mut Table::top(&sheet.dom, &sheet.report), &place.id, words);
            (sheet, place, record)
        })
        .collect();
    let mut entries = Vec::new();
    for (sheet, place, record) in &read {
        let check = Check { report: &sheet.report, today };
        check::company::company(&check, &record.company, place);
        // Without the vocabulary every class would seem to be missing.
        for (i, breach) in record.breaches.iter().enumerate().filter(|_| words.complete) {
            check::breach::breach(&check, breach, &Field::top("breaches").index(i), &words.vocabulary);
        }
        entries.push(Entry { path: &sheet.file.path, check, record });
    }
    across(&entries);
    drop(entries);
    read.into_iter().map(|(_, _, record)| record).collect()
}

/// The files of many records.
#[derive(Default)]
struct Lists {
    directory: Vec<Company>,
    families: Vec<Vec<String>>,
    listed: Vec<Listed>,
}

fn lists(sheets: &[Sheet<'_>], words: &Words, today: Option<PartialDate>) -> (Lists, Vec<Problem>) {
    let of = |kind: Kind| sheets.iter().find(move |s| s.kind.as_ref() == Some(&kind) && s.is_readable());
    let classes =
        of(Kind::HibpClasses).map(|sheet| lists::hibp_classes::read(&sheet.dom, &sheet.report, words));
    let families = of(Kind::Families).map(|sheet| lists::families::read(&sheet.dom, &sheet.report));
    let directory = of(Kind::Directory).map(|sheet| lists::directory::read(sheet.file));
    let listed = of(Kind::LongTail)
        .map(|sheet| lists::long_tail::read(sheet.file, &classes.unwrap_or_default(), today));
    let (directory, mut problems) = directory.unwrap_or_default();
    let (listed, more) = listed.unwrap_or_default();
    problems.extend(more);
    (Lists { directory, families: families.unwrap_or_default(), listed }, problems)
}

fn catalogue(info: CatalogueInfo, vocabulary: Vocabulary, records: Vec<Record>, lists: Lists) -> Catalogue {
    let names: HashMap<CompanyId, String> =
        records.iter().map(|r| (r.company.id.clone(), r.company.name.clone())).collect();
    let (curated, breaches): (Vec<Company>, Vec<Vec<Breach>>) =
        records.into_iter().map(|r| (r.company, r.breaches)).unzip();
    let mut breaches: Vec<Breach> = breaches.into_iter().flatten().collect();
    for via in breaches.iter_mut().filter_map(|breach| breach.via.as_mut()) {
        if let Some(name) = via.company.as_ref().and_then(|id| names.get(id)) {
            via.name.clone_from(name);
        }
    }
    let Lists { directory, families, listed } = lists;
    let (companies, breaches) = join(Parts { curated, breaches, directory, families, listed });
    Catalogue::new(info, vocabulary, companies, breaches)
}
