//! Lists of tokens: title, cards, toolbar, table, the heading of the details.

use crate::tokens::{SortKey, State, Status};

use super::count;

/// Words of a list.
pub struct ListWords {
    /// Label of the choice of place.
    pub whose: &'static str,
    /// One's own.
    pub mine: &'static str,
    /// All users'.
    pub all_users: &'static str,
    /// Opens the Create dialog.
    pub new_token: &'static str,
    /// Reads the list again.
    pub refresh: &'static str,
    /// Name of the group of cards.
    pub cards: &'static str,
    /// Word for a status.
    pub status: fn(Status) -> &'static str,
    /// Word for a filter by state.
    pub state: fn(State) -> &'static str,
    /// What a card's state means, in a few words.
    pub card_hint: fn(State) -> &'static str,
    /// Label of the search field.
    pub search: &'static str,
    /// Label of the state filter.
    pub state_label: &'static str,
    /// Label of the scope filter.
    pub scope_label: &'static str,
    /// No restriction by scope.
    pub any_scope: &'static str,
    /// No restriction by role.
    pub any_role: &'static str,
    /// Opens more filters.
    pub more_filters: &'static str,
    /// From this day on.
    pub after: &'static str,
    /// Before this day.
    pub before: &'static str,
    /// Days are UTC.
    pub filter_hint: &'static str,
    /// Takes all filters back.
    pub clear: &'static str,
    /// Takes one filter back.
    pub remove_filter: fn(&str) -> String,
    /// How many are shown.
    pub shown: fn(usize, usize) -> String,
    /// Name of the table.
    pub table: &'static str,
    /// Heading of a column.
    pub column: fn(SortKey) -> &'static str,
    /// Heading of the column of buttons.
    pub actions: &'static str,
    /// Label of the choice of order on narrow screens.
    pub sort_by: &'static str,
    /// Never used.
    pub never_used: &'static str,
    /// This GitLab does not tell.
    pub not_told: &'static str,
    /// No end.
    pub never_ends: &'static str,
    /// How far away a day is; 0 = today, negative = past.
    pub in_days: fn(i64) -> String,
    /// The rule and the local time of an end: (UTC, local).
    pub ends_at: fn(&str, &str) -> String,
    /// An end that is over.
    pub ended_at: fn(&str, &str) -> String,
    /// Marks the token of this session.
    pub own_mark: &'static str,
    /// Opens a token's details.
    pub open: fn(&str) -> String,
    /// Rotates a token.
    pub rotate: fn(&str) -> String,
    /// Revokes a token.
    pub revoke: fn(&str) -> String,
    /// Why a revoked token cannot be changed.
    pub reason_revoked: &'static str,
    /// Why this GitLab cannot rotate.
    pub reason_no_rotation: &'static str,
    /// While the list is read.
    pub loading: &'static str,
    /// While more pages are read.
    pub loading_more: fn(usize) -> String,
    /// There are no tokens at all.
    pub empty_title: &'static str,
    /// None matches.
    pub none_match: &'static str,
    /// What then.
    pub none_match_text: &'static str,
    /// A token was pasted where one searches.
    pub token_in_search: &'static str,
    /// This machine's clock is not GitLab's: the minutes it is behind, negative if it is ahead.
    pub skew: fn(i64) -> String,
    /// Rows that could not be read.
    pub odd_rows: fn(usize) -> String,
    /// Tokens vanished while it was read.
    pub moving: &'static str,
    /// The list is not complete.
    pub partial: fn(usize) -> String,
    /// Reads on.
    pub load_more: &'static str,
    /// The list failed after some pages.
    pub stale: &'static str,
    /// This GitLab is too old for the filters of this list.
    pub old_filters: &'static str,
    /// Details: description.
    pub description: &'static str,
    /// Details: scopes.
    pub scopes: &'static str,
    /// Details: id.
    pub id: &'static str,
    /// Details: owner.
    pub user: &'static str,
    /// Details: role.
    pub role: &'static str,
    /// Details: the token is not in the list.
    pub not_in_list: fn(u64) -> String,
    /// Label of the user search.
    pub find_user: &'static str,
}

/// English.
pub const ENGLISH: ListWords = ListWords {
    whose: "Whose tokens",
    mine: "Mine",
    all_users: "All users",
    new_token: "New token",
    refresh: "Read again",
    cards: "Tokens by status",
    status: |status| match status {
        Status::Active => "Active",
        Status::ExpiringSoon { .. } => "Expiring soon",
        Status::Expired => "Expired",
        Status::Revoked => "Revoked",
    },
    state: |state| match state {
        State::Active => "Active",
        State::Inactive => "Inactive",
        State::ExpiringSoon => "Expiring soon",
        State::Expired => "Expired",
        State::Revoked => "Revoked",
        State::All => "All",
    },
    card_hint: |state| match state {
        State::Active => "working now",
        State::ExpiringSoon => "within 14 days",
        State::Expired => "past their day",
        State::Revoked => "or rotated",
        State::Inactive | State::All => "",
    },
    search: "Search name, description, scope or id",
    state_label: "Status",
    scope_label: "Scope",
    any_scope: "Any scope",
    any_role: "Any role",
    more_filters: "Dates",
    after: "from",
    before: "before",
    filter_hint: "Days are UTC days.",
    clear: "Clear filters",
    remove_filter: |filter| format!("Remove filter {filter}"),
    shown: |shown, all| {
        if shown == all {
            count(all, "token", "tokens")
        } else {
            format!("{shown} of {}", count(all, "token", "tokens"))
        }
    },
    table: "Tokens",
    column: |key| match key {
        SortKey::Name => "Name",
        SortKey::Place => "Lives in",
        SortKey::Scopes => "Scopes",
        SortKey::Created => "Created",
        SortKey::LastUsed => "Last used",
        SortKey::Expires => "Expires",
        SortKey::Status => "Status",
        SortKey::User => "User",
        SortKey::Role => "Role",
        SortKey::Username => "User name",
    },
    actions: "Actions",
    sort_by: "Sort by",
    never_used: "Never used",
    not_told: "Not told",
    never_ends: "Never",
    in_days: |days| match days {
        0 => String::from("within 24 hours"),
        1 => String::from("in 1 day"),
        2.. => format!("in {days} days"),
        -1 => String::from("1 day ago"),
        _ => format!("{} days ago", -days),
    },
    ends_at: |utc, local| format!("ends {utc} ({local} here)"),
    ended_at: |utc, local| format!("ended {utc} ({local} here)"),
    own_mark: "Signed in with",
    open: |name| format!("Details of {name}"),
    rotate: |name| format!("Rotate {name}"),
    revoke: |name| format!("Revoke {name}"),
    reason_revoked: "Already revoked.",
    reason_no_rotation: "This GitLab is older than 16.0 and cannot rotate tokens.",
    loading: "Reading the list…",
    loading_more: |read| format!("{} so far…", count(read, "token", "tokens")),
    empty_title: "No tokens yet",
    none_match: "No token matches",
    none_match_text: "There are tokens, but none with all of these filters.",
    token_in_search: "This looks like a token. It does not belong here, and it was not sent anywhere.",
    skew: |minutes| {
        let size = usize::try_from(minutes.unsigned_abs()).unwrap_or(usize::MAX);
        let span = match size {
            ..120 => count(size, "minute", "minutes"),
            120..2_880 => count(size / 60, "hour", "hours"),
            _ => count(size / 1_440, "day", "days"),
        };
        let side = if minutes < 0 { "ahead of" } else { "behind" };
        format!(
            "This machine's clock is {span} {side} GitLab's. What has ended and what ends next follows GitLab's."
        )
    },
    odd_rows: |rows| {
        format!(
            "{} could not be read and {} left out. GitLab sent something this version does not understand.",
            count(rows, "row", "rows"),
            if rows == 1 { "is" } else { "are" }
        )
    },
    moving: "Tokens were removed while this list was read: others may be missing.",
    partial: |read| format!("Only the first {} are shown. There are more.", count(read, "token", "tokens")),
    load_more: "Read on",
    stale: "The list could not be read again. What you see is what was last known.",
    old_filters: "This GitLab is older than 15.5 and cannot filter this list: it is filtered in the page, as far as it \
                  has been read.",
    description: "Description",
    scopes: "Scopes",
    id: "Id",
    user: "User",
    role: "Role",
    not_in_list: |id| format!("Token {id} is not in this list."),
    find_user: "Find a user",
};

/// Simplified Chinese.
pub const CHINESE: ListWords = ListWords {
    whose: "谁的令牌",
    mine: "我的",
    all_users: "所有用户",
    new_token: "新建令牌",
    refresh: "重新读取",
    cards: "按状态查看令牌",
    status: |status| match status {
        Status::Active => "有效",
        Status::ExpiringSoon { .. } => "即将到期",
        Status::Expired => "已过期",
        Status::Revoked => "已撤销",
    },
    state: |state| match state {
        State::Active => "有效",
        State::Inactive => "无效",
        State::ExpiringSoon => "即将到期",
        State::Expired => "已过期",
        State::Revoked => "已撤销",
        State::All => "全部",
    },
    card_hint: |state| match state {
        State::Active => "目前可用",
        State::ExpiringSoon => "14 天内",
        State::Expired => "已过到期日",
        State::Revoked => "或已轮换",
        State::Inactive | State::All => "",
    },
    search: "搜索名称、描述、范围或 ID",
    state_label: "状态",
    scope_label: "范围",
    any_scope: "任何范围",
    any_role: "任何角色",
    more_filters: "日期",
    after: "起始",
    before: "早于",
    filter_hint: "日期按 UTC 计算。",
    clear: "清除筛选",
    remove_filter: |filter| format!("移除筛选条件 {filter}"),
    shown: |shown, all| {
        if shown == all { format!("{all} 个令牌") } else { format!("{all} 个令牌中的 {shown} 个") }
    },
    table: "令牌",
    column: |key| match key {
        SortKey::Name => "名称",
        SortKey::Place => "所在位置",
        SortKey::Scopes => "范围",
        SortKey::Created => "创建于",
        SortKey::LastUsed => "上次使用",
        SortKey::Expires => "到期",
        SortKey::Status => "状态",
        SortKey::User => "用户",
        SortKey::Role => "角色",
        SortKey::Username => "用户名",
    },
    actions: "操作",
    sort_by: "排序方式",
    never_used: "从未使用",
    not_told: "未提供",
    never_ends: "永不",
    in_days: |days| match days {
        0 => String::from("24 小时内"),
        1.. => format!("{days} 天后"),
        _ => format!("{} 天前", -days),
    },
    ends_at: |utc, local| format!("将于 {utc} 失效（本地时间 {local}）"),
    ended_at: |utc, local| format!("已于 {utc} 失效（本地时间 {local}）"),
    own_mark: "登录所用",
    open: |name| format!("{name} 的详情"),
    rotate: |name| format!("轮换 {name}"),
    revoke: |name| format!("撤销 {name}"),
    reason_revoked: "已被撤销。",
    reason_no_rotation: "此 GitLab 的版本低于 16.0，不能轮换令牌。",
    loading: "正在读取列表…",
    loading_more: |read| format!("目前 {read} 个令牌…"),
    empty_title: "还没有令牌",
    none_match: "没有符合的令牌",
    none_match_text: "有令牌，但没有同时符合这些条件的。",
    token_in_search: "这看起来是令牌本身，不应输入在此处。没有发送到任何地方。",
    skew: |minutes| {
        let size = minutes.unsigned_abs();
        let span = match size {
            ..120 => format!("{size} 分钟"),
            120..2_880 => format!("{} 小时", size / 60),
            _ => format!("{} 天", size / 1_440),
        };
        let side = if minutes < 0 { "快" } else { "慢" };
        format!("本机时钟比 GitLab 的{side} {span}。令牌是否到期以 GitLab 的时钟为准。")
    },
    odd_rows: |rows| format!("有 {rows} 行无法读取，未列出。GitLab 发送了此版本不理解的内容。"),
    moving: "读取此列表期间有令牌被移除：可能缺少其他令牌。",
    partial: |read| format!("只显示了前 {read} 个令牌，还有更多。"),
    load_more: "继续读取",
    stale: "无法重新读取列表。您看到的是最后已知的内容。",
    old_filters: "此 GitLab 的版本低于 15.5，不能筛选此列表：只能在页面中对已读取的部分进行筛选。",
    description: "描述",
    scopes: "范围",
    id: "ID",
    user: "用户",
    role: "角色",
    not_in_list: |id| format!("令牌 {id} 不在此列表中。"),
    find_user: "查找用户",
};
