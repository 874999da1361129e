// @ts-check
import path from "node:path";

const dataDir = path.resolve(import.meta.dirname, "../../.data/e2e");
const identityProvider = "http://127.0.0.1:3910";
/** Where journeys put their own receivers of callbacks. */
const callbackReceiver = "http://127.0.0.1:3940";
const keyManagement = "http://127.0.0.1:3930";

/** The portal of the journeys and what it leans on. Sample secrets, of servers on this machine only. */
export const defaultServer = {
  port: 3901,
  url: "http://127.0.0.1:3901",
  dataDir,
  /** Holds the single-use setup link of this run. */
  setupUrlFile: path.join(dataDir, "setup-url"),
  identityProvider,
  keyManagement,
  callbackReceiver,
  env: {
    PUBLIC_URL: "http://127.0.0.1:3901",
    OIDC_ISSUER: identityProvider,
    OIDC_CLIENT_ID: "portal",
    OIDC_CLIENT_SECRET: "portal-secret",
    API_TOKEN_ISSUERS: identityProvider,
    API_TOKEN_AUDIENCE: "api://portal",
    AWS_ENDPOINT_URL_KMS: keyManagement,
    EGRESS_ALLOW: ["127.0.0.1:3901", identityProvider, callbackReceiver]
      .map((origin) => origin.replace("http://", ""))
      .join(","),
  },
};
