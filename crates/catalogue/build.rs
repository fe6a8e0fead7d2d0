//! Embeds the files of `catalogue/` as text. They are not compiled here, because that would need this crate
//! inside its own build; the tests compile them instead.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it for build scripts"));
    let folder = manifest.join("../../catalogue");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    collect(&folder, "", &mut files);
    files.sort();
    let mut code = String::from("/// Path inside the folder and text of every file, sorted by path.\n");
    code.push_str("static EMBEDDED: &[(&str, &str)] = &[\n");
    for (name, path) in files {
        let path = path.canonicalize().expect("the file was listed just now");
        let path = path.to_str().expect("the path of the source tree is Unicode");
        writeln!(code, "    ({name:?}, include_str!({path:?})),").expect("writing to a String does not fail");
    }
    code.push_str("];\n");
    let target =
        PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it for build scripts")).join("embedded.rs");
    fs::write(target, code).expect("cargo's output folder can be written");
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    for entry in entries {
        let entry = entry.unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
        let name = entry.file_name().into_string().expect("names in the catalogue are Unicode");
        if name.starts_with('.') || name.ends_with(".md") {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files);
        } else {
            files.push((format!("{prefix}{name}"), path));
        }
    }
}
