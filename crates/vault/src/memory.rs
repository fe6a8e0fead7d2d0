//! How much memory there is to be had.

/// MiB that a program can use now, swap included; `None` where the system does not say.
pub fn available() -> Option<u64> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    // In a container without it, or under another kernel, the allocation itself has to say no.
    parse(&std::fs::read_to_string("/proc/meminfo").ok()?)
}

fn parse(meminfo: &str) -> Option<u64> {
    let kibibytes = |name: &str| -> Option<u64> {
        let line = meminfo.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        line.trim().strip_suffix(" kB")?.trim().parse().ok()
    };
    Some((kibibytes("MemAvailable")? + kibibytes("SwapFree").unwrap_or(0)) / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_kernel_says_is_read() {
        let text = "MemTotal:         507904 kB\nMemFree:           12000 kB\nMemAvailable:     204800 kB\n\
                    SwapTotal:       1048572 kB\nSwapFree:         102400 kB\n";
        assert_eq!(parse(text), Some(300));
        assert_eq!(parse("MemTotal: 1 kB\nMemAvailable: 2048 kB\n"), Some(2));
        for strange in ["", "MemAvailable: many kB\n", "MemAvailable: 5\n"] {
            assert_eq!(parse(strange), None, "{strange:?}");
        }
        #[cfg(target_os = "linux")]
        assert!(available().is_some_and(|mebibytes| mebibytes > 1));
    }
}
