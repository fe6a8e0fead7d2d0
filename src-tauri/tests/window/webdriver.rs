//! As much of the W3C WebDriver protocol as the test needs: JSON over HTTP/1.1 to a driver on this machine.

use std::{
    fmt,
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

/// The key under which the protocol hides an element's reference.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A session with one web view.
pub struct WebDriver {
    port: u16,
    session: String,
}

/// An element of the page.
#[derive(Clone)]
pub struct Element(String);

/// What the driver refused, in its own words.
#[derive(Debug)]
pub struct Refused {
    /// The protocol's error code, for example `no such element`.
    pub code: String,
    /// The driver's explanation.
    pub message: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

/// An answer of the driver.
pub type Answer<T> = Result<T, Refused>;

/// A port that nothing listens on.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on this machine");
    listener.local_addr().expect("it is bound").port()
}

impl WebDriver {
    /// Lets the driver on `port` start a program and attach to its web view.
    pub fn start(port: u16, binary: &str, arguments: &[&str]) -> Answer<Self> {
        let options = json!({ "binary": binary, "args": arguments });
        let capabilities = json!({ "alwaysMatch": { "webkitgtk:browserOptions": options } });
        let answer = request(port, "POST", "/session", Some(&json!({ "capabilities": capabilities })))?;
        let session = answer["sessionId"].as_str().expect("a new session has an id").to_owned();
        Ok(Self { port, session })
    }

    /// Closes the window, as a person does, and ends the session.
    pub fn close(self) -> Answer<()> {
        request(self.port, "DELETE", &format!("/session/{}", self.session), None).map(drop)
    }

    /// All elements that an XPath expression finds.
    pub fn find_all(&self, xpath: &str) -> Answer<Vec<Element>> {
        let found = self.post("/elements", &json!({ "using": "xpath", "value": xpath }))?;
        let references = found.as_array().cloned().unwrap_or_default();
        Ok(references
            .iter()
            .filter_map(|one| one[ELEMENT].as_str().map(|id| Element(id.to_owned())))
            .collect())
    }

    /// Whether a person could see it.
    pub fn is_displayed(&self, element: &Element) -> Answer<bool> {
        Ok(self.get(&format!("/element/{}/displayed", element.0))? == json!(true))
    }

    /// Clicks in its middle.
    pub fn click(&self, element: &Element) -> Answer<()> {
        self.post(&format!("/element/{}/click", element.0), &json!({})).map(drop)
    }

    /// Types into it.
    pub fn type_into(&self, element: &Element, text: &str) -> Answer<()> {
        self.post(&format!("/element/{}/value", element.0), &json!({ "text": text })).map(drop)
    }

    /// Empties a field.
    pub fn clear(&self, element: &Element) -> Answer<()> {
        self.post(&format!("/element/{}/clear", element.0), &json!({})).map(drop)
    }

    /// The text that a person sees in it.
    pub fn text(&self, element: &Element) -> Answer<String> {
        let text = self.get(&format!("/element/{}/text", element.0))?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Presses keys wherever the focus is: the named ones down in order, then up in reverse.
    pub fn press(&self, keys: &[&str]) -> Answer<()> {
        let step = |kind: &str, key: &str| json!({ "type": kind, "value": key });
        let down = keys.iter().map(|key| step("keyDown", key));
        let up = keys.iter().rev().map(|key| step("keyUp", key));
        let steps: Vec<Value> = down.chain(up).collect();
        self.post("/actions", &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": steps }] }))
            .map(drop)
    }

    /// Runs a script in the page and returns its value.
    pub fn script(&self, source: &str, arguments: &[Value]) -> Answer<Value> {
        self.post("/execute/sync", &json!({ "script": source, "args": arguments }))
    }

    /// Runs a script that calls its last argument with its value when it is done.
    pub fn script_with_callback(&self, source: &str, arguments: &[Value]) -> Answer<Value> {
        self.post("/execute/async", &json!({ "script": source, "args": arguments }))
    }

    /// Sets the size of the window in pixels.
    pub fn resize(&self, width: u32, height: u32) -> Answer<()> {
        self.post("/window/rect", &json!({ "width": width, "height": height })).map(drop)
    }

    /// A picture of the page as a PNG file.
    pub fn screenshot(&self) -> Answer<Vec<u8>> {
        let encoded = self.get("/screenshot")?;
        Ok(BASE64_STANDARD
            .decode(encoded.as_str().unwrap_or_default())
            .expect("the protocol prescribes base64"))
    }

    fn get(&self, path: &str) -> Answer<Value> {
        request(self.port, "GET", &format!("/session/{}{path}", self.session), None)
    }

    fn post(&self, path: &str, body: &Value) -> Answer<Value> {
        request(self.port, "POST", &format!("/session/{}{path}", self.session), Some(body))
    }
}

/// One request, one connection.
///
/// # Panics
/// When the driver is not there or does not speak HTTP: then the test has nothing to say about the app.
fn request(port: u16, method: &str, path: &str, body: Option<&Value>) -> Answer<Value> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("the driver listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout above zero");
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).expect("the driver reads");
    stream.write_all(body.as_bytes()).expect("the driver reads");
    let text = read_body(&mut stream).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
    let answer: Value =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{method} {path}: {error}: {text}"));
    let value = answer["value"].clone();
    match value["error"].as_str() {
        Some(code) => {
            let message = value["message"].as_str().unwrap_or_default();
            Err(Refused { code: code.to_owned(), message: format!("{message} ({method} {path})") })
        }
        None => Ok(value),
    }
}

/// The driver keeps connections open whatever it is asked, so the body is read by its announced length.
fn read_body(stream: &mut TcpStream) -> Result<String, String> {
    let mut received = Vec::new();
    let mut chunk = [0; 16 * 1024];
    loop {
        if let Some(body) = complete_body(&received)? {
            return Ok(body);
        }
        match stream.read(&mut chunk).map_err(|error| format!("no answer: {error}"))? {
            0 => return Err("the driver hung up in the middle of an answer".to_owned()),
            read => received.extend_from_slice(&chunk[..read]),
        }
    }
}

fn complete_body(received: &[u8]) -> Result<Option<String>, String> {
    const GAP: &[u8] = b"\r\n\r\n";
    let Some(end) = received.windows(GAP.len()).position(|window| window == GAP) else {
        return Ok(None);
    };
    let head = String::from_utf8_lossy(&received[..end]).to_lowercase();
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length:")).map(|value| value.trim().parse());
    let length: usize =
        length.ok_or("an answer without a length")?.map_err(|_| "an answer with a strange length")?;
    let body = &received[end + GAP.len()..];
    Ok((body.len() >= length).then(|| String::from_utf8_lossy(&body[..length]).into_owned()))
}

#[test]
fn a_body_is_complete_when_its_announced_length_is_there() {
    let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull";
    assert_eq!(complete_body(answer), Ok(Some("null".to_owned())));
    assert_eq!(complete_body(&answer[..answer.len() - 1]), Ok(None));
    assert_eq!(complete_body(&answer[..20]), Ok(None));
    assert!(complete_body(b"HTTP/1.1 200 OK\r\n\r\nnull").is_err());
}
