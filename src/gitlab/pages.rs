//! Addresses of GitLab's own pages, for what its API does not offer.

use super::http::push_encoded;
use super::version::Abilities;
use crate::tokens::{Draft, Place, Resource, Scope};

/// GitLab's form for a personal token, filled in
/// (<https://docs.gitlab.com/user/profile/personal_access_tokens/#prefill-personal-access-token-details>).
/// `base` is the server's base address.
pub fn new_personal_token(base: &str, abilities: Abilities, draft: &Draft) -> String {
    let mut address = format!("{base}{}?name=", own_tokens(abilities));
    push_encoded(&mut address, draft.name.trim());
    if abilities.describes() && !draft.description.trim().is_empty() {
        address.push_str("&description=");
        push_encoded(&mut address, draft.description.trim());
    }
    let scopes: Vec<&str> = draft.scopes.iter().map(Scope::as_str).collect();
    if !scopes.is_empty() {
        address.push_str("&scopes=");
        address.push_str(&scopes.join(","));
    }
    address
}

/// GitLab's own page on which the tokens of a place are seen and revoked; its front page where there is none, or where the
/// name of the place is no path. `base` is the server's base address, `owner` a project's or group's path or `@` and a
/// user's name; `is_own` says that it is one's own.
pub fn tokens(base: &str, place: Place, owner: &str, is_own: bool, abilities: Abilities) -> String {
    let owner = owner.trim_start_matches('@');
    let is_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    let is_known = !owner.is_empty() && owner.chars().all(is_path);
    let within = |of: Resource, page: &str| match of {
        Resource::Project(_) => format!("/{owner}/-/settings/{page}"),
        Resource::Group(_) => format!("/groups/{owner}/-/settings/{page}"),
    };
    let path = match place {
        Place::User(_) | Place::AllUsers if is_own => own_tokens(abilities).to_owned(),
        _ if !is_known => String::new(),
        Place::User(_) | Place::AllUsers => format!("/admin/users/{owner}"),
        Place::Impersonation(_) => format!("/admin/users/{owner}/impersonation_tokens"),
        Place::Resource(of) => within(of, "access_tokens"),
        Place::Deploy(of) => within(of, "repository#js-deploy-tokens"),
        Place::DeployInstance | Place::ServiceAccount(..) => String::new(),
    };
    format!("{base}{path}")
}

/// GitLab's page of the applications one allowed to act for oneself.
pub fn applications(base: &str) -> String {
    // GITLAB: releases from 16.8 on lead from here to where it is now; older ones know no other address.
    format!("{base}/-/profile/applications")
}

fn own_tokens(abilities: Abilities) -> &'static str {
    if abilities.has_user_settings_path() {
        "/-/user_settings/personal_access_tokens"
    } else {
        "/-/profile/personal_access_tokens"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_page_and_a_name_that_is_no_path_leads_to_the_front() {
        let current = Abilities::of(None);
        for (place, owner, is_own, expected) in [
            (Place::User(2), "@ann", true, "https://x/-/user_settings/personal_access_tokens"),
            (Place::User(2), "@ann", false, "https://x/admin/users/ann"),
            (Place::Impersonation(2), "@ann", false, "https://x/admin/users/ann/impersonation_tokens"),
            (
                Place::Resource(Resource::Project(1)),
                "a/b.c",
                false,
                "https://x/a/b.c/-/settings/access_tokens",
            ),
            (
                Place::Resource(Resource::Group(1)),
                "a/b",
                false,
                "https://x/groups/a/b/-/settings/access_tokens",
            ),
            (
                Place::Deploy(Resource::Project(1)),
                "a/b",
                false,
                "https://x/a/b/-/settings/repository#js-deploy-tokens",
            ),
            (Place::Resource(Resource::Project(1)), "a\"><b", false, "https://x"),
            (Place::Resource(Resource::Project(1)), "", false, "https://x"),
            (Place::DeployInstance, "x", false, "https://x"),
        ] {
            assert_eq!(tokens("https://x", place, owner, is_own, current), expected);
        }
    }
    use crate::gitlab::Version;

    #[test]
    fn the_form_is_filled_in_as_far_as_the_version_can_take_it() {
        let draft = Draft {
            name: String::from("ci & co"),
            description: String::from("for CI"),
            scopes: vec![Scope::API, Scope::READ_USER],
            ..Draft::default()
        };
        for (version, expected) in [
            (
                "19.5.0",
                "https://x/-/user_settings/personal_access_tokens?name=ci%20%26%20co&description=for%20CI&scopes=api,read_user",
            ),
            ("15.0.0", "https://x/-/profile/personal_access_tokens?name=ci%20%26%20co&scopes=api,read_user"),
        ] {
            assert_eq!(
                new_personal_token("https://x", Abilities::of(Version::parse(version)), &draft),
                expected
            );
        }
    }
}
