//! From a passphrase to the key of the vault.

use crate::{Error, Header, Passphrase, Result, VaultKey, memory};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::Zeroize;

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

    /// The strongest profile that this machine has the memory for, and some to spare for everything else.
    pub fn suggested() -> Self {
        match memory::available() {
            Some(mebibytes) if mebibytes < 2 * u64::from(Self::Default.mebibytes()) => Self::LowMemory,
            _ => Self::Default,
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
        let mebibytes = header.profile().mebibytes();
        // Linux hands out memory that it does not have, and ends a program that then uses it. So ask first.
        if memory::available().is_some_and(|available| available < mebibytes.into()) {
            return Err(Error::OutOfMemory { mebibytes });
        }
        // The crate's own allocation would abort on failure and be freed unwiped.
        let mut memory = Wiped(Vec::new());
        memory.0.try_reserve_exact(params.block_count()).map_err(|_| Error::OutOfMemory { mebibytes })?;
        memory.0.resize(params.block_count(), Block::default());
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let passphrase = passphrase.normalised();
        Ok(Self::fill(|key| {
            argon2
                .hash_password_into_with_memory(passphrase.as_bytes(), header.bytes(), key, &mut memory.0)
                .expect("lengths of passphrase, salt, output and memory are within Argon2's limits");
        }))
    }
}

/// The working memory: from it the key could be found again.
struct Wiped(Vec<Block>);

impl Drop for Wiped {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with the reference implementation (libargon2).
    #[test]
    fn keys_agree_with_the_reference_implementation() {
        let cases = [
            (
                1,
                "correct horse battery staple",
                "3cd277df3875ccef98cd1119aa5f927bc604b740b60caf85d64ea6e6b448d1f5",
            ),
            (
                2,
                "correct horse battery staple",
                "9a7c267f9afb752214a547148c868fd7a19bd2fabe70f51e825223ecb99e52c3",
            ),
            (2, "cafe\u{301} \u{1f511}", "d052be724628d45e64210ddf371ef517e6274321778ee8decbb20f98eb0d87a7"),
            (2, &"x".repeat(10_000), "a87091c202e019609248444ab26f18207e8d9274d9a7ff247cadf11810e81910"),
        ];
        for (profile, passphrase, expected) in cases {
            let header: Vec<u8> = [0, profile].into_iter().chain(0..14).collect();
            let header = Header::parse(&header).unwrap();
            let key = VaultKey::derive(&Passphrase::new(passphrase.into()).unwrap(), &header).unwrap();
            let hex: String = key.expose_secret().iter().map(|b| format!("{b:02x}")).collect();
            assert_eq!(hex, expected, "profile {profile}");
        }
    }
}
