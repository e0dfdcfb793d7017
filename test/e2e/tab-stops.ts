import type { Page } from '@playwright/test';

/**
 * Which visible controls Tab does not come to, from the first of the window to the last. What belongs together (the rows
 * of a list with their buttons, the choices of a group) is one stop, inside of which the arrows move.
 */
export async function unreachedByTab(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    const groups = '[role=grid], [role=listbox], [role=radiogroup], [role=toolbar], [role=tree], .cm-editor';
    const controls =
      'button:enabled, a[href], input:enabled, select:enabled, textarea:enabled, [tabindex="0"], .cm-content';
    const stopOf = (element: Element): Element => element.closest(groups) ?? element;
    const reached = new Set<Element>();
    Object.assign(window, {
      noteFocus: () => {
        const focused = document.activeElement;
        if (focused === null || focused === document.body) return false;
        const isNew = !reached.has(focused);
        reached.add(focused).add(stopOf(focused));
        return isNew;
      },
      unreached: () => {
        const visible = [...document.querySelectorAll(controls)].filter(
          (each) =>
            each.checkVisibility({ visibilityProperty: true }) && each.closest('[aria-hidden=true]') === null,
        );
        return [...new Set(visible.map(stopOf))]
          .filter((each) => !reached.has(each))
          .map((each) => each.outerHTML.slice(0, 160));
      },
    });
  });
  await page.getByRole('navigation').getByRole('button').first().focus();
  const most = 200;
  for (let stop = 0; stop < most; stop += 1) {
    if (!(await page.evaluate(() => (window as unknown as { noteFocus(): boolean }).noteFocus()))) break;
    await page.keyboard.press('Tab');
  }
  return await page.evaluate(() => (window as unknown as { unreached(): string[] }).unreached());
}
