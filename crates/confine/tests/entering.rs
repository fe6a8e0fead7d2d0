//! What a process can and cannot do after [`enter`], and what it says when the kernel refuses.
//!
//! Entering cannot be undone, so each case is this test program again, told by its environment which role to take.
//! An old kernel is brought about from outside: `strace` answers the system calls that such a kernel does not have.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![cfg(target_os = "linux")]

use heldby_confine::{Answer, Layer, Offline, Role, What, attempts, enter, observe, processes};
use rustix::io::Errno;
use rustix::net::{AddressFamily, Protocol, SocketFlags, SocketType, connect, socket, socketpair};
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener, UdpSocket};
use std::path::Path;
use std::process::Command;

/// Names the role of a child.
const ROLE: &str = "HELDBY_TEST_ROLE";

/// What a person told glibc; it is passed on as it was.
const THEIRS: &str = "glibc.malloc.arena_max=3";

/// The line that ends what a child says. A child that stops before has failed.
const DONE: &str = "done";

/// This program again, in a role. `under` is put in front of it.
fn child(role: &str, under: &[&str]) -> String {
    child_of(&std::env::current_exe().unwrap(), role, under)
}

fn child_of(this: &Path, role: &str, under: &[&str]) -> String {
    let mut command = match under {
        [] => Command::new(this),
        [program, arguments @ ..] => {
            let mut command = Command::new(program);
            command.args(arguments).arg(this);
            command
        }
    };
    // In a sandbox of WebKit's own making the variable would not matter; a person's session may have it set.
    command.env(ROLE, role).env("OPENSSL_CONF", "/nowhere").env("OPENSSL_MODULES", "/nowhere");
    command
        .env("OPENSSL_ENGINES", "/nowhere")
        .env("GCONV_PATH", "/nowhere")
        .env("GLIBC_TUNABLES", THEIRS)
        .env("G_SLICE", "debug-blocks");
    command.args(["--exact", "acting", "--nocapture", "--test-threads=1"]);
    let output = command.output().unwrap_or_else(|error| panic!("{under:?} does not start: {error}"));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.lines().any(|line| line == DONE),
        "{role} {under:?} failed:\n{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

/// What a child does. Nothing, in the run that a person starts.
#[test]
fn acting() {
    let Ok(role) = std::env::var(ROLE) else { return };
    // The harness has a thread for this test; the filter binds both.
    match role.as_str() {
        "command-line" => refused_everywhere(Role::CommandLine),
        "window" => refused_everywhere(Role::Window),
        "driven" => only_the_internet_is_open(),
        "no-filter" => says_that_only_tcp_is_refused(),
        "no-second-start" => {
            std::fs::remove_file(std::env::current_exe().unwrap()).unwrap();
            says_that_memory_is_not_wiped();
        }
        "by-its-loader" => says_that_memory_is_not_wiped(),
        "nothing" => says_that_nothing_is_refused(),
        other => panic!("no such role: {other}"),
    }
    println!("\n{DONE}");
}

#[test]
fn the_command_line_reaches_no_network() {
    child("command-line", &[]);
}

#[test]
fn the_window_reaches_no_network() {
    child("window", &[]);
}

#[test]
fn a_driven_window_has_the_internet_and_says_so() {
    child("driven", &[]);
}

#[test]
fn without_seccomp_it_says_that_only_tcp_is_refused() {
    child("no-filter", &["strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=seccomp:error=ENOSYS"]);
}

/// A program that was replaced while it starts, by an upgrade for example, cannot begin again.
#[test]
fn without_a_second_start_it_says_that_memory_is_not_wiped() {
    let folder = tempfile::tempdir().unwrap();
    let this = folder.path().join("replaced");
    std::fs::copy(std::env::current_exe().unwrap(), &this).unwrap();
    child_of(&this, "no-second-start", &[]);
    assert!(!this.exists());
    // Nor does one that the dynamic loader was told to start, and it runs with its own arguments all the same.
    for loader in ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"] {
        if Path::new(loader).exists() {
            child("by-its-loader", &[loader]);
        }
    }
}

#[test]
fn on_an_old_kernel_it_says_that_nothing_is_refused() {
    let old = "inject=seccomp,landlock_create_ruleset:error=ENOSYS";
    child("nothing", &["strace", "-f", "-qq", "-o", "/dev/null", "-e", old]);
}

/// What made the program begin again is gone, so that the page's process has the allocator that it was built with.
fn only_theirs_is_passed_on() {
    assert_eq!(std::env::var("GLIBC_TUNABLES").as_deref(), Ok(THEIRS));
    assert_eq!(std::env::var("G_SLICE").as_deref(), Ok("debug-blocks"));
    let left = std::env::vars().map(|(name, _)| name);
    let left: Vec<_> = left.filter(|name| name == "Malloc" || name.starts_with("HELDBY_BE")).collect();
    assert_eq!(left, Vec::<String>::new());
}

fn says_that_memory_is_not_wiped() {
    let confinement = enter(Role::Window);
    assert!(matches!(&confinement.wiping, Layer::Refused(_)), "{confinement:?}");
    assert!(confinement.filter.is_enforced(), "{confinement:?}");
    only_theirs_is_passed_on();
}

fn refused_everywhere(role: Role) {
    // Made before, so that only the second layer can refuse its use.
    let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = SocketAddrV4::new(Ipv4Addr::LOCALHOST, server.local_addr().unwrap().port());
    let earlier = socket(AddressFamily::INET, SocketType::STREAM, None).unwrap();

    let confinement = enter(role);
    let openssl = std::env::vars().map(|(name, _)| name).find(|name| name.starts_with("OPENSSL_"));
    assert_eq!(openssl, None, "what loads code into the process that holds the key is gone");
    assert!(heldby_confine::foreign_code().contains(&"GCONV_PATH"));
    assert_eq!(confinement.wiping, if role == Role::Window { Layer::Enforced } else { Layer::LeftOut });
    only_theirs_is_passed_on();
    assert!(confinement.filter.is_enforced(), "{confinement:?}");
    let tried = attempts();
    assert_eq!(confinement.offline(&tried), Offline::Enforced, "{tried:?}");
    for attempt in &tried {
        let expected = match attempt.what {
            What::Local => Answer::Allowed,
            What::Netlink if confinement.sandbox.is_enforced() => Answer::Allowed,
            What::IoUring => Answer::Refused(Errno::PERM.raw_os_error()),
            What::TcpForeign if cfg!(target_arch = "x86_64") => Answer::Refused(Errno::NOSYS.raw_os_error()),
            What::TcpForeign => Answer::NotTried,
            _ => Answer::Refused(Errno::AFNOSUPPORT.raw_os_error()),
        };
        assert_eq!(attempt.answer, expected, "{:?}", attempt.what);
    }
    assert!(UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).is_err());
    let pair = socketpair(AddressFamily::INET, SocketType::STREAM, SocketFlags::empty(), None).map(drop);
    assert_eq!(pair, Err(Errno::AFNOSUPPORT));
    // Netlink is more than the list of interfaces; the rest stays shut.
    let audit = Protocol::from_raw(9u32.try_into().unwrap());
    let refused = socket(AddressFamily::NETLINK, SocketType::RAW, Some(audit)).map(drop);
    assert_eq!(refused, Err(Errno::AFNOSUPPORT));
    let connected = connect(&earlier, &address);
    match &confinement.tcp {
        Layer::Enforced => assert_eq!(connected, Err(Errno::ACCESS)),
        Layer::Absent => assert_eq!(connected, Ok(())),
        other => panic!("{other:?}"),
    }
    #[cfg(target_arch = "x86_64")]
    i386::makes_no_socket();

    let now = observe();
    assert_eq!((now.filtered, now.no_new_privileges), (Some(true), Some(true)), "{now:?}");
    assert_eq!((now.readable_by_others, now.may_dump_core), (Some(false), Some(false)), "{now:?}");
    let heir = Command::new("cat").arg("/proc/self/status").output().unwrap();
    let heir = String::from_utf8(heir.stdout).unwrap();
    assert!(heir.contains("Seccomp:\t2") && heir.contains("NoNewPrivs:\t1"), "{heir}");
    let inherited = processes(std::process::id());
    assert!(inherited.iter().all(|process| process.filtered == Some(true)), "{inherited:?}");
    // A root that gains nothing is still root: other processes stay out of its reach through the kernel's calls.
    assert!(
        !Command::new("strace").args(["-qq", "true"]).output().is_ok_and(|output| output.status.success())
    );
}

fn only_the_internet_is_open() {
    let confinement = enter(Role::DrivenWindow);
    assert_eq!(confinement.offline(&confinement.attempts), Offline::TestBuild);
    assert_eq!((&confinement.filter, &confinement.tcp), (&Layer::Enforced, &Layer::LeftOut));
    assert!(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).is_ok(), "a WebDriver needs it");
    let answer = |what| attempts().into_iter().find(|attempt| attempt.what == what).unwrap();
    for what in [What::Packet, What::Vsock, What::IoUring, What::TcpForeign] {
        assert!(answer(what).is_refused() || answer(what).answer == Answer::NotTried, "{what:?}");
    }
}

fn says_that_only_tcp_is_refused() {
    let confinement = enter(Role::CommandLine);
    assert_eq!(confinement.filter, Layer::Refused("Function not implemented (os error 38)".to_owned()));
    let expected = if confinement.tcp.is_enforced() { Offline::TcpOnly } else { Offline::Open };
    assert_eq!(confinement.offline(&confinement.attempts), expected);
    assert_eq!(observe().filtered, Some(false));
    assert!(UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).is_ok(), "nothing refuses it, and nothing claims so");
}

fn says_that_nothing_is_refused() {
    let confinement = enter(Role::Window);
    assert!(matches!(confinement.filter, Layer::Refused(_)), "{confinement:?}");
    assert_eq!(confinement.tcp, Layer::Absent);
    assert_eq!(confinement.offline(&confinement.attempts), Offline::Open);
    assert!(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).is_ok());
}

/// Calls of a 32-bit program, which a 64-bit kernel also answers when they come from a 64-bit one.
#[cfg(target_arch = "x86_64")]
mod i386 {
    /// `socketcall(SYS_SOCKET, …)` and `getpid` by the numbers of i386.
    const SOCKETCALL: u32 = 102;
    const GETPID: u32 = 20;

    pub fn makes_no_socket() {
        for number in [SOCKETCALL, GETPID] {
            let answer = call(number);
            assert_eq!(answer, -i64::from(enosys()), "call {number} of i386");
        }
    }

    fn enosys() -> i32 {
        rustix::io::Errno::NOSYS.raw_os_error()
    }

    #[allow(unsafe_code, reason = "a call of another architecture has no other form")]
    fn call(number: u32) -> i64 {
        let answer: i64;
        // SAFETY: the filter answers before the kernel looks at the arguments; without it, `socketcall` would read
        // from address 0, which is not mapped, and say so.
        unsafe {
            std::arch::asm!(
                "push rbx",
                "mov ebx, 1",
                "int 0x80",
                "pop rbx",
                inlateout("rax") u64::from(number) => answer,
                in("rcx") 0u64,
                in("rdx") 0u64,
                out("r8") _, out("r9") _, out("r10") _, out("r11") _,
            );
        }
        i64::from(answer as i32)
    }
}
