//! Which variables of the environment may say how our processes run.

use std::ffi::{OsStr, OsString};

use crate::{Role, system};

/// Through which a WebDriver or a remote inspector would attach to the web view and read the window.
fn attaches(name: &str) -> bool {
    matches!(name, "TAURI_WEBVIEW_AUTOMATION" | "TAURI_AUTOMATION") || name.starts_with("WEBKIT_INSPECTOR_")
}

/// Which make the web view tell what it shows, or weaken its sandbox. Variables that choose how it draws stay: some
/// graphics cards need them.
fn weakens(name: &str) -> bool {
    const PREFIXES: [&str; 3] = ["WEBKIT_DEBUG", "JSC_", "GST_DEBUG"];
    matches!(
        name,
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"
            | SANDBOX
            | "WEBKIT_ENABLE_DEBUG_PERMISSIONS_IN_SANDBOX"
            | "WEBKIT_ENABLE_DBUS_PROXY_LOGGING"
            | "WEBKIT_INJECTED_BUNDLE_PATH"
            | "WEBKIT_GST_HARNESS_DUMP_DIR"
            | "G_MESSAGES_DEBUG"
            | "GTK_DEBUG"
    ) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Which make libcrypto load code into the process that holds the key, or take other random numbers. Nothing of ours
/// needs them.
fn loads_cryptography(name: &str) -> bool {
    matches!(name, "OPENSSL_CONF" | "OPENSSL_MODULES" | "OPENSSL_ENGINES")
}

/// Asks WebKitGTK for its sandbox before it makes a process; nothing in its interface can do so in time.
const SANDBOX: &str = "WEBKIT_FORCE_SANDBOX";

/// Variables by which libraries that are not ours are loaded into a program.
const LOADERS: [&str; 10] = [
    "LD_PRELOAD",
    "LD_AUDIT",
    "LD_LIBRARY_PATH",
    "GTK_MODULES",
    "GTK_PATH",
    "GIO_EXTRA_MODULES",
    "GIO_MODULE_DIR",
    "GDK_PIXBUF_MODULE_FILE",
    "GTK_IM_MODULE_FILE",
    "GCONV_PATH",
];

/// The variables that are set and load libraries from elsewhere into this process or the web view. They are left
/// alone, because graphics drivers and input methods use them; whoever can set them runs programs as this user anyway.
pub fn foreign_code() -> Vec<&'static str> {
    LOADERS.into_iter().filter(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())).collect()
}

/// Takes away what must not decide. Only while no other thread runs.
pub(crate) fn forget(role: Role) {
    for (name, value) in system::as_before() {
        set(OsStr::new(&name), value);
    }
    let names = std::env::vars_os().map(|(name, _)| name);
    let unwanted = names.filter(|name| {
        let name = name.to_string_lossy();
        weakens(&name) || loads_cryptography(&name) || (role != Role::DrivenWindow && attaches(&name))
    });
    for name in unwanted.collect::<Vec<_>>() {
        set(&name, None);
    }
}

/// Turns the web view's sandbox on. Only while no other thread runs.
pub(crate) fn ask_for_sandbox() {
    set(OsStr::new(SANDBOX), Some("1".into()));
}

/// Sets a variable, or takes it away.
fn set(name: &OsStr, value: Option<OsString>) {
    // SAFETY: `enter` is called before any thread is started, so nothing reads the environment meanwhile.
    #[allow(unsafe_code, reason = "the environment can be changed in no other way")]
    unsafe {
        match value {
            Some(value) => std::env::set_var(name, value),
            None => std::env::remove_var(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_known_by_what_they_do() {
        for name in ["TAURI_WEBVIEW_AUTOMATION", "WEBKIT_INSPECTOR_SERVER", "WEBKIT_INSPECTOR_HTTP_SERVER"] {
            assert!(attaches(name), "{name}");
        }
        for name in [
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS",
            "JSC_dumpOptions",
            "G_MESSAGES_DEBUG",
            "GST_DEBUG_FILE",
        ] {
            assert!(weakens(name), "{name}");
        }
        for name in [
            "PATH",
            "DISPLAY",
            "HELDBY_VAULT",
            "XDG_DATA_HOME",
            "WEBKIT_DISABLE_DMABUF_RENDERER",
            "WEBKIT_DISABLE_COMPOSITING_MODE",
            "LD_LIBRARY_PATH",
        ] {
            assert!(!attaches(name) && !weakens(name), "{name}");
        }
    }
}
