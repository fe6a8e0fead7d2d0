//! The session as the window's commands reach it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use heldby_app::{Failure, Session};

/// The one session behind the window. Commands run one after the other, off the thread that draws.
pub struct Held(Arc<Mutex<Session>>);

impl Held {
    /// Holds a session for the commands.
    pub fn new(session: Session) -> Self {
        Self(Arc::new(Mutex::new(session)))
    }

    /// Runs one use case. Deriving a key takes most of a second and a slow disk takes longer, so it gets a thread
    /// of its own and the window stays alive.
    ///
    /// # Errors
    /// What the use case says.
    pub async fn with<T: Send + 'static>(
        &self,
        use_case: impl FnOnce(&mut Session) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let session = Arc::clone(&self.0);
        let done = tauri::async_runtime::spawn_blocking(move || use_case(&mut guard(&session))).await;
        done.unwrap_or_else(|_| {
            Err(Failure::new(
                heldby_app::Code::Io,
                "Something inside Heldby failed.",
                "Close the window and open it again.",
            ))
        })
    }

    /// Locks the vault, waiting for a running command first.
    pub fn lock(&self) {
        guard(&self.0).lock();
    }
}

/// A use case that panicked leaves the session as the last completed write left it, which is a state it can be in.
fn guard(session: &Mutex<Session>) -> MutexGuard<'_, Session> {
    session.lock().unwrap_or_else(PoisonError::into_inner)
}
