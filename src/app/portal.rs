//! Inside a portal: follows what it asks for, and tells it how high the page would like to be. What may be asked, and what is
//! answered, is in [`crate::portal`]; without a portal nothing of this happens.

use super::Address;
use super::deployment::deployment;
use super::later::Later;
use super::preferences::{Preferences, Theme};
use crate::browser::reactive::{effect, expect_context, untrack};
use crate::browser::{dom, guard, location, portal};
use crate::portal::{Asked, Heard, Refusal, Said, read};
use crate::words::Language;

/// Fetches what talks to a portal at once, where there is one: it waits to be told that somebody listens.
pub fn attend() {
    if location::is_framed() {
        let later = expect_context::<Later>();
        later.fetch_when_idle();
        effect(move || {
            if let Some(parts) = later.arrived() {
                untrack(parts.portal);
            }
        });
    }
}

/// Listens to the portal and talks to it, for as long as the page lives.
pub fn talk() {
    let Some(origin) = portal::origin() else { return };
    // The boot script has looked already; here the same list is read by the reader that names what is wrong with it.
    if !deployment().portal_origins.contains(&origin) {
        return;
    }
    let (preferences, address) = (expect_context::<Preferences>(), expect_context::<Address>());
    let portal_origin = origin.clone();
    portal::listen(move |from, text| {
        if from != portal_origin {
            return;
        }
        let answer = match read(&text, &from) {
            Heard::Nothing => return,
            Heard::Refused(subject, why) => Said::Refused(subject, why),
            Heard::Asked(asked) => {
                let subject = asked.subject();
                follow(asked, preferences, address)
                    .map_or_else(|why| Said::Refused(Some(subject), why), |()| Said::Done(subject))
            }
        };
        portal::say(&answer.print(), &from);
    });
    portal::follow_sight();
    portal::say(&Said::Ready.print(), &origin);
    portal::follow_height(move |height| portal::say(&Said::height(height).print(), &origin));
}

fn follow(asked: Asked, preferences: Preferences, address: Address) -> Result<(), Refusal> {
    match asked {
        Asked::Theme(name) => preferences.follow_portal(None, Theme::named(name)),
        Asked::Language(tag) => {
            // The page is drawn anew: what is typed in a dialog would be gone.
            is_free()?;
            preferences.follow_portal(Language::of_tag(tag), None);
        }
        Asked::Navigate(route) => {
            is_free()?;
            // Without a step in the history: that is the portal's.
            address.refine(*route);
        }
        Asked::Portal(page) => portal::set_page(page),
    }
    Ok(())
}

/// Whether nothing waits for the person: no value, no change under way, no dialog.
fn is_free() -> Result<(), Refusal> {
    if guard::is_on() || dom::is_asking() { Err(Refusal::Busy) } else { Ok(()) }
}
