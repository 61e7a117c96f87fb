//! The choice of scopes, each with what it allows.

use super::expiry_field::error;
use crate::app::preferences::all_words as words;
use crate::app::token_table::text;
use crate::app::widgets::notice::{self, Tone};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Memo, RwSignal};
use crate::tokens::Scope;

/// The field. Scopes of the draft that the table does not know are offered, too.
pub fn view(offered: &[Scope], chosen: RwSignal<Vec<Scope>>, fault: Option<Memo<Option<String>>>) -> Piece {
    let act = &words().act;
    let mut all = offered.to_vec();
    all.extend(chosen.get_untracked().into_iter().filter(|scope| !offered.contains(scope)));
    let choices = all.into_iter().map(|scope| option(chosen, scope)).collect::<Vec<_>>();
    let field = el("fieldset")
        .class("group")
        .child(el("legend").child(act.scopes))
        .child(el("p").class("hint").child(act.scopes_hint))
        .child(move || fault.and_then(Memo::get).map(error))
        .child(el("div").class("choices").child(choices));
    let is_broad = Memo::new(move || chosen.with(|chosen| chosen.contains(&Scope::API)));
    let warning = move || is_broad.get().then(|| notice::view(Tone::Warning, el("p").child(act.api_warning)));
    (field, warning).into_piece()
}

fn option(chosen: RwSignal<Vec<Scope>>, scope: Scope) -> Element {
    let words = &words().details;
    let name = scope.as_str().to_owned();
    let help = (words.scope)(&name).unwrap_or(words.unknown_scope);
    let shown = scope.clone();
    let input = el("input")
        .attr("type", "checkbox")
        .attr("name", "scopes")
        .attr("value", name.clone())
        .flag("checked", move || chosen.with(|chosen| chosen.contains(&shown)))
        .on("change", move |_| {
            chosen.update(|chosen| match chosen.iter().position(|known| *known == scope) {
                Some(place) => drop(chosen.remove(place)),
                None => chosen.push(scope.clone()),
            });
        });
    let said =
        el("span").child(el("code").child(text::plain(&name))).child(el("span").class("hint").child(help));
    el("label").class("choice").child(input).child(said)
}
