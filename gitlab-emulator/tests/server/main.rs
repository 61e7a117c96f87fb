//! The server on real sockets: what it announces, how it speaks, how it fails on command.

mod command;
mod control;
mod emulator;
mod faults;
mod oauth;
mod protocols;
mod wire;
