//! Compiles the folder `catalogue/` to the artefact that is embedded. A folder with mistakes stops the build, and the
//! message names file, line and field of each.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    println!("cargo:rerun-if-changed={}", folder.display());
    let files = match heldby_catalogue::read_folder(&folder) {
        Ok(files) => files,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    match heldby_catalogue::compile(&files) {
        Ok(catalogue) => {
            let output = env::var_os("OUT_DIR").expect("cargo sets it for build scripts");
            let target = Path::new(&output).join("catalogue.bin");
            fs::write(target, heldby_catalogue::artefact::encode(&catalogue))
                .expect("cargo's output folder can be written");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for problem in &problems {
                eprintln!("catalogue/{problem}");
            }
            ExitCode::FAILURE
        }
    }
}
