//! Many tokens at once: choosing them, what will happen to each, and what came of it.

use crate::changes::bulk::{Standing, Why, Work};

use super::count;

/// Words of bulk changes.
pub struct BulkWords {
    /// Title of the dialog.
    pub title: fn(Work, usize) -> String,
    /// The button that begins.
    pub confirm: fn(Work, usize) -> String,
    /// How many will be done.
    pub will: fn(Work, usize) -> String,
    /// How many are left out.
    pub left_out: fn(usize) -> String,
    /// The sign-in token was not asked for.
    pub left_out_self: &'static str,
    /// Asks for it.
    pub also_self: &'static str,
    /// What that means.
    pub also_self_hint: fn(Work) -> &'static str,
    /// Each keeps its length of life.
    pub same_length: &'static str,
    /// What that means.
    pub same_length_hint: &'static str,
    /// What happens to one: the end of the new value, in words.
    pub happens: fn(Work, &str) -> String,
    /// The consequence.
    pub consequence: fn(Work) -> &'static str,
    /// How it goes.
    pub pace: &'static str,
    /// How many are done, of how many.
    pub progress: fn(usize, usize) -> String,
    /// Where one stands.
    pub standing: fn(Standing) -> &'static str,
    /// One that will not be begun any more.
    pub not_begun: &'static str,
    /// Pauses.
    pub pause: &'static str,
    /// Goes on.
    pub resume: &'static str,
    /// Ends it.
    pub stop: &'static str,
    /// It is paused: why.
    pub paused: fn(Why) -> &'static str,
    /// It will pause or end after the one under way.
    pub after_this: &'static str,
    /// Goes on with the sign-in token.
    pub go_on_self: fn(Work) -> &'static str,
    /// Seconds until the next window of GitLab's limit.
    pub window: fn(i64) -> String,
    /// What must be known first.
    pub find_out_first: &'static str,
    /// All is over: done, not done, left to look at.
    pub over: fn(usize, usize, usize) -> String,
    /// Where what is open is found again.
    pub open_later: &'static str,
    /// What became of the ones that are not done in the list.
    pub stay_selected: &'static str,
    /// Saves the result.
    pub save_csv: &'static str,
    /// Likewise.
    pub save_json: &'static str,
    /// Heading on Activity: done, of how many.
    pub run: fn(Work, usize, usize) -> String,
    /// Takes what was not begun away from what is open.
    pub put_aside: &'static str,
    /// Name of the bar that acts on what is selected.
    pub bar: &'static str,
    /// How many are selected, and how many of these are not shown.
    pub selected: fn(usize, usize) -> String,
    /// Opens the dialog of a work.
    pub work: fn(Work) -> &'static str,
    /// Takes the selection back.
    pub clear: &'static str,
    /// Why there can be no twin.
    pub own_form: &'static str,
    /// (key, what it does).
    pub keys: [(&'static str, &'static str); 6],
}

/// English.
pub const ENGLISH: BulkWords = BulkWords {
    title: |work, number| format!("{}?", english(work, number)),
    confirm: english,
    will: |work, number| match work {
        Work::Rotate => format!("{} will be rotated", tokens(number)),
        Work::Revoke => format!("{} will be revoked", tokens(number)),
        Work::Replace => format!("{} will get another one beside it", tokens(number)),
    },
    left_out: |number| format!("{} left out", count(number, "token is", "tokens are")),
    left_out_self: "You are signed in with it.",
    also_self: "Also the token I am signed in with, last",
    also_self_hint: |work| match work {
        Work::Revoke => {
            "It asks once more before that one. You are signed out as soon as it is revoked: save the result first."
        }
        Work::Rotate | Work::Replace => {
            "It asks once more before that one. If the answer is lost on the way, you are signed out and need another \
             token to get in."
        }
    },
    same_length: "Each lives as long as it did",
    same_length_hint: "Counted from today, within GitLab's limit; 30 days where the length is not known. Of a deploy token only the end is known: its twin ends with it.",
    happens: |work, end| match work {
        Work::Rotate => format!("New value: {end}"),
        Work::Revoke => String::from("Stops working at once"),
        Work::Replace => format!("A twin beside it: {end}. This one works on"),
    },
    consequence: |work| match work {
        Work::Rotate => {
            "Each old value stops working at once, everywhere it is used. Each new value is shown one time and waits until \
             you say that it is stored."
        }
        Work::Revoke => "Whatever uses these tokens stops working at once. This cannot be undone.",
        Work::Replace => {
            "Each gets a twin with the same name, scopes and role. The old ones work on until you revoke them: Activity \
             lists them."
        }
    },
    pace: "One at a time, at least a second apart. You can pause and stop. It pauses by itself when an answer is lost or GitLab \
           asks to slow down.",
    progress: |done, all| format!("{done} of {all} done"),
    standing: |standing| match standing {
        Standing::Waiting => "Waiting",
        Standing::Running => "Under way",
        Standing::Done => "Done",
        Standing::Refused => "Refused",
        Standing::Skipped => "Not sent",
        Standing::Unknown => "Not known",
        Standing::Found => "Answer lost",
    },
    not_begun: "Not begun",
    pause: "Pause",
    resume: "Go on",
    stop: "Stop",
    paused: |why| match why {
        Why::Person => "Paused. Nothing more is sent until you go on.",
        Why::Limit => {
            "GitLab asks to slow down. Nothing was changed by the last request. Its limits usually count by the minute, and this page \
             cannot see how long they last."
        }
        Why::Network => "GitLab cannot be reached. Nothing was sent. Go on when it is there again.",
        Why::Unknown => {
            "An answer was lost, so it paused. See below what is certain; the others were not touched. Go on with them \
             if you want to."
        }
        Why::SignIn => "All others are through. The last one is the token you are signed in with.",
    },
    after_this: "Nothing more is begun after this one.",
    go_on_self: |work| match work {
        Work::Revoke => "Revoke it and sign out",
        Work::Rotate | Work::Replace => "Rotate it, too",
    },
    window: |seconds| match seconds {
        0 => String::from("The next minute has begun: you can go on."),
        _ => format!("The next minute begins in {seconds} s."),
    },
    find_out_first: "First find out what became of the one whose answer was lost.",
    over: |done, not_done, unknown| match (not_done, unknown) {
        (0, 0) => format!("All {done} done."),
        (_, 0) => format!("{done} done, {not_done} not done."),
        _ => format!("{done} done, {not_done} not done, {unknown} to look after."),
    },
    open_later: "What is still to look after is listed in Activity.",
    stay_selected: "What was not done stays selected.",
    save_csv: "Save result as CSV",
    save_json: "Save result as JSON",
    run: |work, done, all| match work {
        Work::Rotate => format!("Bulk rotate: {done} of {all} done"),
        Work::Revoke => format!("Bulk revoke: {done} of {all} done"),
        Work::Replace => format!("Bulk replace: {done} of {all} done"),
    },
    put_aside: "Leave out what was not begun",
    bar: "Selected tokens",
    selected: |all, hidden| match hidden {
        0 => format!("{all} selected"),
        _ => format!("{all} selected, {hidden} not shown"),
    },
    work: |work| match work {
        Work::Rotate => "Rotate…",
        Work::Revoke => "Revoke…",
        Work::Replace => "Replace…",
    },
    clear: "Clear selection",
    own_form: "GitLab lets only administrators create ordinary personal tokens through its API. Make the other one in GitLab's \
               own form.",
    keys: [
        ("x", "Select a row, or Space"),
        ("Shift ↑ ↓", "Extend the selection"),
        ("Shift Space", "Select up to this row, or Shift and a click"),
        ("Ctrl A", "Select all rows shown, from any row"),
        ("b", "Go to what can be done with the selection"),
        ("Esc", "Clear the selection"),
    ],
};

fn tokens(number: usize) -> String {
    count(number, "token", "tokens")
}

fn english(work: Work, number: usize) -> String {
    let verb = match work {
        Work::Rotate => "Rotate",
        Work::Revoke => "Revoke",
        Work::Replace => "Replace",
    };
    format!("{verb} {}", tokens(number))
}

/// Simplified Chinese.
pub const CHINESE: BulkWords = BulkWords {
    title: |work, number| format!("{}？", chinese(work, number)),
    confirm: chinese,
    will: |work, number| match work {
        Work::Rotate => format!("将轮换 {number} 个令牌"),
        Work::Revoke => format!("将撤销 {number} 个令牌"),
        Work::Replace => format!("将为 {number} 个令牌各新建一个"),
    },
    left_out: |number| format!("{number} 个令牌除外"),
    left_out_self: "您正用它登录。",
    also_self: "最后也包括我登录所用的令牌",
    also_self_hint: |work| match work {
        Work::Revoke => "轮到它之前会再次询问。撤销后您将立即退出登录：请先保存结果。",
        Work::Rotate | Work::Replace => {
            "轮到它之前会再次询问。如果回答在途中丢失，您将被退出，需要另一个令牌才能登录。"
        }
    },
    same_length: "各自保持原来的时长",
    same_length_hint: "从今天算起，不超过 GitLab 的上限；时长未知时为 30 天。部署令牌只知道到期时间：新令牌与它同时到期。",
    happens: |work, end| match work {
        Work::Rotate => format!("新值：{end}"),
        Work::Revoke => String::from("立即停止工作"),
        Work::Replace => format!("新令牌：{end}；此令牌继续有效"),
    },
    consequence: |work| match work {
        Work::Rotate => "每个旧值都会在所有使用之处立即失效。每个新值只显示一次，并等到您确认已保存。",
        Work::Revoke => "使用这些令牌的一切将立即停止工作。此操作无法撤回。",
        Work::Replace => {
            "会为每个令牌新建一个名称、范围和角色相同的令牌。旧令牌在您撤销之前一直有效：“活动”中会列出它们。"
        }
    },
    pace: "逐个进行，至少间隔一秒。可以暂停和停止。如果回答丢失，或 GitLab 要求放慢，会自动暂停。",
    progress: |done, all| format!("已完成 {done} / {all}"),
    standing: |standing| match standing {
        Standing::Waiting => "等待中",
        Standing::Running => "进行中",
        Standing::Done => "完成",
        Standing::Refused => "被拒绝",
        Standing::Skipped => "未发送",
        Standing::Unknown => "尚不清楚",
        Standing::Found => "回答丢失",
    },
    not_begun: "未开始",
    pause: "暂停",
    resume: "继续",
    stop: "停止",
    paused: |why| match why {
        Why::Person => "已暂停。在您继续之前不会发送任何内容。",
        Why::Limit => {
            "GitLab 要求放慢。上一个请求没有更改任何内容。它的限制通常按分钟计算，本页无法得知会持续多久。"
        }
        Why::Network => "无法连接 GitLab。没有发送任何内容。恢复后请继续。",
        Why::Unknown => {
            "有一个回答丢失，因此已暂停。可以确定的内容见下方；其余令牌未受影响。需要时可以继续。"
        }
        Why::SignIn => "其余的都已结束。最后一个是您登录所用的令牌。",
    },
    after_this: "这一个之后不再开始新的。",
    go_on_self: |work| match work {
        Work::Revoke => "撤销它并退出登录",
        Work::Rotate | Work::Replace => "也轮换它",
    },
    window: |seconds| match seconds {
        0 => String::from("下一分钟已开始：可以继续。"),
        _ => format!("下一分钟将在 {seconds} 秒后开始。"),
    },
    find_out_first: "请先查明回答丢失的那一个的结果。",
    over: |done, not_done, unknown| match (not_done, unknown) {
        (0, 0) => format!("全部 {done} 个已完成。"),
        (_, 0) => format!("完成 {done} 个，未完成 {not_done} 个。"),
        _ => format!("完成 {done} 个，未完成 {not_done} 个，需要处理 {unknown} 个。"),
    },
    open_later: "仍需处理的内容列在“活动”中。",
    stay_selected: "未完成的令牌保持选中。",
    save_csv: "将结果另存为 CSV",
    save_json: "将结果另存为 JSON",
    run: |work, done, all| match work {
        Work::Rotate => format!("批量轮换：已完成 {done} / {all}"),
        Work::Revoke => format!("批量撤销：已完成 {done} / {all}"),
        Work::Replace => format!("批量更换：已完成 {done} / {all}"),
    },
    put_aside: "不再保留未开始的",
    bar: "选中的令牌",
    selected: |all, hidden| match hidden {
        0 => format!("已选 {all} 个"),
        _ => format!("已选 {all} 个，其中 {hidden} 个未显示"),
    },
    work: |work| match work {
        Work::Rotate => "轮换…",
        Work::Revoke => "撤销…",
        Work::Replace => "更换…",
    },
    clear: "清除选择",
    own_form: "GitLab 只允许管理员通过 API 创建普通的个人令牌。请在 GitLab 自己的表单中新建另一个。",
    keys: [
        ("x", "选择一行，或按空格键"),
        ("Shift ↑ ↓", "扩展选择"),
        ("Shift 空格", "选择到此行为止，或按住 Shift 点击"),
        ("Ctrl A", "选择所有显示的行（焦点在任一行时）"),
        ("b", "转到可对所选令牌进行的操作"),
        ("Esc", "清除选择"),
    ],
};

fn chinese(work: Work, number: usize) -> String {
    match work {
        Work::Rotate => format!("轮换 {number} 个令牌"),
        Work::Revoke => format!("撤销 {number} 个令牌"),
        Work::Replace => format!("更换 {number} 个令牌"),
    }
}
