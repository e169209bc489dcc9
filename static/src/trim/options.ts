import type { AudioStream, ClipFormat, ClipRequest, SubtitleStream } from '../api/types';
import { FORMATS } from './size';

export interface ClipOptions {
  precise: boolean;
  format: ClipFormat;
  maxBytes: number | null;
  height: number | null;
  audio: number | null;
  subtitles: SubtitleStream['id'] | 'session' | null;
}

export const USUAL_OPTIONS: ClipOptions = {
  precise: true,
  format: 'mp4',
  maxBytes: null,
  height: null,
  audio: null,
  subtitles: null,
};

/** Another format; what does not go with it is no longer wished for. */
export function withFormat(options: ClipOptions, format: ClipFormat): ClipOptions {
  const { sound, picture, limit } = FORMATS.find(({ value }) => value === format)!;
  return {
    ...options,
    format,
    maxBytes: limit ? options.maxBytes : null,
    height: picture ? options.height : null,
    audio: sound ? options.audio : null,
    subtitles: picture ? options.subtitles : null,
  };
}

/** Only what differs from the usual is asked for. */
export function optionMembers(options: ClipOptions): Partial<ClipRequest> {
  const { format, maxBytes, height, audio, subtitles } = options;
  return {
    ...(format === 'mp4' ? {} : { format }),
    ...(maxBytes === null ? {} : { max_bytes: maxBytes }),
    ...(height === null ? {} : { height }),
    ...(audio === null ? {} : { audio_stream: audio }),
    ...(subtitles === null ? {} : { subtitles }),
  };
}

const CHANNELS: Record<number, string> = { 1: 'mono', 2: 'stereo', 6: '5.1', 8: '7.1' };

function language(code: string | null): string | null {
  if (!code || code === 'und') return null;
  try {
    return new Intl.DisplayNames(undefined, { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

function join(parts: (string | null | undefined)[], fallback: string): string {
  return parts.filter(Boolean).join(', ') || fallback;
}

export function audioName(stream: AudioStream, number: number): string {
  const channels = stream.channels ? (CHANNELS[stream.channels] ?? `${stream.channels} channels`) : null;
  return join([language(stream.language), stream.title, channels], `Track ${number}`);
}

export function subtitleName(stream: SubtitleStream, number: number): string {
  const name = [language(stream.language), stream.title, stream.forced ? 'forced' : null];
  return join([...name, stream.external && name.some(Boolean) ? 'separate file' : null], `Track ${number}`);
}
