//! Impersonation tokens, for administrators: <https://docs.gitlab.com/api/user_tokens/#impersonation-tokens>.
//! They are rotated like personal tokens, by id ([`super::personal::rotate`]).

use crate::gitlab::wire::{self, Issued};
use crate::gitlab::{Call, Page, Request};
use crate::tokens::{NewToken, Token};

/// A page of a user's impersonation tokens; the endpoint knows no filter but `state`, which is left at `all`.
pub fn list(user_id: u64, page: u32) -> Call<Page<Token>> {
    Call {
        request: Request::get(format!("/users/{user_id}/impersonation_tokens"))
            .with("per_page", super::personal::PAGE_SIZE)
            .with("page", page),
        read: wire::tokens,
    }
}

/// One impersonation token.
pub fn get(user_id: u64, id: u64) -> Call<Token> {
    let path = format!("/users/{user_id}/impersonation_tokens/{id}");
    Call { request: Request::get(path), read: wire::one_token }
}

/// Creates one; an end is always sent, because this endpoint has no default for it.
pub fn create(user_id: u64, new: &NewToken) -> Call<Issued> {
    let path = format!("/users/{user_id}/impersonation_tokens");
    Call { request: Request::post(path, &super::personal::creation(new)), read: wire::issued }
}

/// Revokes one.
pub fn revoke(user_id: u64, id: u64) -> Call<()> {
    Call {
        request: Request::delete(format!("/users/{user_id}/impersonation_tokens/{id}")),
        read: wire::nothing,
    }
}
