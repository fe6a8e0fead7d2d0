//! Against a real bus with services that say what the test wants.

#[path = "../../tests/support/mod.rs"]
mod support;

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, channel},
    },
    time::Duration,
};

use heldby_app::{watch::Event, wire::LockSignals};
use support::{
    bus::{Bus, Login, OWN_SESSION, SOON, ScreenSaver},
    wait_for,
};
use zbus::blocking::connection::Builder;

use super::{Known, bus};

/// A listener under test: what it knows and what it told.
struct Listener {
    known: Arc<Known>,
    told: Receiver<Event>,
}

type Follow = fn(Builder<'_>, &Known, &dyn Fn(Event)) -> zbus::Result<()>;

impl Listener {
    /// Follows a bus; each event takes `locking` to be dealt with.
    fn start(bus: &Bus, follow: Follow, locking: Duration) -> Self {
        let known = Arc::new(Known::default());
        let (sender, told) = channel();
        let (address, known_there) = (bus.address().to_owned(), Arc::clone(&known));
        std::thread::spawn(move || {
            let tell = |event| {
                std::thread::sleep(locking);
                // The test may have ended.
                let _gone = sender.send(event);
            };
            let ended = follow(Builder::address(address.as_str())?, &known_there, &tell);
            drop(known_there);
            ended
        });
        Self { known, told }
    }

    fn knows(&self, what: &str, is: impl Fn(LockSignals) -> bool) {
        wait_for(what, SOON, || is(self.known.view()).then_some(()));
    }

    #[track_caller]
    fn hears(&self, event: Event) {
        assert_eq!(self.told.recv_timeout(SOON), Ok(event));
    }

    /// Whatever was said before would have been told before what is said now.
    #[track_caller]
    fn heard_nothing(&self) {
        assert!(self.told.try_recv().is_err());
    }
}

const AT_ONCE: Duration = Duration::ZERO;

#[test]
fn the_machine_sleeps_only_when_the_vault_is_locked() {
    let bus = Bus::start();
    let login = Login::on(&bus);
    let listener = Listener::start(&bus, bus::follow_system, Duration::from_millis(600));
    listener.knows("the machine to be held", |known| known.sleep);
    assert!(login.is_held());

    login.say_sleep(true);
    std::thread::sleep(Duration::from_millis(200));
    assert!(login.is_held(), "the vault is still being locked");
    listener.hears(Event::Sleep);
    wait_for("the machine to be let go", SOON, || (!login.is_held()).then_some(()));

    login.say_sleep(false);
    wait_for("the machine to be held again", SOON, || (login.holds() == 2).then_some(()));
    assert!(login.is_held());
    listener.heard_nothing();
}

#[test]
fn a_locked_session_is_told_apart_from_others() {
    let bus = Bus::start();
    let login = Login::on(&bus);
    let listener = Listener::start(&bus, bus::follow_system, AT_ONCE);
    listener.knows("the login service", |known| known.session);
    let other = "/org/freedesktop/login1/session/_32";
    for (say, told) in [
        (&(|| login.say_lock(OWN_SESSION)) as &dyn Fn(), true),
        (&|| login.say_lock(other), false),
        (&|| login.say_hint(OWN_SESSION, "LockedHint", true), true),
        (&|| login.say_hint(OWN_SESSION, "LockedHint", false), false),
        (&|| login.say_hint(OWN_SESSION, "IdleHint", true), false),
        (&|| login.say_hint(other, "LockedHint", true), false),
    ] {
        say();
        // Messages of one sender keep their order.
        login.say_sleep(true);
        if told {
            listener.hears(Event::SessionLocked);
        }
        listener.hears(Event::Sleep);
    }
}

#[test]
fn every_screen_saver_is_heard_when_it_covers_the_screen() {
    for name in ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.xfce.ScreenSaver"] {
        let bus = Bus::start();
        let listener = Listener::start(&bus, bus::follow_session, AT_ONCE);
        let saver = ScreenSaver::on(&bus, name);
        listener.knows(name, |known| known.screen_saver);
        saver.say_active(false);
        saver.say_active(true);
        listener.hears(Event::ScreenSaver);
        listener.heard_nothing();
        drop(saver);
        listener.knows("it gone", |known| !known.screen_saver);
    }
}

#[test]
fn services_may_be_missing_and_come_later() {
    let bus = Bus::start();
    let listener = Listener::start(&bus, bus::follow_system, AT_ONCE);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(listener.known.view(), LockSignals::default());
    let login = Login::on(&bus);
    listener.knows("the login service that came", |known| known.sleep && known.session);
    login.say_sleep(true);
    listener.hears(Event::Sleep);
}

#[test]
fn without_a_bus_nothing_is_known_and_nothing_breaks() {
    let known = Known::default();
    for follow in [bus::follow_system as Follow, bus::follow_session] {
        let none = Builder::address("unix:path=/nowhere/bus").expect("it has the form of an address");
        assert!(follow(none, &known, &|event| panic!("{event:?} from nowhere")).is_err());
        assert_eq!(known.view(), LockSignals::default());
    }
}

#[test]
fn a_bus_that_ends_is_known_to_be_gone() {
    let bus = Bus::start();
    let login = Login::on(&bus);
    let listener = Listener::start(&bus, bus::follow_system, AT_ONCE);
    listener.knows("the login service", |known| known.sleep && known.session);
    drop(login);
    drop(bus);
    listener.knows("that nobody speaks any more", |known| known == LockSignals::default());
}
