//! The Create form: its values, which survive every failure, and what is wrong with them.

use crate::app::preferences::all_words as words;
use crate::app::session::Account;
use crate::app::token_table::text;
use crate::app::widgets::notice::{self, Tone};
use crate::browser::dates;
use crate::browser::element::{Child, el};
use crate::browser::reactive::{Memo, RwSignal};
use crate::changes::Phase;
use crate::gitlab::error::Reason;
use crate::tokens::expiry::ExpiryFault;
use crate::tokens::{AccessLevel, Draft, DraftFault, ExpiryChoice, Field, Kind, Lifetime, Scope};
use crate::words::AllWords;

/// The fields as signals.
#[derive(Clone, Copy)]
pub struct Form {
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    pub username: RwSignal<String>,
    pub scopes: RwSignal<Vec<Scope>>,
    pub expiry: RwSignal<ExpiryChoice>,
    pub access_level: RwSignal<AccessLevel>,
    pub faults: RwSignal<Vec<DraftFault>>,
    phase: RwSignal<Phase>,
}

impl Form {
    /// Filled in from a draft; `phase` tells what GitLab refused.
    pub fn new(draft: Draft, phase: RwSignal<Phase>) -> Self {
        Self {
            name: RwSignal::new(draft.name),
            description: RwSignal::new(draft.description),
            username: RwSignal::new(draft.username),
            scopes: RwSignal::new(draft.scopes),
            expiry: RwSignal::new(draft.expiry),
            access_level: RwSignal::new(draft.access_level),
            faults: RwSignal::new(Vec::new()),
            phase,
        }
    }

    /// What is typed now; tracked.
    pub fn draft(self) -> Draft {
        Draft {
            name: self.name.get(),
            description: self.description.get(),
            username: self.username.get(),
            scopes: self.scopes.get(),
            expiry: self.expiry.get(),
            access_level: self.access_level.get(),
        }
    }

    /// What is wrong with a field, as the form sees it, else in GitLab's words.
    pub fn fault(self, words: &'static AllWords, field: Field) -> Memo<Option<String>> {
        Memo::new(move || {
            let own = self.faults.with(|faults| faults.iter().copied().find(|fault| fault.field() == field));
            own.map(|fault| said(words, fault)).or_else(|| {
                let text = self.phase.with(|phase| refused_field(phase, field))?;
                Some(format!("{}: “{}”", words.shell.gitlab_says, text::plain(&text)))
            })
        })
    }
}

/// What GitLab said about one field.
fn refused_field(phase: &Phase, field: Field) -> Option<String> {
    let Phase::Refused(error) = phase else { return None };
    let Some(Reason::Invalid(fields)) = error.reason() else { return None };
    fields.iter().find(|(name, _)| Field::named(name) == Some(field)).map(|(_, text)| text.clone())
}

/// A fault in words.
pub fn said(words: &AllWords, fault: DraftFault) -> String {
    let latest = match fault {
        DraftFault::Expiry(ExpiryFault::TooFar(day)) => dates::day(day, words.tag),
        _ => String::new(),
    };
    (words.act.fault)(fault, &latest)
}

/// How long a token may live on this GitLab, as far as it is known.
pub fn lifetime(account: &Account, kind: Kind) -> Lifetime {
    kind.lifetime(account.abilities().enforces_expiry())
}

/// All faults in one place, with the focus on it.
pub fn faults(form: Form) -> impl Child {
    let words = words();
    move || {
        let faults = form.faults.get();
        let list = faults.iter().map(|fault| el("li").child(said(words, *fault))).collect::<Vec<_>>();
        (!faults.is_empty()).then(|| {
            let content = (el("h3").child((words.error.faults)(faults.len())), el("ul").child(list));
            notice::view(Tone::Bad, content).id("faults").attr("tabindex", "-1").attr("role", "alert")
        })
    }
}
