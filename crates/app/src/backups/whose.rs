//! Which of the copies that were found are of this vault, and what opens each.

use crate::wire::OpensWith;
use crate::{Session, recovery};
use heldby_vault::{BackupFile, Error, Header, Vault};

/// The id in the name of a file that was replaced before its vault had one.
const NO_ID: &str = "00000000";

/// The salts of earlier keys that were made from the present passphrase: the first is that of the present key, without
/// which the others mean nothing.
const SAME_PASSPHRASE: &str = "backup.same_passphrase";

/// More changes of how the key is made than anybody has copies of.
const MOST_SALTS: usize = 32;

/// The salts of earlier keys of the vault.
const FORMER_KEYS: &str = "backup.former_keys";

/// What is known of the vault that copies are compared with.
pub(super) struct Known {
    header: Option<Header>,
    id: Option<String>,
    same_passphrase: Vec<String>,
    /// Of earlier keys, as the vault remembers them and as copies with its id have them.
    earlier: Vec<String>,
}

impl Known {
    /// Of the open vault; of a locked one what its first bytes say, and the copies that have them too.
    pub(super) fn of(session: &Session, files: &[BackupFile]) -> Result<Self, Error> {
        if let Ok(open) = session.open() {
            let vault = open.vault();
            let id = Some(vault.backup_id()?.unwrap_or_default());
            let former = vault.setting(FORMER_KEYS)?.unwrap_or_default();
            let mut earlier: Vec<String> = former.lines().map(str::to_owned).collect();
            earlier.extend(keys_of(files, id.as_deref()));
            let same_passphrase = same_passphrase(vault)?;
            return Ok(Self { header: Some(*vault.header()), id, same_passphrase, earlier });
        }
        let header = Vault::probe(session.path()).ok();
        let own = files.iter().find(|file| Some(file.header) == header && has_id(file));
        let id = own.map(|file| file.vault.clone());
        let earlier = keys_of(files, id.as_deref());
        Ok(Self { header, id, same_passphrase: Vec::new(), earlier })
    }

    pub(super) fn judge(&self, file: &BackupFile) -> OpensWith {
        if self.header == Some(file.header) {
            return OpensWith::PresentKey;
        }
        let salt = recovery::salt(&file.header);
        match &self.id {
            Some(id) if has_id(file) && *id != file.vault => OpensWith::OtherVault,
            Some(_) if self.same_passphrase.contains(&salt) => OpensWith::PresentPassphrase,
            Some(_) if self.earlier.contains(&salt) => OpensWith::Earlier,
            // What has no id in its name may be of the vault that lay here before.
            _ => OpensWith::Unknown,
        }
    }
}

/// The salts of the copies with this id.
fn keys_of(files: &[BackupFile], id: Option<&str>) -> Vec<String> {
    let own = files.iter().filter(|file| has_id(file) && Some(file.vault.as_str()) == id);
    own.map(|file| recovery::salt(&file.header)).collect()
}

/// Remembers the salt of a key that the vault had before.
///
/// # Errors
/// Those of the disk.
pub(crate) fn remember_former_key(vault: &mut Vault, former: &Header) -> Result<(), Error> {
    let salt = recovery::salt(former);
    let before = vault.setting(FORMER_KEYS)?.unwrap_or_default();
    let others = before.lines().filter(|one| *one != salt);
    let all: Vec<&str> = std::iter::once(salt.as_str()).chain(others).take(MOST_SALTS).collect();
    vault.set_setting(FORMER_KEYS, Some(&all.join("\n")))
}

fn has_id(file: &BackupFile) -> bool {
    !file.vault.is_empty() && file.vault != NO_ID
}

fn same_passphrase(vault: &Vault) -> Result<Vec<String>, Error> {
    let kept = vault.setting(SAME_PASSPHRASE)?.unwrap_or_default();
    let mut salts = kept.lines().map(str::to_owned);
    let holds = salts.next().is_some_and(|present| present == recovery::salt(vault.header()));
    Ok(if holds { salts.take(MOST_SALTS).collect() } else { Vec::new() })
}

/// The passphrases that earlier keys of the vault are made from are the present one, as far as this vault knows.
pub(crate) struct Earlier(Vec<String>);

impl Earlier {
    /// Before the key is made anew from the same passphrase.
    pub(crate) fn of(vault: &Vault) -> Result<Self, Error> {
        let mut salts = same_passphrase(vault)?;
        salts.insert(0, recovery::salt(vault.header()));
        Ok(Self(salts))
    }

    /// After it was.
    pub(crate) fn remember(self, vault: &mut Vault) -> Result<(), Error> {
        let present = recovery::salt(vault.header());
        let all: Vec<String> = std::iter::once(present).chain(self.0).take(MOST_SALTS + 1).collect();
        vault.set_setting(SAME_PASSPHRASE, Some(&all.join("\n")))
    }
}
