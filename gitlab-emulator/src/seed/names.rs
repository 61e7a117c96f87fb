//! The words the worlds are made of.

/// Projects of the first company group.
pub(super) const SHOP: &[&str] = &[
    "Storefront",
    "Checkout",
    "Catalogue",
    "Search",
    "Basket Service",
    "Order Service",
    "Customer Portal",
    "Mobile App",
    "Loyalty",
    "Gift Cards",
    "Newsletter",
    "Returns",
    "Site",
    "Style Guide",
    "Translations",
];

/// Projects of its subgroup.
pub(super) const PLATFORM: &[&str] = &[
    "Terraform Modules",
    "Kubernetes Clusters",
    "CI Templates",
    "Base Images",
    "Observability",
    "Secrets Broker",
    "Package Mirror",
    "Runner Fleet",
    "Backup Jobs",
    "Status Page",
    "Load Tests",
    "Data Pipeline",
    "Feature Flags",
    "Docs",
];

/// Projects of the second company group.
pub(super) const FIELD: &[&str] = &[
    "Route Planner",
    "Warehouse Scanner",
    "Driver App",
    "Label Printer",
    "Stock Count",
    "Fleet Telemetry",
    "Parcel Lockers",
    "Shift Roster",
    "Cold Chain",
    "Dock Cameras",
];

/// Names of personal tokens; a few look hostile and are not.
pub(super) const PERSONAL: &[&str] = &[
    "laptop",
    "workstation",
    "vscode",
    "glab on the build host",
    "release script",
    "dependency bot",
    "nightly export",
    "grafana data source",
    "issue importer",
    "chat notifications",
    "terraform state",
    "license report",
    "mirror to archive",
    "phone",
    "conference demo",
    "pairing session",
];

/// Names that a table must survive.
pub(super) const HOSTILE: &[&str] = &[
    "<b>bold</b> & \"quoted\" 'token'",
    "<img src=x onerror=alert(1)>",
    "رمز النشر الليلي",
    "🚀 release bot 🤖",
    "=HYPERLINK(\"https://example.com\",\"open\")",
    "photo\u{202E}gnp.exe",
    "  spaces   inside  ",
    "'; DROP TABLE tokens; --",
    "Ünïcödé · 中文 · Ελληνικά",
    "aVeryLongNameWithoutASingleBreakingPoint_aVeryLongNameWithoutASingleBreakingPoint_\
     aVeryLongNameWithoutASingleBreakingPoint_aVeryLongNameWithoutASingleBreakingPoint_\
     aVeryLongNameWithoutASingleBreakingPoint_aVeryLongNameWithoutASingleBreakingPoint",
];

/// Names of project and group tokens.
pub(super) const RESOURCE: &[&str] = &[
    "deploy",
    "renovate",
    "semantic-release",
    "cache warmup",
    "docs publish",
    "badge updater",
    "image scan",
    "package publish",
    "preview environments",
    "changelog",
    "e2e fixtures",
    "cost report",
];

/// Colleagues: username and name.
pub(super) const COLLEAGUES: &[(&str, &str)] = &[
    ("mei.tanaka", "Mei Tanaka"),
    ("jonas", "Jonas Weber"),
    ("priya", "Priya Raman"),
    ("luca", "Luca Moretti"),
    ("zoe", "Zoë Müller-Åström"),
    ("tariq", "طارق حداد"),
    ("pat", "Pat O'Brien <Field>"),
    ("olu", "Olu Adeyemi"),
];

/// Groups of a large company.
pub(super) const DEPARTMENTS: &[&str] = &[
    "Payments",
    "Logistics",
    "Identity",
    "Data Platform",
    "Mobile",
    "Infrastructure",
    "Customer Care",
    "Marketing Sites",
    "Research",
    "Finance Systems",
    "Security",
];

/// The name and path of one of many: a name in turn, and the number that makes it one of a kind.
pub(super) fn numbered(names: &[&str], number: u32) -> (String, String) {
    let name =
        names.iter().cycle().nth((number as usize).wrapping_sub(1) % names.len().max(1)).unwrap_or(&"");
    let name = format!("{name} {number:05}");
    let path = name.to_lowercase().replace(' ', "-");
    (name, path)
}
