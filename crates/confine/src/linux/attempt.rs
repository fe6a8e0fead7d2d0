//! The attempts, one system call each.

use crate::{Answer, What};
use rustix::{
    io::Errno,
    net::{
        AddressFamily, Protocol, SocketFlags, SocketType, addr::SocketAddrArg, bind, ipproto, socket_with,
    },
};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddrV4, SocketAddrV6};

pub(crate) fn attempt(what: What) -> Answer {
    match what {
        What::Local => socket(AddressFamily::UNIX, SocketType::STREAM, None),
        What::TcpV4 => tcp(AddressFamily::INET, &SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0)),
        What::TcpV6 => tcp(AddressFamily::INET6, &SocketAddrV6::new(Ipv6Addr::LOCALHOST, 0, 0, 0)),
        What::UdpV4 => socket(AddressFamily::INET, SocketType::DGRAM, None),
        What::UdpV6 => socket(AddressFamily::INET6, SocketType::DGRAM, None),
        What::Ping => socket(AddressFamily::INET, SocketType::DGRAM, Some(ipproto::ICMP)),
        What::Raw => socket(AddressFamily::INET, SocketType::RAW, Some(ipproto::RAW)),
        What::Packet => socket(AddressFamily::PACKET, SocketType::DGRAM, None),
        What::Vsock => socket(AddressFamily::VSOCK, SocketType::STREAM, None),
        What::Bluetooth => socket(AddressFamily::BLUETOOTH, SocketType::RAW, None),
        // Protocol 0 is the list of interfaces and routes.
        What::Netlink => socket(AddressFamily::NETLINK, SocketType::RAW, None),
        What::IoUring => io_uring(),
        What::TcpForeign => x32(),
    }
}

fn socket(family: AddressFamily, kind: SocketType, protocol: Option<Protocol>) -> Answer {
    match socket_with(family, kind, SocketFlags::CLOEXEC, protocol) {
        Ok(_closed_at_once) => Answer::Allowed,
        Err(error) => Answer::Refused(error.raw_os_error()),
    }
}

/// A socket is refused by the filter, its use by the rules for TCP. A free port of this machine is taken for a moment;
/// where there is none for other reasons, such as no IPv6, nothing refused it.
fn tcp(family: AddressFamily, here: &impl SocketAddrArg) -> Answer {
    match socket_with(family, SocketType::STREAM, SocketFlags::CLOEXEC, None).map(|made| bind(made, here)) {
        Err(error) | Ok(Err(error @ Errno::ACCESS)) => Answer::Refused(error.raw_os_error()),
        Ok(_) => Answer::Allowed,
    }
}

/// Asks for a ring without saying where its parameters are. A kernel that hands out rings complains about that.
fn io_uring() -> Answer {
    match call(libc::SYS_io_uring_setup, [1, 0, 0]) {
        Err(Errno::FAULT | Errno::INVAL) => Answer::Allowed,
        Err(error) => Answer::Refused(error.raw_os_error()),
        Ok(_) => Answer::Allowed,
    }
}

/// `socket` by its number in x32, which reaches a 64-bit kernel past a filter that does not look for it.
#[cfg(target_arch = "x86_64")]
fn x32() -> Answer {
    use std::os::fd::{FromRawFd, OwnedFd, RawFd};

    let number = 0x4000_0000 | libc::SYS_socket;
    let flags = libc::SOCK_STREAM | libc::SOCK_CLOEXEC;
    match call(number, [libc::AF_INET.into(), flags.into(), 0]) {
        Ok(made) => {
            // SAFETY: the kernel has just made this descriptor for us; nothing else knows it.
            #[allow(unsafe_code, reason = "to close a socket that no library made")]
            drop(unsafe { OwnedFd::from_raw_fd(made as RawFd) });
            Answer::Allowed
        }
        Err(error) => Answer::Refused(error.raw_os_error()),
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn x32() -> Answer {
    Answer::NotTried
}

/// A system call whose arguments are numbers.
fn call(number: libc::c_long, arguments: [libc::c_long; 3]) -> Result<libc::c_long, Errno> {
    // SAFETY: no argument is an address of ours: the kernel reads and writes none of our memory.
    #[allow(
        unsafe_code,
        reason = "no library offers these calls without their arguments or by these numbers"
    )]
    let answer = unsafe { libc::syscall(number, arguments[0], arguments[1], arguments[2]) };
    match answer {
        -1 => Err(Errno::from_io_error(&std::io::Error::last_os_error()).unwrap_or(Errno::NOSYS)),
        made => Ok(made),
    }
}
