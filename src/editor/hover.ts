import * as vscode from 'vscode';
import { callAt } from '../analysis/reading.js';
import { COMMANDS } from './commandNames.js';
import { exampleErrors } from './exampleText.js';
import { placeTextsOf } from './places.js';
import { rangeOf } from './positions.js';
import type { Documents } from './documents.js';
import { hoverText } from './hoverText.js';
import { setting } from './settings.js';
import { activeThemeKind } from './activeTheme.js';

/** Shows a convolution's shapes where the pointer rests on its call, in files, untitled documents and notebook cells. */
export class ConvHover implements vscode.HoverProvider {
  constructor(private readonly documents: Documents) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | null> {
    if (!setting('hover.enabled', document)) {
      return null;
    }
    const { version } = document;
    const analysed = await this.documents.analyse(document);
    const { analysis, examples } = analysed;
    // The position is one in the text as it was.
    if (token.isCancellationRequested || document.version !== version) {
      return null;
    }
    const call = callAt(analysis, document.offsetAt(position));
    if (call === null || call === undefined) {
      return null;
    }
    const places = await placeTextsOf(call, analysed, vscode.l10n.t);
    if (token.isCancellationRequested || document.version !== version) {
      return null;
    }
    const text = hoverText(call, {
      t: vscode.l10n.t,
      places,
      theme: activeThemeKind(),
      picture: setting('hover.picture', document),
      explore: { command: COMMANDS.exploreAtCursor, args: [{ uri: document.uri.toString(), offset: call.span.from }] },
    });
    const markdown = new vscode.MarkdownString(
      [text, exampleErrors(examples, vscode.l10n.t)].filter(Boolean).join('\n\n'),
      true,
    );
    markdown.isTrusted = { enabledCommands: [COMMANDS.exploreAtCursor] };
    return new vscode.Hover(markdown, rangeOf(document, call.span));
  }
}
