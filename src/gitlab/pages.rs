//! Addresses of GitLab's own pages, for what its API does not offer.

use super::http::push_encoded;
use super::version::Abilities;
use crate::tokens::{Draft, Scope};

/// GitLab's form for a personal token, filled in
/// (<https://docs.gitlab.com/user/profile/personal_access_tokens/#prefill-personal-access-token-details>).
/// `base` is the server's base address.
pub fn new_personal_token(base: &str, abilities: Abilities, draft: &Draft) -> String {
    let folder = if abilities.has_user_settings_path() { "user_settings" } else { "profile" };
    let mut address = format!("{base}/-/{folder}/personal_access_tokens?name=");
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

#[cfg(test)]
mod tests {
    use super::*;
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
