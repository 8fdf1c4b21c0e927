import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { closeWorkbenches, openWorkbench, stop } from './harness.js';
import type { Theme, Workbench } from './harness.js';

/** The README's pictures, taken from the running product: the packaged extension in a real VS Code. */

const CALL = 'nn.ConvTranspose2d(16, 8, 3, stride=2)';
const folder = 'media/readme';

/** Settings that keep what is not ours out of the picture. */
const QUIET = {
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'breadcrumbs.enabled': false,
  'workbench.statusBar.visible': false,
  // Below its line, so that the code is read first.
  'editor.hover.above': false,
};

export async function takePictures(themes: readonly Theme[], only?: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const taken: string[] = [];
  try {
    for (const theme of themes) {
      for (const [name, take] of Object.entries({ hover, explorer, lesson })) {
        if (only !== undefined && only !== name) {
          continue;
        }
        const file = path.join(folder, `${name}-${theme}.png`);
        await take(theme, file);
        await closeWorkbenches();
        taken.push(file);
      }
    }
  } finally {
    await stop();
  }
  return taken;
}

async function hover(theme: Theme, file: string): Promise<void> {
  const workbench = await openWorkbench({ theme, settings: QUIET, width: 1000, height: 640, scale: 1.5 });
  await workbench.page.keyboard.press('Control+B');
  await workbench.openFile('dcgan.py', CALL);
  const widget = await workbench.hoverOn(CALL);
  const hoverBox = await widget.boundingBox();
  const editorBox = await workbench.editor().boundingBox();
  if (!hoverBox || !editorBox) {
    throw new Error('The hover is not in view.');
  }
  await animationsEnd(workbench);
  const lines = await workbench
    .editor()
    .locator('.view-line')
    .evaluateAll(elements => elements.map(element => element.getBoundingClientRect().top).sort((a, b) => a - b));
  // Whole lines of code, a few above the hover and below it.
  const top = lines.find(y => y >= Math.max(editorBox.y, hoverBox.y - 110)) ?? editorBox.y;
  const bottom = Math.min(
    lines.find(y => y >= hoverBox.y + hoverBox.height + 12) ?? Infinity,
    editorBox.y + editorBox.height,
  );
  const width = Math.min(editorBox.width, hoverBox.x + hoverBox.width + 60 - editorBox.x);
  const clip = { x: editorBox.x, y: top, width, height: bottom - top };
  await workbench.page.screenshot({ path: file, clip });
}

async function explorer(theme: Theme, file: string): Promise<void> {
  const workbench = await openWorkbench({ theme, settings: QUIET, width: 1560, height: 985, scale: 1.5 });
  await workbench.page.keyboard.press('Control+B');
  await workbench.openFile('dcgan.py', CALL);
  await workbench.placeCursor(CALL);
  await workbench.runCommand('Conv Explorer: Explore Convolution at Cursor');
  await workbench.explorer().getByText('Uneven').first().waitFor();
  await giveRoom(workbench, 430);
  await workbench.explorer().locator('conv-matrix canvas').first().waitFor();
  // The same everywhere goes in, and a checkerboard comes out.
  await workbench.explorer().getByRole('combobox', { name: 'input values' }).selectOption('ones');
  await animationsEnd(workbench);
  await fontsLoaded(workbench);
  await workbench.page.mouse.move(5, 5);
  await workbench.page.screenshot({ path: file });
}

/** Icons are letters of a font that the explorer's frame loads: a picture before that lacks them. */
async function fontsLoaded({ page }: Workbench): Promise<void> {
  for (const frame of page.frames()) {
    await frame.evaluate(async () => {
      await Promise.all([...document.fonts].map(font => font.load().catch(() => undefined)));
    });
  }
}

/** A hover fades in: its picture is taken once it is there. A cursor that blinks for ever is not waited for. */
async function animationsEnd({ page }: Workbench): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
  });
}

/** Drags the border between code and explorer, so that the explorer has room for all its pictures. */
async function giveRoom({ page }: Workbench, left: number): Promise<void> {
  const group = page.locator('.editor-group-container').nth(1);
  const box = await group.boundingBox();
  if (!box) {
    throw new Error('There is no second group of editors.');
  }
  await page.mouse.move(box.x, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(left, box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
}

async function lesson(theme: Theme, file: string): Promise<void> {
  const workbench = await openWorkbench({ theme, settings: QUIET, width: 1360, height: 960, scale: 1.5 });
  await workbench.page.keyboard.press('Control+B');
  await workbench.runCommand('Conv Explorer: Open Explorer');
  await workbench.explorer().locator('canvas').first().waitFor();
  await fontsLoaded(workbench);
  await workbench.page.screenshot({ path: file });
}
