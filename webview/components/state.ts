import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Actions } from '../actions.js';
import type { Change } from '../../src/engine/index.js';
import { changeText } from '../state/header.js';
import type { Header, Outcome, Structure } from '../state/outcome.js';
import { formatBytes, formatNumber, formatSizes, say } from '../strings.js';
import './icon.js';
import './askSize.js';
import { shared } from './shared.js';
import { stateStyles } from './stateStyles.js';

type Of<K extends Outcome['kind']> = Extract<Outcome, { kind: K }>;

/** What stands in place of the pictures where there is nothing to draw: why, and what a person can do about it. */
@customElement('conv-state')
export class ConvState extends LitElement {
  @property({ attribute: false }) outcome: Outcome | null = null;
  @property({ attribute: false }) actions: Actions | null = null;

  static override readonly styles = [shared, stateStyles];

  override render() {
    const { outcome } = this;
    if (!outcome) return nothing;
    return html`<div class="message" data-state=${outcome.kind}>${this.content(outcome)}</div>`;
  }

  /** Does what a button says; the header takes the keyboard over from the message, which goes. */
  private act(action: () => void): void {
    action();
    this.dispatchEvent(new CustomEvent('conv-tried', { bubbles: true, composed: true }));
  }

  private content(outcome: Outcome) {
    switch (outcome.kind) {
      case 'waiting':
        return html`<p class="muted" role="status">${say('waiting')}</p>`;
      case 'none':
        return this.none(outcome);
      case 'incomplete':
        return html`<p class="formula">${outcome.callee}(…</p>
          <p role="status">${say('incompleteEmpty')}</p>`;
      case 'unknown-size':
        return html`<h1><conv-icon class="warning" name="question"></conv-icon>${say('sizeTitle')}</h1>
          ${keyed(
            outcome.header.subject.key,
            html`<conv-ask-size .header=${outcome.header} .actions=${this.actions}></conv-ask-size>`,
          )}`;
      case 'unknown-parameters':
        return this.unknownParameters(outcome);
      case 'impossible':
        return this.impossible(outcome);
      case 'too-large':
        return this.tooLarge(outcome);
      case 'not-drawn':
        return html`<h1><conv-icon name="info"></conv-icon>${say('modeTitle', outcome.mode)}</h1>
          <p>${say('modeText')}</p>`;
      case 'drawn':
        return nothing;
    }
  }

  private none({ document, calls }: Of<'none'>) {
    return html`<h1>${say('noneTitle')}</h1>
      ${
        document === null
          ? html`<p>${say('noneNoFile')}</p>`
          : calls.length === 0
            ? html`<p>${say('noneEmpty', document.name)}</p>`
            : html`<p>${say('noneText', document.name)}</p>
                <ul class="list">
                  ${calls.map(
                    call =>
                      html`<li>
                        <button
                          data-call=${call.index}
                          @click=${() => this.actions?.choose(document.uri, document.version, call.index)}
                        >
                          <span class="muted">${say('line', call.line)}</span>
                          <span class="text">${call.text}</span>
                          <span class="shapes">${call.shapes}</span>
                          ${
                            call.uneven
                              ? html`<span class="warning"
                                  ><conv-icon name="warning"></conv-icon> ${say('unevenMark')}</span
                                >`
                              : nothing
                          }
                        </button>
                      </li>`,
                  )}
                </ul>`
      }
      <div class="row">
        <button class="secondary" data-action="lesson" @click=${() => this.actions?.openLesson()}>
          <conv-icon name="mortar-board"></conv-icon>${say('openLesson')}
        </button>
      </div>`;
  }

  private unknownParameters({ missing }: Of<'unknown-parameters'>) {
    return html`<h1><conv-icon class="warning" name="question"></conv-icon>${say('parametersTitle')}</h1>
      <ul>
        ${missing.map(
          ({ name, why }) =>
            html`<li>${why ? say('parameterUnknown', name, why) : say('parameterUnknownNoReason', name)}</li>`,
        )}
      </ul>
      <p>${say('parametersText')}</p>`;
  }

  private impossible({ problem, header, built, nearest, nearestGroups }: Of<'impossible'>) {
    return html`<h1>
        <conv-icon class="error" name="error"></conv-icon>${say(built ? 'impossibleTitle' : 'impossibleParameters')}
      </h1>
      <p data-code=${problem.code}>${problem.message}</p>
      ${header.shapes.formulas.map(formula => html`<p class="formula">${formula}</p>`)}
      ${
        nearest.length + nearestGroups.length > 0
          ? html`<p>${say('nearest')}</p>
              <div class="row changes">
                ${nearest.map((change, index) => this.change(change, header, index === 0))}
                ${nearestGroups.map((groups, index) => this.groups(groups, header, nearest.length === 0 && index === 0))}
              </div>`
          : nothing
      }`;
  }

  private groups(groups: number, { subject }: Header, first: boolean) {
    return html`<button
      class=${first ? 'primary' : 'secondary'}
      @click=${() => this.act(() => this.actions?.change('groups', groups))}
    >
      ${changeText(subject.fields, { groups })}
    </button>`;
  }

  private change(change: Change, header: Header, first: boolean) {
    const words = [
      changeText(header.subject.fields, change.set),
      change.inputSpatial ? say('inputSize', formatSizes(change.inputSpatial)) : '',
    ].filter(text => text !== '');
    return html`<span class="row"
      ><button class=${first ? 'primary' : 'secondary'} @click=${() => this.act(() => this.actions?.tryChange(change))}>
        ${words.join(', ')}</button
      ><span class="muted">${say('gives', formatSizes(change.outputSpatial))}</span></span
    >`;
  }

  private tooLarge({ structure, problem, header }: Of<'too-large'>) {
    const smaller = structure?.smaller ?? null;
    return html`<h1><conv-icon name="info"></conv-icon>${say('largeTitle')}</h1>
      ${problem ? html`<p data-code=${problem.code}>${problem.message}</p>` : nothing}
      <p>${say(smaller ? 'largeText' : 'largeTextOnly')}</p>
      ${
        smaller
          ? html`<div class="row">
              <button class="primary" @click=${() => this.act(() => this.actions?.setInput(smaller))}>
                ${say('drawAt', formatSizes(smaller))}
              </button>
            </div>`
          : nothing
      }
      ${structure ? this.facts(structure, header) : nothing}`;
  }

  private facts({ rows, cols, entries, csrBytes, denseBytes }: Structure, { subject }: Header) {
    const matrix = subject.known.kind === 'transposed' ? 'Cᵀ' : 'C';
    return html`<dl>
      <dt>${formatSizes([rows, cols])}</dt>
      <dd>${say('factMatrix', matrix)}</dd>
      <dt>${formatNumber(entries)}</dt>
      <dd>${say('factEntries', rows * cols)}</dd>
      <dt>${formatBytes(denseBytes)}</dt>
      <dd>${say('factDense')}</dd>
      <dt>${formatBytes(csrBytes)}</dt>
      <dd>${say('factSparse')}</dd>
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-state': ConvState;
  }
}
