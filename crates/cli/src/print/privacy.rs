//! The privacy proof on a terminal.

use super::{line, paragraph, table};
use crate::exit::Stop;
use heldby_app::wire::{AttemptOutcome, MeasureState, Privacy, ProcessView};

/// All of it, the answer first.
pub fn report(report: &Privacy) -> Result<(), Stop> {
    paragraph(0, &report.summary)?;
    paragraph(0, &report.advice)?;

    line("\nWhat is in force")?;
    for measure in &report.measures {
        let state = match measure.state {
            MeasureState::On => "yes",
            MeasureState::Off => "no",
            MeasureState::Unseen => "unseen",
        };
        line(&format!("  {:<7} {}", state, measure.label))?;
        paragraph(10, &measure.detail)?;
    }

    line("\nTried just now")?;
    let rows = report.attempts.iter().map(|attempt| {
        let outcome = match attempt.outcome {
            AttemptOutcome::Refused => "refused",
            AttemptOutcome::Allowed => "open",
            AttemptOutcome::NotTried => "not tried",
        };
        vec![format!(" {outcome}"), attempt.label.clone(), attempt.answer.clone()]
    });
    table(&[" answer", "attempt", "the system says"], rows)?;

    line("\nProcesses of Heldby")?;
    table(
        &[" number", "name", "filter", "own network", "internet sockets", "what it does"],
        report.processes.iter().map(process),
    )?;

    line("\nWhat stays open, and why")?;
    for open in &report.open {
        line(&format!("  {}", open.what))?;
        paragraph(4, &open.why)?;
    }

    line("\nFiles")?;
    for file in &report.files {
        line(&format!("  {}", file.path))?;
        paragraph(4, &file.what)?;
    }

    if !report.checks.is_empty() {
        line("\nSee for yourself")?;
    }
    for check in &report.checks {
        line(&format!("  {}", check.command))?;
        paragraph(4, &check.expect)?;
    }
    Ok(())
}

fn process(process: &ProcessView) -> Vec<String> {
    let told = |answer: Option<bool>| match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not told",
    };
    vec![
        format!(" {}", process.pid),
        process.name.clone(),
        told(process.filtered).into(),
        told(process.own_network).into(),
        process.internet_sockets.map_or("not told".into(), |count| count.to_string()),
        process.part.clone(),
    ]
}
