//! A field that proposes links as one types: <https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>.

use crate::browser::element::{Element, el};
use crate::browser::event::Event;
use crate::browser::location;
use crate::browser::reactive::{RwSignal, untrack};

/// One proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What it is.
    pub first: String,
    /// What tells it from others.
    pub second: String,
    /// Where it leads.
    pub href: String,
}

/// What stands in the list instead of proposals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The list is closed.
    Closed,
    /// A remark, such as that more must be typed.
    Remark(&'static str),
    /// Proposals.
    Proposals(Vec<Proposal>),
}

/// The field's state. Whoever owns it fills in what was found.
#[derive(Clone, Copy)]
pub struct Combobox {
    /// What is typed.
    pub typed: RwSignal<String>,
    /// What is proposed for it.
    pub found: RwSignal<Found>,
    active: RwSignal<usize>,
}

impl Combobox {
    /// Holding a text, with nothing proposed yet.
    pub fn new(typed: String) -> Self {
        Self { typed: RwSignal::new(typed), found: RwSignal::new(Found::Closed), active: RwSignal::new(0) }
    }

    /// The field. `id` is the list's; `on_type` hears every change of the text.
    pub fn view(self, id: &'static str, label: &'static str, on_type: impl Fn(String) + 'static) -> Element {
        let proposes = move || self.proposals(|all| !all.is_empty());
        let is_open = move || self.found.with(|found| *found != Found::Closed);
        let input = el("input")
            .id(format!("{id}-field"))
            .class("input")
            .attr("role", "combobox")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .attr("placeholder", label)
            .attr("aria-label", label)
            .attr("aria-autocomplete", "list")
            .attr("aria-expanded", move || is_open().to_string())
            .attr("aria-controls", move || is_open().then_some(id))
            .attr("aria-activedescendant", move || proposes().then(|| format!("{id}-{}", self.active.get())))
            .value(move || self.typed.get())
            .on("input", move |event| {
                self.active.set(0);
                self.typed.set(event.value());
                on_type(event.value());
            })
            .on("keydown", move |event| self.press(&event))
            .on("blur", move |_| self.found.set(Found::Closed));
        let list = move || {
            let inside = match self.found.get() {
                Found::Closed => return None,
                Found::Remark(said) => vec![
                    el("li")
                        .attr("role", "option")
                        .attr("aria-selected", "false")
                        .attr("aria-disabled", "true")
                        .child(said),
                ],
                Found::Proposals(all) => {
                    all.into_iter().enumerate().map(|(number, one)| self.option(id, number, one)).collect()
                }
            };
            Some(el("ul").id(id).attr("role", "listbox").attr("aria-label", label).child(inside))
        };
        el("div").class("combobox").child(input).child(list)
    }

    fn option(self, id: &'static str, number: usize, proposal: Proposal) -> Element {
        let Proposal { first, second, href } = proposal;
        el("li")
            .id(format!("{id}-{number}"))
            .attr("role", "option")
            .attr("aria-selected", move || (self.active.get() == number).to_string())
            .child(el("span").child(first))
            .child(el("span").class("quiet small").child(second))
            // Before the field loses the focus, and with it the list.
            .on("mousedown", move |event| {
                event.prevent_default();
                self.choose(&href);
            })
    }

    fn choose(self, href: &str) {
        self.found.set(Found::Closed);
        self.typed.set(String::new());
        location::push(href);
    }

    fn press(self, event: &Event) {
        let count = self.proposals(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => self.active.update(|active| *active = (*active + 1) % count),
            "ArrowUp" if count > 0 => self.active.update(|active| *active = (*active + count - 1) % count),
            "Enter" => {
                let active = self.active.get_untracked();
                let chosen = untrack(|| self.proposals(|all| all.get(active).map(|one| one.href.clone())));
                if let Some(href) = chosen {
                    self.choose(&href);
                }
            }
            "Escape" if self.found.get_untracked() != Found::Closed => self.found.set(Found::Closed),
            _ => return,
        }
        event.prevent_default();
    }

    fn proposals<T>(self, look: impl FnOnce(&Vec<Proposal>) -> T) -> T {
        self.found.with(|found| match found {
            Found::Proposals(all) => look(all),
            Found::Closed | Found::Remark(_) => look(&Vec::new()),
        })
    }
}
