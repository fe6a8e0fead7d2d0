//! `cargo xtask icons`: every icon file from the one drawing, `icons/heldby.svg`.
//!
//! The two container formats hold PNG files as they are, so writing them takes no library:
//! ICO is a six-byte header, sixteen bytes per picture, then the pictures; ICNS is a tag and a length per picture.

use std::{fs, path::Path};

use crate::{Outcome, process, root};

/// Files of one size in pixels that Tauri and the desktops look for.
const PNG: &[(&str, u32)] =
    &[("32x32.png", 32), ("128x128.png", 128), ("128x128@2x.png", 256), ("icon.png", 512)];

/// Sizes in the Windows icon.
const ICO: &[u32] = &[16, 24, 32, 48, 64, 256];

/// Tags and sizes in the macOS icon: <https://en.wikipedia.org/wiki/Apple_Icon_Image_format>.
const ICNS: &[(&[u8; 4], u32)] = &[
    (b"ic11", 32),
    (b"ic12", 64),
    (b"ic07", 128),
    (b"ic13", 256),
    (b"ic08", 256),
    (b"ic14", 512),
    (b"ic09", 512),
    (b"ic10", 1024),
];

/// Draws every icon file again.
///
/// # Errors
/// When `rsvg-convert` is missing or fails, or a file cannot be written.
pub fn draw() -> Outcome {
    if process::find("rsvg-convert").is_none() {
        return Err("This task needs rsvg-convert (Debian: librsvg2-bin, Fedora: librsvg2-tools).".to_owned());
    }
    let folder = root().join("icons");
    let source = folder.join("heldby.svg");
    for (name, size) in PNG {
        write(&folder.join(name), &render(&source, *size)?)?;
    }
    let pictures =
        ICO.iter().map(|size| Ok((*size, render(&source, *size)?))).collect::<Result<Vec<_>, String>>()?;
    write(&folder.join("icon.ico"), &ico(&pictures))?;
    let pictures = ICNS.iter().map(|(tag, size)| Ok((*tag, render(&source, *size)?)));
    write(&folder.join("icon.icns"), &icns(&pictures.collect::<Result<Vec<_>, String>>()?))
}

fn render(source: &Path, size: u32) -> Result<Vec<u8>, String> {
    let size = size.to_string();
    let target = std::env::temp_dir().join(format!("heldby-icon-{}-{size}.png", std::process::id()));
    let (from, to) = (source.to_string_lossy(), target.to_string_lossy());
    process::run("rsvg-convert", &["--width", &size, "--height", &size, &from, "--output", &to])?;
    let png = fs::read(&target).map_err(|error| format!("{to} cannot be read: {error}."));
    fs::remove_file(&target).map_err(|error| format!("{to} cannot be removed: {error}."))?;
    png
}

fn write(path: &Path, bytes: &[u8]) -> Outcome {
    fs::write(path, bytes).map_err(|error| format!("{} cannot be written: {error}.", path.display()))
}

fn ico(pictures: &[(u32, Vec<u8>)]) -> Vec<u8> {
    const HEADER: usize = 6;
    const ENTRY: usize = 16;
    let count = u16::try_from(pictures.len()).expect("a handful of sizes");
    let mut out = vec![0, 0, 1, 0];
    out.extend(count.to_le_bytes());
    let mut offset = HEADER + ENTRY * pictures.len();
    for (size, png) in pictures {
        // One byte per side; 256 is written as 0.
        let side = u8::try_from(*size).unwrap_or(0);
        out.extend([side, side, 0, 0, 1, 0, 32, 0]);
        out.extend(length(png.len()).to_le_bytes());
        out.extend(length(offset).to_le_bytes());
        offset += png.len();
    }
    out.extend(pictures.iter().flat_map(|(_, png)| png));
    out
}

fn icns(pictures: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    const HEADER: usize = 8;
    let total: usize = HEADER + pictures.iter().map(|(_, png)| HEADER + png.len()).sum::<usize>();
    let mut out = b"icns".to_vec();
    out.extend(length(total).to_be_bytes());
    for (tag, png) in pictures {
        out.extend(*tag);
        out.extend(length(HEADER + png.len()).to_be_bytes());
        out.extend(png);
    }
    out
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("icons are far below 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ico_points_at_its_pictures() {
        let bytes = ico(&[(16, b"first".to_vec()), (256, b"second!".to_vec())]);
        assert_eq!(bytes[..6], [0, 0, 1, 0, 2, 0]);
        assert_eq!((bytes[6], bytes[22]), (16, 0));
        let picture = |entry: usize| {
            let number =
                |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
            let (length, offset) = (number(entry + 8), number(entry + 12));
            &bytes[offset..offset + length]
        };
        assert_eq!((picture(6), picture(22)), (&b"first"[..], &b"second!"[..]));
    }

    #[test]
    fn an_icns_gives_its_own_length() {
        let bytes = icns(&[(b"ic07", b"picture".to_vec())]);
        assert_eq!(bytes.len(), 23);
        assert_eq!(bytes[4..8], 23u32.to_be_bytes());
        assert_eq!(&bytes[8..12], b"ic07");
        assert_eq!(bytes[12..16], 15u32.to_be_bytes());
    }

    #[test]
    fn the_committed_icons_are_whole() {
        let folder = root().join("icons");
        for (name, size) in PNG {
            let bytes = fs::read(folder.join(name)).expect("the icon is committed");
            assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n", "{name}");
            assert_eq!(bytes[16..20], size.to_be_bytes(), "width of {name}");
            assert_eq!(bytes[20..24], size.to_be_bytes(), "height of {name}");
        }
        let icns = fs::read(folder.join("icon.icns")).expect("the icon is committed");
        assert_eq!(icns[4..8], length(icns.len()).to_be_bytes());
        let ico = fs::read(folder.join("icon.ico")).expect("the icon is committed");
        assert_eq!(usize::from(ico[4]), ICO.len());
    }
}
