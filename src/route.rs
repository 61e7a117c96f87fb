//! Every screen and what its link carries. The fragment is the address: `#/projects/42?state=all&search=ci`.
//!
//! [`Route::parse`] and [`Route::href`] are pure and inverse. What a link carries never holds a secret, and nothing
//! taken from a link is ever sent without a person's confirmation.

mod look;
mod pairs;

use crate::gitlab::credential::looks_like_a_token;
use crate::tokens::{Draft, Filter, Key, Place, Resource, Sort};

pub use look::{filters, state_name, state_named};

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::large_enum_variant, reason = "one exists at a time, made when the address changes")
)]
pub enum Route {
    /// Sign in; a server in the link only prefills the field.
    Connect {
        /// The server to suggest.
        server: Option<String>,
    },
    /// A list of tokens.
    List(List),
    /// Which project or group? What the link says about its list is kept for when it is chosen.
    Choose {
        /// The view it is chosen for.
        section: Section,
        /// What stands behind the `?`.
        look: String,
    },
    /// A project or group by its path; it becomes the list of its id.
    Find {
        /// The view it is looked up for.
        section: Section,
        /// Its full path, decoded.
        path: String,
        /// What stands behind the `?`.
        look: String,
    },
    /// Which service account of a project or group?
    ServiceAccounts(Resource),
    /// What this session did.
    Activity,
    /// Which version this is, what protects it here, what is kept where; also for who is not signed in.
    About,
    /// No such screen; the path as it was.
    Unknown(String),
}

/// The views that ask for a project or group first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// Project access tokens.
    Projects,
    /// Group access tokens.
    Groups,
    /// Deploy tokens of a project.
    DeployProjects,
    /// Deploy tokens of a group.
    DeployGroups,
}

impl Section {
    /// The list of a project or group in this view.
    pub fn place(self, id: u64) -> Place {
        match self {
            Section::Projects => Place::Resource(Resource::Project(id)),
            Section::Groups => Place::Resource(Resource::Group(id)),
            Section::DeployProjects => Place::Deploy(Resource::Project(id)),
            Section::DeployGroups => Place::Deploy(Resource::Group(id)),
        }
    }

    /// The view of a project's or group's access tokens, and of the service accounts beside them.
    pub fn of(resource: Resource) -> Self {
        match resource {
            Resource::Project(_) => Section::Projects,
            Resource::Group(_) => Section::Groups,
        }
    }

    /// Whether it asks for a group.
    pub fn is_of_groups(self) -> bool {
        matches!(self, Section::Groups | Section::DeployGroups)
    }

    /// Whether it is about deploy tokens.
    pub fn is_deploy(self) -> bool {
        matches!(self, Section::DeployProjects | Section::DeployGroups)
    }

    fn base(self) -> &'static str {
        match self {
            Section::Projects => "#/projects",
            Section::Groups => "#/groups",
            Section::DeployProjects => "#/deploy/projects",
            Section::DeployGroups => "#/deploy/groups",
        }
    }

    fn read(self, rest: &[&str], query: &str) -> Route {
        let look = Some(query).filter(|query| !looks_like_a_token(query)).unwrap_or_default().to_owned();
        let pairs = pairs::pairs(query);
        let id = |text: &str| text.parse::<u64>().ok();
        let list = |place| Route::List(look::read(Extent::Of(place), &pairs));
        if let [of, "service-accounts", user @ ..] = rest
            && let (false, Some(of)) = (self.is_deploy(), id(of).and_then(|id| self.place(id).resource()))
        {
            match user {
                [] => return Route::ServiceAccounts(of),
                [user] if id(user).is_some() => {
                    return list(Place::ServiceAccount(of, id(user).unwrap_or_default()));
                }
                _ => {}
            }
        }
        // An id; or a path, as one segment, as GitLab's API wants it, or as a person copies it.
        let path = pairs::decode(&rest.join("/"));
        match id(&path) {
            Some(of) => list(self.place(of)),
            // A token as a path would be asked for, and stand in GitLab's log.
            None if path.is_empty() || looks_like_a_token(&path) => Route::Choose { section: self, look },
            None => Route::Find { section: self, path, look },
        }
    }
}

/// Which tokens a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// All kinds, everywhere.
    #[default]
    Everything,
    /// The signed-in user's own personal tokens.
    Own,
    /// Those of one place.
    Of(Place),
}

/// A list of tokens: which, and how it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Which tokens.
    pub extent: Extent,
    /// Narrowed by.
    pub filter: Filter,
    /// Ordered by.
    pub sort: Sort,
    /// Under a heading for each place.
    pub is_grouped: bool,
    /// The token whose details are open.
    pub open: Option<Key>,
    /// The Create form is open, with these values.
    pub create: Option<Draft>,
}

impl Default for List {
    fn default() -> Self {
        Self::of(Extent::default())
    }
}

impl List {
    /// A list as it is first seen: working tokens, soonest end on top.
    pub fn of(extent: Extent) -> Self {
        Self {
            extent,
            filter: Filter::default(),
            sort: Sort::default(),
            is_grouped: false,
            open: None,
            create: None,
        }
    }

    /// The link of this list.
    pub fn href(&self) -> String {
        let mut href = match self.extent {
            Extent::Everything => String::from("#/"),
            Extent::Own => String::from("#/personal"),
            Extent::Of(place) => Self::href_of(place),
        };
        look::push_look(&mut href, self);
        href
    }

    fn href_of(place: Place) -> String {
        match place {
            Place::AllUsers => String::from("#/personal/all"),
            Place::User(id) => format!("#/personal/users/{id}"),
            Place::Impersonation(id) => format!("#/personal/users/{id}/impersonation"),
            Place::Resource(of) => format!("{}/{}", Section::of(of).base(), of.id()),
            Place::Deploy(Resource::Project(id)) => format!("{}/{id}", Section::DeployProjects.base()),
            Place::Deploy(Resource::Group(id)) => format!("{}/{id}", Section::DeployGroups.base()),
            Place::DeployInstance => String::from("#/deploy/instance"),
            Place::ServiceAccount(of, user_id) => {
                format!("{}/{user_id}", Route::ServiceAccounts(of).href())
            }
        }
    }
}

impl Route {
    /// Reads a fragment, with or without its `#`.
    pub fn parse(fragment: &str) -> Self {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let pairs = pairs::pairs(query);
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let server = pairs::value(&pairs, "server").filter(|server| !looks_like_a_token(server));
        let user = |id: &str, place: fn(u64) -> Place| match id.parse() {
            Ok(id) => Route::List(look::read(Extent::Of(place(id)), &pairs)),
            Err(_) => Route::Unknown(path.to_owned()),
        };
        match segments.as_slice() {
            [] => Route::List(look::read(Extent::Everything, &pairs)),
            ["personal"] => Route::List(look::read(Extent::Own, &pairs)),
            ["personal", "all"] => Route::List(look::read(Extent::Of(Place::AllUsers), &pairs)),
            ["personal", "users", id] => user(id, Place::User),
            ["personal", "users", id, "impersonation"] => user(id, Place::Impersonation),
            ["projects", rest @ ..] => Section::Projects.read(rest, query),
            ["groups", rest @ ..] => Section::Groups.read(rest, query),
            ["deploy", "instance"] => Route::List(look::read(Extent::Of(Place::DeployInstance), &pairs)),
            ["deploy"] => Section::DeployProjects.read(&[], query),
            ["deploy", "projects", rest @ ..] => Section::DeployProjects.read(rest, query),
            ["deploy", "groups", rest @ ..] => Section::DeployGroups.read(rest, query),
            ["activity"] => Route::Activity,
            ["about"] => Route::About,
            ["connect"] => Route::Connect { server: server.map(str::to_owned) },
            _ => Route::Unknown(path.to_owned()),
        }
    }

    /// The fragment of this screen, with its `#`; only what differs from the default is written.
    pub fn href(&self) -> String {
        let with_look = |base: String, look: &str| {
            if look.is_empty() { base } else { format!("{base}?{look}") }
        };
        match self {
            Route::Connect { server: None } => String::from("#/connect"),
            Route::Connect { server: Some(server) } => {
                let mut href = String::from("#/connect");
                pairs::push(&mut href, "server", server);
                href
            }
            Route::List(list) => list.href(),
            Route::Choose { section: Section::DeployProjects, look } => {
                with_look(String::from("#/deploy"), look)
            }
            Route::Choose { section, look } => with_look(section.base().to_owned(), look),
            Route::Find { section, path, look } => {
                let mut href = format!("{}/", section.base());
                crate::gitlab::http::push_encoded(&mut href, path);
                with_look(href, look)
            }
            Route::ServiceAccounts(of) => format!("{}/{}/service-accounts", Section::of(*of).base(), of.id()),
            Route::Activity => String::from("#/activity"),
            Route::About => String::from("#/about"),
            Route::Unknown(path) => format!("#{path}"),
        }
    }

    /// The same screen as it is first seen: nothing looked for, nothing open.
    #[must_use]
    pub fn without_look(self) -> Self {
        match self {
            Route::List(list) => Route::List(List::of(list.extent)),
            Route::Choose { section, .. } => Route::Choose { section, look: String::new() },
            Route::Find { section, path, .. } => Route::Find { section, path, look: String::new() },
            other => other,
        }
    }

    /// The list of a project or group that was chosen or found, looked at as the link said.
    pub fn chosen(section: Section, id: u64, look: &str) -> Self {
        Route::List(look::read(Extent::Of(section.place(id)), &pairs::pairs(look)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_is_read_back_as_the_screen_it_was_made_from() {
        for href in [
            "#/connect",
            "#/connect?server=https%3A%2F%2Fgitlab.example",
            "#/",
            "#/?search=ci&kind=deploy&place=acme%2Ftools&risk=never_used&sort=place_asc&group=place&token=deploy-7",
            "#/personal",
            "#/personal/all",
            "#/personal/users/42",
            "#/personal/users/42/impersonation",
            "#/personal?state=all&search=ci%20deploy%20%2B%26%23&sort=name_desc&token=77",
            "#/personal?state=expiring_soon&revoked=false&scope=read_api&created_after=2026-01-01&created_before=\
             2026-02-01&expires_after=2026-03-01&expires_before=2026-04-01&last_used_after=2026-05-01&\
             last_used_before=2026-06-01&sort=last_used_asc",
            "#/personal/users/42?new&name=ci&description=for%20CI&scopes=api%2Cread_user&expires_in=90",
            "#/personal?new&expires_at=2027-01-31",
            "#/activity",
            "#/about",
            "#/projects",
            "#/projects?new&name=ci&scopes=read_repository",
            "#/projects/42",
            "#/projects/42?role=30&sort=role_desc",
            "#/projects/42?new&name=ci-deploy&scopes=read_repository&access_level=20&expires_in=90",
            "#/projects/acme%2Fweb?new&name=ci",
            "#/projects/42/service-accounts",
            "#/projects/42/service-accounts/7?state=all",
            "#/groups",
            "#/groups/5",
            "#/groups/acme?state=all",
            "#/groups/5/service-accounts/7?new&expires_at=never",
            "#/deploy",
            "#/deploy/projects/42?sort=username_asc",
            "#/deploy/projects/42?new&name=pull&username=ci&scopes=read_registry&expires_at=2027-01-31T12%3A30%3A00.000Z",
            "#/deploy/groups",
            "#/deploy/groups/acme%2Ftools",
            "#/deploy/instance",
            "#/nowhere/else",
            "#/deploy/nowhere",
        ] {
            assert_eq!(Route::parse(href).href(), href);
        }
    }

    #[test]
    fn a_link_that_says_nothing_means_everything() {
        for fragment in ["", "#", "#/", "#/?state=nonsense&sort=nonsense&token=x&kind=x&risk=x"] {
            assert_eq!(Route::parse(fragment), Route::List(List::default()), "{fragment}");
        }
    }

    #[test]
    fn a_path_may_stand_in_a_link_as_a_person_copies_it() {
        for (fragment, href) in [
            ("#/projects/acme/tools/web", "#/projects/acme%2Ftools%2Fweb"),
            ("#/groups/acme/", "#/groups/acme"),
            ("#/projects/acme%2Fweb/service-accounts", "#/projects/acme%2Fweb%2Fservice-accounts"),
            ("#/deploy/projects", "#/deploy"),
        ] {
            assert_eq!(Route::parse(fragment).href(), href);
        }
    }

    #[test]
    fn a_role_may_stand_in_a_link_as_a_number_or_a_word() {
        for text in ["40", "maintainer", "Maintainer"] {
            let Route::List(list) = Route::parse(&format!("#/projects/1?new&access_level={text}")) else {
                panic!("a list")
            };
            assert_eq!(list.create.map(|draft| draft.access_level.0), Some(40), "{text}");
        }
    }

    #[test]
    fn without_its_look_a_link_leads_to_the_same_screen() {
        for (link, bare) in [
            ("#/?search=ci&token=7", "#/"),
            ("#/projects/42?state=all&new&name=ci", "#/projects/42"),
            ("#/groups?new&name=ci", "#/groups"),
            ("#/groups/acme?state=all", "#/groups/acme"),
            ("#/activity", "#/activity"),
        ] {
            assert_eq!(Route::parse(link).without_look().href(), bare);
        }
    }

    #[test]
    fn broken_escapes_are_taken_as_they_stand() {
        let Route::List(list) = Route::parse("#/personal?search=100%&x=%zz+%e4") else { panic!("a list") };
        assert_eq!(list.filter.search, "100%");
    }

    #[test]
    fn no_address_keeps_a_token_that_was_pasted_where_one_searches() {
        const TOKEN: &str = "glpat-abcdefghij0123456789";
        for (fragment, expected) in [
            (format!("#/?search={TOKEN}&kind=deploy"), "#/?kind=deploy"),
            (format!("#/personal?search=a%20{TOKEN}"), "#/personal"),
            (format!("#/projects?search={TOKEN}"), "#/projects"),
            (format!("#/projects/acme%2Fci?state=all&search={TOKEN}"), "#/projects/acme%2Fci"),
            (format!("#/groups/{TOKEN}"), "#/groups"),
            (format!("#/connect?server={TOKEN}"), "#/connect"),
        ] {
            assert_eq!(Route::parse(&fragment).href(), expected, "{fragment}");
        }
    }
}
