//! Users, as an administrator and as anyone sees them.

use keyturn::gitlab::calls::user;
use keyturn::gitlab::{Error, User};

use crate::answer;

#[test]
fn an_administrator_is_told_who_is_one() {
    let read = (user::current().read)(&answer(200, include_str!("../fixtures/18.11/user_as_admin.json")));
    let expected = User {
        id: 2,
        username: String::from("ann"),
        name: String::from("Ann Lee"),
        state: String::from("active"),
        is_admin: true,
        is_bot: false,
    };
    assert_eq!(read, Ok(expected));
}

#[test]
fn others_see_the_short_form_and_nobody_is_an_administrator_there() {
    let body = include_str!("../fixtures/18.11/users_as_anyone.json");
    let page = (user::search("dev").read)(&answer(200, body)).unwrap();
    assert_eq!(page.odd_rows, 0);
    let found: Vec<(u64, &str, &str)> =
        page.rows.iter().map(|user| (user.id, user.username.as_str(), user.name.as_str())).collect();
    assert_eq!(found, [(3, "dev", "Dev Patel")]);
    assert!(!page.rows[0].is_admin);
}

#[test]
fn a_bot_and_a_blocked_user_are_known_as_such() {
    let body =
        r#"{"id":9144,"username":"project_88_bot_0a1b","name":"ci-deploy","state":"blocked","bot":true}"#;
    let read = (user::get(9144).read)(&answer(200, body)).unwrap();
    assert!(read.is_bot);
    assert_eq!(read.state, "blocked");
}

#[test]
fn a_user_without_id_or_login_is_set_aside() {
    let body = r#"[{"id":1,"username":"a"},{"id":2},{"username":"c"},{"id":"4","username":"d"},5]"#;
    let page = (user::search("x").read)(&answer(200, body)).unwrap();
    assert_eq!((page.rows.len(), page.odd_rows), (1, 4));
    let read = (user::current().read)(&answer(200, r#"{"id":2}"#));
    assert_eq!(read, Err(Error::Unexpected { status: 200 }));
}
