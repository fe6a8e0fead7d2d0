//! That open internet sockets are seen. On its own: other tests in the same process would open some too.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![cfg(target_os = "linux")]

use heldby_confine::processes;
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::os::unix::net::UnixDatagram;

#[test]
fn internet_sockets_are_counted_and_local_ones_are_not() {
    let mine = || processes(std::process::id())[0].internet_sockets.unwrap();
    let _local = UnixDatagram::unbound().unwrap();
    assert_eq!(mine(), 0);
    let _tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let _udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    assert_eq!(mine(), 2);
}
