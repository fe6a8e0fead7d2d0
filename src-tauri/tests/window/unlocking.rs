//! The ways in besides the passphrase: the recovery sheet and the keyring, and how the key is made.

use crate::household::{PASSPHRASE, TYPED, add, unlock};
use crate::page::{ENTER, Page, at};
use crate::stage::Stage;

const NEW: &str = "orchard signal walnut ember 17";

#[test]
fn a_sheet_is_made_tried_and_opens_the_vault_when_the_passphrase_is_forgotten() {
    let stage = Stage::set();
    let vault = stage.home().vault();
    let page = stage.open_app(&vault);
    let groups = make_a_sheet_with_the_vault(&page);
    add(&page, &TYPED[0]);

    page.click(&at("nav-settings"));
    page.sees(&at("recovery").with("data-state", "made").with("data-drilled", "true"));
    page.picture("settings-recovery");
    an_open_vault_asks_again(&page);

    page.press_control("l");
    page.click(&at("use-sheet-open"));
    let mut mistyped = groups.clone();
    let last = mistyped[7].pop().expect("a group has five symbols");
    mistyped[7].push(if last == '7' { '8' } else { '7' });
    page.fill(&at("sheet-typed"), &mistyped.join(" ").to_lowercase());
    page.sees(&at("sheet-wrong").showing("Group 8"));
    page.click(&at("sheet-unlock"));
    page.sees(&at("sheet-error").with("data-code", "bad_sheet").showing("Group 8"));
    page.picture("sheet-mistyped");
    page.fill(&at("sheet-typed"), &groups.join(" "));
    page.sees_no(&at("sheet-wrong"));
    page.picture("sheet-typed");
    page.click(&at("sheet-unlock"));

    // It opened; the old passphrase is not needed for a new one, and kills the sheet.
    page.sees(&at("new-passphrase-dialog"));
    page.picture("new-passphrase");
    page.fill(&at("new-passphrase"), NEW);
    page.fill(&at("new-repeat"), NEW);
    page.click(&at("new-passphrase-submit"));
    page.sees(&at("notice-sheet"));
    page.sees_no(&at("new-passphrase-dialog"));
    page.picture("sheet-dead");
    page.click(&at("notice-sheet-later"));

    page.press_control("l");
    page.click(&at("use-sheet-open"));
    page.fill(&at("sheet-typed"), &groups.join(" "));
    page.click(&at("sheet-unlock"));
    page.sees(&at("sheet-error").with("data-code", "old_sheet"));
    page.picture("sheet-old");
    page.click(&at("sheet-back"));
    page.fill(&at("unlock-passphrase"), NEW);
    page.press(&at("unlock-passphrase"), ENTER);
    page.click(&at("nav-companies"));
    page.sees(&at("holding-row").with("data-typed", TYPED[0].name));
    page.close();
}

/// Creates the vault, takes the offer of a sheet, and tries it. Returns its groups.
fn make_a_sheet_with_the_vault(page: &Page) -> Vec<String> {
    page.fill(&at("create-passphrase"), PASSPHRASE);
    page.fill(&at("create-repeat"), PASSPHRASE);
    page.click(&at("create-submit"));
    page.sees(&at("sheet-make"));
    page.picture("sheet-offer");
    page.click(&at("sheet-make"));
    page.sees(&at("sheet-paper"));
    page.picture("sheet-paper");
    let group = |n: usize| page.text(&at("sheet-group").with("data-group", &n.to_string()));
    let groups: Vec<String> = (1..=14).map(group).collect();
    page.click(&at("recovery-begin"));
    page.sees(&at("drill-1"));
    page.fill(&at("drill-1"), "AAAAA");
    page.fill(&at("drill-2"), "AAAAA");
    page.click(&at("drill-submit"));
    page.sees(&at("drill-error").with("data-code", "bad_sheet"));
    page.picture("sheet-drill");
    for (group, number) in groups.iter().zip(1..) {
        for field in ["drill-1", "drill-2"] {
            if page.shows(&at(field).with("data-group", &i32::to_string(&number))) {
                page.fill(&at(field), &group.to_lowercase());
            }
        }
    }
    page.click(&at("drill-submit"));
    page.sees(&at("drill-done"));
    page.click(&at("recovery-finish"));
    page.sees(&at("overview-empty"));
    groups
}

/// The sheet is not shown to whoever finds the vault open.
fn an_open_vault_asks_again(page: &Page) {
    page.click(&at("recovery-open"));
    page.fill(&at("recovery-passphrase"), "not the passphrase");
    page.press(&at("recovery-passphrase"), ENTER);
    page.sees(&at("recovery-error").with("data-code", "wrong_passphrase"));
    page.picture("sheet-refused");
    page.fill(&at("recovery-passphrase"), PASSPHRASE);
    page.press(&at("recovery-passphrase"), ENTER);
    page.sees(&at("sheet-paper"));
    only_the_sheet_goes_to_the_printer(page);
    page.click(&at("recovery-save-open"));
    let file = std::env::temp_dir().join(format!("heldby-sheet-{}.txt", std::process::id()));
    page.fill(&at("recovery-save-path"), file.to_str().expect("a temporary path is text"));
    page.click(&at("recovery-save"));
    page.sees(&at("recovery-saved"));
    page.picture("sheet-saved");
    page.click(&at("recovery-save"));
    page.sees(&at("recovery-save-error").with("data-code", "file_exists"));
    let saved = std::fs::read_to_string(&file).expect("the sheet was saved");
    std::fs::remove_file(&file).expect("it is ours");
    assert!(saved.starts_with("HELDBY RECOVERY SHEET"), "{saved}");
    page.press_key(crate::page::ESCAPE);
    page.sees_no(&at("recovery-dialog"));
}

/// What the rules for paper leave of the page when they are put to use on the screen: the sheet, on one page. Settings are
/// long, and what is only hidden there would be printed as empty pages.
fn only_the_sheet_goes_to_the_printer(page: &Page) {
    let printed = page.outcome(
        "(() => { \
           const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]) \
             .filter((rule) => rule.media?.mediaText === 'print'); \
           for (const rule of rules) rule.media.mediaText = 'all'; \
           const paper = document.querySelector('[data-print]').getBoundingClientRect(); \
           const below = document.documentElement.scrollHeight - Math.max(paper.bottom, innerHeight); \
           const text = document.body.innerText.trim().split('\\n')[0]; \
           for (const rule of rules) rule.media.mediaText = 'print'; \
           return [rules.length > 0, Math.round(paper.top), below < 50, text].join(' '); \
         })()",
    );
    assert_eq!(printed, "true 0 true Heldby recovery sheet");
}

#[test]
fn the_key_is_made_in_another_way() {
    let stage = Stage::set();
    let vault = stage.home().vault();
    let page = stage.open_app(&vault);
    crate::household::create_vault(&page);
    page.click(&at("nav-settings"));
    page.click(&at("profile-low_memory"));
    page.fill(&at("profile-passphrase"), PASSPHRASE);
    page.picture("profile-change");
    page.press(&at("profile-passphrase"), ENTER);
    page.sees(&at("key-profiles").with("data-current", "low_memory"));
    page.close();
    assert_eq!(&std::fs::read(&vault).expect("the vault")[..2], &[0, 2]);

    // This machine can do better, and says so once.
    let page = stage.open_app(&vault);
    unlock(&page);
    page.sees(&at("notice-profile"));
    page.picture("notice-profile");
    page.click(&at("notice-profile-upgrade"));
    page.fill(&at("profile-passphrase"), PASSPHRASE);
    page.press(&at("profile-passphrase"), ENTER);
    page.sees_no(&at("notice-profile"));
    page.close();
    assert_eq!(&std::fs::read(&vault).expect("the vault")[..2], &[0, 1]);
}

#[test]
fn the_keyring_opens_the_vault_and_the_passphrase_when_it_cannot() {
    let bus = crate::bus::Bus::start();
    let keyring = bus.keyring("home");
    let stage = Stage::on_bus(bus.address());
    let page = stage.open_app(&stage.home().vault());
    crate::household::create_vault(&page);
    page.click(&at("nav-settings"));
    page.sees(&at("quick").with("data-on", "false").showing("any program of your user account"));
    // "Not now" on making the vault was the last time that its sheet could be had without the passphrase.
    page.click(&at("recovery-open"));
    page.sees(&at("recovery-passphrase"));
    page.press_key(crate::page::ESCAPE);
    page.sees_no(&at("recovery-dialog"));
    // An open vault is not enough: whoever finds it could take its key away.
    page.click(&at("quick-on"));
    page.fill(&at("quick-passphrase"), "not the passphrase");
    page.press(&at("quick-passphrase"), ENTER);
    page.sees(&at("quick-on-error").with("data-code", "wrong_passphrase"));
    page.picture("quick-refused");
    prove(&page);
    page.sees(&at("quick").with("data-on", "true").with("data-ready", "true"));
    page.picture("settings-quick");
    page.press_control("l");
    page.sees(&at("quick-unlock"));
    page.picture("unlock-quick");
    page.click(&at("quick-unlock"));
    page.sees(&at("overview-empty"));

    keyring.lock();
    page.press_control("l");
    page.sees(&at("quick-why").showing("locked"));
    page.sees_no(&at("quick-unlock"));
    page.picture("unlock-quick-locked");
    unlock(&page);
    page.sees(&at("notice-quick").showing("locked"));
    page.click(&at("notice-quick-on"));
    prove(&page);
    page.sees(&at("quick-on-error").with("data-code", "keyring"));
    page.press_key(crate::page::ESCAPE);
    page.sees_no(&at("quick-dialog"));
    drop(keyring);
    page.press_control("l");
    page.sees(&at("quick-why").showing("no keyring"));
    let _other = bus.keyring("another home");
    unlock(&page);
    page.click(&at("nav-settings"));
    page.sees(&at("quick").with("data-on", "true").with("data-ready", "false"));
    page.click(&at("quick-on"));
    prove(&page);
    page.sees(&at("quick").with("data-ready", "true"));
    page.click(&at("quick-off"));
    page.sees(&at("quick").with("data-on", "false"));
    page.press_control("l");
    page.sees(&at("unlock-passphrase"));
    page.sees_no(&at("quick-unlock"));
    page.close();
}

/// Types the passphrase that turning quick unlock on asks for.
fn prove(page: &Page) {
    page.fill(&at("quick-passphrase"), PASSPHRASE);
    page.press(&at("quick-passphrase"), ENTER);
}
