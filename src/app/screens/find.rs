//! A project or group by its path: looked up once, and from then on known by its id, which survives a new name.

use crate::app::Address;
use crate::app::later::Later;
use crate::app::preferences::words;
use crate::app::session::{Account, use_session};
use crate::app::shell::trouble_notice;
use crate::app::token_table::text;
use crate::browser::element::{Child, Piece, el};
use crate::browser::reactive::{RwSignal, expect_context, untrack};
use crate::browser::task::spawn;
use crate::gitlab::calls::resource;
use crate::gitlab::{Error, Transport};
use crate::route::{Route, Section};
use crate::words::Attempt;

/// Looks it up; what cannot be found is chosen from the list.
pub fn screen(section: Section, path: String, look: String, account: &Account) -> Piece {
    let words = words();
    let session = use_session();
    let (address, later) = (expect_context::<Address>(), expect_context::<Later>());
    let missing = RwSignal::new(None::<Error>);
    let (wanted, wanted_look) = (path.clone(), look.clone());
    spawn(async move {
        let call =
            if section.is_of_groups() { resource::group_at(&wanted) } else { resource::project_at(&wanted) };
        let answer = session.read(call).await;
        // The screen may have been left meanwhile.
        if missing.try_get_untracked().is_none() {
            return;
        }
        match answer {
            Ok(profile) => address.refine(Route::chosen(section, profile.resource.id(), &wanted_look)),
            Err(error) => missing.set(Some(error)),
        }
    });
    let account = account.clone();
    Child::into_piece(move || match missing.get() {
        None => el("p")
            .attr("role", "status")
            .child(el("span").class("spinner"))
            .child(" ")
            .child((words.place.looking_up)(&text::plain(&path)))
            .into_piece(),
        Some(error) => {
            // What it is called now most likely ends as before.
            let is_moved = error == Error::Transport(Transport::Redirected);
            let typed = path.rsplit('/').next().filter(|_| is_moved).unwrap_or_default().to_owned();
            let (look, account) = (look.clone(), account.clone());
            (
                el("p").child(el("code").child(text::plain(&path))),
                trouble_notice(&error, Attempt::FindPlace, None),
                untrack(|| {
                    later.screen(move |parts| (parts.choose)(section, &look, typed.clone(), &account))
                }),
            )
                .into_piece()
        }
    })
}
