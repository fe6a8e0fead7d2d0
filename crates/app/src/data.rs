//! The catalogue's files, for those who edit them.

use crate::outside::{self, Existing, Readers};
use crate::{Code, Failure, updates, wire};
use heldby_catalogue::release;
use heldby_model::Catalogue;
use std::path::Path;

/// What a folder of the catalogue holds.
pub struct Checked {
    /// Companies.
    pub companies: usize,
    /// Breaches.
    pub breaches: usize,
    /// One line per mistake: `file:line: field: what is wrong and what to do`.
    pub problems: Vec<String>,
}

/// Checks a folder of the catalogue.
///
/// # Errors
/// [`Code::NotFound`], [`Code::BadInput`], [`Code::PermissionDenied`], [`Code::Io`] for a folder that is missing, none,
/// closed or unreadable; [`Code::BadCatalogue`] for a file in it that is no text.
pub fn validate(folder: &Path) -> Result<Checked, Failure> {
    let files = heldby_catalogue::read_folder(folder).map_err(|e| unreadable(&e))?;
    Ok(match heldby_catalogue::compile(&files) {
        Ok(catalogue) => Checked {
            companies: catalogue.companies().len(),
            breaches: catalogue.breaches().len(),
            problems: Vec::new(),
        },
        Err(problems) => Checked {
            companies: 0,
            breaches: 0,
            problems: problems.iter().map(ToString::to_string).collect(),
        },
    })
}

/// What deserves a person's look in a folder of the catalogue: no mistakes, but things that are often wrong.
///
/// # Errors
/// As [`validate`], and [`Code::BadCatalogue`] for a folder with mistakes.
pub fn lint(folder: &Path) -> Result<Vec<wire::LintFinding>, Failure> {
    let files = heldby_catalogue::read_folder(folder).map_err(|e| unreadable(&e))?;
    let catalogue = without_mistakes(&files)?;
    let places = heldby_catalogue::places(&files);
    let view = |finding: heldby_catalogue::lint::Finding| {
        let place = places.get(&finding.id);
        wire::LintFinding {
            kind: finding.kind.as_str().into(),
            text: finding.text,
            file: place.map(|p| p.file.clone()),
            line: place.map(|p| p.line),
            id: finding.id,
        }
    };
    Ok(heldby_catalogue::lint::lint(&catalogue).into_iter().map(view).collect())
}

/// Compiles a folder of the catalogue to an unsigned release.
///
/// # Errors
/// As [`lint`].
pub fn build(folder: &Path) -> Result<Vec<u8>, Failure> {
    Ok(release::build(&compiled(folder)?))
}

/// What a release says about itself, signed or not.
///
/// # Errors
/// The codes of [`updates::verify`] that do not speak of signatures.
pub fn inspect(file: &[u8]) -> Result<wire::ReleaseView, Failure> {
    let manifest = release::inspect(file).map_err(|e| updates::refusal(&e))?;
    Ok(updates::view(&manifest, String::new(), false))
}

/// Signs a release with a secret key of minisign, given as the text of its file; `password` is what protects it.
///
/// # Errors
/// As [`inspect`]; [`Code::WrongPassphrase`] for a password that does not open the key, [`Code::BadInput`] for a text
/// that is no key.
#[cfg(feature = "sign")]
pub fn sign(file: &[u8], secret: &str, password: Option<String>) -> Result<Vec<u8>, Failure> {
    use release::SignError;
    release::sign(file, secret, password).map_err(|error| match error {
        SignError::Release(error) => updates::refusal(&error),
        SignError::WrongPassword => Failure::new(
            Code::WrongPassphrase,
            "The password does not open this key.",
            "Try again; the file was not changed.",
        ),
        SignError::NoKey => Failure::bad_input(
            "This is no secret key of minisign, or it is protected by a password.",
            "Make a key with `minisign -G`, and give its password with --key-password-file if it has one.",
        ),
        _ => Failure::new(Code::Io, "The file could not be signed.", "Try again."),
    })
}

/// Writes a release, in place of a file of this name only if it may be replaced.
///
/// # Errors
/// [`Code::FileExists`]; [`Code::BadInput`] for a vault; [`Code::DiskFull`], [`Code::ReadOnly`],
/// [`Code::PermissionDenied`], [`Code::Io`].
pub fn write_file(path: &Path, bytes: &[u8], replace: bool) -> Result<(), Failure> {
    let existing = if replace { Existing::Replace } else { Existing::Keep };
    outside::write(path, Readers::Everybody, existing, |out| out.write_all(bytes))
}

fn compiled(folder: &Path) -> Result<Catalogue, Failure> {
    without_mistakes(&heldby_catalogue::read_folder(folder).map_err(|e| unreadable(&e))?)
}

fn without_mistakes(files: &[heldby_catalogue::SourceFile]) -> Result<Catalogue, Failure> {
    heldby_catalogue::compile(files).map_err(|problems| {
        Failure::new(
            Code::BadCatalogue,
            format!("The folder has {} mistakes.", problems.len()),
            "See them with `heldby catalogue validate`, and correct them first.",
        )
    })
}

fn unreadable(error: &heldby_catalogue::Error) -> Failure {
    use std::io::ErrorKind;
    let advice = "Name the folder that holds classes.toml and companies/.";
    let heldby_catalogue::Error::Read { path, source } = error else {
        return Failure::new(Code::Io, format!("{error}."), advice);
    };
    let (code, what) = match source.kind() {
        ErrorKind::NotFound => (Code::NotFound, format!("There is no folder {}.", path.display())),
        ErrorKind::NotADirectory => (Code::BadInput, format!("{} is no folder.", path.display())),
        ErrorKind::PermissionDenied => {
            (Code::PermissionDenied, format!("You may not read {}.", path.display()))
        }
        ErrorKind::InvalidData => (Code::BadCatalogue, format!("{} is no text in UTF-8.", path.display())),
        _ => (Code::Io, format!("{} cannot be read ({source}).", path.display())),
    };
    Failure::new(code, what, advice)
}
