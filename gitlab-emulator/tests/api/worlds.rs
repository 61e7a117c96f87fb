//! What is in each world.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use gitlab_emulator::{Options, Scale, WorldChoice};
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
    assert_eq!(total(&mut lab, "ann", "/groups?min_access_level=50"), 1);
    assert_eq!(total(&mut lab, "ann", "/projects?min_access_level=40"), 9);
}

#[test]
fn the_worlds_dates_follow_the_start() {
    let later = options("18.11", WorldChoice::Demo).started_at + TimeDelta::days(700);
    let mut lab = Lab::with(Options { started_at: later, ..options("18.11", WorldChoice::Demo) });
    assert_eq!(lab.get("ann", "/user").status, 200);
    assert_eq!(lab.get("expired", "/user").status, 401);
}
