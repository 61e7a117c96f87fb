//! Groups and projects: who sees which, and how lists are narrowed and paged.

use gitlab_emulator::{Scale, WorldChoice};
use serde_json::{Value, json};

use crate::asking::{Lab, options};

const MANAGED: &str = "/projects?membership=true&min_access_level=40&archived=false&simple=true&order_by=id&sort=asc\
                       &pagination=keyset&per_page=100";

#[test]
fn a_maintainer_finds_the_projects_whose_tokens_she_manages() {
    let mut lab = Lab::demo("18.11");
    let reply = lab.get("ann", MANAGED);
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(reply.rows().len(), 38, "all forty but the two archived ones");
    assert_eq!(reply.header("x-total"), None);
    assert_eq!(reply.header("link"), None);
    assert_eq!(lab.get("dev", MANAGED).rows().len(), 0);
    assert_eq!(lab.get("reader", MANAGED).rows().len(), 28, "inherited roles count");
}

#[test]
fn keyset_pages_are_followed_by_their_link_to_the_end() {
    let scale = Scale { users: 0, groups: 3, projects: 25, tokens_per_user: 0, ..Scale::default() };
    let mut lab = Lab::with(options("18.11", WorldChoice::Scale(scale)));
    let mut path = "/projects?pagination=keyset&order_by=id&sort=asc&per_page=10&simple=true".to_owned();
    let mut ids = Vec::new();
    loop {
        let reply = lab.get("ann", &path);
        ids.extend(reply.column("id"));
        let Some(link) = reply.header("link") else { break };
        let Some((url, rest)) = link.trim_start_matches('<').split_once('>') else { panic!("{link}") };
        assert_eq!(rest, "; rel=\"next\"");
        path = url.replace("http://gitlab.example.com/api/v4", "");
    }
    assert_eq!(ids, (1..=25).map(|id| json!(id)).collect::<Vec<_>>());
    lab.get("ann", "/projects?pagination=keyset&order_by=name")
        .objects(405, "Keyset pagination is not yet available for this type of request");
    lab.get("ann", "/projects?page=600&per_page=100").objects(
        405,
        "Offset pagination has a maximum allowed offset of 50000 for requests that return objects of type Project. \
         Remaining records can be retrieved using keyset pagination.",
    );
}

#[test]
fn all_users_are_read_by_cursors_from_16_5_on() {
    let scale = Scale { users: 25, groups: 0, projects: 0, tokens_per_user: 0, ..Scale::default() };
    let first = "/users?pagination=keyset&order_by=id&sort=asc&per_page=10";
    for (version, is_keyset) in [("16.4", false), ("16.5", true), ("19.5", true)] {
        let mut lab = Lab::with(options(version, WorldChoice::Scale(scale.clone())));
        let all = lab.get("root", "/users?order_by=id&sort=asc&per_page=100").column("id");
        let (mut path, mut ids, mut pages) = (first.to_owned(), Vec::new(), 0);
        loop {
            let reply = lab.get("root", &path);
            ids.extend(reply.column("id"));
            pages += 1;
            assert_eq!(reply.header("x-next-page").is_none(), is_keyset, "{version}");
            assert_eq!(reply.header("x-total").is_none(), is_keyset, "{version}");
            let next = reply.header("link").and_then(|link| {
                let part = link.split('<').find(|part| part.contains("rel=\"next\""))?;
                Some(part.split_once('>')?.0.replace("http://gitlab.example.com/api/v4", ""))
            });
            let Some(next) = next else { break };
            assert_eq!(next.contains("cursor="), is_keyset, "{next}");
            path = next;
        }
        assert_eq!((ids, pages), (all.clone(), all.len().div_ceil(10)), "{version}");
    }
    let mut lab = Lab::with(options("19.5", WorldChoice::Scale(scale)));
    lab.get("root", "/users?pagination=keyset&order_by=name")
        .objects(405, "Keyset pagination is not yet available for this type of request");
    lab.get("root", "/users?page=600&per_page=100").objects(
        405,
        "Offset pagination has a maximum allowed offset of 50000 for requests that return objects of type User. \
         Remaining records can be retrieved using keyset pagination.",
    );
    assert_eq!(lab.get("root", &format!("{first}&cursor=nonsense")).status, 400);
}

#[test]
fn projects_are_found_by_number_and_by_path_and_hidden_ones_are_unknown() {
    let mut lab = Lab::demo("18.11");
    let by_path = lab.get("ann", "/projects/northlight%2Fplatform%2Fterraform-modules");
    assert_eq!(by_path.body["path_with_namespace"], "northlight/platform/terraform-modules");
    let by_number = lab.get("ann", &format!("/projects/{}", by_path.body["id"]));
    assert_eq!(by_number.body, by_path.body);
    assert_eq!(by_path.body["permissions"]["group_access"]["access_level"], 50);
    lab.get("ann", "/projects/northlight/platform").objects(404, "404 Not Found");
    lab.get("ann", "/projects/nobody%2Fnothing").says(404, "404 Project Not Found");
    lab.get("guest", "/projects/fieldwork%2Fdriver-app").says(404, "404 Project Not Found");
    lab.get("", "/projects/northlight%2Fstorefront").says(404, "404 Project Not Found");
    assert_eq!(lab.get("", "/projects/northlight%2Fplatform%2Fdocs").status, 200, "a public one");
}

#[test]
fn a_moved_project_leads_readers_on() {
    let mut lab = Lab::demo("18.11");
    let id = lab.get("ann", "/projects/northlight%2Fsite").body["id"].clone();
    let reply = lab.get("ann", "/projects/northlight%2Fwebsite");
    let address = format!("http://gitlab.example.com/api/v4/projects/{id}");
    assert_eq!((reply.status, reply.header("location")), (301, Some(address.as_str())));
    assert_eq!(reply.text, format!("This resource has been moved permanently to {address}"));
    lab.get("impersonation", "/projects/northlight%2Fwebsite").says(404, "404 Project Not Found");
    let mut old = Lab::demo("16.6");
    old.get("ann", "/projects/northlight%2Fwebsite").says(404, "404 Project Not Found");
}

#[test]
fn lists_of_projects_are_narrowed_searched_and_ordered() {
    let mut lab = Lab::demo("18.11");
    let total = |lab: &mut Lab, who: &str, query: &str| {
        let reply = lab.get(who, &format!("/projects?{query}"));
        reply.header("x-total").unwrap_or_default().parse().unwrap_or(-1)
    };
    assert_eq!(total(&mut lab, "root", ""), 40);
    assert_eq!(total(&mut lab, "root", "membership=true"), 0, "an administrator belongs nowhere by that");
    assert_eq!(total(&mut lab, "ann", "owned=true"), 30);
    assert_eq!(total(&mut lab, "ann", "archived=true"), 2);
    assert_eq!(total(&mut lab, "ann", "search=data"), 1);
    assert_eq!(total(&mut lab, "ann", "search=fieldwork&search_namespaces=true"), 10);
    assert_eq!(total(&mut lab, "", ""), 2, "the public ones");
    assert_eq!(total(&mut lab, "", "visibility=private"), 0);
    let ordered = lab.get("ann", "/projects?order_by=name&sort=asc&per_page=3&simple=true");
    assert_eq!(ordered.column("name"), ["Backup Jobs", "Base Images", "Basket Service"]);
    assert_eq!(ordered.rows()[0].get("permissions"), None);
    assert!(lab.get("ann", "/projects?per_page=1").rows()[0].get("permissions").is_some());
    lab.get("ann", "/projects?min_access_level=41")
        .objects(400, "min_access_level does not have a valid value");
}

#[test]
fn groups_are_listed_by_role_and_known_by_path() {
    let mut lab = Lab::demo("18.11");
    let names = |lab: &mut Lab, who: &str, query: &str| -> Vec<Value> {
        let reply = lab.get(who, &format!("/groups?{query}"));
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.column("full_path")
    };
    assert_eq!(names(&mut lab, "root", ""), ["fieldwork", "northlight", "northlight/platform"]);
    assert_eq!(names(&mut lab, "ann", "min_access_level=50"), ["northlight", "northlight/platform"]);
    assert_eq!(names(&mut lab, "ann", "top_level_only=true"), ["fieldwork", "northlight"]);
    assert_eq!(names(&mut lab, "ann", "search=plat"), ["northlight/platform"]);
    assert_eq!(names(&mut lab, "ann", "sort=desc&order_by=path&per_page=1"), ["northlight/platform"]);
    assert_eq!(names(&mut lab, "impersonation", ""), [""; 0]);
    let one = lab.get("ann", "/groups/northlight%2Fplatform?with_projects=false");
    assert_eq!((one.status, one.body.get("projects")), (200, None));
    assert_eq!(lab.get("ann", "/groups/northlight").body["projects"].as_array().map(Vec::len), Some(15));
    lab.get("guest", "/groups/fieldwork").says(404, "404 Group Not Found");
    lab.get("ann", "/groups/nowhere").says(404, "404 Group Not Found");
    assert_eq!(lab.get("ann", "/groups/northlight/subgroups").rows().len(), 1);
    assert_eq!(lab.get("ann", "/groups/northlight/descendant_groups").rows().len(), 1);
    let all = lab.get("ann", "/groups/northlight/projects?include_subgroups=true");
    assert_eq!(all.header("x-total"), Some("29"));
}
