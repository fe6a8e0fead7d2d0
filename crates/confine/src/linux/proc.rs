//! What `/proc` tells of processes. All of it is read anew whenever somebody asks.

use crate::{Observed, Process};
use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
use std::collections::{BTreeMap, HashSet};
use std::{fs, io::ErrorKind, path::Path};

/// The tables of internet sockets, one line each with the number of the socket's inode in the tenth column.
const TABLES: [&str; 8] = ["tcp", "tcp6", "udp", "udp6", "raw", "raw6", "icmp", "icmp6"];

pub(crate) fn observe() -> Observed {
    let pid = std::process::id();
    let status = Status::read(pid).unwrap_or_default();
    Observed {
        pid,
        filtered: status.filtered(),
        filters: status.number("Seccomp_filters"),
        no_new_privileges: status.no_new_privileges(),
        readable_by_others: dumpable_behavior().ok().map(|is| is != DumpableBehavior::NotDumpable),
        may_dump_core: Some(getrlimit(Resource::Core).current != Some(0)),
        locked_kib: status.number("VmLck"),
        lock_limit: Some(getrlimit(Resource::Memlock).current),
    }
}

pub(crate) fn processes(root: u32) -> Vec<Process> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut statuses = BTreeMap::new();
    for pid in all() {
        // A process that ended meanwhile is no longer there to tell.
        let Some(status) = Status::read(pid) else { continue };
        children.entry(status.number("PPid").unwrap_or(0)).or_default().push(pid);
        statuses.insert(pid, status);
    }
    let mut found = Vec::new();
    let mut next = vec![root];
    while let Some(pid) = next.pop() {
        if let Some(status) = statuses.get(&pid) {
            found.push(describe(pid, status));
        }
        next.extend(children.get(&pid).into_iter().flatten().rev());
    }
    found
}

pub(crate) fn named(name: &str) -> Vec<u32> {
    let is = |pid: &u32| Status::read(*pid).is_some_and(|status| status.text("Name") == Some(name));
    all().into_iter().filter(is).collect()
}

fn all() -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

fn describe(pid: u32, status: &Status) -> Process {
    Process {
        pid,
        name: status.text("Name").unwrap_or_default().to_owned(),
        filtered: status.filtered(),
        no_new_privileges: status.no_new_privileges(),
        own_network: own_network(pid),
        internet_sockets: internet_sockets(pid),
    }
}

/// Whether the process is in another network than we are.
fn own_network(pid: u32) -> Option<bool> {
    let network = |of: &str| fs::read_link(format!("/proc/{of}/ns/net")).ok();
    Some(network(&pid.to_string())? != network("self")?)
}

/// How many of the files that a process has open are internet sockets of its network.
fn internet_sockets(pid: u32) -> Option<usize> {
    let mut open = HashSet::new();
    for entry in fs::read_dir(format!("/proc/{pid}/fd")).ok()?.flatten() {
        match fs::read_link(entry.path()) {
            Ok(link) => open.extend(inode(&link)),
            // Closed meanwhile.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            // Of a process that we may not look into, the number of files is told and no more.
            Err(_) => return None,
        }
    }
    let mut count = 0;
    for table in TABLES {
        // A kernel without IPv6 has no table for it.
        let Ok(lines) = fs::read_to_string(format!("/proc/{pid}/net/{table}")) else { continue };
        let inodes = lines.lines().skip(1).filter_map(|line| line.split_ascii_whitespace().nth(9));
        count += inodes.filter(|inode| open.contains(*inode)).count();
    }
    Some(count)
}

/// The number in `socket:[number]`.
fn inode(link: &Path) -> Option<String> {
    Some(link.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned())
}

/// `/proc/PID/status`.
#[derive(Default)]
struct Status(String);

impl Status {
    fn read(pid: u32) -> Option<Self> {
        fs::read_to_string(format!("/proc/{pid}/status")).ok().map(Self)
    }

    fn text(&self, field: &str) -> Option<&str> {
        let value = self.0.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
        Some(value.trim())
    }

    /// The first number of a field, without its unit.
    fn number<T: std::str::FromStr>(&self, field: &str) -> Option<T> {
        self.text(field)?.split_ascii_whitespace().next()?.parse().ok()
    }

    /// Mode 2 is a filter; 1 is the strict mode of old, which we never ask for.
    fn filtered(&self) -> Option<bool> {
        self.number::<u8>("Seccomp").map(|mode| mode == 2)
    }

    fn no_new_privileges(&self) -> Option<bool> {
        self.number::<u8>("NoNewPrivs").map(|set| set == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_field_by_field() {
        let status = Status("Name:\tWebKitWebProces\nPPid:\t7\nVmLck:\t      64 kB\nNoNewPrivs:\t1\nSeccomp:\t2\nSeccomp_filters:\t3\n".to_owned());
        assert_eq!(status.text("Name"), Some("WebKitWebProces"));
        assert_eq!((status.number("VmLck"), status.number("PPid")), (Some(64u64), Some(7u64)));
        assert_eq!((status.filtered(), status.no_new_privileges()), (Some(true), Some(true)));
        assert_eq!(status.number::<u32>("Seccomp_filters"), Some(3));
        assert_eq!((status.text("Absent"), Status(String::new()).filtered()), (None, None));
    }

    #[test]
    fn children_come_after_their_parent() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let found = processes(std::process::id());
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(found[0].pid, std::process::id());
        assert!(found.iter().skip(1).any(|process| process.pid == child.id()), "{found:?}");
    }
}
