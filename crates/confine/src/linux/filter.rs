//! The filter for system calls.
//!
//! A refusal is an error number and not a kill: libraries ask for sockets that they can do without (GLib looks whether
//! there is a network), and go on when they get none.

use crate::Layer;

/// What a socket may be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Other programs on this machine.
    Unix,
    /// The kernel's list of network interfaces, over netlink.
    Route,
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

/// Refuses from now on, in this process and in all that it starts: sockets that are for none of `allowed`, `io_uring`,
/// reaching into other processes, and every system call of another architecture. A second call can only refuse more.
pub fn install(allowed: &[Family]) -> Layer {
    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64"))]
    {
        match native::programs(allowed).and_then(|programs| native::apply(&programs)) {
            Ok(()) => Layer::Enforced,
            Err(words) => Layer::Refused(words),
        }
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")))]
    {
        let _ = allowed;
        Layer::Absent
    }
}

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64"))]
mod native {
    use super::Family;
    use libc::c_long;
    use seccompiler::{
        BpfProgram, Error, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
        SeccompRule, TargetArch, sock_filter,
    };
    use std::collections::BTreeMap;

    /// How the kernel names our architecture in what it hands to a filter (`AUDIT_ARCH_*` of `linux/audit.h`: the
    /// machine number of ELF, 64 bits, little-endian), and how the library does.
    #[cfg(target_arch = "x86_64")]
    const NATIVE: (u32, TargetArch) = (libc::EM_X86_64 as u32 | 0xC000_0000, TargetArch::x86_64);
    #[cfg(target_arch = "aarch64")]
    const NATIVE: (u32, TargetArch) = (libc::EM_AARCH64 as u32 | 0xC000_0000, TargetArch::aarch64);
    #[cfg(target_arch = "riscv64")]
    const NATIVE: (u32, TargetArch) = (libc::EM_RISCV as u32 | 0xC000_0000, TargetArch::riscv64);

    /// The first of the numbers by which x32 calls a 64-bit kernel under the name of our own architecture.
    #[cfg(target_arch = "x86_64")]
    const X32: u32 = 0x4000_0000;

    /// Ways to a socket without `socket`, or to somebody else's.
    const ROUND_ABOUT: [c_long; 7] = [
        libc::SYS_io_uring_setup,
        libc::SYS_io_uring_enter,
        libc::SYS_io_uring_register,
        libc::SYS_pidfd_getfd,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
    ];

    /// Two programs, because each knows one error number only: no such address family, and not permitted.
    pub fn programs(allowed: &[Family]) -> Result<[BpfProgram; 2], String> {
        let mut sockets = BTreeMap::new();
        for call in [libc::SYS_socket, libc::SYS_socketpair] {
            sockets.insert(call, refused_sockets(allowed).map_err(words)?);
        }
        let round_about = ROUND_ABOUT.into_iter().map(|call| (call, Vec::new())).collect();
        Ok([compile(sockets, libc::EAFNOSUPPORT)?, compile(round_about, libc::EPERM)?])
    }

    /// One after the other: the kernel asks all of them and does what the strictest says.
    pub fn apply(programs: &[BpfProgram]) -> Result<(), String> {
        programs.iter().try_for_each(|program| seccompiler::apply_filter_all_threads(program)).map_err(|e| {
            match e {
                Error::Prctl(error) | Error::Seccomp(error) => error.to_string(),
                other => words(other),
            }
        })
    }

    /// Conditions, any of which refuses a socket.
    fn refused_sockets(allowed: &[Family]) -> Result<Vec<SeccompRule>, seccompiler::BackendError> {
        let argument =
            |index, is, value: i32| SeccompCondition::new(index, SeccompCmpArgLen::Dword, is, value as u64);
        let family = |family: &Family| match family {
            Family::Unix => libc::AF_UNIX,
            Family::Route => libc::AF_NETLINK,
            Family::V4 => libc::AF_INET,
            Family::V6 => libc::AF_INET6,
        };
        let none_of: Result<Vec<_>, _> =
            allowed.iter().map(|allowed| argument(0, SeccompCmpOp::Ne, family(allowed))).collect();
        let other_netlink = vec![
            argument(0, SeccompCmpOp::Eq, libc::AF_NETLINK)?,
            argument(2, SeccompCmpOp::Ne, libc::NETLINK_ROUTE)?,
        ];
        Ok(vec![SeccompRule::new(none_of?)?, SeccompRule::new(other_netlink)?])
    }

    fn compile(refused: BTreeMap<c_long, Vec<SeccompRule>>, error: i32) -> Result<BpfProgram, String> {
        let refusal = SeccompAction::Errno(error as u32);
        let filter = SeccompFilter::new(refused, SeccompAction::Allow, refusal, NATIVE.1).map_err(words)?;
        let program: BpfProgram = filter.try_into().map_err(words)?;
        Ok([native_only(), program].concat())
    }

    /// Answers every call of another architecture as a kernel does that has none. The library would kill the process
    /// for i386 and does not know x32; this runs before its part, which then never meets either.
    fn native_only() -> BpfProgram {
        let instruction = |code: u32, jt, jf, k| sock_filter { code: code as u16, jt, jf, k };
        let load = |offset| instruction(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, 0, offset);
        let refuse = || {
            let answer = libc::SECCOMP_RET_ERRNO | libc::ENOSYS as u32;
            instruction(libc::BPF_RET | libc::BPF_K, 0, 0, answer)
        };
        // `struct seccomp_data`: the number of the call, then the architecture, four bytes each.
        let mut program =
            vec![load(4), instruction(libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K, 1, 0, NATIVE.0), refuse()];
        #[cfg(target_arch = "x86_64")]
        program.extend([
            load(0),
            instruction(libc::BPF_JMP | libc::BPF_JGE | libc::BPF_K, 0, 1, X32),
            refuse(),
        ]);
        program
    }

    fn words(error: impl std::fmt::Display) -> String {
        error.to_string()
    }
}
