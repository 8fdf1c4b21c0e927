import { hostChannel } from '../../../src/protocol/ends.js';
import { SNAPSHOT_NAMES, isSnapshotName, snapshot } from './snapshots.js';
import type { SnapshotName } from './snapshots.js';

/**
 * The host of the development page: gives the view its acquireVsCodeApi and answers the requests of the protocol with
 * recorded subjects. It is a tool to look at the view with, not a test of the extension's host.
 */

interface DevelopmentHost {
  /** Shows another recorded subject, as moving the cursor would. */
  show(name: string): void;
  /** Every request that the view made, for those who drive the page. */
  readonly requests: { readonly name: string; readonly argument: unknown }[];
}

declare global {
  interface Window {
    acquireVsCodeApi: () => {
      postMessage(message: unknown): void;
      getState(): unknown;
      setState(state: unknown): unknown;
    };
    developmentHost: DevelopmentHost;
  }
}

const STATE = 'conv-explorer-state';
const query = new URLSearchParams(location.search);
const asked = query.get('snapshot') ?? 'lesson';
let current: SnapshotName = isSnapshotName(asked) ? asked : 'lesson';
let pinned = query.has('pinned');
const toHost = new Set<(message: unknown) => void>();
const requests: { name: string; argument: unknown }[] = [];

if (current !== asked) {
  console.error(`There is no snapshot ${asked}, only ${SNAPSHOT_NAMES.join(', ')}.`);
}

const noted = <A, R>(name: string, answer: (argument: A) => R) => {
  return (argument: A): R => {
    requests.push({ name, argument });
    return answer(argument);
  };
};

const channel = hostChannel(
  {
    // As between host and view: a copy, later.
    post: message => queueMicrotask(() => window.postMessage(structuredClone(message), location.origin)),
    listen: receive => {
      toHost.add(receive);
      return () => toHost.delete(receive);
    },
  },
  {
    ready: noted('ready', () => send()),
    revealCall: noted('revealCall', () => undefined),
    setPinned: noted('setPinned', (wanted: boolean) => {
      pinned = wanted;
      send();
    }),
    chooseCall: noted('chooseCall', () => show('dcgan')),
    showLesson: noted('showLesson', () => show('lesson')),
    applyEdit: noted('applyEdit', () => ({ applied: false, reason: 'this page has no document' })),
    rememberInputSize: noted('rememberInputSize', () => undefined),
    copyText: noted('copyText', () => undefined),
  },
  { log: message => console.warn(message) },
);

function send(): void {
  channel.notify('snapshot', snapshot(current, pinned));
}

function show(name: string): void {
  if (isSnapshotName(name)) {
    current = name;
    send();
  }
}

window.developmentHost = { show, requests };
window.acquireVsCodeApi = () => ({
  postMessage: message => {
    const copy: unknown = structuredClone(message);
    queueMicrotask(() => toHost.forEach(receive => receive(copy)));
  },
  getState: () => JSON.parse(sessionStorage.getItem(STATE) ?? 'null') as unknown,
  setState: state => {
    sessionStorage.setItem(STATE, JSON.stringify(state));
    return state;
  },
});
