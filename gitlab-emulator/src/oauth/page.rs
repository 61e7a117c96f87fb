//! The two pages people see: the question, and what was wrong with it. Plain HTML, no script, no style, never in a frame.

use http::StatusCode;

use super::Visit;
use super::authorize::Asked;
use super::fault::Fault;
use crate::answer::{Answer, Body};
use crate::world::User;

/// What a form has to send on: the request of the application, as it came.
const SENT_ON: &[&str] = &[
    "client_id",
    "redirect_uri",
    "state",
    "response_type",
    "scope",
    "code_challenge",
    "code_challenge_method",
];

/// Asks one of these people whether the application may act for them.
pub(super) fn consent(visit: &Visit<'_>, asked: &Asked<'_>, people: &[&User]) -> Answer {
    let name = escaped(&asked.application.name);
    let scopes = asked.scopes.iter().map(|scope| format!("<li><code>{}</code></li>", escaped(scope)));
    let sent_on = SENT_ON.iter().filter_map(|name| {
        let value = escaped(visit.params.string(name)?);
        Some(format!(r#"<input type="hidden" name="{name}" value="{value}">"#))
    });
    // Whoever just agrees should not be the administrator.
    let first = people.iter().find(|user| !user.is_admin).map(|user| user.id);
    let people = people.iter().map(|user| {
        let chosen = if Some(user.id) == first { " selected" } else { "" };
        let (username, name) = (escaped(&user.username), escaped(&user.name));
        format!("<option value=\"{username}\"{chosen}>{name} (@{username})</option>")
    });
    let (scopes, sent_on, people) = (lines(scopes), lines(sent_on), lines(people));
    let back = escaped(asked.redirect_uri);
    let main = format!(
        r#"<h1>{name} is requesting access to your account on GitLab.</h1>
<p>This application will be able to use these scopes:</p>
<ul>
{scopes}</ul>
<p>Make sure you trust <strong>{name}</strong> before authorizing. You will be redirected to <code>{back}</code>.</p>
<form method="post" action="authorize">
{sent_on}<p><label for="user">Signed in as</label>
<select id="user" name="user">
{people}</select></p>
<p><button type="submit">Authorize</button>
<button type="submit" name="_method" value="delete">Cancel</button></p>
</form>"#
    );
    // Chromium applies `form-action` also to where the answer to a form leads, so the way back has to be allowed.
    let scheme = asked.redirect_uri.split_once(':').map_or("https", |(scheme, _)| scheme);
    page(&format!("Authorize {name}"), &main, &format!("'self' {scheme}:"))
}

/// GitLab's page for a request that cannot be answered to the application.
pub(super) fn error(fault: Fault) -> Answer {
    let text = escaped(&fault.description());
    page("Error", &format!("<h1>An error has occurred</h1>\n<pre>{text}</pre>"), "'none'")
}

fn page(title: &str, main: &str, form_action: &str) -> Answer {
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} · GitLab</title>\n\
         </head>\n<body>\n<main>\n{main}\n</main>\n</body>\n</html>\n"
    );
    let policy =
        format!("default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action {form_action}");
    Answer {
        status: StatusCode::OK,
        body: Body::Text("text/html; charset=utf-8", html),
        headers: vec![("content-security-policy", policy)],
    }
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.flat_map(|line| [line, "\n".to_owned()]).collect()
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(letter),
        }
    }
    safe
}
