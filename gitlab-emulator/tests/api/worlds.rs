//! What is in each world.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use gitlab_emulator::{Options, Scale, Settings, WorldChoice};
use serde_json::{Value, json};

use crate::asking::{Lab, options};

#[test]
fn in_every_world_the_named_people_can_sign_in_as_their_names_say() {
    let scale = Scale { users: 2, ..Scale::default() };
    for world in [WorldChoice::Demo, WorldChoice::Empty, WorldChoice::Scale(scale)] {
        let mut lab = Lab::with(options("19.5", world.clone()));
        for (who, status) in [
            ("root", 200),
            ("ann", 200),
            ("dev", 200),
            ("guest", 200),
            ("reader", 200),
            ("expired", 401),
            ("revoked", 401),
            ("blocked", 403),
        ] {
            assert_eq!(lab.get(who, "/user").status, status, "{who} in {world:?}");
        }
        assert_eq!(lab.emulator.credentials()["root"]["admin"], true);
        assert_eq!(lab.emulator.credentials()["ann"]["admin"], false);
    }
}

#[test]
fn the_same_options_give_the_same_world_and_another_seed_other_values() {
    let world = |seed| {
        let lab = Lab::with(Options { seed, ..options("18.11", WorldChoice::Demo) });
        lab.emulator.credentials()
    };
    assert_eq!(world(5), world(5));
    assert_ne!(world(5)["ann"]["token"], world(6)["ann"]["token"]);
}

#[test]
fn requests_in_between_do_not_change_the_values_that_come_later() {
    let mut quiet = Lab::empty("18.11");
    let mut busy = Lab::empty("18.11");
    for _ in 0..10 {
        busy.get("ann", "/personal_access_tokens");
    }
    assert_eq!(quiet.made("dev", "x", &["api"], 9), busy.made("dev", "x", &["api"], 9));
}

#[test]
fn the_demo_company_has_its_groups_projects_and_tokens_in_every_state() {
    for version in ["13.12", "16.11", "19.5"] {
        let mut lab = Lab::demo(version);
        assert_eq!(lab.get("root", "/groups").rows().len(), 3);
        assert_eq!(lab.get("root", "/projects").header("x-total"), Some("40"));
        let total: u32 = lab
            .get("root", "/personal_access_tokens")
            .header("x-total")
            .unwrap_or_default()
            .parse()
            .unwrap_or(0);
        assert!((150..=200).contains(&total), "{version}: {total}");
    }
    let mut lab = Lab::demo("19.5");
    let own = lab.get("ann", "/personal_access_tokens?per_page=100");
    let rows = own.rows();
    assert!(rows.len() > 30, "{}", rows.len());
    let has = |wanted: fn(&Value) -> bool| rows.iter().any(wanted);
    assert!(has(|row| row["revoked"] == true && row["expired"] == false));
    assert!(has(|row| row["revoked"] == true && row["expired"] == true));
    assert!(has(|row| row["expired"] == true && row["revoked"] == false));
    assert!(has(|row| row["expires_at"].is_null()));
    assert!(has(|row| row["last_used_at"].is_null() && row["active"] == true));
    assert!(has(|row| row["granular"] == true));
    assert!(has(|row| row["name"].as_str().is_some_and(|name| name.contains("<b>"))));
    for days in [1, 7, 14, 30] {
        let end = json!(lab.day(days));
        assert!(rows.iter().any(|row| row["expires_at"] == end), "ends in {days} days");
    }
}

#[test]
fn older_tokens_have_smaller_ids() {
    let mut lab = Lab::demo("18.11");
    let own = lab.get("ann", "/personal_access_tokens?per_page=100&sort=id_asc");
    let days: Vec<String> = own
        .column("created_at")
        .iter()
        .map(|moment| moment.as_str().unwrap_or_default().chars().take(7).collect())
        .collect();
    let sorted: BTreeSet<&String> = days.iter().collect();
    assert!(days.first() == sorted.first().copied() && days.last() == sorted.last().copied(), "{days:?}");
}

#[test]
fn a_scaled_world_has_the_asked_number_of_everything() {
    let Ok(world) = "scale:users=4,groups=2,projects=9,tokens=12,project-tokens=2,group-tokens=1".parse()
    else {
        panic!("no world");
    };
    let mut lab = Lab::with(options("18.11", world));
    let total = |lab: &mut Lab, who: &str, path: &str| {
        lab.get(who, path).header("x-total").unwrap_or_default().parse().unwrap_or(-1)
    };
    assert_eq!(total(&mut lab, "root", "/groups"), 2);
    assert_eq!(total(&mut lab, "root", "/projects"), 9);
    assert_eq!(total(&mut lab, "ann", "/personal_access_tokens"), 13);
    assert_eq!(total(&mut lab, "root", "/users?search=user-0"), 4);
    assert_eq!(total(&mut lab, "ann", "/groups?min_access_level=50"), 2);
    assert_eq!(total(&mut lab, "ann", "/projects?min_access_level=40"), 9);
}

#[test]
fn the_full_scale_is_ten_thousand_projects_and_a_hundred_thousand_tokens_within_anns_reach() {
    let Ok(world) = "scale".parse() else { panic!("no world") };
    let settings = Settings { max_rows_total: usize::MAX, ..Settings::default() };
    let mut lab = Lab::with(Options { settings, ..options("19.5", world) });
    let mut total = |who: &str, path: &str| {
        lab.get(who, path).header("x-total").unwrap_or_default().parse().unwrap_or(-1)
    };
    assert_eq!(total("ann", "/projects?membership=true&min_access_level=40"), 10_000);
    assert_eq!(total("ann", "/groups?min_access_level=40"), 500);
    assert_eq!(total("ann", "/groups?min_access_level=50"), 436);
    let others = 12;
    let access = total("root", "/personal_access_tokens");
    assert_eq!(access - others + total("root", "/deploy_tokens"), 100_000);
    assert_eq!(total("ann", "/projects/1/access_tokens"), 6);
    assert_eq!(total("ann", "/projects/2/access_tokens"), 0);
    assert_eq!(total("ann", "/projects/3/access_tokens"), 12);
    assert_eq!(total("ann", "/projects/11/service_accounts"), 1);
    // Days on which many end.
    let on = |lab: &mut Lab, days: i64| {
        let query =
            format!("expires_after={}&expires_before={}&state=active", lab.day(days), lab.day(days + 1));
        let reply = lab.get("root", &format!("/personal_access_tokens?{query}"));
        reply.header("x-total").unwrap_or_default().parse().unwrap_or(0)
    };
    let (cliff, beside): (u32, u32) = (on(&mut lab, 41), on(&mut lab, 42));
    assert!(cliff > 3_000 && cliff > 10 * beside, "{cliff} on the cliff, {beside} on the day after");
    let rows = lab.get("root", "/personal_access_tokens?per_page=100&page=300").rows().to_vec();
    for flag in ["active", "revoked", "expired"] {
        assert!(
            rows.iter().any(|row| row[flag] == true) && rows.iter().any(|row| row[flag] == false),
            "{flag}"
        );
    }
    assert!(rows.iter().any(|row| row["last_used_at"].is_null() && row["active"] == true));
    let oldest = lab.get("root", "/personal_access_tokens?per_page=100");
    assert!(oldest.column("expires_at").iter().all(Value::is_null), "from when nothing had to end");
}

#[test]
fn one_list_can_be_as_long_as_one_asks_for() {
    let Ok(world) =
        "scale:users=0,groups=0,projects=1,tokens=0,ann-tokens=20000,project-tokens=12000".parse()
    else {
        panic!("no world");
    };
    let mut lab = Lab::with(options("19.5", world));
    for (path, rows) in [("/personal_access_tokens", 20_001), ("/projects/1/access_tokens", 12_000)] {
        let last = lab.get("ann", &format!("{path}?per_page=100&page={}", (rows - 1) / 100 + 1));
        assert_eq!((last.rows().len() + 99) % 100, (rows - 1) % 100, "{path}");
        assert_eq!((last.header("x-total"), last.header("x-next-page")), (None, Some("")), "{path}");
        assert!(!last.header("link").unwrap_or_default().contains("rel=\"last\""));
        let first = lab.get("ann", &format!("{path}?per_page=100"));
        assert_eq!(first.rows().len(), 100);
    }
}

#[test]
fn a_long_list_shows_at_once_what_changed() {
    let Ok(world) = "scale:users=0,groups=0,projects=0,tokens=300".parse() else { panic!("no world") };
    let mut lab = Lab::with(options("19.5", world));
    let active = "/personal_access_tokens?state=active&per_page=100";
    let count = |lab: &mut Lab| lab.get("dev", active).header("x-total").map(str::to_owned);
    let before = count(&mut lab);
    assert_eq!(count(&mut lab), before);
    let id = lab.get("dev", active).rows()[7]["id"].clone();
    assert_eq!(lab.ask("dev", "DELETE", &format!("/personal_access_tokens/{id}")).status, 204);
    assert!(!lab.get("dev", active).column("id").contains(&id));
    let after = count(&mut lab);
    assert_ne!(after, before);
    lab.pass(TimeDelta::days(1));
    assert_ne!(count(&mut lab), after, "a day later others have ended");
}

#[test]
fn the_worlds_dates_follow_the_start() {
    let later = options("18.11", WorldChoice::Demo).started_at + TimeDelta::days(700);
    let mut lab = Lab::with(Options { started_at: later, ..options("18.11", WorldChoice::Demo) });
    assert_eq!(lab.get("ann", "/user").status, 200);
    assert_eq!(lab.get("expired", "/user").status, 401);
}

#[test]
fn no_token_lives_longer_than_gitlab_allows_whatever_the_hour_is() {
    for minutes in [0, 5, 61, 12 * 60, 24 * 60 - 1] {
        let midnight =
            options("18.11", WorldChoice::Demo).started_at.date_naive().and_time(NaiveTime::MIN).and_utc();
        let started_at = midnight + TimeDelta::minutes(minutes);
        let mut lab = Lab::with(Options { started_at, ..options("18.11", WorldChoice::Demo) });
        let listed = lab.get("root", "/personal_access_tokens?per_page=100");
        let day = |row: &Value, name: &str| row[name].as_str()?.get(..10)?.parse::<NaiveDate>().ok();
        let lives: Vec<i64> = (listed.rows().iter())
            .filter_map(|row| Some((day(row, "expires_at")? - day(row, "created_at")?).num_days()))
            .collect();
        assert!(lives.len() > 50 && lives.iter().all(|days| *days <= 365), "{minutes}: {lives:?}");
    }
}
