//! When an open vault locks by itself. Pure: what happened and the time go in, a decision comes out; who asks reads
//! the clocks.

use std::time::Duration;

/// How far the wall clock may run ahead of the steady one between two looks. More than that is a machine that slept
/// without saying so, or a clock that somebody set: both lock.
const JUMP: Duration = Duration::from_secs(10);

/// A point in time on two clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Since any fixed start, by a clock that nobody can set. It may stand still while the machine sleeps.
    pub steady: Duration,
    /// Since 1970, by the clock on the wall.
    pub wall: Duration,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The person did something in the window.
    Used,
    /// A command that the person gave came to its end.
    Finished,
    /// Nothing; time passed.
    Tick,
    /// The machine is about to sleep.
    Sleep,
    /// The system locked the person's session.
    SessionLocked,
    /// The screen saver covered the screen.
    ScreenSaver,
}

/// Why the vault has to be locked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nothing was done for as long as the person allows.
    Idle,
    /// The wall clock jumped ahead: the machine slept, and nobody said so before.
    Jumped,
    /// The machine is about to sleep.
    Sleep,
    /// The session of the system was locked.
    SessionLocked,
    /// The screen saver covered the screen.
    ScreenSaver,
}

/// What is remembered between events.
#[derive(Debug)]
pub struct Watch {
    /// When the person last did something.
    used: Duration,
    /// When anything was last heard.
    seen: Moment,
}

impl Watch {
    /// Begins to watch.
    pub fn new(now: Moment) -> Self {
        Self { used: now.steady, seen: now }
    }

    /// Takes an event and says whether the vault has to be locked. `limit` is how long nothing may happen; without
    /// one, idleness never locks.
    ///
    /// An input that comes after the limit does not save the session: a late look at the clock must not matter.
    pub fn hear(&mut self, event: Event, now: Moment, limit: Option<Duration>) -> Option<Reason> {
        let passed = now.steady.saturating_sub(self.seen.steady);
        let jumped = now.wall.saturating_sub(self.seen.wall).saturating_sub(passed) > JUMP;
        let idle = now.steady.saturating_sub(self.used);
        self.seen = now;
        let reason = match event {
            Event::Sleep => Some(Reason::Sleep),
            Event::SessionLocked => Some(Reason::SessionLocked),
            Event::ScreenSaver => Some(Reason::ScreenSaver),
            _ if jumped => Some(Reason::Jumped),
            // The person waited for it.
            Event::Finished => None,
            Event::Used | Event::Tick => limit.filter(|limit| idle >= *limit).map(|_| Reason::Idle),
        };
        if reason.is_some() || matches!(event, Event::Used | Event::Finished) {
            self.used = now.steady;
        }
        reason
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An hour on the wall lies between the two clocks, as it might.
    fn at(steady: u64, ahead: u64) -> Moment {
        Moment { steady: Duration::from_secs(steady), wall: Duration::from_secs(3600 + steady + ahead) }
    }

    const LIMIT: Option<Duration> = Some(Duration::from_secs(300));

    /// Events at (seconds, seconds that the wall clock ran ahead), and what each must lead to.
    #[track_caller]
    fn check(limit: Option<Duration>, steps: &[(u64, u64, Event, Option<Reason>)]) {
        let mut watch = Watch::new(at(0, 0));
        for (steady, ahead, event, expected) in steps {
            let told = watch.hear(*event, at(*steady, *ahead), limit);
            assert_eq!(told, *expected, "{event:?} at {steady} s, the wall {ahead} s ahead");
        }
    }

    #[test]
    fn idleness_locks_at_the_limit_and_use_puts_it_off() {
        check(LIMIT, &[(299, 0, Event::Tick, None), (300, 0, Event::Tick, Some(Reason::Idle))]);
        check(
            LIMIT,
            &[
                (200, 0, Event::Used, None),
                (300, 0, Event::Tick, None),
                (499, 0, Event::Tick, None),
                (500, 0, Event::Tick, Some(Reason::Idle)),
                (501, 0, Event::Tick, None),
            ],
        );
    }

    #[test]
    fn an_input_after_the_limit_comes_too_late() {
        check(LIMIT, &[(301, 0, Event::Used, Some(Reason::Idle)), (302, 0, Event::Used, None)]);
    }

    #[test]
    fn a_long_command_is_no_idleness() {
        check(
            LIMIT,
            &[
                (10, 0, Event::Used, None),
                (900, 0, Event::Finished, None),
                (1199, 0, Event::Tick, None),
                (1200, 0, Event::Tick, Some(Reason::Idle)),
            ],
        );
    }

    #[test]
    fn without_a_limit_only_signals_and_sleep_lock() {
        check(
            None,
            &[
                (90_000, 0, Event::Tick, None),
                (90_001, 0, Event::ScreenSaver, Some(Reason::ScreenSaver)),
                (90_002, 0, Event::SessionLocked, Some(Reason::SessionLocked)),
                (90_003, 0, Event::Sleep, Some(Reason::Sleep)),
                (90_005, 900, Event::Tick, Some(Reason::Jumped)),
                (90_007, 900, Event::Tick, None),
            ],
        );
    }

    #[test]
    fn a_jump_of_the_wall_clock_locks_whatever_is_heard_first() {
        for event in [Event::Tick, Event::Used, Event::Finished] {
            check(LIMIT, &[(2, 0, Event::Tick, None), (4, 3600, event, Some(Reason::Jumped))]);
        }
        // Small corrections and a clock that is set back say nothing.
        check(LIMIT, &[(2, 10, Event::Tick, None), (4, 20, Event::Tick, None), (6, 0, Event::Tick, None)]);
    }

    #[test]
    fn a_late_look_is_no_jump() {
        // The process was stopped: both clocks went on.
        check(LIMIT, &[(250, 0, Event::Tick, None), (299, 0, Event::Used, None)]);
    }

    proptest! {
        /// Whatever happened before: after the limit without use the next look locks, and never earlier by idleness.
        #[test]
        fn the_limit_holds(uses in prop::collection::vec(0_u64..200, 0..20), rest in 0_u64..600) {
            let mut watch = Watch::new(at(0, 0));
            let mut now = 0;
            for gap in uses {
                now += gap;
                prop_assert_eq!(watch.hear(Event::Used, at(now, 0), LIMIT), None);
            }
            let told = watch.hear(Event::Tick, at(now + rest, 0), LIMIT);
            prop_assert_eq!(told, (rest >= 300).then_some(Reason::Idle));
        }
    }
}
