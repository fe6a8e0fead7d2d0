//! The desktop's list of recently used files. GTK's dialogs write into it what is chosen in them, with the name of the
//! program: the path of an export or of another vault would stay there for everybody who looks.

/// Takes out what the dialogs of this program write into the list: now, for what an earlier run could not take out any
/// more, and whenever the list changes. To be called on the thread of the window.
#[cfg(target_os = "linux")]
pub fn leave_out() {
    use gtk::traits::RecentManagerExt;

    let Some(list) = gtk::RecentManager::default() else { return };
    forget(&list);
    list.connect_changed(forget);
}

/// Files that another program uses as well are that one's, and stay.
#[cfg(target_os = "linux")]
fn forget(list: &gtk::RecentManager) {
    use gtk::{glib, traits::RecentManagerExt};

    let Some(own) = glib::application_name() else { return };
    for file in list.items() {
        let programs = file.applications();
        if !programs.is_empty()
            && programs.iter().all(|program| *program == own)
            && let Some(uri) = file.uri()
        {
            // It is gone already if this fails.
            let _gone = list.remove_item(&uri);
        }
    }
}

/// Other systems keep such lists for what the program says it opened, and it says nothing.
#[cfg(not(target_os = "linux"))]
pub fn leave_out() {}
