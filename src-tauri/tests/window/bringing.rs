//! What a person brings to the window: an update, a wrong file, a breach list that is dropped on it.

use crate::{
    files::{self, BREACH, Folder, LIST, NEW_BREACH, Signer, WITHDRAWN},
    page::{Page, Place, at},
    prepared::{self, HOUSEHOLD},
    stage::Stage,
};

fn news(kind: &str, breach: &str) -> Place {
    at("news-item").with("data-kind", kind).with("data-breach", breach)
}

fn catalogue(number: u32) -> Place {
    at("catalogue").with("data-number", &number.to_string())
}

#[test]
fn an_update_is_installed_told_and_taken_out_again() {
    let (signer, folder) = (Signer::new(), Folder::new());
    let stage = Stage::trusting(Some(&signer.public));
    let page = prepared::open(&stage, &HOUSEHOLD);
    page.click(&at("nav-settings"));
    page.sees(&catalogue(heldby_bundled::catalogue().info().number));
    page.portraits_of("catalogue", &at("catalogue-file"));

    let file = folder.put("heldby-7.catalogue", &signer.update(7));
    page.bring(&at("file-input"), &file);
    let offer = at("file-offer").with("data-kind", "update");
    page.sees(&offer.showing("heldby-7.catalogue").showing("Catalogue 7").showing("The signature is right"));
    page.portraits_of("update-offer", &offer);
    page.click(&at("file-cancel"));
    page.sees_no(&offer);
    page.bring(&at("file-input"), &file);
    page.click(&at("file-take"));
    page.sees(&at("file-done").showing("Installed catalogue 7"));
    page.sees(&catalogue(7));
    for item in [news("new", NEW_BREACH), news("corrected", BREACH), news("withdrawn", WITHDRAWN)] {
        page.sees(&at("file-done").inside(&item));
    }
    page.portraits_of("update-done", &at("file-done"));
    page.click(&at("file-close"));
    page.sees(&at("layer").with("data-layer", "update").showing("heldby-7.catalogue"));
    page.portraits_of("update-installed", &at("layers"));

    page.click(&at("nav-overview"));
    for item in [news("new", NEW_BREACH), news("corrected", BREACH), news("withdrawn", WITHDRAWN)] {
        page.sees(&at("overview-news").inside(&item));
    }
    page.portraits("news");
    page.click(&news("new", NEW_BREACH).inside(&at("news-open")));
    page.sees(&at("match").with("data-breach", NEW_BREACH));
    page.click(&at("back"));
    page.click(&at("news-read"));
    page.sees_no(&at("overview-news"));
    page.click(&at("nav-companies"));
    page.click(&at("holding-row").with("data-typed", "TalkTalk"));
    page.sees(&at("withdrawn").showing("withdrawn from the catalogue"));
    page.portraits_of("withdrawn", &at("withdrawn"));
    page.press_control("l");
    crate::unlock(&page);
    page.sees(&at("overview-first"));
    page.sees_no(&at("overview-news"));

    page.click(&at("nav-settings"));
    page.click(&at("layer-remove-update"));
    page.sees(&at("layer-dialog"));
    page.portraits("update-remove");
    page.click(&at("layer-remove-yes"));
    page.sees_no(&at("layer").with("data-layer", "update"));
    page.sees(&catalogue(heldby_bundled::catalogue().info().number));
    page.sees(&at("toast"));
    page.close();
}

#[test]
fn a_wrong_file_is_refused_in_its_own_words() {
    let (signer, folder) = (Signer::new(), Folder::new());
    let stage = Stage::trusting(Some(&signer.public));
    let page = prepared::open(&stage, &[]);
    page.click(&at("nav-settings"));
    page.sees(&at("catalogue"));
    for (code, content) in signer.refused() {
        page.bring(&at("file-input"), &folder.put(&format!("{code}.catalogue"), &content));
        let refused = at("file-refused").with("data-code", code);
        page.sees(&refused.showing(&format!("{code}.catalogue")).showing("Nothing was changed"));
        page.picture(&format!("update-refused-{}", code.replace('_', "-")));
    }
    page.portraits_of("update-refused", &at("file-refused"));

    // Sound, but not newer: said when it is looked at, refused when it is taken all the same.
    let number = heldby_bundled::catalogue().info().number;
    let same = signer.sign(&files::unsigned(number, |_| {}));
    page.bring(&at("file-input"), &folder.put("same.catalogue", &same));
    page.sees(&at("file-offer").showing("not newer"));
    page.portraits_of("update-not-newer", &at("file-offer"));
    page.click(&at("file-take"));
    page.sees(&at("file-refused").with("data-code", "update_not_newer"));

    // Looks like a list, and is none.
    page.bring(&at("file-input"), &folder.put("list.json", b"{\"breaches\": []}"));
    page.sees(&at("file-offer").with("data-kind", "list"));
    page.click(&at("file-take"));
    page.sees(&at("file-refused").with("data-code", "bad_layer"));
    page.picture("list-refused");
    page.sees(&catalogue(number));
    assert_eq!(page.count(&at("layer")), 1, "nothing was added");
    page.close();
}

#[test]
fn a_list_that_is_dropped_on_the_window_becomes_a_layer() {
    let stage = Stage::set();
    let page = prepared::open(&stage, &HOUSEHOLD);
    page.sees(&at("overview-first"));
    drag(&page, "dragenter", LIST);
    page.sees(&at("drop-veil"));
    page.portraits("drop-veil");
    drag(&page, "dragleave", LIST);
    page.sees_no(&at("drop-veil"));
    drag(&page, "dragenter", LIST);
    drag(&page, "drop", LIST);
    page.sees_no(&at("drop-veil"));
    page.sees(&at("file-offer").with("data-kind", "list").showing("dropped.json"));
    page.portraits_of("list-offer", &at("file-offer"));
    page.click(&at("file-take"));
    page.sees(&at("file-done").inside(&news("new", "hibp:ZzMore")));
    page.sees(&at("layer").with("data-layer", "hibp").showing("Not signed"));
    page.portraits_of("list-done", &at("layers"));
    page.click(&at("file-done").inside(&at("news-open")));
    page.sees(&at("match").with("data-breach", "hibp:ZzMore"));
    page.sees(&at("layer-mark").with("data-layer", "hibp-file"));
    page.portraits("list-match");

    page.click(&at("nav-breaches"));
    page.fill(&at("breach-search"), "zz test shop");
    let row = at("breach-row").with("data-breach", "hibp:ZzTestShop");
    page.sees(&row.inside(&at("layer-mark").with("data-layer", "hibp-file")));
    page.picture("list-row");

    page.click(&at("nav-settings"));
    page.click(&at("layer-remove-hibp"));
    page.sees(&at("layer-dialog"));
    page.picture("list-remove");
    page.click(&at("layer-remove-yes"));
    page.sees_no(&at("layer").with("data-layer", "hibp"));
    page.click(&at("nav-breaches"));
    page.fill(&at("breach-search"), "zz test shop");
    page.sees_no(&row);
    page.close();
}

/// What the page is told when a file is dragged over it. A WebDriver cannot drag from outside of the window.
fn drag(page: &Page, event: &str, content: &str) {
    let content = serde_json::to_string(content).expect("a text is JSON");
    let told = page.outcome(&format!(
        "(() => {{ const dataTransfer = new DataTransfer(); \
         dataTransfer.items.add(new File([{content}], 'dropped.json', {{ type: 'application/json' }})); \
         const event = new DragEvent('{event}', {{ dataTransfer, bubbles: true, cancelable: true }}); \
         document.querySelector('main').dispatchEvent(event); \
         return event.dataTransfer.types.includes('Files'); }})()"
    ));
    assert_eq!(told, "true", "the page takes {event} for one with a file");
}
