//! The session as the window's commands reach it, and when it locks.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError},
    time::{Duration, Instant, SystemTime},
};

use heldby_app::{
    Failure, Session, locking, unlock,
    watch::{Event, Moment, Reason, Watch},
    wire,
};

/// How often the clock is looked at. Locking comes at most this much late.
const TICK: Duration = Duration::from_secs(2);

/// The one session behind the window. Commands run one after the other, off the thread that draws.
#[derive(Clone)]
pub struct Held(Arc<Inside>);

struct Inside {
    session: Mutex<Session>,
    watch: Mutex<Watch>,
    /// What `Moment`s are counted from.
    start: Instant,
    /// Puts a fresh page in place of the one that showed the vault.
    renew: Box<dyn Fn() + Send + Sync>,
    /// How many pages have begun, and a way to wait for the next.
    pages: (Mutex<u64>, Condvar),
}

impl Held {
    /// Holds a session for the commands. `renew` is called whenever an open vault was locked; it puts a fresh page in
    /// place of the old one and everything that it remembers.
    pub fn new(session: Session, renew: impl Fn() + Send + Sync + 'static) -> Self {
        let start = Instant::now();
        Self(Arc::new(Inside {
            session: Mutex::new(session),
            watch: Mutex::new(Watch::new(now(start))),
            start,
            renew: Box::new(renew),
            pages: (Mutex::new(0), Condvar::new()),
        }))
    }

    /// Runs one use case. Deriving a key takes most of a second and a slow disk takes longer, so it gets a thread
    /// of its own and the window stays alive. The page asks nothing by itself, so each counts as use.
    ///
    /// # Errors
    /// What the use case says.
    pub async fn with<T: Send + 'static>(
        &self,
        use_case: impl FnOnce(&mut Session) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let inside = Arc::clone(&self.0);
        let done = tauri::async_runtime::spawn_blocking(move || {
            let mut session = guard(&inside.session);
            inside.hear(Event::Used, &mut session);
            let outcome = use_case(&mut session);
            inside.hear(Event::Finished, &mut session);
            outcome
        })
        .await;
        done.unwrap_or_else(|_| {
            Err(Failure::new(
                heldby_app::Code::Io,
                "Something inside Heldby failed.",
                "Close the window and open it again.",
            ))
        })
    }

    /// Notes that a page begins: one that shows nothing yet.
    pub fn page_begins(&self) {
        let (pages, came) = &self.0.pages;
        *guard(pages) += 1;
        came.notify_all();
    }

    /// Locks the vault, waiting for a running command first.
    pub fn lock(&self) {
        self.0.lock(&mut guard(&self.0.session));
    }

    /// Locks the vault when the person asks for it.
    ///
    /// # Errors
    /// None; the form is that of a command.
    pub async fn lock_as_asked(&self) -> Result<wire::Status, Failure> {
        let inside = Arc::clone(&self.0);
        self.with(move |session| {
            inside.lock(session);
            Ok(unlock::status(session))
        })
        .await
    }

    /// Takes an event from outside; a running command ends first. Returns when the vault is locked, if it has to be,
    /// and when nothing of it is on the screen any more, but waits for the screen at most `patience`.
    pub fn hear(&self, event: Event, patience: Duration) {
        let (pages, came) = &self.0.pages;
        let before = *guard(pages);
        if self.0.hear(event, &mut guard(&self.0.session)) {
            let waited = came.wait_timeout_while(guard(pages), patience, |pages| *pages == before);
            // Late or not: the vault is locked.
            drop(waited);
        }
    }

    /// Looks at the clock for as long as the program runs.
    pub fn keep_watch(&self) {
        let held = self.clone();
        let started = std::thread::Builder::new().name("watch".to_owned()).spawn(move || {
            loop {
                std::thread::sleep(TICK);
                held.tick();
            }
        });
        started.expect("a program that can show a window can start a thread");
    }

    fn tick(&self) {
        let mut session = match self.0.session.try_lock() {
            Ok(session) => session,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            // A command is running; its end is heard too.
            Err(TryLockError::WouldBlock) => return,
        };
        self.0.hear(Event::Tick, &mut session);
    }
}

impl Inside {
    /// Takes an event, locks if it says so, and says whether that closed an open vault.
    fn hear(&self, event: Event, session: &mut Session) -> bool {
        let limit = locking::limit(session);
        let reason: Option<Reason> = guard(&self.watch).hear(event, now(self.start), limit);
        reason.is_some() && self.lock(session)
    }

    fn lock(&self, session: &mut Session) -> bool {
        let was_open = session.is_unlocked();
        session.lock();
        if was_open {
            (self.renew)();
        }
        was_open
    }
}

fn now(start: Instant) -> Moment {
    // Before 1970 no clock jumped.
    let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Moment { steady: start.elapsed(), wall }
}

/// A use case that panicked leaves the session as the last completed write left it, which is a state it can be in.
fn guard<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
