import { Channel } from './channel.js';
import type { Handlers, Listeners, Schedule, Transport } from './channel.js';
import { HOST_REQUESTS, VIEW_NOTIFICATIONS } from './guards.js';
import type { HostRequests, ViewNotifications } from './messages.js';

type Nothing = Record<never, never>;

export type HostChannel = Channel<Nothing, HostRequests, ViewNotifications, Nothing>;
export type ViewChannel = Channel<HostRequests, Nothing, Nothing, ViewNotifications>;

export interface EndOptions {
  readonly log: (message: string) => void;
  readonly timeoutMs?: number;
  readonly schedule?: Schedule;
}

/** The host's end: answers the view's requests and sends it snapshots. */
export function hostChannel(transport: Transport, handlers: Handlers<HostRequests>, options: EndOptions): HostChannel {
  return new Channel(transport, { ...options, ask: {}, serve: HOST_REQUESTS, handlers, hear: {}, listeners: {} });
}

/**
 * The view's end: asks the host and hears its snapshots.
 *
 *     const vscode = acquireVsCodeApi();
 *     const channel = viewChannel(
 *       {
 *         post: message => vscode.postMessage(message),
 *         listen: receive => {
 *           const listener = (event: MessageEvent) => receive(event.data);
 *           window.addEventListener('message', listener);
 *           return () => window.removeEventListener('message', listener);
 *         },
 *       },
 *       { snapshot: snapshot => store.accept(snapshot) },
 *       { log: message => console.warn(message) },
 *     );
 *     await channel.call('ready', undefined);
 */
export function viewChannel(
  transport: Transport,
  listeners: Listeners<ViewNotifications>,
  options: EndOptions,
): ViewChannel {
  return new Channel(transport, {
    ...options,
    ask: HOST_REQUESTS,
    serve: {},
    handlers: {},
    hear: VIEW_NOTIFICATIONS,
    listeners,
  });
}
