// The folder that `npm start`, tests and pictures open: a copy of the samples, so that nobody's edits reach them.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './npm.mjs';

/** Settings that keep VS Code's own dialogs and bars out of the way; a sign-in dialog would cover the page. */
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'git.enabled': false,
};

/**
 * Makes a fresh workspace of the samples.
 * @param {string} folder emptied first
 * @param {Record<string, unknown>} settings more settings of the workspace
 */
export function makeWorkspace(folder, settings = {}) {
  rmSync(folder, { recursive: true, force: true });
  fillWorkspace(folder);
  changeSettings(folder, settings);
}

/** Puts the samples that are missing into a folder, and leaves alone what somebody has edited there. */
export function fillWorkspace(folder) {
  mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  cpSync(path.join(root, 'media/samples'), folder, { recursive: true, force: false });
  if (!existsSync(settingsFile(folder))) {
    changeSettings(folder, {});
  }
}

const settingsFile = folder => path.join(folder, '.vscode/settings.json');

/** Writes the settings of a workspace; VS Code takes them up while it runs. */
export function changeSettings(folder, settings) {
  writeFileSync(settingsFile(folder), JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
}
