import cluster from "node:cluster";
import { randomUUID } from "node:crypto";
import { register } from "prom-client";

const PATIENCE_MS = 6000;
/** As in server/cluster-metrics.mjs, which answers. */
const QUESTION = "portal:metrics";

export const metricsContentType = register.contentType;

/** Prometheus text of this process, or of all workers together; undefined when they do not answer in time. */
export const metricsText = (): Promise<string | undefined> =>
  cluster.isWorker ? askPrimary(randomUUID()) : register.metrics();

interface Answer {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly text?: string;
}

function askPrimary(id: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const finish = (text?: string) => {
      clearTimeout(timer);
      process.off("message", listen);
      resolve(text);
    };
    const listen = (message: Answer) => {
      if (message.type === QUESTION && message.id === id) finish(message.text);
    };
    const timer = setTimeout(finish, PATIENCE_MS);
    process.on("message", listen);
    process.send?.({ type: QUESTION, id });
  });
}
