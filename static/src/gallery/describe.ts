import type { Capture } from '../api/types';
import { formatLength, formatTimecode } from '../lib/timecode';

/** What a screen reader calls a capture. */
export function describe(capture: Capture): string {
  const length = capture.duration_seconds ? `, ${formatLength(capture.duration_seconds)}` : '';
  return `${capture.capture_type} of ${capture.media_title} at ${formatTimecode(capture.timestamp_seconds)}${length}`;
}

/** The small picture that stands for it. */
export function picture(capture: Capture): string | null {
  return capture.thumbnail_url ?? capture.poster_url;
}
