import type { Capture } from '../api/types';

export interface ResultWords {
  headline: string;
  noun: string;
  isPending: boolean;
  /** 0 to 1, of what is still being made. */
  progress: number;
}

function nounOf(captures: readonly Capture[]): string {
  const [first] = captures;
  if (captures.length > 1) return `${captures.length} captures`;
  return first?.capture_type === 'clip' ? 'Clip' : 'Screenshot';
}

/** One result in words, or several as one. */
export function describeResult(captures: readonly Capture[]): ResultWords {
  const noun = nounOf(captures);
  const many = captures.length > 1;
  const pending = captures.filter(({ status }) => status === 'pending');
  const failed = captures.filter(({ status }) => status === 'failed').length;
  const isPending = pending.length > 0;
  const progress = pending.reduce((sum, capture) => sum + capture.progress, 0) / Math.max(1, pending.length);
  const words = () => {
    if (isPending) return `Making the ${pending.length > 1 ? `${pending.length} clips` : 'clip'}`;
    if (!many) return failed ? `${noun} failed` : `${noun} saved`;
    return failed ? `${captures.length - failed} saved, ${failed} failed` : `${captures.length} saved`;
  };
  return { headline: words(), noun, isPending, progress };
}
