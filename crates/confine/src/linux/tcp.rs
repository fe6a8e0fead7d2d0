//! Landlock's rules for TCP: a second layer of another make, which also looks at sockets that came from elsewhere.

use crate::Layer;
use landlock::{
    ABI, Access, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetError, RulesetStatus,
};

/// Refuses to bind or connect any TCP socket, by this thread and all that it starts. Linux 6.7 and later; other
/// protocols are not Landlock's business.
pub fn refuse() -> Layer {
    match restrict() {
        Ok(RulesetStatus::FullyEnforced) => Layer::Enforced,
        Ok(RulesetStatus::PartiallyEnforced | RulesetStatus::NotEnforced) => Layer::Absent,
        Err(error) => Layer::Refused(error.to_string()),
    }
}

fn restrict() -> Result<RulesetStatus, RulesetError> {
    // No rule allows a port, so none is.
    let rules = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessNet::from_all(ABI::V4))?
        .create()?;
    Ok(rules.restrict_self()?.ruleset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind;
    use std::net::{Ipv4Addr, TcpListener, TcpStream};

    /// Rules bind the thread that makes them: the test gives one away.
    #[test]
    fn tcp_is_refused_where_the_kernel_has_rules_for_it() {
        let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = server.local_addr().unwrap();
        assert!(TcpStream::connect(address).is_ok(), "a connection is possible before");
        let (layer, connected, bound) = std::thread::spawn(move || {
            let layer = refuse();
            let connected = TcpStream::connect(address).map(drop).map_err(|e| e.kind());
            (layer, connected, TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map(drop).map_err(|e| e.kind()))
        })
        .join()
        .unwrap();
        match layer {
            Layer::Enforced => {
                assert_eq!(connected, Err(ErrorKind::PermissionDenied));
                assert_eq!(bound, Err(ErrorKind::PermissionDenied));
            }
            // An older kernel, or one built without it: nothing is claimed, and nothing is refused.
            Layer::Absent => assert_eq!((connected, bound), (Ok(()), Ok(()))),
            other => panic!("{other:?}"),
        }
    }
}
