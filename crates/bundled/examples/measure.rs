//! Prints what the embedded catalogue holds, how large it is, how long it takes to be ready and how much memory it
//! keeps: `cargo run --release -p heldby-bundled --example measure`, or `cargo xtask catalogue`.

use heldby_bundled::ARTEFACT;
use heldby_catalogue::artefact::decode;
use heldby_model::Layer;
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const RUNS: usize = 50;

fn main() {
    let before = HELD.load(Ordering::Relaxed);
    let start = Instant::now();
    let catalogue = decode(ARTEFACT).expect("the build wrote these bytes");
    let first = start.elapsed();
    let held = HELD.load(Ordering::Relaxed) - before;
    let mut times: Vec<Duration> = (0..RUNS).map(|_| timed()).collect();
    times.sort_unstable();
    let of = |layer: Layer| catalogue.breaches().iter().filter(|b| b.layer == layer).count();
    let contacts = catalogue.companies().iter().filter(|c| c.contacts.is_some()).count();
    println!("release      {} of {}", catalogue.info().number, catalogue.info().date);
    println!("companies    {} ({contacts} with a way to ask)", catalogue.companies().len());
    println!(
        "breaches     {} ({} curated, {} of the long tail)",
        catalogue.breaches().len(),
        of(Layer::Curated),
        of(Layer::LongTail)
    );
    println!("size         {:.2} MB", mega(ARTEFACT.len()));
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!("ready in     {:.1} ms (the first time, as at start)", ms(first));
    println!(
        "again in     {:.1} ms (median of {RUNS}; {:.1} to {:.1})",
        ms(times[RUNS / 2]),
        ms(times[0]),
        ms(times[RUNS - 1])
    );
    println!("memory       {:.1} MB", mega(held));
}

fn timed() -> Duration {
    let start = Instant::now();
    let catalogue = decode(ARTEFACT).expect("the build wrote these bytes");
    let time = start.elapsed();
    drop(catalogue);
    time
}

fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// Bytes that were asked for and not given back.
static HELD: AtomicUsize = AtomicUsize::new(0);

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[allow(unsafe_code, reason = "an allocator that counts can only be written so")]
// SAFETY: every call goes on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.fetch_add(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}
