import { viewChannel } from '../src/protocol/ends.js';
import { STRINGS_ELEMENT_ID, readStrings } from '../src/protocol/strings.js';
import { Actions } from './actions.js';
import './components/app.js';
import './components/pictures/index.js';
import { keepScroll } from './keepScroll.js';
import { restored, restoredScroll, viewState } from './state/persist.js';
import { Store } from './state/store.js';
import { setStrings } from './strings.js';

/** What VS Code gives a webview's page, once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** Builds the store, the channel and the app, and tells the host that the view is there. */
function start(): void {
  const vscode = acquireVsCodeApi();
  setStrings(readStrings(document.getElementById(STRINGS_ELEMENT_ID)?.textContent));
  const before = vscode.getState();
  const store = new Store(restored(before));
  const channel = viewChannel(
    {
      post: message => vscode.postMessage(message),
      listen: receive => {
        const listener = (event: MessageEvent) => receive(event.data);
        window.addEventListener('message', listener);
        return () => window.removeEventListener('message', listener);
      },
    },
    { snapshot: snapshot => actions.accept(snapshot) },
    { log: message => console.warn(message) },
  );
  const actions = new Actions(store, channel);
  const app = document.querySelector('conv-app') ?? document.body.appendChild(document.createElement('conv-app'));
  app.store = store;
  app.actions = actions;

  let stored = '';
  const scroll = keepScroll(app, restoredScroll(before), () => keep());
  const keep = () => {
    const { model } = store.view;
    // Until the first snapshot there is nothing to keep, and what was kept must not be lost.
    if (!model.snapshot) return;
    const state = viewState(model, scroll.top);
    const text = JSON.stringify(state);
    if (text !== stored) vscode.setState(state);
    stored = text;
  };
  store.subscribe(keep);
  actions.ready();
}

start();
