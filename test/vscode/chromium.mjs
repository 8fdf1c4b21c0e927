// The browser that tests and screenshots drive: Debian's Chromium where it is installed, else the one that the npm
// package @sparticuz/chromium carries. CONV_EXPLORER_CHROMIUM=npm takes the latter in any case; a path takes that file.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const SYSTEM = '/usr/bin/chromium';

/** Flags with which Chromium runs as root, without a screen, and without talking to anyone. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Which Chromium there is.
 * @returns {Promise<{executablePath: string, args: string[], from: string}>}
 */
export async function findChromium() {
  const wish = process.env.CONV_EXPLORER_CHROMIUM;
  if (wish && wish !== 'npm') {
    return { executablePath: wish, args: FLAGS, from: wish };
  }
  if (!wish && existsSync(SYSTEM)) {
    return { executablePath: SYSTEM, args: FLAGS, from: SYSTEM };
  }
  const { default: packaged } = await import('@sparticuz/chromium');
  return {
    executablePath: await packaged.executablePath(),
    // In one process, closing the first page would close the browser.
    args: [...packaged.args.filter(argument => argument !== '--single-process'), ...FLAGS],
    from: 'the npm package @sparticuz/chromium',
  };
}

/**
 * Starts the browser, headless. Where it cannot start, the error says how to get one.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchChromium() {
  const { executablePath, args, from } = await findChromium();
  try {
    return await chromium.launch({ executablePath, args, headless: true, chromiumSandbox: false });
  } catch (error) {
    // The packaged Chromium needs NSS and expat of the system, which a bare container may lack.
    throw new Error(
      `Chromium (${from}) does not start. On Debian or Ubuntu, 'apt-get install chromium' brings one that does. ${error.message}`,
      { cause: error },
    );
  }
}
