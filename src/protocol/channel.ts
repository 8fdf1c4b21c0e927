import { isBoolean, isCount, isObject, isString } from './guard.js';
import type { Guard } from './guard.js';

/** An interface of methods with at most one argument each: requests, or notifications. */
export type Methods<T> = { [K in keyof T]: (argument: never) => unknown };

export type Argument<F> = F extends (argument: infer A) => unknown ? (unknown extends A ? void : A) : never;
export type Answer<F> = F extends (argument: never) => infer R ? Awaited<R> : never;

/** How each request is checked on arrival: its argument where it is served, its result where it was asked. */
export type RequestGuards<T> = {
  readonly [K in keyof T]: { readonly argument: Guard<unknown>; readonly result: Guard<unknown> };
};
export type NotificationGuards<T> = { readonly [K in keyof T]: Guard<unknown> };
export type Handlers<T> = {
  readonly [K in keyof T]: (argument: Argument<T[K]>) => Answer<T[K]> | Promise<Answer<T[K]>>;
};
export type Listeners<T> = { readonly [K in keyof T]: (argument: Argument<T[K]>) => void };

/** What carries the messages: a webview's postMessage on one side, acquireVsCodeApi() on the other. */
export interface Transport {
  /** Sends one message of plain data. */
  post(message: unknown): unknown;
  /** Hands every message that arrives to `receive`, until the returned function is called. */
  listen(receive: (message: unknown) => void): () => void;
}

/** Calls `action` once after `milliseconds`; the returned function cancels it. */
export type Schedule = (action: () => void, milliseconds: number) => () => void;

/** Why a call came to nothing. */
export type CallFailure = 'refused' | 'failed' | 'disposed' | 'timed-out' | 'malformed-answer' | 'not-sent';

/** What a call that came to nothing rejects with. */
export class CallError extends Error {
  override readonly name = 'CallError';
  constructor(
    readonly failure: CallFailure,
    message: string,
  ) {
    super(message);
  }
}

/** What one end of a channel serves, hears, may ask and may say. The keys of the guards are the allow-lists. */
export interface ChannelOptions<Ask, Serve, Hear> {
  /** Guards of the requests that this end may make. */
  readonly ask: RequestGuards<Ask>;
  /** Guards and handlers of the requests that this end answers: nothing else is answered. */
  readonly serve: RequestGuards<Serve>;
  readonly handlers: Handlers<Serve>;
  readonly hear: NotificationGuards<Hear>;
  readonly listeners: Listeners<Hear>;
  /** Is told of every message that was dropped, and why. */
  readonly log: (message: string) => void;
  /** After how long without an answer a call is given up; 30 s by default. */
  readonly timeoutMs?: number;
  readonly schedule?: Schedule;
}

const DEFAULT_TIMEOUT_MS = 30_000;

interface Pending {
  readonly name: string;
  readonly guard: Guard<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: CallError) => void;
  readonly cancelTimeout: () => void;
}

const isRequest = isObject<{ id: number; request: string }>({ id: isCount, request: isString });
const isResponse = isObject<{ id: number; ok: boolean }>({ id: isCount, ok: isBoolean });
const isNotification = isObject<{ notification: string }>({ notification: isString });

/**
 * One end of a typed conversation by messages; host and view each hold one. Requests are answered, notifications are
 * not. Every call settles: with its result, or with a CallError that says why not. A message that is malformed, or
 * whose name is not on the list, is dropped and logged; nothing that arrives can make this class throw.
 *
 * On the wire: `{id, request, argument}`, `{id, ok, value}` or `{id, ok: false, error, failure}`, and
 * `{notification, argument}`.
 */
export class Channel<
  Ask extends Methods<Ask>,
  Serve extends Methods<Serve>,
  Say extends Methods<Say>,
  Hear extends Methods<Hear>,
> {
  private readonly pending = new Map<number, Pending>();
  private readonly stopListening: () => void;
  private readonly schedule: Schedule;
  private lastId = 0;
  private disposed = false;

  constructor(
    private readonly transport: Transport,
    private readonly options: ChannelOptions<Ask, Serve, Hear>,
  ) {
    this.schedule = options.schedule ?? scheduleByTimer;
    this.stopListening = transport.listen(message => this.receive(message));
  }

  /** Asks the other side. Rejects with a CallError when there is no valid answer. */
  call<K extends keyof Ask & string>(name: K, argument: Argument<Ask[K]>): Promise<Answer<Ask[K]>> {
    return new Promise((resolve, reject) => {
      if (this.disposed) {
        reject(new CallError('disposed', `The other side is gone: ${name} was not asked.`));
        return;
      }
      const id = ++this.lastId;
      this.pending.set(id, {
        name,
        guard: this.options.ask[name].result,
        resolve: resolve as (value: unknown) => void,
        reject,
        cancelTimeout: this.schedule(
          () => this.fail(id, 'timed-out', `No answer to ${name} in time.`),
          this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
        ),
      });
      this.post({ id, request: name, argument }, () => this.fail(id, 'not-sent', `${name} could not be sent.`));
    });
  }

  /** Tells the other side something that needs no answer. After dispose it does nothing. */
  notify<K extends keyof Say & string>(name: K, argument: Argument<Say[K]>): void {
    if (!this.disposed) {
      this.post({ notification: name, argument }, () => this.options.log(`${name} could not be sent.`));
    }
  }

  /** Ends the conversation: what is pending settles as disposed, what arrives later is ignored. */
  dispose(): void {
    if (this.disposed) {
      return;
    }
    this.disposed = true;
    this.stopListening();
    for (const id of [...this.pending.keys()]) {
      this.fail(id, 'disposed', 'The other side is gone.');
    }
  }

  private post(message: unknown, onFailure: () => void): void {
    try {
      // VS Code's postMessage answers with a promise that may reject once the view is gone.
      Promise.resolve(this.transport.post(message)).catch(onFailure);
    } catch {
      onFailure();
    }
  }

  private fail(id: number, failure: CallFailure, message: string): void {
    const pending = this.take(id);
    pending?.reject(new CallError(failure, message));
  }

  private take(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    pending?.cancelTimeout();
    return pending;
  }

  private receive(message: unknown): void {
    if (this.disposed) {
      return;
    }
    if (isRequest(message)) {
      void this.answer(message.id, message.request, (message as { argument?: unknown }).argument);
    } else if (isResponse(message)) {
      this.settle(message.id, message);
    } else if (isNotification(message)) {
      this.hear(message.notification, (message as { argument?: unknown }).argument);
    } else {
      this.options.log('A malformed message was dropped.');
    }
  }

  private async answer(id: number, name: string, argument: unknown): Promise<void> {
    const refuse = (failure: CallFailure, error: string) => {
      this.options.log(error);
      this.post({ id, ok: false, failure, error }, () => undefined);
    };
    if (!Object.hasOwn(this.options.serve, name)) {
      refuse('refused', `The request ${shorten(name)} is not known.`);
      return;
    }
    const key = name as keyof Serve & string;
    if (!this.options.serve[key].argument(argument)) {
      refuse('refused', `The request ${name} was malformed.`);
      return;
    }
    try {
      const value = await this.options.handlers[key](argument as Argument<Serve[typeof key]>);
      if (!this.disposed) {
        this.post({ id, ok: true, value }, () => this.options.log(`The answer to ${name} could not be sent.`));
      }
    } catch (error) {
      if (!this.disposed) {
        refuse('failed', error instanceof Error ? error.message : String(error));
      }
    }
  }

  private settle(id: number, message: { ok: boolean; value?: unknown; error?: unknown; failure?: unknown }): void {
    const pending = this.take(id);
    if (pending === undefined) {
      this.options.log('An answer came to no pending request.');
    } else if (!message.ok) {
      const text = isString(message.error) ? message.error : `${pending.name} failed.`;
      pending.reject(new CallError(message.failure === 'refused' ? 'refused' : 'failed', text));
    } else if (pending.guard(message.value)) {
      pending.resolve(message.value);
    } else {
      this.options.log(`The answer to ${pending.name} was malformed.`);
      pending.reject(new CallError('malformed-answer', `The answer to ${pending.name} was malformed.`));
    }
  }

  private hear(name: string, argument: unknown): void {
    if (!Object.hasOwn(this.options.hear, name)) {
      this.options.log(`The notification ${shorten(name)} is not known.`);
      return;
    }
    const key = name as keyof Hear & string;
    if (!this.options.hear[key](argument)) {
      this.options.log(`The notification ${name} was malformed.`);
      return;
    }
    try {
      this.options.listeners[key](argument as Argument<Hear[typeof key]>);
    } catch (error) {
      this.options.log(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function scheduleByTimer(action: () => void, milliseconds: number): () => void {
  const timer = setTimeout(action, milliseconds);
  return () => clearTimeout(timer);
}

/** A name from outside, fit for one line of a log. */
function shorten(name: string): string {
  return JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name);
}
