//! The page in the words of somebody who uses it. Each step waits until the page is ready for it.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::webdriver::{Element, WebDriver};

/// Long enough for a key derivation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// WebDriver's code for the Control key.
const CONTROL: &str = "\u{E009}";

/// The window as a person meets it.
pub struct Page(WebDriver);

impl Page {
    /// Over a running session.
    pub fn new(driver: WebDriver) -> Self {
        Self(driver)
    }

    /// Closes the window.
    ///
    /// # Panics
    /// When the driver refuses; this holds for every step.
    pub fn close(self) {
        self.0.close().unwrap_or_else(|refused| panic!("the window does not close: {refused}"));
    }

    /// Clicks the element with this test id.
    pub fn click(&self, id: &str) {
        self.attempt(&format!("click {id}"), || {
            let element = self.visible(&by_id(id))?;
            self.0.click(&element).map_err(|refused| refused.to_string())
        });
    }

    /// Clicks the element with this test id that shows `text`.
    pub fn click_showing(&self, id: &str, text: &str) {
        self.attempt(&format!("click {id} showing {text:?}"), || {
            let element = self.visible(&showing(id, text))?;
            self.0.click(&element).map_err(|refused| refused.to_string())
        });
    }

    /// Puts a text into the field with this test id, in place of what is there.
    pub fn fill(&self, id: &str, text: &str) {
        self.attempt(&format!("fill {id}"), || {
            let field = self.visible(&by_id(id))?;
            self.0.clear(&field).map_err(|refused| refused.to_string())?;
            self.0.type_into(&field, text).map_err(|refused| refused.to_string())
        });
    }

    /// Chooses the option with this value in the list with this test id.
    pub fn choose(&self, id: &str, value: &str) {
        self.attempt(&format!("choose {value} in {id}"), || {
            let option = format!("{}//option[@value={}]", by_id(id), quoted(value));
            let element = self.visible(&by_id(id)).and_then(|_| self.first(&option))?;
            self.0.click(&element).map_err(|refused| refused.to_string())
        });
    }

    /// Presses Control and a key.
    pub fn press_control(&self, key: &str) {
        self.0.press(&[CONTROL, key]).unwrap_or_else(|refused| panic!("Control+{key}: {refused}"));
    }

    /// Waits for the element with this test id and returns its text.
    pub fn text(&self, id: &str) -> String {
        self.attempt(&format!("read {id}"), || {
            let element = self.visible(&by_id(id))?;
            self.0.text(&element).map_err(|refused| refused.to_string())
        })
    }

    /// Waits until the element with this test id shows `text`.
    pub fn sees(&self, id: &str, text: &str) {
        self.attempt(&format!("see {text:?} in {id}"), || self.visible(&showing(id, text)).map(drop));
    }

    /// Waits until the page shows `text` anywhere.
    pub fn sees_text(&self, text: &str) {
        self.attempt(&format!("see {text:?}"), || {
            let all = self.page_text()?;
            if all.contains(text) { Ok(()) } else { Err(format!("the page shows: {all}")) }
        });
    }

    /// All text that the page shows now.
    pub fn page_text(&self) -> Result<String, String> {
        let body = self.first("//body")?;
        self.0.text(&body).map_err(|refused| refused.to_string())
    }

    /// An attribute of the element that an XPath expression finds.
    pub fn attribute(&self, id: &str, name: &str) -> String {
        self.attempt(&format!("read {name} of {id}"), || {
            let script = "return document.querySelector(`[data-testid='${arguments[0]}']`)?.getAttribute(arguments[1])";
            let value = self.script(script, &[json!(id), json!(name)])?;
            value.as_str().map(str::to_owned).ok_or_else(|| "it has none".to_owned())
        })
    }

    /// Runs a script in the page.
    pub fn script(&self, source: &str, arguments: &[Value]) -> Result<Value, String> {
        self.0.script(source, arguments).map_err(|refused| refused.to_string())
    }

    /// Sets the size of the window in pixels.
    pub fn resize(&self, width: u32, height: u32) {
        self.0.resize(width, height).unwrap_or_else(|refused| panic!("resize: {refused}"));
    }

    /// Takes a picture of the present screen in the light and in the dark theme: `target/screenshots/NAME-THEME.png`.
    pub fn picture(&self, name: &str) {
        let before = self.theme(None);
        for theme in ["light", "dark"] {
            self.theme(Some(theme));
            // What was just changed is on the screen two frames and one transition later.
            std::thread::sleep(Duration::from_millis(350));
            let png = self.0.screenshot().unwrap_or_else(|refused| panic!("picture of {name}: {refused}"));
            fs::write(screenshots().join(format!("{name}-{theme}.png")), png).expect("target can be written");
        }
        self.theme(Some(&before));
    }

    /// Sets the theme, without the settings, and returns the one before.
    fn theme(&self, new: Option<&str>) -> String {
        let script = "const data = document.documentElement.dataset; const before = data.theme ?? ''; \
                      if (arguments[0] !== null) data.theme = arguments[0]; return before;";
        let before = self.script(script, &[json!(new)]).unwrap_or_else(|refused| panic!("theme: {refused}"));
        before.as_str().unwrap_or_default().to_owned()
    }

    fn first(&self, xpath: &str) -> Result<Element, String> {
        let found = self.0.find_all(xpath).map_err(|refused| refused.to_string())?;
        found.into_iter().next().ok_or_else(|| format!("nothing on the page is {xpath}"))
    }

    fn visible(&self, xpath: &str) -> Result<Element, String> {
        let found = self.0.find_all(xpath).map_err(|refused| refused.to_string())?;
        let mut shown = found.into_iter().filter(|element| self.0.is_displayed(element).unwrap_or(false));
        shown.next().ok_or_else(|| format!("nothing on the screen is {xpath}"))
    }

    /// Tries a step until it succeeds. A picture of the screen is left behind when it never does.
    fn attempt<T>(&self, what: &str, mut step: impl FnMut() -> Result<T, String>) -> T {
        let start = Instant::now();
        loop {
            match step() {
                Ok(value) => return value,
                Err(reason) if start.elapsed() > PATIENCE => {
                    if let Ok(png) = self.0.screenshot() {
                        fs::write(screenshots().join("failure.png"), png).expect("target can be written");
                    }
                    let text = self.page_text().unwrap_or_default();
                    panic!("cannot {what}: {reason}\nThe page shows:\n{text}");
                }
                Err(_) => std::thread::sleep(Duration::from_millis(40)),
            }
        }
    }
}

/// The folder of the pictures, in the workspace's own `target` wherever Cargo builds.
pub fn screenshots() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    fs::create_dir_all(&folder).expect("target can be written");
    folder
}

fn by_id(id: &str) -> String {
    format!("//*[@data-testid={}]", quoted(id))
}

fn showing(id: &str, text: &str) -> String {
    format!("{}[contains(normalize-space(.), {})]", by_id(id), quoted(text))
}

/// A text as an XPath literal, which knows no escapes: no text here holds a double quote.
fn quoted(text: &str) -> String {
    assert!(!text.contains('"'), "XPath cannot quote {text}");
    format!("\"{text}\"")
}
