/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  typedRoutes: true,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  // In development Next would print each server action's arguments, passwords among them, and every query (security S4).
  logging: false,
  serverExternalPackages: [
    "pg",
    "@node-rs/argon2",
    "@aws-sdk/client-kms",
    "@azure/identity",
    "@azure/keyvault-keys",
    "@azure/core-rest-pipeline",
    "prom-client",
  ],
  turbopack: { root: import.meta.dirname },
};
