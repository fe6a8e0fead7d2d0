//! Signing a release. Compiled only for those who publish one.

use super::container::{COMMENT, split};
use super::{ReleaseError, inspect};
use minisign::SecretKeyBox;

/// Why a release could not be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The file is none that could be signed.
    #[error(transparent)]
    Release(#[from] ReleaseError),
    /// The text is no secret key of minisign.
    #[error("this is no secret key of minisign")]
    NoKey,
    /// The password does not open the key.
    #[error("the password does not open this key")]
    WrongPassword,
    /// The system has no random numbers.
    #[error("the file could not be signed")]
    Failed,
}

/// Signs a release, in place of an earlier signature.
///
/// `secret` is the text of a secret key file of minisign, `password` what protects it; none for a key without one.
///
/// # Errors
/// [`SignError`].
pub fn sign(file: &[u8], secret: &str, password: Option<String>) -> Result<Vec<u8>, SignError> {
    let manifest = inspect(file)?;
    let body = &file[..split(file)?.signature];
    let key = SecretKeyBox::from_string(secret).map_err(|_| SignError::NoKey)?;
    let key = match password {
        Some(password) => key.into_secret_key(Some(password)).map_err(|e| match e.kind() {
            minisign::ErrorKind::Verify => SignError::WrongPassword,
            _ => SignError::NoKey,
        })?,
        None => key.into_unencrypted_secret_key().map_err(|_| SignError::NoKey)?,
    };
    let said = format!("Heldby catalogue {} of {}", manifest.number, manifest.date);
    let signature =
        minisign::sign(None, &key, body, Some(&said), Some(COMMENT)).map_err(|_| SignError::Failed)?;
    let mut text = signature.to_string().replace("\r\n", "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok([body, text.as_bytes()].concat())
}
