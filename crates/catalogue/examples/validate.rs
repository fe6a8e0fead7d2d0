//! Checks a catalogue's folder: `cargo run -p heldby-catalogue --example validate -- catalogue`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = std::env::args_os().nth(1).unwrap_or_else(|| "catalogue".into());
    let files = match heldby_catalogue::read_folder(folder.as_ref()) {
        Ok(files) => files,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    match heldby_catalogue::compile(&files) {
        Ok(catalogue) => {
            println!(
                "{} companies, {} breaches, no mistakes",
                catalogue.companies().len(),
                catalogue.breaches().len()
            );
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for problem in &problems {
                println!("{problem}");
            }
            println!("{} mistakes in {} files", problems.len(), files.len());
            ExitCode::FAILURE
        }
    }
}
