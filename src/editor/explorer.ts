import * as vscode from 'vscode';
import type { Handlers } from '../protocol/channel.js';
import { isViewState } from '../protocol/guards.js';
import type { DocumentView, HostRequests, Snapshot, SubjectView } from '../protocol/messages.js';
import { callSummary, callView } from './callView.js';
import { spatialRankOf } from './callFacts.js';
import { isPython, openDocument } from './documents.js';
import type { Analysed, Documents } from './documents.js';
import { documentName, fileName } from './documentName.js';
import { applyParameterEdits } from './applyEdit.js';
import { ExplorerPanel } from './explorerPanel.js';
import type { InputSizes } from './inputSizes.js';
import { Later } from './later.js';
import type { Log } from './log.js';
import { lineAt, rangeOf } from './positions.js';
import { setting } from './settings.js';
import { callUnderCursor, subjectCall } from './subject.js';
import type { Subject } from './subject.js';
import { pythonEditor } from './targets.js';
import { trackOffset } from './trackOffset.js';

/** Keys and cursor moves within this time, in milliseconds, are answered by one snapshot; longer in a slow file. */
const REFRESH_DELAY = 40;

/**
 * The explorer: one panel beside the code. It follows the cursor from call to call unless it is pinned, is kept up as
 * the code is typed, and sends the view whole snapshots.
 */
export class Explorer implements vscode.Disposable {
  private panel: ExplorerPanel | null = null;
  private subject: Subject = { kind: 'lesson' };
  private pinned = false;
  private generation = 0;
  private sent = '';
  private readonly refreshLater = new Later(
    () => this.refresh(),
    () => this.documents.delay(REFRESH_DELAY),
  );
  private readonly followLater = new Later(
    () => this.follow(),
    () => this.documents.delay(REFRESH_DELAY),
  );
  private readonly snapshots = new vscode.EventEmitter<Snapshot>();
  private readonly subscriptions: vscode.Disposable[];

  /** Every snapshot that is sent to the view. */
  readonly onDidSendSnapshot = this.snapshots.event;
  lastSnapshot: Snapshot | null = null;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly documents: Documents,
    private readonly inputSizes: InputSizes,
    private readonly log: Log,
  ) {
    this.subscriptions = [
      this.snapshots,
      this.refreshLater,
      this.followLater,
      documents.onDidBecomeStale(() => this.refreshLater.ask()),
      vscode.workspace.onDidChangeTextDocument(event => this.noteChange(event)),
      vscode.workspace.onDidOpenTextDocument(document => this.noteDocument(document)),
      vscode.workspace.onDidCloseTextDocument(document => this.noteDocument(document)),
      vscode.workspace.onDidChangeNotebookDocument(() => this.refreshLater.ask()),
      vscode.window.onDidChangeTextEditorSelection(() => this.followLater.ask()),
      vscode.window.onDidChangeActiveTextEditor(() => this.followLater.ask()),
    ];
  }

  dispose(): void {
    this.panel?.dispose();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Brings an open explorer to the front as it is; a new one shows the lesson. */
  open(): void {
    this.show(this.panel === null ? { kind: 'lesson' } : this.subject);
  }

  /** Opens the explorer, or brings it to the front, and shows the subject in it. */
  show(subject: Subject): void {
    if (this.panel === null) {
      this.pinned = !setting('explorer.followCursor');
      this.panel = ExplorerPanel.open(this.extensionUri, this.handlers(), this.log, () => this.closed());
    } else if (!this.panel.isVisible) {
      this.panel.reveal();
    }
    this.become(subject);
  }

  /** Takes over a panel that VS Code restored, with what its view had stored. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    this.panel?.dispose();
    this.panel = ExplorerPanel.restore(panel, this.extensionUri, this.handlers(), this.log, () => this.closed());
    const known = isViewState(state) ? state : null;
    this.pinned = known?.pinned ?? !setting('explorer.followCursor');
    if (known === null || known.uri === null || known.offset === null) {
      this.become({ kind: 'lesson' });
    } else {
      this.become({ kind: 'call', uri: known.uri, offset: known.offset, last: null });
      void this.reopen(known.uri);
    }
  }

  private closed(): void {
    this.panel = null;
    this.sent = '';
    this.lastSnapshot = null;
  }

  /** Reads a restored call's document, if it can still be read; opening it is noted and refreshes the view. */
  private async reopen(uri: string): Promise<void> {
    try {
      await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    } catch {
      this.log.info(`${uri} cannot be opened; the explorer waits for it.`);
    }
    this.refreshLater.ask();
  }

  private become(subject: Subject): void {
    this.subject = subject;
    this.refresh();
  }

  private noteChange({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (this.panel === null || !isPython(document)) {
      return;
    }
    const { subject } = this;
    if (subject.kind === 'call' && subject.uri === document.uri.toString()) {
      this.subject = { ...subject, offset: trackOffset(subject.offset, contentChanges) };
    }
    this.refreshLater.ask();
  }

  private noteDocument(document: vscode.TextDocument): void {
    if (this.subject.kind !== 'lesson' && this.subject.uri === document.uri.toString()) {
      this.refreshLater.ask();
    }
  }

  /** The cursor has moved: a call under it becomes the subject; elsewhere the last one stays. */
  private follow(): void {
    const editor = pythonEditor();
    if (this.panel === null || this.pinned || editor === undefined) {
      return;
    }
    const analysed = this.documents.current(editor.document);
    if (analysed === null) {
      void this.documents.analyse(editor.document).then(() => this.follow());
      return;
    }
    const uri = editor.document.uri.toString();
    const call = callUnderCursor(analysed, editor);
    if (call !== null) {
      this.become({ kind: 'call', uri, offset: call.span.from, last: null });
    } else if (this.subject.kind === 'none' && this.subject.uri !== uri) {
      this.become({ kind: 'none', uri });
    }
  }

  /** Sends what the view should show now, unless it has it already. */
  private refresh(force = false): void {
    // A hidden view has no page: when it is shown again it says that it is ready, and gets what holds then.
    if (this.panel === null || (!this.panel.isVisible && !force)) {
      return;
    }
    const { subject: about } = this;
    const document = about.kind === 'lesson' || about.uri === null ? undefined : openDocument(about.uri);
    const analysed = document === undefined ? null : this.documents.current(document);
    if (document !== undefined && analysed === null) {
      // What the view shows stays until the new text is understood.
      void this.documents.analyse(document).then(() => this.refresh(force));
      return;
    }
    const subject = this.subjectView(analysed);
    const content = JSON.stringify([subject, this.pinned]);
    if (content === this.sent && !force) {
      return;
    }
    this.sent = content;
    const snapshot: Snapshot = { generation: ++this.generation, subject, pinned: this.pinned };
    this.lastSnapshot = snapshot;
    this.panel.send(snapshot);
    this.snapshots.fire(snapshot);
  }

  /** What the view should show, with the analysis of the subject's document; null where that is not open. */
  private subjectView(analysed: Analysed | null): SubjectView {
    const { subject } = this;
    if (subject.kind === 'lesson') {
      return { kind: 'lesson' };
    }
    if (analysed === null) {
      const last = subject.kind === 'call' ? subject.last : null;
      return last === null ? { kind: 'none', document: null, calls: [] } : { kind: 'call', call: last };
    }
    const { document } = analysed;
    const call = subject.kind === 'call' ? subjectCall(analysed, subject.offset) : null;
    if (subject.kind === 'none' || call === null) {
      return this.listView(analysed);
    }
    const view = callView(call, {
      document: documentView(document),
      index: analysed.analysis.calls.indexOf(call),
      line: lineAt(document, call.span.from),
      rememberedInput: this.inputSizes.get(subject.uri, spatialRankOf(call)),
      t: vscode.l10n.t,
    });
    this.subject = { ...subject, last: view };
    return { kind: 'call', call: view };
  }

  private listView({ document, text, analysis }: Analysed): SubjectView {
    const calls = analysis.calls.map((call, index) =>
      callSummary(call, index, lineAt(document, call.span.from), text, vscode.l10n.t),
    );
    return { kind: 'none', document: documentView(document), calls };
  }

  /** What the view may ask for. */
  private handlers(): Handlers<HostRequests> {
    return {
      ready: () => this.refresh(true),
      revealCall: () => this.revealCall(),
      setPinned: pinned => {
        this.pinned = pinned;
        this.refresh();
        this.follow();
      },
      chooseCall: async ({ uri, version, index }) => {
        const document = openDocument(uri);
        const analysed = document?.version === version ? await this.documents.analyse(document) : null;
        const call = analysed?.version === version ? analysed.analysis.calls[index] : undefined;
        if (call === undefined) {
          // The list was of an older text: the view gets the new one.
          this.refresh(true);
        } else {
          this.become({ kind: 'call', uri, offset: call.span.from, last: null });
        }
      },
      showLesson: () => this.become({ kind: 'lesson' }),
      applyEdit: request => applyParameterEdits(this.documents, request),
      rememberInputSize: async ({ uri, inputSpatial }) => {
        await this.inputSizes.set(uri, inputSpatial);
        this.refresh();
      },
      copyText: async text => {
        await vscode.env.clipboard.writeText(text);
      },
    };
  }

  /** Goes to the call in the code. Rejects with a word for the person where its document cannot be opened. */
  private async revealCall(): Promise<void> {
    const { subject } = this;
    if (subject.kind !== 'call') {
      return;
    }
    const document =
      openDocument(subject.uri) ??
      (await vscode.workspace.openTextDocument(vscode.Uri.parse(subject.uri)).then(
        opened => opened,
        () => {
          throw new Error(vscode.l10n.t('{0} cannot be opened any more.', fileName(vscode.Uri.parse(subject.uri))));
        },
      ));
    const call = subjectCall(await this.documents.analyse(document), subject.offset);
    const selection = call === null ? undefined : rangeOf(document, call.span);
    const shown = vscode.window.visibleTextEditors.find(editor => editor.document === document);
    const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(document, { viewColumn, ...(selection === undefined ? {} : { selection }) });
  }
}

function documentView(document: vscode.TextDocument): DocumentView {
  return { uri: document.uri.toString(), name: documentName(document), version: document.version };
}
