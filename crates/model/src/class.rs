//! The controlled vocabulary of data classes: what kind of data was given, exposed or ruled out.

use std::collections::HashMap;
use std::fmt;

/// The most classes a vocabulary can hold; sets of classes are bit sets of this width.
pub const MAX_CLASSES: usize = 256;

/// One class of the [`Vocabulary`] in use, by its place there. Outside a running program a class is
/// always written with its [id](DataClass::id), such as `date-of-birth`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub u8);

/// A set of data classes; copying, joining and comparing cost a few instructions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ClassSet([u128; 2]);

impl ClassSet {
    /// The set without classes.
    pub const EMPTY: Self = Self([0; 2]);

    /// Adds one class.
    pub fn insert(&mut self, class: ClassId) {
        self.0[usize::from(class.0 / 128)] |= 1 << (class.0 % 128);
    }

    /// Whether the class is in the set.
    pub fn contains(self, class: ClassId) -> bool {
        self.0[usize::from(class.0 / 128)] & (1 << (class.0 % 128)) != 0
    }

    /// Classes in either set.
    pub fn union(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    /// Classes in both sets.
    pub fn intersection(self, other: Self) -> Self {
        Self([self.0[0] & other.0[0], self.0[1] & other.0[1]])
    }

    /// Classes of this set that are not in the other.
    pub fn minus(self, other: Self) -> Self {
        Self([self.0[0] & !other.0[0], self.0[1] & !other.0[1]])
    }

    /// Whether there is no class in the set.
    pub fn is_empty(self) -> bool {
        self.0 == [0; 2]
    }

    /// How many classes there are.
    pub fn len(self) -> usize {
        (self.0[0].count_ones() + self.0[1].count_ones()) as usize
    }

    /// The classes in the order of the vocabulary.
    pub fn iter(self) -> impl Iterator<Item = ClassId> {
        // From one bit that is set to the next: most sets have a handful of 256.
        self.0.into_iter().zip([0, 128]).flat_map(|(mut bits, first)| {
            std::iter::from_fn(move || {
                let next = u8::try_from(bits.trailing_zeros()).ok().filter(|_| bits != 0)?;
                bits &= bits - 1;
                Some(ClassId(first + next))
            })
        })
    }
}

impl FromIterator<ClassId> for ClassSet {
    fn from_iter<I: IntoIterator<Item = ClassId>>(classes: I) -> Self {
        let mut set = Self::EMPTY;
        for class in classes {
            set.insert(class);
        }
        set
    }
}

impl fmt::Debug for ClassSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(|c| c.0)).finish()
    }
}

macro_rules! word_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of its definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word that files use.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// Reads the word that files use; anything else is `None`.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use word_enum;

word_enum! {
    /// What a class is about; the identity card is arranged by it.
    Category {
        /// Name, birth, family, looks.
        Identity = "identity",
        /// Ways to reach the person.
        Contact = "contact",
        /// Numbers and documents of a state.
        Government = "government",
        /// What opens an account.
        Access = "access",
        /// Money, cards, accounts at banks.
        Financial = "financial",
        /// What a telecom operator knows.
        Telecom = "telecom",
        /// Body and mind.
        Health = "health",
        /// Beliefs, origins and other data that law protects most.
        Sensitive = "sensitive",
        /// What was written, said or uploaded.
        Content = "content",
        /// What was bought, visited or watched.
        Behaviour = "behaviour",
        /// Work and education.
        Work = "work",
    }
}

word_enum! {
    /// How lasting the harm is once a class is out.
    Permanence {
        /// Changed in minutes: a password.
        Changeable = "changeable",
        /// Changed with effort or cost: an address, a card, a passport.
        Hard = "hard",
        /// Never changed: a date of birth.
        Permanent = "permanent",
    }
}

word_enum! {
    /// How much harm a stranger can do with a class alone.
    Severity {
        /// Hardly any.
        Low = "low",
        /// Spam, targeted phishing.
        Medium = "medium",
        /// Fraud with some more effort.
        High = "high",
        /// Fraud, account takeover or lasting damage directly.
        Critical = "critical",
    }
}

word_enum! {
    /// Where a company has a class from.
    Origin {
        /// The person gave it.
        Given = "given",
        /// The company made it: an account number, a SIM number, call records. It is always held.
        Assigned = "assigned",
    }
}

/// One kind of data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataClass {
    /// Stable id, for example `date-of-birth`.
    pub id: String,
    /// Words for the screen, for example "date of birth".
    pub label: String,
    /// What it is about.
    pub category: Category,
    /// How lasting the harm is.
    pub permanence: Permanence,
    /// How much harm it does.
    pub severity: Severity,
    /// Where the company has it from.
    pub origin: Origin,
    /// Weaker classes that come with it: a full card number implies the partial one.
    pub implies: ClassSet,
}

/// All data classes, in the order in which they are shown.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    classes: Vec<DataClass>,
    by_id: HashMap<String, ClassId>,
}

impl Vocabulary {
    /// Takes over the classes; at most [`MAX_CLASSES`] are kept, and of two with the same id the later
    /// one is found by [`get`](Self::get). The catalogue's validator refuses both beforehand.
    pub fn new(classes: Vec<DataClass>) -> Self {
        let classes: Vec<_> = classes.into_iter().take(MAX_CLASSES).collect();
        let by_id = classes.iter().zip(0..=u8::MAX).map(|(c, i)| (c.id.clone(), ClassId(i))).collect();
        Self { classes, by_id }
    }

    /// The class with this id.
    pub fn get(&self, id: &str) -> Option<ClassId> {
        self.by_id.get(id).copied()
    }

    /// What is known about a class.
    ///
    /// # Panics
    /// For a class of another vocabulary. One catalogue is in use at a time, and every class of a
    /// running program comes from it.
    pub fn class(&self, class: ClassId) -> &DataClass {
        &self.classes[usize::from(class.0)]
    }

    /// Every class in the order of the vocabulary.
    pub fn iter(&self) -> impl Iterator<Item = (ClassId, &DataClass)> {
        (0..=u8::MAX).map(ClassId).zip(&self.classes)
    }

    /// The ids of a set, in the order of the vocabulary.
    pub fn ids(&self, set: ClassSet) -> Vec<String> {
        set.iter().map(|c| self.class(c).id.clone()).collect()
    }

    /// The set together with everything its classes imply, however far.
    pub fn with_implied(&self, set: ClassSet) -> ClassSet {
        let mut all = set;
        loop {
            let next = all.iter().fold(all, |acc, c| acc.union(self.class(c).implies));
            if next == all {
                return all;
            }
            all = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(classes: &[u8]) -> ClassSet {
        classes.iter().copied().map(ClassId).collect()
    }

    #[test]
    fn sets_reach_over_both_words() {
        let a = set(&[0, 127, 128, 255]);
        assert_eq!(a.len(), 4);
        assert_eq!(a.iter().map(|c| c.0).collect::<Vec<_>>(), [0, 127, 128, 255]);
        assert_eq!(a.minus(set(&[127, 255])), set(&[0, 128]));
        assert_eq!(a.intersection(set(&[5, 128])), set(&[128]));
        assert!(a.minus(a).is_empty());
    }

    #[test]
    fn implications_are_followed_to_the_end() {
        let class = |id: &str, implies: &[u8]| DataClass {
            id: id.into(),
            label: id.into(),
            category: Category::Access,
            permanence: Permanence::Changeable,
            severity: Severity::High,
            origin: Origin::Given,
            implies: set(implies),
        };
        let v = Vocabulary::new(vec![class("a", &[1]), class("b", &[2]), class("c", &[0])]);
        assert_eq!(v.with_implied(set(&[0])), set(&[0, 1, 2]));
        assert_eq!(v.get("c"), Some(ClassId(2)));
        assert_eq!(v.ids(set(&[1, 2])), ["b", "c"]);
    }
}
