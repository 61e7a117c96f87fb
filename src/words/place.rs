//! The kinds of token and the places they live in: names, titles, tabs.

use crate::tokens::{Kind, Place, Resource};

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
    /// What a place is, as the label of its name.
    pub owner: fn(Place) -> &'static str,
    /// Names the tabs of a project or group.
    pub tabs: &'static str,
    /// A tab.
    pub tab: fn(Place) -> &'static str,
    /// The tab of service accounts.
    pub service_accounts: &'static str,
    /// Why there is no such tab: the release that has it.
    pub service_accounts_old: fn(Resource) -> &'static str,
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
    service_accounts_old: |of| match of {
        Resource::Project(_) => "This GitLab is older than 18.0: its projects have no service accounts.",
        Resource::Group(_) => "This GitLab is older than 16.1: its groups have no service accounts.",
    },
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
    service_accounts_old: |of| match of {
        Resource::Project(_) => "此 GitLab 的版本低于 18.0：项目没有服务账户。",
        Resource::Group(_) => "此 GitLab 的版本低于 16.1：群组没有服务账户。",
    },
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
