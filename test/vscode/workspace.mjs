// The folder that `npm start`, tests and pictures open, and the settings of the user who opens it.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './npm.mjs';

/** Settings that keep VS Code's own dialogs and bars out of the way; a sign-in dialog would cover the page. */
const USER_SETTINGS = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  // The folder of samples lies inside the clone, whose repository is none of the reader's business.
  'git.openRepositoryInParentFolders': 'never',
};

/** Gives a new profile of VS Code's server its user's settings; those of a profile that has some stay. */
export function prepareProfile(profile) {
  writeIfMissing(path.join(profile, 'data/data/User/settings.json'));
}

/** The same for the user data folder of a desktop VS Code. */
export function prepareUserData(folder) {
  writeIfMissing(path.join(folder, 'User/settings.json'));
}

function writeIfMissing(file) {
  if (!existsSync(file)) {
    write(file, USER_SETTINGS);
  }
}

function write(file, settings) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(settings, null, 2));
}

/**
 * Makes a fresh workspace: a copy of the samples, so that no edit reaches them.
 * @param {string} folder emptied first
 * @param {Readonly<Record<string, unknown>>} settings the workspace's own
 */
export function makeWorkspace(folder, settings = {}) {
  rmSync(folder, { recursive: true, force: true });
  fillWorkspace(folder);
  if (Object.keys(settings).length > 0) {
    changeSettings(folder, settings);
  }
}

/** Puts the samples that are missing into a folder, and leaves alone what somebody has edited there. */
export function fillWorkspace(folder) {
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(root, 'media/samples'), folder, { recursive: true, force: false });
}

/** Writes the settings of a workspace, beside those of the samples; VS Code takes them up while it runs. */
export function changeSettings(folder, settings) {
  const samples = JSON.parse(readFileSync(path.join(root, 'media/samples/.vscode/settings.json'), 'utf8'));
  write(path.join(folder, '.vscode/settings.json'), { ...samples, ...settings });
}
