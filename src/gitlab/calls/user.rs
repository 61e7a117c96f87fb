//! Users: oneself, and the look-up an administrator needs.

use super::token::PAGE_SIZE;
use crate::gitlab::{Call, Page, Request, User, wire};

/// `GET /user`: <https://docs.gitlab.com/api/users/#get-the-current-user>.
pub fn current() -> Call<User> {
    Call { request: Request::get("/user"), read: wire::one_user }
}

/// `GET /users/:id`: <https://docs.gitlab.com/api/users/#get-a-single-user>.
pub fn get(id: u64) -> Call<User> {
    Call { request: Request::get(format!("/users/{id}")), read: wire::one_user }
}

/// `GET /users?search=`: by name, user name or (administrators) address, people first;
/// <https://docs.gitlab.com/api/users/#list-users>.
pub fn search(text: &str) -> Call<Page<User>> {
    Call { request: Request::get("/users").with("search", text).with("per_page", 20), read: wire::users }
}

/// A page of all users for an administrator, bots among them, oldest first.
pub fn list(page: u32) -> Call<Page<User>> {
    let request = Request::get("/users").with("order_by", "id").with("sort", "asc");
    Call { request: request.with("per_page", PAGE_SIZE).with("page", page), read: wire::users }
}
