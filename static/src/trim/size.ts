/* What clips can be made as. */

import type { ClipFormat } from '../api/types';

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
