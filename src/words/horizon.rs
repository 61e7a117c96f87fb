//! What ends when: the weeks, the days on which many end, what ends later or never.

use crate::tokens::Kind;

use super::count;

/// Words of the horizon.
pub struct HorizonWords {
    /// Its heading.
    pub title: &'static str,
    /// What a bar is, and what pressing it does.
    pub hint: &'static str,
    /// Names the row of bars.
    pub bars: &'static str,
    /// A week, by its first day.
    pub week: fn(&str) -> String,
    /// A week, by its first and its last day.
    pub days: fn(&str, &str) -> String,
    /// So many of a kind.
    pub of_kind: fn(Kind, usize) -> String,
    /// How many end, and of which kinds.
    pub ends: fn(usize, &[String]) -> String,
    /// A week, and what ends in it.
    pub said: fn(&str, &str) -> String,
    /// Many of a week end on one day; goes on after what was said.
    pub among: fn(&str, usize) -> String,
    /// Names the days on which many end.
    pub cliffs: &'static str,
    /// One of them.
    pub cliff: fn(&str, usize) -> String,
    /// Further ones, which stand in the table.
    pub more_cliffs: fn(usize) -> String,
    /// What ends after the last week.
    pub later: fn(usize) -> String,
    /// What has no end.
    pub never: fn(usize) -> String,
    /// Opens the table.
    pub table: &'static str,
    /// What the table holds.
    pub caption: &'static str,
    /// Heading of the weeks.
    pub week_column: &'static str,
    /// Heading of the sums.
    pub total: &'static str,
    /// The row of what ends after the last week.
    pub later_row: &'static str,
    /// The row of what has no end.
    pub never_row: &'static str,
}

/// English.
pub const ENGLISH: HorizonWords = HorizonWords {
    title: "What ends when",
    hint: "Each bar is a week. Press one to see only what ends in it.",
    bars: "Weeks and what ends in them",
    week: |day| format!("Week of {day}"),
    days: |first, last| format!("{first} to {last}"),
    of_kind: |kind, number| match kind {
        Kind::Personal => count(number, "personal access token", "personal access tokens"),
        Kind::Impersonation => count(number, "impersonation token", "impersonation tokens"),
        Kind::Project => count(number, "project access token", "project access tokens"),
        Kind::Group => count(number, "group access token", "group access tokens"),
        Kind::Deploy => count(number, "deploy token", "deploy tokens"),
        Kind::ServiceAccount => count(number, "service account token", "service account tokens"),
    },
    ends: |number, kinds| match number {
        0 => String::from("nothing ends"),
        _ => format!("{} ({})", count(number, "ends", "end"), kinds.join(", ")),
    },
    said: |week, ends| format!("{week}: {ends}"),
    among: |day, number| format!(", {number} of them on {day}"),
    cliffs: "Days on which many end",
    cliff: |day, number| format!("{number} end on {day}"),
    more_cliffs: |days| format!("and {} more", count(days, "such day", "such days")),
    later: |number| format!("{} later", count(number, "ends", "end")),
    never: |number| format!("{} never", count(number, "ends", "end")),
    table: "As a table",
    caption: "What ends in each week, by kind of token. Days are UTC days.",
    week_column: "Week",
    total: "All",
    later_row: "Later",
    never_row: "Never",
};

/// Simplified Chinese.
pub const CHINESE: HorizonWords = HorizonWords {
    title: "到期时间分布",
    hint: "每个条形代表一周。点击后只显示该周到期的令牌。",
    bars: "各周及其到期的令牌",
    week: |day| format!("{day}起的一周"),
    days: |first, last| format!("{first}至{last}"),
    of_kind: |kind, number| {
        let kind = match kind {
            Kind::Personal => "个人访问令牌",
            Kind::Impersonation => "模拟令牌",
            Kind::Project => "项目访问令牌",
            Kind::Group => "群组访问令牌",
            Kind::Deploy => "部署令牌",
            Kind::ServiceAccount => "服务账户令牌",
        };
        format!("{number} 个{kind}")
    },
    ends: |number, kinds| match number {
        0 => String::from("没有令牌到期"),
        _ => format!("{number} 个到期（{}）", kinds.join("，")),
    },
    said: |week, ends| format!("{week}：{ends}"),
    among: |day, number| format!("，其中 {number} 个在{day}"),
    cliffs: "集中到期的日子",
    cliff: |day, number| format!("{day}有 {number} 个到期"),
    more_cliffs: |days| format!("另有 {days} 天"),
    later: |number| format!("{number} 个更晚到期"),
    never: |number| format!("{number} 个永不到期"),
    table: "以表格显示",
    caption: "每周到期的令牌，按种类统计。日期按 UTC 计算。",
    week_column: "周",
    total: "合计",
    later_row: "更晚",
    never_row: "永不",
};
