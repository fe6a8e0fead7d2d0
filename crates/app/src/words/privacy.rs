//! What the privacy proof says. Calm and true: what holds, what does not, and what stays open in any case.

use crate::wire::{FileUse, MeasureState, OwnCheck, StaysOpen};
use heldby_confine::{Confinement, Layer, Observed, Offline, Role, What};

/// Words for the upper edge of the window and for standard error.
pub fn warning(offline: Offline, filter: &Layer) -> Option<String> {
    let what = match offline {
        Offline::Enforced | Offline::TestBuild | Offline::Absent => return None,
        Offline::TcpOnly => "This system refuses Heldby only one kind of network connection (TCP)",
        Offline::Open => "This system does not keep Heldby off the network",
    };
    let why = match filter {
        Layer::Refused(words) => format!(": it refused the filter for system calls ({words})"),
        _ => String::new(),
    };
    Some(format!(
        "{what}{why}. Heldby itself still opens no connection; what is missing is the system's guarantee."
    ))
}

pub fn summary(offline: Offline, refused: usize) -> String {
    match offline {
        Offline::Enforced => format!(
            "The operating system keeps Heldby off the network. It refused all {refused} ways out that were tried just now."
        ),
        Offline::TcpOnly => {
            "The operating system refuses Heldby TCP connections, but not every way to the network.".into()
        }
        Offline::Open => "The operating system does not keep Heldby off the network.".into(),
        Offline::TestBuild => {
            "This is a build for tests. It leaves the internet open for the program that drives it.".into()
        }
        Offline::Absent => "On this system, nothing keeps Heldby off the network but Heldby itself.".into(),
    }
}

pub fn advice(offline: Offline) -> &'static str {
    match offline {
        Offline::Enforced => {
            "This holds for every process of Heldby and for whatever they start, until they end. Heldby itself cannot lift it, and neither could anything that took it over."
        }
        Offline::TcpOnly | Offline::Open => {
            "Heldby contains no code that opens a connection, and that has not changed. Here the system does not guarantee it. A Linux kernel with seccomp does; some containers and very old kernels refuse it. If you need the guarantee, use Heldby on a system that gives it, or take this computer off the network."
        }
        Offline::TestBuild => "Do not use it for data of your own. Build it without the feature e2e.",
        Offline::Absent => {
            "Heldby contains no code that opens a connection, and the page may load nothing from outside. The system enforces neither: that works on Linux only. If you need the guarantee, use Heldby there."
        }
    }
}

/// What a measure is called.
pub fn measure(id: &str) -> &'static str {
    match id {
        "filter" => "Filter for system calls",
        "tcp" => "Rules for TCP",
        "sandbox" => "Sandbox of the page",
        "privileges" => "No further rights",
        "memory" => "Memory closed to other programs",
        "core" => "No memory on disk after a crash",
        "wiping" => "Freed memory wiped",
        "swap" => "Key kept out of swap",
        _ => "Only its own libraries",
    }
}

pub const PRIVILEGES: &str =
    "Neither Heldby nor anything it starts can gain rights, by a setuid program for example.";
pub const MEMORY: &str = "Other programs of yours may neither trace the program that holds the key nor read its memory. An administrator can.";
pub const CORE: &str = "The system writes no core file for Heldby.";

pub fn filter(layer: &Layer, now: &Observed) -> String {
    let count = match now.filters {
        Some(1) => " One filter is in force.".to_owned(),
        Some(n) if n > 1 => format!(" {n} filters are in force."),
        _ => String::new(),
    };
    match layer {
        Layer::Enforced => format!(
            "The kernel refuses every socket but local ones, io_uring, system calls of other architectures, and reaching into other programs (seccomp).{count}"
        ),
        Layer::Refused(words) if now.filtered == Some(true) => format!(
            "The kernel refused ours: {words}. A filter that something else set is in force; what it refuses is below."
        ),
        Layer::Refused(words) => format!("The kernel refused it: {words}."),
        Layer::Absent => "Heldby has none for this system.".into(),
        Layer::LeftOut => "This program did not ask for it.".into(),
    }
}

pub fn tcp(asked: &Confinement) -> String {
    let anyway = if asked.filter.is_enforced() { " The filter does without them." } else { "" };
    match &asked.tcp {
        Layer::Enforced if asked.filter.is_enforced() => "A second layer of another make (Landlock): no TCP connection may be made or accepted, not even over a socket from elsewhere. The kernel accepted them; the filter refuses every socket before they could be tried.".into(),
        Layer::Enforced => "No TCP connection may be made or accepted (Landlock).".into(),
        Layer::Refused(words) => format!("The kernel refused them: {words}.{anyway}"),
        Layer::Absent => format!("This system has none; Linux has had them since 6.7.{anyway}"),
        Layer::LeftOut => "This program did not ask for them.".into(),
    }
}

pub fn sandbox(layer: &Layer, state: MeasureState) -> String {
    match (layer, state) {
        (_, MeasureState::On) => "The process that shows the page sees no folder of yours, reaches the session bus only through a guard, and has a network with nothing in it (bubblewrap).".into(),
        (Layer::Enforced, MeasureState::Unseen) => "It was asked for and works on this system. Whether the page's process is in it cannot be seen from here.".into(),
        (Layer::Enforced, MeasureState::Off) => "It was asked for, and the page's process is not in it.".into(),
        (Layer::Refused(words), _) => format!("It does not work on this system: {words}."),
        _ => "This system has none for the page.".into(),
    }
}

pub fn wiping(layer: &Layer, now: &Observed) -> String {
    let closed = match now.readable_by_others {
        Some(false) => "; no other program of yours may read it there",
        _ => "",
    };
    let otherwise = format!(
        "A text that was shown or typed can stay in the window’s own process after the lock, until its place is used again{closed}."
    );
    match layer {
        Layer::Enforced => "The C library overwrites whatever is given back to it in the process that holds the key, so that what was shown or typed does not outlive the lock there. WebKit and GLib are asked to leave their memory to it.".into(),
        Layer::Refused(words) => format!("It does not work on this system: {words}. {otherwise}"),
        Layer::Absent | Layer::LeftOut => format!("This system’s C library cannot be asked for it. {otherwise}"),
    }
}

pub fn swap(state: MeasureState, now: &Observed) -> String {
    let limit = match now.lock_limit {
        Some(Some(bytes)) => format!(" (its limit is {} KiB)", bytes / 1024),
        _ => String::new(),
    };
    match state {
        MeasureState::On => format!(
            "{} KiB of memory are never swapped out: the key, and the database's working memory as far as the system allows{limit}.",
            now.locked_kib.unwrap_or_default()
        ),
        MeasureState::Off => format!(
            "The system does not allow it{limit}. Swap could hold the key: encrypt the swap, or turn it off."
        ),
        MeasureState::Unseen => "No vault is open here, so there is no key in memory to see it by.".into(),
    }
}

pub fn libraries(foreign: &[&str]) -> String {
    if foreign.is_empty() {
        "No variable of the environment loads other libraries into Heldby.".into()
    } else {
        format!(
            "Set in the environment: {}. They can load libraries that are not Heldby's into it. The filter holds for those too; what they see, it does not limit.",
            foreign.join(", ")
        )
    }
}

/// An attempt's id and what it is called.
pub fn attempt(what: What) -> (&'static str, &'static str) {
    match what {
        What::Local => ("local", "A local socket"),
        What::TcpV4 => ("tcp_v4", "TCP over IPv4"),
        What::TcpV6 => ("tcp_v6", "TCP over IPv6"),
        What::UdpV4 => ("udp_v4", "UDP over IPv4 (DNS, WebRTC)"),
        What::UdpV6 => ("udp_v6", "UDP over IPv6"),
        What::Ping => ("ping", "Ping"),
        What::Raw => ("raw", "A raw IPv4 socket"),
        What::Packet => ("packet", "A packet socket, below IP"),
        What::Vsock => ("vsock", "A socket to a virtual machine’s host"),
        What::Bluetooth => ("bluetooth", "A Bluetooth socket"),
        What::TcpForeign => ("tcp_x32", "TCP by a system call of x32"),
        What::IoUring => ("io_uring", "io_uring, which can make sockets"),
        What::Netlink => ("netlink", "The list of network interfaces (netlink)"),
    }
}

/// Why something worked.
pub fn allowed(what: What, confinement: &Confinement) -> &'static str {
    match what {
        What::Local => {
            "Open on purpose: the display and other local services are reached this way. It shows that the others fail for a reason."
        }
        What::Netlink if confinement.filter.is_enforced() => {
            "Open for the page’s sandbox, which sets up an empty network with it. It reads; it sends nothing."
        }
        _ => "It would have worked.",
    }
}

/// What a process does, by its name.
pub fn part(name: &str) -> &'static str {
    match name {
        "heldby" => "this command",
        "heldby-desktop" => "the window; holds the key",
        "WebKitWebProces" => "shows the page",
        "WebKitNetworkPr" => "hands the page its files from the program",
        "bwrap" => "sets the sandbox up",
        "xdg-dbus-proxy" => "guards the sandbox’s way to the session bus",
        _ => "",
    }
}

/// What no measure here closes.
pub fn stays_open(confinement: &Confinement, sandboxed: bool) -> Vec<StaysOpen> {
    let window = confinement.role != Role::CommandLine;
    let mut open = Vec::new();
    let mut say = |what: &str, why: &str| open.push(StaysOpen { what: what.into(), why: why.into() });
    if window {
        say(
            "Local services",
            "The display, the session bus (D-Bus), input methods and screen readers are reached over local sockets; there would be no window without them. A service that answers there can itself be on the network.",
        );
        if !sandboxed {
            say(
                "Your files, for the page",
                "Without its sandbox, the page’s process could read what you can read.",
            );
        }
        say(
            "Your screen and keyboard",
            "Other programs of yours may see both; on X11 any of them can. Nothing in Heldby can stop that.",
        );
    } else {
        say(
            "Local services",
            "Programs that listen on local sockets can be reached, and can themselves be on the network.",
        );
    }
    say(
        "The vault’s folder",
        "Where another program synchronises it, or where it lies on a network drive, the encrypted file leaves this computer by that way. Heldby cannot see it.",
    );
    say(
        "Swap and hibernation",
        "The key is kept out of swap where the system allows it. What the screens show, and a passphrase while it is typed, can be swapped out: encrypt the disk.",
    );
    say(
        "The administrator",
        "Root can read every program’s memory and change every program, this one included.",
    );
    open
}

pub fn files(role: Role, vault: &str) -> Vec<FileUse> {
    let mut files = Vec::new();
    let mut say = |path: String, what: &str| files.push(FileUse { path, what: what.into() });
    say(vault.to_owned(), "Your vault, encrypted. Read and written.");
    say(format!("{vault}-journal"), "Exists while a change is being written; encrypted.");
    say(
        format!("{vault}.unfinished"),
        "Exists while the passphrase is being changed or a vault is brought back; encrypted. A left one is taken away at the next opening.",
    );
    say(
        format!("{vault}.backups"),
        "Copies of the vault, encrypted; in another folder if you chose one, which then stands in a file ending in .backups.txt.",
    );
    say(
        "Beside the vault, with its name and .replaced, .restored-, .salvaged- or .format- in theirs".into(),
        "Vaults that gave way to a copy, were brought back or saved, or had an older format; encrypted.",
    );
    say(
        format!("{vault}.brought, .damaged-copy"),
        "Exist while a vault to import or a damaged one is being read; encrypted.",
    );
    say(
        format!("{vault}.keyring, .keyring-left"),
        "Marks, without anything of yours in them: that quick unlock is on, and which key is still to be taken out of the keyring.",
    );
    if role == Role::CommandLine {
        say("Files that you name".into(), "Read or written as the command says, and nothing else.");
        say("/usr/share/zoneinfo, /etc/localtime".into(), "Read, to know what day it is.");
    } else {
        say(
            "Files that you choose or drop".into(),
            "Read once, by the page. The system’s dialog notes the path of a chosen one in your list of recently used files; Heldby takes it out again at once.",
        );
        say(
            "Fonts, icons, themes and language of the system".into(),
            "Read by the web view and its toolkit (GTK), like by every window. Their caches may be written: fontconfig, graphics shaders.",
        );
    }
    files
}

/// What to type, and what to look for.
pub fn checks(role: Role, pid: u32) -> Vec<OwnCheck> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let check = |command: String, expect: &str| OwnCheck { command, expect: expect.into() };
    let filtered = "“Seccomp: 2” is a filter in force, “NoNewPrivs: 1” no further rights.";
    let traced = "Each line with socket( names AF_UNIX or, for the page’s sandbox, AF_NETLINK; any other ends in EAFNOSUPPORT or ENOSYS: refused.";
    match role {
        Role::CommandLine => vec![
            check("strace -f -e trace=network heldby doctor".into(), traced),
            check("strace -f -e trace=%file heldby doctor".into(), "Every file that is touched."),
        ],
        Role::Window | Role::DrivenWindow => vec![
            check(format!("grep -E 'Seccomp|NoNewPrivs' /proc/{pid}/status"), filtered),
            check(
                "ss -tuwanp | grep -E 'heldby|WebKit'".into(),
                "No line: no process of Heldby has an internet socket.",
            ),
            check("heldby doctor".into(), "The same list, from outside of the window."),
            check("strace -f -e trace=network heldby-desktop".into(), traced),
        ],
    }
}
