//! The Create form: its values, which survive every failure, and the fields both Create dialogs share.

use leptos::prelude::*;

use crate::app::preferences::words;
use crate::app::session::Account;
use crate::app::widgets::{hint, icon};
use crate::browser::dates;
use crate::browser::element::{Child, Element, Piece, el};
use crate::tokens::draft::{DESCRIPTION_LIMIT, NAME_LIMIT};
use crate::tokens::expiry::ExpiryFault;
use crate::tokens::{Draft, DraftFault, ExpiryChoice, Kind, Lifetime, Scope};
use crate::words::Words;

/// The fields as signals.
#[derive(Clone, Copy)]
pub struct Form {
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    pub scopes: RwSignal<Vec<Scope>>,
    pub expiry: RwSignal<ExpiryChoice>,
    pub faults: RwSignal<Vec<DraftFault>>,
}

impl Form {
    /// Filled in from a draft.
    pub fn new(draft: Draft) -> Self {
        Self {
            name: RwSignal::new(draft.name),
            description: RwSignal::new(draft.description),
            scopes: RwSignal::new(draft.scopes),
            expiry: RwSignal::new(draft.expiry),
            faults: RwSignal::new(Vec::new()),
        }
    }

    /// What is typed now; tracked.
    pub fn draft(self) -> Draft {
        Draft {
            name: self.name.get(),
            description: self.description.get(),
            scopes: self.scopes.get(),
            expiry: self.expiry.get(),
        }
    }

    /// The sentence for the first fault of a field.
    pub fn fault(self, words: &'static Words, is_of_field: fn(DraftFault) -> bool) -> Memo<Option<String>> {
        Memo::new(move |_| {
            let fault =
                self.faults.with(|faults| faults.iter().copied().find(|fault| is_of_field(*fault)))?;
            Some(said(words, fault))
        })
    }
}

/// A fault in words.
pub fn said(words: &Words, fault: DraftFault) -> String {
    let latest = match fault {
        DraftFault::Expiry(ExpiryFault::TooFar(day)) => dates::day(day, words.tag),
        _ => String::new(),
    };
    (words.act.fault)(fault, &latest)
}

/// How long a token may live on this GitLab, as far as it is known.
pub fn lifetime(account: &Account, kind: Kind) -> Lifetime {
    let enforced = account.abilities().enforces_expiry();
    Lifetime { allows_never: !enforced && !kind.facts().needs_expiry, ..Lifetime::DEFAULT }
}

/// All faults in one place, with the focus on it.
pub fn faults(form: Form) -> impl Child {
    let words = words();
    move || {
        let faults = form.faults.get();
        let list = faults.iter().map(|fault| el("li").child(said(words, *fault))).collect::<Vec<_>>();
        let content = el("div")
            .class("content")
            .child(el("h3").child((words.error.faults)(faults.len())))
            .child(el("ul").child(list));
        (!faults.is_empty()).then(|| {
            el("div")
                .class("notice")
                .attr("data-tone", "bad")
                .id("faults")
                .attr("tabindex", "-1")
                .attr("role", "alert")
                .child(icon::view(icon::ERROR))
                .child(content)
        })
    }
}

/// Name and description.
pub fn name_and_description(form: Form, describes: bool) -> Piece {
    let words = words();
    let act = &words.act;
    let fault = form.fault(words, |fault| matches!(fault, DraftFault::NameMissing | DraftFault::NameTooLong));
    let input = el("input")
        .id("token-name")
        .class("input")
        .attr("data-first", true)
        .attr("autocomplete", "off")
        .attr("required", true)
        .attr("maxlength", NAME_LIMIT)
        .attr("aria-invalid", move || fault.with(Option::is_some).then_some("true"))
        .attr("aria-describedby", "token-name-hint")
        .value(move || form.name.get())
        .on("input", move |event| form.name.set(event.value()));
    let name = el("div")
        .class("field")
        .child(el("label").attr("for", "token-name").child(act.name))
        .child(input)
        .child(hint::view(
            "token-name-hint",
            move || fault.with(Option::is_some),
            move || fault.get().unwrap_or_default(),
        ));
    (name, describes.then(|| description(words, form))).into_piece()
}

fn description(words: &'static Words, form: Form) -> Element {
    let act = &words.act;
    let fault = form.fault(words, |fault| fault == DraftFault::DescriptionTooLong);
    let input = el("textarea")
        .id("token-description")
        .class("input")
        .attr("rows", "2")
        .attr("maxlength", DESCRIPTION_LIMIT)
        .attr("aria-invalid", move || fault.with(Option::is_some).then_some("true"))
        .attr("aria-describedby", "token-description-hint")
        .value(move || form.description.get())
        .on("input", move |event| form.description.set(event.value()));
    let label = el("label")
        .attr("for", "token-description")
        .child(act.description)
        .child(" ")
        .child(el("span").class("quiet").child(act.optional));
    let said = move || fault.get().unwrap_or_else(|| act.description_hint.to_owned());
    el("div").class("field").child(label).child(input).child(hint::view(
        "token-description-hint",
        move || fault.with(Option::is_some),
        said,
    ))
}
