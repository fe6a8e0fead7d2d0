//! Memory that libraries of the system give back, overwritten by the C library.
//!
//! What a window shows passes through WebKit, GTK and GLib in our own process. They free without wiping, and whatever
//! Rust's allocator does never sees it. glibc overwrites all that is freed if it is asked before a program begins, and
//! WebKit leaves its memory to it if a variable says so:
//! <https://sourceware.org/glibc/manual/latest/html_node/Memory-Allocation-Tunables.html>.
//! So the program begins a second time, in the same process, with both variables set.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    ffi::OsString,
    fs::File,
    hint::black_box,
    os::unix::{ffi::OsStringExt, fs::FileExt, process::CommandExt},
    process::Command,
};

use crate::Layer;

/// What glibc is told: freed memory is filled with ones, and so fresh memory with noughts, as a library would like to
/// find it that forgets to fill its own; and no cache of freed pieces, because what lies there is not overwritten.
const ASKED: &str = "glibc.malloc.perturb=255:glibc.malloc.tcache_count=0";
const TUNABLES: &str = "GLIBC_TUNABLES";

/// By which WebKit's allocator leaves all memory to the C library's, in the process that has it from its beginning.
const WEBKIT: &str = "Malloc";

/// Set to our process's number: it has begun again, whatever came of it.
const BEGAN: &str = "HELDBY_BEGAN";

/// Begins the program again with memory that is wiped; returns only if that has happened, or cannot.
pub(crate) fn begin_again() {
    let own = OsString::from(std::process::id().to_string());
    if !cfg!(target_env = "gnu") || std::env::var_os(BEGAN) == Some(own.clone()) {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    // Some bundles start a program by naming the dynamic loader: that is then what runs, and its arguments are others.
    if program.file_name().is_none_or(|name| name.to_string_lossy().contains(".so")) {
        return;
    }
    let mut arguments = std::env::args_os();
    let mut command = Command::new(program);
    command.arg0(arguments.next().unwrap_or_default()).args(arguments);
    let mut tunables = std::env::var_os(TUNABLES).unwrap_or_default().into_vec();
    if !tunables.is_empty() {
        tunables.push(b':');
    }
    tunables.extend(ASKED.as_bytes());
    command.env(TUNABLES, OsString::from_vec(tunables)).env(WEBKIT, "1").env(BEGAN, own);
    // It comes back only with an error; then memory is not wiped, which `tried` tells.
    let _error = command.exec();
}

/// The variables as the person had them: what is started from here needs none of ours, and the page's process keeps its
/// own allocator, which is built to make attacks harder. `None` takes a variable away.
pub(crate) fn as_before() -> Vec<(&'static str, Option<OsString>)> {
    if std::env::var_os(BEGAN).is_none() {
        return Vec::new();
    }
    let tunables = std::env::var_os(TUNABLES).map(OsStringExt::into_vec).unwrap_or_default();
    let theirs = tunables.strip_suffix(ASKED.as_bytes()).map(|rest| rest.strip_suffix(b":").unwrap_or(rest));
    let theirs = theirs.filter(|rest| !rest.is_empty()).map(|rest| OsString::from_vec(rest.to_vec()));
    vec![(TUNABLES, theirs), (WEBKIT, None), (BEGAN, None)]
}

/// Whether the C library overwrites what it is given back: a piece of memory is filled, freed, and looked at through the
/// kernel, which may be asked for what a program may not read itself any more.
pub(crate) fn tried() -> Layer {
    const FILLED: u8 = 0xC3;
    if !cfg!(target_env = "gnu") {
        return Layer::Absent;
    }
    let mut seen = [0; 64];
    let layout = Layout::new::<[u8; 64]>();
    // SAFETY: the layout is not empty; the piece is filled only if there is one, within its size, and freed as it came.
    #[allow(unsafe_code, reason = "the C library's memory, and not that of the program's own allocator")]
    let address = unsafe {
        let piece = black_box(System.alloc(layout));
        if piece.is_null() {
            return Layer::Refused("out of memory".to_owned());
        }
        piece.write_bytes(FILLED, seen.len());
        System.dealloc(black_box(piece), layout);
        piece.addr()
    };
    let looked =
        File::open("/proc/self/mem").and_then(|memory| memory.read_exact_at(&mut seen, address as u64));
    match looked {
        // The last bytes of a piece belong to the heap's own book-keeping, too.
        Ok(()) if seen[..48].iter().all(|byte| *byte != FILLED) => Layer::Enforced,
        Ok(()) => Layer::Refused("what was freed could still be read".to_owned()),
        Err(error) => Layer::Refused(format!("it could not be looked at ({error})")),
    }
}
