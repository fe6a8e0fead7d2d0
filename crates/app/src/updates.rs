//! Releases of the catalogue: looked at, checked, installed.

use crate::layers::{file_name, installed, too_large};
use crate::news::Change;
use crate::{Code, Failure, Knowledge, Session, wire, words};
use heldby_catalogue::release::{self, Manifest, ReleaseError, ReleaseKey};
use jiff::Timestamp;

/// Checks the file of a release without installing it.
///
/// `key` is a public key of minisign as text; without it the project's key is meant.
///
/// # Errors
/// A code for each way in which a file can be wrong: [`Code::TooLarge`], [`Code::NotAnUpdate`],
/// [`Code::UpdateTooNew`], [`Code::UpdateDamaged`], [`Code::UpdateUnsigned`], [`Code::UpdateForeignKey`],
/// [`Code::UpdateForged`]; [`Code::BadInput`] for a key that cannot be read.
pub fn verify(knowledge: &Knowledge, file: &[u8], key: Option<&str>) -> Result<wire::ReleaseView, Failure> {
    let key = named_key(knowledge, key)?;
    let opened = release::open(file, &key).map_err(|e| refusal(&e))?;
    let in_use = knowledge.catalogue().info().number;
    Ok(view(&opened.manifest, opened.signer, opened.manifest.number > in_use))
}

/// Installs a release into the vault, in place of the catalogue in use, and tells what it changes for the person.
///
/// # Errors
/// As [`verify`], and [`Code::UpdateNotNewer`] for one that is not newer than everything of this signer that was ever
/// in use here; [`Code::Locked`]. Nothing is changed then.
pub fn install(
    session: &mut Session,
    name: &str,
    file: &[u8],
    key: Option<&str>,
) -> Result<wire::Installed, Failure> {
    session.open()?;
    let key = named_key(session.bundled(), key)?;
    let opened = release::open(file, &key).map_err(|e| refusal(&e))?;
    let number = opened.manifest.number;
    let ours = opened.signer == session.bundled().trusted().id();
    // Whose key the vault is told, so that the signature can be checked whenever the release is put to use.
    let signer = if ours { key.id() } else { key.line() };
    let (bundled, vault) = (session.bundled().catalogue().info().number, session.open()?.vault());
    // Another signer counts for itself: its numbers say nothing about those of the project.
    let highest = vault.highest_release(signer)?.max(ours.then_some(bundled));
    // A copy that was brought back alone has no highest numbers, only the release in it.
    let in_use = session.knowledge();
    let same = in_use.origin().signer.as_deref() == Some(opened.signer.as_str());
    let highest = highest.max(same.then(|| in_use.catalogue().info().number));
    if let Some(highest) = highest.filter(|highest| number <= *highest) {
        return Err(not_newer(number, highest));
    }
    let (open, _) = session.open_mut()?;
    open.vault_mut().set_release(&file_name(name), number, signer, file, Timestamp::now())?;
    let told = session.relearn(Change::Told)?;
    let mut installed = installed(session, &told)?;
    let reviewed = words::date(session.knowledge().catalogue().info().date);
    installed.summary = format!("Installed catalogue {number} of {reviewed}. {}", installed.summary);
    Ok(installed)
}

/// The key that a release has to be signed with: the one that was named, or the project's.
fn named_key(knowledge: &Knowledge, key: Option<&str>) -> Result<ReleaseKey, Failure> {
    let trusted = knowledge.trusted();
    let Some(text) = key else { return Ok(trusted.clone()) };
    let named = ReleaseKey::read(text).ok_or_else(|| {
        Failure::bad_input(
            "This is no public key of minisign.",
            "Give the file that ends in .pub, or its second line.",
        )
    })?;
    if named.id() == trusted.id() && named.line() != trusted.line() {
        return Err(Failure::bad_input(
            "This key bears the id of the project's key and is another one: somebody wants it to be taken for that.",
            "Do not use it, nor what it signed.",
        ));
    }
    Ok(named)
}

pub(crate) fn view(manifest: &Manifest, signer: String, newer: bool) -> wire::ReleaseView {
    wire::ReleaseView {
        date: manifest.date.clone(),
        number: manifest.number,
        companies: manifest.companies,
        breaches: manifest.breaches,
        signer,
        newer,
    }
}

fn not_newer(number: u32, highest: u32) -> Failure {
    let message = if number == highest {
        format!("Catalogue {number} is in use already, or was. Nothing was changed.")
    } else {
        format!("This is catalogue {number}, and number {highest} was in use here. Nothing was changed.")
    };
    Failure::new(
        Code::UpdateNotNewer,
        message,
        "An older catalogue is never installed over a newer one, because somebody could hide breaches that way.",
    )
}

/// A refused release in words.
pub(crate) fn refusal(error: &ReleaseError) -> Failure {
    let (code, message, advice) = match error {
        ReleaseError::TooLarge => return too_large(),
        ReleaseError::NotARelease => (
            Code::NotAnUpdate,
            "This file is no update of the catalogue.".to_string(),
            "Check that it is the file you meant.",
        ),
        ReleaseError::NewerFormat => (
            Code::UpdateTooNew,
            "This update was made for a newer version of Heldby.".into(),
            "Install the newest version of the program first.",
        ),
        ReleaseError::OlderFormat => (
            Code::UpdateNotNewer,
            "This update was made for an older version of Heldby.".into(),
            "Get the newest one; what you have stays in use.",
        ),
        ReleaseError::Damaged(what) => (
            Code::UpdateDamaged,
            format!("This update is damaged: {what}."),
            "Get the file again, and compare its size with that of the original.",
        ),
        ReleaseError::Unsigned => (
            Code::UpdateUnsigned,
            "Nobody signed this update, so anybody may have made it.".into(),
            "Get the signed file from the project.",
        ),
        ReleaseError::ForeignKey { signer } => (
            Code::UpdateForeignKey,
            format!("This update is signed with the key {signer}, which is not the project's."),
            "Do not use it, unless you know whose key that is; the command line can be told to trust another key.",
        ),
        ReleaseError::BadSignature => (
            Code::UpdateForged,
            "The signature of this update does not fit its content: somebody changed it.".into(),
            "Do not use it. Get the file from the project.",
        ),
        _ => (
            Code::UpdateDamaged,
            "This update says something else about itself than what is in it.".into(),
            "Do not use it, and tell the project.",
        ),
    };
    Failure::new(code, format!("{message} Nothing was changed."), advice)
}
