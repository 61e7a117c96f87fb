//! A bulk change among what this session did: its items under one heading, with its result as a file.

use super::line;
use crate::app::activity::Activity;
use crate::app::preferences::all_words as words;
use crate::app::token_dialogs::save;
use crate::browser::element::{Element, el};
use crate::changes::bulk::Work;
use crate::changes::{Act, Entry, Settlement, Stage};

/// The entries in their order, with each bulk change as one.
pub fn grouped(entries: &[Entry]) -> Vec<Vec<Entry>> {
    let mut groups: Vec<Vec<Entry>> = Vec::new();
    for entry in entries {
        let known = groups
            .iter_mut()
            .find(|group| entry.run.is_some() && group.first().is_some_and(|first| first.run == entry.run));
        match known {
            // The latest stand first, but what belongs together is read as it was done.
            Some(group) => group.insert(0, entry.clone()),
            None => groups.push(vec![entry.clone()]),
        }
    }
    groups
}

/// One entry, or a whole bulk change.
pub fn view(activity: Activity, group: &[Entry]) -> Option<Element> {
    let first = group.first()?;
    let Some(run) = first.run else { return Some(line(activity, first)) };
    let words = words();
    let work = match first.change.act {
        Act::Create { .. } => Work::Replace,
        Act::Rotate { .. } => Work::Rotate,
        Act::Revoke { .. } => Work::Revoke,
    };
    let done = group.iter().filter(|entry| is_done(entry)).count();
    let planned: Vec<u64> =
        group.iter().filter(|entry| entry.stage == Stage::Planned).map(|entry| entry.key).collect();
    let put_aside = (!planned.is_empty()).then(|| {
        el("button")
            .attr("type", "button")
            .class("button small")
            .child(words.bulk.put_aside)
            .on("click", move |_| activity.close_planned(&planned))
    });
    let heading = el("h3").child((words.bulk.run)(work, done, group.len()));
    let lines = group.iter().map(|entry| line(activity, entry)).collect::<Vec<_>>();
    let saving = save(words, move || activity.run(run));
    Some(
        el("li")
            .child(el("div").class("cluster").child(heading).child(saving).child(put_aside))
            .child(el("ul").class("activity").attr("role", "list").child(lines)),
    )
}

fn is_done(entry: &Entry) -> bool {
    matches!(
        entry.stage,
        Stage::Unstored(_) | Stage::Replacing(_) | Stage::Done(_) | Stage::Settled(Settlement::Revoked)
    )
}
