//! Where a list goes on: headers as GitLab sends them, and as proxies leave them.

use keyturn::gitlab::{Response, wire};

use crate::answer;

fn check(headers: &[(&str, &str)], next: Option<u32>, total: Option<u64>) {
    let mut response = answer(200, "[]");
    for (name, value) in headers {
        response.take_header(name, value);
    }
    let page = wire::tokens(&response).unwrap();
    assert_eq!((page.next, page.total), (next, total), "{headers:?}");
}

#[test]
fn the_next_page_is_the_number_gitlab_gives() {
    check(&[("X-Next-Page", "2"), ("X-Page", "1"), ("X-Total", "250")], Some(2), Some(250));
    check(&[("x-next-page", "3"), ("x-total", "250")], Some(3), Some(250));
    check(&[("X-Next-Page", ""), ("X-Page", "3"), ("X-Total", "250")], None, Some(250));
    check(&[("X-Next-Page", " 2 ")], Some(2), None);
}

#[test]
fn a_list_over_ten_thousand_goes_on_without_totals() {
    check(&[("X-Next-Page", "102"), ("X-Page", "101"), ("X-Per-Page", "100")], Some(102), None);
    check(&[("X-Next-Page", "102"), ("X-Total", "many")], Some(102), None);
}

#[test]
fn of_a_link_to_another_host_only_the_page_is_used() {
    let link = "<http://79b3fc53ae5d/api/v4/personal_access_tokens?page=1&per_page=100>; rel=\"prev\", \
                <http://79b3fc53ae5d/api/v4/personal_access_tokens?page=3&per_page=100&user_id=1>; rel=\"next\", \
                <http://79b3fc53ae5d/api/v4/personal_access_tokens?page=1&per_page=100>; rel=\"first\", \
                <http://79b3fc53ae5d/api/v4/personal_access_tokens?page=9&per_page=100>; rel=\"last\"";
    check(&[("Link", link)], Some(3), None);
    check(&[("Link", "<https://evil.example/?per_page=7&page=2>; rel=\"next\"")], Some(2), None);
    check(&[("Link", "<https://evil.example/?page=2#page=9>; rel=\"next\"")], Some(2), None);
    check(&[("Link", "<https://evil.example/?page=-2>; rel=\"next\"")], Some(0), None);
    check(&[("Link", "nonsense")], None, None);
    check(
        &[("Link", "<http://a/?search=x,y&page=2>; rel=\"next\", <http://a/?page=1>; rel=\"first\"")],
        Some(2),
        None,
    );
    // The end is said twice by GitLab; a stale Link does not overrule it.
    check(&[("X-Next-Page", ""), ("Link", link)], None, None);
    check(&[], None, None);
}

/// No page has the number 0: the list goes on, and nobody can tell where.
#[test]
fn a_full_page_of_which_no_header_says_anything_is_not_the_end() {
    let rows = |count: u64| {
        let rows = (1..=count).map(|id| format!("{{\"id\":{id},\"name\":\"ci\"}}"));
        format!("[{}]", rows.collect::<Vec<_>>().join(","))
    };
    let next = |count, headers: &[(&str, &str)]| {
        let mut response = answer(200, &rows(count));
        for (name, value) in headers {
            response.take_header(name, value);
        }
        wire::tokens(&response).unwrap().next
    };
    assert_eq!(next(100, &[]), Some(0), "a proxy has taken them away, or hides them from this page");
    assert_eq!(next(99, &[]), None);
    assert_eq!(next(100, &[("X-Next-Page", "")]), None);
    assert_eq!(next(100, &[("Link", "<http://x/?page=1>; rel=\"last\"")]), None);
}

#[test]
fn a_content_type_is_compared_without_parameters_and_case() {
    for (header, is_read) in [
        ("application/json", true),
        ("application/json; charset=utf-8", true),
        ("Application/JSON ;charset=UTF-8", true),
        ("text/html; charset=utf-8", false),
        ("", false),
    ] {
        let mut response = answer(200, "[]");
        response.take_header("Content-Type", header);
        assert_eq!(wire::tokens(&response).is_ok(), is_read, "{header}");
    }
}

/// GitLab says it in seconds. What is no such number says nothing, and nobody waits for longer than an hour.
#[test]
fn when_to_come_back_is_read_where_the_page_may_see_it() {
    for (header, expected) in [
        ("30", Some(30)),
        (" 0 ", Some(0)),
        ("3600", Some(3_600)),
        ("86400", Some(3_600)),
        ("99999999999", None),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
    ] {
        let mut response = answer(429, "");
        response.take_header("retry-after", header);
        assert_eq!(response.retry_after, expected, "{header}");
    }
}

#[test]
fn the_request_id_is_kept_for_the_administrator_and_other_headers_are_not_read() {
    let mut response = answer(200, "[]");
    for (name, value) in [("X-REQUEST-ID", "01ABC"), ("RateLimit-Reset", "60"), ("Set-Cookie", "a=b")] {
        response.take_header(name, value);
        let is_known = Response::HEADERS.iter().any(|known| known.eq_ignore_ascii_case(name));
        assert_eq!(is_known, name == "X-REQUEST-ID", "{name}");
    }
    assert_eq!(response.request_id.as_deref(), Some("01ABC"));
    assert_eq!(response.content_type, "application/json");
}
