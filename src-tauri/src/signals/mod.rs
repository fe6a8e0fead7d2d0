//! What the system says when the vault should lock: before it sleeps, when the session is locked, when the screen
//! saver covers the screen.
//!
//! Nothing here decides. A system without these buses says nothing; then idleness still locks, and the settings say
//! which signals there are.

#[cfg(target_os = "linux")]
mod bus;
#[cfg(all(test, target_os = "linux"))]
mod tests;

#[cfg(target_os = "linux")]
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(target_os = "linux")]
use heldby_app::watch::Event;
use heldby_app::wire::LockSignals;

/// Which signals there are, as far as is known by now.
#[derive(Debug, Default)]
pub struct Known {
    sleep: AtomicBool,
    session: AtomicBool,
    screen_saver: AtomicBool,
}

impl Known {
    /// For the settings.
    pub fn view(&self) -> LockSignals {
        let read = |known: &AtomicBool| known.load(Ordering::Relaxed);
        LockSignals {
            sleep: read(&self.sleep),
            session: read(&self.session),
            screen_saver: read(&self.screen_saver),
        }
    }
}

/// Listens in the background for as long as the program runs. `tell` returns when the vault is locked: until then
/// the machine does not go to sleep.
#[cfg(target_os = "linux")]
pub fn listen(known: Arc<Known>, tell: impl Fn(Event) + Send + Sync + 'static) {
    use zbus::blocking::connection::Builder;

    let tell = Arc::new(tell);
    let (known_too, tell_too) = (Arc::clone(&known), Arc::clone(&tell));
    bus::in_background("system bus", move || bus::follow_system(Builder::system()?, &known, &*tell));
    bus::in_background("session bus", move || {
        bus::follow_session(Builder::session()?, &known_too, &*tell_too)
    });
}

/// Other systems say these things in ways of their own, to which nobody listens yet: the settings say so.
#[cfg(not(target_os = "linux"))]
pub fn listen(_known: Arc<Known>, _tell: impl Fn(Event) + Send + Sync + 'static) {}
