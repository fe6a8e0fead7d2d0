//! Writes the TypeScript types of the wire to the path given, by default where the window expects them.

fn main() -> std::io::Result<()> {
    let path = std::env::args()
        .nth(1)
        .unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/lib/api/types.ts").to_string());
    std::fs::write(path, heldby_app::wire::typescript())
}
