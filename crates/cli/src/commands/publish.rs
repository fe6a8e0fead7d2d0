//! Making updates: for those who publish a catalogue.

use super::catalogue::text;
use crate::exit::Stop;
use crate::{passphrase, print};
use heldby_app::{Code, data, layers};
use std::io::{self, IsTerminal};
use std::path::Path;
use zeroize::Zeroizing;

/// `heldby catalogue build`
pub fn build(folder: &Path, out: &Path, replace: bool) -> Result<(), Stop> {
    let file = data::build(folder)?;
    let said = data::inspect(&file)?;
    data::write_file(out, &file, replace)?;
    print::line(&format!(
        "Catalogue {} of {}: {} companies, {} breaches, {} KiB. Not signed yet.",
        said.number,
        said.date,
        said.companies,
        said.breaches,
        file.len() / 1024
    ))
}

/// `heldby catalogue sign`
pub fn sign(file: &Path, key: &Path, password_file: Option<&Path>) -> Result<(), Stop> {
    let content = layers::read_file(file)?;
    let secret = Zeroizing::new(text(key)?);
    let password = password_file.map(|file| passphrase::current(Some(file))).transpose()?;
    let asked = password.is_none() && io::stdin().is_terminal();
    let signed = match data::sign(&content, &secret, password) {
        // A key that cannot be read without a password probably has one.
        Err(failure) if asked && failure.code == Code::BadInput => {
            data::sign(&content, &secret, Some(passphrase::key_password()?))?
        }
        other => other?,
    };
    // In place, as the command says: it was read as an update a moment ago.
    data::write_file(file, &signed, true)?;
    print::line("Signed. Check it with: heldby catalogue verify FILE --public-key KEY.pub")
}
