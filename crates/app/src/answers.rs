//! What the person was told or knows about single breaches.

use crate::{Code, Failure, Session, companies, convert, wire};
use heldby_model::{Answer, BreachId, ConditionId};
use heldby_vault::HoldingId;
use jiff::Timestamp;

/// Records an answer about one breach at one holding and returns the holding as it is then.
///
/// # Errors
/// [`Code::Locked`], [`Code::NotFound`] for an unknown holding, breach or condition.
pub fn answer(
    session: &mut Session,
    holding: i64,
    breach: &str,
    answer: &wire::AnswerInput,
) -> Result<wire::HoldingDetail, Failure> {
    let (open, knowledge) = session.open_mut()?;
    let entry = open.entry(holding)?;
    let id = BreachId::new(breach)
        .ok()
        .filter(|id| entry.found.matches.iter().any(|m| &m.breach == id))
        .ok_or_else(|| unknown(breach))?;
    let mut answers = entry.row.answers.get(&id).map(|a| a.answers.clone()).unwrap_or_default();
    match answer {
        wire::AnswerInput::Told => answers.notice = Some(Answer::Told),
        wire::AnswerInput::ToldUnaffected => answers.notice = Some(Answer::ToldUnaffected),
        wire::AnswerInput::NoNotice => answers.notice = None,
        wire::AnswerInput::Dismiss { dismissed } => answers.dismissed = *dismissed,
        wire::AnswerInput::Condition { id: condition, answer } => {
            let groups = knowledge.catalogue().breach(&id).map(|b| b.groups.as_slice()).unwrap_or_default();
            let condition = ConditionId::new(condition)
                .ok()
                .filter(|c| groups.iter().filter_map(|g| g.condition.as_ref()).any(|known| &known.id == c))
                .ok_or_else(|| {
                    Failure::new(
                        Code::NotFound,
                        format!("This breach asks no question {:?}.", convert::short(condition)),
                        "Look at the questions that it asks.",
                    )
                })?;
            match answer {
                Some(yes) => answers.conditions.insert(condition, *yes),
                None => answers.conditions.remove(&condition),
            };
        }
    }
    open.vault_mut().set_answer(HoldingId(holding), &id, &answers, Timestamp::now())?;
    open.refresh(knowledge, HoldingId(holding))?;
    companies::holding(session, holding)
}

fn unknown(breach: &str) -> Failure {
    Failure::new(
        Code::NotFound,
        format!("No breach {:?} concerns this company.", convert::short(breach)),
        "Look at the breaches of this company.",
    )
}
