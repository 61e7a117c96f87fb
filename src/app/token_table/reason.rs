//! Why something cannot be done: said on the button that would do it. Roles are not among the reasons: an instance may
//! grant more than they say, so GitLab decides.

use crate::app::preferences::{all_words, words};
use crate::app::session::{Account, use_session};
use crate::browser::element::Element;
use crate::changes::bulk::Work;
use crate::tokens::{Place, Token};

/// Why no token can be made here; `None` if one can.
pub fn no_creation(account: &Account, place: Place) -> Option<&'static str> {
    let words = words();
    match place {
        Place::DeployInstance => Some(words.place.reason_instance),
        // GitLab's own form makes it.
        Place::User(id) if id == account.user.id && !account.user.is_admin => None,
        _ if account.is_locked => Some(words.shell.locked_reason),
        _ if !account.can_change() => Some(account.read_only_reason(words)),
        Place::Resource(_) if account.user.bot_of().is_some() => Some(words.place.reason_bot),
        _ => None,
    }
}

/// Why a token cannot be rotated; `None` if it can.
pub fn no_rotation(account: &Account, place: Place, token: &Token) -> Option<&'static str> {
    let words = words();
    let is_self = account.is_self(place.kind(), token.id);
    if !place.kind().facts().rotates {
        Some(words.offer.no_rotation)
    } else if !account.abilities().rotates() {
        Some(words.list.reason_no_rotation)
    } else if matches!(place, Place::Resource(_)) && account.user.bot_of().is_some() && !is_self {
        Some(words.place.reason_bot)
    } else {
        no_change(account, place, token)
    }
}

/// Why a token cannot be replaced; `None` if it can.
pub fn no_replacement(account: &Account, place: Place, token: &Token) -> Option<&'static str> {
    // GitLab's own form makes it, but not for a place that is to be watched.
    let is_own = place == Place::User(account.user.id) && !account.user.is_admin;
    no_change(account, place, token)
        .or_else(|| is_own.then_some(words().offer.own_explained))
        .or_else(|| no_creation(account, place))
}

/// Why a token cannot be changed at all; `None` if it can.
pub fn no_change(account: &Account, place: Place, token: &Token) -> Option<&'static str> {
    if account.is_locked {
        Some(words().shell.locked_reason)
    } else if !account.can_change() {
        Some(account.read_only_reason(words()))
    } else if place == Place::DeployInstance {
        Some(words().place.reason_instance)
    } else if token.revoked {
        Some(words().list.reason_revoked)
    } else {
        None
    }
}

/// Why a work cannot be done to any of many tokens here; `None` if it can.
pub fn no_work(work: Work, place: Place) -> Option<&'static str> {
    let account = use_session().account_now()?;
    match work {
        Work::Rotate if !place.kind().facts().rotates => Some(words().offer.no_rotation),
        Work::Rotate if !account.abilities().rotates() => Some(words().list.reason_no_rotation),
        Work::Replace if place == Place::User(account.user.id) && !account.user.is_admin => {
            Some(all_words().bulk.own_form)
        }
        Work::Replace => no_creation(&account, place),
        Work::Rotate | Work::Revoke => None,
    }
}

/// Why a work cannot be done to one of many tokens; `None` if it can.
pub fn no_work_on(work: Work, account: &Account, place: Place, token: &Token) -> Option<&'static str> {
    let reason = match work {
        Work::Rotate => no_rotation(account, place, token),
        Work::Revoke | Work::Replace => no_change(account, place, token),
    };
    reason.or_else(|| no_work(work, place))
}

/// A button that stays in place with its reason when it cannot be used, and else does this.
pub fn held(button: Element, reason: Option<&'static str>, run: impl Fn() + 'static) -> Element {
    button.attr("aria-disabled", reason.map(|_| "true")).attr("title", reason).on("click", move |_| {
        if reason.is_none() {
            run();
        }
    })
}
