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

impl Appearance {
    /// Judges by form alone.
    pub fn of(text: &str) -> Self {
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
    fn surrounding_space_is_not_part_of_a_credential() {
        let credential = Credential::new(Secret::new(String::from("  glpat-x\n")));
        assert_eq!(credential.authorization().as_str(), "Bearer glpat-x");
    }
}
