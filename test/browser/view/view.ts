import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../vscode/chromium.mjs';
import { servePage } from '../page/serve.mjs';

/**
 * The view alone in a real browser, under the policy that VS Code gives it, fed with recorded snapshots: for what a
 * person does with boxes, buttons and keys, without the minutes that a whole VS Code takes.
 */
export class View {
  private constructor(
    readonly page: Page,
    /** What the page complained about: errors, warnings and breaches of the policy. */
    readonly complaints: string[],
    private readonly url: string,
    private readonly browser: Browser,
    private readonly stop: () => void,
  ) {}

  static async start(): Promise<View> {
    const { url, close } = await servePage();
    const browser = await launchChromium();
    const page = await browser.newPage({ viewport: { width: 1300, height: 800 } });
    page.setDefaultTimeout(10_000);
    const complaints: string[] = [];
    page.on('pageerror', error => complaints.push(error.message));
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    return new View(page, complaints, url, browser, close);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.stop();
  }

  /** Opens the view on a recorded snapshot (test/browser/page/snapshots.ts). */
  async open(snapshot: string, width = 1300): Promise<void> {
    await this.page.setViewportSize({ width, height: 800 });
    await this.page.goto(`${this.url}?theme=dark&snapshot=${snapshot}`);
    await this.page.locator('conv-app').locator('main').first().waitFor();
    await this.settled();
  }

  /** Until the view has drawn what it has: Lit has rendered and a frame was painted. */
  async settled(): Promise<void> {
    await this.page.evaluate(async () => {
      await document.fonts.ready;
      for (let frame = 0; frame < 3; frame++) await new Promise(resolve => requestAnimationFrame(resolve));
    });
  }

  /** Lets the host send another recorded snapshot, as moving the cursor would. */
  async show(snapshot: string): Promise<void> {
    await this.page.evaluate(name => {
      (window as unknown as { developmentHost: { show(name: string): void } }).developmentHost.show(name);
    }, snapshot);
  }

  /** Types into a parameter's box, one axis of it or all, and applies with Enter. */
  async type(name: string, text: string, axis?: number): Promise<void> {
    const box = this.page.locator(`input[data-name=${name}]${axis === undefined ? '' : `[data-axis="${axis}"]`}`);
    await box.fill(text);
    await box.press('Enter');
    await this.settled();
  }

  async click(action: string): Promise<void> {
    await this.page.locator(`[data-action=${action}]`).click();
    await this.settled();
  }

  shape(): Promise<string> {
    return this.text('[data-shape]');
  }

  readout(): Promise<string> {
    return this.text('conv-readout footer');
  }

  async text(selector: string): Promise<string> {
    return (await this.page.locator(selector).first().innerText()).replace(/\s+/g, ' ').trim();
  }

  /** What the view asked of its host. */
  requests(): Promise<{ name: string; argument: unknown }[]> {
    return this.page.evaluate(
      () =>
        (window as unknown as { developmentHost: { requests: { name: string; argument: unknown }[] } }).developmentHost
          .requests,
    );
  }

  /** The label or text of what has the keyboard, through all shadow roots. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    });
  }

  /** Visible elements, in all shadow roots, that reach beyond the right edge of the page. */
  cutAtTheRight(): Promise<string[]> {
    return this.page.evaluate(() => {
      const width = document.documentElement.clientWidth;
      const cut: string[] = [];
      const visit = (root: ParentNode) => {
        for (const element of root.querySelectorAll('*')) {
          const box = element.getBoundingClientRect();
          const style = getComputedStyle(element);
          if (box.width > 0 && box.right > width + 0.5 && style.visibility !== 'hidden' && style.opacity !== '0') {
            cut.push(`${element.tagName.toLowerCase()}.${element.className}: ${Math.round(box.right)} > ${width}`);
          }
          if (element.shadowRoot) visit(element.shadowRoot);
        }
      };
      visit(document);
      if (document.documentElement.scrollWidth > width) cut.push(`page: ${document.documentElement.scrollWidth}`);
      return cut;
    });
  }
}
