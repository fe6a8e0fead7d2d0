//! What the web view's engine can do that this page never needs: each is code that a hostile page could attack.

use tauri::webview::PlatformWebview;

/// Takes it away. Tauri turns some of it on and has no switch for the rest.
#[cfg(target_os = "linux")]
pub fn take_away(view: &PlatformWebview) {
    use webkit2gtk::{SettingsExt, WebViewExt};

    let view = view.inner();
    let Some(settings) = WebViewExt::settings(&view) else { return };
    // A way to the network, shut by the kernel as well.
    settings.set_enable_webrtc(false);
    // Decoders and drivers.
    settings.set_enable_webgl(false);
    settings.set_enable_webaudio(false);
    settings.set_enable_media(false);
    settings.set_enable_media_stream(false);
    settings.set_enable_mediasource(false);
    settings.set_enable_encrypted_media(false);
    // Places where a page would leave something behind.
    settings.set_enable_page_cache(false);
    settings.set_enable_html5_local_storage(false);
    settings.set_enable_html5_database(false);
    // Ways out of the window, and into it.
    settings.set_javascript_can_open_windows_automatically(false);
    settings.set_enable_fullscreen(false);
    settings.set_enable_developer_extras(false);
    settings.set_enable_write_console_messages_to_stdout(false);
}

/// Other engines have no such switches within reach.
#[cfg(not(target_os = "linux"))]
pub fn take_away(_: &PlatformWebview) {}
