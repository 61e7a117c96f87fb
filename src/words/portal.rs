//! Inside another page: what holds a button back there.

/// Words for a button that could be covered.
pub struct PortalWords {
    /// It is not in plain sight.
    pub unseen: &'static str,
    /// It is now, after it was said not to be.
    pub seen: &'static str,
    /// Nobody can tell, before the first press.
    pub press_twice: &'static str,
    /// The same, after it.
    pub press_again: &'static str,
}

/// English.
pub const ENGLISH: PortalWords = PortalWords {
    unseen: "This button works once all of it has been in plain sight for half a second. Keyturn stands inside another page \
             here, which may cover it: scroll until you see all of it, or open Keyturn in a full page.",
    seen: "This button works now.",
    press_twice: "Keyturn stands inside another page here, and this browser cannot tell whether that covers the button. Read \
                  what stands above it, then press it twice, a second apart.",
    press_again: "Nothing was done yet. If this is what you want, wait a second and press the button once more.",
};

/// Simplified Chinese.
pub const CHINESE: PortalWords = PortalWords {
    unseen: "此按钮需完整显示半秒钟后才能使用。Keyturn 位于另一个页面中，按钮可能被遮挡：请滚动到能看到整个按钮，或在整页中打开 Keyturn。",
    seen: "此按钮现在可以使用。",
    press_twice: "Keyturn 位于另一个页面中，此浏览器无法判断按钮是否被遮挡。请先阅读上方内容，然后按两次按钮，两次间隔一秒。",
    press_again: "尚未执行任何操作。如果确定要这样做，请等待一秒后再按一次按钮。",
};
