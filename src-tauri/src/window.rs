//! The one window: what it looks like from outside and what it refuses.

use std::process::ExitCode;

use heldby_app::Session;
use tauri::{
    AppHandle, Manager, Url, WebviewUrl, WebviewWindowBuilder, WindowEvent,
    webview::{NewWindowResponse, PermissionResponse},
};

use crate::{commands, engine, held::Held};

/// Its label; `capabilities/main.json` grants the commands to this one.
const LABEL: &str = "main";

/// Logical pixels. Everything is usable down to the smallest size.
const SIZE: (f64, f64) = (1180.0, 760.0);
const SMALLEST: (f64, f64) = (900.0, 600.0);

/// Opens the window on a vault and returns when it is closed.
pub fn run(session: Session) -> ExitCode {
    let built = tauri::Builder::default()
        .manage(Held::new(session))
        .invoke_handler(commands::handler())
        .setup(|app| Ok(open(app.handle())?))
        .on_window_event(|window, event| {
            if matches!(event, WindowEvent::CloseRequested { .. } | WindowEvent::Destroyed) {
                window.state::<Held>().lock();
            }
        })
        .run(tauri::generate_context!());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The window could not be opened: {error}.\nThe command `heldby` works without one.");
            ExitCode::FAILURE
        }
    }
}

fn open(app: &AppHandle) -> tauri::Result<()> {
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
