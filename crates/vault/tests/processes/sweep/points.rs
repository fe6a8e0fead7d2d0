//! Where an operation touches the disk: every call that opens a file to write, makes, changes, names or flushes one, in
//! order.

use crate::child::start_under;
use crate::support::Folder;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;

/// The calls that do so. A question mark: some processors do without that one.
const CALLS: &str = "?open,?creat,openat,?openat2,write,writev,pwrite64,?pwritev,?pwritev2,fsync,fdatasync,\
                     ?sync_file_range,?ftruncate,?truncate,fallocate,?rename,?renameat,renameat2,?link,linkat,\
                     ?symlink,symlinkat,?unlink,unlinkat,?mkdir,mkdirat,?rmdir,fchmod,?chmod,fchmodat,\
                     ?copy_file_range,?sendfile";

/// One call of an operation on a file in its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its name.
    pub call: String,
    /// How many calls of this name the process has then made, on whatever file: so `strace` counts.
    pub nth: usize,
    /// As `strace` shows it, for the message of a failure.
    pub shown: String,
}

/// Runs the role once, undisturbed, and notes every call on files in the folder.
pub fn of(role: &str, folder: &Folder) -> Vec<Point> {
    let trace = tempfile::NamedTempFile::new().unwrap();
    let file = trace.path().to_str().unwrap();
    let options = ["-y", "-s", "0", "-o", file, "-e", &format!("trace={CALLS}")];
    let output = start_under(&options, role, &folder.vault()).output().unwrap();
    assert!(output.status.success(), "{role}: {}", String::from_utf8_lossy(&output.stderr));
    points_in(&fs::read_to_string(trace.path()).unwrap(), folder.path().to_str().unwrap())
}

/// `strace` counts the calls of each thread by itself. The thread that started this one has opened files and written
/// too; after this, a number that this thread reaches is one that the other does not.
pub fn count_apart() {
    const MORE_THAN_AT_THE_START: usize = 60;
    for _ in 0..MORE_THAN_AT_THE_START {
        let mut nowhere = fs::OpenOptions::new().write(true).open("/dev/null").unwrap();
        nowhere.write_all(b".").unwrap();
    }
}

fn points_in(trace: &str, folder: &str) -> Vec<Point> {
    let mut made: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut points = Vec::new();
    // Which thread makes the points of each name, and the number of its first.
    let mut by: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    for line in trace.lines() {
        let Some((process, rest)) = line.split_once(' ') else { continue };
        let rest = rest.trim_start();
        // Neither the second half of a call that another thread came in between, nor a signal, nor the end.
        let Some((call, arguments)) = rest.split_once('(') else { continue };
        if call.contains([' ', '<', '+', '-']) {
            continue;
        }
        let nth = made.entry((process, call)).or_default();
        *nth += 1;
        let opens = call.starts_with("open");
        if arguments.contains(folder) && (!opens || !arguments.contains("O_RDONLY")) {
            let shown = rest.replace(folder, "").split(" = ").next().unwrap_or(rest).to_owned();
            points.push(Point { call: call.to_owned(), nth: *nth, shown });
            by.insert(call, (process, by.get(call).map_or(*nth, |(_, first)| *first)));
        }
    }
    for ((process, call), count) in &made {
        let earlier = by.get(call).is_some_and(|(acting, first)| acting != process && count >= first);
        assert!(!earlier, "another thread makes {count} calls of {call}: it would be hit first");
    }
    points
}

#[test]
fn only_calls_that_change_the_folder_are_points_and_all_of_a_name_are_counted() {
    let trace = r#"7 openat(AT_FDCWD</x>, "/lib/libc.so.6", O_RDONLY|O_CLOEXEC) = 3</lib/libc.so.6>
7 openat(AT_FDCWD</x>, "/tmp/f/v", O_RDWR|O_CLOEXEC) = 3</tmp/f/v>
7 openat(AT_FDCWD</x>, "/tmp/f/v-journal", O_RDWR|O_CREAT, 0600) = 4</tmp/f/v-journal>
7 pwrite64(4</tmp/f/v-journal>, ""..., 512, 0) = 512
9 fsync(4</tmp/other> <unfinished ...>
7 writev(2</dev/pts/0>, [], 1) = 12
9 <... fsync resumed>) = 0
7 pwrite64(4</tmp/f/v>, ""..., 512, 0) = 512
7 +++ exited with 0 +++
"#;
    let found = points_in(trace, "/tmp/f");
    let found: Vec<_> = found.iter().map(|p| (p.call.as_str(), p.nth)).collect();
    assert_eq!(found, [("openat", 2), ("openat", 3), ("pwrite64", 1), ("pwrite64", 2)]);
}
