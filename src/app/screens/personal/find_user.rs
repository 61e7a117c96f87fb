//! A field that proposes users as one types, for an administrator.

use crate::app::preferences::all_words as words;
use crate::app::session::use_session;
use crate::app::token_table::text;
use crate::app::widgets::combobox::{Combobox, Found, Proposal};
use crate::browser::element::Element;
use crate::browser::task::spawn;
use crate::gitlab::User;
use crate::gitlab::calls::user;
use crate::gitlab::credential::looks_like_a_token;
use crate::route::{Extent, List};
use crate::tokens::Place;

/// GitLab finds parts of a name from three letters on, and shorter names as a whole: enough where a name has two signs.
pub fn is_enough(typed: &str) -> bool {
    let typed = typed.trim();
    typed.chars().count() >= 3 || (typed.chars().count() == 2 && !typed.is_ascii())
}

/// The field.
pub fn field() -> Element {
    let (words, list) = (&words().choose, &words().list);
    let session = use_session();
    let field = Combobox::new(String::new());
    field.view("found-users", list.find_user, move |text| {
        if looks_like_a_token(&text) {
            return field.found.set(Found::Remark(list.token_in_search));
        }
        if !is_enough(&text) {
            field.found.set(if text.is_empty() {
                Found::Closed
            } else {
                Found::Remark(words.find_user_short)
            });
            return;
        }
        spawn(async move {
            let answer = session.read(user::search(text.trim())).await;
            if field.typed.try_get_untracked() != Some(text) {
                return;
            }
            field.found.set(match answer {
                Ok(page) if page.rows.is_empty() => Found::Remark(words.find_user_none),
                Ok(page) => Found::Proposals(page.rows.iter().map(proposal).collect()),
                Err(_) => Found::Closed,
            });
        });
    })
}

fn proposal(user: &User) -> Proposal {
    let second = if user.state.is_empty() || user.state == "active" {
        format!("@{}", user.username)
    } else {
        format!("@{} · {}", user.username, user.state)
    };
    Proposal {
        first: text::plain(&user.name),
        second,
        href: List::of(Extent::Of(Place::User(user.id))).href(),
    }
}
