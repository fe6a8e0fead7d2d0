//! What the tests with a real window share: a display without a screen and a home that is thrown away.

#![allow(dead_code, reason = "each test binary uses its own part")]

pub mod bus;
pub mod display;
pub mod home;

use std::{
    process::{Child, Command},
    time::{Duration, Instant},
};

/// A program that ends with the test, however the test ends.
pub struct Program(Child);

impl Program {
    /// Starts a prepared command.
    ///
    /// # Panics
    /// When the program is not there: a test that needs a tool fails without it.
    pub fn start(command: &mut Command) -> Self {
        let child = command.spawn().unwrap_or_else(|error| {
            panic!("{:?} does not start ({error}); `cargo xtask setup` installs it", command.get_program())
        });
        Self(child)
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// The running child.
    pub fn child(&mut self) -> &mut Child {
        &mut self.0
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Ended already is as good as ended now.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Asks again and again until there is an answer.
///
/// # Panics
/// With what was waited for, when there is none in time.
pub fn wait_for<T>(what: &str, limit: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < limit, "waited {limit:?} for {what}");
        std::thread::sleep(Duration::from_millis(40));
    }
}
