import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { KmsError } from "./errors.mjs";

const FIVE_MINUTES = 5 * 60 * 1000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})$/;

const hex = (data) => createHash("sha256").update(data).digest("hex");
const hmac = (key, data) => createHmac("sha256", key).update(data).digest();
const badSignature = (message) => new KmsError("InvalidSignatureException", message);
const incomplete = (message) => new KmsError("IncompleteSignatureException", message);
const unknownClient = () =>
  new KmsError("UnrecognizedClientException", "The security token included in the request is invalid.");

const encode = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

function canonicalQuery(parameters) {
  return [...parameters]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
}

function canonicalRequest(request, body, signedHeaders) {
  const url = new URL(request.url, "http://server");
  const headers = signedHeaders.map((name) => `${name}:${headerOf(request, name).trim().replace(/\s+/g, " ")}\n`);
  return [
    request.method,
    url.pathname.split("/").map(encode).join("/"),
    canonicalQuery(url.searchParams),
    headers.join(""),
    signedHeaders.join(";"),
    hex(body),
  ].join("\n");
}

function headerOf(request, name) {
  const value = request.headers[name];
  if (value === undefined) throw incomplete(`The signed header '${name}' is not part of the request.`);
  return Array.isArray(value) ? value.join(",") : value;
}

function checkSignedHeaders(request, signedHeaders) {
  if (signedHeaders.join() !== [...signedHeaders].sort().join()) throw incomplete("SignedHeaders must be sorted.");
  const required = ["host", ...Object.keys(request.headers).filter((name) => name.startsWith("x-amz-"))];
  const missing = required.find((name) => !signedHeaders.includes(name));
  if (missing) throw badSignature(`'${missing}' must be a 'SignedHeader' in the AWS Authorization.`);
}

function checkClock(amzDate, scopeDate, now) {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amzDate ?? "");
  if (!parts) throw incomplete("Date must be in ISO-8601 'basic format' in the header X-Amz-Date.");
  if (!amzDate.startsWith(scopeDate)) throw badSignature("Date in Credential scope does not match X-Amz-Date.");
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  const signedAt = Date.UTC(year, month - 1, day, hour, minute, second);
  if (signedAt < now - FIVE_MINUTES) throw badSignature(`Signature expired: ${amzDate} is more than 5 min. ago.`);
  if (signedAt > now + FIVE_MINUTES) throw badSignature(`Signature not yet current: ${amzDate} is 5 min. ahead.`);
}

function checkSession(request, account, now) {
  const token = request.headers["x-amz-security-token"];
  if ((token ?? null) !== (account.sessionToken ?? null)) throw unknownClient();
  if (account.expiresAt !== undefined && account.expiresAt <= now)
    throw new KmsError("ExpiredTokenException", "The security token included in the request is expired.");
}

/**
 * Checks AWS Signature Version 4 over the whole request and tells who signed it and for which region.
 * `world`: `{accounts, regions, now}`; no `regions` means every region is served here.
 */
export function verifySignatureV4(request, body, { accounts, regions, now }) {
  const header = request.headers.authorization;
  if (!header) throw new KmsError("MissingAuthenticationTokenException", "Missing Authentication Token");
  const parts = AUTHORIZATION.exec(header);
  if (!parts) throw incomplete("Authorization header is not of the form of AWS4-HMAC-SHA256.");
  const [, accessKeyId, date, region, service, headerNames, signature] = parts;
  const account = accounts.find((candidate) => candidate.accessKeyId === accessKeyId);
  if (!account) throw unknownClient();
  checkSession(request, account, now);
  if (service !== "kms") throw badSignature("Credential should be scoped to correct service: 'kms'.");
  if (regions ? !regions.includes(region) : !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
    throw badSignature("Credential should be scoped to a valid region.");
  const signedHeaders = headerNames.split(";");
  checkSignedHeaders(request, signedHeaders);
  const amzDate = request.headers["x-amz-date"];
  checkClock(amzDate, date, now);

  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", amzDate, scope, hex(canonicalRequest(request, body, signedHeaders))].join("\n");
  const key = [date, region, service, "aws4_request"].reduce(hmac, `AWS4${account.secretAccessKey}`);
  if (!timingSafeEqual(hmac(key, toSign), Buffer.from(signature, "hex")))
    throw badSignature(
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.",
    );
  return { account, region };
}
