//! Changes JSON as JSON, so that most of what the fuzzer tries gets past the parser: lines change places, values take
//! each other's place. Bytes are left to libFuzzer.

use serde_json::Value;

/// Values that matter somewhere.
const VALUES: [&str; 24] = [
    "null",
    "true",
    "false",
    "0",
    "1",
    "2",
    "-1",
    "99",
    "9223372036854775807",
    "1e300",
    "\"\"",
    "\" \"",
    "[]",
    "{}",
    "\"GB\"",
    "\"2015\"",
    "\"2015-10-21\"",
    "\"1899\"",
    "\"customer\"",
    "\"example-tel\"",
    "\"a\\nb\"",
    "\"\\u0000\"",
    "\"\\u202e\"",
    "\"private:1\"",
];

/// A small generator: the same seed gives the same change.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(sides.max(1)).unwrap_or(1)).unwrap_or(0)
    }
}

/// Lines of JSON, or one document of it, after one change; `None` if the bytes hold no JSON, or what came out would be
/// longer than `most` bytes.
pub fn json(bytes: &[u8], seed: u32, most: usize) -> Option<Vec<u8>> {
    let mut dice = Dice(u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut lines: Vec<Value> =
        bytes.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    if lines.is_empty() {
        return None;
    }
    let (one, other) = (dice.roll(lines.len()), dice.roll(lines.len()));
    match dice.roll(8) {
        0 => lines.swap(one, other),
        1 => lines.insert(other, lines[one].clone()),
        2 if lines.len() > 1 => drop(lines.remove(one)),
        _ => {
            let given = donor(&lines[other], &mut dice);
            let count = nodes(&lines[one]);
            let chosen = dice.roll(count);
            replace(&mut lines[one], &mut { chosen }, given);
        }
    }
    let text: Vec<String> = lines.iter().map(Value::to_string).collect();
    Some(text.join("\n").into_bytes()).filter(|text| text.len() <= most)
}

/// A value that matters, or a part of another line.
fn donor(line: &Value, dice: &mut Dice) -> Value {
    if dice.roll(2) == 0 {
        return serde_json::from_str(VALUES[dice.roll(VALUES.len())]).expect("the list holds JSON");
    }
    let mut left = dice.roll(nodes(line));
    part(line, &mut left).cloned().unwrap_or(Value::Null)
}

/// How many values there are in one, itself included.
fn nodes(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(nodes).sum(),
        Value::Object(fields) => fields.values().map(nodes).sum(),
        _ => 0,
    }
}

/// The value with this number, counted from the outside.
fn part<'a>(value: &'a Value, left: &mut usize) -> Option<&'a Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter().find_map(|item| part(item, left)),
        Value::Object(fields) => fields.values().find_map(|field| part(field, left)),
        _ => None,
    }
}

/// Puts a value in place of the one with this number; gives it back if there is none.
fn replace(value: &mut Value, left: &mut usize, given: Value) -> Option<Value> {
    if *left == 0 {
        *value = given;
        return None;
    }
    *left -= 1;
    let inner: Vec<&mut Value> = match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(fields) => fields.values_mut().collect(),
        _ => return Some(given),
    };
    inner.into_iter().try_fold(given, |given, item| replace(item, left, given).ok_or(())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_json_stays_json_and_changes() {
        let text = br#"{"call":"holding","id":1}
{"call":"add_holding","input":{"name":"a","periods":[{"from":"2015"}]}}"#;
        let mut different = 0;
        for seed in 0..500 {
            let Some(changed) = json(text, seed, 1_000) else { continue };
            different += usize::from(changed != text);
            for line in changed.split(|byte| *byte == b'\n') {
                serde_json::from_slice::<Value>(line).unwrap();
            }
            assert_eq!(json(text, seed, 1_000).as_ref(), Some(&changed), "the seed decides");
        }
        assert!(different > 350, "{different}");
    }

    #[test]
    fn what_is_no_json_or_too_long_is_left_alone() {
        assert_eq!(json(b"name,domain\na,b", 1, 100), None);
        assert_eq!(json(b"", 1, 100), None);
        assert!((0..50).all(|seed| json(b"[1]\n[2]", seed, 0).is_none()));
    }

    #[test]
    fn every_value_can_be_reached() {
        let value = serde_json::json!({"a": [1, {"b": 2}], "c": 3});
        let count = nodes(&value);
        assert_eq!(count, 6);
        for place in 0..count {
            let mut changed = value.clone();
            assert_eq!(replace(&mut changed, &mut { place }, Value::from("x")), None);
            assert_ne!(changed, value, "{place}");
            assert!(part(&value, &mut { place }).is_some());
        }
    }
}
