//! Asking for passphrases: without echo on a terminal, or from a file; never as an argument.

use crate::args::{Args, Earlier, Import};
use crate::exit::Stop;
use heldby_app::{Code, Failure, Way, recovery};
use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use zeroize::Zeroizing;

/// A passphrase file is read up to this many bytes; a longer one is a mistake.
const MOST_BYTES: u64 = 1 << 20;

/// The passphrase of the vault.
pub fn current(file: Option<&Path>) -> Result<String, Stop> {
    match file {
        Some(file) => from_file(file),
        None => hidden("Passphrase: ", "--passphrase-file"),
    }
}

/// What opens the vault: a sheet if one is named, else the passphrase.
pub fn way(args: &Args) -> Result<Way, Stop> {
    match &args.sheet_file {
        Some(file) => sheet(Some(file)).map(Way::sheet),
        None => current(args.passphrase_file.as_deref()).map(Way::from),
    }
}

/// What opens copies that have another key than the vault.
pub fn of_copy(earlier: &Earlier) -> Result<Way, Stop> {
    match (&earlier.copy_sheet_file, &earlier.copy_passphrase_file) {
        (Some(file), _) => sheet(Some(file)).map(Way::sheet),
        (_, Some(file)) => from_file(file).map(Way::from),
        _ => hidden("Passphrase that the copy has: ", "--copy-passphrase-file").map(Way::from),
    }
}

/// What opens a vault that is brought in.
pub fn of_brought(import: &Import) -> Result<Way, Stop> {
    match (&import.file_sheet_file, &import.file_passphrase_file) {
        (Some(file), _) => sheet(Some(file)).map(Way::sheet),
        (_, Some(file)) => from_file(file).map(Way::from),
        _ => hidden("Passphrase of that file: ", "--file-passphrase-file").map(Way::from),
    }
}

/// Refuses a sheet where only the passphrase will do, before anything is asked.
pub fn only(args: &Args) -> Result<(), Stop> {
    if args.sheet_file.is_none() {
        return Ok(());
    }
    let advice =
        "Give the passphrase. If it is forgotten, set a new one with: heldby recovery use --sheet-file FILE";
    Err(Failure::bad_input("A recovery sheet is not enough for this.", advice).into())
}

/// The password of a key that signs updates.
pub fn key_password() -> Result<String, Stop> {
    hidden("Password of the key: ", "--key-password-file")
}

/// A new passphrase, asked for twice.
pub fn new(file: Option<&Path>, what: &str, option: &str) -> Result<String, Stop> {
    if let Some(file) = file {
        return from_file(file);
    }
    let first = Zeroizing::new(hidden(&format!("{what}: "), option)?);
    let strength = heldby_app::unlock::strength(&first);
    let warning = if strength.warning.is_empty() { String::new() } else { format!(" {}", strength.warning) };
    note!("Strength {} of 4: guessing it would take {}.{warning}", strength.score, strength.crack_time);
    let second = Zeroizing::new(hidden("The same again: ", option)?);
    if *first != *second {
        return Err(Failure::bad_input("The two passphrases differ.", "Try again.").into());
    }
    Ok(first.to_string())
}

/// A recovery sheet: from a file, or typed in one line or several.
pub fn sheet(file: Option<&Path>) -> Result<String, Stop> {
    if let Some(file) = file.filter(|file| *file != Path::new("-")) {
        return Ok(recovery::read_file(file)?);
    }
    if file.is_none() {
        if !io::stdin().is_terminal() {
            return Err(Failure::new(
                Code::EmptyPassphrase,
                "There is no terminal to ask for the recovery sheet.",
                "Give it with --sheet-file FILE (\"-\" reads standard input).",
            )
            .into());
        }
        note!(
            "Type the fourteen groups of the sheet, in one line or several. An empty line ends. It can be seen on the screen."
        );
    } else {
        take_stdin()?;
    }
    let mut typed = Zeroizing::new(String::with_capacity(4096));
    let mut lines = io::stdin().lock().take(MOST_BYTES);
    loop {
        let before = typed.len();
        lines.read_line(&mut typed)?;
        let ended = if file.is_some() { typed.len() == before } else { typed[before..].trim().is_empty() };
        if ended || (file.is_none() && recovery::check(&typed).complete) {
            return Ok(typed.to_string());
        }
    }
}

/// One line, seen while it is typed.
pub fn line(prompt: &str) -> Result<Zeroizing<String>, Stop> {
    ask!("{prompt}");
    let mut typed = Zeroizing::new(String::with_capacity(256));
    io::stdin().lock().take(MOST_BYTES).read_line(&mut typed)?;
    Ok(typed)
}

/// One line, not seen while it is typed. `option` gives it without a terminal.
fn hidden(prompt: &str, option: &str) -> Result<String, Stop> {
    if !io::stdin().is_terminal() {
        return Err(Failure::new(
            Code::EmptyPassphrase,
            format!("There is no terminal to ask for this: {}.", prompt.trim_end_matches(": ")),
            format!("Give it with {option} FILE (\"-\" reads standard input)."),
        )
        .into());
    }
    Ok(rpassword::prompt_password(prompt)?)
}

/// Standard input can be one file only: the second one would be empty.
fn take_stdin() -> Result<(), Stop> {
    static TAKEN: AtomicBool = AtomicBool::new(false);
    if TAKEN.swap(true, Ordering::Relaxed) {
        let what = "Only one of these can come from standard input. Nothing was changed.";
        return Err(Failure::bad_input(what, "Put the other one into a file.").into());
    }
    Ok(())
}

/// Reads a file and drops exactly one final newline.
fn from_file(path: &Path) -> Result<String, Stop> {
    let mut bytes = Zeroizing::new(Vec::new());
    let read = if path == Path::new("-") {
        take_stdin()?;
        io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|f| f.take(MOST_BYTES + 1).read_to_end(&mut bytes))
    };
    let fix = "Check the path of the passphrase file.";
    read.map_err(|e| {
        let code = if e.kind() == io::ErrorKind::NotFound { Code::NotFound } else { Code::Io };
        Failure::new(code, format!("The passphrase file {} cannot be read ({e}).", path.display()), fix)
    })?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Failure::bad_input("The passphrase file is longer than a mebibyte.", fix).into());
    }
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Failure::bad_input("The passphrase file is not UTF-8 text.", "Save it as UTF-8."))?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    Ok(text.strip_suffix('\r').unwrap_or(text).to_string())
}
