// @ts-check
// `npm run dev`: the portal from its sources, with reload.
import { quiet } from "../server/quiet.mjs";

Object.assign(process.env, { NODE_ENV: "development", ...quiet });
const { main } = await import("../server/main.mjs");
await main({ reload: true });
