import * as vscode from 'vscode';
import { callSummary } from './callView.js';
import { documentName } from './documentName.js';
import { lineAt } from './positions.js';
import type { Target } from './targets.js';

interface Item extends vscode.QuickPickItem {
  readonly target: Target;
}

/** Offers calls in the given order; null where nothing was chosen. */
export async function pickTarget(targets: readonly Target[]): Promise<Target | null> {
  const items = targets.map((target): Item => {
    const { document, text } = target.analysed;
    const line = lineAt(document, target.call.span.from);
    const summary = callSummary(target.call, 0, line, text, vscode.l10n.t);
    return {
      label: summary.text,
      description: `${documentName(document)}:${line}`,
      detail: summary.shapes + (summary.uneven ? ` · ${vscode.l10n.t('uneven overlap')}` : ''),
      target,
    };
  });
  const item = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('No convolution is under the cursor: choose one, the nearest first'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return item?.target ?? null;
}
