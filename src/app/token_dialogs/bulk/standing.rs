//! One item of a bulk change under way: where it stands, and what there is to know about it.

use super::line;
use crate::app::bulk::{Item, Run};
use crate::app::preferences::all_words as words;
use crate::app::token_dialogs::outcome::{offers, rotates, told};
use crate::app::token_table::Table;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::Memo;
use crate::changes::Phase;
use crate::changes::bulk::{Bulk, Standing, State};
use crate::gitlab::Error;
use crate::words::{AllWords, Attempt, trouble_of_change};

/// Its line.
pub fn view(table: Table, run: Run, number: usize, item: &Item) -> Element {
    let words = words();
    let changing = item.changing;
    let attempt = item.attempt();
    let place = item.row.home();
    let rotates = rotates(place);
    let standing = Memo::new(move || run.bulk.with(|bulk| bulk.standing(number)));
    let is_over = Memo::new(move || run.bulk.with(Bulk::state) == State::Over);
    let word = move || match standing.get() {
        Some(Standing::Waiting) if is_over.get() => words.bulk.not_begun,
        Some(standing) => (words.bulk.standing)(standing),
        None => "",
    };
    let more = move || match (standing.get(), changing.phase.get()) {
        (Some(Standing::Running), phase) => {
            el("p").class("hint").child(under_way(words, &phase)).into_piece()
        }
        (Some(Standing::Refused), Phase::Refused(error)) => why(words, &error, attempt),
        (Some(Standing::Skipped), Phase::NotLooked(before, error)) => {
            (el("p").child(words.act.not_looked), why(words, &error, Attempt::before(before, place)))
                .into_piece()
        }
        (Some(Standing::Found), Phase::Settled(_, settlement)) => {
            let offers = is_over.get().then(|| offers(table, &words.act, place, &settlement));
            (told(words, rotates, &settlement), el("div").class("cluster").child(offers)).into_piece()
        }
        (Some(Standing::Skipped), Phase::Elsewhere) => el("p").child(words.act.elsewhere).into_piece(),
        (Some(Standing::Unknown), _) => (
            el("p").child(words.act.settle_failed),
            el("button")
                .attr("type", "button")
                .class("button small")
                .child(words.act.settle_again)
                .on("click", move |_| changing.find_out_again()),
        )
            .into_piece(),
        _ => Piece::Nothing,
    };
    let warning = move || {
        let said = changing.warning();
        (!said.is_empty()).then(|| el("p").class("consequence").attr("data-tone", "warning").child(said))
    };
    line(&item.row.token, el("span").class("standing").child(word), (more, warning))
        .attr("data-standing", move || standing.get().map(class))
}

/// What GitLab said, in short.
fn why(words: &AllWords, error: &Error, attempt: Attempt) -> Piece {
    let trouble = trouble_of_change(words, error, attempt);
    let quote = trouble.quote.map(|quote| format!(" {}: “{quote}”", words.shell.gitlab_says));
    el("p").child(trouble.headline).child(quote).into_piece()
}

fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Waiting => "waiting",
        Standing::Running => "running",
        Standing::Done => "done",
        Standing::Refused | Standing::Skipped => "refused",
        Standing::Unknown | Standing::Found => "unknown",
    }
}

fn under_way(words: &AllWords, phase: &Phase) -> &'static str {
    match phase {
        Phase::Checking => words.act.checking_first,
        Phase::Waiting => words.act.still_waiting,
        Phase::Settling(_) => words.act.settling,
        _ => "",
    }
}
