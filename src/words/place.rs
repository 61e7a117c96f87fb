//! The kinds of token and the places they live in: names, titles, the choice of a project or group.

use crate::tokens::{AccessLevel, Kind, Place, Resource};

/// Words of kinds and places.
pub struct PlaceWords {
    /// The views, in the navigation.
    pub projects: &'static str,
    /// Groups.
    pub groups: &'static str,
    /// Deploy tokens.
    pub deploy: &'static str,
    /// One token of a kind.
    pub kind: fn(Kind) -> &'static str,
    /// Title of a list: what lives there, and whose; the name is empty where it is not known.
    pub title: fn(Place, &str) -> String,
    /// Title of the Create dialog, likewise.
    pub new: fn(Place, &str) -> String,
    /// What a place is, as the label of its name.
    pub owner: fn(Place) -> &'static str,
    /// Names the tabs of a project or group.
    pub tabs: &'static str,
    /// A tab.
    pub tab: fn(Place) -> &'static str,
    /// The tab of service accounts.
    pub service_accounts: &'static str,
    /// Title of the choice of a service account.
    pub service_accounts_of: fn(&str) -> String,
    /// There are none.
    pub no_service_accounts: &'static str,
    /// What they are.
    pub service_accounts_text: &'static str,
    /// Why there is no such tab: the release that has it.
    pub service_accounts_old: fn(Resource) -> &'static str,
    /// The choice of a project or group: its title.
    pub choose_project: &'static str,
    /// Likewise.
    pub choose_group: &'static str,
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
    /// Back to the choice.
    pub another: fn(Resource) -> &'static str,
    /// While a path is looked up.
    pub looking_up: fn(&str) -> String,
    /// For which of the two deploy tokens are shown.
    pub deploy_of: &'static str,
    /// Every deploy token.
    pub instance: &'static str,
    /// Why the list of the instance can only be read.
    pub reason_instance: &'static str,
    /// What a signed-in project or group token can do.
    pub bot_remark: fn(Resource) -> &'static str,
    /// Why it cannot create or rotate.
    pub reason_bot: &'static str,
    /// What a role lets a token do.
    pub role_help: fn(AccessLevel) -> &'static str,
    /// About the role as a whole.
    pub role_hint: &'static str,
    /// About the user name.
    pub username_hint: &'static str,
    /// Revoked tokens are not listed.
    pub drops_revoked: &'static str,
    /// There are no tokens: what would be here.
    pub empty: fn(Kind) -> &'static str,
}

/// English.
pub const ENGLISH: PlaceWords = PlaceWords {
    projects: "Projects",
    groups: "Groups",
    deploy: "Deploy",
    kind: |kind| match kind {
        Kind::Personal => "Personal access token",
        Kind::Impersonation => "Impersonation token",
        Kind::Project => "Project access token",
        Kind::Group => "Group access token",
        Kind::Deploy => "Deploy token",
        Kind::ServiceAccount => "Service account token",
    },
    title: |place, name| {
        let kinds = match place {
            Place::AllUsers => return String::from("Personal access tokens of all users"),
            Place::DeployInstance => return String::from("Deploy tokens of the instance"),
            Place::User(_) => "Personal access tokens",
            Place::Impersonation(_) => "Impersonation tokens",
            Place::Resource(Resource::Project(_)) => "Project access tokens",
            Place::Resource(Resource::Group(_)) => "Group access tokens",
            Place::Deploy(_) => "Deploy tokens",
            Place::ServiceAccount(..) => "Tokens",
        };
        if name.is_empty() { kinds.to_owned() } else { format!("{kinds} of {name}") }
    },
    new: |place, name| {
        let (kind, for_or_of) = match place.kind() {
            Kind::Personal => ("personal", "for"),
            Kind::Impersonation => ("impersonation", "of"),
            Kind::Project => ("project", "for"),
            Kind::Group => ("group", "for"),
            Kind::Deploy => ("deploy", "for"),
            Kind::ServiceAccount => ("service account", "for"),
        };
        if name.is_empty() {
            format!("New {kind} token")
        } else {
            format!("New {kind} token {for_or_of} {name}")
        }
    },
    owner: |place| match place {
        Place::User(_) | Place::AllUsers | Place::Impersonation(_) => "User",
        Place::Resource(Resource::Project(_)) | Place::Deploy(Resource::Project(_)) => "Project",
        Place::Resource(Resource::Group(_)) | Place::Deploy(Resource::Group(_)) => "Group",
        Place::DeployInstance => "Instance",
        Place::ServiceAccount(..) => "Service account",
    },
    tabs: "Kinds of tokens",
    tab: |place| match place {
        Place::Resource(Resource::Project(_)) => "Project tokens",
        Place::Resource(Resource::Group(_)) => "Group tokens",
        Place::Deploy(_) | Place::DeployInstance => "Deploy tokens",
        Place::User(_) | Place::AllUsers => "Personal",
        Place::Impersonation(_) => "Impersonation",
        Place::ServiceAccount(..) => "Service accounts",
    },
    service_accounts: "Service accounts",
    service_accounts_of: |name| format!("Service accounts of {name}"),
    no_service_accounts: "No service accounts",
    service_accounts_text: "A service account is a user for machines. Where a project or group has one, its tokens are \
                            managed here. They are created on GitLab's own page.",
    service_accounts_old: |of| match of {
        Resource::Project(_) => "This GitLab is older than 18.0: its projects have no service accounts.",
        Resource::Group(_) => "This GitLab is older than 16.1: its groups have no service accounts.",
    },
    choose_project: "Choose a project",
    choose_group: "Choose a group",
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
    another: |of| match of {
        Resource::Project(_) => "Another project",
        Resource::Group(_) => "Another group",
    },
    looking_up: |path| format!("Looking for {path}…"),
    deploy_of: "Deploy tokens of",
    instance: "Instance",
    reason_instance: "GitLab's list of the instance does not tell which project or group a token belongs to. Open that \
                      project or group to change it.",
    bot_remark: |of| match of {
        Resource::Project(_) => {
            "You are signed in with a project token. It can list and revoke the tokens of its project where its role is \
             high enough; GitLab does not let it create others or rotate them. It can rotate itself."
        }
        Resource::Group(_) => {
            "You are signed in with a group token. It can list and revoke the tokens of its group where its role is \
             high enough; GitLab does not let it create others or rotate them. It can rotate itself."
        }
    },
    reason_bot: "GitLab does not let a project or group token create or rotate others. Sign in with a personal token.",
    role_help: |level| match level {
        AccessLevel::GUEST => "Sees what guests see; no code in private projects.",
        AccessLevel::PLANNER => "Plans: issues, epics, boards.",
        AccessLevel::REPORTER => "Reads code, pipelines and packages.",
        AccessLevel::SECURITY_MANAGER => "Manages security policies and findings.",
        AccessLevel::DEVELOPER => "Pushes to unprotected branches, runs pipelines.",
        AccessLevel::MAINTAINER => "Changes settings, members and protected branches.",
        AccessLevel::OWNER => "Everything, deleting included.",
        _ => "",
    },
    role_hint: "The token acts as a bot with this role. A role above your own is refused.",
    username_hint: "GitLab makes one up if you leave it empty. A token named gitlab-deploy-token is given to the \
                    project's CI jobs.",
    drops_revoked: "This GitLab is older than 17.2: revoked tokens vanish from this list.",
    empty: |kind| match kind {
        Kind::Personal | Kind::Impersonation => {
            "Tokens let scripts and tools act for you. Those you create appear here, with what ends next on top."
        }
        Kind::Project => {
            "A project token acts as a bot in this project alone: the right thing for a pipeline or a tool."
        }
        Kind::Group => "A group token acts as a bot in this group and everything below it.",
        Kind::Deploy => "A deploy token pulls code, images and packages, and belongs to no person.",
        Kind::ServiceAccount => "Tokens with which this service account signs in appear here.",
    },
};

/// Simplified Chinese.
pub const CHINESE: PlaceWords = PlaceWords {
    projects: "项目",
    groups: "群组",
    deploy: "部署",
    kind: |kind| match kind {
        Kind::Personal => "个人访问令牌",
        Kind::Impersonation => "模拟令牌",
        Kind::Project => "项目访问令牌",
        Kind::Group => "群组访问令牌",
        Kind::Deploy => "部署令牌",
        Kind::ServiceAccount => "服务账户令牌",
    },
    title: |place, name| {
        let kinds = match place {
            Place::AllUsers => return String::from("所有用户的个人访问令牌"),
            Place::DeployInstance => return String::from("整个实例的部署令牌"),
            Place::User(_) => "个人访问令牌",
            Place::Impersonation(_) => "模拟令牌",
            Place::Resource(Resource::Project(_)) => "项目访问令牌",
            Place::Resource(Resource::Group(_)) => "群组访问令牌",
            Place::Deploy(_) => "部署令牌",
            Place::ServiceAccount(..) => "令牌",
        };
        if name.is_empty() { kinds.to_owned() } else { format!("{name} 的{kinds}") }
    },
    new: |place, name| {
        let kind = match place.kind() {
            Kind::Personal => "个人",
            Kind::Impersonation => "模拟",
            Kind::Project => "项目",
            Kind::Group => "群组",
            Kind::Deploy => "部署",
            Kind::ServiceAccount => "服务账户",
        };
        if name.is_empty() { format!("新建{kind}令牌") } else { format!("为 {name} 新建{kind}令牌") }
    },
    owner: |place| match place {
        Place::User(_) | Place::AllUsers | Place::Impersonation(_) => "用户",
        Place::Resource(Resource::Project(_)) | Place::Deploy(Resource::Project(_)) => "项目",
        Place::Resource(Resource::Group(_)) | Place::Deploy(Resource::Group(_)) => "群组",
        Place::DeployInstance => "实例",
        Place::ServiceAccount(..) => "服务账户",
    },
    tabs: "令牌种类",
    tab: |place| match place {
        Place::Resource(Resource::Project(_)) => "项目令牌",
        Place::Resource(Resource::Group(_)) => "群组令牌",
        Place::Deploy(_) | Place::DeployInstance => "部署令牌",
        Place::User(_) | Place::AllUsers => "个人",
        Place::Impersonation(_) => "模拟",
        Place::ServiceAccount(..) => "服务账户",
    },
    service_accounts: "服务账户",
    service_accounts_of: |name| format!("{name} 的服务账户"),
    no_service_accounts: "没有服务账户",
    service_accounts_text: "服务账户是供机器使用的用户。如果项目或群组有服务账户，可在此管理其令牌。服务账户在 GitLab 自己的页面上创建。",
    service_accounts_old: |of| match of {
        Resource::Project(_) => "此 GitLab 的版本低于 18.0：项目没有服务账户。",
        Resource::Group(_) => "此 GitLab 的版本低于 16.1：群组没有服务账户。",
    },
    choose_project: "选择项目",
    choose_group: "选择群组",
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
    another: |of| match of {
        Resource::Project(_) => "其他项目",
        Resource::Group(_) => "其他群组",
    },
    looking_up: |path| format!("正在查找 {path}…"),
    deploy_of: "部署令牌属于",
    instance: "实例",
    reason_instance: "GitLab 的实例列表不说明令牌属于哪个项目或群组。如需更改，请打开相应的项目或群组。",
    bot_remark: |of| match of {
        Resource::Project(_) => {
            "您使用项目令牌登录。如果角色足够高，它可以列出和撤销其项目的令牌；GitLab 不允许它创建或轮换其他令牌。它可以轮换自己。"
        }
        Resource::Group(_) => {
            "您使用群组令牌登录。如果角色足够高，它可以列出和撤销其群组的令牌；GitLab 不允许它创建或轮换其他令牌。它可以轮换自己。"
        }
    },
    reason_bot: "GitLab 不允许项目令牌或群组令牌创建或轮换其他令牌。请使用个人令牌登录。",
    role_help: |level| match level {
        AccessLevel::GUEST => "能看到访客可见的内容；看不到私有项目的代码。",
        AccessLevel::PLANNER => "规划：议题、史诗、看板。",
        AccessLevel::REPORTER => "读取代码、流水线和软件包。",
        AccessLevel::SECURITY_MANAGER => "管理安全策略和发现。",
        AccessLevel::DEVELOPER => "推送到未受保护的分支，运行流水线。",
        AccessLevel::MAINTAINER => "更改设置、成员和受保护的分支。",
        AccessLevel::OWNER => "一切操作，包括删除。",
        _ => "",
    },
    role_hint: "令牌以具有此角色的机器人身份操作。高于您自己的角色会被拒绝。",
    username_hint: "留空则由 GitLab 生成。名为 gitlab-deploy-token 的令牌会提供给项目的 CI 作业。",
    drops_revoked: "此 GitLab 的版本低于 17.2：已撤销的令牌会从此列表中消失。",
    empty: |kind| match kind {
        Kind::Personal | Kind::Impersonation => {
            "令牌让脚本和工具代您操作。您创建的令牌会显示在这里，最先到期的在最上面。"
        }
        Kind::Project => "项目令牌只在此项目中以机器人身份操作：适合流水线或工具。",
        Kind::Group => "群组令牌在此群组及其下的一切中以机器人身份操作。",
        Kind::Deploy => "部署令牌用于拉取代码、镜像和软件包，不属于任何人。",
        Kind::ServiceAccount => "此服务账户登录所用的令牌会显示在这里。",
    },
};
