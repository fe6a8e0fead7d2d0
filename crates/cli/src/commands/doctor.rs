//! `heldby doctor`: what the system keeps from this program.

use crate::exit::Stop;
use crate::print;
use heldby_app::{Session, privacy, wire::OfflineWord};

/// The exit code when the system was asked to keep Heldby off the network and does not.
const OPEN: u8 = 1;

/// `heldby doctor`
pub fn doctor(session: &Session, json: bool) -> Result<(), Stop> {
    let report = privacy::report(session);
    if json {
        print::json(&report)?
    } else {
        print::privacy::report(&report)?
    }
    match report.offline {
        OfflineWord::Open | OfflineWord::TcpOnly => Err(Stop::Code(OPEN)),
        // Where there is nothing to ask, nothing was refused.
        OfflineWord::Enforced | OfflineWord::TestBuild | OfflineWord::Absent => Ok(()),
    }
}
