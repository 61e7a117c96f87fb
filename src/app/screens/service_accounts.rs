//! The service accounts of a project or group: which one's tokens?

use super::resource::{self, tabs};
use crate::app::preferences::all_words as words;
use crate::app::session::{Account, use_session};
use crate::app::shell::trouble_notice;
use crate::app::token_table::text;
use crate::app::widgets::notice::{self, Tone};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Callback, RwSignal};
use crate::browser::task::spawn;
use crate::gitlab::calls::resource as calls;
use crate::gitlab::{Error, Page, User};
use crate::route::{Extent, List};
use crate::tokens::{Place, Resource};
use crate::words::Attempt;

/// The choice.
pub fn screen(of: Resource, account: &Account) -> Piece {
    let words = words();
    let session = use_session();
    let (owner, found) = (RwSignal::new(String::new()), RwSignal::new(None::<Result<Page<User>, Error>>));
    resource::name(Place::Resource(of), owner, account.clone());
    let ask = move || {
        spawn(async move {
            let answer = session.read_all(|page| calls::service_accounts(of, page)).await;
            found.set(Some(answer));
        });
    };
    ask();
    let title = move || match text::plain(&owner.get()) {
        name if name.is_empty() => words.place.service_accounts.to_owned(),
        name => (words.choose.service_accounts_of)(&name),
    };
    let head = el("div").class("title").child(el("h1").child(title)).child(tabs(of, None, account));
    let inside = move || match found.get() {
        None => el("p").class("hint").attr("role", "status").child(words.list.loading).into_piece(),
        // The refusal is that of the tokens behind it: the same role opens both.
        Some(Err(error)) => {
            let again = Callback::new(ask);
            trouble_notice(&error, Attempt::List(Place::ServiceAccount(of, 0)), Some(again)).into_piece()
        }
        Some(Ok(all)) if all.rows.is_empty() && all.odd_rows == 0 => el("div")
            .class("empty")
            .child(el("h2").child(words.choose.no_service_accounts))
            .child(el("p").child(words.choose.service_accounts_text))
            .into_piece(),
        Some(Ok(all)) => {
            let odd = (all.odd_rows > 0)
                .then(|| notice::view(Tone::Note, el("p").child((words.list.odd_rows)(all.odd_rows))));
            let lines = all.rows.iter().map(|user| line(of, user)).collect::<Vec<_>>();
            let list = el("ul").attr("role", "list").child(lines);
            (odd, el("div").class("places").child(el("section").child(list))).into_piece()
        }
    };
    (head, inside).into_piece()
}

fn line(of: Resource, user: &User) -> Element {
    let href = List::of(Extent::Of(Place::ServiceAccount(of, user.id))).href();
    el("li")
        .child(el("a").attr("href", href).child(text::plain(&user.name)))
        .child(el("span").class("quiet small").child(format!("@{}", user.username)))
}
