//! A GitLab in memory.
