//! What the machine was told and has said so far, as the rules need it.

use keyturn::changes::Phase;

use crate::BEFORE;
use crate::gitlab::Scenario;

/// What is known of the list as it was before anything was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Base {
    Unread,
    /// The highest id in it.
    Known(u64),
    /// It may not be read: nothing can be told to be new.
    Untellable,
}

/// What closed the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Closing {
    HandedOver,
    Revoked,
    GoneBefore,
}

/// What was last said of a credential that is not used any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Locked {
    Lost,
    Ended,
    Kept,
}

/// What the machine was told and has said.
#[derive(Clone)]
pub(crate) struct Shown {
    pub(crate) phase: Phase,
    pub(crate) closed: Option<Closing>,
    pub(crate) lock: Option<Locked>,
    /// Whether the person's word is what happens in this step.
    pub(crate) is_killed: bool,
    /// Whether the old value was used once more, and nothing was said since.
    pub(crate) is_killing: bool,
    /// The ids of the tokens whose value arrived, and of those that were handed over.
    pub(crate) reached: Vec<u64>,
    pub(crate) handed: Vec<u64>,
    /// Whether it was said, after handing over, what the list knows of twins.
    pub(crate) is_looked_for: bool,
    pub(crate) base: Base,
    /// Whether the credential was told to live.
    pub(crate) credential: Option<bool>,
    /// Whether the target was seen revoked; none where nobody could look.
    pub(crate) target: Option<bool>,
    /// The number of the last list that was asked for before the answer came.
    pub(crate) asked_before_answer: u32,
}

impl Shown {
    pub(crate) fn new(scenario: Scenario) -> Self {
        Self {
            phase: Phase::Editing,
            closed: None,
            lock: None,
            is_killed: false,
            is_killing: false,
            reached: Vec::new(),
            handed: Vec::new(),
            is_looked_for: false,
            base: if scenario.is_listed { Base::Known(BEFORE) } else { Base::Unread },
            credential: None,
            target: None,
            asked_before_answer: 0,
        }
    }

    pub(crate) fn note_first_list(&mut self, is_before: bool, base: Base) {
        if is_before && self.base == Base::Unread {
            self.base = base;
        }
    }
}
