// @ts-check
// `npm start`: the portal as built. See server/.
Object.assign(process.env, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
const { main } = await import("./server/main.mjs");
await main({ reload: false });
