import { randomUUID } from "node:crypto";

/** The service that serves the demonstration cluster. */
export const address = (process.env["CLUSTEREVENTS_URL"] ?? "").replace(/\/$/, "");
if (address === "") throw new Error("CLUSTEREVENTS_URL must name a service that serves `demo`.");

export const cluster = "cum-minh-hoa";
export const city = "thanh-pho-a";

/** A day on which all cities of the cluster are members. */
export const day = "2026-02-10";

/** A word that no other recording has. */
export const unique = (word: string) => `${word} ${randomUUID()}`;
