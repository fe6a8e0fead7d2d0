//! The two buses of a Linux desktop: logind on the system bus, the screen saver on the session bus.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use heldby_app::watch::Event;
use zbus::{
    Message,
    blocking::{Connection, MessageIterator, connection::Builder, fdo::DBusProxy},
    message::Type,
    names::BusName,
    zvariant::{OwnedFd, OwnedObjectPath, Value},
};

use super::Known;

const LOGIND: &str = "org.freedesktop.login1";
const LOGIND_PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// Screen savers that say `ActiveChanged(true)`. KDE and others speak under the first name.
const SCREEN_SAVERS: [&str; 5] = [
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
];

/// How long a call may take. A service that hangs is as good as none.
const PATIENCE: Duration = Duration::from_secs(5);

/// Runs a listener on a thread of its own. Without a bus there is nothing to hear, which is no mistake.
pub fn in_background(name: &'static str, listener: impl FnOnce() -> zbus::Result<()> + Send + 'static) {
    let started = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
        // How it ended is not the person's concern: `Known` says what is heard, and the settings show that.
        let _ended = listener();
    });
    if let Err(error) = started {
        eprintln!("Heldby cannot listen to the {name}: {error}. It still locks when it is not used.");
    }
}

/// Locks before sleep and with the session. Returns when the bus is gone.
///
/// # Errors
/// When there is no bus or it refuses the rules.
pub fn follow_system(bus: Builder<'_>, known: &Known, tell: &dyn Fn(Event)) -> zbus::Result<()> {
    let connection = bus.method_timeout(PATIENCE).build()?;
    let messages = MessageIterator::from(&connection);
    let daemon = DBusProxy::new(&connection)?;
    for rule in [
        format!("type='signal',sender='{LOGIND}',interface='{MANAGER}',member='PrepareForSleep'"),
        format!("type='signal',sender='{LOGIND}',interface='{SESSION}',member='Lock'"),
        format!("type='signal',sender='{LOGIND}',interface='{PROPERTIES}',arg0='{SESSION}'"),
        owner_rule(LOGIND),
    ] {
        daemon.add_match_rule(rule.as_str().try_into()?)?;
    }
    let _until_the_end = WhileListening(&[&known.sleep, &known.session]);
    let mut logind = Logind::find(&connection, known);
    for message in messages {
        let message = message?;
        match heard(&message).as_ref().map(|(interface, member)| (interface.as_str(), member.as_str())) {
            Some((MANAGER, "PrepareForSleep")) => {
                if says_yes(&message) {
                    tell(Event::Sleep);
                    // Now the machine may sleep.
                    logind.hold = None;
                } else {
                    logind.hold = hold_sleep(&connection);
                    known.sleep.store(logind.hold.is_some(), Ordering::Relaxed);
                }
            }
            Some((SESSION, "Lock")) if logind.is_ours(&message) => tell(Event::SessionLocked),
            Some((PROPERTIES, "PropertiesChanged")) if logind.is_ours(&message) && says_locked(&message) => {
                tell(Event::SessionLocked);
            }
            Some(("org.freedesktop.DBus", "NameOwnerChanged")) => logind = Logind::find(&connection, known),
            _ => {}
        }
    }
    Ok(())
}

/// Locks with the screen saver. Returns when the bus is gone.
///
/// # Errors
/// When there is no bus or it refuses the rules.
pub fn follow_session(bus: Builder<'_>, known: &Known, tell: &dyn Fn(Event)) -> zbus::Result<()> {
    let connection = bus.method_timeout(PATIENCE).build()?;
    let messages = MessageIterator::from(&connection);
    let daemon = DBusProxy::new(&connection)?;
    for name in SCREEN_SAVERS {
        let rule = format!("type='signal',interface='{name}',member='ActiveChanged'");
        daemon.add_match_rule(rule.as_str().try_into()?)?;
        daemon.add_match_rule(owner_rule(name).as_str().try_into()?)?;
    }
    let _until_the_end = WhileListening(&[&known.screen_saver]);
    let look = || {
        let there = SCREEN_SAVERS.iter().any(|name| has_owner(&daemon, name));
        known.screen_saver.store(there, Ordering::Relaxed);
    };
    look();
    for message in messages {
        let message = message?;
        match heard(&message).as_ref().map(|(interface, member)| (interface.as_str(), member.as_str())) {
            Some((saver, "ActiveChanged")) if SCREEN_SAVERS.contains(&saver) && says_yes(&message) => {
                tell(Event::ScreenSaver);
            }
            Some(("org.freedesktop.DBus", "NameOwnerChanged")) => look(),
            _ => {}
        }
    }
    Ok(())
}

/// What is known of logind and held of it.
struct Logind {
    /// While this is open, the machine waits before it sleeps, at most as long as logind allows (usually 5 s).
    hold: Option<OwnedFd>,
    /// The session that this program belongs to. If it cannot be told, every session counts: locking once too often
    /// is the smaller harm.
    session: Option<OwnedObjectPath>,
}

impl Logind {
    fn find(connection: &Connection, known: &Known) -> Self {
        let hold = hold_sleep(connection);
        let session = own_session(connection);
        known.sleep.store(hold.is_some(), Ordering::Relaxed);
        let there = DBusProxy::new(connection).is_ok_and(|daemon| has_owner(&daemon, LOGIND));
        known.session.store(there, Ordering::Relaxed);
        Self { hold, session }
    }

    fn is_ours(&self, message: &Message) -> bool {
        let header = message.header();
        self.session.as_ref().is_none_or(|own| header.path().is_some_and(|path| path == &**own))
    }
}

/// Asks logind to wait for us before it lets the machine sleep.
fn hold_sleep(connection: &Connection) -> Option<OwnedFd> {
    let body = ("sleep", "Heldby", "Locks the vault first", "delay");
    let answer = connection.call_method(Some(LOGIND), LOGIND_PATH, Some(MANAGER), "Inhibit", &body).ok()?;
    let hold: OwnedFd = answer.body().deserialize().ok()?;
    // It came open for the web view's processes too: one started from now on would hold it as long as it lives, and
    // the machine would wait for nothing. zbus cannot be told; a process that starts in this very moment costs a few
    // seconds on the way to sleep, after the vault was locked.
    rustix::io::fcntl_setfd(&hold, rustix::io::FdFlags::CLOEXEC).ok()?;
    Some(hold)
}

fn own_session(connection: &Connection) -> Option<OwnedObjectPath> {
    // `auto` is the caller's session, or the one that the person sees if the caller was started outside of it.
    let named = std::env::var("XDG_SESSION_ID").ok();
    let names = named.as_deref().into_iter().chain(["auto"]);
    names.into_iter().find_map(|name| {
        let answer =
            connection.call_method(Some(LOGIND), LOGIND_PATH, Some(MANAGER), "GetSession", &name).ok()?;
        answer.body().deserialize().ok()
    })
}

/// Whether a signal of one truth value says `true`. One of another form says nothing.
fn says_yes(message: &Message) -> bool {
    message.body().deserialize().unwrap_or(false)
}

/// Whether the session's properties now say that it is locked.
fn says_locked(message: &Message) -> bool {
    type Changed<'a> = (&'a str, std::collections::HashMap<&'a str, Value<'a>>, Vec<&'a str>);
    let body = message.body();
    body.deserialize::<Changed<'_>>()
        .is_ok_and(|(_, changed, _)| changed.get("LockedHint") == Some(&Value::Bool(true)))
}

/// Interface and member of a signal.
fn heard(message: &Message) -> Option<(String, String)> {
    let header = message.header();
    if header.message_type() != Type::Signal {
        return None;
    }
    Some((header.interface()?.to_string(), header.member()?.to_string()))
}

fn has_owner(daemon: &DBusProxy<'_>, name: &str) -> bool {
    BusName::try_from(name).is_ok_and(|name| daemon.name_has_owner(name).unwrap_or(false))
}

fn owner_rule(name: &str) -> String {
    format!("type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='{name}'")
}

/// Says that nothing is heard any more when listening ends, however it ends.
struct WhileListening<'a>(&'a [&'a AtomicBool]);

impl Drop for WhileListening<'_> {
    fn drop(&mut self) {
        for known in self.0 {
            known.store(false, Ordering::Relaxed);
        }
    }
}
