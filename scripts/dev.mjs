// @ts-check
// `npm run dev`: the portal from its sources, with reload.
Object.assign(process.env, { NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" });
const { main } = await import("../server/main.mjs");
await main({ reload: true });
