import { emptyModel } from './model.js';
import type { Model } from './model.js';
import { outcomeOf } from './outcome.js';
import type { Outcome } from './outcome.js';
import { pointedNow } from './rest.js';
import type { Pointed } from './scene.js';

/** What the app draws: the outcome changes only when what it depends on does, so that pointing costs nothing. */
export interface View {
  readonly model: Model;
  readonly outcome: Outcome;
  readonly pointed: Pointed;
  readonly notice: string | null;
  readonly playing: boolean;
}

/** Holds the one model, derives what is shown, and tells who listens. */
export class Store {
  private current: View = {
    model: emptyModel,
    outcome: outcomeOf(emptyModel),
    pointed: null,
    notice: null,
    playing: false,
  };
  private readonly listeners = new Set<(view: View) => void>();

  constructor(model: Model = emptyModel) {
    if (model !== emptyModel) this.update(() => model);
  }

  get view(): View {
    return this.current;
  }

  /** Replaces the model by what `step` makes of it; the same model back means that nothing happened. */
  update(step: (model: Model) => Model): void {
    const before = this.current.model;
    const model = step(before);
    if (model === before) return;
    const outcome = drawsTheSame(before, model) ? this.current.outcome : outcomeOf(model);
    const pointed = outcome.kind === 'drawn' ? pointedNow(model, outcome.scene) : null;
    const notice = outcome === this.current.outcome ? this.current.notice : null;
    this.set({ ...this.current, model, outcome, pointed, notice });
  }

  /** A short word about something that was just done; gone with the next change. */
  tell(notice: string | null): void {
    this.set({ ...this.current, notice });
  }

  setPlaying(playing: boolean): void {
    if (playing !== this.current.playing) this.set({ ...this.current, playing });
  }

  /** Calls back now and after every change, until the returned function is called. */
  subscribe(listener: (view: View) => void): () => void {
    this.listeners.add(listener);
    listener(this.current);
    return () => this.listeners.delete(listener);
  }

  private set(view: View): void {
    this.current = view;
    for (const listener of this.listeners) listener(view);
  }
}

function drawsTheSame(a: Model, b: Model): boolean {
  return (
    a.snapshot === b.snapshot &&
    a.changes === b.changes &&
    a.inputSpatial === b.inputSpatial &&
    a.inputKind === b.inputKind &&
    a.weightKind === b.weightKind &&
    a.typedInputs === b.typedInputs &&
    a.typedWeights === b.typedWeights &&
    a.colourBy === b.colourBy
  );
}
