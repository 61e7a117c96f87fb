// Development only: reloads the page after Trunk has built it again, and says in the console why a build failed.
// Trunk's own script for this is inline, which the page's policy forbids.

const socket = new URL(".well-known/trunk/ws", document.baseURI);
socket.protocol = socket.protocol.replace("http", "ws");

/** Listens until the server goes away, then waits for it to come back and reloads. */
function listen(onOpen) {
  const connection = new WebSocket(socket.href);
  connection.addEventListener("open", onOpen);
  connection.addEventListener("message", ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === "reload") location.reload();
    if (message.type === "buildFailure") console.error("Build failed:", message.data?.reason);
  });
  connection.addEventListener("close", () => setTimeout(() => listen(() => location.reload()), 2000));
}

if (["localhost", "127.0.0.1", "[::1]"].includes(location.hostname)) listen(() => {});
