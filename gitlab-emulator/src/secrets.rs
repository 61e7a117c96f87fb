//! The text of token values: prefixes, lengths and check sums as GitLab makes them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::options::Settings;
use crate::random::Random;
use crate::version::Version;

const PLAIN: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// How the values of this instance look.
#[derive(Clone, Debug)]
pub(crate) struct SecretStyle {
    access_prefix: String,
    deploy_prefix: &'static str,
    routable: bool,
}

impl SecretStyle {
    /// Routable values come with 18.0, the prefix of deploy tokens with 16.7.
    pub(crate) fn new(settings: &Settings, version: &Version) -> Self {
        Self {
            access_prefix: settings.token_prefix.clone(),
            deploy_prefix: if version.at_least(16, 7) { "gldt-" } else { "" },
            routable: version.at_least(18, 0),
        }
    }

    /// The value of a personal, impersonation, project, group or service-account token.
    pub(crate) fn access_token(&self, random: &mut Random, user_id: u64) -> String {
        if self.routable {
            routable(&self.access_prefix, random, user_id)
        } else {
            format!("{}{}", self.access_prefix, random.text(PLAIN, 20))
        }
    }

    pub(crate) fn deploy_token(&self, random: &mut Random) -> String {
        format!("{}{}", self.deploy_prefix, random.text(PLAIN, 20))
    }
}

/// `<prefix><payload>.<version>.<length><CRC32>`: the payload holds random bytes and where to route the request.
fn routable(prefix: &str, random: &mut Random, user_id: u64) -> String {
    let routing = format!("c:1\no:1\nu:{}", base36(user_id, 1));
    let mut payload = random.bytes(16);
    payload.extend_from_slice(routing.as_bytes());
    payload.push(u8::try_from(routing.len()).unwrap_or(u8::MAX));
    let payload = URL_SAFE_NO_PAD.encode(payload);
    let length = base36(u64::try_from(payload.len()).unwrap_or(0), 2);
    let checked = format!("{prefix}{payload}.01.{length}");
    let sum = base36(u64::from(crc32fast::hash(checked.as_bytes())), 7);
    format!("{checked}{sum}")
}

fn base36(mut number: u64, width: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut digits = Vec::new();
    while number > 0 {
        let digit = usize::try_from(number % 36).unwrap_or(0);
        digits.push(char::from(DIGITS[digit]));
        number /= 36;
    }
    while digits.len() < width {
        digits.push('0');
    }
    digits.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_routable_value_ends_in_the_length_and_the_check_sum_of_what_precedes_it() {
        let value = routable("glpat-", &mut Random::new(7), 318);
        let parts: Vec<&str> = value.split('.').collect();
        assert_eq!(parts.len(), 3, "{value}");
        assert_eq!(parts[1], "01");
        let (checked, sum) = value.split_at(value.len() - 7);
        assert_eq!(sum, base36(u64::from(crc32fast::hash(checked.as_bytes())), 7));
        let payload = parts[0].trim_start_matches("glpat-");
        assert_eq!(&parts[2][..2], base36(payload.len() as u64, 2));
    }

    #[test]
    fn before_eighteen_a_value_is_the_prefix_and_twenty_characters() {
        let settings = Settings { token_prefix: "corp-".to_owned(), ..Settings::default() };
        let style = SecretStyle::new(&settings, &Version::enterprise(16, 11, 0));
        let value = style.access_token(&mut Random::new(1), 1);
        assert_eq!(value.len(), "corp-".len() + 20, "{value}");
    }
}
