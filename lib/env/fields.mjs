// @ts-check
import path from "node:path";
import { z } from "zod";
import { isLoopbackHost, originFrom } from "./origin.mjs";

/** @param {number} least @param {number} most */
const wholeNumber = (least, most) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((number) => number >= least && number <= most, `must be a whole number from ${least} to ${most}`);

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

const hostPort = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):([1-9]\d{0,4})$/;

/** @param {string} text */
function isIssuer(text) {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username || url.password || url.search || url.hash) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopbackHost(url.hostname));
}

/** @param {string} text */
const isWebAddress = (text) => URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);

/** @param {string} text */
const isClaimPath = (text) =>
  text.length <= 200 &&
  /^[\x21-\x7e]+$/.test(text) &&
  text.split(".").every((part) => part !== "" && !["__proto__", "constructor", "prototype"].includes(part));

const issuer = z.string().refine(isIssuer, "must be an https URL without query (http only on a loopback host)");

/** Every variable we read, as the README lists them. Empty counts as not set. */
export const fields = z.object({
  PORT: wholeNumber(1, 65535).default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, "must be an IP address or a host name, such as 127.0.0.1 or 0.0.0.0")
    .default("127.0.0.1"),
  PUBLIC_URL: z
    .string()
    .transform((text, context) => {
      const { origin, fault } = originFrom(text);
      if (origin) return origin;
      context.addIssue(fault ?? "must be an origin");
      return z.NEVER;
    })
    .optional(),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text),
      "must be a PostgreSQL URL such as postgresql://user:password@host:5432/portal",
    )
    .optional(),
  DATA_DIR: z
    .string()
    .default(".data")
    .transform((folder) => path.resolve(folder)),
  WORKERS: wholeNumber(1, 64).default(1),
  MASTER_KEY: z.string().optional(),
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  API_TOKEN_ISSUERS: list
    .default([])
    .refine(
      (issuers) => issuers.every(isIssuer),
      "must be https URLs without query, separated by commas (http only on a loopback host)",
    ),
  API_TOKEN_AUDIENCE: z.string().optional(),
  API_TOKEN_ROLE_CLAIM: z
    .string()
    .refine(isClaimPath, "must be a claim's name, or names with dots between, such as roles or realm_access.roles")
    .default("roles"),
  EGRESS_ALLOW: list
    .default([])
    .refine(
      (exceptions) => exceptions.every((text) => Number(hostPort.exec(text)?.[2] ?? 65536) <= 65535),
      "must be host:port pairs separated by commas, such as callbacks.internal:8443",
    )
    .transform((exceptions) => exceptions.map((text) => text.toLowerCase())),
  TRUST_PROXY_HOPS: wholeNumber(0, 16).default(0),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], "must be one of debug, info, warn, error, silent")
    .default("info"),
  ISSUER_API_OPEN: z
    .enum(["0", "1"], "must be 1 or left out")
    .default("0")
    .transform((text) => text === "1"),
  AWS_ROLES_ALLOWED: list
    .default([])
    .refine(
      (names) => names.every((name) => /^[\w+=.@-]{1,64}$/.test(name)),
      "must be names of roles separated by commas",
    ),
  // These two are the AWS SDK's own: it would fail with each key instead of at the start.
  AWS_ENDPOINT_URL: z.string().refine(isWebAddress, "must be an http or https URL").optional(),
  AWS_ENDPOINT_URL_KMS: z.string().refine(isWebAddress, "must be an http or https URL").optional(),
  DID_REGISTRAR_URL: z
    .string()
    .refine(isIssuer, "must be an https URL without query (http only on a loopback host)")
    .transform((text) => text.replace(/\/+$/, ""))
    .optional(),
  AZURE_TENANT_ID: z.string().optional(),
  AZURE_CLIENT_ID: z.string().optional(),
  AZURE_CLIENT_SECRET: z.string().optional(),
  AZURE_AUTHORITY_HOST: z
    .string()
    .refine(isIssuer, "must be an https URL without query (http only on a loopback host)")
    .transform((text) => text.replace(/\/+$/, ""))
    .default("https://login.microsoftonline.com"),
});

/** @typedef {z.infer<typeof fields>} Fields */
