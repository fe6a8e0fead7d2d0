//! Files that the person brought in, on their way from the page to a use case. The page reads them, so the host gets
//! what is in them and never a path.

use heldby_app::Failure;
use tauri::ipc::{InvokeBody, Request};

/// What separates the name of a file from its content. No name holds it.
const BETWEEN: u8 = 0;

/// A file by its name and content.
#[derive(Debug, PartialEq, Eq)]
pub struct Brought {
    /// Its name without folders, as the page says it.
    pub name: String,
    /// All its bytes.
    pub content: Vec<u8>,
}

impl Brought {
    /// The request's body: the name in UTF-8, a zero byte, the content.
    ///
    /// # Errors
    /// When the body has another form, which the page never sends.
    pub fn read(request: &Request<'_>) -> Result<Self, Failure> {
        match request.body() {
            InvokeBody::Raw(bytes) => split(bytes),
            InvokeBody::Json(_) => Err(unreadable()),
        }
    }
}

fn split(body: &[u8]) -> Result<Brought, Failure> {
    let end = body.iter().position(|byte| *byte == BETWEEN).ok_or_else(unreadable)?;
    let name = std::str::from_utf8(&body[..end]).map_err(|_| unreadable())?;
    Ok(Brought { name: name.to_owned(), content: body[end + 1..].to_vec() })
}

fn unreadable() -> Failure {
    Failure::bad_input("The file did not arrive whole.", "Choose it again.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_crosses_with_its_name() {
        let read = |body: &[u8]| split(body).map(|file| (file.name, file.content)).ok();
        assert_eq!(read(b"a b.hbc\0\0\x01\xff"), Some(("a b.hbc".into(), vec![0, 1, 255])));
        assert_eq!(read("жлоб.json\0".as_bytes()), Some(("жлоб.json".into(), Vec::new())));
        assert_eq!(read(b"\0x"), Some((String::new(), b"x".to_vec())));
    }

    #[test]
    fn a_body_without_a_name_is_refused() {
        assert_eq!(split(b"no separator").map_err(|failure| failure.code), Err(heldby_app::Code::BadInput));
        assert_eq!(split(b"\xff\xfe\0x").map_err(|failure| failure.code), Err(heldby_app::Code::BadInput));
    }
}
