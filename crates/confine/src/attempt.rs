//! Trying what must not work.

use crate::system;

/// Something that a process may try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// A local socket. Stays open: it shows that a refusal of the others is no accident.
    Local,
    /// A TCP socket over IPv4 with a port of this machine.
    TcpV4,
    /// A TCP socket over IPv6, likewise.
    TcpV6,
    /// A UDP socket over IPv4, as DNS and WebRTC use it.
    UdpV4,
    /// A UDP socket over IPv6.
    UdpV6,
    /// A socket for `ping`.
    Ping,
    /// A raw IPv4 socket, with headers of one's own.
    Raw,
    /// A packet socket, below IP.
    Packet,
    /// A socket to the host of a virtual machine.
    Vsock,
    /// A Bluetooth socket.
    Bluetooth,
    /// A TCP socket through the x32 way of calling the kernel.
    TcpForeign,
    /// `io_uring`, which makes sockets without the system call for it.
    IoUring,
    /// A netlink socket: it reads the list of network interfaces and sends nothing out.
    Netlink,
}

impl What {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 13] = [
        Self::TcpV4,
        Self::TcpV6,
        Self::UdpV4,
        Self::UdpV6,
        Self::Ping,
        Self::Raw,
        Self::Packet,
        Self::Vsock,
        Self::Bluetooth,
        Self::TcpForeign,
        Self::IoUring,
        Self::Netlink,
        Self::Local,
    ];

    /// Whether success would be a way off this machine.
    pub fn leads_out(self) -> bool {
        !matches!(self, Self::Local | Self::Netlink)
    }
}

/// What the system answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It worked. Whatever was made is closed already; nothing was sent.
    Allowed,
    /// Refused, with this error number of the system.
    Refused(i32),
    /// There is no such thing to try on this system.
    NotTried,
}

/// One attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// What was tried.
    pub what: What,
    /// What the system answered.
    pub answer: Answer,
}

impl Attempt {
    /// Whether the system refused. An attempt that was not made refuses nothing.
    pub fn is_refused(&self) -> bool {
        matches!(self.answer, Answer::Refused(_))
    }
}

/// Tries each of [`What::ALL`] now. Opens and closes sockets at most; nothing is sent, to this machine or another.
pub fn attempts() -> Vec<Attempt> {
    What::ALL.map(|what| Attempt { what, answer: system::attempt(what) }).to_vec()
}
