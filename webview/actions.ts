import type { Change, ParameterRole } from '../src/engine/index.js';
import type { ViewChannel } from '../src/protocol/ends.js';
import type { Snapshot } from '../src/protocol/messages.js';
import { editsOf } from './state/edits.js';
import * as model from './state/model.js';
import type { FieldValue } from './state/parseField.js';
import { stepOutput } from './state/rest.js';
import type { PointDetail, ValueDetail } from './state/scene.js';
import type { Store } from './state/store.js';
import type { InputKind, WeightKind } from './state/values.js';
import { say } from './strings.js';

/** How long an output stays while playing, in milliseconds: long enough to read its sum. */
const PLAY_STEP = 700;

/** Everything that a person can do. Components call these and never talk to the host themselves. */
export class Actions {
  private player: ReturnType<typeof setInterval> | null = null;

  constructor(
    private readonly store: Store,
    private readonly channel: ViewChannel,
  ) {}

  ready(): void {
    void this.ask(this.channel.call('ready', undefined));
  }

  accept(snapshot: Snapshot): void {
    const before = this.store.view.model.subject?.key;
    this.store.update(current => model.withSnapshot(current, snapshot));
    if (this.store.view.model.subject?.key !== before) this.stop();
  }

  // --- the call -----------------------------------------------------------------------------------------------------

  change(role: ParameterRole, value: FieldValue): void {
    this.store.update(current => model.withChange(current, role, value));
  }

  /**
   * Sets the input size. Where the code gives one, this is a what-if; where it leaves one open, it answers "what size
   * goes in?", and the host keeps the answer for this file.
   */
  setInput(inputSpatial: readonly number[]): void {
    this.store.update(current => model.withInput(current, inputSpatial));
    const { subject } = this.store.view.model;
    const uri = subject?.call?.document.uri;
    const open = subject?.inputSpatial.some(size => size === null) === true;
    const sizes = inputSpatial.every(size => Number.isSafeInteger(size) && size >= 1);
    if (uri !== undefined && open && sizes) {
      void this.ask(this.channel.call('rememberInputSize', { uri, inputSpatial }));
    }
  }

  /** Tries a suggestion, as a what-if. */
  tryChange(change: Change): void {
    const set: Record<string, FieldValue> = {};
    for (const [role, value] of Object.entries(change.set)) if (value !== undefined) set[role] = value;
    this.store.update(current => model.withChanges(current, set, change.inputSpatial));
  }

  reset(): void {
    this.store.update(model.withoutChanges);
  }

  /** Puts the changed parameters into the code; the host refuses if the document has moved on. */
  async apply(): Promise<void> {
    const { subject, changes } = this.store.view.model;
    const call = subject?.call;
    if (!subject || !call) return;
    const { document, index } = call;
    const edits = editsOf(subject, changes);
    if (edits.length === 0) return;
    const answer = await this.ask(
      this.channel.call('applyEdit', { uri: document.uri, version: document.version, index, edits }),
    );
    if (answer) this.store.tell(answer.applied ? say('applied') : say('notApplied', answer.reason ?? ''));
  }

  // --- the host -----------------------------------------------------------------------------------------------------

  reveal(): void {
    void this.ask(this.channel.call('revealCall', undefined));
  }

  async copy(text: string): Promise<void> {
    const answer = await this.ask(this.channel.call('copyText', text).then(() => true));
    if (answer) this.store.tell(say('copied', text));
  }

  setPinned(pinned: boolean): void {
    void this.ask(this.channel.call('setPinned', pinned));
  }

  choose(uri: string, version: number, index: number): void {
    void this.ask(this.channel.call('chooseCall', { uri, version, index }));
  }

  openLesson(): void {
    void this.ask(this.channel.call('showLesson', undefined));
  }

  // --- numbers and pictures -----------------------------------------------------------------------------------------

  setInputKind(kind: InputKind): void {
    this.store.update(current => model.withInputKind(current, kind));
  }

  setWeightKind(kind: WeightKind): void {
    this.store.update(current => model.withWeightKind(current, kind));
  }

  /** x and w of ones: y is then the overlap map, so its checkerboard is seen in the output itself. */
  showCheckerboard(): void {
    this.store.update(current => model.withWeightKind(model.withInputKind(current, 'ones'), 'ones'));
  }

  setColourBy(colourBy: 'index' | 'value'): void {
    this.store.update(current => ({ ...current, colourBy }));
  }

  setValue({ target, index, value }: ValueDetail): void {
    this.store.update(current => model.withValue(current, target, index, value));
  }

  point({ pointed, keep }: PointDetail): void {
    if (keep) this.stop();
    this.store.update(current => model.withPointed(current, pointed, keep));
  }

  step(by: 1 | -1): void {
    this.stop();
    this.advance(by);
  }

  /** Starts or stops walking through the outputs. It never starts by itself. */
  togglePlay(): void {
    if (this.player !== null) {
      this.stop();
      return;
    }
    this.player = setInterval(() => this.advance(1), PLAY_STEP);
    this.store.setPlaying(true);
    this.advance(1);
  }

  stop(): void {
    if (this.player !== null) clearInterval(this.player);
    this.player = null;
    this.store.setPlaying(false);
  }

  private advance(by: 1 | -1): void {
    const { outcome } = this.store.view;
    if (outcome.kind !== 'drawn') {
      this.stop();
      return;
    }
    const { scene } = outcome;
    this.store.update(current => model.withPointed(current, stepOutput(current, scene, by), true));
  }

  /** A request that fails is said in the view: nothing that a person did may come to nothing in silence. */
  private async ask<T>(request: Promise<T>): Promise<T | null> {
    try {
      return await request;
    } catch (error) {
      this.store.tell(error instanceof Error ? error.message : String(error));
      return null;
    }
  }
}
