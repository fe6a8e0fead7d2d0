//! x
#![cfg(target_os = "linux")]
#[path = "../support/mod.rs"]
mod support;
mod webdriver;
use std::process::*;
use std::time::*;
use support::*;
#[test]
fn t() {
    let d = display::Display::start();
    let h = home::Home::new();
    let port = webdriver::free_port();
    let mut c = Command::new("WebKitWebDriver");
    c.arg(format!("--port={port}"))
        .env("DISPLAY", d.name())
        .env("TAURI_WEBVIEW_AUTOMATION", "true");
    h.put_into(&mut c);
    let _p = Program::start(&mut c);
    wait_for("driver", Duration::from_secs(10), || {
        std::net::TcpStream::connect(("127.0.0.1", port)).ok()
    });
    let t = Instant::now();
    let w = webdriver::WebDriver::start(port, env!("CARGO_BIN_EXE_heldby-desktop"), &["--vault", "/tmp/x"])
        .unwrap();
    println!("session {:?}", t.elapsed());
    let e = wait_for("input", Duration::from_secs(10), || {
        w.find_all("//input").unwrap().pop()
    });
    w.type_into(&e, "hällo 😀").unwrap();
    let b = w
        .find_all("//button[normalize-space(.)='Unlock']")
        .unwrap()
        .pop()
        .unwrap();
    w.click(&b).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    let o = w.find_all("//p").unwrap().pop().unwrap();
    println!("text {:?}", w.text(&o));
    println!("script {:?}", w.script("return [document.title, innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches]", &[]));
    println!("press {:?}", w.press(&["\u{E009}", "l"]));
    println!("text {:?}", w.text(&o));
    println!("colours {}", d.colours());
    println!("resize {:?}", w.resize(900, 600));
    println!("script {:?}", w.script("return [innerWidth, innerHeight]", &[]));
    std::fs::write("/tmp/shot.png", w.screenshot().unwrap()).unwrap();
    println!("close {:?}", w.close());
}
