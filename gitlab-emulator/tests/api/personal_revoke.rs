//! Revoking personal tokens.

use serde_json::json;

use crate::asking::Lab;

#[test]
fn a_revoked_token_stays_in_the_list_and_can_be_revoked_again() {
    let mut lab = Lab::empty("18.11");
    let (id, secret) = lab.made("dev", "x", &["api"], 9);
    let path = format!("/personal_access_tokens/{id}");
    for _ in 0..2 {
        let reply = lab.ask("dev", "DELETE", &path);
        assert_eq!((reply.status, reply.text.as_str()), (204, ""));
        assert_eq!(reply.header("content-type"), None);
        assert_eq!(reply.header("cache-control"), Some("no-cache"));
        assert_eq!(reply.header("etag"), None);
    }
    assert_eq!(lab.get("dev", &path).body["revoked"], true);
    assert_eq!(lab.send_with(&secret, "GET", "/user", &json!(null)).status, 401);
}

#[test]
fn not_being_allowed_is_a_400_and_an_unknown_id_a_404_for_everybody() {
    let mut lab = Lab::empty("18.11");
    let (id, _) = lab.made("dev", "x", &["api"], 9);
    let path = format!("/personal_access_tokens/{id}");
    lab.ask("ann", "DELETE", &path).says(400, "400 Bad request");
    lab.ask("ann", "DELETE", "/personal_access_tokens/9999").says(404, "404 Not found");
    lab.ask("root", "DELETE", "/personal_access_tokens/9999").says(404, "404 Not found");
    let own = format!("/personal_access_tokens/{}", lab.token_id("impersonation"));
    lab.ask("impersonation", "DELETE", &own).says(400, "400 Bad request");
    assert_eq!(lab.ask("root", "DELETE", &path).status, 204);
    let mut newest = Lab::empty("19.5");
    let (id, _) = newest.made("dev", "x", &["api"], 9);
    newest
        .ask("ann", "DELETE", &format!("/personal_access_tokens/{id}"))
        .says(400, "400 Bad request - Not permitted to revoke");
}

#[test]
fn a_token_may_revoke_itself_with_any_scope() {
    let mut lab = Lab::empty("18.11");
    assert_eq!(lab.ask("repository", "DELETE", "/personal_access_tokens/self").status, 204);
    assert!(lab.get("repository", "/personal_access_tokens/self").text.contains("revoked"));
    let mut lab = Lab::empty("15.3");
    assert_eq!(lab.ask("repository", "DELETE", "/personal_access_tokens/self").status, 403);
    assert_eq!(lab.ask("ann", "DELETE", "/personal_access_tokens/self").status, 204);
}
