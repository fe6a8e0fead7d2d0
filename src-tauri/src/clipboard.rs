//! What Heldby copies: marked as secret, so that the histories of clipboards leave it out, and gone after
//! [`STAYS`] unless something else took its place meanwhile.

use std::time::Duration;

use zeroize::Zeroizing;

/// How long a copy stays.
pub const STAYS: Duration = Duration::from_secs(10);

/// The clipboard as the commands reach it.
pub struct Clipboard(Box<dyn Fn(Zeroizing<String>) + Send + Sync>);

impl Clipboard {
    /// `put` puts a text where the system keeps it, on whatever thread the system wants.
    pub fn new(put: impl Fn(Zeroizing<String>) + Send + Sync + 'static) -> Self {
        Self(Box::new(put))
    }

    /// Copies a text.
    pub fn copy(&self, text: String) {
        (self.0)(Zeroizing::new(text));
    }
}

#[cfg(not(target_os = "linux"))]
pub use elsewhere::{clear, put};
#[cfg(target_os = "linux")]
pub use gtk_clipboard::{clear, put};

/// GTK serves the text itself, to X11 and to Wayland, for as long as nobody else copies.
#[cfg(target_os = "linux")]
mod gtk_clipboard {
    use std::{
        cell::RefCell,
        rc::{Rc, Weak},
    };

    use gtk::{TargetEntry, TargetFlags, gdk, glib};
    use zeroize::Zeroizing;

    use super::STAYS;

    /// Under this name KDE, GNOME's extensions and password managers agreed to say that a copy is a secret.
    const HINT: &str = "x-kde-passwordManagerHint";
    const SECRET: &[u8] = b"secret";

    const AS_HINT: u32 = 0;
    const AS_TEXT: u32 = 1;

    thread_local! {
        /// The latest copy. It lives as long as the clipboard is ours: GTK drops it when somebody else copies.
        static OURS: RefCell<Weak<Zeroizing<String>>> = const { RefCell::new(Weak::new()) };
    }

    /// Copies a text. Call it on the thread that draws; this holds for everything here.
    pub fn put(text: Zeroizing<String>) {
        let text = Rc::new(text);
        let copy = Rc::downgrade(&text);
        let entry = |name, info| TargetEntry::new(name, TargetFlags::empty(), info);
        let targets = [
            entry("UTF8_STRING", AS_TEXT),
            entry("text/plain;charset=utf-8", AS_TEXT),
            entry("STRING", AS_TEXT),
            entry(HINT, AS_HINT),
        ];
        clipboard().set_with_data(&targets, move |_, wanted, info| match info {
            AS_HINT => wanted.set(&wanted.target(), 8, SECRET),
            _ => {
                wanted.set_text(&text);
            }
        });
        OURS.with_borrow_mut(|ours| ours.clone_from(&copy));
        glib::timeout_add_local_once(STAYS, move || {
            // A later copy of ours has a time of its own.
            if copy.strong_count() > 0 {
                clipboard().clear();
            }
        });
    }

    /// Clears the clipboard at once if what is in it came from here.
    pub fn clear() {
        if OURS.with_borrow(|ours| ours.strong_count() > 0) {
            clipboard().clear();
        }
    }

    fn clipboard() -> gtk::Clipboard {
        gtk::Clipboard::get(&gdk::SELECTION_CLIPBOARD)
    }
}

/// Elsewhere the system keeps the text, so what is there is compared before it is cleared.
#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use std::sync::{Mutex, PoisonError};

    use zeroize::Zeroizing;

    use super::STAYS;

    static OURS: Mutex<Option<Zeroizing<String>>> = Mutex::new(None);

    /// Copies a text.
    pub fn put(text: Zeroizing<String>) {
        #[cfg(target_os = "macos")]
        use arboard::SetExtApple as _;
        #[cfg(windows)]
        use arboard::SetExtWindows as _;

        let copied = arboard::Clipboard::new()
            .and_then(|mut clipboard| clipboard.set().exclude_from_history().text(text.as_str()));
        if let Err(error) = copied {
            eprintln!("The text could not be copied: {error}.");
            return;
        }
        *OURS.lock().unwrap_or_else(PoisonError::into_inner) = Some(text.clone());
        std::thread::spawn(move || {
            std::thread::sleep(STAYS);
            clear_if(|ours| *ours == *text);
        });
    }

    /// Clears the clipboard at once if what is in it came from here.
    pub fn clear() {
        clear_if(|_| true);
    }

    fn clear_if(is_meant: impl Fn(&String) -> bool) {
        let mut ours = OURS.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(text) = ours.as_deref().filter(|text| is_meant(text)) else { return };
        let Ok(mut clipboard) = arboard::Clipboard::new() else { return };
        let there = Zeroizing::new(clipboard.get_text().unwrap_or_default());
        // What cannot be cleared stays; there is nobody to tell.
        if *there == *text && clipboard.clear().is_ok() {
            *ours = None;
        }
    }
}
