//! Users: oneself, and the look-up an administrator needs.

use super::token::PAGE_SIZE;
use crate::gitlab::page::{Next, next_cursor};
use crate::gitlab::{Call, Error, Page, Request, Response, User, wire};

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

/// A page of all users for an administrator, bots among them, oldest first. Since 17.0 an offset ends at 50,000 rows.
pub fn list(page: u32) -> Call<Page<User>> {
    Call { request: all().with("page", page), read: wire::users }
}

/// The same by keyset (16.5): what follows a cursor, or the first rows; <https://docs.gitlab.com/api/rest/#keyset-based-pagination>.
pub fn list_after(cursor: Option<&str>) -> Call<Page<User, Next>> {
    let request = all().with("pagination", "keyset");
    let request = match cursor {
        Some(cursor) => request.with("cursor", cursor),
        None => request,
    };
    Call { request, read: goes_on }
}

fn all() -> Request {
    Request::get("/users").with("order_by", "id").with("sort", "asc").with("per_page", PAGE_SIZE)
}

/// A page of users that goes on at a page or after a cursor, whichever GitLab names.
pub fn goes_on(response: &Response) -> Result<Page<User, Next>, Error> {
    let Page { rows, odd_rows, next, total } = wire::users(response)?;
    let next = next.map(|page| match next_cursor(response.link.as_deref()) {
        Some(cursor) if page == 0 || !cursor.is_empty() => Next::Cursor(cursor),
        _ => Next::Number(page.into()),
    });
    Ok(Page { rows, odd_rows, next, total })
}
