//! What this process refuses for itself before it holds a secret.

/// Keeps other programs of the same user from reading our memory, crashes from writing it to disk, and a
/// debugger of the web view from attaching.
///
/// Call it first in `main`: it changes the environment, which is sound only while no other thread runs.
pub fn harden() {
    #[cfg(not(feature = "e2e"))]
    forget_remote_control();
    #[cfg(target_os = "linux")]
    forbid_dumps();
}

/// Variables through which a WebDriver or a remote inspector would attach to the web view and read the window.
#[cfg(not(feature = "e2e"))]
fn forget_remote_control() {
    let names = std::env::vars_os().map(|(name, _)| name);
    let remote = names.filter(|name| is_remote_control(&name.to_string_lossy()));
    for name in remote.collect::<Vec<_>>() {
        // SAFETY: `main` calls this before it starts a thread, so nothing else reads the environment meanwhile.
        #[allow(unsafe_code, reason = "the environment can be changed in no other way")]
        unsafe {
            std::env::remove_var(name);
        }
    }
}

#[cfg(any(test, not(feature = "e2e")))]
fn is_remote_control(name: &str) -> bool {
    matches!(name, "TAURI_WEBVIEW_AUTOMATION" | "TAURI_AUTOMATION") || name.starts_with("WEBKIT_INSPECTOR_")
}

/// `PR_SET_DUMPABLE = 0`: no other process of the user may trace us or read our memory. `RLIMIT_CORE = 0`: no core
/// file; the web view's processes inherit it.
#[cfg(target_os = "linux")]
fn forbid_dumps() {
    use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

    // Neither can fail for an unprivileged process that only lowers what it may do. If a kernel refuses all the
    // same, the vault is still encrypted and the person still wants to reach it: say so and go on.
    if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
        eprintln!("This system does not keep other programs from reading Heldby's memory: {error}.");
    }
    if let Err(error) = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }) {
        eprintln!("This system may write Heldby's memory to disk after a crash: {error}.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remote_control_is_known_by_its_variables() {
        for name in ["TAURI_WEBVIEW_AUTOMATION", "WEBKIT_INSPECTOR_SERVER", "WEBKIT_INSPECTOR_HTTP_SERVER"] {
            assert!(is_remote_control(name), "{name}");
        }
        for name in ["PATH", "DISPLAY", "HELDBY_VAULT", "XDG_DATA_HOME"] {
            assert!(!is_remote_control(name), "{name}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_hardened_process_leaves_no_core_and_is_not_traced() {
        use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

        forbid_dumps();
        assert_eq!(dumpable_behavior().ok(), Some(DumpableBehavior::NotDumpable));
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
    }
}
