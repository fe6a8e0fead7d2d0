//! What Heldby is built from: every package of the lock file comes from the registry with a checksum, has a licence that
//! `deny.toml` accepts, and none is one that it bans. `cargo xtask audit` asks `cargo deny` the same and for advisories.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use serde::Deserialize;
use spdx::{Expression, Licensee, ParseMode};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

#[derive(Deserialize)]
struct Deny {
    graph: Graph,
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
struct Graph {
    targets: Vec<String>,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    package: String,
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<String>,
}

#[derive(Deserialize)]
struct Sources {
    #[serde(rename = "allow-registry")]
    allow_registry: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    source: Option<String>,
    license: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    source: Option<String>,
    checksum: Option<String>,
}

fn workspace() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_path_buf()
}

fn deny() -> Deny {
    toml::from_str(&fs::read_to_string(workspace().join("deny.toml")).unwrap()).unwrap()
}

/// The packages that a build for a target may need, whatever they are needed for.
fn packages(target: &str) -> Vec<Package> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", target])
        .current_dir(workspace())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: Metadata = serde_json::from_slice(&output.stdout).unwrap();
    let needed: BTreeSet<String> = found.resolve.nodes.into_iter().map(|node| node.id).collect();
    found.packages.into_iter().filter(|package| needed.contains(&package.id)).collect()
}

/// Why a licence is not accepted, if it is not.
fn refusal(rules: &Licenses, package: &str, licence: Option<&str>) -> Option<String> {
    let Some(licence) = licence else { return Some(format!("{package}: names no licence")) };
    let own = rules.exceptions.iter().filter(|e| e.package == package).flat_map(|e| &e.allow);
    let accepted: Vec<Licensee> =
        rules.allow.iter().chain(own).map(|l| Licensee::parse(l).unwrap()).collect();
    // Older packages put a slash between alternatives.
    let fits = Expression::parse_mode(licence, ParseMode::LAX)
        .is_ok_and(|e| e.evaluate(|needed| accepted.iter().any(|licensee| licensee.satisfies(needed))));
    (!fits).then(|| format!("{package}: {licence}"))
}

#[test]
fn every_package_is_known_by_its_content() {
    let lock: Lock = toml::from_str(&fs::read_to_string(workspace().join("Cargo.lock")).unwrap()).unwrap();
    let registries = deny().sources.allow_registry;
    let (ours, theirs): (Vec<_>, Vec<_>) = lock.package.into_iter().partition(|p| p.source.is_none());
    assert!(ours.iter().all(|p| p.name.starts_with("heldby-") || p.name == "xtask"));
    assert!(theirs.len() > 200, "this is not what Heldby is built from");
    for package in theirs {
        let source = package.source.unwrap();
        let registry = source.strip_prefix("registry+").map(str::to_owned);
        assert!(registry.is_some_and(|r| registries.contains(&r)), "{} is from {source}", package.name);
        assert!(package.checksum.is_some_and(|sum| sum.len() == 64), "{} has no checksum", package.name);
    }
}

#[test]
fn every_licence_is_accepted_and_nothing_banned_is_there() {
    let rules = deny();
    let mut all: BTreeMap<String, Option<String>> = BTreeMap::new();
    assert!(rules.graph.targets.len() > 2);
    for target in &rules.graph.targets {
        let here = packages(target);
        assert!(
            here.iter().any(|p| p.name == "heldby-model") && here.len() > 200,
            "{target}: {}",
            here.len()
        );
        let banned: Vec<_> =
            here.iter().filter(|p| rules.bans.deny.contains(&p.name)).map(|p| &p.name).collect();
        assert!(banned.is_empty(), "{target}: {banned:?}");
        all.extend(here.into_iter().filter(|p| p.source.is_some()).map(|p| (p.name, p.license)));
    }
    let refused: Vec<_> =
        all.iter().filter_map(|(name, l)| refusal(&rules.licenses, name, l.as_deref())).collect();
    assert!(refused.is_empty(), "{refused:#?}");
    let unused: Vec<_> = rules
        .licenses
        .exceptions
        .iter()
        .filter(|e| !all.contains_key(&e.package))
        .map(|e| &e.package)
        .collect();
    assert!(unused.is_empty(), "exceptions for what is not there: {unused:?}");
}

#[test]
fn licences_are_told_apart() {
    let rules = deny().licenses;
    for (package, licence, fits) in [
        ("x", "MIT", true),
        ("x", "GPL-3.0-only OR MIT", true),
        ("x", "Apache-2.0/MIT", true),
        ("x", "MIT AND GPL-3.0-only", false),
        ("x", "GPL-3.0-only", false),
        ("x", "MPL-2.0", false),
        ("selectors", "MPL-2.0", true),
        ("x", "no licence that there is", false),
    ] {
        assert_eq!(refusal(&rules, package, Some(licence)).is_none(), fits, "{package}: {licence}");
    }
    assert!(refusal(&rules, "x", None).is_some());
}
