//! Linux: seccomp, Landlock, and what `/proc` tells.

mod attempt;
mod filter;
mod proc;
mod sandbox;
mod tcp;
mod wiping;

use crate::{Confinement, Layer, Role};
use filter::Family;

pub(crate) use attempt::attempt;
pub(crate) use proc::{named, observe, processes};
pub(crate) use wiping::{as_before, begin_again};

/// Puts every layer in force that the role asks for and the kernel has.
pub(crate) fn confine(role: Role) -> Confinement {
    let wiping = match role {
        Role::CommandLine => Layer::LeftOut,
        // While this process may still look at its own memory as any other does.
        Role::Window | Role::DrivenWindow => wiping::tried(),
    };
    // The filter needs it too; it is worth having without one.
    let _ = rustix::thread::set_no_new_privs(true);
    let (filter, tcp, sandbox) = match role {
        Role::CommandLine => (filter::install(&[Family::Unix]), tcp::refuse(), Layer::LeftOut),
        Role::Window => {
            // Bubblewrap asks over netlink for a loopback interface in the page's empty network.
            let wide = filter::install(&[Family::Unix, Family::Route]);
            let tcp = tcp::refuse();
            match sandbox::try_out() {
                Layer::Enforced => (wide, tcp, Layer::Enforced),
                none => (filter::install(&[Family::Unix]), tcp, none),
            }
        }
        Role::DrivenWindow => {
            let filter = filter::install(&[Family::Unix, Family::Route, Family::V4, Family::V6]);
            // The sandbox has a network of its own, where the page's process finds no WebDriver.
            (filter, Layer::LeftOut, Layer::LeftOut)
        }
    };
    Confinement { role, filter, tcp, sandbox, wiping, attempts: Vec::new() }
}
