/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  typedRoutes: true,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "@node-rs/argon2", "@aws-sdk/client-kms", "prom-client"],
  turbopack: { root: import.meta.dirname },
};
