//! The window locks by itself, and a locked window knows nothing of what it showed.

use std::time::{Duration, Instant};

use crate::{
    household::{make_vault, unlock},
    page::{ESCAPE, Page, at},
    stage::Stage,
    support::{
        bus::{Bus, Login, OWN_SESSION, SOON, ScreenSaver},
        wait_for,
    },
};

/// Words that are nowhere else: a company, a remark about it, and what is typed but never kept.
const COMPANY: &str = "Quibblezorp Telecom";
const NOTE: &str = "the plinth beside my cactus";
const TYPED: &str = "Wobblefrock and Sons";

/// Everything that a script could read of the page: its tree, its fields, its title, its address, its history.
const ALL: &str = "JSON.stringify([document.documentElement.outerHTML, document.title, location.href, history.state, \
                   [...document.querySelectorAll('input, textarea, select')].map((field) => field.value), \
                   performance.getEntries().map((entry) => entry.name), Object.keys(window.localStorage ?? {}), document.cookie])";

/// Shows every word on some screen, one of them half typed.
fn look_around(page: &Page) {
    unlock(page);
    page.click(&at("nav-companies"));
    page.click(&at("holding-row").with("data-typed", COMPANY));
    page.sees(&at("holding-pane").showing(NOTE));
    page.fill(&at("add-name"), TYPED);
    let all = page.outcome(ALL);
    for word in [COMPANY, NOTE, TYPED] {
        assert!(all.contains(word), "the search finds {word} while it is shown: {all}");
    }
}

/// The window is locked, and nothing of what it showed can be read or brought back.
fn knows_nothing(page: &Page) {
    page.sees(&at("unlock-passphrase"));
    let all = page.outcome(ALL);
    assert!(all.contains("unlock-passphrase"), "the search reads the page: {all}");
    for word in [COMPANY, NOTE, TYPED] {
        assert!(!all.contains(word), "the locked page still holds {word}: {all}");
    }
    for way in ["history.back()", "history.forward()", "history.go(-2)", "document.execCommand('undo')"] {
        page.outcome(way);
        page.outcome("new Promise((done) => setTimeout(done, 200))");
        page.sees(&at("unlock-passphrase"));
        assert!(!page.outcome(ALL).contains(COMPANY), "{way} brings the old page back");
    }
    for command in ["holdings", "overview", "locking", "profile"] {
        let told = page.outcome(&format!(
            "window.__TAURI_INTERNALS__.invoke('{command}').catch((failure) => Promise.reject(failure.code))"
        ));
        assert_eq!(told, "refused: locked", "{command}");
    }
}

#[test]
fn what_the_system_says_locks_the_window() {
    let bus = Bus::start();
    let (login, saver) = (Login::on(&bus), ScreenSaver::on(&bus, "org.gnome.ScreenSaver"));
    let stage = Stage::set_with(&[
        ("DBUS_SYSTEM_BUS_ADDRESS", bus.address()),
        ("DBUS_SESSION_BUS_ADDRESS", bus.address()),
    ]);
    let vault = stage.home().vault();
    make_vault(&vault, COMPANY, NOTE);
    let page = stage.open_app(&vault);

    look_around(&page);
    page.click(&at("nav-settings"));
    for signal in ["sleep", "session", "screen_saver"] {
        page.sees(&at(&format!("lock-signal-{signal}")).with("data-active", "true"));
    }
    assert!(login.is_held(), "the machine would not wait");
    login.say_sleep(true);
    wait_for("the machine to be let go", SOON, || (!login.is_held()).then_some(()));
    knows_nothing(&page);

    login.say_sleep(false);
    wait_for("the machine to be held again", SOON, || (login.holds() == 2).then_some(()));
    for say in [
        &(|| login.say_lock(OWN_SESSION)) as &dyn Fn(),
        &|| login.say_hint(OWN_SESSION, "LockedHint", true),
        &|| saver.say_active(true),
    ] {
        look_around(&page);
        say();
        knows_nothing(&page);
    }
    page.close();
}

#[test]
fn without_a_bus_the_settings_say_so() {
    let stage = Stage::set();
    let vault = stage.home().vault();
    make_vault(&vault, COMPANY, NOTE);
    let page = stage.open_app(&vault);
    unlock(&page);
    page.click(&at("nav-settings"));
    for signal in ["sleep", "session", "screen_saver"] {
        page.sees(&at(&format!("lock-signal-{signal}")).with("data-active", "false"));
    }
    page.picture("settings-no-signals");
    page.choose(&at("lock-after"), "never");
    page.sees(&at("lock-never"));
    page.picture("settings-lock-never");
    page.click(&at("nav-overview"));
    page.press_control("l");
    knows_nothing(&page);
    unlock(&page);
    page.click(&at("nav-settings"));
    page.sees(&at("lock-never"));
    page.close();
}

#[test]
fn idleness_locks_and_use_puts_it_off() {
    let stage = Stage::set();
    let vault = stage.home().vault();
    make_vault(&vault, COMPANY, NOTE);
    let page = stage.open_app(&vault);
    unlock(&page);
    page.click(&at("nav-settings"));
    page.choose(&at("lock-after"), "1");
    page.sees(&at("lock-after"));
    page.click(&at("nav-companies"));
    page.sees(&at("holding-row").with("data-typed", COMPANY));
    std::thread::sleep(Duration::from_secs(35));
    // Not a command, only a key: the page tells that it is in use.
    page.press(&at("add-name"), ESCAPE);
    let used = Instant::now();
    std::thread::sleep(Duration::from_secs(45));
    // Reading the page is no use of it.
    page.sees(&at("holding-row").with("data-typed", COMPANY));
    page.sees(&at("unlock-passphrase"));
    let waited = used.elapsed();
    assert!((55..75).contains(&waited.as_secs()), "locked {waited:?} after the last key");
    knows_nothing(&page);
    page.close();
}
