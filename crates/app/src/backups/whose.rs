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

/// What is known of the vault that copies are compared with.
pub(super) struct Known {
    header: Option<Header>,
    id: Option<String>,
    same_passphrase: Vec<String>,
}

impl Known {
    /// Of the open vault; of a locked one what its first bytes say, and the copies that have them too.
    pub(super) fn of(session: &Session, files: &[BackupFile]) -> Result<Self, Error> {
        if let Ok(open) = session.open() {
            let vault = open.vault();
            let id = Some(vault.backup_id()?.unwrap_or_default());
            return Ok(Self { header: Some(*vault.header()), id, same_passphrase: same_passphrase(vault)? });
        }
        let header = Vault::probe(session.path()).ok();
        let own = files.iter().find(|file| Some(file.header) == header && has_id(file));
        Ok(Self { header, id: own.map(|file| file.vault.clone()), same_passphrase: Vec::new() })
    }

    pub(super) fn judge(&self, file: &BackupFile) -> OpensWith {
        if self.header == Some(file.header) {
            return OpensWith::PresentKey;
        }
        match &self.id {
            Some(id) if has_id(file) && *id != file.vault => OpensWith::OtherVault,
            None => OpensWith::Unknown,
            Some(_) if self.same_passphrase.contains(&recovery::salt(&file.header)) => {
                OpensWith::PresentPassphrase
            }
            Some(_) => OpensWith::Earlier,
        }
    }
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
