import { formatLength } from '../lib/timecode';

export const CLIP_PRESETS = [10, 30, 60, 120, 300].map((seconds) => ({
  seconds,
  label: seconds === 60 ? '60 s' : formatLength(seconds),
}));
