//! A message bus of a test's own, with a login service and a screen saver on it that say what the test wants.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    os::{fd::OwnedFd, unix::net::UnixStream},
    process::{Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use zbus::{
    blocking::{Connection, connection::Builder},
    zvariant::{OwnedFd as WireFd, OwnedObjectPath, Value},
};

use super::Program;

const LOGIND: &str = "org.freedesktop.login1";
const LOGIND_PATH: &str = "/org/freedesktop/login1";

/// The session that the app of the test belongs to, as the fake login service says.
pub const OWN_SESSION: &str = "/org/freedesktop/login1/session/_31";

/// A bus that ends when dropped.
pub struct Bus {
    _daemon: Program,
    address: String,
    _folder: tempfile::TempDir,
}

impl Bus {
    /// Starts a bus that nobody else knows and that starts no services.
    ///
    /// # Panics
    /// When `dbus-daemon` is missing or does not start; this holds for everything here.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let settings = folder.path().join("bus.conf");
        let text = format!(
            "<busconfig><type>session</type><listen>unix:dir={}</listen><auth>EXTERNAL</auth>\
             <policy context=\"default\"><allow send_destination=\"*\"/><allow receive_sender=\"*\"/>\
             <allow own=\"*\"/></policy></busconfig>",
            folder.path().display()
        );
        fs::write(&settings, text).expect("a temporary file");
        let mut daemon = Program::start(
            Command::new("dbus-daemon")
                .arg("--config-file")
                .arg(&settings)
                .args(["--nofork", "--nosyslog", "--nopidfile", "--print-address=1"])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                // It may not raise its limits in a container, and says so each time.
                .stderr(Stdio::null()),
        );
        let out = daemon.child().stdout.take().expect("its output is piped");
        let mut address = String::new();
        BufReader::new(out).read_line(&mut address).expect("the bus tells its address");
        assert!(!address.trim().is_empty(), "the bus ended before it had an address");
        Self { _daemon: daemon, address: address.trim().to_owned(), _folder: folder }
    }

    /// For `DBUS_SYSTEM_BUS_ADDRESS` and `DBUS_SESSION_BUS_ADDRESS`.
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// A login service as far as Heldby asks it.
pub struct Login {
    connection: Connection,
    holds: Arc<Mutex<Vec<UnixStream>>>,
}

struct Manager(Arc<Mutex<Vec<UnixStream>>>);

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> zbus::fdo::Result<WireFd> {
        if (what, who, mode) != ("sleep", "Heldby", "delay") || why.is_empty() {
            return Err(zbus::fdo::Error::InvalidArgs(format!("{what} {who} {mode}")));
        }
        let (ours, theirs) =
            UnixStream::pair().map_err(|error| zbus::fdo::Error::IOError(error.to_string()))?;
        self.0.lock().expect("no test panics while it holds this").push(ours);
        Ok(WireFd::from(OwnedFd::from(theirs)))
    }

    fn get_session(&self, _name: &str) -> OwnedObjectPath {
        OwnedObjectPath::try_from(OWN_SESSION).expect("a path")
    }
}

impl Login {
    /// Puts the service on the bus.
    pub fn on(bus: &Bus) -> Self {
        let holds = Arc::default();
        let connection = Builder::address(bus.address())
            .and_then(|builder| builder.serve_at(LOGIND_PATH, Manager(Arc::clone(&holds))))
            .and_then(|builder| builder.name(LOGIND))
            .and_then(Builder::build)
            .expect("the bus takes the service");
        Self { connection, holds }
    }

    /// Says that the machine is about to sleep, or that it woke up.
    pub fn say_sleep(&self, begins: bool) {
        self.say(LOGIND_PATH, "org.freedesktop.login1.Manager", "PrepareForSleep", &(begins,));
    }

    /// Says that a session is to be locked.
    pub fn say_lock(&self, session: &str) {
        self.say(session, "org.freedesktop.login1.Session", "Lock", &());
    }

    /// Says that a session's property changed.
    pub fn say_hint(&self, session: &str, property: &str, value: bool) {
        let changed = std::collections::HashMap::from([(property, Value::Bool(value))]);
        let body = ("org.freedesktop.login1.Session", changed, Vec::<&str>::new());
        self.say(session, "org.freedesktop.DBus.Properties", "PropertiesChanged", &body);
    }

    /// How many times somebody asked to be waited for.
    pub fn holds(&self) -> usize {
        self.holds.lock().expect("no test panics while it holds this").len()
    }

    /// Whether the latest of them is still held, which is what a real service waits for.
    pub fn is_held(&self) -> bool {
        let holds = self.holds.lock().expect("no test panics while it holds this");
        let mut latest = holds.last().expect("somebody asked to be waited for");
        latest.set_nonblocking(true).expect("a socket can be asked without waiting");
        !matches!(latest.read(&mut [0]), Ok(0))
    }

    fn say<B: serde::Serialize + zbus::zvariant::DynamicType>(
        &self,
        path: &str,
        interface: &str,
        member: &str,
        body: &B,
    ) {
        self.connection
            .emit_signal(None::<&str>, path, interface, member, body)
            .expect("the bus takes a signal");
    }
}

/// A screen saver under one of the names that desktops use.
pub struct ScreenSaver {
    connection: Connection,
    name: String,
}

impl ScreenSaver {
    /// Puts it on the bus.
    pub fn on(bus: &Bus, name: &str) -> Self {
        let connection = Builder::address(bus.address())
            .and_then(|builder| builder.name(name.to_owned()))
            .and_then(Builder::build)
            .expect("the bus takes the screen saver");
        Self { connection, name: name.to_owned() }
    }

    /// Says that it covers the screen, or no longer does.
    pub fn say_active(&self, active: bool) {
        self.connection
            .emit_signal(None::<&str>, "/ScreenSaver", self.name.as_str(), "ActiveChanged", &(active,))
            .expect("the bus takes a signal");
    }
}

/// How long a signal may take on a busy machine.
pub const SOON: Duration = Duration::from_secs(20);
