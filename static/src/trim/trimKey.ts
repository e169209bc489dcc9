import type { KeyboardEvent } from 'react';

interface Acts {
  start: () => void;
  end: () => void;
  play: () => void;
  by: (frames: number) => void;
}

const FAR_FRAMES = 24;

function owns(target: EventTarget, selector: string): boolean {
  return target instanceof HTMLElement && target.closest(selector) !== null;
}

/** I, O, space and the arrows, unless the control in focus wants the key. */
export function trimKey(event: KeyboardEvent, acts: Acts): boolean {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || owns(target, 'input, select, textarea')) return false;
  if (key === 'i' || key === 'I') acts.start();
  else if (key === 'o' || key === 'O') acts.end();
  else if (key === ' ' && !owns(target, 'button, summary')) acts.play();
  else if (key === 'ArrowLeft' && !owns(target, '[role="slider"]')) acts.by(event.shiftKey ? -FAR_FRAMES : -1);
  else if (key === 'ArrowRight' && !owns(target, '[role="slider"]')) acts.by(event.shiftKey ? FAR_FRAMES : 1);
  else return false;
  return true;
}
