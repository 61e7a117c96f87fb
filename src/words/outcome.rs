//! What is said of a change when its outcome is not known from its answer.

/// Words of an unknown outcome.
pub struct OutcomeWords {
    /// The title.
    pub unknown_title: fn(&str) -> String,
    /// Why.
    pub unknown_cause: &'static str,
    /// GitLab said yes, only the value was lost.
    pub unknown_accepted: &'static str,
    /// Reading to find out.
    pub settling: &'static str,
    /// Reading failed.
    pub settle_failed: &'static str,
    /// Reads again.
    pub settle_again: &'static str,
    /// What is certain.
    pub certain: &'static str,
    /// What is so far, and may change.
    pub not_yet: &'static str,
    /// So far nothing was created.
    pub not_created_yet: &'static str,
    /// So far not rotated.
    pub not_rotated_yet: &'static str,
    /// So far not revoked.
    pub not_revoked_yet: &'static str,
    /// GitLab may still do it: so many seconds long.
    pub may_go_on: fn(i64) -> String,
    /// What to do: wait for it to be looked up again.
    pub do_wait: &'static str,
    /// What to do: find it out later.
    pub do_find_out_later: &'static str,
    /// What to do.
    pub to_do: &'static str,
    /// Settlements: nothing created.
    pub not_created: &'static str,
    /// Settlements: created, value lost; the ids.
    pub created_lost: fn(&str) -> String,
    /// Settlements: the token works on.
    pub not_rotated: &'static str,
    /// Settlements: rotated, value lost; the ids.
    pub rotated_lost: fn(&str) -> String,
    /// Settlements: the old one is dead, no successor seen.
    pub rotated_without: &'static str,
    /// Settlements: revoked.
    pub is_revoked: &'static str,
    /// Settlements: not revoked.
    pub not_revoked: &'static str,
    /// Settlements: not listed any more.
    pub gone: &'static str,
    /// Shows the form again, as it was filled in.
    pub back_to_form: &'static str,
    /// What to do: try once more.
    pub do_again: &'static str,
    /// What to do: rotate the orphan or revoke it.
    pub do_orphan: &'static str,
    /// Gets a new value of an orphan: its id.
    pub get_new_secret: fn(u64) -> String,
    /// Revokes an orphan: its id.
    pub revoke_orphan: fn(u64) -> String,
}

/// English.
pub const ENGLISH: OutcomeWords = OutcomeWords {
    unknown_title: |name| format!("It is not known what became of {name}"),
    unknown_cause: "The request was sent once, but no proper answer came back.",
    unknown_accepted: "GitLab accepted the request, but its answer did not arrive whole.",
    settling: "Reading the list to find out…",
    settle_failed: "The list could not be read either, so nothing is certain yet. Nothing is sent again by itself.",
    settle_again: "Read the list again",
    certain: "What is certain",
    not_yet: "Not certain yet",
    not_created_yet: "So far nothing was created.",
    not_rotated_yet: "So far it was not rotated: the token is as it was.",
    not_revoked_yet: "So far it is not revoked: the token is as it was.",
    may_go_on: |seconds| {
        format!("GitLab may still be carrying it out, until {seconds} seconds after it was sent.")
    },
    do_wait: "Wait: then the list is read again by itself, as long as this stays open. If you do the same before, it may \
              be done twice.",
    do_find_out_later: "Find out again after that. If you do the same before, it may be done twice.",
    to_do: "What to do",
    not_created: "Nothing was created.",
    created_lost: |ids| {
        format!(
            "It was created (id {ids}), by this request or by someone else meanwhile. Its value was never seen."
        )
    },
    not_rotated: "It was not rotated: the token is as it was.",
    rotated_lost: |ids| {
        format!(
            "The old value is dead. In its place stands id {ids}, made by this request or by someone else meanwhile. \
                 Its value was never seen."
        )
    },
    rotated_without: "The old value is dead, and no new token stands in its place.",
    is_revoked: "It is revoked.",
    not_revoked: "It is not revoked: the token is as it was.",
    gone: "The token is not in the list any more.",
    back_to_form: "Back to the form",
    do_again: "Nothing is sent again by itself. Try again if you still want it.",
    do_orphan: "Rotate the new token to get a value you can see, or revoke it.",
    get_new_secret: |id| format!("Get a new value of {id}"),
    revoke_orphan: |id| format!("Revoke {id}"),
};

/// Simplified Chinese.
pub const CHINESE: OutcomeWords = OutcomeWords {
    unknown_title: |name| format!("{name} 的结果尚不清楚"),
    unknown_cause: "请求发送了一次，但没有收到正常的回答。",
    unknown_accepted: "GitLab 接受了请求，但回答没有完整到达。",
    settling: "正在读取列表以确认…",
    settle_failed: "列表也无法读取，因此还没有任何确定的结论。不会自动重发任何内容。",
    settle_again: "重新读取列表",
    certain: "可以确定的",
    not_yet: "尚不确定",
    not_created_yet: "到目前为止没有创建任何令牌。",
    not_rotated_yet: "到目前为止没有轮换：令牌保持原样。",
    not_revoked_yet: "到目前为止没有撤销：令牌保持原样。",
    may_go_on: |seconds| format!("在请求发出后的 {seconds} 秒内，GitLab 可能仍在执行它。"),
    do_wait: "请稍候：只要此窗口保持打开，届时会自动重新读取列表。如果在此之前再次执行，它可能会被执行两次。",
    do_find_out_later: "请在那之后再次查明结果。如果在此之前再次执行，它可能会被执行两次。",
    to_do: "接下来怎么做",
    not_created: "没有创建任何令牌。",
    created_lost: |ids| format!("已创建（ID {ids}），由此请求或其间的其他人所为。其值从未被看到。"),
    not_rotated: "没有轮换：令牌保持原样。",
    rotated_lost: |ids| {
        format!("旧值已失效。取而代之的是 ID {ids}，由此请求或其间的其他人所建。其值从未被看到。")
    },
    rotated_without: "旧值已失效，且没有新的令牌取代它。",
    is_revoked: "它已被撤销。",
    not_revoked: "没有撤销：令牌保持原样。",
    gone: "该令牌已不在列表中。",
    back_to_form: "返回表单",
    do_again: "不会自动重发任何内容。如果仍然需要，请再试一次。",
    do_orphan: "请轮换新的令牌以获得可以看到的值，或撤销它。",
    get_new_secret: |id| format!("获取 {id} 的新值"),
    revoke_orphan: |id| format!("撤销 {id}"),
};
