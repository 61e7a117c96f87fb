//! The fields that are text: name, description, user name.

use super::form::Form;
use crate::app::preferences::all_words as words;
use crate::app::widgets::hint;
use crate::browser::element::{Child, Element, Piece, el};
use crate::tokens::Field;
use crate::tokens::draft::{DESCRIPTION_LIMIT, NAME_LIMIT};
use crate::words::AllWords;

/// The name, and what else this kind and release have.
pub fn view(form: Form, describes: bool, has_username: bool) -> Piece {
    let words = words();
    let act = &words.act;
    let fault = form.fault(words, Field::Name);
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
    (name, describes.then(|| description(words, form)), has_username.then(|| username(words, form)))
        .into_piece()
}

fn description(words: &'static AllWords, form: Form) -> Element {
    let act = &words.act;
    let fault = form.fault(words, Field::Description);
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

fn username(words: &'static AllWords, form: Form) -> Element {
    let fault = form.fault(words, Field::Username);
    let input = el("input")
        .id("token-username")
        .class("input")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("maxlength", NAME_LIMIT)
        .attr("aria-invalid", move || fault.with(Option::is_some).then_some("true"))
        .attr("aria-describedby", "token-username-hint")
        .value(move || form.username.get())
        .on("input", move |event| form.username.set(event.value()));
    let label = el("label")
        .attr("for", "token-username")
        .child(words.replace.username)
        .child(" ")
        .child(el("span").class("quiet").child(words.act.optional));
    let said = move || fault.get().unwrap_or_else(|| words.replace.username_hint.to_owned());
    el("div").class("field").child(label).child(input).child(hint::view(
        "token-username-hint",
        move || fault.with(Option::is_some),
        said,
    ))
}
