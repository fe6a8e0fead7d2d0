//! The page in the words of somebody who uses it. Each step waits until the page is ready for it.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::webdriver::{Answer, Element, WebDriver};

/// Long enough for a key derivation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The size of the window as it opens, in pixels.
const USUAL: (u32, u32) = (1180, 760);

/// The smallest size that the window takes.
const SMALLEST: (u32, u32) = (900, 600);

/// Comes true when what was just changed is on the screen: the transitions are over, then two more frames. What moves
/// for ever is not waited for, and a window that draws nothing draws no frame either: then a second is enough.
const PAINTED: &str = "(async () => { \
    const finite = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime)); \
    const second = () => new Promise((done) => setTimeout(done, 1000)); \
    await Promise.race([second(), Promise.all(finite.map((one) => one.finished.catch(() => {})))]); \
    for (let frame = 0; frame < 2; frame += 1) \
        await Promise.race([second(), new Promise((done) => requestAnimationFrame(done))]); \
})()";

/// What reaches farthest to the right on the page.
const WIDEST: &str = "[...document.querySelectorAll('main *')] \
    .map((one) => [one.getBoundingClientRect().right, one]) \
    .reduce((most, one) => (one[0] > most[0] ? one : most))[1].outerHTML.slice(0, 300)";

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

    /// Clicks on what is there, after scrolling to it where the driver would hit what lies over its middle.
    pub fn click(&self, place: &Place) {
        self.attempt(&format!("click {place}"), || {
            let element = self.visible(place)?;
            self.0.click(&element).map_err(|refused| {
                self.scroll_to(place);
                refused.to_string()
            })
        });
    }

    /// Puts the focus on it.
    pub fn focus(&self, place: &Place) {
        self.attempt(&format!("focus {place}"), || {
            self.visible(place)?;
            self.with_node(place, "node?.focus()")
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

    /// Chooses the option with this value in a list. The list gets the focus first, as under a hand: WebKit tells of a
    /// change only if it differs from what was chosen when the focus came.
    pub fn choose(&self, place: &Place, value: &str) {
        self.attempt(&format!("choose {value} in {place}"), || {
            let element = self.visible(place).and_then(|_| self.first(&place.option(value)))?;
            self.with_node(place, "document.activeElement?.blur(); node?.focus()")?;
            self.0.click(&element).map_err(|refused| refused.to_string())
        });
    }

    /// Hands a file to a field for files. Such a field is hidden behind a button, which opens a dialog of the system.
    pub fn bring(&self, place: &Place, file: &Path) {
        let path = file.to_str().expect("a temporary path is text");
        self.attempt(&format!("bring a file to {place}"), || {
            let field = self.first(place)?;
            self.0.type_into(&field, path).map_err(|refused| refused.to_string())
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

    /// Waits until there is an answer.
    pub fn until<T>(&self, what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
        self.attempt(what, || ask().ok_or_else(|| "it never came to that".to_owned()))
    }

    /// How many of it are on the screen.
    pub fn count(&self, place: &Place) -> usize {
        self.attempt(&format!("count {place}"), || {
            let found = self.0.find_all(&place.0).map_err(|refused| refused.to_string())?;
            Ok(found.into_iter().filter(|element| self.0.is_displayed(element).unwrap_or(false)).count())
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

    /// Sets the size of the window in pixels, and waits until the page has it.
    pub fn resize(&self, width: u32, height: u32) {
        self.0.resize(width, height).unwrap_or_else(|refused| panic!("resize: {refused}"));
        self.attempt(&format!("be {width} x {height}"), || {
            match (self.number("return innerWidth"), self.number("return innerHeight")) {
                now if now == (i64::from(width), i64::from(height)) => Ok(()),
                now => Err(format!("it is {now:?}")),
            }
        });
    }

    /// Takes a picture of the present screen in the light and in the dark theme: `target/screenshots/NAME-THEME.png`.
    pub fn picture(&self, name: &str) {
        let before = self.theme(None);
        for theme in ["light", "dark"] {
            self.theme(Some(theme));
            let png = self.attempt(&format!("take a picture of {name}"), || {
                self.outcome(PAINTED);
                let png = self.settled().map_err(|refused| refused.to_string())?;
                if is_blank(&png) { Err("it is blank".to_owned()) } else { Ok(png) }
            });
            fs::write(screenshots().join(format!("{name}-{theme}.png")), png).expect("target can be written");
        }
        self.theme(Some(&before));
    }

    /// The screen, once it stays the same: what the page has drawn comes to the window a moment later. What moves for
    /// ever never stays the same.
    fn settled(&self) -> Answer<Vec<u8>> {
        const MOMENT: Duration = Duration::from_millis(60);
        const LOOKS: usize = 6;
        let mut last = self.0.screenshot()?;
        for _ in 0..LOOKS {
            std::thread::sleep(MOMENT);
            let next = self.0.screenshot()?;
            if next == last {
                break;
            }
            last = next;
        }
        Ok(last)
    }

    /// Takes pictures of the present screen at the usual size, at the smallest, and with letters of twice the size.
    ///
    /// # Panics
    /// When it scrolls sideways in one of them.
    pub fn portraits(&self, name: &str) {
        self.portraits_of(name, &Place("//main | //body".to_owned()));
    }

    /// As [`portraits`](Self::portraits), with this in the middle of the screen.
    pub fn portraits_of(&self, name: &str, place: &Place) {
        for (kind, (width, height), text) in
            [("", USUAL, "100%"), ("small-", SMALLEST, "100%"), ("large-text-", USUAL, "200%")]
        {
            self.resize(width, height);
            self.script("document.documentElement.style.fontSize = arguments[0]", &[json!(text)])
                .unwrap_or_else(|refused| panic!("size of the text: {refused}"));
            self.fits(&format!("{kind}{name}"));
            self.scroll_to(place);
            self.picture(&format!("{kind}{name}"));
        }
        self.script("document.documentElement.style.fontSize = ''", &[])
            .unwrap_or_else(|refused| panic!("size of the text: {refused}"));
        self.resize(USUAL.0, USUAL.1);
    }

    fn scroll_to(&self, place: &Place) {
        self.with_node(place, "node?.scrollIntoView({ block: 'center' })")
            .unwrap_or_else(|refused| panic!("scroll to {place}: {refused}"));
    }

    /// Runs a script that calls the first of it `node`.
    fn with_node(&self, place: &Place, source: &str) -> Result<(), String> {
        let find = "const node = document.evaluate(arguments[0], document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null) \
                    .singleNodeValue;";
        self.script(&format!("{find} {source}"), &[json!(place.0)]).map(drop)
    }

    /// # Panics
    /// When the page or its main part scrolls sideways, or the page scrolls at all where its main part should.
    pub fn fits(&self, name: &str) {
        for part in ["document.documentElement", "document.querySelector('main') ?? document.body"] {
            let over =
                self.number(&format!("const part = {part}; return part.scrollWidth - part.clientWidth"));
            assert_eq!(over, 0, "{name}: {part} scrolls sideways, because of {}", self.outcome(WIDEST));
        }
        let below = "const page = document.documentElement; \
                     return document.querySelector('[data-testid=view]') ? page.scrollHeight - page.clientHeight : 0";
        assert_eq!(self.number(below), 0, "{name}: the window scrolls");
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
        let nowhere = format!("none of the {} on the page is on the screen", found.len());
        for element in found {
            if self.0.is_displayed(&element).map_err(|refused| refused.to_string())? {
                return Ok(element);
            }
        }
        Err(nowhere)
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

/// Whether a picture shows next to nothing: a screen of one colour comes to a byte for some hundreds of pixels.
fn is_blank(png: &[u8]) -> bool {
    const PIXELS_PER_BYTE: usize = 150;
    let number = |at: usize| {
        png.get(at..at + 4).map(|four| four.iter().fold(0, |n, byte| n << 8 | usize::from(*byte)))
    };
    // A PNG begins with its signature, then length and kind of the first chunk, then width and height.
    let (width, height) = (number(16).unwrap_or_default(), number(20).unwrap_or_default());
    png.len() * PIXELS_PER_BYTE < width * height
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
