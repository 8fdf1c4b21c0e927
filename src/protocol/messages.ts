import type { LayerParams, ParameterRole } from '../engine/index.js';

/**
 * What host and view say to each other: types and constants only. Everything is plain data, and the host always sends
 * the whole state (a snapshot), never a difference.
 */

/** The view's type in VS Code, for createWebviewPanel, the serializer and the activation event. */
export const EXPLORER_VIEW_TYPE = 'convExplorer.explorer';

export interface Snapshot {
  /** Grows with every snapshot; the view drops what is older than what it has. */
  readonly generation: number;
  readonly subject: SubjectView;
  readonly pinned: boolean;
}

export type SubjectView =
  | { readonly kind: 'lesson' }
  | { readonly kind: 'none'; readonly document: DocumentView | null; readonly calls: readonly CallSummary[] }
  | { readonly kind: 'call'; readonly call: CallView };

export interface DocumentView {
  readonly uri: string;
  /** Short, for people: dcgan.py */
  readonly name: string;
  readonly version: number;
}

export interface CallSummary {
  /** Names this call within its document's version. */
  readonly index: number;
  readonly line: number; // from 1
  readonly text: string; // nn.Conv2d(3, 64, 4, 2, 1)
  readonly shapes: string; // (N, 3, H, W) → (N, 64, H/2, W/2)
  readonly uneven: boolean;
}

export interface CallView {
  readonly document: DocumentView;
  readonly index: number;
  readonly line: number; // from 1
  /** Of the call's first character, in UTF-16 units from 0: what the view keeps in its ViewState. */
  readonly offset: number;
  readonly api: string;
  readonly callee: string;
  /** False while the call is half-typed: the view keeps its last picture, faded, and says so. */
  readonly complete: boolean;
  readonly fields: readonly FieldView[];
  /** All parameters, if all are known. */
  readonly params: LayerParams | null;
  /** What is known of the parameters although not all are: enough to ask for the rest, and often enough to draw. */
  readonly known?: Partial<LayerParams>;
  /** Those that are not known, each with its reason. */
  readonly unknown: readonly { readonly name: string; readonly why: string }[];
  /** Full shapes as texts (batch and channels included), or null where the rank is unknown. */
  readonly inputShape: readonly string[] | null;
  readonly outputShape: readonly string[] | null;
  /** Spatial input size, null for each axis whose number is not known. */
  readonly inputSpatial: readonly (number | null)[];
  /** The answer given earlier to "what size goes in?" for this document and rank: used where inputSpatial has null. */
  readonly rememberedInput: readonly number[] | null;
  readonly certainty: 'certain' | 'possible' | 'assumed';
  /** What is assumed where nothing runs it: "Net() on an input (N, 3, H, W)". */
  readonly assumption?: string;
  /** How often the shown run happens, and where: "×6 in ResNet.layer1". */
  readonly times?: string;
  /** Every other distinct run, as texts: "(1, 3, 32, 32) → (1, 8, 30, 30) (×2 in Net.a)". */
  readonly otherRuns: readonly string[];
  /** The framework's own words for a problem, with the parameter at fault. */
  readonly problems: readonly { readonly code: string; readonly message: string; readonly parameter?: string }[];
}

/** One parameter of the call, in the order in which the header shows them. */
export interface FieldView {
  /** The framework's own name. */
  readonly name: string;
  readonly role: ParameterRole | null;
  /** As in the code, or the default's text. */
  readonly text: string;
  readonly keyword: boolean;
  /** Not written in the code. */
  readonly isDefault: boolean;
  readonly value: number | readonly number[] | string | boolean | null;
  readonly known: boolean;
}

/** New values by the framework's parameter name, as the text that the code would have: "4", "(2, 1)", "'same'". */
export interface ParameterEdit {
  readonly name: string;
  readonly text: string;
}

/** What the view may ask of the host. Every request settles: with its result or with an error. */
export interface HostRequests {
  /** The view has loaded and can receive snapshots. */
  ready(): void;
  revealCall(): void;
  setPinned(pinned: boolean): void;
  /** Choose one of the calls that a 'none' subject listed. */
  chooseCall(request: { readonly uri: string; readonly version: number; readonly index: number }): void;
  showLesson(): void;
  /** Put changed parameters back into the code: refused unless the document still has this version. */
  applyEdit(request: {
    readonly uri: string;
    readonly version: number;
    readonly index: number;
    readonly edits: readonly ParameterEdit[];
  }): { readonly applied: boolean; readonly reason?: string };
  /** Keep the answer to "what size goes in?" for this call's document. */
  rememberInputSize(request: { readonly uri: string; readonly inputSpatial: readonly number[] }): void;
  copyText(text: string): void;
}

/** What the host tells the view. */
export interface ViewNotifications {
  snapshot(snapshot: Snapshot): void;
}

/** What the view keeps across hide, show and reload (vscode.setState): navigation and choices only. */
export interface ViewState {
  readonly uri: string | null;
  /** The call's offset, so that the serializer finds it again. */
  readonly offset: number | null;
  readonly pinned: boolean;
  readonly colourBy: 'index' | 'value';
  readonly inputValues: string;
  readonly weightValues: string;
  /** How far the page was scrolled down, in pixels. */
  readonly scrollTop: number;
}
