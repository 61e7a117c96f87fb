//! How to find out and to put right by hand what became of a change: the same requests as text for a shell. They hold no
//! secret; the person's own token comes from the environment.

use super::{Entry, Settlement, Stage};
use crate::gitlab::Request;
use crate::gitlab::calls::token;

/// The commands: first the list that tells, then the end of each token whose value nobody has, or of the one that was
/// replaced.
pub fn commands(entry: &Entry) -> Vec<String> {
    let place = entry.change.place;
    let mut commands = vec![curl(&entry.server, &token::list(place, 1).request)];
    let orphans = match &entry.stage {
        Stage::Unstored(id) => vec![*id],
        Stage::Settled(Settlement::Created(ids) | Settlement::Rotated(ids)) => ids.clone(),
        Stage::Replacing(_) => entry.change.replaces().into_iter().collect(),
        _ => Vec::new(),
    };
    commands.extend(orphans.iter().map(|id| curl(&entry.server, &token::revoke(place, *id).request)));
    commands
}

/// One request. Paths and parameters of these requests are made of ids and fixed words.
fn curl(base: &str, request: &Request) -> String {
    let query: Vec<String> = request.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    format!(
        "curl --request {} --header \"Authorization: Bearer $GITLAB_TOKEN\" '{base}{}{query}'",
        request.method.as_str(),
        request.path
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::{Act, Change};
    use crate::tokens::{Place, Resource, Token};
    use chrono::DateTime;

    #[test]
    fn the_list_comes_first_and_then_the_end_of_what_nobody_has() {
        let act = Act::Revoke { token: Token::named(5, "ci $(rm) \" ' `"), is_self: false };
        let change = Change {
            act,
            place: Place::Resource(Resource::Project(42)),
            highest_known: 5,
            started_at: DateTime::UNIX_EPOCH,
            not_before: None,
        };
        let entry = Entry {
            key: 1,
            server: String::from("https://x/gitlab"),
            owner: String::from("a/b"),
            run: None,
            change,
            stage: Stage::Settled(Settlement::Created(vec![8])),
            sent_at: None,
            request_id: None,
            took: None,
        };
        let path = "https://x/gitlab/api/v4/projects/42/access_tokens";
        let expected = [
            format!(
                "curl --request GET --header \"Authorization: Bearer $GITLAB_TOKEN\" '{path}?per_page=100&page=1'"
            ),
            format!("curl --request DELETE --header \"Authorization: Bearer $GITLAB_TOKEN\" '{path}/8'"),
        ];
        assert_eq!(commands(&entry), expected);
    }
}
