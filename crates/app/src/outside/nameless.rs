//! Files without a name: what a kill or a power cut leaves of one, the system gives back by itself. What is written here
//! is readable, and often a key, so half of it must not stay behind. Linux has them, on most file systems.

pub(super) use system::{link, make};

#[cfg(target_os = "linux")]
mod system {
    use crate::outside::Readers;
    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, openat};
    use std::fs::File;
    use std::io;
    use std::os::fd::AsRawFd;
    use std::path::{Path, PathBuf};

    /// A file in this folder; `None` where there are none, or where the system says nothing of open files, without which
    /// it could get no name.
    pub fn make(folder: &Path, readers: Readers) -> Option<File> {
        let mode = match readers {
            Readers::Owner => 0o600,
            Readers::Everybody => 0o666,
        };
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        let file = File::from(openat(CWD, folder, flags, Mode::from_raw_mode(mode)).ok()?);
        described(&file).symlink_metadata().is_ok().then_some(file)
    }

    /// Gives it a name that nothing has.
    pub fn link(file: &File, path: &Path) -> io::Result<()> {
        Ok(linkat(CWD, described(file), CWD, path, AtFlags::SYMLINK_FOLLOW)?)
    }

    fn described(file: &File) -> PathBuf {
        format!("/proc/self/fd/{}", file.as_raw_fd()).into()
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use crate::outside::Readers;
    use std::fs::File;
    use std::io;
    use std::path::Path;

    pub fn make(_folder: &Path, _readers: Readers) -> Option<File> {
        None
    }

    pub fn link(_file: &File, _path: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
