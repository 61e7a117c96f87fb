//! The one-time value: what it is, how to take it, and that it was taken.

/// Words of the dialog of the one-time value.
pub struct RevealWords {
    /// Title of the one-time value.
    pub title: fn(&str) -> String,
    /// "1 of 2".
    pub number: fn(usize, usize) -> String,
    /// It is shown once.
    pub once: &'static str,
    /// Label of the field.
    pub value: &'static str,
    /// Copies.
    pub copy: &'static str,
    /// Copied.
    pub copied: &'static str,
    /// Could not copy: selected instead.
    pub copy_failed: &'static str,
    /// Hides.
    pub hide: &'static str,
    /// Downloads.
    pub download: &'static str,
    /// Downloaded.
    pub downloaded: &'static str,
    /// Label of the ready-made texts.
    pub ready_for: &'static str,
    /// Copies the text.
    pub copy_text: &'static str,
    /// Not armed yet.
    pub store_first: &'static str,
    /// Armed by showing.
    pub shown: &'static str,
    /// Closes.
    pub stored: &'static str,
    /// Leaving was stopped.
    pub leave_stopped: &'static str,
    /// Tests the value.
    pub test: &'static str,
    /// While it is tested.
    pub testing: &'static str,
    /// It works.
    pub test_works: &'static str,
    /// It does not.
    pub test_fails: &'static str,
    /// It could not be found out.
    pub test_unknown: &'static str,
}

/// English.
pub const ENGLISH: RevealWords = RevealWords {
    title: |name| format!("Store the value of {name}"),
    number: |number, all| format!("{number} of {all}"),
    once: "GitLab shows this value once. Nobody can read it again, not even Keyturn.",
    value: "Value",
    copy: "Copy",
    copied: "Copied. Paste it where it belongs now. It stays on the clipboard until something else is copied; tools that keep \
             a history may keep it longer.",
    copy_failed: "The browser does not let this page copy. The value is selected: press Ctrl+C or ⌘C.",
    hide: "Hide",
    download: "Download",
    downloaded: "Downloaded. Move the file to a safe place.",
    ready_for: "Ready for",
    copy_text: "Copy as text",
    store_first: "Copy, show or download it first.",
    shown: "Shown. Make sure it is stored before you close this.",
    stored: "I have stored it",
    leave_stopped: "A value is still waiting here. Store it, then say so, before you go on.",
    test: "Test it",
    testing: "Testing…",
    test_works: "It works: GitLab knows it.",
    test_fails: "GitLab does not accept it.",
    test_unknown: "GitLab could not be asked just now.",
};

/// Simplified Chinese.
pub const CHINESE: RevealWords = RevealWords {
    title: |name| format!("保存 {name} 的值"),
    number: |number, all| format!("第 {number} 个，共 {all} 个"),
    once: "GitLab 只显示此值一次。之后任何人都无法再读取，Keyturn 也不能。",
    value: "值",
    copy: "复制",
    copied: "已复制。请立即粘贴到它该在的地方。在复制其他内容之前，它一直留在剪贴板上；保留历史的工具可能会留得更久。",
    copy_failed: "浏览器不允许本页复制。值已选中：请按 Ctrl+C 或 ⌘C。",
    hide: "隐藏",
    download: "下载",
    downloaded: "已下载。请将文件移到安全的地方。",
    ready_for: "用于",
    copy_text: "复制为文本",
    store_first: "请先复制、显示或下载。",
    shown: "已显示。关闭前请确认已保存。",
    stored: "我已保存",
    leave_stopped: "这里还有一个值在等待。请先保存并确认，再继续。",
    test: "测试",
    testing: "正在测试…",
    test_works: "可用：GitLab 认识它。",
    test_fails: "GitLab 不接受它。",
    test_unknown: "暂时无法询问 GitLab。",
};
