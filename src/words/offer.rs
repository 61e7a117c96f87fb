//! What a list offers to do, and why it does not. What is said once it is done is loaded later: `AllWords`.

use super::count;

/// Words of what is offered.
pub struct OfferWords {
    /// Why GitLab's own form is needed.
    pub own_explained: &'static str,
    /// The button of a row.
    pub replace_one: fn(&str) -> String,
    /// Why it cannot be rotated instead.
    pub no_rotation: &'static str,
    /// Makes one like an ended one.
    pub like_this: fn(&str) -> String,
    /// It ended earlier today; GitLab lists it as working until the day is over.
    pub ended_today: &'static str,
    /// A replacement that is not complete: name, old id, new id.
    pub half_replaced: fn(&str, u64, u64) -> String,
    /// Takes it up again.
    pub go_on: &'static str,
    /// Selects one token: its name.
    pub select: fn(&str) -> String,
    /// Selects everything that is shown.
    pub select_all: &'static str,
    /// The view, in the navigation.
    pub activity: &'static str,
    /// What is said after signing in: how many are open.
    pub waiting: fn(usize) -> String,
    /// The browser does not keep anything.
    pub in_memory: &'static str,
    /// Shows.
    pub show: &'static str,
}

/// English.
pub const ENGLISH: OfferWords = OfferWords {
    own_explained: "GitLab lets only administrators create ordinary personal tokens through its API. Its own form does \
                    it in a minute.",
    replace_one: |name| format!("Replace {name}"),
    no_rotation: "GitLab cannot rotate deploy tokens. Replace it: make another one, put it to use, then revoke this one.",
    like_this: |name| format!("Make one like {name}"),
    ended_today: "ended today",
    half_replaced: |name, old, new| {
        let name = if name.is_empty() { "A token" } else { name };
        format!("{name} is being replaced: id {new} takes the place of id {old}, which still works.")
    },
    go_on: "Go on",
    select: |name| format!("Select {name}"),
    select_all: "Select all shown",
    activity: "Activity",
    waiting: |open| format!("{} to look after. See Activity.", count(open, "change is", "changes are")),
    in_memory: "This browser does not let the page keep anything: a reload forgets what is open.",
    show: "Show",
};

/// Simplified Chinese.
pub const CHINESE: OfferWords = OfferWords {
    own_explained: "GitLab 只允许管理员通过 API 创建普通的个人令牌。用它自己的表单一分钟即可完成。",
    replace_one: |name| format!("更换 {name}"),
    no_rotation: "GitLab 不能轮换部署令牌。请更换：新建一个，投入使用，然后撤销这一个。",
    like_this: |name| format!("照 {name} 新建"),
    ended_today: "今天已到期",
    half_replaced: |name, old, new| {
        let name = if name.is_empty() { "一个令牌" } else { name };
        format!("正在更换 {name}：ID {new} 取代仍然有效的 ID {old}。")
    },
    go_on: "继续",
    select: |name| format!("选择 {name}"),
    select_all: "选择所有显示的令牌",
    activity: "活动",
    waiting: |open| format!("有 {open} 项更改需要处理。请查看“活动”。"),
    in_memory: "此浏览器不允许本页保存任何内容：重新载入后会忘记未处理的内容。",
    show: "显示",
};
