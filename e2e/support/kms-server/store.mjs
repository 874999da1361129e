import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

function readJson(file, fallback) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return fallback;
    throw error;
  }
}

/** Renaming is atomic, so a killed server leaves no half file. */
function writeJson(file, value) {
  writeFileSync(`${file}.new`, JSON.stringify(value, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Keys and aliases: in memory, and in `folder` too when there is one, so that a restart finds them again. */
export function openStore(folder) {
  const keys = new Map();
  const keyFile = (key) => path.join(folder, `key-${key.account}-${key.region}-${key.id}.json`);
  const aliasFile = folder && path.join(folder, "aliases.json");
  if (folder) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder).filter((entry) => /^key-.*\.json$/.test(entry))) {
      const key = readJson(path.join(folder, name));
      keys.set(key.id, key);
    }
  }
  const aliases = new Map(folder ? readJson(aliasFile, []) : []);

  return {
    keys,
    aliases,
    saveKey(key) {
      keys.set(key.id, key);
      if (folder) writeJson(keyFile(key), key);
    },
    saveAliases() {
      if (folder) writeJson(aliasFile, [...aliases]);
    },
  };
}
