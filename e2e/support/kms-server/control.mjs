import { readBody, sendJson } from "./http.mjs";

const routes = {
  "GET /_control": (world) => world.faults.show(),
  "POST /_control": (world, body) => {
    const changes = JSON.parse(body.toString() || "{}");
    world.faults.set(changes);
    return world.faults.show();
  },
  "DELETE /_control": (world) => {
    world.faults.reset();
    return world.faults.show();
  },
  "GET /_requests": (world) => ({ requests: world.requests, mostInFlight: world.mostInFlight }),
  "DELETE /_requests": (world) => {
    world.requests.length = 0;
    world.mostInFlight = world.inFlight;
    return { requests: [] };
  },
};

/** The switches of `faults.mjs` and the log of requests, for tests that run in another process. */
export async function answerControl(world, request, response) {
  const route = routes[`${request.method} ${request.url}`];
  if (!route) return sendJson(response, 404, { message: `Use one of: ${Object.keys(routes).join(", ")}.` });
  try {
    sendJson(response, 200, route(world, await readBody(request)));
  } catch (error) {
    sendJson(response, 400, { message: error.message });
  }
}
