//! What the keys do.

/// Words of the list of keys.
pub struct KeyWords {
    /// Title of the list of keys.
    pub title: &'static str,
    /// (key, what it does), where a token can be made.
    pub create: (&'static str, &'static str),
    /// (key, what it does).
    pub all: [(&'static str, &'static str); 6],
}

/// English.
pub const ENGLISH: KeyWords = KeyWords {
    title: "Keys",
    create: ("n", "New token"),
    all: [
        ("/", "Go to the search field"),
        ("↑ ↓", "Go from row to row"),
        ("Home End Page ↑ ↓", "From a row to the first, the last, or ten rows on"),
        ("Enter", "Open a row's details"),
        ("Esc", "Close the details or a dialog"),
        ("?", "Show this list"),
    ],
};

/// Simplified Chinese.
pub const CHINESE: KeyWords = KeyWords {
    title: "快捷键",
    create: ("n", "新建令牌"),
    all: [
        ("/", "转到搜索框"),
        ("↑ ↓", "逐行移动"),
        ("Home End Page ↑ ↓", "从一行转到第一行、最后一行，或移动十行"),
        ("Enter", "打开该行的详情"),
        ("Esc", "关闭详情或对话框"),
        ("?", "显示此列表"),
    ],
};
