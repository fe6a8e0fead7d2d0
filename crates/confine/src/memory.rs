//! Keeping this process's memory from others and off the disk.

/// No core file, inherited by what this process starts; and on Linux, where it can be asked for, no other program of
/// the user may trace this process or read its memory.
///
/// Neither can fail for a process that only lowers what it may do. If a system refuses all the same, the vault is
/// still encrypted and the person still wants to reach it; [`observe`](crate::observe) tells what came of it.
pub(crate) fn forbid_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
