//! Who may call what: every command, from a locked and an open vault, from another window and from a foreign page.
//!
//! The window is a mock; permissions, their resolution and the commands are the real ones, as they are embedded in
//! the binary.

use std::{collections::BTreeSet, sync::Arc};

use heldby_app::{Knowledge, Session, unlock};
use serde_json::{Value, json};
use tauri::{
    Manager, WebviewWindow, WebviewWindowBuilder,
    http::{HeaderName, HeaderValue},
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder},
    webview::InvokeRequest,
};

use super::names::NAMES;
use crate::{clipboard::Clipboard, held::Held, signals::Known, window};

/// Read by the commands that make a key anew.
const KEY_PROFILE: HeaderName = HeaderName::from_static("key-profile");

const PASSPHRASE: &str = "correct horse battery staple 42";
const HOME: &str = if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" };

/// What a command needs to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// Nothing: it holds or changes nothing of a vault.
    Nothing,
    /// An open vault.
    Vault,
}
use Needs::{Nothing, Vault};

/// How an allowed call ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// With an answer.
    Well,
    /// With a failure of this code, which the use case gives and not the lock.
    With(&'static str),
    /// It would ask this computer's own keyring, which a test must not touch: another one calls it, on a bus of its
    /// own. Here only strangers and, if it needs a vault, a locked one are tried.
    Elsewhere,
}
use Ends::{Elsewhere, Well, With};

type Row = (&'static str, InvokeBody, Needs, Ends);

/// Every command with arguments that reach its use case. They run in this order.
fn rows() -> Vec<Row> {
    let none = || json!({});
    let company = || json!({ "name": "T-Mobile" });
    let told = || json!({ "kind": "told" });
    let own = || json!({ "company_name": "My club", "title": "Members" });
    let update = || InvokeBody::Raw(b"x.update\0no release".to_vec());
    let raw = |text: &str| InvokeBody::Raw(text.as_bytes().to_vec());
    let row = |name, arguments: Value, needs, ends| (name, InvokeBody::Json(arguments), needs, ends);
    vec![
        row("status", none(), Nothing, Well),
        row("terms", none(), Nothing, Well),
        ("strength", raw("letmein"), Nothing, Well),
        ("create_vault", raw(""), Nothing, With("empty_passphrase")),
        ("unlock", raw(""), Nothing, With("empty_passphrase")),
        ("change_passphrase", raw("wrong\0meadow lantern copper violin"), Vault, With("wrong_passphrase")),
        row("profile", none(), Vault, Well),
        row("set_profile", json!({ "profile": { "country": "GB", "theme": "dark" } }), Vault, Well),
        row("persons", none(), Vault, Well),
        row("add_person", json!({ "name": "Ada" }), Vault, Well),
        row("rename_person", json!({ "id": 2, "name": "Ada L" }), Vault, Well),
        row("remove_person", json!({ "id": 2 }), Vault, Well),
        row("suggest", json!({ "typed": "tmob", "country": null }), Nothing, Well),
        row("lookup", json!({ "name": "Three", "domain": null, "country": "GB" }), Nothing, Well),
        row("add_holding", json!({ "input": company() }), Vault, Well),
        row("holdings", none(), Vault, Well),
        row("holding", json!({ "id": 1 }), Vault, Well),
        row("edit_holding", json!({ "id": 1, "input": company() }), Vault, Well),
        row("remove_holding", json!({ "id": 1 }), Vault, Well),
        row("restore_holding", json!({ "id": 1 }), Vault, Well),
        row(
            "answer",
            json!({ "holding": 1, "breach": "no-such", "answer": told() }),
            Vault,
            With("not_found"),
        ),
        row("overview", none(), Vault, Well),
        row("breaches", json!({ "filter": {} }), Nothing, Well),
        row("breach", json!({ "id": "talktalk-2015-10" }), Nothing, Well),
        row("company", json!({ "id": "tmobile-us" }), Nothing, Well),
        row("lived", none(), Vault, Well),
        row("set_lived", json!({ "countries": ["GB"] }), Vault, Well),
        row("names", none(), Vault, Well),
        row("forget_name", json!({ "name": "Nobody", "country": null }), Vault, With("not_found")),
        row(
            "answer_holder",
            json!({ "company": "no-such", "breach": "no-such", "answer": told() }),
            Vault,
            With("not_found"),
        ),
        row("own_breaches", none(), Vault, Well),
        row("add_own_breach", json!({ "input": own() }), Vault, Well),
        row("edit_own_breach", json!({ "id": 1, "input": own() }), Vault, Well),
        row("remove_own_breach", json!({ "id": 1 }), Vault, Well),
        row("layers", none(), Vault, Well),
        ("verify_update", update(), Nothing, With("not_an_update")),
        ("install_update", update(), Vault, With("not_an_update")),
        ("add_hibp_list", update(), Vault, With("bad_layer")),
        row("remove_layer", json!({ "id": "hibp" }), Vault, With("not_found")),
        row("news", none(), Vault, Well),
        row("mark_news_read", none(), Vault, Well),
        row("key_profiles", none(), Nothing, Well),
        ("change_key_profile", raw("wrong"), Vault, With("wrong_passphrase")),
        row("keep_key_profile", none(), Vault, Well),
        row("recovery", none(), Vault, Well),
        ("show_recovery_sheet", raw("wrong"), Vault, With("wrong_passphrase")),
        row("put_recovery_sheet_away", none(), Nothing, Well),
        row(
            "save_recovery_sheet",
            json!({ "path": "/nowhere/sheet", "replace": false }),
            Vault,
            With("empty_passphrase"),
        ),
        row("recovery_drill_groups", none(), Vault, With("not_found")),
        ("recovery_drill", raw("one\0two"), Vault, With("bad_input")),
        ("check_recovery_sheet", raw("x"), Nothing, Well),
        ("unlock_with_sheet", raw("x"), Nothing, With("bad_sheet")),
        ("set_passphrase_by_sheet", raw("meadow lantern copper violin"), Vault, With("bad_input")),
        row("quick_unlock", none(), Nothing, Elsewhere),
        row("unlock_with_keyring", none(), Nothing, Elsewhere),
        ("turn_on_quick_unlock", raw("wrong"), Vault, With("wrong_passphrase")),
        row("turn_off_quick_unlock", none(), Nothing, Elsewhere),
        row("privacy", none(), Nothing, Well),
        row("backups", none(), Nothing, Well),
        row("backup_settings", none(), Vault, Well),
        row(
            "set_backup_settings",
            json!({ "settings": { "automatic": false, "folder": null, "daily": 7, "weekly": 5, "monthly": 12 } }),
            Vault,
            Well,
        ),
        row("back_up", none(), Vault, Well),
        ("verify_backups", raw(""), Vault, Well),
        ("preview_backup", raw("no-such\0x"), Nothing, With("not_found")),
        ("restore_backup", raw("no-such\0x"), Nothing, With("not_found")),
        row("delete_backups", json!({ "names": ["no-such"] }), Vault, With("not_found")),
        ("adopt_backups", raw("wrong"), Vault, Well),
        row("export_place", none(), Nothing, Well),
        row(
            "export",
            json!({ "input": { "path": "/nowhere/x.json", "format": "json", "readable": false, "replace": false } }),
            Vault,
            With("bad_input"),
        ),
        ("look_at_import", update(), Vault, With("not_an_export")),
        ("open_import", raw("x"), Vault, With("not_found")),
        row("import_belongs_to", json!({ "person": "Ada" }), Vault, With("not_found")),
        row("apply_import", none(), Vault, With("not_found")),
        row("forget_import", none(), Vault, Well),
        row("used", none(), Nothing, Well),
        row("locking", none(), Vault, Well),
        row("set_locking", json!({ "locking": { "after": 5, "veil": true } }), Vault, Well),
        row("lock_signals", none(), Nothing, Well),
        row("copy_text", json!({ "text": "x" }), Nothing, Well),
        // Last: these end what the others need.
        ("salvage", raw("\0wrong"), Nothing, With("wrong_passphrase")),
        row("lock", none(), Nothing, Well),
    ]
}

/// A window of the app with this label, over a vault that is open or not.
struct Stage {
    app: tauri::App<MockRuntime>,
    _home: tempfile::TempDir,
}

impl Stage {
    fn set(open: bool) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let mut session = Session::new(home.path().join("test.heldby"), Knowledge::bundled(None));
        unlock::create(&mut session, PASSPHRASE.to_owned(), false).expect("an empty folder takes a vault");
        if !open {
            unlock::lock(&mut session);
        }
        let app = mock_builder()
            .invoke_handler(super::handler())
            .manage(Held::new(session, || {}))
            .manage(Arc::new(Known::default()))
            .manage(Clipboard::new(drop))
            .build(window::context())
            .expect("the configuration builds");
        Self { app, _home: home }
    }

    fn window(&self, label: &str) -> WebviewWindow<MockRuntime> {
        self.app.get_webview_window(label).unwrap_or_else(|| {
            WebviewWindowBuilder::new(&self.app, label, tauri::WebviewUrl::default())
                .build()
                .expect("a mock window")
        })
    }
}

/// How a call ended.
#[derive(Debug, PartialEq, Eq)]
enum Ended {
    Well,
    /// With a failure of ours.
    With(String),
    /// Before it reached a command.
    Refused(String),
}

fn call(window: &WebviewWindow<MockRuntime>, origin: &str, name: &str, body: &InvokeBody) -> Ended {
    let request = InvokeRequest {
        cmd: name.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: origin.parse().expect("an address"),
        body: match body {
            InvokeBody::Json(value) => InvokeBody::Json(value.clone()),
            InvokeBody::Raw(bytes) => InvokeBody::Raw(bytes.clone()),
        },
        headers: [(KEY_PROFILE, HeaderValue::from_static("low-memory"))].into_iter().collect(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    match get_ipc_response(window, request) {
        Ok(_) => Ended::Well,
        Err(failure) => match failure["code"].as_str() {
            Some(code) => Ended::With(code.to_owned()),
            None => Ended::Refused(failure.to_string()),
        },
    }
}

#[test]
fn every_command_has_its_row() {
    let rows = rows();
    let named: BTreeSet<&str> = rows.iter().map(|(name, ..)| *name).collect();
    let known: BTreeSet<&str> = NAMES.iter().copied().collect();
    assert_eq!(named, known, "say in `rows` what each new command needs");
    assert_eq!(rows.len(), known.len(), "a command has two rows");
}

#[test]
fn a_locked_vault_answers_only_what_is_public() {
    let stage = Stage::set(false);
    let window = stage.window("main");
    let mut wrong = Vec::new();
    for (name, body, needs, ends) in rows() {
        let expected = match (needs, ends) {
            (Nothing, Elsewhere) => continue,
            (Vault, _) => Ended::With("locked".into()),
            (Nothing, Well) => Ended::Well,
            (Nothing, With(code)) => Ended::With(code.into()),
        };
        let ended = call(&window, HOME, name, &body);
        if ended != expected {
            wrong.push(format!("{name} while locked: {ended:?} and not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_open_vault_answers_its_own_window() {
    let stage = Stage::set(true);
    let window = stage.window("main");
    let mut wrong = Vec::new();
    for (name, body, _, ends) in rows() {
        let expected = match ends {
            Elsewhere => continue,
            Well => Ended::Well,
            With(code) => Ended::With(code.into()),
        };
        let ended = call(&window, HOME, name, &body);
        if ended != expected {
            wrong.push(format!("{name} while open: {ended:?} and not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nobody_else_is_answered_even_while_the_vault_is_open() {
    let stage = Stage::set(true);
    let own = stage.window("main");
    let other = stage.window("other");
    for (name, body, ..) in rows() {
        for (window, origin, who) in [
            (&other, HOME, "another window"),
            (&own, "https://example.org/", "a page from the network"),
            (&own, "http://localhost/", "a server on this machine"),
            (&own, "file:///tmp/page.html", "a file"),
            (&own, "tauri://other/", "another host of the scheme"),
            (&own, "about:blank", "an empty page"),
        ] {
            let ended = call(window, origin, name, &body);
            let refused = matches!(&ended, Ended::Refused(why) if why.contains("not allowed"));
            assert!(refused, "{name} from {who}: {ended:?}");
        }
    }
    // The vault is still open and unchanged: nothing of all this reached it.
    assert_eq!(call(&own, HOME, "profile", &InvokeBody::default()), Ended::Well);
}

#[test]
fn names_that_are_no_commands_are_refused() {
    let stage = Stage::set(true);
    let own = stage.window("main");
    for name in
        ["no_such", "plugin:event|listen", "plugin:webview|create_webview_window", "plugin:window|close", ""]
    {
        let ended = call(&own, HOME, name, &InvokeBody::default());
        assert!(matches!(ended, Ended::Refused(_)), "{name:?}: {ended:?}");
    }
}
