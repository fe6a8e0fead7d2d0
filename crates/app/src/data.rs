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
/// [`Code::BadCatalogue`] if the folder cannot be read.
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
/// [`Code::BadCatalogue`] if the folder cannot be read or has mistakes.
pub fn lint(folder: &Path) -> Result<Vec<wire::LintFinding>, Failure> {
    let catalogue = compiled(folder)?;
    let view = |finding: heldby_catalogue::lint::Finding| wire::LintFinding {
        kind: finding.kind.as_str().into(),
        id: finding.id,
        text: finding.text,
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

/// Writes a release, in place of one that has this name.
///
/// # Errors
/// [`Code::DiskFull`], [`Code::ReadOnly`], [`Code::PermissionDenied`], [`Code::Io`].
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    outside::write(path, Readers::Everybody, Existing::Replace, |out| out.write_all(bytes))
}

fn compiled(folder: &Path) -> Result<Catalogue, Failure> {
    let files = heldby_catalogue::read_folder(folder).map_err(|e| unreadable(&e))?;
    heldby_catalogue::compile(&files).map_err(|problems| {
        Failure::new(
            Code::BadCatalogue,
            format!("The folder has {} mistakes.", problems.len()),
            "See them with `heldby catalogue validate`, and correct them first.",
        )
    })
}

fn unreadable(error: &heldby_catalogue::Error) -> Failure {
    Failure::new(
        Code::BadCatalogue,
        format!("{error}."),
        "Name the folder that holds classes.toml and companies/.",
    )
}
