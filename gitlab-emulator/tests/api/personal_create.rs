//! Making personal tokens.

use gitlab_emulator::{Options, Settings, WorldChoice};
use serde_json::json;

use crate::asking::{Lab, options};

const OWN: &str = "/user/personal_access_tokens";

fn path(lab: &Lab, who: &str) -> String {
    format!("/users/{}/personal_access_tokens", lab.id(who))
}

#[test]
fn an_administrator_makes_any_token_for_anybody() {
    let mut lab = Lab::empty("18.11");
    let path = path(&lab, "dev");
    let wish = json!({
        "name": "laptop", "description": "the grey one", "scopes": ["api", "read_registry"], "expires_at": lab.day(9),
    });
    let reply = lab.send("root", "POST", &path, &wish);
    assert_eq!(reply.status, 201);
    assert_eq!(reply.body["description"], "the grey one");
    assert_eq!(reply.body["scopes"], json!(["api", "read_registry"]));
    assert_eq!(reply.body["expires_at"], json!(lab.day(9)));
    assert_eq!(reply.body["last_used_at"], json!(null));
    let secret = reply.body["token"].as_str().unwrap_or_default().to_owned();
    assert_eq!(lab.send_with(&secret, "GET", "/user", &json!(null)).body["username"], "dev");
    // The value is never shown again.
    let again = lab.get("root", &format!("/personal_access_tokens/{}", reply.body["id"]));
    assert_eq!(again.body.get("token"), None);
}

#[test]
fn scopes_may_be_a_list_or_one_text_with_commas_in_json_and_in_forms() {
    let mut lab = Lab::empty("18.11");
    let path = path(&lab, "dev");
    let text = lab.send("root", "POST", &path, &json!({"name": "a", "scopes": "api,read_user"}));
    assert_eq!(text.body["scopes"], json!(["api", "read_user"]));
    let root = lab.secret("root");
    let headers = [("private-token", root.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let form =
        lab.raw("POST", &format!("/api/v4{path}"), &headers, "name=b+c&scopes[]=api&scopes%5B%5D=sudo");
    assert_eq!(form.body["scopes"], json!(["api", "sudo"]), "{}", form.text);
    assert_eq!(form.body["name"], "b c");
    let query = lab.ask("root", "POST", &format!("{path}?name=d&scopes=read_api"));
    assert_eq!(query.body["scopes"], json!(["read_api"]), "{}", query.text);
}

#[test]
fn all_faults_of_the_parameters_come_in_one_sentence() {
    let mut lab = Lab::empty("18.11");
    let path = path(&lab, "dev");
    lab.send("root", "POST", &path, &json!({})).objects(400, "name is missing, scopes is missing");
    let wish = json!({"name": "x", "scopes": ["everything"], "expires_at": "next week"});
    lab.send("root", "POST", &path, &wish)
        .objects(400, "expires_at is invalid, scopes does not have a valid value");
    let wish = json!({"name": ["x"], "scopes": [1]});
    lab.send("root", "POST", &path, &wish).objects(400, "name is invalid, scopes is invalid");
    let root = lab.secret("root");
    let headers = [("private-token", root.as_str()), ("content-type", "application/json")];
    let reply = lab.raw("POST", &format!("/api/v4{path}"), &headers, "{\"name\":");
    reply.objects(400, "message body does not match declared format");
    let headers = [("private-token", root.as_str()), ("content-type", "application/pdf")];
    assert_eq!(lab.raw("POST", &format!("/api/v4{path}"), &headers, "x").status, 415);
}

#[test]
fn what_the_model_refuses_is_a_422_with_sentences() {
    let mut lab = Lab::empty("18.11");
    let path = path(&lab, "dev");
    let far = json!({"name": "x", "scopes": ["api"], "expires_at": lab.day(366)});
    let sentence = format!("Expiration date must be before {}", lab.day(365));
    lab.send("root", "POST", &path, &far).says(422, &sentence);
    let blank = json!({"name": " ", "scopes": [], "expires_at": lab.day(366)});
    let all = format!("Name can't be blank, Scopes can't be blank, and {sentence}");
    lab.send("root", "POST", &path, &blank).says(422, &all);
    let long = json!({"name": "x", "scopes": ["api"], "description": "d".repeat(256)});
    lab.send("root", "POST", &path, &long).says(422, "Description is too long (maximum is 255 characters)");
    lab.send("root", "POST", "/users/9999/personal_access_tokens", &json!({"name": "x", "scopes": ["api"]}))
        .says(404, "404 User Not Found");
}

#[test]
fn without_an_end_a_token_gets_the_last_day_allowed_or_none() {
    let wish = json!({"name": "x", "scopes": ["api"]});
    let end = |version: &str, settings: Settings| {
        let mut lab = Lab::with(Options { settings, ..options(version, WorldChoice::Empty) });
        let path = path(&lab, "dev");
        lab.send("root", "POST", &path, &wish).body["expires_at"].clone()
    };
    let last = json!(Lab::empty("18.11").day(365));
    let relaxed = || Settings { enforce_expiry: false, ..Settings::default() };
    assert_eq!(end("18.11", Settings::default()), last);
    assert_eq!(end("18.11", relaxed()), json!(null));
    assert_eq!(end("16.11", relaxed()), last, "there was no switch yet");
    assert_eq!(end("15.11", Settings::default()), json!(null));
}

#[test]
fn for_oneself_only_two_harmless_scopes_are_allowed() {
    let mut lab = Lab::empty("18.11");
    let reply = lab.send("dev", "POST", OWN, &json!({"name": "x", "scopes": ["k8s_proxy", "self_rotate"]}));
    assert_eq!((reply.status, &reply.body["user_id"]), (201, &json!(lab.id("dev"))), "{}", reply.text);
    lab.send("dev", "POST", OWN, &json!({"name": "x", "scopes": ["api"]}))
        .objects(400, "scopes does not have a valid value");
    lab.send("reader", "POST", OWN, &json!({"name": "x", "scopes": ["k8s_proxy"]}));
    lab.send("", "POST", OWN, &json!({})).says(401, "401 Unauthorized");
    let mut old = Lab::empty("16.11");
    old.send("dev", "POST", OWN, &json!({"name": "x", "scopes": ["self_rotate"]}))
        .objects(400, "scopes does not have a valid value");
    assert_eq!(old.send("dev", "POST", OWN, &json!({"name": "x", "scopes": "k8s_proxy"})).status, 201);
}

#[test]
fn fine_grained_permissions_exclude_scopes_and_are_switched_off() {
    let mut lab = Lab::empty("19.5");
    let permissions = json!([{"access": "personal_projects", "permissions": ["read_job"]}]);
    lab.send("dev", "POST", OWN, &json!({"name": "x"}))
        .objects(400, "scopes, granular_scopes are missing, exactly one parameter must be provided");
    lab.send(
        "dev",
        "POST",
        OWN,
        &json!({"name": "x", "scopes": ["k8s_proxy"], "granular_scopes": permissions}),
    )
    .objects(400, "scopes, granular_scopes are mutually exclusive");
    lab.send("dev", "POST", OWN, &json!({"name": "x", "granular_scopes": permissions}))
        .says(404, "404 Not Found");
}

#[test]
fn values_are_routable_from_18_0_on_and_twenty_characters_before() {
    let mut lab = Lab::empty("17.11");
    let (_, old) = lab.made("dev", "x", &["api"], 9);
    assert_eq!(old.len(), "glpat-".len() + 20, "{old}");
    let mut lab = Lab::empty("18.11");
    let (_, new) = lab.made("dev", "x", &["api"], 9);
    let parts: Vec<&str> = new.split('.').collect();
    assert_eq!((parts.len(), parts[1], parts[2].len()), (3, "01", 9), "{new}");
}
