//! Create: a form whose values survive every failure.

use leptos::prelude::*;

use super::expiry_field::ExpiryField;
use super::outcome::Outcome;
use super::scopes_field::ScopesField;
use super::{close, progress};
use crate::app::changing::{Changing, Phase};
use crate::app::preferences::words;
use crate::app::session::Account;
use crate::app::shell::TroubleNotice;
use crate::app::token_table::Table;
use crate::app::widgets::{dialog::Modal, fault, icon};
use crate::browser::{clock, dates, dom};
use crate::changes::Act;
use crate::tokens::draft::{DESCRIPTION_LIMIT, NAME_LIMIT};
use crate::tokens::expiry::ExpiryFault;
use crate::tokens::{Draft, DraftFault, Kind, Lifetime};
use crate::words::{Attempt, Words};

/// The fields of the form as signals.
#[derive(Clone, Copy)]
pub struct Form {
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    pub scopes: RwSignal<Vec<crate::tokens::Scope>>,
    pub expiry: RwSignal<crate::tokens::ExpiryChoice>,
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

    /// What is typed now.
    pub fn draft(self) -> Draft {
        Draft {
            name: self.name.get_untracked(),
            description: self.description.get_untracked(),
            scopes: self.scopes.get_untracked(),
            expiry: self.expiry.get_untracked(),
        }
    }

    /// The sentence for the first fault of a field.
    pub fn fault(self, words: &'static Words, is_of_field: fn(DraftFault) -> bool) -> Signal<Option<String>> {
        Signal::derive(move || {
            let fault =
                self.faults.with(|faults| faults.iter().copied().find(|fault| is_of_field(*fault)))?;
            Some((words.act.fault)(fault, &latest(words, fault)))
        })
    }
}

fn latest(words: &Words, fault: DraftFault) -> String {
    match fault {
        DraftFault::Expiry(ExpiryFault::TooFar(day)) => dates::day(day, words.tag),
        _ => String::new(),
    }
}

/// How long a token may live on this GitLab, as far as it is known.
pub fn lifetime(account: &Account, kind: Kind) -> Lifetime {
    let enforced = account.abilities().enforces_expiry();
    Lifetime { allows_never: !enforced && !kind.facts().needs_expiry, ..Lifetime::DEFAULT }
}

/// The dialog for administrators, and for impersonation tokens.
#[component]
pub fn Create(table: Table, draft: Draft, account: Account) -> impl IntoView {
    let words = words();
    let form = Form::new(draft);
    let on_close = close(table, None);
    let changing = Changing::new(table.rows, words, on_close);
    let kind = table.rows.kind;
    let user_id = if table.rows.user_id == 0 { account.user.id } else { table.rows.user_id };
    let lifetime = lifetime(&account, kind);
    let title = Signal::derive(move || {
        let owner = table.owner.get();
        match kind {
            Kind::Impersonation => (words.act.create_title_impersonation)(&owner),
            Kind::Personal if table.rows.user_id == 0 || owner.is_empty() => {
                words.act.create_title.to_owned()
            }
            Kind::Personal => (words.act.create_title_for)(&owner),
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match form.draft().check(clock::now().date_naive(), lifetime) {
            Ok(new) => {
                form.faults.set(Vec::new());
                changing.start(Act::Create { new, as_own: false }, kind, user_id);
            }
            Err(faults) => {
                form.faults.set(faults);
                dom::focus_soon(vec![String::from("faults")]);
            }
        }
    };
    let phase = changing.phase;
    let is_busy = Signal::derive(move || phase.with(Phase::is_busy));
    let is_unknown = move || phase.with(Phase::is_unknown);
    view! {
        <Modal title class="wide" close=words.shell.close is_held=is_busy on_close>
            <Show when=is_unknown>
                <Outcome table changing on_close/>
            </Show>
            <form novalidate on:submit=submit hidden=is_unknown>
                <div class="body">
                    <Faults form/>
                    {move || match phase.get() {
                        Phase::Refused(error) => Some(view! { <TroubleNotice error attempt=Attempt::Create/> }),
                        _ => None,
                    }}
                    {(kind == Kind::Impersonation).then(|| view! {
                        <p class="consequence" data-tone="warning">
                            {move || (words.act.impersonation_note)(&table.owner.get())}
                        </p>
                    })}
                    <NameAndDescription form describes=account.abilities().describes()/>
                    <ExpiryField
                        choice=form.expiry
                        legend=words.act.expiry
                        lifetime
                        same_length=None
                        fault=form.fault(words, |fault| matches!(fault, DraftFault::Expiry(_)))
                    />
                    <ScopesField
                        offered=kind.facts().scopes
                        chosen=form.scopes
                        fault=form.fault(words, |fault| fault == DraftFault::ScopesMissing)
                    />
                </div>
                <footer>
                    {progress(changing)}
                    <button type="button" class="button" disabled=is_busy on:click=move |_| on_close.run(())>
                        {words.shell.cancel}
                    </button>
                    <button class="button primary" aria-busy=move || is_busy.get().then_some("true") disabled=is_busy>
                        {move || if is_busy.get() { words.act.creating } else { words.act.create }}
                    </button>
                </footer>
            </form>
        </Modal>
    }
}

/// All faults in one place, with the focus on it.
#[component]
pub fn Faults(form: Form) -> impl IntoView {
    let words = words();
    move || {
        let faults = form.faults.get();
        (!faults.is_empty()).then(|| {
            view! {
                <div class="notice" data-tone="bad" id="faults" tabindex="-1" role="alert">
                    {icon::view(icon::ERROR)}
                    <div class="content">
                        <h3>{(words.error.faults)(faults.len())}</h3>
                        <ul>
                            {faults
                                .into_iter()
                                .map(|fault| view! { <li>{(words.act.fault)(fault, &latest(words, fault))}</li> })
                                .collect_view()}
                        </ul>
                    </div>
                </div>
            }
        })
    }
}

/// The first two fields, shared by both Create dialogs.
#[component]
pub fn NameAndDescription(form: Form, describes: bool) -> impl IntoView {
    let words = words();
    let act = &words.act;
    let name_fault =
        form.fault(words, |fault| matches!(fault, DraftFault::NameMissing | DraftFault::NameTooLong));
    let description_fault = form.fault(words, |fault| fault == DraftFault::DescriptionTooLong);
    view! {
        <div class="field">
            <label for="token-name">{act.name}</label>
            <input
                id="token-name"
                class="input"
                autofocus
                autocomplete="off"
                required
                maxlength=NAME_LIMIT
                aria-invalid=move || name_fault.get().is_some().then_some("true")
                aria-describedby="token-name-fault"
                prop:value=move || form.name.get()
                on:input=move |event| form.name.set(event_target_value(&event))
            />
            <p class="error" id="token-name-fault">{move || name_fault.get().map(fault::view)}</p>
        </div>
        {describes.then(|| view! {
            <div class="field">
                <label for="token-description">{act.description}" "<span class="quiet">{act.optional}</span></label>
                <textarea
                    id="token-description"
                    class="input"
                    rows="2"
                    maxlength=DESCRIPTION_LIMIT
                    aria-invalid=move || description_fault.get().is_some().then_some("true")
                    aria-describedby="token-description-hint"
                    prop:value=move || form.description.get()
                    on:input=move |event| form.description.set(event_target_value(&event))
                ></textarea>
                <p
                    id="token-description-hint"
                    class=move || if description_fault.get().is_some() { "error" } else { "hint" }
                >
                    {move || description_fault.get().map_or_else(|| act.description_hint.into_any(), fault::view)}
                </p>
            </div>
        })}
    }
}
