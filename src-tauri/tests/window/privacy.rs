//! The privacy proof on the screen, and the words above everything else when the kernel refuses.

use crate::{
    household::create_vault,
    page::{Page, at},
    stage::Stage,
};

/// The build under test leaves the internet open for its WebDriver, and says so; the rest of the proof is as it ships.
#[test]
fn the_proof_is_in_the_settings() {
    let stage = Stage::set();
    let page = stage.open_app(&stage.home().vault());
    create_vault(&page);
    page.sees_no(&at("offline-warning"));
    open_proof(&page);
    page.sees(&at("privacy").with("data-offline", "test_build"));
    for measure in ["filter", "privileges", "memory", "core", "wiping", "swap"] {
        page.sees(&at("measure").with("data-measure", measure).with("data-state", "on"));
    }
    page.sees(&at("attempt").with("data-attempt", "tcp_v4").with("data-outcome", "allowed"));
    for attempt in ["packet", "io_uring", "vsock"] {
        page.sees(&at("attempt").with("data-attempt", attempt).with("data-outcome", "refused"));
    }
    for name in ["heldby-desktop", "WebKitWebProces", "WebKitNetworkPr"] {
        page.sees(&at("process").with("data-name", name).with("data-filtered", "true"));
    }
    page.sees(&at("stays-open"));
    page.sees(&at("own-check"));
    page.picture("privacy-proof");
    page.click(&at("privacy-again"));
    page.sees(&at("privacy").with("data-offline", "test_build"));
    page.close();
}

/// A kernel without seccomp and Landlock, as `strace` makes believe.
#[test]
fn a_kernel_that_refuses_is_told_above_everything() {
    let stage = Stage::set();
    let old = "inject=seccomp,landlock_create_ruleset:error=ENOSYS";
    let strace = [
        "-f",
        "-qq",
        "--seccomp-bpf",
        "-o",
        "/dev/null",
        "-e",
        "trace=seccomp,landlock_create_ruleset",
        "-e",
        old,
    ];
    let page = stage.open_app_under("strace", &strace, &stage.home().vault());
    let warning = at("offline-warning").showing("does not keep Heldby off the network");
    page.sees(&warning);
    page.picture("offline-warning-gate");
    create_vault(&page);
    page.sees(&warning);
    open_proof(&page);
    page.sees(&at("privacy").with("data-offline", "open"));
    page.sees(&at("measure").with("data-measure", "filter").with("data-state", "off"));
    page.fits("offline-warning");
    page.picture("offline-warning");
    page.press_control("l");
    page.sees(&at("unlock-passphrase"));
    page.sees(&warning);
    page.close();
}

fn open_proof(page: &Page) {
    page.click(&at("nav-settings"));
    page.sees(&at("privacy-summary"));
    page.outcome("document.getElementById('set-privacy').scrollIntoView()");
}
