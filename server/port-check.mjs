// @ts-check
import { createServer } from "node:net";

/**
 * Fails early, before a database is started, when we could not listen.
 * @param {number} port
 * @param {string} host
 * @returns {Promise<void>}
 */
export function checkPort(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE") reject(new Error(`PORT ${port} is taken on ${host}: set PORT to a free one.`));
      else if (error.code === "EACCES") reject(new Error(`PORT ${port} needs more rights: set PORT to 1024 or above.`));
      else
        reject(
          new Error(`HOST ${host} cannot be listened on (${error.code}): set HOST to an address of this machine.`),
        );
    });
    server.listen(port, host, () => server.close(() => resolve()));
  });
}
