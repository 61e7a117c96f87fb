//! Properties of everything that reads foreign text: addresses, days, instants, headers, answers. None may panic.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{DateTime, NaiveDate, Utc};
use keyturn::gitlab::calls::{personal, resource, server, user};
use keyturn::gitlab::credential::Appearance;
use keyturn::gitlab::server::{PageScheme, ServerFault};
use keyturn::gitlab::{Response, Server, Version, oauth, refusal, wire};
use keyturn::tokens::date::{parse_day, parse_instant, print_day};
use keyturn::tokens::{Filter, Resource};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// As a browser's URL parser does it.
fn to_ascii(host: &str) -> Option<String> {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<std::net::Ipv6Addr>().ok().map(|address| format!("[{address}]"));
    }
    idna::domain_to_ascii_cow(host.as_bytes(), idna::AsciiDenyList::URL)
        .ok()
        .map(std::borrow::Cow::into_owned)
}

fn a_page() -> impl Strategy<Value = PageScheme> {
    select(vec![PageScheme::Https, PageScheme::Http])
}

/// Pieces of addresses, put together rightly and wrongly.
fn an_address() -> impl Strategy<Value = String> {
    let pieces = vec![
        "https://",
        "http://",
        "HTTP://",
        "//",
        "ftp://",
        "gitlab",
        "GitLab",
        "gitläb",
        "faß",
        "例え",
        "。",
        ".",
        ".com",
        ".example",
        "localhost",
        "127.0.0.1",
        "10.1.2.3",
        "[::1]",
        "[2001:DB8::1]",
        "[::ffff:1.2.3.4]",
        ":",
        ":8443",
        ":443",
        ":80",
        ":0",
        ":99999",
        "/",
        "/gitlab",
        "/api",
        "/v4",
        "/api/v4/",
        "/-/profile",
        "/users/sign_in",
        "/..",
        "/.",
        "/%2F",
        "@",
        "user:pass@",
        "?",
        "#",
        "-",
        "_",
        "xn--",
        "xn--gitlb-jra",
        "0x7f",
        "1",
        " ",
        "\t",
        "\\",
        "\u{200d}",
        "\u{202e}",
        "０",
    ];
    vec(select(pieces), 0..7).prop_map(|pieces| pieces.concat())
}

fn check_address(text: &str, page: PageScheme) -> Result<(), TestCaseError> {
    let Ok(server) = Server::parse(text, page, to_ascii) else { return Ok(()) };
    let printed = server.to_string();
    let again = Server::parse(&printed, page, to_ascii);
    let again = again.map_err(|fault| TestCaseError::fail(format!("{text:?} → {printed} → {fault:?}")))?;
    prop_assert_eq!(again.to_string(), printed.clone(), "{}", text);
    prop_assert_eq!(again.host(), server.host());
    prop_assert_eq!(again.is_http(), server.is_http());
    prop_assert_eq!(again.is_exposed(), server.is_exposed());
    prop_assert_eq!(again.typed_host(), None, "what is printed is canonical");
    prop_assert_eq!(server.base(), printed.clone());
    prop_assert!(printed.is_ascii() && !printed.ends_with('/') && printed.starts_with(&server.origin()));
    prop_assert!(!printed.contains(['@', '?', '#', '\\', '%', ' ']), "{}", printed);
    prop_assert!(page == PageScheme::Http || !server.is_exposed(), "{}", printed);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_a_server_prints_is_the_same_server_again(text in an_address(), page in a_page()) {
        check_address(&text, page)?;
    }

    #[test]
    fn no_text_at_all_makes_the_address_reader_panic(text in any::<String>(), page in a_page()) {
        check_address(&text, page)?;
        check_address(&format!("https://{text}"), page)?;
        check_address(&format!("https://gitlab.example/{text}"), page)?;
    }

    #[test]
    fn a_good_address_is_never_refused(
        label in "[a-z][a-z0-9]{0,20}", port in 1_u16..=65_535, path in "(/[a-z0-9._~-]*[a-z0-9]){0,3}"
    ) {
        prop_assume!(!["/api/v3", "/api/v4", "/users/sign_in"].iter().any(|page| path.contains(page)));
        let text = format!("https://{label}.example:{port}{path}");
        let printed = Server::parse(&text, PageScheme::Https, |_| None).map(|server| server.to_string());
        let expected = if port == 443 { text.replacen(":443", "", 1) } else { text };
        prop_assert_eq!(printed, Ok(expected));
    }

    #[test]
    fn a_day_survives_printing_and_reading(days in -719_528_i32..=2_932_896) {
        // Every day of the years 0 to 9999.
        let day = NaiveDate::from_epoch_days(days).unwrap();
        let text = print_day(day);
        prop_assert_eq!(&text, &day.to_string());
        prop_assert_eq!(parse_day(&text), Some(day));
    }

    #[test]
    fn a_day_is_read_only_where_chrono_reads_the_same(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9+ /-]{0,12}|\\PC{0,12}") {
        if let Some(day) = parse_day(&text) {
            prop_assert_eq!(text.parse::<NaiveDate>(), Ok(day));
        } else if text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            prop_assert!(text.parse::<NaiveDate>().is_err() || text.starts_with('-'), "{}", text);
        }
    }

    #[test]
    fn an_instant_is_read_as_chrono_reads_it(
        day in "[0-9]{3}[1-9]-[01][0-9]-[0-3][0-9]",
        clock in "[0-2][0-9]:[0-6][0-9]:[0-6][0-9]",
        fraction in "(\\.[0-9]{0,12})?",
        zone in "Z|[+-][0-2][0-9]:[0-6][0-9]|",
    ) {
        let text = format!("{day}T{clock}{fraction}{zone}");
        let theirs = DateTime::parse_from_rfc3339(&text).ok().map(DateTime::<Utc>::from);
        // chrono keeps a leap second as such; here it counts as the second before it.
        let theirs = if clock.ends_with(":60") {
            let earlier = format!("{day}T{}59{fraction}{zone}", &clock[..6]);
            theirs.and(DateTime::parse_from_rfc3339(&earlier).ok().map(DateTime::<Utc>::from))
        } else {
            theirs
        };
        if !clock.ends_with(":60") || theirs.is_some() {
            prop_assert_eq!(parse_instant(&text), theirs, "{}", text);
        }
    }

    #[test]
    fn an_instant_survives_gitlabs_own_way_of_writing_it(milliseconds in -62_135_596_800_000_i64..253_402_300_800_000) {
        let instant = DateTime::from_timestamp_millis(milliseconds).unwrap();
        let text = instant.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
        prop_assert_eq!(parse_instant(&text), Some(instant));
    }

    #[test]
    fn no_text_at_all_makes_a_small_reader_panic(text in prop_oneof![any::<String>(), "[0-9TZ:. +-]{0,32}"]) {
        let _ = (parse_instant(&text), parse_day(&text), Version::parse(&text), Appearance::of(&text));
        let _ = keyturn::gitlab::page::next_page(Some(&text), None);
        let _ = keyturn::gitlab::page::next_page(None, Some(&text));
        let filter = Filter { search: text.clone(), ..Filter::default() };
        prop_assert!(filter.terms().iter().all(|term| !term.is_empty()));
        let mut response = Response::new(200, "", String::new());
        for name in Response::HEADERS {
            response.take_header(name, &text);
        }
    }
}

/// Any JSON whose names and texts are often those that the readers look for.
fn any_json() -> impl Strategy<Value = Value> {
    let texts = prop_oneof![
        any::<String>(),
        select(vec![
            "api",
            "2027-02-28",
            "2026-03-01T09:15:22.481Z",
            "invalid_token",
            "400 Bad request - x",
            "400 "
        ])
        .prop_map(str::to_owned),
    ];
    let names = prop_oneof![
        1 => any::<String>(),
        9 => select(vec![
            "id", "name", "description", "scopes", "user_id", "created_at", "last_used_at", "last_used_ips",
            "expires_at", "revoked", "access_level", "impersonation", "token", "message", "error", "scope",
            "error_description", "version", "scopes_supported", "groups", "projects", "access_levels", "web_url",
            "path_with_namespace", "username", "active", "permissions", "project_access", "group_access", "full_path",
            "name_with_namespace", "full_name", "state", "bot", "is_admin",
        ]).prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        texts.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 8, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((names.clone(), inner), 0..12).prop_map(|pairs| pairs.into_iter().collect::<Value>()),
        ]
    })
}

/// Every reader there is, on one answer. What none of them may do is panic, or quote the answer in its error.
fn read_everything(response: &Response) -> Result<(), TestCaseError> {
    let rows = wire::tokens(response);
    if let (Ok(page), Ok(Value::Array(sent))) = (&rows, wire::json(response)) {
        prop_assert_eq!(page.rows.len() + page.odd_rows, sent.len());
    }
    let _ = (wire::one_token(response), wire::issued(response).is_ok(), wire::nothing(response));
    let _ = (wire::one_user(response), wire::users(response), refusal::read(response));
    let _ = ((personal::associations(1).read)(response), (user::current().read)(response));
    let _ = ((server::discover().read)(response), (server::knock().read)(response));
    let _ = ((server::metadata().read)(response), (server::version().read)(response));
    let _ = (resource::get(Resource::Project(1)).read)(response);
    let _ = (resource::get(Resource::Group(1)).read)(response);
    let _ = (resource::search_projects("", false).read)(response);
    let _ = (resource::search_groups("", None).read)(response);
    let _ = (resource::service_accounts(Resource::Group(1), 1).read)(response);
    let _ = (oauth::grant(response).is_ok(), oauth::revoked(response).is_ok());
    Ok(())
}

fn a_status() -> impl Strategy<Value = u16> {
    prop_oneof![select(vec![200, 201, 204, 400, 401, 403, 404, 405, 409, 422, 429, 500]), any::<u16>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_json_is_read_or_refused(status in a_status(), body in any_json()) {
        read_everything(&Response::new(status, "application/json", body.to_string()))?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(status in a_status(), bytes in vec(any::<u8>(), 0..200)) {
        let body = String::from_utf8_lossy(&bytes).into_owned();
        read_everything(&Response::new(status, "application/json", body))?;
    }

    #[test]
    fn a_hostile_name_is_read_as_the_very_text_it_is(name in any::<String>(), id in any::<u64>()) {
        let body = json!([{ "id": id, "name": name, "description": name, "scopes": [name] }]).to_string();
        let page = wire::tokens(&Response::new(200, "application/json", body)).unwrap();
        let row = &page.rows[0];
        prop_assert_eq!((row.id, &row.name, row.description.as_ref()), (id, &name, Some(&name)));
        prop_assert_eq!(row.scopes[0].as_str(), name);
    }
}

#[test]
fn hosts_beyond_ascii_are_told_in_the_form_that_goes_onto_the_wire() {
    for (text, host, typed) in [
        ("https://gitläb.example", "xn--gitlb-jra.example", "gitläb.example"),
        ("https://GITLÄB.example", "xn--gitlb-jra.example", "gitläb.example"),
        ("https://例え.example", "xn--r8jz45g.example", "例え.example"),
        ("https://gitlab。example", "gitlab.example", "gitlab。example"),
        ("https://ｇｉｔｌａｂ.example", "gitlab.example", "ｇｉｔｌａｂ.example"),
        // A look-alike: the second letter is Cyrillic.
        ("https://gіtlab.com", "xn--gtlab-n2e.com", "gіtlab.com"),
    ] {
        let server = Server::parse(text, PageScheme::Https, to_ascii).unwrap();
        assert_eq!((server.host(), server.typed_host()), (host, Some(typed)), "{text}");
    }
    for text in ["https://git\u{200b}lab.com\u{202e}", "https://１２７.1", "https://a。。b"] {
        let fault = Server::parse(text, PageScheme::Https, to_ascii).unwrap_err();
        assert_eq!(fault, ServerFault::Host, "{text}");
    }
}
