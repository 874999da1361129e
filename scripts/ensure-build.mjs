import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

if (!existsSync(".next/BUILD_ID"))
  process.exit(
    spawnSync("npm", ["run", "build"], { stdio: "inherit", shell: process.platform === "win32" }).status ?? 1,
  );
