//! Times with criterion, keeps every median, and puts all of them into one table.

use criterion::Criterion;
use std::cell::RefCell;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// What is measured, and how good it has to be at the catalogue's own size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct What {
    /// In a few words.
    pub name: &'static str,
    /// The most that it may be, if anything was promised.
    pub goal: Option<Value>,
    /// What others do for the same: the least and the most.
    pub beside: Option<Beside>,
}

/// Rows of the same table that do the same in another way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beside {
    /// The least that anybody does.
    pub floor: &'static str,
    /// The most.
    pub ceiling: &'static str,
    /// How many questions this row answers for each one of theirs.
    pub share: f64,
}

/// Something measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// How long.
    Time(Duration),
    /// How many bytes.
    Bytes(u64),
}

/// A catalogue as it is, or ten times as large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    One,
    Ten,
}

/// All that was measured so far.
pub struct Ledger {
    criterion: Criterion,
    heads: Vec<String>,
    rows: Vec<(What, Size, Value)>,
}

impl What {
    /// Nothing was promised about it.
    pub const fn plain(name: &'static str) -> Self {
        Self { name, goal: None, beside: None }
    }

    /// It may take so many milliseconds.
    pub const fn within(name: &'static str, milliseconds: u64) -> Self {
        Self { goal: Some(Value::Time(Duration::from_millis(milliseconds))), ..Self::plain(name) }
    }

    pub const fn beside(self, beside: Beside) -> Self {
        Self { beside: Some(beside), ..self }
    }
}

impl Size {
    pub fn name(self) -> &'static str {
        match self {
            Self::One => "1x",
            Self::Ten => "10x",
        }
    }
}

impl Ledger {
    pub fn new() -> Self {
        let criterion = Criterion::default()
            .warm_up_time(Duration::from_millis(300))
            .measurement_time(Duration::from_millis(1_500))
            .sample_size(20)
            .configure_from_args();
        Self { criterion, heads: Vec::new(), rows: Vec::new() }
    }

    /// Says what is measured from here on.
    pub fn head(&mut self, size: Size, text: &str) {
        let head = format!("{:>3}: {text}", size.name());
        println!("\n{head}");
        self.heads.push(head);
    }

    /// Times something; what it returns is dropped outside of the time.
    pub fn time<T>(&mut self, what: What, size: Size, mut run: impl FnMut() -> T) {
        let each = RefCell::new(Vec::new());
        self.criterion.bench_function(&format!("{}/{}", what.name, size.name()), |bencher| {
            bencher.iter_custom(|times| {
                let mut total = Duration::ZERO;
                for _ in 0..times {
                    let start = Instant::now();
                    let outcome = black_box(run());
                    let time = start.elapsed();
                    drop(outcome);
                    each.borrow_mut().push(time);
                    total += time;
                }
                total
            });
        });
        let mut each = each.into_inner();
        // Nothing was run if the names on the command line leave this one out.
        if !each.is_empty() {
            self.note(what, size, Value::Time(percentile(&mut each, 50)));
        }
    }

    /// Takes down what was measured in another way.
    pub fn note(&mut self, what: What, size: Size, value: Value) {
        self.rows.push((what, size, value));
    }

    /// Prints the table.
    pub fn finish(self) {
        self.criterion.final_summary();
        println!();
        for head in &self.heads {
            println!("{head}");
        }
        println!(
            "\n{:<46} {:>9} {:>9} {:>7} {:>8}  {:>7} {:>8}",
            "median, if nothing else is said", "1x", "10x", "growth", "goal", "floor", "ceiling"
        );
        for (what, _, one) in self.rows.iter().filter(|(_, size, _)| *size == Size::One) {
            let ten = self.value(what.name, Size::Ten);
            let growth = ten.map_or_else(String::new, |ten| format!("{:.1}x", ten.number() / one.number()));
            let goal = match what.goal {
                Some(goal) if one.number() > goal.number() => format!("{} MISSED", goal.shown()),
                Some(goal) => goal.shown(),
                None => String::new(),
            };
            let [floor, ceiling] = self.ratios(what, *one);
            println!(
                "{:<46} {:>9} {:>9} {growth:>7} {goal:>8}  {floor:>7} {ceiling:>8}",
                what.name,
                one.shown(),
                ten.map_or_else(String::new, Value::shown),
            );
        }
        println!(
            "\nfloor: so many times a join by equal domains; ceiling: so many times faster than comparing with every name"
        );
    }

    fn value(&self, name: &str, size: Size) -> Option<Value> {
        self.rows.iter().find(|(what, s, _)| what.name == name && *s == size).map(|(_, _, value)| *value)
    }

    fn ratios(&self, what: &What, value: Value) -> [String; 2] {
        let Some(beside) = what.beside else { return Default::default() };
        let of =
            |name| self.value(name, Size::One).map(|other| value.number() / (other.number() * beside.share));
        let shown = |ratio: f64| if ratio < 10.0 { format!("{ratio:.1}x") } else { format!("{ratio:.0}x") };
        [
            of(beside.floor).map_or_else(String::new, shown),
            of(beside.ceiling).map_or_else(String::new, |r| shown(1.0 / r)),
        ]
    }
}

impl Value {
    fn number(self) -> f64 {
        match self {
            Self::Time(time) => time.as_secs_f64(),
            Self::Bytes(bytes) => bytes as f64,
        }
    }

    fn shown(self) -> String {
        match self {
            Self::Time(time) if time < Duration::from_micros(1) => format!("{} ns", time.as_nanos()),
            Self::Time(time) if time < Duration::from_millis(1) => {
                format!("{:.1} us", time.as_secs_f64() * 1e6)
            }
            Self::Time(time) if time < Duration::from_secs(1) => {
                format!("{:.2} ms", time.as_secs_f64() * 1e3)
            }
            Self::Time(time) => format!("{:.2} s", time.as_secs_f64()),
            Self::Bytes(bytes) => format!("{:.1} MB", bytes as f64 / 1e6),
        }
    }
}

/// The value under which so many of a hundred lie.
pub fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * percent / 100]
}
