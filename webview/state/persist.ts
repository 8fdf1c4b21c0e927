import { isViewState } from '../../src/protocol/guards.js';
import type { ViewState } from '../../src/protocol/messages.js';
import { emptyModel } from './model.js';
import type { Model } from './model.js';
import { isInputKind, isWeightKind } from './values.js';

/** What the view keeps across hide, show and reload: where it was and what was chosen, never what is computed. */
export function viewState(model: Model, scrollTop = 0): ViewState {
  const call = model.subject?.call ?? null;
  return {
    uri: call?.document.uri ?? null,
    offset: call?.offset ?? null,
    pinned: model.snapshot?.pinned ?? false,
    colourBy: model.colourBy,
    inputValues: model.inputKind,
    weightValues: model.weightKind,
    scrollTop: Math.max(0, Math.round(scrollTop)),
  };
}

/** The model that a stored state begins with. What is malformed or of another version is as if nothing were stored. */
export function restored(state: unknown): Model {
  if (!isViewState(state)) return emptyModel;
  return {
    ...emptyModel,
    colourBy: state.colourBy,
    inputKind: isInputKind(state.inputValues) ? state.inputValues : emptyModel.inputKind,
    weightKind: isWeightKind(state.weightValues) ? state.weightValues : emptyModel.weightKind,
  };
}

/** How far down a stored state was scrolled; 0 where nothing usable is stored. */
export function restoredScroll(state: unknown): number {
  return isViewState(state) ? state.scrollTop : 0;
}
