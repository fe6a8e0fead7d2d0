//! What the kernel says about a process and all that come from it. Read here anew, and not by the code under test.

use std::{collections::HashSet, fs};

/// A process.
pub struct Member {
    /// Its number.
    pub pid: u32,
    /// `/proc/PID/status`.
    pub status: String,
}

impl Member {
    /// A field of its status; empty when there is none.
    pub fn field(&self, name: &str) -> &str {
        let value = self.status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        value.unwrap_or_default().trim()
    }

    /// How many of its open files are internet sockets; `None` when the kernel keeps that from us.
    pub fn internet_sockets(&self) -> Option<usize> {
        let links = fs::read_dir(format!("/proc/{}/fd", self.pid)).ok()?.flatten();
        let links = links.filter_map(|entry| fs::read_link(entry.path()).ok());
        let open: HashSet<String> = links.map(|link| link.to_string_lossy().into_owned()).collect();
        let tables = ["tcp", "tcp6", "udp", "udp6", "raw", "raw6", "packet", "icmp"];
        let lines = tables.map(|table| fs::read_to_string(format!("/proc/{}/net/{table}", self.pid)).ok());
        let inodes = lines.iter().flatten().flat_map(|text| text.lines().skip(1)).filter_map(|line| {
            // The inode is the tenth column, of packet sockets the ninth.
            let columns: Vec<_> = line.split_ascii_whitespace().collect();
            columns.get(if columns.len() > 9 { 9 } else { 8 }).map(|inode| format!("socket:[{inode}]"))
        });
        Some(inodes.filter(|inode| open.contains(inode)).count())
    }
}

/// The process `root` and all that come from it.
pub fn tree(root: u32) -> Vec<Member> {
    let numbers = fs::read_dir("/proc").expect("/proc is there").flatten();
    let numbers = numbers.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let everybody: Vec<Member> = numbers
        .filter_map(|pid: u32| {
            Some(Member { pid, status: fs::read_to_string(format!("/proc/{pid}/status")).ok()? })
        })
        .collect();
    let mut ours = HashSet::from([root]);
    // A child may have a smaller number than its parent: until no round finds more.
    loop {
        let before = ours.len();
        for member in &everybody {
            if member.field("PPid").parse().is_ok_and(|parent: u32| ours.contains(&parent)) {
                ours.insert(member.pid);
            }
        }
        if ours.len() == before {
            break;
        }
    }
    everybody.into_iter().filter(|member| ours.contains(&member.pid)).collect()
}
