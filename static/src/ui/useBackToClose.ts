/* The Back button closes the sheet on top instead of leaving the page.
 *
 * Each open sheet owns one entry of the browser's history. A sheet that is
 * closed in another way takes its entry back. history.back() works later, so
 * a sheet that opens meanwhile waits with its entry until it has. */

import { useEffect, useRef } from 'react';

interface Sheet {
  key: string;
  close: () => void;
}

const sheets: Sheet[] = [];
let waiting: Sheet[] = [];
let leaving = 0;
let keys = 0;

function stateKey(): string | undefined {
  const state: unknown = history.state;
  return state && typeof state === 'object' && 'sheet' in state ? String(state.sheet) : undefined;
}

function pushEntry({ key }: Sheet): void {
  history.pushState({ sheet: key }, '');
}

function onPopState(): void {
  if (leaving > 0) {
    leaving -= 1;
    if (leaving === 0) waiting.splice(0).forEach(pushEntry);
    return;
  }
  const top = sheets.at(-1);
  if (top && stateKey() !== top.key) {
    sheets.pop();
    top.close();
  } else if (!top && stateKey()) {
    history.back(); // the entry of a sheet that is no longer there
  }
}

function openSheet(close: () => void): () => void {
  if (keys === 0) addEventListener('popstate', onPopState);
  keys += 1;
  const sheet = { key: `${performance.timeOrigin}-${keys}`, close };
  sheets.push(sheet);
  if (leaving > 0) waiting.push(sheet);
  else pushEntry(sheet);
  return () => {
    const at = sheets.indexOf(sheet);
    if (at < 0) return;
    sheets.splice(at, 1);
    if (waiting.includes(sheet)) waiting = waiting.filter((other) => other !== sheet);
    else if (stateKey() === sheet.key) {
      leaving += 1;
      history.back();
    }
  };
}

export function useBackToClose(onClose: () => void): void {
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  });
  useEffect(() => openSheet(() => latest.current()), []);
}
