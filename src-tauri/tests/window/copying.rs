//! What the window copies: to be read by others, marked as a secret, and gone after ten seconds or with the lock.

use std::{
    io::Write,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    household::{make_vault, unlock},
    page::at,
    stage::Stage,
    support::wait_for,
};

/// Under this name the clipboard says that it holds a secret.
const HINT: &str = "x-kde-passwordManagerHint";

/// What another program gets from the clipboard of a display.
struct Outside<'a>(&'a str);

impl Outside<'_> {
    /// Its content in one form, or nothing when there is none.
    fn reads(&self, form: &str) -> Option<String> {
        let told =
            self.xclip(&["-out", "-target", form]).stdin(Stdio::null()).output().expect("xclip ran before");
        told.status.success().then(|| String::from_utf8(told.stdout).expect("it is text"))
    }

    /// Copies something else.
    fn copies(&self, text: &str) {
        let mut xclip =
            self.xclip(&["-in"]).stdin(Stdio::piped()).spawn().expect("`cargo xtask setup` installs xclip");
        xclip.stdin.take().expect("it is piped").write_all(text.as_bytes()).expect("xclip reads");
        // It goes on in the background to serve the text, and ends with the display.
        assert!(xclip.wait().expect("xclip is ours").success());
    }

    fn xclip(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("xclip");
        command.args(["-selection", "clipboard"]).args(arguments).env("DISPLAY", self.0);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        command
    }
}

#[test]
fn a_copy_is_marked_and_does_not_stay() {
    let stage = Stage::set();
    let vault = stage.home().vault();
    make_vault(&vault, "Quibblezorp Telecom", "");
    let place = vault.to_str().expect("a temporary path is text");
    let outside = Outside(stage.display());
    let page = stage.open_app(&vault);
    unlock(&page);
    page.click(&at("nav-settings"));

    let copy = || {
        page.click(&at("copy-vault-path"));
        wait_for("the copy", Duration::from_secs(5), || {
            (outside.reads("UTF8_STRING")? == place).then_some(())
        });
        Instant::now()
    };
    let copied = copy();
    assert_eq!(outside.reads(HINT).as_deref(), Some("secret"));
    wait_for("the copy to go", Duration::from_secs(20), || {
        outside.reads("UTF8_STRING").is_none().then_some(())
    });
    let stayed = copied.elapsed();
    assert!((8..15).contains(&stayed.as_secs()), "it stayed for {stayed:?}");

    // What somebody else copied meanwhile is not ours to clear.
    copy();
    outside.copies("of another program");
    std::thread::sleep(Duration::from_secs(12));
    assert_eq!(outside.reads("UTF8_STRING").as_deref(), Some("of another program"));

    // A later copy has ten seconds of its own.
    copy();
    std::thread::sleep(Duration::from_secs(6));
    copy();
    std::thread::sleep(Duration::from_secs(6));
    assert_eq!(outside.reads("UTF8_STRING").as_deref(), Some(place));

    page.press_control("l");
    page.sees(&at("unlock-passphrase"));
    assert_eq!(outside.reads("UTF8_STRING"), None, "the lock leaves a copy behind");
    page.close();
}
