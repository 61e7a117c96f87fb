//! What GitLab says to a change that it does not make, in the same three parts. Elsewhere these answers mean nothing of their own.

use super::error::{Say, say};
use super::trouble::{choose, fill};
use super::{AllWords, Attempt, Trouble};
use crate::gitlab::Error;
use crate::gitlab::error::Reason;

/// One for each cause a person can act on.
pub struct Refused {
    /// 400 or 401 on rotating a project or group token.
    pub rotation: Say,
    /// 400 on creating one.
    pub creation: Say,
    /// 400 on revoking one, or another person's.
    pub revocation: Say,
    /// The bot behind the token is no member any more.
    pub bot_gone: Say,
    /// The token is already revoked.
    pub already_revoked: Say,
    /// Conflict.
    pub conflict: Say,
}

/// The words for an error that answered a change.
pub fn trouble_of_change(words: &AllWords, error: &Error, attempt: Attempt) -> Trouble {
    fill(refused(words, error, attempt).unwrap_or_else(|| choose(words, error, attempt)), error, attempt)
}

fn refused(words: &AllWords, error: &Error, attempt: Attempt) -> Option<&'static Say> {
    let refused = words.refused;
    let Error::Refused(refusal) = error else { return None };
    match (&refusal.reason, attempt) {
        // GITLAB: 401 to a living credential is a role that is too low.
        (Reason::Unauthorized, Attempt::Rotate(_)) if attempt.least_role().is_some() => {
            Some(&refused.rotation)
        }
        (Reason::NotPermitted, Attempt::Create(_)) => Some(&refused.creation),
        (Reason::NotPermitted, Attempt::Rotate(_)) => Some(&refused.rotation),
        (Reason::NotPermitted, _) => Some(&refused.revocation),
        // GITLAB: revoking another person's token is a bare 400.
        (Reason::Invalid(_), Attempt::Revoke(_)) if refusal.text.is_empty() => Some(&refused.revocation),
        (Reason::BotGone, _) => Some(&refused.bot_gone),
        (Reason::AlreadyRevoked, _) => Some(&refused.already_revoked),
        (Reason::Conflict, _) => Some(&refused.conflict),
        _ => None,
    }
}

/// English.
pub static ENGLISH: Refused = Refused {
    rotation: say(
        "GitLab does not let you rotate it",
        "Nothing was changed. Your role is below {role} or below the token's own, or the top-level group has switched off \
         creating such tokens, which stops rotating them, too.",
        "Ask an owner of the top-level group. Listing and revoking go on working.",
    ),
    creation: say(
        "GitLab does not let you create it here",
        "Nothing was created. Your role is below {role}, the top-level group has switched off creating such tokens, or \
         you are signed in with a project or group token, which may never create others.",
        "Ask an owner of the top-level group, or sign in with a personal token. What you typed is still here.",
    ),
    revocation: say(
        "GitLab does not let you revoke it",
        "Nothing was changed: it still works. It belongs to someone else, or your role here is too low.",
        "Ask its owner, an owner of the group, or an administrator.",
    ),
    bot_gone: say(
        "The bot of this token is no member any more",
        "Someone removed it from the project or group, so GitLab cannot revoke the token this way. It reaches nothing \
         here any more, but it may still sign in.",
        "Ask an administrator to revoke it by its id, or wait for its end.",
    ),
    already_revoked: say(
        "The token is already revoked",
        "It can no longer be rotated. Nothing was changed.",
        "Look at the refreshed list; create a new token if you need one.",
    ),
    conflict: say(
        "GitLab was busy with the same thing",
        "Another change of the same record was under way.",
        "Read the list again and see what is true.",
    ),
};

/// Simplified Chinese.
pub static CHINESE: Refused = Refused {
    rotation: say(
        "GitLab 不允许您轮换它",
        "没有任何更改。您的角色低于 {role} 或低于令牌自身的角色，或顶级群组已关闭创建此类令牌，这也会阻止轮换。",
        "请联系顶级群组的所有者。列出和撤销仍然可用。",
    ),
    creation: say(
        "GitLab 不允许您在此处创建",
        "没有创建任何令牌。您的角色低于 {role}，或顶级群组已关闭创建此类令牌，或您使用项目令牌或群组令牌登录，它们不能创建其他令牌。",
        "请联系顶级群组的所有者，或使用个人令牌登录。您输入的内容仍在。",
    ),
    revocation: say(
        "GitLab 不允许您撤销它",
        "没有任何更改：它仍然有效。它属于其他人，或您在此处的角色不够高。",
        "请联系其所有者、群组的所有者或管理员。",
    ),
    bot_gone: say(
        "此令牌的机器人已不是成员",
        "有人将它移出了项目或群组，因此 GitLab 不能以此方式撤销令牌。它在此处已无法访问任何内容，但可能仍能登录。",
        "请管理员按 ID 撤销它，或等待其到期。",
    ),
    already_revoked: say(
        "令牌已被撤销",
        "它不能再轮换。没有任何更改。",
        "请查看刷新后的列表；如有需要，请创建新令牌。",
    ),
    conflict: say(
        "GitLab 正忙于同一操作",
        "同一记录的另一项更改正在进行。",
        "请重新读取列表，查看实际情况。",
    ),
};
