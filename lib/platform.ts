import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { Platform } from "@/lib/context";
import { connectDatabase } from "@/lib/db/client";
import { createEgress } from "@/lib/egress/egress";
import { readEnvironment } from "@/lib/env.mjs";
import { systemRandom } from "@/lib/kernel/ids";
import { MasterKeys } from "@/lib/kernel/master-keys";
import { createKeyProviders } from "@/lib/keys/registry";

/** Kept on the process, so that pages and route handlers, which the bundler builds apart, share one pool. */
const holder = globalThis as typeof globalThis & { portalPlatform?: Platform };

/** What this installation is made of, built once from the environment. */
export function platform(): Platform {
  holder.portalPlatform ??= buildPlatform();
  return holder.portalPlatform;
}

function buildPlatform(): Platform {
  const environment = readEnvironment();
  if (!environment.databaseUrl) throw new Error("DATABASE_URL is set by the launcher: start with npm start.");
  const egress = createEgress({ allow: environment.egressAllow });
  const now = () => new Date();
  const { prisma, sql } = connectDatabase(environment.databaseUrl);
  return {
    publicUrl: environment.origin,
    masterKeys: new MasterKeys(environment.masterKey),
    egress,
    random: systemRandom,
    keyProviders: createKeyProviders({
      awsRolesAllowed: environment.awsRolesAllowed,
      azure: environment.azure,
      egress,
      now,
    }),
    defaultBackend: hasAwsCredentials(process.env) ? "aws" : "jwk",
    hasAzureCredentials: environment.azure.identity !== null,
    didRegistrarUrl: environment.didRegistrarUrl ?? null,
    prisma,
    sql,
    now,
    pause: (milliseconds) => sleep(milliseconds),
  };
}

/** True when the AWS SDK's default chain has something to start from without asking the network. */
function hasAwsCredentials(variables: NodeJS.ProcessEnv): boolean {
  const source =
    variables.AWS_ACCESS_KEY_ID ??
    variables.AWS_PROFILE ??
    variables.AWS_WEB_IDENTITY_TOKEN_FILE ??
    variables.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI ??
    variables.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  return Boolean(source && (variables.AWS_REGION ?? variables.AWS_DEFAULT_REGION));
}
