//! What this session did: what is open on top, with what to do about it.

mod run;

use crate::app::activity::Activity;
use crate::app::preferences::all_words as words;
use crate::app::recipe;
use crate::app::session::{Account, Session, use_session};
use crate::app::shell::trouble_notice;
use crate::app::token_dialogs::{so_far, told};
use crate::app::token_table::{read_whole, text};
use crate::app::widgets::icon;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Callback, RwSignal, expect_context};
use crate::browser::task::spawn;
use crate::browser::{clock, dates, dom};
use crate::changes::{Act, Entry, Settlement, Stage, settle, twins};
use crate::gitlab::Error;
use crate::route::{Extent, List};
use crate::tokens::Key;
use crate::words::Attempt;
use crate::words::activity::Done;

/// The screen.
pub fn screen(account: &Account) -> Piece {
    let (offer, words) = (&words().offer, &words().activity);
    let activity = expect_context::<Activity>();
    let (server, reported) = (account.address.clone(), account.address.clone());
    let export = el("button")
        .attr("type", "button")
        .class("button")
        .child(icon::view(icon::DOWNLOAD))
        .child(words.export)
        .on("click", move |_| {
            let _ = dom::download("keyturn-activity.json", &activity.report(&reported));
        });
    let head = el("div").class("title").child(el("h1").child(offer.activity)).child(export);
    let in_memory = move || activity.is_in_memory().then(|| el("p").class("hint").child(offer.in_memory));
    let lists = move || {
        let (open, done): (Vec<_>, Vec<_>) = run::grouped(&activity.of(&server))
            .into_iter()
            .partition(|group| group.iter().any(Entry::is_open));
        if open.is_empty() && done.is_empty() {
            return el("div").class("empty").child(el("p").child(words.empty)).into_piece();
        }
        let part = |id: &'static str, title: &'static str, groups: Vec<Vec<Entry>>| {
            let lines = groups.iter().filter_map(|group| run::view(activity, group)).collect::<Vec<_>>();
            (!lines.is_empty()).then(|| {
                el("section")
                    .attr("aria-labelledby", id)
                    .child(el("h2").id(id).child(title))
                    .child(el("ul").class("activity").attr("role", "list").child(lines))
            })
        };
        (part("activity-open", words.open, open), part("activity-done", words.done, done)).into_piece()
    };
    (head, (el("p").class("hint").child(words.kept), in_memory), lists).into_piece()
}

fn line(activity: Activity, entry: &Entry) -> Element {
    let words = words();
    let done = match entry.change.act {
        Act::Create { replaces: Some(_), .. } => Done::Replace,
        Act::Create { .. } => Done::Create,
        Act::Rotate { .. } => Done::Rotate,
        Act::Revoke { .. } => Done::Revoke,
    };
    let when = dates::instant_utc(entry.change.started_at, words.tag);
    let id = entry.request_id.as_ref().map(|id| (words.shell.request_id)(id));
    let took = entry.took.map(words.activity.took);
    let facts = [Some(when), took, id].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    el("li")
        .child(
            el("p").child(el("strong").child(text::plain(entry.change.name()))).child(" · ").child((words
                .activity
                .act)(
                done,
                entry.change.place.kind(),
            )),
        )
        .child(standing(entry))
        .child(el("p").class("quiet small").child(facts))
        .child(acts(activity, entry))
        .child(
            use_session()
                .account_now()
                .filter(|_| entry.is_open())
                .map(|account| recipe::view(&account, entry)),
        )
}

fn standing(entry: &Entry) -> Piece {
    let words = words();
    let rotates = entry.change.place.kind().facts().rotates
        && use_session().account_now().is_some_and(|account| account.abilities().rotates());
    let said = |said: String| el("p").child(said).into_piece();
    match &entry.stage {
        Stage::Planned => said(words.activity.planned.to_owned()),
        Stage::Replacing(new) => {
            said((words.activity.replacing)(*new, entry.change.replaces().unwrap_or_default()))
        }
        Stage::Unchecked(id) => said((words.activity.unchecked)(*id)),
        Stage::Sent => said(words.activity.sent.to_owned()),
        Stage::Unknown => said(words.activity.unknown.to_owned()),
        Stage::Unstored(id) => {
            let step = if rotates { words.activity.do_unstored } else { words.activity.do_unstored_deploy };
            (said((words.activity.unstored)(*id)), el("p").child(step)).into_piece()
        }
        Stage::Done(_) => said(words.activity.is_done.to_owned()),
        Stage::NotDone(Some(status)) => said((words.activity.refused)(*status)),
        Stage::NotDone(None) => said(words.activity.not_sent.to_owned()),
        Stage::Settled(settlement) => told(words, rotates, settlement),
    }
}

/// What can be done about an open entry, and the way to what it is about.
fn acts(activity: Activity, entry: &Entry) -> Element {
    let words = words();
    let session = use_session();
    let (key, place) = (entry.key, entry.change.place);
    let found = RwSignal::new(None::<Result<Settlement, Error>>);
    let button = |label: &'static str| el("button").attr("type", "button").class("button small").child(label);
    let find = Callback::new(move || spawn(find_out(session, activity, key, found)));
    // Where no list could be read before, none can tell afterwards.
    let is_unknown =
        matches!(entry.stage, Stage::Unknown | Stage::Unchecked(_)) && entry.change.is_tellable();
    let find_out = is_unknown.then(|| button(words.activity.find_out).on("click", move |_| find.run()));
    let dismiss = (entry.is_open() && entry.stage != Stage::Sent)
        .then(|| button(words.activity.looked_after).on("click", move |_| activity.dismiss(key)));
    let ids = match &entry.stage {
        Stage::Unstored(id) | Stage::Done(Some(id)) => vec![*id],
        Stage::Replacing(id) => [Some(*id), entry.change.replaces()].into_iter().flatten().collect(),
        Stage::Settled(Settlement::Created(ids) | Settlement::Rotated(ids)) => ids.clone(),
        _ => Vec::new(),
    };
    let link = |label: String, open: Option<u64>| {
        let open = open.map(|id| Key::of(place.kind(), id));
        let list = List { open, ..List::of(Extent::Of(place)) };
        el("a").attr("href", list.href()).child(label)
    };
    let links = if ids.is_empty() {
        vec![link(words.activity.open_list.to_owned(), None)]
    } else {
        ids.into_iter().map(|id| link((words.activity.open_token)(id), Some(id))).collect()
    };
    let told = move || match found.get() {
        Some(Ok(settlement)) => so_far(&words.outcome, &settlement, words.outcome.do_find_out_later),
        Some(Err(error)) => trouble_notice(&error, Attempt::List(place), Some(find)).into_piece(),
        None => Piece::Nothing,
    };
    el("div")
        .class("stack")
        .child(el("div").class("cluster").child(links).child(find_out).child(dismiss))
        .child(told)
}

/// Reads the list to settle what an earlier page, or a lost answer, left open. `found` takes what does not settle it: why the
/// list could not be read, or what is so only so far.
async fn find_out(
    session: Session,
    activity: Activity,
    key: u64,
    found: RwSignal<Option<Result<Settlement, Error>>>,
) {
    let Some(entry) = activity.entry(key) else { return };
    found.set(None);
    let asked_at = clock::here();
    match read_whole(session, entry.change.place).await {
        Ok(list) => match entry.stage {
            Stage::Unchecked(id) => activity.checked(key, id, twins(&entry.change, id, &list)),
            _ => match settle(&entry.change, &list) {
                yet if entry.is_only_yet(&yet, asked_at) => found.set(Some(Ok(yet))),
                settlement => activity.settled(key, settlement),
            },
        },
        Err(error) => found.set(Some(Err(error))),
    }
}
