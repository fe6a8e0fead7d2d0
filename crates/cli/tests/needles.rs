//! Nothing readable reaches a file: not while a command runs, and not afterwards, wherever it may write.
//!
//! Every byte that a command hands to the kernel is looked at, so that a file which is there for a moment only, or lies
//! in a folder that nobody thought of, is not missed.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![cfg(target_os = "linux")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PASSPHRASE: &str = "meadow lantern copper violin";
const SECOND_PASSPHRASE: &str = "orchard signal walnut ember";

/// What is typed in the session below.
const NEEDLES: [&str; 9] = [
    PASSPHRASE,
    SECOND_PASSPHRASE,
    "Zyxquarion Telecom",
    "wolframite diary",
    "kestrel-4711@example.org",
    "zyxquarion.example",
    "Quillfeather",
    "Marmalade Rowing Club",
    "the trainer wrote a letter",
];

/// Calls that bring bytes to a file, or make one.
const CALLS: &str = "write,writev,pwrite64,pwritev,pwritev2,sendfile,copy_file_range,splice,openat,?open,?creat,\
                     linkat,?link,symlinkat,?symlink,renameat,renameat2,?rename,mkdirat,?mkdir";

/// A person's home, with every folder that the system offers to a program.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        for (_, folder) in Self::FOLDERS {
            fs::create_dir_all(home.at(folder)).unwrap();
        }
        fs::write(home.at("keys/first"), PASSPHRASE).unwrap();
        fs::write(home.at("keys/second"), SECOND_PASSPHRASE).unwrap();
        home
    }

    const FOLDERS: [(&str, &str); 8] = [
        ("HOME", "home"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_RUNTIME_DIR", "runtime"),
        ("TMPDIR", "tmp"),
        // Not a folder of the system's: where the passphrases of the test lie.
        ("UNUSED", "keys"),
    ];

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs one command and returns what it handed to the kernel, by the file that it went to.
    fn run(&self, key: &str, args: &[&str]) -> BTreeMap<String, Vec<u8>> {
        let trace = tempfile::NamedTempFile::new().unwrap();
        let mut command = Command::new("strace");
        command.args(["-f", "-y", "-xx", "-s", "2000000", "-e", &format!("trace={CALLS}"), "-o"]);
        command.arg(trace.path()).arg(common::program());
        command.args(["--passphrase-file", self.at("keys").join(key).to_str().unwrap()]).args(args);
        command.envs(Self::FOLDERS.map(|(name, folder)| (name, self.at(folder))));
        command.env_remove("HELDBY_VAULT").current_dir(self.at("home")).stdin(Stdio::null());
        let output = command.output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        written(&fs::read_to_string(trace.path()).unwrap())
    }

    /// Every file below the home with its bytes, but those with the passphrases.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.0.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if !path.starts_with(self.at("keys")) {
                    found.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
        found
    }
}

/// The bytes of a trace by where they went; a file that was made or opened for writing is there with none.
fn written(trace: &str) -> BTreeMap<String, Vec<u8>> {
    let mut all: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for line in trace.lines() {
        let Some((_, call)) = line.split_once(' ') else { continue };
        let Some((name, arguments)) = call.trim_start().split_once('(') else { continue };
        let texts: Vec<Vec<u8>> = arguments.split('"').skip(1).step_by(2).map(unescape).collect();
        if name.contains("write") {
            // `write(5</home/x>, "\x..."`: the first angle brackets hold the place, escaped like a text.
            let place = arguments.split_once('<').and_then(|(_, rest)| rest.split_once('>')).unwrap().0;
            let place = String::from_utf8(unescape(place)).unwrap();
            all.entry(place).or_default().extend(texts.concat());
        } else if !name.starts_with("open") || arguments.contains("O_WRONLY") || arguments.contains("O_RDWR")
        {
            for text in texts {
                all.entry(String::from_utf8(text).unwrap()).or_default();
            }
        }
    }
    all
}

/// `\x68\x69` as bytes; what is no such escape stands for itself.
fn unescape(text: &str) -> Vec<u8> {
    let Some(text) = text.strip_prefix("\\x") else { return text.as_bytes().to_vec() };
    text.split("\\x").map(|digits| u8::from_str_radix(digits, 16).unwrap()).collect()
}

fn needle_in(bytes: &[u8]) -> Option<&'static str> {
    NEEDLES.into_iter().find(|needle| {
        let wide: Vec<u8> = needle.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [needle.as_bytes(), &wide].iter().any(|form| bytes.windows(form.len()).any(|w| w == *form))
    })
}

#[test]
fn no_file_ever_holds_what_was_typed() {
    let home = Home::new();
    let club =
        ["breach", "add", "Marmalade Rowing Club", "--title", "the trainer wrote a letter", "--from", "2024"];
    let second = home.at("keys/second");
    let session: [(&str, &[&str]); 12] = [
        ("first", &["init"]),
        ("first", &["person", "add", "Quillfeather"]),
        (
            "first",
            &[
                "add",
                "Zyxquarion Telecom",
                "--domain",
                "zyxquarion.example",
                "--person",
                "Quillfeather",
                "--note",
                "wolframite diary",
                "--identifier",
                "kestrel-4711@example.org",
            ],
        ),
        ("first", &["add", "TalkTalk", "--country", "GB", "--from", "2012", "--until", "2016"]),
        ("first", &["edit", "1", "--from", "2019"]),
        ("first", &["answer", "TalkTalk", "talktalk-2015-10", "told"]),
        ("first", &club),
        ("first", &["passwd", "--new-passphrase-file", second.to_str().unwrap()]),
        ("second", &["show", "1"]),
        ("second", &["list", "--json"]),
        ("second", &["check"]),
        ("second", &["remove", "1", "--yes"]),
    ];
    let mut places = BTreeSet::new();
    let mut shown = 0;
    for (key, args) in session {
        for (place, bytes) in home.run(key, args) {
            let found = needle_in(&bytes);
            if place.starts_with("pipe:") {
                // What goes to the terminal is asked for. It shows that the search finds what is there.
                shown += usize::from(found.is_some());
                continue;
            }
            assert_eq!(found, None, "{args:?} wrote to {place}");
            assert_eq!(needle_in(place.as_bytes()), None, "in the name of a file");
            places.insert(place);
        }
        for (path, bytes) in home.files() {
            assert_eq!(needle_in(&bytes), None, "{} after {args:?}", path.display());
        }
    }
    assert!(shown >= 3, "the commands showed nothing of it: {shown}");
    // Nothing is written anywhere but in the folder of the vault.
    let ours = home.at("data/heldby");
    let elsewhere: Vec<_> = places
        .iter()
        .filter(|place| !Path::new(place).starts_with(&ours) && !place.starts_with("/dev/"))
        .collect();
    assert!(elsewhere.is_empty(), "written elsewhere: {elsewhere:?}");
    assert!(places.iter().any(|place| place.ends_with("-journal")), "the journal was not seen: {places:?}");
    // What is left is the vault, and where there are copies of it, they are encrypted files like it.
    let left: Vec<_> = home.files().into_keys().collect();
    assert!(left.contains(&ours.join("vault.heldby")), "{left:?}");
    let other: Vec<_> =
        left.iter().filter(|file| file.extension().is_none_or(|ending| ending != "heldby")).collect();
    assert!(other.is_empty(), "left behind: {other:?}");
}

#[test]
fn a_trace_is_read() {
    let trace = r#"7 openat(AT_FDCWD<\x2f>, "\x2f\x61", O_RDONLY) = 3<\x2f\x61>
7 openat(AT_FDCWD<\x2f>, "\x2f\x62", O_RDWR|O_CREAT, 0600) = 3<\x2f\x62>
7 pwrite64(3<\x2f\x62>, "\x68\x69", 2, 0) = 2
7 writev(3<\x2f\x62>, [{iov_base="\x21", iov_len=1}, {iov_base="\x3f", iov_len=1}], 2) = 2
7 rename("\x2f\x62", "\x2f\x63") = 0
"#;
    let found = written(trace);
    let expected =
        [("/b", "hi!?"), ("/c", "")].map(|(place, text)| (place.to_owned(), text.as_bytes().to_vec()));
    assert_eq!(found, BTreeMap::from(expected));
}
