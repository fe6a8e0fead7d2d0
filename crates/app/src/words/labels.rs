//! Labels of closed lists.

use heldby_model::{
    Attribute, Catalogue, Category, ClassSet, Dimension, Fit, Layer, Reach, Relationship, Status, Verdict,
};
use std::cmp::Reverse;

/// What a person is to a company, as one noun.
pub fn relationship(relationship: Relationship) -> &'static str {
    match relationship {
        Relationship::Customer => "customer",
        Relationship::Prospect => "prospect",
        Relationship::Employee => "employee",
        Relationship::Contractor => "contractor",
        Relationship::Applicant => "job applicant",
        Relationship::Patient => "patient",
        Relationship::Student => "student",
        Relationship::Member => "member",
        Relationship::Donor => "donor",
        Relationship::Contact => "contact of a customer",
        Relationship::Subject => "held without being asked",
    }
}

/// The same with its article: "a customer", "somebody who applied or enquired".
pub fn relationship_noun(relationship: Relationship) -> &'static str {
    match relationship {
        Relationship::Customer => "a customer",
        Relationship::Prospect => "somebody who had applied or enquired",
        Relationship::Employee => "an employee",
        Relationship::Contractor => "a contractor",
        Relationship::Applicant => "a job applicant",
        Relationship::Patient => "a patient",
        Relationship::Student => "a student",
        Relationship::Member => "a member",
        Relationship::Donor => "a donor",
        Relationship::Contact => "known to it through a customer",
        Relationship::Subject => "held by it without being asked",
    }
}

/// The verdict as a label.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Told => "Told",
        Verdict::Likely => "Likely",
        Verdict::Possible => "Possible",
        Verdict::Unlikely => "Unlikely",
        Verdict::NotAffected => "Not affected",
    }
}

/// The status of a breach in a sentence. What nobody of the project looked at does not count as confirmed by a company.
pub fn status(status: Status, layer: Layer) -> &'static str {
    match (status, layer) {
        (_, Layer::Private) => "Noted by you. No catalogue knows it, so nobody has checked it.",
        (Status::Confirmed, Layer::LongTail | Layer::HibpFile) => {
            "Have I Been Pwned counts it as genuine; what the company says about it was not looked at."
        }
        (Status::Claimed, Layer::LongTail | Layer::HibpFile) => {
            "Have I Been Pwned could not verify it; it may be no breach at all."
        }
        (status, _) => plain_status(status),
    }
}

fn plain_status(status: Status) -> &'static str {
    match status {
        Status::Confirmed => "Confirmed by the company or an authority.",
        Status::Exposure => "Left open to strangers; whether anybody took the data is not known.",
        Status::Disputed => "Disputed: the parties contradict each other about what was lost.",
        Status::Denied => "Denied: the company says that it lost no data.",
        Status::Claimed => "A claim: only a seller or an attacker says so.",
    }
}

/// How many of those who could be meant were hit; nothing if no source says so.
pub fn reach(reach: Option<Reach>) -> Option<String> {
    reach.map(|r| {
        match r {
            Reach::All => "all of those who could be meant",
            Reach::Most => "most of those who could be meant",
            Reach::Some => "some of those who could be meant",
            Reach::Few => "few of those who could be meant",
        }
        .to_string()
    })
}

/// A category of data classes as a heading.
pub fn category(category: Category) -> &'static str {
    match category {
        Category::Identity => "Who you are",
        Category::Contact => "How to reach you",
        Category::Government => "Official numbers and documents",
        Category::Access => "What opens your accounts",
        Category::Financial => "Money",
        Category::Telecom => "Phone and connection",
        Category::Health => "Health",
        Category::Sensitive => "Specially protected",
        Category::Content => "What you wrote and uploaded",
        Category::Behaviour => "What you did and bought",
        Category::Work => "Work and education",
    }
}

/// A dimension of tags as a heading.
pub fn dimension(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Plan => "Plan",
        Dimension::Service => "Service",
        Dimension::Segment => "Kind of customer",
        Dimension::Country => "Country",
        Dimension::Brand => "Brand",
    }
}

/// A tag as a label.
pub fn attribute(catalogue: &Catalogue, attribute: &Attribute) -> String {
    match attribute {
        Attribute::Word(_, "tv") => "TV".into(),
        Attribute::Word(_, word) => {
            let mut letters = word.chars();
            letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
        Attribute::Country(c) => super::country(c.as_str()).to_string(),
        Attribute::Brand(id) => catalogue.company_name(id).to_string(),
    }
}

/// How a group fits, for machines.
pub fn fit_word(fit: Fit) -> &'static str {
    match fit {
        Fit::Full => "full",
        Fit::Open => "open",
        Fit::No => "no",
    }
}

/// Labels of a set of classes, the most severe and lasting first.
pub fn class_labels(catalogue: &Catalogue, set: ClassSet) -> Vec<String> {
    let vocabulary = catalogue.vocabulary();
    let mut classes: Vec<_> = set.iter().map(|id| (id, vocabulary.class(id))).collect();
    classes.sort_by_key(|(id, c)| (Reverse(c.severity), Reverse(c.permanence), *id));
    classes.into_iter().map(|(_, c)| c.label.clone()).collect()
}

/// "a", "a and b", "a, b and c".
pub fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_reviewed_is_called_confirmed_by_the_company() {
        assert!(status(Status::Confirmed, Layer::Curated).contains("the company"));
        for layer in [Layer::LongTail, Layer::HibpFile] {
            assert!(!status(Status::Confirmed, layer).starts_with("Confirmed"), "{layer:?}");
            assert!(status(Status::Confirmed, layer).contains("Have I Been Pwned"), "{layer:?}");
            assert!(status(Status::Claimed, layer).contains("could not verify"), "{layer:?}");
        }
    }

    #[test]
    fn a_note_says_that_nobody_checked_it_whatever_its_status() {
        assert!(status(Status::Confirmed, Layer::Private).contains("nobody has checked"));
        assert_eq!(status(Status::Claimed, Layer::Private), status(Status::Confirmed, Layer::Private));
    }
}
