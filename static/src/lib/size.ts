/* How big a clip will be, about. */

import type { Capture, ClipFormat } from '../api/types';

export const FORMATS: { value: ClipFormat; label: string; sound: boolean; picture: boolean; limit: boolean }[] = [
  { value: 'mp4', label: 'MP4, plays everywhere', sound: true, picture: true, limit: true },
  { value: 'webm', label: 'WebM', sound: true, picture: true, limit: true },
  { value: 'gif', label: 'GIF, no sound', sound: false, picture: true, limit: false },
  { value: 'webp', label: 'Animated WebP, no sound', sound: false, picture: true, limit: false },
  { value: 'mp3', label: 'MP3, sound only', sound: true, picture: false, limit: true },
];

const MEGABYTE = 1_000_000;

/** What messengers and mail take. */
export const SIZE_LIMITS = [10, 20, 25, 50].map((megabytes) => ({
  bytes: megabytes * MEGABYTE,
  label: `${megabytes} MB`,
}));

export const HEIGHTS = [1080, 720, 480];

/** Bytes a second, where nothing better is known: full HD. */
const USUAL: Record<ClipFormat, number> = {
  mp4: 900_000,
  webm: 450_000,
  gif: 1_600_000,
  webp: 600_000,
  mp3: 24_000,
};

/** What clips of the same film came to: the middle one, in bytes a second. */
export function learnedRate(clips: readonly Capture[], format: ClipFormat): number | null {
  const rates = clips
    .filter((clip) => clip.status === 'complete' && clip.file_name.endsWith(`.${format}`))
    .filter((clip) => clip.duration_seconds && clip.file_size_bytes > 0)
    .map((clip) => clip.file_size_bytes / clip.duration_seconds!)
    .sort((a, b) => a - b);
  return rates[Math.floor(rates.length / 2)] ?? null;
}

interface Wish {
  seconds: number;
  format: ClipFormat;
  height: number | null;
  maxBytes: number | null;
}

export function estimateBytes({ seconds, format, height, maxBytes }: Wish, learned: number | null): number {
  const scale = height && format !== 'mp3' ? Math.min(1, (height / 1080) ** 1.6) : 1;
  const bytes = Math.max(0, seconds) * (learned ?? USUAL[format]) * scale;
  return maxBytes ? Math.min(bytes, maxBytes) : bytes;
}
