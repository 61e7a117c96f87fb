//! "Test it": asks the GitLab that issued a value whether it knows it.

use super::Reveal;
use crate::app::connection::{Connection, Entry, Reach};
use crate::app::preferences::all_words as words;
use crate::app::session::use_session;
use crate::browser::element::{Child, Piece, el};
use crate::browser::reactive::RwSignal;
use crate::browser::task::spawn;
use crate::gitlab::calls::personal;
use crate::gitlab::{Credential, Error};
use crate::tokens::Secret;

/// What the test said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tested {
    Not,
    Asking,
    Works,
    Fails,
    Unknown,
}

/// The button and its answer.
pub fn view(reveal: Reveal, key: u32) -> Piece {
    let act = &words().reveal;
    let session = use_session();
    let tested = RwSignal::new(Tested::Not);
    let ask = move |_| {
        let (Some(value), Some(connection)) = (reveal.value(key), session.connection()) else { return };
        tested.set(Tested::Asking);
        // EXPOSE: sent to the GitLab that issued it, as a credential.
        let credential = Credential::new(Secret::new(value.expose().to_owned()));
        let reach = connection.reach().clone();
        spawn(async move {
            let said = try_out(reach, credential).await;
            tested.set(said);
        });
    };
    let is_asking = move || tested.get() == Tested::Asking;
    let button = el("button")
        .attr("type", "button")
        .class("button plain")
        .attr("aria-busy", move || is_asking().then_some("true"))
        .child(move || if is_asking() { act.testing } else { act.test })
        .on("click", ask);
    let said = el("span").class("quiet").attr("role", "status").child(move || match tested.get() {
        Tested::Not | Tested::Asking => "",
        Tested::Works => act.test_works,
        Tested::Fails => act.test_fails,
        Tested::Unknown => act.test_unknown,
    });
    (button, said).into_piece()
}

async fn try_out(reach: Reach, credential: Credential) -> Tested {
    match Connection::new(reach, Entry::Token(credential)).read(personal::get_self()).await {
        Ok(_) => Tested::Works,
        Err(Error::Refused(refusal)) if refusal.status == 401 => Tested::Fails,
        Err(_) => Tested::Unknown,
    }
}
