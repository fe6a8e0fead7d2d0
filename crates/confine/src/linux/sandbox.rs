//! Whether the web view's own sandbox works on this machine.
//!
//! WebKitGTK runs the page's process in bubblewrap when it is asked to. Where bubblewrap cannot make its namespaces (in
//! many containers, or where a distribution keeps them from users), the page would not start at all, so it is tried.

use crate::Layer;
use std::path::Path;
use std::process::{Command, Stdio};

/// Where WebKitGTK looks for them; the paths are compiled in by the distribution.
const BUBBLEWRAP: &str = "/usr/bin/bwrap";
const BUS_PROXY: &str = "/usr/bin/xdg-dbus-proxy";

/// Runs bubblewrap once as WebKitGTK will, and gives [`Layer::Enforced`] when that works.
pub fn try_out() -> Layer {
    if [BUBBLEWRAP, BUS_PROXY].iter().any(|program| !Path::new(program).exists()) {
        return Layer::Absent;
    }
    let sandboxed = Command::new(BUBBLEWRAP)
        .args(["--die-with-parent", "--unshare-pid", "--unshare-uts", "--unshare-net"])
        .args(["--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"])
        .args([BUBBLEWRAP, "--version"])
        .stdin(Stdio::null())
        .output();
    match sandboxed {
        Ok(output) if output.status.success() => Layer::Enforced,
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            Layer::Refused(said.lines().next().unwrap_or("bubblewrap failed").to_owned())
        }
        Err(error) => Layer::Refused(error.to_string()),
    }
}
