//! Which scopes exist in which release, and for which kind of token.

use crate::version::Version;

/// Scopes an administrator may give a personal token, in GitLab's order.
pub(crate) fn personal(version: &Version) -> Vec<&'static str> {
    known(version, |_| true)
}

/// Scopes of project and group tokens: no profile, nothing of an administrator.
pub(crate) fn resource(version: &Version) -> Vec<&'static str> {
    known(version, |scope| !matches!(scope, "read_user" | "sudo" | "admin_mode" | "read_service_ping"))
}

/// Scopes an OAuth application may have: those of a personal token and those of `OpenID`.
pub(crate) fn oauth(version: &Version) -> Vec<&'static str> {
    personal(version).into_iter().chain(["openid", "profile", "email"]).collect()
}

/// What anybody may give a personal token made for oneself through the API.
pub(crate) fn for_oneself(version: &Version) -> Vec<&'static str> {
    if version.at_least(18, 0) { vec!["k8s_proxy", "self_rotate"] } else { vec!["k8s_proxy"] }
}

/// Scopes of deploy tokens, in the order GitLab answers them whatever was sent.
pub(crate) fn deploy(version: &Version) -> Vec<&'static str> {
    let mut scopes = vec!["read_repository", "read_registry", "write_registry"];
    if version.at_least(13, 0) {
        scopes.extend(["read_package_registry", "write_package_registry"]);
    }
    if version.at_least(18, 0) {
        scopes.extend(["read_virtual_registry", "write_virtual_registry"]);
    }
    scopes
}

fn known(version: &Version, is_wanted: fn(&str) -> bool) -> Vec<&'static str> {
    const SINCE: &[(&str, u16, u16)] = &[
        ("api", 0, 0),
        ("read_user", 0, 0),
        ("read_api", 13, 0),
        ("create_runner", 16, 0),
        ("manage_runner", 17, 1),
        ("k8s_proxy", 16, 4),
        ("self_rotate", 17, 9),
        ("mcp", 18, 3),
        ("read_repository", 0, 0),
        ("write_repository", 0, 0),
        ("read_registry", 0, 0),
        ("write_registry", 0, 0),
        ("read_virtual_registry", 17, 11),
        ("write_virtual_registry", 17, 11),
        ("read_service_ping", 17, 1),
        ("sudo", 0, 0),
        ("admin_mode", 15, 8),
        ("ai_features", 16, 0),
    ];
    SINCE
        .iter()
        .filter(|(scope, major, minor)| version.at_least(*major, *minor) && is_wanted(scope))
        .map(|(scope, ..)| *scope)
        .collect()
}
