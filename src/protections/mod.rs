//! Which protections are active on this host: what the page measured about itself goes in, a finding for each comes out.
//!
//! Nothing is guessed: what cannot be measured is said to be so ([`State::Unmeasured`]), and every finding carries what was
//! seen ([`Seen`]). Where something is left to do for whoever runs the host, the finding carries that, too ([`Ask`]).

mod host;
mod page;
mod policy;

#[cfg(test)]
mod tests;

use crate::deployment::Deployment;

pub use policy::Policy;

/// What the page measured about itself and its host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The host's answer to a request for this very page; none where the page may not read it.
    pub page: Option<Answer>,
    /// The host's answer for the application's WebAssembly, the same way.
    pub module: Option<Answer>,
    /// The policies that elements of this page state, in their order.
    pub policies: Vec<String>,
    /// Whether the first of them is the first element of the head: it covers only what follows it.
    pub is_policy_first: bool,
    /// What the page's own element says about referrers.
    pub referrer: Option<String>,
    /// What becomes of markup.
    pub markup: Markup,
    /// The files that run or style the page, by their addresses in it.
    pub files: Vec<File>,
    /// Whether memory that was let go was found overwritten.
    pub is_wiped: bool,
    /// How many service workers there are; none where the browser allows no such thing here.
    pub workers: Option<usize>,
    /// How the page came.
    pub way: Way,
    /// The folder it lies in on its host, such as `/` or `/keyturn/`.
    pub folder: String,
    /// How many things others keep in this browser under the same origin; none where that cannot be seen.
    pub strangers: Option<usize>,
    /// Whether the window that opened this one can still reach it.
    pub has_opener: bool,
}

/// The headers of an answer, their names in small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer(pub Vec<(String, String)>);

impl Answer {
    /// What a header says. `name` is given in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A file of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its address, as the page has it.
    pub name: String,
    /// The hash that it is checked against, as an `integrity` attribute has it; empty where there is none.
    pub integrity: String,
}

/// What this browser does about markup that becomes part of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// It does not know Trusted Types.
    #[default]
    Unknown,
    /// It knows them, and the page's own rule let markup through, or there is no such rule.
    Passes,
    /// The page's own rule was given markup and let nothing through.
    Refused,
}

/// How the page came from its host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Encrypted.
    Https,
    /// From this very machine.
    Loopback,
    /// Over a network, for everybody on the way to read and alter.
    #[default]
    Open,
}

/// What can protect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// The Content-Security-Policy that the page itself carries.
    Policy,
    /// The page reaches named servers only.
    Lock,
    /// Trusted Types: text never becomes markup.
    TrustedTypes,
    /// Files are checked against hashes before they run.
    Integrity,
    /// Freed memory is overwritten.
    Memory,
    /// No service worker stands between page and network.
    Workers,
    /// Nothing else is served from this origin.
    Origin,
    /// The page came unaltered and unread.
    Encryption,
    /// Browsers come back encrypted only.
    Hsts,
    /// The policy again, from the host.
    PolicyHeader,
    /// Other pages cannot show this one in a frame.
    Framing,
    /// Other windows have no hold on this one.
    Opener,
    /// Other sites cannot load its files.
    Resources,
    /// Files are taken for what the host says they are.
    Sniffing,
    /// Where one comes from is told to nobody.
    Referrer,
    /// Abilities of the browser that are not needed are off.
    Permissions,
    /// The page itself is asked for anew.
    PageCaching,
    /// Files that never change are kept.
    FileCaching,
    /// The WebAssembly comes as what it is, compressed.
    Module,
}

impl Protection {
    /// Whether the host adds it; else the page has it wherever it lies.
    pub fn is_of_host(self) -> bool {
        !matches!(
            self,
            Protection::Policy
                | Protection::Lock
                | Protection::TrustedTypes
                | Protection::Integrity
                | Protection::Memory
                | Protection::Workers
        )
    }
}

/// What is true of a protection here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Active,
    /// Some of it holds.
    Partly,
    /// It does not hold.
    Missing,
    /// It cannot be measured from where the page is.
    Unmeasured,
}

/// What a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The host's answer cannot be read from here.
    Unreadable,
    /// The answer has this header, with this value.
    Header(&'static str, String),
    /// The answer lacks this header.
    NoHeader(&'static str),
    /// Not the header, but an element of the page says so.
    Element(String),
    /// The policy states each directive that is needed.
    Whole,
    /// The policy lacks these directives, or states them otherwise.
    Lacks(Vec<String>),
    /// There is no policy.
    NoPolicy,
    /// The policy stands behind other elements, which it does not cover.
    NotFirst,
    /// The page can connect to these and its own host.
    Reach(Vec<String>),
    /// The page can connect to many servers.
    ReachAny,
    /// What becomes of markup; and whether the policy asks for that everywhere.
    Markup(Markup, bool),
    /// So many files have a hash.
    Checked(usize),
    /// These files have none.
    Unchecked(Vec<String>),
    /// Memory that was let go was read again: was it overwritten?
    Wiped(bool),
    /// So many service workers; none where the browser allows no such thing.
    Workers(Option<usize>),
    /// The operator did not say that the origin is the page's own.
    NotDeclared,
    /// The operator said so; the folder on the host, and how many things of others were seen beside.
    Declared(String, usize),
    /// How the page came.
    Way(Way),
    /// A window holds this one.
    Opener,
    /// Files of a page under development have no lasting names.
    Development,
    /// The type of the WebAssembly, and how it is compressed.
    Module(String, Option<String>),
}

/// What whoever runs the host can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Send a header.
    Send {
        /// Its name.
        name: &'static str,
        /// Its value.
        value: String,
        /// With what.
        with: With,
    },
    /// Serve the files of a release as they are.
    Release,
    /// List the servers in the configuration.
    Servers,
    /// Give it an origin of its own, and say so.
    OwnOrigin,
    /// Serve it encrypted.
    Encrypt,
    /// Send the compressed forms that lie beside the files.
    Compress,
    /// Take away what registers service workers.
    NoWorkers,
}

/// With which files a header goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// All.
    All,
    /// Those that keep their names: `index.html`, `boot.js`, `config.json`.
    Standing,
    /// Those with a fingerprint in their names.
    Hashed,
    /// Those that end in `.wasm`.
    Modules,
}

/// What is true of one protection, what that rests on, and what is left to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub protection: Protection,
    /// What is true of it.
    pub state: State,
    /// What was seen.
    pub seen: Seen,
    /// What can be done; none where nothing is left to do, or nobody there can do it.
    pub ask: Option<Ask>,
}

impl Finding {
    fn new(protection: Protection, state: State, seen: Seen, ask: Option<Ask>) -> Self {
        Self { protection, state, seen, ask }
    }

    fn active(protection: Protection, seen: Seen) -> Self {
        Self::new(protection, State::Active, seen, None)
    }
}

/// Judges all of them: what the page has first, then what the host adds.
pub fn judge(facts: &Facts, deployment: &Deployment) -> Vec<Finding> {
    vec![
        page::policy(facts),
        page::lock(facts),
        page::trusted_types(facts),
        page::integrity(facts),
        page::memory(facts),
        page::workers(facts),
        host::origin(facts, deployment),
        host::encryption(facts),
        host::hsts(facts),
        host::policy(facts, deployment),
        host::framing(facts, deployment),
        host::opener(facts),
        host::resources(facts),
        host::sniffing(facts),
        host::referrer(facts),
        host::permissions(facts),
        host::page_caching(facts),
        host::file_caching(facts),
        host::module(facts),
    ]
}

/// What the fingerprint of a release is made of: the hashes its page checks files against, in order, one a line. The
/// fingerprint is the SHA-256 of this text. None where a file has no hash, as while developing.
pub fn fingerprinted(files: &[File]) -> Option<String> {
    let mut hashes: Vec<&str> = files.iter().map(|file| file.integrity.as_str()).collect();
    hashes.sort_unstable();
    (!hashes.is_empty() && hashes.iter().all(|hash| !hash.is_empty())).then(|| hashes.join("\n"))
}

/// A digest as people read it: two small digits for each byte.
pub fn hexadecimal(digest: &[u8]) -> String {
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}
