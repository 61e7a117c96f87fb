//! The choice of a role, with what it lets the token do.

use super::form::Form;
use crate::app::preferences::all_words as words;
use crate::app::token_table::text;
use crate::app::widgets::hint;
use crate::browser::element::{Element, el};
use crate::gitlab::version::Abilities;
use crate::tokens::{AccessLevel, Field};

/// The field. Only the roles this release knows are offered, and the one of the draft.
pub fn view(form: Form, abilities: Abilities) -> Element {
    let words = words();
    let drafted = form.access_level.get_untracked();
    let mut levels = AccessLevel::CHOICES.to_vec();
    levels.retain(|level| abilities.has_role(*level) || *level == drafted);
    if !levels.contains(&drafted) {
        levels.push(drafted);
    }
    let option = |level: AccessLevel| {
        el("option")
            .attr("value", level.0.to_string())
            .flag("selected", move || form.access_level.get() == level)
            .child(text::role(level))
    };
    let fault = form.fault(words, Field::Role);
    let select = el("select")
        .id("token-role")
        .class("select")
        .attr("aria-invalid", move || fault.with(Option::is_some).then_some("true"))
        .attr("aria-describedby", "token-role-hint")
        .child(levels.into_iter().map(option).collect::<Vec<_>>())
        .on("change", move |event| {
            if let Some(level) = AccessLevel::named(&event.value()) {
                form.access_level.set(level);
            }
        });
    let said = move || {
        fault.get().unwrap_or_else(|| {
            format!("{} {}", (words.replace.role_help)(form.access_level.get()), words.replace.role_hint)
        })
    };
    el("div")
        .class("field")
        .child(el("label").attr("for", "token-role").child(words.list.role))
        .child(select)
        .child(hint::view("token-role-hint", move || fault.with(Option::is_some), said))
}
