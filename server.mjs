// @ts-check
// `npm start`: the portal as built. See server/.
import { quiet } from "./server/quiet.mjs";

Object.assign(process.env, { NODE_ENV: "production", ...quiet });
const { main } = await import("./server/main.mjs");
await main({ reload: false });
