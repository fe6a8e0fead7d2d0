//! The app on a display of its own, in a home of its own, under a WebDriver.

use std::{
    net::{Ipv4Addr, TcpStream},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use crate::{
    page::Page,
    support::{Program, display::Display, home::Home, wait_for},
    webdriver::{WebDriver, free_port},
};

/// Where the app runs. Dropping it ends the driver, the app and the display, and removes the home.
pub struct Stage {
    driver_port: u16,
    // Dropped in this order: the home last, when nobody is in it any more.
    _driver: Program,
    display: Display,
    home: Home,
}

impl Stage {
    /// Starts the display and the driver.
    ///
    /// # Panics
    /// When one of the tools is missing or does not start.
    pub fn set() -> Self {
        Self::with(None, "disabled:", &[])
    }

    /// The same, for an app that trusts this public key of minisign in place of the project's.
    ///
    /// # Panics
    /// As [`set`](Self::set).
    pub fn trusting(key: Option<&str>) -> Self {
        Self::with(key, "disabled:", &[])
    }

    /// The same, for an app that finds the session bus at this address.
    ///
    /// # Panics
    /// As [`set`](Self::set).
    pub fn on_bus(address: &str) -> Self {
        Self::with(None, address, &[])
    }

    /// Starts them with further variables for the app.
    ///
    /// # Panics
    /// As [`set`](Self::set).
    pub fn set_with(variables: &[(&str, &str)]) -> Self {
        Self::with(None, "disabled:", variables)
    }

    fn with(key: Option<&str>, address: &str, variables: &[(&str, &str)]) -> Self {
        let (display, home, driver_port) = (Display::start(), Home::new(), free_port());
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={driver_port}")).stdin(Stdio::null());
        // The driver starts the app, which inherits all of this.
        command.env("DISPLAY", display.name()).env("TAURI_WEBVIEW_AUTOMATION", "true");
        command.env_remove("HELDBY_E2E_KEY").envs(key.map(|key| ("HELDBY_E2E_KEY", key)));
        home.put_into(&mut command);
        command.env("DBUS_SESSION_BUS_ADDRESS", address);
        command.envs(variables.iter().copied());
        let driver = Program::start(&mut command);
        wait_for("the WebDriver to listen", Duration::from_secs(20), || {
            TcpStream::connect((Ipv4Addr::LOCALHOST, driver_port)).ok()
        });
        Self { driver_port, _driver: driver, display, home }
    }

    /// The name of its display.
    pub fn display(&self) -> &str {
        self.display.name()
    }

    /// The home of the test, with the vault in it.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Starts the app on a vault, which need not exist.
    ///
    /// # Panics
    /// When it does not start.
    pub fn open_app(&self, vault: &Path) -> Page {
        self.open(env!("CARGO_BIN_EXE_heldby-desktop"), &[], vault)
    }

    /// Starts it through a program that runs what follows its own arguments.
    ///
    /// # Panics
    /// When it does not start.
    pub fn open_app_under(&self, program: &str, arguments: &[&str], vault: &Path) -> Page {
        let found = std::env::var_os("PATH").and_then(|path| {
            std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
        });
        let found = found.unwrap_or_else(|| panic!("{program} is missing; `cargo xtask setup` installs it"));
        let arguments = [arguments, &[env!("CARGO_BIN_EXE_heldby-desktop")]].concat();
        self.open(found.to_str().expect("a program's path is text"), &arguments, vault)
    }

    fn open(&self, binary: &str, arguments: &[&str], vault: &Path) -> Page {
        let vault = vault.to_str().expect("a temporary path is text");
        let arguments = [arguments, &["--vault", vault]].concat();
        let driver = WebDriver::start(self.driver_port, binary, &arguments)
            .unwrap_or_else(|refused| panic!("the window does not open: {refused}"));
        Page::new(driver)
    }
}
