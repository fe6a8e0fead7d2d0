//! The page in the words of somebody who uses it. Each step waits until the page is ready for it.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::webdriver::{Element, WebDriver};

/// Long enough for a key derivation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// WebDriver's code for the Control key.
const CONTROL: &str = "\u{E009}";

/// WebDriver's code for the Enter key.
pub const ENTER: &str = "\u{E007}";

/// WebDriver's code for the Escape key.
pub const ESCAPE: &str = "\u{E00C}";

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

    /// Clicks on what is there.
    pub fn click(&self, place: &Place) {
        self.attempt(&format!("click {place}"), || {
            let element = self.visible(place)?;
            self.0.click(&element).map_err(|refused| refused.to_string())
        });
    }

    /// Puts a text into a field, in place of what is there.
    pub fn fill(&self, place: &Place, text: &str) {
        self.attempt(&format!("fill {place}"), || {
            let field = self.visible(place)?;
            self.0.clear(&field).map_err(|refused| refused.to_string())?;
            self.0.type_into(&field, text).map_err(|refused| refused.to_string())
        });
    }

    /// Chooses the option with this value in a list.
    pub fn choose(&self, place: &Place, value: &str) {
        self.attempt(&format!("choose {value} in {place}"), || {
            let element = self.visible(place).and_then(|_| self.first(&place.option(value)))?;
            self.0.click(&element).map_err(|refused| refused.to_string())
        });
    }

    /// Presses a key wherever the focus is.
    pub fn press_key(&self, key: &str) {
        self.0.press(&[key]).unwrap_or_else(|refused| panic!("press a key: {refused}"));
    }

    /// Whether it is on the screen now.
    pub fn shows(&self, place: &Place) -> bool {
        self.visible(place).is_ok()
    }

    /// Presses Control and a key.
    pub fn press_control(&self, key: &str) {
        self.0.press(&[CONTROL, key]).unwrap_or_else(|refused| panic!("Control+{key}: {refused}"));
    }

    /// Presses a key in a field.
    pub fn press(&self, place: &Place, key: &str) {
        self.attempt(&format!("press a key in {place}"), || {
            let field = self.visible(place)?;
            self.0.type_into(&field, key).map_err(|refused| refused.to_string())
        });
    }

    /// Waits until it is on the screen and returns its text.
    pub fn text(&self, place: &Place) -> String {
        self.attempt(&format!("read {place}"), || {
            let element = self.visible(place)?;
            self.0.text(&element).map_err(|refused| refused.to_string())
        })
    }

    /// Waits until it is on the screen.
    pub fn sees(&self, place: &Place) {
        self.attempt(&format!("see {place}"), || self.visible(place).map(drop));
    }

    /// Waits until it is gone from the page.
    pub fn sees_no(&self, place: &Place) {
        self.attempt(&format!("see {place} gone"), || match self.first(place) {
            Ok(_) => Err("it is still there".to_owned()),
            Err(_) => Ok(()),
        });
    }

    /// All text that the page shows now.
    pub fn all_text(&self) -> String {
        self.attempt("read the page", || {
            let body = self.first(&Place("//body".to_owned()))?;
            self.0.text(&body).map_err(|refused| refused.to_string())
        })
    }

    /// The whole number that a script in the page returns.
    pub fn number(&self, source: &str) -> i64 {
        let value = self.script(source, &[]).unwrap_or_else(|refused| panic!("{source}: {refused}"));
        value.as_f64().unwrap_or_else(|| panic!("{source} is {value}")).round() as i64
    }

    /// What a promise in the page comes to: the text of its value, or `refused: ` and why.
    pub fn outcome(&self, promise: &str) -> String {
        let script = format!(
            "const done = arguments[arguments.length - 1]; \
             Promise.resolve().then(() => {promise}).then((value) => done(String(value)), (why) => done('refused: ' + why));"
        );
        let value = self
            .0
            .script_with_callback(&script, &[])
            .unwrap_or_else(|refused| panic!("{promise}: {refused}"));
        value.as_str().unwrap_or_default().to_owned()
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

    fn script(&self, source: &str, arguments: &[Value]) -> Result<Value, String> {
        self.0.script(source, arguments).map_err(|refused| refused.to_string())
    }

    fn first(&self, place: &Place) -> Result<Element, String> {
        let found = self.0.find_all(&place.0).map_err(|refused| refused.to_string())?;
        found.into_iter().next().ok_or_else(|| "it is not on the page".to_owned())
    }

    fn visible(&self, place: &Place) -> Result<Element, String> {
        let found = self.0.find_all(&place.0).map_err(|refused| refused.to_string())?;
        let mut shown = found.into_iter().filter(|element| self.0.is_displayed(element).unwrap_or(false));
        shown.next().ok_or_else(|| "it is not on the screen".to_owned())
    }

    /// Tries a step until it succeeds. A picture of the screen is left behind when it never does.
    fn attempt<T>(&self, what: &str, mut step: impl FnMut() -> Result<T, String>) -> T {
        let start = Instant::now();
        loop {
            match step() {
                Ok(value) => return value,
                Err(reason) if start.elapsed() > PATIENCE => {
                    let picture = screenshots().join(format!("failed-{}.png", test_name()));
                    if let Ok(png) = self.0.screenshot() {
                        fs::write(&picture, png).expect("target can be written");
                    }
                    panic!("cannot {what}: {reason}\nThe screen is in {}", picture.display());
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

/// The test that runs: the harness names its thread after it.
fn test_name() -> String {
    std::thread::current().name().unwrap_or("test").to_owned()
}

/// Something on the page: an XPath expression made of test ids, attributes and texts.
pub struct Place(String);

/// The elements with this test id.
pub fn at(id: &str) -> Place {
    Place(format!("//*[@data-testid={}]", quoted(id)))
}

impl Place {
    /// Those of them whose attribute has this value.
    pub fn with(&self, attribute: &str, value: &str) -> Self {
        Self(format!("{}[@{attribute}={}]", self.0, quoted(value)))
    }

    /// Those of them that hold this text.
    pub fn showing(&self, text: &str) -> Self {
        Self(format!("{}[contains(normalize-space(.), {})]", self.0, quoted(text)))
    }

    /// What is at another place inside of them.
    pub fn inside(&self, inner: &Self) -> Self {
        Self(format!("{}{}", self.0, inner.0))
    }

    fn option(&self, value: &str) -> Self {
        Self(format!("{}//option[@value={}]", self.0, quoted(value)))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text as an XPath literal, which knows no escapes: no text here holds a double quote.
fn quoted(text: &str) -> String {
    assert!(!text.contains('"'), "XPath cannot quote {text}");
    format!("\"{text}\"")
}
