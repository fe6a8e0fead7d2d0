//! Every file that the session left or touched.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::window::Window;

/// Asserts that no file holds any of the needles: none under the home, and none anywhere that a process of the
/// session opened to write or gave a name.
///
/// # Panics
/// When one does, or when the trace knows of no file at all.
pub fn tell_nothing(window: &Window, needles: &[Vec<u8>], when: &str) {
    let mut files = BTreeSet::new();
    below(window.home(), &mut files);
    let home = files.len();
    let trace = fs::read_to_string(window.trace()).expect("strace writes its trace there");
    let touched: BTreeSet<PathBuf> = trace.lines().filter_map(written).collect();
    assert!(touched.iter().any(|path| path == &window.vault()), "the trace does not know the vault");
    files.extend(touched);
    let mut read = 0;
    for file in &files {
        // The trace holds what was typed into this test's own tools, and devices have no content of their own.
        if *file == window.trace() || ["/dev", "/proc", "/sys"].iter().any(|not| file.starts_with(not)) {
            continue;
        }
        // Many are gone by now, which is as good as empty; sockets cannot be read.
        let Ok(bytes) = fs::read(file) else { continue };
        read += 1;
        for needle in needles {
            let told = bytes.windows(needle.len()).any(|window| window == needle.as_slice());
            assert!(!told, "{when}: {} holds {:?}", file.display(), String::from_utf8_lossy(needle));
        }
    }
    println!("{when}: {read} files searched, {home} of them in the home");
    assert!(read > 0);
}

fn below(folder: &Path, files: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the test's own home") {
        let path = entry.expect("an entry of it").path();
        if path.is_dir() && !path.is_symlink() {
            below(&path, files);
        } else {
            files.insert(path);
        }
    }
}

/// The path that a line of the trace opens to write, makes or renames to; only if the call succeeded.
fn written(line: &str) -> Option<PathBuf> {
    let (call, result) = line.rsplit_once(" = ")?;
    let opens = call.contains("open") || call.contains("creat");
    let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "creat("].iter().any(|way| call.contains(way));
    if result.starts_with('-') || (opens && !writes) {
        return None;
    }
    // The last quoted text: the only one, or the new name.
    let mut quoted = call.rsplit('"');
    quoted.next()?;
    quoted.next().filter(|path| path.starts_with('/')).map(PathBuf::from)
}

#[test]
fn written_files_are_read_from_the_trace() {
    for (line, path) in [
        (r#"7 openat(AT_FDCWD, "/h/x", O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 3"#, Some("/h/x")),
        (r#"7 openat(AT_FDCWD, "/h/x", O_RDONLY) = 3"#, None),
        (r#"7 openat(AT_FDCWD, "/h/x", O_RDWR) = -1 ENOENT (No such file or directory)"#, None),
        (r#"7 rename("/h/x", "/h/y") = 0"#, Some("/h/y")),
        (r#"7 openat(5, "x", O_WRONLY) = 3"#, None),
    ] {
        assert_eq!(written(line), path.map(PathBuf::from), "{line}");
    }
}
