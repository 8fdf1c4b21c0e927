import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { launchChromium } from '../vscode/chromium.mjs';
import { root } from '../vscode/npm.mjs';
import { installServer } from '../vscode/serverInstall.mjs';
import { installExtension, startServer } from '../vscode/serverRun.mjs';
import { changeSettings, makeWorkspace, prepareProfile } from '../vscode/workspace.mjs';

/**
 * A real VS Code in a browser, with the packaged extension in an empty profile, used as a person uses it: by mouse and
 * keyboard. Every wait is for something that a person would see; none is for a time.
 *
 *     it('…', async () => {
 *       const workbench = await openWorkbench();
 *       await workbench.openFile('dcgan.py', 'nn.ConvTranspose2d(16, 8, 3, stride=2)');
 *       const hover = await workbench.hoverOn('nn.ConvTranspose2d(16, 8, 3, stride=2)');
 *       await hover.getByText('Explore').click();
 *       await workbench.explorer().getByText('Uneven').waitFor();
 *     });
 */

export const THEMES = {
  dark: 'Dark 2026',
  light: 'Light 2026',
  hc: 'Default High Contrast',
  hclight: 'Default High Contrast Light',
} as const;
export type Theme = keyof typeof THEMES;

export interface OpenOptions {
  readonly theme?: Theme;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** More files of the workspace, beside the samples. */
  readonly files?: Readonly<Record<string, string>>;
  readonly width?: number;
  readonly height?: number;
  /** Pixels of a picture for one of the page; 1 by default. */
  readonly scale?: number;
  /** node, the usual host of a desktop, or web: the browser's worker, as on vscode.dev. */
  readonly host?: Host;
}

export type Host = 'node' | 'web';

interface Session {
  readonly server: Awaited<ReturnType<typeof startServer>>;
  readonly browser: Browser;
  readonly profile: string;
  readonly workbenches: Workbench[];
}

const sessions = new Map<Host, Promise<Session>>();

/** Starts a server and a browser once for all tests of a host. CONV_EXPLORER_VSIX names the package. */
async function start(host: Host): Promise<Session> {
  const name = host === 'web' ? 'CONV_EXPLORER_WEB_VSIX' : 'CONV_EXPLORER_VSIX';
  const vsix = process.env[name];
  assert.ok(vsix, `${name} names the packaged extension; node test/vscode/browserTests.mjs sets it.`);
  const entry = await installServer('newest', line => console.log(line));
  const profile = mkdtempSync(path.join(tmpdir(), 'conv-explorer-'));
  prepareProfile(profile);
  await installExtension(entry, profile, vsix);
  const server = await startServer(entry, { profile });
  return { server, browser: await launchChromium(), profile, workbenches: [] };
}

/** Ends everything that tests started; a root hook calls it. */
export async function stop(): Promise<void> {
  const started = [...sessions.values()];
  sessions.clear();
  for (const session of started) {
    const { server, browser, profile, workbenches } = await session;
    await Promise.all(workbenches.map(workbench => workbench.close()));
    await browser.close();
    await server.stop();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Takes pictures of what is open, into out/screenshots. */
export async function photographWorkbenches(name: string): Promise<void> {
  for (const session of sessions.values()) {
    const { workbenches } = await session;
    const safe = name.replace(/\W+/g, '-').slice(0, 100);
    for (const [index, workbench] of workbenches.entries()) {
      console.log(await workbench.screenshot(index === 0 ? safe : `${safe}-${index}`));
    }
  }
}

/** Closes the workbenches of the test that ends; a root hook calls it. */
export async function closeWorkbenches(): Promise<void> {
  for (const session of sessions.values()) {
    const { workbenches } = await session;
    await Promise.all(workbenches.splice(0).map(workbench => workbench.close()));
  }
}

/** Opens VS Code on a fresh copy of the samples, in a browser profile of its own. */
export async function openWorkbench(options: OpenOptions = {}): Promise<Workbench> {
  const { host = 'node' } = options;
  let session = sessions.get(host);
  if (!session) sessions.set(host, (session = start(host)));
  const { server, browser, workbenches } = await session;
  const folder = mkdtempSync(path.join(tmpdir(), 'conv-explorer-samples-'));
  const settings = { 'workbench.colorTheme': THEMES[options.theme ?? 'dark'], ...options.settings };
  makeWorkspace(folder, settings);
  for (const [name, text] of Object.entries(options.files ?? {})) {
    writeFileSync(path.join(folder, name), text);
  }
  const { width = 1400, height = 900, scale = 1 } = options;
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: scale });
  // A limit and not a wait: long, so that a busy machine fails no test.
  page.setDefaultTimeout(60_000);
  await page.goto(`http://127.0.0.1:${server.port}/?${new URLSearchParams({ folder }).toString()}`);
  await page.locator('.monaco-workbench .explorer-folders-view .monaco-list-row').first().waitFor();
  const workbench = new Workbench(page, folder, settings);
  workbenches.push(workbench);
  return workbench;
}

export class Workbench {
  constructor(
    /** Playwright's page, for what this class has no word for. */
    readonly page: Page,
    /** The folder that is open. */
    readonly folder: string,
    private settings: Readonly<Record<string, unknown>>,
  ) {}

  async close(): Promise<void> {
    await this.page.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Opens a file of the folder, at the line where a text first stands. */
  async openFile(name: string, text?: string): Promise<void> {
    const line = text === undefined ? 1 : this.lineOf(name, text);
    const input = await this.quickInput('Control+P');
    await input.fill(`${name}:${line}`);
    // The list first shows what was open before: Enter is for the first row, so the file must have come there.
    const row = this.page.locator('.quick-input-list .monaco-list-row[data-index="0"]', { hasText: name });
    await row.waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await this.tab(name).waitFor();
    await this.editor().locator('.view-line').first().waitFor();
  }

  /**
   * Opens the workbench's input box by a key, and returns it. A view that is just being loaded has the focus but passes
   * no key on yet, so the key is pressed until the box is there.
   */
  async quickInput(key: 'Control+P' | 'F1'): Promise<Locator> {
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    for (let attempt = 0; attempt < 10; attempt++) {
      // One that is just closing is still visible, and takes no text.
      await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
      await this.page.keyboard.press(key);
      if ((await appears(input, 2000)) && (await takesText(input, 2000))) return input;
    }
    throw new Error(`${key} opens no input box.`);
  }

  /** The tab of a file or of the explorer. */
  tab(name: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: name }).first();
  }

  /** The first text editor of the window. */
  editor(): Locator {
    return this.page.locator('.editor-instance .monaco-editor').first();
  }

  /** Runs a command by its title, as a person does in the palette. */
  async runCommand(title: string): Promise<void> {
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    for (let attempt = 0; attempt < 10; attempt++) {
      const input = await this.quickInput('F1');
      await input.fill(`>${title}`);
      // A palette that was opened before the extension was known does not show it later.
      if (await appears(row, 2000)) {
        await this.page.keyboard.press('Enter');
        await row.waitFor({ state: 'hidden' });
        return;
      }
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`There is no command ${title}.`);
  }

  /**
   * Moves the mouse onto the nth place (from 0) where a text stands in the visible part of the editor, and waits for a
   * hover of the extension's. A hover that was asked for before the extension had started stays empty, so the mouse
   * goes away and comes again until there is one.
   */
  async hoverOn(text: string, nth = 0): Promise<Locator> {
    const hover = this.page.locator('.monaco-hover:not(.hidden)').filter({ hasText: 'Explore' }).first();
    for (let attempt = 0; attempt < 10; attempt++) {
      const { x, y } = await this.place(text, nth);
      await this.page.mouse.move(x - 1, y);
      await this.page.mouse.move(x, y, { steps: 4 });
      if (await appears(hover, 2000)) {
        return hover;
      }
      await this.page.mouse.move(5, 5);
    }
    throw new Error(`There was no hover over ${text}.`);
  }

  /** Clicks onto a text in the editor, so that the cursor stands in its middle. */
  async placeCursor(text: string, nth = 0): Promise<void> {
    const { x, y } = await this.place(text, nth);
    await this.page.mouse.click(x, y);
    await this.editor().locator('.cursors-layer').waitFor({ state: 'attached' });
  }

  /** Clicks onto a text with the right button, and waits for the menu. */
  async openContextMenu(text: string, nth = 0): Promise<void> {
    const { x, y } = await this.place(text, nth);
    await this.page.mouse.click(x, y, { button: 'right' });
    await this.page.locator('.monaco-menu .action-item').first().waitFor();
  }

  /**
   * Chooses an item of the open menu. A menu that has just opened takes no click, lest the one that opened it choose
   * something, so the item is clicked until the menu is gone.
   */
  async chooseFromMenu(item: Locator): Promise<void> {
    for (let attempt = 0; attempt < 10; attempt++) {
      await item.click();
      const gone = await item.waitFor({ state: 'hidden', timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if (gone) return;
    }
    throw new Error('The menu stays open.');
  }

  /** Selects a text in the editor by a double click, when it is a word, and types another instead. */
  async replaceWord(word: string, replacement: string, nth = 0): Promise<void> {
    const { x, y } = await this.place(word, nth);
    await this.page.mouse.dblclick(x, y);
    await this.page.keyboard.type(replacement);
  }

  /** The explorer's own document, inside VS Code's two nested frames; a notebook has such a frame too. */
  explorer(): FrameLocator {
    return this.page
      .frameLocator('iframe.webview.ready[src*="extensionId=conv-explorer"]')
      .frameLocator('#active-frame');
  }

  /** Changes the theme by the setting, and waits until the window shows it. */
  async setTheme(theme: Theme): Promise<void> {
    this.settings = { ...this.settings, 'workbench.colorTheme': THEMES[theme] };
    changeSettings(this.folder, this.settings);
    const kind = { dark: 'vs-dark', light: 'vs', hc: 'hc-black', hclight: 'hc-light' }[theme];
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  /** Saves a picture of the whole window, and returns its path. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(root, 'out/screenshots', `${name}.png`);
    mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
    return file;
  }

  /** Where a text stands on the screen: the middle of its nth place (from 0). The text must be on one line, in view. */
  private async place(text: string, nth: number): Promise<{ x: number; y: number }> {
    const line = this.editor()
      .locator('.view-line')
      // The editor shows spaces as no-break spaces.
      .filter({ hasText: new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[ \u00a0]')) })
      .nth(nth);
    await line.waitFor();
    const place = await line.evaluate((element, wanted) => {
      const content = (element.textContent ?? '').replace(/\u00a0/g, ' ');
      const start = content.indexOf(wanted);
      const range = document.createRange();
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let before = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const length = node.textContent?.length ?? 0;
        if (start >= before && start < before + length) {
          range.setStart(node, start - before);
        }
        if (start + wanted.length > before && start + wanted.length <= before + length) {
          range.setEnd(node, start + wanted.length - before);
        }
        before += length;
      }
      const box = range.getBoundingClientRect();
      return { x: box.x + Math.min(box.width / 2, 60), y: box.y + box.height / 2 };
    }, text);
    return place;
  }

  private lineOf(name: string, text: string): number {
    const content = readFileSync(path.join(this.folder, name), 'utf8');
    const offset = content.indexOf(text);
    assert.ok(offset >= 0, `${name} has ${text}`);
    return content.slice(0, offset).split('\n').length;
  }
}

/** Whether an input box can be typed into within some ms. */
function takesText(input: Locator, timeout: number): Promise<boolean> {
  return input.fill('', { timeout }).then(
    () => true,
    () => false,
  );
}

/** Whether something is seen before a limit. */
function appears(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}
