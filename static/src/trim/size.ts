/* How big a clip will be, about. */

import type { Capture, ClipFormat, VideoFacts } from '../api/types';

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

/** Bytes a second, where nothing is known of the film: full HD. */
const USUAL: Record<ClipFormat, number> = {
  mp4: 900_000,
  webm: 450_000,
  gif: 500_000,
  webp: 80_000,
  mp3: 24_000,
};

/** What a picture takes as H.264 of good quality, beside what it takes as it is. */
const AS_H264: Record<string, number> = {
  h264: 1,
  hevc: 1.8,
  av1: 2.2,
  vp9: 1.7,
  mpeg2video: 0.7,
  mpeg4: 0.9,
  vc1: 0.9,
};
/** Copied as they are into an instant clip. */
const COPIED = ['h264', 'av1', 'vp9'];
const SOUND = 24_000;
const WEBM = 0.5;
/** Loops are this high unless another height is asked for, and take so many
 * bytes a second for a thousand pixels. */
const LOOP_HEIGHT = 270;
const LOOP: Partial<Record<ClipFormat, number>> = { gif: 3900, webp: 610 };

export interface Wish {
  seconds: number;
  format: ClipFormat;
  height: number | null;
  maxBytes: number | null;
  precise: boolean;
  subtitles: unknown;
}

/** What clips of the same film came to, of the same height: the middle one, in
 * bytes a second. */
export function learnedRate(clips: readonly Capture[], format: ClipFormat, height: number | null): number | null {
  const rates = clips
    .filter((clip) => clip.status === 'complete' && clip.file_name.endsWith(`.${format}`))
    .filter((clip) => clip.duration_seconds && clip.file_size_bytes > 0)
    .filter((clip) => height === null || clip.height === null || Math.abs(clip.height - height) < 4)
    .map((clip) => clip.file_size_bytes / clip.duration_seconds!)
    .sort((a, b) => a - b);
  return rates[Math.floor(rates.length / 2)] ?? null;
}

/** How high the clip's picture will be, as far as that is known. */
export function clipHeight({ format, height }: Wish, film: VideoFacts | undefined): number | null {
  if (format in LOOP) return Math.min(height ?? LOOP_HEIGHT, film?.height ?? Infinity);
  return film ? Math.min(height ?? film.height, film.height) : height;
}

/** Bytes a second by what the film itself has. */
function filmRate(wish: Wish, film: VideoFacts): number | null {
  const high = clipHeight(wish, film)!;
  const perPixel = LOOP[wish.format];
  if (perPixel) return ((high * high * film.width) / film.height / 1000) * perPixel;
  if (wish.format === 'mp3') return SOUND;
  if (!film.file_bit_rate) return null;
  const source = film.file_bit_rate / 8;
  const isCopied = wish.format === 'mp4' && !wish.precise && wish.subtitles === null && high === film.height && COPIED.includes(film.codec);
  if (isCopied) return source;
  const picture = Math.max(source - SOUND, source / 2) * (AS_H264[film.codec] ?? 1) * (high / film.height) ** 1.6;
  return picture * (wish.format === 'webm' ? WEBM : 1) + SOUND;
}

export function estimateBytes(wish: Wish, learned: number | null, film?: VideoFacts): number {
  const { seconds, format, height, maxBytes } = wish;
  const usual = USUAL[format] * (height && format !== 'mp3' ? Math.min(1, (height / 1080) ** 1.6) : 1);
  const rate = learned ?? (film && film.height > 0 ? filmRate(wish, film) : null) ?? usual;
  const bytes = Math.max(0, seconds) * rate;
  return maxBytes ? Math.min(bytes, maxBytes) : bytes;
}
