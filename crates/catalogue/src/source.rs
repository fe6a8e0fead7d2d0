//! The files of the catalogue's folder.

use crate::Error;
use heldby_model::CompanyId;
use std::fs;
use std::path::Path;

/// One file of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path inside the catalogue's folder, with `/` between the parts: `companies/gb/talktalk.toml`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// Cases by which resolution is measured: about the catalogue, no part of it.
const EVALUATION: &str = "eval";

/// Reads all files of a catalogue's folder, in the order of their paths. Hidden files, Markdown
/// and the labelled cases in `eval/` are left out; whatever else lies there has to be a part of the catalogue.
///
/// # Errors
/// [`Error::Read`] if a folder or file cannot be read or is no UTF-8 text.
pub fn read_folder(folder: &Path) -> Result<Vec<SourceFile>, Error> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) -> Result<(), Error> {
    let failed = |source| Error::Read { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if name.starts_with('.') || name.ends_with(".md") || format!("{prefix}{name}") == EVALUATION {
            continue;
        }
        if entry.file_type().map_err(failed)?.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else {
            let text = fs::read_to_string(&path).map_err(|source| Error::Read { path, source })?;
            files.push(SourceFile { path: format!("{prefix}{name}"), text });
        }
    }
    Ok(())
}

/// What a file holds, by its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `classes.toml`
    Classes,
    /// `catalogue.toml`
    Release,
    /// `hibp-classes.toml`
    HibpClasses,
    /// `long-tail.jsonl`
    LongTail,
    /// `directory.jsonl`
    Directory,
    /// `domain-families.toml`
    Families,
    /// `companies/<country>/<id>.toml`
    Company(Place),
}

/// Where the file of a company lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The folder's name: the country in lower case.
    pub(crate) country: String,
    /// The file's name without its ending.
    pub(crate) id: CompanyId,
}

impl Kind {
    /// Tells the kind of a file.
    ///
    /// # Errors
    /// What is wrong with a path that no file of the catalogue has.
    pub(crate) fn of(path: &str) -> Result<Self, String> {
        const COMPANY: &str = "companies/<country>/<id>.toml, the country as two lower-case letters";
        match path.split('/').collect::<Vec<_>>()[..] {
            ["classes.toml"] => Ok(Self::Classes),
            ["catalogue.toml"] => Ok(Self::Release),
            ["hibp-classes.toml"] => Ok(Self::HibpClasses),
            ["long-tail.jsonl"] => Ok(Self::LongTail),
            ["directory.jsonl"] => Ok(Self::Directory),
            ["domain-families.toml"] => Ok(Self::Families),
            ["companies", country, file] => {
                let stem = file
                    .strip_suffix(".toml")
                    .ok_or_else(|| format!("is no part of the catalogue: companies are {COMPANY}"))?;
                let id = crate::read::company::company_id(stem)
                    .map_err(|message| format!("the file's name: {message}"))?;
                let code = crate::text::country(&country.to_uppercase())
                    .map_err(|message| format!("the folder's name: {message}"))?;
                if country != code.as_str().to_lowercase() {
                    return Err(format!(
                        "the folder's name {country:?} has to be written {}",
                        code.as_str().to_lowercase()
                    ));
                }
                Ok(Self::Company(Place { country: country.to_owned(), id }))
            }
            _ => Err(format!(
                "is no part of the catalogue: that is catalogue.toml, classes.toml, hibp-classes.toml, long-tail.jsonl, directory.jsonl, domain-families.toml and {COMPANY}"
            )),
        }
    }
}
