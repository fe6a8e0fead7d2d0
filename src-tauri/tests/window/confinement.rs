//! What the page must not be able to do, tried from inside of it, and what must not be left on the disk.

use std::{
    fs,
    io::Read,
    net::{Ipv4Addr, TcpListener},
    path::Path,
    time::Duration,
};

use crate::page::{Page, at};

/// The page may call our commands; everything of Tauri's own core is refused, and so is a name that nobody has.
///
/// # Panics
/// When one is answered; this holds for every check here.
pub fn commands_of_others_are_refused(page: &Page) {
    let invoke = |command: &str| page.outcome(&format!("window.__TAURI_INTERNALS__.invoke('{command}')"));
    let ours = invoke("status");
    assert!(!ours.starts_with("refused"), "our own command is answered: {ours}");
    for command in [
        "plugin:app|version",
        "plugin:window|close",
        "plugin:event|listen",
        "plugin:webview|create_webview",
        "no_such",
    ] {
        let outcome = invoke(command);
        assert!(outcome.starts_with("refused: "), "{command}: {outcome}");
    }
    assert_eq!(page.outcome("typeof window.__TAURI__"), "undefined");
    assert_eq!(page.outcome("Object.isFrozen(Object.prototype)"), "true");
}

/// No way of making a request reaches a server on this machine. This build leaves sockets open, for the WebDriver: what
/// holds here is the page's policy alone. What ships is held by the kernel too; see `tests/hostile`.
///
/// # Panics
/// When one does.
pub fn no_request_leaves(page: &Page) {
    let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on this machine");
    server.set_nonblocking(true).expect("a listener can be asked without waiting");
    let address = format!("http://{}", server.local_addr().expect("it is bound"));
    for attempt in [
        format!("fetch('{address}/fetch')"),
        format!(
            "new Promise((done, fail) => {{ const x = new Image(); x.onload = done; x.onerror = fail; x.src = '{address}/i.png'; }})"
        ),
        format!(
            "new Promise((done, fail) => {{ const x = new XMLHttpRequest(); x.onload = done; x.onerror = fail; x.open('GET', '{address}/x'); x.send(); }})"
        ),
        format!(
            "new Promise((done, fail) => {{ const x = new WebSocket('{}'); x.onopen = done; x.onerror = fail; }})",
            address.replace("http", "ws")
        ),
        "Promise.resolve(eval('1'))".to_owned(),
    ] {
        let outcome = page.outcome(&attempt);
        assert!(outcome.starts_with("refused: "), "{attempt}: {outcome}");
    }
    // These tell the page nothing; only the server would know.
    page.outcome(&format!("navigator.sendBeacon?.('{address}/beacon', 'x')"));
    // To connect ahead is not the policy's matter, and nothing is said then; the kernel keeps it from what ships.
    for rel in ["prefetch", "dns-prefetch", "preload", "stylesheet"] {
        page.outcome(&format!(
            "document.head.append(Object.assign(document.createElement('link'), {{ rel: '{rel}', as: 'image', href: '{address}/{rel}' }}))"
        ));
    }
    page.outcome(&format!(
        "document.body.append(Object.assign(document.createElement('iframe'), {{ src: '{address}/frame' }}))"
    ));
    page.outcome(&format!(
        "(() => {{ const form = Object.assign(document.createElement('form'), {{ action: '{address}/form' }}); document.body.append(form); form.submit(); }})()"
    ));
    page.outcome(&format!("new EventSource('{address}/events')"));
    // Taken away from the engine, whether or not its build has it.
    assert_eq!(page.outcome("typeof RTCPeerConnection"), "undefined");
    assert_eq!(page.outcome("document.createElement('canvas').getContext('webgl')"), "null");
    page.outcome("new Promise((done) => setTimeout(done, 500))");
    if let Ok((mut stream, _)) = server.accept() {
        stream.set_read_timeout(Some(Duration::from_secs(2))).expect("a timeout above zero");
        let mut said = [0; 200];
        let read = stream.read(&mut said).unwrap_or_default();
        panic!("a request of the page reached {address}: {:?}", String::from_utf8_lossy(&said[..read]));
    }
}

/// Neither a link, nor a script, nor a new window leads anywhere else.
///
/// # Panics
/// When one does.
pub fn the_page_stays(page: &Page) {
    let home = page.outcome("location.href");
    assert!(home.starts_with("tauri://localhost"), "the page comes from the binary, not from {home}");
    assert_eq!(page.outcome("window.open('https://example.org')"), "null");
    for leave in ["location.href = 'https://example.org/'", "location.assign('file:///etc/passwd')"] {
        page.outcome(leave);
        page.outcome("new Promise((done) => setTimeout(done, 300))");
        assert_eq!(page.outcome("location.href"), home, "{leave}");
    }
    page.sees(&at("gate-title"));
}

/// No file under `folder` holds any of `needles`, in UTF-8 or in UTF-16.
///
/// # Panics
/// When one does, or when there is no file at all.
pub fn no_file_tells(folder: &Path, needles: &[&str]) {
    let mut files = 0;
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the test's own home") {
            let path = entry.expect("an entry of it").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            // Sockets and the like hold nothing.
            let Ok(bytes) = fs::read(&path) else { continue };
            files += 1;
            for needle in needles {
                let wide: Vec<u8> = needle.encode_utf16().flat_map(u16::to_le_bytes).collect();
                for form in [needle.as_bytes(), &wide] {
                    let told = bytes.windows(form.len()).any(|window| window == form);
                    assert!(!told, "{} holds {needle:?}", path.display());
                }
            }
        }
    }
    assert!(files > 0, "there is nothing under {}", folder.display());
}
