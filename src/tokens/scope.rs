//! Scopes: what a token may do (`lib/gitlab/auth.rb`).

use std::borrow::Cow;

/// A scope's name as GitLab writes it. Unknown names are kept: an instance may be newer than this table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope(Cow<'static, str>);

impl Scope {
    /// Everything its owner may do through the API.
    pub const API: Self = Self(Cow::Borrowed("api"));
    /// Every GET of the API.
    pub const READ_API: Self = Self(Cow::Borrowed("read_api"));
    /// Its owner's profile.
    pub const READ_USER: Self = Self(Cow::Borrowed("read_user"));
    /// Clone over HTTP.
    pub const READ_REPOSITORY: Self = Self(Cow::Borrowed("read_repository"));
    /// Clone and push over HTTP.
    pub const WRITE_REPOSITORY: Self = Self(Cow::Borrowed("write_repository"));
    /// Pull container images.
    pub const READ_REGISTRY: Self = Self(Cow::Borrowed("read_registry"));
    /// Push container images.
    pub const WRITE_REGISTRY: Self = Self(Cow::Borrowed("write_registry"));
    /// Download packages.
    pub const READ_PACKAGE_REGISTRY: Self = Self(Cow::Borrowed("read_package_registry"));
    /// Publish packages.
    pub const WRITE_PACKAGE_REGISTRY: Self = Self(Cow::Borrowed("write_package_registry"));
    /// Pull through the dependency proxy.
    pub const READ_VIRTUAL_REGISTRY: Self = Self(Cow::Borrowed("read_virtual_registry"));
    /// Push to and delete from the dependency proxy.
    pub const WRITE_VIRTUAL_REGISTRY: Self = Self(Cow::Borrowed("write_virtual_registry"));
    /// Create runners.
    pub const CREATE_RUNNER: Self = Self(Cow::Borrowed("create_runner"));
    /// Manage runners.
    pub const MANAGE_RUNNER: Self = Self(Cow::Borrowed("manage_runner"));
    /// GitLab Duo.
    pub const AI_FEATURES: Self = Self(Cow::Borrowed("ai_features"));
    /// Kubernetes through an agent.
    pub const K8S_PROXY: Self = Self(Cow::Borrowed("k8s_proxy"));
    /// Rotate itself.
    pub const SELF_ROTATE: Self = Self(Cow::Borrowed("self_rotate"));
    /// Service ping download, administrators.
    pub const READ_SERVICE_PING: Self = Self(Cow::Borrowed("read_service_ping"));
    /// Act as any user, administrators.
    pub const SUDO: Self = Self(Cow::Borrowed("sudo"));
    /// Use administrator rights where Admin Mode is on.
    pub const ADMIN_MODE: Self = Self(Cow::Borrowed("admin_mode"));

    /// A scope by its name, known or not.
    pub fn named(name: &str) -> Self {
        Self(Cow::Owned(name.to_owned()))
    }

    /// The name as GitLab writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
