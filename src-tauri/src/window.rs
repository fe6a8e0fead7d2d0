//! The one window: what it looks like from outside and what it refuses.

use std::{process::ExitCode, sync::Arc, time::Duration};

use heldby_app::Session;
use tauri::{
    AppHandle, Context, Manager, Runtime, Url, WebviewUrl, WebviewWindowBuilder, WindowEvent,
    webview::{NewWindowResponse, PermissionResponse},
};

use crate::{
    clipboard::{self, Clipboard},
    commands, engine,
    held::Held,
    recent, signals,
};

/// Its label; `capabilities/main.json` grants the commands to this one.
const LABEL: &str = "main";

/// Logical pixels. Everything is usable down to the smallest size.
const SIZE: (f64, f64) = (1180.0, 760.0);
const SMALLEST: (f64, f64) = (900.0, 600.0);

/// How long the machine may be kept from sleeping until the window shows nothing any more. The vault is locked before
/// that counts, and logind waits at most five seconds.
const BLANK: Duration = Duration::from_secs(2);

/// Opens the window on a vault and returns when it is closed.
pub fn run(session: Session) -> ExitCode {
    let built = tauri::Builder::default()
        .invoke_handler(commands::handler())
        .setup(|app| Ok(open(app.handle(), session)?))
        .on_window_event(|window, event| {
            if matches!(event, WindowEvent::CloseRequested { .. } | WindowEvent::Destroyed) {
                // Without a window the vault was never open.
                if let Some(held) = window.try_state::<Held>() {
                    held.lock();
                }
            }
        })
        .run(context());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The window could not be opened: {error}.\nThe command `heldby` works without one.");
            ExitCode::FAILURE
        }
    }
}

/// The configuration, the page and the permissions, as they are embedded in the binary.
pub fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}

fn open(app: &AppHandle, session: Session) -> tauri::Result<()> {
    let (handle, known) = (app.clone(), Arc::new(signals::Known::default()));
    let held = Held::new(session, move || renew(&handle));
    app.manage(held.clone());
    app.manage(Arc::clone(&known));
    let handle = app.clone();
    app.manage(Clipboard::new(move |text| {
        // A window that is going copies nothing any more.
        let _going = handle.run_on_main_thread(move || clipboard::put(text));
    }));
    held.keep_watch();
    recent::leave_out();
    signals::listen(known, move |event| held.hear(event, BLANK));
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Heldby")
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .prevent_overflow()
        .center()
        // Nothing of the page is kept: no history, no storage, no cache on disk. A web view of this kind accepts no
        // WebDriver, so the end-to-end test does without it, in a home that is thrown away.
        .incognito(!cfg!(feature = "e2e"))
        .general_autofill_enabled(false)
        // Files that are dropped go to the page, which reads them itself: the host never learns a path.
        .disable_drag_drop_handler()
        .devtools(false)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .build()?;
    window.with_webview(|view| engine::take_away(&view))
}

/// Puts a fresh page in place of the one that showed the vault, and takes back what was copied from it.
///
/// On Linux the web view's process is ended and another one started, so that its whole memory goes back to the
/// system: variables of scripts, texts of fields and their undo history, decoded pictures of the screen. Where that
/// cannot be asked for, the page is loaded anew; so it is in the end-to-end test, because a WebDriver does not survive
/// the process. `tests/needles` looks at what ships.
fn renew(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    #[cfg(all(target_os = "linux", not(feature = "e2e")))]
    let asked = window.with_webview(|view| {
        use webkit2gtk::WebViewExt;

        clipboard::clear();
        let view = view.inner();
        let page = view.uri();
        view.terminate_web_process();
        if let Some(page) = page {
            view.load_uri(&page);
        }
    });
    #[cfg(all(target_os = "linux", feature = "e2e"))]
    let asked = window.run_on_main_thread(clipboard::clear).and_then(|()| window.reload());
    #[cfg(not(target_os = "linux"))]
    let asked = {
        clipboard::clear();
        window.reload()
    };
    if let Err(error) = asked {
        // The window is going: there is nothing left to show.
        eprintln!("The vault is locked, but its window could not be cleared: {error}.");
    }
}

/// The page that comes with the binary, as each platform spells its address.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_goes_nowhere_else() {
        let ours = |url: &str| is_ours(&url.parse().expect("an address"));
        assert!(ours(if cfg!(windows) { "http://tauri.localhost/" } else { "tauri://localhost/index.html" }));
        for other in [
            "https://example.org/",
            "http://localhost/",
            "file:///etc/passwd",
            "about:blank",
            "tauri://other/",
            "data:text/html,x",
        ] {
            assert!(!ours(other), "{other}");
        }
    }
}
