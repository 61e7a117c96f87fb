//! Web servers, for the journeys behind a real one: nginx, Apache, Caddy, and Python's own.
//!
//! On Debian nginx and Caddy are unpacked into `.tools` and not installed, because an installed one starts by itself and
//! takes the port of whatever the person runs. Apache's programs come in a package without that.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::Problem;
use crate::project::Project;
use crate::step::{self, say};
use crate::tools::{self, python, system};

/// Where Debian's Apache has its modules; one that has them elsewhere is not used.
const APACHE_MODULES: &str = "/usr/lib/apache2/modules";

/// A program that serves files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Server {
    Nginx,
    Apache,
    Caddy,
    Python,
}

const SERVERS: [Server; 4] = [Server::Nginx, Server::Apache, Server::Caddy, Server::Python];

impl Server {
    /// What it is called, and the variable that names it to the journeys.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Nginx => ("nginx", "KEYTURN_NGINX"),
            Self::Apache => ("Apache", "KEYTURN_APACHE"),
            Self::Caddy => ("Caddy", "KEYTURN_CADDY"),
            Self::Python => ("Python", "KEYTURN_PYTHON"),
        }
    }

    /// The program, if it is there. What was unpacked goes first: its parts are known.
    fn find(self, project: &Project) -> Option<PathBuf> {
        match self {
            Self::Nginx | Self::Caddy => self.unpacked(project).or_else(|| installed(self.program())),
            Self::Apache => installed(self.program()).filter(|_| Path::new(APACHE_MODULES).is_dir()),
            Self::Python => python::find(),
        }
    }

    /// The program in `.tools`, if it runs: it may have been for an older system.
    fn unpacked(self, project: &Project) -> Option<PathBuf> {
        let (folder, argument) = match self {
            Self::Nginx => ("usr/sbin", "-v"),
            Self::Caddy => ("usr/bin", "version"),
            Self::Apache | Self::Python => return None,
        };
        let program = home(project).join(folder).join(self.program());
        step::read(Command::new(&program).arg(argument)).ok().map(|_| program)
    }

    fn program(self) -> &'static str {
        match self {
            Self::Nginx => "nginx",
            Self::Apache => "apache2",
            Self::Caddy => "caddy",
            Self::Python => "python3",
        }
    }

    /// Whether Debian's packages would help.
    fn is_wanted(self, project: &Project) -> bool {
        match self {
            Self::Nginx | Self::Caddy => self.unpacked(project).is_none(),
            Self::Apache | Self::Python => self.find(project).is_none(),
        }
    }

    /// Takes it from Debian's packages.
    fn install(self, project: &Project) -> Result<(), Problem> {
        match self {
            // The module is not in every Debian; without it nginx sends what gzip made.
            Self::Nginx => system::unpack(&["nginx", BROTLI], &home(project))
                .or_else(|_| system::unpack(&["nginx"], &home(project))),
            Self::Apache => system::install(&["apache2-bin"]),
            Self::Caddy => system::unpack(&["caddy"], &home(project)),
            Self::Python => system::install(&["python3"]),
        }
    }
}

/// Debian's package of the module with which nginx sends files that brotli made.
const BROTLI: &str = "libnginx-mod-http-brotli-static";

/// The servers that are there, after installing what can be: variables for the journeys. Those behind a server that is
/// missing are skipped, which is said here; where CI is set they fail.
pub fn ensure(project: &Project) -> Vec<(&'static str, PathBuf)> {
    let mut variables = Vec::new();
    for server in SERVERS {
        let (name, variable) = server.names();
        if server.is_wanted(project)
            && system::can_install()
            && let Err(problem) = server.install(project)
        {
            println!("\n{problem}\n");
        }
        match server.find(project) {
            Some(program) => variables.push((variable, program)),
            None => say(&format!("{name} is not here: the journeys behind it are skipped")),
        }
    }
    let module = home(project).join("usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
    // It fits the nginx it was unpacked with, and no other.
    if Server::Nginx.unpacked(project).is_some() && module.is_file() {
        variables.push(("KEYTURN_NGINX_BROTLI", module));
    }
    variables
}

/// Each server with where it is, for the doctor.
pub fn all(project: &Project) -> Vec<(&'static str, Option<PathBuf>)> {
    SERVERS.map(|server| (server.names().0, server.find(project))).to_vec()
}

/// A server that the machine has. Those of the system are not on everybody's PATH.
fn installed(program: &str) -> Option<PathBuf> {
    tools::on_path(program)
        .or_else(|| Some(Path::new("/usr/sbin").join(program)).filter(|path| path.is_file()))
}

fn home(project: &Project) -> PathBuf {
    project.tools.join("debian")
}
