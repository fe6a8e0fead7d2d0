//! A hostile page in the same web view, confined as the window is, and with no content security policy at all: what
//! keeps it from the network is the kernel alone.
//!
//! Confining cannot be undone, so the window is this test program again, told by its environment what to do. The same
//! page without the confinement reaches the listeners in every way: the test can fail.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use heldby_app::privacy::{Role, enter};
use support::{display::Display, home::Home};
use webkit2gtk::{WebView, WebViewExt};

/// Tells the child whether to be `confined` or `open`, and the file with the page.
const ACT: &str = "HELDBY_TEST_HOSTILE";
const PAGE: &str = "HELDBY_TEST_PAGE";

/// What the page calls itself when it has tried everything, and the child says after that.
const THROUGH: &str = "through";

/// What the open page must reach. The others depend on how the web view was built.
const SURE: [&str; 14] = [
    "connect",
    "style.css",
    "import.css",
    "background.png",
    "frame",
    "form",
    "fetch",
    "image.png",
    "script.js",
    "module.js",
    "beacon",
    "socket",
    "events",
    "xhr",
];

#[test]
fn acting() {
    let Some(how) = std::env::var_os(ACT) else { return };
    if how == "confined" {
        let confinement = enter(Role::Window);
        assert!(confinement.filter.is_enforced(), "{confinement:?}");
    }
    show(&std::fs::read_to_string(std::env::var_os(PAGE).unwrap()).unwrap());
    println!("\n{THROUGH}");
}

/// Shows the page until it is through.
fn show(page: &str) {
    use gtk::prelude::{ContainerExt, WidgetExt};

    gtk::init().unwrap();
    let (window, view) = (gtk::Window::new(gtk::WindowType::Toplevel), WebView::new());
    window.add(&view);
    window.show_all();
    view.connect_title_notify(|view| {
        if view.title().is_some_and(|title| title == THROUGH) {
            gtk::main_quit();
        }
    });
    gtk::glib::timeout_add_local_once(Duration::from_secs(90), || panic!("the page is not through"));
    // An address on the listener's own origin: nothing is cross-origin but what the page means to be.
    view.load_html(page, Some("http://127.0.0.1/"));
    gtk::main();
}

#[test]
fn a_hostile_page_reaches_nothing() {
    let reached = reached_by("confined");
    assert!(reached.is_empty(), "the page reached {reached:?}");
}

#[test]
fn without_the_confinement_it_reaches_everything() {
    let reached = reached_by("open");
    for way in SURE {
        assert!(reached.contains(way), "the page did not even reach {way}; it reached {reached:?}");
    }
}

/// Which of its ways led the page to a listener.
fn reached_by(how: &str) -> BTreeSet<String> {
    let heard = Arc::default();
    let (requests, connections) = (listen(&heard, None), listen(&heard, Some("connect")));
    let stun = listen_for_packets(&heard);
    let page = include_str!("page.html")
        .replace("PORT", &requests.to_string())
        .replace("CONNECT", &connections.to_string())
        .replace("STUN", &stun.to_string());

    let (display, home) = (Display::start(), Home::new());
    let file = home.path().join("page.html");
    std::fs::write(&file, page).unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "acting", "--nocapture", "--test-threads=1"]);
    child.env(ACT, how).env(PAGE, file).env("DISPLAY", display.name()).stdin(Stdio::null());
    home.put_into(&mut child);
    let output = child.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.lines().any(|line| line == THROUGH),
        "{how}: {said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    // What is on its way arrives.
    std::thread::sleep(Duration::from_millis(300));
    heard.lock().unwrap().clone()
}

type Heard = Arc<Mutex<BTreeSet<String>>>;

/// A server that notes the path of each request, or `name` for each connection, and answers with nothing.
fn listen(heard: &Heard, name: Option<&'static str>) -> u16 {
    let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let (port, heard) = (server.local_addr().unwrap().port(), Arc::clone(heard));
    std::thread::spawn(move || {
        for connection in server.incoming() {
            let (mut connection, heard) = (connection.unwrap(), Arc::clone(&heard));
            if let Some(name) = name {
                heard.lock().unwrap().insert(name.to_owned());
            }
            std::thread::spawn(move || {
                let mut request = [0; 4096];
                let Ok(read) = connection.read(&mut request) else { return };
                let request = String::from_utf8_lossy(&request[..read]).into_owned();
                if let Some(path) = request.split(['/', '?', ' ']).nth(2) {
                    heard.lock().unwrap().insert(path.to_owned());
                }
                // Whoever closed meanwhile wants no answer.
                let _ = connection.write_all(
                    b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n",
                );
            });
        }
    });
    port
}

/// A socket that notes every packet.
fn listen_for_packets(heard: &Heard) -> u16 {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let (port, heard) = (socket.local_addr().unwrap().port(), Arc::clone(heard));
    std::thread::spawn(move || {
        let mut packet = [0; 2048];
        while socket.recv(&mut packet).is_ok() {
            heard.lock().unwrap().insert("packet".to_owned());
        }
    });
    port
}
