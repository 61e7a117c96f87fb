//! What the emulator answers, checked against what GitLab is documented and was seen to answer.

mod asking;
mod credentials;
mod cross_origin;
mod deploy_tokens;
mod impersonation;
mod inventory;
mod lists;
#[cfg(feature = "oauth")]
mod oauth;
mod options;
mod personal_create;
mod personal_read;
mod personal_revoke;
mod personal_rotate;
mod places;
mod recorded;
mod resource_tokens;
mod service_accounts;
mod users;
mod versions;
mod worlds;
