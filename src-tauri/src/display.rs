//! A display that is reached over the network, which this program is kept off.

use std::env;

/// Words for a person whose display is on another machine, or forwarded from one (`ssh -X`): the window cannot open
/// there. `None` where it can.
pub fn out_of_reach() -> Option<&'static str> {
    let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
    let wayland = set("WAYLAND_DISPLAY").is_some();
    (cfg!(target_os = "linux") && !wayland && set("DISPLAY").is_some_and(|display| is_remote(&display))).then_some(
        "The display of this session is reached over the network, and Heldby gives up the network before it starts.\n\
         Open the window on the computer's own screen. The command `heldby` works here without one.",
    )
}

/// Whether an X display has a host: `host:10.0` and `tcp/host:10`, but neither `:0` nor `unix:0` nor a path.
fn is_remote(display: &str) -> bool {
    let host = display.rsplit_once(':').map_or("", |(host, _)| host);
    !(host.is_empty() || host == "unix" || host.starts_with("unix/") || host.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displays_are_near_or_far() {
        for near in
            [":0", ":10.0", "unix:0", "unix/host:0", "/private/tmp/launch/org.xquartz:0", "", "nonsense"]
        {
            assert!(!is_remote(near), "{near}");
        }
        for far in ["localhost:10.0", "192.0.2.1:0", "host.example:0", "tcp/host:0", "[2001:db8::1]:0"] {
            assert!(is_remote(far), "{far}");
        }
    }
}
