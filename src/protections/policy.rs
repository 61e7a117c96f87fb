//! A Content-Security-Policy as text, directive by directive (Content Security Policy Level 3, section 2.2).

/// A policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    directives: Vec<(String, Vec<String>)>,
}

impl Policy {
    /// Reads a policy. Of a directive that stands twice the first one counts, as in browsers.
    pub fn read(text: &str) -> Self {
        let mut directives: Vec<(String, Vec<String>)> = Vec::new();
        for directive in text.split(';') {
            let mut words = directive.split_ascii_whitespace();
            let Some(name) = words.next().map(str::to_ascii_lowercase) else { continue };
            if directives.iter().all(|(known, _)| *known != name) {
                directives.push((name, words.map(str::to_owned).collect()));
            }
        }
        Self { directives }
    }

    /// What a directive allows; none where the policy does not state it.
    pub fn sources(&self, name: &str) -> Option<&[String]> {
        self.directives.iter().find(|(known, _)| known == name).map(|(_, sources)| sources.as_slice())
    }

    /// The directives of this policy that another one lacks or states otherwise; the order of sources does not count.
    pub fn lacking_in(&self, other: &Self) -> Vec<String> {
        let sorted = |sources: &[String]| {
            let mut sources = sources.to_vec();
            sources.sort_unstable();
            sources
        };
        let differs = |(name, sources): &&(String, Vec<String>)| {
            other.sources(name).is_none_or(|others| sorted(others) != sorted(sources))
        };
        self.directives.iter().filter(differs).map(|(name, _)| name.clone()).collect()
    }

    /// The servers that the page may connect to beside its own host, where the policy names each of them.
    pub fn named_servers(&self) -> Option<Vec<String>> {
        let sources = self.sources("connect-src").or_else(|| self.sources("default-src"))?;
        let others = sources.iter().filter(|source| !source.starts_with('\''));
        others.map(|source| is_named(source).then(|| source.clone())).collect()
    }
}

/// Whether a source is one server, not a scheme and not a pattern.
fn is_named(source: &str) -> bool {
    !source.contains('*') && !source.ends_with(':')
}
