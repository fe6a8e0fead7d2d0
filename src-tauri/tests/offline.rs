//! That nothing of Heldby reaches for the network: by what it is built from, and by what it asks the kernel.

use std::process::Command;

#[cfg(all(target_os = "linux", not(feature = "e2e")))]
#[path = "support/desktop.rs"]
mod desktop;
#[cfg(all(target_os = "linux", not(feature = "e2e")))]
#[path = "support/mod.rs"]
mod support;

/// Packages that open, secure or resolve network connections. A name that ends in `-` stands for a family.
///
/// Not in the list, with the reason: `soup3` binds the library with which WebKitGTK answers our own `tauri:` scheme
/// and sends nothing by itself; `openssl-sys` gives SQLCipher its libcrypto where the system has none; `http` and
/// `url` are types without I/O; `tokio` comes without its `net` feature, which `mio` and `socket2` stand for here.
const NETWORK: &[&str] = &[
    "actix-",
    "async-h1",
    "async-native-tls",
    "async-net",
    "async-std",
    "attohttpc",
    "awc",
    "axum",
    "c-ares",
    "curl",
    "curl-sys",
    "dns-lookup",
    "domain",
    "fantoccini",
    "ftp",
    "h2",
    "h3",
    "hickory-",
    "http-client",
    "hyper",
    "hyper-",
    "isahc",
    "lettre",
    "libssh2-sys",
    "minreq",
    "mio",
    "native-tls",
    "openssl",
    "paho-",
    "quiche",
    "quinn",
    "quinn-",
    "reqwest",
    "rustls",
    "rustls-",
    "s2n-",
    "schannel",
    "security-framework",
    "smol",
    "socket2",
    "ssh2",
    "surf",
    "tiny_http",
    "tokio-native-tls",
    "tokio-rustls",
    "tonic",
    "trust-dns-",
    "tungstenite",
    "tokio-tungstenite",
    "ureq",
    "ureq-",
    "warp",
    "webpki",
    "webpki-",
    "websocket",
    "ws",
];

/// What we ship.
const SHIPPED: &[&str] = &["heldby-desktop", "heldby-cli"];

#[test]
fn nothing_that_ships_can_open_a_connection() {
    for package in SHIPPED {
        let built_from = dependencies(package);
        assert!(
            built_from.iter().any(|name| name == "heldby-model") && built_from.len() > 20,
            "this is not what {package} is built from: {built_from:?}"
        );
        let network: Vec<_> = built_from.iter().filter(|name| is_network(name)).collect();
        assert!(network.is_empty(), "{package} is built from {network:?}");
    }
}

#[test]
fn network_packages_are_told_from_others() {
    for name in
        ["reqwest", "hyper", "hyper-util", "rustls-pki-types", "ureq", "hickory-resolver", "mio", "socket2"]
    {
        assert!(is_network(name), "{name}");
    }
    for name in ["http", "url", "tokio", "h", "wsproto", "domain-name", "rusqlite", "soup3", "openssl-sys"] {
        assert!(!is_network(name), "{name}");
    }
}

fn is_network(name: &str) -> bool {
    NETWORK.iter().any(
        |network| {
            if network.ends_with('-') { name.starts_with(network) } else { name == *network }
        },
    )
}

/// Every package in the normal dependency tree of one of ours, on the target of this test.
fn dependencies(package: &str) -> Vec<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let version = Command::new(&cargo).arg("-vV").output().expect("Cargo tells its host");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("Cargo tells its host");
    let tree = Command::new(&cargo)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .args(["--target", host, "--package", package])
        .output()
        .expect("Cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8_lossy(&tree.stdout).into_owned();
    let mut names: Vec<_> =
        tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The shipped window under `strace`, without a WebDriver, which would need TCP itself.
#[cfg(all(target_os = "linux", not(feature = "e2e")))]
mod kernel {
    use super::support::{PAINTED, Program, display::Display, home::Home, wait_for};
    use std::{fs, os::unix::process::CommandExt, process::Command, time::Duration};

    #[test]
    fn the_window_asks_for_no_internet_socket() {
        let (display, home) = (Display::start(), Home::new());
        let trace = home.path().join("trace");
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "--seccomp-bpf", "-e", "trace=%network,execve", "-o"]).arg(&trace);
        command.arg(super::desktop::desktop()).arg("--vault").arg(home.vault());
        command.env("DISPLAY", display.name());
        home.put_into(&mut command);
        let mut traced = Program::start(command.process_group(0));
        wait_for("the window to be painted", Duration::from_secs(90), || {
            let ended = traced.child().try_wait().expect("strace is ours to ask");
            assert!(ended.is_none(), "the window closed by itself: {ended:?}");
            (display.colours() > PAINTED).then_some(())
        });
        // Anything that a page or a library does late.
        std::thread::sleep(Duration::from_secs(3));
        end_group(traced);

        let trace = fs::read_to_string(trace).expect("strace wrote its trace");
        assert!(trace.contains("WebKitWebProcess"), "the trace does not reach the web view's processes");
        assert!(
            trace.lines().any(|line| line.contains("connect(") && line.contains("AF_UNIX")),
            "no X connection seen"
        );
        let inet: Vec<_> = trace.lines().filter(|line| is_inet(line)).collect();
        assert!(inet.is_empty(), "{}", inet.join("\n"));
    }

    #[test]
    fn internet_calls_are_told_from_others() {
        for line in [
            r#"7 connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.1")}, 16) = 0"#,
            r#"7 sendto(3, "x", 1, 0, {sa_family=AF_INET6, sin6_port=htons(53)}, 28) = 1"#,
            "7 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 3",
            "7 socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP <unfinished ...>",
        ] {
            assert!(is_inet(line), "{line}");
        }
        for line in [
            r#"7 connect(3, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X9"}, 20) = 0"#,
            "7 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 3",
            "7 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = -1 EAFNOSUPPORT (Address family not supported by protocol)",
            // GLib reads the routing table to know whether there is a network: it sends nothing to one.
            "7 recvmsg(5, {msg_name={sa_family=AF_NETLINK}, [{rtm_family=AF_INET, rtm_dst_len=0}]}, 0) = 52",
        ] {
            assert!(!is_inet(line), "{line}");
        }
    }

    /// Whether a line of the trace makes a socket for the internet or names an address on it. One that the filter
    /// refuses, as when the program tries at its start whether it does, makes none.
    fn is_inet(line: &str) -> bool {
        let refused = line.ends_with("= -1 EAFNOSUPPORT (Address family not supported by protocol)");
        !refused && (line.contains("sa_family=AF_INET") || line.contains("socket(AF_INET"))
    }

    /// Ends strace and everything under it; it is the leader of its own process group.
    fn end_group(mut traced: Program) {
        let group = rustix::process::Pid::from_child(traced.child());
        rustix::process::kill_process_group(group, rustix::process::Signal::TERM).expect("the group is ours");
        traced.child().wait().expect("strace is ours to wait for");
    }
}
