//! Memory that libraries of the system give back, overwritten by the C library.
//!
//! What a window shows passes through WebKit, GTK and GLib in our own process. They free without wiping, and whatever
//! Rust's allocator does never sees it. glibc overwrites what is freed if it is asked before a program begins
//! (<https://sourceware.org/glibc/manual/latest/html_node/Memory-Allocation-Tunables.html>), and WebKit and older GLibs
//! leave their memory to it if a variable says so. So the program begins a second time, in the same process, with these
//! variables set.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    ffi::{CString, OsString},
    fs::File,
    hint::black_box,
    os::unix::{
        ffi::{OsStrExt, OsStringExt},
        fs::FileExt,
    },
};

use crate::Layer;

/// What is asked of glibc: freed memory is filled with ones, and so fresh memory with noughts, as a library would like
/// to find it that forgets to fill its own; and neither a cache of freed pieces, where nothing is overwritten, nor lists
/// of small ones, where the end of a piece is not.
const GLIBC: (&str, &str) =
    ("GLIBC_TUNABLES", "glibc.malloc.perturb=255:glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0");

/// What is asked of WebKit, and of GLib before 2.76, which have allocators of their own.
const OTHERS: [(&str, &str); 2] = [("Malloc", "1"), ("G_SLICE", "always-malloc")];

/// Set to our process's number: it has begun again, whatever came of it.
const BEGAN: &str = "HELDBY_BEGAN";

/// In front of the name of a variable that the person had set: what it was.
const BEFORE: &str = "HELDBY_BEFORE_";

/// What the piece of memory is filled with of which [`tried`] looks what is left.
const FILLED: u8 = 0xC3;

/// The size of that piece, in bytes: one of which glibc alone, without its lists of small pieces, would leave the end.
const SIZE: usize = 72;

/// In bytes, what glibc writes and leaves at once.
const WORD: usize = 8;

/// Begins the program again with memory that is wiped; returns only if that has happened, or cannot.
pub(crate) fn begin_again() {
    if !cfg!(target_env = "gnu") || began() || begun_by_the_loader() {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let mut variables: Vec<(OsString, OsString)> = std::env::vars_os().collect();
    for (name, asked) in [GLIBC].into_iter().chain(OTHERS) {
        let mut value = OsString::new();
        if let Some(at) = variables.iter().position(|(known, _)| known == name) {
            let (_, theirs) = variables.swap_remove(at);
            if name == GLIBC.0 {
                // Of two that speak of one thing, the last counts.
                value.push(&theirs);
                value.push(":");
            }
            variables.push(((BEFORE.to_owned() + name).into(), theirs));
        }
        value.push(asked);
        variables.push((name.into(), value));
    }
    variables.push((BEGAN.into(), std::process::id().to_string().into()));
    // It comes back only with an error; then memory is not wiped, which `tried` tells.
    execute(program.into(), std::env::args_os().collect(), variables);
}

/// Whether this is the second beginning.
fn began() -> bool {
    std::env::var_os(BEGAN) == Some(std::process::id().to_string().into())
}

/// Whether a bundle started the program by naming the dynamic loader: that is then what runs, and it would take our
/// arguments for its own.
fn begun_by_the_loader() -> bool {
    // SAFETY: it reads a number that the kernel gave the process.
    #[allow(unsafe_code, reason = "no library tells where the loader lies")]
    let loader = unsafe { libc::getauxval(libc::AT_BASE) };
    loader == 0
}

/// `execve`, and nothing besides: the library's way to it changes signals, and runs a file that it does not know as a
/// script.
fn execute(program: OsString, arguments: Vec<OsString>, variables: Vec<(OsString, OsString)>) {
    let text = |text: OsString| CString::new(text.into_vec());
    let set = variables
        .into_iter()
        .map(|(name, value)| CString::new([name.as_bytes(), b"=", value.as_bytes()].concat()));
    // Without a zero byte, as they came from the kernel.
    let (Ok(program), Ok(arguments), Ok(set)) = (
        text(program),
        arguments.into_iter().map(text).collect::<Result<Vec<_>, _>>(),
        set.collect::<Result<Vec<_>, _>>(),
    ) else {
        return;
    };
    let list = |texts: &[CString]| -> Vec<*const libc::c_char> {
        texts.iter().map(|text| text.as_ptr()).chain([std::ptr::null()]).collect()
    };
    let (arguments_list, set_list) = (list(&arguments), list(&set));
    // SAFETY: each text ends in a zero byte and each list in a null pointer, and all live until it comes back, if it does.
    #[allow(unsafe_code, reason = "the standard library has no plain execve")]
    unsafe {
        libc::execve(program.as_ptr(), arguments_list.as_ptr(), set_list.as_ptr());
    }
}

/// The variables as the person had them: what is started from here needs none of ours, and the page's process keeps its
/// own allocator, which is built to make attacks harder. `None` takes a variable away.
pub(crate) fn as_before() -> Vec<(String, Option<OsString>)> {
    if !began() {
        return Vec::new();
    }
    let ours = [GLIBC].into_iter().chain(OTHERS).flat_map(|(name, _)| {
        let before = BEFORE.to_owned() + name;
        [(name.to_owned(), std::env::var_os(&before)), (before, None)]
    });
    ours.chain([(BEGAN.to_owned(), None)]).collect()
}

/// Whether the C library overwrites what it is given back: a piece of memory is filled, freed, and looked at through the
/// kernel, which may be asked for what a program may not read itself any more.
pub(crate) fn tried() -> Layer {
    if !cfg!(target_env = "gnu") {
        return Layer::Absent;
    }
    let mut seen = [0; SIZE];
    let layout = Layout::new::<[u8; SIZE]>();
    // SAFETY: the layout is not empty; the pieces are filled only if there are two, within their size, and freed as they
    // came.
    #[allow(unsafe_code, reason = "the C library's memory, and not that of the program's own allocator")]
    let address = unsafe {
        let (piece, behind) = (black_box(System.alloc(layout)), black_box(System.alloc(layout)));
        if piece.is_null() || behind.is_null() {
            return Layer::Refused("out of memory".to_owned());
        }
        piece.write_bytes(FILLED, SIZE);
        System.dealloc(black_box(piece), layout);
        let address = piece.addr();
        System.dealloc(behind, layout);
        address
    };
    let looked =
        File::open("/proc/self/mem").and_then(|memory| memory.read_exact_at(&mut seen, address as u64));
    match looked {
        Ok(()) if was_wiped(&seen) => Layer::Enforced,
        Ok(()) => Layer::Refused("what was freed could still be read".to_owned()),
        Err(error) => Layer::Refused(format!("it could not be looked at ({error})")),
    }
}

/// Whether no word is left of what the piece was filled with. A byte of that value proves nothing: glibc writes sizes
/// and addresses into a free piece, and the addresses, which the kernel draws anew for each start, hold any byte now and
/// then. The whole word is no address of a program and no size.
fn was_wiped(seen: &[u8; SIZE]) -> bool {
    !seen.as_chunks::<WORD>().0.contains(&[FILLED; WORD])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A piece as glibc leaves it: overwritten but for what it writes itself, at the front and at the end.
    fn free(front: [u64; 2], end: u64) -> [u8; SIZE] {
        let mut piece = [0xFF; SIZE];
        for (at, written) in [(0, front[0]), (WORD, front[1]), (SIZE - WORD, end)] {
            piece[at..at + WORD].copy_from_slice(&written.to_ne_bytes());
        }
        piece
    }

    #[test]
    fn an_address_that_looks_like_the_filling_is_not_taken_for_it() {
        assert!(was_wiped(&free([0x7FC3_1B2A_0CC0, 0x7FC3_1B2A_0CC0], 80)));
        assert!(was_wiped(&free([0x0000_C3C3_C3C3_C3C3, 0x0000_C3C3_C3C3_C3C3], 0xC3)));
    }

    #[test]
    fn any_word_that_was_left_is_seen() {
        for at in (0..SIZE).step_by(WORD) {
            let mut piece = free([0x7F12_3456_78A0; 2], 80);
            piece[at..at + WORD].fill(FILLED);
            assert!(!was_wiped(&piece), "the word at {at}");
        }
        assert!(!was_wiped(&[FILLED; SIZE]));
    }
}
