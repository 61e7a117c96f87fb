//! The kinds of answers a real 18.11.5 was recorded with: status, headers, order of keys, texts.

use serde_json::{Value, json};

use crate::asking::{Lab, Reply, keys};

const TOKEN: &[&str] = &[
    "id",
    "name",
    "revoked",
    "created_at",
    "description",
    "scopes",
    "user_id",
    "last_used_at",
    "active",
    "granular",
    "expires_at",
];
const BASIC_USER: &[&str] =
    &["id", "username", "public_email", "name", "state", "locked", "avatar_url", "web_url"];
/// The first part of what an administrator sees; of others also who follows them.
const PROFILE: &[&str] = &[
    "created_at",
    "bio",
    "location",
    "linkedin",
    "twitter",
    "discord",
    "website_url",
    "github",
    "job_title",
    "pronouns",
    "organization",
    "bot",
    "work_information",
];
const FOLLOWERS: &[&str] = &["followers", "following", "is_followed"];
const ADMIN_VIEW: &[&str] = &[
    "local_time",
    "last_sign_in_at",
    "confirmed_at",
    "last_activity_on",
    "email",
    "theme_id",
    "color_scheme_id",
    "projects_limit",
    "current_sign_in_at",
    "identities",
    "can_create_group",
    "can_create_project",
    "two_factor_enabled",
    "external",
    "private_profile",
    "commit_email",
    "preferred_language",
    "shared_runners_minutes_limit",
    "extra_shared_runners_minutes_limit",
    "scim_identities",
    "is_admin",
    "note",
    "namespace_id",
    "created_by",
    "using_license_seat",
];
const SINGLE: &[&str] =
    &["highest_role", "current_sign_in_ip", "last_sign_in_ip", "sign_in_count", "plan", "trial"];

fn lab() -> Lab {
    Lab::demo("18.11.5-ee")
}

/// The headers every good answer was recorded with.
#[track_caller]
fn has_headers_of_success(reply: &Reply) {
    assert_eq!(reply.header("cache-control"), Some("max-age=0, private, must-revalidate"));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    let tag = reply.header("etag").unwrap_or_default();
    assert!(tag.starts_with("W/\"") && tag.len() == 36, "{tag}");
    has_headers_of_all(reply);
}

#[track_caller]
fn has_headers_of_refusal(reply: &Reply) {
    assert_eq!(reply.header("cache-control"), Some("no-cache"));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.header("etag"), None);
    has_headers_of_all(reply);
}

#[track_caller]
fn has_headers_of_all(reply: &Reply) {
    assert_eq!(reply.header("vary"), Some("Origin"));
    let id = reply.header("x-request-id").unwrap_or_default();
    assert_eq!(id.len(), 26, "{id}");
    let meta = format!("{{\"correlation_id\":\"{id}\",\"version\":\"1\"}}");
    assert_eq!(reply.header("x-gitlab-meta"), Some(meta.as_str()));
    assert!(reply.header("x-runtime").is_some());
    assert_eq!(reply.header("x-frame-options"), Some("SAMEORIGIN"));
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
}

#[test]
fn the_token_in_use() {
    let reply = lab().get("ann", "/personal_access_tokens/self");
    assert_eq!(reply.status, 200);
    has_headers_of_success(&reply);
    assert_eq!(reply.keys(), [TOKEN, &["last_used_ips"]].concat());
    assert_eq!(reply.body["description"], Value::Null);
    assert!(reply.body["created_at"].as_str().is_some_and(|text| text.len() == 24 && text.ends_with('Z')));
}

#[test]
fn the_metadata() {
    let reply = lab().get("ann", "/metadata");
    has_headers_of_success(&reply);
    assert_eq!(reply.keys(), ["version", "revision", "kas", "enterprise"]);
    let kas = &reply.body["kas"];
    assert_eq!(keys(kas), ["enabled", "externalUrl", "externalK8sProxyUrl", "version"]);
    assert_eq!(kas["version"], "18.11.5");
    assert_eq!(kas["externalUrl"], "ws://gitlab.example.com/-/kubernetes-agent/");
}

#[test]
fn the_look_up_of_a_user_as_an_administrator_and_as_another() {
    let mut lab = lab();
    let by_admin = lab.get("root", "/users?username=dev");
    has_headers_of_success(&by_admin);
    assert_eq!(keys(&by_admin.rows()[0]), [BASIC_USER, PROFILE, FOLLOWERS, ADMIN_VIEW].concat());
    assert_eq!(keys(&by_admin.rows()[0]["created_by"]), BASIC_USER);
    let by_another = lab.get("ann", "/users?username=dev");
    assert_eq!(keys(&by_another.rows()[0]), BASIC_USER);
    let url = "http://gitlab.example.com/api/v4/users?active=false&admins=false&auditors=false&blocked=false\
               &exclude_active=false&exclude_external=false&exclude_humans=false&exclude_internal=false\
               &external=false&humans=false&order_by=id&page=1&per_page=20&skip_ldap=false&sort=desc&username=dev\
               &with_custom_attributes=false&without_project_bots=false&without_projects=false";
    let link = format!("<{url}>; rel=\"first\", <{url}>; rel=\"last\"");
    assert_eq!(by_another.header("link"), Some(link.as_str()));
    for (name, value) in [
        ("x-next-page", ""),
        ("x-page", "1"),
        ("x-per-page", "20"),
        ("x-prev-page", ""),
        ("x-total", "1"),
        ("x-total-pages", "1"),
    ] {
        assert_eq!(by_another.header(name), Some(value), "{name}");
    }
    let unknown = lab.get("ann", "/users?username=who");
    unknown.is(200, &json!([]));
    assert_eq!((unknown.header("x-total"), unknown.header("x-total-pages")), (Some("0"), Some("1")));
}

#[test]
fn one_user_as_an_administrator() {
    let mut lab = lab();
    let (root, dev) = (lab.id("root"), lab.id("dev"));
    let oneself = lab.get("root", &format!("/users/{root}"));
    assert_eq!(oneself.keys(), [BASIC_USER, PROFILE, ADMIN_VIEW, SINGLE].concat());
    let another = lab.get("root", &format!("/users/{dev}"));
    assert_eq!(another.keys(), [BASIC_USER, PROFILE, FOLLOWERS, ADMIN_VIEW, SINGLE].concat());
}

#[test]
fn a_token_made_by_an_administrator_and_by_somebody_else() {
    let mut lab = lab();
    let path = format!("/users/{}/personal_access_tokens", lab.id("dev"));
    let wish = json!({"name": "errand", "expires_at": lab.day(6), "scopes": ["read_api"]});
    let reply = lab.send("root", "POST", &path, &wish);
    assert_eq!(reply.status, 201);
    has_headers_of_success(&reply);
    assert_eq!(reply.keys(), [TOKEN, &["token"]].concat());
    let refused = lab.send("ann", "POST", &path, &wish);
    refused.says(403, "403 Forbidden");
    has_headers_of_refusal(&refused);
}

#[test]
fn a_rotation() {
    let mut lab = lab();
    let (id, _) = lab.made("dev", "turning", &["api"], 30);
    let wish = json!({"expires_at": lab.day(365)});
    let reply = lab.send("root", "POST", &format!("/personal_access_tokens/{id}/rotate"), &wish);
    assert_eq!(reply.status, 200);
    has_headers_of_success(&reply);
    assert_eq!(reply.keys(), [TOKEN, &["token"]].concat());
    assert_eq!(reply.body["last_used_at"], Value::Null);
}

#[test]
fn revocations() {
    let mut lab = lab();
    let (id, secret) = lab.made("dev", "short", &["api"], 30);
    let reply = lab.ask("root", "DELETE", &format!("/personal_access_tokens/{id}"));
    assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    assert_eq!(reply.header("cache-control"), Some("no-cache"));
    assert_eq!(reply.header("content-type"), None);
    has_headers_of_all(&reply);
    let dead = lab.send_with(&secret, "GET", "/personal_access_tokens/self", &Value::Null);
    let text = "Token was revoked. You have to re-authorize from the user.";
    dead.is(401, &json!({"error": "invalid_token", "error_description": text}));
    has_headers_of_refusal(&dead);
    let by_itself = lab.ask("dev", "DELETE", "/personal_access_tokens/self");
    assert_eq!(by_itself.status, 204);
    let unknown = lab.ask("root", "DELETE", "/personal_access_tokens/99999");
    unknown.says(404, "404 Not found");
    has_headers_of_refusal(&unknown);
}

#[test]
fn an_unknown_credential_whatever_it_asks() {
    let mut lab = lab();
    let wish = json!({"name": "name", "scopes": ["scope"], "expires_at": lab.day(0)});
    for (method, path, body) in [
        ("GET", "/personal_access_tokens/self", &Value::Null),
        ("DELETE", "/personal_access_tokens/1", &Value::Null),
        ("GET", "/users?username=somebody", &Value::Null),
        ("DELETE", "/groups/group/access_tokens/1", &Value::Null),
        ("DELETE", "/projects/project/access_tokens/1", &Value::Null),
        ("POST", "/groups/some/access_tokens", &wish),
        ("POST", "/projects/some/access_tokens", &wish),
        ("POST", "/users/0/personal_access_tokens", &wish),
    ] {
        let reply = lab.send_with("glpat-nobody-has-this-one", method, path, body);
        reply.says(401, "401 Unauthorized");
        has_headers_of_refusal(&reply);
    }
}

#[test]
fn an_unknown_group_and_a_removed_user() {
    let mut lab = lab();
    let reply = lab.get("root", "/groups/nonexistent");
    reply.says(404, "404 Group Not Found");
    has_headers_of_refusal(&reply);
    let id = lab.id("guest");
    assert_eq!(lab.ask("root", "DELETE", &format!("/users/{id}")).status, 204);
    lab.get("root", &format!("/users/{id}")).says(404, "404 User Not Found");
}

#[test]
fn group_and_project_tokens() {
    let mut lab = lab();
    for (path, kind) in [
        ("/groups/northlight/access_tokens", "group"),
        ("/projects/northlight%2Fsearch/access_tokens", "project"),
    ] {
        let wish =
            json!({"name": "gate", "scopes": ["read_api"], "access_level": 40, "expires_at": lab.day(6)});
        let made = lab.send("ann", "POST", path, &wish);
        assert_eq!(made.status, 201);
        has_headers_of_success(&made);
        assert_eq!(made.keys(), [TOKEN, &["access_level", "resource_type", "resource_id", "token"]].concat());
        assert_eq!(made.body["resource_type"], kind);
        assert_eq!(lab.ask("ann", "DELETE", &format!("{path}/{}", made.body["id"])).status, 204);
        lab.ask("ann", "DELETE", &format!("{path}/99999"))
            .says(404, &format!("404 {kind} Access Token Not Found"));
    }
    lab.ask("ann", "DELETE", "/groups/who/access_tokens/999").says(404, "404 Group Not Found");
    lab.ask("ann", "DELETE", "/projects/who/access_tokens/999").says(404, "404 Project Not Found");
}

#[test]
fn deploy_tokens_of_a_group_by_path() {
    let mut lab = lab();
    let group = lab.get("ann", "/groups/northlight").body["id"].clone();
    let wish = json!({"name": "lorry", "scopes": ["read_repository"], "expires_at": "2027-06-23T00:00:00Z"});
    let made = lab.send("ann", "POST", &format!("/groups/{group}/deploy_tokens"), &wish);
    assert_eq!(made.status, 201);
    assert_eq!(
        made.keys(),
        ["id", "name", "username", "expires_at", "scopes", "revoked", "expired", "token"]
    );
    assert_eq!(made.body["expires_at"], "2027-06-23T00:00:00.000Z");
    let list = lab.get("ann", "/groups/northlight/deploy_tokens");
    let url =
        "http://gitlab.example.com/api/v4/groups/northlight/deploy_tokens?id=northlight&page=1&per_page=20";
    let link = format!("<{url}>; rel=\"first\", <{url}>; rel=\"last\"");
    assert_eq!(list.header("link"), Some(link.as_str()));
    let nested = lab.get("ann", "/projects/northlight%2Fsearch/deploy_tokens");
    assert!(nested.header("link").unwrap_or_default().contains(
        "/api/v4/projects/northlight%2Fsearch/deploy_tokens?id=northlight%2Fsearch&page=1&per_page=20>"
    ));
}

#[test]
fn service_accounts_of_a_group_and_their_tokens() {
    let mut lab = lab();
    let path = "/groups/northlight/service_accounts";
    let account = lab.send("ann", "POST", path, &json!({}));
    assert_eq!(account.status, 201);
    assert_eq!(account.keys(), ["id", "username", "public_email", "name", "email"]);
    let path = format!("{path}/{}/personal_access_tokens", account.body["id"]);
    let wish = json!({"name": "errand", "scopes": ["api", "read_api"], "expires_at": lab.day(2)});
    let token = lab.send("ann", "POST", &path, &wish);
    assert_eq!((token.status, token.keys()), (201, [TOKEN, &["token"]].concat()));
    let secret = token.body["token"].as_str().unwrap_or_default().to_owned();
    assert_eq!(lab.send_with(&secret, "DELETE", "/personal_access_tokens/self", &Value::Null).status, 204);
    assert_eq!(lab.ask("root", "DELETE", &format!("/users/{}", account.body["id"])).status, 204);
}

#[test]
fn a_group_and_a_project_have_the_keys_that_were_seen() {
    let mut lab = lab();
    let group = lab.get("ann", "/groups/northlight");
    let first = ["id", "web_url", "name", "path", "description", "visibility", "share_with_group_lock"];
    assert_eq!(group.keys().get(..7), Some(first.as_slice()));
    for key in ["full_path", "parent_id", "shared_runners_setting", "projects", "membership_lock"] {
        assert!(group.keys().contains(&key), "{key}");
    }
    let project = lab.get("ann", "/projects/northlight%2Fsearch");
    let first =
        ["id", "description", "name", "name_with_namespace", "path", "path_with_namespace", "created_at"];
    assert_eq!(project.keys().get(..7), Some(first.as_slice()));
    assert_eq!(project.keys().last(), Some(&"permissions"));
    assert_eq!(keys(&project.body["permissions"]), ["project_access", "group_access"]);
}
