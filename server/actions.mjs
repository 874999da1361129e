// @ts-check
import { IncomingMessage } from "node:http";
import { readActionBody, UnfitBody } from "./action-body.mjs";

const ACTION_ID = /^[0-9a-f]{42}$/;

/** @typedef {{ status: number, message: string }} Refusal */

/**
 * What is sent to a page: a server action, or nothing we know. The framework judges its origin by Host, lets a missing
 * one pass, says no with a 500 and quotes it in the log; so it is judged before (security A4, I15, S4). What the action
 * may do, the action itself decides.
 * @param {IncomingMessage} request
 * @param {string} origin the public one
 * @returns {Promise<{ request: IncomingMessage } | Refusal>}
 */
export async function judgeAction(request, origin) {
  const { "next-action": id, origin: sender, "sec-fetch-site": site } = request.headers;
  if (typeof id !== "string" || !ACTION_ID.test(id)) {
    return { status: 400, message: "A page takes nothing but what its own forms send." };
  }
  if (sender !== origin || site !== "same-origin") {
    return { status: 403, message: `Do this from the portal's own pages, at ${origin}.` };
  }
  try {
    return { request: replayed(request, await readActionBody(request)) };
  } catch (error) {
    if (error instanceof UnfitBody) return { status: error.status, message: error.message };
    throw error;
  }
}

/** The same request, its body yet to be read. @param {IncomingMessage} request @param {Buffer} body */
function replayed(request, body) {
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  const copy = new IncomingMessage(request.socket);
  Object.assign(copy, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor });
  copy.push(body);
  copy.push(null);
  copy.complete = true;
  return copy;
}
