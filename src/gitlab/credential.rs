//! The credential a person signs in with: opaque but for its header, and a local guess at what it is.

use zeroize::Zeroizing;

use crate::tokens::Secret;

/// A credential. It can be attached to a request and nothing else.
pub struct Credential(Secret);

impl Credential {
    /// Takes what was typed or pasted, without surrounding white space.
    #[expect(clippy::needless_pass_by_value, reason = "the caller must not keep the text")]
    pub fn new(secret: Secret) -> Self {
        // EXPOSE: trimming needs the text; the copy goes straight into a new secret.
        Self(Secret::new(secret.expose().trim().to_owned()))
    }

    /// The value of the `Authorization` header. GitLab takes every token here as a bearer, and browsers drop this
    /// header on a cross-origin redirect, which they do not with `PRIVATE-TOKEN`.
    pub fn authorization(&self) -> Zeroizing<String> {
        // EXPOSE: the one place where the credential goes onto the wire.
        Zeroizing::new(format!("Bearer {}", self.0.expose()))
    }

    /// The token itself, for OAuth's own endpoints, which take it in a form.
    pub(super) fn secret(&self) -> &Secret {
        &self.0
    }

    /// Takes the new value after a self-rotation; the old one is wiped.
    pub fn replace(&mut self, secret: Secret) {
        self.0 = secret;
    }

    /// What the text looks like, judged locally and never sent.
    pub fn appearance(&self) -> Appearance {
        // EXPOSE: looks at the prefix only.
        Appearance::of(self.0.expose())
    }
}

/// What a pasted text looks like. Never a reason to reject: prefixes can be changed by an administrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appearance {
    /// Nothing was typed.
    Empty,
    /// A personal, project, group or service-account token, or something unknown: worth trying.
    Plausible,
    /// Holds a space, a line break or a character that cannot be in a header.
    NotOneWord,
    /// `gldt-`: a deploy token cannot call the API.
    DeployToken,
    /// A GitLab token of another trade (runner, CI job, trigger, feed, agent, …).
    OtherGitLabToken,
    /// A token of another vendor: it must not be sent to a GitLab.
    OtherVendor,
}

/// What GitLab's tokens of other trades begin with: <https://docs.gitlab.com/security/tokens/#token-prefixes>.
const OTHER_GITLAB: [&str; 13] = [
    "glrt-",
    "glrtr-",
    "glcbt-",
    "glptt-",
    "glft-",
    "glimt-",
    "glagent-",
    "glwt-",
    "glsoat-",
    "glffct-",
    "gloas-",
    "_gitlab_session=",
    "GR1348941",
];

/// What tokens of other vendors begin with.
const OTHER_VENDOR: [&str; 14] = [
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "xoxb-",
    "xoxp-",
    "sk-",
    "AKIA",
    "ASIA",
    "npm_",
    "pypi-",
    "eyJ",
];

/// Whether a token stands anywhere in a text, as one that was pasted into the wrong field: a known prefix, alone or behind a prefix
/// of the instance, and at least sixteen signs as random ones are. Names have neither digits nor capitals, or are shorter.
pub fn looks_like_a_token(text: &str) -> bool {
    let holds = |prefix: &str, is_random: fn(u8) -> bool| {
        text.match_indices(prefix).any(|(start, _)| {
            let body = &text.as_bytes()[start + prefix.len()..];
            let is_body = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            let body = body.split(|byte| !is_body(byte)).next().unwrap_or_default();
            let is_a_word = !text[..start].ends_with(|before: char| before.is_ascii_alphanumeric());
            is_a_word && body.len() >= 16 && body.iter().copied().any(is_random)
        })
    };
    // Hosts are seldom typed with capitals: `sk-` may begin one.
    ["glpat-", "gldt-"]
        .iter()
        .chain(&OTHER_GITLAB)
        .any(|prefix| holds(prefix, |byte| !matches!(byte, b'a'..=b'z' | b'-' | b'_')))
        || OTHER_VENDOR.iter().any(|prefix| holds(prefix, |byte| byte.is_ascii_uppercase()))
}

impl Appearance {
    /// Judges by form alone.
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            Appearance::Empty
        } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Appearance::NotOneWord
        } else if text.starts_with("gldt-") || text.contains("-gldt-") {
            Appearance::DeployToken
        } else if OTHER_GITLAB.iter().any(|prefix| text.starts_with(prefix)) {
            Appearance::OtherGitLabToken
        } else if OTHER_VENDOR.iter().any(|prefix| text.starts_with(prefix)) {
            Appearance::OtherVendor
        } else {
            Appearance::Plausible
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wrong_kinds_of_token_are_recognised_by_their_prefix() {
        for (text, expected) in [
            ("", Appearance::Empty),
            (" \n", Appearance::Empty),
            ("glpat-abcdefghij0123456789", Appearance::Plausible),
            ("corp-glpat-abcdefghij0123456789", Appearance::Plausible),
            ("abcdefghij0123456789", Appearance::Plausible),
            ("gldt-abcdefghij0123456789", Appearance::DeployToken),
            ("corp-gldt-abcdefghij0123456789", Appearance::DeployToken),
            ("glrt-abc", Appearance::OtherGitLabToken),
            ("_gitlab_session=abc", Appearance::OtherGitLabToken),
            ("ghp_abc", Appearance::OtherVendor),
            ("glpat-abc def", Appearance::NotOneWord),
            ("glpat-äbc", Appearance::NotOneWord),
        ] {
            assert_eq!(Appearance::of(text), expected, "{text}");
        }
    }

    #[test]
    fn a_token_is_seen_anywhere_in_a_text_and_a_name_is_not_one() {
        for text in [
            "glpat-abcdefghij0123456789",
            "  glpat-AbCdEfGhIjKlMnOpQrSt\n",
            "https://glpat-abcdefghij0123456789/",
            "corp-glpat-abcdefghij0123456789",
            "https://gitlab.example/acme?x=glpat-abcdefghij0123456789",
            "glpat-b9dPXyDk1aBcDeFgHiJkLm86MQp1OjEKdToxCw.01.120a1b2c3",
            "a name glpat-abcdefghij0123456789, ended",
            "gldt-abcdefghij0123456789",
            "glrt-abcdefghij0123456789",
            "glcbt-64_abcdefghij0123456789",
            "gloas-0123456789abcdef0123456789abcdef",
            "_gitlab_session=0123456789abcdef",
            "GR1348941abcdefghij0123456789",
            "ghp_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789",
            "AKIAIOSFODNN7EXAMPLE",
        ] {
            assert!(looks_like_a_token(text), "{text}");
        }
        for text in [
            "",
            "gitlab.com",
            "glpat-",
            "glpat-abc123",
            "glpat-rotation-of-the-backup",
            "notglpat-abcdefghij0123456789",
            "sk-production-gitlab-01.example.com",
            "https://desk-production-gitlab-01.example.com/gitlab",
            "ci-deploy-2026-11-21-storefront",
            "glpat-äbcdefghij0123456789",
        ] {
            assert!(!looks_like_a_token(text), "{text}");
        }
    }

    #[test]
    fn surrounding_space_is_not_part_of_a_credential() {
        let credential = Credential::new(Secret::new(String::from("  glpat-x\n")));
        assert_eq!(credential.authorization().as_str(), "Bearer glpat-x");
    }
}
