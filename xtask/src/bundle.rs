//! The window's UI is built from nothing but what is in the repository and the lock file: built again in another
//! folder it comes out the same, byte for byte, and only the packages listed for it are in it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Outcome, process, root, ui};

/// The UI and what it reads beside its folder.
const SOURCES: &[&str] = &["ui", "icons", "NOTICE"];

/// The list of npm packages, as seen from `ui/`.
const PACKAGES: &str = "packages.toml";

/// Builds the UI again from a copy of its sources in another folder and compares the result with what ships.
///
/// # Errors
/// When the two differ, when a package is in the bundle that is not listed as one that ships or the other way round,
/// or when a build fails.
pub fn check() -> Outcome {
    ui::build()?;
    let folder = std::env::temp_dir().join(format!("heldby-bundle-{}", std::process::id()));
    let checked = check_in(&folder);
    // Gone or not, the system clears this folder.
    let _ = fs::remove_dir_all(&folder);
    checked
}

fn check_in(folder: &Path) -> Outcome {
    copy_sources(folder)?;
    let built = folder.join("built");
    let out = built.to_string_lossy();
    process::run_command(
        Command::new(folder.join("ui/node_modules/.bin/vite"))
            // Hidden maps change no byte of the rest, and say what came from where.
            .args(["build", "--logLevel", "warn", "--sourcemap", "hidden", "--emptyOutDir", "--outDir", &out])
            .current_dir(folder.join("ui")),
    )?;
    let (ships, again) = (files(&root().join("ui/dist"))?, files(&built)?);
    let (maps, again): (BTreeMap<_, _>, _) = again.into_iter().partition(|(name, _)| name.ends_with(".map"));
    let different = differing(&ships, &again);
    if !different.is_empty() {
        return Err(format!(
            "Built in another folder, the UI comes out different: {}.",
            different.join(", ")
        ));
    }
    let sources = maps.values().map(|map| String::from_utf8_lossy(map));
    let inside: BTreeSet<String> = sources.flat_map(|map| packages_in(&map)).collect();
    let listed = listed(&read(&root().join("ui").join(PACKAGES))?);
    if inside != listed {
        return Err(format!(
            "In the bundle are {inside:?}, and in the section [ships] of ui/{PACKAGES} {listed:?}. They must agree."
        ));
    }
    println!("{} files, the same again; in them: our own code and {inside:?}.", ships.len());
    Ok(())
}

/// Copies what Git knows of the UI and of what it reads beside it; the packages stay where they are.
fn copy_sources(folder: &Path) -> Outcome {
    let at = root();
    let from = at.to_string_lossy();
    let known = ["-C", &from, "ls-files", "--cached", "--others", "--exclude-standard", "--"];
    let listed = process::output("git", &[&known, SOURCES].concat());
    let listed = listed.filter(|l| !l.is_empty()).ok_or("`git ls-files` lists no source of the UI.")?;
    for name in listed.lines() {
        let (source, target) = (at.join(name), folder.join(name));
        // A file that was deleted and is not yet committed is still listed.
        if !source.exists() {
            continue;
        }
        let parent = target.parent().expect("it lies in a folder");
        fs::create_dir_all(parent)
            .and_then(|()| fs::copy(&source, &target))
            .map_err(|error| format!("{name} cannot be copied: {error}."))?;
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(at.join("ui/node_modules"), folder.join("ui/node_modules"))
        .map_err(|error| format!("The packages cannot be linked: {error}."))?;
    Ok(())
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let unreadable = |path: &Path, error| format!("{} cannot be read: {error}.", path.display());
    let mut found = BTreeMap::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(below) = folders.pop() {
        let here = folder.join(&below);
        for entry in fs::read_dir(&here).map_err(|error| unreadable(&here, error))? {
            let entry = entry.map_err(|error| unreadable(&here, error))?;
            let name = below.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(name);
            } else {
                let bytes = fs::read(entry.path()).map_err(|error| unreadable(&entry.path(), error))?;
                found.insert(name.to_string_lossy().into_owned(), bytes);
            }
        }
    }
    Ok(found)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}.", path.display()))
}

/// The files that are in one of the two only, or not the same in both.
fn differing(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}

/// The npm packages among the sources of a source map: the name after each `node_modules/`.
fn packages_in(map: &str) -> BTreeSet<String> {
    let sources =
        map.split("\"sources\":[").nth(1).and_then(|rest| rest.split(']').next()).unwrap_or_default();
    let mut names = BTreeSet::new();
    for rest in sources.split("node_modules/").skip(1) {
        let mut parts = rest.split('/');
        let first = parts.next().unwrap_or_default();
        let scope =
            first.starts_with('@').then(|| parts.next().map(|name| format!("{first}/{name}"))).flatten();
        names.insert(scope.unwrap_or_else(|| first.to_owned()));
    }
    names
}

/// The names in the section `[ships]`; each stands in quotes at the beginning of its line.
fn listed(list: &str) -> BTreeSet<String> {
    let section = list.split("\n[ships]\n").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    section.lines().filter_map(|line| line.strip_prefix('"')?.split('"').next()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_a_missing_and_a_new_file_differ() {
        let of = |names: &[(&str, &str)]| -> BTreeMap<String, Vec<u8>> {
            names.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
        };
        let one = of(&[("a", "1"), ("b", "2"), ("c", "3")]);
        assert_eq!(differing(&one, &one), Vec::<String>::new());
        assert_eq!(differing(&one, &of(&[("a", "1"), ("b", "0"), ("d", "4")])), ["b", "c", "d"]);
    }

    #[test]
    fn packages_are_found_in_a_source_map() {
        let map = r#"{"sources":["../src/main.ts","../node_modules/svelte/src/a.js","/x/node_modules/@a/b/c.js"],
            "sourcesContent":["// node_modules/not-this"]}"#;
        assert_eq!(packages_in(map).into_iter().collect::<Vec<_>>(), ["@a/b", "svelte"]);
    }

    #[test]
    fn the_list_of_what_ships_is_read() {
        let list =
            "# about\n\n# What ships.\n[ships]\n\"@a/b\" = \"x\"\n\"c\" = \"y\"\n\n[tools]\n\"d\" = \"z\"\n";
        assert_eq!(listed(list).into_iter().collect::<Vec<_>>(), ["@a/b", "c"]);
        assert!(listed(&read(&root().join("ui").join(PACKAGES)).unwrap_or_default()).contains("svelte"));
    }
}
