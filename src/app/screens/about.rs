//! Which version this is, what protects it on this host, what is kept where, and what is out of reach. Needs no session.

mod protections;

use crate::app::deployment::deployment;
use crate::app::preferences::all_words as words;
use crate::app::session::use_session;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::protections::version;
use crate::browser::reactive::RwSignal;
use crate::browser::storage::{Remembered, kept};
use crate::browser::task::spawn;
use crate::route::Route;

/// The licence, as its identifiers are written (SPDX).
const LICENCE: &str = "MIT OR Apache-2.0";
/// What a release was compiled from, beside the page (`CycloneDX`).
const PARTS: &str = "./keyturn.cdx.json";

/// The screen.
pub fn screen() -> Piece {
    let words = &words().about;
    let connect = || {
        let href = Route::Connect { server: None }.href();
        el("a").class("button").attr("href", href).child(words.connect)
    };
    let is_out = use_session().account_now().is_none();
    let head = el("div").class("title").child(el("h1").child(words.title)).child(is_out.then(connect));
    let limits = words.limits.into_iter().map(|limit| el("li").child(limit)).collect::<Vec<_>>();
    let limits = el("section")
        .class("stack prose")
        .attr("aria-labelledby", "about-limits")
        .child(el("h2").id("about-limits").child(words.limits_title))
        .child(el("ul").class("stack").child(limits));
    (head, (release(), protections::section()), (storage(), limits)).into_piece()
}

/// Version, commit and fingerprint, and how to compare them.
fn release() -> Element {
    let words = &words().about;
    let (number, commit) = version().unwrap_or_else(|| (words.development.to_owned(), None));
    let fingerprint = RwSignal::new(None::<Option<String>>);
    spawn(async move { fingerprint.set(Some(crate::browser::protections::fingerprint().await)) });
    let computed = move || match fingerprint.get() {
        None => words.measuring.into_piece(),
        Some(Some(text)) => el("code").child(text).into_piece(),
        Some(None) => words.no_fingerprint.into_piece(),
    };
    let is_release = version().is_some();
    let made_of = is_release.then(|| {
        let link = el("a").attr("href", PARTS).attr("download", true).child("keyturn.cdx.json");
        (el("dt").child(words.made_of), el("dd").child(link))
    });
    let commit =
        commit.map(|commit| (el("dt").child(words.commit), el("dd").child(el("code").child(commit))));
    let facts = el("dl")
        .class("facts")
        .child((el("dt").child(words.version), el("dd").child(number)))
        .child(commit)
        .child((el("dt").child(words.fingerprint), el("dd").child(computed)))
        .child((el("dt").child(words.licence), el("dd").child(LICENCE)))
        .child(made_of);
    let compare =
        is_release.then(|| el("p").class("hint").child(words.compare).child(" ").child(words.compare_limit));
    el("section").class("stack prose").child(facts).child(compare)
}

/// What is kept where, as it is now.
fn storage() -> Element {
    let words = &words().about;
    let kept = kept();
    let is_closed = !deployment().isolated_origin;
    let of = |is_of_tab: bool| {
        if is_closed {
            return words.closed.into_piece();
        }
        let ours: Vec<Element> =
            kept.iter().filter(|what| what.is_of_tab() == is_of_tab).map(|what| entry(*what)).collect();
        if ours.is_empty() {
            words.nothing.into_piece()
        } else {
            el("ul").attr("role", "list").child(ours).into_piece()
        }
    };
    let fact = |label: &'static str, what: Piece| (el("dt").child(label), el("dd").child(what));
    let facts = el("dl")
        .class("facts")
        .child(fact(words.in_memory, words.memory.into_piece()))
        .child(fact(words.in_browser, of(false)))
        .child(fact(words.in_tab, of(true)))
        .child(fact(words.elsewhere, words.never.into_piece()));
    el("section")
        .class("stack prose")
        .attr("aria-labelledby", "about-kept")
        .child(el("h2").id("about-kept").child(words.kept))
        .child(facts)
}

fn entry(what: Remembered) -> Element {
    let words = &words().about;
    let holds = match what {
        Remembered::Servers => words.servers,
        Remembered::Language => words.language,
        Remembered::Theme => words.theme,
        Remembered::Places => words.places,
        Remembered::SignIn => words.sign_in,
        Remembered::Journal => words.journal,
    };
    el("li").child(el("code").child(what.key())).child(" · ").child(holds)
}
