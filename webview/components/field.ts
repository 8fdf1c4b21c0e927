import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { live } from 'lit/directives/live.js';
import type { Actions } from '../actions.js';
import { axisNames } from '../state/header.js';
import type { HeaderField } from '../state/header.js';
import { parseField, parseNumbers } from '../state/parseField.js';
import { say } from '../strings.js';
import { boxes } from './boxes.js';
import './icon.js';
import { shared } from './shared.js';

/**
 * One parameter of the call: one box, or one per axis. Enter or leaving applies, Escape takes the typing back, the arrow
 * keys step by one. What cannot be read says so beside the box and changes nothing.
 */
@customElement('conv-field')
export class ConvField extends LitElement {
  @property({ attribute: false }) field: HeaderField | null = null;
  @property({ attribute: false }) actions: Actions | null = null;
  @property({ type: Number }) rank = 2;

  /** The person asked for a box per axis although all axes are equal. */
  @state() private opened = false;
  /** What is being typed, by box, until it is applied. */
  @state() private drafts: ReadonlyMap<number, string> = new Map();
  @state() private message: string | null = null;

  static override readonly shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override readonly styles = [
    shared,
    boxes,
    css`
      :host {
        display: inline;
      }
    `,
  ];

  override render() {
    const { field } = this;
    if (!field) return nothing;
    const split = this.isSplit(field);
    const texts = split && !field.split ? Array.from({ length: this.rank }, () => field.texts[0] ?? '') : field.texts;
    const label = field.written ? (field.keyword ? `${field.name}=` : '') : `${field.name} `;
    return html`<span class=${classMap(this.classes(field))} title=${this.hint(field)}>
      ${label ? html`<span class="name">${label}</span>` : nothing}${
        field.kind === 'fixed'
          ? html`<span class="fixed">${texts[0]}</span>`
          : field.kind === 'choice'
            ? this.choice(field)
            : texts.map(
                (text, box) =>
                  html`${box > 0 ? html`<span class="times">×</span>` : nothing}${this.box(field, text, box, split)}`,
              )
      }${field.splittable && !field.split ? this.splitter(field) : nothing}${
        field.was === null ? nothing : html`<span class="was">${say('was', field.was)}</span>`
      }${this.message === null ? nothing : html`<span class="message" role="alert">${this.message}</span>`}<slot></slot>
    </span>`;
  }

  private isSplit(field: HeaderField): boolean {
    return field.split || (this.opened && field.splittable);
  }

  private classes(field: HeaderField) {
    return {
      field: true,
      default: !field.written,
      changed: field.was !== null,
      fault: field.fault,
      // A tensor that a functional call is given is not a number that anyone could type.
      ask: !field.known && field.kind !== 'fixed',
      wrong: this.message !== null,
    };
  }

  private hint(field: HeaderField): string {
    if (!field.known && field.why) return say('unknownHint', field.name, field.why);
    return field.written ? field.name : say('defaultHint', field.name);
  }

  private box(field: HeaderField, text: string, box: number, split: boolean) {
    const axis = axisNames(this.rank)[box] ?? String(box);
    const label = split ? say('fieldAxis', field.name, axis) : field.name;
    const value = this.drafts.get(box) ?? text;
    return html`<input
      .value=${live(value)}
      size=${Math.max(1, value.length)}
      spellcheck="false"
      autocomplete="off"
      inputmode=${field.kind === 'axesOrWord' ? 'text' : 'numeric'}
      aria-label=${label}
      aria-invalid=${field.fault || this.message !== null}
      data-name=${field.name}
      data-axis=${split ? box : nothing}
      @input=${(event: Event) => this.type(box, (event.target as HTMLInputElement).value)}
      @change=${() => this.applyBox(box)}
      @keydown=${(event: KeyboardEvent) => this.key(event, box)}
    />`;
  }

  private choice(field: HeaderField) {
    const text = field.texts[0] ?? '';
    return html`<select
      aria-label=${field.name}
      data-name=${field.name}
      @change=${(event: Event) => this.apply(field, (event.target as HTMLSelectElement).value)}
    >
      ${field.words.includes(text) ? nothing : html`<option selected>${text}</option>`}
      ${field.words.map(word => html`<option .selected=${live(word === text)}>${word}</option>`)}
    </select>`;
  }

  private splitter(field: HeaderField) {
    const label = say(this.opened ? 'joinAxesHint' : 'splitAxesHint', field.name);
    return html`<button
      class="axes"
      aria-label=${label}
      aria-expanded=${this.opened}
      title=${label}
      @click=${() => {
        this.opened = !this.opened;
      }}
    >
      ${say(this.opened ? 'joinAxes' : 'splitAxes')}
    </button>`;
  }

  private type(box: number, text: string): void {
    this.drafts = new Map(this.drafts).set(box, text);
  }

  private key(event: KeyboardEvent, box: number): void {
    if (event.key === 'Enter') {
      event.preventDefault();
      this.applyBox(box);
    } else if (event.key === 'Escape') {
      this.drafts = new Map();
      this.message = null;
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const by = event.key === 'ArrowUp' ? 1 : -1;
      const numbers = parseNumbers((event.target as HTMLInputElement).value);
      if (!numbers) return;
      event.preventDefault();
      this.type(box, numbers.map(number => String(number + by)).join(', '));
      this.applyBox(box);
    }
  }

  /** Applies what was typed into a box: of several boxes, together with what the others hold. */
  private applyBox(box: number): void {
    const { field } = this;
    const draft = this.drafts.get(box);
    if (!field || draft === undefined) return;
    const whole = parseNumbers(draft);
    // A word, or a whole tuple, typed into the box of one axis stands for all of them.
    if (!this.isSplit(field) || whole?.length !== 1) {
      this.apply(field, draft);
      return;
    }
    const others = Array.from({ length: this.rank }, (_, axis) => field.texts[field.split ? axis : 0] ?? '');
    this.apply(field, others.map((text, axis) => (axis === box ? draft : text)).join(', '));
  }

  private apply(field: HeaderField, text: string): void {
    const parsed = parseField(text, field.kind, field.words, this.rank);
    if (!parsed.ok) {
      this.message = parsed.message;
      return;
    }
    this.message = null;
    this.drafts = new Map();
    if (field.role !== null) this.actions?.change(field.role, parsed.value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-field': ConvField;
  }
}
