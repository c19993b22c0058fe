// @ts-check
// The browser and the site's address, for tests and scripts. `cargo xtask` sets both variables; to run one file by hand
// against `cargo xtask serve`, set them yourself.
import { chromium } from "playwright-core";

/** @param {string} name */
function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this through cargo xtask`);
  return value;
}

/** Where the site is served; ends in a slash. */
export const address = variable("FENJIE_URL");

/** Starts the browser. */
export function launch() {
  const flags = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  // Chromium's sandbox refuses to run as root.
  if (process.getuid?.() === 0) flags.push("--no-sandbox");
  return chromium.launch({ executablePath: variable("CHROMIUM"), args: flags });
}
