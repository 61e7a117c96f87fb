//! The groups and projects a token reaches. GitLab tells it only to the token itself, since 17.4.

use crate::app::preferences::all_words as words;
use crate::app::session::{Session, use_session};
use crate::app::shell::trouble_notice;
use crate::app::token_table::text;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Callback, RwSignal};
use crate::browser::task::spawn;
use crate::gitlab::Error;
use crate::gitlab::calls::personal::{self, Association, Associations};
use crate::words::{AllWords, Attempt};

/// Pages asked for at most.
const PAGES: u32 = 20;

/// What is known, and a way to ask.
pub fn view(is_own: bool) -> Piece {
    let words = words();
    let session = use_session();
    let can_ask = session.account_now().is_some_and(|account| account.abilities().lists_associations());
    if !is_own || !can_ask {
        return el("p").class("hint").child(words.details.reach_own_only).into_piece();
    }
    let known = RwSignal::new(None::<Result<Associations, Error>>);
    let is_asking = RwSignal::new(false);
    let ask = move || {
        is_asking.set(true);
        spawn(async move {
            let answer = read(session).await;
            is_asking.set(false);
            known.set(Some(answer));
        });
    };
    let button = move || {
        el("button")
            .attr("type", "button")
            .class("link")
            .attr("aria-busy", move || is_asking.get().then_some("true"))
            .child(words.details.reach_show)
            .on("click", move |_| ask())
    };
    Child::into_piece(move || match known.get() {
        None => button().into_piece(),
        Some(Ok(all)) => told(words, &all),
        Some(Err(error)) => trouble_notice(&error, Attempt::Read, Some(Callback::new(ask))).into_piece(),
    })
}

async fn read(session: Session) -> Result<Associations, Error> {
    let mut all = Associations::default();
    for page in 1..=PAGES {
        let page = session.read(personal::associations(page)).await?;
        if page.groups.is_empty() && page.projects.is_empty() {
            break;
        }
        all.groups.extend(page.groups);
        all.projects.extend(page.projects);
    }
    Ok(all)
}

fn told(words: &AllWords, all: &Associations) -> Piece {
    if all.groups.is_empty() && all.projects.is_empty() {
        return el("p").class("hint").child(words.details.reach_none).into_piece();
    }
    let count = (words.details.reach_count)(all.groups.len(), all.projects.len());
    let list = el("ul")
        .class("explained")
        .attr("role", "list")
        .child(all.groups.iter().map(line).collect::<Vec<_>>())
        .child(all.projects.iter().map(line).collect::<Vec<_>>());
    (el("p").class("hint").child(count), list).into_piece()
}

fn line(association: &Association) -> Element {
    let role = el("span").class("quiet").child(association.access_level.map(text::role));
    el("li").child(text::plain(&association.name)).child(" ").child(role)
}
