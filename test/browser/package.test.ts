import assert from 'node:assert/strict';
import { openWorkbench } from './harness.js';

const CALL = 'nn.ConvTranspose2d(16, 8, 3, stride=2)';

describe('the packaged extension in an empty profile', () => {
  it('shows a hover with shapes and the checkerboard warning over a layer of dcgan.py', async () => {
    const workbench = await openWorkbench();
    await workbench.openFile('dcgan.py', CALL);
    const hover = await workbench.hoverOn(CALL);
    const text = (await hover.innerText()).replace(/\u00a0/g, ' ');
    await workbench.screenshot('hover');
    assert.match(text, /16 → 8/);
    assert.match(text, /1 to 4 contributions per pixel, period 2/);
  });

  it('opens the explorer beside the code from the hover', async () => {
    const workbench = await openWorkbench();
    await workbench.openFile('dcgan.py', CALL);
    const hover = await workbench.hoverOn(CALL);
    await hover.getByText('Explore').first().click();
    const explorer = workbench.explorer();
    await explorer.locator('conv-app').getByText('Uneven').first().waitFor();
    await workbench.screenshot('explorer');
  });

  it('opens the lesson with no file open', async () => {
    const workbench = await openWorkbench();
    await workbench.runCommand('Conv Explorer: Open Explorer');
    const explorer = workbench.explorer();
    await explorer.locator('[data-rows="4"][data-cols="16"][data-entries="36"]').first().waitFor();
    await explorer.locator('[data-rows="16"][data-cols="4"][data-entries="36"]').first().waitFor();
    await workbench.screenshot('lesson');
  });
});
