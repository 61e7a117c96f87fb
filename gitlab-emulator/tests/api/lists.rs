//! Filters, orders and pages of the list of personal tokens.

use chrono::TimeDelta;
use gitlab_emulator::{Scale, Settings, WorldChoice};
use serde_json::{Value, json};

use crate::asking::{Lab, options};

const LIST: &str = "/personal_access_tokens";

fn names(lab: &mut Lab, query: &str) -> Vec<String> {
    let reply = lab.get("dev", &format!("{LIST}?per_page=100&{query}"));
    assert_eq!(reply.status, 200, "{query}: {}", reply.text);
    reply.column("name").iter().map(|name| name.as_str().unwrap_or_default().to_owned()).collect()
}

/// Four tokens of dev besides the one he signs in with.
fn lab() -> Lab {
    let mut lab = Lab::empty("18.11");
    lab.made("dev", "alpha build", &["api"], 10);
    lab.pass(TimeDelta::hours(1));
    let (revoked, used) = lab.made("dev", "beta build", &["read_api"], 20);
    assert_eq!(lab.send_with(&used, "GET", "/user", &Value::Null).status, 200);
    assert_eq!(lab.ask("root", "DELETE", &format!("{LIST}/{revoked}")).status, 204);
    lab.pass(TimeDelta::hours(1));
    lab.made("dev", "gamma", &["read_api"], 1);
    lab.made("dev", "ci", &["read_api"], 30);
    lab.pass(TimeDelta::days(1));
    lab
}

#[test]
fn state_and_revoked_divide_the_list_as_documented() {
    let mut lab = lab();
    assert_eq!(names(&mut lab, "state=active"), ["sign-in", "alpha build", "ci"]);
    assert_eq!(names(&mut lab, "state=inactive"), ["beta build", "gamma"]);
    assert_eq!(names(&mut lab, "revoked=true"), ["beta build"]);
    assert_eq!(names(&mut lab, "revoked=false"), ["sign-in", "alpha build", "gamma", "ci"]);
    assert_eq!(names(&mut lab, "state=active&revoked=true"), [""; 0]);
    let reply = lab.get("dev", &format!("{LIST}?revoked=maybe"));
    reply.objects(400, "revoked is invalid");
}

#[test]
fn bounds_of_moments_are_inside_and_of_ends_only_the_later_one() {
    let mut lab = lab();
    let reply = lab.get("dev", &format!("{LIST}?search=alpha"));
    let created = reply.rows()[0]["created_at"].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        names(&mut lab, &format!("created_before={created}&created_after={created}")),
        ["alpha build"]
    );
    assert_eq!(names(&mut lab, &format!("created_after={created}")).len(), 4);
    let end = reply.rows()[0]["expires_at"].as_str().unwrap_or_default().to_owned();
    assert_eq!(names(&mut lab, &format!("expires_before={end}")), ["gamma"]);
    assert_eq!(
        names(&mut lab, &format!("expires_after={end}")),
        ["sign-in", "alpha build", "beta build", "ci"]
    );
    assert_eq!(names(&mut lab, "last_used_after=2020-01-01"), ["sign-in", "beta build"]);
    assert_eq!(names(&mut lab, "last_used_before=2020-01-01"), [""; 0]);
    lab.get("dev", &format!("{LIST}?expires_before=soon&created_after=then"))
        .objects(400, "created_after is invalid, expires_before is invalid");
}

#[test]
fn a_search_finds_parts_of_names_from_three_letters_on() {
    let mut lab = lab();
    assert_eq!(names(&mut lab, "search=BUILD"), ["alpha build", "beta build"]);
    assert_eq!(names(&mut lab, "search=build+alpha"), ["alpha build"]);
    assert_eq!(names(&mut lab, "search=CI"), ["ci"]);
    assert_eq!(names(&mut lab, "search=ga"), [""; 0]);
    assert_eq!(names(&mut lab, "search=").len(), 5);
}

#[test]
fn every_order_is_known_and_an_unknown_one_is_ignored() {
    let mut lab = lab();
    let cases: [(&str, &[&str]); 6] = [
        ("name_asc", &["alpha build", "beta build", "ci", "gamma", "sign-in"]),
        ("name_desc", &["sign-in", "gamma", "ci", "beta build", "alpha build"]),
        ("created_desc", &["ci", "gamma", "beta build", "alpha build", "sign-in"]),
        ("expires_asc", &["gamma", "alpha build", "beta build", "ci", "sign-in"]),
        ("last_used_desc", &["ci", "gamma", "alpha build", "sign-in", "beta build"]),
        ("sideways", &["sign-in", "alpha build", "beta build", "gamma", "ci"]),
    ];
    for (sort, expected) in cases {
        assert_eq!(names(&mut lab, &format!("sort={sort}")), expected, "{sort}");
    }
}

#[test]
fn an_old_release_ignores_the_filters_it_does_not_know() {
    let mut lab = Lab::empty("13.12");
    assert_eq!(names(&mut lab, "state=wrong&search=nothing&sort=name_asc"), ["sign-in"]);
    let mut lab = Lab::empty("16.11");
    assert_eq!(names(&mut lab, "expires_before=2000-01-01"), ["sign-in"]);
}

#[test]
fn others_see_their_own_tokens_and_an_administrator_everybodys() {
    let mut lab = Lab::demo("18.11");
    let ann = lab.id("ann");
    let own = lab.get("ann", &format!("{LIST}?per_page=100"));
    assert!(own.column("user_id").iter().all(|id| *id == json!(ann)));
    lab.get("dev", &format!("{LIST}?user_id={ann}")).says(401, "401 Unauthorized");
    lab.get("dev", &format!("{LIST}?user_id=99999")).says(401, "401 Unauthorized");
    let by_root = lab.get("root", &format!("{LIST}?user_id={ann}&per_page=100"));
    assert_eq!(by_root.column("id"), own.column("id"));
    lab.get("root", &format!("{LIST}?user_id=99999")).says(404, "404 Not Found");
    lab.get("root", &format!("{LIST}?user_id=")).says(404, "404 Not Found");
    let all = lab.get("root", LIST);
    let bot = lab.id("project_bot");
    let total: usize = all.header("x-total").unwrap_or_default().parse().unwrap_or(0);
    assert!(total > 100, "{total}");
    let bots = lab.get("root", &format!("{LIST}?user_id={bot}"));
    assert_eq!(bots.rows().len(), 1, "the token of a bot is among them");
}

#[test]
fn impersonation_tokens_are_hidden_from_their_owner_and_not_from_an_administrator() {
    let mut lab = Lab::empty("18.11");
    let id = json!(lab.token_id("impersonation"));
    let sam = lab.id("impersonation");
    assert!(!lab.get("impersonation", LIST).column("id").contains(&id));
    assert!(lab.get("root", &format!("{LIST}?user_id={sam}")).column("id").contains(&id));
}

#[test]
fn pages_are_told_by_headers_and_empty_at_the_ends() {
    let scale = Scale { users: 0, groups: 0, projects: 0, tokens_per_user: 249, ..Scale::default() };
    let mut lab = Lab::with(options("18.11", WorldChoice::Scale(scale)));
    let header = |reply: &crate::asking::Reply, name: &str| reply.header(name).map(str::to_owned);
    let first = lab.get("ann", &format!("{LIST}?per_page=100"));
    assert_eq!(first.rows().len(), 100);
    for (name, value) in [
        ("x-page", "1"),
        ("x-per-page", "100"),
        ("x-prev-page", ""),
        ("x-next-page", "2"),
        ("x-total", "250"),
        ("x-total-pages", "3"),
    ] {
        assert_eq!(header(&first, name).as_deref(), Some(value), "{name}");
    }
    let url = "http://gitlab.example.com/api/v4/personal_access_tokens";
    assert_eq!(
        header(&first, "link").as_deref(),
        Some(
            format!(
                "<{url}?page=2&per_page=100>; rel=\"next\", <{url}?page=1&per_page=100>; rel=\"first\", \
                 <{url}?page=3&per_page=100>; rel=\"last\""
            )
            .as_str()
        ),
    );
    let last = lab.get("ann", &format!("{LIST}?per_page=100&page=3"));
    assert_eq!(last.rows().len(), 50);
    assert_eq!(
        (header(&last, "x-next-page"), header(&last, "x-prev-page")),
        (Some(String::new()), Some("2".into()))
    );
    let beyond = lab.get("ann", &format!("{LIST}?per_page=100&page=9"));
    assert_eq!((beyond.status, beyond.text.as_str()), (200, "[]"));
    assert_eq!(lab.get("ann", &format!("{LIST}?per_page=5000")).rows().len(), 100);
    lab.get("ann", &format!("{LIST}?per_page=0")).objects(400, "per_page has a value not allowed");
    let none = lab.get("ann", &format!("{LIST}?search=nothing-like-it"));
    assert_eq!(
        (header(&none, "x-total"), header(&none, "x-total-pages")),
        (Some("0".into()), Some("1".into()))
    );
}

#[test]
fn totals_are_left_out_above_a_number_of_rows() {
    let settings = Settings { max_rows_total: 30, ..Settings::default() };
    let scale = Scale { users: 0, groups: 0, projects: 0, tokens_per_user: 30, ..Scale::default() };
    let options = options("18.11", WorldChoice::Scale(scale));
    let mut lab = Lab::with(gitlab_emulator::Options { settings, ..options });
    let reply = lab.get("ann", LIST);
    assert_eq!((reply.header("x-total"), reply.header("x-total-pages")), (None, None));
    assert_eq!(reply.header("x-next-page"), Some("2"));
    assert!(!reply.header("link").unwrap_or_default().contains("rel=\"last\""));
}

#[test]
fn links_repeat_every_parameter_even_a_secret() {
    let mut lab = Lab::empty("18.11");
    let secret = lab.secret("ann");
    let reply = lab.raw(
        "GET",
        &format!("/api/v4{LIST}?private_token={secret}&state=active&created_after=2020-01-01"),
        &[],
        "",
    );
    let link = reply.header("link").unwrap_or_default();
    assert!(link.contains(&secret) && link.contains("state=active"), "{link}");
}
