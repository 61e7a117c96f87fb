//! Which project, group, service account or user? The choice and its searches.

/// Words of the choice.
pub struct ChooseWords {
    /// The choice of a project or group: its title.
    pub project: &'static str,
    /// Likewise.
    pub group: &'static str,
    /// Label of the search.
    pub find_project: &'static str,
    /// Likewise.
    pub find_group: &'static str,
    /// What may be typed.
    pub find_hint: &'static str,
    /// Nothing found.
    pub found_none: &'static str,
    /// Opens what was typed as a path or id.
    pub open_path: fn(&str) -> String,
    /// Opened in this tab before.
    pub recent: &'static str,
    /// What one belongs to.
    pub yours: &'static str,
    /// Everything, for an administrator.
    pub all: &'static str,
    /// Only the first are listed: how many.
    pub more_by_search: fn(usize) -> String,
    /// There is nothing one belongs to.
    pub yours_none: &'static str,
    /// Title of the choice of a service account.
    pub service_accounts_of: fn(&str) -> String,
    /// There are none.
    pub no_service_accounts: &'static str,
    /// What they are.
    pub service_accounts_text: &'static str,
    /// Too few letters.
    pub find_user_short: &'static str,
    /// Nobody found.
    pub find_user_none: &'static str,
}

/// English.
pub const ENGLISH: ChooseWords = ChooseWords {
    project: "Choose a project",
    group: "Choose a group",
    find_project: "Find a project",
    find_group: "Find a group",
    find_hint: "Three letters or more of its name or path, its whole path, or its id.",
    found_none: "Nothing found by that name.",
    open_path: |path| format!("Open {path}"),
    recent: "Opened in this tab",
    yours: "Where you are a member",
    all: "On this GitLab",
    more_by_search: |first| format!("Only the first {first} are listed. Search for others above."),
    yours_none: "You are not a member of any. Type a path or an id above if you know one.",
    service_accounts_of: |name| format!("Service accounts of {name}"),
    no_service_accounts: "No service accounts",
    service_accounts_text: "A service account is a user for machines. Where a project or group has one, its tokens are \
                            managed here. They are created on GitLab's own page.",
    find_user_short: "Type three letters or more.",
    find_user_none: "No such user.",
};

/// Simplified Chinese.
pub const CHINESE: ChooseWords = ChooseWords {
    project: "选择项目",
    group: "选择群组",
    find_project: "查找项目",
    find_group: "查找群组",
    find_hint: "名称或路径中的三个以上字符、完整路径，或 ID。",
    found_none: "没有找到这个名称。",
    open_path: |path| format!("打开 {path}"),
    recent: "在此标签页中打开过",
    yours: "您是成员的",
    all: "此 GitLab 上的",
    more_by_search: |first| format!("只列出了前 {first} 个。请在上面搜索其他的。"),
    yours_none: "您不是任何一个的成员。如果知道路径或 ID，请在上面输入。",
    service_accounts_of: |name| format!("{name} 的服务账户"),
    no_service_accounts: "没有服务账户",
    service_accounts_text: "服务账户是供机器使用的用户。如果项目或群组有服务账户，可在此管理其令牌。服务账户在 GitLab 自己的页面上创建。",
    find_user_short: "请至少输入三个字符。",
    find_user_none: "没有这个用户。",
};
