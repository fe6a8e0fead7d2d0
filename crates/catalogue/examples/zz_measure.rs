//! x
fn main(){ let f=heldby_catalogue::bundled_files(); for _ in 0..100 { std::hint::black_box(heldby_catalogue::compile(&f)).unwrap(); } }
