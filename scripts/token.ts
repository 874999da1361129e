// npm run --silent token -- --role owner | --permission P: prints one bearer token for the Admin and Issuer APIs.
import { parseArgs } from "node:util";
import { mintApiToken } from "@/lib/auth/api-token";
import { applicationPermissionName, isRole } from "@/lib/auth/grants";
import { readEnvironment } from "@/lib/env.mjs";
import { applicationPermissions, type Role, roles } from "@/lib/kernel/policy";
import { platform } from "@/lib/platform";
import { ensureTenant } from "@/lib/tenant/ensure-tenant";
import { DEFAULT_TENANT } from "@/lib/tenant/find-tenant-by-name";
import { openDatabase } from "@/scripts/database/open-database.mjs";

const DEFAULT_TTL_SECONDS = 3600;
const MAX_TTL_SECONDS = 366 * 24 * 3600;

interface Request {
  readonly tenant: string;
  readonly ttlSeconds: number;
  readonly role: Role | undefined;
  readonly permissions: readonly string[] | undefined;
}

function readArguments(): Request {
  const { values } = parseArgs({
    options: {
      role: { type: "string" },
      permission: { type: "string", multiple: true },
      tenant: { type: "string", default: DEFAULT_TENANT },
      ttl: { type: "string", default: String(DEFAULT_TTL_SECONDS) },
    },
  });
  if ((values.role === undefined) === (values.permission === undefined)) {
    throw new Error(`give either --role (${roles.join(", ")}) or --permission, once or more often`);
  }
  if (values.role !== undefined && !isRole(values.role)) {
    throw new Error(`--role ${values.role} is not known: use one of ${roles.join(", ")}`);
  }
  return {
    tenant: values.tenant,
    ttlSeconds: ttl(values.ttl),
    role: isRole(values.role) ? values.role : undefined,
    permissions: values.permission?.map(permission),
  };
}

function ttl(text: string): number {
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > MAX_TTL_SECONDS) {
    throw new Error(`--ttl must be a whole number of seconds from 1 to ${MAX_TTL_SECONDS}`);
  }
  return seconds;
}

function permission(text: string): string {
  const name = applicationPermissionName(text);
  if (name) return name;
  throw new Error(`--permission ${text} is not known: use one of ${Object.keys(applicationPermissions).join(", ")}`);
}

async function printToken(): Promise<void> {
  const request = readArguments();
  const environment = readEnvironment();
  const database = await openDatabase(environment);
  try {
    process.env.DATABASE_URL = database.url;
    process.env.MASTER_KEY = environment.masterKey.toString("base64");
    const tenant = await ensureTenant(platform(), request.tenant);
    const { role, permissions } = request;
    const claims = {
      sub: "command-line",
      tid: tenant.id,
      epoch: tenant.epoch,
      role,
      permissions: permissions?.slice(),
    };
    process.stdout.write(`${await mintApiToken(platform(), claims, request.ttlSeconds)}\n`);
  } finally {
    await database.release();
  }
}

printToken().then(
  () => process.exit(0),
  (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`token: ${reason.split("\n", 1)[0]}\n`);
    process.exit(1);
  },
);
