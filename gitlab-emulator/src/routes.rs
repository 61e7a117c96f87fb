//! Every endpoint in one table: verb, path, the release it came with, who may try, what it needs.

use http::Method;
use percent_encoding::percent_decode_str;

use crate::call::{Call, Outcome};
use crate::refusal::Refusal;
use crate::resources::{
    deploy_tokens, groups, impersonation, inventory, members, metadata, personal, projects, resource_tokens,
    service_accounts, users,
};
use crate::version::Version;

/// The variable parts of a path, decoded, with their names.
pub(crate) type Arguments = Vec<(&'static str, String)>;

/// An endpoint.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Route {
    verb: Verb,
    pattern: &'static str,
    since: (u16, u16),
    pub(crate) login: Login,
    pub(crate) scopes: Scopes,
    pub(crate) handler: fn(&mut Call<'_>) -> Outcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Get,
    Post,
    Patch,
    Delete,
}

/// Who gets past the checks that come before an endpoint's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Login {
    /// Anybody; a credential that is sent must still be good.
    Optional,
    Required,
    Admin,
}

/// Which scopes open an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scopes {
    /// `api`, for reading also `read_api`, and those listed.
    Api(&'static [&'static str]),
    /// Any scope at all from the release on, `api` before.
    AnySince(u16, u16),
}

const GET: Verb = Verb::Get;
const POST: Verb = Verb::Post;
const PATCH: Verb = Verb::Patch;
const DELETE: Verb = Verb::Delete;

const API: Scopes = Scopes::Api(&[]);
const READ_USER: Scopes = Scopes::Api(&["read_user"]);
const ABOUT: Scopes = Scopes::Api(&["read_user", "ai_features"]);
const SELF_ROTATE: Scopes = Scopes::Api(&["self_rotate"]);
const ANY: Scopes = Scopes::AnySince(0, 0);

const OPEN: Login = Login::Optional;
const USER: Login = Login::Required;
const ADMIN: Login = Login::Admin;

const fn route(
    verb: Verb,
    pattern: &'static str,
    since: (u16, u16),
    login: Login,
    scopes: Scopes,
    handler: fn(&mut Call<'_>) -> Outcome,
) -> Route {
    Route { verb, pattern, since, login, scopes, handler }
}

/// The table. Where two patterns fit a path, the first one known to the version answers.
#[rustfmt::skip]
const ROUTES: &[Route] = &[
    route(GET, "/metadata", (15, 2), USER, ABOUT, metadata::read),
    route(GET, "/version", (8, 13), USER, ABOUT, metadata::read),

    route(GET, "/user", (8, 0), USER, READ_USER, users::read_self),
    route(GET, "/users", (8, 0), OPEN, READ_USER, users::list),
    route(GET, "/users/:id", (8, 0), OPEN, READ_USER, users::read),
    route(DELETE, "/users/:id", (8, 0), ADMIN, API, users::delete),
    route(POST, "/users/:id/block", (8, 0), ADMIN, API, users::block),
    route(POST, "/users/:id/unblock", (8, 0), ADMIN, API, users::unblock),

    route(GET, "/users/:user_id/projects", (8, 0), OPEN, API, projects::of_user),
    route(GET, "/projects", (8, 0), OPEN, API, projects::list),
    route(GET, "/projects/:id", (8, 0), OPEN, API, projects::read),
    route(GET, "/groups", (8, 0), OPEN, API, groups::list),
    route(GET, "/groups/:id", (8, 0), OPEN, API, groups::read),
    route(GET, "/groups/:id/projects", (8, 0), OPEN, API, projects::of_group),
    route(GET, "/groups/:id/subgroups", (9, 0), OPEN, API, groups::subgroups),
    route(GET, "/groups/:id/descendant_groups", (13, 5), OPEN, API, groups::descendants),

    route(GET, "/personal_access_tokens", (13, 3), USER, API, personal::list),
    route(GET, "/personal_access_tokens/self", (15, 5), USER, ANY, personal::read_self),
    route(DELETE, "/personal_access_tokens/self", (15, 0), USER, Scopes::AnySince(15, 4), personal::revoke_self),
    route(GET, "/personal_access_tokens/self/associations", (17, 4), USER, ANY, personal::associations::list),
    route(POST, "/personal_access_tokens/self/rotate", (16, 10), USER, SELF_ROTATE, personal::rotate::own),
    route(GET, "/personal_access_tokens/:id", (15, 1), USER, API, personal::read),
    route(DELETE, "/personal_access_tokens/:id", (13, 3), USER, API, personal::revoke),
    route(POST, "/personal_access_tokens/:id/rotate", (16, 0), USER, API, personal::rotate::by_id),
    route(POST, "/user/personal_access_tokens", (16, 5), USER, API, personal::create::for_oneself),
    route(POST, "/users/:user_id/personal_access_tokens", (13, 6), ADMIN, API, personal::create::for_user),

    route(GET, "/users/:user_id/impersonation_tokens", (9, 0), ADMIN, API, impersonation::list),
    route(POST, "/users/:user_id/impersonation_tokens", (9, 0), ADMIN, API, impersonation::create),
    route(GET, "/users/:user_id/impersonation_tokens/:impersonation_token_id", (9, 0), ADMIN, API, impersonation::read),
    route(DELETE, "/users/:user_id/impersonation_tokens/:impersonation_token_id", (9, 0), ADMIN, API, impersonation::revoke),

    route(GET, "/projects/:id/access_tokens", (13, 9), USER, API, resource_tokens::list),
    route(POST, "/projects/:id/access_tokens", (13, 9), USER, API, resource_tokens::create::create),
    route(POST, "/projects/:id/access_tokens/self/rotate", (16, 10), USER, SELF_ROTATE, resource_tokens::rotate::own),
    route(GET, "/projects/:id/access_tokens/:token_id", (14, 10), USER, API, resource_tokens::read),
    route(DELETE, "/projects/:id/access_tokens/:token_id", (13, 9), USER, API, resource_tokens::revoke),
    route(POST, "/projects/:id/access_tokens/:token_id/rotate", (16, 0), USER, API, resource_tokens::rotate::by_id),

    route(GET, "/groups/:id/access_tokens", (14, 7), USER, API, resource_tokens::list),
    route(POST, "/groups/:id/access_tokens", (14, 7), USER, API, resource_tokens::create::create),
    route(POST, "/groups/:id/access_tokens/self/rotate", (16, 10), USER, SELF_ROTATE, resource_tokens::rotate::own),
    route(GET, "/groups/:id/access_tokens/:token_id", (14, 10), USER, API, resource_tokens::read),
    route(DELETE, "/groups/:id/access_tokens/:token_id", (14, 7), USER, API, resource_tokens::revoke),
    route(POST, "/groups/:id/access_tokens/:token_id/rotate", (16, 0), USER, API, resource_tokens::rotate::by_id),

    route(GET, "/deploy_tokens", (12, 9), ADMIN, API, deploy_tokens::list_all),
    route(GET, "/projects/:id/deploy_tokens", (12, 9), OPEN, API, deploy_tokens::list),
    route(POST, "/projects/:id/deploy_tokens", (12, 9), OPEN, API, deploy_tokens::create),
    route(GET, "/projects/:id/deploy_tokens/:token_id", (14, 9), OPEN, API, deploy_tokens::read),
    route(DELETE, "/projects/:id/deploy_tokens/:token_id", (12, 9), OPEN, API, deploy_tokens::delete),
    route(GET, "/groups/:id/deploy_tokens", (12, 9), OPEN, API, deploy_tokens::list),
    route(POST, "/groups/:id/deploy_tokens", (12, 9), OPEN, API, deploy_tokens::create),
    route(GET, "/groups/:id/deploy_tokens/:token_id", (14, 9), OPEN, API, deploy_tokens::read),
    route(DELETE, "/groups/:id/deploy_tokens/:token_id", (12, 9), OPEN, API, deploy_tokens::delete),

    route(GET, "/service_accounts", (17, 1), ADMIN, API, service_accounts::list),
    route(POST, "/service_accounts", (16, 1), ADMIN, API, service_accounts::create),
    route(PATCH, "/service_accounts/:user_id", (18, 0), ADMIN, API, service_accounts::update),
    route(GET, "/groups/:id/service_accounts", (17, 1), USER, API, service_accounts::list),
    route(POST, "/groups/:id/service_accounts", (16, 1), USER, API, service_accounts::create),
    route(PATCH, "/groups/:id/service_accounts/:user_id", (17, 10), USER, API, service_accounts::update),
    route(DELETE, "/groups/:id/service_accounts/:user_id", (17, 1), USER, API, service_accounts::delete),
    route(GET, "/groups/:id/service_accounts/:user_id/personal_access_tokens", (17, 8), USER, API, service_accounts::tokens::list),
    route(POST, "/groups/:id/service_accounts/:user_id/personal_access_tokens", (16, 1), USER, API, service_accounts::tokens::create),
    route(POST, "/groups/:id/service_accounts/:user_id/personal_access_tokens/:token_id/rotate", (16, 1), USER, API, service_accounts::tokens::rotate),
    route(DELETE, "/groups/:id/service_accounts/:user_id/personal_access_tokens/:token_id", (17, 8), USER, API, service_accounts::tokens::revoke),
    route(GET, "/projects/:id/service_accounts", (18, 2), USER, API, service_accounts::list),
    route(POST, "/projects/:id/service_accounts", (18, 2), USER, API, service_accounts::create),
    route(PATCH, "/projects/:id/service_accounts/:user_id", (18, 2), USER, API, service_accounts::update),
    route(DELETE, "/projects/:id/service_accounts/:user_id", (18, 2), USER, API, service_accounts::delete),
    route(GET, "/projects/:id/service_accounts/:user_id/personal_access_tokens", (18, 2), USER, API, service_accounts::tokens::list),
    route(POST, "/projects/:id/service_accounts/:user_id/personal_access_tokens", (18, 2), USER, API, service_accounts::tokens::create),
    route(POST, "/projects/:id/service_accounts/:user_id/personal_access_tokens/:token_id/rotate", (18, 2), USER, API, service_accounts::tokens::rotate),
    route(DELETE, "/projects/:id/service_accounts/:user_id/personal_access_tokens/:token_id", (18, 2), USER, API, service_accounts::tokens::revoke),

    route(GET, "/projects/:id/members", (8, 0), OPEN, API, members::list),
    route(GET, "/projects/:id/members/all", (12, 4), OPEN, API, members::list_all),
    route(DELETE, "/projects/:id/members/:user_id", (8, 0), USER, API, members::delete),
    route(GET, "/groups/:id/members", (8, 0), OPEN, API, members::list),
    route(GET, "/groups/:id/members/all", (12, 4), OPEN, API, members::list_all),
    route(DELETE, "/groups/:id/members/:user_id", (8, 0), USER, API, members::delete),
    route(GET, "/groups/:id/manage/personal_access_tokens", (17, 8), OPEN, API, inventory::list_personal),
    route(DELETE, "/groups/:id/manage/personal_access_tokens/:token_id", (18, 1), OPEN, API, inventory::revoke_personal),
    route(POST, "/groups/:id/manage/personal_access_tokens/:token_id/rotate", (18, 1), OPEN, API, inventory::rotate_personal),
    route(GET, "/groups/:id/manage/resource_access_tokens", (17, 10), OPEN, API, inventory::list_resource),
    route(DELETE, "/groups/:id/manage/resource_access_tokens/:token_id", (18, 1), OPEN, API, inventory::revoke_resource),
    route(POST, "/groups/:id/manage/resource_access_tokens/:token_id/rotate", (18, 1), OPEN, API, inventory::rotate_resource),
];

/// Finds the endpoint for a path below `/api/v4`, with the variable parts of the path.
pub(crate) fn find(method: &Method, path: &str, version: &Version) -> Result<(Route, Arguments), Refusal> {
    let mut is_known = false;
    for route in ROUTES.iter().filter(|route| version.at_least(route.since.0, route.since.1)) {
        if let Some(arguments) = route.arguments(path) {
            if route.verb.is(method) {
                return Ok((*route, arguments));
            }
            is_known = true;
        }
    }
    Err(if is_known { Refusal::WrongVerb } else { Refusal::NoRoute })
}

impl Route {
    fn arguments(&self, path: &str) -> Option<Arguments> {
        let mut arguments = Vec::new();
        let mut sent = path.split('/');
        for expected in self.pattern.split('/') {
            let segment = sent.next()?;
            if let Some(name) = expected.strip_prefix(':') {
                let value = percent_decode_str(segment).decode_utf8().ok()?;
                if value.is_empty() {
                    return None;
                }
                arguments.push((name, value.into_owned()));
            } else if expected != segment {
                return None;
            }
        }
        sent.next().is_none().then_some(arguments)
    }
}

impl Verb {
    /// HEAD is answered wherever GET is.
    fn is(self, method: &Method) -> bool {
        match self {
            Self::Get => method == Method::GET || method == Method::HEAD,
            Self::Post => method == Method::POST,
            Self::Patch => method == Method::PATCH,
            Self::Delete => method == Method::DELETE,
        }
    }
}
