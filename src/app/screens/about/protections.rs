//! The protections, each with what was measured and what to ask of whoever runs the host.

use std::sync::Arc;

use crate::app::deployment::deployment;
use crate::app::preferences::all_words as words;
use crate::app::widgets::icon;
use crate::app::widgets::notice::{self, Tone};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::protections::measure;
use crate::browser::reactive::RwSignal;
use crate::browser::task::spawn;
use crate::browser::{clipboard, location};
use crate::protections::{Finding, State, judge};

/// All of them, measured when the screen is opened and whenever it is asked for.
pub fn section() -> Element {
    let words = &words().about;
    let findings = RwSignal::new(None::<Arc<[Finding]>>);
    let deployment = deployment();
    let look = move || {
        let deployment = Arc::clone(&deployment);
        findings.set(None);
        spawn(async move {
            let facts = measure().await;
            findings.set(Some(judge(&facts, &deployment).into()));
        });
    };
    look();
    let again = el("button")
        .attr("type", "button")
        .class("button")
        .child(icon::view(icon::ROTATE))
        .child(words.again)
        .on("click", move |_| look());
    let said = move || match findings.get() {
        None => words.measuring.to_owned(),
        Some(findings) => {
            let count = |fits: fn(&Finding) -> bool| findings.iter().filter(|one| fits(one)).count();
            let active = count(|one| one.state == State::Active);
            (words.summary)(active, count(|one| one.state != State::Unmeasured))
        }
    };
    let lists = move || findings.get().map_or(Piece::Nothing, |findings| lists(&findings));
    el("section")
        .class("stack")
        .attr("aria-labelledby", "about-protections")
        .child(el("h2").id("about-protections").child(words.protections))
        .child(el("p").class("prose hint").child(words.measured))
        .child(el("div").class("cluster").child(el("p").attr("role", "status").child(said)).child(again))
        .child(lists)
}

fn lists(findings: &[Finding]) -> Piece {
    let all = words();
    let words = &all.about;
    let asks: Vec<String> =
        findings.iter().filter_map(|one| one.ask.as_ref().map(all.protections.ask)).collect();
    let copy_all = (asks.len() > 1).then(|| copy((words.copy_all)(asks.len()), &asks));
    let part = |id: &'static str, title: &'static str, is_of_host: bool| {
        let own = findings.iter().filter(|one| one.protection.is_of_host() == is_of_host);
        el("section").attr("aria-labelledby", id).child(el("h3").id(id).child(title)).child(
            el("ul").class("activity pairs").attr("role", "list").child(own.map(line).collect::<Vec<_>>()),
        )
    };
    (copy_all, part("about-page", words.of_page, false), part("about-host", words.of_host, true)).into_piece()
}

fn line(finding: &Finding) -> Element {
    let words = words();
    let (name, purpose) = (words.protections.about)(finding.protection);
    let mark = match finding.state {
        State::Active => "active",
        State::Partly => "warning",
        State::Missing => "expired",
        State::Unmeasured => "unmeasured",
    };
    let badge =
        el("span").class("badge").attr("data-status", mark).child((words.protections.state)(finding.state));
    let ask = finding.ask.as_ref().map(|ask| {
        let sentence = (words.protections.ask)(ask);
        let whom = el("p").child(el("strong").child(words.about.for_operator));
        let what = el("p").child(sentence.clone());
        notice::view(Tone::Plain, (whom, what, copy(words.about.copy.to_owned(), &[sentence])))
    });
    el("li")
        .child(el("div").class("cluster").child(el("strong").child(name)).child(badge))
        .child(el("p").child(purpose))
        .child(el("p").class("quiet small").child((words.protections.seen)(&finding.seen)))
        .child(ask)
}

/// A button that copies requests as one text, and says what came of it.
fn copy(label: String, asks: &[String]) -> Element {
    let words = words();
    let page = location::absolute("");
    let address = page.split('?').next().unwrap_or_default();
    let letter = (words.protections.letter)(address, asks);
    let (copied, not_copied) = (words.about.copied, words.about.not_copied);
    let said = RwSignal::new("");
    let button = el("button")
        .attr("type", "button")
        .class("button small")
        .child(icon::view(icon::COPY))
        .child(label)
        .on("click", move |_| {
            let letter = letter.clone();
            spawn(async move {
                let is_copied = clipboard::copy(&letter).await;
                said.set(if is_copied { copied } else { not_copied });
            });
        });
    let said = el("span").class("quiet small").attr("role", "status").child(move || said.get());
    el("div").class("cluster").child(button).child(said)
}
