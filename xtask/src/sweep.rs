//! `cargo xtask sweep`: at every point where an operation on the vault touches the disk, its process is killed and
//! the disk fails; `cargo xtask test` takes a sample of these points.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use crate::{Outcome, process, requirements::Scope, root, setup};

/// What the tests begin each of their lines for the table with.
const MARK: &str = "sweep|";

/// One operation and what happened to it, as the tests tell it.
#[derive(Debug, PartialEq)]
struct Row {
    operation: String,
    fate: String,
    points: usize,
    tried: usize,
    survived: usize,
    seconds: f64,
}

/// Runs every point of every operation whose test has one of the given words in its name (of all without any), and
/// prints a table.
///
/// # Errors
/// When a vault did not survive, or the tests do not build or run.
pub fn all(filters: &[String]) -> Outcome {
    setup::for_scope(Scope::Test)?;
    let mut command = Command::new(process::cargo_path());
    command.args([
        "test",
        "--locked",
        "--package",
        "heldby-vault",
        "--test",
        "processes",
        "--test",
        "damage",
        "--",
    ]);
    if filters.is_empty() {
        command.args(["sweep::", "rounds::", "edits::"]);
    }
    command.args(filters).args(["--nocapture"]).env("HELDBY_SWEEP", "all").current_dir(root());
    println!("$ HELDBY_SWEEP=all cargo test --package heldby-vault --test processes --test damage");
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("The tests did not start: {error}."))?;
    let lines = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
    let mut rows = Vec::new();
    for line in lines.map_while(Result::ok) {
        println!("{line}");
        // The harness may have begun the line.
        rows.extend(line.find(MARK).and_then(|at| row(&line[at..])));
    }
    let status = child.wait().map_err(|error| format!("The tests cannot be waited for: {error}."))?;
    println!("\n{}", table(&mut rows));
    match (status.success(), rows.is_empty()) {
        (true, false) => Ok(()),
        (true, true) => Err(format!("No sweep has such a name: {}.", filters.join(", "))),
        (false, _) => Err("A sweep failed; what was lost is listed above.".to_owned()),
    }
}

fn row(line: &str) -> Option<Row> {
    let mut parts = line.strip_prefix(MARK)?.split('|');
    let mut text = || parts.next().map(str::to_owned);
    Some(Row {
        operation: text()?,
        fate: text()?,
        points: text()?.parse().ok()?,
        tried: text()?.parse().ok()?,
        survived: text()?.parse().ok()?,
        seconds: text()?.trim().parse().ok()?,
    })
}

fn table(rows: &mut [Row]) -> String {
    rows.sort_by(|a, b| (&a.operation, &a.fate).cmp(&(&b.operation, &b.fate)));
    let mut text = format!(
        "{:<22}{:<18}{:>7}{:>7}{:>10}{:>10}\n",
        "operation", "fate", "points", "tried", "survived", "time"
    );
    let mut line =
        |operation: &str, fate: &str, points: usize, tried: usize, survived: usize, seconds: f64| {
            text +=
                &format!("{operation:<22}{fate:<18}{points:>7}{tried:>7}{survived:>10}{seconds:>8.1} s\n");
        };
    for row in rows.iter() {
        line(&row.operation, &row.fate, row.points, row.tried, row.survived, row.seconds);
    }
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum();
    let seconds = rows.iter().map(|row| row.seconds).sum();
    line("in all", "", sum(|r| r.points), sum(|r| r.tried), sum(|r| r.survived), seconds);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_tests_become_a_table() {
        let mut rows: Vec<Row> = ["sweep|edit|kill|40|40|39|1.5", "sweep|add|disk full|20|4|4|0.5"]
            .into_iter()
            .filter_map(row)
            .collect();
        assert_eq!((rows.len(), rows[0].survived), (2, 39));
        let table = table(&mut rows);
        let lines: Vec<Vec<&str>> = table.lines().map(|l| l.split_whitespace().collect()).collect();
        assert_eq!(lines[1], ["add", "disk", "full", "20", "4", "4", "0.5", "s"]);
        assert_eq!(lines[3], ["in", "all", "60", "44", "43", "2.0", "s"]);
        assert_eq!(row("sweep|edit|kill|many|40|39|1.5"), None);
        assert_eq!(row("test sweep::edit ... ok"), None);
    }
}
