// Takes pictures of the view on the development page, without VS Code:
//   node test/browser/page/shoot.mjs --theme dark,light --width 1300,360 --snapshot lesson,dcgan
//   --height 900     at least so high; the picture always shows the whole page
//   --hover SELECTOR, --click SELECTOR, --press KEY   done in the order given, as often as you like; Playwright's
//                    selectors see through shadow roots
//   --at X,Y         where in the element the next --hover or --click goes
//   --run SCRIPT     runs in the page: --run "developmentHost.show('even')"
//   --suffix NAME    at the end of the files' names
// Pictures go to out/page/<snapshot>-<theme>-<width>.png. What the page complains about is printed, and fails.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../../vscode/chromium.mjs';
import { servePage } from './serve.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const options = { theme: 'dark', width: '1300', height: '700', snapshot: 'lesson', suffix: '' };
const actions = [];
let at;
const given = process.argv.slice(2);
for (let i = 0; i < given.length; i += 2) {
  const name = given[i].replace(/^--/, '');
  const value = given[i + 1];
  if (value === undefined) {
    throw new Error(`--${name} needs a value.`);
  } else if (name === 'at') {
    const [x, y] = value.split(',').map(Number);
    at = { x, y };
  } else if (['hover', 'click', 'press', 'run'].includes(name)) {
    actions.push({ name, value, at });
    at = undefined;
  } else if (name in options) {
    options[name] = value;
  } else {
    throw new Error(`There is no option --${name}.`);
  }
}

/** Until the view has drawn what it was given: fonts are there, Lit has rendered, and a frame has been painted. */
async function settled(page) {
  await page.waitForFunction(() => customElements.get('conv-app') !== undefined);
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 4; frame++) {
      await new Promise(resolve => requestAnimationFrame(resolve));
    }
  });
}

async function act(page, { name, value, at: position }) {
  if (name === 'run') {
    await page.evaluate(value);
  } else if (name === 'press') {
    await page.keyboard.press(value);
  } else {
    const target = page.locator(value).first();
    const how = { timeout: 5000, ...(position ? { position } : {}) };
    await (name === 'hover' ? target.hover(how) : target.click(how));
  }
  await settled(page);
}

const { url, close } = await servePage();
const browser = await launchChromium();
let complaints = 0;
mkdirSync(path.join(root, 'out/page'), { recursive: true });
try {
  for (const snapshot of options.snapshot.split(',')) {
    for (const theme of options.theme.split(',')) {
      for (const width of options.width.split(',')) {
        const page = await browser.newPage({ viewport: { width: Number(width), height: Number(options.height) } });
        page.setDefaultTimeout(20_000);
        const complain = text => {
          complaints++;
          console.error(`${snapshot} ${theme} ${width}: ${text}`);
        };
        page.on('pageerror', error => complain(error.stack ?? error.message));
        page.on('console', message => {
          if (['error', 'warning'].includes(message.type())) {
            complain(message.text());
          }
        });
        const response = await page.goto(`${url}?theme=${theme}&snapshot=${snapshot}`);
        if (!response?.ok()) {
          throw new Error(`The page cannot be built: ${await response?.text()}`);
        }
        await settled(page);
        for (const action of actions) {
          await act(page, action);
        }
        const cut = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (cut > 0) {
          complain(`the page is ${cut} px too wide`);
        }
        // The whole page, with what sticks to the window's bottom at the page's bottom.
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width: Number(width), height: Math.max(height, Number(options.height)) });
        await settled(page);
        const file = `out/page/${snapshot}-${theme}-${width}${options.suffix ? `-${options.suffix}` : ''}.png`;
        await page.screenshot({ path: path.join(root, file) });
        console.log(file);
        await page.close();
      }
    }
  }
} finally {
  await browser.close();
  close();
}
process.exitCode = complaints > 0 ? 1 : 0;
