//! One page of PDF, with the fonts that every reader has.

use super::qr::Qr;
use super::sheet::{PER_LINE, Sheet};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

/// A4 in points. On letter paper the margins shrink, and nothing is cut off.
const PAGE: (f32, f32) = (595.0, 842.0);
const LEFT: f32 = 64.0;

const TITLE: Name<'_> = Name(b"Title");
const WORDS: Name<'_> = Name(b"Words");
const GROUPS: Name<'_> = Name(b"Groups");

/// The page. What is on it opens the vault: the bytes are to be wiped.
pub fn page(sheet: &Sheet, qr: &Qr) -> Vec<u8> {
    let [catalog, pages, page, content, title, words, groups, info] = [1, 2, 3, 4, 5, 6, 7, 8].map(Ref::new);
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages);
    pdf.pages(pages).kids([page]).count(1);
    let mut on = pdf.page(page);
    on.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).parent(pages).contents(content);
    let mut resources = on.resources();
    resources.fonts().pair(TITLE, title).pair(WORDS, words).pair(GROUPS, groups);
    resources.finish();
    on.finish();
    for (font, base) in [
        (title, b"Helvetica-Bold".as_slice()),
        (words, b"Helvetica".as_slice()),
        (groups, b"Courier-Bold".as_slice()),
    ] {
        pdf.type1_font(font).base_font(Name(base)).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    pdf.stream(content, &draw(sheet, qr));
    // No author, no program version, no time of day: only what the page says itself.
    pdf.document_info(info).title(TextStr("Heldby recovery sheet"));
    pdf.finish()
}

fn draw(sheet: &Sheet, qr: &Qr) -> Vec<u8> {
    let mut content = Content::new();
    let mut line = |font, size, x, y, text: &str| {
        content.begin_text().set_font(font, size).next_line(x, y);
        content.show(Str(&latin(text))).end_text();
    };
    line(TITLE, 20.0, LEFT, 762.0, "Heldby recovery sheet");
    let mut y = 730.0;
    for text in sheet.introduction() {
        line(WORDS, 10.0, LEFT, y, &text);
        y -= 15.0;
    }
    y -= 20.0;
    for (group, n) in sheet.groups().zip(0_u8..) {
        let column = usize::from(n) % PER_LINE;
        let x = LEFT + if column == 0 { 0.0 } else { 150.0 };
        line(WORDS, 10.0, x, y, &format!("{}", n + 1));
        line(GROUPS, 20.0, x + 24.0, y, group);
        if column == PER_LINE - 1 {
            y -= 31.0;
        }
    }
    y -= 10.0;
    for text in Sheet::directions() {
        line(WORDS, 10.0, LEFT, y, text);
        y -= 15.0;
    }
    draw_code(&mut content, qr);
    content.finish().to_vec()
}

/// Beside the groups, with squares of a millimetre and a half.
fn draw_code(content: &mut Content, qr: &Qr) {
    const SQUARE: f32 = 4.25;
    const UPPER_LEFT: (f32, f32) = (370.0, 690.0);
    let at = |n: usize| f32::from(u16::try_from(n).unwrap_or(0)) * SQUARE;
    content.set_fill_gray(0.0);
    for (column, row, length) in qr.runs() {
        content.rect(UPPER_LEFT.0 + at(column), UPPER_LEFT.1 - at(row + 1), at(length), SQUARE);
    }
    content.fill_nonzero();
}

/// The fonts know the letters of western Europe. Only the name of the file can hold others.
fn latin(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| {
            let byte = u8::try_from(u32::from(c)).ok();
            byte.filter(|byte| matches!(byte, 0x20..=0x7e | 0xa0..=0xff)).unwrap_or(b'?')
        })
        .collect()
}
