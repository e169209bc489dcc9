import { useState } from 'react';

const CONTROL = 'button, a[href], input, select, summary, [tabindex="0"]';

/** Focuses the control, or what now stands nearest to where it was. */
function focusNearest(chain: readonly Element[]): void {
  const [control, ...around] = chain;
  if (control instanceof HTMLElement && control.isConnected && control !== document.body) return control.focus();
  const place = around.find((element) => element.isConnected && element !== document.body && element !== document.documentElement);
  const next = place?.querySelector<HTMLElement>(CONTROL) ?? document.getElementById('main');
  next?.focus();
}

/** For a dialog: gives the focus back to the control that opened it. What it
 * returns belongs in onCloseAutoFocus. */
export function useFocusReturn(): (event: Event) => void {
  const [chain] = useState(() => {
    const elements: Element[] = [];
    for (let at = document.activeElement; at; at = at.parentElement) elements.push(at);
    return elements;
  });
  return (event) => {
    event.preventDefault();
    focusNearest(chain);
  };
}
