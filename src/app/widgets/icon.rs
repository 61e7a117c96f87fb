//! A handful of line icons of our own, 16 by 16, drawn with the text's colour.

use std::cell::RefCell;

use crate::browser::element::{Element, svg};

/// The outline of an icon: the data of one path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Icon(&'static str);

pub const KEY: Icon = Icon("M2 11a3 3 0 1 0 6 0a3 3 0 1 0-6 0m5.2-2.2 6-6M11 5l2 2M9.2 6.8l1.3 1.3");
pub const CHECK: Icon = Icon("m3 8.5 3.2 3.2L13 4.5");
pub const CLOSE: Icon = Icon("m4 4 8 8M12 4l-8 8");
pub const COPY: Icon = Icon(
    "M7 5.5h5a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 12V7A1.5 1.5 0 0 1 7 5.5M10.5 3.5v-1h-8v8h1",
);
pub const DOWN: Icon = Icon("m4.5 6.5 3.5 3.5 3.5-3.5");
pub const DOWNLOAD: Icon = Icon("M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.5h10");
pub const ERROR: Icon = Icon(
    "M4.25 2.75h7.5a1.5 1.5 0 0 1 1.5 1.5v7.5a1.5 1.5 0 0 1-1.5 1.5h-7.5a1.5 1.5 0 0 1-1.5-1.5v-7.5a1.5 1.5 0 0 1 1.5-1.5M8 5.25v3.5M8 10.9v.1",
);
pub const EYE: Icon = Icon(
    "M1.5 8s2.4-4.25 6.5-4.25S14.5 8 14.5 8 12.1 12.25 8 12.25 1.5 8 1.5 8ZM6.25 8a1.75 1.75 0 1 0 3.5 0a1.75 1.75 0 1 0-3.5 0",
);
pub const FILTER: Icon = Icon("M2.5 4.5h11M4.5 8h7M6.5 11.5h3");
pub const INFO: Icon = Icon("M2.25 8a5.75 5.75 0 1 0 11.5 0a5.75 5.75 0 1 0-11.5 0M8 7.5v3.25M8 5.1v.1");
pub const OPEN: Icon = Icon("M9 2.5h4.5V7M13.5 2.5 7.5 8.5M11.5 9.5v4h-9v-9h4");
pub const PLUS: Icon = Icon("M8 3v10M3 8h10");
pub const REPLACE: Icon = Icon("M2.5 5.5h9M9 3l2.5 2.5L9 8M13.5 10.5h-9M7 8l-2.5 2.5L7 13");
pub const REVOKE: Icon = Icon("M2.75 8a5.25 5.25 0 1 0 10.5 0a5.25 5.25 0 1 0-10.5 0m1.65-3.6 7.2 7.2");
pub const ROTATE: Icon = Icon("M13 3v3.5H9.5M12.7 6.3A5 5 0 1 0 13 9");
pub const SEARCH: Icon = Icon("M2.75 7a4.25 4.25 0 1 0 8.5 0a4.25 4.25 0 1 0-8.5 0m7.45 3.2 3.3 3.3");
pub const THEME: Icon =
    Icon("M2.75 8a5.25 5.25 0 1 0 10.5 0a5.25 5.25 0 1 0-10.5 0M8 2.75v10.5M10 3.2v9.6M12 4.6v6.8");
pub const WARNING: Icon = Icon("M8 2.5 14 13.25H2ZM8 6.75v3M8 11.4v.1");

thread_local! {
    /// Those that were drawn before: a table draws the same few many times.
    static DRAWN: RefCell<Vec<(Icon, Element)>> = const { RefCell::new(Vec::new()) };
}

/// Draws an icon; assistive technology skips it.
pub fn view(icon: Icon) -> Element {
    DRAWN.with_borrow_mut(|drawn| {
        if let Some((_, element)) = drawn.iter().find(|(known, _)| *known == icon) {
            return element.copy();
        }
        let element = svg("svg")
            .class("icon")
            .attr("viewBox", "0 0 16 16")
            .attr("aria-hidden", "true")
            .child(svg("path").attr("d", icon.0));
        drawn.push((icon, element.copy()));
        element
    })
}
