import type { Capture } from '../api/types';
import { formatLength, formatTimecode } from '../lib/timecode';

/** What a screen reader calls a capture. */
export function describe(capture: Capture): string {
  const length = capture.duration_seconds ? `, ${formatLength(capture.duration_seconds)}` : '';
  return `${capture.capture_type} of ${capture.media_title} at ${formatTimecode(capture.timestamp_seconds)}${length}`;
}

/** The picture that stands for it: its poster, else a screenshot itself. */
export function picture(capture: Capture): string | null {
  if (capture.poster_url) return capture.poster_url;
  return capture.status === 'complete' && capture.capture_type === 'screenshot' ? capture.file_url : null;
}
