//! Copies of the vault in the real window: made, looked into, brought back; an export, and what a damaged vault offers.

use std::{fs, path::Path};

use heldby_app::{Knowledge, Session, recovery, unlock as use_case};

use crate::{
    household::{PASSPHRASE, TYPED, add, create_vault, unlock},
    page::{ENTER, Page, at},
    prepared,
    stage::Stage,
};

fn settings(page: &Page) {
    page.click(&at("nav-settings"));
    page.sees(&at("backup-folder"));
}

#[test]
fn a_copy_is_made_looked_into_and_brought_back_and_what_was_exported_comes_in_again() {
    let stage = Stage::set();
    let vault = stage.home().vault();
    let page = stage.open_app(&vault);
    create_vault(&page);
    add(&page, &TYPED[0]);
    settings(&page);
    page.sees(&at("backups-empty"));
    page.click(&at("backup-now"));
    page.sees(&at("backup").with("data-kind", "manual"));
    page.click(&at("backup-check"));
    page.sees(&at("backup").with("data-good", "true"));
    page.picture("backups");
    add(&page, &TYPED[1]);

    let file = stage.home().path().join("all.json");
    settings(&page);
    export(&page, &file);
    let text = fs::read_to_string(&file).expect("the export is written");
    assert!(text.contains("tmobile-us") && !text.contains(PASSPHRASE), "{text}");

    page.click(&at("backup-look"));
    page.sees(&at("backup-difference").showing("Virgin Media"));
    page.picture("backup-look");
    page.click(&at("backup-restore"));
    page.sees(&at("restore-done").showing("is kept as"));
    page.picture("backup-restored");
    page.click(&at("restore-go-on"));
    page.sees(&at("nav-overview"));
    page.click(&at("nav-companies"));
    page.sees(&at("holding-row").with("data-typed", TYPED[0].name));
    page.sees_no(&at("holding-row").with("data-typed", TYPED[1].name));

    settings(&page);
    page.sees(&at("backup").with("data-kind", "replaced"));
    page.bring(&at("import-input"), &file);
    page.sees(&at("import-look").showing("Virgin Media"));
    page.portraits_of("import", &at("import-look"));
    page.click(&at("import-take"));
    // Listed at once, above the button that made it.
    page.sees(&at("backup").with("data-kind", "before-import"));
    page.bring(&at("import-input"), &file);
    page.sees(&at("import-nothing"));
    page.click(&at("nav-companies"));
    page.sees(&at("holding-row").with("data-typed", TYPED[1].name));

    page.press_control("l");
    page.sees(&at("unlock-passphrase"));
    page.close();
    let copies =
        fs::read_dir(stage.home().vault().with_extension("heldby.backups")).expect("the folder of copies");
    assert!(copies.count() >= 2, "locking made one more");
}

fn export(page: &Page, file: &Path) {
    page.click(&at("export-open"));
    page.sees(&at("export-dialog"));
    let proposed = "return document.querySelector('[data-testid=export-path]').value.length";
    page.until("a place is proposed", || (page.number(proposed) > 0).then_some(()));
    page.fill(&at("export-path"), file.to_str().expect("a temporary path is text"));
    page.click(&at("export-readable"));
    page.picture("export");
    page.click(&at("export-write"));
    page.sees(&at("export-done"));
    page.picture("export-done");
    page.click(&at("export-close"));
}

#[test]
fn copies_follow_a_change_of_the_passphrase() {
    const NEXT: &str = "orchard signal walnut ember";
    let stage = Stage::set();
    let page = stage.open_app(&stage.home().vault());
    create_vault(&page);
    settings(&page);
    page.click(&at("backup-now"));
    page.sees(&at("backup").with("data-kind", "manual"));
    page.click(&at("passphrase-change"));
    page.fill(&at("passphrase-current"), PASSPHRASE);
    page.fill(&at("change-passphrase"), NEXT);
    page.fill(&at("change-repeat"), NEXT);
    page.click(&at("passphrase-submit"));
    page.sees_no(&at("passphrase-dialog"));
    // Told where the dialog said so, without leaving the settings.
    page.click(&at("backups-adopt"));
    page.fill(&at("adopt-passphrase"), NEXT);
    page.click(&at("adopt-submit"));
    page.sees(&at("adopt-problem"));
    page.picture("copies-adopt");
    page.fill(&at("adopt-passphrase"), PASSPHRASE);
    page.click(&at("adopt-submit"));
    page.sees_no(&at("adopt-dialog"));
    page.sees_no(&at("backups-earlier"));
    page.picture("copies-adopted");
    page.close();
}

#[test]
fn a_damaged_vault_offers_its_newest_copy_and_what_is_readable() {
    let stage = Stage::set();
    let vault = stage.home().vault();
    let page = stage.open_app(&vault);
    create_vault(&page);
    add(&page, &TYPED[0]);
    page.press_control("l");
    page.sees(&at("unlock-passphrase"));
    page.close();
    let mut bytes = fs::read(&vault).expect("the vault");
    let last = bytes.len() - 100;
    bytes[last] ^= 1;
    fs::write(&vault, &bytes).expect("a damaged vault");

    let page = stage.open_app(&vault);
    page.fill(&at("unlock-passphrase"), PASSPHRASE);
    page.press(&at("unlock-passphrase"), ENTER);
    page.sees(&at("unlock-error").with("data-code", "damaged"));
    page.sees(&at("rescue-backups"));
    page.sees(&at("rescue-salvage"));
    page.picture("rescue");
    page.click(&at("rescue-restore"));
    page.sees(&at("rescue-done").showing("Brought back"));
    assert_eq!(page.outcome("document.activeElement.dataset.testid"), "rescue-go-on");
    page.picture("rescue-done");
    page.click(&at("rescue-go-on"));
    page.sees_no(&at("rescue"));
    unlock(&page);
    page.click(&at("nav-companies"));
    page.sees(&at("holding-row").with("data-typed", TYPED[0].name));
    page.close();
}

/// A vault with companies and a copy of it, closed; the groups of its recovery sheet.
fn with_a_sheet(vault: &Path) -> String {
    prepared::vault(vault, &prepared::HOUSEHOLD);
    let mut session = Session::new(vault.to_path_buf(), Knowledge::bundled(None));
    use_case::unlock(&mut session, PASSPHRASE.into()).expect("it was just made");
    let sheet = recovery::show(&mut session, Some(PASSPHRASE.into())).expect("the passphrase is right");
    sheet.groups().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_vault_that_is_gone_comes_back_by_its_sheet_and_stays_apart_from_a_new_one() {
    const OF_THE_NEW: &str = "orchard signal walnut ember";
    let stage = Stage::set();
    let vault = stage.home().vault();
    let sheet = with_a_sheet(&vault);
    fs::remove_file(&vault).expect("the vault is there");
    let page = stage.open_app(&vault);
    page.sees(&at("lost-vault"));
    page.sees_no(&at("create-passphrase"));
    // What is typed at once is not the passphrase of a new vault.
    page.sees(&at("rescue-backups"));
    assert_eq!(page.outcome("document.activeElement.dataset.testid"), "lost-passphrase");
    page.picture("lost-vault");

    // A new vault in its place leaves the copies alone, and says whose they are.
    page.click(&at("lost-anew"));
    page.fill(&at("create-passphrase"), OF_THE_NEW);
    page.fill(&at("create-repeat"), OF_THE_NEW);
    page.click(&at("create-submit"));
    page.click(&at("sheet-later"));
    page.sees(&at("overview-empty"));
    settings(&page);
    page.sees(&at("backup-mark").showing("Another vault"));
    page.sees_no(&at("backups-earlier"));
    page.click(&at("backup-look"));
    page.click(&at("backup-passphrase-other"));
    page.fill(&at("sheet-typed"), &sheet.replacen(' ', " X", 1));
    page.click(&at("backup-open"));
    page.sees(&at("backup-problem").with("data-code", "bad_sheet"));
    page.fill(&at("sheet-typed"), &sheet);
    page.click(&at("backup-open"));
    page.sees(&at("backup-other"));
    page.picture("backup-of-another-vault");
    page.close();

    fs::remove_file(&vault).expect("the new vault");
    let page = stage.open_app(&vault);
    page.click(&at("lost-passphrase-other"));
    page.fill(&at("sheet-typed"), &sheet);
    page.sees(&at("sheet-check").with("data-state", "fits"));
    page.picture("lost-sheet");
    page.click(&at("rescue-restore"));
    page.sees(&at("rescue-done").showing("Brought back"));
    page.click(&at("rescue-go-on"));
    unlock(&page);
    page.click(&at("nav-companies"));
    page.sees(&at("holding-row").with("data-typed", prepared::HOUSEHOLD[0].0));
    page.close();
}

#[test]
fn a_damaged_vault_can_be_saved_by_its_sheet() {
    let stage = Stage::set();
    let vault = stage.home().vault();
    let sheet = with_a_sheet(&vault);
    let mut bytes = fs::read(&vault).expect("the vault");
    let last = bytes.len() - 100;
    bytes[last] ^= 1;
    fs::write(&vault, &bytes).expect("a damaged vault");
    let page = stage.open_app(&vault);
    page.click(&at("use-sheet-open"));
    page.fill(&at("sheet-typed"), &sheet);
    page.click(&at("sheet-unlock"));
    page.sees(&at("sheet-error").with("data-code", "damaged"));
    page.sees(&at("rescue-backups"));
    page.picture("sheet-rescue");
    page.click(&at("rescue-salvage"));
    page.sees(&at("rescue-parts"));
    page.picture("sheet-salvaged");
    page.close();
    assert_eq!(fs::read(&vault).expect("the damaged vault"), bytes, "it was only read");
}

/// The vault is gone and its only copy is damaged: what is readable of that is more than nothing.
#[test]
fn a_damaged_copy_of_a_vault_that_is_gone_is_saved() {
    let stage = Stage::set();
    let vault = stage.home().vault();
    prepared::vault(&vault, &prepared::HOUSEHOLD);
    fs::remove_file(&vault).expect("the vault is there");
    let copies = fs::read_dir(vault.with_extension("heldby.backups")).expect("the folder of copies");
    let copies: Vec<_> = copies.map(|entry| entry.expect("an entry").path()).collect();
    let [copy] = &copies[..] else { panic!("one copy was made: {copies:?}") };
    let mut bytes = fs::read(copy).expect("the copy");
    let last = bytes.len() - 100;
    bytes[last] ^= 1;
    fs::write(copy, &bytes).expect("a damaged copy");
    let page = stage.open_app(&vault);
    page.fill(&at("lost-passphrase"), PASSPHRASE);
    page.click(&at("rescue-restore"));
    page.sees(&at("rescue-problem").with("data-code", "damaged"));
    page.picture("lost-damaged-copy");
    page.click(&at("rescue-salvage-copy"));
    page.sees(&at("rescue-parts"));
    page.sees_no(&at("lost-anew"));
    page.picture("lost-copy-saved");
    page.click(&at("rescue-go-on"));
    unlock(&page);
    page.click(&at("nav-companies"));
    page.sees(&at("holding-row").with("data-typed", prepared::HOUSEHOLD[0].0));
    page.close();
}
