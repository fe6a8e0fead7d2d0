//! Any bytes as a table of names and as an array of holdings, the two lists that the command line reads for machines.

use heldby_app::lists::{Row, assess_array, lookup_table};
use heldby_app::{Code, Failure, Knowledge};
use std::sync::{Arc, LazyLock};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> =
    LazyLock::new(|| Knowledge::bundled(Some(jiff::civil::date(2026, 11, 22))));

const DECISIONS: [&str; 5] = ["same", "related", "suggest", "ask", "none"];
const VERDICTS: [&str; 5] = ["told", "likely", "possible", "unlikely", "not-affected"];

/// An array of holdings if it looks like JSON, else a table.
pub fn run(bytes: &[u8]) {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if start.trim_ascii_start().starts_with(b"[") { array(bytes) } else { table(bytes) }
}

fn table(bytes: &[u8]) {
    let mut rows = 0_u64;
    let outcome = lookup_table(&KNOWLEDGE, bytes, |Row { found, trouble }| {
        rows += 1;
        assert_eq!(found.row, rows, "rows are counted");
        assert!(DECISIONS.contains(&found.decision.as_str()));
        assert_eq!(found.decision == "none", found.candidates.is_empty());
        assert!(trouble.is_none_or(|words| words.ends_with("without a country.")));
        let line = serde_json::to_string(&found).expect("a row can be printed");
        assert!(!line.contains('\n'), "a row takes one line");
        Ok::<(), Failure>(())
    });
    let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).count();
    assert!(rows < u64::try_from(lines).unwrap().max(1), "there are more rows than lines");
    if let Err(failure) = outcome {
        refused(&failure);
    }
}

fn array(bytes: &[u8]) {
    match assess_array(&KNOWLEDGE, bytes) {
        Ok(results) => {
            let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            let entries: Vec<serde_json::Value> = serde_json::from_slice(text).expect("it was read");
            assert_eq!(results.len(), entries.len());
            for result in &results {
                assert!(
                    result.company.is_some() || result.matches.is_empty(),
                    "nobody is matched by nothing"
                );
                assert!(result.matches.iter().all(|m| VERDICTS.contains(&m.verdict.as_str())));
            }
            serde_json::to_string(&results).expect("it can be printed");
        }
        Err(failure) => refused(&failure),
    }
}

/// A refusal says what is wrong in few words, whatever was in the file.
fn refused(failure: &Failure) {
    assert!(matches!(failure.code, Code::BadInput | Code::NotFound), "{failure:?}");
    assert!(!failure.message.is_empty() && failure.message.len() < 1_000, "{failure:?}");
}
