//! The server on real sockets: what it announces, how it speaks, how it fails on command.

mod command;
mod emulator;
