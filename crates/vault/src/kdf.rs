//! From a passphrase to the key of the vault.

use crate::{Error, Header, Passphrase, Result, VaultKey};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::{Zeroize, Zeroizing};

/// How costly one guess is. Profiles are fixed for ever: a vault names its own in its first two bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KdfProfile {
    /// 256 MiB, three passes: half a second on a small laptop.
    #[default]
    Default = 1,
    /// 64 MiB, three passes: for machines with little memory (the second recommendation of RFC 9106).
    LowMemory = 2,
}

impl KdfProfile {
    /// Every profile that this version reads and writes.
    pub const ALL: [Self; 2] = [Self::Default, Self::LowMemory];

    /// The number that stands in the file.
    pub fn id(self) -> u16 {
        self as u16
    }

    /// Memory that one derivation takes, in MiB.
    pub fn mebibytes(self) -> u32 {
        match self {
            Self::Default => 256,
            Self::LowMemory => 64,
        }
    }

    fn params(self) -> Params {
        Params::new(self.mebibytes() * 1024, 3, 4, Some(32))
            .expect("the constants are within Argon2's limits")
    }
}

impl VaultKey {
    /// `Argon2id(NFC(passphrase), salt = the 16 bytes of the header, profile of the header)`.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`] if the memory of the profile cannot be had.
    pub fn derive(passphrase: &Passphrase, header: &Header) -> Result<Self> {
        let params = header.profile().params();
        // The crate's own allocation would abort on failure and be freed unwiped.
        let mut memory = Wiped(Vec::new());
        memory
            .0
            .try_reserve_exact(params.block_count())
            .map_err(|_| Error::OutOfMemory {
                mebibytes: header.profile().mebibytes(),
            })?;
        memory.0.resize(params.block_count(), Block::default());
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(
                passphrase.normalised().as_bytes(),
                header.bytes(),
                key.as_mut_slice(),
                &mut memory.0,
            )
            .expect("lengths of passphrase, salt, output and memory are within Argon2's limits");
        Ok(Self::from_bytes(*key))
    }
}

/// The working memory: from it the key could be found again.
struct Wiped(Vec<Block>);

impl Drop for Wiped {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
