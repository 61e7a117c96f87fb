//! What the keys do.

/// Words of the list of keys.
pub struct KeyWords {
    /// Title of the list of keys.
    pub title: &'static str,
    /// (key, what it does).
    pub all: [(&'static str, &'static str); 6],
}

/// English.
pub const ENGLISH: KeyWords = KeyWords {
    title: "Keys",
    all: [
        ("/", "Go to the search field"),
        ("n", "New token"),
        ("↑ ↓", "Go from row to row"),
        ("Enter", "Open a row's details"),
        ("Esc", "Close the details or a dialog"),
        ("?", "Show this list"),
    ],
};

/// Simplified Chinese.
pub const CHINESE: KeyWords = KeyWords {
    title: "快捷键",
    all: [
        ("/", "转到搜索框"),
        ("n", "新建令牌"),
        ("↑ ↓", "逐行移动"),
        ("Enter", "打开该行的详情"),
        ("Esc", "关闭详情或对话框"),
        ("?", "显示此列表"),
    ],
};
